//! Writing, challenging, saying and bringing, through the real router over a temporary database.

use crate::{Options, cx::encode, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use isms::{authority::Role, kind, outer::Names};
use ledger::Ledger;
use serde_json::json;
use service::{AsOf, Command, Request, Service, Subject, Viewer, clock::SetClock};
use std::{collections::HashMap, sync::Arc};
use tower::ServiceExt;
use uuid::Uuid;

struct Rig {
    router: Router,
    service: Service,
    clock: Arc<SetClock>,
    org: Uuid,
    accounts: Vec<(&'static str, Uuid)>,
    cookies: HashMap<&'static str, String>,
    _folder: tempfile::TempDir,
}

fn create(kind: &str, fields: serde_json::Value) -> Command {
    Command::Create { kind: kind::by_name(kind).unwrap(), fields }
}

impl Rig {
    /// A lead of a first-line team (engineer), an officer of the second line, an employee, and an officer without a person.
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(ledger, clock.clone());
        let org = service.found("acme", "Acme").await.unwrap();
        let router = router(service.clone(), Options::default());
        let commands = vec![
            create("person", json!({ "title": "Lead", "key": "PER-1", "teams": ["TEA-1"] })),
            create("person", json!({ "title": "Second", "line": "second", "key": "PER-2" })),
            create("person", json!({ "title": "Employee", "key": "PER-3" })),
            create("team", json!({ "title": "Grid", "line": "first", "lead": "PER-1", "key": "TEA-1" })),
            create("guideline", json!({ "title": "Copies", "purpose": "x", "key": "GDL-1" })),
            create(
                "requirement",
                json!({ "title": "Restored", "guideline": "GDL-1", "number": "1", "text": "Within a day <b>",
                "needs_instruction": true, "key": "RQT-1", "state": "in-force" }),
            ),
            create(
                "instruction",
                json!({ "title": "Restore", "purpose": "After a loss", "written_by": "TEA-1", "carries_out": ["RQT-1"],
                "procedure": [{ "what": "Fetch the copy", "who": "Shift", "takes": 5.0 }], "key": "IST-1", "state": "in-force" }),
            ),
        ];
        let request = Request { via: "test", commands, ..Request::default() };
        service.perform(&Viewer::system(org, None), request).await.unwrap();
        let isms = service.isms(org, AsOf::Now).await.unwrap();
        let mut accounts = Vec::new();
        let people = [
            ("lead", Some("PER-1"), Role::Engineer),
            ("second", Some("PER-2"), Role::Officer),
            ("employee", Some("PER-3"), Role::Employee),
            ("nobody", None, Role::Officer),
        ];
        for (name, person, role) in people {
            let person = person.and_then(|p| isms.find(p)).map(|(id, _)| id);
            let account = service.enrol(org, name, person, &[role]).await.unwrap();
            accounts.push((name, account));
        }
        let mut rig = Rig { router, service, clock, org, accounts, cookies: HashMap::new(), _folder: folder };
        rig.at("2026-03-02T09:00:00Z").await;
        rig
    }

    /// Later, everyone signs in again.
    async fn at(&mut self, moment: &str) {
        self.clock.set(moment.parse().unwrap());
        for (name, account) in &self.accounts {
            let link = self.service.one_time_link(*account).await.unwrap();
            let cookie = format!("{}={}", crate::cx::COOKIE, self.service.enter(&link).await.unwrap().token);
            self.cookies.insert(name, cookie);
        }
    }

    async fn call(&self, who: &str, path: &str, body: Option<(&str, Vec<u8>)>) -> (StatusCode, String, String) {
        let mut call =
            Call::builder().uri(path).header("cookie", &self.cookies[who]).header("sec-fetch-site", "same-origin");
        let body = match body {
            Some((kind, bytes)) => {
                call = call.method("POST").header("content-type", kind);
                Body::from(bytes)
            }
            None => Body::empty(),
        };
        let (parts, body) = self.router.clone().oneshot(call.body(body).unwrap()).await.unwrap().into_parts();
        let to = parts.headers.get(header::LOCATION).and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        (parts.status, to, String::from_utf8(bytes).unwrap())
    }

    async fn get(&self, who: &str, path: &str) -> (StatusCode, String) {
        let (status, _, html) = self.call(who, path, None).await;
        (status, html)
    }

    async fn post(&self, who: &str, path: &str, pairs: &[(&str, &str)]) -> (StatusCode, String, String) {
        let form: Vec<String> = pairs.iter().map(|(k, v)| format!("{k}={}", encode(v))).collect();
        self.call(who, path, Some(("application/x-www-form-urlencoded", form.join("&").into_bytes()))).await
    }

    async fn multipart(&self, who: &str, path: &str, pairs: &[(&str, &str)]) -> (StatusCode, String) {
        let part = |(name, value): &(&str, &str)| {
            format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = pairs.iter().map(part).collect::<String>() + "--XX--\r\n";
        let (status, _, html) =
            self.call(who, path, Some(("multipart/form-data; boundary=XX", body.into_bytes()))).await;
        (status, html)
    }

    async fn version(&self, key: &str) -> String {
        let isms = self.service.isms(self.org, AsOf::Now).await.unwrap();
        isms.by_key(isms::head::Key::parse(key).unwrap()).unwrap().head().version.to_string()
    }

    async fn state(&self, key: &str) -> String {
        let isms = self.service.isms(self.org, AsOf::Now).await.unwrap();
        isms.by_key(isms::head::Key::parse(key).unwrap()).unwrap().head().state.to_string()
    }
}

const TEXT: &str = "---\nteam: TEA-1\ncarries_out: [RQT-1]\nlives_in: Tickets\nworkflow: https://w.example/1\n---\n# Restore\n\nAfter <script>alert(1)</script> a loss\n\n## Steps\n\n1. Fetch the copy (Shift, 5 min)\n2. Play it back\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_team_writes_and_sees_what_must_be_met() {
    let rig = Rig::new().await;
    let (status, html) = rig.get("lead", "/instructions/IST-1/write").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("Fetch the copy") && html.contains("RQT-1") && html.contains("Within a day"));
    assert!(!html.contains("<b>") && !html.contains("another team"));
    let version = rig.version("IST-1").await;
    let form = |wish: &'static str, text: &'static str| {
        [("text", text), ("version", version.as_str()), ("do", wish)].map(|(k, v)| (k, v.to_owned()))
    };
    let send = async |wish, text| {
        let form = form(wish, text);
        let pairs: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
        rig.post("lead", "/instructions/IST-1/write", &pairs).await
    };
    let (status, _, html) = send("show", TEXT).await;
    assert!(status == StatusCode::OK && html.contains("Play it back") && !html.contains("<script>alert"));
    let (status, _, html) = send("save", "---\ncarries_out: [RQT-77]\n---\n# Restore\n\nx\n\n1. Do\n").await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("RQT-77"),
        "what is not here is refused: {status}"
    );
    let (_, to, _) = send("submit", TEXT).await;
    assert_eq!((to.as_str(), rig.state("IST-1").await.as_str()), ("/instructions/IST-1?did=saved", "review"));
    let (status, _, html) = send("save", TEXT).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY, "an older version is not written over: {html}");
    let (_, _, parts) = rig.post("lead", "/instructions/preview", &[("text", TEXT)]).await;
    assert!(
        parts.contains("data-put=\"preview\"") && parts.contains("<ol class=\"steps\">") && parts.contains("5 min"),
        "{parts}"
    );
    assert_eq!(rig.get("employee", "/instructions/IST-1/write").await.0, StatusCode::FORBIDDEN);
    assert_eq!(rig.get("lead", "/instructions/IST-1/write?as_of=1").await.0, StatusCode::BAD_REQUEST);
    let (_, html) = rig.get("employee", "/instructions/IST-1/plain").await;
    assert!(html.contains("Fetch the copy") && !html.contains("Play it back"), "the plain page shows what is in force");
    let (_, file) = rig.get("lead", "/instructions/IST-1/instruction.md?draft=1").await;
    assert!(file.contains("key: IST-1") && file.contains("2. Play it back"), "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_requirement_begins_an_instruction() {
    let rig = Rig::new().await;
    let (status, html) = rig.get("lead", "/instructions/new-from/RQT-1").await;
    assert!(status == StatusCode::OK && html.contains("carries_out") && html.contains("TEA-1"));
    let (_, to, _) =
        rig.post("lead", "/instructions/new-from/RQT-1", &[("text", TEXT), ("do", "save"), ("request", "r1")]).await;
    assert_eq!(to, "/instructions/IST-2?did=created");
    let (_, again, _) =
        rig.post("lead", "/instructions/new-from/RQT-1", &[("text", TEXT), ("do", "save"), ("request", "r1")]).await;
    assert_eq!(again, to, "sent twice, made once");
    assert_eq!(rig.get("lead", "/instructions/new-from/RQT-9").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_line_challenges_what_it_did_not_write() {
    let mut rig = Rig::new().await;
    let page = "/instructions/IST-1/challenge";
    let (status, html) = rig.get("second", page).await;
    assert!(status == StatusCode::OK && html.contains("name=\"met.RQT-1\"") && html.contains("Fetch the copy"));
    let version = rig.version("IST-1").await;
    let verdict = |verdict: &'static str, conditions: &'static str| {
        vec![
            ("version", version.clone()),
            ("verdict", verdict.into()),
            ("reasons", "Tried it".into()),
            ("conditions", conditions.into()),
            ("met.RQT-1", "partly".into()),
            ("because.RQT-1", "Step 1 only".to_owned()),
        ]
    };
    let send = async |who: &str, form: Vec<(&str, String)>| {
        let pairs: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
        rig.post(who, page, &pairs).await
    };
    let (status, _, html) = send("second", verdict("with-conditions", "")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY
            && html.contains("state the conditions")
            && html.contains("Step 1 only")
    );
    assert_eq!(send("lead", verdict("stands", "")).await.0, StatusCode::FORBIDDEN, "nobody challenges their own team");
    assert_eq!(send("nobody", verdict("stands", "")).await.0, StatusCode::FORBIDDEN);
    let mut old = verdict("stands", "");
    old[0].1 = "99".into();
    assert_eq!(send("second", old).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, to, _) = send("second", verdict("refused", "")).await;
    assert_eq!(to, "/instructions/IST-1?did=challenged");
    let (_, html) = rig.get("lead", &to).await;
    assert!(html.contains("The second line refused it") && html.contains("Tried it"));
    let isms = rig.service.isms(rig.org, AsOf::Now).await.unwrap();
    let challenge = isms.all::<isms::governance::Challenge>().next().unwrap();
    assert_eq!((challenge.body.of_edition, challenge.body.against[0].edition), (Some(1), Some(1)));

    // The requirement changes: writing and challenging show what, and the page says that it is behind.
    rig.at("2026-03-20T09:00:00Z").await;
    let change = vec![
        Command::Edit {
            subject: Subject::from("RQT-1"),
            version: None,
            patch: json!({ "text": "Within an hour <b>" }),
        },
        Command::Reach { subject: Subject::from("RQT-1"), state: "in-force".into() },
    ];
    let request = Request { via: "test", commands: change, ..Request::default() };
    rig.service.perform(&Viewer::system(rig.org, None), request).await.unwrap();
    for page in [page, "/instructions/IST-1/write"] {
        let (_, html) = rig.get(if page.ends_with("write") { "lead" } else { "second" }, page).await;
        assert!(html.contains("<del>") && html.contains("<ins>") && !html.contains("<b>"), "{page}");
    }
    let (_, html) = rig.get("lead", "/instructions/IST-1").await;
    assert!(html.contains("Behind for 0 days") && html.contains("TSK-1"));
    let (_, html) = rig.get("lead", "/instructions/practice").await;
    assert!(html.contains("Too few have arrived") && html.contains("on the way"));
    let (_, html) = rig.get("lead", "/requirements/RQT-1").await;
    assert!(html.contains("on the way for 0 days") && html.contains("/instructions/new-from/RQT-1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_done_is_said_and_answered() {
    let mut rig = Rig::new().await;
    let (_, html) = rig.get("employee", "/instructions/IST-1").await;
    assert_eq!(html.matches("name=\"says\"").count(), 3, "three buttons");
    let say = async |who: &str, says: &str, because: &str| {
        rig.post(who, "/feedback/say", &[("about", "IST-1"), ("says", says), ("because", because)]).await
    };
    let (status, _, html) = say("employee", "unworkable", "").await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("say why"));
    assert_eq!(say("employee", "unworkable", "No key at night").await.1, "/instructions/IST-1?did=said#feedback");
    assert_eq!(say("employee", "works", "").await.0, StatusCode::SEE_OTHER);
    assert_eq!(say("nobody", "works", "").await.0, StatusCode::FORBIDDEN);
    assert_eq!(say("employee", "splendid", "").await.0, StatusCode::BAD_REQUEST);
    let hidden = rig.post("employee", "/feedback/say", &[("about", "PER-1"), ("says", "works")]).await;
    assert_eq!(hidden.0, StatusCode::NOT_FOUND);
    rig.at("2026-03-20T09:00:00Z").await;
    let (_, html) = rig.get("second", "/instructions/IST-1").await;
    assert!(html.contains("1 unanswered, the oldest for 18 days"), "counts and age");
    let answer = "/feedback/FBK-1/answer";
    assert_eq!(rig.post("employee", answer, &[("answer", "x")]).await.0, StatusCode::FORBIDDEN);
    let (status, _, html) = rig.post("second", answer, &[("answer", " ")]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("write the answer"));
    assert_eq!(rig.post("second", answer, &[("answer", "By video then")]).await.1, "/feedback/FBK-1?did=answered");
    assert_eq!(rig.state("FBK-1").await, "answered");
    let (_, html) = rig.get("employee", "/instructions/IST-1").await;
    assert!(html.contains("By video then") && !html.contains("unanswered"));
}

fn archive(files: &[(&str, &str)]) -> String {
    use std::io::Write;
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    format!("how.zip\n{}", STANDARD.encode(out.finish().unwrap().into_inner()))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_is_seen_before_it_is_brought() {
    let rig = Rig::new().await;
    let bring = "/instructions/import";
    let files = archive(&[("a.md", TEXT), ("readme.md", "# About")]);
    let (status, html) = rig.multipart("lead", bring, &[("kept", &files)]).await;
    assert!(status == StatusCode::OK && html.contains("1 new") && !html.contains("<script>alert"), "{status}");
    let (_, html) = rig.multipart("lead", bring, &[("kept", &files), ("write", "yes"), ("request", "once")]).await;
    assert!(html.contains("Done, as one act"));
    let (_, html) = rig.multipart("lead", bring, &[("kept", &files)]).await;
    assert!(html.contains("Nothing to write"));
    let (_, html) = rig.get("lead", "/instructions/sources").await;
    assert!(html.contains("how") && html.contains("IST-2") && html.contains("as brought"));
    assert_eq!(rig.multipart("lead", bring, &[("kept", "x.zip\nAAAA")]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(rig.multipart("employee", bring, &[("kept", &files)]).await.0, StatusCode::FORBIDDEN);
    assert_eq!(rig.get("employee", bring).await.0, StatusCode::FORBIDDEN);
}
