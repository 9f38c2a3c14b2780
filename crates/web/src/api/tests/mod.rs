//! The API through the real router, over a temporary database.

mod authority;
mod batch;
mod blind;
mod documents;
mod hostile;
mod life;
mod lists;
mod measure;
mod reports;

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use isms::authority::Role;
use jiff::Timestamp;
use ledger::Ledger;
use serde_json::{Value, json};
use service::{Command, Service, Viewer, clock::SetClock};
use std::sync::Arc;
use tower::ServiceExt;
use uuid::Uuid;

/// A node with one organisation and a way to call it.
struct Rig {
    service: Service,
    clock: Arc<SetClock>,
    router: Router,
    org: Uuid,
    _folder: tempfile::TempDir,
}

/// An answer.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// Status and body, without what differs from run to run.
    fn told(&self) -> String {
        format!("{} {}", self.status.as_u16(), serde_json::to_string_pretty(&self.body).unwrap())
    }

    fn text(&self, pointer: &str) -> &str {
        self.body.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    /// Pointer (or parameter) and message of every fault.
    fn faults(&self) -> Vec<String> {
        let faults = self.body["faults"].as_array().cloned().unwrap_or_default();
        let place =
            |f: &Value| f.get("pointer").or(f.get("parameter")).and_then(Value::as_str).unwrap_or_default().to_owned();
        faults.iter().map(|f| format!("{} {}", place(f), f["message"].as_str().unwrap_or_default())).collect()
    }
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let clock = Arc::new(SetClock::at(time("2026-03-02T09:00:00Z")));
        let service = Service::with_clock(ledger, clock.clone());
        let org = service.found("acme", "Acme").await.unwrap();
        let router = router(service.clone(), Options::default());
        Rig { service, clock, router, org, _folder: folder }
    }

    /// A person with an account and roles; gives their token.
    async fn person(&self, name: &str, roles: &[Role]) -> String {
        self.member(self.org, name, roles).await
    }

    async fn member(&self, org: Uuid, name: &str, roles: &[Role]) -> String {
        let person = isms::kind::by_name("person").unwrap();
        let made = Command::Create { kind: person, fields: json!({"title": name}) };
        let receipt =
            self.service.perform(&Viewer::system(org, None), service::Request::one("test", made)).await.unwrap();
        let account = self.service.enrol(org, name, Some(receipt.touched[0].id), roles).await.unwrap();
        self.service.issue_token(org, account, "test", 30).await.unwrap()
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::String(text));
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn call(
        &self,
        token: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Answer {
        let mut request =
            Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(format!("/api/v1{path}"));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body.map_or(Body::empty(), |b| Body::from(b.to_string()))).unwrap()).await
    }

    async fn get(&self, token: &str, path: &str) -> Answer {
        self.call(token, "GET", path, &[], None).await
    }

    async fn post(&self, token: &str, path: &str, body: Value) -> Answer {
        self.call(token, "POST", path, &[], Some(body)).await
    }

    /// A risk with a title; gives its key.
    async fn risk(&self, token: &str, title: &str) -> String {
        let made = self.post(token, "/risks", json!({"title": title, "scenario": "It happens."})).await;
        assert_eq!(made.status, 201, "{}", made.told());
        made.text("/key").to_owned()
    }
}
