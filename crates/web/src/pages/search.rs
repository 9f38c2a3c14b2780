//! Search over everything that may be seen, and the palette's quick answers.

use super::Page;
use crate::{
    cx::{Cx, encode},
    design::{self, Cell, Column, Role, Row},
    fault::Result,
};
use axum::{Json, response::Html};
use isms::{authority::Action, kind};
use maud::html;
use serde::Serialize;

/// `GET /search?q=…`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let q = cx.query.get("q").cloned().unwrap_or_default();
    let found = cx.view.search(&q, 100);
    let columns = [
        Column::new(cx.w.t("column-key").to_string(), Role::Key),
        Column::new(cx.w.or("field-title", "Title").to_string(), Role::Lead),
        Column::new(cx.w.t("column-kind").to_string(), Role::Quiet),
        Column::new(cx.w.t("column-state").to_string(), Role::Text),
    ];
    let rows: Vec<Row> = found
        .iter()
        .map(|r| Row {
            key: r.key().to_string(),
            href: cx.href(r.as_ref()),
            edit: None,
            note: None,
            cells: vec![
                Cell::Text(r.key().to_string()),
                Cell::Text(r.head().title.clone()),
                Cell::Text(cx.kind_label(r.kind(), false)),
                Cell::Html(cx.state_tag(r.as_ref())),
            ],
        })
        .collect();
    let said = (!q.trim().is_empty()).then(|| html! { (cx.w.tn("search-found", &[("n", found.len().into())])) });
    let body = html! {
        (design::lede(&cx.w.t("rail-search"), said))
        form.filter method="get" action="/search" role="search" {
            label.query { span.away { (cx.w.t("rail-search")) } input type="search" name="q" value=(q) autofocus[q.is_empty()]; }
            @if let Some(as_of) = &cx.as_of { input type="hidden" name="as_of" value=(as_of); }
            button.first type="submit" { (cx.w.t("rail-search")) }
        }
        @if !rows.is_empty() { (design::plain_table(&cx.w, &cx.w.t("rail-search"), &columns, &rows)) }
        @else if !q.trim().is_empty() { (design::empty(&cx.w.t("search-nothing"), None)) }
    };
    Ok(Page::new("search", cx.w.t("rail-search").to_string(), body).draw(&cx))
}

/// One answer of the palette.
#[derive(Serialize)]
pub struct Answer {
    title: String,
    detail: String,
    href: String,
    group: String,
    key: String,
}

/// `GET /find?q=…&kind=…`: registers whose name begins so, records, other registers, and things to do.
pub async fn find(cx: Cx) -> Json<Vec<Answer>> {
    let q = cx.query.get("q").cloned().unwrap_or_default();
    if let Some(kinds) = cx.query.get("kind") {
        return Json(suggestions(&cx, kinds, &q));
    }
    let mut out: Vec<Answer> = cx.view.search(&q, 12).iter().map(|r| answer(&cx, r.as_ref())).collect();
    let lower = q.trim().to_lowercase();
    let mut named = 0;
    for kind in isms::KINDS.iter().filter(|k| cx.view.sight.reads(k)) {
        let (one, many) = (cx.kind_label(kind, false), cx.kind_label(kind, true));
        if lower.is_empty() || many.to_lowercase().contains(&lower) {
            let leads = !lower.is_empty() && many.to_lowercase().starts_with(&lower);
            let go = Answer {
                title: many,
                detail: String::new(),
                href: cx.at(&format!("/{}", kind.plural)),
                group: cx.w.t("palette-go").to_string(),
                key: String::new(),
            };
            out.insert(if leads { named } else { out.len() }, go);
            named += usize::from(leads);
        }
        let title = cx.w.tn("new-kind", &[("kind", one.into())]).to_string();
        let may = kind.by_hand && cx.view.sight.may(kind, Action::Create);
        if !lower.is_empty() && title.to_lowercase().contains(&lower) && may {
            out.push(Answer {
                title,
                detail: String::new(),
                href: format!("/{}/new", kind.plural),
                group: cx.w.t("palette-do").to_string(),
                key: String::new(),
            });
        }
    }
    if !lower.is_empty() {
        let title = cx.w.tn("palette-search", &[("q", q.as_str().into())]).to_string();
        out.push(Answer {
            title,
            detail: String::new(),
            href: cx.at(&format!("/search?q={}", encode(&q))),
            group: cx.w.t("rail-search").to_string(),
            key: String::new(),
        });
    }
    out.truncate(24);
    Json(out)
}

fn answer(cx: &Cx, record: &dyn isms::record::AnyRecord) -> Answer {
    Answer {
        title: record.head().title.clone(),
        detail: format!("{} · {}", record.key(), cx.state_label(record.kind(), &record.head().state)),
        href: cx.href(record),
        group: cx.kind_label(record.kind(), true),
        key: record.key().to_string(),
    }
}

/// Records of some kinds (all, where none is named) that a relation may point at.
fn suggestions(cx: &Cx, kinds: &str, q: &str) -> Vec<Answer> {
    let wanted: Vec<_> = kinds.split(',').filter_map(kind::by_name).collect();
    if wanted.is_empty() {
        return cx.view.search(q, 20).iter().map(|r| answer(cx, r.as_ref())).collect();
    }
    let words = q.split_whitespace().map(|w| format!("\"{}\"", w.replace('"', ""))).collect::<Vec<_>>().join(" ");
    let mut out = Vec::new();
    for kind in wanted.into_iter().filter(|k| cx.view.sight.reads(k)) {
        let text = format!(
            "{words} {}",
            if kind.lifecycle.states.iter().any(|s| s.phase == isms::lifecycle::Phase::Closed) {
                "-is:closed"
            } else {
                ""
            }
        );
        if let Ok(query) = cx.view.query(kind, text.trim()) {
            out.extend(cx.view.page(kind, &query, 0, 20).rows.iter().map(|r| answer(cx, r.as_ref())));
        }
    }
    out.truncate(30);
    out
}
