//! `/policies/{key}/publish`: whom it will be asked of, what it costs them, from which day it holds, and the buttons that do it.

use super::{Page, document, hours, impact, links, page, pick};
use crate::{
    cx::Cx,
    design::{self, Notice, Step, Tone},
    fault::Result,
    pages::form::Pairs,
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    analysis::{impact as weigh, impact::Readers, reading},
    authority::Action,
    coming,
    record::AnyRecord,
};
use jiff::civil::Date;
use maud::{Markup, html};
use service::{Command, Error, Request, Subject};

/// `GET /policies/{key}/publish`, `/guidelines/{key}/publish`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = document(&cx, &key, &["policy", "guideline"])?;
    let named = coming::named(record.as_ref()).map(|day| day.to_string()).unwrap_or_default();
    Ok(drawn(&cx, record.as_ref(), &named, &[]).draw(&cx))
}

/// `POST /policies/{key}/publish`: at once, or for the day that is named.
pub async fn publish(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response> {
    let record = document(&cx, &key, &["policy", "guideline"])?;
    let named = pick(&pairs, "from");
    let later = pick(&pairs, "when") == "later";
    let refused =
        |said: String| drawn(&cx, record.as_ref(), &named, &[said]).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY);
    let from = match named.trim().parse::<Date>() {
        Ok(day) if later => Some(day),
        Err(_) if later => return Ok(refused(cx.w.t("pol-day-missing"))),
        _ => None,
    };
    let version = pick(&pairs, "version").parse().ok();
    let command = Command::Publish { subject: Subject::Id(record.head().id), version, from };
    match cx.app.service.perform(cx.viewer(), Request::one("page", command)).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?did=stepped", path(record.as_ref()))).into_response()),
        Err(Error::Invalid(faults)) => {
            let said: Vec<String> = faults.into_iter().map(|f| f.message).collect();
            Ok(drawn(&cx, record.as_ref(), &named, &said).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

fn drawn(cx: &Cx, record: &dyn AnyRecord, named: &str, said: &[String]) -> Page {
    let isms = cx.view.for_the_organisation();
    let id = record.head().id;
    let after = weigh::published(isms, id);
    let found = weigh::impact(isms, &after, id);
    let along = weigh::drafts_of(isms, id);
    let audience = after.get(id).map_or(0, |r| reading::concerned(&after, r.as_ref()).len());
    let asked: usize = found.readers.iter().filter(|r| r.at_once).map(Readers::people).sum();
    let facts = [
        (
            cx.w.t("pol-audience"),
            html! { (audience_of(cx, record)) " · " (cx.w.tn("pol-people", &[("n", audience.into())])) },
        ),
        (
            cx.w.t("pol-asked"),
            html! { (cx.w.tn("pol-people", &[("n", asked.into())])) " · " (hours(cx, found.hours())) },
        ),
        (cx.w.t("pol-takes-effect"), html! { (effect(cx, record)) }),
    ];
    let errors: Vec<(String, String)> = said.iter().map(|s| ("from".to_owned(), s.clone())).collect();
    let body = html! {
        @if !errors.is_empty() { (design::error_summary(&cx.w, &errors)) }
        (ready(cx, record, named))
        (design::facts(&facts))
        @if !along.is_empty() { p { (cx.w.t("pol-along")) " " (links(cx, &along)) } }
        (design::section("impact", &cx.w.t("pol-impact"), None, impact::drawn(cx, &found)))
    };
    page(cx, record, &cx.w.t("pol-publish"), body)
}

/// From when it holds, as far as that is settled.
fn effect(cx: &Cx, record: &dyn AnyRecord) -> String {
    match coming::day(record) {
        Some(day) => cx.w.tn("pol-comes", &[("day", cx.w.date_long(day).into())]),
        None => cx.w.t("pol-effect"),
    }
}

/// The audience as it is stated in the draft.
fn audience_of(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    match record.body().named("audience") {
        Some((_, isms::field::Val::Str(text))) if !text.trim().is_empty() => html! { code { (text) } },
        _ => html! { (cx.w.t("pol-everyone")) },
    }
}

/// The two ways to publish, or what is missing.
fn ready(cx: &Cx, record: &dyn AnyRecord, named: &str) -> Markup {
    if cx.is_past() {
        return html! {};
    }
    let announced = coming::day(record).is_some();
    if &*record.head().state != "approved" && !announced {
        let state = &record.head().state;
        let state = cx.w.or(&format!("pol-state-{state}"), &cx.state_label(record.kind(), state));
        let review = format!("{}/review", path(record));
        let body = html! { (cx.w.tn("pol-not-approved", &[("state", state.into())])) " " a href=(review) { (cx.w.t("pol-to-review")) } };
        return design::notice(&Notice { tone: Tone::Note, body });
    }
    let label = cx.w.t("pol-publish-now");
    if !cx.view.may_on(record, Action::Step) {
        return design::step_denied(&cx.w, &label, &cx.w.t("step-not-yours"));
    }
    let action = format!("{}/publish", path(record));
    let version = record.head().version.to_string();
    let step = Step {
        action: action.clone(),
        label,
        first: named.is_empty(),
        hidden: vec![("version".into(), version.clone())],
        ..Step::default()
    };
    let today = cx.today();
    let bound = |days| today.checked_add(jiff::Span::new().days(days)).map(|d: Date| d.to_string()).ok();
    let word = if announced { "pol-another-day" } else { "pol-publish-later" };
    html! {
        div.actions { (design::step_button(&cx.w, &step)) }
        form.stack method="post" action=(action) {
            input type="hidden" name="version" value=(version);
            input type="hidden" name="when" value="later";
            label.field { span.label { (cx.w.t("pol-holds-from")) }
                input type="date" id="from" name="from" required value=(named) min=[bound(1)] max=[bound(coming::AHEAD)] aria-describedby="from-help"; }
            p.quiet id="from-help" { (cx.w.t("pol-later-help")) }
            div.actions { @if named.is_empty() { (design::button(&cx.w.t(word))) } @else { (design::first_button(&cx.w.t(word))) } }
        }
        @if announced { p.quiet { (cx.w.t("pol-call-back-how")) } }
    }
}
