//! Faults: what is wrong with input, where, and what was expected.

use crate::{isms::Isms, record::AnyRecord};
use serde::Serialize;
use std::fmt;

/// One thing wrong with a record or a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// JSON pointer into what was given; empty for the whole.
    pub pointer: String,
    /// What is wrong and what was expected.
    pub message: String,
}

impl Fault {
    /// A fault at a pointer.
    pub fn at(pointer: impl Into<String>, message: impl Into<String>) -> Fault {
        Fault { pointer: pointer.into(), message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.pointer, self.message)
        }
    }
}

/// What a kind's own check sees: the value as it would stand, and the record in it.
pub struct Check<'a> {
    /// The value after the change.
    pub isms: &'a Isms,
    /// The record, as it would stand.
    pub record: &'a dyn AnyRecord,
    /// The record before the change, where it existed.
    pub before: Option<&'a dyn AnyRecord>,
    /// What was found.
    pub faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    /// A check that has found nothing yet.
    pub fn new(isms: &'a Isms, record: &'a dyn AnyRecord) -> Self {
        Check { isms, record, before: None, faults: Vec::new() }
    }

    /// Notes a fault.
    pub fn fault(&mut self, pointer: impl Into<String>, message: impl Into<String>) {
        self.faults.push(Fault::at(pointer, message));
    }

    /// Notes a fault unless something holds.
    pub fn require(&mut self, holds: bool, pointer: &str, message: &str) {
        if !holds {
            self.fault(pointer, message);
        }
    }
}
