//! Distributions as people state them, and as they are computed with.
//!
//! A [`Dist`] is what someone wrote down, checked by nobody; [`Dist::law`] checks it and gives a [`Law`], which cannot be
//! impossible. Amounts are in whatever unit the caller uses throughout: one currency, one year.

use crate::law::Law;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A distribution as stated. A bare number stands for a constant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Dist {
    /// Always this value.
    Constant {
        /// The value.
        value: f64,
    },
    /// Every value between the ends is as likely as any other.
    Uniform {
        /// The lowest possible value.
        low: f64,
        /// The highest possible value.
        high: f64,
    },
    /// PERT: a beta distribution scaled to low..high, with shapes 1 + g (mode - low) / (high - low) and 1 + g (high - mode) / (high - low)
    /// (Vose 2008). Its ends are the least and the greatest possible values, not percentiles.
    Pert {
        /// The lowest possible value.
        low: f64,
        /// The most likely value.
        mode: f64,
        /// The highest possible value.
        high: f64,
        /// How much the mode weighs; 4 by custom.
        #[serde(default = "four")]
        gamma: f64,
    },
    /// exp(mu + sigma Z).
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// A lognormal distribution by its 5th and 95th percentile: mu = (ln p05 + ln p95) / 2, sigma = (ln p95 - ln p05) / (2 z95).
    LognormalCi90 {
        /// 5th percentile, above 0.
        p05: f64,
        /// 95th percentile.
        p95: f64,
    },
    /// A calibrated 90 % range; what it is fitted to depends on where it stands, see [`Dist::law`].
    Range {
        /// 5th percentile.
        low: f64,
        /// 95th percentile.
        high: f64,
        /// The most likely value, where the author states one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mode: Option<f64>,
    },
    /// Normal; for baselines of objectives, which may be negative.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// Exponential.
    Exponential {
        /// Mean.
        mean: f64,
    },
    /// Gamma.
    Gamma {
        /// Shape.
        shape: f64,
        /// Scale: mean = shape x scale.
        scale: f64,
    },
    /// Weibull.
    Weibull {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
    },
    /// Pareto (type I): P(X > x) = (minimum / x)^shape.
    Pareto {
        /// The least possible value.
        minimum: f64,
        /// Tail index, above 1 so that a mean exists.
        shape: f64,
    },
    /// Generalised Pareto: P(X > threshold + y) = (1 + shape y / scale)^(-1 / shape).
    GeneralisedPareto {
        /// Where it begins.
        threshold: f64,
        /// Scale.
        scale: f64,
        /// Shape xi, at least 0 and below 1 so that a mean exists.
        shape: f64,
    },
    /// Beta, a share.
    Beta {
        /// First shape.
        alpha: f64,
        /// Second shape.
        beta: f64,
    },
    /// A yearly rate after `events` events in `years` years: gamma(events + 1/2, rate years), the posterior under Jeffreys' prior, so that
    /// nothing in five years is an honest answer and not zero.
    Events {
        /// How many were seen.
        events: f64,
        /// In how many years of looking.
        years: f64,
    },
    /// A share after `hits` hits in `trials` trials: beta(hits + 1/2, trials - hits + 1/2), the posterior under Jeffreys' prior.
    Trials {
        /// How many hit.
        hits: f64,
        /// Of how many.
        trials: f64,
    },
    /// A few values with their weights.
    Discrete {
        /// The values.
        values: Vec<f64>,
        /// Their weights, which need not add up to one.
        weights: Vec<f64>,
    },
    /// Observed values, each as likely as any other.
    Empirical {
        /// The values.
        values: Vec<f64>,
    },
    /// A yearly rate of 1 / years.
    OnceIn {
        /// Once in so many years, on average.
        years: f64,
    },
    /// A yearly rate by the probability of at least one event in a year: -ln(1 - p). "Once in 20 years" and "5 % a year" differ.
    ChanceAYear {
        /// The probability.
        probability: f64,
    },
    /// Another distribution, cut off: what lies above `at` counts as `at` (a contract's cap, an insured sum).
    Capped {
        /// What is cut off.
        of: Box<Dist>,
        /// The most it can be.
        at: f64,
    },
}

/// Where a distribution stands, which decides what it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Something that happens so often a year: 0 or more.
    Rate,
    /// A share or probability: 0 to 1.
    Share,
    /// Money, or another size of loss: 0 or more.
    Amount,
    /// A multiplier: 0 or more.
    Multiplier,
    /// Any number: a plan's result.
    Any,
}

/// Why a distribution is impossible.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Impossible {
    /// A parameter is infinite or not a number.
    #[error("{0} must be a finite number")]
    NotFinite(&'static str),
    /// A parameter is too small.
    #[error("{name} is {found}, expected {expected}")]
    Parameter {
        /// Its name.
        name: &'static str,
        /// What was found.
        found: f64,
        /// What was expected, in words.
        expected: &'static str,
    },
    /// Ends or mode out of order.
    #[error("expected {expected}, found {found}")]
    Order {
        /// What was expected, in words.
        expected: &'static str,
        /// What was found, in words.
        found: String,
    },
    /// Values outside what the place allows.
    #[error("{what} must lie {expected}; this distribution reaches from {low} to {high}")]
    OutOfPlace {
        /// What stands there.
        what: &'static str,
        /// Where it must lie.
        expected: &'static str,
        /// Its least possible value.
        low: f64,
        /// Its greatest possible value.
        high: f64,
    },
    /// The spread is beyond anything that can be believed or computed.
    #[error(
        "sigma is {0}, expected at most {MAX_SIGMA}: beyond it the mean is decided by events that nobody will ever see"
    )]
    TooWide(f64),
    /// The mean is infinite.
    #[error("with shape {0} the mean is infinite, so that no average loss exists; expected {1}")]
    NoMean(f64, &'static str),
    /// Lists that do not fit.
    #[error("{0}")]
    List(&'static str),
}

/// The widest spread of a lognormal distribution that is accepted: its 95th percentile is then 10^10 times its 5th.
pub const MAX_SIGMA: f64 = 7.0;

/// The most values of a discrete or empirical distribution.
pub const MAX_VALUES: usize = 1_000_000;

impl Dist {
    /// A constant.
    pub fn constant(value: f64) -> Dist {
        Dist::Constant { value }
    }

    /// Checks the distribution for where it stands and makes it computable.
    ///
    /// A [`Dist::Range`] becomes: a constant where both ends are equal; with a mode, a PERT whose 5th and 95th percentiles are
    /// the ends; else for rates, amounts and multipliers a lognormal (with a low end of 0 an exponential whose 95th percentile is the high end); for
    /// shares a logit-normal (touching 0 or 1 a beta with one free shape, 0..1 uniform); anywhere else a normal.
    ///
    /// # Errors
    /// [`Impossible`], saying which parameter is wrong and what was expected.
    pub fn law(&self, place: Place) -> Result<Law, Impossible> {
        crate::law::check(self, place)
    }
}

impl From<f64> for Dist {
    fn from(value: f64) -> Dist {
        Dist::constant(value)
    }
}

fn four() -> f64 {
    4.0
}

impl Serialize for Dist {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        Dist::serialize(self, s)
    }
}

impl<'de> Deserialize<'de> for Dist {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Dist, D::Error> {
        struct NumberOrStated;
        impl<'de> serde::de::Visitor<'de> for NumberOrStated {
            type Value = Dist;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number or a distribution such as {type: lognormal_ci90, p05: 10000, p95: 1000000}")
            }
            fn visit_f64<E>(self, value: f64) -> Result<Dist, E> {
                Ok(Dist::constant(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Dist, E> {
                Ok(Dist::constant(value as f64))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Dist, E> {
                Ok(Dist::constant(value as f64))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Dist, A::Error> {
                Dist::deserialize(serde::de::value::MapAccessDeserializer::new(map))
            }
        }
        d.deserialize_any(NumberOrStated)
    }
}
