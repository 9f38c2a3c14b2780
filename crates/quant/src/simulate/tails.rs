//! From random bits to quantiles without a branch: tables with cells that get finer towards both ends.
//!
//! The first bit says which half of a distribution, the others the probability t in (0, 1/2) beyond the value. Cells are
//! spaced like floating-point numbers (each octave of t has the same number of them), so the index of a cell is cut out of the bits of t, and a quantile that moves like a power of t is met
//! equally well everywhere.

use crate::special::normal_quantile;
use std::sync::OnceLock;

const MANTISSA: u64 = (1 << 52) - 1;

/// The probability beyond, in (0, 1/2), and whether it lies above.
#[inline(always)]
pub(crate) fn tail(bits: u64) -> (f64, bool) {
    // By way of i64, whose conversion is one instruction.
    let t = (((bits << 1) >> 12) as i64 as f64 + 0.5) * (1.0 / (1_u64 << 53) as f64);
    (t, bits >> 63 == 1)
}

/// Cells: `1 << LOG` in each of `octaves` octaves below 1/2.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cells<const LOG: u32>;

impl<const LOG: u32> Cells<LOG> {
    /// The bits of the least t that a table of so many octaves covers.
    const fn first(octaves: u32) -> u64 {
        (1022 - octaves as u64) << LOG
    }

    /// The t at which cell `i` of a table of so many octaves begins; `i` may be the number of cells.
    pub fn begin(octaves: u32, i: usize) -> f64 {
        f64::from_bits((Self::first(octaves) + i as u64) << (52 - LOG))
    }

    /// How many cells a table of so many octaves has.
    pub const fn count(octaves: u32) -> usize {
        (octaves as usize) << LOG
    }

    /// The cell of t and how far into it t lies, 0..1; nothing where t lies below the table.
    #[inline(always)]
    pub fn find(octaves: u32, t: f64) -> (u64, f64) {
        let bits = t.to_bits();
        let cell = (bits >> (52 - LOG)).wrapping_sub(Self::first(octaves));
        let share = f64::from_bits(1.0_f64.to_bits() | ((bits << LOG) & MANTISSA)) - 1.0;
        (cell, share)
    }
}

/// Octaves of the normal table: down to 2^-54, below every t.
const OCTAVES: u32 = 53;
type Fine = Cells<7>;

/// Standard normal quantiles and what goes with them.
pub(crate) struct Normal {
    /// |z| at the beginning of each cell.
    z: Box<[f64; Fine::count(OCTAVES) + 1]>,
    /// For sigma = i / 8: E exp(sigma Z) over the mean of exp over the table, both without what lies beyond it.
    exact: Vec<f64>,
}

/// The table, made once.
pub(crate) fn normal() -> &'static Normal {
    static TABLE: OnceLock<Normal> = OnceLock::new();
    TABLE.get_or_init(Normal::new)
}

impl Normal {
    fn new() -> Normal {
        let mut z = Box::new([0.0; Fine::count(OCTAVES) + 1]);
        z.iter_mut().enumerate().for_each(|(i, z)| *z = -normal_quantile(Fine::begin(OCTAVES, i)));
        let exact = (0..=56).map(|i| exactness(z.as_slice(), f64::from(i) / 8.0)).collect();
        Normal { z, exact }
    }

    /// The standard normal value of random bits, within 4e-6 of the inverse distribution function.
    #[inline(always)]
    pub fn z(&self, bits: u64) -> f64 {
        let (t, above) = tail(bits);
        let (cell, share) = Fine::find(OCTAVES, t);
        let at = (cell as usize).min(Fine::count(OCTAVES) - 1);
        let (a, b) = (self.z[at], self.z[at + 1]);
        let z = a + share * (b - a);
        f64::from_bits(z.to_bits() ^ (u64::from(!above) << 63))
    }

    /// What exp(sigma z) over the table is multiplied by so that its mean is that of the law below 2^-54. For sigma up to 7.
    pub fn exact(&self, sigma: f64) -> f64 {
        let at = (sigma * 8.0).clamp(0.0, 55.999);
        let i = at as usize;
        self.exact[i] + (at - i as f64) * (self.exact[i + 1] - self.exact[i])
    }
}

/// exp(sigma^2 / 2) over the mean of exp(sigma z) with z linear in each cell: e^a (e^d - 1) / d.
fn exactness(z: &[f64], sigma: f64) -> f64 {
    let half = 0.5 * sigma * sigma;
    let mean = |a: f64, b: f64| {
        let d = b - a;
        if d.abs() < 1e-9 { libm::exp(a - half) } else { libm::exp(a - half) * libm::expm1(d) / d }
    };
    let sum: f64 = z
        .windows(2)
        .enumerate()
        .map(|(i, w)| {
            let width = Fine::begin(OCTAVES, i + 1) - Fine::begin(OCTAVES, i);
            width * (mean(sigma * w[0], sigma * w[1]) + mean(-sigma * w[0], -sigma * w[1]))
        })
        .sum();
    // What lies beyond 2^-54 is never drawn: with sigma 7 a tenth of the mean, with sigma 5 a thousandth.
    let inside = z.first().map_or(1.0, |z| crate::special::normal_cdf(z - sigma));
    if sum > 0.0 { inside / sum } else { 1.0 }
}

/// e^x to 3e-10 of its value, in a form that a compiler turns into vector instructions and that gives the same bits everywhere.
#[inline(always)]
pub(crate) fn exp(x: f64) -> f64 {
    const MAGIC: f64 = 6_755_399_441_055_744.0;
    let x = x.clamp(-708.0, 709.0);
    let shifted = x * std::f64::consts::LOG2_E + MAGIC;
    let k = shifted - MAGIC;
    let r = (x - k * 0.693_147_180_369_123_8) - k * 1.908_214_929_270_587_7e-10;
    let odd = 1.0 + r * r * (1.0 / 6.0 + r * r * (1.0 / 120.0 + r * r * (1.0 / 5040.0)));
    let even = 1.0 + r * r * (0.5 + r * r * (1.0 / 24.0 + r * r * (1.0 / 720.0 + r * r * (1.0 / 40320.0))));
    let power = f64::from_bits((shifted.to_bits() << 52).wrapping_add(1.0_f64.to_bits()));
    (even + r * odd) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_exact_enough() {
        for i in -7000..7000 {
            let x = f64::from(i) * 0.1007;
            assert!((exp(x) / libm::exp(x) - 1.0).abs() < 3e-10, "{x}");
        }
    }

    #[test]
    fn normal_values_meet_their_quantiles() {
        for i in 1..100_000_u64 {
            let bits = crate::key::mix(i);
            let (t, above) = tail(bits);
            let z = normal_quantile(t);
            assert!((normal().z(bits) - if above { -z } else { z }).abs() < 5e-6);
        }
        assert!(normal().z(0).is_finite() && normal().z(u64::MAX).is_finite() && normal().z(1 << 63) > 8.0);
    }
}
