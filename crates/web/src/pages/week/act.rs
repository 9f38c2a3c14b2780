//! Presses of the list: each does one thing, comes back to the list, and can be undone where the thing itself can be.

use super::card::{AGAIN, back};
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::{Fault, Result},
};
use axum::{
    Form,
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use isms::{authority::Action, lifecycle::Step, record::AnyRecord};
use maud::html;
use serde::Deserialize;
use serde_json::json;
use service::{Command, Request, Subject};
use std::sync::Arc;

/// What a press sends.
#[derive(Deserialize)]
pub struct Pressed {
    #[serde(default)]
    act: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    step: String,
    #[serde(default)]
    from: String,
    edition: Option<i64>,
    version: Option<i64>,
}

fn record<'a>(cx: &'a Cx, key: &str) -> Result<&'a Arc<dyn AnyRecord>> {
    if cx.is_past() {
        return Err(Fault::bad(cx.w.t("week-past")));
    }
    cx.view.by_key(key).ok_or_else(|| Fault::missing(key))
}

/// `POST /week/{key}`
pub async fn perform(cx: Cx, Path(key): Path<String>, Form(sent): Form<Pressed>) -> Result<Response> {
    let record = record(&cx, &key)?.clone();
    let subject = Subject::Id(record.head().id);
    let reason = sent.reason.trim().to_owned();
    let vote = |approve| Command::Vote { approval: subject.clone(), approve, reason: reason.clone() };
    let (did, command) = match sent.act.as_str() {
        "acknowledge" => ("read", Command::Acknowledge { subject, edition: sent.edition, people: Vec::new() }),
        "approve" => ("voted", vote(true)),
        "reject" => ("voted", vote(false)),
        "step" => ("step", Command::Step { subject, version: sent.version, step: sent.step, reason: reason.clone() }),
        "review" => ("looked", looked(&cx, subject, &sent)),
        other => {
            return Err(Fault::bad(format!(
                "act: expected acknowledge, approve, reject, review or step, found {other:?}"
            )));
        }
    };
    let reason = if did == "looked" { cx.w.t("week-looked-because") } else { reason };
    cx.app.service.perform(cx.viewer(), Request::one("page", command).because(reason)).await?;
    Ok(Redirect::to(&back(did, record.as_ref(), &record.head().state)).into_response())
}

/// The day of the next look; the act and its reason are the proof of this one.
fn looked(cx: &Cx, subject: Subject, sent: &Pressed) -> Command {
    let again = cx.today().saturating_add(jiff::Span::new().months(AGAIN));
    Command::Edit { subject, version: sent.version, patch: json!({ "next_review": again.to_string() }) }
}

/// `POST /week/{key}/undo`: back to the state it had, by the steps that lead there.
pub async fn undo(cx: Cx, Path(key): Path<String>, Form(sent): Form<Pressed>) -> Result<Response> {
    let record = record(&cx, &key)?.clone();
    let steps = way_back(&cx, record.as_ref(), &sent.from).ok_or_else(|| Fault::bad(cx.w.t("week-no-undo")))?;
    let reason = cx.w.t("week-undone-because");
    let command = |s: &&'static Step| Command::Step {
        subject: Subject::Id(record.head().id),
        version: None,
        step: s.name.into(),
        reason: reason.clone(),
    };
    let commands = steps.iter().map(command).collect();
    cx.app
        .service
        .perform(cx.viewer(), Request { via: "page", reason: reason.clone(), commands, ..Request::default() })
        .await?;
    Ok(Redirect::to(&back("undone", record.as_ref(), "")).into_response())
}

/// The steps from where a record is to where it was, where the visitor may take them and nobody has to agree.
fn way_back(cx: &Cx, record: &dyn AnyRecord, from: &str) -> Option<Vec<&'static Step>> {
    record.kind().lifecycle.state(from)?;
    let steps = record.kind().lifecycle.path(&record.head().state, from)?;
    let free = !steps.is_empty() && steps.iter().all(|s| !s.approval) && cx.view.may_on(record, Action::Step);
    free.then_some(steps)
}

/// What was just done, with a way back or the reason why there is none.
pub fn told(cx: &Cx) -> Option<Notice> {
    let done = cx.query.get("done").filter(|d| ["read", "voted", "step", "looked", "undone"].contains(&d.as_str()))?;
    let record = cx.view.by_key(cx.query.get("key")?)?;
    let from = cx.query.get("from").cloned().unwrap_or_default();
    let said = cx.w.tn(&format!("week-done-{done}"), &[("title", record.head().title.as_str().into())]);
    let undo = way_back(cx, record.as_ref(), &from).filter(|_| done == "step" && !cx.is_past());
    let body = html! {
        p { (said) " " @if done == "read" || done == "voted" { (cx.w.t(&format!("week-kept-{done}"))) } }
        @if undo.is_some() {
            form method="post" action={ "/week/" (record.key()) "/undo" } {
                (design::hidden_inputs(&[("from".into(), from)]))
                button.small type="submit" { (cx.w.t("week-undo")) }
            }
        }
    };
    Some(Notice { tone: Tone::Good, body })
}
