//! What people say about what they work by, in one press, and what they are answered, in one form.

use super::{me, my_key, now_only};
use crate::{
    cx::Cx,
    design::{self, Tone},
    fault::{Fault, Result},
    markdown,
    pages::{Page, crumbs, record_of},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    analysis::practice,
    authority::Action,
    field::Choice,
    instruction::{Feedback, feedback::Workable},
    kind,
    record::{AnyRecord, Record},
};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use service::{Command, Error, Request, Subject};

/// Kinds that something may be said about.
pub const TOLD: [&str; 5] = ["instruction", "policy", "guideline", "requirement", "course"];

/// What the form of three buttons sends.
#[derive(Deserialize)]
pub struct Said {
    about: String,
    says: String,
    #[serde(default)]
    because: String,
    #[serde(default)]
    request: String,
}

/// What the form of an answer sends.
#[derive(Deserialize)]
pub struct Answered {
    #[serde(default)]
    answer: String,
    version: Option<i64>,
    #[serde(default)]
    settle: String,
}

fn word(cx: &Cx, says: Workable) -> String {
    cx.w.t(&format!("ist-says-{}", says.word()))
}

fn tone(says: Workable) -> Tone {
    match says {
        Workable::Works => Tone::Good,
        Workable::Awkward => Tone::Warn,
        Workable::Unworkable => Tone::Bad,
    }
}

/// `POST /feedback/say`
pub async fn say(cx: Cx, Form(said): Form<Said>) -> Result<Response> {
    now_only(&cx)?;
    let about = cx.view.by_key(&said.about).filter(|r| TOLD.contains(&r.kind().name)).cloned();
    let about = about.ok_or_else(|| Fault::missing(format!("record {}", said.about)))?;
    let says = Workable::from_word(&said.says).ok_or_else(|| Fault::bad(cx.w.t("ist-say-what")))?;
    let from = my_key(&cx)?;
    let title = format!("{}: {}", word(&cx, says), about.head().title);
    let fields = json!({
        "title": title.chars().take(300).collect::<String>(), "about": said.about, "from": from, "says": said.says,
        "said_on": cx.today().to_string(), "because": said.because.trim(),
        "of_edition": about.in_force().map(|e| e.number),
    });
    let request = Some(said.request).filter(|r| !r.is_empty());
    let command = Command::Create { kind: kind::of::<Feedback>(), fields };
    match cx.app.service.perform(cx.viewer(), Request { request, ..Request::one("page", command) }).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?did=said#feedback", path(about.as_ref()))).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors: Vec<(String, String)> = faults.iter().map(|f| ("because".into(), f.message.clone())).collect();
            let body = html! {
                (design::lede(&about.head().title, None))
                (design::error_summary(&cx.w, &errors))
                (form(&cx, about.as_ref(), &said.because))
                p { a href=(path(about.as_ref())) { (cx.w.t("back")) } }
            };
            let way = crumbs(&cx, about.kind(), Some(said.about));
            let page = Page::new(about.kind().area.name(), about.head().title.clone(), body).crumbs(way);
            Ok(page.with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /feedback/{key}/answer`
pub async fn answer(cx: Cx, Path(key): Path<String>, Form(sent): Form<Answered>) -> Result<Response> {
    now_only(&cx)?;
    let record = record_of(&cx, "feedback", &key)?;
    let by = my_key(&cx)?;
    let subject = Subject::Id(record.head().id);
    let patch = json!({ "answer": sent.answer.trim(), "answered_by": by, "answered_on": cx.today().to_string() });
    let step = |step: &str| Command::Step {
        subject: subject.clone(),
        version: None,
        step: step.into(),
        reason: String::new(),
    };
    let mut commands = vec![Command::Edit { subject: subject.clone(), version: sent.version, patch }];
    if &*record.head().state == "said" {
        commands.push(step("answer"));
    }
    if !sent.settle.is_empty() {
        commands.push(step("settle"));
    }
    let act = Request { via: "page", commands, ..Request::default() };
    match cx.app.service.perform(cx.viewer(), act).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?did=answered", path(record.as_ref()))).into_response()),
        Err(Error::Invalid(faults)) => {
            let feedback = record.typed::<Feedback>().ok_or_else(|| Fault::missing("feedback"))?;
            let errors: Vec<(String, String)> = faults.iter().map(|f| ("answer".into(), f.message.clone())).collect();
            let body = html! {
                (design::lede(&record.head().title, None))
                (design::error_summary(&cx.w, &errors))
                (answer_form(&cx, feedback, &sent.answer))
            };
            let page = Page::new("instruction", record.head().title.clone(), body);
            Ok(page.crumbs(crumbs(&cx, record.kind(), Some(key))).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// Whether the visitor may say something.
pub fn may_say(cx: &Cx) -> bool {
    !cx.is_past() && me(cx).is_some() && cx.view.sight.may(kind::of::<Feedback>(), Action::Create)
}

/// Three buttons and a reason.
pub fn form(cx: &Cx, about: &dyn AnyRecord, because: &str) -> Markup {
    html! {
        form.stack.say method="post" action="/feedback/say" {
            input type="hidden" name="about" value=(about.key());
            input type="hidden" name="request" value=(cx.app.service.request_key());
            label.field for="because" { span.label { (cx.w.t("ist-because")) } }
            textarea id="because" name="because" rows="2" data-grow { (because) }
            div.actions {
                @for option in Workable::OPTIONS {
                    button type="submit" name="says" value=(option.value) { (cx.w.t(&format!("ist-says-{}", option.value))) }
                }
            }
        }
    }
}

/// What was said about a record: counts, what waits for an answer and for how long, and the buttons.
pub fn section(cx: &Cx, about: &dyn AnyRecord) -> Markup {
    let isms = cx.view.for_the_organisation();
    let all = practice::feedback(isms, about.head().id);
    let seen: Vec<&Record<Feedback>> = all.into_iter().filter(|f| cx.view.get(f.head.id).is_some()).collect();
    if seen.is_empty() && !may_say(cx) {
        return html! {};
    }
    let count = |says: Workable| seen.iter().filter(|f| f.body.says == says).count();
    let waiting: Vec<(&Record<Feedback>, i64)> =
        seen.iter().filter_map(|f| Some((*f, practice::unanswered(isms, f)?))).collect();
    let oldest = waiting.iter().map(|(_, days)| *days).max();
    let body = html! {
        @if seen.is_empty() { p.quiet { (cx.w.t("ist-nothing-said")) } }
        @else {
            p {
                @for (i, says) in [Workable::Works, Workable::Awkward, Workable::Unworkable].into_iter().enumerate() {
                    @if i > 0 { " · " }
                    (word(cx, says)) ": " strong { (count(says)) }
                }
            }
            @if let Some(days) = oldest {
                p { (design::tag(Tone::Warn, &cx.w.tn("ist-unanswered", &[("n", waiting.len().into()), ("days", days.into())]))) }
            }
            ul.plain { @for f in seen.iter().take(8) { li { (line(cx, f)) } } }
        }
        @if may_say(cx) { (form(cx, about, "")) }
    };
    design::section("feedback", &cx.w.t("ist-feedback"), None, body)
}

fn line(cx: &Cx, f: &Record<Feedback>) -> Markup {
    let days = practice::unanswered(cx.view.for_the_organisation(), f);
    html! {
        (design::tag(tone(f.body.says), &word(cx, f.body.says))) " " (cx.link_to(f.head.id))
        @if let Some(on) = f.body.said_on { " " span.quiet { (cx.w.date(on)) } }
        @if let Some(days) = days { " " span.quiet { (cx.w.tn("ist-waits", &[("days", days.into())])) } }
        @if !f.body.because.0.trim().is_empty() { (design::prose(markdown::render(&f.body.because.0))) }
        @if !f.body.answer.0.trim().is_empty() { p { strong { (cx.w.t("ist-answer")) } } (design::prose(markdown::render(&f.body.answer.0))) }
    }
}

/// The form of an answer.
pub fn answer_form(cx: &Cx, feedback: &Record<Feedback>, text: &str) -> Markup {
    html! {
        form.stack method="post" action={ "/feedback/FBK-" (feedback.head.number) "/answer" } {
            input type="hidden" name="version" value=(feedback.head.version);
            label.field for="answer" { span.label { (cx.w.t("ist-answer-label")) } }
            textarea id="answer" name="answer" rows="4" required data-grow { (text) }
            div.actions {
                button.first type="submit" { (cx.w.t("ist-answer-give")) }
                button type="submit" name="settle" value="yes" { (cx.w.t("ist-answer-settle")) }
            }
        }
    }
}
