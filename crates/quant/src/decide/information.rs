//! What it is worth to know better: the most one should pay to learn a number before one chooses.
//!
//! The utility of an option in a world is -(mean loss in that world + yearly cost). Expected value of perfect information: E[max over options] - max over
//! options of E[utility]. Of one number (EVPPI): worlds are sorted into bins of it, and in each bin the option is chosen that is best there
//! (Strong and Oakley 2013, "An efficient method for computing single-parameter partial expected value of perfect information"). To choose and
//! to value by the same worlds overstates it (Brennan, Kharroubi, O'Hagan and Chilcott 2007; Oakley et al. 2010), so each tenth of a bin is valued by the option that
//! the other nine tenths choose: what comes out is, on average, never too much.

use super::{
    mean::world_means,
    parameter::{Nature, Parameter},
    shares::{LEAST_WORLDS, bins, sorted},
};
use crate::world::{Variant, Worlds};

/// What it is worth to know something, money a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// The estimate, at least 0.
    pub value: f64,
    /// One standard error over worlds (as if they were not stratified, which overstates it).
    pub error: f64,
    /// What it would be if chosen and valued by the same worlds: too much on average.
    pub at_most: f64,
}

/// The value of information about a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Information {
    /// The option that is best on average, by index.
    pub best: usize,
    /// Mean of loss and yearly cost of each option.
    pub totals: Vec<f64>,
    /// The share of worlds in which each option is the best.
    pub best_in: Vec<f64>,
    /// Of knowing everything that is unknown.
    pub everything: Worth,
    /// Of knowing one number, the most worthwhile first.
    pub parameters: Vec<(Parameter, Worth)>,
    /// How many worlds it rests on.
    pub worlds: usize,
}

/// So many parts of a bin are valued by the choice of the others.
const FOLDS: usize = 10;

/// The value of information about the choice between options, each a variant with its yearly cost; doing nothing is `(Variant::today(), 0.0)`
/// and should be among them.
///
/// None without options, or with fewer than 160 worlds.
pub fn value_of_information(worlds: &Worlds, options: &[(Variant, f64)]) -> Option<Information> {
    if worlds.count() < LEAST_WORLDS || options.is_empty() {
        return None;
    }
    let of = |(variant, cost): &(Variant, f64)| world_means(worlds, variant).into_iter().map(|m| m + cost).collect();
    let totals: Vec<Vec<f64>> = options.iter().map(of).collect();
    if totals.iter().flatten().any(|x: &f64| !x.is_finite()) {
        return None;
    }
    Some(Table { totals: &totals, n: worlds.count() }.information(worlds))
}

/// Loss and cost of each option in each world.
struct Table<'a> {
    totals: &'a [Vec<f64>],
    n: usize,
}

impl Table<'_> {
    fn information(&self, worlds: &Worlds) -> Information {
        let n = self.n as f64;
        let means: Vec<f64> = self.totals.iter().map(|t| t.iter().sum::<f64>() / n).collect();
        let best = least(&means);
        let chosen: Vec<usize> = (0..self.n).map(|w| self.best_in(w)).collect();
        let gains: Vec<f64> =
            chosen.iter().enumerate().map(|(w, d)| self.totals[best][w] - self.totals[*d][w]).collect();
        let count = |d: usize| chosen.iter().filter(|c| **c == d).count() as f64 / n;
        let best_in = (0..self.totals.len()).map(count).collect();
        let (value, error) = mean(&gains);
        let everything = Worth { value: value.max(0.0), error, at_most: value };
        let bins = bins(self.n);
        let unknown = worlds.model().parameters().into_iter().filter(|p| p.nature == Nature::Unknown);
        let mut parameters: Vec<(Parameter, Worth)> = unknown
            .filter_map(|p| {
                let bin_of = sorted(worlds, &p, bins)?;
                Some((p, self.partial(&bin_of, bins, best)))
            })
            .collect();
        parameters.sort_by(|a, b| b.1.value.total_cmp(&a.1.value).then(b.1.at_most.total_cmp(&a.1.at_most)));
        Information { best, totals: means, best_in, everything, parameters, worlds: self.n }
    }

    fn best_in(&self, world: usize) -> usize {
        least(&self.totals.iter().map(|t| t[world]).collect::<Vec<_>>())
    }

    /// The value of knowing in which bin a world is.
    fn partial(&self, bin_of: &[usize], bins: usize, best: usize) -> Worth {
        let options = self.totals.len();
        let mut sums = vec![vec![[0.0; FOLDS]; options]; bins];
        let mut seen = vec![0; bins];
        let fold_of: Vec<usize> = bin_of
            .iter()
            .map(|b| {
                seen[*b] += 1;
                seen[*b] % FOLDS
            })
            .collect();
        for (d, totals) in self.totals.iter().enumerate() {
            for (w, total) in totals.iter().enumerate() {
                sums[bin_of[w]][d][fold_of[w]] += total - self.totals[best][w];
            }
        }
        let without = |bin: usize, fold: usize| -> Vec<f64> {
            sums[bin].iter().map(|s| s.iter().enumerate().filter(|(f, _)| *f != fold).map(|(_, x)| x).sum()).collect()
        };
        let chosen: Vec<Vec<usize>> =
            (0..bins).map(|b| (0..FOLDS).map(|f| first_least(&without(b, f), best)).collect()).collect();
        let gain = |w: usize| self.totals[best][w] - self.totals[chosen[bin_of[w]][fold_of[w]]][w];
        let (value, error) = mean(&(0..self.n).map(gain).collect::<Vec<_>>());
        let naive = |bin: &Vec<[f64; FOLDS]>| bin.iter().map(|s| s.iter().sum::<f64>()).fold(0.0, f64::min);
        let at_most = -sums.iter().map(naive).sum::<f64>() / self.n as f64;
        Worth { value: value.max(0.0), error, at_most: at_most.max(0.0) }
    }
}

fn least(values: &[f64]) -> usize {
    (0..values.len()).min_by(|a, b| values[*a].total_cmp(&values[*b])).unwrap_or(0)
}

/// The least, but the one that is best on average where it is as little.
fn first_least(values: &[f64], best: usize) -> usize {
    let least = least(values);
    if values[best] <= values[least] { best } else { least }
}

fn mean(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, (squares / (n - 1.0).max(1.0) / n).sqrt())
}
