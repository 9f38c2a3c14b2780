//! What is wrong in a document, where it stands, and what would mend it: one form for every layer of validation.

use crate::place::{At, Fault};
use serde_json::Value;
use std::fmt;

/// How grave a deviation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// Breaks the OSCAL schema or a constraint that others rely on; strict validation refuses the document.
    Error,
    /// Allowed, or common in published documents, and yet likely a mistake.
    Warning,
    /// Worth knowing; legitimate in documents of this sort.
    Note,
}

impl Gravity {
    /// The word of it.
    pub fn word(self) -> &'static str {
        match self {
            Gravity::Error => "error",
            Gravity::Warning => "warning",
            Gravity::Note => "note",
        }
    }
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq)]
pub struct Deviation {
    pub gravity: Gravity,
    /// A short word that never changes: `unknown-member`, `cardinality`, `token`, `dangling`, `duplicate-id` ...
    pub rule: &'static str,
    /// RFC 6901 pointer into the document's JSON form.
    pub pointer: String,
    /// Where that stands in the text that was read, whatever its form; line 0 where it has no place.
    pub at: At,
    /// What was found and what was expected.
    pub message: String,
    /// What repair mode does about it; none where only its author can know.
    pub repair: Option<Repair>,
}

/// A change to the value at a deviation's pointer that mends it without losing what its author meant.
#[derive(Debug, Clone, PartialEq)]
pub enum Repair {
    /// Takes this value instead.
    Set(Value),
    /// Goes: only for what says nothing, such as an empty list.
    Remove,
    /// The member is called this.
    Rename(String),
    /// Becomes a property or remark elsewhere, so that nothing is lost: pointer of where to, and what is put there.
    Move(String, Value),
}

impl From<Fault> for Deviation {
    fn from(fault: Fault) -> Self {
        let at = At { line: fault.line, col: fault.col };
        let message = match fault.expected.as_str() {
            "" => fault.message,
            expected => format!("expected {expected}, found {}", fault.message),
        };
        Deviation { gravity: Gravity::Error, rule: "unreadable", pointer: fault.pointer, at, message, repair: None }
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at.line > 0 {
            write!(f, "{}:{}: ", self.at.line, self.at.col)?;
        }
        write!(f, "{} [{}]", self.gravity.word(), self.rule)?;
        if !self.pointer.is_empty() {
            write!(f, " {}", self.pointer)?;
        }
        write!(f, ": {}", self.message)
    }
}
