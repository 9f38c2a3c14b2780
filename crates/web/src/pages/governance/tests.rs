//! Governance through the real router, over a temporary database.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, StatusCode},
};
use isms::{
    authority::Role,
    governance::{Decision, Disclosure, Meeting},
    kind,
    outer::Names,
};
use ledger::Ledger;
use serde_json::{Value, json};
use service::{AsOf, Command, Request, Service, Viewer, clock::SetClock};
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

    /// A large organisation: a board that needs two votes, a group with a small mandate, a risk that breaks the appetite, an insurance that
    /// ends, a decision with three options and a meeting.
    async fn fill(&self) {
        let range = |low: f64, high: f64| json!({ "low": low, "high": high });
        let body = |title: &str, decides: &[&str]| {
            json!({ "title": title, "purpose": "x", "owner": "PER-1", "quorum": 2, "decides": decides, "oversees": ["OBJ-1"], "state": "in-force",
                "members": [{ "who": "PER-1", "seat": "chair" }, { "who": "PER-2", "seat": "member" }, { "who": "PER-3", "seat": "adviser" }],
                "budgets": [{ "from": "2026-01-01", "until": "2026-12-31", "amount": "EUR 100000" }] })
        };
        let all = [
            ("organisation", json!({ "title": "Acme", "profile": "large", "currency": "EUR", "time_zone": "UTC" })),
            ("person", json!({ "title": "Ada" })),
            ("person", json!({ "title": "Ben" })),
            ("person", json!({ "title": "Cas" })),
            ("team", json!({ "title": "Ops", "purpose": "x" })),
            (
                "objective",
                json!({ "title": "Supply", "statement": "It runs.", "owner": "PER-2", "state": "agreed", "tolerance": "EUR 50000", "required_certainty": 0.99 }),
            ),
            ("body", body("Board", &["treat", "accept", "fund", "insure"])),
            ("body", body("Group", &["approve"])),
            (
                "appetite",
                json!({ "title": "Appetite", "statement": "x", "state": "in-force", "curve": [{ "amount": "EUR 100000", "probability": 0.01 }],
                "ladder": [{ "holder": "BOD-2", "accept_up_to": "EUR 1000", "at_percentile": 0.9, "fund_up_to": "EUR 1000" }, { "holder": "BOD-1", "accept_up_to": "EUR 10000", "at_percentile": 0.9, "fund_up_to": "EUR 90000" }] }),
            ),
            (
                "risk",
                json!({ "title": "Ransomware", "scenario": "x", "owner": "PER-1", "state": "analysed", "threatens": [{ "objective": "OBJ-1" }] }),
            ),
            ("control", json!({ "title": "Copies", "description": "x" })),
            (
                "treatment",
                json!({ "title": "Copies out of reach", "option": "mitigate", "treats": ["RSK-1"], "cost_once": "EUR 30000", "improves": [{ "control": "CTL-1", "magnitude_factor": range(0.2, 0.5) }] }),
            ),
            (
                "treatment",
                json!({ "title": "Cyber insurance", "option": "transfer", "treats": ["RSK-1"], "state": "done", "insurance": { "premium": "EUR 5000", "retention": "EUR 600000", "limit": "EUR 100000", "renewal": "2026-04-01" } }),
            ),
            (
                "meeting",
                json!({ "title": "Board in March", "body": "BOD-1", "begins": "2026-03-02T08:00:00Z", "owner": "PER-1", "agenda": [{ "topic": "Tea" }] }),
            ),
            (
                "estimate",
                json!({ "title": "e", "state": "given", "risk": "RSK-1", "estimator": "PER-3", "made": "2026-02-01", "frequency_as": "loss-events",
                "loss_event_frequency": range(0.1, 1.0), "primary_loss": [{ "form": "productivity", "amount": range(20000.0, 900000.0) }] }),
            ),
            (
                "decision",
                json!({ "title": "Copies?", "question": "Do we fund copies?", "about": "treat", "owner": "PER-2", "decided_by": "BOD-1", "concerns": ["RSK-1"], "state": "tabled",
                "options": [{ "name": "Nothing", "cost": "EUR 0", "predicted_certainty": 0.4 }, { "name": "Copies", "cost": "EUR 30000", "treatments": ["TRT-1"], "predicted_certainty": 0.6 }, { "name": "Everything", "cost": "EUR 95000" }] }),
            ),
            (
                "disclosure",
                json!({ "title": "Supply in March", "objective": "OBJ-1", "to": "BOD-1", "asked_by": "BOD-1", "owner": "PER-2", "by": "PER-2", "due": "2026-02-20", "uncertain": "x" }),
            ),
        ];
        for (name, fields) in all {
            let made = Command::Create { kind: kind::by_name(name).unwrap(), fields };
            let request = Request { migrate: true, ..Request::one("test", made) };
            let done = self.service.perform(&Viewer::system(self.org, None), request).await;
            done.unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }

    async fn cookie(&self, person: &str, role: Role) -> String {
        let isms = self.service.isms(self.org, AsOf::Now).await.unwrap();
        let id = isms.find(person).map(|(id, _)| id);
        let account = self.service.enrol(self.org, person, id, &[role]).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("{}={}", crate::cx::COOKIE, self.service.enter(&link).await.unwrap().token)
    }

    async fn send(&self, cookie: &str, path: &str, form: Option<&[(&str, &str)]>) -> (StatusCode, String, Vec<u8>) {
        let mut call = Call::builder().uri(path).header("cookie", cookie).header("sec-fetch-site", "same-origin");
        let body = form.map(|f| {
            let pairs = f.iter().map(|(k, v)| format!("{k}={}", crate::cx::encode(v).replace('/', "%2F")));
            pairs.collect::<Vec<_>>().join("&")
        });
        if body.is_some() {
            call = call.method("POST").header("content-type", "application/x-www-form-urlencoded");
        }
        let answer =
            self.router.clone().oneshot(call.body(body.map_or(Body::empty(), Body::from)).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let to = parts.headers.get("location").map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        (parts.status, to, to_bytes(body, usize::MAX).await.unwrap().to_vec())
    }

    async fn page(&self, cookie: &str, path: &str) -> String {
        let (status, _, html) = self.send(cookie, path, None).await;
        let html = String::from_utf8(html).unwrap();
        assert_eq!(status, StatusCode::OK, "{path}: {html}");
        for word in [">agenda-", ">live-", ">answer-", ">disclosure-", ">minutes-"] {
            assert!(!html.contains(word), "{path}: a word of {word} is missing");
        }
        html.replace('\u{a0}', " ")
    }

    async fn does(&self, cookie: &str, path: &str, form: &[(&str, &str)]) -> String {
        let (status, to, html) = self.send(cookie, path, Some(form)).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{path}: {}", String::from_utf8_lossy(&html));
        to
    }

    async fn refuses(&self, cookie: &str, path: &str, form: &[(&str, &str)], because: &str) {
        let (status, _, html) = self.send(cookie, path, Some(form)).await;
        let html = String::from_utf8(html).unwrap();
        assert!(status.is_client_error() && html.contains(because), "{path}: {status} {html}");
    }

    async fn typed<T: isms::kind::Kind + Clone>(&self, key: &str) -> isms::record::Record<T> {
        let isms = self.service.isms(self.org, AsOf::Now).await.unwrap();
        isms.by_key(isms::head::Key::parse(key).unwrap()).and_then(|r| r.typed::<T>()).unwrap().clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_agenda_writes_itself_once() {
    let rig = Rig::new().await;
    let ada = rig.cookie("PER-1", Role::Officer).await;
    rig.does(&ada, "/meetings/MTG-1/agenda", &[]).await;
    let first = rig.typed::<Meeting>("MTG-1").await.body;
    rig.does(&ada, "/meetings/MTG-1/agenda", &[]).await;
    assert_eq!(rig.typed::<Meeting>("MTG-1").await.body, first, "nothing comes twice");
    let topics: Vec<&str> = first.agenda.iter().map(|i| i.topic.as_str()).collect();
    assert_eq!(topics, ["Tea", "Copies?", "Renewal is due: Cyber insurance", "Owed: Supply in March"]);
    let page = rig.page(&ada, "/bodies/BOD-1").await;
    assert!(page.contains("It ends on") && page.contains("has been owed since"), "{page}");
    assert!(!rig.page(&ada, "/bodies/BOD-2").await.contains("Copies?"), "a body is asked what its charter grants only");
    rig.does(&ada, "/bodies/BOD-1/plan", &[("on", "2026-06-01"), ("form", "management-review")]).await;
    let review = rig.typed::<Meeting>("MTG-2").await.body;
    assert_eq!(review.agenda.iter().filter(|i| i.input.is_some()).count(), 7);
    let to = rig.does(&ada, "/treatments/TRT-2/renew", &[]).await;
    assert!(to.starts_with("/decisions/DEC-2"), "{to}");
    let renewal = rig.typed::<Decision>("DEC-2").await.body;
    assert_eq!(
        renewal.options.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(),
        ["Renew Cyber insurance", "Let it end"]
    );
    assert!(renewal.decided_by.is_some() && renewal.renews.len() == 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_decides_within_its_mandate_and_closes() {
    let rig = Rig::new().await;
    let ada = rig.cookie("PER-1", Role::Officer).await;
    let live = "/meetings/MTG-1/live";
    rig.does(&ada, "/meetings/MTG-1/agenda", &[]).await;
    let choose = |option| {
        [
            ("do", "decide"),
            ("item", "2"),
            ("decision", "DEC-1"),
            ("option", option),
            ("rationale", "Cheap"),
            ("to", "TEA-1"),
            ("dissent", "Ben: too little"),
        ]
    };
    let attend = |who, how| [("do", "attend"), ("person", who), ("presence", how)];
    rig.does(&ada, live, &attend("PER-1", "present")).await;
    rig.does(&ada, live, &attend("PER-3", "present")).await;
    rig.refuses(&ada, live, &choose("2"), "has 1 of the 2 votes").await;
    rig.does(&ada, live, &attend("PER-2", "present")).await;
    rig.refuses(&ada, live, &choose("3"), "may spend EUR 90000 on one decision").await;
    rig.refuses(&ada, live, &choose("1"), "may accept up to EUR 10000").await;
    let page = rig.page(&ada, &format!("{live}?item=2")).await;
    assert!(page.contains("It can decide: 2 votes") && page.contains("are free of the budget"), "{page}");
    rig.does(&ada, live, &choose("2")).await;
    let decided = rig.typed::<Decision>("DEC-1").await;
    assert_eq!(&*decided.head.state, "decided");
    let picture = decided.body.picture.expect("a picture");
    assert!(
        picture.objectives[0].certainty.is_some()
            && picture.objectives[0].error.is_some()
            && picture.risks[0].at_90.is_some()
    );
    let ada_viewer = Viewer { system: true, ..Viewer::system(rig.org, None) };
    for patch in [json!({ "options": [] }), json!({ "picture": Value::Null }), json!({ "concerns": [] })] {
        let edit = Command::Edit { subject: "DEC-1".into(), version: None, patch };
        let refused = rig.service.perform(&ada_viewer, Request::one("page", edit)).await.unwrap_err().to_string();
        assert!(refused.contains("stays as it was"), "{refused}");
    }
    // Two people write the same note: neither is lost.
    rig.does(&ada, live, &[("do", "note"), ("item", "2"), ("base", ""), ("discussion", "First words")]).await;
    let (status, _, html) =
        rig.send(&ada, live, Some(&[("do", "note"), ("item", "2"), ("base", ""), ("discussion", "Other words")])).await;
    let html = String::from_utf8(html).unwrap();
    assert!(
        status == StatusCode::CONFLICT && html.contains("First words") && html.contains("Other words"),
        "{status} {html}"
    );
    rig.does(&ada, live, &[("do", "hold")]).await;
    rig.refuses(&ada, "/meetings/MTG-1/step/close", &[], "minutes are issued with the act").await;
    let page = rig.page(&ada, "/meetings/MTG-1/minutes").await;
    for said in ["Ben: too little", "Copies (", "First words", "Chosen: Copies"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let seq = rig.service.isms(rig.org, AsOf::Now).await.unwrap().moment.seq.to_string();
    let to = rig.does(&ada, "/meetings/MTG-1/minutes/issue", &[("moment", &seq)]).await;
    assert!(to.starts_with("/reports/RPT-1"), "{to}");
    let closed = rig.typed::<Meeting>("MTG-1").await;
    assert_eq!(&*closed.head.state, "closed");
    let edit = Command::Edit { subject: "MTG-1".into(), version: None, patch: json!({ "minutes": "other" }) };
    assert!(rig.service.perform(&ada_viewer, Request::one("page", edit)).await.is_err(), "nothing of it can change");
    let page = rig.page(&ada, "/governance/answer?from=2026-01-01&to=2026-12-31").await;
    assert!(page.contains("1 of 1 decisions moved"), "{page}");
    let (status, _, told) = rig.send(&ada, "/api/v1/analysis/answer?from=2026-01-01&to=2026-12-31", None).await;
    let told: Value = serde_json::from_slice(&told).unwrap();
    assert_eq!((status, &told["decisions"][0]["basis"]), (StatusCode::OK, &json!("picture")), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disclosure_is_asked_for_told_and_challenged() {
    let rig = Rig::new().await;
    let (ada, ben) = (rig.cookie("PER-1", Role::Officer).await, rig.cookie("PER-2", Role::Manager).await);
    let to = rig.does(&ada, "/bodies/BOD-1/ask", &[("objective", "OBJ-1"), ("due", "2026-03-20")]).await;
    assert!(to.starts_with("/disclosures/DSC-2"), "{to}");
    let page = rig.page(&ben, "/disclosures/DSC-2/tell").await;
    assert!(page.contains("The numbers say") && page.contains("RSK-1 Ransomware"), "{page}");
    let version = rig.typed::<Disclosure>("DSC-2").await.head.version.to_string();
    let said = [
        ("version", version.as_str()),
        ("certainty", "99.9"),
        ("uncertain", "Nothing"),
        ("being_done", ""),
        ("asks", ""),
    ];
    rig.does(&ben, "/disclosures/DSC-2/tell", &said).await;
    let told = rig.typed::<Disclosure>("DSC-2").await;
    assert!(&*told.head.state == "made" && told.body.picture.is_some());
    assert!(rig.page(&ada, "/disclosures/DSC-2").await.contains("outside of what the numbers say"));
    let verdict = [("verdict", "refused"), ("reasons", "The numbers say otherwise"), ("conditions", "")];
    rig.refuses(&ben, "/disclosures/DSC-2/challenge", &verdict, "").await;
    rig.does(&ada, "/disclosures/DSC-2/challenge", &verdict).await;
    assert!(rig.page(&ada, "/bodies/BOD-1").await.contains("Second line: it does not stand"));
}
