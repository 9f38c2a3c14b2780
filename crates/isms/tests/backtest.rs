//! What was stated beside what happened, over a small organisation.

use isms::{
    analysis::backtest::backtest,
    head::{Head, Key},
    invariants,
    isms::{Isms, Moment},
    outer,
    record::AnyRecord,
    values::RecordId,
};
use serde_json::{Value, json};
use std::sync::Arc;

fn record(isms: &Isms, form: &Value) -> Arc<dyn AnyRecord> {
    let key = Key::parse(form["key"].as_str().expect("a key")).expect("a known key");
    let given = outer::read(key.kind, form, isms).unwrap_or_else(|e| panic!("{key}: {e:?}"));
    let id = uuid::Uuid::from_u128((key.kind.index() as u128 + 1) << 32 | u128::from(key.number));
    let at = "2025-01-01T00:00:00Z";
    let head = json!({"id": id, "number": key.number, "title": key.to_string(), "version": 1, "created": at, "changed": at,
        "state": given.state.unwrap_or_else(|| key.kind.lifecycle.initial().into())});
    let head: Head = serde_json::from_value(head).expect("a head");
    (key.kind.make)(head, Value::Object(given.body)).unwrap_or_else(|e| panic!("{key}: {e}"))
}

fn with(isms: &Isms, forms: Value) -> Isms {
    let forms = forms.as_array().expect("a list").clone();
    forms.iter().fold(isms.clone(), |isms, form| isms.with(&[record(&isms, form)]))
}

fn organisation() -> Isms {
    let moment = Moment { seq: 1, now: "2026-11-20T12:00:00Z".parse().expect("a moment") };
    with(
        &Isms::empty(uuid::Uuid::nil(), moment),
        json!([{"key": "PER-1"}, {"key": "PER-2"}, {"key": "RSK-1", "scenario": "Fire"}]),
    )
}

fn estimate(number: u32, person: u32, made: &str, state: &str, frequency: [f64; 2]) -> Value {
    json!({"key": format!("EST-{number}"), "risk": "RSK-1", "estimator": format!("PER-{person}"), "made": made, "state": state,
        "loss_event_frequency": frequency, "primary_loss": [{"form": "response", "amount": [1000, 9000]}]})
}

fn incident(number: u32, on: &str, loss: &str) -> Value {
    json!({"key": format!("INC-{number}"), "description": "x", "class": "incident", "case_of": ["RSK-1"],
        "began": format!("{on}T08:00:00Z"), "losses": [{"form": "response", "amount": loss}]})
}

#[test]
fn losses_and_counts_meet_what_was_estimated_before() {
    let isms = with(
        &organisation(),
        json!([
            estimate(1, 1, "2025-01-01", "given", [0.1, 0.4]),
            estimate(2, 2, "2025-01-01", "given", [2.0, 5.0]),
            estimate(3, 2, "2026-06-01", "given", [2.0, 5.0]),
            estimate(4, 1, "2024-01-01", "sealed", [2.0, 5.0]),
            incident(1, "2025-03-01", "EUR 4000"),
            incident(2, "2025-06-01", "EUR 20000"),
            incident(3, "2025-09-01", "EUR 5000"),
            incident(4, "2025-10-01", "EUR 5000"),
            incident(5, "2024-02-01", "EUR 5000"),
            incident(6, "2025-10-01", "USD 5000"),
            {"key": "INC-7", "description": "x", "class": "near-miss", "case_of": ["RSK-1"], "began": "2025-05-01T08:00:00Z"},
        ]),
    );
    let test = backtest(&isms);
    assert_eq!(
        (test.overall.losses.hits, test.overall.losses.n),
        (6, 8),
        "four incidents, two estimators, one too dear"
    );
    assert_eq!(test.without.len(), 2, "one before any estimate that was given, one in another currency");
    // Five loss events in 22 months: too many for one estimator, and as the other expected until they estimated again.
    let counts: Vec<(u64, bool)> = test.counts.iter().map(|c| (c.observed, c.inside)).collect();
    assert_eq!(counts, [(5, false), (5, true), (0, true)]);
    let first = test.estimators.first().expect("an estimator");
    assert_eq!((first.counts.hits, first.counts.n, first.exercises), (0, 1, None));
}

#[test]
fn forecasts_are_scored() {
    let forecast = |number: u32, probability: f64, state: &str| {
        json!({"key": format!("FCT-{number}"), "statement": "x", "by": "PER-1", "probability": probability, "state": state,
            "made_on": "2025-01-01", "resolves_on": "2025-12-31"})
    };
    let isms = with(
        &organisation(),
        json!([
            forecast(1, 0.9, "happened"),
            forecast(2, 0.8, "did-not-happen"),
            forecast(3, 0.5, "happened"),
            forecast(4, 0.3, "open"),
            forecast(5, 0.3, "void"),
        ]),
    );
    let of = backtest(&isms).overall.forecasts;
    assert_eq!((of.resolved, of.open, of.overdue, of.void), (3, 1, 1, 1));
    let brier = of.brier.expect("a score");
    assert!((brier.value - (0.01 + 0.64 + 0.25) / 3.0).abs() < 1e-12 && brier.interval.is_none(), "three are too few");
    let log = of.log.expect("a score").value;
    assert!((log - (-(0.9f64.ln()) - 0.2f64.ln() - 0.5f64.ln()) / 3.0).abs() < 1e-12);
    assert_eq!(
        of.bins.iter().map(|b| (b.from, b.happened.hits, b.happened.n)).collect::<Vec<_>>(),
        [(0.4, 1, 1), (0.8, 1, 2)]
    );
}

#[test]
fn an_estimate_stays_its_authors_and_a_forecast_as_it_was_made() {
    let faults = |before: &Isms, form: Value| {
        let changed = record(before, &form);
        let id: RecordId = changed.head().id;
        let found = invariants::broken(before, &before.with(&[changed]), &[id]);
        found.into_iter().map(|(_, f)| f.pointer).collect::<Vec<_>>()
    };
    let sealed = with(&organisation(), json!([estimate(1, 1, "2025-01-01", "sealed", [0.1, 0.4])]));
    assert_eq!(faults(&sealed, estimate(1, 2, "2025-01-01", "sealed", [0.1, 0.4])), ["/estimator"]);
    assert_eq!(faults(&sealed, estimate(2, 1, "2025-01-01", "sealed", [0.1, 0.4])), ["/risk"]);
    assert!(faults(&sealed, estimate(2, 2, "2025-01-01", "sealed", [0.1, 0.4])).is_empty());
    let given = with(&sealed, json!([estimate(1, 1, "2025-01-01", "given", [0.1, 0.4])]));
    assert_eq!(faults(&given, estimate(1, 1, "2024-01-01", "given", [0.1, 0.4])), ["/made"]);
    let forecast = |p: f64| json!({"key": "FCT-1", "statement": "x", "by": "PER-1", "probability": p, "made_on": "2025-01-01", "resolves_on": "2025-12-31"});
    let stated = with(&organisation(), json!([forecast(0.3)]));
    assert_eq!(faults(&stated, forecast(0.9)), ["/probability"]);
    assert_eq!(faults(&organisation(), forecast(1.0)), ["/probability"]);
}
