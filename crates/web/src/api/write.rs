//! Changes to one record: create, patch, replace, retire, take a step, ask for approval, vote.

use super::{
    answer::{self, ACT, Expected, REPLAYED, version_tag},
    body::Body,
    caller::{At, Caller, kind_of},
    perform::{Done, perform},
    problem::{Problem, Result},
    shape::Shape,
    wish::{Asked, Form},
};
use axum::{
    http::{HeaderName, StatusCode, header},
    response::Response,
};
use isms::view::View;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// Why, for requests whose body has no room for it.
pub const REASON: HeaderName = HeaderName::from_static("x-reason");

/// `POST /{plural}`
pub async fn create(caller: Caller, At(plural): At<String>, body: Body) -> Result {
    caller.only(&[])?;
    run(caller, plural, None, Form::Create, body.object(false)?).await
}

/// `PATCH /{plural}/{key}` (RFC 7396)
pub async fn patch(caller: Caller, At((plural, key)): At<(String, String)>, body: Body) -> Result {
    caller.only(&[])?;
    run(caller, plural, Some(key), Form::Patch, body.object(true)?).await
}

/// `PUT /{plural}/{key}`
pub async fn put(caller: Caller, At((plural, key)): At<(String, String)>, body: Body) -> Result {
    caller.only(&[])?;
    run(caller, plural, Some(key), Form::Put, body.object(false)?).await
}

/// `DELETE /{plural}/{key}`: retires it; nothing is ever erased.
pub async fn retire(caller: Caller, At((plural, key)): At<(String, String)>, body: Body) -> Result {
    caller.only(&["reason"])?;
    let mut members = body.optional()?;
    if let Some(reason) = caller.param("reason") {
        members.entry("reason").or_insert_with(|| json!(reason));
    }
    run(caller, plural, Some(key), Form::Retire, members).await
}

/// `POST /{plural}/{key}/{step}`
pub async fn step(caller: Caller, At((plural, key, step)): At<(String, String, String)>, body: Body) -> Result {
    caller.only(&[])?;
    run(caller, plural, Some(key), Form::Step(step), body.optional()?).await
}

/// `POST /{plural}/{key}/ask/{step}`
pub async fn ask(caller: Caller, At((plural, key, step)): At<(String, String, String)>, body: Body) -> Result {
    caller.only(&[])?;
    run(caller, plural, Some(key), Form::Ask(step), body.object(false)?).await
}

/// `POST /approvals/{key}/vote`
pub async fn vote(caller: Caller, At(key): At<String>, body: Body) -> Result {
    caller.only(&[])?;
    run(caller, "approvals".into(), Some(key), Form::Vote, body.object(false)?).await
}

async fn run(caller: Caller, plural: String, key: Option<String>, form: Form, body: Map<String, Value>) -> Result {
    let kind = kind_of(&plural)?;
    let reason = caller.header(&REASON)?.map(str::to_owned);
    let expected = Expected::of(&caller)?;
    let made = match form {
        Form::Create => Some(kind.name),
        Form::Ask(_) => Some("approval"),
        _ => None,
    };
    let asked = Asked { kind, key, form, body, expected, reason };
    let subject = asked.key.clone();
    let wishes = |view: &View| asked.wish(view, &HashSet::new()).map(|w| (w.reason, vec![w.command]));
    let done = perform(&caller, subject, wishes).await?;
    show(&caller, done, made).await
}

/// The record that came of it, as it stands now.
pub async fn show(caller: &Caller, done: Done, made: Option<&'static str>) -> Result {
    let view = caller.now().await?;
    let touched = match made {
        Some(kind) => done.touched.iter().find(|t| t.created && t.kind == kind),
        None => done.touched.iter().find(|t| Some(&t.key) == done.subject.as_ref()),
    };
    let other = || Problem::parameter("idempotency-key", "this key was used for another request; take a new one");
    let key = match (touched, &done.subject) {
        (Some(touched), _) => touched.key.clone(),
        (None, Some(key)) if made.is_none() && !done.repeated => key.clone(),
        _ => return Err(other()),
    };
    let status = if made.is_some() { StatusCode::CREATED } else { StatusCode::OK };
    let record = view.by_key(&key);
    let body = match record {
        Some(record) => Shape::default().show(record.as_ref(), &view),
        None => json!({"key": key, "version": touched.map(|t| t.version)}),
    };
    let mut response = answer::json(status, &body);
    let version = record.map(|r| r.head().version).or(touched.map(|t| t.version));
    if let Some(version) = version {
        answer::set(&mut response, header::ETAG, &version_tag(version));
    }
    if let (true, Some(kind)) = (made.is_some(), isms::head::Key::parse(&key).map(|k| k.kind)) {
        answer::set(&mut response, header::LOCATION, &format!("/api/v1/{}/{key}", kind.plural));
    }
    mark(&mut response, &done);
    Ok(response)
}

/// Says which act it was, and whether it had been carried out before.
pub fn mark(response: &mut Response, done: &Done) {
    if let Some(act) = done.act {
        answer::set(response, ACT, &act.to_string());
    }
    if done.repeated {
        answer::set(response, REPLAYED, "true");
    }
}
