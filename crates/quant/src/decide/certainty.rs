//! The efficient frontier of cost against the certainty of an objective.

use super::choice::Choice;
use crate::world::Variant;

/// How certain an objective is under a variant, as the caller's engine has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Probability that the objective holds in a year.
    pub certainty: f64,
    /// One standard error; 0 from the exact engine.
    pub error: f64,
    /// The certainty in equally large parts of the simulation (worlds, or blocks of years), in the same order and with the same random
    /// numbers for every variant: differences are then far more certain than the numbers themselves. May be empty.
    pub parts: Vec<f64>,
}

impl Score {
    /// How much more certain this is than another, with one standard error: paired over parts where both have the same number of them (at
    /// least two), else as if both were independent, which overstates it.
    pub fn gain_over(&self, other: &Score) -> (f64, f64) {
        let gain = self.certainty - other.certainty;
        let n = self.parts.len();
        if n < 2 || n != other.parts.len() {
            return (gain, libm::hypot(self.error, other.error));
        }
        let differences = || self.parts.iter().zip(&other.parts).map(|(a, b)| a - b);
        let mean = differences().sum::<f64>() / n as f64;
        let squares: f64 = differences().map(|d| (d - mean) * (d - mean)).sum();
        (gain, (squares / (n as f64 - 1.0) / n as f64).sqrt())
    }

    /// Whether this is more certain than another by more than 1.96 standard errors.
    pub fn beats(&self, other: &Score) -> bool {
        let (gain, error) = self.gain_over(other);
        gain > 1.96 * error
    }
}

/// A set on the frontier of cost against certainty.
#[derive(Clone, Debug, PartialEq)]
pub struct CertaintyPoint {
    /// The set.
    pub choice: Choice,
    /// How certain.
    pub score: Score,
    /// How much more certain than the point before; of the first, than nothing to compare with: 0.
    pub gain: f64,
    /// One standard error of the gain.
    pub gain_error: f64,
    /// Whether the gain is beyond 1.96 of its standard errors. Where it is not, the cheaper point before is as good.
    pub distinguishable: bool,
    /// Candidates of any cost, by index, that cannot be told apart from this in certainty.
    pub ties: Vec<usize>,
}

/// The candidates that no cheaper one beats in certainty, by rising cost.
///
/// `score` is asked once, for all candidates in their order, so that it can use common random numbers. A candidate without a score is left out.
pub fn frontier_by_certainty(
    candidates: &[Choice],
    score: impl FnOnce(&[Variant]) -> Vec<Score>,
) -> Vec<CertaintyPoint> {
    let variants: Vec<Variant> = candidates.iter().map(|c| Variant::with(&c.treatments)).collect();
    let scores = score(&variants);
    let mut order: Vec<usize> = (0..candidates.len().min(scores.len())).collect();
    let by = |i: &usize| (candidates[*i].cost, -scores[*i].certainty, candidates[*i].treatments.len());
    order.sort_by(|a, b| {
        let (a, b) = (by(a), by(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
    });
    let mut points: Vec<CertaintyPoint> = Vec::new();
    for i in order {
        let score = &scores[i];
        let before = points.last();
        if before.is_some_and(|p| score.certainty <= p.score.certainty) || !score.certainty.is_finite() {
            continue;
        }
        let (gain, gain_error) = before.map_or((0.0, 0.0), |p| score.gain_over(&p.score));
        let distinguishable = before.is_none_or(|p| score.beats(&p.score));
        let tied = |j: &usize| *j != i && !score.beats(&scores[*j]) && !scores[*j].beats(score);
        let ties = (0..scores.len().min(candidates.len())).filter(tied).collect();
        let (choice, score) = (candidates[i].clone(), score.clone());
        points.push(CertaintyPoint { choice, score, gain, gain_error, distinguishable, ties });
    }
    points
}
