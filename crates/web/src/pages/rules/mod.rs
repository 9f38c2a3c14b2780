//! What the linter of the management system finds: by area, rule by rule, with how long it has stood and what silences it.

mod allow;
mod one;
#[cfg(test)]
mod tests;

pub use allow::allow;
pub use one::show;

use super::Page;
use crate::{
    cx::Cx,
    design::{self, Cell, Column, LinkTo, Role, Row, Tone},
    fault::Result,
};
use axum::response::Html;
use isms::{
    area::Area,
    everywhere::Allowance,
    field::Choice as _,
    record::{AnyRecord, Record},
    rules::{self, Rule, Severity, Signal},
};
use maud::{Markup, html};
use service::signals::Standing;
use std::collections::BTreeMap;

/// The tone of a severity.
pub fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Deny => Tone::Bad,
        Severity::Warn => Tone::Warn,
        Severity::Note => Tone::Note,
    }
}

fn rule(code: &str) -> Option<&'static Rule> {
    rules::all().iter().copied().find(|r| r.code == code)
}

/// A signal's rule as a tag that leads to its page.
pub fn tagged(cx: &Cx, signal: &Signal) -> Markup {
    html! { a.bare href=(cx.at(&format!("/rules/{}", signal.code))) { (design::tag(tone(signal.severity), signal.code)) } }
}

/// A severity in the visitor's language.
fn severity(cx: &Cx, severity: Severity) -> String {
    cx.w.t(&format!("severity-{}", severity.word()))
}

/// Allowances of a rule that hold today, and those that held.
fn allowances<'a>(cx: &'a Cx, code: &str) -> (Vec<&'a Record<Allowance>>, Vec<&'a Record<Allowance>>) {
    let all = cx.view.all::<Allowance>().filter(|a| a.body.rule == code);
    all.partition(|a| (*a as &dyn AnyRecord).is_open() && a.body.holds(cx.today()))
}

/// An act's number as a link.
fn act(cx: &Cx, seq: i64) -> Markup {
    html! { a href={ "/acts/" (seq) } { (cx.w.tn("act-number", &[("n", cx.w.number(seq as f64, 0).into())])) } }
}

/// What the list is narrowed to.
struct Narrowed {
    area: Option<Area>,
    severity: Option<Severity>,
    found: bool,
}

impl Narrowed {
    fn of(cx: &Cx) -> Narrowed {
        let given = |name: &str| cx.query.get(name).map(String::as_str).unwrap_or_default();
        Narrowed {
            area: Area::ALL.iter().copied().find(|a| a.name() == given("area")),
            severity: Severity::from_word(given("severity")),
            found: given("show") == "found",
        }
    }

    fn holds(&self, rule: &Rule, found: usize) -> bool {
        self.area.is_none_or(|a| a == rule.area)
            && self.severity.is_none_or(|s| s == rule.severity)
            && (!self.found || found > 0)
    }
}

/// `GET /rules`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    let signals = cx.app.service.standing(cx.viewer(), &cx.view).await?;
    let denied = signals.iter().filter(|s| s.signal.severity == Severity::Deny).count();
    let said = cx.w.tn("rules-n", &[("n", signals.len().into()), ("m", denied.into())]);
    let mut by_rule: BTreeMap<&str, Vec<&Standing>> = BTreeMap::new();
    signals.iter().for_each(|s| by_rule.entry(s.signal.code).or_default().push(s));
    let narrowed = Narrowed::of(&cx);
    let body = html! {
        (design::lede(&cx.w.t("rail-rules"), Some(html! { (said) })))
        p.quiet { (cx.w.t("rules-about")) }
        (narrowing(&cx, &narrowed))
        @if signals.is_empty() { (design::empty(&cx.w.t("rules-none"), None)) }
        @for area in Area::ALL {
            @let here: Vec<&'static Rule> = rules::all().iter().copied().filter(|r| r.area == area && narrowed.holds(r, by_rule.get(r.code).map_or(0, Vec::len))).collect();
            @if !here.is_empty() { (of_area(&cx, area, &here, &by_rule)) }
        }
    };
    Ok(Page::new("rules", cx.w.t("rail-rules"), body).draw(&cx))
}

fn narrowing(cx: &Cx, narrowed: &Narrowed) -> Markup {
    let areas = Area::ALL.iter().filter(|a| rules::all().iter().any(|r| r.area == **a));
    html! {
        form.filters method="get" action="/rules" {
            @if let Some(as_of) = &cx.as_of { input type="hidden" name="as_of" value=(as_of); }
            label.field { span.label { (cx.w.t("rules-area")) }
                select name="area" {
                    option value="" { (cx.w.t("rules-any")) }
                    @for a in areas { option value=(a.name()) selected[narrowed.area == Some(*a)] { (area_name(cx, *a)) } }
                }
            }
            label.field { span.label { (cx.w.t("rules-severity")) }
                select name="severity" {
                    option value="" { (cx.w.t("rules-any")) }
                    @for o in Severity::OPTIONS { option value=(o.value) selected[narrowed.severity.is_some_and(|s| s.word() == o.value)] { (cx.w.t(&format!("severity-{}", o.value))) } }
                }
            }
            label.check { input type="checkbox" name="show" value="found" checked[narrowed.found]; " " (cx.w.t("rules-only-found")) }
            button type="submit" { (cx.w.t("rules-narrow")) }
        }
    }
}

fn area_name(cx: &Cx, area: Area) -> String {
    cx.w.or(&format!("area-{}", area.name()), area.name())
}

fn of_area(cx: &Cx, area: Area, here: &[&'static Rule], found: &BTreeMap<&str, Vec<&Standing>>) -> Markup {
    let total: usize = here.iter().map(|r| found.get(r.code).map_or(0, Vec::len)).sum();
    let rows: Vec<Row> = here.iter().map(|r| row(cx, r, found.get(r.code).map_or(&[][..], Vec::as_slice))).collect();
    let columns = [
        Column::new(cx.w.t("rules-rule"), Role::Key),
        Column::new(cx.w.t("rules-what"), Role::Lead),
        Column::new(cx.w.t("rules-severity"), Role::Text),
        Column::new(cx.w.t("rules-found"), Role::Number),
        Column::new(cx.w.t("rules-oldest"), Role::Quiet),
        Column::new(cx.w.t("rules-allowed"), Role::Number),
    ];
    let note = cx.w.tn("rules-n-found", &[("n", total.into())]);
    let name = area_name(cx, area);
    design::section(
        &format!("area-{}", area.name()),
        &name,
        Some(&note),
        design::plain_table(&cx.w, &name, &columns, &rows),
    )
}

fn row(cx: &Cx, rule: &'static Rule, found: &[&Standing]) -> Row {
    let oldest = found.iter().filter_map(|s| s.since).min();
    let allowed = allowances(cx, rule.code).0.len();
    let count = |n: usize| Cell::Text(cx.w.number(n as f64, 0));
    Row {
        key: rule.code.to_owned(),
        href: cx.at(&format!("/rules/{}", rule.code)),
        cells: vec![
            Cell::Text(rule.code.to_owned()),
            Cell::Text(rule.title.to_owned()),
            Cell::Html(if found.is_empty() {
                html! { (severity(cx, rule.severity)) }
            } else {
                design::tag(tone(rule.severity), &severity(cx, rule.severity))
            }),
            count(found.len()),
            oldest.map_or(Cell::Empty, |seq| Cell::Html(act(cx, seq))),
            if allowed == 0 { Cell::Empty } else { count(allowed) },
        ],
        ..Row::default()
    }
}

fn crumbs(cx: &Cx, code: &str) -> Vec<LinkTo> {
    vec![LinkTo::new(cx.w.t("rail-rules"), cx.at("/rules")), LinkTo::new(code, "")]
}
