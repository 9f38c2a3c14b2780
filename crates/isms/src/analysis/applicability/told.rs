//! A statement as JSON: the one form in which the API and the command line tell it, complete enough to count again.

use super::{Line, Statement, Through, missing};
use crate::{
    analysis::assured::{Assurance, ControlSeen, Status, TestSeen},
    control::Applicability,
    field::Choice,
    record::Record,
    values::RecordId,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// How records are called; nothing for those that the reader may not see.
pub type Called<'c> = &'c dyn Fn(RecordId) -> Option<String>;

/// The whole statement. `record` is what it was made for, if it was made for one.
pub fn statement(
    assurance: &Assurance<'_>,
    record: Option<&Record<Applicability>>,
    statement: &Statement<'_>,
    called: Called<'_>,
) -> Value {
    let isms = assurance.isms();
    let lines: Vec<Value> = statement.lines.iter().map(|l| line(assurance, l, called)).collect();
    json!({
        "as_of": isms.moment.seq, "day": assurance.today().to_string(),
        "framework": { "id": statement.outline.id, "title": statement.outline.title, "version": statement.outline.version },
        "applicability": record.map(|r| about(r, called)),
        "totals": totals(statement),
        "lines_hash": hash(&lines),
        "lines": lines,
        "outside": keys(&statement.outside, called),
    })
}

/// SHA-256 over the lines as they are written here, in hexadecimal: two readers who see the same records have the same lines.
fn hash(lines: &[Value]) -> String {
    hex::encode(Sha256::digest(serde_json::to_string(lines).unwrap_or_default()))
}

fn about(record: &Record<Applicability>, called: Called<'_>) -> Value {
    let edition = record.in_force.as_ref().map(|p| p.number);
    json!({
        "key": called(record.head.id), "title": record.head.title, "edition": edition,
        "baseline": record.counts().unwrap_or(&record.body).baseline, "scope": record.head.scope.and_then(|s| called(s.id())),
    })
}

fn totals(statement: &Statement<'_>) -> Value {
    let t = &statement.totals;
    let by_status: serde_json::Map<String, Value> =
        Status::ALL.iter().map(|s| (s.word().to_owned(), t.of(*s).into())).collect();
    json!({
        "lines": t.lines, "applicable": t.applicable, "excluded": t.excluded, "undetermined": t.undetermined,
        "by_status": by_status, "automated": t.automated, "accepted": t.accepted, "contradicted": t.contradicted,
    })
}

fn keys(ids: &[RecordId], called: Called<'_>) -> Vec<Value> {
    ids.iter().map(|id| json!(called(*id))).collect()
}

fn line(assurance: &Assurance<'_>, line: &Line<'_>, called: Called<'_>) -> Value {
    let reason = |r: &super::Reason| json!({ "kind": r.word(), "record": r.record().and_then(called) });
    let against = |c: &super::Contradiction| json!({ "kind": c.word(), "record": called(c.record()) });
    let inherited = line
        .inherited
        .map(|i| json!({ "provider": i.provider.and_then(|p| called(p.id())), "stays_with_us": i.stays_with_us.0 }));
    let lacks = missing(assurance, line).map(|m| json!({ "what": m.word(), "record": m.record().and_then(called) }));
    json!({
        "id": line.point.id, "label": line.point.label, "title": line.point.title, "parent": line.point.parent,
        "applies": line.applies.word(), "reasons": line.reasons.iter().map(reason).collect::<Vec<_>>(),
        "deviation": line.deviation.map(|d| json!({ "ruling": d.ruling.word(), "reason": d.reason.0 })),
        "inherited": inherited, "status": (line.applies == super::Applies::Yes).then(|| line.status.word()),
        "automated": line.automated, "accepted": line.accepted, "requirements": keys(&line.requirements, called),
        "controls": line.through.iter().map(|t| control(assurance, t, called)).collect::<Vec<_>>(),
        "contradictions": line.contradictions.iter().map(against).collect::<Vec<_>>(), "missing": lacks,
    })
}

fn control(assurance: &Assurance<'_>, through: &Through, called: Called<'_>) -> Value {
    let seen = assurance.control(through.control);
    let tests = |c: &ControlSeen| c.tests.iter().map(|t| test(t, called)).collect::<Vec<_>>();
    json!({
        "control": called(through.control), "requirement": through.requirement.and_then(called),
        "mapping": through.mapping.and_then(called), "status": seen.map(|c| c.status.word()),
        "tests": seen.map(tests).unwrap_or_default(),
        "findings": seen.map(|c| keys(&c.findings, called)).unwrap_or_default(),
        "evidence": seen.map(|c| keys(&c.evidence, called)).unwrap_or_default(),
    })
}

fn test(seen: &TestSeen, called: Called<'_>) -> Value {
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
    json!({
        "test": called(seen.test), "status": seen.status.word(), "last_run": day(seen.last),
        "verdict": seen.verdict.map(|v| v.word()), "due": day(seen.due), "evidence": keys(&seen.evidence, called),
    })
}
