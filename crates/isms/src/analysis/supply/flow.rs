//! What was never passed on: requirements and obligations of ours that a supplier must meet and whose contract does not say so.
//!
//! A supplier must meet something, as far as records can tell, when it operates a control that implements it, when a service that it
//! provides gives us such a control, when the demand is about suppliers by its clauses and the supplier is critical, or when we
//! thought it worth passing on to another supplier of the same tier. Each gap says which.

use super::{contracts, pointing, works_for_us};
use crate::{
    context::{Asset, Contract, Obligation, Supplier, supplier::SupplierTier},
    control::{Control, SupplierObligation},
    isms::Isms,
    policy::Requirement,
    record::{AnyRecord, Record},
    rules::today,
    values::{Clause, RecordId},
};
use std::collections::{BTreeMap, BTreeSet};

/// Clauses that speak of suppliers: framework and the beginning of the requirement.
const ABOUT_SUPPLIERS: [(&str, &str); 9] = [
    ("iso27001-2022", "A.5.19"),
    ("iso27001-2022", "A.5.20"),
    ("iso27001-2022", "A.5.21"),
    ("iso27001-2022", "A.5.22"),
    ("iso27001-2022", "A.5.23"),
    ("nis2", "Art. 21(2)(d)"),
    ("nis2ir", "5."),
    ("dora", "Art. 28"),
    ("dora", "Art. 30"),
];

/// Why a supplier must meet something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It operates this control, which implements the demand.
    Operates(RecordId),
    /// A service that it provides gives us this control, which implements the demand.
    Provides(RecordId),
    /// The demand is about suppliers by its clauses, and this one is critical.
    AboutSuppliers,
    /// This obligation passes it on to another supplier of the same tier.
    PassedOnBy(RecordId),
}

/// A demand that did not reach the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The supplier.
    pub supplier: RecordId,
    /// The contract that lacks it; none where no contract holds.
    pub contract: Option<RecordId>,
    /// The requirement or obligation.
    pub demand: RecordId,
    /// Why the supplier must meet it.
    pub why: Why,
}

/// Every gap, by supplier and demand; the first reason of each, the most certain first.
pub fn gaps(isms: &Isms) -> Vec<Gap> {
    let suppliers = isms.all::<Supplier>().filter(|s| works_for_us(s));
    suppliers.flat_map(|s| of_supplier(isms, s)).collect()
}

/// The gaps of one supplier.
pub fn of_supplier(isms: &Isms, supplier: &Record<Supplier>) -> Vec<Gap> {
    let held = contracts(isms, supplier.head.id, today(isms));
    let carried = carried(isms, &held);
    let contract = held.first().map(|c| c.head.id);
    let wanted = demands(isms, supplier);
    let missing = wanted.into_iter().filter(|(demand, _)| !carried.contains(demand));
    missing.map(|(demand, why)| Gap { supplier: supplier.head.id, contract, demand, why }).collect()
}

/// What contracts pass on: what their obligations name, and what those meet or are met by.
fn carried(isms: &Isms, contracts: &[&Record<Contract>]) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::new();
    let obligations = contracts.iter().flat_map(|c| pointing::<SupplierObligation>(isms, c.head.id));
    for named in obligations.flat_map(|o| o.body.passes_on.iter().map(|p| p.id())) {
        found.insert(named);
        found.extend(counted(isms, named).into_iter().flat_map(|r| &r.meets).map(|o| o.id()));
        found.extend(pointing::<Requirement>(isms, named).iter().map(|r| r.head.id));
    }
    found
}

/// A requirement as it is in force.
fn counted(isms: &Isms, requirement: RecordId) -> Option<&Requirement> {
    isms.typed::<Requirement>(requirement).filter(|r| (*r as &dyn AnyRecord).is_open())?.counts()
}

fn demands(isms: &Isms, supplier: &Record<Supplier>) -> BTreeMap<RecordId, Why> {
    let mut found: BTreeMap<RecordId, Why> = BTreeMap::new();
    let mut add = |demand: RecordId, why: Why| {
        let known = found.entry(demand).or_insert(why);
        *known = (*known).min(why);
    };
    for (control, why) in controls(isms, supplier.head.id) {
        control.body.implements.iter().filter(|d| is_demand(isms, d.id())).for_each(|d| add(d.id(), why));
    }
    if supplier.body.tier == SupplierTier::Critical {
        about_suppliers(isms).into_iter().for_each(|id| add(id, Why::AboutSuppliers));
        elsewhere(isms, supplier).into_iter().for_each(|(id, by)| add(id, Why::PassedOnBy(by)));
    }
    found
}

/// Whether something is a requirement in force or an obligation that binds us.
fn is_demand(isms: &Isms, id: RecordId) -> bool {
    let binds = |o: &Record<Obligation>| &*o.head.state == "applicable" && o.body.binds_on(today(isms));
    counted(isms, id).is_some() || isms.typed::<Obligation>(id).is_some_and(binds)
}

/// Controls in operation that a supplier runs, or gives us with a service of its own.
fn controls(isms: &Isms, supplier: RecordId) -> Vec<(&Record<Control>, Why)> {
    let operating = |c: &&Record<Control>| &*c.head.state == "operating";
    let runs = |c: &&Record<Control>| c.body.operator.is_some_and(|o| o.id() == supplier);
    let own = pointing::<Control>(isms, supplier).into_iter().filter(operating).filter(runs);
    let assets = pointing::<Asset>(isms, supplier).into_iter();
    let services = assets.filter(|a| a.body.provided_by.is_some_and(|s| s.id() == supplier));
    let given = services.flat_map(|a| &a.body.provides).filter_map(|c| isms.typed::<Control>(c.id())).filter(operating);
    let own = own.map(|c| (c, Why::Operates(c.head.id)));
    own.chain(given.map(|c| (c, Why::Provides(c.head.id)))).collect()
}

fn speaks_of_suppliers(clause: &Clause) -> bool {
    let begins = |(framework, start): &(&str, &str)| {
        let rest = clause.requirement.strip_prefix(start).filter(|_| clause.framework == *framework);
        rest.is_some_and(|rest| start.ends_with('.') || !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    ABOUT_SUPPLIERS.iter().any(begins)
}

fn about_suppliers(isms: &Isms) -> Vec<RecordId> {
    let requirements = isms.all::<Requirement>().map(|r| (r.head.id, r.counts().map_or(&[][..], |b| &b.clauses[..])));
    let obligations = isms.all::<Obligation>().map(|o| (o.head.id, &o.body.clauses[..]));
    let about = |(_, clauses): &(RecordId, &[Clause])| clauses.iter().any(speaks_of_suppliers);
    let found = requirements.chain(obligations).filter(about).map(|(id, _)| id);
    found.filter(|id| is_demand(isms, *id)).collect()
}

/// What contracts of other suppliers of the same tier pass on, and the obligation that does.
fn elsewhere(isms: &Isms, supplier: &Record<Supplier>) -> Vec<(RecordId, RecordId)> {
    let peer = |o: &Record<SupplierObligation>| {
        let contract = o.body.contract.and_then(|c| isms.typed::<Contract>(c.id()));
        let other = contract.and_then(|c| c.body.supplier).and_then(|s| isms.typed::<Supplier>(s.id()));
        other.is_some_and(|s| s.head.id != supplier.head.id && s.body.tier == supplier.body.tier)
    };
    let open = |o: &&Record<SupplierObligation>| (*o as &dyn AnyRecord).is_open();
    let passing = isms.all::<SupplierObligation>().filter(open).filter(|o| peer(o));
    let pairs = passing.flat_map(|o| o.body.passes_on.iter().map(move |d| (d.id(), o.head.id)));
    pairs.filter(|(demand, _)| is_demand(isms, *demand)).collect()
}
