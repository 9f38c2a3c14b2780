//! Worlds: each is one way that what we do not know may be. Within a world every uncertain parameter has one value; years vary within it.
//!
//! Parameters are drawn by Latin hypercube sampling: of n worlds, each n-th part of every distribution is met exactly once, so that means
//! over worlds settle fast. A draw hangs on the name of what it is for, so that variants of a model share their worlds.

use crate::{
    checked::{Checked, CheckedEffect, CheckedTransfer, Rate},
    key,
    law::Law,
    model::Factor,
};

/// A state of affairs to be computed: what has been done and what has been taken away, relative to the model as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variant {
    /// Treatments that are done, by index.
    pub treatments: Vec<usize>,
    /// Controls that do not exist, by index.
    pub without: Vec<usize>,
    /// Controls that never fail, by index.
    pub certain: Vec<usize>,
    /// Controls whose reliability is another one, by index.
    pub reliability: Vec<(usize, Law)>,
    /// Scenarios that cannot happen, by index.
    pub without_scenarios: Vec<usize>,
}

impl Variant {
    /// The model as it stands.
    pub fn today() -> Variant {
        Variant::default()
    }

    /// With these treatments done.
    pub fn with(treatments: &[usize]) -> Variant {
        Variant { treatments: treatments.to_vec(), ..Variant::default() }
    }

    /// Without any control of `model`.
    pub fn without_controls(model: &Checked) -> Variant {
        Variant { without: (0..model.controls().len()).collect(), ..Variant::default() }
    }
}

/// What multiplies the three things that can be moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factors {
    /// Frequency.
    pub frequency: f64,
    /// Magnitude.
    pub magnitude: f64,
    /// Secondary probability.
    pub secondary: f64,
}

impl Factors {
    /// Nothing is moved.
    pub const NONE: Factors = Factors { frequency: 1.0, magnitude: 1.0, secondary: 1.0 };

    pub(crate) fn times(&mut self, factor: Factor, by: f64) {
        match factor {
            Factor::Frequency => self.frequency *= by,
            Factor::Magnitude => self.magnitude *= by,
            Factor::SecondaryProbability => self.secondary *= by,
        }
    }
}

/// One world of one variant.
#[derive(Clone, Debug)]
pub struct World {
    /// Probability that each state (controls, then causes) is on in a year.
    pub(crate) on: Vec<f64>,
    pub(crate) scenarios: Vec<WorldScenario>,
    pub(crate) transfers: Vec<CheckedTransfer>,
}

/// A scenario in one world.
#[derive(Clone, Debug)]
pub(crate) struct WorldScenario {
    /// The estimate that is believed.
    pub view: usize,
    /// Events a year (or the probability of one) before any switch. One where the rate is drawn each year from the view's parts.
    pub rate: f64,
    /// Secondary probability before any switch.
    pub secondary: f64,
    /// What holds in every year.
    pub always: Factors,
    /// What depends on a state: (state, factor, multiplier when on, multiplier when off).
    pub switches: Vec<(usize, Factor, f64, f64)>,
}

impl WorldScenario {
    /// What multiplies frequency, magnitude and secondary probability in a year in which the states are like this.
    pub fn factors(&self, is_on: impl Fn(usize) -> bool) -> Factors {
        let mut factors = self.always;
        for (state, factor, on, off) in &self.switches {
            factors.times(*factor, if is_on(*state) { *on } else { *off });
        }
        factors
    }
}

/// What is on and how far it reaches in one world.
#[derive(Clone, Debug)]
pub(crate) struct States {
    /// Probability that each state is on, as the model has it.
    base: Vec<f64>,
    coverage: Vec<f64>,
    /// The same under the variant.
    pub on: Vec<f64>,
}

/// Uniform draws for the uncertain parameters of a model, shared by all variants.
#[derive(Clone, Debug)]
pub struct Worlds<'a> {
    model: &'a Checked,
    seed: u64,
    count: usize,
}

/// What a parameter is for; part of its key.
#[derive(Clone, Copy)]
pub(crate) enum For {
    On = 1,
    Coverage,
    View,
    Rate,
    Secondary,
    Multiplier,
}

/// An assumed control never hides more than this share of the events: beyond it, dividing by its effect says nothing.
pub(crate) const LEAST_ASSUMED: f64 = 1e-3;

impl<'a> Worlds<'a> {
    /// `count` worlds of a model (at least one).
    pub fn new(model: &'a Checked, seed: u64, count: usize) -> Worlds<'a> {
        Worlds { model, seed, count: count.max(1) }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The model whose worlds they are.
    pub fn model(&self) -> &'a Checked {
        self.model
    }

    /// The stratified uniform draw of a parameter in a world.
    pub(crate) fn unit(&self, whose: u64, purpose: For, part: usize, index: usize) -> f64 {
        let key = key::key(self.seed, whose, purpose as u64, part as u64);
        let place = key::permute(index as u64, self.count as u64, key);
        (place as f64 + key::unit(key::mix(key ^ index as u64))) / self.count as f64
    }

    fn draw(&self, law: &Law, whose: u64, purpose: For, part: usize, index: usize) -> f64 {
        law.as_constant().unwrap_or_else(|| law.quantile(self.unit(whose, purpose, part, index)))
    }

    /// What is on and how far it reaches in a world.
    pub(crate) fn states(&self, index: usize, variant: &Variant) -> States {
        let model = self.model;
        let base: Vec<f64> = model.states.iter().map(|s| self.draw(&s.on, s.key, For::On, 0, index)).collect();
        let coverage: Vec<f64> =
            model.states.iter().map(|s| self.draw(&s.coverage, s.key, For::Coverage, 0, index)).collect();
        let mut on = base.clone();
        for (control, law) in &variant.reliability {
            if let (Some(on), Some(state)) = (on.get_mut(*control), model.states.get(*control)) {
                *on = self.draw(law, state.key, For::On, 0, index);
            }
        }
        for control in &variant.certain {
            if let Some(on) = on.get_mut(*control) {
                *on = 1.0;
            }
        }
        States { base, coverage, on }
    }

    /// World number `index` (below [`Worlds::count`]) of a variant.
    pub fn world(&self, index: usize, variant: &Variant) -> World {
        let model = self.model;
        let states = self.states(index, variant);
        let mut scenarios: Vec<WorldScenario> =
            (0..model.scenarios.len()).map(|s| self.scenario(s, index, variant, &states)).collect();
        let mut transfers = model.transfers.clone();
        for treatment in variant.treatments.iter().filter_map(|t| model.treatments.get(*t)) {
            for (part, effect) in treatment.effects.iter().enumerate() {
                if let Some(scenario) = scenarios.get_mut(effect.scenario) {
                    self.treat(scenario, treatment.key, part, effect, index, &states);
                }
            }
            for scenario in &treatment.avoids {
                if let Some(scenario) = scenarios.get_mut(*scenario) {
                    scenario.always.frequency = 0.0;
                }
            }
            transfers.extend(treatment.transfers.iter().cloned());
        }
        for scenario in variant.without_scenarios.iter() {
            if let Some(scenario) = scenarios.get_mut(*scenario) {
                scenario.always.frequency = 0.0;
            }
        }
        World { on: states.on, scenarios, transfers }
    }

    /// One scenario (below the number of scenarios) of a world, as it is in [`Worlds::world`].
    pub(crate) fn one(&self, s: usize, index: usize, variant: &Variant, states: &States) -> WorldScenario {
        let mut scenario = self.scenario(s, index, variant, states);
        for treatment in variant.treatments.iter().filter_map(|t| self.model.treatments.get(*t)) {
            for (part, effect) in treatment.effects.iter().enumerate().filter(|(_, e)| e.scenario == s) {
                self.treat(&mut scenario, treatment.key, part, effect, index, states);
            }
            if treatment.avoids.contains(&s) {
                scenario.always.frequency = 0.0;
            }
        }
        if variant.without_scenarios.contains(&s) {
            scenario.always.frequency = 0.0;
        }
        scenario
    }

    /// A world in which only some scenarios are drawn, and the others never happen.
    pub(crate) fn world_where(&self, index: usize, variant: &Variant, wanted: impl Fn(usize) -> bool) -> World {
        let states = self.states(index, variant);
        let never =
            || WorldScenario { view: 0, rate: 0.0, secondary: 0.0, always: Factors::NONE, switches: Vec::new() };
        let draw = |s| if wanted(s) { self.one(s, index, variant, &states) } else { never() };
        let scenarios = (0..self.model.scenarios.len()).map(draw).collect();
        World { on: states.on, scenarios, transfers: Vec::new() }
    }

    fn treat(
        &self,
        scenario: &mut WorldScenario,
        key: u64,
        part: usize,
        e: &CheckedEffect,
        index: usize,
        states: &States,
    ) {
        let by = self.draw(&e.multiplier, key, For::Multiplier, part, index);
        match e.through {
            None => scenario.always.times(e.factor, by),
            Some(state) => {
                let (when_on, when_off) = self.effect(state, by, &states.coverage);
                scenario.switches.push((state, e.factor, when_on, when_off));
            }
        }
    }

    /// Operational efficacy: what a multiplier comes to when a state is on and when it is off.
    fn effect(&self, state: usize, multiplier: f64, coverage: &[f64]) -> (f64, f64) {
        let share = coverage.get(state).copied().unwrap_or(1.0);
        let rest = self.model.states.get(state).map_or(0.0, |s| s.rest);
        (1.0 - share * (1.0 - multiplier), 1.0 - share * rest * (1.0 - multiplier))
    }

    fn scenario(&self, s: usize, index: usize, variant: &Variant, states: &States) -> WorldScenario {
        let scenario = &self.model.scenarios[s];
        let believed = self.unit(scenario.key, For::View, 0, index);
        let view = scenario.upto.partition_point(|u| *u <= believed).min(scenario.views.len().saturating_sub(1));
        let estimate = &scenario.views[view];
        let part = |i: usize| view * 64 + i;
        let rate = match &estimate.rate {
            Rate::Poisson { each_year: true, .. } => 1.0,
            Rate::Poisson { parts, .. } => {
                (0..).zip(parts).map(|(i, law)| self.draw(law, scenario.key, For::Rate, part(i), index)).product()
            }
            Rate::Bernoulli(law) => self.draw(law, scenario.key, For::Rate, part(0), index),
        };
        let secondary = estimate.secondary.as_ref();
        let secondary = secondary.map_or(0.0, |(law, _)| self.draw(law, scenario.key, For::Secondary, view, index));
        let mut always = Factors::NONE;
        let mut switches = Vec::with_capacity(scenario.switches.len());
        for (i, switch) in scenario.switches.iter().enumerate() {
            let by = self.draw(&switch.multiplier, scenario.key, For::Multiplier, i, index);
            let (on, off) = self.effect(switch.state, by, &states.coverage);
            if estimate.assumes.contains(&switch.state) {
                let reliability = states.base.get(switch.state).copied().unwrap_or(1.0);
                always.times(switch.factor, 1.0 / (reliability * on + (1.0 - reliability) * off).max(LEAST_ASSUMED));
            }
            if !variant.without.contains(&switch.state) {
                switches.push((switch.state, switch.factor, on, off));
            }
        }
        WorldScenario { view, rate, secondary, always, switches }
    }
}
