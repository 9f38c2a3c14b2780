//! What is uncertain, as a few values with weights: quadrature over a law, products of independent laws, and their compression.

use crate::law::Law;

/// Values with weights that add up to 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spread(pub Vec<(f64, f64)>);

/// The most nodes that a product keeps.
const MOST: usize = 200;
/// The most nodes of a factor by which many are multiplied.
const FACTOR: usize = 32;
/// The trapezoidal rule in the logit of the probability: the error of a smooth mean falls as e^(-2 pi^2 / step), here 4e-12.
const STEP: f64 = 0.75;
const REACH: i32 = 36;

impl Spread {
    /// A value that is certain.
    pub fn one(value: f64) -> Spread {
        Spread(vec![(1.0, value)])
    }

    /// The value, where there is only one.
    pub fn certain(&self) -> Option<f64> {
        match self.0.as_slice() {
            [(_, value)] => Some(*value),
            _ => None,
        }
    }

    /// Nodes of a law: exact for a few values, else 73 quantiles. A value beyond all numbers (a tail of weight 1e-12) is left out.
    pub fn of(law: &Law) -> Spread {
        if let Some(value) = law.as_constant() {
            return Spread::one(value);
        }
        if let Some(steps) = law.as_steps() {
            return Spread(steps.into_iter().map(|(v, p)| (p, v)).collect()).compress(MOST);
        }
        let node = |i: i32| {
            let t = f64::from(i) * STEP;
            let p = 1.0 / (1.0 + libm::exp(-t));
            (p / (1.0 + libm::exp(t)), law.quantile(p))
        };
        Spread((-REACH..=REACH).map(node).filter(|n| n.1.is_finite()).collect()).normal()
    }

    fn normal(mut self) -> Spread {
        let total: f64 = self.0.iter().map(|n| n.0).sum();
        self.0.iter_mut().for_each(|n| n.0 /= total);
        self
    }

    /// f of the value.
    pub fn map(&self, f: impl Fn(f64) -> f64) -> Spread {
        Spread(self.0.iter().map(|(w, v)| (*w, f(*v))).collect())
    }

    /// This with probability `p`, else the other.
    pub fn or(&self, p: f64, other: &Spread) -> Spread {
        let mine = self.0.iter().map(|(w, v)| (w * p, *v));
        Spread(mine.chain(other.0.iter().map(|(w, v)| (w * (1.0 - p), *v))).collect())
    }

    /// The product with an independent value, in at most 200 nodes.
    pub fn times(&self, other: &Spread) -> Spread {
        if let Some(by) = other.certain() {
            return self.map(|v| v * by);
        }
        if let Some(by) = self.certain() {
            return other.map(|v| v * by);
        }
        // Of a product of many, each needs fewer nodes than the whole.
        let few = |s: &Spread, other: &Spread| {
            if s.0.len() * other.0.len() > MOST { s.clone().compress(FACTOR) } else { s.clone() }
        };
        let (a, b) = (self, few(other, self));
        let pairs = a.0.iter().flat_map(|(w, v)| b.0.iter().map(move |(u, x)| (w * u, v * x)));
        Spread(pairs.collect()).compress(MOST)
    }

    /// At most `most` nodes with the same mean and nearly the same distribution: values are put into bins of equal width in the logarithm, and each bin
    /// becomes two nodes with its mean and variance.
    pub fn compress(mut self, most: usize) -> Spread {
        if self.0.len() <= most.max(1) {
            return self;
        }
        self.0.sort_by(|a, b| a.1.total_cmp(&b.1));
        let bins = (most / 2).saturating_sub(1).max(1);
        let (low, high) = self.range();
        let bin = |v: f64| match (libm::log(v) - low) / (high - low) * bins as f64 {
            at if at > 0.0 => (at as usize).min(bins - 1) + 1,
            _ => usize::from(v > 0.0),
        };
        let mut sums = vec![(0.0, 0.0, 0.0); bins + 1];
        for (w, v) in &self.0 {
            if let Some(sum) = sums.get_mut(bin(*v)) {
                *sum = (sum.0 + w, sum.1 + w * v, sum.2 + w * v * v);
            }
        }
        Spread(sums.into_iter().filter(|s| s.0 > 0.0).flat_map(two_nodes).collect()).normal()
    }

    /// Logarithms between which all but 1e-10 of the weight at each end lies.
    fn range(&self) -> (f64, f64) {
        let end = |nodes: &mut dyn Iterator<Item = &(f64, f64)>| {
            let mut sum = 0.0;
            let found = nodes.filter(|n| n.1 > 0.0).find(|n| {
                sum += n.0;
                sum > 1e-10
            });
            found.map_or(0.0, |n| libm::log(n.1))
        };
        let (low, high) = (end(&mut self.0.iter()), end(&mut self.0.iter().rev()));
        (low, high.max(low + 1e-9))
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.0.iter().map(|(w, v)| w * v).sum()
    }
}

fn two_nodes((weight, first, second): (f64, f64, f64)) -> [(f64, f64); 2] {
    let mean = first / weight;
    let sd = (second / weight - mean * mean).max(0.0).sqrt();
    // A bin whose spread reaches below zero (the lowest one may) is told by its mean alone.
    let sd = if sd > mean { 0.0 } else { sd };
    [(0.5 * weight, mean - sd), (0.5 * weight, mean + sd)]
}
