//! One record: as it stands or stood, how it came about, and what it is related to.

use super::{
    acts,
    answer::{self, tagged, version_tag},
    caller::{At, Caller, find, kind_of},
    problem::Result,
    shape::{Shape, Shown, brief_of_kind},
};
use axum::http::StatusCode;
use isms::{diff, isms::Link, record::AnyRecord, view::View};
use serde_json::{Value, json};

/// `GET /{plural}/{key}`
pub async fn one(caller: Caller, At((plural, key)): At<(String, String)>) -> Result {
    let kind = kind_of(&plural)?;
    caller.only(&["as_of", "expand", "fields"])?;
    let shape = Shape::of(&caller, kind)?;
    let view = caller.view().await?;
    let record = find(&view, kind, &key)?;
    let version = record.head().version;
    let tag = match shape.expands() {
        true => format!("W/\"{version}-{}\"", view.moment().seq),
        false => version_tag(version),
    };
    tagged(&caller, &tag, || Ok(answer::json(StatusCode::OK, &shape.show(record.as_ref(), &view))))
}

/// `GET /{plural}/{key}/history`: the acts that touched it, newest first, each with what it changed.
pub async fn history(caller: Caller, At((plural, key)): At<(String, String)>) -> Result {
    let kind = kind_of(&plural)?;
    caller.only(&["as_of", "limit", "before"])?;
    let limit = caller.number("limit", 1, 500)?.unwrap_or(100) as usize;
    let before = caller.number("before", 1, i64::MAX)?.unwrap_or(i64::MAX);
    let view = caller.view().await?;
    let id = find(&view, kind, &key)?.head().id;
    let versions = caller.app.service.history(caller.viewer.org, id).await?;
    let mut data = Vec::new();
    let mut earlier: Option<&dyn AnyRecord> = None;
    for (act, record) in &versions {
        let seen = view.sees(record.as_ref());
        if seen && act.seq <= view.moment().seq {
            let changes = changes(earlier, record.as_ref(), &view);
            data.push(json!({"act": acts::brief(act, &view), "version": record.head().version, "changes": changes}));
        }
        earlier = seen.then_some(record.as_ref());
    }
    let total = data.len();
    let wanted = |entry: &Value| entry.pointer("/act/seq").and_then(Value::as_i64).is_some_and(|seq| seq < before);
    let data: Vec<Value> = data.into_iter().rev().filter(wanted).take(limit).collect();
    Ok(answer::json(StatusCode::OK, &json!({"data": data, "total": total, "as_of": view.moment().seq})))
}

/// What differs between two forms of a record.
pub fn changes(before: Option<&dyn AnyRecord>, after: &dyn AnyRecord, view: &View) -> Vec<Value> {
    let changes = diff::between(before, after, &Shown(view));
    changes
        .into_iter()
        .map(|c| json!({"field": c.field, "label": c.label, "before": c.before, "after": c.after}))
        .collect()
}

/// `GET /{plural}/{key}/relations`: what it points at and what points at it.
pub async fn relations(caller: Caller, At((plural, key)): At<(String, String)>) -> Result {
    let kind = kind_of(&plural)?;
    caller.only(&["as_of"])?;
    let view = caller.view().await?;
    let record = find(&view, kind, &key)?;
    let out = view.pointed_at_by(record.as_ref());
    let into = view.pointing_at(record.head().id);
    let data: Vec<Value> = out
        .iter()
        .map(|(link, other)| relation("out", link, other.as_ref()))
        .chain(into.iter().map(|(link, other)| relation("in", link, other.as_ref())))
        .collect();
    Ok(answer::json(StatusCode::OK, &json!({"data": data, "total": data.len(), "as_of": view.moment().seq})))
}

fn relation(direction: &str, link: &Link, other: &dyn AnyRecord) -> Value {
    let field = link.field();
    let inner = field.map(|f| verbs(f.ty, f.verb, f.inverse)).unwrap_or_default();
    let verb = if direction == "out" { inner.0 } else { inner.1 };
    json!({"direction": direction, "field": field.map(|f| f.name), "verb": verb, "record": brief_of_kind(other)})
}

/// The verbs of a relation; of one inside parts, those of the first reference in it.
fn verbs(ty: isms::field::Ty, verb: &'static str, inverse: &'static str) -> (&'static str, &'static str) {
    use isms::field::Ty;
    match ty {
        Ty::List(inner) if verb.is_empty() => verbs(*inner, verb, inverse),
        Ty::Part(fields) if verb.is_empty() => {
            fields.iter().map(|f| verbs(f.ty, f.verb, f.inverse)).find(|v| !v.0.is_empty()).unwrap_or_default()
        }
        _ => (verb, inverse),
    }
}
