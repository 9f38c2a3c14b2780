//! One rule: what it looks for and why, by which thresholds, what it finds, and what silences it.

use super::{act, allow, allowances, crumbs, rule, severity, tone};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row},
    fault::{Fault, Result},
    pages::{Page, proportion as settings},
};
use axum::{extract::Path, response::Html};
use isms::{
    control::Framework,
    everywhere::Allowance,
    field::Choice as _,
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    rules::Rule,
};
use maud::{Markup, html};
use service::signals::Standing;

/// Records that one page lists; the rest is counted.
const SHOWN: usize = 200;

/// `GET /rules/{code}`
pub async fn show(cx: Cx, Path(code): Path<String>) -> Result<Html<String>> {
    let rule = rule(&code).ok_or_else(|| Fault::missing(format!("rule {code}")))?;
    let (title, body) = matter(&cx, rule, &allow::Entered::default(), &[]).await?;
    Ok(Page::new("rules", title, body).crumbs(crumbs(&cx, rule.code)).draw(&cx))
}

/// The title and matter of a rule's page, with what was entered to allow something and what was wrong with it.
pub(super) async fn matter(
    cx: &Cx,
    rule: &'static Rule,
    entered: &allow::Entered,
    errors: &[(String, String)],
) -> Result<(String, Markup)> {
    let signals = cx.app.service.standing(cx.viewer(), &cx.view).await?;
    let signals: Vec<Standing> = signals.into_iter().filter(|s| s.signal.code == rule.code).collect();
    let title = format!("{}: {}", rule.code, rule.title);
    let said = cx.w.tn("rules-n-found", &[("n", signals.len().into())]);
    let note = (signals.len() > SHOWN).then(|| cx.w.tn("rules-shown", &[("n", SHOWN.into())]));
    let body = html! {
        (design::lede(&title, Some(html! { (design::tag(tone(rule.severity), &severity(cx, rule.severity))) " " (said) })))
        @if !errors.is_empty() { (design::error_summary(&cx.w, errors)) }
        (design::facts(&about(cx, rule)))
        (design::section("finds", &cx.w.t("rules-finds"), note.as_deref(), html! {
            @if signals.is_empty() { (design::empty(&cx.w.t("rules-none"), None)) } @else { (table(cx, &signals)) }
        }))
        (allow::form(cx, rule, &signals, entered))
        (silenced(cx, rule).await?)
    };
    Ok((title, body))
}

fn about(cx: &Cx, rule: &'static Rule) -> Vec<(String, Markup)> {
    let mut rows = vec![
        (cx.w.t("rules-what"), html! { (rule.what) }),
        (cx.w.t("rules-why"), html! { (rule.why) }),
        (cx.w.t("rules-how"), html! { (rule.how) }),
        (
            cx.w.t("rules-clauses"),
            html! { @for (i, c) in rule.clauses.iter().enumerate() { @if i > 0 { ", " } (clause(cx, c)) } },
        ),
    ];
    let read: Vec<Setting> = Setting::OPTIONS
        .iter()
        .filter_map(|o| Setting::from_word(o.value))
        .filter(|s| s.rules().contains(&rule.code))
        .collect();
    if !read.is_empty() {
        rows.push((cx.w.t("rules-thresholds"), html! { ul.plain { @for s in read { li { (threshold(cx, s)) } } } }));
    }
    rows
}

/// "Decide on a risk beyond appetite within: 30 days", as a link to where it is set.
fn threshold(cx: &Cx, setting: Setting) -> Markup {
    let value = settings::said(cx, setting, proportion::value(cx.view.for_the_organisation(), setting));
    html! { a href=(cx.at(&format!("/proportion#s-{}", setting.word()))) { (settings::name(cx, setting)) } ": " (value) }
}

/// A requirement of a framework, as a link where the organisation has adopted it.
fn clause(cx: &Cx, clause: &str) -> Markup {
    let Some((catalogue, line)) = clause.split_once(':') else { return html! { (clause) } };
    let adopted = cx.view.all::<Framework>().any(|f| f.body.catalogue == catalogue && (f as &dyn AnyRecord).is_open());
    if !adopted || line.contains(' ') {
        return html! { (clause) };
    }
    html! { a href=(cx.at(&format!("/catalogues/{catalogue}/{line}"))) { (clause) } }
}

fn table(cx: &Cx, signals: &[Standing]) -> Markup {
    let rows: Vec<Row> = signals
        .iter()
        .take(SHOWN)
        .map(|s| {
            let record = s.signal.record.and_then(|r| cx.view.get(r));
            Row {
                key: record.map(|r| r.key().to_string()).unwrap_or_default(),
                href: record.map(|r| cx.href(r.as_ref())).unwrap_or_default(),
                cells: vec![
                    Cell::Text(record.map_or_else(|| cx.org_name.clone(), |r| r.head().title.clone())),
                    Cell::Text(s.signal.message.clone()),
                    s.since.map_or(Cell::Empty, |seq| Cell::Html(act(cx, seq))),
                    Cell::Html(allow::link(cx, record.map(|r| r.key().to_string()))),
                ],
                ..Row::default()
            }
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("rules-where"), Role::Lead),
        Column::new(cx.w.t("rules-finds"), Role::Text),
        Column::new(cx.w.t("rules-since"), Role::Quiet),
        Column::new(cx.w.t("rules-allow"), Role::Text),
    ];
    design::plain_table(&cx.w, &cx.w.t("rules-finds"), &columns, &rows)
}

/// Allowances in force and those that have ended, each with who granted it.
async fn silenced(cx: &Cx, rule: &'static Rule) -> Result<Markup> {
    let (holding, over) = allowances(cx, rule.code);
    if holding.is_empty() && over.is_empty() {
        return Ok(html! {});
    }
    let mut rows = Vec::new();
    for (allowance, holds) in
        holding.into_iter().map(|a| (a, true)).chain(over.into_iter().map(|a| (a, false))).take(SHOWN)
    {
        let history = cx.app.service.history(cx.viewer().org, allowance.head.id).await?;
        let granted = history.first().map(|(act, _)| cx.actor(act.actor)).unwrap_or_default();
        rows.push(line(cx, allowance, holds, granted));
    }
    let columns = [
        Column::new(cx.w.or("field-title", "Title"), Role::Lead),
        Column::new(cx.w.t("rules-where"), Role::Text),
        Column::new(cx.w.t("reason"), Role::Text),
        Column::new(cx.w.t("rules-until"), Role::Text),
        Column::new(cx.w.t("rules-granted"), Role::Quiet),
    ];
    let body = design::plain_table(&cx.w, &cx.w.t("rules-allowances"), &columns, &rows);
    Ok(design::section("allowances", &cx.w.t("rules-allowances"), Some(&cx.w.t("rules-allowances-note")), body))
}

fn line(cx: &Cx, allowance: &Record<Allowance>, holds: bool, granted: String) -> Row {
    let until = allowance.body.expires.map(|d| cx.w.date(d)).unwrap_or_default();
    let state = if holds {
        design::tag(design::Tone::Note, &cx.w.t("rules-holds"))
    } else {
        design::tag(design::Tone::Plain, &cx.w.t("rules-over"))
    };
    Row {
        key: format!("ALW-{}", allowance.head.number),
        href: cx.href(allowance),
        cells: vec![
            Cell::Text(allowance.head.title.clone()),
            Cell::Html(
                allowance.body.record.map_or_else(|| html! { (cx.w.t("rules-everywhere")) }, |r| cx.link_to(r.id())),
            ),
            Cell::Text(allowance.body.reason.0.clone()),
            Cell::Html(html! { (until) " " (state) }),
            Cell::Text(granted),
        ],
        ..Row::default()
    }
}
