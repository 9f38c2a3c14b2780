//! What can go wrong between a wish and an act.

use isms::check::Fault;

/// Result of a service function.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it may not be seen.
    #[error("there is no {0}")]
    NotFound(String),
    /// It may be seen, but this may not be done to it.
    #[error("{0}")]
    Denied(String),
    /// What was given is not sound; every fault names its place.
    #[error("{}", list(.0))]
    Invalid(Vec<Fault>),
    /// Someone else changed the record in the meantime.
    #[error(
        "{key} stands at version {found}, not {given}: someone changed it in the meantime; look at their change and repeat yours"
    )]
    Conflict {
        /// The record's key.
        key: String,
        /// Its version now.
        found: i64,
        /// The version that was looked at.
        given: i64,
    },
    /// The database is open for reading only.
    #[error("the database is open for reading only: {0}")]
    ReadOnly(String),
    /// Login or password are wrong, or the link was used or has expired.
    #[error("{0}")]
    SignIn(&'static str),
    /// The ledger refused.
    #[error(transparent)]
    Ledger(ledger::Error),
    /// A computation ended without an answer.
    #[error("{0}")]
    Internal(String),
    /// A stored record does not read.
    #[error("stored data does not read: {0}; run surety verify")]
    Stored(String),
}

fn list(faults: &[Fault]) -> String {
    let shown: Vec<String> = faults.iter().take(20).map(ToString::to_string).collect();
    let more = if faults.len() > 20 { format!("\n… and {} more", faults.len() - 20) } else { String::new() };
    format!("{}{more}", shown.join("\n"))
}

impl From<ledger::Error> for Error {
    fn from(error: ledger::Error) -> Error {
        match error {
            ledger::Error::ReadOnly { detail } => Error::ReadOnly(detail),
            other => Error::Ledger(other),
        }
    }
}

impl Error {
    /// One fault.
    pub fn fault(pointer: impl Into<String>, message: impl Into<String>) -> Error {
        Error::Invalid(vec![Fault::at(pointer, message)])
    }
}
