//! How many events a year, as a probability generating function.

use super::spread::Spread;
use realfft::num_complex::Complex64;

/// Beyond so many events the generating function is no longer a polynomial but a sum of exponentials.
const MOST_TERMS: f64 = 400.0;

/// The law of the number of events.
#[derive(Clone, Debug)]
pub(super) enum Count {
    Poisson(f64),
    /// At most one.
    Bernoulli(f64),
    /// Poisson with a gamma rate: a negative binomial number.
    Gamma {
        shape: f64,
        scale: f64,
    },
    /// P(N = 0), P(N = 1), ...
    Terms(Vec<f64>),
    /// Poisson with one of several rates.
    Rates(Spread),
}

impl Count {
    /// Poisson with an uncertain rate.
    pub fn mixed(rates: Spread) -> Count {
        if let Some(rate) = rates.certain() {
            return Count::Poisson(rate);
        }
        let weighty = |n: &&(f64, f64)| n.0 > 1e-13;
        let top = rates.0.iter().filter(weighty).map(|n| n.1).fold(0.0, f64::max);
        let terms = top + 8.0 * top.sqrt() + 16.0;
        if terms <= MOST_TERMS {
            Count::Terms(poisson_terms(&rates, terms as usize))
        } else {
            Count::Rates(rates.compress(96))
        }
    }

    /// E[N] and E[N (N - 1)].
    pub fn moments(&self) -> (f64, f64) {
        match self {
            Count::Poisson(rate) => (*rate, rate * rate),
            Count::Bernoulli(p) => (*p, 0.0),
            Count::Gamma { shape, scale } => (shape * scale, shape * (shape + 1.0) * scale * scale),
            Count::Terms(terms) => terms.iter().zip(0_u32..).fold((0.0, 0.0), |(a, b), (p, n)| {
                let n = f64::from(n);
                (a + p * n, b + p * n * (n - 1.0))
            }),
            Count::Rates(rates) => rates.0.iter().fold((0.0, 0.0), |(a, b), (w, r)| (a + w * r, b + w * r * r)),
        }
    }

    /// E[z^N].
    #[inline]
    pub fn at(&self, z: Complex64) -> Complex64 {
        match self {
            Count::Poisson(rate) => ((z - 1.0) * rate).exp(),
            Count::Bernoulli(p) => (z - 1.0) * p + 1.0,
            Count::Gamma { shape, scale } => power(1.0 - (z - 1.0) * scale, -shape),
            Count::Terms(terms) => terms.iter().rev().fold(Complex64::default(), |sum, p| sum * z + p),
            Count::Rates(rates) => rates.0.iter().map(|(w, r)| ((z - 1.0) * r).exp() * w).sum(),
        }
    }
}

/// z^p for a z to the right of 0.
#[inline]
pub(super) fn power(z: Complex64, p: f64) -> Complex64 {
    (z.ln() * p).exp()
}

fn poisson_terms(rates: &Spread, most: usize) -> Vec<f64> {
    let mut terms = vec![0.0; most + 1];
    for (weight, rate) in &rates.0 {
        let mut term = weight * libm::exp(-rate);
        for (n, sum) in terms.iter_mut().enumerate() {
            *sum += term;
            term *= rate / (n + 1) as f64;
        }
    }
    terms
}
