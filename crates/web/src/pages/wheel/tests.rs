//! The wheel, the spectrum and the cycle through the real router, over a temporary database.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, StatusCode},
};
use isms::{authority::Role, kind};
use ledger::Ledger;
use serde_json::{Value, json};
use service::{Command, Request, Service, Viewer, clock::SetClock};
use std::sync::Arc;
use tower::ServiceExt;

struct Rig {
    router: Router,
    cookie: String,
    _folder: tempfile::TempDir,
}

impl Rig {
    /// An objective that a risk threatens, with an estimate and a control that nobody tested; and an incident that not everyone sees.
    async fn new(role: Role) -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(ledger, clock);
        let org = service.found("acme", "Acme").await.unwrap();
        let router = router(service.clone(), Options::default());
        let range = |low: f64, high: f64| json!({ "low": low, "high": high });
        let create = |kind: &str, fields| Command::Create { kind: kind::by_name(kind).unwrap(), fields };
        let commands = vec![
            create("person", json!({ "title": "Ada" })),
            create(
                "objective",
                json!({ "title": "Supply", "statement": "It runs.", "tolerance": "EUR 500", "required_certainty": 0.99, "owner": "PER-1", "state": "agreed" }),
            ),
            create(
                "risk",
                json!({ "title": "Ransomware <b>", "scenario": "x", "owner": "PER-1", "threatens": [{ "objective": "OBJ-1" }] }),
            ),
            create(
                "estimate",
                json!({ "title": "e", "state": "given", "risk": "RSK-1", "estimator": "PER-1", "made": "2026-02-01",
                "frequency_as": "loss-events", "loss_event_frequency": range(0.1, 1.0),
                "primary_loss": [{ "form": "productivity", "amount": range(20000.0, 900000.0) }] }),
            ),
            create(
                "control",
                json!({ "title": "Copies", "description": "x", "owner": "PER-1", "operator": "PER-1", "treats": ["RSK-1"], "state": "operating" }),
            ),
            create(
                "incident",
                json!({ "title": "Secret affair", "description": "x", "case_of": ["RSK-1"], "detected": "2026-01-02T08:00:00Z" }),
            ),
        ];
        let request = Request { via: "test", commands, migrate: true, ..Request::default() };
        service.perform(&Viewer::system(org, None), request).await.unwrap();
        let account = service.enrol(org, "ada", None, &[role]).await.unwrap();
        let link = service.one_time_link(account).await.unwrap();
        let cookie = format!("{}={}", crate::cx::COOKIE, service.enter(&link).await.unwrap().token);
        Rig { router, cookie, _folder: folder }
    }

    async fn get(&self, path: &str, lang: &str) -> (StatusCode, String) {
        let call = Call::builder().uri(path).header("cookie", format!("{}; lang={lang}", self.cookie));
        let (parts, body) = self.router.clone().oneshot(call.body(Body::empty()).unwrap()).await.unwrap().into_parts();
        (parts.status, String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wheel_says_where_it_is_broken_and_what_stops_with_a_capability() {
    let rig = Rig::new(Role::Officer).await;
    let (status, html) = rig.get("/wheel", "en").await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(html.contains("It is broken at ") && html.contains("0 of 1"), "one sentence first");
    assert!(html.contains("id=\"flow-tested-when-due\"") && html.contains("chord broken"));
    assert!(html.contains("Without Risk") && html.contains("one objective becomes unknown"), "{html}");
    assert!(html.contains("CTL-1") && !html.contains("Ransomware <b>"));
    for path in ["/wheel", "/spectrum", "/cycle"] {
        for lang in ["en", "de", "fr"] {
            let (status, html) = rig.get(path, lang).await;
            assert_eq!(status, StatusCode::OK, "{path} {lang}");
            let marked = html.matches("<a href=\"/wheel\" aria-current=\"page\">").count();
            assert!(marked >= 1, "{path}: the rail marks the wheel");
            for other in ["/wheel", "/spectrum", "/cycle"] {
                assert!(html.contains(&format!("href=\"{other}\"")), "{path} leads to {other}");
            }
            for key in ["wheel-", "flow-", "seen-", "spectrum-", "cycle-", "work-", "stops-"] {
                let bare = html.match_indices(key).filter(|(at, _)| html[..*at].ends_with('>')).count();
                assert_eq!(bare, 0, "{path} {lang}: a word beginning with {key} is missing");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_viewer_may_not_see_is_counted_and_not_named() {
    let rig = Rig::new(Role::Employee).await;
    for path in ["/wheel", "/spectrum", "/cycle", "/"] {
        let (status, html) = rig.get(path, "en").await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(!html.contains("Secret affair") && !html.contains("INC-1"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_tells_the_same_as_the_page() {
    let rig = Rig::new(Role::Officer).await;
    let (status, text) = rig.get("/api/v1/analysis/wheel?stops=risk", "en").await;
    assert_eq!(status, StatusCode::OK, "{text}");
    let told: Value = serde_json::from_str(&text).unwrap();
    let flow = told["flows"].as_array().unwrap().iter().find(|f| f["name"] == "tested-when-due").unwrap().clone();
    assert_eq!(
        (&flow["travelled"], &flow["should"], &flow["missing"], &flow["broken"]),
        (&json!(0), &json!(1), &json!(["CTL-1"]), &json!(true))
    );
    let risk = told["capabilities"].as_array().unwrap().iter().find(|c| c["capability"] == "risk").unwrap();
    assert!(risk["if_it_stops"].to_string().contains("OBJ-1"), "{risk}");
    let (status, wrong) = rig.get("/api/v1/analysis/wheel?stops=weather", "en").await;
    assert!(status.is_client_error() && wrong.contains("expected one of risk"), "{wrong}");
}
