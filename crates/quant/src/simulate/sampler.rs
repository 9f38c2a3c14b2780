//! Amounts from random bits.

use super::{
    quantiles::{Coarse, OCTAVES, beyond, half},
    tails::{exp, normal, tail},
};
use crate::{Law, special::normal_cdf};
use std::sync::OnceLock;

/// A law made ready to be drawn from many times.
///
/// What a table draws lies within 1e-4 of the exact quantile (of it, or a tenth of that of the mean) at the middle of every cell, and its
/// mean is that of the law; outside the table, beyond 2^-17 of either end, the law itself is asked. A law too crooked for a table, and one
/// with steps, is inverted exactly every time, which takes longer.
#[derive(Clone, Debug)]
pub(crate) struct Sampler {
    kind: Kind,
    cap: f64,
}

#[derive(Clone, Debug)]
enum Kind {
    Constant(f64),
    Lognormal { mu: f64, sigma: f64 },
    Normal { mean: f64, sd: f64 },
    Table(Table),
    Exact(Law),
}

/// Quantiles at the beginnings of cells, of the lower and of the upper half.
#[derive(Clone, Debug)]
struct Table {
    halves: [Box<[f64]>; 2],
    law: Law,
}

/// From so many draws on, a table of a lognormal's own pays.
const MANY: f64 = 5_000.0;
/// The widest lognormal whose table is within 1e-4.
const WIDE: f64 = 1.8;

impl Sampler {
    /// For a law from which about so many draws are wanted.
    pub fn new(law: &Law, draws: f64) -> Sampler {
        let (law, cap) = law.without_cap();
        let kind = match (law.as_constant(), law.as_lognormal(), law.as_normal()) {
            (Some(value), ..) => Kind::Constant(value),
            (_, Some((mu, sigma)), _) if draws > MANY && sigma < WIDE => Kind::Table(lognormal_table(mu, sigma, law)),
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
            Kind::Table(table) => bits.iter().zip(out.iter_mut()).for_each(|(b, x)| *x = table.draw(*b)),
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
            Kind::Table(table) => table.draw(bits),
            Kind::Exact(law) => {
                let (t, above) = tail(bits);
                beyond(law, t, above)
            }
        }
    }
}

fn lognormal(mu: f64, sigma: f64, bits: &[u64], out: &mut [f64]) {
    let normal = normal();
    for (b, x) in bits.iter().zip(out.iter_mut()) {
        *x = mu + sigma * normal.z(*b);
    }
    for x in out.iter_mut() {
        *x = exp(*x);
    }
}

impl Table {
    #[inline(always)]
    fn draw(&self, bits: u64) -> f64 {
        let (t, above) = tail(bits);
        let (cell, share) = Coarse::find(OCTAVES, t);
        match self.halves[usize::from(above)].get(cell as usize..).and_then(|h| h.first_chunk::<2>()) {
            Some([a, b]) => a + share * (b - a),
            None => beyond(&self.law, t, above),
        }
    }
}

fn table(law: Law) -> Kind {
    let (low, high) = (half(&law, false), half(&law, true));
    let off = |h: &[f64]| {
        let cells = h.windows(3).step_by(2);
        cells.map(|w| (0.5 * (w[0] + w[2]) - w[1]).abs() - 1e-4 * w[1].abs()).fold(0.0, f64::max)
    };
    let most = off(&low).max(off(&high));
    if most.is_nan() || most > 1e-5 * law.mean().abs() {
        return Kind::Exact(law);
    }
    let factor = mean_factor(&[&low, &high]);
    let even = |h: Vec<f64>| h.into_iter().step_by(2).map(|x| x * factor).collect();
    Kind::Table(Table { halves: [even(low), even(high)], law })
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

/// The table of a lognormal: normal quantiles are shared, and the mean over the table is known, E[X; Z > z] = mean P(Z > z - sigma).
fn lognormal_table(mu: f64, sigma: f64, law: Law) -> Table {
    static Z: OnceLock<Vec<f64>> = OnceLock::new();
    let begin = |i| -crate::special::normal_quantile(Coarse::begin(OCTAVES, i));
    let z = Z.get_or_init(|| (0..=Coarse::count(OCTAVES)).map(begin).collect());
    let most = z.first().copied().unwrap_or(0.0);
    let inside = normal_cdf(most - sigma) - normal_cdf(-most - sigma);
    let half = |sign: f64| -> Box<[f64]> { z.iter().map(|z| exp(mu + sign * sigma * z)).collect() };
    let mut halves = [half(-1.0), half(1.0)];
    let drawn: f64 = halves.iter().map(|h| drawn_mean(h)).sum();
    let factor = exp(mu + 0.5 * sigma * sigma) * inside / drawn;
    halves.iter_mut().flat_map(|h| h.iter_mut()).for_each(|x| *x *= factor);
    Table { halves, law }
}

fn drawn_mean(half: &[f64]) -> f64 {
    let width = |i| Coarse::begin(OCTAVES, i + 1) - Coarse::begin(OCTAVES, i);
    half.windows(2).enumerate().map(|(i, w)| width(i) * 0.5 * (w[0] + w[1])).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dist, Place, key::mix};

    #[test]
    fn draws_are_quantiles() {
        let capped = Dist::Capped { of: Box::new(Dist::Lognormal { mu: 3.0, sigma: 1.0 }), at: 90.0 };
        for dist in [
            Dist::Lognormal { mu: 11.0, sigma: 1.79 },
            Dist::Lognormal { mu: 1.0, sigma: 7.0 },
            Dist::Pert { low: 0.0, mode: 2.0, high: 11.0, gamma: 4.0 },
            Dist::Pareto { minimum: 3.0, shape: 1.05 },
            Dist::GeneralisedPareto { threshold: 2.0, scale: 3.0, shape: 0.4 },
            Dist::Weibull { shape: 0.4, scale: 3.0 },
            Dist::Exponential { mean: 4.0 },
            Dist::Uniform { low: 0.0, high: 3.0 },
            Dist::Empirical { values: vec![1.0, 5.0, 9.0] },
            capped,
        ] {
            let law = dist.law(Place::Amount).unwrap();
            let mean = law.mean();
            for draws in [1.0, 1e9] {
                let sampler = Sampler::new(&law, draws);
                let mut sum = 0.0;
                for i in 0..20_000_u64 {
                    let (drawn, (t, above)) = (sampler.draw(mix(i)), tail(mix(i)));
                    let exact = beyond(&law, t, above);
                    sum += drawn - exact;
                    assert!(
                        (drawn - exact).abs() <= 1.01e-4 * exact + 1e-5 * mean,
                        "{dist:?} {t} {above} {drawn} {exact}"
                    );
                }
                assert!(
                    sum.abs() / 20_000.0 < 3e-5 * mean || matches!(dist, Dist::Lognormal { sigma: 7.0, .. }),
                    "{dist:?} {sum}"
                );
            }
        }
    }
}
