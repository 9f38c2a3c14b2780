//! Writing, reviewing, publishing, reading and excepting through the real router, refusals among them.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Http, StatusCode},
};
use isms::{analysis::impact, authority::Role, heard, kind};
use ledger::Ledger;
use serde_json::{Value, json};
use service::{AsOf, Command, Request, Service, Viewer};
use tower::ServiceExt;

/// A node with a board, an officer, two engineers of a team, a top policy, a guideline in force with two requirements, and what hangs on them.
struct Rig {
    service: Service,
    router: Router,
    viewer: Viewer,
    _folder: tempfile::TempDir,
}

fn made(kind: &str, key: &str, mut fields: Value) -> Command {
    fields["key"] = json!(key);
    Command::Create { kind: kind::by_name(kind).unwrap(), fields }
}

fn reach(key: &str, state: &str) -> Command {
    Command::Reach { subject: key.into(), state: state.into() }
}

fn people() -> Vec<Command> {
    let person = |key: &str, name: &str, line: &str| {
        made(
            "person",
            key,
            json!({ "title": name, "line": line, "teams": if line == "first" { json!(["TEA-1"]) } else { json!([]) } }),
        )
    };
    vec![
        made("team", "TEA-1", json!({ "title": "Grid operations" })),
        person("PER-1", "Ada Board", "management-body"),
        person("PER-2", "Bo Officer", "second"),
        person("PER-3", "Cy Engineer", "first"),
        person("PER-4", "Di Engineer", "first"),
        made(
            "body",
            "BOD-1",
            json!({ "title": "Board", "purpose": "Directs.", "management_body": true, "members": [{ "who": "PER-1", "seat": "chair" }] }),
        ),
        made("role", "ROL-1", json!({ "title": "Security officer", "purpose": "Writes.", "holder": "PER-2" })),
    ]
}

fn documents() -> Vec<Command> {
    let statements = json!([{ "number": "1", "text": "Rights follow the work.", "derived_from": ["OBJ-1"] }]);
    let requirement = |key: &str, number: &str, text: &str| {
        made(
            "requirement",
            key,
            json!({ "title": format!("Requirement {number}"), "guideline": "GDL-1", "number": number, "text": text, "serves": "POL-1", "statements": ["1"] }),
        )
    };
    vec![
        made("objective", "OBJ-1", json!({ "title": "Keep the lights on" })),
        made("objective", "OBJ-2", json!({ "title": "Keep promises" })),
        made(
            "policy",
            "POL-1",
            json!({ "title": "Access policy", "purpose": "Why.", "level": "top", "owner": "ROL-1", "audience": "line:first", "statements": statements }),
        ),
        made(
            "guideline",
            "GDL-1",
            json!({ "title": "Access guideline", "purpose": "What.", "under": "POL-1", "owner": "ROL-1", "audience": "line:first" }),
        ),
        requirement("RQT-1", "1", "Two factors are asked for."),
        requirement("RQT-2", "2", "Leavers lose access within a day."),
        made(
            "control",
            "CTL-1",
            json!({ "title": "Second factor", "description": "Asked.", "implements": ["RQT-1"], "treats": ["RSK-1"] }),
        ),
        made(
            "risk",
            "RSK-1",
            json!({ "title": "Stolen password", "scenario": "It happens.", "threatens": [{ "objective": "OBJ-1" }] }),
        ),
        made(
            "estimate",
            "EST-1",
            json!({ "title": "E", "risk": "RSK-1", "made": "2026-01-10", "loss_event_frequency": { "low": 0.5, "high": 2.0 },
                "primary_loss": [{ "form": "productivity", "amount": { "low": 500_000, "high": 900_000 } }] }),
        ),
        made("test", "TST-1", json!({ "title": "Are two factors asked?", "of": ["CTL-1"], "criterion": "RQT-1" })),
        made("evidence", "EVD-1", json!({ "title": "Screenshot", "shows": "The prompt.", "proves": ["TST-1"] })),
        made(
            "instruction",
            "IST-1",
            json!({ "title": "Sign in", "purpose": "At the desk.", "written_by": "TEA-1", "carries_out": ["RQT-1"], "procedure": [{ "what": "Press." }] }),
        ),
        made(
            "exception",
            "EXC-1",
            json!({ "title": "Old terminal", "from": ["RQT-1"], "reason": "It cannot.", "owner": "PER-3", "expires": "2099-01-01", "granted_by": "ROL-1" }),
        ),
        made(
            "appetite",
            "APP-1",
            json!({ "title": "Appetite", "statement": "Little.",
                "ladder": [{ "holder": "ROL-1", "accept_up_to": "EUR 10" }, { "holder": "BOD-1", "accept_up_to": "EUR 900000000" }] }),
        ),
    ]
}

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let service = Service::new(ledger);
        let org = service.found("acme", "Acme").await.unwrap();
        let viewer = Viewer::system(org, None);
        let commands = people().into_iter().chain(documents()).collect();
        service.perform(&viewer, Request { via: "test", migrate: true, commands, ..Request::default() }).await.unwrap();
        let states = [
            ("BOD-1", "in-force"),
            ("POL-1", "in-force"),
            ("RQT-1", "in-force"),
            ("RQT-2", "in-force"),
            ("GDL-1", "in-force"),
            ("IST-1", "in-force"),
            ("EST-1", "given"),
            ("APP-1", "in-force"),
        ];
        for (key, state) in states {
            service
                .perform(&viewer, Request { migrate: true, ..Request::one("test", reach(key, state)) })
                .await
                .unwrap();
        }
        let router = router(service.clone(), Options::default());
        Rig { service, router, viewer, _folder: folder }
    }

    async fn enter(&self, person: &str, roles: &[Role]) -> String {
        let isms = self.service.isms(self.viewer.org, AsOf::Now).await.unwrap();
        let id = isms::outer::Names::find(isms.as_ref(), person).map(|(id, _)| id);
        let account = self.service.enrol(self.viewer.org, person, id, roles).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("surety={}", self.service.enter(&link).await.unwrap().token)
    }

    async fn send(
        &self,
        cookie: &str,
        method: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> (StatusCode, String, String) {
        let body: Vec<String> = form.iter().map(|(k, v)| format!("{k}={}", crate::cx::encode(v))).collect();
        let request = Http::builder()
            .method(method)
            .uri(path)
            .header("cookie", cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")));
        let response = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let to = parts.headers.get("location").and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
        let text = String::from_utf8_lossy(&to_bytes(body, usize::MAX).await.unwrap()).replace('\u{a0}', " ");
        (parts.status, to, text)
    }

    async fn get(&self, cookie: &str, path: &str) -> String {
        let (status, _, text) = self.send(cookie, "GET", path, &[]).await;
        assert_eq!(status, 200, "{path}: {text}");
        text
    }

    async fn state(&self, key: &str) -> String {
        let isms = self.service.isms(self.viewer.org, AsOf::Now).await.unwrap();
        let (id, _) = isms::outer::Names::find(isms.as_ref(), key).unwrap();
        isms.get(id).unwrap().head().state.to_string()
    }

    async fn edition(&self, key: &str) -> Option<i64> {
        let isms = self.service.isms(self.viewer.org, AsOf::Now).await.unwrap();
        let (id, _) = isms::outer::Names::find(isms.as_ref(), key).unwrap();
        heard::edition_of(isms.get(id).unwrap().as_ref())
    }
}

const POLICY: &str = "# Access policy\n\nWhy.\n\n## Statements\n\n**1** Rights follow the work and end with it. [OBJ-1]\n\n**2** Nobody shares a password. [OBJ-2]\n";

const GUIDELINE: &str = "# Access guideline\n\nWhat.\n\n## Requirements\n\n### 1 Requirement 1 (must) {RQT-1}\n\nTwo factors are asked for everywhere.\n\nServes: POL-1 1\n\n### 3 Keys are changed (should)\n\nEvery year.\n\nServes: POL-1 1\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_is_written_reviewed_at_its_level_published_and_read() {
    let rig = Rig::new().await;
    let officer = rig.enter("PER-2", &[Role::Officer]).await;
    let board = rig.enter("PER-1", &[Role::Board]).await;
    let engineer = rig.enter("PER-3", &[Role::Engineer]).await;

    // They read the first edition.
    let text = rig.get(&engineer, "/policies/POL-1/read").await;
    assert!(text.contains("You are asked to read this") && text.contains("I have read this"), "{text}");
    let (_, to, _) = rig.send(&engineer, "POST", "/policies/POL-1/read", &[("edition", "1")]).await;
    assert_eq!(to, "/policies/POL-1/read?did=read-it");
    assert!(rig.get(&officer, "/policies/POL-1").await.contains("1 of 2 have read edition 1"));
    assert!(rig.get(&board, "/policies/POL-1/read").await.contains("You need not acknowledge it"));

    // Written: what is wrong has its line, what is right shows its impact.
    let text = rig.get(&officer, "/policies/POL-1/write").await;
    assert!(text.contains("**1** Rights follow the work. [OBJ-1]"), "{text}");
    let wrong = POLICY.replace("OBJ-2", "OBJ-99");
    let (_, _, side) = rig.send(&officer, "POST", "/policies/POL-1/write/preview", &[("text", &wrong)]).await;
    assert!(side.contains("line 9") && side.contains("there is no OBJ-99"), "{side}");
    let (_, _, side) = rig.send(&officer, "POST", "/policies/POL-1/write/preview", &[("text", POLICY)]).await;
    assert!(side.contains("2 people are asked to read"), "{side}");
    assert!(side.contains("<ins>"), "{side}");
    let (status, to, text) =
        rig.send(&officer, "POST", "/policies/POL-1/write", &[("text", POLICY), ("do", "save")]).await;
    assert_eq!((status.as_u16(), to.as_str()), (303, "/policies/POL-1?did=saved"), "{text}");

    // Someone who wrote on an older text loses nothing.
    let stale = [("text", POLICY), ("do", "save"), ("versions", "POL-1:1")];
    let (status, _, text) = rig.send(&officer, "POST", "/policies/POL-1/write", &stale).await;
    assert_eq!(status, 409);
    assert!(text.contains("Someone else saved in between") && text.contains("Nobody shares a password"), "{text}");

    // Reviewed: the wrong level is refused with the names of those who may, the right one is asked where nobody is named.
    rig.send(&officer, "POST", "/policies/POL-1/step/submit", &[]).await;
    let (status, _, text) = rig.send(&officer, "POST", "/policies/POL-1/ask/approve", &[("approvers", "PER-3")]).await;
    assert_eq!(status, 422);
    assert!(text.contains("Cy Engineer (PER-3) stands below that. Who may be asked: Ada Board (PER-1)"), "{text}");
    let (_, to, text) = rig.send(&officer, "POST", "/policies/POL-1/ask/approve", &[]).await;
    assert_eq!(to, "/policies/POL-1?did=asked", "{text}");
    let text = rig.get(&board, "/policies/POL-1/review").await;
    assert!(text.contains("What changed against what is in force") && text.contains("Your vote"), "{text}");
    let said = [("number", "2"), ("text", "Which passwords?")];
    rig.send(&board, "POST", "/policies/POL-1/review/comment", &said).await;
    let (_, to, _) = rig.send(&board, "POST", "/policies/POL-1/review/seen", &[]).await;
    assert_eq!(to, "/policies/POL-1/review?did=seen-it");
    let text = rig.get(&board, "/policies/POL-1/review").await;
    assert!(text.contains("Nothing has changed.") && text.contains("Which passwords?"), "{text}");

    // A change voids what was asked, and only the change is shown.
    let again = POLICY.replace("a password", "a password or a key");
    rig.send(&officer, "POST", "/policies/POL-1/write", &[("text", &again), ("do", "save")]).await;
    assert_eq!(rig.state("APR-1").await, "void");
    rig.send(&officer, "POST", "/policies/POL-1/ask/approve", &[]).await;
    let text = rig.get(&board, "/policies/POL-1/review").await;
    assert!(text.contains("since you looked at version") && text.contains("1 changed, 0 new, 0 gone"), "{text}");
    let vote = [("approval", "APR-2"), ("verdict", "approve")];
    let (_, to, text) = rig.send(&board, "POST", "/policies/POL-1/review/vote", &vote).await;
    assert_eq!(to, "/policies/POL-1/review?did=voted", "{text}");

    // Published, and whoever read the first edition is shown what changed.
    assert!(rig.get(&officer, "/policies/POL-1/publish").await.contains("Publish now"));
    rig.send(&officer, "POST", "/policies/POL-1/step/publish", &[]).await;
    assert_eq!(rig.edition("POL-1").await, Some(2));
    let text = rig.get(&engineer, "/policies/POL-1/read").await;
    assert!(text.contains("You read edition 1. Edition 2 is in force") && text.contains("or a key"), "{text}");
    assert!(!text.split("<details").next().unwrap().contains("Why."), "the rest is one tap away: {text}");
    let text = rig.get(&officer, "/policies/POL-1/redline?from=1&to=2").await;
    assert!(text.contains("<ins>") && text.contains("Nobody shares"), "{text}");
    assert!(rig.get(&officer, "/policies/reading").await.contains("Access policy"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_wrote_it_never_approves_alone() {
    let rig = Rig::new().await;
    let officer = rig.enter("PER-2", &[Role::Officer]).await;
    let board = rig.enter("PER-1", &[Role::Officer, Role::Board]).await;
    let (_, to, text) = rig.send(&board, "POST", "/policies/POL-1/write", &[("text", POLICY), ("do", "save")]).await;
    assert_eq!(to, "/policies/POL-1?did=saved", "{text}");
    rig.send(&board, "POST", "/policies/POL-1/step/submit", &[]).await;
    let (status, _, text) = rig.send(&officer, "POST", "/policies/POL-1/ask/approve", &[("approvers", "PER-1")]).await;
    assert_eq!(status, 422);
    assert!(text.contains("Ada Board (PER-1) wrote it and cannot be the only one"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guideline_keeps_its_requirements_as_records_and_publishes_them_along() {
    let rig = Rig::new().await;
    let officer = rig.enter("PER-2", &[Role::Officer]).await;
    let board = rig.enter("PER-1", &[Role::Board]).await;
    let text = rig.get(&officer, "/guidelines/GDL-1/write").await;
    assert!(text.contains("{RQT-1}") && text.contains("{RQT-2}"), "{text}");
    let (_, _, side) = rig.send(&officer, "POST", "/guidelines/GDL-1/write/preview", &[("text", GUIDELINE)]).await;
    assert!(side.contains("RQT-2 stays in force until") && side.contains("New requirements: 1"), "{side}");
    assert!(side.contains("1 instructions of 1 teams become stale"), "{side}");
    let (status, _, text) =
        rig.send(&officer, "POST", "/guidelines/GDL-1/write", &[("text", GUIDELINE), ("do", "save")]).await;
    assert_eq!(status, 422);
    assert!(text.contains("say in the reason why"), "{text}");
    let form = [("text", GUIDELINE), ("do", "save"), ("reason", "Two became one")];
    let (_, to, text) = rig.send(&officer, "POST", "/guidelines/GDL-1/write", &form).await;
    assert_eq!(to, "/guidelines/GDL-1?did=saved", "{text}");
    assert_eq!((rig.state("RQT-2").await.as_str(), rig.state("RQT-3").await.as_str()), ("draft", "draft"));
    assert_eq!(rig.edition("RQT-2").await, Some(1), "it holds until the guideline is published");
    assert!(rig.get(&officer, "/requirements/RQT-2").await.contains("takes this requirement out"));
    assert!(rig.get(&officer, "/guidelines/GDL-1").await.contains("Taken out by the draft"));
    assert_eq!((rig.state("GDL-1").await.as_str(), rig.edition("RQT-1").await), ("draft", Some(1)));

    let isms = rig.service.isms(rig.viewer.org, AsOf::Now).await.unwrap();
    let (id, _) = isms::outer::Names::find(isms.as_ref(), "GDL-1").unwrap();
    let found = impact::of_draft(&isms, id);
    assert_eq!((found.requirements.len(), found.instructions.len(), found.teams.len()), (3, 1, 1));
    assert_eq!((found.controls.len(), found.tests.len(), found.evidence.len()), (1, 1, 1));
    assert_eq!(found.readers.iter().filter(|r| r.at_once).map(impact::Readers::people).sum::<usize>(), 2);
    assert!(impact::impact(&isms, &isms, id).is_empty(), "what does not change reaches nobody");

    rig.send(&officer, "POST", "/guidelines/GDL-1/step/submit", &[]).await;
    rig.send(&officer, "POST", "/guidelines/GDL-1/ask/approve", &[("approvers", "PER-1")]).await;
    let vote = [("approval", "APR-1"), ("verdict", "approve")];
    let (_, to, text) = rig.send(&board, "POST", "/guidelines/GDL-1/review/vote", &vote).await;
    assert_eq!(to, "/guidelines/GDL-1/review?did=voted", "{text}");
    rig.send(&officer, "POST", "/guidelines/GDL-1/step/publish", &[]).await;
    assert_eq!(rig.edition("GDL-1").await, Some(2));
    assert_eq!((rig.edition("RQT-1").await, rig.edition("RQT-3").await), (Some(2), Some(1)));
    assert_eq!(rig.state("RQT-2").await, "retired");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_requirement_changed_after_the_approval_is_not_published_along() {
    let rig = Rig::new().await;
    let officer = rig.enter("PER-2", &[Role::Officer]).await;
    let board = rig.enter("PER-1", &[Role::Board]).await;
    let kept = GUIDELINE
        .replace("### 3", "### 2 Requirement 2 (must) {RQT-2}\n\nGone within a day.\n\nServes: POL-1 1\n\n### 3");
    let (_, to, text) = rig.send(&officer, "POST", "/guidelines/GDL-1/write", &[("text", &kept), ("do", "save")]).await;
    assert_eq!(to, "/guidelines/GDL-1?did=saved", "{text}");
    rig.send(&officer, "POST", "/guidelines/GDL-1/step/submit", &[]).await;
    rig.send(&officer, "POST", "/guidelines/GDL-1/ask/approve", &[]).await;
    rig.send(&board, "POST", "/guidelines/GDL-1/review/vote", &[("approval", "APR-1"), ("verdict", "approve")]).await;
    let patch = Command::Edit { subject: "RQT-2".into(), version: None, patch: json!({ "text": "Some day." }) };
    let officer_as = Viewer::system(rig.viewer.org, None);
    rig.service.perform(&officer_as, Request::one("test", patch)).await.unwrap();
    let (status, _, text) = rig.send(&officer, "POST", "/guidelines/GDL-1/step/publish", &[]).await;
    assert_eq!(status, 422);
    assert!(text.contains("RQT-2 was changed after GDL-1 was approved"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exception_says_what_it_opens_and_is_granted_within_a_mandate() {
    let rig = Rig::new().await;
    let officer = rig.enter("PER-2", &[Role::Officer]).await;
    let text = rig.get(&officer, "/exceptions/EXC-1").await;
    assert!(
        text.contains("Stolen password") && text.contains("beyond the mandate") && text.contains("Board"),
        "{text}"
    );
    let ask = [("approvers", "PER-1")];
    let (status, _, text) = rig.send(&officer, "POST", "/exceptions/EXC-1/ask/grant", &ask).await;
    assert_eq!(status, 422);
    assert!(text.contains("Who may bear it: Board (BOD-1)"), "{text}");
    let patch = Command::Edit { subject: "EXC-1".into(), version: None, patch: json!({ "granted_by": "BOD-1" }) };
    rig.service.perform(&rig.viewer, Request::one("test", patch)).await.unwrap();
    let (_, to, text) = rig.send(&officer, "POST", "/exceptions/EXC-1/ask/grant", &ask).await;
    assert_eq!(to, "/exceptions/EXC-1?did=asked", "{text}");
    let board = rig.enter("PER-1", &[Role::Board]).await;
    rig.send(&board, "POST", "/approvals/APR-1/vote", &[("verdict", "approve")]).await;
    assert_eq!(rig.state("EXC-1").await, "granted");

    let (status, _, text) = rig.send(&officer, "POST", "/exceptions/EXC-1/extend", &[("until", "2099-06-01")]).await;
    assert_eq!(status, 400, "{text}");
    let form = [("until", "2099-06-01"), ("reason", "The new terminal is late")];
    let (_, to, text) = rig.send(&officer, "POST", "/exceptions/EXC-1/extend", &form).await;
    assert_eq!(to, "/exceptions/EXC-2?did=asked", "{text}");
    assert_eq!((rig.state("EXC-1").await.as_str(), rig.state("EXC-2").await.as_str()), ("granted", "requested"));
    assert!(rig.get(&officer, "/policies/POL-1").await.contains("expires in"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_policy_begins_with_what_nothing_derives_from() {
    let rig = Rig::new().await;
    let officer = rig.enter("PER-2", &[Role::Officer]).await;
    let text = rig.get(&officer, "/policies/write?from=grounds").await;
    assert!(text.contains("[OBJ-2]") && text.contains("[APP-1]") && !text.contains("[OBJ-1]"), "{text}");
    let form = [("text", POLICY), ("do", "save"), ("level", "topic"), ("parent", "POL-1"), ("request", "once")];
    let (_, to, text) = rig.send(&officer, "POST", "/policies/write", &form).await;
    assert_eq!(to, "/policies/POL-2?did=saved", "{text}");
    let (_, to, _) = rig.send(&officer, "POST", "/policies/write", &form).await;
    assert_eq!(to, "/policies/POL-2?did=saved", "sent twice it is made once");
    let text = GUIDELINE.replace(" {RQT-1}", "");
    let form = [("text", text.as_str()), ("do", "save"), ("under", "POL-2")];
    let (_, to, said) = rig.send(&officer, "POST", "/guidelines/write", &form).await;
    assert_eq!(to, "/guidelines/GDL-2?did=saved", "{said}");
    assert_eq!(rig.state("RQT-4").await, "draft");
    let engineer = rig.enter("PER-3", &[Role::Employee]).await;
    let (status, ..) = rig.send(&engineer, "POST", "/policies/write", &[("text", POLICY), ("do", "save")]).await;
    assert_eq!(status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edition_is_published_for_a_day_and_read_before_it() {
    let rig = Rig::new().await;
    let officer = rig.enter("PER-2", &[Role::Officer]).await;
    let engineer = rig.enter("PER-3", &[Role::Engineer]).await;
    rig.send(&officer, "POST", "/policies/POL-1/write", &[("text", POLICY), ("do", "save")]).await;
    rig.service.perform(&rig.viewer, Request::one("test", reach("POL-1", "approved"))).await.unwrap();
    let today = rig.service.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let day = |n: i64| today.checked_add(jiff::Span::new().days(n)).unwrap().to_string();
    let text = rig.get(&officer, "/policies/POL-1/publish").await;
    assert!(
        text.contains("Publish now") && text.contains("Publish for this day") && text.contains("type=\"date\""),
        "{text}"
    );
    for (given, said) in [("", "Name the day"), (&*day(-1), "is past or today"), (&*day(400), "more than a year ahead")]
    {
        let form = [("when", "later"), ("from", given)];
        let (status, _, text) = rig.send(&officer, "POST", "/policies/POL-1/publish", &form).await;
        assert!(status == 422 && text.contains(said), "{given}: {text}");
    }
    let (_, to, text) =
        rig.send(&officer, "POST", "/policies/POL-1/publish", &[("when", "later"), ("from", &day(10))]).await;
    assert_eq!(to, "/policies/POL-1?did=stepped", "{text}");
    assert_eq!((rig.state("POL-1").await.as_str(), rig.edition("POL-1").await), ("coming", Some(1)));
    let text = rig.get(&officer, "/policies/POL-1").await;
    assert!(
        text.contains("Published; comes into force on") && text.contains("Until then the former edition counts"),
        "{text}"
    );
    let (status, ..) = rig.send(&officer, "POST", "/policies/POL-1/write", &[("text", POLICY), ("do", "save")]).await;
    assert!(status != 500);

    let text = rig.get(&engineer, "/policies/POL-1/read").await;
    assert!(text.contains("Until then edition 1 counts") && text.contains("Nobody shares a password"), "{text}");
    assert!(text.contains("You are asked to read this: edition 2, published on"), "{text}");
    rig.send(&engineer, "POST", "/policies/POL-1/read", &[("edition", "2")]).await;
    assert!(rig.get(&engineer, "/policies/POL-1/read").await.contains("You read edition 2, the coming one"));
    assert!(rig.get(&officer, "/policies/POL-1/publish").await.contains("Change the day"));
    let (_, to, text) = rig.send(&officer, "POST", "/policies/POL-1/publish", &[]).await;
    assert_eq!(to, "/policies/POL-1?did=stepped", "{text}");
    assert_eq!((rig.state("POL-1").await.as_str(), rig.edition("POL-1").await), ("in-force", Some(2)));
    let text = rig.get(&engineer, "/policies/POL-1/read").await;
    assert!(text.contains("You read edition 2, the one in force"), "{text}");
}
