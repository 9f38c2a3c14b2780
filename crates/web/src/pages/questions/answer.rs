//! `/answer/{token}`: a counterpart without an account answers. The page shows the organisation's name, the questions and
//! the counterpart's own answers, and nothing else; it works without scripts, so branches open with the next saving.

use super::{
    parts::{by_link, choice_word, said},
    sending,
};
use crate::{
    App,
    cx::words,
    design::{self, Control, FieldView, Notice, Opt, Tone},
    fault::Fault,
    words::Words,
};
use axum::{
    extract::{Multipart, Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    check::Fault as Wrong,
    everywhere::{
        questionnaire::AnswerForm,
        response::{Answer, Asked, Judgement, Response as Record},
    },
};
use maud::{Markup, html};
use serde::Deserialize;
use service::{
    Error,
    questions::{
        Door, Opened,
        answer::{Filled, Sending},
        upload::{LARGEST, TAKEN},
    },
};
use std::collections::HashMap;

/// What was done just now.
#[derive(Deserialize)]
pub struct Did {
    did: Option<String>,
}

/// `GET /answer/{token}`
pub async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    Path(token): Path<String>,
    Query(did): Query<Did>,
) -> Response {
    let w = words(&headers);
    match open(&app, &w, &token).await {
        Ok(opened) => by_link(drawn(&app, &w, &token, &opened, Sheet { did: did.did, ..Sheet::default() }).await),
        Err(response) => by_link(*response),
    }
}

/// `POST /answer/{token}`: keeps a draft, or hands the answers in.
pub async fn save(State(app): State<App>, headers: HeaderMap, Path(token): Path<String>, form: Multipart) -> Response {
    let w = words(&headers);
    match open(&app, &w, &token).await {
        Ok(opened) => by_link(kept(&app, &w, &token, opened, form).await.unwrap_or_else(IntoResponse::into_response)),
        Err(response) => by_link(*response),
    }
}

/// The response behind a link, or the page that says why there is none.
async fn open(app: &App, w: &Words, token: &str) -> Result<Box<Opened>, Box<Response>> {
    let door = app.service.answer_door(token).await.map_err(|e| Box::new(Fault::from(e).into_response()))?;
    admit(app, w, token, door)
}

/// Whoever tries secrets is slowed down together; whoever has one only by what it opens.
pub fn admit(app: &App, w: &Words, token: &str, door: Door) -> Result<Box<Opened>, Box<Response>> {
    let told = |status: StatusCode, word: &str| {
        let body = html! { (design::lede(&w.t(word), Some(html! { (w.t(&format!("{word}-why"))) }))) };
        Err(Box::new((status, Html(design::bare(w, &w.t(word), body).into_string())).into_response()))
    };
    match door {
        Door::Unknown if !app.may("link unknown", 120, 1) => told(StatusCode::TOO_MANY_REQUESTS, "link-wait"),
        Door::Unknown => told(StatusCode::NOT_FOUND, "link-unknown"),
        _ if !app.may(&format!("link {token}"), 120, 2) => told(StatusCode::TOO_MANY_REQUESTS, "link-wait"),
        Door::Ended => told(StatusCode::GONE, "link-ended"),
        Door::Open(opened) => Ok(opened),
    }
}

async fn kept(app: &App, w: &Words, token: &str, opened: Box<Opened>, form: Multipart) -> Result<Response, Fault> {
    if !app.may(&format!("sending {token}"), 60, 10) {
        return Err(Fault { status: StatusCode::TOO_MANY_REQUESTS, message: w.t("link-wait-why") });
    }
    let sending = sending::read(form).await?;
    let typed = typed(&sending);
    let hand_in = sending.hand_in;
    let before = opened.response()?.body.is_asked();
    match app.service.respond(&opened, sending).await {
        Ok(_) => {
            let now = open(app, w, token).await.ok().and_then(|o| o.response().ok().map(|r| r.body.is_asked()));
            let more = now.is_some_and(|now| now.iter().zip(&before).any(|(now, before)| *now && !before));
            let did = if hand_in {
                "handed-in"
            } else if more {
                "more"
            } else {
                "kept"
            };
            Ok(Redirect::to(&format!("/answer/{token}?did={did}")).into_response())
        }
        Err(Error::Invalid(wrong)) => {
            let sheet = Sheet { typed, wrong, ..Sheet::default() };
            Ok(drawn(app, w, token, &opened, sheet).await)
        }
        Err(Error::Conflict { .. }) => {
            let newer = open(app, w, token).await.unwrap_or(opened);
            let wrong = vec![Wrong::at("", w.t("answer-conflict"))];
            Ok(drawn(app, w, token, &newer, Sheet { typed, wrong, ..Sheet::default() }).await)
        }
        Err(other) => Err(other.into()),
    }
}

/// What stands on the page beside what is kept.
#[derive(Default)]
struct Sheet {
    did: Option<String>,
    typed: HashMap<usize, Filled>,
    wrong: Vec<Wrong>,
}

/// What was typed, without the files: browsers do not let them be filled in again.
fn typed(sending: &Sending) -> HashMap<usize, Filled> {
    let plain = |f: &Filled| Filled { files: Vec::new(), ..f.clone() };
    sending.filled.iter().map(|f| (f.question, plain(f))).collect()
}

async fn drawn(app: &App, w: &Words, token: &str, opened: &Opened, sheet: Sheet) -> Response {
    let (Ok(record), Ok(org)) = (opened.response(), app.org_name(opened.org).await) else {
        return Fault::missing("questionnaire").into_response();
    };
    let status = if sheet.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = record.head.title.rsplit_once(": ").map_or(&*record.head.title, |(title, _)| title);
    let progress = record.body.progress();
    let told = |key: &str| {
        w.tn(key, &[("org", org.clone().into()), ("n", progress.dealt_with.into()), ("m", progress.asked.into())])
    };
    let body = html! {
        (design::lede(title, Some(html! { (told("answer-asked-by")) })))
        @match sheet.did.as_deref() {
            Some("kept") => (design::notice(&Notice::text(Tone::Good, &w.t("answer-kept")))),
            Some("more") => (design::notice(&Notice::text(Tone::Note, &w.t("answer-more")))),
            _ => {}
        }
        @if &*record.head.state == "asked" { (form(w, token, &record.body, record.head.version, &sheet)) } @else { (handed_in(w, &record.body)) }
    };
    (status, Html(design::bare(w, title, body).into_string())).into_response()
}

/// What was handed in, to be read again.
fn handed_in(w: &Words, body: &Record) -> Markup {
    html! {
        (design::notice(&Notice::text(Tone::Good, &w.tn("answer-handed-in", &[("day", body.submitted_on.map(|d| w.date(d)).unwrap_or_default().into())]))))
        dl.answers {
            @for (question, answer) in body.lines() {
                div { dt { (question.text.0) } dd { @if let Some(answer) = answer { (said(w, question, answer)) (files_told(answer)) } } }
            }
        }
    }
}

fn files_told(answer: &Answer) -> Markup {
    html! { @for file in &answer.files { p.quiet { (file.name) } } }
}

fn form(w: &Words, token: &str, body: &Record, version: i64, sheet: &Sheet) -> Markup {
    let (asked, answers) = (body.is_asked(), body.by_question());
    let shown: Vec<(usize, &Asked, Option<&Answer>)> = body
        .asked
        .iter()
        .enumerate()
        .filter(|(at, _)| asked.get(*at) == Some(&true))
        .map(|(at, q)| (at, q, answers.get(q.id.as_str()).copied()))
        .collect();
    let reused = shown.iter().any(|(_, _, a)| a.is_some_and(|a| a.reused_from.is_some()));
    let errors: Vec<(String, String)> = sheet.wrong.iter().map(|f| (anchor(&f.pointer), f.message.clone())).collect();
    let sections = shown.chunk_by(|a, b| a.1.section == b.1.section);
    html! {
        (design::error_summary(w, &errors))
        @if let Some(due) = body.due { p.quiet { (w.tn("answer-due", &[("day", w.date(due).into())])) } }
        form.record.answering method="post" action={ "/answer/" (token) } enctype="multipart/form-data" novalidate {
            input type="hidden" name="version" value=(version);
            @for section in sections {
                fieldset {
                    @if let Some((_, first, _)) = section.first() { @if !first.section.is_empty() { legend { (first.section) } } }
                    @for (at, question, answer) in section { (one(w, *at, question, *answer, sheet)) }
                }
            }
            @if reused { (confirm(w, &shown, sheet)) }
            p.quiet { (w.t("answer-branches")) }
            div.actions.keep {
                button type="submit" name="do" value="keep" { (w.t("answer-keep")) }
                button.first type="submit" name="do" value="hand-in" { (w.t("answer-hand-in")) }
            }
        }
    }
}

/// The element that a pointer such as `/q3` is about.
fn anchor(pointer: &str) -> String {
    pointer.strip_prefix('/').map_or_else(|| "main".into(), |name| format!("f-{name}"))
}

fn confirm(w: &Words, shown: &[(usize, &Asked, Option<&Answer>)], sheet: &Sheet) -> Markup {
    let all = shown.iter().filter_map(|(_, _, a)| *a).filter(|a| a.reused_from.is_some()).all(|a| a.confirmed);
    let mut field = FieldView::new("confirm", w.t("answer-confirm"), Control::Flag).needed();
    if all {
        field = field.value("true");
    }
    field.errors = errors(sheet, "/confirm");
    design::fields(w, &[field])
}

fn errors(sheet: &Sheet, pointer: &str) -> Vec<String> {
    sheet.wrong.iter().filter(|f| f.pointer == pointer).map(|f| f.message.clone()).collect()
}

fn one(w: &Words, at: usize, question: &Asked, answer: Option<&Answer>, sheet: &Sheet) -> Markup {
    if let Some(answer) = answer.filter(|a| a.verdict == Judgement::Accepted) {
        return html! {
            div.question { p.label { (question.text.0) } (said(w, question, answer)) (files_told(answer)) p.quiet { (w.t("answer-accepted")) } }
        };
    }
    let typed = sheet.typed.get(&at);
    let kept = answer.map(Answer::words).unwrap_or_default();
    let mut field = FieldView::new(format!("q{at}"), question.text.0.clone(), control(w, question)).needed();
    field.values = typed.map_or(kept, |t| t.words.clone());
    field.errors = errors(sheet, &format!("/q{at}"));
    let comment = typed.map_or_else(|| answer.map(|a| a.comment.0.clone()).unwrap_or_default(), |t| t.comment.clone());
    let files = answer.map_or(&[][..], |a| &a.files);
    let open = !comment.is_empty() || !files.is_empty() || !field.errors.is_empty();
    html! {
        div.question {
            @if let Some(asks) = answer.filter(|a| a.verdict == Judgement::FollowUp && !a.remark.0.is_empty()) {
                (design::notice(&Notice { tone: Tone::Note, body: html! { strong { (w.t("answer-asked-back")) } " " (asks.remark.0) } }))
            }
            (design::fields(w, &[field]))
            @if let Some(day) = answer.filter(|a| a.reused_from.is_some()).and_then(|a| a.reused_of) {
                p.quiet { (design::tag(Tone::Note, &w.tn("answer-reused", &[("day", w.date(day).into())]))) }
            }
            (design::more(&w.t("answer-add"), open, beside(w, at, &comment, files)))
        }
    }
}

/// Comment and files of one answer.
fn beside(w: &Words, at: usize, comment: &str, files: &[isms::communication::report::ReportFile]) -> Markup {
    let field = FieldView::new(format!("c{at}"), w.t("answer-comment"), Control::Text { markdown: false, rows: 2 })
        .value(comment);
    html! {
        (design::fields(w, &[field]))
        @for file in files {
            label.check { input type="checkbox" name={ "x" (at) } value=(file.hash); " " (w.tn("answer-file-away", &[("name", file.name.clone().into())])) }
        }
        label.field {
            span.label { (w.t("answer-file")) " " small { (w.tn("answer-file-help", &[("kinds", TAKEN.into()), ("mb", (LARGEST >> 20).into())])) } }
            input type="file" name={ "f" (at) };
        }
    }
}

fn control(w: &Words, question: &Asked) -> Control {
    let open = || Opt::new("", w.t("answer-none"));
    let words =
        |all: &[String]| -> Vec<Opt> { all.iter().map(|c| Opt::new(c.clone(), choice_word(w, question, c))).collect() };
    match question.answer_form {
        AnswerForm::Text => Control::Text { markdown: false, rows: 3 },
        AnswerForm::Number => Control::Number { step: Some("any".into()), unit: None },
        AnswerForm::Date => Control::Date,
        AnswerForm::SeveralOf => Control::Many { options: words(&question.choices) },
        AnswerForm::YesOrNo => {
            Control::Choice { options: [words(&["yes".to_owned(), "no".to_owned()]), vec![open()]].concat() }
        }
        AnswerForm::OneOf => Control::Choice { options: [words(&question.choices), vec![open()]].concat() },
    }
}
