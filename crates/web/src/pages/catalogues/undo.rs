//! Migrations that were carried out, and taking one back.

use super::{crumbs, may_make};
use crate::{
    cx::Cx,
    design::{self, LinkTo, Tone},
    fault::{Fault, Result},
    pages::Page,
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use service::{Error, migrate::Undo, stamp};

/// `GET /catalogues/migrations`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    allowed(&cx)?;
    let acts = cx.app.service.migrations(cx.viewer()).await?;
    let title = cx.w.t("fw-migrations");
    let body = html! {
        (design::lede(&title, Some(html! { (cx.w.t("fw-migrations-about")) })))
        @if acts.is_empty() { (design::empty(&cx.w.t("fw-migrations-none"), None)) }
        @else { ul.plain { @for a in &acts { li { a href={ "/catalogues/migrations/" (a.seq) } { (a.reason) } " " span.quiet { (cx.time(stamp(a.at))) " · " (cx.actor(a.actor)) } } } } }
    };
    Ok(Page::new("control", title.clone(), body).crumbs(crumbs(&cx, &[LinkTo::new(title, "")])).draw(&cx))
}

fn allowed(cx: &Cx) -> Result<()> {
    match may_make(cx) {
        true => Ok(()),
        false => Err(Fault::denied(cx.w.t("fw-may-not"))),
    }
}

/// `GET /catalogues/migrations/{seq}`
pub async fn show(cx: Cx, Path(seq): Path<i64>) -> Result<Html<String>> {
    allowed(&cx)?;
    let undo = cx.app.service.plan_undo(cx.viewer(), seq).await?;
    Ok(page(&cx, &undo, &[]).draw(&cx))
}

/// `POST /catalogues/migrations/{seq}`
pub async fn take_back(cx: Cx, Path(seq): Path<i64>) -> Result<Response> {
    allowed(&cx)?;
    match cx.app.service.undo_migration(cx.viewer(), seq).await {
        Ok(_) => Ok(Redirect::to(&format!("/catalogues/migrations/{seq}?did=moved-back")).into_response()),
        Err(Error::Invalid(faults)) => {
            let undo = cx.app.service.plan_undo(cx.viewer(), seq).await?;
            let errors: Vec<(String, String)> = faults.iter().map(|f| (String::new(), f.message.clone())).collect();
            Ok(page(&cx, &undo, &errors).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

fn page(cx: &Cx, undo: &Undo, errors: &[(String, String)]) -> Page {
    let seq = undo.act.seq;
    let act = |seq: i64| html! { a href={ "/acts/" (seq) } { (cx.w.tn("act-number", &[("n", cx.w.number(seq as f64, 0).into())])) } };
    let body = html! {
        (design::lede(&undo.act.reason, Some(html! { (act(seq)) ", " (cx.time(stamp(undo.act.at))) ", " (cx.actor(undo.act.actor)) })))
        (design::error_summary(&cx.w, errors))
        @match &undo.done {
            Some(done) => { (design::notice(&design::Notice { tone: Tone::Note, body: html! { (cx.w.t("fw-undone")) " " (act(done.seq)) } })) }
            None => (offer(cx, undo)),
        }
    };
    let title = undo.act.reason.clone();
    let way = [LinkTo::new(cx.w.t("fw-migrations"), "/catalogues/migrations"), LinkTo::new(seq.to_string(), "")];
    Page::new("control", title, body).crumbs(crumbs(cx, &way))
}

fn offer(cx: &Cx, undo: &Undo) -> Markup {
    let n = [("n", undo.restored.len().into()), ("m", undo.conflicts.len().into())];
    html! {
        p { (cx.w.tn("fw-undo-n", &n)) }
        @if undo.request.is_some() {
            form.step method="post" action={ "/catalogues/migrations/" (undo.act.seq) } { (design::first_button(&cx.w.t("fw-undo"))) }
        }
        @if !undo.restored.is_empty() { (design::section("back", &cx.w.t("fw-undo-back"), None, html! { ul.plain { @for id in &undo.restored { li { (cx.link_to(*id)) } } } })) }
        @if !undo.conflicts.is_empty() { (design::section("stays", &cx.w.t("fw-undo-stays"), None, html! { ul.plain { @for c in &undo.conflicts { li {
            @if let Some(id) = c.record { (cx.link_to(id)) " " span.quiet { (field(cx, id, c.field)) } " " }
            (cx.w.t(&format!("fw-why-{}", c.why.word())))
        } } } })) }
    }
}

fn field(cx: &Cx, id: isms::values::RecordId, name: &str) -> String {
    let record = cx.view.get(id);
    record.and_then(|r| r.kind().field(name).map(|f| cx.field_label(r.kind(), f))).unwrap_or_default()
}
