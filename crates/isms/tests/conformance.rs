//! Conformance: every clause that is asked exists, nothing is answered by silence, and an answer changes only when records do.

mod forms;

use forms::{id, organisation, with};
use isms::{
    analysis::conformance::{self, Standing, answers, demands, probes},
    isms::Isms,
    rules,
};
use serde_json::json;
use std::collections::HashSet;

#[test]
fn every_clause_exists_and_every_clause_of_iso_27001_is_asked() {
    for framework in conformance::FRAMEWORKS {
        let catalogue = formats::builtin::catalogue(framework).unwrap_or_else(|| panic!("{framework}"));
        let index = catalogue.index();
        let asked: HashSet<&str> = demands(framework).iter().map(|d| d.clause).collect();
        assert_eq!(asked.len(), demands(framework).len(), "{framework}: a clause is asked twice");
        asked.iter().for_each(|c| assert!(index.get(c).is_some(), "{framework} has no {c}"));
        if framework == "iso27001-2022" {
            let leaves =
                catalogue.requirements.iter().filter(|r| r.class == "clause" && index.children(Some(&r.id)).is_empty());
            leaves.for_each(|r| assert!(asked.contains(r.id.as_str()), "{} is not asked", r.id));
        }
    }
    let names: HashSet<&str> = probes::ALL.iter().map(|p| p.name).collect();
    assert_eq!(names.len(), probes::ALL.len(), "a look has the name of another");
    probes::ALL.iter().for_each(|p| assert!(isms::kind::by_name(p.kind).is_some(), "{} looks at {}", p.name, p.kind));
}

fn standing(isms: &Isms, clause: &str) -> (Standing, Vec<&'static str>) {
    let signals = rules::run(isms);
    let all = answers(isms, "iso27001-2022", None, &signals);
    let answer = all.iter().find(|a| a.demand.clause == clause).unwrap_or_else(|| panic!("{clause}"));
    (answer.standing, answer.missing().map(|p| p.name).collect())
}

#[test]
fn a_clause_is_answered_by_records_and_by_nothing_else() {
    let empty = organisation(&json!([]));
    let signals = rules::run(&empty);
    let all = conformance::FRAMEWORKS.iter().flat_map(|f| answers(&empty, f, None, &signals));
    assert!(all.into_iter().all(|a| a.standing == Standing::Unanswered), "nothing is answered by silence");
    let objective = json!({"key": "OBJ-1", "statement": "Light", "state": "agreed"});
    let issue = json!({"key": "ISS-1", "description": "Floods", "affects": ["OBJ-1"], "next_review": "2027-01-01"});
    let some = with(empty, &json!([objective, issue]));
    assert_eq!(standing(&some, "4.1"), (Standing::InPart, vec!["climate"]));
    let both =
        with(some, &json!([{"key": "ISS-2", "description": "Heat", "topic": "climate", "next_review": "2027-01-01"}]));
    assert_eq!(standing(&both, "4.1"), (Standing::Answered, vec![]));
    let overdue = json!([{"key": "ISS-2", "description": "Heat", "topic": "climate", "next_review": "2026-01-01"}]);
    let signals = rules::run(&with(both, &overdue)).into_iter().map(|s| (s.code, s.record)).collect::<Vec<_>>();
    assert!(signals.contains(&("CTX02", Some(id("ISS-2")))), "{signals:?}");
}

#[test]
fn a_body_answers_before_whatever_would_stand_in_for_it() {
    let forms = json!([
        {"key": "ORG-1", "profile": "micro", "substitute": "owner-review"},
        {"key": "PER-1"},
        {"key": "OBJ-1", "statement": "Light", "state": "agreed", "owner": "PER-1"},
        {"key": "BOD-1", "purpose": "x", "management_body": true, "oversees": ["OBJ-1"], "decides": ["treat"], "state": "in-force"},
        {"key": "DEC-1", "question": "x", "decided_by": "PER-1", "decided_on": "2026-10-01", "options": [{"name": "Nothing"}],
         "chosen": "Nothing", "rationale": "x", "objectives": ["OBJ-1"], "state": "decided"},
    ]);
    let isms = organisation(&forms);
    let signals = rules::run(&isms);
    let all = answers(&isms, "nis2", None, &signals);
    let article = all.iter().find(|a| a.demand.clause == "Art. 20").expect("article 20");
    let seen = |name: &str| article.seen.iter().find(|s| s.probe.name == name).expect("a look");
    assert_eq!(
        (seen("management-body").records.clone(), seen("management-body").instead.is_none()),
        (vec![id("BOD-1")], true)
    );
    assert_eq!((seen("disclosures").records.clone(), seen("disclosures").instead.is_some()), (vec![id("DEC-1")], true));
}
