//! A firm of five is asked for no body, no committee and no second line: what it does by hand in a morning is enough.

mod forms;

use forms::{id, organisation, with};
use isms::{
    analysis::{
        asked::{Wish, asked},
        conformance::{Seen, answers},
    },
    authority::{Role, Sight},
    isms::Isms,
    rules,
};
use serde_json::{Value, json};

fn five() -> Isms {
    let forms = json!([
        {"key": "ORG-1", "profile": "micro", "headcount": 5, "time_zone": "UTC", "substitute": "owner-review"},
        {"key": "PER-1", "function": "Owner"}, {"key": "PER-2"}, {"key": "PER-3"}, {"key": "PER-4"}, {"key": "PER-5"},
        {"key": "ROL-1", "purpose": "Security", "holder": "PER-1", "owner": "PER-1"},
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

/// What the owner decides about the management system on a day.
fn review(on: &str) -> Value {
    json!([{"key": "DEC-1", "question": "Does it still fit?", "about": "change-the-isms", "decided_by": "ROL-1", "decided_on": on,
        "options": [{"name": "Leave it"}, {"name": "Test copies monthly"}], "chosen": "Test copies monthly", "rationale": "Two were empty.",
        "objectives": ["OBJ-1"], "state": "decided", "owner": "PER-1"}])
}

fn found(isms: &Isms, framework: &str, look: &str) -> Seen {
    let signals = rules::run(isms);
    let all = answers(isms, framework, None, &signals).into_iter().flat_map(|a| a.seen);
    all.into_iter().find(|s| s.probe.name == look).unwrap_or_else(|| panic!("{framework} does not look at {look}"))
}

#[test]
fn the_owners_dated_review_stands_in_for_a_body_and_its_meetings() {
    let looks = [
        ("nis2", "management-body"),
        ("nis2", "disclosures"),
        ("iso27001-2022", "management-review"),
        ("iso27001-2022", "review-inputs"),
        ("iso27001-2022", "review-results"),
    ];
    let reviewed = with(five(), &review("2026-10-01"));
    let unnamed = json!([{"key": "ORG-1", "profile": "micro", "headcount": 5, "time_zone": "UTC"}]);
    let unnamed = with(reviewed.clone(), &unnamed);
    let large = json!([{"key": "ORG-1", "profile": "large", "time_zone": "UTC", "substitute": "owner-review"}]);
    let large = with(reviewed.clone(), &large);
    for (framework, look) in looks {
        let stands = found(&reviewed, framework, look);
        assert!(stands.instead.is_some() && stands.records == [id("DEC-1")], "{look}: {stands:?}");
        assert_eq!(found(&five(), framework, look).records, [], "{look}: without a review nothing is known");
        let missing = found(&unnamed, framework, look);
        assert!(missing.instead.is_some() && missing.records.is_empty(), "{look}: nobody named the substitute");
        let missing = found(&large, framework, look);
        assert!(missing.instead.is_none() && missing.records.is_empty(), "{look}: a large firm has a body");
    }
    let stale = with(five(), &review("2025-03-01"));
    assert_eq!(found(&stale, "iso27001-2022", "management-review").records, [], "a review goes stale");
    let one = found(&five(), "nis2", "management-trained");
    assert!(one.instead.is_some() && one.records.is_empty());
    let shown =
        json!([{"key": "PER-1", "function": "Owner", "competence": [{"skill": "Risk", "shown_by": "Course of May"}]}]);
    assert_eq!(found(&with(five(), &shown), "nis2", "management-trained").records, [id("PER-1")]);
    assert_eq!(found(&five(), "iso27001-2022", "channels").records, [id("CHN-1")], "one level is enough");
    assert_eq!(found(&large, "iso27001-2022", "channels").records, [], "a large firm has three");
}

#[test]
fn an_old_firm_of_five_is_reminded_of_its_review_and_not_of_a_meeting() {
    let objective = json!([{"key": "OBJ-2", "statement": "x", "owner": "PER-1", "measure": "x", "value_at_stake": "EUR 1", "created": "2025-01-01T09:00:00Z"}]);
    let old = with(five(), &objective);
    let late = |isms: &Isms| rules::run(isms).iter().any(|s| s.code == "GOV09");
    assert!(late(&old) && late(&with(old.clone(), &review("2025-03-01"))));
    assert!(!late(&with(old, &review("2026-10-01"))));
}
