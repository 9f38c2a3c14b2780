//! What paths share: schemas, parameters, answers, ways to sign in.

use super::schema::{self, component, shape};
use crate::api::{list::LIMIT, problem::SORTS, wish::REASON};
use isms::KINDS;
use serde_json::{Value, json};

/// All components.
pub fn all() -> Value {
    json!({
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "A token that an account issued: surety_ and 64 hexadecimal digits."},
            "session": {"type": "apiKey", "in": "cookie", "name": crate::cx::COOKIE, "description": "The session of a browser on the same origin."},
        },
        "parameters": parameters(),
        "headers": headers(),
        "responses": responses(),
        "schemas": schemas(),
    })
}

fn parameters() -> Value {
    let query = |name: &str, about: &str, schema: Value| json!({"name": name, "in": "query", "description": about, "schema": schema});
    let header = |name: &str, about: &str, schema: Value| json!({"name": name, "in": "header", "description": about, "schema": schema});
    let text = || json!({"type": "string"});
    let as_of = "The moment: the number of an act, a date (its end, where the organisation is), or a moment.";
    let mut must = header("If-Match", "The ETag of the version that was looked at, or * for any.", text());
    must["required"] = json!(true);
    json!({
        "as_of": query("as_of", as_of, json!({"type": "string", "examples": ["42", "2026-03-31", "2026-03-31T09:00:00Z"]})),
        "filter": query("filter", "The registers' language, such as `state:accepted owner:me -tag:old \"two words\" changed>2026-01-01`.", json!({"type": "string", "maxLength": 2000})),
        "sort": query("sort", "A field, with - before it for descending.", text()),
        "fields": query("fields", "The members to answer with, with commas; the key is always there.", text()),
        "expand": query("expand", "Relations to answer with key, title and state instead of the key alone, with commas.", text()),
        "limit": query("limit", "Records of a page.", json!({"type": "integer", "minimum": 1, "maximum": LIMIT.1, "default": LIMIT.0})),
        "cursor": query("cursor", "`next` of the page before; it keeps to the moment of the first page.", text()),
        "If-Match": must,
        "If-None-Match": header("If-None-Match", "An ETag; where it still holds, the answer is 304.", text()),
        "Idempotency-Key": header("Idempotency-Key", "A key of yours under which repeating the request does nothing more.", json!({"type": "string", "pattern": "^[!-~]{1,200}$"})),
        "X-Reason": header("X-Reason", "Why, for the act; or the member `reason` of the body.", json!({"type": "string", "maxLength": REASON})),
    })
}

fn headers() -> Value {
    let text = |about: &str| json!({"description": about, "schema": {"type": "string"}});
    json!({
        "ETag": text("What If-Match and If-None-Match compare."),
        "Location": text("The new record."),
        "Link": text("The next page, rel=\"next\"."),
        "Surety-Act": text("The number of the act; not there where nothing changed."),
        "Idempotency-Replayed": text("`true` where the request had been carried out before."),
    })
}

fn responses() -> Value {
    let sorts: Vec<String> = SORTS.iter().map(|s| format!("{} {}: {}.", s.status.as_u16(), s.name, s.title)).collect();
    json!({
        "Problem": {
            "description": format!("A problem. {}", sorts.join(" ")),
            "content": {"application/problem+json": {"schema": component("problem")}},
        },
        "NotModified": {"description": "The ETag still holds."},
    })
}

/// Shared schemas begin in lower case and those of kinds in upper case, so that no kind takes the name of another.
fn schemas() -> Value {
    let mut out = json!({
        "problem": problem(),
        "reason": {"type": "string", "maxLength": REASON, "description": "Why; it is sealed with the act."},
        "version": {"type": "integer", "minimum": 1, "description": "Grows by one with every act that touches the record; its ETag."},
        "moment": {"type": "string", "format": "date-time"},
        "custom": {"type": ["object", "null"], "description": "The organisation's own fields, as field-definitions declare them."},
        "brief": {
            "type": "object", "required": ["key"],
            "properties": {"kind": {"type": "string"}, "key": {"type": "string"}, "title": {"type": "string"}, "state": {"type": "string"}},
        },
        "act": act(),
        "diff": {
            "type": "object", "required": ["field", "label", "before", "after"],
            "properties": {"field": {"type": "string"}, "label": {"type": "string"}, "before": {}, "after": {}},
        },
        "step": {"type": "object", "properties": {"reason": component("reason"), "from": {"type": "string", "format": "date", "description": "For the step announce: the day from which it holds, after today and at most a year ahead."}}, "additionalProperties": false},
        "ask": {
            "type": "object", "required": ["approvers"], "additionalProperties": false,
            "properties": {
                "approvers": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": schema::pattern(&["person"])}, "description": "Whom to ask."},
                "quorum": {"type": "integer", "minimum": 1, "description": "How many must agree; all where it is not stated."},
                "reason": component("reason"),
            },
        },
        "vote": {
            "type": "object", "required": ["approve"], "additionalProperties": false,
            "properties": {"approve": {"type": "boolean"}, "reason": component("reason")},
        },
        "operation": operation(),
    });
    for name in ["share", "money", "range", "clause", "reference"] {
        out[name] = shape(name);
    }
    for kind in KINDS {
        let name = schema::name(kind);
        out[format!("{name}.fields")] = schema::fields(kind);
        out[format!("{name}.new")] = schema::new(kind);
        out[format!("{name}.change")] = schema::change(kind);
        out[name] = schema::record(kind);
    }
    out
}

fn problem() -> Value {
    let types: Vec<String> = SORTS.iter().map(|s| format!("/api/v1#{}", s.name)).collect();
    json!({
        "type": "object", "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference", "enum": types},
            "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
            "faults": {"type": "array", "items": {
                "type": "object", "required": ["message"],
                "properties": {
                    "pointer": {"type": "string", "format": "json-pointer", "description": "Into the body."},
                    "parameter": {"type": "string", "description": "Of the query, or a header."},
                    "message": {"type": "string"},
                },
            }},
        },
    })
}

fn act() -> Value {
    json!({
        "type": "object", "required": ["seq", "at"], "description": "Of an act that touched only what you may not see, number, time and hash show.",
        "properties": {
            "seq": {"type": "integer"}, "at": component("moment"),
            "actor": {"anyOf": [component("brief"), {"type": "null"}]},
            "via": {"type": "string", "description": "The way in: page, api, apply, import, job, assistant."},
            "reason": {"type": "string"}, "migrate": {"type": "boolean", "description": "Whether guards were bypassed."},
            "visible": {"type": "integer"}, "hidden": {"type": "integer", "description": "Changes that you may not see."},
            "facts": {"type": "integer", "description": "Batches of facts."}, "hash": {"type": "string"},
        },
    })
}

fn operation() -> Value {
    json!({
        "type": "object", "required": ["method", "path"], "additionalProperties": false,
        "properties": {
            "method": {"type": "string", "enum": ["POST", "PATCH", "PUT", "DELETE"]},
            "path": {"type": "string", "examples": ["/risks", "/risks/RSK-1", "/risks/RSK-1/analyse"]},
            "if_match": {"type": ["string", "integer"], "description": "As If-Match; needed by PATCH, PUT and DELETE of records that the batch does not make."},
            "body": {"type": "object"},
        },
    })
}
