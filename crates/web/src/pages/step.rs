//! Lifecycle steps, requests for approval, votes.

use super::{Page, crumbs, record_of};
use crate::{
    cx::Cx,
    design,
    fault::{Fault, Result},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::record::AnyRecord;
use maud::html;
use serde::Deserialize;
use service::{Command, Error, Request, Subject};

/// What a step's form sends.
#[derive(Deserialize)]
pub struct Taken {
    #[serde(default)]
    reason: String,
    version: Option<i64>,
}

/// `POST /{plural}/{key}/step/{step}`
pub async fn take(
    cx: Cx,
    Path((plural, key, step)): Path<(String, String, String)>,
    Form(sent): Form<Taken>,
) -> Result<Response> {
    let record = record_of(&cx, &plural, &key)?;
    let command = Command::Step {
        subject: Subject::Id(record.head().id),
        version: sent.version,
        step,
        reason: sent.reason.clone(),
    };
    done(&cx, record.as_ref(), Request::one("page", command).because(sent.reason), "stepped").await
}

async fn done(cx: &Cx, record: &dyn AnyRecord, request: Request, did: &str) -> Result<Response> {
    match cx.app.service.perform(cx.viewer(), request).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?did={did}", path(record))).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors: Vec<(String, String)> = faults.iter().map(|f| (String::new(), f.message.clone())).collect();
            let body = html! {
                (design::lede(&record.head().title, None))
                (design::error_summary(&cx.w, &errors))
                (design::link_button(&cx.w.t("back"), &path(record), true))
            };
            let kind = record.kind();
            let page = Page::new(kind.area.name(), record.head().title.clone(), body).crumbs(crumbs(
                cx,
                kind,
                Some(record.key().to_string()),
            ));
            Ok(page.with_status(cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /{plural}/{key}/ask/{step}`
pub async fn ask(
    cx: Cx,
    Path((plural, key, step)): Path<(String, String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let record = record_of(&cx, &plural, &key)?;
    let all = |name: &str| {
        pairs
            .iter()
            .filter(|(k, v)| k == name && !v.trim().is_empty())
            .map(|(_, v)| v.trim().to_owned())
            .collect::<Vec<_>>()
    };
    if !all("_add").is_empty() {
        return Ok(Redirect::to(&path(record.as_ref())).into_response());
    }
    let reason = all("reason").join(" ");
    let approvers = all("approvers").iter().filter_map(|a| a.split_whitespace().next().map(str::to_owned)).collect();
    let command =
        Command::Ask { subject: Subject::Id(record.head().id), step, approvers, quorum: None, reason: reason.clone() };
    done(&cx, record.as_ref(), Request::one("page", command).because(reason), "asked").await
}

/// What a vote's form sends.
#[derive(Deserialize)]
pub struct Voted {
    verdict: String,
    #[serde(default)]
    reason: String,
}

/// `POST /approvals/{key}/vote`
pub async fn vote(cx: Cx, Path(key): Path<String>, Form(sent): Form<Voted>) -> Result<Response> {
    let record = record_of(&cx, "approvals", &key)?;
    let approve = match sent.verdict.as_str() {
        "approve" => true,
        "reject" => false,
        other => return Err(Fault::bad(format!("verdict: expected approve or reject, found {other:?}"))),
    };
    let command = Command::Vote { approval: Subject::Id(record.head().id), approve, reason: sent.reason.clone() };
    done(&cx, record.as_ref(), Request::one("page", command).because(sent.reason), "voted").await
}
