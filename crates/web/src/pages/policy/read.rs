//! `/policies/{key}/read`: the first time the text, later only what changed since the edition one read, and one button.

use super::{document, minutes, page, redline};
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::Result,
    markdown,
    show::path,
};
use axum::{
    Form,
    extract::Path,
    response::{Html, Redirect},
};
use isms::{
    analysis::reading,
    coming,
    heard::{self, Read},
    isms::Isms,
    record::AnyRecord,
};
use maud::{Markup, html};
use serde::Deserialize;
use service::{
    Command, Request, Subject,
    policy::document::{Form as Which, text},
};
use std::sync::Arc;

/// `GET /policies/{key}/read`, and the same for guidelines and instructions.
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = document(&cx, &key, &redline::COMPARED)?;
    let Some(edition) = heard::readable(record.as_ref()) else {
        let body = design::notice(&Notice::text(Tone::Note, &cx.w.t("never-in-force")));
        return Ok(page(&cx, record.as_ref(), &cx.w.t("pol-read"), body).draw(&cx));
    };
    let isms = readable(&cx, record.as_ref());
    let then = isms.get(record.head().id).unwrap_or(&record);
    let me = cx.viewer().person;
    let read = me.and_then(|p| isms.heard().read(record.head().id, p));
    let asked = me.is_some_and(|p| reading::concerned(&isms, then.as_ref()).iter().any(|c| c.head.id == p));
    let form = if coming::day(record.as_ref()).is_some() { Which::Plain } else { Which::InForce };
    let now = text(&cx.view, record.head().id, form).unwrap_or_default();
    let whole = design::prose(markdown::render(without_title(&now)));
    let body = html! {
        (standing(&cx, &isms, then.as_ref(), read, asked))
        (ahead(&cx, record.as_ref()))
        @match read {
            Some(read) if read.edition < edition => {
                (changes(&cx, record.as_ref(), read, &now).await?)
                (button(&cx, record.as_ref(), edition, asked))
                (design::more(&cx.w.t("pol-whole"), false, whole))
            }
            Some(_) => { (whole) }
            None => { (whole) (button(&cx, record.as_ref(), edition, asked)) }
        }
        (unworkable(&cx, record.as_ref()))
        (next(&cx, record.as_ref()))
    };
    Ok(page(&cx, record.as_ref(), &cx.w.t("pol-read"), html! { div.reading { (body) } }).draw(&cx))
}

/// The value in which what people may read counts: with what is published for a later day.
fn readable(cx: &Cx, record: &dyn AnyRecord) -> Arc<Isms> {
    let isms = cx.view.for_the_organisation();
    if coming::day(record).is_some() { Arc::new(coming::counted(isms)) } else { isms.clone() }
}

/// What is published for a later day says so: until then something else counts.
fn ahead(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let Some(day) = coming::day(record) else { return html! {} };
    let day = cx.w.date_long(day);
    let body = match heard::edition_of(record) {
        Some(now) => html! {
            (cx.w.tn("pol-read-ahead", &[("day", day.into()), ("n", now.into())])) " "
            a href=(cx.at(&format!("{}/redline?from=0&to={now}", path(record)))) { (cx.w.tn("pol-read-former", &[("n", now.into())])) }
        },
        None => html! { (cx.w.tn("pol-read-ahead-first", &[("day", day.into())])) },
    };
    design::notice(&Notice { tone: Tone::Note, body })
}

/// The title stands above already.
pub fn without_title(text: &str) -> &str {
    text.strip_prefix("# ").and_then(|t| t.split_once('\n')).map_or(text, |(_, rest)| rest)
}

/// How it stands between the reader and the document, in one sentence.
fn standing(cx: &Cx, isms: &Isms, record: &dyn AnyRecord, read: Option<Read>, asked: bool) -> Markup {
    let edition = heard::edition_of(record).unwrap_or(1);
    let later = cx.view.get(record.head().id).is_some_and(|now| coming::day(now.as_ref()).is_some());
    let since = record.in_force().map(|e| cx.time(e.since)).unwrap_or_default();
    let length = minutes(cx, reading::minutes_in(isms, record).value);
    let said = match read {
        Some(r) if r.edition >= edition && later => {
            cx.w.tn("pol-you-read-ahead", &[("n", r.edition.into()), ("on", cx.time(r.at).into())])
        }
        Some(r) if later => cx.w.tn("pol-read-older-ahead", &[("n", r.edition.into()), ("now", edition.into())]),
        None if later && asked => cx
            .w
            .tn("pol-read-first-ahead", &[("n", edition.into()), ("since", since.into()), ("minutes", length.into())]),
        None if later => cx.w.tn("pol-read-free-ahead", &[("n", edition.into()), ("minutes", length.into())]),
        Some(r) if r.edition >= edition => {
            cx.w.tn("pol-you-read", &[("n", r.edition.into()), ("on", cx.time(r.at).into())])
        }
        Some(r) => {
            cx.w.tn("pol-read-older", &[("n", r.edition.into()), ("now", edition.into()), ("since", since.into())])
        }
        None if asked => {
            cx.w.tn("pol-read-first", &[("n", edition.into()), ("since", since.into()), ("minutes", length.into())])
        }
        None => cx.w.tn("pol-read-free", &[("n", edition.into()), ("since", since.into()), ("minutes", length.into())]),
    };
    html! { p { strong { (said) } } }
}

async fn changes(cx: &Cx, record: &dyn AnyRecord, read: Read, now: &str) -> Result<Markup> {
    let editions = cx.app.service.editions(cx.viewer(), record.head().id).await?;
    let old = redline::text_of(cx, record, &editions, &read.edition.to_string()).await?;
    let blocks = formats::document::redline(&old, now);
    let later = editions.iter().filter(|e| i64::from(e.number) > read.edition && !e.reason.is_empty());
    Ok(html! {
        p { (redline::told(cx, &blocks)) }
        @for edition in later { p.quiet { (cx.time(edition.since)) ": " (edition.reason) } }
        article.redline { (redline::drawn(cx, &blocks, Some(0))) }
    })
}

fn button(cx: &Cx, record: &dyn AnyRecord, edition: i64, asked: bool) -> Markup {
    if cx.is_past() || cx.viewer().person.is_none() {
        return html! {};
    }
    html! {
        form method="post" action={ (path(record)) "/read" } {
            input type="hidden" name="edition" value=(edition);
            div.actions { @if asked { (design::first_button(&cx.w.t("pol-i-read"))) } @else { (design::button(&cx.w.t("pol-i-read"))) } }
        }
    }
}

fn unworkable(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    html! { @if !cx.is_past() { p { a href={ "/feedback/new?about=" (record.key().to_string()) } { (cx.w.t("pol-unworkable")) } } } }
}

/// What else waits to be read, one tap away.
fn next(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let Some(me) = cx.viewer().person else { return html! {} };
    let owed = reading::owed_by(cx.view.for_the_organisation(), me);
    let mut others = owed.iter().filter(|o| o.record.head().id != record.head().id && cx.view.sees(o.record.as_ref()));
    let readable = others.find(|o| redline::COMPARED.contains(&o.record.kind().name));
    html! {
        @if let Some(next) = readable {
            p.quiet { (cx.w.t("pol-next")) " " a href=(cx.at(&format!("{}/read", path(next.record.as_ref())))) { (next.record.head().title) } " (" (minutes(cx, next.minutes.value)) ")" }
        }
    }
}

/// What the button sends.
#[derive(Deserialize)]
pub struct Sent {
    edition: i64,
}

/// `POST /policies/{key}/read`: the edition that was shown, not one that came in between.
pub async fn acknowledge(cx: Cx, Path(key): Path<String>, Form(sent): Form<Sent>) -> Result<Redirect> {
    let record = document(&cx, &key, &redline::COMPARED)?;
    let command = Command::Acknowledge {
        subject: Subject::Id(record.head().id),
        edition: Some(sent.edition),
        people: Vec::new(),
    };
    cx.app.service.perform(cx.viewer(), Request::one("page", command)).await?;
    Ok(Redirect::to(&format!("{}/read?did=read-it", path(record.as_ref()))))
}
