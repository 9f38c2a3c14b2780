//! Analyses: pure functions of the value and the moment, answered for the organisation and released as aggregates.

pub mod backtest;
pub mod certainty;
pub mod mandate;
pub mod model;
pub mod reliability;
pub mod risk;
pub mod supply;
pub mod told;
