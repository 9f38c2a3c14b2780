//! A decision compared with what came of it: what was predicted, what the numbers say now, and the owner's words, kept in one act.

use super::{present, typed};
use crate::{
    cx::Cx,
    design,
    fault::{Fault, Result},
    pages::{Page, insight::points},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    analysis::{
        allocation::{self, Moved},
        numbers::Numbers,
    },
    authority::Action,
    governance::Decision,
    kind,
    record::Record,
    risk::Treatment,
};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use service::{Command, Error, Request, Subject};

/// What the owner says.
#[derive(Clone, Deserialize)]
pub struct Said {
    version: i64,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    again: String,
}

/// `GET /decisions/{key}/outcome`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let record = typed::<Decision>(&cx, "decisions", &key)?;
    let said = Said { version: record.head.version, outcome: record.body.outcome.0.clone(), again: String::new() };
    Ok(drawn(&cx, &record, &said, &[]).await?.draw(&cx).into_response())
}

/// `POST /decisions/{key}/outcome`: what came of it and the step, in one act.
pub async fn keep(cx: Cx, Path(key): Path<String>, Form(said): Form<Said>) -> Result<Response> {
    present(&cx)?;
    let record = typed::<Decision>(&cx, "decisions", &key)?;
    let again = Some(said.again.trim()).filter(|day| !day.is_empty());
    let subject = Subject::Id(record.head.id);
    let patch = json!({ "outcome": said.outcome.trim(), "next_review": again });
    let edit = Command::Edit { subject: subject.clone(), version: Some(said.version), patch };
    let step = Command::Step { subject, version: None, step: "review".into(), reason: String::new() };
    let request = Request { via: "page", commands: vec![edit, step], ..Request::default() };
    match cx.app.service.perform(cx.viewer(), request).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?did=compared", path(&record))).into_response()),
        Err(Error::Invalid(faults)) => {
            let wrong: Vec<_> = faults.iter().map(|f| (String::new(), f.message.clone())).collect();
            Ok(drawn(&cx, &record, &said, &wrong).await?.with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// Whether the visitor may compare this decision now.
pub fn may(cx: &Cx, record: &Record<Decision>) -> bool {
    let edits = cx.view.may_on(record, Action::Edit) && cx.view.may_on(record, Action::Step);
    !cx.is_past() && &*record.head.state == "decided" && edits
}

async fn drawn(cx: &Cx, record: &Record<Decision>, said: &Said, wrong: &[(String, String)]) -> Result<Page> {
    let isms = cx.view.for_the_organisation();
    let numbers = cx.app.service.numbers(isms).await?;
    let moved = allocation::moved(isms, &numbers, record, cx.today())
        .ok_or_else(|| Fault::bad(cx.w.t("outcome-not-decided")))?;
    let action = format!("{}/outcome", path(record));
    let body = html! {
        (design::lede(&cx.w.t("outcome-title"), Some(html! { a href=(path(record)) { (record.head.title) } " " span.key { "DEC-" (record.head.number) } })))
        @if !wrong.is_empty() { (design::error_summary(&cx.w, wrong)) }
        (design::section("predicted", &cx.w.t("outcome-numbers"), None, figures(cx, record, &moved, &numbers)))
        @if may(cx, record) {
            form.stack.narrow method="post" action=(action) data-form {
                input type="hidden" name="version" value=(said.version);
                label.field { span.label { (cx.w.t("outcome-say")) } textarea name="outcome" rows="6" required { (said.outcome) } }
                p.quiet { (cx.w.t("outcome-say-help")) }
                label.field {
                    span.label { (cx.w.t("outcome-again")) small { " " (cx.w.t("optional")) } }
                    input type="date" name="again" value=(said.again);
                }
                div.actions { (design::first_button(&cx.w.t("outcome-keep"))) }
            }
        } @else { (design::notice(&design::Notice::text(design::Tone::Note, &cx.w.t("outcome-not-now")))) }
    };
    let crumbs = crate::pages::crumbs(cx, kind::of::<Decision>(), Some(format!("DEC-{}", record.head.number)));
    Ok(Page::new("governance", cx.w.t("outcome-title"), body).crumbs(crumbs))
}

/// What was chosen and moved, what was predicted of it, and how certain its objective is now.
fn figures(cx: &Cx, record: &Record<Decision>, moved: &Moved, numbers: &Numbers) -> Markup {
    let w = &cx.w;
    let share = |s: Option<f64>| s.map_or_else(|| w.t("unknown"), |s| w.percent(s));
    let sure = moved.objective.and_then(|o| numbers.objectives.get(&o));
    let now = sure.and_then(|s| s.certainty).map(|(c, e)| format!("{} ± {}", w.percent(c), points(cx, e)));
    let predicted = format!("{} → {}", share(moved.predicted.0), share(moved.predicted.1));
    let treatments = record.body.choice().map(|c| &c.treatments[..]).unwrap_or_default();
    let carried = treatments.iter().filter_map(|t| cx.view.get(t.id())?.typed::<Treatment>());
    let mut rows = vec![
        (w.t("outcome-chosen"), html! { (record.body.chosen) }),
        (w.t("answer-on"), html! { (w.date(moved.on)) }),
        (w.t("answer-foretold"), html! { (predicted) }),
        (
            w.t("outcome-now"),
            html! { @if let Some(o) = moved.objective { (cx.link_to(o)) ": " } (now.unwrap_or_else(|| w.t("unknown"))) },
        ),
    ];
    if let Some(money) = moved.money {
        rows.insert(2, (w.t("answer-moved"), html! { (w.money(money.minor, money.currency.code())) }));
    }
    let done: Vec<Markup> = carried.map(|t| html! { li { (cx.link_to(t.head.id)) " " (cx.state_tag(t)) } }).collect();
    if !done.is_empty() {
        rows.push((w.t("outcome-carried"), html! { ul.plain { @for item in &done { (item) } } }));
    }
    html! {
        (design::facts(&rows))
        p.quiet { (w.t("outcome-method")) " " code { (numbers.model_version) " · " (numbers.input_hash.chars().take(12).collect::<String>()) } }
    }
}
