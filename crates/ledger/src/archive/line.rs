//! The lines of an archive.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::merkle::Hash;
use crate::model::{Act, Batch, Head, SealedAnswer, SealedChange};
use crate::state::Checkpoint;
use crate::wire;

/// Version of the format.
pub(super) const VERSION: u32 = 1;

/// Bytes of a file in one line.
pub(super) const PART: usize = 768 * 1024;

/// Longest line accepted: the largest body, every byte escaped as six characters, and room for the rest.
pub(super) const MAX_LINE: u64 = 6 * crate::append::MAX_BODY as u64 + (1 << 20);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    Archive(Header),
    File(File),
    Part(String),
    Act(Act),
    Change(SealedChange),
    Batch(Batch),
    Answer(SealedAnswer),
    Checkpoint(Checkpoint),
    Counter(Counter),
    End(End),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) version: u32,
    pub(super) org: Uuid,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) created: i64,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(with = "wire::hexes")]
    pub(super) hash: Hash,
    pub(super) size: i64,
    pub(super) media: String,
    pub(super) origin: String,
    pub(super) at: i64,
    pub(super) stamp: Option<Stamp>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Stamp(#[serde(with = "wire::body")] pub(super) Vec<u8>);

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counter {
    pub(super) prefix: String,
    pub(super) last: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) lines: u64,
    pub(super) files: u64,
    pub(super) acts: u64,
    pub(super) changes: u64,
    pub(super) batches: u64,
    pub(super) answers: u64,
    pub(super) head: Head,
    #[serde(with = "wire::hexes")]
    pub(super) tree_root: Hash,
    #[serde(with = "wire::hexes")]
    pub(super) sha256: Hash,
}
