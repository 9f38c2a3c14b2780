//! A batch of facts and what it changes: closes what it no longer says, opens what it says anew.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::db::{ROWS, Session, Value, places, values};
use crate::error::{Error, Result};
use crate::facts::{Fact, OPEN, Table};
use crate::merkle::Hash;
use crate::model::Batch;

/// What a batch says about facts it does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything its source knows: what is absent has ended.
    Snapshot,
    /// Some of what its source knows: what is absent stays.
    Delta,
    /// Facts that have ended; only their keys matter.
    Close,
}

impl Mode {
    /// The word stored and hashed.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Snapshot => "snapshot",
            Mode::Delta => "delta",
            Mode::Close => "close",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Mode> {
        [Mode::Snapshot, Mode::Delta, Mode::Close].into_iter().find(|mode| mode.word() == word)
    }
}

/// Facts of one kind from one source, to be sealed with an act.
#[derive(Clone, Debug)]
pub struct FactBatch {
    pub(crate) table: Table,
    pub(crate) source: String,
    pub(crate) mode: Mode,
    pub(crate) raw: Vec<u8>,
}

impl FactBatch {
    /// A batch from typed facts.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a fact cannot be written down, such as a value that is not a number.
    pub fn new<F: Fact>(source: &str, mode: Mode, facts: &[F]) -> Result<FactBatch> {
        let mut raw = Vec::new();
        for (row, fact) in (1..).zip(facts) {
            let line = serde_json::to_vec(fact).map_err(|e| Error::Invalid(format!("fact {row}: {e}")))?;
            raw.extend(line);
            raw.push(b'\n');
        }
        Ok(FactBatch { table: F::TABLE, source: source.to_owned(), mode, raw })
    }
}

/// The same table and source twice in one act would make the order matter.
pub(crate) fn refuse_twice(batches: &[FactBatch]) -> Result<()> {
    let mut seen = HashSet::new();
    for batch in batches {
        if batch.source.contains('\0') || !seen.insert((batch.table.name, batch.source.as_str())) {
            let (fact, source) = (batch.table.name, &batch.source);
            return Err(Error::Invalid(format!("two batches of {fact} from source {source:?} in one act: join them")));
        }
    }
    Ok(())
}

/// A batch worked out against the open rows, ready to be written.
pub(crate) struct Prepared {
    pub(crate) batch: Batch,
    table: Table,
    close: Vec<[u8; 16]>,
    open: Vec<FactLine>,
}

/// One row of a batch.
pub(crate) struct FactLine {
    pub(crate) id: [u8; 16],
    pub(crate) digest: [u8; 16],
    pub(crate) values: Vec<Value>,
}

/// Reads the raw rows; the same row twice is one, two rows of one key that differ are refused.
pub(crate) fn parse(table: &Table, raw: &[u8]) -> Result<(i64, Vec<FactLine>)> {
    let mut lines: Vec<FactLine> = Vec::new();
    let mut seen: HashMap<[u8; 16], [u8; 16]> = HashMap::new();
    let mut given = 0;
    for line in raw.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        given += 1;
        let bad = |what: String| Error::Invalid(format!("batch of {}, line {given}: {what}", table.name));
        let values = (table.parse)(line).map_err(|e| bad(e.to_string()))?;
        if values.iter().any(|value| matches!(value, Value::Text(Some(text)) if text.contains('\0'))) {
            return Err(bad("text must not contain the NUL character".into()));
        }
        let (id, digest) = (table.identity(&values), super::kinds::digest(&values));
        match seen.insert(id, digest) {
            None => lines.push(FactLine { id, digest, values }),
            Some(before) if before == digest => {}
            Some(_) => return Err(bad("an earlier line says something else about the same fact".into())),
        }
    }
    Ok((given, lines))
}

/// Compares a batch with what is open: the difference and the counts that the act will hold.
pub(crate) async fn prepare(
    session: &mut Session,
    org: Uuid,
    seq: i64,
    index: i64,
    file: Hash,
    batch: &FactBatch,
) -> Result<Prepared> {
    let (given, lines) = parse(&batch.table, &batch.raw)?;
    let known = known(session, org, batch, &lines).await?;
    let step = difference(batch.mode, &known, lines);
    tracing::debug!(seq, fact = batch.table.name, opened = step.open.len(), closed = step.close.len(), "batch");
    let sealed = Batch {
        index,
        fact: batch.table.name.into(),
        source: batch.source.clone(),
        mode: batch.mode.word().into(),
        file,
        given,
        opened: step.open.len() as i64,
        closed: step.close.len() as i64,
        same: step.same,
    };
    Ok(Prepared { batch: sealed, table: batch.table, close: step.close, open: step.open })
}

/// What a batch changes.
pub(crate) struct Step {
    pub(crate) close: Vec<[u8; 16]>,
    pub(crate) open: Vec<FactLine>,
    pub(crate) same: i64,
}

/// The rule of the three modes; replay and append share it.
pub(crate) fn difference(mode: Mode, known: &HashMap<[u8; 16], [u8; 16]>, lines: Vec<FactLine>) -> Step {
    let named: HashSet<[u8; 16]> = lines.iter().map(|line| line.id).collect();
    let ended = |id: &[u8; 16]| match mode {
        Mode::Snapshot => !named.contains(id),
        Mode::Delta => false,
        Mode::Close => named.contains(id),
    };
    let mut close: Vec<[u8; 16]> = known.keys().filter(|id| ended(id)).copied().collect();
    let before = lines.len();
    let fresh = |line: &FactLine| mode != Mode::Close && known.get(&line.id) != Some(&line.digest);
    let open: Vec<FactLine> = lines.into_iter().filter(fresh).collect();
    close.extend(open.iter().map(|line| line.id).filter(|id| known.contains_key(id)));
    let same = if mode == Mode::Close { 0 } else { before - open.len() };
    Step { close, open, same: same as i64 }
}

/// Open rows of the source: all for a snapshot, otherwise only those named.
async fn known(
    session: &mut Session,
    org: Uuid,
    batch: &FactBatch,
    lines: &[FactLine],
) -> Result<HashMap<[u8; 16], [u8; 16]>> {
    let mut known = HashMap::new();
    let sql = format!("SELECT fact, digest FROM {} WHERE org = $1 AND source = $2 AND to_seq = $3", batch.table.name);
    if batch.mode == Mode::Snapshot {
        let keep = |row: crate::db::Row| {
            known.insert(row.array(0)?, row.array(1)?);
            Ok(())
        };
        session.each(sql, values![org, &batch.source, OPEN], keep).await?;
        return Ok(known);
    }
    for chunk in lines.chunks(ROWS) {
        let sql = format!("{sql} AND fact IN ({})", places(4, chunk.len()));
        let ids = chunk.iter().map(|line| Value::from(line.id));
        let rows = session.all(sql, values![org, &batch.source, OPEN].into_iter().chain(ids).collect()).await?;
        for row in rows {
            known.insert(row.array(0)?, row.array(1)?);
        }
    }
    Ok(known)
}

/// Writes the difference into the projection.
pub(crate) async fn apply(session: &mut Session, org: Uuid, seq: i64, done: &Prepared) -> Result<()> {
    let (name, source) = (done.table.name, &done.batch.source);
    for chunk in done.close.chunks(ROWS) {
        let sql = format!(
            "UPDATE {name} SET to_seq = $3 WHERE org = $1 AND source = $2 AND to_seq = $4 AND fact IN ({})",
            places(5, chunk.len())
        );
        let ids = chunk.iter().map(|id| Value::from(*id));
        session.run(sql, values![org, source, seq, OPEN].into_iter().chain(ids).collect()).await?;
    }
    let row = |_, line: &FactLine| row(org, source, seq, OPEN, line);
    session.insert(&insert(&done.table), "", &done.open, row).await
}

pub(crate) fn row(org: Uuid, source: &str, from: i64, to: i64, line: &FactLine) -> Vec<Value> {
    let mut row = values![org, source, line.id, from, to, line.digest];
    row.extend(line.values.iter().cloned());
    row
}

/// The beginning of an insert into a fact table.
pub(crate) fn insert(table: &Table) -> String {
    let columns = table.columns.join(", ");
    format!("INSERT INTO {} (org, source, fact, from_seq, to_seq, digest, {columns})", table.name)
}
