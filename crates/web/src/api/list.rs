//! A collection: filtered, sorted, in pages of one moment, so that nobody's writes shift the pages of another.

use super::{
    answer::{self, tagged},
    caller::{At, Caller, kind_of, readable},
    problem::{Problem, Result},
    shape::Shape,
};
use crate::cx::encode;
use axum::{
    http::{StatusCode, header},
    response::Response,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use isms::{filter::Query, isms::Moment, kind::KindInfo, table, view::View};
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};

/// The parameters of a collection.
pub const PARAMS: [&str; 7] = ["filter", "sort", "fields", "expand", "limit", "cursor", "as_of"];
/// Records of a page unless asked otherwise, and at most.
pub const LIMIT: (i64, i64) = (100, 500);

/// `GET /{plural}`
pub async fn list(caller: Caller, At(plural): At<String>) -> Result {
    let kind = kind_of(&plural)?;
    caller.only(&PARAMS)?;
    let limit = caller.number("limit", 1, LIMIT.1)?.unwrap_or(LIMIT.0) as usize;
    let shape = Shape::of(&caller, kind)?;
    let question = question(&caller, kind);
    let cursor = caller.param("cursor").map(|c| Cursor::read(c, &question)).transpose()?;
    let view = match &cursor {
        Some(cursor) => caller.pinned(cursor.moment).await?,
        None => caller.view().await?,
    };
    readable(&view, kind)?;
    let query = query(&caller, kind, &view)?;
    let offset = cursor.map_or(0, |c| c.offset);
    let tag = tag(&caller, &view, &question);
    tagged(&caller, &tag, || {
        let page = view.page(kind, &query, offset, limit);
        let end = offset.saturating_add(page.rows.len());
        let next = (end < page.total && !page.rows.is_empty())
            .then(|| Cursor { moment: view.moment(), offset: end, question: question.clone() }.write());
        let data: Vec<_> = page.rows.iter().map(|r| shape.show(r.as_ref(), &view)).collect();
        let body = json!({"data": data, "total": page.total, "next": next, "as_of": view.moment().seq});
        Ok(linked(answer::json(StatusCode::OK, &body), &caller, kind, next.as_deref()))
    })
}

/// The filter, with the parameter `sort` winning over a sort term in it.
fn query(caller: &Caller, kind: &'static KindInfo, view: &View) -> Result<Query> {
    let text = caller.param("filter").unwrap_or_default();
    let mut query = view.query(kind, text).map_err(|f| Problem::parameter("filter", f.message))?;
    if let Some(sort) = caller.param("sort") {
        let (descending, name) = sort.strip_prefix('-').map_or((false, sort), |s| (true, s));
        let column = table::column_of(kind, name);
        let column = column.ok_or_else(|| {
            Problem::parameter("sort", format!("{name:?} cannot be sorted by; see /api/v1/kinds/{}", kind.name))
        })?;
        query.sort = Some((column, descending));
    }
    Ok(query)
}

/// A fingerprint of what decides the order and number of rows, so that a cursor is not used with another question.
fn question(caller: &Caller, kind: &KindInfo) -> String {
    let mut hash = Sha256::new();
    let part = |name| caller.param(name).unwrap_or_default();
    for part in [kind.name, part("filter"), part("sort"), part("as_of"), &caller.viewer.org.to_string()] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex::encode(&hash.finalize()[..8])
}

/// The state of the collection as this caller sees it: the act, the question, the shape, the roles and the day (`is:overdue`).
fn tag(caller: &Caller, view: &View, question: &str) -> String {
    let mut hash = Sha256::new();
    let roles = caller.roles().join(",");
    let shape: Vec<&str> =
        ["fields", "expand", "limit", "cursor"].iter().map(|n| caller.param(n).unwrap_or_default()).collect();
    let day = view.moment().now.as_second().div_euclid(86_400).to_string();
    let person = caller.viewer.person.map(|p| p.0.to_string()).unwrap_or_default();
    hash.update([question, &roles, &shape.join("\0"), &day, &person].join("\n"));
    format!("\"{}-{}\"", view.moment().seq, hex::encode(&hash.finalize()[..8]))
}

fn linked(mut response: Response, caller: &Caller, kind: &KindInfo, next: Option<&str>) -> Response {
    if let Some(next) = next {
        let kept = caller.query.iter().filter(|(n, _)| n != "cursor").map(|(n, v)| format!("{n}={}", encode(v)));
        let query: Vec<String> = kept.chain([format!("cursor={next}")]).collect();
        let link = format!("</api/v1/{}?{}>; rel=\"next\"", kind.plural, query.join("&"));
        answer::set(&mut response, header::LINK, &link);
    }
    response
}

/// Where the next page begins: the moment that all pages show, and how many records came before.
struct Cursor {
    moment: Moment,
    offset: usize,
    question: String,
}

impl Cursor {
    fn write(&self) -> String {
        let text =
            format!("{}.{}.{}.{}", self.moment.seq, self.moment.now.as_microsecond(), self.offset, self.question);
        URL_SAFE_NO_PAD.encode(text)
    }

    fn read(text: &str, question: &str) -> Result<Cursor> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        let plain = bytes.and_then(|b| String::from_utf8(b).ok());
        let cursor = plain.as_deref().and_then(Cursor::parse);
        let cursor =
            cursor.ok_or_else(|| Problem::parameter("cursor", "expected a cursor as an earlier page gave it"))?;
        if cursor.question == question {
            return Ok(cursor);
        }
        Err(Problem::parameter("cursor", "this cursor belongs to another filter, sort or as_of; begin without it"))
    }

    fn parse(text: &str) -> Option<Cursor> {
        let mut parts = text.split('.');
        let seq = parts.next()?.parse().ok()?;
        let now = Timestamp::from_microsecond(parts.next()?.parse().ok()?).ok()?;
        let offset = parts.next()?.parse().ok()?;
        let question = parts.next()?.to_owned();
        parts.next().is_none().then_some(Cursor { moment: Moment { seq, now }, offset, question })
    }
}
