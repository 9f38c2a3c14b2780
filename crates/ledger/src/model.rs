//! What goes in and what comes out. Times are microseconds UTC, given by the caller.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::db::Row;
use crate::error::{Error, Result};
use crate::merkle::Hash;
use crate::wire;

/// An organisation: one chain, one namespace of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgRow {
    /// Identity.
    pub id: Uuid,
    /// Short name in addresses, unique on the node.
    pub slug: String,
    /// Name for people.
    pub name: String,
    /// When it was created.
    pub created: i64,
}

/// The end of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Sequence of the newest act; 0 when there is none.
    pub seq: i64,
    /// Its recorded time; 0 when there is none.
    pub at: i64,
    /// Its hash; zeros when there is none.
    #[serde(with = "wire::hexes")]
    pub hash: Hash,
}

/// What a caller says about an act; sequence and hashes come from the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActDraft {
    /// When it is recorded. A clock that stepped back is not believed: the act gets its predecessor's time instead, so
    /// that "as of a date" stays a prefix of the chain.
    pub at: i64,
    /// The account or service that acted.
    pub actor: Option<Uuid>,
    /// The way in: page, api, apply, import, job, assistant.
    pub via: String,
    /// Why, in the actor's words.
    pub reason: String,
    /// Idempotency key, unique in the organisation.
    pub request: Option<String>,
    /// Whether guards were bypassed, visibly.
    pub migrate: bool,
}

/// A sealed act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Position in the chain, from 1.
    pub seq: i64,
    /// Recorded time.
    pub at: i64,
    /// The account or service that acted.
    pub actor: Option<Uuid>,
    /// The way in.
    pub via: String,
    /// Why.
    pub reason: String,
    /// Idempotency key.
    pub request: Option<String>,
    /// Whether guards were bypassed.
    pub migrate: bool,
    /// How many changes it holds.
    pub changes: i64,
    /// Merkle root of their leaves.
    #[serde(with = "wire::hexes")]
    pub changes_root: Hash,
    /// How many batches of facts it holds.
    pub batches: i64,
    /// Merkle root of their leaves.
    #[serde(with = "wire::hexes")]
    pub batches_root: Hash,
    /// How many sealed answers it holds.
    pub answers: i64,
    /// Merkle root of their leaves.
    #[serde(with = "wire::hexes")]
    pub answers_root: Hash,
    /// Hash of the act before.
    #[serde(with = "wire::hexes")]
    pub previous: Hash,
    /// Own hash, see [`crate::hash`].
    #[serde(with = "wire::hexes")]
    pub hash: Hash,
}

/// A record as it is to stand after the act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeDraft {
    /// The record.
    pub record: Uuid,
    /// Its new version: the newest one plus one, 1 for a new record.
    pub version: i64,
    /// What it is; a word of the layer above.
    pub kind: String,
    /// Who may see it; a word of the layer above.
    pub compartment: String,
    /// Schema number of the body.
    pub schema: i32,
    /// The body, kept byte for byte.
    pub body: Vec<u8>,
    /// Sixteen random bytes, so that the leaf cannot be guessed.
    pub salt: [u8; 16],
}

/// A record as it stood after an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredChange {
    /// The record.
    pub record: Uuid,
    /// The act that made this version.
    pub seq: i64,
    /// Version, from 1 without gaps.
    pub version: i64,
    /// What it is.
    pub kind: String,
    /// Who may see it.
    pub compartment: String,
    /// Schema number of the body.
    pub schema: i32,
    /// The body as it was given.
    #[serde(with = "wire::body")]
    pub body: Vec<u8>,
}

/// A change with what its leaf hash needs beyond itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedChange {
    /// Position among the leaves of its act, from 0.
    pub index: i64,
    /// Salt of the leaf.
    #[serde(with = "wire::hexes")]
    pub salt: [u8; 16],
    /// The change.
    #[serde(rename = "state")]
    pub change: StoredChange,
}

/// What a batch of facts did, as its act holds it. The rows are in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// Position among the batches of its act, from 0.
    pub index: i64,
    /// Table of facts.
    pub fact: String,
    /// Where it comes from: the set within which absent rows end.
    pub source: String,
    /// `snapshot`, `delta` or `close`, see [`crate::facts::Mode`].
    pub mode: String,
    /// Content address of the raw rows (JSON Lines).
    #[serde(with = "wire::hexes")]
    pub file: Hash,
    /// Rows in the file.
    pub given: i64,
    /// Intervals it opened.
    pub opened: i64,
    /// Intervals it closed.
    pub closed: i64,
    /// Rows that said what was known.
    pub same: i64,
}

/// What somebody saw when they decided, sealed with the act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedAnswer {
    /// The record it belongs to.
    pub record: Option<Uuid>,
    /// Name of the analysis.
    pub analysis: String,
    /// Versions of model and rules.
    pub model: String,
    /// Hash of the inputs it read.
    #[serde(with = "wire::hexes")]
    pub input: Hash,
    /// The answer, byte for byte.
    #[serde(with = "wire::body")]
    pub body: Vec<u8>,
}

pub(crate) const ACT: &str = "seq, at, actor, via, reason, request, migrate, changes, changes_root, batches, \
     batches_root, answers, answers_root, previous, hash";

impl Act {
    pub(crate) fn read(row: &Row) -> Result<Act> {
        Ok(Act {
            seq: row.get(0)?,
            at: row.get(1)?,
            actor: row.uuid_opt(2)?,
            via: row.get(3)?,
            reason: row.get(4)?,
            request: row.get(5)?,
            migrate: row.flag(6)?,
            changes: row.get(7)?,
            changes_root: row.array(8)?,
            batches: row.get(9)?,
            batches_root: row.array(10)?,
            answers: row.get(11)?,
            answers_root: row.array(12)?,
            previous: row.array(13)?,
            hash: row.array(14)?,
        })
    }
}

impl StoredChange {
    /// Reads `record, seq, version, kind, compartment, schema, body` from column `i` on.
    pub(crate) fn read(row: &Row, i: usize) -> Result<StoredChange> {
        let schema: i64 = row.get(i + 5)?;
        Ok(StoredChange {
            record: row.uuid(i)?,
            seq: row.get(i + 1)?,
            version: row.get(i + 2)?,
            kind: row.get(i + 3)?,
            compartment: row.get(i + 4)?,
            schema: schema.try_into().map_err(|_| Error::Damaged(format!("schema number {schema}")))?,
            body: row.get(i + 6)?,
        })
    }
}

impl SealedChange {
    pub(crate) fn read(row: &Row) -> Result<SealedChange> {
        Ok(SealedChange { index: row.get(0)?, salt: row.array(1)?, change: StoredChange::read(row, 2)? })
    }
}

impl Batch {
    pub(crate) fn read(row: &Row) -> Result<Batch> {
        Ok(Batch {
            index: row.get(0)?,
            fact: row.get(1)?,
            source: row.get(2)?,
            mode: row.get(3)?,
            file: row.array(4)?,
            given: row.get(5)?,
            opened: row.get(6)?,
            closed: row.get(7)?,
            same: row.get(8)?,
        })
    }
}

impl SealedAnswer {
    pub(crate) fn read(row: &Row) -> Result<SealedAnswer> {
        Ok(SealedAnswer {
            record: row.uuid_opt(0)?,
            analysis: row.get(1)?,
            model: row.get(2)?,
            input: row.array(3)?,
            body: row.get(4)?,
        })
    }
}
