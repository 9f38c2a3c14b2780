//! Whether an answer of ours still rests on what it rested on when someone stood by it.

use super::Question;
use crate::{assurance::Evidence, isms::Isms, values::RecordId};
use jiff::{Timestamp, civil::Date};

/// Why an answer is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The record was changed after the answer was given.
    Changed(Timestamp),
    /// The record is no longer open: retired, withdrawn, ended.
    Over,
    /// Evidence may no longer be relied on since that day.
    Expired(Date),
}

/// The records behind an answer that are not as they were, each with the first reason. An answer without a moment has
/// only what is over or expired: what changed since is not known.
pub fn since(isms: &Isms, question: &Question, today: Date) -> Vec<(RecordId, Why)> {
    let records = question.answered_from.iter().map(|r| r.id()).chain(question.evidence.iter().map(|r| r.id()));
    records.filter_map(|id| Some((id, why(isms, id, question.answered_at, today)?))).collect()
}

fn why(isms: &Isms, id: RecordId, answered: Option<Timestamp>, today: Date) -> Option<Why> {
    let Some(record) = isms.get(id).filter(|r| r.is_open()) else { return Some(Why::Over) };
    if let Some(ended) = record.typed::<Evidence>().and_then(|e| ended(&e.body)).filter(|ended| *ended < today) {
        return Some(Why::Expired(ended));
    }
    let changed = record.head().changed;
    answered.filter(|at| changed > *at).map(|_| Why::Changed(changed))
}

/// The last day on which evidence may be relied on.
fn ended(evidence: &Evidence) -> Option<Date> {
    let days = jiff::Span::new().try_days(evidence.fresh_for?).ok()?;
    evidence.until?.checked_add(days).ok()
}
