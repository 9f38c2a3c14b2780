//! Counts of events and gamma factors.

use super::tails::normal;
use crate::{key, special::ln_gamma};
use rand_xoshiro::rand_core::Rng;

/// A Poisson number with this mean (0 or more, finite): below 10 by inversion, else by transformed rejection (PTRS, Hörmann 1993).
pub(crate) fn poisson(mean: f64, stream: &mut impl Rng) -> u64 {
    if mean <= 0.0 {
        return 0;
    }
    if mean < 10.0 { by_inversion(mean, key::unit(stream.next_u64())) } else { by_rejection(mean, stream) }
}

fn by_inversion(mean: f64, u: f64) -> u64 {
    let mut probability = libm::exp(-mean);
    let (mut sum, mut count) = (probability, 0_u64);
    while u > sum && count < 200 {
        count += 1;
        probability *= mean / count as f64;
        sum += probability;
    }
    count
}

fn by_rejection(mean: f64, stream: &mut impl Rng) -> u64 {
    let (ln_mean, root) = (libm::log(mean), mean.sqrt());
    let b = 0.931 + 2.53 * root;
    let a = -0.059 + 0.024_83 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let v_r = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = key::unit(stream.next_u64()) - 0.5;
        let v = key::unit(stream.next_u64());
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + mean + 0.43).floor();
        if us >= 0.07 && v <= v_r {
            return k as u64;
        }
        if k < 0.0 || (us < 0.013 && v > us) {
            continue;
        }
        let bound = k * ln_mean - mean - ln_gamma(k + 1.0);
        if libm::log(v) + libm::log(inverse_alpha) - libm::log(a / (us * us) + b) <= bound {
            return k as u64;
        }
    }
}

/// A gamma number with this shape and mean 1 (Marsaglia, Tsang 2000; below shape 1 with their power of a uniform number).
pub(crate) fn gamma(shape: f64, stream: &mut impl Rng) -> f64 {
    let boost = if shape < 1.0 { libm::exp(libm::log(key::unit(stream.next_u64())) / shape) } else { 1.0 };
    let d = if shape < 1.0 { shape + 1.0 } else { shape } - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let z = normal().z(stream.next_u64());
        let v = 1.0 + c * z;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        let u = key::unit(stream.next_u64());
        if libm::log(u) < 0.5 * z * z + d - d * v + d * libm::log(v) {
            return boost * d * v / shape;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of a Poisson number are its mean; z-tests with fixed streams.
    #[test]
    fn poisson_numbers_have_their_moments() {
        for mean in [0.01, 0.5, 3.0, 9.9, 10.0, 47.0, 1_234.5, 3e6] {
            let mut stream = key::stream(7);
            let n = 200_000.0;
            let draws: Vec<f64> = (0..200_000).map(|_| poisson(mean, &mut stream) as f64 - mean).collect();
            let first = draws.iter().sum::<f64>() / n;
            let second = draws.iter().map(|d| d * d).sum::<f64>() / n;
            assert!(first.abs() < 4.5 * (mean / n).sqrt(), "{mean} {first}");
            let spread = ((mean + 2.0 * mean * mean) / n).sqrt();
            assert!((second - mean).abs() < 4.5 * spread, "{mean} {second}");
        }
    }

    #[test]
    fn gamma_factors_have_mean_one_and_their_variance() {
        for shape in [0.05, 0.7, 1.0, 4.0, 100.0] {
            let mut stream = key::stream(8);
            let n = 200_000.0;
            let draws: Vec<f64> = (0..200_000).map(|_| gamma(shape, &mut stream)).collect();
            let mean = draws.iter().sum::<f64>() / n;
            let variance = draws.iter().map(|d| (d - 1.0) * (d - 1.0)).sum::<f64>() / n;
            assert!((mean - 1.0).abs() < 4.5 / (shape * n).sqrt(), "{shape} {mean}");
            let spread = ((2.0 + 6.0 / shape) / n).sqrt() / shape;
            assert!((variance - 1.0 / shape).abs() < 4.5 * spread, "{shape} {variance}");
        }
    }
}
