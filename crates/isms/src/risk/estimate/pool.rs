//! Which estimates of a risk count, and who is still asked: rounds of blind estimation.
//!
//! A round is the risk's `estimators` and `asked_on`. An estimate belongs to it by the day it was made (recorded, where none
//! is stated); days are whole, so an estimate made on the day of asking belongs to the round. The round is open until everyone
//! asked has given one. Until then the estimates from before the round go on counting, as if nobody had been asked; once it is
//! complete only those of the round count, also of people who were not asked and gave one all the same, and no longer the
//! older ones of people who were not asked again: the round is the organisation's present view, not an addition to an old one.

use super::Estimate;
use crate::{isms::Isms, kind, record::Record, risk::Risk, values::RecordId};
use jiff::{civil::Date, tz::TimeZone};

/// The people asked to estimate a risk, since a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Who was asked, in the risk's order.
    pub asked: Vec<RecordId>,
    /// Since when.
    pub since: Date,
    /// Those who have not given theirs, in the same order.
    pub waiting: Vec<RecordId>,
}

impl Round {
    /// Whether someone has not given theirs.
    pub fn is_open(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether an estimate belongs to it.
    pub fn holds(&self, estimate: &Record<Estimate>) -> bool {
        made(estimate) >= self.since
    }
}

/// The estimates of a risk that count now.
#[derive(Debug, Default)]
pub struct Pool<'a> {
    /// Given, not superseded, the newest of each estimator, in the order of their keys. An estimate of nobody in particular
    /// (an import) counts for itself.
    pub open: Vec<&'a Record<Estimate>>,
    /// People asked who have not given theirs: their round is open.
    pub waiting: Vec<RecordId>,
    /// Estimates given into the open round, which count once it is complete.
    pub sealed: usize,
}

/// The day an estimate was made, or recorded where none is stated (in UTC).
pub fn made(estimate: &Record<Estimate>) -> Date {
    estimate.body.made.unwrap_or_else(|| estimate.head.created.to_zoned(TimeZone::UTC).date())
}

/// Whether someone stood behind an estimate at some time: it was given, whatever became of it.
pub fn was_given(estimate: &Record<Estimate>) -> bool {
    matches!(&*estimate.head.state, "given" | "superseded")
}

/// All estimates of a risk, each once.
pub fn all<'a>(isms: &'a Isms, risk: RecordId) -> impl Iterator<Item = &'a Record<Estimate>> + 'a {
    let mut last = None;
    let links = isms.pointing_from(risk, kind::of::<Estimate>());
    links.filter_map(move |l| (last.replace(l.source) != Some(l.source)).then(|| isms.typed::<Estimate>(l.source))?)
}

/// The present round of a risk; none where nobody is asked. Whoever gave one and superseded it has answered all the same:
/// what became known with a complete round is not hidden again.
pub fn round(isms: &Isms, risk: RecordId) -> Option<Round> {
    let body = &isms.typed::<Risk>(risk)?.body;
    let since = body.asked_on.filter(|_| !body.estimators.is_empty())?;
    let asked: Vec<RecordId> = body.estimators.iter().map(|p| p.id()).collect();
    let mut round = Round { asked, since, waiting: Vec::new() };
    let answered: Vec<RecordId> = all(isms, risk)
        .filter(|e| was_given(e) && round.holds(e))
        .filter_map(|e| e.body.estimator.map(|p| p.id()))
        .collect();
    round.waiting = round.asked.iter().copied().filter(|p| !answered.contains(p)).collect();
    Some(round)
}

/// The estimates of a risk that count now, and what is still missing.
pub fn pool(isms: &Isms, risk: RecordId) -> Pool<'_> {
    let round = round(isms, risk);
    let (mut open, mut sealed) = (Vec::<&Record<Estimate>>::new(), 0);
    for estimate in all(isms, risk).filter(|e| &*e.head.state == "given") {
        let (within, waits) = round.as_ref().map_or((true, false), |r| (r.holds(estimate), r.is_open()));
        sealed += usize::from(within && waits);
        if within != waits {
            newest(&mut open, estimate);
        }
    }
    open.sort_by_key(|e| e.head.number);
    Pool { open, waiting: round.map(|r| r.waiting).unwrap_or_default(), sealed }
}

/// Keeps the newest estimate of each estimator; of one day's, the one recorded last.
pub(crate) fn newest<'a>(open: &mut Vec<&'a Record<Estimate>>, estimate: &'a Record<Estimate>) {
    let age = |e: &Record<Estimate>| (made(e), e.head.number);
    let same =
        |e: &&mut &Record<Estimate>| estimate.body.estimator.is_some() && e.body.estimator == estimate.body.estimator;
    match open.iter_mut().find(same) {
        Some(held) if age(held) < age(estimate) => *held = estimate,
        Some(_) => {}
        None => open.push(estimate),
    }
}
