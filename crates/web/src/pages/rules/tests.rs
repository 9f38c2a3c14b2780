//! Rules, allowances and proportion through the real router.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, StatusCode},
};
use isms::{authority::Role, kind};
use ledger::Ledger;
use serde_json::json;
use service::{Command, Request, Service, Viewer, clock::SetClock};
use std::sync::Arc;
use tower::ServiceExt;
use uuid::Uuid;

struct Rig {
    service: Service,
    router: Router,
    org: Uuid,
    _folder: tempfile::TempDir,
}

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let service = Service::with_clock(ledger, Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap())));
        let org = service.found("acme", "Acme").await.unwrap();
        let rig = Rig { router: router(service.clone(), Options::default()), service, org, _folder: folder };
        let all = [
            ("organisation", json!({ "title": "Acme", "profile": "large", "headcount": 5, "time_zone": "UTC" })),
            ("person", json!({ "title": "Ada", "line": "second" })),
            ("body", json!({ "title": "Round table", "purpose": "x" })),
            ("framework", json!({ "title": "27001", "catalogue": "iso27001-2022", "why": "x", "state": "adopted" })),
        ];
        for (name, fields) in all {
            let made = Command::Create { kind: kind::by_name(name).unwrap(), fields };
            let request = Request { migrate: true, ..Request::one("test", made) };
            rig.service.perform(&Viewer::system(org, None), request).await.unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        rig
    }

    async fn cookie(&self, name: &str, role: Role) -> String {
        let account = self.service.enrol(self.org, name, None, &[role]).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("{}={}", crate::cx::COOKIE, self.service.enter(&link).await.unwrap().token)
    }

    async fn send(&self, cookie: &str, path: &str, form: Option<&str>) -> (StatusCode, String) {
        let mut call = Call::builder().uri(path).header("cookie", cookie).header("sec-fetch-site", "same-origin");
        if form.is_some() {
            call = call.method("POST").header("content-type", "application/x-www-form-urlencoded");
        }
        let body = form.map_or(Body::empty(), |f| Body::from(f.to_owned()));
        let answer = self.router.clone().oneshot(call.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        (parts.status, String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap())
    }

    async fn page(&self, cookie: &str, path: &str) -> String {
        let (status, html) = self.send(cookie, path, None).await;
        assert_eq!(status, StatusCode::OK, "{path}: {html}");
        for key in [">rules-", ">proportion-", ">setting-", ">severity-"] {
            assert!(!html.contains(key), "{path}: a word is missing at {key}");
        }
        html
    }
}

#[tokio::test]
async fn a_rule_is_allowed_with_a_reason_until_a_day() {
    let rig = Rig::new().await;
    let officer = rig.cookie("ada", Role::Officer).await;
    let page = rig.page(&officer, "/rules/GOV01").await;
    assert!(page.contains("Round table") && page.contains("/rules/GOV01/allow"));
    assert!(page.contains("/catalogues/iso27001-2022/5.1"), "clauses lead to the adopted framework");
    assert!(page.contains("/proportion#s-quorum"), "thresholds lead to where they are set");
    let far = "record=BOD-1&reason=It+ends&expires=2028-01-01";
    let (status, html) = rig.send(&officer, "/rules/GOV01/allow", Some(far)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("a year at most"), "{html}");
    let (status, _) = rig.send(&officer, "/rules/GOV01/allow", Some("record=BOD-1&reason=&expires=2026-06-01")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) =
        rig.send(&officer, "/rules/GOV01/allow", Some("record=BOD-1&reason=It+ends&expires=2026-06-01")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = rig.page(&officer, "/rules/GOV01").await;
    assert!(page.contains("nothing found") && page.contains("ALW-1") && page.contains("It ends"));
    let list = rig.page(&officer, "/rules?area=governance&severity=deny&show=found").await;
    assert!(!list.contains("/rules/GOV05"));
    let employee = rig.cookie("eve", Role::Auditor).await;
    let page = rig.page(&employee, "/rules/GOV05").await;
    assert!(!page.contains("expires"), "nothing found, nothing to allow");
    let engineer = rig.cookie("eng", Role::Engineer).await;
    let (status, _) = rig.send(&engineer, "/rules/GOV01/allow", Some("record=all&reason=x&expires=2026-06-01")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn another_size_is_seen_before_it_is_taken() {
    let rig = Rig::new().await;
    let officer = rig.cookie("ada", Role::Officer).await;
    let page = rig.page(&officer, "/proportion").await;
    assert!(page.contains("?profile=micro#change"), "five people are no large organisation");
    let page = rig.page(&officer, "/proportion?profile=micro").await;
    assert!(page.contains("A deciding body beside the owner") && page.contains("not expected"));
    let (status, html) = rig.send(&officer, "/proportion/set", Some("setting=quorum&value=400&reason=x")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("from 1 to 100"));
    let (status, _) = rig.send(&officer, "/proportion/set", Some("setting=quorum&value=4&reason=")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = rig.send(&officer, "/proportion/set", Some("setting=quorum&value=4&reason=We+are+four")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(rig.page(&officer, "/proportion").await.contains("We are four"));
    let (status, _) = rig.send(&officer, "/proportion/set", Some("setting=quorum&value=&reason=Back")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(!rig.page(&officer, "/proportion").await.contains("We are four"));
    let (status, _) = rig.send(&officer, "/proportion/profile", Some("profile=micro&reason=Five+people")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = rig.page(&officer, "/proportion").await;
    assert!(!page.contains("would fit"));
    let engineer = rig.cookie("eng", Role::Engineer).await;
    assert!(!rig.page(&engineer, "/proportion").await.contains("/proportion/set"));
    let (status, _) = rig.send(&engineer, "/proportion/profile", Some("profile=large&reason=x")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}
