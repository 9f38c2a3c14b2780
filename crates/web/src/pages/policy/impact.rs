//! `GET /policies/{key}/impact`: what publishing the draft would do to everyone else.

use super::{document, hours, links, minutes, page};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row},
    fault::Result,
};
use axum::{extract::Path, response::Html};
use isms::analysis::impact::{self, Impact, Readers};
use maud::{Markup, html};

/// Kinds whose drafts are weighed before they are published.
pub const WEIGHED: [&str; 3] = ["policy", "guideline", "requirement"];

/// `GET /policies/{key}/impact`, `/guidelines/{key}/impact`, `/requirements/{key}/impact`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = document(&cx, &key, &WEIGHED)?;
    let isms = cx.view.for_the_organisation();
    let found = impact::of_draft(isms, record.head().id);
    let body = drawn(&cx, &found);
    Ok(page(&cx, record.as_ref(), &cx.w.t("pol-impact"), body).draw(&cx))
}

/// The sentence that says how far it reaches.
pub fn sentence(cx: &Cx, found: &Impact) -> String {
    if found.is_empty() {
        return cx.w.t("pol-impact-none");
    }
    let people: usize = found.readers.iter().filter(|r| r.at_once).map(Readers::people).sum();
    let reading = if people == 0 {
        cx.w.t("pol-impact-nobody")
    } else {
        cx.w.tn("pol-impact-reading", &[("people", people.into()), ("hours", hours(cx, found.hours()).into())])
    };
    let stale = match found.instructions.len() {
        0 => cx.w.t("pol-impact-no-stale"),
        n => cx.w.tn("pol-impact-stale", &[("n", n.into()), ("teams", found.teams.len().into())]),
    };
    format!("{reading} {stale}")
}

/// The blast radius: the sentence, then what is touched, then who reads.
pub fn drawn(cx: &Cx, found: &Impact) -> Markup {
    let mut rows: Vec<(String, Markup)> = Vec::new();
    let mut add = |word: &str, n: usize, body: Markup| {
        if n > 0 {
            rows.push((format!("{} ({n})", cx.w.t(word)), body));
        }
    };
    let statements = html! { @for (i, s) in found.statements.iter().enumerate() { @if i > 0 { ", " } (s.number) " (" (what(cx, s.what)) ")" } };
    add("pol-hit-statements", found.statements.len(), statements);
    let requirements = html! { @for (i, (id, w)) in found.requirements.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(*id)) " (" (what(cx, *w)) ")" } };
    add("pol-hit-requirements", found.requirements.len(), requirements);
    let stale: Vec<_> = found.instructions.iter().map(|i| i.instruction).collect();
    add("pol-hit-instructions", stale.len(), links(cx, &stale));
    add("pol-hit-teams", found.teams.len(), links(cx, &found.teams));
    add("pol-hit-controls", found.controls.len(), links(cx, &found.controls));
    add("pol-hit-tests", found.tests.len(), links(cx, &found.tests));
    add("pol-hit-evidence", found.evidence.len(), links(cx, &found.evidence));
    add("pol-hit-exceptions", found.exceptions.len(), links(cx, &found.exceptions));
    add("pol-hit-suppliers", found.supplier_obligations.len(), links(cx, &found.supplier_obligations));
    html! {
        p { strong { (sentence(cx, found)) } }
        @if !rows.is_empty() { (design::facts(&rows)) }
        @if !found.readers.is_empty() { (readers(cx, found)) }
        @if !found.is_empty() { p.quiet { (cx.w.t("pol-impact-how")) } }
    }
}

fn what(cx: &Cx, what: impact::What) -> String {
    cx.w.t(&format!("pol-what-{}", what.word()))
}

fn readers(cx: &Cx, found: &Impact) -> Markup {
    let rows: Vec<Row> = found
        .readers
        .iter()
        .map(|r| Row {
            cells: vec![
                Cell::Html(cx.link_to(r.record)),
                Cell::Text(cx.w.t(if r.at_once { "pol-at-once" } else { "pol-later" })),
                Cell::Text(cx.w.tn("pol-readers-n", &[("again", r.again.into()), ("first", r.first.into())])),
                Cell::Text(minutes(cx, if r.again > 0 { r.change.value } else { r.whole.value })),
                Cell::Text(hours(cx, r.minutes() / 60.0)),
            ],
            ..Row::default()
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("pol-what-is-read"), Role::Lead),
        Column::new(cx.w.t("pol-when"), Role::Text),
        Column::new(cx.w.t("pol-who"), Role::Text),
        Column::new(cx.w.t("pol-each"), Role::Number),
        Column::new(cx.w.t("pol-together"), Role::Number),
    ];
    design::plain_table(&cx.w, &cx.w.t("pol-who-reads"), &columns, &rows)
}
