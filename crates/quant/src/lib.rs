//! Numbers a board may rely on: Open FAIR scenarios, quantified in money. Knows no management system, does no I/O, reads no clock.
//!
//! State a [`Model`], [`Model::check`] it, and compute it with one of two engines that must agree.

mod checked;
pub mod decide;
mod dist;
pub mod exact;
mod fault;
mod fit;
mod interval;
mod key;
mod law;
#[cfg(test)]
mod law_tests;
mod model;
pub mod simulate;
pub mod special;
mod world;

pub use checked::{Checked, MAX_SCENARIOS};
pub use dist::{Dist, Impossible, MAX_SIGMA, MAX_VALUES, Place};
pub use fault::{Fault, Faults, Problem};
pub use interval::{Impossible as ImpossibleInterval, Interval90};
pub use law::Law;
pub use model::*;
pub use world::{Factors, Variant, World, Worlds};

/// The version of the model: it changes whenever the same input may give another number.
pub const MODEL_VERSION: &str = "1.0";
