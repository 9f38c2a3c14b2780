//! What is wrong with a folder, at its line.

use serde::Serialize;
use std::fmt;

/// One fault in one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Path within the folder.
    pub file: String,
    /// Line from 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// Column in characters from 1.
    pub column: u32,
    /// What is wrong and what was expected.
    pub message: String,
}

impl Problem {
    /// A fault of a file as a whole.
    pub fn whole(file: &str, message: impl Into<String>) -> Problem {
        Problem { file: file.into(), line: 0, column: 0, message: message.into() }
    }

    /// A fault at a place.
    pub fn at(file: &str, at: formats::At, message: impl Into<String>) -> Problem {
        Problem { file: file.into(), line: at.line, column: at.col, message: message.into() }
    }

    /// A reader's fault.
    pub fn read(file: &str, fault: &formats::Fault) -> Problem {
        let message = match fault.expected.is_empty() {
            true => fault.message.clone(),
            false => format!("expected {}, found {}", fault.expected, fault.message),
        };
        Problem { file: file.into(), line: fault.line, column: fault.col, message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}:{}: {}", self.file, self.column, self.message),
        }
    }
}
