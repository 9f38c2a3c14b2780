//! What the program says and answers with when something does not work.

use std::process::ExitCode;

/// Nothing to do, or all is done and well.
pub const FINE: u8 = 0;
/// Something is wrong: what was given, what was found, or what was asked for could not be done.
pub const WRONG: u8 = 1;
/// A plan has changes that are not applied yet.
pub const PENDING: u8 = 2;
/// A check could not run, so nothing is known.
pub const UNABLE: u8 = 2;
/// The command line itself was wrong.
pub const USAGE: u8 = 64;

/// One clear line, and details where there are any.
#[derive(Debug)]
pub struct Failure {
    message: String,
}

impl Failure {
    /// A failure in words.
    pub fn said(message: impl Into<String>) -> Failure {
        Failure { message: message.into() }
    }

    /// Prints it and gives the exit code.
    pub fn report(&self) -> ExitCode {
        eprintln!("error: {}", self.message);
        ExitCode::from(WRONG)
    }
}

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Failure {
        Failure::said(error.to_string())
    }
}

impl From<ledger::Error> for Failure {
    fn from(error: ledger::Error) -> Failure {
        Failure::said(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::said(match error.kind() {
            std::io::ErrorKind::StorageFull => format!("no space is left: free some and try again ({error})"),
            _ => error.to_string(),
        })
    }
}

/// Result of a command: its exit code.
pub type Outcome = Result<u8, Failure>;
