//! How far controls reach, who inherits them, and what falls with them.

mod forms;

use forms::{id, organisation, with};
use isms::{
    analysis::{reach, reliance},
    control::Control,
};
use serde_json::json;

#[test]
fn coverage_is_what_the_rule_names_and_what_runs_saw() {
    let test =
        |runs: serde_json::Value| json!([{"key": "TST-1", "of": ["CTL-1"], "cadence": "quarterly", "runs": runs}]);
    let isms = organisation(&json!([
        {"key": "AST-1", "class": "software", "tags": ["office"]}, {"key": "AST-2", "class": "software", "tags": ["office"]},
        {"key": "AST-3", "class": "software", "tags": ["office"]}, {"key": "AST-4", "class": "software", "tags": ["plant"]},
        {"key": "CTL-1", "description": "x", "state": "operating", "covers": "tag:office"},
    ]));
    let runs = json!([
        {"on": "2026-10-01", "verdict": "passed", "on_assets": ["AST-1", "AST-4"]},
        {"on": "2026-10-02", "verdict": "failed", "on_assets": ["AST-2"]},
        {"on": "2026-01-01", "verdict": "passed", "on_assets": ["AST-3"]},
    ]);
    let isms = with(isms, &test(runs));
    let found = reach::coverage(&isms, isms.typed::<Control>(id("CTL-1")).unwrap());
    assert_eq!(found.should, ["AST-1", "AST-2", "AST-3"].map(id));
    assert_eq!(
        (found.works.clone(), found.fails.clone()),
        (vec![id("AST-1")], vec![id("AST-2")]),
        "what is stale is unknown"
    );
    assert_eq!(found.measured(), Some(1.0 / 3.0));
    let wrong =
        with(isms, &json!([{"key": "CTL-1", "description": "x", "state": "operating", "covers": "colour:red"}]));
    let found = reach::coverage(&wrong, wrong.typed::<Control>(id("CTL-1")).unwrap());
    assert!(found.fault.is_some_and(|f| f.contains("has no field \"colour\"")));
}

#[test]
fn inheritance_follows_dependence_and_ends_in_cycles() {
    let isms = organisation(&json!([
        {"key": "CTL-1", "description": "Sign-in", "state": "operating"},
        {"key": "CTL-2", "description": "Logs", "state": "operating"},
        {"key": "AST-1", "class": "service", "provides": ["CTL-1"]},
        {"key": "AST-2", "class": "service", "depends_on": ["AST-1"], "provides": ["CTL-1", "CTL-2"]},
        {"key": "AST-3", "class": "software", "depends_on": ["AST-2"]},
        {"key": "AST-1", "class": "service", "provides": ["CTL-1"], "depends_on": ["AST-3"]},
    ]));
    let found = reach::inherited(&isms, id("AST-3"));
    let pairs: Vec<_> = found.iter().map(|f| (f.control, f.from)).collect();
    assert_eq!(pairs, [(id("CTL-1"), id("AST-2")), (id("CTL-2"), id("AST-2"))]);
    let stands = reliance::stands_on(&isms, isms.typed::<Control>(id("CTL-2")).unwrap());
    assert_eq!(stands.consumers, [id("AST-1"), id("AST-3")]);
}

#[test]
fn what_falls_is_what_nothing_else_carries_out() {
    let isms = organisation(&json!([
        {"key": "OBJ-1", "statement": "Light", "state": "agreed"}, {"key": "OBJ-2", "statement": "Trust", "state": "agreed"},
        {"key": "RSK-1", "scenario": "Fire", "threatens": [{"objective": "OBJ-1"}]},
        {"key": "CTL-1", "description": "x", "state": "operating", "treats": ["RSK-1"], "protects": ["OBJ-2"], "clauses": ["f:1", "f:2"]},
        {"key": "CTL-2", "description": "y", "state": "operating", "clauses": ["f:1"]},
        {"key": "CTL-3", "description": "z", "state": "designed", "clauses": ["f:2"]},
        {"key": "EST-1", "risk": "RSK-1", "assumes": ["CTL-1"]},
    ]));
    let stands = reliance::stands_on(&isms, isms.typed::<Control>(id("CTL-1")).unwrap());
    assert_eq!(stands.objectives, [(id("OBJ-1"), vec![id("RSK-1")]), (id("OBJ-2"), vec![])]);
    assert_eq!(stands.alone, ["f:2".parse().unwrap()], "what is only planned carries nothing yet");
    assert_eq!(stands.estimates, [id("EST-1")]);
}
