//! The lines under the headings of the framework itself, at most so many on a page.

use super::{Shown, filter::Filter, filter::form, say};
use crate::{
    design::{self, Cell, Column, Pager, Role, Row},
    pages::papers::plain,
};
use isms::analysis::{
    applicability::{Applies, Line},
    outline::Point,
};
use maud::{Markup, html};
use std::collections::{HashMap, HashSet};

/// Lines of a page: 1,200 lines are too much for a telephone, and nobody reads them in one go.
const PAGE: usize = 150;

/// Reasons that are named beside a line.
const NAMED: usize = 3;

/// The list with its filter.
pub fn section(shown: &Shown<'_>) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let filter = Filter::of(cx);
    let taken: Vec<&Line<'_>> = shown.statement.lines.iter().filter(|l| filter.takes(l)).collect();
    let pages = taken.len().div_ceil(PAGE).max(1);
    let asked = cx.query.get("page").and_then(|p| p.parse::<usize>().ok()).unwrap_or(1);
    let page = asked.clamp(1, pages);
    let some: Vec<&Line<'_>> = taken.iter().copied().skip((page - 1) * PAGE).take(PAGE).collect();
    let groups = grouped(shown, &some);
    let note = w.tn("soa-shown", &[("n", taken.len().into()), ("all", shown.statement.lines.len().into())]);
    let body = html! {
        (form(shown, &filter))
        @if some.is_empty() { (design::empty(&w.t("soa-none"), None)) }
        @for (heading, lines) in &groups {
            @if !heading.is_empty() { h3 { (heading) } }
            (table(shown, heading, lines))
        }
        (pager(shown, &filter, page, pages))
    };
    design::section("lines", &w.t("soa-lines"), Some(&note), body)
}

fn pager(shown: &Shown<'_>, filter: &Filter, page: usize, pages: usize) -> Markup {
    let query = filter.query();
    let to = |n: usize| {
        shown.at(&if query.is_empty() { format!("page={n}") } else { format!("{query}&page={n}") }) + "#lines"
    };
    let position = shown.cx.w.tn("soa-page", &[("n", page.into()), ("all", pages.into())]);
    let earlier = (page > 1).then(|| to(page - 1));
    design::pager(
        &shown.cx.w,
        &Pager { earlier, later: (page < pages).then(|| to(page + 1)), position: Some(position) },
    )
}

/// Lines by the heading that they stand under: the nearest that is no line itself, with those above it.
fn grouped<'s, 'a>(shown: &Shown<'a>, some: &[&'s Line<'a>]) -> Vec<(String, Vec<&'s Line<'a>>)> {
    let outline = &shown.asked.shelf.outline;
    let points: HashMap<&str, &Point> = outline.requirements.iter().map(|p| (p.id.as_str(), p)).collect();
    let lines: HashSet<&str> = shown.statement.lines.iter().map(|l| l.point.id.as_str()).collect();
    let mut groups: Vec<(String, Vec<&Line<'_>>)> = Vec::new();
    for line in some {
        let heading = heading(&points, &lines, line.point);
        match groups.last_mut().filter(|(h, _)| *h == heading) {
            Some((_, same)) => same.push(line),
            None => groups.push((heading, vec![line])),
        }
    }
    groups
}

/// The names above a requirement, the widest first.
pub fn heading(points: &HashMap<&str, &Point>, lines: &HashSet<&str>, of: &Point) -> String {
    let mut names = Vec::new();
    let mut at = of;
    while let Some(up) = at.parent.as_deref().and_then(|p| points.get(p)).filter(|_| names.len() < 8) {
        if !lines.contains(up.id.as_str()) {
            names.push(say::named(&up.label, &up.title));
        }
        at = up;
    }
    names.reverse();
    names.join(" › ")
}

fn table(shown: &Shown<'_>, heading: &str, lines: &[&Line<'_>]) -> Markup {
    let w = &shown.cx.w;
    let columns = [
        Column::new(w.t("soa-requirement"), Role::Lead),
        Column::new(w.t("soa-applies-q"), Role::Text),
        Column::new(w.t("soa-why"), Role::Text),
        Column::new(w.t("soa-status"), Role::Text),
        Column::new(w.t("soa-weakest"), Role::Quiet),
    ];
    let rows: Vec<Row> = lines.iter().map(|l| row(shown, l)).collect();
    // A heading may come back: the first line tells the tables apart for those who hear them.
    let heading = if heading.is_empty() { w.t("soa-lines") } else { heading.to_owned() };
    let first = lines.first().map(|l| l.point.label.clone()).unwrap_or_default();
    let caption = w.tn("soa-lines-from", &[("heading", heading.into()), ("first", first.into())]);
    design::plain_table(w, &caption, &columns, &rows)
}

fn row(shown: &Shown<'_>, line: &Line<'_>) -> Row {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let applying = line.applies == Applies::Yes;
    let weakest = line.through.first().map(|t| say::key(cx, t.control));
    let provider = line.inherited.and_then(|i| i.provider).map(|p| say::key(cx, p.id()));
    Row {
        href: shown.line_at(&line.point.id),
        cells: vec![
            Cell::Text(say::name(line)),
            Cell::Html(say::applies_tag(w, line)),
            Cell::Html(why(shown, line)),
            if applying { Cell::Html(say::status_tag(w, line.status)) } else { Cell::Empty },
            weakest.or(provider).map_or(Cell::Empty, Cell::Html),
        ],
        ..Row::default()
    }
}

/// Why it applies, in keys; why it was excluded, in a few words.
fn why(shown: &Shown<'_>, line: &Line<'_>) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    if let Some(deviation) = line.deviation.filter(|_| line.applies == Applies::No) {
        let text = plain(&deviation.reason.0);
        let short: String = text.chars().take(120).collect();
        return html! { (short) @if short.len() < text.len() { "…" } };
    }
    let more = line.reasons.len().saturating_sub(NAMED);
    html! {
        @for (i, reason) in line.reasons.iter().take(NAMED).enumerate() {
            @if i > 0 { ", " }
            @match reason.record() { Some(id) => (say::key(cx, id)), None => (say::reason(w, *reason)) }
        }
        @if more > 0 { " " span.quiet { (w.tn("and-more", &[("n", more.into())])) } }
    }
}
