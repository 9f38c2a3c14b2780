//! A run made ready: what hangs on the model and the question, not on a world.

use super::{
    draws::Block,
    events::{Budget, Forms},
    sampler::Sampler,
    settings::{BLOCK, MAX_EVENTS, Settings, SimulationError},
};
use crate::{
    Checked, Law, Variant, Worlds,
    checked::{CheckedScenario, CheckedTransfer, Rate},
};

/// Everything that blocks share.
pub(crate) struct Plan<'a> {
    pub model: &'a Checked,
    pub settings: Settings,
    pub variants: &'a [Variant],
    pub worlds: Worlds<'a>,
    pub scenarios: Vec<Ready>,
    pub baselines: Vec<Option<Sampler>>,
    /// By variant.
    pub layouts: Vec<Layout>,
    pub budget: Budget,
}

/// A scenario made ready.
pub(crate) struct Ready {
    pub views: Vec<Forms>,
    /// By view: what the rate of a year is the product of; empty where it is one for the world.
    pub yearly: Vec<Vec<Sampler>>,
    /// Objectives that it lands on, with the share.
    pub lands: Vec<(usize, f64)>,
    /// By variant: whether it may differ from the reference.
    pub differs: Vec<bool>,
}

/// Columns of a variant in a block: for the total and each objective the loss, then for each transfer with an annual layer what that would pay
/// if it had none.
pub(crate) struct Layout {
    /// Number of the first column.
    pub first: usize,
    /// 1 + objectives.
    pub accounts: usize,
    /// Transfers that settle event by event.
    pub open: Vec<CheckedTransfer>,
    /// Transfers with an annual layer, after all others.
    pub annual: Vec<CheckedTransfer>,
    /// By scenario: the transfers that cover it, as indexes of `open` and `annual`.
    pub covers: Vec<(Vec<usize>, Vec<usize>)>,
}

impl Layout {
    /// The number of a column: `layer` 0 for losses, 1 + t for annual transfer t.
    pub fn column(&self, layer: usize, account: usize) -> usize {
        self.first + layer * self.accounts + account
    }

    fn end(&self) -> usize {
        self.first + (1 + self.annual.len()) * self.accounts
    }

    fn new(model: &Checked, variant: &Variant, first: usize) -> Layout {
        let done = variant.treatments.iter().filter_map(|t| model.treatments.get(*t));
        let all = model.transfers.iter().chain(done.flat_map(|t| &t.transfers));
        let (open, annual): (Vec<CheckedTransfer>, Vec<CheckedTransfer>) =
            all.cloned().partition(|t| t.annual.is_open());
        let mut covers = vec![(Vec::new(), Vec::new()); model.scenarios.len()];
        for (t, s) in pairs(&open) {
            covers[s].0.push(t);
        }
        for (t, s) in pairs(&annual) {
            covers[s].1.push(t);
        }
        Layout { first, accounts: 1 + model.objectives.len(), open, annual, covers }
    }
}

/// Each transfer with each scenario that it covers, once.
fn pairs(transfers: &[CheckedTransfer]) -> Vec<(usize, usize)> {
    let of = |(i, t): (usize, &CheckedTransfer)| {
        let mut scenarios = t.scenarios.clone();
        scenarios.sort_unstable();
        scenarios.dedup();
        scenarios.into_iter().map(move |s| (i, s)).collect::<Vec<_>>()
    };
    transfers.iter().enumerate().flat_map(of).collect()
}

impl<'a> Plan<'a> {
    pub fn new(model: &'a Checked, settings: Settings, variants: &'a [Variant]) -> Result<Plan<'a>, SimulationError> {
        settings.check()?;
        let mut layouts: Vec<Layout> = Vec::with_capacity(variants.len());
        for variant in variants {
            let first = layouts.last().map_or(0, Layout::end);
            layouts.push(Layout::new(model, variant, first));
        }
        if expected_events(model) * settings.years() as f64 > MAX_EVENTS {
            return Err(SimulationError::TooManyEvents);
        }
        let mut scenarios: Vec<Ready> = model.scenarios.iter().map(ready).collect();
        for (o, objective) in model.objectives.iter().enumerate() {
            for (s, share) in &objective.losses {
                scenarios[*s].lands.push((o, *share));
            }
        }
        differences(model, variants, &layouts, &mut scenarios);
        let baselines = model.objectives.iter().map(|o| o.baseline.as_ref().map(Sampler::new)).collect();
        let worlds = Worlds::new(model, settings.seed, settings.worlds);
        Ok(Plan { model, settings, variants, worlds, scenarios, baselines, layouts, budget: Budget::default() })
    }

    /// Columns of a block, over all variants.
    pub fn columns(&self) -> usize {
        self.layouts.last().map_or(0, Layout::end)
    }

    /// How many blocks there are.
    pub fn blocks(&self) -> usize {
        self.settings.worlds * self.settings.blocks_per_world()
    }

    /// Block number `index`.
    pub fn block(&self, index: usize) -> Block {
        let per_world = self.settings.blocks_per_world();
        let (world, part) = (index / per_world, index % per_world);
        let years = (self.settings.years_per_world - part * BLOCK).min(BLOCK);
        Block { seed: self.settings.seed, index, world, years }
    }
}

/// Events a year at factor 1, on average over what is unknown.
fn expected_events(model: &Checked) -> f64 {
    let mean = |rate: &Rate| match rate {
        Rate::Poisson { parts, .. } => parts.iter().map(Law::mean).product(),
        Rate::Bernoulli(law) => law.mean(),
    };
    let least = |s: &CheckedScenario| s.views.iter().map(|v| mean(&v.rate)).fold(f64::INFINITY, f64::min);
    model.scenarios.iter().map(least).filter(|r: &f64| r.is_finite()).sum()
}

fn ready(s: &CheckedScenario) -> Ready {
    let all = |laws: &[Law]| laws.iter().map(Sampler::new).collect::<Vec<_>>();
    let views = s.views.iter().map(|v| Forms {
        primary: all(&v.primary),
        secondary: v.secondary.as_ref().map_or_else(Vec::new, |(_, laws)| all(laws)),
    });
    let yearly = s.views.iter().map(|v| match &v.rate {
        Rate::Poisson { parts, each_year: true } => all(parts),
        _ => Vec::new(),
    });
    Ready { views: views.collect(), yearly: yearly.collect(), lands: Vec::new(), differs: Vec::new() }
}

/// Marks for each variant the scenarios that may differ from the reference.
fn differences(model: &Checked, variants: &[Variant], layouts: &[Layout], scenarios: &mut [Ready]) {
    let Some(reference) = variants.first() else { return };
    for (variant, layout) in variants.iter().zip(layouts) {
        let touched = touched(model, reference, variant);
        let first = scenarios.first().is_none_or(|s| s.differs.is_empty());
        for (s, (ready, touched)) in scenarios.iter_mut().zip(touched).enumerate() {
            let annual = |l: &Layout| l.covers.get(s).is_some_and(|c| !c.1.is_empty());
            let annual = annual(layout) || layouts.first().is_some_and(annual);
            ready.differs.push(!first && (touched || annual));
        }
    }
}

/// The scenarios that differ between two variants, by index; some may turn out not to.
pub(crate) fn touched(model: &Checked, reference: &Variant, variant: &Variant) -> Vec<bool> {
    let mut touched = vec![false; model.scenarios.len()];
    let mut touch = |s: usize| {
        if let Some(t) = touched.get_mut(s) {
            *t = true;
        }
    };
    let treatments = unlike(&reference.treatments, &variant.treatments);
    for treatment in treatments.iter().filter_map(|t| model.treatments.get(*t)) {
        treatment.effects.iter().for_each(|e| touch(e.scenario));
        treatment.avoids.iter().for_each(|s| touch(*s));
        treatment.transfers.iter().flat_map(|t| &t.scenarios).for_each(|s| touch(*s));
    }
    unlike(&reference.without_scenarios, &variant.without_scenarios).into_iter().for_each(&mut touch);
    let mut states = unlike(&reference.without, &variant.without);
    states.extend(unlike(&reference.certain, &variant.certain));
    if reference.reliability != variant.reliability {
        states.extend(reference.reliability.iter().chain(&variant.reliability).map(|r| r.0));
    }
    for (s, scenario) in model.scenarios.iter().enumerate() {
        if scenario.switches.iter().any(|w| states.contains(&w.state)) {
            touch(s);
        }
    }
    let done = variant.treatments.iter().filter_map(|t| model.treatments.get(*t));
    for effect in done.flat_map(|t| &t.effects) {
        if effect.through.is_some_and(|c| states.contains(&c)) {
            touch(effect.scenario);
        }
    }
    touched
}

/// What is in one list but not, or not as often, in the other.
fn unlike(a: &[usize], b: &[usize]) -> Vec<usize> {
    let times = |list: &[usize], x: usize| list.iter().filter(|y| **y == x).count();
    a.iter().chain(b).copied().filter(|x| times(a, *x) != times(b, *x)).collect()
}
