//! Figures of a year's losses.

use super::{
    estimate::{EXCEEDANCES, Estimated, Nested, Refused, Tally},
    outcome::{CurvePoint, Losses},
};

/// Values of all years, world by world.
pub(crate) struct Sample {
    values: Vec<f64>,
    /// The same, ever better sorted: what stands before a pivot is at most it, what stands behind at least.
    scratch: Vec<f64>,
    /// Ranks whose values are in their places, rising.
    pivots: Vec<usize>,
    years_per_world: usize,
}

/// The rank (from 0) of the smallest value x with P(X <= x) >= p.
pub(crate) fn rank(years: usize, p: f64) -> usize {
    // The product of a percentile such as 0.95 and a round number of years must not step over a whole number by its rounding error.
    let at = (p * years as f64 * (1.0 - 4.0 * f64::EPSILON)).ceil() as usize;
    at.saturating_sub(1).min(years.saturating_sub(1))
}

impl Sample {
    pub fn new(values: Vec<f64>, years_per_world: usize) -> Sample {
        Sample { scratch: values.clone(), pivots: Vec::new(), values, years_per_world: years_per_world.max(1) }
    }

    fn worlds(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks(self.years_per_world)
    }

    /// A mean over years of something measured in each.
    pub fn mean(&self, f: impl Fn(f64) -> f64) -> Nested {
        let mut nested = Nested::default();
        for world in self.worlds() {
            let (sum, squares) = world.iter().fold((0.0, 0.0), |(s, q), x| {
                let y = f(*x);
                (s + y, q + y * y)
            });
            nested.world(world.len(), sum, squares);
        }
        nested
    }

    /// The probability of something.
    pub fn probability(&self, f: impl Fn(f64) -> bool) -> Estimated {
        self.mean(|x| f64::from(f(x))).estimate()
    }

    /// The value with so many below it.
    fn nth(&mut self, rank: usize) -> f64 {
        let rank = rank.min(self.scratch.len().saturating_sub(1));
        let at = self.pivots.partition_point(|p| *p < rank);
        if self.pivots.get(at) != Some(&rank) {
            let begin = at.checked_sub(1).and_then(|i| self.pivots.get(i)).map_or(0, |p| p + 1);
            let end = self.pivots.get(at).copied().unwrap_or(self.scratch.len());
            let part = self.scratch.get_mut(begin..end).unwrap_or_default();
            if rank - begin < part.len() {
                part.select_nth_unstable_by(rank - begin, f64::total_cmp);
                self.pivots.insert(at, rank);
            }
        }
        self.scratch.get(rank).copied().unwrap_or(0.0)
    }

    /// The percentile at `p` and no error.
    pub fn value_at_risk(&mut self, p: f64) -> f64 {
        let at = rank(self.values.len(), p);
        self.nth(at)
    }

    fn refused(&self, p: f64) -> Option<Refused> {
        let had = (self.values.len() - 1 - rank(self.values.len(), p)) as u64;
        (had < EXCEEDANCES).then_some(Refused { needed: EXCEEDANCES, had })
    }

    /// The percentile at `p`. Its error is half the distance between the percentiles one standard error of P(X > x) below and above.
    pub fn percentile(&mut self, p: f64) -> Result<Estimated, Refused> {
        if let Some(refused) = self.refused(p) {
            return Err(refused);
        }
        let value = self.value_at_risk(p);
        let beyond = self.probability(|x| x > value).error.max(self.binomial(p));
        let years = self.values.len();
        let below = self.nth(rank(years, (p - beyond).max(0.0)));
        let above = self.nth(rank(years, (p + beyond).min(1.0)));
        Ok(Estimated { value, error: 0.5 * (above - below) })
    }

    fn binomial(&self, p: f64) -> f64 {
        (p * (1.0 - p) / self.values.len().max(1) as f64).sqrt()
    }

    /// VaR + E[(X - VaR)+] / (1 - p).
    pub fn shortfall(&mut self, p: f64) -> Result<Estimated, Refused> {
        if let Some(refused) = self.refused(p) {
            return Err(refused);
        }
        let var = self.value_at_risk(p);
        let excess = self.mean(|x| (x - var).max(0.0)).estimate();
        Ok(Estimated { value: var + excess.value / (1.0 - p), error: excess.error / (1.0 - p) })
    }

    /// From where to where a curve is of interest: what all but a hundredth of the years with losses exceed, and what 100 years exceed
    /// (the greatest, where there are few years with losses).
    pub fn reach(&mut self) -> Option<(f64, f64)> {
        let years = self.values.len();
        let none = self.values.iter().filter(|x| **x <= 0.0).count();
        let some = years - none;
        if some == 0 {
            return None;
        }
        let beyond = if some > 2 * EXCEEDANCES as usize { EXCEEDANCES as usize } else { 0 };
        Some((self.nth(none + some / 100), self.nth(years - 1 - beyond)))
    }

    pub fn losses(&mut self, percentiles: &[f64], amounts: &[f64]) -> Losses {
        let yearly = self.mean(|x| x);
        Losses {
            mean: yearly.estimate(),
            sd: yearly.sd(),
            p_none: self.probability(|x| x <= 0.0),
            percentiles: percentiles.iter().map(|p| (*p, self.percentile(*p))).collect(),
            shortfall: percentiles.iter().map(|p| (*p, self.shortfall(*p))).collect(),
            curve: self.curve(amounts),
        }
    }

    /// The exceedance probabilities of rising amounts.
    fn curve(&self, amounts: &[f64]) -> Vec<CurvePoint> {
        let mut tallies = vec![Tally::default(); amounts.len()];
        let mut exceedances = vec![0_u64; amounts.len()];
        let zero = amounts.partition_point(|a| *a < 0.0);
        for world in self.worlds() {
            let mut exceeded = vec![0_usize; amounts.len() + 1];
            for x in world {
                let below = if *x == 0.0 { zero } else { amounts.partition_point(|a| a < x) };
                if let Some(n) = exceeded.get_mut(below) {
                    *n += 1;
                }
            }
            let mut beyond = 0;
            for (i, n) in exceeded.into_iter().enumerate().rev() {
                if let (Some(tally), Some(all)) = (tallies.get_mut(i), exceedances.get_mut(i)) {
                    tally.count(world.len(), beyond);
                    tally.end_world();
                    *all += beyond as u64;
                }
                beyond += n;
            }
        }
        let point = |((amount, tally), exceedances): ((&f64, &Tally), u64)| {
            let (low, high) = tally.band();
            let band = (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0));
            CurvePoint { amount: *amount, probability: tally.nested().estimate(), band, exceedances }
        };
        amounts.iter().zip(&tallies).zip(exceedances).map(point).collect()
    }
}

/// How many amounts are chosen.
const POINTS: usize = 120;

/// Amounts from `low` to `high`, evenly spaced in the logarithm.
pub(crate) fn spaced(low: f64, high: f64) -> Vec<f64> {
    if !(low > 0.0 && high.is_finite()) {
        return Vec::new();
    }
    if high <= low {
        return vec![low];
    }
    let step = libm::log(high / low) / (POINTS - 1) as f64;
    (0..POINTS).map(|i| if i + 1 == POINTS { high } else { low * libm::exp(step * i as f64) }).collect()
}
