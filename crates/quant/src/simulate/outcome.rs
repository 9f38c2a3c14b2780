//! What a simulation found.

use super::estimate::{Certainty, Estimated, Refused};

/// The answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The seed it can be repeated with.
    pub seed: u64,
    /// Worlds.
    pub worlds: usize,
    /// Years in each.
    pub years_per_world: usize,
    /// Years in all.
    pub years: u64,
    /// Events of the reference that cost something, over all years.
    pub events: u64,
    /// One for each variant, in the order of the question.
    pub variants: Vec<VariantOutcome>,
}

/// One variant.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantOutcome {
    /// Losses of all scenarios, each counted once whatever objectives they land on.
    pub total: Losses,
    /// What the scenarios contribute to `total`; empty unless asked for.
    pub contributions: Vec<Contribution>,
    /// What the variant saves a year over the reference.
    pub saved: Saved,
    /// In the order of the model.
    pub objectives: Vec<ObjectiveOutcome>,
    /// That all objectives hold in the same year.
    pub joint: Certainty,
    /// That all of each set asked for hold in the same year.
    pub joints: Vec<Certainty>,
    /// Mean yearly net loss of each scenario, in the order of the model.
    pub scenarios: Vec<Estimated>,
}

/// One objective in one variant.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectiveOutcome {
    /// That it holds.
    pub certainty: Certainty,
    /// That losses stay within each of its further amounts.
    pub further: Vec<Certainty>,
    /// Certainty less that of the reference variant, with the error of the difference year by year.
    pub gain: Estimated,
    /// Losses that land on it.
    pub losses: Losses,
    /// What each scenario that lands on it costs in certainty; empty unless contributions are asked for.
    pub drags: Vec<Drag>,
    /// What each scenario that lands on it contributes; empty unless asked for.
    pub contributions: Vec<Contribution>,
}

/// What a scenario costs an objective in certainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drag {
    /// The scenario, by index.
    pub scenario: usize,
    /// Certainty gained if it were gone and all else stayed, counted in the same years. Drags of several scenarios do not add up.
    pub gain: Estimated,
}

/// What a scenario contributes to losses; contributions add up to the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The scenario, by index.
    pub scenario: usize,
    /// To the mean.
    pub to_mean: f64,
    /// To the expected shortfall at 95 %: its mean loss in the worst twentieth of years (Euler allocation, Tasche 1999).
    pub to_shortfall95: f64,
}

/// What is saved a year over the reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// Mean of the reference's loss less the variant's, year by year.
    pub mean: Estimated,
    /// The variant's treatments cost this much more a year than the reference's.
    pub cost: f64,
    /// Probability that the saving of a year covers that cost.
    pub pays: Estimated,
    /// Percentiles of the yearly saving: probability, amount.
    pub percentiles: Vec<(f64, Result<Estimated, Refused>)>,
}

/// Losses of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Losses {
    /// Mean.
    pub mean: Estimated,
    /// Standard deviation of a year, over years and worlds.
    pub sd: f64,
    /// Probability of a year without loss.
    pub p_none: Estimated,
    /// Percentiles asked for: probability, amount. Refused with fewer than 100 years beyond.
    pub percentiles: Vec<(f64, Result<Estimated, Refused>)>,
    /// Expected shortfall at the same probabilities: VaR + E[(S - VaR)+] / (1 - p).
    pub shortfall: Vec<(f64, Result<Estimated, Refused>)>,
    /// Loss exceedance, amounts rising.
    pub curve: Vec<CurvePoint>,
}

/// A point of a loss exceedance curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// Money.
    pub amount: f64,
    /// Probability that a year's losses exceed it.
    pub probability: Estimated,
    /// 5th and 95th percentile of that probability over worlds.
    pub band: (f64, f64),
    /// Years in which they did; below 100 the point is not firm.
    pub exceedances: u64,
}
