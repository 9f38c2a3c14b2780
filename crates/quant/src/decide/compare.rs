//! Options side by side, doing nothing among them.

use super::{
    certainty::Score,
    mean::{Mean, mean_loss, world_means},
};
use crate::world::{Variant, Worlds};

/// Something that could be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The state of affairs that it leads to.
    pub variant: Variant,
    /// What it takes out of a budget.
    pub cost: f64,
    /// What it costs a year.
    pub yearly_cost: f64,
}

impl Candidate {
    /// Treatments by index, with the sums of their costs.
    pub fn treatments(model: &crate::Checked, treatments: &[usize]) -> Candidate {
        let chosen = || treatments.iter().filter_map(|t| model.treatments.get(*t));
        Candidate {
            variant: Variant::with(treatments),
            cost: chosen().map(|t| t.cost).sum(),
            yearly_cost: chosen().map(|t| t.yearly_cost).sum(),
        }
    }
}

/// What the caller's engine found for a variant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Years {
    /// The net loss of each simulated year, with the same random numbers for every variant. Empty from an engine without years.
    pub losses: Vec<f64>,
    /// How certain the objective is, where there is one.
    pub score: Option<Score>,
}

/// One option in the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// What could be done.
    pub candidate: Candidate,
    /// Mean loss a year.
    pub mean_loss: Mean,
    /// Mean loss saved against doing nothing.
    pub saves: f64,
    /// What it saves less its yearly cost.
    pub net_benefit: f64,
    /// The same from the simulated years, with one standard error of their pairs; a check of the closed formula.
    pub simulated_saving: Option<(f64, f64)>,
    /// How certain the objective is.
    pub score: Option<Score>,
    /// How much more certain than when nothing is done, with one standard error.
    pub certainty_gain: Option<(f64, f64)>,
    /// The share of simulated years in which the loss saved is at least the yearly cost, with one standard error.
    pub pays_in_a_year: Option<(f64, f64)>,
    /// The share of worlds in which the mean loss saved is at least the yearly cost, with one standard error: how likely it is that the option is worth its
    /// money at all, given what we do not know.
    pub pays_on_average: (f64, f64),
}

/// Compares options with doing nothing, which comes first in the answer.
///
/// `years` is asked once: for doing nothing, then for every option in order. It may answer with fewer; what is missing is then none.
pub fn compare(worlds: &Worlds, options: &[Candidate], years: impl FnOnce(&[Variant]) -> Vec<Years>) -> Vec<Compared> {
    let nothing = Candidate { variant: Variant::today(), cost: 0.0, yearly_cost: 0.0 };
    let all: Vec<Candidate> = std::iter::once(nothing).chain(options.iter().cloned()).collect();
    let variants: Vec<Variant> = all.iter().map(|c| c.variant.clone()).collect();
    let mut found = years(&variants);
    found.resize(all.len(), Years::default());
    let today = Today {
        mean: mean_loss(worlds.model(), &Variant::today()).value,
        worlds: world_means(worlds, &Variant::today()),
        years: found.first().cloned().unwrap_or_default(),
    };
    all.into_iter().zip(found).map(|(candidate, years)| today.against(worlds, candidate, years)).collect()
}

struct Today {
    mean: f64,
    worlds: Vec<f64>,
    years: Years,
}

impl Today {
    fn against(&self, worlds: &Worlds, candidate: Candidate, years: Years) -> Compared {
        let mean = mean_loss(worlds.model(), &candidate.variant);
        let saves = self.mean - mean.value;
        let cost = candidate.yearly_cost;
        let pays = |saved: &dyn Fn(usize) -> f64, n: usize| {
            share((0..n).filter(|i| saved(*i) >= cost - 1e-9 * cost.abs()).count(), n)
        };
        let by_world = world_means(worlds, &candidate.variant);
        let paired = years.losses.len() == self.years.losses.len() && years.losses.len() > 1;
        let saved = |i: usize| self.years.losses[i] - years.losses[i];
        let gain = years.score.as_ref().zip(self.years.score.as_ref()).map(|(a, b)| a.gain_over(b));
        Compared {
            mean_loss: mean,
            saves,
            net_benefit: saves - cost,
            simulated_saving: paired.then(|| average(years.losses.len(), saved)),
            certainty_gain: gain,
            pays_in_a_year: paired.then(|| pays(&saved, years.losses.len())),
            pays_on_average: pays(&|i| self.worlds[i] - by_world[i], by_world.len()),
            score: years.score.clone(),
            candidate,
        }
    }
}

/// A share with one standard error.
fn share(hits: usize, of: usize) -> (f64, f64) {
    let n = of.max(1) as f64;
    let p = hits as f64 / n;
    (p, (p * (1.0 - p) / n).sqrt())
}

fn average(n: usize, of: impl Fn(usize) -> f64) -> (f64, f64) {
    let count = n as f64;
    let mean = (0..n).map(&of).sum::<f64>() / count;
    let squares: f64 = (0..n).map(|i| (of(i) - mean) * (of(i) - mean)).sum();
    (mean, (squares / (count - 1.0) / count).sqrt())
}
