//! Pieces that several pages of questions share: answers as people read them, and addresses for people without an account.

use crate::{App, design, words::Words};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};
use isms::everywhere::{
    questionnaire::AnswerForm,
    response::{Answer, Asked},
};
use maud::{Markup, html};

/// The address of a path, as someone elsewhere can follow it.
pub fn address(app: &App, headers: &HeaderMap, path: &str) -> String {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let plain = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
    let scheme = if app.options.secure_cookies { "https" } else { "http" };
    if plain { format!("{scheme}://{host}{path}") } else { path.to_owned() }
}

/// A secret address, shown once.
pub fn shown_once(w: &Words, address: &str) -> Markup {
    let body = html! { p { (w.t("link-shown-once")) } (design::code_block(&w.t("link"), address)) };
    design::notice(&design::Notice { tone: design::Tone::Note, body })
}

/// What every answer to someone who came by a link carries: the address is a secret, and no search engine's business.
pub fn by_link(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow, noarchive"));
    response
}

/// An answer as people read it.
pub fn said(w: &Words, question: &Asked, answer: &Answer) -> Markup {
    let number = answer.number.map(|n| w.number(n, if n.fract() == 0.0 { 0 } else { 2 }));
    let date = answer.date.map(|d| w.date(d));
    html! {
        @if !answer.text.0.is_empty() { p.said { (answer.text.0) } }
        @if !answer.choices.is_empty() {
            p.said { @for (i, choice) in answer.choices.iter().enumerate() { @if i > 0 { ", " } (choice_word(w, question, choice)) } }
        }
        @if let Some(number) = number { p.said { (number) } }
        @if let Some(date) = date { p.said { (date) } }
        @if !answer.comment.0.is_empty() { p.said.quiet { (answer.comment.0) } }
    }
}

/// A chosen word; yes and no in the reader's language.
pub fn choice_word(w: &Words, question: &Asked, choice: &str) -> String {
    match (question.answer_form, choice) {
        (AnswerForm::YesOrNo, "yes") => w.t("yes"),
        (AnswerForm::YesOrNo, "no") => w.t("no"),
        _ => choice.to_owned(),
    }
}
