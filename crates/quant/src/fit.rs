//! Fitting a distribution to what someone stated.

use crate::{
    dist::{Impossible, Place},
    law::Shape,
    special::{beta_i, invert},
};

/// A PERT (weight 4) with this mode whose 5th and 95th percentiles are `low` and `high`.
///
/// The least and greatest value are found one after the other, each by bisection, until neither moves: the 5th percentile rises with the
/// least value and the 95th with the greatest. A rate, amount, share or multiplier does not reach below 0, nor a share above 1; where such a border stops the fit,
/// the ends are met as nearly as it lets.
///
/// # Errors
/// [`Impossible::Order`] unless low < mode < high.
pub(crate) fn pert_by_percentiles(low: f64, mode: f64, high: f64, place: Place) -> Result<Shape, Impossible> {
    if !(mode.is_finite() && low < mode && mode < high) {
        let found = format!("low {low}, mode {mode}, high {high}");
        return Err(Impossible::Order { expected: "low < mode < high, where low and high are percentiles", found });
    }
    let width = high - low;
    let floor = if place == Place::Any { low - 20.0 * width } else { 0.0_f64.min(low) };
    let ceiling = if place == Place::Share { 1.0_f64.max(high) } else { high + 20.0 * width };
    let (mut least, mut most) = ((low - 0.3 * width).max(floor), (high + 0.3 * width).min(ceiling));
    for _ in 0..60 {
        let before = (least, most);
        least = invert(|l| -below(l, mode, most, low), -0.05, floor, low);
        most = invert(|m| -below(least, mode, m, high), -0.95, high, ceiling);
        if (least - before.0).abs() + (most - before.1).abs() < 1e-12 * width {
            break;
        }
    }
    let (a, b) = shapes(least, mode, most);
    Ok(Shape::ScaledBeta { low: least, high: most, a, b })
}

fn shapes(low: f64, mode: f64, high: f64) -> (f64, f64) {
    (1.0 + 4.0 * (mode - low) / (high - low), 1.0 + 4.0 * (high - mode) / (high - low))
}

fn below(low: f64, mode: f64, high: f64, x: f64) -> f64 {
    let (a, b) = shapes(low, mode, high);
    beta_i(a, b, (x - low) / (high - low))
}
