//! Costly answers about certainty: computed once, on a pool of their own, and remembered by what they were computed from.

use crate::{Error, Result, Service};
use isms::{
    analysis::model::{self, Modelled},
    isms::Isms,
    memo::Analysis,
};
use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{OnceCell, Semaphore};

type Held = Arc<dyn Any + Send + Sync>;
/// Answers, each with the tick at which it was last used.
type Cells = HashMap<String, (u64, Arc<OnceCell<Held>>)>;

/// Answers by the fingerprint of what they were computed from, and the pool that computes them.
pub(crate) struct Answers {
    cells: Mutex<(u64, Cells)>,
    pool: Semaphore,
    quick: Semaphore,
}

/// Answers that are kept.
const ROOM: usize = 512;
/// Answers that are computed at the same time; each may use several threads.
const AT_ONCE: usize = 2;

/// What the model is made of.
pub(crate) const MODEL: Analysis = Analysis {
    name: "model",
    version: 1,
    reads: &["organisation", "risk", "estimate", "threat", "control", "test", "treatment", "objective"],
    by_day: true,
};

/// A model and its fingerprint.
pub struct Fingerprinted {
    /// The model and the records behind it.
    pub made: Modelled,
    /// SHA-256 over the model as JSON.
    pub hash: String,
}

impl Answers {
    pub(crate) fn new() -> Answers {
        Answers { cells: Mutex::default(), pool: Semaphore::new(AT_ONCE), quick: Semaphore::new(AT_ONCE) }
    }

    fn cell(&self, key: String) -> Arc<OnceCell<Held>> {
        let mut held = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        held.0 += 1;
        let tick = held.0;
        if held.1.len() >= ROOM && !held.1.contains_key(&key) {
            let oldest = held.1.iter().min_by_key(|(_, (used, _))| *used).map(|(k, _)| k.clone());
            oldest.map(|k| held.1.remove(&k));
        }
        let entry = held.1.entry(key).or_default();
        entry.0 = tick;
        entry.1.clone()
    }
}

impl Service {
    /// The answer of `compute`, remembered under `key`: who asks for the same while it is being computed waits for it.
    ///
    /// # Errors
    /// [`Error::Internal`] where the computation ended without an answer.
    pub async fn remembered<T: Send + Sync + 'static>(
        &self,
        key: String,
        compute: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Arc<T>> {
        let answers = &self.0.answers;
        let lost = |e: String| Error::Internal(format!("a computation ended without an answer: {e}"));
        let cell = answers.cell(key);
        let held = cell.get_or_try_init(|| async {
            let _turn = answers.pool.acquire().await.map_err(|e| lost(e.to_string()))?;
            let answer = tokio::task::spawn_blocking(compute).await.map_err(|e| lost(e.to_string()))?;
            Ok::<Held, Error>(Arc::new(answer))
        });
        held.await?.clone().downcast::<T>().map_err(|_| lost("it is of another kind".into()))
    }

    /// The answer of `compute`, remembered nowhere: for the few milliseconds while someone drags a range. It waits for others of its
    /// like and never behind a long simulation.
    ///
    /// # Errors
    /// [`Error::Internal`] where the computation ended without an answer.
    pub async fn at_once<T: Send + 'static>(&self, compute: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let lost = |e: String| Error::Internal(format!("a computation ended without an answer: {e}"));
        let _turn = self.0.answers.quick.acquire().await.map_err(|e| lost(e.to_string()))?;
        tokio::task::spawn_blocking(compute).await.map_err(|e| lost(e.to_string()))
    }

    /// The model of a value, with its fingerprint.
    pub fn model(&self, isms: &Isms) -> Arc<Fingerprinted> {
        self.memo().answer(isms, &MODEL, |isms| {
            let made = model::of(isms);
            let hash = model::input_hash(&made.model);
            Fingerprinted { made, hash }
        })
    }
}
