//! Meaning: records, relations, lifecycles, rules, analyses; the Isms value. No I/O.
//!
//! A kind of record is one plain struct in one file of an area's folder; everything generic is made from its description.
//! [`isms::Isms`] is all records of an organisation at one moment, and every question is a pure function of it.

pub mod analysis;
pub mod area;
pub mod audience;
pub mod authority;
pub mod cadence;
pub mod check;
pub mod coming;
pub mod custom;
pub mod diff;
pub mod field;
pub mod filter;
pub mod head;
pub mod heard;
pub mod invariants;
pub mod isms;
pub mod kind;
pub mod lifecycle;
pub mod memo;
pub mod outer;
pub mod picture;
pub mod proportion;
pub mod record;
pub mod register;
pub mod rules;
pub mod table;
pub mod values;
pub mod veil;
pub mod view;

include!(concat!(env!("OUT_DIR"), "/kinds.rs"));
