//! The checked 90 % range; every range that comes in from outside passes through it.

/// A 90 % range: the 5th and the 95th percentile of what someone believes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval90 {
    low: f64,
    high: f64,
}

/// Why a range cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// An end is infinite or not a number.
    #[error("both ends of a range must be finite numbers")]
    NotFinite,
    /// The ends are the wrong way round.
    #[error("the low end of a range must not lie above the high end")]
    Reversed,
}

impl Interval90 {
    /// A range with these ends, in any one unit.
    ///
    /// # Errors
    /// [`Impossible::NotFinite`] and [`Impossible::Reversed`].
    pub fn new(low: f64, high: f64) -> Result<Interval90, Impossible> {
        if !(low.is_finite() && high.is_finite()) {
            return Err(Impossible::NotFinite);
        }
        if low > high { Err(Impossible::Reversed) } else { Ok(Interval90 { low, high }) }
    }

    /// Whether a value lies within.
    pub fn contains(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn impossible_ranges_are_refused() {
        assert_eq!(Interval90::new(2.0, 1.0), Err(Impossible::Reversed));
        assert_eq!(Interval90::new(f64::NAN, 1.0), Err(Impossible::NotFinite));
        assert_eq!(Interval90::new(0.0, f64::INFINITY), Err(Impossible::NotFinite));
    }

    proptest! {
        #[test]
        fn a_range_holds_its_ends_and_what_lies_between(a in -1e9..1e9_f64, b in -1e9..1e9_f64, share in 0.0..=1.0_f64) {
            let (low, high) = (a.min(b), a.max(b));
            let range = Interval90::new(low, high).unwrap();
            prop_assert!(range.contains(low) && range.contains(high) && range.contains((low + share * (high - low)).clamp(low, high)));
            prop_assert!(!range.contains(high + 1.0) && !range.contains(low - 1.0));
        }
    }
}
