//! Everything that is asked of the visitor, soonest first, and nothing that is done already.

use super::Page;
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row},
    fault::Result,
};
use axum::response::Html;
use isms::{
    everywhere::Approval,
    field::{Fields, Val},
    record::AnyRecord,
};
use jiff::{ToSpan, civil::Date};
use maud::html;

/// One thing asked.
pub struct Asked {
    /// When it is due.
    pub due: Option<Date>,
    /// What is asked.
    pub what: String,
    /// The record.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Where to do it.
    pub href: String,
}

/// Approvals waiting for the visitor, and reviews and due dates of what they own, up to a week ahead.
pub fn asked(cx: &Cx) -> Vec<Asked> {
    let me = &cx.view.sight.me;
    let mut out = Vec::new();
    for approval in cx.view.all::<Approval>().filter(|a| &*a.head.state == "asked") {
        let person = cx.viewer().person;
        let waits = approval.body.approvers.iter().any(|a| Some(a.id()) == person)
            && !approval.body.votes.iter().any(|v| v.by.map(|b| b.id()) == person);
        if waits && let Some(of) = approval.body.of.and_then(|o| cx.view.get(o.id())) {
            out.push(Asked { due: None, ..entry(cx, of.as_ref(), "asked-approve") });
        }
    }
    for risk in super::estimating::asked(cx) {
        out.push(entry(cx, risk, "asked-estimate"));
    }
    let Ok(soon) = cx.today().checked_add(7.days()) else { return out };
    for kind in isms::KINDS.iter().filter(|k| cx.view.sight.reads(k)) {
        for record in
            cx.view.records(kind).filter(|r| r.is_open() && r.head().owner.is_some_and(|o| me.contains(&o.id())))
        {
            if let Some(review) = record.head().next_review.filter(|d| *d <= soon) {
                out.push(Asked { due: Some(review), ..entry(cx, record.as_ref(), "asked-review") });
            }
            if let Some(due) = due(record.body()).filter(|d| *d <= soon) {
                out.push(Asked { due: Some(due), ..entry(cx, record.as_ref(), "asked-finish") });
            }
        }
    }
    out.sort_by_key(|a| a.due);
    out
}

fn due(body: &dyn Fields) -> Option<Date> {
    ["due", "target_date"].iter().find_map(|name| match body.named(name) {
        Some((_, Val::Date(date))) => Some(date),
        _ => None,
    })
}

fn entry(cx: &Cx, record: &dyn AnyRecord, what: &str) -> Asked {
    Asked {
        due: None,
        what: cx.w.t(what).to_string(),
        key: record.key().to_string(),
        title: record.head().title.clone(),
        href: cx.href(record),
    }
}

/// `GET /week`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let asked = asked(&cx);
    let today = cx.today();
    let rows: Vec<Row> = asked
        .iter()
        .map(|a| {
            let due = a.due.map(|d| {
                let late = d < today;
                html! { span { @if late { (design::tag(design::Tone::Bad, &cx.w.t("overdue"))) " " } (cx.w.date(d)) } }
            });
            Row {
                key: a.key.clone(),
                href: a.href.clone(),
                edit: None,
                note: None,
                cells: vec![
                    Cell::Text(a.what.clone()),
                    Cell::Text(a.title.clone()),
                    Cell::Text(a.key.clone()),
                    due.map_or(Cell::Empty, Cell::Html),
                ],
            }
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("week-what").to_string(), Role::Text),
        Column::new(cx.w.or("field-title", "Title").to_string(), Role::Lead),
        Column::new(cx.w.t("column-key").to_string(), Role::Key),
        Column::new(cx.w.t("week-due").to_string(), Role::Text),
    ];
    let said = cx.w.tn("week-n", &[("n", asked.len().into())]);
    let body = html! {
        (design::lede(&cx.w.t("rail-week"), Some(html! { (said) })))
        @if rows.is_empty() { (design::empty(&cx.w.t("week-empty"), None)) } @else { (design::plain_table(&cx.w, &cx.w.t("rail-week"), &columns, &rows)) }
    };
    Ok(Page::new("week", cx.w.t("rail-week").to_string(), body).draw(&cx))
}
