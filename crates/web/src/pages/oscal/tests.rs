//! The page through the real router: a document out, the same one in, and what strangers send.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, StatusCode, header::HeaderMap},
};
use isms::{assurance::Finding, authority::Role, kind};
use ledger::Ledger;
use serde_json::json;
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

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

/// A field of a form: its name, the file's name where it is one, and the bytes.
type Field<'a> = (&'a str, Option<&'a str>, &'a [u8]);

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(ledger, clock);
        let org = service.found("acme", "Acme").await.unwrap();
        let rig = Rig { router: router(service.clone(), Options::default()), service, org, _folder: folder };
        let all = [
            ("person", json!({ "title": "Ada" })),
            ("framework", json!({ "title": "Annex A", "catalogue": "iso27001-2022", "why": "x" })),
            (
                "control",
                json!({ "title": "Second factor", "description": "x", "clauses": ["iso27001-2022:A.8.5"], "cost_yearly": "EUR 900" }),
            ),
            ("applicability", json!({ "title": "Statement", "framework": "FRW-1" })),
        ];
        for (name, fields) in all {
            let made = Command::Create { kind: kind::by_name(name).unwrap(), fields };
            let request = Request { migrate: true, ..Request::one("test", made) };
            rig.service.perform(&Viewer::system(org, None), request).await.unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        rig
    }

    async fn enter(&self, name: &str, role: Role) -> String {
        let account = self.service.enrol(self.org, name, None, &[role]).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("surety={}", self.service.enter(&link).await.unwrap().token)
    }

    async fn send(&self, cookie: &str, path: &str, form: Option<&[Field<'_>]>) -> Answer {
        let mut call = Call::builder().uri(path).header("cookie", cookie).header("sec-fetch-site", "same-origin");
        let mut content = Body::empty();
        if let Some(parts) = form {
            let mut bytes = Vec::new();
            for (name, file, value) in parts {
                let file = file.map(|f| format!("; filename=\"{f}\"\r\nContent-Type: text/html")).unwrap_or_default();
                bytes.extend(
                    format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes(),
                );
                bytes.extend(*value);
                bytes.extend(b"\r\n");
            }
            bytes.extend(b"--XX--\r\n");
            call = call.method("POST").header("content-type", "multipart/form-data; boundary=XX");
            content = Body::from(bytes);
        }
        let answer = self.router.clone().oneshot(call.body(content).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

const POAM: &str = r#"{"plan-of-action-and-milestones":{"uuid":"0470d39a-3e02-4bff-82cf-676d522c1554",
    "metadata":{"title":"<b>Theirs</b>","last-modified":"2026-01-01T00:00:00Z","version":"1","oscal-version":"1.2.3"},
    "risks":[{"uuid":"2470d39a-3e02-4bff-82cf-676d522c1554","title":"Open port","description":"d","statement":"s","status":"open"}],
    "poam-items":[{"uuid":"1470d39a-3e02-4bff-82cf-676d522c1554","title":"<script>alert(1)</script>","description":"close it",
    "related-risks":[{"risk-uuid":"2470d39a-3e02-4bff-82cf-676d522c1554"}]}]}}"#;

#[tokio::test]
async fn a_document_goes_out_with_what_it_leaves_behind() {
    let rig = Rig::new().await;
    let officer = rig.enter("officer", Role::Officer).await;
    let page = rig.send(&officer, "/oscal?what=component-definition/&form=xml", None).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("cost_yearly") && page.text.contains("OSCAL has no place for money"), "{}", page.text);
    let one = rig.send(&officer, "/oscal/file?what=system-security-plan/SOA-1&form=json&as=one", None).await;
    assert!(
        one.text.contains("\"undetermined\"")
            && one.headers["content-disposition"].to_str().unwrap().starts_with("attachment")
    );
    let zip = rig.send(&officer, "/oscal/file?what=system-security-plan/SOA-1&form=yaml&as=zip", None).await;
    assert!(zip.status == StatusCode::OK && zip.headers["content-type"] == "application/zip");
    let record = rig.send(&officer, "/applicabilities/SOA-1", None).await;
    assert!(record.text.contains("/oscal?what=system-security-plan"));
    for odd in
        ["catalog/../../etc/passwd", "system-security-plan/SOA-99", "mapping-collection/%22%0d%0aX: y", "catalog/"]
    {
        let path = format!("/oscal?what={}", odd.replace(' ', "%20").replace('"', "%22"));
        assert_eq!(rig.send(&officer, &path, None).await.status, StatusCode::NOT_FOUND, "{odd}");
    }
    let employee = rig.enter("employee", Role::Employee).await;
    assert_eq!(rig.send(&employee, "/oscal", None).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_document_comes_in_after_it_was_seen_and_only_once() {
    let rig = Rig::new().await;
    let officer = rig.enter("officer", Role::Officer).await;
    let findings = async || rig.service.isms(rig.org, AsOf::Now).await.unwrap().all::<Finding>().count();
    let seen = rig.send(&officer, "/oscal/import", Some(&[("file", Some("a<b>.json"), POAM.as_bytes())])).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(!seen.text.contains("<script>alert") && !seen.text.contains("<b>Theirs"), "what others wrote is text");
    assert_eq!(findings().await, 0, "a preview writes nothing");
    let start = seen.text.find("name=\"kept-file\"").unwrap();
    let rest = &seen.text[start..];
    let kept =
        rest[rest.find('>').unwrap() + 1..rest.find("</textarea>").unwrap()].replace("&lt;", "<").replace("&gt;", ">");
    let form: [(&str, Option<&str>, &[u8]); 2] = [("kept-file", None, kept.as_bytes()), ("write", None, b"yes")];
    let done = rig.send(&officer, "/oscal/import", Some(&form)).await;
    assert!(done.status == StatusCode::OK && done.text.contains("/findings/FND-1"), "{}", done.text);
    assert_eq!(findings().await, 1);
    rig.send(&officer, "/oscal/import", Some(&form)).await;
    assert_eq!(findings().await, 1, "the same again changes nothing");
}

#[tokio::test]
async fn strangers_files_are_refused_in_words() {
    let rig = Rig::new().await;
    let officer = rig.enter("officer", Role::Officer).await;
    let files: [&[u8]; 6] = [
        b"",
        b"\0\0\0",
        b"{\"catalog\":",
        b"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><catalog>&e;</catalog>",
        b"[1,2]",
        b"MZ",
    ];
    for bytes in files {
        let answer =
            rig.send(&officer, "/oscal/import", Some(&[("file", Some("x"), bytes), ("write", None, b"yes")])).await;
        assert!(answer.status.is_client_error(), "{bytes:?}: {}", answer.status);
        assert!(!answer.text.contains("root:"), "nothing is fetched");
    }
    for form in [&[("kept-file", None, &b"no base64"[..])][..], &[("write", None, b"yes")]] {
        assert_eq!(rig.send(&officer, "/oscal/import", Some(form)).await.status, StatusCode::BAD_REQUEST);
    }
    let employee = rig.enter("employee", Role::Employee).await;
    let refused = rig.send(&employee, "/oscal/import", Some(&[("file", Some("x"), POAM.as_bytes())])).await;
    assert!(refused.status.is_client_error());
    let past = rig.send(&officer, "/oscal/import?as_of=2", Some(&[("file", Some("x"), POAM.as_bytes())])).await;
    assert!(past.status.is_client_error());
}
