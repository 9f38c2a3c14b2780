//! One body per test, both engines.

mod archive;
mod chain;
mod durability;
mod facts;
mod moments;
mod opening;
mod schema;
mod stage;
mod state;
mod tampering;
