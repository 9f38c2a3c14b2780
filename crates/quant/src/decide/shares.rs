//! Shares of variance: how much of what we do not know about an answer comes from each number.
//!
//! First-order indices of Sobol (1993): Var(E[Y | X]) / Var(Y). Worlds are sorted into equally filled bins of X (they are stratified in every
//! number, so that the bins are even) and the variance between the means of bins is taken, less what it would be by chance: the corrected ratio epsilon squared of
//! a one-way analysis of variance (Kelley 1935). What is lost by treating X as constant within a bin is below 1 / bins^2 of a linear effect.

use super::parameter::{Nature, Parameter};
use crate::world::Worlds;

/// One parameter's share.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Which number.
    pub parameter: Parameter,
    /// Its share of the variance over worlds, 0 to 1.
    pub share: f64,
    /// One standard error, by leaving out a twentieth of the worlds at a time (jackknife).
    pub error: f64,
}

/// The shares of all.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// The greatest first.
    pub shares: Vec<Share>,
    /// What is left: interactions, and numbers whose effect goes up and down within a bin; may come out below 0 by chance.
    pub residual: f64,
    /// One standard error of the residual.
    pub residual_error: f64,
    /// The variance that is shared out; 0 where all worlds are alike, and then every share is 0.
    pub variance: f64,
    /// How many worlds it rests on.
    pub worlds: usize,
    /// How many bins.
    pub bins: usize,
}

/// So many groups are left out in turn.
const GROUPS: usize = 20;
/// The fewest worlds of which shares can be told.
pub const LEAST_WORLDS: usize = 160;

/// How many bins so many worlds are sorted into: 8 to 16, of at least 20 worlds each.
pub(super) fn bins(worlds: usize) -> usize {
    (worlds / 40).clamp(8, 16)
}

/// The variance shares of an answer that was computed in each world: a mean loss ([`world_means`](super::world_means)) or a certainty.
///
/// None with fewer than 160 worlds, or where there are not as many answers as worlds.
pub fn variance_shares(worlds: &Worlds, answers: &[f64]) -> Option<Shares> {
    let n = worlds.count();
    if n < LEAST_WORLDS || answers.len() != n || answers.iter().any(|y| !y.is_finite()) {
        return None;
    }
    let bins = bins(n);
    let mut shares = Vec::new();
    for parameter in worlds.model().parameters().into_iter().filter(|p| p.nature == Nature::Unknown) {
        let Some(bin_of) = sorted(worlds, &parameter, bins) else { continue };
        let share = ratio(answers, &bin_of, bins, None);
        let error = jackknife(|left_out| ratio(answers, &bin_of, bins, Some(left_out)));
        shares.push(Share { parameter, share: share.clamp(0.0, 1.0), error });
    }
    shares.sort_by(|a, b| b.share.total_cmp(&a.share));
    let sum: f64 = shares.iter().map(|s| s.share).sum();
    let squares: f64 = shares.iter().map(|s| s.error * s.error).sum();
    let mean = answers.iter().sum::<f64>() / n as f64;
    let variance = answers.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / (n as f64 - 1.0);
    let residual = if variance > 0.0 { 1.0 - sum } else { 0.0 };
    Some(Shares { shares, residual, residual_error: squares.sqrt(), variance, worlds: n, bins })
}

/// The bin of each world in a parameter; none for what varies within worlds.
pub(super) fn sorted(worlds: &Worlds, parameter: &Parameter, bins: usize) -> Option<Vec<usize>> {
    let bin = |w| worlds.place(parameter.id, w).map(|u| ((u * bins as f64) as usize).min(bins - 1));
    (0..worlds.count()).map(bin).collect()
}

/// Epsilon squared, without the worlds of one group where one is left out.
fn ratio(answers: &[f64], bin_of: &[usize], bins: usize, left_out: Option<usize>) -> f64 {
    let kept = || {
        let all = answers.iter().zip(bin_of).enumerate();
        all.filter(move |(w, _)| left_out.is_none_or(|g| w % GROUPS != g)).map(|(_, (y, b))| (*y, *b))
    };
    let (mut sums, mut counts) = (vec![0.0; bins], vec![0.0; bins]);
    let centre = answers.first().copied().unwrap_or(0.0);
    for (y, b) in kept() {
        sums[b] += y - centre;
        counts[b] += 1.0;
    }
    let n: f64 = counts.iter().sum();
    let filled = counts.iter().filter(|c| **c > 0.0).count() as f64;
    let mean = sums.iter().sum::<f64>() / n;
    let total: f64 = kept().map(|(y, _)| (y - centre - mean) * (y - centre - mean)).sum();
    let means = sums.iter().zip(&counts).filter(|(_, c)| **c > 0.0);
    let between: f64 = means.map(|(s, c)| c * (s / c - mean) * (s / c - mean)).sum();
    if total <= 0.0 || n <= filled {
        return 0.0;
    }
    let within = (total - between).max(0.0) / (n - filled);
    (between - (filled - 1.0) * within) / total
}

/// Standard error by leaving out one group after the other.
fn jackknife(of: impl Fn(usize) -> f64) -> f64 {
    let without: Vec<f64> = (0..GROUPS).map(of).collect();
    let mean = without.iter().sum::<f64>() / GROUPS as f64;
    let squares: f64 = without.iter().map(|x| (x - mean) * (x - mean)).sum();
    (squares * (GROUPS as f64 - 1.0) / GROUPS as f64).sqrt()
}
