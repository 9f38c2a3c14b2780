//! Many quantiles of a law at once, at the beginnings of cells and halfway between them.

use super::tails::Cells;
use crate::{
    Law,
    special::{beta_i, gamma_p, ln_gamma},
};

pub(crate) const OCTAVES: u32 = 16;
pub(crate) type Coarse = Cells<6>;

/// Steps of integration in an octave; quantiles between them by Hermite's cubic.
const STEPS: usize = 16;

/// Point i of a table: the beginning of cell i / 2, or the middle between two.
pub(crate) fn point(i: usize) -> f64 {
    0.5 * (Coarse::begin(OCTAVES, i / 2) + Coarse::begin(OCTAVES, i.div_ceil(2)))
}

/// The quantile where so much probability lies beyond; never an infinite one.
pub(crate) fn beyond(law: &Law, t: f64, above: bool) -> f64 {
    let t = t.max(f64::EPSILON);
    law.quantile(if above { 1.0 - t } else { t })
}

/// The quantiles at all points of one half.
pub(crate) fn half(law: &Law, above: bool) -> Vec<f64> {
    let fast = if let Some((low, high, a, b)) = law.as_scaled_beta() {
        // The upper half of a beta is the lower half of its mirror image, where numbers near the end are exact.
        let (first, second) = if above { (b, a) } else { (a, b) };
        let scale = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
        let log_density = move |x: f64| scale + (first - 1.0) * libm::log(x) + (second - 1.0) * libm::log1p(-x);
        let median = (law.quantile(0.5) - low) / (high - low);
        let unit = integrate(if above { 1.0 - median } else { median }, 1.0, log_density);
        let sound = unit.as_ref().and_then(|u| u.first()).is_some_and(|x| near_end(beta_i(first, second, *x)));
        let scaled = |x: f64| if above { high - (high - low) * x } else { low + (high - low) * x };
        unit.filter(|_| sound).map(|u| u.into_iter().map(scaled).collect())
    } else if let Some((shape, scale)) = law.as_gamma() {
        let constant = -ln_gamma(shape);
        let log_density = move |x: f64| constant + (shape - 1.0) * libm::log(x) - x;
        let unit = integrate(law.quantile(0.5) / scale, if above { -1.0 } else { 1.0 }, log_density);
        let end = |x: f64| if above { 1.0 - gamma_p(shape, x) } else { gamma_p(shape, x) };
        let sound = unit.as_ref().and_then(|u| u.first()).is_some_and(|x| near_end(end(*x)));
        unit.filter(|_| sound).map(|u| u.into_iter().map(|x| x * scale).collect())
    } else {
        None
    };
    fast.unwrap_or_else(|| (0..=2 * Coarse::count(OCTAVES)).map(|i| beyond(law, point(i), above)).collect())
}

/// Whether the integration arrived where it should.
fn near_end(t: f64) -> bool {
    (t / point(0) - 1.0).abs() < 1e-6
}

/// Quantiles from the median outward: dx/dt = direction / density(x), by the classical Runge-Kutta method.
fn integrate(median: f64, direction: f64, log_density: impl Fn(f64) -> f64) -> Option<Vec<f64>> {
    let count = 2 * Coarse::count(OCTAVES);
    let every = (2 << 6) / STEPS;
    let slope = |x: f64| direction * libm::exp(-log_density(x));
    let mut points = vec![0.0; count + 1];
    let mut x = median;
    let mut k1 = slope(x);
    *points.last_mut()? = x;
    for step in (0..count / every).rev() {
        let (from, to) = (point((step + 1) * every), point(step * every));
        let h = to - from;
        let k2 = slope(x + 0.5 * h * k1);
        let k3 = slope(x + 0.5 * h * k2);
        let k4 = slope(x + h * k3);
        let next = x + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
        let slope_next = slope(next);
        if !(next > 0.0 && next.is_finite() && slope_next.is_finite()) {
            return None;
        }
        for i in step * every..(step + 1) * every {
            let s = (point(i) - from) / h;
            let (s2, s3) = (s * s, s * s * s);
            let at_begin = (2.0 * s3 - 3.0 * s2 + 1.0) * x + (s3 - 2.0 * s2 + s) * h * k1;
            *points.get_mut(i)? = at_begin + (3.0 * s2 - 2.0 * s3) * next + (s3 - s2) * h * slope_next;
        }
        (x, k1) = (next, slope_next);
    }
    Some(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dist, Place};

    #[test]
    fn integrated_quantiles_are_quantiles() {
        for dist in [
            Dist::Pert { low: 20.0, mode: 100.0, high: 900.0, gamma: 4.0 },
            Dist::Pert { low: 0.0, mode: 0.0, high: 1.0, gamma: 4.0 },
            Dist::Pert { low: 1.0, mode: 3.0, high: 3.0, gamma: 40.0 },
            Dist::Exponential { mean: 3.0 },
            Dist::Gamma { shape: 0.3, scale: 2.0 },
            Dist::Gamma { shape: 300.0, scale: 2.0 },
            Dist::Beta { alpha: 0.5, beta: 9.5 },
            Dist::Beta { alpha: 900.0, beta: 100.0 },
        ] {
            let law = dist.law(Place::Amount).unwrap();
            for above in [false, true] {
                let all = half(&law, above);
                for i in (0..all.len()).step_by(37) {
                    let exact = beyond(&law, point(i), above);
                    assert!((all[i] / exact - 1.0).abs() < 1e-6, "{dist:?} {above} {i} {} {exact}", all[i]);
                }
            }
        }
    }
}
