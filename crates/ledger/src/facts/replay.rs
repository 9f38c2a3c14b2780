//! The projection worked out again from the raw batches: to rebuild it, and to check it.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use crate::db::{Session, Value, values};
use crate::error::Result;
use crate::facts::batch::{self, FactLine, Mode};
use crate::facts::kinds::FactRow;
use crate::facts::{OPEN, TABLES, Table};
use crate::files::Folder;
use crate::model::Batch;
use crate::verify::{Problem, Problems};

/// One row of a projection as the batches imply it.
struct Span {
    to: i64,
    line: FactLine,
}

/// All rows of one table: by source, fact and opening act.
type Rows = BTreeMap<(String, [u8; 16], i64), Span>;

/// Open facts of one source: digest and opening act by identity.
type Known = HashMap<[u8; 16], ([u8; 16], i64)>;

const BATCHES: &str = "SELECT idx, fact, source, mode, file, given, opened, closed, same, seq FROM batch \
                       WHERE org = $1 AND fact = $2 ORDER BY seq, idx";

async fn batches(session: &mut Session, org: Uuid, table: &Table) -> Result<Vec<(i64, Batch)>> {
    let rows = session.all(BATCHES, values![org, table.name]).await?;
    rows.iter().map(|row| Ok((row.get(9)?, Batch::read(row)?))).collect()
}

/// Replays every batch of a table. What does not agree with the sealed counts is a problem, not an error.
async fn replay(
    session: &mut Session,
    folder: &Folder,
    org: Uuid,
    table: &Table,
    problems: &mut Problems,
) -> Result<Rows> {
    let mut rows = Rows::new();
    let mut open: HashMap<String, Known> = HashMap::new();
    for (seq, sealed) in batches(session, org, table).await? {
        let known = open.entry(sealed.source.clone()).or_default();
        match folder.get(sealed.file).await.and_then(|raw| batch::parse(table, &raw)) {
            Err(error) => problems.add(Problem::act(seq, format!("batch {}: {error}", sealed.index))),
            Ok((given, lines)) => one(seq, &sealed, given, lines, known, &mut rows, problems),
        }
    }
    Ok(rows)
}

fn one(
    seq: i64,
    sealed: &Batch,
    given: i64,
    lines: Vec<FactLine>,
    known: &mut Known,
    rows: &mut Rows,
    problems: &mut Problems,
) {
    let Some(mode) = Mode::parse(&sealed.mode) else {
        let what = format!("batch {}: mode {:?}, expected snapshot, delta or close", sealed.index, sealed.mode);
        return problems.add(Problem::act(seq, what));
    };
    // As when it was sealed: a snapshot meets all open facts, the other modes only those they name.
    let digests = match mode {
        Mode::Snapshot => known.iter().map(|(id, (digest, _))| (*id, *digest)).collect(),
        _ => lines.iter().filter_map(|line| Some((line.id, known.get(&line.id)?.0))).collect(),
    };
    let step = batch::difference(mode, &digests, lines);
    let found = (given, step.open.len() as i64, step.close.len() as i64, step.same);
    let expected = (sealed.given, sealed.opened, sealed.closed, sealed.same);
    if found != expected {
        let what = format!("batch {}: given, opened, closed, same are {found:?}, sealed {expected:?}", sealed.index);
        problems.add(Problem::act(seq, what));
    }
    for id in step.close {
        let Some((_, from)) = known.remove(&id) else { continue };
        if let Some(span) = rows.get_mut(&(sealed.source.clone(), id, from)) {
            span.to = seq;
        }
    }
    for line in step.open {
        known.insert(line.id, (line.digest, seq));
        rows.insert((sealed.source.clone(), line.id, seq), Span { to: OPEN, line });
    }
}

/// Deletes and writes anew all fact rows of an organisation.
pub(crate) async fn rebuild(session: &mut Session, folder: &Folder, org: Uuid) -> Result<Problems> {
    let mut problems = Problems::default();
    for table in TABLES {
        let rows = replay(session, folder, org, table, &mut problems).await?;
        session.run(format!("DELETE FROM {} WHERE org = $1", table.name), values![org]).await?;
        let rows: Vec<_> = rows.into_iter().collect();
        let row = |_, ((source, _, from), span): &((String, [u8; 16], i64), Span)| {
            batch::row(org, source, *from, span.to, &span.line)
        };
        session.insert(&batch::insert(table), "", &rows, row).await?;
    }
    Ok(problems)
}

/// Compares every fact row with what the batches imply; returns how many were compared.
pub(crate) async fn compare(session: &mut Session, folder: &Folder, org: Uuid, problems: &mut Problems) -> Result<u64> {
    let mut compared = 0;
    for table in TABLES {
        let mut expected = replay(session, folder, org, table, problems).await?;
        let sql = format!(
            "SELECT source, fact, from_seq, to_seq, digest, {} FROM {} WHERE org = $1",
            table.columns.join(", "),
            table.name
        );
        let check = |row: crate::db::Row| {
            compared += 1;
            let (source, id, from): (String, [u8; 16], i64) = (row.get(0)?, row.array(1)?, row.get(2)?);
            let values = (table.reread)(&FactRow { row: &row, first: 5 });
            let values = values.map_err(|error| error.in_place(format!("{} of act {from}", table.name)))?;
            let stored = (row.get::<i64>(3)?, row.array::<16>(4)?, values);
            let name = format!("{} {} of source {source:?}", table.name, hex::encode(id));
            match expected.remove(&(source, id, from)) {
                None => problems.add(Problem::act(from, format!("{name}: a row no batch implies"))),
                Some(span) => differs(&name, from, &span, &stored, problems),
            }
            Ok(())
        };
        session.each(sql, values![org], check).await?;
        for ((source, id, from), _) in expected {
            let what = format!("{} {} of source {source:?}: the row is missing", table.name, hex::encode(id));
            problems.add(Problem::act(from, what));
        }
    }
    Ok(compared)
}

fn differs(name: &str, from: i64, span: &Span, stored: &(i64, [u8; 16], Vec<Value>), problems: &mut Problems) {
    let (to, digest, values) = stored;
    if *to != span.to {
        problems.add(Problem::act(from, format!("{name}: closed by act {to}, expected {}", span.to)));
    }
    if *digest != span.line.digest || *values != span.line.values {
        problems.add(Problem::act(from, format!("{name}: its columns differ from the batch")));
    }
}
