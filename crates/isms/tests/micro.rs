//! A firm of five is asked for no body, no committee and no second line: what it does by hand in a morning is enough.

mod forms;

use forms::{organisation, with};
use isms::{
    analysis::asked::{Wish, asked},
    authority::{Role, Sight},
    isms::Isms,
    rules,
};
use serde_json::json;

fn five() -> Isms {
    let forms = json!([
        {"key": "ORG-1", "profile": "micro", "headcount": 5, "time_zone": "UTC", "substitute": "owner-review"},
        {"key": "PER-1", "function": "Owner"}, {"key": "PER-2"}, {"key": "PER-3"}, {"key": "PER-4"}, {"key": "PER-5"},
        {"key": "ROL-1", "purpose": "Security", "holder": "PER-1", "deputy": "PER-2", "owner": "PER-1"},
        {"key": "CHN-1", "purpose": "Monday round", "level": "operational", "owner": "PER-1", "cadence": "monthly"},
        {"key": "MSG-1", "channel": "CHN-1", "text": "x", "sent": "2026-11-16T08:00:00Z", "state": "sent", "owner": "PER-1"},
        {"key": "OBJ-1", "statement": "Orders go out", "owner": "PER-1", "state": "agreed", "measure": "Days late", "value_at_stake": "EUR 400000", "tolerance": "EUR 20000", "required_certainty": 0.9, "from": "2026-01-01", "until": "2026-12-31"},
        {"key": "APP-1", "owner": "PER-1", "curve": [{"amount": "EUR 20000", "probability": 0.1}], "ladder": [{"holder": "ROL-1", "accept_up_to": "EUR 50000"}], "state": "in-force"},
        {"key": "RSK-1", "scenario": "x", "owner": "PER-1", "threatens": [{"objective": "OBJ-1"}], "state": "analysed"},
        {"key": "EST-1", "risk": "RSK-1", "estimator": "PER-1", "made": "2026-10-01", "loss_event_frequency": [0.1, 0.5],
         "primary_loss": [{"form": "response", "amount": [1000, 9000]}], "state": "given", "created": "2026-10-01T09:00:00Z"},
    ]);
    organisation(&forms)
}

#[test]
fn five_people_are_asked_for_no_committee() {
    let isms = five();
    let signals = rules::run(&isms);
    let loud: Vec<String> = signals.iter().map(|s| format!("{} {}", s.code, s.message)).collect();
    assert_eq!(loud, Vec::<String>::new());
}

#[test]
fn the_owner_of_a_firm_of_five_is_asked_for_no_challenge_and_no_deputy() {
    let sight = Sight { roles: vec![Role::Officer, Role::Manager], me: Vec::new(), everything: true };
    let instruction = json!([{"key": "IST-1", "purpose": "x", "procedure": [{"what": "x"}], "state": "review"}]);
    let isms = with(five(), &instruction);
    let second = json!([{"key": "PER-1", "line": "second"}]);
    let all = asked(&with(isms, &second), &sight, forms::id("PER-1"), 31, None);
    assert!(all.iter().all(|a| !matches!(a.what, Wish::Challenge | Wish::Deputise | Wish::Meet)), "{all:?}");
}
