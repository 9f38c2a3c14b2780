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
    world::World,
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
    /// The losses of the reference are known: only scenarios that may differ are simulated.
    pub known: bool,
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
    /// For all scenarios, or where the losses of the reference are `known` for those that may differ.
    pub fn new(
        model: &'a Checked,
        settings: Settings,
        variants: &'a [Variant],
        known: bool,
    ) -> Result<Plan<'a>, SimulationError> {
        settings.check()?;
        let mut layouts: Vec<Layout> = Vec::with_capacity(variants.len());
        for variant in variants {
            let first = layouts.last().map_or(0, Layout::end);
            layouts.push(Layout::new(model, variant, first));
        }
        if expected_events(model) * settings.years() as f64 > MAX_EVENTS {
            return Err(SimulationError::TooManyEvents);
        }
        let years = settings.years() as f64;
        let differs = differences(model, variants, &layouts);
        let ready = |(s, differs): (&CheckedScenario, Vec<bool>)| {
            let needed = !known || differs.contains(&true);
            ready(s, differs, if needed { Some(years) } else { None })
        };
        let mut scenarios: Vec<Ready> = model.scenarios.iter().zip(differs).map(ready).collect();
        for (o, objective) in model.objectives.iter().enumerate() {
            for (s, share) in &objective.losses {
                scenarios[*s].lands.push((o, *share));
            }
        }
        let baselines = model.objectives.iter().map(|o| o.baseline.as_ref().map(|b| Sampler::new(b, years))).collect();
        let worlds = Worlds::new(model, settings.seed, settings.worlds);
        Ok(Plan { model, settings, variants, worlds, scenarios, baselines, layouts, known, budget: Budget::default() })
    }

    /// Whether a scenario is simulated.
    pub fn walked(&self, s: usize) -> bool {
        !self.known || self.scenarios[s].differs.contains(&true)
    }

    /// A world of every variant; in all but the reference only the scenarios that may differ are drawn.
    pub fn draw_worlds(&self, index: usize) -> Vec<World> {
        let draw = |(v, variant): (usize, &Variant)| {
            let wanted = |s: usize| if v == 0 { self.walked(s) } else { self.scenarios[s].differs[v] };
            self.worlds.world_where(index, variant, wanted)
        };
        self.variants.iter().enumerate().map(draw).collect()
    }

    /// Columns of a block, over all variants.
    pub fn columns(&self) -> usize {
        self.layouts.last().map_or(0, Layout::end)
    }

    /// How many blocks there are.
    pub fn blocks(&self) -> usize {
        self.settings.worlds * self.settings.blocks_per_world()
    }

    /// The first year of a block among all years.
    pub fn first_year(&self, block: &Block) -> usize {
        let part = block.index % self.settings.blocks_per_world();
        block.world * self.settings.years_per_world + part * BLOCK
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
fn mean(rate: &Rate) -> f64 {
    match rate {
        Rate::Poisson { parts, .. } => parts.iter().map(Law::mean).product(),
        Rate::Bernoulli(law) => law.mean(),
    }
}

/// The least number of events a year that the views of a model have.
fn expected_events(model: &Checked) -> f64 {
    let least = |s: &CheckedScenario| s.views.iter().map(|v| mean(&v.rate)).fold(f64::INFINITY, f64::min);
    model.scenarios.iter().map(least).filter(|r: &f64| r.is_finite()).sum()
}

/// A scenario from which draws of so many years are wanted; none where nothing is.
fn ready(s: &CheckedScenario, differs: Vec<bool>, years: Option<f64>) -> Ready {
    let Some(years) = years else {
        return Ready { views: Vec::new(), yearly: Vec::new(), lands: Vec::new(), differs };
    };
    let all = |laws: &[Law], draws: f64| laws.iter().map(|l| Sampler::new(l, draws)).collect::<Vec<_>>();
    let views = s.views.iter().map(|v| {
        let draws = years * mean(&v.rate);
        let secondary = v.secondary.as_ref().map_or_else(Vec::new, |(_, laws)| all(laws, draws));
        Forms { primary: all(&v.primary, draws), secondary }
    });
    let yearly = s.views.iter().map(|v| match &v.rate {
        Rate::Poisson { parts, each_year: true } => all(parts, years),
        _ => Vec::new(),
    });
    Ready { views: views.collect(), yearly: yearly.collect(), lands: Vec::new(), differs }
}

/// By scenario, then variant: whether it may differ from the reference. One under an annual layer always may.
fn differences(model: &Checked, variants: &[Variant], layouts: &[Layout]) -> Vec<Vec<bool>> {
    let mut differs = vec![Vec::with_capacity(variants.len()); model.scenarios.len()];
    let (Some(reference), Some(first)) = (variants.first(), layouts.first()) else { return differs };
    for (v, (variant, layout)) in variants.iter().zip(layouts).enumerate() {
        for (s, touched) in touched(model, reference, variant).into_iter().enumerate() {
            let annual = [first, layout].iter().any(|l| l.covers.get(s).is_some_and(|c| !c.1.is_empty()));
            if let Some(differs) = differs.get_mut(s) {
                differs.push(v > 0 && (touched || annual));
            }
        }
    }
    differs
}

/// The scenarios that differ between two variants, by index; some may turn out not to.
fn touched(model: &Checked, reference: &Variant, variant: &Variant) -> Vec<bool> {
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
