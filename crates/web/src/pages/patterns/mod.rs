//! Architecture patterns: the library (built in, and what the organisation took up or brought along), each drawn as a diagram in which every
//! control shows how it stands with it now.

mod figure;
#[cfg(test)]
mod tests;

use super::{Page, insight::Insight, record_of};
use crate::{
    cx::{Cx, encode},
    design::{self, Cell, Column, LinkTo, Notice, Role, Row, Tone},
    fault::{Fault, Result},
    markdown,
};
use axum::{
    Form,
    extract::Path,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use figure::Drawn;
use formats::pattern::{self, Builtin};
use isms::{
    authority::Action,
    control::Pattern,
    kind,
    record::{AnyRecord, Record},
};
use maud::{Markup, html};
use serde::Deserialize;
use service::{Error, patterns::body};

/// What a form of this page sends.
#[derive(Default, Deserialize)]
pub struct Sent {
    /// The text of a pattern.
    #[serde(default)]
    text: String,
    /// A key under which sending it twice does nothing more.
    #[serde(default)]
    request: String,
}

fn readable(cx: &Cx) -> Result<()> {
    match cx.view.sight.reads(kind::of::<Pattern>()) {
        true => Ok(()),
        false => Err(Fault::missing("page /pattern-library")),
    }
}

fn may_add(cx: &Cx) -> bool {
    !cx.is_past() && cx.view.sight.may(kind::of::<Pattern>(), Action::Create)
}

fn crumbs(cx: &Cx, rest: Option<&str>) -> Vec<LinkTo> {
    let mut all = vec![
        LinkTo::new(cx.w.t("rail-control"), cx.at("/area/control")),
        LinkTo::new(cx.w.t("pattern-library"), cx.at("/pattern-library")),
    ];
    all.extend(rest.map(|title| LinkTo::new(title, "")));
    all
}

fn href(cx: &Cx, id: &str) -> String {
    cx.at(&format!("/pattern-library/{}", encode(id)))
}

/// Records of the organisation that were taken from a pattern.
fn taken<'c>(cx: &'c Cx, id: &'c str) -> impl Iterator<Item = &'c Record<Pattern>> {
    let open = |r: &&Record<Pattern>| (*r as &dyn AnyRecord).is_open();
    cx.view.all::<Pattern>().filter(move |r| r.body.taken_from == id).filter(open)
}

/// `GET /pattern-library`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    readable(&cx)?;
    Ok(shelf(&cx, "", &[]).draw(&cx))
}

/// `POST /pattern-library`: takes in a pattern that someone wrote or brought along.
pub async fn import(cx: Cx, Form(sent): Form<Sent>) -> Result<Response> {
    readable(&cx)?;
    let name = cx.w.t("pattern-text-given");
    match cx.app.service.import_patterns(cx.viewer(), sent.text.as_bytes(), &name, false).await {
        Ok(imported) => {
            let did = if imported.act.is_some() { "created" } else { "unchanged" };
            let only = imported.patterns.first().filter(|_| imported.patterns.len() == 1);
            Ok(match only.and_then(|p| p.key.clone()) {
                Some(key) => Redirect::to(&format!("/patterns/{key}?did={did}")).into_response(),
                None => Redirect::to(&format!("/pattern-library?did={did}#ours")).into_response(),
            })
        }
        Err(Error::Invalid(faults)) => {
            let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
            Ok(shelf(&cx, &sent.text, &said).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// The page of all patterns; `text` and `faults` where one was refused.
fn shelf(cx: &Cx, text: &str, faults: &[String]) -> Page {
    let w = &cx.w;
    let body = html! {
        (design::lede(&w.t("pattern-library"), Some(html! { (w.t("pattern-library-about")) })))
        (design::section("built-in", &w.t("pattern-built-in"), None, built_in(cx)))
        (design::section("ours", &w.t("pattern-ours"), None, own(cx)))
        @if may_add(cx) { (design::section("add", &w.t("pattern-add"), Some(&w.t("pattern-add-note")), add(cx, text, faults))) }
    };
    Page::new("control", w.t("pattern-library"), body).crumbs(crumbs(cx, None))
}

fn built_in(cx: &Cx) -> Markup {
    let w = &cx.w;
    let number = |n: usize| Cell::Text(w.number(n as f64, 0));
    let row = |b: &Builtin| {
        let ours: Vec<Markup> = taken(cx, &b.pattern.id).map(|r| design::record_link(&cx.link(r))).collect();
        Row {
            key: b.pattern.id.clone(),
            href: href(cx, &b.pattern.id),
            cells: vec![
                Cell::Text(b.pattern.title.clone()),
                number(b.pattern.areas.len()),
                number(b.pattern.areas.iter().map(|a| a.clauses.len()).sum()),
                Cell::Html(html! { @for (i, link) in ours.iter().enumerate() { @if i > 0 { br; } (link) } }),
            ],
            ..Row::default()
        }
    };
    let columns = [
        Column::new(w.or("kind-pattern", "Pattern"), Role::Lead),
        Column::new(w.t("pattern-areas"), Role::Number),
        Column::new(w.t("pattern-controls"), Role::Number),
        Column::new(w.t("pattern-taken-as"), Role::Text),
    ];
    let rows: Vec<Row> = pattern::all().iter().map(row).collect();
    design::plain_table(w, &w.t("pattern-built-in"), &columns, &rows)
}

fn own(cx: &Cx) -> Markup {
    let w = &cx.w;
    let open = |r: &&Record<Pattern>| (*r as &dyn AnyRecord).is_open();
    let row = |r: &Record<Pattern>| Row {
        key: (r as &dyn AnyRecord).key().to_string(),
        href: cx.href(r),
        cells: vec![
            Cell::Text(r.head.title.clone()),
            Cell::Text(r.body.taken_from.clone()),
            Cell::Html(cx.state_tag(r)),
        ],
        ..Row::default()
    };
    let rows: Vec<Row> = cx.view.all::<Pattern>().filter(open).map(row).collect();
    if rows.is_empty() {
        return design::empty(&w.t("pattern-none"), None);
    }
    let columns = [
        Column::new(w.or("kind-pattern", "Pattern"), Role::Lead),
        Column::new(w.t("pattern-taken-from"), Role::Quiet),
        Column::new(w.t("column-state"), Role::Text),
    ];
    design::plain_table(w, &w.t("pattern-ours"), &columns, &rows)
}

fn add(cx: &Cx, text: &str, faults: &[String]) -> Markup {
    let w = &cx.w;
    html! {
        @if !faults.is_empty() {
            (design::notice(&Notice { tone: Tone::Bad, body: html! { @for fault in faults { p { (fault) } } } }))
        }
        form.stack method="post" action="/pattern-library" {
            label.field { span.label { (w.t("pattern-text")) } textarea name="text" rows="10" required spellcheck="false" { (text) } }
            p.quiet { (w.t("pattern-text-help")) }
            div.actions { (design::button(&w.t("pattern-import"))) }
        }
    }
}

fn find(id: &str) -> Result<&'static Builtin> {
    pattern::find(id).ok_or_else(|| Fault::missing(format!("pattern {id}")))
}

async fn drawn(cx: &Cx, found: &Builtin) -> Result<Drawn> {
    let library = cx.app.service.library(cx.view.for_the_organisation()).await?;
    let made = body(&found.pattern, cx.view.for_the_organisation());
    Ok(Drawn::of(cx, &library, &found.pattern.title, &made, None))
}

/// `GET /pattern-library/{id}`
pub async fn show(cx: Cx, Path(id): Path<String>) -> Result<Html<String>> {
    readable(&cx)?;
    let found = find(&id)?;
    let p = &found.pattern;
    let w = &cx.w;
    let ours: Vec<Markup> = taken(&cx, &p.id).map(|r| design::record_link(&cx.link(r))).collect();
    let file = cx.at(&format!("/pattern-library/{}/diagram.svg", encode(&p.id)));
    let told =
        [("pattern-solution", &p.solution), ("pattern-assumptions", &p.assumptions), ("pattern-limits", &p.limits)];
    let mut facts: Vec<(String, Markup)> = told
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(word, text)| (w.t(word), design::prose(markdown::render(text))))
        .collect();
    if !p.threats.is_empty() {
        facts.push((w.t("pattern-threats"), html! { ul.plain { @for t in &p.threats { li { (t) } } } }));
    }
    let body = html! {
        (design::lede(&p.title, Some(html! { (p.problem) })))
        @if !ours.is_empty() { p { (w.t("pattern-taken-as")) ": " @for (i, link) in ours.iter().enumerate() { @if i > 0 { ", " } (link) } } }
        (drawn(&cx, found).await?.section(&cx, &file))
        (design::section("about", &w.t("what-it-is"), None, design::facts(&facts)))
        (design::actions(&[use_it(&cx, &p.id), design::link_button(&w.t("pattern-yaml"), &format!("/pattern-library/{}/pattern.yaml", encode(&p.id)), false)]))
    };
    Ok(Page::new("control", p.title.clone(), body).crumbs(crumbs(&cx, Some(&p.title))).draw(&cx))
}

fn use_it(cx: &Cx, id: &str) -> Markup {
    html! {
        @if may_add(cx) {
            form method="post" action={ "/pattern-library/" (encode(id)) "/use" } {
                input type="hidden" name="request" value=(cx.app.service.request_key());
                (design::first_button(&cx.w.t("pattern-use")))
            }
        }
    }
}

/// `POST /pattern-library/{id}/use`: a record of the organisation's own, made from a built-in pattern.
pub async fn take(cx: Cx, Path(id): Path<String>, Form(sent): Form<Sent>) -> Result<Redirect> {
    readable(&cx)?;
    let request = (!sent.request.is_empty()).then_some(sent.request);
    let key = cx.app.service.use_pattern(cx.viewer(), &id, request).await?;
    Ok(Redirect::to(&format!("/patterns/{key}?did=created")))
}

fn file(kind: &'static str, name: &str, content: String) -> Response {
    // What an address or a key gives is letters, digits and hyphens here; nothing else becomes part of a header.
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c)).collect();
    // An SVG opened by itself is a document: its style element is its own and nothing else may run in it.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}\"")),
        (header::CONTENT_SECURITY_POLICY, policy.to_owned()),
    ];
    (headers, content).into_response()
}

/// `GET /pattern-library/{id}/diagram.svg`
pub async fn svg(cx: Cx, Path(id): Path<String>) -> Result<Response> {
    readable(&cx)?;
    let drawn = drawn(&cx, find(&id)?).await?;
    Ok(file("image/svg+xml", &format!("{id}.svg"), drawn.chart.standalone()))
}

/// `GET /pattern-library/{id}/pattern.yaml`: its text, an example for patterns of one's own.
pub async fn yaml(cx: Cx, Path(id): Path<String>) -> Result<Response> {
    readable(&cx)?;
    Ok(file("application/yaml", &format!("{id}.yaml"), find(&id)?.text.to_owned()))
}

async fn of_record(cx: &Cx, record: &Record<Pattern>) -> Result<Drawn> {
    let library = cx.app.service.library(cx.view.for_the_organisation()).await?;
    let scope = record.head.scope.map(|s| s.id());
    Ok(Drawn::of(cx, &library, &record.head.title, &record.body, scope))
}

/// `GET /patterns/{key}/diagram.svg`
pub async fn record_svg(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let record = record_of(&cx, "patterns", &key)?;
    let record = record.typed::<Pattern>().ok_or_else(|| Fault::missing("pattern"))?;
    Ok(file("image/svg+xml", &format!("{key}.svg"), of_record(&cx, record).await?.chart.standalone()))
}

/// The diagram above the fields of a pattern.
pub async fn insight(cx: &Cx, record: &Record<Pattern>) -> Result<Insight> {
    if record.body.areas.is_empty() {
        return Ok(Insight::default());
    }
    let file = cx.at(&format!("/patterns/PTN-{}/diagram.svg", record.head.number));
    let main = of_record(cx, record).await?.section(cx, &file);
    Ok(Insight { main: Some(main), ..Insight::default() })
}
