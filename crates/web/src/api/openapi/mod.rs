//! The OpenAPI 3.1 document: generated from the kinds, served at `/api/v1/openapi.json`, committed as `docs/openapi.json`.

mod components;
mod paths;
pub mod schema;
mod write;

use super::{
    answer,
    problem::{Problem, Result},
};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::{Value, json};
use std::sync::OnceLock;

/// The document, laid out for people: what fits a line stands on one.
pub fn document() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| write::pretty(&whole()))
}

fn whole() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Surety",
            "version": "1",
            "summary": "An information security management system.",
            "description": INTRODUCTION,
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}, {"session": []}],
        "tags": paths::tags(),
        "paths": paths::all(),
        "components": components::all(),
    })
}

const INTRODUCTION: &str = "One collection for every kind of record. Reads take `as_of`: every answer can be had as it was. \
Changes need `If-Match` with the ETag that was looked at, may carry `Idempotency-Key`, and become one sealed act each; \
`/batch` makes one act of many. Nothing is erased: DELETE retires. Problems follow RFC 9457 and name every fault.";

/// `GET /openapi.json`
pub async fn serve(headers: HeaderMap) -> Result {
    static TAG: OnceLock<String> = OnceLock::new();
    let tag = TAG.get_or_init(|| {
        use sha2::Digest;
        format!("\"{}\"", hex::encode(&sha2::Sha256::digest(document())[..8]))
    });
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|t| t.as_bytes() == tag.as_bytes());
    let mut response = match known {
        true => answer::json(StatusCode::NOT_MODIFIED, &Value::Null),
        false => {
            axum::response::IntoResponse::into_response(([(header::CONTENT_TYPE, "application/json")], document()))
        }
    };
    if known {
        *response.body_mut() = axum::body::Body::empty();
    }
    answer::set(&mut response, header::ETAG, tag);
    Ok::<_, Problem>(response)
}
