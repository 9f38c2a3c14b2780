//! Questions through the real router, over a temporary database: by link, by hand, by hostile hands.

mod customers;
mod hostile;
mod links;
mod routes;
mod trust;

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request as Call, StatusCode},
};
use isms::{authority::Role, head::Key, kind, record::AnyRecord};
use ledger::Ledger;
use serde_json::{Value, json};
use service::{AsOf, Command, Request, Service, Viewer, clock::SetClock};
use std::sync::Arc;
use tower::ServiceExt;
use uuid::Uuid;

/// A node with one organisation: a questionnaire of ours in force, two suppliers, an officer who is signed in.
struct Rig {
    service: Service,
    clock: Arc<SetClock>,
    router: Router,
    org: Uuid,
    cookie: String,
    _folder: tempfile::TempDir,
}

/// An answer.
struct Got {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Got {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The words of the page's matter, without tags.
    fn words(&self) -> String {
        let text = self.text();
        let main = text.split("<main").nth(1).unwrap_or(&text);
        let (mut out, mut tag) = (String::new(), true);
        for c in main.chars() {
            match c {
                '<' => tag = true,
                '>' => (tag = false, out.push(' ')).0,
                c if !tag => out.push(c),
                _ => {}
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The secret of the link that the page shows.
    fn token(&self, path: &str) -> String {
        let text = self.text();
        let rest = text.split(path).nth(1).unwrap_or_default();
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
    }
}

const QUESTIONS: &str = r#"[
    {"id": "a", "section": "Access", "answer_form": "yes-or-no", "text": "Own accounts?"},
    {"id": "b", "section": "Access", "answer_form": "text", "text": "Who shares one?", "asked_when": "a=no"},
    {"id": "c", "section": "Incidents", "answer_form": "number", "text": "Within how many hours?"}
]"#;

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(ledger, clock.clone());
        let org = service.found("acme", "Acme").await.unwrap();
        let router = router(service.clone(), Options::default());
        let mut rig = Rig { service, clock, router, org, cookie: String::new(), _folder: folder };
        let questions: Value = serde_json::from_str(QUESTIONS).unwrap();
        rig.make("organisation", json!({ "title": "Acme", "currency": "EUR" })).await;
        rig.make("person", json!({ "title": "Ada Secretname" })).await;
        rig.make("supplier", json!({ "title": "Kestrel", "services": "Meters", "state": "active" })).await;
        rig.make("supplier", json!({ "title": "Halden", "services": "Lines", "state": "active" })).await;
        rig.make("risk", json!({ "title": "Secret risk", "scenario": "x" })).await;
        let fields = json!({ "title": "Autumn", "purpose": "Internal purpose", "questions": questions, "counterparts": ["SUP-1"], "state": "in-force" });
        rig.make("questionnaire", fields).await;
        rig.cookie = rig.signed_in("officer", &[Role::Officer, Role::Manager]).await;
        rig
    }

    async fn make(&self, name: &str, fields: Value) -> String {
        let made = Command::Create { kind: kind::by_name(name).unwrap(), fields };
        let request = Request { migrate: true, ..Request::one("test", made) };
        let receipt = self.service.perform(&Viewer::system(self.org, None), request).await;
        receipt.unwrap_or_else(|e| panic!("{name}: {e}")).touched[0].key.clone()
    }

    async fn signed_in(&self, name: &str, roles: &[Role]) -> String {
        let account = self.service.enrol(self.org, name, None, roles).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("{}={}", crate::cx::COOKIE, self.service.enter(&link).await.unwrap().token)
    }

    async fn record(&self, key: &str) -> Arc<dyn AnyRecord> {
        let isms = self.service.isms(self.org, AsOf::Now).await.unwrap();
        isms.by_key(Key::parse(key).unwrap()).unwrap_or_else(|| panic!("{key}")).clone()
    }

    async fn send(&self, call: Call<Body>) -> Got {
        let (parts, body) = self.router.clone().oneshot(call).await.unwrap().into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Got { status: parts.status, headers: parts.headers, bytes }
    }

    async fn as_of(&self, cookie: &str, method: &str, path: &str, form: Option<&str>) -> Got {
        let mut call = Call::builder().method(method).uri(path).header("host", "surety.example");
        if !cookie.is_empty() {
            call = call.header("cookie", cookie).header("sec-fetch-site", "same-origin");
        }
        if form.is_some() {
            call = call.header("content-type", "application/x-www-form-urlencoded");
        }
        self.send(call.body(form.map_or(Body::empty(), |f| Body::from(f.to_owned()))).unwrap()).await
    }

    async fn get(&self, path: &str) -> Got {
        self.as_of(&self.cookie, "GET", path, None).await
    }

    async fn post(&self, path: &str, form: &str) -> Got {
        self.as_of(&self.cookie, "POST", path, Some(form)).await
    }

    /// Someone outside: no cookie.
    async fn outside(&self, path: &str) -> Got {
        self.as_of("", "GET", path, None).await
    }

    /// A form with files, as a browser sends it to a page that has no referrer.
    async fn sent(&self, cookie: &str, path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Got {
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            let file = file.map_or(String::new(), |f| format!("; filename=\"{f}\""));
            body.extend(
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        let mut call =
            Call::builder().method("POST").uri(path).header("content-type", "multipart/form-data; boundary=edge");
        call = if cookie.is_empty() {
            call.header("host", "surety.example").header("origin", "null")
        } else {
            call.header("cookie", cookie).header("sec-fetch-site", "same-origin")
        };
        self.send(call.body(Body::from(body)).unwrap()).await
    }

    /// Asks a supplier; gives the link's secret.
    async fn asked(&self, supplier: &str) -> String {
        let form = format!("counterpart={supplier}&due=2026-03-20&recipient=Security+desk&days=30");
        let page = self.post("/questionnaires/QST-1/ask", &form).await;
        assert_eq!(page.status, 200, "{}", page.words());
        page.token("/answer/")
    }

    async fn answered(&self, token: &str, hand_in: bool, fields: &[(&str, &str)]) -> Got {
        let mut parts: Vec<(&str, Option<&str>, &[u8])> =
            fields.iter().map(|(n, v)| (*n, None, v.as_bytes())).collect();
        parts.push(("do", None, if hand_in { b"hand-in" } else { b"keep" }));
        self.sent("", &format!("/answer/{token}"), &parts).await
    }
}
