//! Estimates with their errors: years are nested in worlds, and both are sampled.

/// A number from the simulation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimated {
    /// The estimate.
    pub value: f64,
    /// One standard error of simulation: what another seed would move it by.
    pub error: f64,
}

/// A figure that rests on too few years to be stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rests on {had} years beyond it, needs {needed}: simulate more years")]
pub struct Refused {
    /// Years beyond it that are needed.
    pub needed: u64,
    /// Years beyond it that there were.
    pub had: u64,
}

/// Years beyond a tail figure without which it is refused.
pub const EXCEEDANCES: u64 = 100;

/// How certain it is that something holds in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Certainty {
    /// The share of all years in which it holds.
    pub mean: f64,
    /// One standard error of simulation.
    pub error: f64,
    /// 5th and 95th percentile over worlds: what the uncertainty of the estimates leaves open, see [`Nested::band`].
    pub band: (f64, f64),
    /// How many worlds.
    pub worlds: usize,
    /// How many years in all.
    pub years: u64,
}

/// A mean over years that are nested in worlds, all of the same number of years.
#[derive(Clone, Debug, Default)]
pub struct Nested {
    worlds: f64,
    years: f64,
    means: f64,
    means_squared: f64,
    within: f64,
}

impl Nested {
    /// Adds a world: how many years, the sum of what was measured in them and the sum of its squares.
    pub fn world(&mut self, years: usize, sum: f64, squares: f64) {
        let n = years.max(1) as f64;
        let mean = sum / n;
        self.worlds += 1.0;
        self.years += n;
        self.means += mean;
        self.means_squared += mean * mean;
        self.within += (squares - sum * mean).max(0.0);
    }

    /// The mean over all years.
    pub fn mean(&self) -> f64 {
        if self.worlds == 0.0 { 0.0 } else { self.means / self.worlds }
    }

    /// Variance of one year within its world.
    fn within(&self) -> f64 {
        self.within / (self.years - self.worlds).max(1.0)
    }

    /// Variance of the mean of a world that comes from its finite number of years.
    fn noise(&self) -> f64 {
        self.within() * self.worlds / self.years.max(1.0)
    }

    /// Variance between the true means of worlds: what is left of the spread of their means without that noise.
    pub fn between(&self) -> f64 {
        if self.worlds < 2.0 {
            return 0.0;
        }
        let spread = (self.means_squared - self.means * self.mean()) / (self.worlds - 1.0);
        (spread - self.noise()).max(0.0)
    }

    /// Standard deviation of a year: within and between worlds.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        let between = (self.means_squared - self.means * mean).max(0.0) * self.years / self.worlds.max(1.0);
        ((self.within + between) / (self.years - 1.0).max(1.0)).sqrt()
    }

    /// The mean with its standard error sqrt(within / years + between / worlds). Worlds are stratified (Latin hypercube), so this does
    /// not understate.
    pub fn estimate(&self) -> Estimated {
        let variance = self.within() / self.years.max(1.0) + self.between() / self.worlds.max(1.0);
        Estimated { value: self.mean(), error: variance.sqrt() }
    }

    /// 5th and 95th percentile over worlds of their true means.
    ///
    /// The mean m of a world scatters about its true mean by simulation noise, so that the spread of means is too wide. Each is drawn
    /// towards the mean of all by sqrt(between / (between + noise)), after which their variance is `between` (Louis 1984).
    pub fn band(&self, means: &[f64]) -> (f64, f64) {
        let (between, noise) = (self.between(), self.noise());
        let keep = if between > 0.0 { (between / (between + noise)).sqrt() } else { 0.0 };
        let centre = self.mean();
        let mut shrunk: Vec<f64> = means.iter().map(|m| centre + keep * (m - centre)).collect();
        shrunk.sort_unstable_by(f64::total_cmp);
        (quantile(&shrunk, 0.05), quantile(&shrunk, 0.95))
    }
}

/// A quantile of sorted values, linear between neighbours; 0 of none.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let at = p * sorted.len().saturating_sub(1) as f64;
    let (below, share) = (at.floor(), at - at.floor());
    let of = |i: usize| sorted.get(i).or(sorted.last()).copied().unwrap_or(0.0);
    let (low, high) = (of(below as usize), of(below as usize + 1));
    if low == high { low } else { low + share * (high - low) }
}

/// A mean over years, gathered year by year, world by world, with the mean of every world kept for its band.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    nested: Nested,
    means: Vec<f64>,
    years: usize,
    sum: f64,
    squares: f64,
}

impl Tally {
    /// Adds years of the world at hand.
    pub fn add(&mut self, years: usize, sum: f64, squares: f64) {
        self.years += years;
        self.sum += sum;
        self.squares += squares;
    }

    /// Adds years, in `count` of which something holds.
    pub fn count(&mut self, years: usize, count: usize) {
        self.add(years, count as f64, count as f64);
    }

    /// Ends the world at hand.
    pub fn end_world(&mut self) {
        if self.years > 0 {
            self.nested.world(self.years, self.sum, self.squares);
            self.means.push(self.sum / self.years as f64);
        }
        (self.years, self.sum, self.squares) = (0, 0.0, 0.0);
    }

    /// What was gathered.
    pub fn nested(&self) -> &Nested {
        &self.nested
    }

    /// 5th and 95th percentile over worlds.
    pub fn band(&self) -> (f64, f64) {
        self.nested.band(&self.means)
    }

    /// The share of years as a certainty.
    pub fn certainty(&self) -> Certainty {
        let Estimated { value, error } = self.nested.estimate();
        let (low, high) = self.band();
        let band = (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0));
        Certainty { mean: value, error, band, worlds: self.means.len(), years: self.nested.years as u64 }
    }
}
