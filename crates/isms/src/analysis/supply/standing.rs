//! Whether a supplier keeps an obligation: met, missed or unmeasured, on which measurement that rests, and whether it was shown.

use super::{contracts, pointing};
use crate::{
    assurance::Evidence,
    control::{SupplierObligation, supplier_obligation::Measurement},
    isms::Isms,
    record::{AnyRecord, Record},
    rules::today,
    values::RecordId,
};
use jiff::{civil::Date, tz::TimeZone};

/// How an obligation stands. Unmeasured is never met: nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The newest measurement meets the target.
    Met,
    /// The newest measurement misses the target.
    Missed,
    /// Nobody can tell, because.
    Unmeasured(Because),
}

/// Why nobody can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// There is nothing to compare with.
    NoTarget,
    /// It was never measured.
    Never,
    /// The next measurement was due on a day that has passed; the last one says nothing of now.
    Overdue(Date),
}

/// Whether the supplier has shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nothing was agreed that they must show.
    NotAgreed,
    /// Evidence is here and may still be relied on.
    Here(RecordId),
    /// It is not due yet.
    Due(Date),
    /// It was due and is not here.
    Overdue(Date),
    /// There is evidence, but it is too old to be relied on.
    Stale(RecordId),
    /// There is none, and no date by which it is due.
    Missing,
}

/// An obligation as it stands at a moment.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// The obligation.
    pub record: &'a Record<SupplierObligation>,
    /// How it stands.
    pub verdict: Verdict,
    /// The newest measurement, where there is one.
    pub rests_on: Option<&'a Measurement>,
    /// When the next one is due; none without a cadence or a first measurement.
    pub due: Option<Date>,
    /// Whether it was shown.
    pub shown: Shown,
}

/// How an obligation stands at the value's moment.
pub fn of<'a>(isms: &Isms, record: &'a Record<SupplierObligation>) -> Standing<'a> {
    let (body, day) = (&record.body, today(isms));
    let rests_on = body.newest(day);
    let due = body.cadence.zip(rests_on.and_then(|m| m.on)).map(|(cadence, last)| cadence.due_after(last));
    let met = rests_on.and_then(|m| m.value).and_then(|value| body.meets(value));
    let verdict = match (body.target, due.filter(|due| *due < day), met) {
        (None, ..) => Verdict::Unmeasured(Because::NoTarget),
        (_, Some(due), _) => Verdict::Unmeasured(Because::Overdue(due)),
        (_, _, None) => Verdict::Unmeasured(Because::Never),
        (_, _, Some(true)) => Verdict::Met,
        (_, _, Some(false)) => Verdict::Missed,
    };
    Standing { record, verdict, rests_on, due, shown: shown(isms, record, day) }
}

/// Open obligations of a supplier under contracts that hold, in the order of contracts and keys.
pub fn of_supplier(isms: &Isms, supplier: RecordId) -> Vec<Standing<'_>> {
    contracts(isms, supplier, today(isms)).into_iter().flat_map(|c| of_contract(isms, c.head.id)).collect()
}

/// Open obligations under a contract, in key order.
pub fn of_contract(isms: &Isms, contract: RecordId) -> Vec<Standing<'_>> {
    let under = |o: &&Record<SupplierObligation>| o.body.contract.is_some_and(|c| c.id() == contract);
    pointing::<SupplierObligation>(isms, contract).into_iter().filter(under).map(|o| of(isms, o)).collect()
}

/// The last day that a piece of evidence speaks of, or the day it was collected.
fn speaks_of(evidence: &Record<Evidence>) -> Option<Date> {
    evidence.body.until.or_else(|| evidence.body.collected.map(|at| at.to_zoned(TimeZone::UTC).date()))
}

/// Evidence counts for a due date when it speaks of a day within one cadence (a year without one) before it, or later.
fn shown(isms: &Isms, record: &Record<SupplierObligation>, day: Date) -> Shown {
    let body = &record.body;
    let proof = pointing::<Evidence>(isms, record.head.id).into_iter().max_by_key(|e| speaks_of(e));
    let spoken = proof.and_then(speaks_of);
    if let Some(due) = body.evidence_due {
        let days = body.cadence.map_or(366, |c| c.days());
        let from = due.checked_sub(jiff::Span::new().days(days)).unwrap_or(Date::MIN);
        return match proof.filter(|_| spoken.is_some_and(|on| on > from)) {
            Some(proof) => Shown::Here(proof.head.id),
            None if due < day => Shown::Overdue(due),
            None => Shown::Due(due),
        };
    }
    let Some(proof) = proof else {
        return if body.evidence.is_empty() { Shown::NotAgreed } else { Shown::Missing };
    };
    let fresh = i32::try_from(proof.body.fresh_for.unwrap_or(366)).unwrap_or(i32::MAX).clamp(0, 100_000);
    let until = spoken.and_then(|on| on.checked_add(jiff::Span::new().days(fresh)).ok());
    if until.is_some_and(|until| until < day) { Shown::Stale(proof.head.id) } else { Shown::Here(proof.head.id) }
}

/// The rule's sentence about one obligation: nothing where it is met.
pub fn complaint(isms: &Isms, record: &Record<SupplierObligation>) -> Option<String> {
    let standing = of(isms, record);
    let key = (record as &dyn AnyRecord).key();
    let last = standing.rests_on.and_then(|m| m.on);
    match (standing.verdict, last) {
        (Verdict::Met, _) => None,
        (Verdict::Missed, Some(on)) => Some(format!("{key} was missed on {on}")),
        (Verdict::Unmeasured(Because::Overdue(due)), Some(on)) => {
            Some(format!("{key} was last measured on {on}; the next was due by {due}"))
        }
        (Verdict::Unmeasured(Because::NoTarget), Some(_)) => None,
        _ => Some(format!("{key} was never measured")),
    }
}
