//! Forecasts beside their outcomes: proper scores, and how often what was called probable happened.

use crate::{
    record::Record,
    risk::{
        Forecast,
        calibration::score::{ENOUGH, HitRate},
    },
};
use jiff::civil::Date;

/// A mean with the number of its cases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// Its 90 % interval by the normal approximation (1.645 standard errors to both sides, never below 0); none below
    /// [`ENOUGH`] cases.
    pub interval: Option<(f64, f64)>,
}

impl Mean {
    /// Of some values that cannot be negative; none of nothing.
    fn of(values: &[f64]) -> Option<Mean> {
        let n = values.len() as f64;
        let value = (n > 0.0).then(|| values.iter().sum::<f64>() / n)?;
        let spread = values.iter().map(|v| (v - value).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
        let half = 1.645 * (spread / n).sqrt();
        Some(Mean { value, interval: (values.len() >= ENOUGH).then(|| ((value - half).max(0.0), value + half)) })
    }
}

/// Forecasts of about the same probability, beside how often it happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The probabilities it takes, from (with) and to (without, but for 1).
    pub from: f64,
    /// The upper end.
    pub to: f64,
    /// The mean of those stated.
    pub stated: f64,
    /// How often it happened.
    pub happened: HitRate,
}

/// What can be said about some forecasts.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecasts {
    /// With an outcome.
    pub resolved: usize,
    /// Not yet.
    pub open: usize,
    /// Not yet, though the day has passed.
    pub overdue: usize,
    /// Void.
    pub void: usize,
    /// Mean squared distance of probability and outcome (Brier 1950): 0 is perfect, 0.25 a coin's.
    pub brier: Option<Mean>,
    /// Mean of -ln of the probability that was given to what happened: 0 is perfect, 0.693 a coin's.
    pub log: Option<Mean>,
    /// Five bins of 20 %, those without forecasts left out.
    pub bins: Vec<Bin>,
}

impl Forecasts {
    /// Of some forecasts, as of a day.
    pub fn of<'a>(all: impl IntoIterator<Item = &'a Record<Forecast>>, today: Date) -> Forecasts {
        let mut out = Forecasts { resolved: 0, open: 0, overdue: 0, void: 0, brier: None, log: None, bins: Vec::new() };
        let mut cases: Vec<(f64, bool)> = Vec::new();
        for forecast in all {
            match (&*forecast.head.state, Forecast::outcome(&forecast.head.state)) {
                (_, Some(outcome)) => cases.extend(forecast.body.probability.map(|p| (p.0, outcome))),
                ("open", _) => {
                    out.open += 1;
                    out.overdue += usize::from(forecast.body.resolves_on.is_some_and(|d| d < today));
                }
                _ => out.void += 1,
            }
        }
        out.resolved = cases.len();
        let given = |(p, happened): &(f64, bool)| if *happened { *p } else { 1.0 - p };
        out.brier = Mean::of(&cases.iter().map(|c| (1.0 - given(c)).powi(2)).collect::<Vec<_>>());
        out.log = Mean::of(&cases.iter().map(|c| -given(c).max(f64::MIN_POSITIVE).ln()).collect::<Vec<_>>());
        out.bins = (0..5).filter_map(|i| bin(&cases, f64::from(i) / 5.0, f64::from(i + 1) / 5.0)).collect();
        out
    }
}

fn bin(cases: &[(f64, bool)], from: f64, to: f64) -> Option<Bin> {
    let within: Vec<&(f64, bool)> = cases.iter().filter(|(p, _)| *p >= from && (*p < to || to >= 1.0)).collect();
    let stated = within.iter().map(|(p, _)| p).sum::<f64>() / within.len().max(1) as f64;
    let happened = HitRate::count(within.iter().map(|(_, happened)| *happened));
    (!within.is_empty()).then_some(Bin { from, to, stated, happened })
}
