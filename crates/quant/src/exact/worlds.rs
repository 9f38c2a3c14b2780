//! The mean over worlds, and the band that uncertain estimates leave.

use super::{Annual, ExactError, Grid, Of, plan::Plan, run};
use crate::{
    checked::Checked,
    world::{Variant, Worlds},
};

/// The distribution of a year's loss over many worlds.
#[derive(Clone, Debug)]
pub struct Banded {
    /// Averaged over the worlds; mean and standard deviation are those over worlds and years.
    pub mean: Annual,
    /// One per world, on one grid: [`Annual::certainty`] of each gives the certainty per world.
    pub worlds: Vec<Annual>,
}

/// A number with the band in which it lies in 90 % of worlds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// 5 % of worlds lie below.
    pub low: f64,
    /// The mean over worlds.
    pub mean: f64,
    /// 5 % of worlds lie above.
    pub high: f64,
}

impl Banded {
    /// A number of each world, as its mean with a band (percentiles interpolated between worlds).
    pub fn band(&self, of: impl Fn(&Annual) -> f64) -> Band {
        let mut each: Vec<f64> = self.worlds.iter().map(of).collect();
        let mean = each.iter().sum::<f64>() / each.len().max(1) as f64;
        each.sort_by(f64::total_cmp);
        Band { low: percentile(&each, 0.05), mean, high: percentile(&each, 0.95) }
    }

    /// P(loss > amount) at each amount, with its band.
    pub fn exceedance(&self, amounts: &[f64]) -> Vec<(f64, Band)> {
        amounts.iter().map(|x| (*x, self.band(|annual| annual.exceedance(*x)))).collect()
    }
}

fn percentile(sorted: &[f64], p: f64) -> f64 {
    let place = (p * sorted.len() as f64 - 0.5).clamp(0.0, sorted.len().saturating_sub(1) as f64);
    let at = |i: usize| sorted.get(i).or(sorted.last()).copied().unwrap_or(0.0);
    let (low, high) = (at(place as usize), at(place as usize + 1));
    // Both may be infinite.
    if low == high { low } else { low + (high - low) * place.fract() }
}

/// The distribution over `worlds` worlds (at least one), for pooled estimates and controls whose parameters interact. Worlds are those of the
/// simulation with the same seed.
///
/// # Errors
/// As for [`in_world`](super::in_world).
pub fn over_worlds(
    model: &Checked,
    variant: &Variant,
    of: Of,
    grid: &Grid,
    seed: u64,
    worlds: usize,
) -> Result<Banded, ExactError> {
    let drawn = Worlds::new(model, seed, worlds);
    let plans: Result<Vec<Plan>, ExactError> =
        (0..drawn.count()).map(|i| Plan::in_world(model, &drawn.world(i, variant), of)).collect();
    let worlds = run::all(model, &plans?, grid)?;
    Ok(Banded { mean: Annual::average(&worlds), worlds })
}
