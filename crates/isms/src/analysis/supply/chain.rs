//! What stops when a supplier stops, at any depth: a walk from the supplier through those who rely on it, the assets they
//! provide, the processes that use them and the objectives these work for.
//!
//! Everything is visited once, so that suppliers who rely on one another end the walk; the way that is told is a shortest one.

use super::{contracts, works_for_us};
use crate::{
    context::{Asset, Contract, Objective, Process, Supplier, supplier::Substitutability},
    isms::Isms,
    record::{AnyRecord, Record},
    rules::today,
    values::RecordId,
};
use std::collections::{BTreeMap, VecDeque};

/// Why something stops with what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// A supplier relies on it.
    Relies,
    /// It is the supplier's.
    Provided,
    /// An asset depends on it.
    DependsOn,
    /// A process uses it.
    Uses,
    /// A contract supports the process.
    Contract(RecordId),
    /// An objective depends on it, or is supported by it.
    Serves,
}

/// One step: what stops, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What stops.
    pub record: RecordId,
    /// Why it stops with what stands before it.
    pub because: Because,
}

/// Something that stops, and a shortest way there from the supplier.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The objective or process.
    pub record: RecordId,
    /// From the supplier's neighbour to the record itself.
    pub way: Vec<Step>,
}

/// What stops when one supplier stops.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The supplier.
    pub supplier: RecordId,
    /// How far it stands from us: 1 for our own supplier, 2 for theirs, and so on; 0 where nothing leads to us.
    pub party: usize,
    /// Objectives that stop.
    pub objectives: Vec<Reached>,
    /// Critical processes that stop.
    pub functions: Vec<Reached>,
    /// All processes that stop.
    pub processes: usize,
}

/// Critical functions that stop when all suppliers of a group stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<K> {
    /// What they have in common; none where nobody stated it.
    pub of: Option<K>,
    /// The suppliers.
    pub suppliers: usize,
    /// The critical functions that rest on at least one of them.
    pub functions: usize,
    /// The objectives that rest on at least one of them.
    pub objectives: usize,
}

/// How concentrated the organisation is.
#[derive(Clone, Debug)]
pub struct Concentration {
    /// Suppliers on whom anything rests, those with most critical functions and objectives first.
    pub reaches: Vec<Reach>,
    /// Open objectives that rest on anything at all.
    pub objectives: usize,
    /// Open critical processes.
    pub functions: usize,
    /// By country.
    pub by_country: Vec<Group<String>>,
    /// By how hard they are to replace.
    pub by_substitutability: Vec<Group<Substitutability>>,
}

/// Who stops with whom, from below.
pub struct Graph<'a> {
    isms: &'a Isms,
    above: BTreeMap<RecordId, Vec<Step>>,
}

fn open<T: crate::kind::Kind>(isms: &Isms) -> impl Iterator<Item = &Record<T>> {
    isms.all::<T>().filter(|r| (*r as &dyn AnyRecord).is_open())
}

impl<'a> Graph<'a> {
    /// The graph of a value: open records only, contracts that hold, suppliers who work for us or for those who do.
    pub fn new(isms: &'a Isms) -> Graph<'a> {
        let mut graph = Graph { isms, above: BTreeMap::new() };
        for supplier in open::<Supplier>(isms) {
            supplier.body.sub_suppliers.iter().for_each(|s| graph.rests(s.id(), supplier.head.id, Because::Relies));
        }
        for asset in open::<Asset>(isms) {
            asset.body.provided_by.iter().for_each(|s| graph.rests(s.id(), asset.head.id, Because::Provided));
            asset.body.depends_on.iter().for_each(|a| graph.rests(a.id(), asset.head.id, Because::DependsOn));
        }
        for process in open::<Process>(isms) {
            process.body.uses.iter().for_each(|u| graph.rests(u.id(), process.head.id, Because::Uses));
            process.body.supports.iter().for_each(|o| graph.rests(process.head.id, o.id(), Because::Serves));
        }
        for objective in open::<Objective>(isms) {
            objective.body.depends_on.iter().for_each(|d| graph.rests(d.id(), objective.head.id, Because::Serves));
        }
        graph.contracts();
        graph
    }

    fn contracts(&mut self) {
        let (isms, day) = (self.isms, today(self.isms));
        for contract in isms.all::<Contract>().filter(|c| super::holds(c, day)) {
            let Some(supplier) = contract.body.supplier else { continue };
            for process in &contract.body.supports {
                self.rests(supplier.id(), process.id(), Because::Contract(contract.head.id));
            }
        }
    }

    fn rests(&mut self, below: RecordId, record: RecordId, because: Because) {
        let steps = self.above.entry(below).or_default();
        if !steps.iter().any(|s| s.record == record) {
            steps.push(Step { record, because });
        }
    }

    /// What stops when a supplier stops.
    pub fn reach(&self, supplier: RecordId) -> Reach {
        let mut came: BTreeMap<RecordId, (RecordId, Because)> = BTreeMap::new();
        let mut waiting = VecDeque::from([supplier]);
        let mut order = Vec::new();
        while let Some(below) = waiting.pop_front() {
            for step in self.above.get(&below).into_iter().flatten() {
                let known = step.record == supplier || came.contains_key(&step.record);
                let is_open = self.isms.get(step.record).is_some_and(|r| r.is_open());
                if !known && is_open {
                    came.insert(step.record, (below, step.because));
                    order.push(step.record);
                    waiting.push_back(step.record);
                }
            }
        }
        let reached = |id: &RecordId| Reached { record: *id, way: way(&came, *id) };
        let is_critical = |id: &&RecordId| self.isms.typed::<Process>(**id).is_some_and(|p| p.body.critical);
        let objectives: Vec<Reached> =
            order.iter().filter(|id| self.isms.typed::<Objective>(**id).is_some()).map(reached).collect();
        let functions: Vec<Reached> = order.iter().filter(is_critical).map(reached).collect();
        let processes = order.iter().filter(|id| self.isms.typed::<Process>(**id).is_some()).count();
        Reach { supplier, party: self.party(supplier), objectives, functions, processes }
    }

    /// The number of suppliers between us and one, itself included, on the shortest way: ours are those who work for us.
    fn party(&self, supplier: RecordId) -> usize {
        let mut depth = BTreeMap::from([(supplier, 1)]);
        let mut waiting = VecDeque::from([supplier]);
        let day = today(self.isms);
        while let Some(id) = waiting.pop_front() {
            let so_far = depth.get(&id).copied().unwrap_or(1);
            let steps = self.above.get(&id).map_or(&[][..], Vec::as_slice);
            let direct = steps.iter().any(|s| s.because != Because::Relies)
                || !contracts(self.isms, id, day).is_empty()
                || steps.is_empty() && self.isms.typed::<Supplier>(id).is_some_and(works_for_us);
            if direct {
                return so_far;
            }
            for step in steps.iter().filter(|s| s.because == Because::Relies) {
                depth.entry(step.record).or_insert_with(|| {
                    waiting.push_back(step.record);
                    so_far + 1
                });
            }
        }
        0
    }
}

/// The way to a record, from what came first.
fn way(came: &BTreeMap<RecordId, (RecordId, Because)>, to: RecordId) -> Vec<Step> {
    let (mut steps, mut at) = (Vec::new(), to);
    while let Some((below, because)) = came.get(&at) {
        steps.push(Step { record: at, because: *because });
        at = *below;
    }
    steps.reverse();
    steps
}

/// What stops when each supplier stops, and how that is spread.
pub fn concentration(isms: &Isms) -> Concentration {
    let graph = Graph::new(isms);
    let all: Vec<&Record<Supplier>> = open::<Supplier>(isms).collect();
    let mut reaches: Vec<Reach> = all.iter().map(|s| graph.reach(s.head.id)).collect();
    let by_country = groups(&all, &reaches, |s| Some(s.country.clone()).filter(|c| !c.is_empty()));
    let by_substitutability = groups(&all, &reaches, |s| s.substitutability);
    reaches.retain(|r| !r.objectives.is_empty() || r.processes > 0);
    reaches.sort_by_key(|r| std::cmp::Reverse((r.functions.len(), r.objectives.len(), r.processes)));
    Concentration {
        reaches,
        objectives: objectives_that_rest(isms),
        functions: open::<Process>(isms).filter(|p| p.body.critical).count(),
        by_country,
        by_substitutability,
    }
}

/// Open objectives that depend on something or are supported by a process.
fn objectives_that_rest(isms: &Isms) -> usize {
    let rests = |o: &&Record<Objective>| {
        !o.body.depends_on.is_empty() || !super::pointing::<Process>(isms, o.head.id).is_empty()
    };
    open::<Objective>(isms).filter(rests).count()
}

fn groups<K: PartialEq + Clone>(
    suppliers: &[&Record<Supplier>],
    reaches: &[Reach],
    of: impl Fn(&Supplier) -> Option<K>,
) -> Vec<Group<K>> {
    let mut found: Vec<(Option<K>, Vec<&Reach>)> = Vec::new();
    for (supplier, reach) in suppliers.iter().zip(reaches) {
        let key = of(&supplier.body);
        match found.iter_mut().find(|(k, _)| *k == key) {
            Some((_, members)) => members.push(reach),
            None => found.push((key, vec![reach])),
        }
    }
    let union = |members: &[&Reach], which: fn(&Reach) -> &[Reached]| {
        let all = members.iter().flat_map(|r| which(r)).map(|r| r.record);
        all.collect::<std::collections::BTreeSet<_>>().len()
    };
    let mut groups: Vec<Group<K>> = found
        .into_iter()
        .map(|(of, members)| Group {
            of,
            suppliers: members.len(),
            functions: union(&members, |r| &r.functions),
            objectives: union(&members, |r| &r.objectives),
        })
        .collect();
    groups.sort_by_key(|g| std::cmp::Reverse((g.functions, g.objectives, g.suppliers)));
    groups
}

/// Suppliers under every objective, or under every critical function, where there are at least two of them to be under.
pub fn single_points(found: &Concentration) -> Vec<(&Reach, bool)> {
    let under = |n: usize, all: usize| all >= 2 && n == all;
    let points = found.reaches.iter().filter_map(|r| {
        let objectives = under(r.objectives.len(), found.objectives);
        (objectives || under(r.functions.len(), found.functions)).then_some((r, objectives))
    });
    points.collect()
}
