//! Amounts from random bits.

use super::tails::{Cells, Normal, exp, normal, tail};
use crate::Law;

const OCTAVES: u32 = 16;
type Coarse = Cells<5>;

/// A law made ready to be drawn from many times.
///
/// What a table draws lies within 1e-4 of the exact quantile (of it, or of the mean where that is larger) at the middle of every cell, and
/// its mean is that of the law; a law too crooked for that, and one with steps, is inverted exactly, which takes longer.
#[derive(Clone, Debug)]
pub(crate) struct Sampler {
    kind: Kind,
    cap: f64,
}

#[derive(Clone, Debug)]
enum Kind {
    Constant(f64),
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
    },
    /// Quantiles at the beginnings of cells, first those of the lower half. Beyond them the law itself.
    Table {
        low: Box<[f64]>,
        high: Box<[f64]>,
        law: Law,
    },
    Exact(Law),
}

impl Sampler {
    /// For a law.
    pub fn new(law: &Law) -> Sampler {
        let (law, cap) = law.without_cap();
        let kind = match (law.as_constant(), law.as_lognormal(), law.as_normal()) {
            (Some(value), ..) => Kind::Constant(value),
            (_, Some((mu, sigma)), _) => Kind::Lognormal { mu: mu + libm::log(normal().exact(sigma)), sigma },
            (_, _, Some((mean, sd))) => Kind::Normal { mean, sd },
            _ if law.as_steps().is_some() => Kind::Exact(law),
            _ => table(law),
        };
        Sampler { kind, cap }
    }

    /// The quantiles of random bits.
    pub fn fill(&self, bits: &[u64], out: &mut [f64]) {
        match &self.kind {
            Kind::Constant(value) => out.fill(*value),
            Kind::Lognormal { mu, sigma } => lognormal(*mu, *sigma, bits, out),
            _ => bits.iter().zip(out.iter_mut()).for_each(|(b, x)| *x = self.one(*b)),
        }
        if self.cap < f64::INFINITY {
            out.iter_mut().for_each(|x| *x = x.min(self.cap));
        }
    }

    /// The quantile of random bits.
    pub fn draw(&self, bits: u64) -> f64 {
        self.one(bits).min(self.cap)
    }

    fn one(&self, bits: u64) -> f64 {
        match &self.kind {
            Kind::Constant(value) => *value,
            Kind::Lognormal { mu, sigma } => exp(mu + sigma * normal().z(bits)),
            Kind::Normal { mean, sd } => mean + sd * normal().z(bits),
            Kind::Table { low, high, law } => {
                let (t, above) = tail(bits);
                look_up(if above { high } else { low }, t).unwrap_or_else(|| exact(law, t, above))
            }
            Kind::Exact(law) => {
                let (t, above) = tail(bits);
                exact(law, t, above)
            }
        }
    }
}

fn lognormal(mu: f64, sigma: f64, bits: &[u64], out: &mut [f64]) {
    let normal: &Normal = normal();
    for (b, x) in bits.iter().zip(out.iter_mut()) {
        *x = mu + sigma * normal.z(*b);
    }
    for x in out.iter_mut() {
        *x = exp(*x);
    }
}

fn exact(law: &Law, t: f64, above: bool) -> f64 {
    let t = t.max(f64::EPSILON);
    law.quantile(if above { 1.0 - t } else { t })
}

#[inline]
fn look_up(table: &[f64], t: f64) -> Option<f64> {
    let (cell, share) = Coarse::find(OCTAVES, t);
    let (a, b) = (table.get(cell as usize)?, table.get(cell as usize + 1)?);
    Some(a + share * (b - a))
}

fn table(law: Law) -> Kind {
    let count = Coarse::count(OCTAVES);
    // Twice as many: every other one is the middle of a cell, to see how far off it is.
    let half = |above: bool| -> Vec<f64> {
        let middle = |i: usize| 0.5 * (Coarse::begin(OCTAVES, i / 2) + Coarse::begin(OCTAVES, i.div_ceil(2)));
        (0..=2 * count).map(|i| exact(&law, middle(i), above)).collect()
    };
    let (low, high) = (half(false), half(true));
    let off = |h: &[f64]| {
        h.windows(3).step_by(2).map(|w| (0.5 * (w[0] + w[2]) - w[1]).abs() - 1e-4 * w[1].abs()).fold(0.0, f64::max)
    };
    let mean = law.mean().abs();
    let most = off(&low).max(off(&high));
    if most.is_nan() || most > 1e-5 * mean {
        return Kind::Exact(law);
    }
    let factor = mean_factor(&[&low, &high]);
    let even = |h: Vec<f64>| h.into_iter().step_by(2).map(|x| x * factor).collect();
    Kind::Table { low: even(low), high: even(high), law }
}

/// The mean over the table by Simpson's rule over that by the trapezium rule, which is that of what is drawn.
fn mean_factor(halves: &[&[f64]]) -> f64 {
    let (mut exact, mut drawn) = (0.0, 0.0);
    for half in halves {
        for (i, w) in half.windows(3).step_by(2).enumerate() {
            let width = Coarse::begin(OCTAVES, i + 1) - Coarse::begin(OCTAVES, i);
            exact += width * (w[0] + 4.0 * w[1] + w[2]) / 6.0;
            drawn += width * 0.5 * (w[0] + w[2]);
        }
    }
    if drawn > 0.0 && exact > 0.0 { exact / drawn } else { 1.0 }
}
