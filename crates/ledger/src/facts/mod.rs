//! Facts: what arrives in bulk from outside and lasts from one act to another.
//!
//! A fact is a typed row with a key (which fact it is) and values (what is known of it). Its row is an interval of
//! acts: open while the newest batch of its source says the same. When a fact was last seen belongs to the batch, so
//! a scan that finds nothing new writes no rows. The batch is sealed: its raw rows are a content-addressed file of
//! JSON Lines, the act covers its hash and counts, and the tables are a projection that [`Ledger::rebuild_facts`]
//! makes anew and [`Ledger::verify`] compares.
//!
//! [`Ledger::rebuild_facts`]: crate::Ledger::rebuild_facts
//! [`Ledger::verify`]: crate::Ledger::verify

mod batch;
mod kinds;
mod query;
mod replay;

pub use batch::{FactBatch, Mode};
pub(crate) use batch::{Prepared, apply, prepare, refuse_twice};
pub use kinds::{
    AccessGrant, Acknowledgement, CheckResult, Completion, Exposure, Fact, Measurement, Signal, TABLES, Table,
};
pub use query::{Cursor, FactQuery, Interval};
pub(crate) use replay::{compare, rebuild};

/// `to_seq` of an interval that has not ended.
pub(crate) const OPEN: i64 = i64::MAX;
