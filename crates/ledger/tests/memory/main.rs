//! One body per test, both engines.

mod chain;
mod stage;
