//! The complete history of an organisation as one file that outlives the software.

use crate::verify::Problems;

/// Why an archive was refused.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A line is not what must stand there.
    #[error("archive line {line}: {what}")]
    Line {
        /// Line number, from 1.
        line: u64,
        /// What was found and what was expected.
        what: String,
    },
    /// Everything could be read, but it contradicts itself.
    #[error("the archive does not verify, {} problems, first: {}", .0.count, first(.0))]
    Unsound(Problems),
    /// The archive could not be read or written at all.
    #[error("archive line {line}: {source}")]
    Io {
        /// Line number, from 1.
        line: u64,
        /// The reason, such as a damaged or truncated gzip stream.
        source: std::io::Error,
    },
}

fn first(problems: &Problems) -> String {
    problems.named.first().map(ToString::to_string).unwrap_or_default()
}
