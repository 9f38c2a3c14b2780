//! The distribution of a year's loss on a grid, and what is read from it.

use crate::{checked::Checked, law::Law};

/// The distribution of one year's loss.
///
/// Mean and standard deviation are those of the model in closed form; everything else is read from the grid. No sampling error; two
/// other errors are stated: [`Annual::error`] and [`Annual::beyond`].
#[derive(Clone, Debug)]
pub struct Annual {
    /// Money between two points of the grid.
    pub step: f64,
    mass: Vec<f64>,
    /// P(loss <= point), rising.
    upto: Vec<f64>,
    none: f64,
    mean: f64,
    sd: f64,
    /// Losses are multiples of the step, and nothing has been rounded.
    multiples: bool,
    error: f64,
}

impl Annual {
    /// From masses that may have rounding errors below zero.
    pub(super) fn new(step: f64, raw: Vec<f64>, none: f64, mean: f64, sd: f64, multiples: bool) -> Annual {
        let (mut sum, mut greatest) = (0.0, 0.0_f64);
        let upto: Vec<f64> = raw
            .iter()
            .map(|m| {
                sum += m;
                greatest = greatest.max(sum).min(1.0);
                greatest
            })
            .collect();
        let before = std::iter::once(0.0).chain(upto.iter().copied());
        let mass = upto.iter().zip(before).map(|(u, b)| u - b).collect();
        let first = upto.first().copied().unwrap_or(0.0);
        Annual { step, mass, upto, none: none.clamp(0.0, 1.0).min(first), mean, sd, multiples, error: 0.0 }
    }

    /// Of distributions on one grid, each as likely as any other.
    pub(super) fn average(of: &[Annual]) -> Annual {
        let weight = 1.0 / of.len().max(1) as f64;
        let mut mass = vec![0.0; of.first().map_or(1, |a| a.mass.len())];
        for annual in of {
            mass.iter_mut().zip(&annual.mass).for_each(|(sum, m)| *sum += weight * m);
        }
        let over = |f: &dyn Fn(&Annual) -> f64| of.iter().map(|a| weight * f(a)).sum::<f64>();
        let mean = over(&|a| a.mean);
        let sd = over(&|a| a.sd * a.sd + (a.mean - mean) * (a.mean - mean)).sqrt();
        let (step, multiples) = of.first().map_or((1.0, false), |a| (a.step, a.multiples));
        let error = of.iter().map(|a| a.error).fold(0.0, f64::max);
        Annual { error, ..Annual::new(step, mass, over(&|a| a.none), mean, sd, multiples) }
    }

    /// States how much a grid of twice the step differs. The error that is left is about as much where a density jumps (order of the step), and a
    /// third of it where it is smooth (order of its square).
    pub(super) fn against(mut self, coarser: &Annual) -> Annual {
        if !self.multiples {
            let places = (0..2 * self.mass.len()).map(|i| 0.5 * i as f64 * self.step);
            let apart = places.map(|x| (self.exceedance(x) - coarser.exceedance(x)).abs());
            self.error = apart.fold(0.0, f64::max);
        }
        self
    }

    /// Probability of each point of the grid (0, step, 2 step, ...). Their sum falls short of 1 by [`Annual::beyond`].
    pub fn mass(&self) -> &[f64] {
        &self.mass
    }

    /// P(no loss in the year).
    pub fn p_none(&self) -> f64 {
        self.none
    }

    /// The mean, money a year.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation, infinite where the tail is too heavy for one.
    pub fn sd(&self) -> f64 {
        self.sd
    }

    /// The greatest loss that the grid tells apart.
    pub fn reach(&self) -> f64 {
        (self.mass.len() as f64 - 0.5) * self.step
    }

    /// P(loss > reach): how much lies beyond the grid. What lies there does not disturb what lies on it.
    pub fn beyond(&self) -> f64 {
        1.0 - self.upto.last().copied().unwrap_or(1.0)
    }

    /// An estimate of the greatest error of an exceedance probability from the width of the grid's step, which is the
    /// greatest difference from a grid of twice the step. It is greatest at amounts of about a step; far above, errors are much smaller.
    pub fn error(&self) -> f64 {
        self.error
    }

    /// P(loss <= x).
    pub fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 || x.is_nan() {
            return 0.0;
        }
        let upto = |j: usize| self.upto.get(j).or(self.upto.last()).copied().unwrap_or(1.0);
        if self.multiples {
            return upto((x / self.step * (1.0 + 1e-12) + 1e-9) as usize);
        }
        // Mass at a point stands for half a step on either side; the mass of no loss stands at 0 itself.
        let place = x / self.step + 0.5;
        if place < 1.0 {
            return self.none + (upto(0) - self.none) * (2.0 * place - 1.0);
        }
        let j = place as usize;
        upto(j - 1) + (upto(j) - upto(j - 1)) * place.fract()
    }

    /// P(loss > x). Beyond the reach of the grid it is at most [`Annual::beyond`], which is then the answer.
    pub fn exceedance(&self, x: f64) -> f64 {
        (1.0 - self.cdf(x)).max(0.0)
    }

    /// (amount, P(loss > amount)) for each amount.
    pub fn curve(&self, amounts: &[f64]) -> Vec<(f64, f64)> {
        amounts.iter().map(|x| (*x, self.exceedance(*x))).collect()
    }

    /// The smallest loss that is not exceeded with probability `p` (value at risk); infinite where it lies beyond the grid.
    pub fn quantile(&self, p: f64) -> f64 {
        if p <= self.none {
            return 0.0;
        }
        // A probability that is reached but for rounding is reached.
        let at = self.upto.partition_point(|u| *u < p - 1e-13);
        let Some(upper) = self.upto.get(at).copied() else { return f64::INFINITY };
        if self.multiples {
            return at as f64 * self.step;
        }
        let lower = at.checked_sub(1).and_then(|i| self.upto.get(i)).copied().unwrap_or(self.none);
        let part = if upper > lower { ((p - lower) / (upper - lower)).clamp(0.0, 1.0) } else { 1.0 };
        if at == 0 { 0.5 * part * self.step } else { (at as f64 - 0.5 + part) * self.step }
    }

    /// E[min(loss, x)].
    pub fn limited(&self, x: f64) -> f64 {
        let (whole, mut sum) = ((x / self.step) as usize, 0.0);
        for upto in self.upto.iter().take(whole) {
            sum += 1.0 - upto;
        }
        let next = self.upto.get(whole).map_or(0.0, |u| 1.0 - u);
        self.step * (sum + next * (x / self.step - whole as f64))
    }

    /// Expected shortfall: the mean of the worst 1 - p of years, VaR + E[(loss - VaR)+] / (1 - p); infinite where VaR lies beyond the grid.
    pub fn shortfall(&self, p: f64) -> f64 {
        let at = self.quantile(p);
        if !at.is_finite() || p >= 1.0 {
            return f64::INFINITY;
        }
        at + (self.mean - self.limited(at)).max(0.0) / (1.0 - p)
    }

    /// The certainty of an objective of the model, by index, if this is the distribution of the losses that land on it.
    pub fn holds(&self, model: &Checked, objective: usize) -> Option<f64> {
        model.objectives.get(objective).map(|o| self.certainty(o.limit, o.baseline.as_ref()))
    }

    /// The probability that an objective holds: losses at most `limit`, or, with a baseline that is independent of the losses, baseline less losses
    /// at least `limit`. What lies beyond the grid counts as a miss.
    pub fn certainty(&self, limit: f64, baseline: Option<&Law>) -> f64 {
        let Some(baseline) = baseline else { return self.cdf(limit) };
        if let Some(value) = baseline.as_constant() {
            return self.cdf(value - limit);
        }
        if let Some(steps) = baseline.as_steps() {
            return steps.iter().map(|(value, p)| p * self.cdf(value - limit)).sum();
        }
        let (_, most) = baseline.support();
        let points = self.mass.iter().zip(0_u32..).map(|(m, j)| (m, limit + f64::from(j) * self.step));
        points.take_while(|(_, x)| *x <= most).map(|(m, x)| m * baseline.sf(x)).sum::<f64>().min(1.0)
    }
}
