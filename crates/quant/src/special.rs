//! Special functions, from a library, behind the names that this crate uses.

use statrs::function::{beta, erf, gamma};

/// The 95th percentile of the standard normal distribution.
pub const Z95: f64 = 1.644_853_626_951_472_2;

/// P(Z <= z) for a standard normal Z.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erf::erfc(-z / std::f64::consts::SQRT_2)
}

/// The z below which a standard normal value falls with probability `p`; infinite at 0 and 1.
pub fn normal_quantile(p: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erf::erfc_inv(2.0 * p)
}

/// The regularised lower incomplete gamma function P(a, x).
pub fn gamma_p(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x.is_infinite() {
        return 1.0;
    }
    gamma::checked_gamma_lr(a, x).unwrap_or(f64::NAN)
}

/// ln Γ(x).
pub fn ln_gamma(x: f64) -> f64 {
    gamma::ln_gamma(x)
}

/// The regularised incomplete beta function I_x(a, b).
pub fn beta_i(a: f64, b: f64, x: f64) -> f64 {
    beta::checked_beta_reg(a, b, x.clamp(0.0, 1.0)).unwrap_or(f64::NAN)
}

/// The x in `low..high` where the rising function `f` reaches `p`, to the last bits of a double: false position with the Illinois
/// step (Dowell, Jarratt 1971), every third time bisection, so that it always ends.
pub fn invert(f: impl Fn(f64) -> f64, p: f64, low: f64, high: f64) -> f64 {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a) - p, f(b) - p);
    if fa >= 0.0 {
        return a;
    }
    if fb <= 0.0 {
        return b;
    }
    for turn in 0..300 {
        let secant = b - fb * (b - a) / (fb - fa);
        let x = if turn % 3 != 2 && secant > a && secant < b { secant } else { 0.5 * (a + b) };
        let fx = f(x) - p;
        if fx == 0.0 || x <= a || x >= b || (b - a).abs() <= 1e-15 * (a.abs() + b.abs()) {
            return x;
        }
        if fx < 0.0 {
            (a, fa) = (x, fx);
            fb *= 0.5;
        } else {
            (b, fb) = (x, fx);
            fa *= 0.5;
        }
    }
    0.5 * (a + b)
}
