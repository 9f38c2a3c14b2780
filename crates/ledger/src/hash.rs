//! What is hashed, byte by byte. Whoever implements this page can verify an archive without Surety.
//!
//! All hashes are SHA-256; trees are those of RFC 6962 ([`crate::merkle`]). Integers are 8 bytes big-endian (two's
//! complement); `text` and `bytes` are their length in bytes as such an integer, then the bytes (text as UTF-8); an
//! optional value is the byte 0, or the byte 1 and the value; identifiers are their 16 bytes; hashes their 32.
//!
//! ```text
//! change leaf  = SHA-256( 00, salt (16 bytes), record, version, text kind, text compartment, schema, bytes body )
//! batch leaf   = SHA-256( 00, text fact, text source, text mode, file hash, given, opened, closed, same )
//! answer leaf  = SHA-256( 00, optional record, text analysis, text model, input hash, bytes body )
//! act hash     = SHA-256( 02, organisation, seq, at, optional actor, text via, text reason, optional text request,
//!                         migrate (one byte, 0 or 1),
//!                         number of changes, Merkle root of the change leaves in their order,
//!                         number of batches, Merkle root of the batch leaves,
//!                         number of answers, Merkle root of the answer leaves,
//!                         hash of the previous act (32 zero bytes for the first) )
//! tree root    = Merkle root over the acts in order; the leaf entry is the act hash: SHA-256( 00, act hash )
//! ```
//!
//! The salt makes a leaf unguessable, so one change can be disclosed with its audit path ([`crate::Disclosure`])
//! while its neighbours stay secret.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::merkle::Hash;
use crate::model::{Act, Batch, SealedAnswer, SealedChange};

/// The hash before the first act.
pub const GENESIS: Hash = [0; 32];

/// SHA-256 of some bytes: the address of a file.
pub fn content(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

struct Canon(Sha256);

impl Canon {
    fn start(tag: u8) -> Canon {
        Canon(Sha256::new_with_prefix([tag]))
    }

    fn raw(mut self, bytes: &[u8]) -> Canon {
        self.0.update(bytes);
        self
    }

    fn int(self, value: i64) -> Canon {
        self.raw(&value.to_be_bytes())
    }

    fn bytes(self, bytes: &[u8]) -> Canon {
        self.raw(&(bytes.len() as u64).to_be_bytes()).raw(bytes)
    }

    fn text(self, text: &str) -> Canon {
        self.bytes(text.as_bytes())
    }

    fn id(self, id: Option<Uuid>) -> Canon {
        match id {
            None => self.raw(&[0]),
            Some(id) => self.raw(&[1]).raw(id.as_bytes()),
        }
    }

    fn end(self) -> Hash {
        self.0.finalize().into()
    }
}

/// Leaf hash of a change.
pub fn change(sealed: &SealedChange) -> Hash {
    let change = &sealed.change;
    Canon::start(0)
        .raw(&sealed.salt)
        .raw(change.record.as_bytes())
        .int(change.version)
        .text(&change.kind)
        .text(&change.compartment)
        .int(i64::from(change.schema))
        .bytes(&change.body)
        .end()
}

/// Leaf hash of a batch of facts.
pub fn batch(batch: &Batch) -> Hash {
    Canon::start(0)
        .text(&batch.fact)
        .text(&batch.source)
        .text(&batch.mode)
        .raw(&batch.file)
        .int(batch.given)
        .int(batch.opened)
        .int(batch.closed)
        .int(batch.same)
        .end()
}

/// Leaf hash of a sealed answer.
pub fn answer(answer: &SealedAnswer) -> Hash {
    Canon::start(0)
        .id(answer.record)
        .text(&answer.analysis)
        .text(&answer.model)
        .raw(&answer.input)
        .bytes(&answer.body)
        .end()
}

/// Hash of an act, from everything it holds but its own hash.
pub fn act(org: Uuid, act: &Act) -> Hash {
    let canon =
        Canon::start(2).raw(org.as_bytes()).int(act.seq).int(act.at).id(act.actor).text(&act.via).text(&act.reason);
    let canon = match &act.request {
        None => canon.raw(&[0]),
        Some(request) => canon.raw(&[1]).text(request),
    };
    canon
        .raw(&[u8::from(act.migrate)])
        .int(act.changes)
        .raw(&act.changes_root)
        .int(act.batches)
        .raw(&act.batches_root)
        .int(act.answers)
        .raw(&act.answers_root)
        .raw(&act.previous)
        .end()
}
