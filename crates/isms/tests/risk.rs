//! One risk in numbers: the same as in the whole model, ordered as it must be, and never more than is known.

use isms::{
    analysis::{
        model,
        risk::{self, Settings, Unknown},
    },
    head::{Head, Key},
    isms::{Isms, Moment},
    outer,
    record::{AnyRecord, Record},
    risk::{Estimate, Risk},
    values::{Range, RecordId},
};
use quant::exact::{self, Grid, Of};
use serde_json::{Value, json};
use std::sync::Arc;

const QUICK: Settings = Settings { worlds: 32, grid: 1 << 11, years: 1 << 11, seed: 1, closed: true };

fn record(isms: &Isms, form: &Value) -> Arc<dyn AnyRecord> {
    let key = Key::parse(form["key"].as_str().expect("a key")).expect("a known key");
    let given = outer::read(key.kind, form, isms).unwrap_or_else(|e| panic!("{key}: {e:?}"));
    let id = RecordId(uuid::Uuid::from_u128((key.kind.index() as u128 + 1) << 32 | u128::from(key.number)));
    let at = "2026-01-01T00:00:00Z";
    let mut head = json!({"id": id, "number": key.number, "title": key.to_string(), "version": 1,
        "state": given.state.unwrap_or_else(|| key.kind.lifecycle.initial().into()), "created": at, "changed": at});
    given.head.iter().for_each(|(name, value)| head[name.as_str()] = value.clone());
    let head: Head = serde_json::from_value(head).expect("a head");
    (key.kind.make)(head, Value::Object(given.body)).unwrap_or_else(|e| panic!("{key}: {e}"))
}

fn isms() -> Isms {
    let moment = Moment { seq: 1, now: "2026-11-20T12:00:00Z".parse().expect("a moment") };
    let estimate = |key: &str, risk: &str, person: &str, low: f64| {
        json!({"key": key, "risk": risk, "estimator": person, "made": "2026-10-01", "state": "given", "assumes": ["CTL-1"],
            "loss_event_frequency": [low, low * 8.0], "primary_loss": [{"form": "response", "amount": [20000, 900000]},
            {"form": "productivity", "amount": [5000, 100000]}], "secondary_frequency": [0.1, 0.4],
            "secondary_loss": [{"form": "reputation", "amount": [100000, 2000000]}]})
    };
    let effect = |factor: &str| json!([{"factor": factor, "multiplier": [0.2, 0.6]}]);
    let forms = [
        json!({"key": "PER-1"}),
        json!({"key": "PER-2"}),
        json!({"key": "THR-1", "shared_factor": "gangs"}),
        json!({"key": "RSK-1", "scenario": "Ransomware", "threat": "THR-1", "state": "analysed"}),
        json!({"key": "RSK-2", "scenario": "Fraud", "threat": "THR-1", "state": "analysed"}),
        json!({"key": "RSK-3", "scenario": "Fire"}),
        json!({"key": "CTL-1", "state": "operating", "treats": ["RSK-1", "RSK-2"], "effects": effect("susceptibility"), "coverage": 0.9}),
        json!({"key": "CTL-2", "state": "operating", "treats": ["RSK-1"], "effects": effect("loss-magnitude")}),
        json!({"key": "CTL-3", "state": "operating", "treats": ["RSK-2"], "effects": effect("susceptibility")}),
        estimate("EST-1", "RSK-1", "PER-1", 0.05),
        estimate("EST-2", "RSK-1", "PER-2", 0.2),
        estimate("EST-3", "RSK-2", "PER-1", 0.1),
        json!({"key": "TRT-1", "option": "mitigate", "treats": ["RSK-1"], "state": "decided",
            "improves": [{"control": "CTL-1", "frequency_factor": [0.3, 0.7]}]}),
    ];
    forms.iter().fold(Isms::empty(uuid::Uuid::nil(), moment), |isms, form| isms.with(&[record(&isms, form)]))
}

fn of<'a>(isms: &'a Isms, key: &str) -> &'a Record<Risk> {
    isms.by_key(Key::parse(key).expect("a key")).and_then(|r| r.typed()).expect("a risk")
}

fn alone(isms: &Isms, key: &str) -> model::Modelled {
    let risk = of(isms, key);
    let pool = model::pool(isms, risk.head.id);
    model::of_risk(isms, risk, &pool.iter().map(|e| &e.body).collect::<Vec<_>>())
}

#[test]
fn alone_it_has_the_numbers_of_the_whole_model() {
    let isms = isms();
    let whole = model::of(&isms);
    let checked = whole.model.check().expect("a model");
    for key in ["RSK-1", "RSK-2"] {
        let at = whole.scenario(of(&isms, key).head.id).expect("a scenario");
        let numbers = risk::numbers(&alone(&isms, key), &QUICK).expect("numbers");
        for (variant, figures) in
            [(whole.today(), &numbers.today), (whole.after(), &numbers.after), (whole.before(), &numbers.before)]
        {
            let mean = quant::decide::mean_loss_by_scenario(&checked, &variant)[at].value;
            assert!((mean / figures.mean - 1.0).abs() < 1e-9, "{key}: mean {mean} and {}", figures.mean);
            let grid = Grid { points: QUICK.grid, reach: None };
            let exact = exact::over_worlds(&checked, &variant, Of::Scenario(at), &grid, QUICK.seed, QUICK.worlds)
                .expect("exact");
            let (p95, ours) = (exact.mean.quantile(0.95), figures.percentile(0.95).expect("known"));
            assert!((p95 - ours).abs() <= 1e-9 * p95, "{key}: 1 in 20 is {p95} and {ours}");
        }
    }
}

#[test]
fn controls_and_decisions_only_help() {
    let told = risk::tell(alone(&isms(), "RSK-1"), &QUICK);
    let n = told.numbers.expect("numbers");
    assert!(n.protected && n.changes);
    for ((before, today), after) in n.before.curve.iter().zip(&n.today.curve).zip(&n.after.curve) {
        assert!(before.probability >= today.probability - 1e-9 && today.probability >= after.probability - 1e-9);
        assert!(today.low <= today.probability + 1e-9 && today.probability <= today.high + 1e-9);
    }
    assert!(n.before.mean > n.today.mean && n.today.mean > n.after.mean);
    assert_eq!(told.controls.len(), 2);
    assert!(told.controls.iter().all(|e| e.removes > 0.0));
    assert!((told.treatments[0].removes - (n.today.mean - n.after.mean)).abs() < 1e-6, "one figure has one source");
    assert_eq!(told.beliefs.len(), 2);
    let pool = told.pool.expect("a pool").events;
    assert!(pool.low < 0.1 && pool.high > 0.4, "the pool holds both: {pool:?}");
}

#[test]
fn what_nobody_estimated_is_unknown() {
    assert_eq!(risk::numbers(&alone(&isms(), "RSK-3"), &QUICK), Err(Unknown::Estimate));
}

#[test]
fn an_insurance_that_only_the_simulation_knows_is_simulated() {
    let isms = isms();
    let insured = json!({"key": "TRT-2", "option": "transfer", "treats": ["RSK-1"], "state": "done",
        "insurance": {"retention": "EUR 100000", "limit": "EUR 1000000"}});
    let isms = isms.with(&[record(&isms, &insured)]);
    let numbers = risk::numbers(&alone(&isms, "RSK-1"), &QUICK).expect("numbers");
    assert_eq!(numbers.method.engine, "simulation");
    assert!(numbers.today.mean < numbers.before.mean);
    assert!(numbers.today.percentile(0.9) <= numbers.before.percentile(0.9));
}

#[test]
fn absurd_ranges_are_answered_or_refused() {
    let isms = isms();
    let risk = of(&isms, "RSK-1");
    for (events, loss) in [(1e5, 1e13), (1e-9, 1e-3), (0.0, 0.0), (1e5, 0.0), (f64::MAX, f64::MAX), (f64::NAN, 1.0)] {
        let range = |high: f64| Some(Range { low: high / 1e6, high, mode: None });
        let amount = isms::risk::estimate::Loss { amount: range(loss), ..Default::default() };
        let estimate =
            Estimate { loss_event_frequency: range(events), primary_loss: vec![amount], ..Estimate::default() };
        let _ = risk::tell(model::of_risk(&isms, risk, &[&estimate]), &QUICK);
    }
}
