//! What is known about a piece of evidence: its file, until when it may be relied on, and for what it was accepted.

use super::Insight;
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row},
    pages::assurance::evidence::{accepted, fresh, kept, reuse_form},
};
use isms::{
    assurance::{Evidence, evidence::Reuse},
    authority::Action,
    record::{AnyRecord, Record},
};
use maud::{Markup, html};

/// What is shown above the fields.
pub fn insight(cx: &Cx, evidence: &Record<Evidence>) -> Insight {
    let w = &cx.w;
    let may = !cx.is_past() && (evidence as &dyn AnyRecord).is_open() && cx.view.may_on(evidence, Action::Edit);
    let rows = [
        (w.t("evidence-fresh"), fresh(cx, evidence)),
        (w.t("evidence-accepted"), html! { (accepted(cx, &evidence.body)) }),
    ];
    let main = html! {
        (design::section("kept", &w.t("evidence-kept"), None, html! { (kept(cx, evidence)) (design::facts(&rows)) }))
        @if !evidence.body.reused.is_empty() { (design::section("accepted", &w.t("reuse-accepted"), None, reused(cx, evidence))) }
        @if may { (design::section("reuse", &w.t("reuse"), None, design::more(&w.t("reuse-open"), false, reuse_form(cx, evidence, &[])))) }
    };
    Insight { main: Some(main), ..Insight::default() }
}

/// For what else it was accepted, by whom, when and why.
fn reused(cx: &Cx, evidence: &Record<Evidence>) -> Markup {
    let row = |r: &Reuse| Row {
        cells: vec![
            Cell::Html(html! {
                @if let Some(what) = r.proves { (cx.link_to(what.id())) }
                @if let Some(clause) = &r.clause { br; span.quiet { (clause.to_string()) } }
            }),
            r.by.map_or(Cell::Unknown, |by| Cell::Html(cx.link_to(by.id()))),
            r.on.map_or(Cell::Unknown, |on| Cell::Text(cx.w.date(on))),
            Cell::Text(r.because.clone()),
        ],
        ..Row::default()
    };
    let columns =
        [("reuse-proves", Role::Lead), ("reuse-by", Role::Text), ("run-on", Role::Text), ("reuse-because", Role::Text)]
            .map(|(key, role)| Column::new(cx.w.t(key), role));
    let rows: Vec<Row> = evidence.body.reused.iter().map(row).collect();
    design::plain_table(&cx.w, &cx.w.t("reuse-accepted"), &columns, &rows)
}
