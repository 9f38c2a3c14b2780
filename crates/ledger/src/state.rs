//! Working state outside the chain: settings, catalogues, checkpoints, leases.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::db::{Row, values};
use crate::error::{Error, Result};
use crate::hash;
use crate::merkle::Hash;
use crate::open::Ledger;
use crate::wire;

/// A signed statement about the chain up to an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The act, which is also the size of the tree.
    pub seq: i64,
    /// Merkle root over the acts up to it.
    #[serde(with = "wire::hexes")]
    pub root: Hash,
    /// The signed note as text (C2SP tlog-checkpoint); made and checked by the layer above.
    pub note: String,
    /// When it was made.
    pub at: i64,
}

/// A framework or pattern shared by all organisations, immutable, addressed by its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueRow {
    /// SHA-256 of the bytes.
    pub hash: Hash,
    /// Identifier, such as a framework's.
    pub id: String,
    /// Version.
    pub version: String,
}

impl Checkpoint {
    pub(crate) fn read(row: &Row) -> Result<Checkpoint> {
        Ok(Checkpoint { seq: row.get(0)?, root: row.array(1)?, note: row.get(2)?, at: row.get(3)? })
    }
}

impl Ledger {
    /// A value kept for an account in an organisation.
    pub async fn setting(&self, org: Uuid, account: Uuid, name: &str) -> Result<Option<String>> {
        let sql = "SELECT value FROM setting WHERE org = $1 AND account = $2 AND name = $3";
        self.read().await?.opt(sql, values![org, account, name]).await?.map(|row| row.get(0)).transpose()
    }

    /// All values kept for an account in an organisation, by name.
    pub async fn settings(&self, org: Uuid, account: Uuid) -> Result<Vec<(String, String)>> {
        let sql = "SELECT name, value FROM setting WHERE org = $1 AND account = $2 ORDER BY name";
        let rows = self.read().await?.all(sql, values![org, account]).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }

    /// Keeps or, without a value, forgets a value. [`Uuid::nil`] as account keeps it for the whole organisation.
    pub async fn set_setting(&self, org: Uuid, account: Uuid, name: &str, value: Option<&str>) -> Result<()> {
        let Some(value) = value else {
            let sql = "DELETE FROM setting WHERE org = $1 AND account = $2 AND name = $3";
            return self.change(sql, values![org, account, name]).await.map(drop);
        };
        let sql = "INSERT INTO setting (org, account, name, value) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (org, account, name) DO UPDATE SET value = excluded.value";
        self.change(sql, values![org, account, name, value]).await.map(drop)
    }

    /// Keeps a catalogue; the same bytes again change nothing.
    ///
    /// # Errors
    /// [`Error::Taken`] when other bytes hold the identifier and version: a version never changes.
    pub async fn put_catalogue(&self, id: &str, version: &str, bytes: &[u8]) -> Result<Hash> {
        let hash = hash::content(bytes);
        let sql = "INSERT INTO catalogue (hash, id, version, bytes) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (hash) DO NOTHING";
        self.change(sql, values![hash, id, version, bytes]).await?;
        Ok(hash)
    }

    /// A catalogue's bytes, checked against the address.
    pub async fn catalogue(&self, hash: &Hash) -> Result<Option<Vec<u8>>> {
        let row = self.read().await?.opt("SELECT bytes FROM catalogue WHERE hash = $1", values![*hash]).await?;
        let Some(bytes) = row.map(|row| row.get::<Vec<u8>>(0)).transpose()? else { return Ok(None) };
        match hash::content(&bytes) == *hash {
            true => Ok(Some(bytes)),
            false => Err(Error::Damaged(format!("catalogue {} has changed", hex::encode(hash)))),
        }
    }

    /// All catalogues, by identifier and version.
    pub async fn catalogues(&self) -> Result<Vec<CatalogueRow>> {
        let sql = "SELECT hash, id, version FROM catalogue ORDER BY id, version";
        let rows = self.read().await?.all(sql, vec![]).await?;
        rows.iter().map(|row| Ok(CatalogueRow { hash: row.array(0)?, id: row.get(1)?, version: row.get(2)? })).collect()
    }

    /// Keeps a checkpoint. `verify` recomputes its root; the signature is the layer above's to check.
    pub async fn put_checkpoint(&self, org: Uuid, c: &Checkpoint) -> Result<()> {
        let sql = "INSERT INTO checkpoint (org, seq, root, note, at) VALUES ($1, $2, $3, $4, $5)";
        self.change(sql, values![org, c.seq, c.root, &c.note, c.at]).await.map(drop)
    }

    /// Checkpoints, newest first.
    pub async fn checkpoints(&self, org: Uuid, limit: i64) -> Result<Vec<Checkpoint>> {
        let sql = "SELECT seq, root, note, at FROM checkpoint WHERE org = $1 ORDER BY seq DESC LIMIT $2";
        let rows = self.read().await?.all(sql, values![org, limit]).await?;
        rows.iter().map(Checkpoint::read).collect()
    }

    /// Takes or prolongs a lease: true if `holder` has it until `expires`. One node at a time does what it names.
    pub async fn take_lease(&self, org: Uuid, name: &str, holder: &str, now: i64, expires: i64) -> Result<bool> {
        let sql = "INSERT INTO lease (org, name, holder, expires) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (org, name) DO UPDATE SET holder = excluded.holder, expires = excluded.expires \
                   WHERE lease.holder = excluded.holder OR lease.expires <= $5";
        Ok(self.change(sql, values![org, name, holder, expires, now]).await? > 0)
    }

    /// Gives a lease back before its time.
    pub async fn drop_lease(&self, org: Uuid, name: &str, holder: &str) -> Result<()> {
        let sql = "DELETE FROM lease WHERE org = $1 AND name = $2 AND holder = $3";
        self.change(sql, values![org, name, holder]).await.map(drop)
    }
}
