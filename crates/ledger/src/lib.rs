//! Memory: acts, records as of a moment, facts, files; SQLite or PostgreSQL. The only SQL.
//!
//! Every change is an *act*: who, when, why, and each record as it stands after, appended to a chain of its
//! organisation. Nothing is overwritten. The ledger knows nothing of what records mean: bodies are bytes, kinds and
//! compartments are words of the layer above, times are microseconds UTC that the caller gives.
//!
//! ```no_run
//! # async fn example() -> ledger::Result<()> {
//! # let (org, record, now) = (uuid::Uuid::nil(), uuid::Uuid::nil(), 0);
//! let ledger = ledger::Ledger::open("sqlite:surety.db").await?;
//! let mut append = ledger.begin(org).await?;
//! let body = br#"{"title":"Ransomware"}"#.to_vec();
//! let change = ledger::ChangeDraft {
//!     record, version: 1, kind: "risk".into(), compartment: "general".into(), schema: 1, body, salt: [7; 16],
//! };
//! let act = ledger::ActDraft { at: now, via: "page".into(), reason: "Workshop".into(), ..Default::default() };
//! append.seal(act, vec![change], vec![], vec![]).await?;
//! append.commit().await?;
//! # Ok(()) }
//! ```
//!
//! How it hangs together:
//! - [`Ledger::begin`] takes the lock on the organisation's head row, so appends of one organisation happen one after
//!   the other and never have to be repeated; [`Append::seal`] writes an act with its changes, facts and answers.
//! - [`hash`] says what is hashed, byte by byte; [`merkle`] the trees; [`Ledger::verify`] checks all of it;
//!   [`archive`] carries the whole history out, where it can be verified with nothing but the file.
//! - One SQL text serves both engines. What differs is in `dialect.rs`, how statements are run in `db.rs`.
//! - SQLite writes ahead with `synchronous=FULL`: an act that was committed survives power loss.

mod account;
mod append;
pub mod archive;
mod checker;
mod db;
mod dialect;
mod error;
pub mod facts;
mod files;
pub mod hash;
mod job;
pub mod merkle;
mod model;
mod open;
mod pages;
mod read;
mod retry;
mod schema;
mod state;
pub mod testing;
mod verify;
mod wire;

pub use account::{Account, ApiToken, Membership, SignIn};
pub use append::{Append, MAX_BODY};
pub use db::Value;
pub use dialect::Engine;
pub use error::{Error, Result};
pub use facts::{FactBatch, FactQuery, Mode};
pub use files::FileRow;
pub use job::{Job, JobState};
pub use merkle::Hash;
pub use model::{Act, ActDraft, Batch, ChangeDraft, Head, OrgRow, SealedAnswer, SealedChange, StoredChange};
pub use open::{Ledger, Options};
pub use read::Disclosure;
pub use retry::retry;
pub use schema::known as known_schema;
pub use state::{CatalogueRow, Checkpoint};
pub use verify::{Problem, Problems, VerifyReport};
