//! Suppliers: whether they keep what they owe, what was never passed on to them, what stops when they stop, whether there is a way
//! out, and what the register of information (DORA article 28) says of them.
//!
//! Everything here is read from records at the value's moment. Records know of no second source: what rests on something is taken
//! to stop when that stops, so reach is an upper bound and never a probability; how likely it is stands with the objective.

pub mod chain;
pub mod dora;
pub mod exit;
pub mod flow;
pub mod sourcing;
pub mod standing;

use crate::{
    context::{Contract, Supplier},
    isms::Isms,
    kind::{self, Kind},
    record::{AnyRecord, Record},
    values::RecordId,
};
use jiff::civil::Date;

/// Open records of a kind that point at a record, each once, in key order.
pub fn pointing<T: Kind>(isms: &Isms, target: RecordId) -> Vec<&Record<T>> {
    let mut ids: Vec<RecordId> = isms.pointing_from(target, kind::of::<T>()).map(|l| l.source).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found: Vec<&Record<T>> = ids.into_iter().filter_map(|id| isms.typed::<T>(id)).collect();
    found.retain(|r| (*r as &dyn AnyRecord).is_open());
    found.sort_by_key(|r| r.head.number);
    found
}

/// Whether a supplier works for us now: taken on and not left yet.
pub fn works_for_us(supplier: &Record<Supplier>) -> bool {
    matches!(&*supplier.head.state, "active" | "leaving")
}

/// Whether a contract holds on a day: signed or under notice, begun and not ended.
pub fn holds(contract: &Record<Contract>, day: Date) -> bool {
    let body = &contract.body;
    matches!(&*contract.head.state, "signed" | "terminated")
        && body.starts.is_none_or(|from| from <= day)
        && body.ends.is_none_or(|until| day <= until)
}

/// Contracts with a supplier that hold on a day, in key order.
pub fn contracts(isms: &Isms, supplier: RecordId, day: Date) -> Vec<&Record<Contract>> {
    let with = |c: &&Record<Contract>| c.body.supplier.is_some_and(|s| s.id() == supplier) && holds(c, day);
    pointing::<Contract>(isms, supplier).into_iter().filter(with).collect()
}
