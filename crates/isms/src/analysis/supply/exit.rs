//! The way out: whether there is a plan for leaving a supplier, and whether it was ever tried.

use super::{contracts, pointing};
use crate::{
    assurance::Test,
    context::{
        Supplier,
        supplier::{Substitutability, SupplierTier},
    },
    isms::Isms,
    operations::{Plan, plan::PlanForm},
    record::Record,
    rules::today,
    values::RecordId,
};
use jiff::civil::Date;

/// A plan for leaving, as it stands.
#[derive(Clone, Debug)]
pub struct WayOut<'a> {
    /// The plan.
    pub plan: &'a Record<Plan>,
    /// Whether it is in force.
    pub in_force: bool,
    /// When it was last exercised: the newest run of a test of it.
    pub exercised: Option<Date>,
}

/// Exit plans for a supplier or a contract with it that holds, those in force first.
pub fn of(isms: &Isms, supplier: RecordId) -> Vec<WayOut<'_>> {
    let held = contracts(isms, supplier, today(isms)).into_iter().map(|c| c.head.id);
    let mut found: Vec<WayOut<'_>> = Vec::new();
    for target in std::iter::once(supplier).chain(held) {
        for plan in pointing::<Plan>(isms, target) {
            let body = plan.counts().unwrap_or(&plan.body);
            let leaves = body.form == PlanForm::Exit && body.made_for.iter().any(|m| m.id() == target);
            if leaves && !found.iter().any(|w| w.plan.head.id == plan.head.id) {
                let runs = pointing::<Test>(isms, plan.head.id).into_iter().filter_map(|t| t.body.last_run());
                let day = today(isms);
                found.push(WayOut {
                    plan,
                    in_force: plan.counts().is_some(),
                    exercised: runs.filter(|on| *on <= day).max(),
                });
            }
        }
    }
    found.sort_by_key(|w| (!w.in_force, w.plan.head.number));
    found
}

/// Whether a way out is owed: something stops when the supplier stops, or nobody could step in within a year.
pub fn is_owed(supplier: &Supplier) -> bool {
    let stuck =
        matches!(supplier.substitutability, Some(Substitutability::HighlyComplex | Substitutability::NotSubstitutable));
    supplier.tier == SupplierTier::Critical || stuck
}

/// What is wrong with the way out of one supplier, in a sentence; nothing where none is owed or one was tried.
pub fn complaint(isms: &Isms, supplier: &Record<Supplier>) -> Option<String> {
    if !is_owed(&supplier.body) || &*supplier.head.state == "candidate" {
        return None;
    }
    let key = format!("SUP-{}", supplier.head.number);
    let ways = of(isms, supplier.head.id);
    match ways.iter().find(|w| w.in_force) {
        None => Some(format!("there is no exit plan in force for {key}")),
        Some(way) if ways.iter().all(|w| w.exercised.is_none()) => {
            Some(format!("PLN-{}, the way out of {key}, was never tried", way.plan.head.number))
        }
        Some(_) => None,
    }
}
