//! What a 90 % range says beyond its two ends, as far as a back-test needs it.
//!
//! A range above zero is read as lognormal with its ends as 5th and 95th percentile; one that begins at zero as even between
//! and beyond its ends. "k events in t years" is a gamma posterior of Jeffreys' prior, k + 1/2 events in t years.

use crate::{
    risk::{Estimate, estimate::FrequencyForm},
    values::Range,
};
use quant::special::{Z95, normal_quantile as z};
use statrs::function::{beta::checked_beta_reg, gamma::checked_gamma_ur};
use std::sync::LazyLock;

/// How many equally probable rates a belief is split into. With 64 the prediction's distribution function is off by less than
/// 0.002 for ranges of up to three powers of ten (a test compares with 20,000).
const PARTS: usize = 64;
/// How many points a sum of losses is asked at.
const POINTS: usize = 4_096;

/// A belief about events a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Belief {
    /// Lognormal: mean and standard deviation of the logarithm.
    LogNormal(f64, f64),
    /// Even; 90 % of it between two ends.
    Even(f64, f64),
    /// Gamma: events and years.
    Gamma(f64, f64),
}

fn log_normal(range: Range) -> Option<(f64, f64)> {
    let sound = range.low > 0.0 && range.high >= range.low && range.high.is_finite();
    sound.then(|| {
        let (low, high) = (range.low.ln(), range.high.ln());
        (f64::midpoint(low, high), (high - low) / (2.0 * Z95))
    })
}

impl Belief {
    /// The belief that a range states.
    pub fn of_range(range: Range) -> Belief {
        match log_normal(range) {
            Some((mu, sigma)) => Belief::LogNormal(mu, sigma),
            None => Belief::Even(range.low, range.high),
        }
    }

    /// What an estimate says about loss events a year; none where it says nothing.
    pub fn of_frequency(estimate: &Estimate) -> Option<Belief> {
        match estimate.frequency_as {
            FrequencyForm::LossEvents => estimate.loss_event_frequency.map(Belief::of_range),
            FrequencyForm::ThreatEvents => {
                let (threat, share) = (estimate.threat_event_frequency?, estimate.susceptibility?);
                // The product of two independent lognormals is lognormal: means add, and so do variances.
                let product = log_normal(threat).zip(log_normal(share));
                let even = Belief::Even(threat.low * share.low, threat.high * share.high);
                Some(product.map_or(even, |((m, s), (n, t))| Belief::LogNormal(m + n, s.hypot(t))))
            }
            FrequencyForm::Evidence => {
                let (events, years) = (estimate.events?, estimate.observed_years?);
                (events >= 0 && years > 0.0).then_some(Belief::Gamma(events as f64 + 0.5, years))
            }
        }
    }

    /// The 95th percentile, where it is at hand.
    fn high(&self) -> Option<f64> {
        match *self {
            Belief::LogNormal(mu, sigma) => Some((mu + sigma * Z95).exp()),
            Belief::Even(_, high) => Some(high),
            Belief::Gamma(..) => None,
        }
    }

    /// The quantile at `p`; of a gamma belief, which is never asked for it, the mean.
    fn at(&self, p: f64) -> f64 {
        match *self {
            Belief::LogNormal(mu, sigma) => (mu + sigma * z(p)).exp(),
            Belief::Even(low, high) => even(low, high, p),
            Belief::Gamma(events, years) => events / years,
        }
    }

    /// The probability of at most `k` events in some years: the Poisson distribution function averaged over the belief about
    /// its rate (the posterior predictive distribution, Gelman et al., "Bayesian Data Analysis", 3rd ed., 1.3). Over a gamma
    /// belief that average is negative binomial, exactly.
    pub fn at_most(&self, k: u64, years: f64) -> f64 {
        let k = k as f64 + 1.0;
        match *self {
            Belief::Gamma(events, observed) => {
                checked_beta_reg(events, k, observed / (observed + years)).unwrap_or(1.0)
            }
            Belief::LogNormal(mu, sigma) => {
                Z.iter().map(|z| poisson(k, (mu + sigma * z).exp() * years)).sum::<f64>() / PARTS as f64
            }
            Belief::Even(..) => {
                (0..PARTS).map(|i| poisson(k, self.at(middle(i, PARTS)) * years)).sum::<f64>() / PARTS as f64
            }
        }
    }

    /// Whether a count lies in the central 90 % of what is to be expected in some years. Counts are whole, so at least, and
    /// often more than, 90 % of them do: hits above 90 % do not show that a belief is too wide.
    pub fn expects(&self, count: u64, years: f64) -> bool {
        // Nothing happened, and with 95 % probability the rate leaves that a chance of 5.5 % or more: 0.95 x 0.055 > 0.05.
        if count == 0 && self.high().is_some_and(|high| high * years <= 2.9) {
            return true;
        }
        self.at_most(count, years) >= 0.05 && count.checked_sub(1).is_none_or(|less| self.at_most(less, years) < 0.95)
    }

    /// The ends of that central 90 %.
    pub fn expected(&self, years: f64) -> (u64, u64) {
        (self.smallest(0.05, years), self.smallest(0.95, years))
    }

    /// The smallest count that is not exceeded with a probability of at least `p`; at most 2^40.
    fn smallest(&self, p: f64, years: f64) -> u64 {
        let mut high = 1;
        while self.at_most(high, years) < p && high < 1 << 40 {
            high *= 2;
        }
        let mut low = 0;
        while low < high {
            let middle = low + (high - low) / 2;
            if self.at_most(middle, years) < p { low = middle + 1 } else { high = middle }
        }
        low
    }
}

static Z: LazyLock<[f64; PARTS]> = LazyLock::new(|| std::array::from_fn(|i| z(middle(i, PARTS))));

fn middle(index: usize, of: usize) -> f64 {
    (index as f64 + 0.5) / of as f64
}

fn even(low: f64, high: f64, p: f64) -> f64 {
    (low + (p - 0.05) / 0.9 * (high - low)).max(0.0)
}

/// P(fewer than `k` events) where `mean` are expected: the regularised upper incomplete gamma function.
fn poisson(k: f64, mean: f64) -> f64 {
    if mean <= 0.0 { 1.0 } else { checked_gamma_ur(k, mean).unwrap_or(0.0) }
}

/// The 90 % range of the loss of one event: the sum of the primary forms and, with the secondary frequency's probability, of
/// the secondary ones, all independent. One form alone is its own range; a sum is asked at 4,096 points of Roberts' additive
/// recurrence (a deterministic low-discrepancy sequence), which puts its ends within about 1 %. None without any loss.
pub fn event_loss(estimate: &Estimate) -> Option<(f64, f64)> {
    let amounts = |losses: &[crate::risk::estimate::Loss]| losses.iter().filter_map(|l| l.amount).collect::<Vec<_>>();
    let (primary, secondary) = (amounts(&estimate.primary_loss), amounts(&estimate.secondary_loss));
    match (primary.as_slice(), secondary.is_empty()) {
        ([], true) => None,
        ([one], true) => Some((one.low, one.high)),
        _ => {
            let share = estimate.secondary_frequency.map(Belief::of_range).filter(|_| !secondary.is_empty());
            Some(of_sum(&primary, &secondary, share))
        }
    }
}

fn of_sum(primary: &[Range], secondary: &[Range], share: Option<Belief>) -> (f64, f64) {
    let beliefs: Vec<Belief> = primary.iter().chain(secondary).map(|r| Belief::of_range(*r)).collect();
    let step = roberts(beliefs.len() + 2);
    let mut sums: Vec<f64> = (1..=POINTS)
        .map(|i| {
            let u = |d: usize| (0.5 + step[d] * i as f64).fract().clamp(1e-9, 1.0 - 1e-9);
            let reacts = share.is_none_or(|s| u(beliefs.len()) < s.at(u(beliefs.len() + 1)).min(1.0));
            let counted = if reacts { beliefs.len() } else { primary.len() };
            beliefs[..counted].iter().enumerate().map(|(d, b)| b.at(u(d))).sum()
        })
        .collect();
    sums.sort_unstable_by(f64::total_cmp);
    (sums[POINTS / 20], sums[POINTS - 1 - POINTS / 20])
}

/// Steps of the additive recurrence in `d` dimensions: powers of the inverse of the root of x^(d+1) = x + 1 (M. Roberts, "The
/// unreasonable effectiveness of quasirandom sequences", 2018).
fn roberts(d: usize) -> Vec<f64> {
    let root = (0..60).fold(2.0f64, |x, _| (1.0 + x).powf(1.0 / (d as f64 + 1.0)));
    (1..=d).map(|j| root.powi(-(j as i32))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::estimate::Loss;
    use proptest::prelude::*;

    fn range(low: f64, high: f64) -> Range {
        Range { low, high, mode: None }
    }

    /// The average over a lognormal rate, finely.
    fn finely(mu: f64, sigma: f64, k: u64, years: f64) -> f64 {
        let n = 20_000;
        let at = |i| poisson(k as f64 + 1.0, (mu + sigma * z(middle(i, n))).exp() * years);
        (0..n).map(at).sum::<f64>() / n as f64
    }

    #[test]
    fn sixty_four_rates_are_enough() {
        for (low, high) in [(0.01, 10.0), (0.1, 0.5), (2.0, 40.0)] {
            let Belief::LogNormal(mu, sigma) = Belief::of_range(range(low, high)) else { panic!("above zero") };
            for (k, years) in [(0, 1.0), (1, 2.0), (5, 3.0), (40, 1.5)] {
                let off = Belief::LogNormal(mu, sigma).at_most(k, years) - finely(mu, sigma, k, years);
                assert!(off.abs() < 0.002, "{low}..{high}, {k} in {years}: {off}");
            }
        }
    }

    #[test]
    fn what_is_known_exactly_comes_out() {
        // A point is a Poisson distribution: P(N <= 3 | 5) = 0.2650.
        let point = Belief::of_range(range(5.0, 5.0));
        assert!((point.at_most(3, 1.0) - 0.265_026).abs() < 1e-5);
        assert_eq!(point.expected(1.0), (2, 9));
        // Nothing in five years, seen with Jeffreys' prior, over five more: P(0) = (1/2)^(1/2).
        let none = Belief::Gamma(0.5, 5.0);
        assert!((none.at_most(0, 5.0) - 0.5f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn a_sum_of_losses_has_a_range_of_its_own() {
        let loss = |low, high| Loss { amount: Some(range(low, high)), ..Loss::default() };
        let two = Estimate { primary_loss: vec![loss(10.0, 100.0), loss(10.0, 100.0)], ..Estimate::default() };
        let (low, high) = event_loss(&two).unwrap();
        // Percentiles do not add up: narrower than 20 to 200 on both sides.
        assert!(low > 24.0 && low < 33.0 && high > 140.0 && high < 175.0, "{low} {high}");
        let rarely = Estimate {
            primary_loss: vec![loss(10.0, 100.0)],
            secondary_loss: vec![loss(1_000.0, 2_000.0)],
            secondary_frequency: Some(range(0.01, 0.02)),
            ..Estimate::default()
        };
        assert!(event_loss(&rarely).unwrap().1 < 200.0, "one in a hundred lies beyond the 95th percentile");
    }

    proptest! {
        #[test]
        fn a_count_is_expected_when_it_lies_between_the_ends(low in 0.0..20.0f64, more in 0.0..100.0f64, years in 0.25..10.0f64, count in 0u64..400) {
            let belief = Belief::of_range(range(low, low + more));
            let (from, to) = belief.expected(years);
            prop_assert!(from <= to);
            prop_assert_eq!(belief.expects(count, years), (from..=to).contains(&count));
        }
    }
}
