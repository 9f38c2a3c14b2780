//! From amounts to places: linear and logarithmic scales with round marks.

use super::svg::sane;

/// Maps `low..high` to `from..to`, linearly or by logarithm. Both ends are finite and apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    log: bool,
}

/// The smallest and largest of the numbers that can be drawn.
pub(super) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter_map(sane).fold(None, |e: Option<(f64, f64)>, x| match e {
        None => Some((x, x)),
        Some((low, high)) => Some((low.min(x), high.max(x))),
    })
}

impl Scale {
    /// A linear scale over `low..=high` widened to round marks, about `marks` of them.
    pub fn linear((low, high): (f64, f64), (from, to): (f64, f64), marks: usize) -> Self {
        let (low, high) = apart(low, high);
        let step = step(high - low, marks);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, from, to, log: false }
    }

    /// A linear scale from exactly `low` to exactly `high`.
    pub fn exact((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        let (low, high) = apart(low, high);
        Self { low, high, from, to, log: false }
    }

    /// A logarithmic scale from `low` to `high`, both above zero and at least half a decade apart, not widened.
    pub fn log((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        let low = low.max(1e-15);
        Self { low, high: high.max(low * 3.2), from, to, log: true }
    }

    /// Where `x` stands; beyond the ends it stands at the end.
    pub fn place(&self, x: f64) -> f64 {
        self.from + self.part(x) * (self.to - self.from)
    }

    /// How far `x` is from the low end to the high end, from 0 to 1.
    fn part(&self, x: f64) -> f64 {
        let x = if x.is_finite() { x.clamp(self.low, self.high) } else { self.low };
        match self.log {
            true => (x / self.low).ln() / (self.high / self.low).ln(),
            false => (x - self.low) / (self.high - self.low),
        }
    }

    /// What stands at a part from 0 to 1 of the way.
    pub fn value(&self, part: f64) -> f64 {
        match self.log {
            true => self.low * (self.high / self.low).powf(part),
            false => self.low + (self.high - self.low) * part,
        }
    }

    pub fn holds(&self, x: f64) -> bool {
        // A rounding error beyond an end is not beyond it.
        let slack = (self.high - self.low) * 1e-9;
        x >= self.low - slack && x <= self.high + slack
    }

    pub fn low(&self) -> f64 {
        self.low
    }

    pub fn is_log(&self) -> bool {
        self.log
    }

    /// About `most` round marks, ascending.
    pub fn marks(&self, most: usize) -> Vec<f64> {
        let most = most.max(2);
        if !self.log {
            let step = step(self.high - self.low, most);
            let first = (self.low / step).ceil() as i64;
            return (first..first + 40).map(|i| i as f64 * step).take_while(|x| self.holds(*x)).collect();
        }
        let decades = self.steps(&[1.0]);
        let finer = self.steps(&[1.0, 3.0]);
        let finest = self.steps(&[1.0, 2.0, 5.0]);
        let fitting = [finest, finer].into_iter().find(|m| m.len() <= most);
        fitting.unwrap_or_else(|| {
            let every = decades.len().div_ceil(most).max(1);
            decades.iter().copied().step_by(every).collect()
        })
    }

    /// Every `m * 10^n` within a logarithmic scale, for each of `multiples`.
    pub fn steps(&self, multiples: &[f64]) -> Vec<f64> {
        let (first, last) = (self.low.log10().floor() as i32, self.high.log10().ceil() as i32);
        let all = (first..=last).flat_map(|n| multiples.iter().map(move |m| m * 10_f64.powi(n)));
        all.filter(|x| self.holds(*x)).collect()
    }
}

/// The ends in order and so far apart that a difference is left.
fn apart(low: f64, high: f64) -> (f64, f64) {
    let (low, high) = (low.min(high), low.max(high));
    let least = low.abs().max(high.abs()) * 1e-6;
    if high - low > least {
        (low, high)
    } else if low == 0.0 {
        (0.0, 1.0)
    } else {
        (low - low.abs() / 2.0, high + high.abs() / 2.0)
    }
}

/// 1, 2 or 5 times a power of ten, so that about `marks` steps make up `length`.
fn step(length: f64, marks: usize) -> f64 {
    let raw = length / marks.max(1) as f64;
    let power = 10_f64.powf(raw.log10().floor());
    let multiple = [1.0, 2.0, 5.0, 10.0].into_iter().find(|m| m * power >= raw * 0.999);
    multiple.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round() {
        assert_eq!(Scale::linear((3.0, 97.0), (0.0, 1.0), 5).marks(5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(Scale::linear((5.0, 5.0), (0.0, 1.0), 4).marks(4), [2.0, 4.0, 6.0, 8.0]);
        assert_eq!(Scale::log((800.0, 2e6), (0.0, 1.0)).marks(7), [1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6]);
        assert_eq!(Scale::log((1.0, 1e12), (0.0, 1.0)).marks(5), [1.0, 1e3, 1e6, 1e9, 1e12]);
    }

    #[test]
    fn what_lies_beyond_stands_at_the_end() {
        let s = Scale::log((1.0, 100.0), (0.0, 200.0));
        assert_eq!([0.0, 1.0, 10.0, 1e9, f64::NAN].map(|x| s.place(x)), [0.0, 0.0, 100.0, 200.0, 0.0]);
    }
}
