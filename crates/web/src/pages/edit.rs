//! New records and changed ones: one form for every kind.

use super::{Page, crumbs, form, kind_of, record_of};
use crate::{
    cx::Cx,
    design::{self, Form, Notice, Tone},
    fault::{Fault, Result},
    show::path,
};
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::{authority::Action, check::Fault as Wrong, kind::KindInfo, outer, record::AnyRecord};
use maud::html;
use serde_json::{Value, json};
use service::{Command, Error, Request, Subject};

/// Where a form leads when it is kept and when it is left, and what it carries along.
struct Ways {
    title: String,
    action: String,
    back: String,
    hidden: design::Hidden,
}

fn page(cx: &Cx, kind: &'static KindInfo, ways: Ways, values: &Value, faults: &[Wrong]) -> Page {
    let Ways { title, action, back, hidden } = ways;
    let groups = form::groups(cx, kind, values, faults);
    let errors = form::other_faults(&groups, faults);
    let drawn = design::form(
        &cx.w,
        &Form {
            action,
            hidden: vec![hidden],
            groups,
            submit: cx.w.t("save").to_string(),
            cancel: Some(back),
            ask_reason: true,
            errors,
        },
    );
    let body = html! { (design::lede(&title, Some(html! { (kind.about) }))) (drawn) };
    Page::new(kind.area.name(), title.clone(), body).crumbs(crumbs(cx, kind, Some(title)))
}

/// The form of a new record; `request` is a key under which sending it twice does nothing more.
fn new_page(cx: &Cx, kind: &'static KindInfo, request: String, values: &Value, faults: &[Wrong]) -> Page {
    let title = cx.w.tn("new-kind", &[("kind", cx.kind_label(kind, false).into())]);
    let back = format!("/{}", kind.plural);
    page(
        cx,
        kind,
        Ways { title, action: format!("{back}/new"), back, hidden: ("request".into(), request) },
        values,
        faults,
    )
}

/// `GET /{plural}/new`; fields may be given in the address.
pub async fn new(cx: Cx, Path(plural): Path<String>) -> Result<Response> {
    let kind = kind_of(&cx, &plural)?;
    if !kind.by_hand || !cx.view.sight.may(kind, Action::Create) {
        return Err(Fault::denied(cx.w.t("step-not-yours").to_string()));
    }
    let given = super::register::form_pairs(&cx.raw_query);
    let mut values = form::read(&cx, kind, &given);
    if let Some(members) = values.as_object_mut() {
        members.retain(|_, v| !v.is_null() && v != &json!(false));
        members.entry("compartment").or_insert_with(|| json!(isms::field::Choice::word(&kind.compartment)));
    }
    let shown = new_page(&cx, kind, cx.app.service.request_key(), &values, &[]);
    Ok(shown.draw(&cx).into_response())
}

fn pick(pairs: &form::Pairs, name: &str) -> String {
    pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone()).unwrap_or_default()
}

/// `POST /{plural}/new`
pub async fn create(cx: Cx, Path(plural): Path<String>, Sent(pairs): Sent<form::Pairs>) -> Result<Response> {
    let kind = kind_of(&cx, &plural)?;
    let mut values = form::read(&cx, kind, &pairs);
    let key = pick(&pairs, "request");
    let draw = |cx: &Cx, values: &Value, faults: &[Wrong]| new_page(cx, kind, key.clone(), values, faults);
    if form::reshape(&mut values, &pairs) {
        return Ok(draw(&cx, &values, &[]).draw(&cx).into_response());
    }
    let command = Command::Create { kind, fields: values.clone() };
    let request = Request {
        request: (!key.is_empty()).then(|| key.clone()),
        ..Request::one("page", command).because(pick(&pairs, "reason"))
    };
    match cx.app.service.perform(cx.viewer(), request).await {
        Ok(receipt) => {
            let made = receipt.touched.iter().find(|t| t.created).map(|t| t.key.clone()).unwrap_or_default();
            Ok(Redirect::to(&format!("/{plural}/{made}?did=created")).into_response())
        }
        Err(Error::Invalid(faults)) => {
            Ok(draw(&cx, &values, &faults).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

fn edit_page(cx: &Cx, record: &dyn AnyRecord, values: &Value, faults: &[Wrong]) -> Page {
    let title = cx.w.tn("edit-record", &[("title", record.head().title.as_str().into())]);
    let hidden = ("version".to_owned(), record.head().version.to_string());
    let back = path(record);
    page(cx, record.kind(), Ways { title, action: format!("{back}/edit"), back, hidden }, values, faults)
}

/// `GET /{plural}/{key}/edit`
pub async fn edit(cx: Cx, Path((plural, key)): Path<(String, String)>) -> Result<Response> {
    let record = record_of(&cx, &plural, &key)?;
    if !cx.view.may_on(record.as_ref(), Action::Edit) {
        return Err(Fault::denied(cx.w.t("step-not-yours").to_string()));
    }
    let mut values = outer::write(record.as_ref(), &cx.view);
    if let Some(members) = values.as_object_mut() {
        members.entry("compartment").or_insert_with(|| json!(isms::field::Choice::word(&record.head().compartment)));
    }
    Ok(edit_page(&cx, record.as_ref(), &values, &[]).draw(&cx).into_response())
}

/// `POST /{plural}/{key}/edit`
pub async fn save(
    cx: Cx,
    Path((plural, key)): Path<(String, String)>,
    Sent(pairs): Sent<form::Pairs>,
) -> Result<Response> {
    let record = record_of(&cx, &plural, &key)?;
    let mut patch = form::read(&cx, record.kind(), &pairs);
    if form::reshape(&mut patch, &pairs) {
        return Ok(edit_page(&cx, record.as_ref(), &patch, &[]).draw(&cx).into_response());
    }
    let version = pick(&pairs, "version").parse().ok();
    let command = Command::Edit { subject: Subject::Id(record.head().id), version, patch: patch.clone() };
    match cx.app.service.perform(cx.viewer(), Request::one("page", command).because(pick(&pairs, "reason"))).await {
        Ok(receipt) => {
            let did = if receipt.act.is_some() { "saved" } else { "unchanged" };
            Ok(Redirect::to(&format!("{}?did={did}", path(record.as_ref()))).into_response())
        }
        Err(Error::Invalid(faults)) => {
            Ok(edit_page(&cx, record.as_ref(), &patch, &faults).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Error::Conflict { found, .. }) => collided(&cx, record.as_ref(), version.unwrap_or(0), found, &patch).await,
        Err(other) => Err(other.into()),
    }
}

/// Someone else saved in between: their change is shown, and what was typed stays in the form.
async fn collided(cx: &Cx, record: &dyn AnyRecord, given: i64, found: i64, patch: &Value) -> Result<Response> {
    let history = cx.app.service.history(cx.viewer().org, record.head().id).await?;
    let form_of = |version: i64| history.iter().find(|(_, r)| r.head().version == version);
    let mut page = edit_page(cx, record, patch, &[]);
    if let (Some((_, before)), Some((act, after))) = (form_of(given), form_of(found)) {
        let changes = isms::diff::between(Some(before.as_ref()), after.as_ref(), &cx.view);
        let theirs = design::Act {
            diffs: super::timeline::diffs(cx, record.kind(), &changes),
            ..super::timeline::bare(cx, act)
        };
        let body = html! { p { (cx.w.t("collided")) } (design::timeline(&cx.w, &[theirs])) };
        page.notice = Some(Notice { tone: Tone::Warn, body });
    }
    Ok(page.with_status(cx, StatusCode::CONFLICT))
}
