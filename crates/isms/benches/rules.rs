//! All rules on an organisation of 100,000 records, and the wheel; figures are printed, not judged.

use isms::{
    analysis::{cycle, numbers::Numbers, spectrum, wheel},
    head::{Head, Key},
    isms::{Isms, Moment},
    outer,
    record::AnyRecord,
    rules,
    values::RecordId,
};
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};

fn main() {
    divan::main();
}

fn record(names: &Isms, form: Value) -> Arc<dyn AnyRecord> {
    let key = Key::parse(form["key"].as_str().expect("a key")).expect("a known key");
    let given = outer::read(key.kind, &form, names).unwrap_or_else(|e| panic!("{key}: {e:?}"));
    let id = RecordId(uuid::Uuid::from_u128((key.kind.index() as u128) << 32 | u128::from(key.number)));
    let at = "2026-01-05T09:00:00Z";
    let state: String = given.state.unwrap_or_else(|| key.kind.lifecycle.initial().into()).to_string();
    let head = json!({"id": id, "number": key.number, "title": key.to_string(), "version": 1, "created": at, "changed": at, "state": state});
    let head: Head = serde_json::from_value(head).expect("a head");
    let record = (key.kind.make)(head.clone(), Value::Object(given.body)).unwrap_or_else(|e| panic!("{key}: {e}"));
    if state == "in-force" { record.published(head, at.parse().expect("a moment")) } else { record }
}

/// 30,000 risks, 20,000 controls, 20,000 tests, 10,000 estimates, 10,000 findings, 5,000 actions, 3,000 people, 1,000 policies, 1,000 messages.
static MADE: LazyLock<Isms> = LazyLock::new(|| {
    let moment = Moment { seq: 1, now: "2026-11-20T12:00:00Z".parse().expect("a moment") };
    let mut isms = Isms::empty(uuid::Uuid::nil(), moment);
    let mut add = |form: Value| {
        let record = record(&isms, form);
        isms.set(record);
    };
    add(json!({"key": "OBJ-1", "statement": "Light"}));
    add(json!({"key": "CHN-1", "purpose": "x", "level": "tactical"}));
    (1..=3_000)
        .for_each(|n| add(json!({"key": format!("PER-{n}"), "line": if n % 3 == 0 { "second" } else { "first" }})));
    (1..=30_000).for_each(|n| {
        add(json!({"key": format!("RSK-{n}"), "scenario": format!("Someone stops service {n} for days"), "state": "analysed", "threatens": [{"objective": "OBJ-1"}]}))
    });
    (1..=10_000).for_each(|n| {
        add(json!({"key": format!("EST-{n}"), "risk": format!("RSK-{n}"), "state": "given", "made": "2026-02-01",
            "loss_event_frequency": [0.1, 0.5], "primary_loss": [{"form": "response", "amount": [1000, 9000]}]}))
    });
    (1..=20_000).for_each(|n| {
        add(json!({"key": format!("CTL-{n}"), "description": format!("Control number {n} of this place"), "state": "operating", "treats": [format!("RSK-{n}")]}))
    });
    (1..=20_000).for_each(|n| {
        let verdict = if n % 9 == 0 { "failed" } else { "passed" };
        add(json!({"key": format!("TST-{n}"), "of": [format!("CTL-{n}")], "runs": [{"on": "2026-10-01", "verdict": verdict}]}))
    });
    (1..=10_000).for_each(|n| {
        add(json!({"key": format!("FND-{n}"), "description": "x", "grade": "major-nonconformity", "found_on": "2026-05-01", "against": [format!("CTL-{n}")]}))
    });
    (1..=5_000).for_each(|n| add(json!({"key": format!("ACT-{n}"), "answers": [format!("FND-{n}")], "corrective_action": "x", "due": "2026-09-01"})));
    (1..=1_000).for_each(|n| {
        add(json!({"key": format!("MSG-{n}"), "channel": "CHN-1", "text": "x", "direction": "up", "about": [format!("FND-{n}")], "sent": "2026-06-05T08:00:00Z", "state": "sent"}))
    });
    (1..=50).for_each(|n| {
        add(json!({"key": format!("POL-{n}"), "purpose": "x", "state": "in-force", "audience": "line:first", "statements": [{"number": "1", "text": "x"}]}))
    });
    isms
});

#[divan::bench(sample_count = 3, sample_size = 1)]
fn all_rules(bencher: divan::Bencher<'_, '_>) {
    let isms = &*MADE;
    bencher.bench_local(|| rules::run(isms).len());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn rules_after_one_change(bencher: divan::Bencher<'_, '_>) {
    let isms = &*MADE;
    let known = rules::run(isms);
    let ids: Vec<RecordId> = isms.iter().filter(|r| r.kind().name == "risk").take(1).map(|r| r.head().id).collect();
    bencher.bench_local(|| rules::rerun(isms, isms, &known, &ids).len());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn the_wheel(bencher: divan::Bencher<'_, '_>) {
    let (isms, numbers) = (&*MADE, Numbers::default());
    let signals = rules::run(isms);
    bencher.bench_local(|| wheel::wheel(isms, &numbers, &signals).flows.len());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn spectrum_and_cycle(bencher: divan::Bencher<'_, '_>) {
    let isms = &*MADE;
    bencher.bench_local(|| spectrum::of(isms).positions.len() + cycle::of(isms).phases.len());
}
