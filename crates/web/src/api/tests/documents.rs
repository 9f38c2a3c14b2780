//! Documents that are committed: rewritten with `UPDATE=1`, compared otherwise.

use super::*;
use crate::api::{openapi, routes};
use isms::KINDS;

fn committed(name: &str, now: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == now,
        "docs/{name} is not what the program says now; run the tests with UPDATE=1 and look at the difference"
    );
}

#[test]
fn the_openapi_document_is_committed() {
    committed("openapi.json", openapi::document());
}

#[test]
fn the_authorisation_matrix_is_committed() {
    let text = "# Who may do what\n\nBy role and kind of record. A role opens a compartment only where it may read the kind.\n\n";
    committed("authorisation-matrix.md", &format!("{text}{}", isms::authority::matrix()));
}

/// Every reference resolves, every operation has its own name, every route is described.
#[test]
fn the_openapi_document_is_whole() {
    let document: Value = serde_json::from_str(openapi::document()).unwrap();
    let (mut seen, mut ids, mut todo) = (0, std::collections::HashSet::new(), vec![&document]);
    while let Some(value) = todo.pop() {
        if let Some(target) = value.get("$ref").and_then(Value::as_str) {
            assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target} leads nowhere");
            seen += 1;
        }
        if let Some(id) = value.get("operationId").and_then(Value::as_str) {
            assert!(ids.insert(id), "{id} is used twice");
        }
        match value {
            Value::Object(members) => todo.extend(members.values()),
            Value::Array(items) => todo.extend(items),
            _ => {}
        }
    }
    assert!(seen > 100);
    for (path, methods) in routes().into_iter().filter(|(p, _)| !["/", "/openapi.json"].contains(p)) {
        let (path, kind) = if path.starts_with("/{plural}") {
            (path.replace("{plural}", "decisions"), true)
        } else {
            (path.to_owned(), false)
        };
        for method in methods {
            let pointer = format!("/paths/{}/{}", path.replace('/', "~1"), method.to_lowercase());
            assert!(document.pointer(&pointer).is_some(), "{method} {path} is not described (of a kind: {kind})");
        }
    }
}

#[test]
fn no_kind_hides_a_route() {
    let own: Vec<&str> =
        routes().iter().filter_map(|(p, _)| p.split('/').nth(1)).filter(|p| !p.starts_with('{')).collect();
    for kind in KINDS {
        let has_own = ["approvals", "supplier-obligations"].contains(&kind.plural);
        assert!(has_own || !own.contains(&kind.plural), "/{} is another route", kind.plural);
        let steps = kind
            .lifecycle
            .steps
            .iter()
            .filter(|s| ["history", "relations", "ask", "vote", "measurements"].contains(&s.name));
        assert_eq!(steps.count(), 0, "{} has a step that is a route", kind.name);
    }
}

#[tokio::test]
async fn documents_are_served() {
    let rig = Rig::new().await;
    let document = rig.get("", "/openapi.json").await;
    assert_eq!((document.status.as_u16(), document.text("/openapi")), (200, "3.1.0"));
    let tag = document.header("etag").to_owned();
    assert_eq!(rig.call("", "GET", "/openapi.json", &[("if-none-match", &tag)], None).await.status, 304);
    let page = rig.get("", "").await;
    let html = page.body.as_str().unwrap_or_default();
    assert_eq!(page.status, 200);
    assert!(html.contains("RSK-1") && !html.contains("<style") && !html.contains(" style="));
    let ada = rig.person("ada", &[Role::Employee]).await;
    let kind = rig.get(&ada, "/kinds/risk").await;
    assert_eq!((kind.text("/plural"), kind.text("/schema/properties/next_review/format")), ("risks", "date"));
    assert_eq!(rig.get(&ada, "/kinds").await.body["total"], KINDS.len());
}
