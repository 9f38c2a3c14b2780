//! Whether whoever chose a supplier was told of its security first.
//!
//! A disclosure about a sourcing decision, or about a supplier, is that telling. Suppliers on whom little rests need none. An
//! organisation of fewer than fifty people, where the one who assesses also decides, has a substitute: a dated assessment.
//! Taking on is not barred without it, because most suppliers are there before anyone records them, and a register that
//! refuses what is so would lie; what is missing is shown and signalled instead.

use super::pointing;
use crate::{
    analysis::mandate::is_small,
    context::{Supplier, supplier::SupplierTier},
    governance::{Decision, Disclosure, decision::DecisionKind},
    isms::Isms,
    kind,
    record::{AnyRecord, Record},
    values::RecordId,
};

/// What stands behind a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Little rests on it, or it is no choice of a supplier.
    NotNeeded,
    /// This disclosure was made.
    Disclosed(RecordId),
    /// A small organisation's dated assessment stands in.
    Assessed,
    /// Nothing was said.
    Nothing,
}

/// Disclosures that were made and speak of a record, the newest last; superseded ones were made all the same.
fn made(isms: &Isms, about: RecordId) -> Vec<&Record<Disclosure>> {
    let mut ids: Vec<RecordId> = isms.pointing_from(about, kind::of::<Disclosure>()).map(|l| l.source).collect();
    ids.dedup();
    let found = ids.into_iter().filter_map(|id| isms.typed::<Disclosure>(id));
    let speaks = |d: &&Record<Disclosure>| d.body.about.iter().any(|a| a.id() == about) && &*d.head.state != "drafted";
    let mut found: Vec<_> = found.filter(speaks).collect();
    found.sort_by_key(|d| (d.body.made, d.head.number));
    found
}

/// Whether a decision is about choosing or leaving a supplier.
pub fn is_sourcing(decision: &Decision) -> bool {
    decision.about == DecisionKind::Source
}

/// What a sourcing decision was told: about itself, or about every supplier it names, by the day it was decided.
pub fn of_decision(isms: &Isms, decision: &Record<Decision>) -> Told {
    if !is_sourcing(&decision.body) {
        return Told::NotNeeded;
    }
    let in_time = |d: &&Record<Disclosure>| {
        decision.body.decided_on.is_none_or(|decided| d.body.made.is_none_or(|made| made <= decided))
    };
    let about = |id: RecordId| made(isms, id).into_iter().rfind(in_time).map(|d| d.head.id);
    if let Some(found) = about(decision.head.id) {
        return Told::Disclosed(found);
    }
    let each: Option<Vec<RecordId>> = decision.body.suppliers.iter().map(|s| about(s.id())).collect();
    match each.and_then(|all| all.last().copied()) {
        Some(found) => Told::Disclosed(found),
        None if is_small(isms) && all_assessed(isms, decision) => Told::Assessed,
        None => Told::Nothing,
    }
}

fn all_assessed(isms: &Isms, decision: &Record<Decision>) -> bool {
    let named = || decision.body.suppliers.iter().filter_map(|s| isms.typed::<Supplier>(s.id()));
    named().next().is_some() && named().all(|s| is_assessed(&s.body))
}

fn is_assessed(supplier: &Supplier) -> bool {
    supplier.assessed_on.is_some() && !supplier.assessment.0.trim().is_empty()
}

/// What was told before a supplier was taken on, or since: directly, or with a decision that named it.
pub fn of_supplier(isms: &Isms, supplier: &Record<Supplier>) -> Told {
    if supplier.body.tier == SupplierTier::Ordinary {
        return Told::NotNeeded;
    }
    if let Some(found) = made(isms, supplier.head.id).last() {
        return Told::Disclosed(found.head.id);
    }
    let decisions = pointing::<Decision>(isms, supplier.head.id).into_iter();
    let naming = decisions.filter(|d| d.body.suppliers.iter().any(|s| s.id() == supplier.head.id));
    let with = naming.filter_map(|d| made(isms, d.head.id).last().map(|f| f.head.id)).next();
    match with {
        Some(found) => Told::Disclosed(found),
        None if is_small(isms) && is_assessed(&supplier.body) => Told::Assessed,
        None => Told::Nothing,
    }
}

/// The rule's sentence about a decision or supplier; nothing where all is well.
pub fn complaint(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let key = record.key();
    if let Some(decision) = record.typed::<Decision>().filter(|d| matches!(&*d.head.state, "tabled" | "decided")) {
        let nothing = of_decision(isms, decision) == Told::Nothing;
        return nothing.then(|| format!("{key} chooses a supplier and no disclosure said how secure it is"));
    }
    let supplier = record.typed::<Supplier>().filter(|s| super::works_for_us(s))?;
    let nothing = of_supplier(isms, supplier) == Told::Nothing;
    nothing.then(|| format!("{key} was taken on and no disclosure said how secure it is"))
}
