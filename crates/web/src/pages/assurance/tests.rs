//! The whole path through the real router: define, run, attach, find, act, verify, close; and what hostile people try.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, StatusCode, header::HeaderMap},
};
use isms::{
    assurance::{Action, Evidence, Finding, Test},
    authority::Role,
    kind::{self, Kind},
    outer::Names,
    record::Record,
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
    clock: Arc<SetClock>,
    org: Uuid,
    _folder: tempfile::TempDir,
}

struct Answer {
    status: StatusCode,
    to: String,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).replace('\u{a0}', " ")
    }
}

impl Rig {
    /// Ada operates a control in a team with Bea; Cyd is of no team.
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(ledger, clock.clone());
        let org = service.found("acme", "Acme").await.unwrap();
        let rig = Rig { router: router(service.clone(), Options::default()), service, clock, org, _folder: folder };
        let all = [
            ("organisation", json!({ "title": "Acme", "profile": "large" })),
            ("team", json!({ "title": "Operations" })),
            ("person", json!({ "title": "Ada", "teams": ["TEA-1"] })),
            ("person", json!({ "title": "Bea", "teams": ["TEA-1"] })),
            ("person", json!({ "title": "Cyd" })),
            ("guideline", json!({ "title": "Access", "purpose": "x", "state": "in-force" })),
            (
                "requirement",
                json!({ "title": "Two factors", "guideline": "GDL-1", "number": "1", "text": "Two factors.", "criterion": "Each account asks twice.", "state": "in-force" }),
            ),
            (
                "control",
                json!({ "title": "Second factor", "description": "x", "operator": "PER-1", "implements": ["RQT-1"], "clauses": ["iso27001-2022:A.8.5"], "state": "operating" }),
            ),
            ("asset", json!({ "title": "Mail", "tags": ["server"] })),
            ("asset", json!({ "title": "Files", "tags": ["server"] })),
            ("asset", json!({ "title": "Desk" })),
        ];
        for (name, fields) in all {
            let made = Command::Create { kind: kind::by_name(name).unwrap(), fields };
            let request = Request { migrate: true, ..Request::one("test", made) };
            rig.service.perform(&Viewer::system(org, None), request).await.unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        rig
    }

    async fn enter(&self, name: &str, person: &str, role: Role) -> String {
        let isms = self.service.isms(self.org, AsOf::Now).await.unwrap();
        let person = isms.find(person).map(|(id, _)| id);
        let account = self.service.enrol(self.org, name, person, &[role]).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("surety={}", self.service.enter(&link).await.unwrap().token)
    }

    async fn send(&self, cookie: &str, path: &str, body: Option<(&str, Vec<u8>)>) -> Answer {
        let mut call = Call::builder().uri(path).header("cookie", cookie).header("sec-fetch-site", "same-origin");
        let mut content = Body::empty();
        if let Some((kind, bytes)) = body {
            call = call.method("POST").header("content-type", kind);
            content = Body::from(bytes);
        }
        let answer = self.router.clone().oneshot(call.body(content).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let to = parts.headers.get("location").and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, to, headers: parts.headers, bytes }
    }

    async fn get(&self, cookie: &str, path: &str) -> Answer {
        self.send(cookie, path, None).await
    }

    async fn post(&self, cookie: &str, path: &str, form: &str) -> Answer {
        self.send(cookie, path, Some(("application/x-www-form-urlencoded", form.as_bytes().to_vec()))).await
    }

    /// A form with fields and perhaps a file: name, media type, content.
    async fn upload(
        &self,
        cookie: &str,
        path: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &str, &[u8])>,
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        if let Some((name, media, bytes)) = file {
            let head = format!(
                "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {media}\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--XX--\r\n");
        self.send(cookie, path, Some(("multipart/form-data; boundary=XX", body))).await
    }

    async fn record<T: Kind>(&self, key: &str) -> Record<T> {
        let isms = self.service.isms(self.org, AsOf::Now).await.unwrap();
        let (id, _) = isms.find(key).unwrap_or_else(|| panic!("{key} is not there"));
        isms.typed::<T>(id).unwrap().clone()
    }

    fn at(&self, moment: &str) {
        self.clock.set(moment.parse().unwrap());
    }
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(k, v)| format!("{k}={}", crate::cx::encode(v))).collect::<Vec<_>>().join("&")
}

/// A worksheet on which everything works but the items of some places, which are exceptions.
fn sheet(test: &Record<Test>, wrong: &[usize], wish: &str) -> String {
    let items = test.body.under_way.as_ref().unwrap().items.len();
    let mut form = format!("version={}&do={wish}", test.head.version);
    for index in 0..items {
        let (result, note) = if wrong.contains(&index) { ("exception", "asked+once") } else { ("works", "") };
        form.push_str(&format!("&items.{index}.result={result}&items.{index}.note={note}"));
    }
    form
}

const LIST: &str = "u-01\nu-02\nu-03\nu-04\nu-05\nu-06\nu-07\nu-08\nu-09\nu-10\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_path_from_a_test_to_an_effect_that_was_seen() {
    let rig = Rig::new().await;
    let ada = rig.enter("ada", "PER-1", Role::Engineer).await;
    let cyd = rig.enter("cyd", "PER-3", Role::Auditor).await;

    // Define: the requirement that the control carries out is the criterion, and a tester of the same team is warned of.
    let page = rig.get(&cyd, "/controls/CTL-1").await.text();
    assert!(page.contains("No test defined") && page.contains("/tests/define?of=CTL-1"));
    let page = rig.get(&cyd, "/tests/define?of=CTL-1").await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("value=\"RQT-1\"") && page.text().contains("Test of Second factor"));
    let form = |tester: &str, more: &[(&str, &str)]| {
        let mut all = vec![
            ("of", "CTL-1"),
            ("title", "Accounts ask twice"),
            ("criterion", "RQT-1"),
            ("aspect", "operation"),
            ("sample_size", "4"),
            ("tolerated", "0"),
            ("tester", tester),
            ("cadence", "quarterly"),
            ("population", "All accounts"),
        ];
        all.extend(more);
        encoded(&all)
    };
    let warned = rig.post(&cyd, "/tests/define", &form("PER-2", &[])).await;
    assert_eq!(warned.status, 422);
    assert!(warned.text().contains("not independent") && warned.text().contains("works in"), "{}", warned.text());
    let made = rig.post(&cyd, "/tests/define", &form("PER-3", &[])).await;
    assert_eq!((made.status, made.to.as_str()), (StatusCode::SEE_OTHER, "/tests/TST-1?did=created"));

    // Begin: frozen, drawn, kept; then nothing changes about it, and it cannot be drawn twice.
    let begun = rig
        .upload(
            &cyd,
            "/tests/TST-1/run/begin",
            &[("list", LIST), ("size", "4"), ("from", "2026-01-01"), ("until", "2026-02-28")],
            None,
        )
        .await;
    assert_eq!(begun.to, "/tests/TST-1/run?did=saved", "{}", begun.text());
    let test = rig.record::<Test>("TST-1").await;
    let run = test.body.under_way.clone().unwrap();
    assert_eq!((run.population, run.items.len(), run.by.is_some()), (Some(10), 4, true));
    let again = rig.upload(&cyd, "/tests/TST-1/run/begin", &[("list", LIST)], None).await;
    assert_eq!(again.status, 422);
    let list = rig.get(&cyd, &format!("/tests/TST-1/populations/{}", run.population_hash)).await;
    assert_eq!(
        (list.text().as_str(), list.headers["content-disposition"].to_str().unwrap().starts_with("attachment")),
        (LIST, true)
    );

    // Left and continued; open items and exceptions without a note cannot be concluded.
    let left = rig
        .post(&cyd, "/tests/TST-1/run", &format!("version={}&do=save&items.0.result=works", test.head.version))
        .await;
    assert_eq!(left.to, "/tests/TST-1/run?did=saved");
    assert!(rig.get(&cyd, "/tests/TST-1").await.text().contains("1 of 4 have a result"));
    let test = rig.record::<Test>("TST-1").await;
    let open = rig
        .post(&cyd, "/tests/TST-1/run", &format!("version={}&do=conclude&items.0.result=works", test.head.version))
        .await;
    assert!(open.status == 422 && open.text().contains("3 of the sample have no result yet"), "{}", open.text());
    let stale = rig.post(&cyd, "/tests/TST-1/run", "version=1&do=save").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let other = format!("{}&verdict=passed", sheet(&test, &[2], "conclude"));
    assert!(rig.post(&cyd, "/tests/TST-1/run", &other).await.text().contains("say why the verdict is another"));

    // Evidence on the way, then the conclusion.
    let kept = rig
        .upload(
            &cyd,
            "/evidence/add",
            &[
                ("proves", "TST-1"),
                ("shows", "Settings of four accounts"),
                ("fresh_for", "90"),
                ("from", "2026-01-01"),
                ("until", "2026-02-28"),
                ("back", "/tests/TST-1/run"),
            ],
            Some(("settings.csv", "text/csv", b"u-01,on\n")),
        )
        .await;
    assert_eq!(kept.to, "/tests/TST-1/run?did=created", "{}", kept.text());
    let evidence = rig.record::<Evidence>("EVD-1").await;
    assert_eq!(
        (evidence.head.title.as_str(), evidence.body.size, evidence.body.fresh_until()),
        ("settings.csv", Some(8), Some("2026-05-29".parse().unwrap()))
    );
    let form = format!("{}&items.2.evidence=EVD-1&evidence=EVD-1", sheet(&test, &[2], "conclude"));
    let concluded = rig.post(&cyd, "/tests/TST-1/run", &form).await;
    assert_eq!(concluded.to, "/tests/TST-1/runs/1?did=saved", "{}", concluded.text());
    let test = rig.record::<Test>("TST-1").await;
    let run = &test.body.runs[0];
    assert_eq!((run.looked_at, run.failed, test.body.under_way.is_none()), (Some(4), Some(1), true));
    insta::assert_debug_snapshot!(run.verdict, @"Failed");
    let page = rig.get(&cyd, "/tests/TST-1/runs/1").await.text();
    for said in
        ["the same 4 of 10 items in the same order", "asked once", "LC_ALL=C sort | head -n 4", "Raise a finding"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    // A concluded run stays as it was.
    let patch = Command::Edit { subject: "TST-1".into(), version: None, patch: json!({ "runs": [] }) };
    assert!(rig.service.perform(&Viewer::system(rig.org, None), Request::one("test", patch)).await.is_err());

    // Finding: what is known stands in the form.
    let link = page
        .split("href=\"")
        .filter_map(|l| l.split('"').next())
        .find(|l| l.starts_with("/findings/new"))
        .unwrap()
        .replace("&amp;", "&");
    let page = rig.get(&cyd, &link).await.text();
    for said in [
        "value=\"TST-1\"",
        "value=\"CTL-1\"",
        "value=\"RQT-1\"",
        "iso27001-2022:A.8.5",
        "asked once",
        "value=\"2026-03-02\"",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let query = link.split_once('?').unwrap().1;
    assert_eq!(rig.post(&cyd, "/findings/new", query).await.to, "/findings/FND-1?did=created");
    let page = rig.get(&cyd, "/controls/CTL-1").await.text();
    assert!(page.contains(">Failed<") && page.contains("FND-1"), "the control's status is earned");
    let action = encoded(&[
        ("title", "Ask twice everywhere"),
        ("answers", "FND-1"),
        ("due", "2026-05-01"),
        ("owner", "PER-1"),
        ("corrective_action", "The directory demands it"),
    ]);
    assert_eq!(rig.post(&ada, "/actions/new", &action).await.to, "/actions/ACT-1?did=created");

    // The path of the action, each phase one form, the guards' reasons in sight.
    let early = rig.post(&ada, "/actions/ACT-1/path/done", "done_on=2026-03-20&do=step").await;
    assert!(early.status == 422 && early.text().contains("say why it happened"), "{}", early.text());
    for (phase, form) in [
        ("correction", "correction=Switched+on"),
        ("cause", "root_cause=A+default"),
        ("similar", "similar_cases=None"),
        ("done", "done_on=2026-03-20&do=step"),
    ] {
        let taken = rig.post(&ada, &format!("/actions/ACT-1/path/{phase}"), form).await;
        assert_eq!(taken.to, "/actions/ACT-1?did=saved", "{phase}: {}", taken.text());
    }
    assert_eq!(&*rig.record::<Action>("ACT-1").await.head.state, "done");
    rig.at("2026-04-02T09:00:00Z");
    let (ada, cyd) =
        (rig.enter("ada2", "PER-1", Role::Engineer).await, rig.enter("cyd2", "PER-3", Role::Auditor).await);
    let verify = |by: &str, seen: &str| {
        format!("effect=helped&effect_checked=2026-04-02&effect_checked_by={by}&effect_seen_in={seen}&do=step")
    };
    let bare = rig.post(&cyd, "/actions/ACT-1/path/effect", &verify("PER-3", "")).await;
    assert!(bare.text().contains("say what shows it"), "{}", bare.text());
    let unrun = rig.post(&cyd, "/actions/ACT-1/path/effect", &verify("PER-3", "TST-1")).await;
    assert!(unrun.text().contains("was not run between"), "{}", unrun.text());

    // The same test again, over a register this time; now everything works.
    let begun = rig.upload(&cyd, "/tests/TST-1/run/begin", &[("register", "assets tag:server")], None).await;
    assert_eq!(begun.to, "/tests/TST-1/run?did=saved", "{}", begun.text());
    let test = rig.record::<Test>("TST-1").await;
    let run = test.body.under_way.as_ref().unwrap();
    assert_eq!(run.population, Some(2), "{run:?}");
    assert!(rig.get(&cyd, "/tests/TST-1/run").await.text().contains("AST-1 Mail"));
    rig.post(&cyd, "/tests/TST-1/run", &sheet(&test, &[], "conclude")).await;
    let own = rig.post(&ada, "/actions/ACT-1/path/effect", &verify("PER-1", "TST-1")).await;
    assert!(own.text().contains("whoever did it cannot say"), "{}", own.text());
    let page = rig.get(&cyd, "/findings/FND-1").await.text();
    assert!(page.contains("5 of 6 phases") && page.contains("ACT-1 is not verified yet"), "{page}");
    let seen = rig.post(&cyd, "/actions/ACT-1/path/effect", &verify("PER-3", "TST-1")).await;
    assert_eq!(seen.to, "/actions/ACT-1?did=saved", "{}", seen.text());
    assert_eq!(rig.post(&cyd, "/findings/FND-1/step/close", "").await.to, "/findings/FND-1?did=stepped");
    assert!(rig.get(&cyd, "/controls/CTL-1").await.text().contains(">Passed<"));

    // Found again: said on its page and by the rule.
    rig.at("2026-09-01T09:00:00Z");
    let cyd = rig.enter("cyd3", "PER-3", Role::Auditor).await;
    let query = encoded(&[
        ("title", "Again"),
        ("description", "x"),
        ("grade", "minor-nonconformity"),
        ("found_on", "2026-09-01"),
        ("against", "CTL-1"),
    ]);
    rig.post(&cyd, "/findings/new", &query).await;
    let page = rig.get(&cyd, "/findings/FND-2").await.text();
    assert!(page.contains("Found before.") && page.contains("ASR05"), "{page}");
    assert_eq!(rig.record::<Finding>("FND-2").await.head.number, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_kept_once_accepted_again_and_only_ever_downloaded() {
    let rig = Rig::new().await;
    let cyd = rig.enter("cyd", "PER-3", Role::Auditor).await;
    let page = b"<script>alert(1)</script>".as_slice();
    let sent = rig
        .upload(
            &cyd,
            "/evidence/add",
            &[("proves", "CTL-1"), ("shows", "x")],
            Some(("../../a%22.html", "text/html", page)),
        )
        .await;
    assert_eq!(sent.to, "/evidence/EVD-1?did=created", "{}", sent.text());
    let got = rig.get(&cyd, "/evidence/EVD-1/file").await;
    let header = |name: &str| got.headers[name].to_str().unwrap().to_owned();
    assert_eq!(got.bytes, page);
    insta::assert_snapshot!(header("content-type"), @"application/octet-stream");
    insta::assert_snapshot!(header("x-content-type-options"), @"nosniff");
    insta::assert_snapshot!(header("content-disposition"), @r#"attachment; filename="a_.html"; filename*=UTF-8''a%22.html"#);
    insta::assert_snapshot!(header("content-security-policy"), @"default-src 'none'; sandbox");

    // The same content again: offered, not kept twice; accepted with name, day and reason.
    let same = rig
        .upload(&cyd, "/evidence/add", &[("proves", "RQT-1"), ("shows", "y")], Some(("b.html", "text/html", page)))
        .await;
    assert_eq!(same.status, StatusCode::CONFLICT);
    assert!(
        same.text().contains("exists already")
            && same.text().contains("EVD-1")
            && same.text().contains("value=\"RQT-1\"")
    );
    let nothing = rig.post(&cyd, "/evidence/EVD-1/reuse", "proves=RQT-1&because=+").await;
    assert!(nothing.status == 422 && nothing.text().contains("say why it fits"));
    let accepted = rig
        .post(&cyd, "/evidence/EVD-1/reuse", "proves=RQT-1&clause=iso27001-2022:A.8.5&because=The+same+accounts")
        .await;
    assert_eq!(accepted.to, "/evidence/EVD-1?did=saved", "{}", accepted.text());
    let evidence = rig.record::<Evidence>("EVD-1").await;
    let reuse = &evidence.body.reused[0];
    assert_eq!(
        (evidence.body.proves.len(), reuse.on, reuse.because.as_str()),
        (2, Some("2026-03-02".parse().unwrap()), "The same accounts")
    );

    // A link, and nothing at all.
    let link = rig
        .upload(&cyd, "/evidence/add", &[("link", "https://wiki.example/a"), ("shows", "z"), ("title", "Wiki")], None)
        .await;
    assert_eq!(link.to, "/evidence/EVD-2?did=created", "{}", link.text());
    assert_eq!(rig.get(&cyd, "/evidence/EVD-2/file").await.status, 404);
    assert_eq!(rig.upload(&cyd, "/evidence/add", &[("shows", "z")], None).await.status, 422);
    let elsewhere = rig
        .upload(
            &cyd,
            "/evidence/add",
            &[("link", "https://w.example"), ("shows", "z"), ("back", "//evil.example")],
            None,
        )
        .await;
    assert_eq!(elsewhere.to, "/evidence/EVD-3?did=created");
    let script = rig.upload(&cyd, "/evidence/add", &[("link", "javascript:alert(1)"), ("shows", "z")], None).await;
    assert_eq!(script.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hostile_people_try_is_refused() {
    let rig = Rig::new().await;
    let cyd = rig.enter("cyd", "PER-3", Role::Auditor).await;
    let emil = rig.enter("emil", "PER-2", Role::Employee).await;
    let board = rig.enter("board", "PER-2", Role::Board).await;

    // Too large, empty, broken, of another kind.
    let large = vec![b'x'; service::evidence::LARGEST + 1];
    let sent = rig.upload(&cyd, "/evidence/add", &[("shows", "x")], Some(("a", "text/plain", &large))).await;
    assert_eq!(sent.status, 422, "{}", sent.text());
    let huge = vec![b'x'; service::evidence::LARGEST + (2 << 20)];
    assert_eq!(
        rig.upload(&cyd, "/evidence/add", &[], Some(("a", "text/plain", &huge))).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(rig.upload(&cyd, "/evidence/add", &[("shows", "x")], Some(("a", "text/plain", b""))).await.status, 422);
    for (kind, body) in
        [("text/plain", "x"), ("multipart/form-data; boundary=XX", "--XX\r\n"), ("multipart/form-data", "--\r\n")]
    {
        let sent = rig.send(&cyd, "/evidence/add", Some((kind, body.as_bytes().to_vec()))).await;
        assert_eq!(sent.status, StatusCode::BAD_REQUEST, "{kind}");
    }

    // A hash alone opens no file: neither as evidence nor as a population.
    let hash = "ab".repeat(32);
    let claims: [(&str, Value); 2] = [
        ("evidence", json!({ "title": "x", "shows": "x", "content_hash": hash, "size": 3 })),
        (
            "test",
            json!({ "title": "x", "of": ["CTL-1"], "under_way": { "frozen": "2026-03-01T00:00:00Z", "population": 1, "population_hash": hash, "seed": 1, "items": [{ "item": "a" }] } }),
        ),
    ];
    let account = rig.service.enrol(rig.org, "dee", None, &[Role::Auditor]).await.unwrap();
    let link = rig.service.one_time_link(account).await.unwrap();
    let viewer = rig.service.enter(&link).await.unwrap();
    let viewer = rig.service.session(&viewer.token).await.unwrap().unwrap().viewer;
    for (name, fields) in claims {
        let command = Command::Create { kind: kind::by_name(name).unwrap(), fields };
        let refused = rig.service.perform(&viewer, Request::one("api", command)).await.unwrap_err().to_string();
        assert!(refused.contains("not given") || refused.contains("hash alone"), "{refused}");
    }

    // Populations that are none.
    let test = json!({ "title": "T", "of": ["CTL-1"], "passed_when": "x" });
    let command = Command::Create { kind: kind::by_name("test").unwrap(), fields: test };
    rig.service.perform(&Viewer::system(rig.org, None), Request::one("test", command)).await.unwrap();
    let begin = "/tests/TST-1/run/begin";
    for (fields, file, said) in [
        (vec![], None, "Say what there is to choose from"),
        (vec![("list", "a\nb")], Some(("l.txt", "text/plain", b"c".as_slice())), "either a list or a file"),
        (vec![("register", "nothing x")], None, "expected a register and a filter"),
        (vec![("register", "assets tag:none")], None, "the population is empty"),
        (vec![("list", "a\nb"), ("size", "0")], None, "expected a sample of 1"),
        (vec![("list", "a\nb"), ("size", "many")], None, "expected a whole number"),
        (vec![("list", "id,x\n1,2"), ("column", "y")], None, "there is no column"),
        (vec![], Some(("l.txt", "text/plain", b"\xff\xfe".as_slice())), "UTF-8"),
        (vec![], Some(("l.xlsx", "text/plain", b"PK\x03\x04nonsense".as_slice())), "workbook"),
    ] {
        let sent = rig.upload(&cyd, begin, &fields, file).await;
        assert!(sent.status == 422 && sent.text().contains(said), "{said}: {} {}", sent.status, sent.text());
    }
    let column =
        rig.upload(&cyd, begin, &[("column", "id")], Some(("l.csv", "text/csv", b"name,id\nAnn,7\nBen,8\n"))).await;
    assert_eq!(column.status, StatusCode::SEE_OTHER, "{}", column.text());
    let items: Vec<String> =
        rig.record::<Test>("TST-1").await.body.under_way.unwrap().items.into_iter().map(|i| i.item).collect();
    assert!(items.len() == 2 && items.contains(&"7".to_owned()), "{items:?}");
    assert_eq!(rig.get(&cyd, &format!("/tests/TST-1/populations/{hash}")).await.status, 404);

    // Whoever may not.
    for path in ["/tests/TST-1/run", "/tests/define?of=CTL-1", "/evidence/add"] {
        for cookie in [&emil, &board] {
            let status = rig.get(cookie, path).await.status;
            assert!(matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{path}: {status}");
        }
    }
    assert_eq!(rig.upload(&board, begin, &[("list", "a")], None).await.status, StatusCode::FORBIDDEN);
    assert_eq!(rig.post(&board, "/tests/TST-1/run", "do=abandon&reason=x").await.status, StatusCode::FORBIDDEN);
    let silent = rig.post(&cyd, "/tests/TST-1/run", "do=abandon&reason=").await;
    assert!(silent.status == 422 && silent.text().contains("say why the run is abandoned"), "{}", silent.text());
    assert_eq!(rig.post(&cyd, "/tests/TST-1/run", "do=abandon&reason=Wrong+list").await.to, "/tests/TST-1?did=saved");
}
