//! Answers: JSON with the tags that make caching and concurrent edits sound.

use super::{
    caller::Caller,
    problem::{self, Problem, Result},
};
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::Value;

/// The act that a write became.
pub const ACT: HeaderName = HeaderName::from_static("surety-act");
/// Says that the request had been carried out before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// A JSON answer.
pub fn json(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Adds a header whose value we made; one that cannot be sent is left out.
pub fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// An answer with a tag, or 304 where the caller has it already.
pub fn tagged(caller: &Caller, tag: &str, body: impl FnOnce() -> Result<Response>) -> Result<Response> {
    let mut response = match same(caller, tag)? {
        true => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        }
        false => body()?,
    };
    set(&mut response, header::ETAG, tag);
    set(&mut response, header::VARY, "Authorization, Cookie");
    Ok(response)
}

/// `If-None-Match` compares weakly (RFC 9110, 13.1.2).
fn same(caller: &Caller, tag: &str) -> Result<bool> {
    let opaque = |t: &str| t.trim().trim_start_matches("W/").to_owned();
    let given = caller.header(&header::IF_NONE_MATCH)?;
    Ok(given.is_some_and(|list| list == "*" || list.split(',').any(|t| opaque(t) == opaque(tag))))
}

/// What a write expects of the record's version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing was said.
    Unsaid,
    /// Any version will do: `*`.
    Any,
    /// One of these.
    Versions(Vec<i64>),
}

impl Expected {
    /// Reads `If-Match`. It compares strongly, so weak tags match nothing (RFC 9110, 13.1.1).
    pub fn of(caller: &Caller) -> Result<Expected> {
        Ok(caller.header(&header::IF_MATCH)?.map_or(Expected::Unsaid, Expected::read))
    }

    /// Reads a list of tags, with or without quotes.
    pub fn read(text: &str) -> Expected {
        if text.trim() == "*" {
            return Expected::Any;
        }
        Expected::Versions(text.split(',').filter_map(|t| t.trim().trim_matches('"').parse().ok()).collect())
    }

    /// The version to hand on, if the record stands as expected.
    pub fn check(&self, key: &str, found: i64) -> Result<Option<i64>> {
        match self {
            Expected::Unsaid | Expected::Any => Ok(None),
            Expected::Versions(versions) if versions.contains(&found) => Ok(Some(found)),
            Expected::Versions(_) => Err(Problem::new(
                &problem::CHANGED,
                format!(
                    "{key} stands at version {found}, which If-Match does not name; look at it again and repeat your change"
                ),
            )),
        }
    }
}

/// The tag of a version.
pub fn version_tag(version: i64) -> String {
    format!("\"{version}\"")
}
