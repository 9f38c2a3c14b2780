//! Judging a counterpart's answers, one by one and as a whole.

use super::{
    super::{Page, record_of, register::form_pairs, report},
    ask,
    parts::said,
};
use crate::{
    cx::Cx,
    design::{self, Control, FieldView, Notice, Opt, Tone, Width},
    fault::{Fault, Result},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    authority::Action,
    everywhere::{
        Response as Answered,
        response::{Answer, Asked, Judgement, Overall},
    },
    field::Choice,
    record::Record,
};
use maud::{Markup, html};
use serde::Deserialize;
use service::{
    Error,
    questions::review::{Raise, Review, Then, Word},
};
use std::collections::HashMap;

/// `GET /responses/{key}/review`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let record = record_of(&cx, "responses", &key)?;
    let answered = record.typed::<Answered>().ok_or_else(|| Fault::missing(&key))?;
    Ok(page(&cx, answered, &[]).draw(&cx).into_response())
}

fn page(cx: &Cx, record: &Record<Answered>, wrong: &[String]) -> Page {
    let judging = &*record.head.state == "submitted" && cx.view.may_on(record, Action::Edit) && !cx.is_past();
    let lines = record.body.lines();
    let sections = lines.chunk_by(|a, b| a.0.section == b.0.section);
    let matter = html! {
        @for section in sections {
            fieldset {
                @if let Some((first, _)) = section.first() { @if !first.section.is_empty() { legend { (first.section) } } }
                @for (question, answer) in section { (line(cx, record, question, *answer, judging)) }
            }
        }
    };
    let title = record.head.title.clone();
    let body = html! {
        (design::lede(&title, Some(html! { (cx.state_tag(record)) " " (super::insight::next(cx, record)) })))
        @for wrong in wrong { (design::notice(&Notice::text(Tone::Bad, wrong))) }
        @if judging {
            form.record method="post" action={ (path(record)) "/review" } data-form data-leave=(cx.w.t("form-leave")) {
                (design::enter_submits())
                input type="hidden" name="version" value=(record.head.version);
                (matter)
                (whole(cx, record))
                div.actions.keep {
                    button type="submit" name="then" value="keep" { (cx.w.t("review-keep")) }
                    button type="submit" name="then" value="follow-up" { (cx.w.t("review-ask-again")) }
                    button.first type="submit" name="then" value="close" { (cx.w.t("review-close")) }
                }
            }
            (raise_form(cx, record))
        } @else { div.record { (matter) } (concluded(cx, record)) }
    };
    Page::new("everywhere", title, body).crumbs(ask::below(cx, record))
}

fn concluded(cx: &Cx, record: &Record<Answered>) -> Markup {
    html! { @if !record.body.conclusion.0.is_empty() { (design::section("conclusion", &cx.w.t("review-conclusion"), None, design::prose(crate::markdown::render(&record.body.conclusion.0)))) } }
}

fn line(cx: &Cx, record: &Record<Answered>, question: &Asked, answer: Option<&Answer>, judging: bool) -> Markup {
    let at = record.body.asked.iter().position(|q| q.id == question.id).unwrap_or_default();
    html! {
        div.question {
            p.label { (question.text.0) }
            @match answer {
                None => p { (design::unknown(&cx.w)) },
                Some(answer) => {
                    (said(&cx.w, question, answer))
                    (marks(cx, record, answer))
                    @if judging { (judge_fields(cx, at, answer)) } @else { (judged(cx, answer)) }
                }
            }
        }
    }
}

/// Where an answer comes from, what came with it and what it led to.
fn marks(cx: &Cx, record: &Record<Answered>, answer: &Answer) -> Markup {
    html! {
        @if let (Some(from), Some(day)) = (answer.reused_from, answer.reused_of) {
            p.quiet {
                (cx.w.tn("review-reused", &[("day", cx.w.date(day).into())])) " " (cx.link_to(from.id()))
                @if !answer.confirmed { " " (design::tag(Tone::Warn, &cx.w.t("review-unconfirmed"))) }
            }
        }
        @for file in &answer.files {
            p { a href={ (path(record)) "/files/" (file.hash) } download { (file.name) } " " span.quiet { (cx.w.tn("bytes", &[("n", cx.w.number(file.size as f64, 0).into())])) } }
        }
        @for raised in &answer.raised { p { (cx.link_to(raised.id())) } }
    }
}

fn judged(cx: &Cx, answer: &Answer) -> Markup {
    let tone = match answer.verdict {
        Judgement::NotJudged => Tone::Unknown,
        Judgement::Accepted => Tone::Good,
        Judgement::FollowUp => Tone::Warn,
        Judgement::NotAccepted => Tone::Bad,
    };
    html! { p { (design::tag(tone, &label::<Judgement>(cx, answer.verdict.word()))) @if !answer.remark.0.is_empty() { " " (answer.remark.0) } } }
}

fn label<C: Choice>(cx: &Cx, word: &str) -> String {
    let label = C::OPTIONS.iter().find(|o| o.value == word).map_or(word, |o| o.label);
    cx.w.or(&format!("choice-{word}"), label)
}

fn options<C: Choice>(cx: &Cx) -> Vec<Opt> {
    C::OPTIONS.iter().map(|o| Opt::new(o.value, label::<C>(cx, o.value))).collect()
}

fn judge_fields(cx: &Cx, at: usize, answer: &Answer) -> Markup {
    let verdict = FieldView::new(
        format!("v{at}"),
        cx.w.t("review-verdict"),
        Control::Choice { options: options::<Judgement>(cx) },
    )
    .value(answer.verdict.word())
    .needed()
    .width(Width::Half);
    let remark = FieldView::new(format!("r{at}"), cx.w.t("review-remark"), Control::Text { markdown: false, rows: 2 })
        .value(answer.remark.0.clone())
        .width(Width::Half);
    let keep = FieldView::new(format!("k{at}"), cx.w.t("review-evidence"), Control::Flag).needed();
    html! { (design::fields(&cx.w, &[verdict, remark])) @if !answer.files.is_empty() { (design::fields(&cx.w, &[keep])) } }
}

fn whole(cx: &Cx, record: &Record<Answered>) -> Markup {
    let mut verdict =
        FieldView::new("verdict", cx.w.t("review-overall"), Control::Choice { options: options::<Overall>(cx) })
            .needed();
    verdict.values = record.body.verdict.map(|v| v.word().to_owned()).into_iter().collect();
    let conclusion =
        FieldView::new("conclusion", cx.w.t("review-conclusion"), Control::Text { markdown: true, rows: 3 })
            .value(record.body.conclusion.0.clone());
    html! { fieldset { legend { (cx.w.t("review-whole")) } p.quiet { (cx.w.t("review-whole-about")) } (design::fields(&cx.w, &[verdict, conclusion])) } }
}

/// What an answer leads to: a finding against what was agreed, or an action.
fn raise_form(cx: &Cx, record: &Record<Answered>) -> Markup {
    let short = |q: &Asked| format!("{} {}", q.id, crate::markdown::first_line(&q.text.0, 60));
    let questions = record
        .body
        .lines()
        .into_iter()
        .filter(|(_, a)| a.is_some())
        .map(|(q, _)| Opt::new(q.id.clone(), short(q)))
        .collect();
    let kinds = ["finding", "action"]
        .map(|k| Opt::new(k, cx.w.or(&format!("kind-{k}"), if k == "finding" { "Finding" } else { "Action" })));
    let against = Control::Reference {
        kind: "supplier_obligation,requirement,control".into(),
        multiple: false,
        known: Vec::new(),
    };
    let fields = [
        FieldView::new("question", cx.w.t("raise-question"), Control::Choice { options: questions })
            .required()
            .width(Width::Half),
        FieldView::new("what", cx.w.t("raise-what"), Control::Choice { options: kinds.to_vec() })
            .value("finding")
            .required()
            .width(Width::Half),
        FieldView::new("text", cx.w.t("raise-text"), Control::Text { markdown: true, rows: 3 }).required(),
        FieldView::new("against", cx.w.t("raise-against"), against),
    ];
    design::more(
        &cx.w.t("raise"),
        false,
        html! {
            form.stack method="post" action={ (path(record)) "/raise" } data-form {
                (design::fields(&cx.w, &fields))
                div.actions { (design::button(&cx.w.t("raise"))) }
            }
        },
    )
}

/// `POST /responses/{key}/review`
pub async fn save(cx: Cx, Path(key): Path<String>, body: String) -> Result<Response> {
    let record = record_of(&cx, "responses", &key)?;
    let answered = record.typed::<Answered>().ok_or_else(|| Fault::missing(&key))?;
    let review = read(answered, &form_pairs(&body));
    match cx.app.service.judge(cx.viewer(), &cx.view, &key, review).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?did=judged", path(answered))).into_response()),
        Err(Error::Invalid(faults)) => {
            let said: Vec<String> = faults.into_iter().map(|f| f.message).collect();
            Ok(page(&cx, answered, &said).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

fn read(record: &Record<Answered>, pairs: &[(String, String)]) -> Review {
    let mut review = Review::default();
    let mut words: HashMap<String, Word> = HashMap::new();
    for (name, value) in pairs {
        match name.as_str() {
            "version" => review.version = value.parse().ok(),
            "verdict" => review.verdict = Overall::from_word(value),
            "conclusion" => review.conclusion.clone_from(value),
            "then" => {
                review.then = match value.as_str() {
                    "follow-up" => Then::FollowUp,
                    "close" => Then::Close,
                    _ => Then::Keep,
                }
            }
            _ => {
                let at = name.get(1..).and_then(|n| n.parse::<usize>().ok());
                let Some(question) = at.and_then(|at| record.body.asked.get(at)) else { continue };
                let word = words.entry(question.id.clone()).or_default();
                match name.get(..1) {
                    Some("v") => word.verdict = Judgement::from_word(value).unwrap_or_default(),
                    Some("r") => word.remark.clone_from(value),
                    Some("k") => word.keep = value == "true",
                    _ => {}
                }
            }
        }
    }
    review.words = words;
    review
}

/// What an answer leads to.
#[derive(Deserialize)]
pub struct Raised {
    question: String,
    what: String,
    text: String,
    #[serde(default)]
    against: String,
}

/// `POST /responses/{key}/raise`
pub async fn raise(cx: Cx, Path(key): Path<String>, Form(given): Form<Raised>) -> Result<Redirect> {
    record_of(&cx, "responses", &key)?;
    let against = given.against.split_whitespace().next().map(str::to_owned);
    let raise = Raise { question: given.question, what: given.what, text: given.text, against };
    let made = cx.app.service.raise(cx.viewer(), &cx.view, &key, raise).await?;
    let kind = isms::head::Key::parse(&made).map_or("findings", |k| k.kind.plural);
    Ok(Redirect::to(&format!("/{kind}/{made}?did=created")))
}

/// `GET /responses/{key}/files/{hash}`: always a download, never a page.
pub async fn file(cx: Cx, Path((key, hash)): Path<(String, String)>) -> Result<Response> {
    let record = record_of(&cx, "responses", &key)?;
    let answered = record.typed::<Answered>().ok_or_else(|| Fault::missing(&key))?;
    let mut files = answered.body.answers.iter().flat_map(|a| &a.files);
    let file = files.find(|f| f.hash == hash).ok_or_else(|| Fault::missing(format!("file {hash}")))?;
    let bytes =
        cx.app.service.kept_file(cx.view.org(), &hash).await?.ok_or_else(|| Fault::missing(format!("file {hash}")))?;
    let media = report::KNOWN.into_iter().find(|m| *m == file.media).unwrap_or("application/octet-stream");
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_DISPOSITION, report::attachment(&file.name)),
    ];
    Ok((headers, bytes).into_response())
}
