//! Going through sets of treatments.
//!
//! Up to [`MAX_COMPLETE`](super::MAX_COMPLETE) treatments every set is visited, depth first: taking a treatment multiplies only the lanes that
//! it touches, and going back puts the old values back, so that nothing drifts. A lane is added up at the depth where its last treatment is
//! decided; treatments that touch most come first, so that the innermost steps are the shortest. Beyond that many, a beam grows sets by one
//! treatment (with what it requires) at a time and keeps the most promising.

use super::{
    choice::{Found, order},
    plan::{Plan, Set, has, set_of},
};
use crate::checked::Checked;
use std::collections::BTreeSet;

/// What a search walks through.
pub(super) struct Ground<'a> {
    pub model: &'a Checked,
    pub plan: &'a Plan<'a>,
    /// Treatments that are in any case.
    pub must: Set,
    /// Treatments that are free to choose.
    pub free: Vec<usize>,
    /// The most that may be spent.
    pub most: f64,
    requires: Vec<Set>,
    excludes: Vec<Set>,
}

impl<'a> Ground<'a> {
    pub fn new(model: &'a Checked, plan: &'a Plan<'a>, must: Set, free: Vec<usize>, most: f64) -> Ground<'a> {
        let requires = model.treatments.iter().map(|t| set_of(&t.requires)).collect();
        let mut excludes: Vec<Set> = model.treatments.iter().map(|t| set_of(&t.excludes)).collect();
        for (t, treatment) in model.treatments.iter().enumerate() {
            treatment.excludes.iter().for_each(|x| excludes[*x] |= set_of(&[t]));
        }
        Ground { model, plan, must, free, most, requires, excludes }
    }

    /// Whether prerequisites are met and nothing excludes something else.
    pub fn possible(&self, set: Set) -> bool {
        let mut rest = set;
        while rest != 0 {
            let t = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let requires = self.requires.get(t).copied().unwrap_or(0);
            let excludes = self.excludes.get(t).copied().unwrap_or(0);
            if requires & !set != 0 || excludes & set != 0 {
                return false;
            }
        }
        true
    }

    /// A set with what it costs and leaves.
    pub fn weigh(&self, set: Set) -> Found {
        let of = |f: fn(&crate::checked::CheckedTreatment) -> f64| {
            self.model.treatments.iter().enumerate().filter(|(t, _)| has(set, *t)).map(|(_, t)| f(t)).sum()
        };
        Found { set, cost: of(|t| t.cost), yearly: of(|t| t.yearly_cost), loss: self.plan.loss(set) }
    }

    /// A treatment with everything that it requires, and that requires.
    fn closure(&self, t: usize) -> Set {
        let mut set = set_of(&[t]);
        loop {
            let next = (0..self.requires.len()).filter(|t| has(set, *t)).fold(set, |s, t| s | self.requires[t]);
            if next == set {
                return set;
            }
            set = next;
        }
    }

    /// Visits every possible set within the most that may be spent.
    pub fn complete(&self, visit: &mut dyn FnMut(Found)) {
        let mut walk = Walk::new(self, visit);
        walk.step(0, Found { loss: 0.0, ..self.weigh(self.must) });
    }

    /// Visits the more promising sets; how many it keeps each time is `width`.
    pub fn beam(&self, width: usize, visit: &mut dyn FnMut(Found)) {
        let start = self.weigh(self.must);
        let mut seen = BTreeSet::from([self.must]);
        let mut front = vec![start];
        if self.possible(self.must) && within(start.cost, self.most) {
            visit(start);
        }
        while !front.is_empty() {
            let mut next = Vec::new();
            for from in &front {
                for t in self.free.iter().filter(|t| !has(from.set, **t)) {
                    let set = from.set | self.closure(*t);
                    let allowed = set & !(self.must | set_of(&self.free)) == 0;
                    if allowed && seen.insert(set) && self.possible(set) {
                        next.push(self.weigh(set));
                    }
                }
            }
            next.retain(|f| within(f.cost, self.most));
            next.iter().for_each(|f| visit(*f));
            front = promising(next, start, width);
        }
    }
}

/// Sums of costs that reach a budget but for rounding are within it.
pub(super) fn within(cost: f64, budget: f64) -> bool {
    cost <= budget * (1.0 + 1e-12)
}

/// A third each by what they leave, by net benefit, and by what they save for the money.
fn promising(next: Vec<Found>, start: Found, width: usize) -> Vec<Found> {
    let rate = |f: &Found| -(start.loss - f.loss) / (f.cost - start.cost).max(1e-9);
    let measures: [&dyn Fn(&Found) -> f64; 3] = [&|f| f.loss, &|f| f.total(), &rate];
    let mut kept: Vec<Found> = Vec::new();
    for measure in measures {
        let mut list = next.clone();
        list.sort_by(|a, b| order(a, b, measure));
        kept.extend(list.into_iter().take(width / 3));
    }
    kept.sort_by_key(|f| f.set);
    kept.dedup_by_key(|f| f.set);
    kept
}

struct Walk<'a, 'v> {
    ground: &'a Ground<'a>,
    order: Vec<usize>,
    /// Lanes and tables that are settled once the treatment of each depth is decided.
    closing: Vec<(Vec<usize>, Vec<usize>)>,
    value: Vec<f64>,
    saved: Vec<f64>,
    visit: &'v mut dyn FnMut(Found),
}

impl<'a, 'v> Walk<'a, 'v> {
    fn new(ground: &'a Ground<'a>, visit: &'v mut dyn FnMut(Found)) -> Walk<'a, 'v> {
        let plan = ground.plan;
        let weight = |t: usize| {
            let tables = plan.tables.iter().filter(|x| x.treatments.contains(&t)).count();
            plan.moves.get(t).map_or(0, Vec::len) + 4 * tables
        };
        let mut order = ground.free.clone();
        order.sort_by_key(|t| std::cmp::Reverse(weight(*t)));
        let depth =
            |touch: &mut dyn Iterator<Item = usize>| touch.filter_map(|t| order.iter().position(|o| *o == t)).max();
        let mut closing = vec![(Vec::new(), Vec::new()); order.len() + 1];
        let start = order.len();
        for (i, lane) in plan.lanes.iter().enumerate() {
            let at = depth(&mut lane.by.iter().map(|b| b.0)).unwrap_or(start);
            closing[at].0.push(i);
        }
        for (i, table) in plan.tables.iter().enumerate() {
            let at = depth(&mut table.treatments.iter().copied()).unwrap_or(start);
            closing[at].1.push(i);
        }
        let forced =
            |l: &super::lanes::Lane| l.by.iter().filter(|b| has(ground.must, b.0)).fold(l.base, |x, b| x * b.1);
        let value = plan.lanes.iter().map(forced).collect();
        Walk { ground, order, closing, value, saved: Vec::new(), visit }
    }

    /// What is settled at a depth.
    fn settled(&self, depth: usize, set: Set) -> f64 {
        let Some((lanes, tables)) = self.closing.get(depth) else { return 0.0 };
        let lanes: f64 = lanes.iter().map(|l| self.value[*l]).sum();
        lanes + tables.iter().map(|t| self.ground.plan.tables[*t].loss(set)).sum::<f64>()
    }

    /// `sofar` holds the set, its cost, and what is settled of its loss.
    fn step(&mut self, depth: usize, sofar: Found) {
        let Some(t) = self.order.get(depth).copied() else {
            if within(sofar.cost, self.ground.most) && self.ground.possible(sofar.set) {
                let loss = sofar.loss + self.settled(depth, sofar.set);
                (self.visit)(Found { loss, ..sofar });
            }
            return;
        };
        self.step(depth + 1, Found { loss: sofar.loss + self.settled(depth, sofar.set), ..sofar });
        let treatment = &self.ground.model.treatments[t];
        let cost = sofar.cost + treatment.cost;
        let excluded = self.ground.excludes[t] & sofar.set != 0;
        if excluded || !within(cost, self.ground.most) {
            return;
        }
        let plan = self.ground.plan;
        let mark = self.saved.len();
        for (lane, by) in &plan.moves[t] {
            self.saved.push(self.value[*lane]);
            self.value[*lane] *= by;
        }
        let set = sofar.set | set_of(&[t]);
        let loss = sofar.loss + self.settled(depth, set);
        self.step(depth + 1, Found { set, cost, yearly: sofar.yearly + treatment.yearly_cost, loss });
        for ((lane, _), old) in plan.moves[t].iter().zip(&self.saved[mark..]) {
            self.value[*lane] = *old;
        }
        self.saved.truncate(mark);
    }
}
