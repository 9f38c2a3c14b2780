//! The exact engine: the distribution of a year's loss without sampling error.
//!
//! A year's loss is a compound Poisson sum; its Fourier transform is exp(rate (transform of the loss of an event - 1)), and independent scenarios
//! multiply (Grübel and Hermesmeier 1999, "Computation of compound distributions I: aliasing errors and exponential tilting").
//!
//! **Exact** (but for the grid's step, whose error is stated): Poisson and Bernoulli frequency, rates drawn each year, any number of forms of loss,
//! secondary loss, transfers per event, one transfer of a year's sum per scenario, controls and causes that are on or off for everyone, threat levels.
//! States that two or more scenarios share are enumerated, at most 12 among scenarios that hang together; a state of one scenario
//! alone is averaged within it.
//!
//! **Averaged apart** by [`predictive`]: uncertain rates and secondary probabilities, pooled estimates, uncertain multipliers and reliability, and
//! coverage where it moves one thing only. What cannot be averaged apart is refused with [`ExactError::NeedsSimulation`]; [`over_worlds`] answers it.

mod annual;
mod cells;
mod component;
mod count;
mod fast;
mod form;
mod grid;
mod net;
mod plan;
mod run;
mod severity;
mod spread;
mod worlds;

pub use annual::Annual;
pub use run::Prepared;
pub use worlds::{Band, Banded, over_worlds};

use crate::{
    checked::Checked,
    world::{Variant, World},
};

/// Which losses.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// Those of every scenario.
    All,
    /// Those of one scenario, by index.
    Scenario(usize),
    /// Those that land on an objective, by index.
    Objective(usize),
    /// So much (0 or more, each scenario once) of each scenario.
    Shares(&'a [(usize, f64)]),
}

/// The grid on which losses are computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// How many points; a power of two from 64 to 2^22.
    pub points: usize,
    /// The greatest loss; chosen so that about one year in 100,000 lies beyond it where nothing is stated.
    pub reach: Option<f64>,
}

impl Grid {
    /// For a curve that follows the hand: 64 worlds of one risk take some 10 ms, and the error of a probability is some
    /// 1e-5 to 1e-4 in the body and the tail, up to some 1e-3 at amounts of a few steps.
    pub const LIVE: Grid = Grid { points: 1 << 12, reach: None };
}

impl Default for Grid {
    fn default() -> Grid {
        Grid { points: 1 << 14, reach: None }
    }
}

/// Why the exact engine cannot answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ExactError {
    /// The model has something that this engine cannot separate.
    #[error("the exact engine cannot compute this: {0}; use the simulation")]
    NeedsSimulation(&'static str),
    /// A grid that cannot be.
    #[error(
        "the grid has {points} points with reach {reach:?}; expected a power of two from 64 to 4194304, and a finite reach above 0"
    )]
    Grid {
        /// Points that were asked for.
        points: usize,
        /// The greatest loss that was asked for.
        reach: Option<f64>,
    },
    /// An index that does not exist.
    #[error("there is no {what} number {index}")]
    Unknown {
        /// Of what.
        what: &'static str,
        /// The index.
        index: usize,
    },
    /// A share below zero.
    #[error("the share of scenario number {scenario} is {share}; expected a finite number of 0 or more")]
    Share {
        /// The scenario.
        scenario: usize,
        /// Its share.
        share: f64,
    },
    /// A scenario that is named twice.
    #[error("scenario number {0} is asked for twice")]
    Twice(usize),
    /// Losses that no grid can hold.
    #[error("losses reach to {0:e}, more than can be computed with")]
    TooGreat(f64),
}

/// The predictive distribution of one year's loss: everything uncertain is averaged out.
///
/// # Errors
/// [`ExactError::NeedsSimulation`] for what cannot be averaged apart; the others for impossible requests.
pub fn predictive(model: &Checked, variant: &Variant, of: Of, grid: &Grid) -> Result<Annual, ExactError> {
    run::annual(model, &plan::Plan::predictive(model, variant, of)?, grid)
}

/// The predictive distributions of several variants on one grid: those of sets of treatments, by the thousand.
///
/// # Errors
/// As for [`predictive`].
pub fn predictive_all(model: &Checked, variants: &[Variant], of: Of, grid: &Grid) -> Result<Vec<Annual>, ExactError> {
    let plans: Result<Vec<_>, ExactError> = variants.iter().map(|v| plan::Plan::predictive(model, v, of)).collect();
    run::all(model, &plans?, grid)
}

/// The distribution of one year's loss within a world: uncertain parameters have one value.
///
/// # Errors
/// [`ExactError::NeedsSimulation`] for transfers and dependence that this engine cannot compute; the others for impossible requests.
pub fn in_world(model: &Checked, world: &World, of: Of, grid: &Grid) -> Result<Annual, ExactError> {
    run::annual(model, &plan::Plan::in_world(model, world, of)?, grid)
}
