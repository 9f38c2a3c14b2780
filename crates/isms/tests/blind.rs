//! Blind estimation: who may see what while a round is open, and that the veil that moves with every change is the one that a
//! fresh look at everything gives.

use isms::{
    authority::{Role, Sight},
    head::{Head, Key},
    isms::{Isms, Moment},
    kind, outer,
    record::AnyRecord,
    risk::estimate::pool,
    values::RecordId,
    view::View,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;

fn identity(key: Key) -> RecordId {
    RecordId(uuid::Uuid::from_u128((key.kind.index() as u128 + 1) << 32 | u128::from(key.number)))
}

fn record(isms: &Isms, form: &Value) -> Arc<dyn AnyRecord> {
    let key = Key::parse(form["key"].as_str().expect("a key")).expect("a known key");
    let given = outer::read(key.kind, form, isms).unwrap_or_else(|e| panic!("{key}: {e:?}"));
    let at = "2026-01-01T00:00:00Z";
    let mut head = json!({"id": identity(key), "number": key.number, "title": key.to_string(), "version": 1,
        "state": given.state.unwrap_or_else(|| key.kind.lifecycle.initial().into()), "created": at, "changed": at});
    given.head.iter().for_each(|(name, value)| head[name.as_str()] = value.clone());
    let head: Head = serde_json::from_value(head).expect("a head");
    (key.kind.make)(head, Value::Object(given.body)).unwrap_or_else(|e| panic!("{key}: {e}"))
}

fn with(isms: &Isms, forms: &[Value]) -> Isms {
    forms.iter().fold(isms.clone(), |isms, form| isms.with(&[record(&isms, form)]))
}

fn start() -> Isms {
    let moment = Moment { seq: 1, now: "2026-11-20T12:00:00Z".parse().expect("a moment") };
    let people = ["PER-1", "PER-2", "PER-3"].map(|key| json!({"key": key}));
    with(&Isms::empty(uuid::Uuid::nil(), moment), &people)
}

fn risk(number: u32, asked: &[u32], since: &str) -> Value {
    let keys: Vec<String> = asked.iter().map(|p| format!("PER-{p}")).collect();
    json!({"key": format!("RSK-{number}"), "scenario": "Fire", "estimators": keys, "asked_on": since})
}

fn estimate(number: u32, risk: u32, person: u32, made: &str, state: &str) -> Value {
    json!({"key": format!("EST-{number}"), "risk": format!("RSK-{risk}"), "estimator": format!("PER-{person}"), "made": made,
        "state": state, "loss_event_frequency": [0.1, 7.25], "source": "a peculiar source",
        "primary_loss": [{"form": "response", "amount": [1000, 9000]}]})
}

fn person(isms: &Isms, number: u32) -> RecordId {
    isms.by_key(Key::parse(&format!("PER-{number}")).expect("a key")).expect("a person").head().id
}

fn view(isms: &Isms, number: u32) -> View {
    let sight = Sight { roles: vec![Role::Officer], me: vec![person(isms, number)], ..Sight::default() };
    View::new(Arc::new(isms.clone()), sight)
}

/// The keys that a person sees, by every way there is; all ways must agree.
fn seen(isms: &Isms, number: u32) -> Vec<String> {
    let (view, estimates) = (view(isms, number), kind::by_name("estimate").expect("a kind"));
    let query = view.query(estimates, "").expect("a query");
    let keys: Vec<String> = view.records(estimates).map(|r| r.key().to_string()).collect();
    let page: Vec<String> = view.page(estimates, &query, 0, 99).rows.iter().map(|r| r.key().to_string()).collect();
    assert_eq!((&page, view.count(estimates, &query)), (&keys, keys.len()));
    for words in ["a peculiar source", "peculiar", "EST-"] {
        let found = view.search(words, 99).into_iter().filter(|r| r.kind() == estimates).map(|r| r.key().to_string());
        let mut found: Vec<String> = found.collect();
        found.sort();
        assert_eq!(found, keys, "{words}");
    }
    for record in isms.table(estimates).iter() {
        let key = record.key().to_string();
        let visible = keys.contains(&key);
        assert_eq!(view.by_key(&key).is_some(), visible, "{key}");
        assert_eq!(view.get(record.head().id).is_some(), visible, "{key}");
        assert_eq!(view.search(&key, 9).iter().any(|r| r.key().to_string() == key), visible, "{key}");
        let risk = view.by_key("RSK-1").expect("a risk").head().id;
        let points = isms.pointed_at_by(record.as_ref()).iter().any(|l| l.target == risk);
        let related = view.pointing_at(risk).iter().any(|(_, r)| r.key().to_string() == key);
        assert_eq!(related, points && visible, "{key}");
    }
    keys
}

fn counting(isms: &Isms) -> (Vec<u32>, usize, usize) {
    let risk = isms.by_key(Key::parse("RSK-1").expect("a key")).expect("a risk").head().id;
    let pool = pool::pool(isms, risk);
    (pool.open.iter().map(|e| e.head.number).collect(), pool.waiting.len(), pool.sealed)
}

#[test]
fn nobody_sees_another_estimate_before_all_are_in() {
    let old = [
        risk(1, &[], "2026-03-01"),
        estimate(1, 1, 1, "2025-05-01", "given"),
        estimate(2, 1, 3, "2025-05-01", "given"),
    ];
    let before = with(&start(), &old);
    assert_eq!(counting(&before), (vec![1, 2], 0, 0));

    let asked = with(
        &before,
        &[
            risk(1, &[1, 2], "2026-03-01"),
            estimate(3, 1, 1, "2026-03-01", "given"),
            estimate(4, 1, 2, "2026-03-02", "sealed"),
        ],
    );
    assert_eq!(
        [1, 2, 3].map(|p| seen(&asked, p)),
        [vec!["EST-1", "EST-2", "EST-3"], vec!["EST-1", "EST-2", "EST-4"], vec!["EST-1", "EST-2"]]
    );
    assert_eq!(counting(&asked), (vec![1, 2], 1, 1), "the old ones count until the round is complete");

    let spoken = with(&asked, &[json!({"key": "CMT-1", "about": "EST-3", "text": "too high?"})]);
    assert!(view(&spoken, 1).by_key("CMT-1").is_some() && view(&spoken, 2).by_key("CMT-1").is_none());

    let complete = with(&spoken, &[estimate(4, 1, 2, "2026-03-02", "given")]);
    assert_eq!(seen(&complete, 3), ["EST-1", "EST-2", "EST-3", "EST-4"]);
    assert!(view(&complete, 2).by_key("CMT-1").is_some());
    assert_eq!(counting(&complete), (vec![3, 4], 0, 0), "only those of the round count");

    let past = asked.under(&complete);
    assert_eq!(seen(&past, 3), ["EST-1", "EST-2", "EST-3", "EST-4"], "the past is shown under today's veil");
    let corrected =
        with(&complete, &[estimate(3, 1, 1, "2026-03-01", "superseded"), estimate(5, 1, 1, "2026-03-03", "given")]);
    assert_eq!(counting(&corrected), (vec![4, 5], 0, 0));
    assert_eq!(seen(&corrected, 3).len(), 5, "what was open stays open");
}

#[test]
fn taking_out_whoever_left_opens_the_round() {
    let forms = [risk(1, &[1, 2], "2026-03-01"), estimate(1, 1, 1, "2026-03-01", "given")];
    let open = with(&start(), &forms);
    assert_eq!((seen(&open, 3).len(), counting(&open)), (0, (vec![], 1, 1)));
    let broken = with(&open, &[risk(1, &[1], "2026-03-01")]);
    assert_eq!((seen(&broken, 3), counting(&broken)), (vec!["EST-1".to_owned()], (vec![1], 0, 0)));
}

#[test]
fn exercises_are_private_and_the_holder_of_the_database_sees_all() {
    let answers =
        json!([{"question": "s-des-56", "form": "statement", "said": true, "probability": 0.9, "right": true}]);
    let isms = with(
        &start(),
        &[json!({"key": "CAL-1", "person": "PER-2", "taken": "2026-02-02", "round": 1, "answers": answers})],
    );
    assert!(view(&isms, 2).by_key("CAL-1").is_some() && view(&isms, 1).by_key("CAL-1").is_none());
    let sight = Sight { roles: vec![Role::Officer], everything: true, ..Sight::default() };
    assert!(View::new(Arc::new(isms), sight).by_key("CAL-1").is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_veil_that_moves_is_the_veil_that_is(steps in prop::collection::vec((0u8..6, 1u32..6, 1u32..3, 1u32..4, 0usize..3, 0usize..4), 1..40)) {
        let days = ["2026-02-01", "2026-03-01", "2026-04-01"];
        let states = ["sealed", "given", "superseded", "withdrawn"];
        let mut isms = with(&start(), &[risk(1, &[], days[1]), risk(2, &[], days[1])]);
        for (what, number, on, who, day, state) in steps {
            let form = match what {
                0 => risk(on, &[1, 2, 3][..state.min(3)], days[day]),
                1 if isms.by_key(Key::parse(&format!("EST-{number}")).unwrap()).is_some() =>
                    json!({"key": format!("CMT-{number}"), "about": format!("EST-{number}"), "text": "x"}),
                _ => estimate(number, on, who, days[day], states[state]),
            };
            isms = with(&isms, &[form]);
            let fresh = Isms::load(isms.org, isms.moment, isms.iter().cloned());
            prop_assert!(isms.veils_like(&fresh), "after {what} {number} {on} {who}");
        }
    }
}
