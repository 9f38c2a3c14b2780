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

    /// Adds `weight` E[z^N] for each z.
    pub fn add(&self, out: &mut [Complex64], zs: &[Complex64], weight: f64) {
        let Count::Terms(terms) = self else {
            out.iter_mut().zip(zs).for_each(|(o, z)| *o += self.at(*z) * weight);
            return;
        };
        // Horner's rule for several z at once: each step of one waits for its last, those of others need not.
        for (out, zs) in out.chunks_mut(16).zip(zs.chunks(16)) {
            let (mut re, mut im) = ([0.0; 16], [0.0; 16]);
            for p in terms.iter().rev() {
                for ((re, im), z) in re.iter_mut().zip(&mut im).zip(zs) {
                    (*re, *im) = (*re * z.re - *im * z.im + p, *re * z.im + *im * z.re);
                }
            }
            out.iter_mut()
                .zip(re.iter().zip(im))
                .for_each(|(o, (re, im))| *o += Complex64::new(re * weight, im * weight));
        }
    }

    /// E[z^N].
    #[inline]
    pub fn at(&self, z: Complex64) -> Complex64 {
        match self {
            Count::Poisson(rate) => exp((z - 1.0) * rate),
            Count::Bernoulli(p) => (z - 1.0) * p + 1.0,
            Count::Gamma { shape, scale } => power(1.0 - (z - 1.0) * scale, -shape),
            Count::Terms(terms) => terms.iter().rev().fold(Complex64::default(), |sum, p| sum * z + p),
            Count::Rates(rates) => rates.0.iter().map(|(w, r)| exp((z - 1.0) * r) * w).sum(),
        }
    }
}

/// e^z, from functions that give the same bits on every processor, which the system's do not.
#[inline]
pub(super) fn exp(z: Complex64) -> Complex64 {
    let (sin, cos) = libm::sincos(z.im);
    Complex64::new(cos, sin) * libm::exp(z.re)
}

/// z^p for a z to the right of 0.
#[inline]
pub(super) fn power(z: Complex64, p: f64) -> Complex64 {
    exp(Complex64::new(libm::log(libm::hypot(z.re, z.im)), libm::atan2(z.im, z.re)) * p)
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
    let mut rest = 0.0;
    while let Some(last) = terms.last().filter(|t| rest + **t < 1e-15) {
        rest += last;
        terms.pop();
    }
    terms
}
