//! The normal distribution function for engines that need it a million times.

use crate::special::normal_cdf;
use std::sync::OnceLock;

const REACH: f64 = 8.5;
const PER_UNIT: f64 = 128.0;

/// P(Z <= z) by cubic Hermite interpolation in a table of 2,177 knots: within 2e-11 of the true value.
pub(super) struct FastNormal {
    /// Value and slope per knot, slope times the knots' distance.
    knots: Vec<(f64, f64)>,
}

impl FastNormal {
    /// The table, made once.
    pub fn get() -> &'static FastNormal {
        static TABLE: OnceLock<FastNormal> = OnceLock::new();
        TABLE.get_or_init(|| {
            let knot = |i: u32| {
                let z = f64::from(i) / PER_UNIT - REACH;
                let density = libm::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
                (normal_cdf(z), density / PER_UNIT)
            };
            FastNormal { knots: (0..=(2.0 * REACH * PER_UNIT) as u32).map(knot).collect() }
        })
    }

    /// P(Z <= z).
    #[inline]
    pub fn cdf(&self, z: f64) -> f64 {
        let at = (z + REACH) * PER_UNIT;
        if at <= 0.0 {
            return 0.0;
        }
        let i = at as usize;
        let (Some((f0, d0)), Some((f1, d1))) = (self.knots.get(i), self.knots.get(i + 1)) else { return 1.0 };
        let t = at - i as f64;
        let rise = f1 - f0;
        f0 + t * (d0 + t * (3.0 * rise - 2.0 * d0 - d1 + t * (d0 + d1 - 2.0 * rise)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_agrees_with_the_library() {
        let fast = FastNormal::get();
        let worst = (-2000..2000).map(|i| f64::from(i) * 0.004321).map(|z| (fast.cdf(z) - normal_cdf(z)).abs());
        assert!(worst.fold(0.0, f64::max) < 2e-11);
    }
}
