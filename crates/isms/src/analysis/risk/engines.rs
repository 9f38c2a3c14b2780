//! The engines asked: the exact one, and the simulation where that one cannot answer.

use super::{Figures, Method, PERCENTILES, Point, Settings, Unknown, WORLDS, mean};
use crate::analysis::model::{Modelled, input_hash};
use quant::{
    Checked, Variant, Worlds, decide,
    exact::{self, Annual, Banded, ExactError, Grid, Of},
    simulate::{self, Losses, Question},
};

/// Points of a curve.
const POINTS: usize = 72;

/// The figures of each variant, and how they were found; all by the same engine.
pub fn figures(
    made: &Modelled,
    model: &Checked,
    variants: &[Variant],
    settings: &Settings,
) -> Result<(Vec<Figures>, Method), Unknown> {
    let exact: Result<Vec<Banded>, ExactError> = variants.iter().map(|v| run(model, v, settings)).collect();
    let method = |engine, grid, years_per_world| Method {
        engine,
        model_version: quant::MODEL_VERSION,
        seed: settings.seed,
        worlds: settings.worlds,
        grid,
        years_per_world,
        input_hash: input_hash(&made.model),
    };
    match exact {
        Ok(all) => {
            let amounts = amounts(&all.iter().map(|b| &b.mean).collect::<Vec<_>>());
            let one = |(variant, banded)| of_exact(start(model, variant, settings), banded, &amounts);
            Ok((variants.iter().zip(&all).map(one).collect(), method("exact", Some(settings.grid), None)))
        }
        Err(ExactError::NeedsSimulation(_)) => {
            let question = Question { percentiles: PERCENTILES.to_vec(), ..Question::variants(variants.to_vec()) };
            let how = simulate::Settings {
                seed: settings.seed,
                worlds: settings.worlds,
                years_per_world: settings.years,
                threads: 1,
            };
            let outcome = simulate::run(model, &how, &question)?;
            let one = |(variant, of): (&Variant, &simulate::VariantOutcome)| {
                let quick = Figures { mean: of.total.mean.value, ..NOTHING };
                of_simulation(if settings.closed { start(model, variant, settings) } else { quick }, &of.total)
            };
            let all = variants.iter().zip(&outcome.variants).map(one).collect();
            Ok((all, method("simulation", None, Some(settings.years))))
        }
        Err(other) => Err(other.into()),
    }
}

fn run(model: &Checked, variant: &Variant, settings: &Settings) -> Result<Banded, ExactError> {
    let grid = Grid { points: settings.grid, reach: None };
    exact::over_worlds(model, variant, Of::Scenario(0), &grid, settings.seed, settings.worlds)
}

/// Figures that hold the mean only, which no engine is asked for.
fn start(model: &Checked, variant: &Variant, settings: &Settings) -> Figures {
    let worlds = Worlds::new(model, settings.seed, settings.worlds.max(WORLDS));
    let mut each = decide::world_means(&worlds, variant);
    let average = each.iter().sum::<f64>() / each.len().max(1) as f64;
    each.sort_by(f64::total_cmp);
    let at = |p: f64| each.get((p * each.len() as f64) as usize).copied();
    let whole = if settings.closed { mean(model, variant) } else { decide::Mean { value: average, estimated: true } };
    Figures { mean: whole.value, mean_estimated: whole.estimated, mean_band: at(0.05).zip(at(0.95)), ..NOTHING }
}

/// Before anything is known.
const NOTHING: Figures = Figures {
    mean: 0.0,
    mean_estimated: true,
    mean_band: None,
    p_none: 1.0,
    percentiles: Vec::new(),
    shortfall95: None,
    curve: Vec::new(),
    error: 0.0,
};

fn of_exact(start: Figures, banded: &Banded, amounts: &[f64]) -> Figures {
    let annual = &banded.mean;
    let known = |x: f64| Some(x).filter(|x| x.is_finite());
    let point = |(amount, band): (f64, exact::Band)| Point {
        amount,
        probability: annual.exceedance(amount),
        low: band.low,
        high: band.high,
    };
    Figures {
        p_none: annual.p_none(),
        percentiles: PERCENTILES.iter().map(|p| (*p, known(annual.quantile(*p)))).collect(),
        shortfall95: known(annual.shortfall(0.95)),
        curve: banded.exceedance(amounts).into_iter().map(point).collect(),
        error: annual.error(),
        ..start
    }
}

fn of_simulation(start: Figures, losses: &Losses) -> Figures {
    let known = |found: &Result<simulate::Estimated, simulate::Refused>| found.as_ref().ok().map(|e| e.value);
    let point = |p: &simulate::CurvePoint| Point {
        amount: p.amount,
        probability: p.probability.value,
        low: p.band.0,
        high: p.band.1,
    };
    let shortfall = losses.shortfall.iter().find(|(p, _)| *p == 0.95);
    Figures {
        p_none: losses.p_none.value,
        percentiles: losses.percentiles.iter().map(|(p, found)| (*p, known(found))).collect(),
        shortfall95: shortfall.and_then(|(_, found)| known(found)),
        curve: losses.curve.iter().filter(|p| p.amount > 0.0).map(point).collect(),
        error: losses.curve.iter().map(|p| p.probability.error).fold(0.0, f64::max),
        ..start
    }
}

/// Amounts at which the curves are read, even by logarithm: from where the lowest curve begins to fall to where the highest ends.
fn amounts(curves: &[&Annual]) -> Vec<f64> {
    let above = |a: &&Annual, share: f64| a.quantile(a.p_none() + share * (1.0 - a.p_none()));
    let positive = |x: &f64| x.is_finite() && *x > 0.0;
    let low = curves.iter().map(|a| above(a, 0.02)).filter(positive).fold(f64::INFINITY, f64::min);
    let high = curves.iter().map(|a| above(a, 0.995).max(a.quantile(0.998))).filter(positive).fold(0.0, f64::max);
    if !low.is_finite() || high <= 0.0 {
        return Vec::new();
    }
    let (low, high) = (low.max(high * 1e-6), if high > low { high } else { low * 2.0 });
    let ratio = libm::log(high / low) / (POINTS - 1) as f64;
    (0..POINTS).map(|i| low * libm::exp(ratio * i as f64)).collect()
}
