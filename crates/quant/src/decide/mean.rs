//! Mean losses a year: in closed form, and within a world.

use super::{event::Event, plan::Plan};
use crate::{
    checked::{Checked, CheckedTransfer, Rate},
    law::Law,
    model::{Factor, Layer},
    world::{Factors, States, Variant, WorldScenario, Worlds},
};

/// A mean loss a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    /// Money a year.
    pub value: f64,
    /// Whether it is more than a closed formula: averaged over worlds or evenly spread events where a transfer pays part of an event or a
    /// probability may reach 1, and with the share that an annual layer lets through taken from simulated years. A few per mille for the former, a few per cent for the latter.
    pub estimated: bool,
}

/// The most states of one scenario that are enumerated where its mean is no product; further ones count with their expected effect.
const ENUMERATED: usize = 12;

/// What computes mean losses within worlds.
pub(super) struct Means<'a> {
    model: &'a Checked,
    events: Vec<Vec<Event>>,
}

impl<'a> Means<'a> {
    pub fn new(model: &'a Checked) -> Means<'a> {
        Means::of(model, &(0..model.scenarios.len()).collect::<Vec<_>>())
    }

    /// Only of some scenarios, and of those that share an annual layer; the others count as nothing.
    pub fn of(model: &'a Checked, wanted: &[usize]) -> Means<'a> {
        let brought = model.treatments.iter().flat_map(|t| &t.transfers);
        let covered: Vec<&CheckedTransfer> = model.transfers.iter().chain(brought).collect();
        let events = |(s, scenario): (usize, &crate::checked::CheckedScenario)| {
            let covers = |t: &&CheckedTransfer| t.scenarios.contains(&s);
            let insured = covered.iter().any(&covers);
            let shares = |t: &CheckedTransfer| t.scenarios.iter().any(|s| wanted.contains(s));
            let together = covered.iter().filter(|t| !t.annual.is_open() && shares(t)).any(covers);
            if !together && !wanted.contains(&s) {
                return Vec::new();
            }
            scenario.views.iter().map(|v| Event::new(v, insured)).collect()
        };
        Means { model, events: model.scenarios.iter().enumerate().map(events).collect() }
    }

    pub fn event(&self, s: usize, view: usize) -> Option<&Event> {
        self.events.get(s)?.get(view)
    }

    /// Whether the frequency of a scenario is that of at most one event, and its rate in a world.
    pub fn rate(&self, s: usize, drawn: &WorldScenario) -> (bool, f64) {
        match self.model.scenarios.get(s).and_then(|x| x.views.get(drawn.view)).map(|v| &v.rate) {
            Some(Rate::Bernoulli(_)) => (true, drawn.rate),
            Some(Rate::Poisson { parts, each_year: true }) => (false, parts.iter().map(Law::mean).product()),
            _ => (false, drawn.rate),
        }
    }

    /// The mean loss a year of a scenario in a world, after what the layers that cover it pay.
    pub fn in_world(&self, s: usize, drawn: &WorldScenario, on: &[f64], layers: &[(Layer, f64)]) -> f64 {
        let Some(event) = self.event(s, drawn.view) else { return 0.0 };
        let (once, rate) = self.rate(s, drawn);
        if layers.is_empty() && !may_reach_one(drawn, once, rate) {
            let plain = |secondary: bool| product(drawn, on, secondary);
            return rate
                * (event.mean(1.0, 0.0) * plain(false)
                    + (event.mean(1.0, drawn.secondary) - event.mean(1.0, 0.0)) * plain(true));
        }
        let mut sum = 0.0;
        over_states(drawn, on, &mut |weight, factors| {
            let events = rate * factors.frequency;
            let events = if once { events.min(1.0) } else { events };
            let probability = (drawn.secondary * factors.secondary).min(1.0);
            let gross = event.mean(factors.magnitude, probability);
            let paid = if layers.is_empty() { 0.0 } else { event.paid(layers, factors.magnitude, probability) };
            sum += weight * events * (gross - paid);
        });
        sum
    }
}

/// Whether a product of factors would make a probability more than 1.
fn may_reach_one(drawn: &WorldScenario, once: bool, rate: f64) -> bool {
    let most = |factor: Factor, always: f64| {
        let switches = drawn.switches.iter().filter(|w| w.1 == factor);
        switches.fold(always, |m, w| m * w.2.max(w.3))
    };
    once && rate * most(Factor::Frequency, drawn.always.frequency) > 1.0
        || drawn.secondary * most(Factor::SecondaryProbability, drawn.always.secondary) > 1.0
}

/// The states that a scenario hangs on, once each.
fn states(drawn: &WorldScenario) -> Vec<usize> {
    let mut states: Vec<usize> = drawn.switches.iter().map(|w| w.0).collect();
    states.sort_unstable();
    states.dedup();
    states
}

/// The mean of the product of what moves primary (or secondary) losses.
fn product(drawn: &WorldScenario, on: &[f64], secondary: bool) -> f64 {
    let always = drawn.always.frequency * drawn.always.magnitude;
    let mut product = if secondary { always * drawn.always.secondary } else { always };
    for state in states(drawn) {
        let p = on.get(state).copied().unwrap_or(1.0);
        let (mut when_on, mut when_off) = (p, 1.0 - p);
        for w in drawn.switches.iter().filter(|w| w.0 == state && super::group::counts(w.1, secondary)) {
            when_on *= w.2;
            when_off *= w.3;
        }
        product *= when_on + when_off;
    }
    product
}

/// Every way in which the states may be, with its probability and what it makes of the factors.
fn over_states(drawn: &WorldScenario, on: &[f64], f: &mut dyn FnMut(f64, Factors)) {
    let states = states(drawn);
    let (told_apart, rest) = states.split_at(states.len().min(ENUMERATED));
    let p = |state: usize| on.get(state).copied().unwrap_or(1.0);
    for ways in 0..1_usize << told_apart.len() {
        let is_on = |state: usize| told_apart.iter().position(|s| *s == state).map(|i| ways >> i & 1 == 1);
        let weight: f64 =
            told_apart.iter().map(|s| if is_on(*s) == Some(true) { p(*s) } else { 1.0 - p(*s) }).product();
        if weight <= 0.0 {
            continue;
        }
        let mut factors = drawn.always;
        for (state, factor, when_on, when_off) in &drawn.switches {
            let by = match is_on(*state) {
                Some(true) => *when_on,
                Some(false) => *when_off,
                None => p(*state) * when_on + (1.0 - p(*state)) * when_off,
            };
            factors.times(*factor, by);
        }
        debug_assert!(rest.is_empty() || told_apart.len() == ENUMERATED);
        f(weight, factors);
    }
}

/// Transfers under a variant, each with the share of what it would pay of events that its annual layer lets through.
pub(super) struct Covers<'a>(pub Vec<(&'a CheckedTransfer, f64)>);

impl<'a> Covers<'a> {
    /// Shares are found by simulating years, each in a world of its own, under the variant; open annual layers let everything through.
    pub fn new(means: &Means<'a>, variant: &Variant, seed: u64) -> Covers<'a> {
        let model = means.model;
        let brought = variant.treatments.iter().filter_map(|t| model.treatments.get(*t)).flat_map(|t| &t.transfers);
        let all = model.transfers.iter().chain(brought);
        Covers(all.map(|t| (t, super::annual::share_let_through(means, model, variant, t, seed))).collect())
    }

    /// What covers a scenario; layers without an annual one settle first, as in the simulation.
    pub fn of(&self, s: usize) -> Vec<(Layer, f64)> {
        let mut here: Vec<_> = self.0.iter().filter(|(t, _)| t.scenarios.contains(&s)).collect();
        here.sort_by_key(|(t, _)| !t.annual.is_open());
        here.into_iter().map(|(t, share)| (t.per_event, *share)).collect()
    }
}

/// The mean loss a year of every scenario under a variant, over worlds and years, in closed form where there is one.
pub fn mean_loss_by_scenario(model: &Checked, variant: &Variant) -> Vec<Mean> {
    let base = Variant { treatments: Vec::new(), ..variant.clone() };
    let means = Means::new(model);
    (0..model.scenarios.len()).map(|s| Plan::one(&means, model, &base, s, &variant.treatments)).collect()
}

/// The mean loss a year under a variant, over worlds and years, in closed form where there is one.
pub fn mean_loss(model: &Checked, variant: &Variant) -> Mean {
    let add = |a: Mean, b: Mean| Mean { value: a.value + b.value, estimated: a.estimated || b.estimated };
    mean_loss_by_scenario(model, variant).into_iter().fold(Mean::default(), add)
}

/// The mean loss a year within each world of a variant: what is left over when years are averaged and only what we do not know differs.
/// In closed form, but for annual layers (see [`Mean::estimated`]).
pub fn world_means(worlds: &Worlds, variant: &Variant) -> Vec<f64> {
    let model = worlds.model();
    let means = Means::new(model);
    let covers = Covers::new(&means, variant, 1);
    let layers: Vec<_> = (0..model.scenarios.len()).map(|s| covers.of(s)).collect();
    let of_world = |index: usize| {
        let world = worlds.world(index, variant);
        let one = |((s, drawn), layers): ((usize, &WorldScenario), &Vec<(Layer, f64)>)| {
            means.in_world(s, drawn, &world.on, layers)
        };
        world.scenarios.iter().enumerate().zip(&layers).map(one).sum()
    };
    (0..worlds.count()).map(of_world).collect()
}

/// The mean of one scenario over worlds, where its mean is no product.
pub(super) fn over_worlds(
    means: &Means,
    worlds: &Worlds,
    states: &[States],
    s: usize,
    variant: &Variant,
    layers: &[(Layer, f64)],
) -> f64 {
    let one = |(index, states): (usize, &States)| {
        means.in_world(s, &worlds.one(s, index, variant, states), &states.on, layers)
    };
    states.iter().enumerate().map(one).sum::<f64>() / states.len().max(1) as f64
}
