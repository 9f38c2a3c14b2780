//! What a program asks first: who am I, which kinds are there, where is something.

use super::{
    answer,
    caller::{At, Caller},
    openapi::schema,
    problem::{Problem, Result},
    shape::{brief, brief_of_kind, described},
};
use axum::http::StatusCode;
use isms::{
    KINDS,
    authority::Action,
    field::{Choice, Field, OnRetire},
    kind::{self, KindInfo},
    lifecycle::{Effect, Phase},
};
use serde_json::{Map, Value, json};

/// `GET /me`
pub async fn me(caller: Caller) -> Result {
    caller.only(&[])?;
    let view = caller.now().await?;
    let ledger = caller.app.service.ledger();
    let account = match caller.viewer.account {
        Some(id) => ledger.account(id).await?,
        None => None,
    };
    let org = ledger.orgs().await?.into_iter().find(|o| o.id == caller.viewer.org);
    let person = caller.viewer.person.and_then(|p| view.get(p)).map(|r| brief(r.as_ref()));
    let mut may = Map::new();
    for kind in KINDS {
        let actions =
            Action::OPTIONS.iter().filter(|o| Action::from_word(o.value).is_some_and(|a| view.sight.may(kind, a)));
        may.insert(kind.name.into(), actions.map(|o| o.value).collect());
    }
    let body = json!({
        "login": account.map(|a| a.login), "person": person, "roles": caller.roles(),
        "organisation": org.map(|o| json!({"slug": o.slug, "name": o.name})), "may": may,
    });
    Ok(answer::json(StatusCode::OK, &body))
}

/// `GET /kinds`
pub async fn kinds(caller: Caller) -> Result {
    caller.only(&[])?;
    let data: Vec<Value> = KINDS.iter().map(|k| Value::Object(summary(k))).collect();
    Ok(answer::json(StatusCode::OK, &json!({"data": data, "total": data.len()})))
}

/// `GET /kinds/{name}`
pub async fn one_kind(caller: Caller, At(name): At<String>) -> Result {
    caller.only(&[])?;
    let kind = kind::by_name(&name).or_else(|| kind::by_plural(&name));
    let kind = kind.ok_or_else(|| Problem::missing(&format!("kind {name:?}")))?;
    let mut body = summary(kind);
    body.insert("fields".into(), described(kind).map(field).collect());
    let state = |s: &isms::lifecycle::State| json!({"name": s.name, "label": s.label, "phase": phase(s.phase)});
    body.insert("states".into(), kind.lifecycle.states.iter().map(state).collect());
    let step = |s: &isms::lifecycle::Step| {
        json!({
            "name": s.name, "label": s.label, "from": s.from, "to": s.to, "effect": effect(s.effect),
            "approval": s.approval, "reason": s.reason,
        })
    };
    body.insert("steps".into(), kind.lifecycle.steps.iter().map(step).collect());
    body.insert("schema".into(), schema::standalone(kind));
    Ok(answer::json(StatusCode::OK, &Value::Object(body)))
}

fn summary(kind: &KindInfo) -> Map<String, Value> {
    let body = json!({
        "name": kind.name, "plural": kind.plural, "prefix": kind.prefix, "label": kind.label, "labels": kind.labels,
        "about": kind.about, "area": kind.area.name(), "versioned": kind.versioned, "single": kind.single,
        "compartment": kind.compartment.word(), "path": format!("/api/v1/{}", kind.plural),
    });
    if let Value::Object(members) = body { members } else { Map::new() }
}

fn field(field: &'static Field) -> Value {
    let mut out = json!({
        "name": field.name, "label": field.label, "help": field.help, "required": field.required,
        "schema": schema::inline(field.ty),
    });
    let relation = !field.verb.is_empty();
    let retired = match field.on_retire {
        OnRetire::Block => "block",
        OnRetire::Detach => "detach",
        OnRetire::Keep => "keep",
    };
    let more = [
        ("unit", field.unit),
        ("group", field.group),
        ("shown_when", field.shown_when),
        ("verb", field.verb),
        ("inverse", field.inverse),
        ("on_retire", if relation { retired } else { "" }),
    ];
    for (name, value) in more.into_iter().filter(|(_, v)| !v.is_empty()) {
        out[name] = json!(value);
    }
    out
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Draft => "draft",
        Phase::Live => "live",
        Phase::Closed => "closed",
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Move => "move",
        Effect::Publish => "publish",
        Effect::Discard => "discard",
        Effect::Retire => "retire",
    }
}

/// `GET /search?q=`
pub async fn search(caller: Caller) -> Result {
    caller.only(&["q", "limit", "as_of"])?;
    let limit = caller.number("limit", 1, 100)?.unwrap_or(20) as usize;
    let text = caller.param("q").unwrap_or_default();
    if text.trim().is_empty() || text.chars().count() > 200 {
        return Err(Problem::parameter("q", "expected 1 to 200 characters to look for"));
    }
    let view = caller.view().await?;
    let found = view.search(text, limit);
    let data: Vec<Value> = found.iter().map(|r| brief_of_kind(r.as_ref())).collect();
    Ok(answer::json(StatusCode::OK, &json!({"data": data, "as_of": view.moment().seq})))
}
