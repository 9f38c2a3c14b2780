//! A model made ready to be asked for the mean loss of any set of treatments.

use super::{
    lanes::{Lane, lanes, touches},
    mean::{Covers, Mean, Means, over_worlds},
};
use crate::{
    checked::Checked,
    model::Layer,
    world::{States, Variant, Worlds},
};
use std::{cell::RefCell, collections::HashMap};

/// A set of treatments as bits, by index in the model.
pub(super) type Set = u128;

pub(super) fn has(set: Set, t: usize) -> bool {
    t < 128 && set >> t & 1 == 1
}

pub(super) fn set_of(treatments: &[usize]) -> Set {
    treatments.iter().filter(|t| **t < 128).fold(0, |set, t| set | 1 << t)
}

pub(super) fn members(set: Set) -> Vec<usize> {
    (0..128).filter(|t| has(set, *t)).collect()
}

/// Mean losses of sets of treatments.
pub(super) struct Plan<'a> {
    pub lanes: Vec<Lane>,
    pub tables: Vec<Table<'a>>,
    /// The lanes that each treatment multiplies.
    pub moves: Vec<Vec<(usize, f64)>>,
}

/// A scenario whose mean is no product: looked up by the treatments that touch it, computed when first asked for.
pub(super) struct Table<'a> {
    pub treatments: Vec<usize>,
    scenario: usize,
    found: RefCell<HashMap<Set, f64>>,
    shared: std::rc::Rc<Shared<'a>>,
}

/// What all tables of a plan share.
struct Shared<'a> {
    means: Means<'a>,
    worlds: Worlds<'a>,
    states: Vec<States>,
    base: Variant,
    /// What covers the scenarios now, and what each treatment would bring.
    covers: Covers<'a>,
    brings: HashMap<usize, Covers<'a>>,
}

/// Worlds over which such scenarios are averaged.
const WORLDS: usize = 128;

impl<'a> Plan<'a> {
    /// For sets of the `considered` treatments, on top of a variant without treatments.
    pub fn new(model: &'a Checked, base: &Variant, considered: &[usize], seed: u64) -> Plan<'a> {
        let mut sum: std::collections::BTreeMap<Vec<(usize, u64)>, f64> = std::collections::BTreeMap::new();
        let mut odd = Vec::new();
        for s in 0..model.scenarios.len() {
            match lanes(model, base, s, considered) {
                Some(lanes) => {
                    for lane in lanes {
                        let key = lane.by.iter().map(|(t, m)| (*t, m.to_bits())).collect();
                        *sum.entry(key).or_default() += lane.base;
                    }
                }
                None => odd.push(s),
            }
        }
        let back = |(by, base): (Vec<(usize, u64)>, f64)| Lane {
            base,
            by: by.into_iter().map(|(t, m)| (t, f64::from_bits(m))).collect(),
        };
        let lanes: Vec<Lane> = sum.into_iter().map(back).collect();
        let mut moves = vec![Vec::new(); model.treatments.len()];
        for (i, lane) in lanes.iter().enumerate() {
            for (t, m) in &lane.by {
                if let Some(moves) = moves.get_mut(*t) {
                    moves.push((i, *m));
                }
            }
        }
        Plan { lanes, tables: tables(model, base, &odd, considered, seed), moves }
    }

    /// Whether anything about it is more than a closed formula.
    pub fn estimated(&self) -> bool {
        !self.tables.is_empty()
    }

    /// The mean loss a year of a set.
    pub fn loss(&self, set: Set) -> f64 {
        let lane = |l: &Lane| l.by.iter().filter(|(t, _)| has(set, *t)).fold(l.base, |x, (_, m)| x * m);
        self.lanes.iter().map(lane).sum::<f64>() + self.tables.iter().map(|t| t.loss(set)).sum::<f64>()
    }

    /// The mean loss a year of one scenario with treatments.
    pub fn one(means: &Means<'a>, model: &'a Checked, base: &Variant, s: usize, treatments: &[usize]) -> Mean {
        if let Some(lanes) = lanes(model, base, s, treatments) {
            let lane = |l: &Lane| l.by.iter().fold(l.base, |x, (_, m)| x * m);
            return Mean { value: lanes.iter().map(lane).sum(), estimated: false };
        }
        let variant = Variant { treatments: treatments.to_vec(), ..base.clone() };
        let worlds = Worlds::new(model, SEED, WORLDS);
        let states: Vec<States> = (0..WORLDS).map(|i| worlds.states(i, base)).collect();
        let layers = Covers::new(means, &variant, SEED).of(s);
        Mean { value: over_worlds(means, &worlds, &states, s, &variant, &layers), estimated: true }
    }
}

/// Where the draws of [`Plan::one`] come from; every mean of a scenario comes from the same.
const SEED: u64 = 1;

fn tables<'a>(model: &'a Checked, base: &Variant, odd: &[usize], considered: &[usize], seed: u64) -> Vec<Table<'a>> {
    if odd.is_empty() {
        return Vec::new();
    }
    let means = Means::new(model);
    let worlds = Worlds::new(model, seed, WORLDS);
    let states = (0..WORLDS).map(|i| worlds.states(i, base)).collect();
    let covers = Covers::new(&means, base, seed);
    let alone = |t: usize| {
        let with = Covers::new(&means, &Variant { treatments: vec![t], ..base.clone() }, seed);
        (t, Covers(with.0.into_iter().skip(covers.0.len()).collect()))
    };
    let insures = |t: &usize| model.treatments.get(*t).is_some_and(|x| !x.transfers.is_empty());
    let brings = considered.iter().copied().filter(insures).map(alone).collect();
    let shared = std::rc::Rc::new(Shared { brings, covers, means, worlds, states, base: base.clone() });
    let table = |s: &usize| Table {
        treatments: considered.iter().copied().filter(|t| touches(model, *t, *s)).collect(),
        scenario: *s,
        found: RefCell::default(),
        shared: shared.clone(),
    };
    odd.iter().map(table).collect()
}

impl Table<'_> {
    /// The mean loss a year of the scenario under a set.
    pub fn loss(&self, set: Set) -> f64 {
        let set = set & set_of(&self.treatments);
        if let Some(found) = self.found.borrow().get(&set) {
            return *found;
        }
        let shared = &self.shared;
        let treatments = members(set);
        let mut layers: Vec<(Layer, f64)> = shared.covers.of(self.scenario);
        layers.extend(treatments.iter().filter_map(|t| shared.brings.get(t)).flat_map(|c| c.of(self.scenario)));
        let variant = Variant { treatments, ..shared.base.clone() };
        let made = over_worlds(&shared.means, &shared.worlds, &shared.states, self.scenario, &variant, &layers);
        self.found.borrow_mut().insert(set, made);
        made
    }
}
