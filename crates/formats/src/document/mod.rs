//! The documents of a management system as Markdown that people write: policies, guidelines, instructions and courses.
//!
//! Reading is tolerant: headings and words are understood in English, German and French, in the forms found in real folders and
//! repositories. Writing is strict: there is one way, and what was written reads back as the same value. Text that is not understood
//! is never lost: it stands in the nearest prose field, or it is a fault at its line. Fields of prose are Markdown, and a line of
//! such a field that would be taken for structure gets a backslash in front when written.

mod align;
pub mod course;
mod front;
pub mod guideline;
pub mod instruction;
mod kind;
mod lines;
mod marks;
mod names;
pub mod policy;
mod prose;
pub mod redline;
mod steps;

pub use kind::{Kind, kind_of};
pub use redline::redline;

use crate::place::{At, Fault};

/// Members of the front matter that mean nothing to us, as they were.
pub type Other = serde_json::Map<String, serde_json::Value>;

/// A document, and what is worth knowing about how it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<T> {
    pub document: T,
    /// In the order of their lines.
    pub remarks: Vec<Remark>,
}

/// Something that a reader of a document did and its author may not expect; no fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub at: At,
    pub message: String,
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.at, self.message)
    }
}

/// Largest document in bytes.
pub const LARGEST: usize = 1 << 20;
/// Most statements, requirements, steps, or sections with questions and answers, of a document.
pub const MOST: usize = 5_000;
/// Most faults that are told at once.
const MOST_FAULTS: usize = 50;

/// What reading found wrong or worth a remark, until it is known whether there is a document.
#[derive(Debug, Default)]
struct Notes {
    faults: Vec<Fault>,
    remarks: Vec<Remark>,
}

impl Notes {
    fn fault(&mut self, line: usize, expected: impl Into<String>, found: impl Into<String>) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::expected(At::new(line, 1), "", expected, found));
        }
    }

    fn remark(&mut self, line: usize, message: impl Into<String>) {
        self.remarks.push(Remark { at: At::new(line, 1), message: message.into() });
    }

    /// Says so once, when there come to be more than [`MOST`] of something.
    fn bounded(&mut self, line: usize, before: usize, now: usize, what: &str) {
        if before <= MOST && now > MOST {
            self.fault(line, format!("{MOST} {what} at most"), "more; split the document");
        }
    }

    fn done<T>(mut self, document: T) -> Result<Read<T>, Vec<Fault>> {
        self.faults.sort_by_key(|f| (f.line, f.col));
        self.remarks.sort_by_key(|r| r.at);
        if self.faults.is_empty() { Ok(Read { document, remarks: self.remarks }) } else { Err(self.faults) }
    }
}

/// A text shortened for a message.
fn shown(text: &str) -> String {
    format!("{:.60}", format!("{:?}", text.trim()))
}

#[cfg(test)]
mod tests;
