//! Who may call what. Every route is here; a test fails when one is not.

use super::*;
use crate::api::routes;
use isms::{authority, authority::Action, field::Choice};
use std::collections::BTreeSet;

/// Every route once, as a call that whoever may do it can make on the records that [`stage`] makes.
fn calls() -> Vec<(&'static str, &'static str, String, Option<Action>, &'static str)> {
    let risk = |rest: &str| format!("/risks/RSK-1{rest}");
    vec![
        ("GET", "/", String::new(), None, ""),
        ("GET", "/openapi.json", "/openapi.json".into(), None, ""),
        ("GET", "/me", "/me".into(), None, "any"),
        ("GET", "/kinds", "/kinds".into(), None, "any"),
        ("GET", "/kinds/{name}", "/kinds/risk".into(), None, "any"),
        ("GET", "/search", "/search?q=x".into(), None, "any"),
        ("GET", "/acts", "/acts".into(), None, "any"),
        ("GET", "/acts/{seq}", "/acts/1".into(), None, "any"),
        ("GET", "/analysis/certainty", "/analysis/certainty".into(), Some(Action::Read), "objective"),
        ("GET", "/analysis/model", "/analysis/model".into(), Some(Action::Read), "estimate"),
        ("GET", "/analysis/impact", "/analysis/impact?record=POL-1".into(), Some(Action::Read), "requirement"),
        ("POST", "/analysis/simulate", "/analysis/simulate?years=8".into(), None, "any"),
        ("GET", "/analysis/answer", "/analysis/answer".into(), Some(Action::Read), "decision"),
        ("GET", "/analysis/backtest", "/analysis/backtest".into(), Some(Action::Read), "estimate"),
        ("GET", "/analysis/wheel", "/analysis/wheel?stops=risk".into(), Some(Action::Read), "objective"),
        ("GET", "/analysis/asked", "/analysis/asked".into(), None, "any"),
        ("GET", "/analysis/rules", "/analysis/rules".into(), None, "any"),
        (
            "GET",
            "/analysis/applicability",
            "/analysis/applicability?framework=iso27001-2022".into(),
            Some(Action::Read),
            "applicability",
        ),
        ("POST", "/batch", "/batch".into(), Some(Action::Create), "risk"),
        ("POST", "/approvals/{key}/vote", "/approvals/APR-1/vote".into(), Some(Action::Read), "approval"),
        (
            "POST",
            "/supplier-obligations/{key}/measurements",
            "/supplier-obligations/SOB-1/measurements".into(),
            Some(Action::Edit),
            "supplier_obligation",
        ),
        ("GET", "/{plural}", "/risks".into(), Some(Action::Read), "risk"),
        ("POST", "/{plural}", "/risks".into(), Some(Action::Create), "risk"),
        ("GET", "/{plural}/{key}", risk(""), Some(Action::Read), "risk"),
        ("PATCH", "/{plural}/{key}", risk(""), Some(Action::Edit), "risk"),
        ("PUT", "/{plural}/{key}", risk(""), Some(Action::Edit), "risk"),
        ("DELETE", "/{plural}/{key}", risk(""), Some(Action::Retire), "risk"),
        ("GET", "/{plural}/{key}/history", risk("/history"), Some(Action::Read), "risk"),
        ("GET", "/{plural}/{key}/relations", risk("/relations"), Some(Action::Read), "risk"),
        ("POST", "/{plural}/{key}/{step}", risk("/reopen"), Some(Action::Step), "risk"),
        ("POST", "/{plural}/{key}/ask/{step}", "/decisions/DEC-1/ask/decide".into(), Some(Action::Step), "decision"),
    ]
}

fn body(method: &str, route: &str) -> Option<Value> {
    let new = json!({"title": "New", "scenario": "x"});
    match (method, route) {
        ("GET", _) => None,
        (_, "/analysis/simulate") => {
            Some(json!({"scenarios": [{"id": "a", "frequency": {"type": "poisson", "rate": 1}, "magnitude": 5}]}))
        }
        (_, "/batch") => Some(json!({"operations": [{"method": "POST", "path": "/risks", "body": new}]})),
        (_, "/supplier-obligations/{key}/measurements") => Some(json!({"on": "2026-02-28", "value": 1})),
        (_, "/approvals/{key}/vote") => Some(json!({"approve": true})),
        (_, "/{plural}/{key}/ask/{step}") => Some(json!({"approvers": ["PER-1"]})),
        ("POST", "/{plural}") | ("PUT", _) => Some(new),
        ("PATCH", _) => Some(json!({"tags": ["x"]})),
        _ => Some(json!({"reason": "because"})),
    }
}

async fn stage(rig: &Rig) -> String {
    let chief = rig.person("chief", &[Role::Officer, Role::Manager]).await;
    rig.risk(&chief, "One").await;
    let options = json!([{"name": "nothing"}, {"name": "patch"}]);
    let decision =
        json!({"title": "Patch?", "question": "?", "options": options, "chosen": "patch", "rationale": "cheap"});
    rig.post(&chief, "/decisions", decision).await;
    rig.post(&chief, "/decisions/DEC-1/table", json!({})).await;
    rig.post(&chief, "/suppliers", json!({"title": "Kestrel", "services": "x"})).await;
    rig.post(&chief, "/contracts", json!({"title": "Meters", "supplier": "SUP-1", "services": "x"})).await;
    rig.post(&chief, "/supplier-obligations", json!({"title": "Up", "contract": "CTR-1", "text": "x"})).await;
    chief
}

#[test]
fn every_route_is_in_this_test() {
    let here: BTreeSet<(&str, &str)> = calls().iter().map(|(m, r, ..)| (*m, *r)).collect();
    let there: BTreeSet<(&str, &str)> = routes().iter().flat_map(|(r, ms)| ms.iter().map(move |m| (*m, *r))).collect();
    assert_eq!(here, there);
}

/// Whatever the table of roles forbids is refused with 403 and does nothing; whatever it allows gets past that.
#[tokio::test]
async fn every_role_may_do_what_the_matrix_says() {
    for role in Role::OPTIONS.iter().filter_map(|o| Role::from_word(o.value)) {
        let rig = Rig::new().await;
        stage(&rig).await;
        let token = rig.person("someone", &[role]).await;
        for (method, route, path, action, kind) in calls() {
            let answer = rig.call(&token, method, &path, &[("if-match", "*")], body(method, route)).await;
            let forbidden = match (action, isms::kind::by_name(kind)) {
                (Some(action), Some(kind)) => {
                    let reads = authority::allows(role, kind, Action::Read) || action == Action::Create;
                    !authority::allows(role, kind, action) || !reads
                }
                _ => false,
            };
            assert_eq!(answer.status == 403, forbidden, "{} {method} {path}: {}", role.word(), answer.told());
            assert_ne!(answer.status, 401);
            assert!(!answer.status.is_server_error());
        }
    }
}

#[tokio::test]
async fn nobody_without_a_token_gets_past_the_reference() {
    let rig = Rig::new().await;
    stage(&rig).await;
    for (method, route, path, _, needs) in calls() {
        let answer = rig.call("", method, &path, &[], body(method, route)).await;
        assert_eq!(answer.status == 401, !needs.is_empty(), "{method} {path}: {}", answer.status);
    }
}

#[tokio::test]
async fn a_session_works_and_a_foreign_site_does_not() {
    let rig = Rig::new().await;
    let account = rig.service.enrol(rig.org, "ada", None, &[Role::Manager]).await.unwrap();
    let link = rig.service.one_time_link(account).await.unwrap();
    let cookie = format!("surety={}", rig.service.enter(&link).await.unwrap().token);
    let me = rig.call("", "GET", "/me", &[("cookie", &cookie)], None).await;
    assert_eq!((me.text("/login"), &me.body["roles"]), ("ada", &json!(["manager"])));
    let body = || Some(json!({"title": "x", "scenario": "y"}));
    let foreign = [("cookie", cookie.as_str()), ("sec-fetch-site", "cross-site")];
    assert_eq!(rig.call("", "POST", "/risks", &foreign, body()).await.status, 403);
    let own = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    assert_eq!(rig.call("", "POST", "/risks", &own, body()).await.status, 201);
    let both = [("cookie", cookie.as_str()), ("authorization", "Bearer nonsense")];
    assert_eq!(
        rig.call("", "GET", "/me", &both, None).await.status,
        401,
        "a wrong token is not forgiven for a session"
    );
}

#[tokio::test]
async fn another_organisation_is_not_there() {
    let rig = Rig::new().await;
    let chief = stage(&rig).await;
    let other = rig.service.found("other", "Other").await.unwrap();
    let eve = rig.member(other, "eve", &[Role::Officer, Role::Manager, Role::Administrator, Role::Auditor]).await;
    assert_eq!(rig.get(&eve, "/risks/RSK-1").await.status, 404);
    assert_eq!(rig.get(&eve, "/risks").await.body["total"], 0);
    assert_eq!(rig.get(&eve, "/search?q=One").await.body["data"], json!([]));
    assert_eq!(rig.get(&eve, "/acts").await.body["data"].as_array().map(Vec::len), Some(1), "their own");
    assert_eq!(
        rig.call(&eve, "PATCH", "/risks/RSK-1", &[("if-match", "*")], Some(json!({"title": "mine"}))).await.status,
        404
    );
    let pointing = rig.post(&eve, "/risks", json!({"title": "x", "scenario": "y", "owner": "PER-1"})).await;
    assert_eq!(pointing.status, 201, "PER-1 is their own");
    assert_eq!(rig.get(&chief, "/risks").await.body["total"], 1);
    rig.risk(&chief, "Two").await;
    let cursor = rig.get(&chief, "/risks?limit=1").await.text("/next").to_owned();
    assert_eq!(rig.get(&eve, &format!("/risks?limit=1&cursor={cursor}")).await.status, 400);
}

/// Someone outside a compartment sees neither its records nor their keys, counts or reasons, wherever they look.
#[tokio::test]
async fn a_hidden_record_shows_nowhere() {
    let rig = Rig::new().await;
    let (chief, eve) =
        (rig.person("chief", &[Role::Officer, Role::Manager]).await, rig.person("eve", &[Role::Engineer]).await);
    let secret = rig
        .post(
            &chief,
            "/risks",
            json!({"title": "Secret", "scenario": "x", "compartment": "personnel", "reason": "layoffs"}),
        )
        .await;
    let key = secret.text("/key").to_owned();
    assert_eq!(secret.status, 201, "{}", secret.told());
    let comment =
        rig.post(&chief, "/comments", json!({"title": "c", "about": key, "text": "hush", "reason": "pst"})).await;
    assert_eq!(comment.status, 201, "{}", comment.told());
    assert_eq!(rig.get(&eve, &format!("/risks/{key}")).await.status, 404);
    assert_eq!(rig.get(&eve, &format!("/risks/{key}/history")).await.status, 404);
    assert_eq!(rig.get(&eve, "/risks").await.body["total"], 0);
    let act = rig.get(&eve, &format!("/acts/{}", secret.header("surety-act"))).await;
    assert_eq!((act.body.get("reason"), &act.body["hidden"], &act.body["changes"]), (None, &json!(1), &json!([])));
    assert_eq!(rig.get(&eve, "/comments/CMT-1").await.body["about"], "hidden");
    assert_eq!(rig.get(&eve, "/comments/CMT-1?expand=about").await.body["about"], json!({"key": "hidden"}));
    assert_eq!(rig.get(&eve, "/comments/CMT-1/relations").await.body["data"], json!([]));
    let everything = rig.get(&eve, "/acts").await.told() + &rig.get(&eve, "/comments/CMT-1/history").await.told();
    assert!(!everything.contains(&key) && !everything.contains("layoffs") && !everything.contains("Secret"));
}
