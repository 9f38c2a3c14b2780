//! What can go wrong, told apart where a caller acts on it.

use std::path::{Path, PathBuf};

use uuid::Uuid;

/// Errors of the ledger. Messages say what was expected and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database was written by a newer release. It can still be opened with [`crate::Options::read_only`].
    #[error("the database has schema {found}, this program knows up to {known}: upgrade it, or open read-only")]
    NewerSchema {
        /// Schema number of the database.
        found: i64,
        /// Highest schema number this program knows.
        known: i64,
    },
    /// The database belongs to another program; nothing was written to it.
    #[error("this is not a Surety database ({what}): name an empty or absent one")]
    ForeignFile {
        /// What was found instead.
        what: String,
    },
    /// Somebody else holds the write lock for longer than the busy timeout.
    #[error("the database is locked by another process: stop it or try again ({detail})")]
    Locked {
        /// The engine's words.
        detail: String,
    },
    /// No space is left; the transaction was rolled back, nothing acknowledged is lost.
    #[error("no space left for the database or its files: free some and try again ({detail})")]
    DiskFull {
        /// The engine's words.
        detail: String,
    },
    /// The ledger was opened read-only.
    #[error("the ledger is open read-only: {detail}")]
    ReadOnly {
        /// The engine's words.
        detail: String,
    },
    /// A change does not follow the version it was prepared against (optimistic locking).
    #[error("record {record} stands at version {found}, so the next is {}, not {given}: reload and repeat the edit", found.saturating_add(1))]
    Version {
        /// The record.
        record: Uuid,
        /// Its newest version (0: it does not exist).
        found: i64,
        /// The version the change wanted to become.
        given: i64,
    },
    /// A value that must be unique is taken (login, slug, request key, token).
    #[error("already taken: {detail}")]
    Taken {
        /// The engine's words, naming the constraint.
        detail: String,
    },
    /// Something named by the caller does not exist.
    #[error("{what} does not exist")]
    Missing {
        /// What was looked for.
        what: String,
    },
    /// The caller gave something the ledger cannot keep.
    #[error("{0}")]
    Invalid(String),
    /// Stored data contradicts itself; run `verify`.
    #[error("stored data is damaged: {0}")]
    Damaged(String),
    /// An archive was refused.
    #[error(transparent)]
    Archive(#[from] crate::archive::ArchiveError),
    /// A file operation failed.
    #[error("{path}: {source}")]
    Io {
        /// The path concerned.
        path: PathBuf,
        /// The operating system's words.
        source: std::io::Error,
    },
    /// The transaction lost against another one: repeat it (see [`crate::retry`]).
    #[error("the transaction must be repeated: {detail}")]
    Conflict {
        /// The engine's words.
        detail: String,
    },
    /// Anything else the engine says.
    #[error("database: {0}")]
    Database(sqlx::Error),
}

/// Result of a ledger function.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether repeating the whole transaction may succeed.
    pub fn is_transient(&self) -> bool {
        matches!(self, Error::Conflict { .. } | Error::Locked { .. })
    }

    /// Says where stored data could not be read.
    pub(crate) fn in_place(self, place: impl std::fmt::Display) -> Error {
        match self {
            Error::Damaged(what) => Error::Damaged(format!("{place}: {what}")),
            Error::Database(error @ sqlx::Error::ColumnDecode { .. }) => Error::Damaged(format!("{place}: {error}")),
            other => other,
        }
    }

    pub(crate) fn io(path: &Path, source: std::io::Error) -> Error {
        if source.kind() == std::io::ErrorKind::StorageFull {
            return Error::DiskFull { detail: format!("{}: {source}", path.display()) };
        }
        Error::Io { path: path.to_path_buf(), source }
    }
}

/// SQLite result codes (<https://www.sqlite.org/rescode.html>) and SQLSTATEs
/// (<https://www.postgresql.org/docs/15/errcodes-appendix.html>) that callers act on.
impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        if let sqlx::Error::PoolTimedOut = error {
            return Error::Locked { detail: "no connection became free in time".into() };
        }
        let sqlx::Error::Database(inner) = &error else { return Error::Database(error) };
        let detail = inner.message().to_owned();
        if inner.is_unique_violation() {
            return Error::Taken { detail };
        }
        let code = inner.code().unwrap_or_default().into_owned();
        match code.parse::<i64>().ok().filter(|_| code.len() < 5).map(|code| code & 0xff) {
            Some(5 | 6) => return Error::Locked { detail },
            Some(8) => return Error::ReadOnly { detail },
            Some(13) => return Error::DiskFull { detail },
            Some(26) => return Error::ForeignFile { what: detail },
            _ => {}
        }
        match code.as_str() {
            "40001" | "40P01" => Error::Conflict { detail },
            "55P03" => Error::Locked { detail },
            "53100" => Error::DiskFull { detail },
            "25006" => Error::ReadOnly { detail },
            _ => Error::Database(error),
        }
    }
}
