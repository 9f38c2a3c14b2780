//! One scenario under one setting of what it shares, as a mixture of compound sums.

use super::{ExactError, count::Count, plan::Part, severity::Key, spread::Spread};
use crate::dist::{Dist, Place};

/// States of one scenario alone are enumerated up to this many.
pub(super) const MOST_STATES: usize = 12;
/// Nodes for an uncertain magnitude and an uncertain secondary probability: each is another transform.
const MAGNITUDES: usize = 6;
const SECONDARIES: usize = 8;

/// With probability `weight`: so many events, each with this loss.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub weight: f64,
    pub count: Count,
    pub loss: Key,
}

/// What is known about the threat level that a scenario follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Level {
    /// It follows none, or the level is averaged elsewhere.
    Not,
    /// The level has this value.
    At(f64),
    /// Nobody else follows it: it is averaged here. Its shape.
    Alone(f64),
}

/// A gamma factor with mean 1.
pub(super) fn gamma(shape: f64) -> Spread {
    let law = Dist::Gamma { shape, scale: 1.0 / shape }.law(Place::Multiplier);
    law.map_or(Spread::one(1.0), |law| Spread::of(&law))
}

/// The mixture. `joint` tells the states that are given; the others are the scenario's own and are averaged with the probabilities `on`.
pub(super) fn cells(
    part: &Part,
    on: &[f64],
    joint: &dyn Fn(usize) -> Option<bool>,
    level: Level,
) -> Result<Vec<Cell>, ExactError> {
    let own: Vec<usize> = own_states(part, joint).into_iter().filter(|s| part.turns_more_than_one(*s)).collect();
    if own.len() > MOST_STATES {
        return Err(ExactError::NeedsSimulation(
            "more than 12 controls or causes move several factors of one scenario",
        ));
    }
    let mut pots: Vec<Pot> = Vec::new();
    for bits in 0..1_usize << own.len() {
        let state = |state: usize| match own.iter().position(|s| *s == state) {
            Some(i) => Some(bits >> i & 1 == 1),
            None => joint(state),
        };
        let chance = |s: &usize| on.get(*s).map_or(1.0, |p| if state(*s) == Some(true) { *p } else { 1.0 - p });
        let weight: f64 = own.iter().map(chance).product();
        for branch in &part.branches {
            let [frequency, magnitude, secondary] = branch.factors(on, &state);
            let secondary = secondary.map(|q| q.clamp(0.0, 1.0)).compress(SECONDARIES);
            for (mw, magnitude) in &magnitude.compress(MAGNITUDES).0 {
                for (sw, secondary) in &secondary.0 {
                    let loss = Key::new(part, branch.view, *magnitude, *secondary);
                    let weight = weight * branch.weight * mw * sw;
                    Pot::add(&mut pots, loss, branch.bernoulli, weight, &frequency);
                }
            }
        }
    }
    Ok(pots.into_iter().filter(|p| p.weight > 0.0).map(|p| p.cell(level)).collect())
}

/// States that move this scenario and are not given.
pub(super) fn own_states(part: &Part, joint: &dyn Fn(usize) -> Option<bool>) -> Vec<usize> {
    let mut own: Vec<usize> = Vec::new();
    for turn in part.branches.iter().flat_map(|b| &b.switches) {
        if turn.on != turn.off && joint(turn.state).is_none() && !own.contains(&turn.state) {
            own.push(turn.state);
        }
    }
    own
}

/// Rates that go with the same loss.
struct Pot {
    loss: Key,
    bernoulli: bool,
    weight: f64,
    rates: Vec<(f64, f64)>,
}

impl Pot {
    fn add(pots: &mut Vec<Pot>, loss: Key, bernoulli: bool, weight: f64, rates: &Spread) {
        let nodes = rates.0.iter().map(|(w, r)| (w * weight, *r));
        match pots.iter_mut().find(|p| p.loss == loss && p.bernoulli == bernoulli) {
            Some(pot) => {
                pot.weight += weight;
                pot.rates.extend(nodes);
            }
            None => pots.push(Pot { loss, bernoulli, weight, rates: nodes.collect() }),
        }
    }

    fn cell(self, level: Level) -> Cell {
        let weight = self.weight;
        let rates = Spread(self.rates.into_iter().map(|(w, r)| (w / weight, r)).collect());
        let count = match level {
            _ if self.bernoulli => Count::Bernoulli(rates.map(|p| p.clamp(0.0, 1.0)).mean()),
            Level::Not => Count::mixed(rates),
            Level::At(value) => Count::mixed(rates.map(|r| r * value)),
            Level::Alone(shape) => match rates.certain() {
                Some(rate) => Count::Gamma { shape, scale: rate / shape },
                None => Count::mixed(rates.compress(100).times(&gamma(shape))),
            },
        };
        Cell { weight, count, loss: self.loss }
    }
}
