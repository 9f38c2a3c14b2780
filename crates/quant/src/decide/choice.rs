//! A set of treatments that could be chosen.

use super::plan::{Set, members};
use std::cmp::Ordering;

/// A set of treatments with what it costs and brings, a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The treatments, by index, in the model's order.
    pub treatments: Vec<usize>,
    /// What it takes out of the budget.
    pub cost: f64,
    /// What it costs a year.
    pub yearly_cost: f64,
    /// The mean loss that is left.
    pub mean_loss: f64,
    /// Mean loss saved against doing nothing, less the yearly cost.
    pub net_benefit: f64,
}

/// From one efficient set to the next dearer one.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Treatments that come in.
    pub adds: Vec<usize>,
    /// Treatments that go.
    pub drops: Vec<usize>,
    /// What it takes out of the budget on top.
    pub cost: f64,
    /// Mean loss saved a year on top.
    pub saves: f64,
}

impl Step {
    /// From a choice to another one.
    pub fn between(from: &Choice, to: &Choice) -> Step {
        let not_in =
            |a: &Choice, b: &Choice| a.treatments.iter().copied().filter(|t| !b.treatments.contains(t)).collect();
        Step {
            adds: not_in(to, from),
            drops: not_in(from, to),
            cost: to.cost - from.cost,
            saves: from.mean_loss - to.mean_loss,
        }
    }

    /// Mean loss saved a year per unit of money; infinite where it costs nothing.
    pub fn per_money(&self) -> f64 {
        if self.cost > 0.0 { self.saves / self.cost } else { f64::INFINITY }
    }
}

/// A choice while there are a million of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub set: Set,
    pub cost: f64,
    pub yearly: f64,
    pub loss: f64,
}

impl Found {
    /// What a year costs in all: the least is the greatest net benefit.
    pub fn total(&self) -> f64 {
        self.loss + self.yearly
    }

    pub fn choice(&self, nothing: f64) -> Choice {
        Choice {
            treatments: members(self.set),
            cost: self.cost,
            yearly_cost: self.yearly,
            mean_loss: self.loss,
            net_benefit: nothing - self.loss - self.yearly,
        }
    }
}

/// Sums of floating-point numbers that differ by less than this share are equal.
const EQUAL: f64 = 1e-12;

/// The lesser by a measure; of equals the cheaper, then the smaller set, then the one that comes first.
pub(super) fn order(a: &Found, b: &Found, by: impl Fn(&Found) -> f64) -> Ordering {
    let (x, y) = (by(a), by(b));
    let measure = if (x - y).abs() <= EQUAL * x.abs().max(y.abs()) { Ordering::Equal } else { x.total_cmp(&y) };
    let cost = || a.cost.total_cmp(&b.cost);
    measure.then_with(cost).then(a.set.count_ones().cmp(&b.set.count_ones())).then(a.set.cmp(&b.set))
}
