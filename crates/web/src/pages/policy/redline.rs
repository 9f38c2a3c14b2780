//! `GET /policies/{key}/redline`: what changed between two editions, or between one and the draft, word by word.

use super::{document, page};
use crate::{
    cx::Cx,
    design::{self, Tone},
    fault::{Fault, Result},
};
use axum::{extract::Path, response::Html};
use formats::document::redline::{Block, Change, Shown, Span, only_changes, redline, summary};
use isms::{heard, record::AnyRecord};
use maud::{Markup, html};
use service::policy::{
    EditionAt,
    document::{Form, text},
};

/// Kinds that are compared as texts.
pub const COMPARED: [&str; 3] = ["policy", "guideline", "instruction"];

/// `GET /policies/{key}/redline?from=1&to=draft`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = document(&cx, &key, &COMPARED)?;
    let editions = cx.app.service.editions(cx.viewer(), record.head().id).await?;
    let newest = heard::edition_of(record.as_ref()).unwrap_or(0);
    let draft = isms::analysis::impact::is_draft(record.as_ref()) || record.phase() == isms::lifecycle::Phase::Draft;
    let (before, after) =
        if draft { (newest.to_string(), "draft".to_owned()) } else { ((newest - 1).to_string(), newest.to_string()) };
    let asked = |name: &str, other: String| cx.query.get(name).filter(|v| !v.is_empty()).cloned().unwrap_or(other);
    let (from, to) = (asked("from", before), asked("to", after));
    let old = text_of(&cx, record.as_ref(), &editions, &from).await?;
    let new = text_of(&cx, record.as_ref(), &editions, &to).await?;
    let blocks = redline(&old, &new);
    let body = html! {
        form.compare method="get" action=(cx.path) {
            (choice(&cx, "from", &editions, &from))
            (choice(&cx, "to", &editions, &to))
            (design::button(&cx.w.t("pol-compare")))
        }
        p { strong { (told(&cx, &blocks)) } }
        p.quiet { (cx.w.t("pol-redline-how")) }
        article.redline { (drawn(&cx, &blocks, None)) }
    };
    Ok(page(&cx, record.as_ref(), &cx.w.t("pol-redline"), body).draw(&cx))
}

fn choice(cx: &Cx, name: &str, editions: &[EditionAt], now: &str) -> Markup {
    html! {
        label.field {
            span.label { (cx.w.t(&format!("pol-{name}"))) }
            select name=(name) {
                option value="0" selected[now == "0"] { (cx.w.t("pol-nothing")) }
                @for edition in editions {
                    @let number = edition.number.to_string();
                    option value=(number) selected[now == number] {
                        (cx.w.tn("pol-edition-of", &[("n", edition.number.into()), ("on", cx.time(edition.since).into())]))
                    }
                }
                option value="draft" selected[now == "draft"] { (cx.w.t("draft")) }
            }
        }
    }
}

/// The text of an edition or of the draft, without keys; empty for what was before the first.
pub async fn text_of(cx: &Cx, record: &dyn AnyRecord, editions: &[EditionAt], which: &str) -> Result<String> {
    let id = record.head().id;
    if which == "draft" {
        return Ok(text(&cx.view, id, Form::Plain).unwrap_or_default());
    }
    let number: i64 = which
        .parse()
        .map_err(|_| Fault::bad(format!("expected the number of an edition or draft, found {which:?}")))?;
    if number <= 0 {
        return Ok(String::new());
    }
    if Some(number) == heard::edition_of(record) {
        return Ok(text(&cx.view, id, Form::InForce).unwrap_or_default());
    }
    let edition = editions.iter().find(|e| i64::from(e.number) == number);
    let edition = edition.ok_or_else(|| Fault::missing(format!("edition {number} of {}", record.key())))?;
    Ok(cx.app.service.text_of(cx.viewer(), id, edition).await?.unwrap_or_default())
}

/// The change in a sentence.
pub fn told(cx: &Cx, blocks: &[Block]) -> String {
    let sum = summary(blocks);
    if sum.is_same() {
        return cx.w.t("pol-same");
    }
    cx.w.tn(
        "pol-changes",
        &[
            ("changed", sum.changed.into()),
            ("added", sum.added.into()),
            ("removed", sum.removed.into()),
            ("in", sum.words_added.into()),
            ("out", sum.words_removed.into()),
        ],
    )
}

/// The comparison; with a number only the changes, and so many unchanged paragraphs around each.
pub fn drawn(cx: &Cx, blocks: &[Block], context: Option<usize>) -> Markup {
    let all: Vec<Shown<'_>> = match context {
        Some(context) => only_changes(blocks, context),
        None => blocks.iter().map(Shown::Block).collect(),
    };
    html! {
        @for shown in all {
            @match shown {
                Shown::Block(block) => (one(cx, block)),
                Shown::Skipped(n) => p.quiet.skipped { "… " (cx.w.tn("pol-skipped", &[("n", n.into())])) },
            }
        }
    }
}

fn one(cx: &Cx, block: &Block) -> Markup {
    let (tone, word) = match block.change {
        Change::Same => (Tone::Plain, None),
        Change::Added => (Tone::Good, Some("pol-added")),
        Change::Removed => (Tone::Bad, Some("pol-removed")),
        Change::Changed => (Tone::Note, Some("pol-changed")),
    };
    let heading = block.spans.first().is_some_and(|s| s.text.starts_with('#'));
    let words = html! { @for (i, span) in block.spans.iter().enumerate() { (piece(cx, span, heading && i == 0)) } };
    html! {
        div.block.is-changed[word.is_some()] {
            @if let Some(word) = word { (design::tag(tone, &cx.w.t(word))) " " }
            @if heading { p { strong { (words) } } } @else { p.lines { (words) } }
        }
    }
}

/// A piece of text, marked by element and by a word that only screen readers say.
fn piece(cx: &Cx, span: &Span, heading: bool) -> Markup {
    let text = span.text.replace("**", "");
    let text = if heading { text.trim_start_matches('#').trim_start() } else { text.as_str() };
    match span.change {
        Change::Added => html! { ins { span.away { "[" (cx.w.t("pol-ins")) "] " } (text) } },
        Change::Removed => html! { del { span.away { "[" (cx.w.t("pol-del")) "] " } (text) } },
        Change::Same | Change::Changed => html! { (text) },
    }
}
