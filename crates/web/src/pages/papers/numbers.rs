//! Numbers of single risks: means in closed form, tails from the exact engine.

use super::desk::Desk;
use crate::fault::Result;
use isms::analysis::certainty::{Answer, SEED};
use quant::{
    decide::{Mean, mean_loss_by_scenario},
    exact::{self, Annual, Banded, Grid, Of},
};
use std::sync::Arc;

/// Worlds over which the exact engine averages. They are the first step of what is not known; the error over them is stated.
pub const WORLDS: usize = 128;
/// The percentiles that are stated.
pub const PERCENTILES: [f64; 3] = [0.9, 0.95, 0.99];

/// A percentile of a year's loss: amount, and one standard error over worlds; none where it lies beyond the grid.
pub type Percentile = Option<(f64, f64)>;

/// What is known of each scenario of a model, by index.
#[derive(Default)]
pub struct Numbers {
    /// Mean losses a year.
    pub means: Vec<Mean>,
    /// Percentiles in the order of [`PERCENTILES`], or why the exact engine refused.
    pub tails: Vec<std::result::Result<[Percentile; 3], String>>,
    /// The greatest error of a probability that the grid's step leaves.
    pub grid: f64,
}

/// Numbers of every risk of an answer, remembered with it.
///
/// # Errors
/// As [`service::Service::remembered`].
pub async fn of(desk: &Desk<'_>, answer: &Arc<Answer>) -> Result<Arc<Numbers>> {
    let method = &answer.method;
    let key = format!("risk numbers {} {} {:?}", desk.view.org(), method.input_hash, method.with);
    let answer = answer.clone();
    Ok(desk.service.remembered(key, move || compute(&answer)).await?)
}

fn compute(answer: &Answer) -> Numbers {
    let Some(checked) = &answer.checked else { return Numbers::default() };
    let today = answer.made.today();
    let mut grid: f64 = 0.0;
    let mut tail = |scenario: usize| {
        let of = Of::Scenario(scenario);
        let found = exact::over_worlds(checked, &today, of, &Grid::LIVE, SEED, WORLDS).map_err(|e| e.to_string())?;
        grid = grid.max(found.mean.error());
        Ok(PERCENTILES.map(|p| percentile(&found, p)))
    };
    let tails = (0..answer.made.risks.len()).map(&mut tail).collect();
    Numbers { means: mean_loss_by_scenario(checked, &today), tails, grid }
}

/// A percentile of the mixture of worlds. Its error is half the distance between the percentiles one standard error of P(loss > x) over worlds
/// below and above, as in the simulation.
fn percentile(found: &Banded, p: f64) -> Percentile {
    let amount = found.mean.quantile(p);
    let each: Vec<f64> = found.worlds.iter().map(|w: &Annual| w.exceedance(amount)).collect();
    let n = each.len().max(2) as f64;
    let mean = each.iter().sum::<f64>() / n;
    let squares: f64 = each.iter().map(|x| (x - mean) * (x - mean)).sum();
    let error = (squares / (n - 1.0) / n).sqrt();
    let (low, high) = (found.mean.quantile((p - error).max(0.0)), found.mean.quantile((p + error).min(1.0 - 1e-9)));
    (amount.is_finite() && high.is_finite()).then_some((amount, 0.5 * (high - low)))
}
