//! Statements through the real router, over a temporary database.

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

    async fn fill(&self) {
        let iso = |line: &str| format!("iso27001-2022:{line}");
        let all = [
            ("person", json!({ "title": "Ada" })),
            ("risk", json!({ "title": "Fire", "scenario": "x" })),
            ("risk", json!({ "title": "Intruder inside", "scenario": "x", "compartment": "personnel" })),
            ("supplier", json!({ "title": "Brightwater", "services": "x", "state": "active" })),
            (
                "control",
                json!({ "title": "Copies <b>", "description": "x", "state": "operating", "treats": ["RSK-1", "RSK-2"],
                    "clauses": [iso("A.8.13"), iso("A.7.8")] }),
            ),
            (
                "test",
                json!({ "title": "Restore", "of": ["CTL-1"], "cadence": "yearly",
                    "runs": [{ "on": "2026-02-01", "verdict": "passed" }] }),
            ),
            (
                "evidence",
                json!({ "title": "Protocol", "proves": ["TST-1"], "until": "2026-02-01", "fresh_for": 365, "accepted": "yes" }),
            ),
            ("framework", json!({ "title": "27001", "catalogue": "iso27001-2022", "why": "x", "state": "adopted" })),
            (
                "applicability",
                json!({ "title": "Our statement", "framework": "FRW-1", "state": "in-force",
                    "deviations": [{ "clause": iso("A.7.8"), "ruling": "excluded", "reason": "No <script>" }],
                    "inherited": [{ "clause": iso("A.7.13"), "provider": "SUP-1", "stays_with_us": "Counting" }] }),
            ),
        ];
        for (name, fields) in all {
            let made = Command::Create { kind: kind::by_name(name).unwrap(), fields };
            let request = Request { migrate: true, ..Request::one("test", made) };
            let done = self.service.perform(&Viewer::system(self.org, None), request).await;
            done.unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }

    async fn cookie(&self, name: &str, role: Role) -> String {
        let account = self.service.enrol(self.org, name, None, &[role]).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("{}={}", crate::cx::COOKIE, self.service.enter(&link).await.unwrap().token)
    }

    async fn send(&self, cookie: &str, path: &str, form: Option<&str>) -> (StatusCode, String, Vec<u8>) {
        let mut call = Call::builder().uri(path).header("cookie", cookie).header("sec-fetch-site", "same-origin");
        if form.is_some() {
            call = call.method("POST").header("content-type", "application/x-www-form-urlencoded");
        }
        let body = form.map_or(Body::empty(), |f| Body::from(f.to_owned()));
        let answer = self.router.clone().oneshot(call.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let to = parts.headers.get("location").map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        (parts.status, to, to_bytes(body, usize::MAX).await.unwrap().to_vec())
    }

    async fn page(&self, cookie: &str, path: &str) -> String {
        let (status, _, html) = self.send(cookie, path, None).await;
        let html = String::from_utf8(html).unwrap();
        assert_eq!(status, StatusCode::OK, "{path}: {html}");
        assert!(!html.contains(">soa-"), "{path}: a word is missing");
        html
    }
}

/// The text of a page's matter, tags taken out.
fn text(html: &str) -> String {
    let main = html.split("<main").nth(1).and_then(|m| m.split_once('>')).map_or(html, |(_, m)| m);
    let main = main.split("</main>").next().unwrap_or(main);
    let parts = main.split('<').map(|p| p.split_once('>').map_or(p, |(_, text)| text).trim());
    parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ").replace('\u{a0}', " ")
}

/// What stands between two texts.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let after = text.split_once(from).map_or("", |(_, after)| after);
    after.split(to).next().unwrap_or_default().trim()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_statement_says_the_same_on_every_page() {
    let rig = Rig::new().await;
    let ada = rig.cookie("ada", Role::Officer).await;
    let whole = text(&rig.page(&ada, "/applicabilities/SOA-1/statement").await);
    insta::assert_snapshot!(between(&whole, "Our statement", "How well"), @"Of 93 lines 1 apply, 1 are excluded and for 91 nobody has said; 1 of those that apply passed their tests when due.");
    let short = "Of 93 lines 1 apply, 1 are excluded";
    for path in ["/applicabilities/SOA-1", "/applicabilities/SOA-1/paper"] {
        assert!(text(&rig.page(&ada, path).await).contains(short), "{path}");
    }
    let (_, _, told) = rig.send(&ada, "/api/v1/analysis/applicability?applicability=SOA-1", None).await;
    let told: Value = serde_json::from_slice(&told).unwrap();
    let lines = told["lines"].as_array().unwrap();
    let passed = lines.iter().filter(|l| l["status"] == "passed").count();
    assert_eq!((lines.len(), passed), (93, 1));
    assert_eq!(told["totals"]["by_status"]["passed"], 1);
    let one = lines.iter().find(|l| l["id"] == "A.8.13").unwrap();
    insta::assert_snapshot!(one["controls"].to_string(), @r#"[{"control":"CTL-1","requirement":null,"mapping":null,"status":"passed","tests":[{"test":"TST-1","status":"passed","last_run":"2026-02-01","verdict":"passed","due":"2027-02-02","evidence":["EVD-1"]}],"findings":[],"evidence":[]}]"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_is_a_link_to_its_lines() {
    let rig = Rig::new().await;
    let ada = rig.cookie("ada", Role::Officer).await;
    let shown = |html: String| between(&text(&html), "Lines", "Applies?").to_owned();
    let at = |query: &str| format!("/applicabilities/SOA-1/statement?{query}");
    for (query, said) in [
        ("applies=no", "1 of 93"),
        ("status=passed", "1 of 93"),
        ("only=contradicted", "2 of 93"),
        ("reason=risk", "2 of 93"),
        ("q=backup", "1 of 93"),
        ("status=nonsense&page=99999999999999999999", "93 of 93"),
        ("q=%3Cscript%3E", "0 of 93"),
    ] {
        let html = rig.page(&ada, &at(query)).await;
        assert!(!html.contains("<script>"), "{query}");
        let lines = html.split("id=\"lines\"").nth(1).unwrap_or_default().to_owned();
        assert!(lines.contains(said), "{query}: {}", shown(lines));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_leads_to_its_evidence_and_says_what_is_missing() {
    let rig = Rig::new().await;
    let ada = rig.cookie("ada", Role::Officer).await;
    let at = |line: &str| format!("/applicabilities/SOA-1/statement/{line}");
    let passed = text(&rig.page(&ada, &at("A.8.13")).await);
    insta::assert_snapshot!(between(&passed, "The weakest control first", "Why"), @"Copies &lt;b&gt; CTL-1 passed A.8.13 → CTL-1 Tests of CTL-1 Test Last run Status Next due Evidence Restore TST-1 1 Feb 2026 passed 2 Feb 2027 Protocol EVD-1 fresh until 1 Feb 2027");
    for (line, said) in [
        ("A.7.8", "It is excluded, and something speaks against that."),
        ("A.7.13", "Nobody has said whether this applies."),
    ] {
        assert!(text(&rig.page(&ada, &at(line)).await).contains(said), "{line}");
    }
    let reader = rig.cookie("bob", Role::Auditor).await;
    let told = rig.page(&reader, &at("A.8.13")).await;
    assert!(!told.contains("Intruder inside"), "who may not see a risk is not told its name");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deviation_is_a_draft_until_it_is_approved() {
    let rig = Rig::new().await;
    let ada = rig.cookie("ada", Role::Officer).await;
    let at = "/applicabilities/SOA-1/statement/A.5.1";
    let html = rig.page(&ada, at).await;
    let version = between(&html, "name=\"version\" value=\"", "\"").to_owned();
    let (refused, _, html) = rig.send(&ada, at, Some(&format!("version={version}&ruling=excluded&reason="))).await;
    assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY, "an exclusion needs a reason");
    assert!(String::from_utf8(html).unwrap().contains("reason"));
    let form = format!("version={version}&ruling=included&reason=We+want+it");
    let (status, to, _) = rig.send(&ada, at, Some(&form)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(text(&rig.page(&ada, &to).await).contains("We want it"));
    let in_force = text(&rig.page(&ada, "/applicabilities/SOA-1/statement").await);
    assert!(in_force.contains("Of 93 lines 1 apply") && in_force.contains("A draft says something else"));
    let draft = text(&rig.page(&ada, "/applicabilities/SOA-1/statement?draft=1").await);
    assert!(draft.contains("Of 93 lines 2 apply") && draft.contains("What the draft changes"), "{draft}");
    assert_eq!(rig.send(&ada, at, Some(&form)).await.0, StatusCode::CONFLICT, "someone changed it in between");
    let reader = rig.cookie("bob", Role::Auditor).await;
    assert_eq!(rig.send(&reader, at, Some(&form)).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_issued_can_be_compared_with_now() {
    let rig = Rig::new().await;
    let ada = rig.cookie("ada", Role::Officer).await;
    let seq = rig.service.isms(rig.org, service::AsOf::Now).await.unwrap().moment.seq;
    let (status, to, body) = rig.send(&ada, "/applicabilities/SOA-1/paper/issue", Some(&format!("moment={seq}"))).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{}", String::from_utf8_lossy(&body));
    assert!(to.starts_with("/reports/RPT-1"));
    let (_, _, pdf) =
        rig.send(&ada, &format!("/reports/RPT-1/files/statement-of-applicability-soa-1-{seq}.pdf"), None).await;
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let (_, _, book) = rig.send(&ada, "/applicabilities/SOA-1/paper.xlsx", None).await;
    assert!(book.starts_with(b"PK"));
    let run = json!({"runs": [{"on": "2026-02-01", "verdict": "passed"}, {"on": "2026-03-01", "verdict": "failed"}]});
    let test = rig.service.isms(rig.org, service::AsOf::Now).await.unwrap();
    let subject = service::Subject::Id(isms::outer::Names::find(&*test, "TST-1").unwrap().0);
    let edit = Command::Edit { subject, version: None, patch: run };
    rig.service.perform(&Viewer::system(rig.org, None), Request::one("test", edit)).await.unwrap();
    let page = text(&rig.page(&ada, &format!("/applicabilities/SOA-1/statement?against={seq}")).await);
    insta::assert_snapshot!(between(&page, "What has changed since", "Lines 93"), @"2 Mar 2026 (act 9) Then: Of 93 lines 1 apply, 1 are excluded and for 91 nobody has said; 1 of those that apply passed their tests when due. Show it as it stood Lines whose ruling or status differs Requirement Before After A.8.13 Information backup applies passed applies failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_said_and_nothing_else() {
    let rig = Rig::new().await;
    let ada = rig.cookie("ada", Role::Officer).await;
    for path in [
        "/applicabilities/SOA-9/statement",
        "/applicabilities/CTL-1/statement",
        "/applicabilities/%3Cscript%3E/statement",
        "/applicabilities/SOA-1/statement/A.99.1",
        "/applicabilities/SOA-1/statement/..%2F..%2Fetc",
        "/applicabilities/SOA-1/statement/%00",
        "/catalogues/nothing/statement",
        "/catalogues/iso27001-2022/statement/A.99.1",
        "/applicabilities/SOA-9/paper",
        "/api/v1/analysis/applicability?framework=nothing",
        "/api/v1/analysis/applicability?applicability=CTL-1",
        "/api/v1/analysis/applicability?applicability=iso27001-2022",
    ] {
        let (status, _, body) = rig.send(&ada, path, None).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(!String::from_utf8_lossy(&body).contains("<script>"), "{path}");
    }
    for query in ["", "?applicability=SOA-1&framework=nis2", "?framework=nis2&other=1"] {
        let (status, ..) = rig.send(&ada, &format!("/api/v1/analysis/applicability{query}"), None).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
    }
    let derived = text(&rig.page(&ada, "/catalogues/nist-800-53-r5/statement").await);
    assert!(derived.contains("nobody has said") && derived.contains("page 1 of"));
    rig.page(&ada, "/catalogues/nist-800-53-r5/statement/ac-2.1").await;
}
