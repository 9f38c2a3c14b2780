//! What the linter of the management system finds, and what each rule is about.

use super::Page;
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Tone},
    fault::{Fault, Result},
};
use axum::{extract::Path, response::Html};
use isms::rules::{self, Rule, Severity, Signal};
use maud::{Markup, html};
use service::signals::Standing;

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

/// A table of signals.
pub fn table(cx: &Cx, signals: &[Standing]) -> Markup {
    let rows: Vec<Row> = signals
        .iter()
        .map(|s| {
            let record = s.signal.record.and_then(|r| cx.view.get(r));
            let since = s.since.map(|seq| html! { a href={ "/acts/" (seq) } { (cx.w.tn("act-number", &[("n", cx.w.number(seq as f64, 0).into())])) } });
            Row {
                href: record.map(|r| cx.href(r.as_ref())).unwrap_or_default(),
                cells: vec![
                    Cell::Html(tagged(cx, &s.signal)),
                    Cell::Text(record.map_or_else(|| cx.org_name.clone(), |r| r.head().title.clone())),
                    Cell::Text(s.signal.message.clone()),
                    since.map_or(Cell::Empty, Cell::Html),
                ],
                ..Row::default()
            }
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("rules-rule"), Role::Key),
        Column::new(cx.w.t("rules-where"), Role::Lead),
        Column::new(cx.w.t("rules-finds"), Role::Text),
        Column::new(cx.w.t("rules-since"), Role::Quiet),
    ];
    design::plain_table(&cx.w, &cx.w.t("rail-rules"), &columns, &rows)
}

/// `GET /rules`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    let signals = cx.app.service.standing(cx.viewer(), &cx.view).await?;
    let denied = signals.iter().filter(|s| s.signal.severity == Severity::Deny).count();
    let said = cx.w.tn("rules-n", &[("n", signals.len().into()), ("m", denied.into())]);
    let body = html! {
        (design::lede(&cx.w.t("rail-rules"), Some(html! { (said) })))
        p.quiet { (cx.w.t("rules-about")) }
        @if signals.is_empty() { (design::empty(&cx.w.t("rules-none"), None)) } @else { (table(&cx, &signals)) }
        (design::section("all", &cx.w.t("rules-all"), None, catalogue(&cx)))
    };
    Ok(Page::new("rules", cx.w.t("rail-rules"), body).draw(&cx))
}

fn catalogue(cx: &Cx) -> Markup {
    html! {
        ul.plain { @for r in rules::all() { li { a href=(cx.at(&format!("/rules/{}", r.code))) { (r.code) } " " (r.title) } } }
    }
}

/// `GET /rules/{code}`
pub async fn show(cx: Cx, Path(code): Path<String>) -> Result<Html<String>> {
    let rule = rule(&code).ok_or_else(|| Fault::missing(format!("rule {code}")))?;
    let signals: Vec<Standing> = cx
        .app
        .service
        .standing(cx.viewer(), &cx.view)
        .await?
        .into_iter()
        .filter(|s| s.signal.code == rule.code)
        .collect();
    let rows = [
        (cx.w.t("rules-what"), html! { (rule.what) }),
        (cx.w.t("rules-why"), html! { (rule.why) }),
        (cx.w.t("rules-how"), html! { (rule.how) }),
        (cx.w.t("rules-clauses"), html! { (rule.clauses.join(", ")) }),
    ];
    let title = format!("{}: {}", rule.code, rule.title);
    let body = html! {
        (design::lede(&title, None))
        (design::facts(&rows))
        (design::section("finds", &cx.w.t("rules-finds"), None, html! {
            @if signals.is_empty() { (design::empty(&cx.w.t("rules-none"), None)) } @else { (table(&cx, &signals)) }
        }))
    };
    let crumbs = vec![design::LinkTo::new(cx.w.t("rail-rules"), cx.at("/rules")), design::LinkTo::new(rule.code, "")];
    Ok(Page::new("rules", title, body).crumbs(crumbs).draw(&cx))
}
