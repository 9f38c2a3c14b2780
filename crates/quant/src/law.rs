//! Distributions that have been checked: what engines compute with.

use crate::{
    dist::{Dist, Impossible, MAX_SIGMA, MAX_VALUES, Place},
    special::{Z95, beta_i, gamma_p, invert, ln_gamma, normal_cdf, normal_quantile},
};
use std::sync::Arc;

/// A distribution whose parameters are known to be possible. Quantiles, probabilities and moments are finite or said to be infinite, never NaN.
#[derive(Clone, Debug, PartialEq)]
pub struct Law {
    shape: Shape,
    /// What lies above counts as this.
    cap: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    Constant(f64),
    Uniform {
        low: f64,
        high: f64,
    },
    ScaledBeta {
        low: f64,
        high: f64,
        a: f64,
        b: f64,
    },
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    LogitNormal {
        mu: f64,
        sigma: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
    },
    Gamma {
        shape: f64,
        scale: f64,
    },
    Weibull {
        shape: f64,
        scale: f64,
    },
    Pareto {
        minimum: f64,
        shape: f64,
    },
    Gpd {
        threshold: f64,
        scale: f64,
        shape: f64,
    },
    /// Values in order, with the probability of at most each.
    Steps {
        values: Arc<[f64]>,
        upto: Arc<[f64]>,
    },
}

impl Law {
    fn of(shape: Shape) -> Law {
        Law { shape, cap: f64::INFINITY }
    }

    /// A constant that the caller knows to be finite.
    pub(crate) fn constant(value: f64) -> Law {
        Law::of(Shape::Constant(value))
    }

    /// The value, where it is certain.
    pub fn as_constant(&self) -> Option<f64> {
        match self.shape {
            Shape::Constant(value) => Some(value.min(self.cap)),
            _ => None,
        }
    }

    /// mu and sigma, where it is an uncapped lognormal: engines have a fast path for it.
    pub fn as_lognormal(&self) -> Option<(f64, f64)> {
        match self.shape {
            Shape::Lognormal { mu, sigma } if self.cap.is_infinite() => Some((mu, sigma)),
            _ => None,
        }
    }

    /// Mean and standard deviation, where it is an uncapped normal.
    pub(crate) fn as_normal(&self) -> Option<(f64, f64)> {
        match self.shape {
            Shape::Normal { mean, sd } if self.cap.is_infinite() => Some((mean, sd)),
            _ => None,
        }
    }

    /// Low and high end and both shapes, where it is an uncapped scaled beta.
    pub(crate) fn as_scaled_beta(&self) -> Option<(f64, f64, f64, f64)> {
        match self.shape {
            Shape::ScaledBeta { low, high, a, b } if self.cap.is_infinite() => Some((low, high, a, b)),
            _ => None,
        }
    }

    /// Shape and scale, where it is an uncapped gamma.
    pub(crate) fn as_gamma(&self) -> Option<(f64, f64)> {
        match self.shape {
            Shape::Gamma { shape, scale } if self.cap.is_infinite() => Some((shape, scale)),
            _ => None,
        }
    }

    /// The law before what lies above its cap counts as the cap, and the cap.
    pub(crate) fn without_cap(&self) -> (Law, f64) {
        (Law::of(self.shape.clone()), self.cap)
    }

    /// The values of a discrete law with the probability of each, in order.
    pub fn as_steps(&self) -> Option<Vec<(f64, f64)>> {
        match &self.shape {
            Shape::Steps { values, upto } => {
                let before = std::iter::once(0.0).chain(upto.iter().copied());
                Some(values.iter().zip(upto.iter().zip(before)).map(|(v, (p, q))| (v.min(self.cap), p - q)).collect())
            }
            _ => None,
        }
    }

    /// The x with P(X <= x) = p: the smallest such x where the law has atoms. `p` is taken into 0..1.
    pub fn quantile(&self, p: f64) -> f64 {
        self.raw_quantile(p.clamp(0.0, 1.0)).min(self.cap)
    }

    fn raw_quantile(&self, p: f64) -> f64 {
        match &self.shape {
            Shape::Constant(value) => *value,
            Shape::Uniform { low, high } => low + p * (high - low),
            Shape::ScaledBeta { low, high, a, b } => low + (high - low) * invert(|x| beta_i(*a, *b, x), p, 0.0, 1.0),
            Shape::Lognormal { mu, sigma } => libm::exp(mu + sigma * normal_quantile(p)),
            Shape::LogitNormal { mu, sigma } => 1.0 / (1.0 + libm::exp(-(mu + sigma * normal_quantile(p)))),
            Shape::Normal { mean, sd } => mean + sd * normal_quantile(p),
            Shape::Gamma { shape, scale } => scale * gamma_quantile(*shape, p),
            Shape::Weibull { shape, scale } => scale * libm::pow(-libm::log1p(-p), 1.0 / shape),
            Shape::Pareto { minimum, shape } => minimum * libm::exp(-libm::log1p(-p) / shape),
            Shape::Gpd { threshold, scale, shape } => threshold + scale * box_tail(*shape, -libm::log1p(-p)),
            Shape::Steps { values, upto } => {
                let at = upto.partition_point(|q| *q < p);
                values.get(at).or(values.last()).copied().unwrap_or(0.0)
            }
        }
    }

    /// P(X <= x).
    pub fn cdf(&self, x: f64) -> f64 {
        if x >= self.cap { 1.0 } else { 1.0 - self.raw_sf(x) }
    }

    /// P(X > x), exact in the far tail.
    pub fn sf(&self, x: f64) -> f64 {
        if x >= self.cap { 0.0 } else { self.raw_sf(x) }
    }

    fn raw_sf(&self, x: f64) -> f64 {
        match &self.shape {
            Shape::Constant(value) => f64::from(x < *value),
            Shape::Uniform { low, high } => 1.0 - ((x - low) / (high - low)).clamp(0.0, 1.0),
            Shape::ScaledBeta { low, high, a, b } => 1.0 - beta_i(*a, *b, (x - low) / (high - low)),
            Shape::Lognormal { .. } if x <= 0.0 => 1.0,
            Shape::Lognormal { mu, sigma } => normal_cdf((mu - libm::log(x)) / sigma),
            Shape::LogitNormal { .. } if x <= 0.0 => 1.0,
            Shape::LogitNormal { .. } if x >= 1.0 => 0.0,
            Shape::LogitNormal { mu, sigma } => normal_cdf((mu - libm::log(x / (1.0 - x))) / sigma),
            Shape::Normal { mean, sd } => normal_cdf((mean - x) / sd),
            Shape::Gamma { shape, scale } => 1.0 - gamma_p(*shape, x / scale),
            Shape::Weibull { shape, scale } => libm::exp(-libm::pow(x.max(0.0) / scale, *shape)),
            Shape::Pareto { minimum, shape } => libm::pow(minimum / x.max(*minimum), *shape),
            Shape::Gpd { threshold, scale, shape } => gpd_sf((x - threshold).max(0.0) / scale, *shape),
            Shape::Steps { values, upto } => {
                let at = values.partition_point(|v| *v <= x);
                1.0 - at.checked_sub(1).and_then(|i| upto.get(i)).copied().unwrap_or(0.0)
            }
        }
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        if self.cap.is_finite() { self.moments_by_quadrature().0 } else { self.raw_mean() }
    }

    fn raw_mean(&self) -> f64 {
        match &self.shape {
            Shape::Constant(value) => *value,
            Shape::Uniform { low, high } => 0.5 * (low + high),
            Shape::ScaledBeta { low, high, a, b } => low + (high - low) * a / (a + b),
            Shape::Lognormal { mu, sigma } => libm::exp(mu + 0.5 * sigma * sigma),
            Shape::LogitNormal { .. } => self.moments_by_quadrature().0,
            Shape::Normal { mean, .. } => *mean,
            Shape::Gamma { shape, scale } => shape * scale,
            Shape::Weibull { shape, scale } => scale * libm::exp(ln_gamma(1.0 + 1.0 / shape)),
            Shape::Pareto { minimum, shape } => minimum * shape / (shape - 1.0),
            Shape::Gpd { threshold, scale, shape } => threshold + scale / (1.0 - shape),
            Shape::Steps { .. } => self.over_steps(|v| v),
        }
    }

    /// E[X^2], infinite where the tail is too heavy for a variance.
    pub fn second_moment(&self) -> f64 {
        if self.cap.is_finite() {
            return self.moments_by_quadrature().1;
        }
        let with = |mean: f64, variance: f64| mean * mean + variance;
        match &self.shape {
            Shape::Constant(value) => value * value,
            Shape::Uniform { low, high } => with(0.5 * (low + high), (high - low) * (high - low) / 12.0),
            Shape::ScaledBeta { low, high, a, b } => {
                let (w, n) = (high - low, a + b);
                with(low + w * a / n, w * w * a * b / (n * n * (n + 1.0)))
            }
            Shape::Lognormal { mu, sigma } => libm::exp(2.0 * mu + 2.0 * sigma * sigma),
            Shape::LogitNormal { .. } => self.moments_by_quadrature().1,
            Shape::Normal { mean, sd } => with(*mean, sd * sd),
            Shape::Gamma { shape, scale } => with(shape * scale, shape * scale * scale),
            Shape::Weibull { shape, scale } => scale * scale * libm::exp(ln_gamma(1.0 + 2.0 / shape)),
            Shape::Pareto { shape, .. } if *shape <= 2.0 => f64::INFINITY,
            Shape::Pareto { minimum, shape } => minimum * minimum * shape / (shape - 2.0),
            Shape::Gpd { shape, .. } if *shape >= 0.5 => f64::INFINITY,
            Shape::Gpd { threshold, scale, shape } => {
                let left = 1.0 - shape;
                with(threshold + scale / left, scale * scale / (left * left * (1.0 - 2.0 * shape)))
            }
            Shape::Steps { .. } => self.over_steps(|v| v * v),
        }
    }

    /// Standard deviation, infinite where the tail is too heavy for one.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        (self.second_moment() - mean * mean).max(0.0).sqrt()
    }

    /// The least and the greatest possible value, infinite where there is none.
    pub fn support(&self) -> (f64, f64) {
        (self.quantile(0.0), self.quantile(1.0))
    }

    fn over_steps(&self, f: impl Fn(f64) -> f64) -> f64 {
        self.as_steps().unwrap_or_default().into_iter().map(|(v, p)| p * f(v)).sum()
    }

    /// Mean and second moment over quantiles, by the midpoint rule with 4,000 cells in the logit of p, where both tails are smooth.
    fn moments_by_quadrature(&self) -> (f64, f64) {
        if matches!(self.shape, Shape::Constant(_) | Shape::Steps { .. }) {
            let steps = self.as_steps().unwrap_or_else(|| vec![(self.quantile(0.5), 1.0)]);
            return steps.iter().fold((0.0, 0.0), |(m, s), (v, p)| (m + p * v, s + p * v * v));
        }
        let (reach, cells) = (36.0, 4_000);
        let width = 2.0 * reach / f64::from(cells);
        let (mut weight, mut mean, mut second) = (0.0, 0.0, 0.0);
        for cell in 0..cells {
            let t = -reach + (f64::from(cell) + 0.5) * width;
            let p = 1.0 / (1.0 + libm::exp(-t));
            let density = p * (1.0 / (1.0 + libm::exp(t)));
            let x = self.quantile(p);
            weight += density;
            mean += density * x;
            second += density * x * x;
        }
        (mean / weight, second / weight)
    }
}

/// The quantile of a gamma law with scale 1, by bisection in the logarithm (small shapes put most of their mass near 0).
fn gamma_quantile(shape: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    // P(a, x) ~ x^a / (a Γ(a)) for small x bounds the quantile from below.
    let low = ((libm::log(p) + ln_gamma(shape + 1.0)) / shape).max(-700.0) - 1.0;
    let high = libm::log(shape + 40.0 + 12.0 * shape.sqrt());
    libm::exp(invert(|t| gamma_p(shape, libm::exp(t)), p, low, high.max(low + 1.0)))
}

/// (e^{shape h} - 1) / shape, its limit h at shape 0.
fn box_tail(shape: f64, h: f64) -> f64 {
    if shape.abs() < 1e-12 { h } else { libm::expm1(shape * h) / shape }
}

fn gpd_sf(y: f64, shape: f64) -> f64 {
    if shape.abs() < 1e-12 { libm::exp(-y) } else { libm::exp(-libm::log1p(shape * y) / shape) }
}

/// Checks a distribution for the place where it stands.
pub(crate) fn check(dist: &Dist, place: Place) -> Result<Law, Impossible> {
    let law = shape(dist, place)?;
    within(&law, place)?;
    Ok(law)
}

fn within(law: &Law, place: Place) -> Result<(), Impossible> {
    let (low, high) = law.support();
    let (what, expected, sound) = match place {
        Place::Rate => ("a yearly rate", "at 0 or above", low >= 0.0),
        Place::Share => ("a share or probability", "between 0 and 1", low >= 0.0 && high <= 1.0),
        Place::Amount => ("a loss", "at 0 or above", low >= 0.0),
        Place::Multiplier => ("a multiplier", "at 0 or above", low >= 0.0),
        Place::Any => return Ok(()),
    };
    if sound { Ok(()) } else { Err(Impossible::OutOfPlace { what, expected, low, high }) }
}

fn shape(dist: &Dist, place: Place) -> Result<Law, Impossible> {
    let shape = match dist {
        Dist::Constant { value } => Shape::Constant(finite("value", *value)?),
        Dist::Uniform { low, high } => {
            let (low, high) = ordered(*low, *high)?;
            if low == high { Shape::Constant(low) } else { Shape::Uniform { low, high } }
        }
        Dist::Pert { low, mode, high, gamma } => pert(*low, *mode, *high, *gamma)?,
        Dist::Lognormal { mu, sigma } => lognormal(finite("mu", *mu)?, *sigma)?,
        Dist::LognormalCi90 { p05, p95 } => from_ci90(positive("p05", *p05)?, *p95)?,
        Dist::Range { low, high, mode } => range(*low, *high, *mode, place)?,
        Dist::Normal { mean, sd } => normal(finite("mean", *mean)?, *sd)?,
        Dist::Exponential { mean } => Shape::Gamma { shape: 1.0, scale: positive("mean", *mean)? },
        Dist::Gamma { shape, scale } => {
            Shape::Gamma { shape: bounded("shape", *shape, 1e6)?, scale: positive("scale", *scale)? }
        }
        Dist::Weibull { shape, scale } => {
            let shape = positive("shape", *shape)?;
            at_least("shape", shape, 0.1, "0.1 or more")?;
            Shape::Weibull { shape, scale: positive("scale", *scale)? }
        }
        Dist::Pareto { minimum, shape } => {
            let (minimum, shape) = (positive("minimum", *minimum)?, positive("shape", *shape)?);
            if shape <= 1.0 {
                return Err(Impossible::NoMean(shape, "more than 1"));
            }
            Shape::Pareto { minimum, shape }
        }
        Dist::GeneralisedPareto { threshold, scale, shape } => {
            let (threshold, scale) = (finite("threshold", *threshold)?, positive("scale", *scale)?);
            let shape = finite("shape", *shape)?;
            at_least("shape", shape, 0.0, "0 or more, and less than 1")?;
            if shape >= 1.0 {
                return Err(Impossible::NoMean(shape, "less than 1"));
            }
            Shape::Gpd { threshold, scale, shape }
        }
        Dist::Beta { alpha, beta } => scaled_beta(bounded("alpha", *alpha, 1e9)?, bounded("beta", *beta, 1e9)?),
        Dist::Events { events, years } => {
            let events = finite("events", *events)?;
            at_least("events", events, 0.0, "0 or more")?;
            Shape::Gamma { shape: bounded("events", events + 0.5, 1e6)?, scale: 1.0 / positive("years", *years)? }
        }
        Dist::Trials { hits, trials } => {
            let (hits, trials) = (finite("hits", *hits)?, finite("trials", *trials)?);
            at_least("hits", hits, 0.0, "0 or more")?;
            if hits > trials {
                let found = format!("{hits} hits in {trials} trials");
                return Err(Impossible::Order { expected: "at most as many hits as trials", found });
            }
            scaled_beta(bounded("hits", hits + 0.5, 1e9)?, bounded("trials", trials - hits + 0.5, 1e9)?)
        }
        Dist::Discrete { values, weights } => steps(values, Some(weights))?,
        Dist::Empirical { values } => steps(values, None)?,
        Dist::OnceIn { years } => Shape::Constant(1.0 / positive("years", *years)?),
        Dist::ChanceAYear { probability } => {
            let p = finite("probability", *probability)?;
            if !(0.0..1.0).contains(&p) {
                return Err(Impossible::Parameter {
                    name: "probability",
                    found: p,
                    expected: "0 or more and less than 1",
                });
            }
            Shape::Constant(-libm::log1p(-p))
        }
        Dist::Capped { of, at } => {
            if matches!(**of, Dist::Capped { .. }) {
                return Err(Impossible::List("a capped distribution cannot be capped again"));
            }
            let law = shape(of, place)?;
            return Ok(Law { cap: finite("at", *at)?, ..law });
        }
    };
    Ok(Law::of(shape))
}

/// The greatest size of a parameter: beyond it sums of losses lose their last units of money.
const GREATEST: f64 = 1e18;

fn finite(name: &'static str, value: f64) -> Result<f64, Impossible> {
    if !value.is_finite() {
        return Err(Impossible::NotFinite(name));
    }
    if value.abs() <= GREATEST {
        return Ok(value);
    }
    Err(Impossible::Parameter { name, found: value, expected: "between -10^18 and 10^18" })
}

fn at_least(name: &'static str, found: f64, least: f64, expected: &'static str) -> Result<(), Impossible> {
    if found >= least { Ok(()) } else { Err(Impossible::Parameter { name, found, expected }) }
}

fn positive(name: &'static str, value: f64) -> Result<f64, Impossible> {
    let found = finite(name, value)?;
    // Smaller numbers are zero for every purpose, and their reciprocals are beyond the greatest.
    if found >= 1e-18 { Ok(found) } else { Err(Impossible::Parameter { name, found, expected: "more than 0" }) }
}

fn bounded(name: &'static str, value: f64, most: f64) -> Result<f64, Impossible> {
    let found = positive(name, value)?;
    if (1e-3..=most).contains(&found) {
        return Ok(found);
    }
    Err(Impossible::Parameter {
        name,
        found,
        expected: "at least 0.001 and not beyond a million (a thousand million for shares)",
    })
}

fn ordered(low: f64, high: f64) -> Result<(f64, f64), Impossible> {
    let (low, high) = (finite("low", low)?, finite("high", high)?);
    if low <= high {
        return Ok((low, high));
    }
    Err(Impossible::Order { expected: "low <= high", found: format!("low {low}, high {high}") })
}

fn scaled_beta(a: f64, b: f64) -> Shape {
    Shape::ScaledBeta { low: 0.0, high: 1.0, a, b }
}

fn pert(low: f64, mode: f64, high: f64, gamma: f64) -> Result<Shape, Impossible> {
    let (low, mode, high) = (finite("low", low)?, finite("mode", mode)?, finite("high", high)?);
    let gamma = finite("gamma", gamma)?;
    if !(low <= mode && mode <= high) {
        let found = format!("low {low}, mode {mode}, high {high}");
        return Err(Impossible::Order { expected: "low <= mode <= high", found });
    }
    if !(0.0..=1000.0).contains(&gamma) {
        return Err(Impossible::Parameter { name: "gamma", found: gamma, expected: "0 to 1000; 4 by custom" });
    }
    if low == high {
        return Ok(Shape::Constant(low));
    }
    let weight = |part: f64| 1.0 + gamma * part / (high - low);
    Ok(Shape::ScaledBeta { low, high, a: weight(mode - low), b: weight(high - mode) })
}

fn lognormal(mu: f64, sigma: f64) -> Result<Shape, Impossible> {
    let sigma = finite("sigma", sigma)?;
    at_least("sigma", sigma, 0.0, "0 or more")?;
    if sigma > MAX_SIGMA {
        return Err(Impossible::TooWide(sigma));
    }
    if mu.abs() > 300.0 {
        return Err(Impossible::Parameter { name: "mu", found: mu, expected: "between -300 and 300" });
    }
    Ok(if sigma == 0.0 { Shape::Constant(libm::exp(mu)) } else { Shape::Lognormal { mu, sigma } })
}

fn from_ci90(p05: f64, p95: f64) -> Result<Shape, Impossible> {
    let (low, high) = ordered(p05, p95)?;
    if low == high {
        return Ok(Shape::Constant(low));
    }
    let (l, h) = (libm::log(low), libm::log(high));
    lognormal(0.5 * (l + h), (h - l) / (2.0 * Z95))
}

fn normal(mean: f64, sd: f64) -> Result<Shape, Impossible> {
    let sd = finite("sd", sd)?;
    at_least("sd", sd, 0.0, "0 or more")?;
    Ok(if sd == 0.0 { Shape::Constant(mean) } else { Shape::Normal { mean, sd } })
}

fn range(low: f64, high: f64, mode: Option<f64>, place: Place) -> Result<Shape, Impossible> {
    let (low, high) = ordered(low, high)?;
    if low == high {
        return Ok(Shape::Constant(low));
    }
    if let Some(mode) = mode {
        return crate::fit::pert_by_percentiles(low, mode, high, place);
    }
    match place {
        Place::Any => normal(0.5 * (low + high), (high - low) / (2.0 * Z95)),
        Place::Share => share(low, high),
        _ if low == 0.0 => Ok(Shape::Gamma { shape: 1.0, scale: high / -libm::log(0.05) }),
        _ => from_ci90(positive("low", low)?, high),
    }
}

fn share(low: f64, high: f64) -> Result<Shape, Impossible> {
    if low < 0.0 || high > 1.0 {
        return Err(Impossible::OutOfPlace { what: "a share or probability", expected: "between 0 and 1", low, high });
    }
    // Beta(1, b) has P(X > x) = (1 - x)^b, beta(a, 1) has P(X <= x) = x^a.
    let free = |end: f64| (libm::log(0.05) / libm::log(end)).clamp(1e-3, 1e9);
    match (low == 0.0, high == 1.0) {
        (true, true) => Ok(Shape::Uniform { low, high }),
        (true, false) => Ok(scaled_beta(1.0, free(1.0 - high))),
        (false, true) => Ok(scaled_beta(free(low), 1.0)),
        (false, false) => {
            let logit = |x: f64| libm::log(x / (1.0 - x));
            Ok(Shape::LogitNormal {
                mu: 0.5 * (logit(low) + logit(high)),
                sigma: (logit(high) - logit(low)) / (2.0 * Z95),
            })
        }
    }
}

fn steps(values: &[f64], weights: Option<&Vec<f64>>) -> Result<Shape, Impossible> {
    if values.is_empty() {
        return Err(Impossible::List("expected at least one value"));
    }
    if values.len() > MAX_VALUES {
        return Err(Impossible::List("expected at most a million values"));
    }
    if weights.is_some_and(|w| w.len() != values.len()) {
        return Err(Impossible::List("expected as many weights as values"));
    }
    let even = vec![1.0; values.len()];
    let weights = weights.unwrap_or(&even);
    if !values.iter().chain(weights).all(|v| v.abs() <= GREATEST) {
        return Err(Impossible::NotFinite("every value and weight"));
    }
    let total: f64 = weights.iter().sum();
    if weights.iter().any(|w| *w < 0.0) || !(total > 0.0 && total.is_finite()) {
        return Err(Impossible::List("weights must be 0 or more, with a sum above 0"));
    }
    let mut pairs: Vec<(f64, f64)> =
        values.iter().copied().zip(weights.iter().copied()).filter(|p| p.1 > 0.0).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut sum = 0.0;
    let mut upto: Vec<f64> = pairs
        .iter()
        .map(|(_, w)| {
            sum += w / total;
            sum
        })
        .collect();
    if let Some(last) = upto.last_mut() {
        *last = 1.0;
    }
    Ok(Shape::Steps { values: pairs.iter().map(|p| p.0).collect(), upto: upto.into() })
}
