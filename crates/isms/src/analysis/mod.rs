//! Analyses: pure functions of the value and the moment, answered for the organisation and released as aggregates.

pub mod algebra;
pub mod applicability;
pub mod assured;
pub mod backtest;
pub mod certainty;
pub mod conformance;
pub mod mandate;
pub mod message;
pub mod model;
pub mod numbers;
pub mod outline;
pub mod reach;
pub mod reading;
pub mod reliability;
pub mod reliance;
pub mod risk;
pub mod sample;
pub mod supply;
pub mod told;
