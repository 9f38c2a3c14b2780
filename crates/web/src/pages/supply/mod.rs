//! Suppliers: what they owe us, what rests on them, how concentrated we are, and the register of information.

pub mod concentration;
mod contract;
pub mod dora;
mod files;
pub mod obligation;
mod parts;
mod sourcing;
mod supplier;

pub use contract::insight as of_contract;
pub use obligation::insight as of_obligation;
pub use sourcing::of_decision;
pub use supplier::insight as of_supplier;
