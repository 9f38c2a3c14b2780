//! Scores of stated certainty, each with its number of cases and what that number allows to say.

use super::{AnswerForm, Calibration};
use crate::{isms::Isms, record::Record, values::RecordId};
use statrs::function::beta::beta_reg;

/// Below this many cases nothing is said but the number.
pub const ENOUGH: usize = 5;

/// How often something held, of how many times, with a 90 % credible interval of the rate behind it: the 5th and 95th
/// percentile of Beta(hits + 1/2, misses + 1/2), the posterior of Jeffreys' prior (Brown, Cai and DasGupta, "Interval
/// estimation for a binomial proportion", Statistical Science 16(2), 2001).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HitRate {
    /// How often it held.
    pub hits: usize,
    /// Of how many times.
    pub n: usize,
    /// The interval's low end.
    pub low: f64,
    /// The interval's high end.
    pub high: f64,
}

/// What a hit rate says about ranges that were meant to hold with a certain probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Fewer than [`ENOUGH`] cases.
    TooFew,
    /// They held less often than they were meant to: overconfident.
    TooNarrow,
    /// They held more often: underconfident.
    TooWide,
    /// The interval holds what was meant; nothing speaks against it.
    Fine,
}

impl HitRate {
    /// Of so many cases so many held.
    pub fn of(hits: usize, n: usize) -> HitRate {
        let (a, b) = (hits.min(n) as f64 + 0.5, n.saturating_sub(hits) as f64 + 0.5);
        HitRate { hits: hits.min(n), n, low: quantile(a, b, 0.05), high: quantile(a, b, 0.95) }
    }

    /// Counts what held.
    pub fn count(held: impl IntoIterator<Item = bool>) -> HitRate {
        let (mut hits, mut n) = (0, 0);
        held.into_iter().for_each(|h| (hits, n) = (hits + usize::from(h), n + 1));
        HitRate::of(hits, n)
    }

    /// The share that held; none of nothing.
    pub fn share(&self) -> Option<f64> {
        (self.n > 0).then(|| self.hits as f64 / self.n as f64)
    }

    /// Whether it fits a probability that was stated.
    pub fn against(&self, stated: f64) -> Verdict {
        match self {
            r if r.n < ENOUGH => Verdict::TooFew,
            r if r.high < stated => Verdict::TooNarrow,
            r if r.low > stated => Verdict::TooWide,
            _ => Verdict::Fine,
        }
    }
}

/// A quantile of a beta distribution, by halving: its distribution function is monotone, and 50 halvings reach 1e-15.
fn quantile(a: f64, b: f64, p: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        if beta_reg(a, b, middle) < p { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// What exercises say about someone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// How many exercises.
    pub exercises: usize,
    /// How many 90 % ranges held the value.
    pub ranges: HitRate,
    /// How many statements were judged rightly.
    pub statements: HitRate,
    /// The mean of the probabilities stated for them; none without statements.
    pub stated: Option<f64>,
    /// The mean squared distance of those probabilities from what was so (Brier 1950), from 0 (always certain and right) to 1;
    /// 0.25 is a coin's. None without statements.
    pub brier: Option<f64>,
}

impl Score {
    /// Of some exercises together.
    pub fn of<'a>(exercises: impl IntoIterator<Item = &'a Calibration>) -> Score {
        let all: Vec<&Calibration> = exercises.into_iter().collect();
        let answers = || all.iter().flat_map(|c| &c.answers);
        let ranges = answers().filter(|a| a.form == AnswerForm::Interval).map(|a| a.right);
        let judged: Vec<(f64, bool)> = answers()
            .filter(|a| a.form == AnswerForm::Statement)
            .filter_map(|a| Some((a.probability?.0, a.right)))
            .collect();
        let mean = |of: fn(&(f64, bool)) -> f64| {
            (!judged.is_empty()).then(|| judged.iter().map(of).sum::<f64>() / judged.len() as f64)
        };
        Score {
            exercises: all.len(),
            ranges: HitRate::count(ranges),
            statements: HitRate::count(judged.iter().map(|(_, right)| *right)),
            stated: mean(|(p, _)| *p),
            brier: mean(|(p, right)| (p - f64::from(u8::from(*right))).powi(2)),
        }
    }

    /// Whether the ranges are too narrow or too wide.
    pub fn width(&self) -> Verdict {
        self.ranges.against(0.9)
    }

    /// Whether the stated probabilities fit how often they were right: too narrow is too sure, too wide is not sure enough.
    pub fn sureness(&self) -> Verdict {
        self.stated.map_or(Verdict::TooFew, |stated| self.statements.against(stated))
    }
}

/// A person's exercises that count, in the order they were taken.
pub fn of_person(isms: &Isms, person: RecordId) -> Vec<&Record<Calibration>> {
    let links = isms.pointing_from(person, crate::kind::of::<Calibration>());
    let mut own: Vec<&Record<Calibration>> = links
        .filter_map(|l| isms.typed::<Calibration>(l.source))
        .filter(|c| &*c.head.state == "taken" && c.body.person.is_some_and(|p| p.id() == person))
        .collect();
    own.sort_by_key(|c| (c.body.round, c.head.number));
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{risk::calibration::Answer, values::Share};
    use proptest::prelude::*;

    /// Reference values of the Jeffreys interval, computed independently by summing the binomial identity of the incomplete
    /// beta function.
    #[test]
    fn jeffreys_intervals() {
        let near = |r: HitRate, low: f64, high: f64| {
            assert!((r.low - low).abs() < 1e-3 && (r.high - high).abs() < 1e-3, "{r:?}");
        };
        near(HitRate::of(0, 0), 0.00616, 0.99384);
        let whole = HitRate::of(10, 10);
        assert!(whole.low > 0.8 && whole.low < 0.9 && whole.high > 0.999, "{whole:?}");
        assert_eq!(whole.against(0.9), Verdict::Fine, "ten of ten does not prove that ranges are too wide");
        assert_eq!(HitRate::of(5, 10).against(0.9), Verdict::TooNarrow);
        assert_eq!(HitRate::of(0, 4).against(0.9), Verdict::TooFew);
        assert_eq!(HitRate::of(60, 60).against(0.9), Verdict::TooWide);
    }

    #[test]
    fn an_exercise_is_scored() {
        let said = |right: bool, p: f64| Answer { right, probability: Some(Share(p)), ..Answer::default() };
        let range = |right: bool| Answer { right, form: AnswerForm::Interval, ..Answer::default() };
        let answers = vec![said(true, 1.0), said(false, 0.5), range(true), range(false)];
        let score = Score::of([&Calibration { answers, ..Calibration::default() }]);
        assert_eq!((score.ranges.hits, score.ranges.n, score.statements.hits, score.statements.n), (1, 2, 1, 2));
        assert_eq!((score.brier, score.stated, score.width()), (Some(0.125), Some(0.75), Verdict::TooFew));
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_rate_and_mirrors(n in 1usize..400, part in 0.0..=1.0f64) {
            let hits = (n as f64 * part) as usize;
            let (rate, mirror) = (HitRate::of(hits, n), HitRate::of(n - hits, n));
            let share = rate.share().unwrap();
            prop_assert!(rate.low <= share + 0.5 / n as f64 && share <= rate.high + 0.5 / n as f64);
            prop_assert!((rate.low - (1.0 - mirror.high)).abs() < 1e-9);
        }
    }
}
