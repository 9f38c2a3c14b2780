//! A Statement of Applicability of 1,200 requirements over 2,000 controls with a test each; the aim is 30 ms.

use isms::{
    analysis::{
        applicability::{Ask, statement},
        assured::Assurance,
        outline::{Outline, Point},
    },
    head::{Head, Key},
    isms::{Isms, Moment},
    outer,
    record::AnyRecord,
    values::RecordId,
};
use serde_json::{Value, json};
use std::sync::Arc;

fn main() {
    divan::main();
}

fn record(names: &Isms, form: Value) -> Arc<dyn AnyRecord> {
    let key = Key::parse(form["key"].as_str().expect("a key")).expect("a known key");
    let given = outer::read(key.kind, &form, names).unwrap_or_else(|e| panic!("{key}: {e:?}"));
    let id = RecordId(uuid::Uuid::from_u128((key.kind.index() as u128) << 32 | u128::from(key.number)));
    let at = "2026-01-05T09:00:00Z";
    let head = json!({"id": id, "number": key.number, "title": key.to_string(), "version": 1, "created": at, "changed": at,
        "state": given.state.unwrap_or_else(|| key.kind.lifecycle.initial().into())});
    let head: Head = serde_json::from_value(head).expect("a head");
    (key.kind.make)(head, Value::Object(given.body)).unwrap_or_else(|e| panic!("{key}: {e}"))
}

fn made() -> (Isms, Outline) {
    let moment = Moment { seq: 1, now: "2026-11-20T12:00:00Z".parse().expect("a moment") };
    let mut isms = Isms::empty(uuid::Uuid::nil(), moment);
    isms.set(record(&isms, json!({"key": "RSK-1", "scenario": "Fire"})));
    for n in 1..=2_000 {
        let clauses: Vec<String> = (0..3).map(|k| format!("fw:{}", (n * 7 + k * 401) % 1_200)).collect();
        let form = json!({"key": format!("CTL-{n}"), "description": "x", "state": "operating", "treats": ["RSK-1"], "clauses": clauses});
        isms.set(record(&isms, form));
        let run = json!({"on": "2026-11-01", "verdict": "passed"});
        isms.set(record(&isms, json!({"key": format!("TST-{n}"), "of": [format!("CTL-{n}")], "runs": [run]})));
    }
    let point = |n: u32| Point { id: n.to_string(), class: "control".into(), ..Point::default() };
    (isms, Outline { id: "fw".into(), requirements: (0..1_200).map(point).collect(), ..Outline::default() })
}

#[divan::bench]
fn statement_of_1200_lines_over_2000_controls(bencher: divan::Bencher<'_, '_>) {
    let (isms, outline) = made();
    bencher.bench_local(|| statement(&Assurance::of(&isms), &outline, Ask::default()).totals.applicable);
}
