//! Questions to the chain: heads, acts, records as of a moment. Each is bounded by an organisation.

use uuid::Uuid;

use crate::db::{Session, values};
use crate::error::{Error, Result};
use crate::hash;
use crate::merkle::{self, Hash};
use crate::model::{ACT, Act, Batch, Head, OrgRow, SealedAnswer, SealedChange, StoredChange};
use crate::open::Ledger;

pub(crate) const CHANGE: &str = "record, seq, version, kind, compartment, schema, body";

/// Records per piece of a load: large enough to amortise hand-over, small enough to parse while the rest arrives.
const PIECE: usize = 2048;

/// One change with the proof that its act holds it: discloses nothing about its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// The act.
    pub act: Act,
    /// The change, its salt and its place.
    pub change: SealedChange,
    /// Audit path from the change's leaf to `act.changes_root`.
    pub path: Vec<Hash>,
}

impl Disclosure {
    /// Whether change, path and act belong together. That the act stands in the chain is the checkpoint's part.
    pub fn holds(&self, org: Uuid) -> bool {
        let (Ok(index), Ok(size)) = (usize::try_from(self.change.index), usize::try_from(self.act.changes)) else {
            return false;
        };
        let root = merkle::root_of_path(hash::change(&self.change), index, size, &self.path);
        root == Some(self.act.changes_root) && hash::act(org, &self.act) == self.act.hash
    }
}

impl Ledger {
    /// Creates an organisation with an empty chain.
    pub async fn create_org(&self, org: &OrgRow) -> Result<()> {
        let mut session = self.write().await?;
        insert_org(&mut session, org).await?;
        session.commit().await
    }

    /// All organisations of the node, by slug.
    pub async fn orgs(&self) -> Result<Vec<OrgRow>> {
        let rows = self.read().await?.all("SELECT id, slug, name, created FROM org ORDER BY slug", vec![]).await?;
        rows.iter()
            .map(|row| Ok(OrgRow { id: row.uuid(0)?, slug: row.get(1)?, name: row.get(2)?, created: row.get(3)? }))
            .collect()
    }

    /// Renames an organisation.
    pub async fn rename_org(&self, org: Uuid, slug: &str, name: &str) -> Result<()> {
        let mut session = self.write().await?;
        let sql = "UPDATE org SET slug = $2, name = $3 WHERE id = $1";
        if session.run(sql, values![org, slug, name]).await? == 0 {
            return Err(Error::Missing { what: format!("organisation {org}") });
        }
        session.commit().await
    }

    /// The newest act of an organisation: the one look before every answer.
    pub async fn head(&self, org: Uuid) -> Result<Head> {
        head(&mut self.read().await?, org).await
    }

    /// Acts before `before` (or from the newest on), newest first.
    pub async fn acts(&self, org: Uuid, before: Option<i64>, limit: i64) -> Result<Vec<Act>> {
        let sql = format!("SELECT {ACT} FROM act WHERE org = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3");
        let rows = self.read().await?.all(sql, values![org, before.unwrap_or(i64::MAX), limit]).await?;
        rows.iter().map(Act::read).collect()
    }

    /// One act.
    pub async fn act(&self, org: Uuid, seq: i64) -> Result<Option<Act>> {
        act(&mut self.read().await?, org, seq).await
    }

    /// The act that already answered a request, if any; [`crate::Append::act_by_request`] asks again under the lock.
    pub async fn act_by_request(&self, org: Uuid, key: &str) -> Result<Option<Act>> {
        let sql = format!("SELECT {ACT} FROM act WHERE org = $1 AND request = $2");
        let mut session = self.read().await?;
        let row = session.opt(sql, values![org, key]).await?;
        row.as_ref().map(Act::read).transpose()
    }

    /// The changes of one act, in the order of its leaves.
    pub async fn changes_of(&self, org: Uuid, seq: i64) -> Result<Vec<StoredChange>> {
        changes_between(&mut self.read().await?, org, seq - 1, seq).await
    }

    /// The batches of facts of one act.
    pub async fn batches_of(&self, org: Uuid, seq: i64) -> Result<Vec<Batch>> {
        let sql = "SELECT idx, fact, source, mode, file, given, opened, closed, same FROM batch \
                   WHERE org = $1 AND seq = $2 ORDER BY idx";
        self.read().await?.all(sql, values![org, seq]).await?.iter().map(Batch::read).collect()
    }

    /// The answers sealed with one act.
    pub async fn answers_of(&self, org: Uuid, seq: i64) -> Result<Vec<SealedAnswer>> {
        let sql = "SELECT record, analysis, model, input, body FROM answer WHERE org = $1 AND seq = $2 ORDER BY idx";
        self.read().await?.all(sql, values![org, seq]).await?.iter().map(SealedAnswer::read).collect()
    }

    /// The answers sealed for one record, newest act first.
    pub async fn answers_for(&self, org: Uuid, record: Uuid) -> Result<Vec<(i64, SealedAnswer)>> {
        let sql = "SELECT record, analysis, model, input, body, seq FROM answer WHERE org = $1 AND record = $2 \
                   ORDER BY seq DESC, idx";
        let rows = self.read().await?.all(sql, values![org, record]).await?;
        rows.iter().map(|row| Ok((row.get(5)?, SealedAnswer::read(row)?))).collect()
    }

    /// All versions of a record, oldest first.
    pub async fn history(&self, org: Uuid, record: Uuid) -> Result<Vec<StoredChange>> {
        let sql = format!("SELECT {CHANGE} FROM change WHERE org = $1 AND record = $2 ORDER BY seq");
        collect(&mut self.read().await?, sql, values![org, record]).await
    }

    /// Changes after one act up to and including another, in order.
    pub async fn changes_between(&self, org: Uuid, after: i64, upto: i64) -> Result<Vec<StoredChange>> {
        changes_between(&mut self.read().await?, org, after, upto).await
    }

    /// The last act recorded at or before `time`; 0 when there is none.
    pub async fn seq_at(&self, org: Uuid, time: i64) -> Result<i64> {
        let sql = "SELECT COALESCE(MAX(seq), 0) FROM act WHERE org = $1 AND at <= $2";
        self.read().await?.int(sql, values![org, time]).await
    }

    /// The newest change of every record, in pieces to be parsed elsewhere while the rest arrives, and the head they
    /// belong to: one consistent snapshot.
    pub async fn load(&self, org: Uuid, sink: impl FnMut(Vec<StoredChange>) + Send) -> Result<Head> {
        let mut session = self.snapshot().await?;
        let head = head(&mut session, org).await?;
        let sql = format!("SELECT {CHANGE} FROM record WHERE org = $1");
        pieces(&mut session, sql, values![org], sink).await?;
        Ok(head)
    }

    /// As [`Ledger::load`], but as the records stood after act `seq`; records that came later are absent.
    pub async fn load_as_of(&self, org: Uuid, seq: i64, sink: impl FnMut(Vec<StoredChange>) + Send) -> Result<()> {
        let columns = CHANGE.split(", ").map(|c| format!("c.{c}")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT {columns} FROM \
             (SELECT record, MAX(seq) AS newest FROM change WHERE org = $1 AND seq <= $2 GROUP BY record) n \
             JOIN change c ON c.org = $1 AND c.record = n.record AND c.seq = n.newest"
        );
        pieces(&mut self.read().await?, sql, values![org, seq], sink).await
    }

    /// For every record changed after act `to` up to act `from`: how it stood after act `to`, or nothing if it did not
    /// exist. Applying this to the value at `from` gives the value at `to`.
    pub async fn rewind(&self, org: Uuid, from: i64, to: i64) -> Result<Vec<(Uuid, Option<StoredChange>)>> {
        let columns = CHANGE.split(", ").map(|c| format!("c.{c}")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT d.record, d.newest, {columns} FROM \
             (SELECT t.record, (SELECT MAX(x.seq) FROM change x WHERE x.org = $1 AND x.record = t.record AND x.seq <= $2) \
              AS newest FROM (SELECT DISTINCT record FROM change WHERE org = $1 AND seq > $2 AND seq <= $3) t) d \
             LEFT JOIN change c ON c.org = $1 AND c.record = d.record AND c.seq = d.newest"
        );
        let rows = self.read().await?.all(sql, values![org, to, from]).await?;
        rows.iter()
            .map(|row| {
                let existed = row.get::<Option<i64>>(1)?.is_some();
                Ok((row.uuid(0)?, existed.then(|| StoredChange::read(row, 2)).transpose()?))
            })
            .collect()
    }

    /// Hashes of the acts `after < seq <= upto`, in order: the entries of the tree behind checkpoints.
    pub async fn act_hashes(&self, org: Uuid, after: i64, upto: i64) -> Result<Vec<Hash>> {
        let sql = "SELECT hash FROM act WHERE org = $1 AND seq > $2 AND seq <= $3 ORDER BY seq";
        self.read().await?.all(sql, values![org, after, upto]).await?.iter().map(|row| row.array(0)).collect()
    }

    /// The change an act made to a record, with its proof.
    pub async fn disclose(&self, org: Uuid, seq: i64, record: Uuid) -> Result<Option<Disclosure>> {
        let mut session = self.snapshot().await?;
        let Some(act) = act(&mut session, org, seq).await? else { return Ok(None) };
        let sql = format!("SELECT idx, salt, {CHANGE} FROM change WHERE org = $1 AND seq = $2 ORDER BY idx");
        let rows = session.all(sql, values![org, seq]).await?;
        let changes = rows.iter().map(SealedChange::read).collect::<Result<Vec<_>>>()?;
        let leaves: Vec<Hash> = changes.iter().map(hash::change).collect();
        let found = changes.into_iter().zip(0..).find(|(sealed, _)| sealed.change.record == record);
        Ok(found.map(|(change, index)| Disclosure { act, change, path: merkle::path(&leaves, index) }))
    }

    /// Total size in bytes of the files an organisation holds.
    pub async fn files_size(&self, org: Uuid) -> Result<i64> {
        let sql = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM file WHERE org = $1";
        self.read().await?.int(sql, values![org]).await
    }
}

pub(crate) async fn insert_org(session: &mut Session, org: &OrgRow) -> Result<()> {
    let sql = "INSERT INTO org (id, slug, name, created) VALUES ($1, $2, $3, $4)";
    session.run(sql, values![org.id, &org.slug, &org.name, org.created]).await?;
    let sql = "INSERT INTO head (org, seq, at, hash) VALUES ($1, $2, $3, $4)";
    session.run(sql, values![org.id, 0i64, 0i64, hash::GENESIS]).await?;
    Ok(())
}

pub(crate) async fn head(session: &mut Session, org: Uuid) -> Result<Head> {
    let row = session.opt("SELECT seq, at, hash FROM head WHERE org = $1", values![org]).await?;
    let row = row.ok_or_else(|| Error::Missing { what: format!("organisation {org}") })?;
    Ok(Head { seq: row.get(0)?, at: row.get(1)?, hash: row.array(2)? })
}

async fn act(session: &mut Session, org: Uuid, seq: i64) -> Result<Option<Act>> {
    let sql = format!("SELECT {ACT} FROM act WHERE org = $1 AND seq = $2");
    session.opt(sql, values![org, seq]).await?.as_ref().map(Act::read).transpose()
}

pub(crate) async fn changes_between(
    session: &mut Session,
    org: Uuid,
    after: i64,
    upto: i64,
) -> Result<Vec<StoredChange>> {
    let sql = format!("SELECT {CHANGE} FROM change WHERE org = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, idx");
    collect(session, sql, values![org, after, upto]).await
}

async fn collect(session: &mut Session, sql: String, values: Vec<crate::db::Value>) -> Result<Vec<StoredChange>> {
    let mut changes = Vec::new();
    let keep = |row| StoredChange::read(&row, 0).map(|change| changes.push(change));
    session.each(sql, values, keep).await?;
    Ok(changes)
}

async fn pieces(
    session: &mut Session,
    sql: String,
    values: Vec<crate::db::Value>,
    mut sink: impl FnMut(Vec<StoredChange>) + Send,
) -> Result<()> {
    let mut piece = Vec::with_capacity(PIECE);
    let keep = |row| {
        piece.push(StoredChange::read(&row, 0)?);
        if piece.len() == PIECE {
            sink(std::mem::replace(&mut piece, Vec::with_capacity(PIECE)));
        }
        Ok(())
    };
    session.each(sql, values, keep).await?;
    if !piece.is_empty() {
        sink(piece);
    }
    Ok(())
}
