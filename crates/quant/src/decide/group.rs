//! What one control or cause does to the mean of a scenario, averaged over what is uncertain about it.

use crate::{
    checked::{Checked, View},
    law::Law,
    model::Factor,
    world::{LEAST_ASSUMED, Variant},
};

/// Part of the years: how much it weighs, and what each treatment that works through the state multiplies in it.
pub(super) struct Node {
    pub weight: f64,
    pub by: Vec<(usize, f64)>,
}

/// Points of an uncertain coverage, which cannot be averaged apart: a treatment and a control share it.
const COVERAGE: usize = 16;
/// Points for what divides: the expected effect of an assumed control.
const ASSUMED: usize = 1_024;

/// Where a state stands: the scenario's view, and which factors count for the term at hand.
pub(super) struct Group<'a> {
    pub model: &'a Checked,
    pub base: &'a Variant,
    pub scenario: usize,
    pub view: &'a View,
    pub state: usize,
    /// Whether the term is that of secondary losses.
    pub secondary: bool,
    /// Treatments that work through the state, with the mean of what each multiplies.
    pub through: Vec<(usize, f64)>,
}

/// Whether a factor moves the mean of primary (or of secondary) losses.
pub(super) fn counts(factor: Factor, secondary: bool) -> bool {
    secondary || factor != Factor::SecondaryProbability
}

/// Evenly spread points of the unit cube: the sequence of Roberts (2018) on powers of the root of x^(d+1) = x + 1.
pub(super) fn spread(point: usize, dimension: usize, of: usize) -> f64 {
    let mut root: f64 = 2.0;
    for _ in 0..40 {
        root = libm::pow(1.0 + root, 1.0 / (of as f64 + 1.0));
    }
    (0.5 + (point as f64 + 1.0) * libm::pow(root, -(dimension as f64 + 1.0))).fract()
}

impl Group<'_> {
    fn own(&self) -> Vec<&Law> {
        let switches = self.model.scenarios.get(self.scenario).map_or(&[][..], |s| &s.switches);
        let of_state = switches.iter().filter(|w| w.state == self.state && counts(w.factor, self.secondary));
        of_state.map(|w| &w.multiplier).collect()
    }

    /// The law of how often it is on under the variant; none where it always is.
    fn on(&self) -> Option<&Law> {
        let changed = self.base.reliability.iter().rev().find(|r| r.0 == self.state).map(|r| &r.1);
        let law = changed.or(self.model.states.get(self.state).map(|s| &s.on));
        law.filter(|_| !self.base.certain.contains(&self.state))
    }

    /// The parts of the years; their weights add up to the expected effect of the state where no treatment works through it.
    pub fn nodes(&self) -> Vec<Node> {
        let Some(state) = self.model.states.get(self.state) else { return Vec::new() };
        let certain = state.coverage.as_constant();
        let points = if certain.is_some() { 1 } else { COVERAGE };
        let mut nodes = Vec::new();
        for point in 0..points {
            let coverage = certain.unwrap_or_else(|| state.coverage.quantile((point as f64 + 0.5) / points as f64));
            let (on, off) = self.averages(coverage, state.rest);
            let by = |share: f64| self.through.iter().map(|(t, m)| (*t, 1.0 - share * (1.0 - m))).collect();
            nodes.push(Node { weight: on / points as f64, by: by(coverage) });
            nodes.push(Node { weight: off / points as f64, by: by(coverage * state.rest) });
        }
        if self.through.is_empty() {
            let weight = nodes.iter().map(|n| n.weight).sum();
            return vec![Node { weight, by: Vec::new() }];
        }
        nodes
    }

    /// E[on-probability x effect when on] and the same when off, over what is uncertain but the coverage.
    fn averages(&self, coverage: f64, rest: f64) -> (f64, f64) {
        let own = self.own();
        let assumed = !own.is_empty() && self.view.assumes.contains(&self.state);
        let reliability = self.model.states.get(self.state).map(|s| &s.on);
        let uncertain = own.iter().copied().chain(reliability).any(|l| l.as_constant().is_none());
        if !(assumed && uncertain) {
            let effects: Vec<f64> = own.iter().map(|l| l.mean()).collect();
            let on = self.on().map_or(1.0, Law::mean);
            return self.average(coverage, rest, on, reliability.map_or(1.0, Law::mean), &effects, assumed);
        }
        let dimensions = own.len() + 1;
        let mut sum = (0.0, 0.0);
        for point in 0..ASSUMED {
            let at = |dimension| spread(point, dimension, dimensions);
            let effects: Vec<f64> = own.iter().zip(1..).map(|(l, d)| l.quantile(at(d))).collect();
            let on = self.on().map_or(1.0, |l| l.quantile(at(0)));
            let base = reliability.map_or(1.0, |l| l.quantile(at(0)));
            let (a, b) = self.average(coverage, rest, on, base, &effects, true);
            sum = (sum.0 + a / ASSUMED as f64, sum.1 + b / ASSUMED as f64);
        }
        sum
    }

    fn average(&self, coverage: f64, rest: f64, on: f64, base: f64, effects: &[f64], assumed: bool) -> (f64, f64) {
        let here = !self.base.without.contains(&self.state);
        let (mut when_on, mut when_off) = (on, 1.0 - on);
        for multiplier in effects {
            let (a, b) = (1.0 - coverage * (1.0 - multiplier), 1.0 - coverage * rest * (1.0 - multiplier));
            let hidden = if assumed { (base * a + (1.0 - base) * b).max(LEAST_ASSUMED) } else { 1.0 };
            when_on *= if here { a } else { 1.0 } / hidden;
            when_off *= if here { b } else { 1.0 } / hidden;
        }
        (when_on, when_off)
    }
}
