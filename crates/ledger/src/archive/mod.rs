//! The complete history of an organisation as one file that outlives the software.
//!
//! # Format, version 1
//! One gzip stream (RFC 1952) of JSON Lines: UTF-8, one JSON object per line, each line ended by a line feed. Every
//! object has one member, whose name says what the line is. Hashes and salts are lower-case hexadecimal, identifiers
//! are UUIDs in their usual form, times are microseconds since 1970 UTC. A body is a JSON string holding exactly the
//! bytes that were hashed, or `{"base64": ...}` where they are not UTF-8. In this order:
//!
//! ```text
//! {"archive":{"version":1,"org":ID,"slug":...,"name":...,"created":TIME}}
//! {"file":{"hash":SHA256,"size":BYTES,"media":...,"origin":...,"at":TIME,"stamp":BODY or null}}   files by hash, each
//! {"part":BASE64}                                                                     followed by its content in pieces
//! {"act":{"seq":1,"at":TIME,"actor":ID or null,"via":...,"reason":...,"request":... or null,"migrate":false,
//!         "changes":N,"changes_root":HASH,"batches":N,"batches_root":HASH,"answers":N,"answers_root":HASH,
//!         "previous":HASH,"hash":HASH}}                                               acts by sequence, each followed by
//! {"change":{"index":0,"salt":HEX,"state":{"record":ID,"seq":1,"version":1,"kind":...,"compartment":...,"schema":1,
//!            "body":BODY}}}                                                           its changes in order,
//! {"batch":{"index":0,"fact":...,"source":...,"mode":...,"file":HASH,"given":N,"opened":N,"closed":N,"same":N}}
//! {"answer":{"record":ID or null,"analysis":...,"model":...,"input":HASH,"body":BODY}}
//! {"checkpoint":{"seq":1,"root":HASH,"note":...,"at":TIME}}                           and a checkpoint made after it
//! {"counter":{"prefix":"RSK","last":12}}                                              number series
//! {"end":{"lines":N,"files":N,"acts":N,"changes":N,"batches":N,"answers":N,"head":{"seq":N,"at":TIME,"hash":HASH},
//!         "tree_root":HASH,"sha256":HASH}}
//! ```
//!
//! What the hashes cover is written in [`crate::hash`]. `tree_root` is the Merkle root over the acts, which
//! checkpoints sign; `sha256` is over all bytes before the last line and guards what no act covers (names, number
//! series, descriptions of files) against accidents. After the last line the stream ends.
//!
//! Not in an archive: accounts, sessions, tokens, settings, jobs. They belong to the node, not to the history.

mod line;
mod restore;
mod scan;
mod write;

pub use restore::restore;
pub use scan::{ArchiveReport, verify};
pub use write::write;

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
