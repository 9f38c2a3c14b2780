//! Facts about people on their way to the ledger and back.

use crate::{Error, Result, stamp};
use isms::{
    heard::{Fact, Heard, Read, Taken, What},
    values::RecordId,
};
use ledger::{
    FactBatch, FactQuery, Ledger, Mode,
    facts::{Acknowledgement, Completion},
};
use uuid::Uuid;

/// Acknowledgements that say "I have read this edition".
const READ: &str = "read";
/// Acknowledgements that say "I looked at this version as a reviewer".
const LOOKED: &str = "looked";
/// Completions of courses.
const TAKEN: &str = "taken";

fn acknowledgement(fact: &Fact, read: &Read) -> Acknowledgement {
    Acknowledgement {
        person: fact.person.0,
        record: fact.record.0,
        version: read.edition,
        at: read.at.as_microsecond(),
    }
}

/// Facts as batches to be sealed with an act.
///
/// # Errors
/// As [`FactBatch::new`].
pub(crate) fn batches(facts: &[Fact]) -> Result<Vec<FactBatch>> {
    let (mut read, mut looked, mut taken) = (Vec::new(), Vec::new(), Vec::new());
    for fact in facts {
        match &fact.what {
            What::Read(r) => read.push(acknowledgement(fact, r)),
            What::Looked(r) => looked.push(acknowledgement(fact, r)),
            What::Taken(t) => taken.push(Completion {
                person: fact.person.0,
                course: fact.record.0,
                version: t.edition,
                at: t.at.as_microsecond(),
                score: t.score,
                passed: t.passed,
                expires: None,
            }),
        }
    }
    let mut batches = Vec::new();
    for (source, rows) in [(READ, read), (LOOKED, looked)] {
        if !rows.is_empty() {
            batches.push(FactBatch::new(source, Mode::Delta, &rows)?);
        }
    }
    if !taken.is_empty() {
        batches.push(FactBatch::new(TAKEN, Mode::Delta, &taken)?);
    }
    Ok(batches)
}

/// Everything that was known after an act.
///
/// # Errors
/// As [`Ledger::facts`].
pub(crate) async fn at(ledger: &Ledger, org: Uuid, seq: i64) -> Result<Heard> {
    let mut heard = Heard::default();
    found(ledger, org, &FactQuery::at(seq)).await?.iter().for_each(|fact| heard.note(fact));
    Ok(heard)
}

/// What became known after one act up to and including another.
///
/// # Errors
/// As [`Ledger::facts`].
pub(crate) async fn between(ledger: &Ledger, org: Uuid, after: i64, upto: i64) -> Result<Vec<Fact>> {
    found(ledger, org, &FactQuery::touched(after, upto)).await
}

async fn found(ledger: &Ledger, org: Uuid, query: &FactQuery) -> Result<Vec<Fact>> {
    let mut out = Vec::new();
    for row in ledger.facts::<Acknowledgement>(org, query).await? {
        let read = Read { edition: row.fact.version, at: stamp(row.fact.at) };
        let what = match row.source.as_str() {
            READ => What::Read(read),
            LOOKED => What::Looked(read),
            other => return Err(Error::Stored(format!("acknowledgements of the source {other:?} are not known"))),
        };
        out.push(Fact { person: RecordId(row.fact.person), record: RecordId(row.fact.record), what });
    }
    for row in ledger.facts::<Completion>(org, query).await? {
        let fact = row.fact;
        let taken = Taken { edition: fact.version, at: stamp(fact.at), score: fact.score, passed: fact.passed };
        out.push(Fact { person: RecordId(fact.person), record: RecordId(fact.course), what: What::Taken(taken) });
    }
    Ok(out)
}
