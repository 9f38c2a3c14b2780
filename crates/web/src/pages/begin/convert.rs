//! How people say how often something happens, and what that is as loss events a year.
//!
//! "Once in 20 years" and "5 % a year" are different statements: a rate of 1/20 a year means at least one event in 4.9 % of years,
//! a chance of 5 % means a rate of -ln(0.95) = 0.0513. Each is converted exactly, end by end, so that the author's 90 % range stays
//! a 90 % range.

use isms::values::Range;

/// How a range of frequencies was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Once in so many years.
    Years,
    /// The chance of at least one in a year, in percent.
    Percent,
    /// Times a year.
    Times,
}

impl Said {
    /// The word that forms use.
    pub fn of(word: &str) -> Option<Said> {
        match word {
            "years" => Some(Said::Years),
            "percent" => Some(Said::Percent),
            "times" => Some(Said::Times),
            _ => None,
        }
    }

    /// Whether a number may be said like this: years and times above 0, percent between 0 and 100.
    pub fn holds(self, n: f64) -> bool {
        n.is_finite() && n > 0.0 && (self != Said::Percent || n < 100.0)
    }

    /// Loss events a year.
    pub fn rate(self, n: f64) -> f64 {
        match self {
            Said::Years => 1.0 / n,
            Said::Percent => -(-n / 100.0).ln_1p(),
            Said::Times => n,
        }
    }

    /// The range as loss events a year: of years, the longest time is the lowest rate.
    pub fn range(self, low: f64, high: f64) -> Range {
        let (a, b) = (self.rate(low), self.rate(high));
        Range { low: a.min(b), high: a.max(b), mode: None }
    }
}

/// The mean of what a 90 % range is modelled as: a lognormal, or with a low end of 0 an exponential. It orders a list; no page shows it.
pub fn mean(range: Range) -> f64 {
    const Z95: f64 = 1.644_853_626_951_472_2;
    if range.low <= 0.0 {
        return range.high / 20_f64.ln();
    }
    let sigma = (range.high / range.low).ln() / (2.0 * Z95);
    (range.low * range.high).sqrt() * (sigma * sigma / 2.0).exp()
}

/// `value` to three figures, as people write numbers: 0.0513, 12, 1,500.
pub fn digits(value: f64) -> usize {
    match value.abs() {
        v if v == 0.0 || v >= 100.0 => 0,
        // Three figures: as many decimals as the first one is away from the hundreds.
        v => (2.0 - v.log10().floor()).clamp(0.0, 9.0) as usize,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_year_in_twenty_is_not_five_percent() {
        assert_eq!(Said::Years.range(5.0, 20.0), Range { low: 0.05, high: 0.2, mode: None });
        let percent = Said::Percent.range(5.0, 50.0);
        assert!((percent.low - 0.051_293_294_387_550_58).abs() < 1e-15 && (percent.high - 2_f64.ln()).abs() < 1e-15);
        assert_eq!(Said::Times.range(2.0, 3.0), Range { low: 2.0, high: 3.0, mode: None });
        assert!(!Said::Percent.holds(100.0) && !Said::Years.holds(0.0) && !Said::Times.holds(f64::NAN));
    }

    #[test]
    fn three_figures() {
        let said = |v: f64| format!("{v:.*}", digits(v));
        assert_eq!([0.051_293, 0.2, 12.0, 1_500.0, 0.0].map(said), ["0.0513", "0.200", "12.0", "1500", "0"]);
    }

    proptest! {
        #[test]
        fn a_chance_and_its_rate_say_the_same(p in 0.0001_f64..99.99) {
            let back = -(-Said::Percent.rate(p)).exp_m1() * 100.0;
            prop_assert!((back - p).abs() < 1e-9 * p.max(1.0));
        }

        #[test]
        fn the_mean_lies_inside_or_above_the_middle(low in 0.001_f64..10.0, factor in 1.0_f64..100.0) {
            let mean = mean(Range { low, high: low * factor, mode: None });
            prop_assert!(mean >= low * factor.sqrt() * (1.0 - 1e-12));
        }
    }
}
