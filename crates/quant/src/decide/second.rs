//! A second look at sets of treatments: their tails and how certain an objective is, by either engine.

use super::{certainty::Score, compare::Years};
use crate::{
    checked::{Checked, CheckedObjective},
    exact::{Annual, ExactError, Grid, Of, predictive_all},
    simulate::{Settings, SimulationError, yearly},
    world::Variant,
};

/// What a year looks like under a variant, without sampling error.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Mean loss of the year.
    pub mean: f64,
    /// What is exceeded once in twenty years.
    pub p95: f64,
    /// The mean of the worst twentieth of years.
    pub shortfall95: f64,
    /// How certain the objective is, where one was named; its error is that of the grid.
    pub score: Option<Score>,
}

/// So many variants are in memory at a time.
const TOGETHER: usize = 64;

/// Looks at many variants by the exact engine, on one grid: that of the model as it stands, which treatments only make shorter. With an
/// objective the losses are those that land on it.
///
/// # Errors
/// [`ExactError`], above all where the model needs simulation.
pub fn second_look(
    model: &Checked,
    objective: Option<usize>,
    variants: &[Variant],
    grid: &Grid,
) -> Result<Vec<Look>, ExactError> {
    let of = objective.map_or(Of::All, Of::Objective);
    let today = predictive_all(model, &[Variant::today()], of, grid)?;
    let grid = Grid { reach: grid.reach.or(today.first().map(Annual::reach)), ..*grid };
    let aim = objective.and_then(|o| model.objectives.get(o));
    let mut looks = Vec::with_capacity(variants.len());
    for some in variants.chunks(TOGETHER) {
        looks.extend(predictive_all(model, some, of, &grid)?.iter().map(|annual| look(annual, aim)));
    }
    Ok(looks)
}

fn look(annual: &Annual, objective: Option<&CheckedObjective>) -> Look {
    let score = |o: &CheckedObjective| Score {
        certainty: annual.certainty(o.limit, o.baseline.as_ref()),
        error: annual.error(),
        parts: Vec::new(),
    };
    Look {
        mean: annual.mean(),
        p95: annual.quantile(0.95),
        shortfall95: annual.shortfall(0.95),
        score: objective.map(score),
    }
}

/// So many variants are simulated at a time, each time beside the model as it stands, with which all share their draws.
const AT_ONCE: usize = 32;

/// How certain an objective (below the number of objectives) is under each variant, by simulation with common random numbers. Parts are worlds, or blocks of years where
/// there is one world; the error is over them. A baseline is averaged, not drawn.
///
/// # Errors
/// [`SimulationError`] for impossible settings.
pub fn simulated_scores(
    model: &Checked,
    settings: &Settings,
    objective: usize,
    variants: &[Variant],
) -> Result<Vec<Score>, SimulationError> {
    let count = model.objectives.len();
    let aim = model.objectives.get(objective).ok_or(SimulationError::Index { found: objective, below: count })?;
    let mut scores = Vec::with_capacity(variants.len());
    for some in variants.chunks(AT_ONCE) {
        let all = beside_today(some);
        // Per variant and part: how often it held, in how many years.
        let mut parts: Vec<Vec<(f64, f64)>> = vec![Vec::new(); some.len()];
        let mut last = None;
        yearly(model, settings, &all, |years| {
            let new = settings.worlds == 1 || last != Some(years.world);
            last = Some(years.world);
            for (v, parts) in parts.iter_mut().enumerate() {
                let held: f64 = years.objective(v + 1, objective).iter().map(|x| holds(aim, *x)).sum();
                if new {
                    parts.push((0.0, 0.0));
                }
                if let Some(part) = parts.last_mut() {
                    *part = (part.0 + held, part.1 + years.count as f64);
                }
            }
        })?;
        scores.extend(parts.into_iter().map(score));
    }
    Ok(scores)
}

fn beside_today(variants: &[Variant]) -> Vec<Variant> {
    std::iter::once(Variant::today()).chain(variants.iter().cloned()).collect()
}

/// The probability that an objective holds in a year with so much loss.
fn holds(objective: &CheckedObjective, loss: f64) -> f64 {
    match &objective.baseline {
        None => f64::from(loss <= objective.limit),
        Some(baseline) => baseline
            .as_constant()
            .map_or_else(|| baseline.sf(objective.limit + loss), |plan| f64::from(plan - loss >= objective.limit)),
    }
}

/// Parts of unequal length (a last, shorter block) are weighed by their years.
fn score(parts: Vec<(f64, f64)>) -> Score {
    let years: f64 = parts.iter().map(|p| p.1).sum();
    let certainty = parts.iter().map(|p| p.0).sum::<f64>() / years.max(1.0);
    let n = parts.len() as f64;
    let squares = parts.iter().map(|(held, years)| held - certainty * years).map(|d| d * d).sum::<f64>();
    let between = (squares * n / (n - 1.0).max(1.0)).sqrt() / years.max(1.0);
    let binomial = (certainty * (1.0 - certainty) / years.max(1.0)).sqrt();
    let error = if parts.len() < 10 { binomial.max(between) } else { between };
    Score { certainty, error, parts: parts.iter().map(|(held, years)| held / years.max(1.0)).collect() }
}

/// The years of each variant for [`compare`](super::compare()), by simulation with common random numbers.
///
/// # Errors
/// [`SimulationError`] for impossible settings.
pub fn simulated_years(
    model: &Checked,
    settings: &Settings,
    objective: Option<usize>,
    variants: &[Variant],
) -> Result<Vec<Years>, SimulationError> {
    let all = beside_today(variants);
    let mut found = vec![Years::default(); variants.len()];
    yearly(model, settings, &all, |years| {
        for (v, found) in found.iter_mut().enumerate() {
            found.losses.extend_from_slice(years.total(v + 1));
        }
    })?;
    if let Some(objective) = objective {
        let scores = simulated_scores(model, settings, objective, variants)?;
        found.iter_mut().zip(scores).for_each(|(f, s)| f.score = Some(s));
    }
    Ok(found)
}
