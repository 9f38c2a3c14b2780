//! Patterns through the real router, over a temporary database.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, StatusCode, header},
};
use isms::{authority::Role, kind};
use ledger::Ledger;
use serde_json::json;
use service::{Command, Request, Service, Viewer, clock::SetClock};
use std::sync::Arc;
use tower::ServiceExt;

struct Rig {
    router: Router,
    cookie: String,
    _folder: tempfile::TempDir,
}

impl Rig {
    async fn new(role: Role) -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(ledger, clock);
        let org = service.found("acme", "Acme").await.unwrap();
        let router = router(service.clone(), Options::default());
        let create = |kind: &str, fields| Command::Create { kind: kind::by_name(kind).unwrap(), fields };
        let name = "</text><script>";
        let commands = vec![
            create(
                "control",
                json!({ "title": "Copies <b>", "description": "x", "clauses": ["iso27001-2022:A.8.13"] }),
            ),
            create(
                "pattern",
                json!({ "title": "Vault & \"copies\"", "problem": "x", "areas": [
                    { "name": name, "controls": ["CTL-1"], "clauses": ["nist-800-53-r5:ac-13", "iso27001-2022:A.8.13", "other:1"] },
                    { "name": "Outside", "actor": true }],
                    "connections": [{ "from": "Outside", "to": name, "label": "<i>" }] }),
            ),
        ];
        let request = Request { via: "test", commands, ..Request::default() };
        service.perform(&Viewer::system(org, None), request).await.unwrap();
        let account = service.enrol(org, "ada", None, &[role]).await.unwrap();
        let link = service.one_time_link(account).await.unwrap();
        let cookie = format!("{}={}", crate::cx::COOKIE, service.enter(&link).await.unwrap().token);
        Rig { router, cookie, _folder: folder }
    }

    async fn send(&self, path: &str, form: Option<&str>) -> (StatusCode, String, String) {
        let mut call = Call::builder().uri(path).header("cookie", &self.cookie).header("sec-fetch-site", "same-origin");
        if form.is_some() {
            call = call.method("POST").header("content-type", "application/x-www-form-urlencoded");
        }
        let body = form.map_or(Body::empty(), |f| Body::from(f.to_owned()));
        let (parts, body) = self.router.clone().oneshot(call.body(body).unwrap()).await.unwrap().into_parts();
        let to = parts.headers.get(header::LOCATION).and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        (parts.status, to, String::from_utf8(bytes).unwrap())
    }
}

/// What each badge of the wide picture says.
fn said(html: &str) -> String {
    let wide = html.split("chart wide").nth(1).and_then(|s| s.split("</svg>").next()).unwrap_or_default();
    let says = |s: &str| s.split("<title>").nth(1)?.split("</title>").next().map(str::to_owned);
    wide.split("class=\"pt badge ").skip(1).filter_map(says).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pattern_shows_how_it_stands_with_its_controls() {
    let rig = Rig::new(Role::Officer).await;
    let (status, _, html) = rig.send("/patterns/PTN-1", None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!html.contains("<script>") && !html.contains("<i>") && !html.contains("pattern-is"));
    insta::assert_snapshot!(said(&html), @r"
AC-2 Account Management: undetermined; AC-13 was withdrawn and moved here: &lt;/text&gt;&lt;script&gt;
AU-6 Audit Record Review, Analysis, and Reporting: undetermined; AC-13 was withdrawn and moved here: &lt;/text&gt;&lt;script&gt;
A.8.13 Information backup: planned; nothing says whether it applies: &lt;/text&gt;&lt;script&gt;
1: unknown: &lt;/text&gt;&lt;script&gt;
CTL-1 Copies &lt;b&gt;: planned: &lt;/text&gt;&lt;script&gt;
");
    let (_, _, svg) = rig.send("/patterns/PTN-1/diagram.svg", None).await;
    assert!(svg.starts_with("<svg xmlns") && !svg.contains("<script") && !svg.contains("<a "));
    let before = rig.send("/pattern-library/isms?as_of=1", None).await;
    assert!(before.0 == StatusCode::OK && before.2.contains("as_of=1"), "{}", before.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn patterns_are_taken_up_and_brought_along() {
    let rig = Rig::new(Role::Officer).await;
    let (_, _, html) = rig.send("/pattern-library", None).await;
    assert!(html.contains("/pattern-library/control-room") && html.contains("PTN-1"));
    let (status, to, _) = rig.send("/pattern-library/identity/use", Some("request=once")).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/patterns/PTN-2?did=created"));
    assert_eq!(rig.send(&to, None).await.0, StatusCode::OK);
    let yaml = "text=id: small%0Atitle: Small%0Aproblem: P%0Aareas:%0A  - name: One%0A";
    let (_, to, _) = rig.send("/pattern-library", Some(yaml)).await;
    assert_eq!(to, "/patterns/PTN-3?did=created");
    let (_, to, _) = rig.send("/pattern-library", Some(yaml)).await;
    assert_eq!(to, "/patterns/PTN-3?did=unchanged");
    let (status, _, html) = rig.send("/pattern-library", Some(&yaml.replace("name", "nam"))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        html.contains("line 5, column") && html.contains("id: small"),
        "the fault has its line and the text is kept"
    );
    assert_eq!(rig.send("/pattern-library/none", None).await.0, StatusCode::NOT_FOUND);
}
