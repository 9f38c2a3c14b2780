//! Acts: who did what, when and why, as far as the caller may see what was touched.

use super::{
    answer,
    caller::{At, Caller},
    problem::{Problem, Result},
    read::changes,
    shape::{self, brief_of_kind},
};
use axum::http::StatusCode;
use isms::{
    authority::{Action, Role},
    field::Choice,
    head::Compartment,
    kind,
    values::RecordId,
    view::View,
};
use ledger::{Act, StoredChange};
use serde_json::{Value, json};

/// `GET /acts`: newest first.
pub async fn list(caller: Caller) -> Result {
    caller.only(&["limit", "cursor"])?;
    let limit = caller.number("limit", 1, 200)?.unwrap_or(50);
    let before = caller.number("cursor", 1, i64::MAX)?;
    let view = caller.now().await?;
    let acts = caller.app.service.acts(caller.viewer.org, before, limit).await?;
    let mut data = Vec::with_capacity(acts.len());
    for act in &acts {
        let touched = caller.app.service.ledger().changes_of(caller.viewer.org, act.seq).await?;
        let seen = touched.iter().filter(|c| sees(&view, c)).count();
        data.push(counted(act, &view, seen, touched.len()));
    }
    let next = acts.last().filter(|a| a.seq > 1 && acts.len() as i64 == limit).map(|a| a.seq.to_string());
    let mut response = answer::json(StatusCode::OK, &json!({"data": data, "next": next, "as_of": view.moment().seq}));
    if let Some(next) = next {
        let link = format!("</api/v1/acts?limit={limit}&cursor={next}>; rel=\"next\"");
        answer::set(&mut response, axum::http::header::LINK, &link);
    }
    Ok(response)
}

/// `GET /acts/{seq}`: with what it changed.
pub async fn one(caller: Caller, At(seq): At<String>) -> Result {
    caller.only(&[])?;
    let number: i64 = seq.parse().ok().filter(|n| *n > 0).ok_or_else(|| Problem::missing(&format!("act {seq}")))?;
    let view = caller.now().await?;
    let act = caller.app.service.act(caller.viewer.org, number).await?;
    let touched = caller.app.service.touched_by(caller.viewer.org, number).await?;
    let mut data = Vec::new();
    for (before, after) in &touched {
        if view.sees(after.as_ref()) {
            let before = before.as_deref().filter(|b| view.sees(*b));
            let changes = changes(before, after.as_ref(), &view);
            data.push(
                json!({"record": brief_of_kind(after.as_ref()), "version": after.head().version, "changes": changes}),
            );
        }
    }
    let mut body = counted(&act, &view, data.len(), touched.len());
    if let Value::Object(members) = &mut body {
        members.insert("changes".into(), Value::Array(data));
    }
    Ok(answer::json(StatusCode::OK, &body))
}

/// Whether a stored change may be seen, without reading its body.
pub fn sees(view: &View, change: &StoredChange) -> bool {
    let at = Compartment::OPTIONS.iter().position(|o| o.value == change.compartment);
    let kind = kind::by_name(&change.kind);
    let open = kind.zip(at).is_some_and(|(kind, at)| view.sight.compartments(kind) >> at & 1 == 1);
    let (isms, id) = (view.for_the_organisation(), RecordId(change.record));
    let own = || isms.get(id).is_some_and(|r| view.sight.may_as_own(isms, r.as_ref(), Action::Read));
    (open || own()) && view.may_know(id)
}

/// An act with how many of its changes may be seen. Of one that touched only what is hidden, only number and time show.
fn counted(act: &Act, view: &View, seen: usize, all: usize) -> Value {
    let inside = view.sight.roles.iter().any(|r| *r != Role::Employee);
    let mut body = if seen > 0 || all == 0 && inside { brief(act, view) } else { bare(act) };
    if let Value::Object(members) = &mut body {
        members.insert("visible".into(), json!(seen));
        members.insert("hidden".into(), json!(all - seen));
        members.insert("facts".into(), json!(act.batches));
        members.insert("hash".into(), json!(hex::encode(act.hash)));
    }
    body
}

fn bare(act: &Act) -> Value {
    json!({"seq": act.seq, "at": time(act.at)})
}

/// Number, time, actor, way in and reason.
pub fn brief(act: &Act, view: &View) -> Value {
    let actor = act.actor.and_then(|a| view.get(RecordId(a))).map(|r| shape::brief(r.as_ref()));
    json!({
        "seq": act.seq, "at": time(act.at), "actor": actor,
        "via": act.via, "reason": act.reason, "migrate": act.migrate,
    })
}

fn time(micros: i64) -> String {
    service::stamp(micros).to_string()
}
