//! Costly answers remembered by what they read: the analysis and its model version, and the stamps of the kinds it declares.
//! Discardable at any time; a change to any other kind (a comment, say) invalidates nothing.

use crate::{isms::Isms, kind::KindInfo};
use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

type Answer = Arc<dyn Any + Send + Sync>;
/// Answers with the tick at which each was last used.
type Answers = HashMap<Question, (u64, Answer)>;

/// What an answer depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Question {
    org: uuid::Uuid,
    analysis: &'static str,
    version: u32,
    inputs: [u8; 16],
    day: Option<i64>,
}

/// Answers by question, at most so many.
pub struct Memo {
    room: usize,
    held: Mutex<(u64, Answers)>,
}

/// A pure function of the value that is worth remembering.
pub struct Analysis {
    /// Its name.
    pub name: &'static str,
    /// The version of its model; another version never answers for this one.
    pub version: u32,
    /// The kinds it reads; all of them, where none is named.
    pub reads: &'static [&'static str],
    /// Whether its answer changes from day to day without any act.
    pub by_day: bool,
}

impl Memo {
    /// A memo that holds at most `room` answers; the least recently used goes first.
    pub fn new(room: usize) -> Memo {
        Memo { room: room.max(1), held: Mutex::default() }
    }

    /// The remembered answer, or the answer computed now.
    pub fn answer<T: Send + Sync + 'static>(
        &self,
        isms: &Isms,
        analysis: &Analysis,
        compute: impl FnOnce(&Isms) -> T,
    ) -> Arc<T> {
        let named = analysis.reads.iter().filter_map(|n| crate::kind::by_name(n));
        let kinds: Vec<&KindInfo> = if analysis.reads.is_empty() { crate::KINDS.to_vec() } else { named.collect() };
        let day = analysis.by_day.then(|| isms.moment.now.as_second().div_euclid(86_400));
        let question = Question {
            org: isms.org,
            analysis: analysis.name,
            version: analysis.version,
            inputs: isms.stamp(&kinds),
            day,
        };
        if let Some(answer) = self.find(&question).and_then(|a| a.downcast::<T>().ok()) {
            return answer;
        }
        let answer = Arc::new(compute(isms));
        self.keep(question, answer.clone());
        answer
    }

    fn find(&self, question: &Question) -> Option<Answer> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.0 += 1;
        let tick = held.0;
        let (used, answer) = held.1.get_mut(question)?;
        *used = tick;
        Some(answer.clone())
    }

    fn keep(&self, question: Question, answer: Answer) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let tick = held.0;
        held.1.insert(question, (tick, answer));
        if held.1.len() > self.room
            && let Some(oldest) = held.1.iter().min_by_key(|(_, (used, _))| *used).map(|(q, _)| q.clone())
        {
            held.1.remove(&oldest);
        }
    }
}
