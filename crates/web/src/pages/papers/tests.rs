//! Papers through the real router, over a temporary database.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, Response, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use isms::{authority::Role, communication::Report, kind};
use ledger::Ledger;
use serde_json::json;
use service::{AsOf, Command, Request, Service, Viewer, clock::SetClock};
use sha2::{Digest, Sha256};
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
        let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(ledger, clock);
        let org = service.found("acme", "Acme").await.unwrap();
        let router = router(service.clone(), Options::default());
        let rig = Rig { service, router, org, _folder: folder };
        rig.fill().await;
        rig
    }

    /// One objective, two risks of which one has a number, one treatment and one decision about it.
    async fn fill(&self) {
        let range = |low: f64, high: f64| json!({ "low": low, "high": high });
        let all = [
            ("person", json!({ "title": "Ada" })),
            (
                "objective",
                json!({ "title": "Supply", "statement": "It runs.", "tolerance": "EUR 500000", "required_certainty": 0.9 }),
            ),
            (
                "risk",
                json!({ "title": "Ransomware", "scenario": "x", "owner": "PER-1", "threatens": [{ "objective": "OBJ-1" }] }),
            ),
            ("risk", json!({ "title": "Flood", "scenario": "x" })),
            ("risk", json!({ "title": "Intruder inside", "scenario": "x", "compartment": "incident" })),
            ("control", json!({ "title": "Copies", "description": "x" })),
            (
                "treatment",
                json!({ "title": "Copies out of reach", "option": "mitigate", "treats": ["RSK-1"], "cost_once": "EUR 30000",
                "improves": [{ "control": "CTL-1", "magnitude_factor": range(0.2, 0.5) }] }),
            ),
            (
                "decision",
                json!({ "title": "Copies?", "question": "Do we fund copies?", "concerns": ["RSK-1"],
                "options": [{ "name": "Nothing", "cost": "EUR 0" }, { "name": "Copies", "cost": "EUR 30000", "treatments": ["TRT-1"] }] }),
            ),
            (
                "estimate",
                json!({ "title": "e", "state": "given", "risk": "RSK-1", "estimator": "PER-1", "made": "2026-02-01",
                "frequency_as": "loss-events", "loss_event_frequency": range(0.1, 1.0),
                "primary_loss": [{ "form": "productivity", "amount": range(20000.0, 900000.0) }] }),
            ),
        ];
        for (name, fields) in all {
            let made = Command::Create { kind: kind::by_name(name).unwrap(), fields };
            let request = Request { migrate: true, ..Request::one("test", made) };
            self.service
                .perform(&Viewer::system(self.org, None), request)
                .await
                .unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }

    /// A signed-in person's cookie.
    async fn cookie(&self, name: &str, role: Role) -> String {
        let account = self.service.enrol(self.org, name, None, &[role]).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("{}={}", crate::cx::COOKIE, self.service.enter(&link).await.unwrap().token)
    }

    async fn send(&self, cookie: &str, path: &str, form: Option<&str>) -> (Response<()>, Vec<u8>) {
        let mut call = Call::builder().uri(path).header("cookie", cookie).header("sec-fetch-site", "same-origin");
        if form.is_some() {
            call = call.method("POST").header("content-type", "application/x-www-form-urlencoded");
        }
        let body = form.map_or(Body::empty(), |f| Body::from(f.to_owned()));
        let answer = self.router.clone().oneshot(call.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        (Response::from_parts(parts, ()), to_bytes(body, usize::MAX).await.unwrap().to_vec())
    }

    async fn seq(&self) -> i64 {
        self.service.isms(self.org, AsOf::Now).await.unwrap().moment.seq
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_the_same_every_time_and_is_kept_as_it_was_issued() {
    let rig = Rig::new().await;
    let ada = rig.cookie("ada", Role::Officer).await;
    for path in ["/papers/risk-assessment", "/papers/treatment-plan", "/decisions/DEC-1/paper"] {
        let (page, html) = rig.send(&ada, path, None).await;
        let html = String::from_utf8(html).unwrap();
        assert_eq!(page.status(), StatusCode::OK, "{html}");
        assert!(html.contains("DRAFT") && html.contains("Ransomware"), "{path}");
        assert!(!html.contains("paper-"), "{path}: a word is missing");
        assert!(!html.contains("Intruder inside"), "{path}: a paper goes to people who may not see this");
        let (_, first) = rig.send(&ada, &format!("{path}.pdf"), None).await;
        assert!(first.starts_with(b"%PDF-1.7"), "{}", String::from_utf8_lossy(&first));
        assert!(first == rig.send(&ada, &format!("{path}.pdf"), None).await.1);
        let (_, book) = rig.send(&ada, &format!("{path}.xlsx"), None).await;
        assert!(book.starts_with(b"PK"));
    }
    let (_, html) = rig.send(&ada, "/papers/treatment-plan", None).await;
    assert!(String::from_utf8(html).unwrap().contains("not yet approved"), "a missing approval is said");

    let seq = rig.seq().await;
    let stale = format!("moment={}", seq - 1);
    assert_eq!(rig.send(&ada, "/papers/risk-assessment/issue", Some(&stale)).await.0.status(), StatusCode::CONFLICT);
    for (n, path) in [(1, "/papers/risk-assessment"), (2, "/decisions/DEC-1/paper")] {
        let form = format!("moment={}&reason=For+the+board", rig.seq().await);
        let (done, body) = rig.send(&ada, &format!("{path}/issue"), Some(&form)).await;
        assert_eq!(done.status(), StatusCode::SEE_OTHER, "{}", String::from_utf8_lossy(&body));
        assert_eq!(done.headers()[header::LOCATION], format!("/reports/RPT-{n}?did=created"));
    }
    let isms = rig.service.isms(rig.org, AsOf::Now).await.unwrap();
    let report = isms.all::<Report>().next().unwrap();
    assert_eq!((report.body.moment, report.body.input_hash.len(), report.body.files.len()), (Some(seq), 64, 2));
    assert!(report.body.about.len() >= 2);
    for file in &report.body.files {
        let (got, bytes) = rig.send(&ada, &format!("/reports/RPT-1/files/{}", file.name), None).await;
        let hash = Sha256::digest(&bytes);
        assert_eq!(hex::encode(hash), file.hash);
        assert_eq!(got.headers()["content-digest"], format!("sha-256=:{}:", STANDARD.encode(hash)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_read_risks_reads_no_paper() {
    let rig = Rig::new().await;
    let emil = rig.cookie("emil", Role::Employee).await;
    for path in ["/papers/risk-assessment", "/papers/treatment-plan.pdf", "/decisions/DEC-1/paper.xlsx"] {
        assert_eq!(rig.send(&emil, path, None).await.0.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let vera = rig.cookie("vera", Role::Board).await;
    let form = format!("moment={}", rig.seq().await);
    let refused = rig.send(&vera, "/papers/risk-assessment/issue", Some(&form)).await;
    assert_eq!(refused.0.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn agendas_minutes_and_the_answer_are_among_the_papers() {
    let rig = Rig::new().await;
    let all = [
        (
            "body",
            json!({ "title": "Board", "purpose": "x", "members": [{ "who": "PER-1", "seat": "chair" }], "state": "in-force" }),
        ),
        (
            "meeting",
            json!({ "title": "Spring meeting", "body": "BOD-1", "begins": "2026-02-20T09:00:00Z", "state": "held",
            "agenda": [{ "topic": "Copies", "minutes": 20, "about": ["DEC-1"] }, { "topic": "Any other business" }] }),
        ),
    ];
    for (name, fields) in all {
        let made = Command::Create { kind: kind::by_name(name).unwrap(), fields };
        let request = Request { migrate: true, ..Request::one("test", made) };
        rig.service.perform(&Viewer::system(rig.org, None), request).await.unwrap_or_else(|e| panic!("{name}: {e}"));
    }
    let vera = rig.cookie("vera", Role::Board).await;
    let page = String::from_utf8(rig.send(&vera, "/papers", None).await.1).unwrap();
    for link in ["/meetings/MTG-1/agenda", "/meetings/MTG-1/minutes", "/governance/answer"] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}: {page}");
    }
    let (got, html) = rig.send(&vera, "/meetings/MTG-1/agenda", None).await;
    let html = String::from_utf8(html).unwrap();
    assert_eq!(got.status(), StatusCode::OK, "{html}");
    assert!(
        html.contains("1. Copies") && html.contains("DEC-1") && html.contains("one item that states none"),
        "{html}"
    );
    assert!(!html.contains("/agenda/issue"), "a plan is not issued");
    for (file, magic) in [("pdf", &b"%PDF"[..]), ("xlsx", &b"PK"[..])] {
        let (got, bytes) = rig.send(&vera, &format!("/meetings/MTG-1/agenda.{file}"), None).await;
        assert!(got.status() == StatusCode::OK && bytes.starts_with(magic), "{file}");
    }
    let emil = rig.cookie("emil", Role::Employee).await;
    assert_eq!(rig.send(&emil, "/meetings/MTG-1/agenda.pdf", None).await.0.status(), StatusCode::NOT_FOUND);
    let page = String::from_utf8(rig.send(&emil, "/papers", None).await.1).unwrap();
    assert!(!page.contains("/meetings/MTG-1") && !page.contains("/governance/answer"), "{page}");
}
