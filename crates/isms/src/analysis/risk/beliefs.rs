//! What each estimator believes of a risk: how often, and what one event costs; and what they come to together.
//!
//! Percentiles of sums and products are not sums and products of percentiles: how often is the product of threat events and
//! susceptibility, taken over an even grid of both; what an event costs is asked of the exact engine, as the loss of a year with exactly
//! one event.

use super::super::model::Modelled;
use quant::{
    Dist, Estimate, Frequency, Law, Model, Place, Scenario, Susceptibility, ThreatEvents, Variant,
    exact::{self, Grid, Of},
};

/// A 90 % range with its mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// 5th percentile.
    pub low: f64,
    /// Mean.
    pub mean: f64,
    /// 95th percentile.
    pub high: f64,
}

/// What one estimate, or all of them together, says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    /// Loss events a year.
    pub events: Spread,
    /// Loss of one event with everything it draws after it, money.
    pub loss: Option<Spread>,
}

/// Even parts of each distribution.
const PARTS: usize = 200;

/// What each estimate of the one risk in `made` says, in the order of its pool, and what they say together; nothing of an estimate
/// that cannot be computed.
pub fn beliefs(made: &Modelled) -> (Vec<Option<Belief>>, Option<Belief>) {
    let Some(scenario) = made.model.scenarios.first() else { return (Vec::new(), None) };
    let each: Vec<Option<Vec<f64>>> = scenario.estimates.iter().map(|e| rates(&e.frequency)).collect();
    let one = |(estimate, rates): (&Estimate, &Option<Vec<f64>>)| {
        let events = spread(rates.clone()?)?;
        Some(Belief { events, loss: loss(std::slice::from_ref(estimate)) })
    };
    let beliefs = scenario.estimates.iter().zip(&each).map(one).collect();
    let together = each.iter().flatten().flatten().copied().collect();
    let pool = spread(together).map(|events| Belief { events, loss: loss(&scenario.estimates) });
    (beliefs, pool)
}

/// Equally likely loss event frequencies, as many for each estimate.
fn rates(frequency: &Frequency) -> Option<Vec<f64>> {
    match frequency {
        Frequency::Poisson { rate, .. } => Some(even(&rate.law(Place::Rate).ok()?, PARTS)),
        Frequency::Bernoulli { probability } => Some(even(&probability.law(Place::Share).ok()?, PARTS)),
        Frequency::ThreatEvents { threat_events, susceptibility, .. } => {
            let (ThreatEvents::Direct(events), Susceptibility::Direct(share)) = (threat_events, susceptibility) else {
                return None;
            };
            let events = even(&events.law(Place::Rate).ok()?, PARTS);
            let shares = even(&share.law(Place::Share).ok()?, PARTS);
            let mut all: Vec<f64> = events.iter().flat_map(|e| shares.iter().map(move |s| e * s)).collect();
            all.sort_by(f64::total_cmp);
            // The middle of each even part, so that it weighs in the pool as much as the others.
            Some(all.chunks(PARTS).map(|part| part.iter().sum::<f64>() / part.len() as f64).collect())
        }
    }
}

fn even(law: &Law, parts: usize) -> Vec<f64> {
    (0..parts).map(|i| law.quantile((i as f64 + 0.5) / parts as f64)).collect()
}

fn spread(mut values: Vec<f64>) -> Option<Spread> {
    values.retain(|v| v.is_finite());
    values.sort_by(f64::total_cmp);
    let at = |p: f64| {
        let place = (p * values.len() as f64 - 0.5).max(0.0);
        let (low, high) = (values.get(place as usize)?, values.get(place as usize + 1).or(values.last())?);
        Some(low + (high - low) * place.fract())
    };
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    Some(Spread { low: at(0.05)?, mean, high: at(0.95)? })
}

/// The loss of one event.
fn loss(estimates: &[Estimate]) -> Option<Spread> {
    let once = |e: &Estimate| Estimate {
        frequency: Frequency::Bernoulli { probability: Dist::constant(1.0) },
        assumes: Vec::new(),
        ..e.clone()
    };
    let scenario = Scenario {
        estimates: estimates.iter().map(once).collect(),
        frequency: None,
        magnitude: None,
        ..Scenario::new("event", Frequency::poisson(1.0), Dist::constant(0.0))
    };
    let model = Model { scenarios: vec![scenario], ..Model::default() }.check().ok()?;
    let grid = Grid { points: 1 << 12, reach: None };
    let annual = exact::predictive(&model, &Variant::today(), Of::Scenario(0), &grid).ok()?;
    let (low, high) = (annual.quantile(0.05), annual.quantile(0.95));
    high.is_finite().then_some(Spread { low, mean: annual.mean(), high })
}
