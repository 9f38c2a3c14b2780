//! `/registers/dora`: the register of information, template by template, with what is missing and wrong in it.

use super::files;
use crate::{
    cx::Cx,
    design::{self, Cell, Column, LinkTo, Notice, Role, Row, Tone},
    fault::{Fault, Result},
    pages::Page,
};
use axum::response::{IntoResponse, Response};
use isms::{
    analysis::supply::dora::{self, Filled, Value, Wrong},
    context::{Contract, Organisation, Process, Supplier},
    kind,
    values::RecordId,
};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Records that are named as those to be filled in first.
const FIRST: usize = 12;

/// Whoever reads the register reads all it is made of.
fn permitted(cx: &Cx) -> Result<()> {
    let kinds = [kind::of::<Organisation>(), kind::of::<Contract>(), kind::of::<Supplier>(), kind::of::<Process>()];
    match kinds.iter().all(|k| cx.view.sight.reads(k)) {
        true => Ok(()),
        false => {
            Err(Fault::missing("page /registers/dora: it takes the right to read suppliers, contracts and processes"))
        }
    }
}

/// `GET /registers/dora`
pub async fn show(cx: Cx) -> Result<Response> {
    permitted(&cx)?;
    let register = dora::register(cx.view.for_the_organisation());
    let title = cx.w.t("dora");
    let body = html! {
        (design::lede(&title, Some(html! { (summary(&cx, &register)) })))
        @if !cx.view.for_the_organisation().single::<Organisation>().is_some_and(|o| o.body.dora_entity) {
            (design::notice(&Notice::text(Tone::Note, &cx.w.t("dora-not-bound"))))
        }
        div.actions {
            a.button href=(cx.at("/registers/dora.xlsx")) download { "Excel" }
            a.button href=(cx.at("/registers/dora.zip")) download { "CSV" }
        }
        (design::section("missing", &cx.w.t("dora-missing"), Some(&cx.w.t("dora-missing-note")), missing(&cx, &register)))
        (design::section("templates", &cx.w.t("dora-templates"), None, overview(&cx, &register)))
        @for table in &register { (template(&cx, table)) }
        p.quiet { (cx.w.t("dora-method")) }
    };
    let crumbs = vec![
        LinkTo::new(cx.kind_label(kind::of::<Supplier>(), true), cx.at("/suppliers")),
        LinkTo::new(title.clone(), String::new()),
    ];
    Ok(Page::new("context", title, body).crumbs(crumbs).draw(&cx).into_response())
}

/// `GET /registers/dora.xlsx`
pub async fn xlsx(cx: Cx) -> Result<Response> {
    permitted(&cx)?;
    files::xlsx(&cx, &dora::register(cx.view.for_the_organisation()))
}

/// `GET /registers/dora.zip`: a file for each template, and what is missing and wrong.
pub async fn zip(cx: Cx) -> Result<Response> {
    permitted(&cx)?;
    files::zip(&cx, &dora::register(cx.view.for_the_organisation()))
}

fn summary(cx: &Cx, register: &[Filled]) -> String {
    let sum = |f: fn(&Filled) -> usize| register.iter().map(f).sum::<usize>();
    cx.w.tn(
        "dora-summary",
        &[
            ("stated", sum(Filled::stated).into()),
            ("unknown", sum(Filled::unknown).into()),
            ("wrong", sum(Filled::wrong).into()),
        ],
    )
}

/// Where a field is filled in; the record's page where no field of it does.
fn place(cx: &Cx, record: RecordId, field: &str) -> Option<String> {
    let record = cx.view.get(record)?;
    let known = record.kind().field(field).is_some() || field == "title";
    let path = crate::show::path(record.as_ref());
    Some(match known && !cx.is_past() {
        true => format!("{path}/edit#f-{field}"),
        false => cx.href(record.as_ref()),
    })
}

/// The records that leave most unknown, with the fields.
fn missing(cx: &Cx, register: &[Filled]) -> Markup {
    let mut fields: BTreeMap<RecordId, (usize, BTreeSet<&'static str>)> = BTreeMap::new();
    for cell in register.iter().flat_map(|t| &t.rows).flat_map(|r| &r.cells).filter(|c| c.is_unknown()) {
        if let Some((record, field)) = cell.from {
            let known = fields.entry(record).or_default();
            known.0 += 1;
            known.1.insert(field);
        }
    }
    let mut fields: Vec<_> = fields.into_iter().filter(|(id, _)| cx.view.get(*id).is_some()).collect();
    fields.sort_by_key(|(_, (cells, _))| std::cmp::Reverse(*cells));
    let wrong = wrong(cx, register);
    let more = fields.len().saturating_sub(FIRST);
    fields.truncate(FIRST);
    html! {
        @if fields.is_empty() && wrong.is_empty() { p.quiet { (cx.w.t("dora-nothing-missing")) } }
        ul.plain {
            @for (id, (cells, names)) in &fields {
                li {
                    (cx.link_to(*id)) " " span.quiet { (cx.w.tn("dora-cells", &[("n", (*cells).into())])) ": " }
                    @for (i, name) in names.iter().enumerate() {
                        @if i > 0 { ", " }
                        @if let Some(href) = place(cx, *id, name) { a href=(href) { (label(cx, *id, name)) } }
                    }
                }
            }
        }
        @if !wrong.is_empty() { ul.plain { @for (id, column, what) in &wrong { li { (cx.link_to(*id)) " " span.quiet { (column) } " " (design::tag(Tone::Bad, what)) } } } }
        @if more > 0 { p.quiet { (cx.w.tn("chart-more", &[("n", more.into())])) } }
    }
}

/// What is wrong, once for each record and fault, with the column it shows in first.
fn wrong(cx: &Cx, register: &[Filled]) -> Vec<(RecordId, String, String)> {
    let mut found: Vec<(RecordId, String, String)> = Vec::new();
    for table in register {
        for row in &table.rows {
            for (column, cell) in table.template.columns.iter().zip(&row.cells) {
                let Some(what) = cell.wrong.map(|w| told(cx, w)) else { continue };
                let record = cell.from.map_or(row.about, |(id, _)| id);
                if cx.view.get(record).is_some() && !found.iter().any(|(id, _, w)| *id == record && *w == what) {
                    found.push((record, format!("{} {}", table.template.code, column.code), what));
                }
            }
        }
    }
    found
}

fn label(cx: &Cx, record: RecordId, name: &str) -> String {
    if name.is_empty() {
        return cx.w.t("dora-audited-on");
    }
    let kind = cx.view.get(record).map(|r| r.kind());
    kind.and_then(|k| Some(cx.field_label(k, k.field(name)?))).unwrap_or_else(|| name.replace('_', " "))
}

fn overview(cx: &Cx, register: &[Filled]) -> Markup {
    let w = &cx.w;
    let number = |n: usize| Cell::Text(w.number(n as f64, 0));
    let tagged =
        |n: usize, tone| if n == 0 { number(n) } else { Cell::Html(design::tag(tone, &w.number(n as f64, 0))) };
    let row = |t: &Filled| Row {
        href: format!("#{}", t.template.name),
        cells: vec![
            Cell::Html(html! { (t.template.code) " " (w.t(t.template.name)) }),
            number(t.rows.len()),
            number(t.stated()),
            tagged(t.unknown(), Tone::Unknown),
            tagged(t.wrong(), Tone::Bad),
        ],
        ..Row::default()
    };
    let columns = [
        Column::new(w.t("dora-template"), Role::Lead),
        Column::new(w.t("dora-rows"), Role::Number),
        Column::new(w.t("dora-stated"), Role::Number),
        Column::new(w.t("dora-unknown"), Role::Number),
        Column::new(w.t("dora-wrong"), Role::Number),
    ];
    design::plain_table(w, &w.t("dora-templates"), &columns, &register.iter().map(row).collect::<Vec<_>>())
}

fn template(cx: &Cx, table: &Filled) -> Markup {
    let w = &cx.w;
    let title = format!("{} {}", table.template.code, w.t(table.template.name));
    if table.rows.is_empty() {
        let why = if table.template.empty.is_empty() { "dora-empty" } else { table.template.empty };
        return design::section(table.template.name, &title, None, html! { p.quiet { (w.t(why)) } });
    }
    let columns: Vec<Column> = table
        .template
        .columns
        .iter()
        .enumerate()
        .map(|(i, c)| Column::new(format!("{} {}", c.code, w.t(c.name)), if i == 0 { Role::Lead } else { Role::Text }))
        .collect();
    let row = |r: &dora::Row| Row {
        href: cx.view.get(r.about).map(|a| cx.href(a.as_ref())).unwrap_or_default(),
        cells: r.cells.iter().enumerate().map(|(i, c)| cell(cx, c, i == 0)).collect(),
        ..Row::default()
    };
    let rows: Vec<Row> = table.rows.iter().map(row).collect();
    let counted = w.tn(
        "dora-counted",
        &[("rows", rows.len().into()), ("unknown", table.unknown().into()), ("wrong", table.wrong().into())],
    );
    let body = design::more(&counted, rows.len() <= 3, design::plain_table(w, &title, &columns, &rows));
    design::section(table.template.name, &title, None, body)
}

fn cell(cx: &Cx, cell: &dora::Cell, first: bool) -> Cell {
    let wrong = cell.wrong.map(|w| design::tag(Tone::Bad, &told(cx, w)));
    let href = cell.from.and_then(|(record, field)| place(cx, record, field)).filter(|_| !first);
    let value = match &cell.value {
        Value::Nothing => html! { span.quiet { "–" } },
        Value::Unknown => match &href {
            Some(href) => html! { a href=(href) { (design::unknown(&cx.w)) } },
            None => design::unknown(&cx.w),
        },
        other => html! { (said(cx, other)) },
    };
    Cell::Html(html! { (value) @if let Some(wrong) = wrong { " " (wrong) } })
}

/// A stated value in the reader's language.
fn said(cx: &Cx, value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Word(english, word) => {
            cx.w.or(if word.starts_with("dora-") { word } else { "" }, &cx.w.or(&format!("choice-{word}"), english))
        }
        Value::Date(day) => cx.w.date(*day),
        Value::Number(n) => cx.w.number(*n, if n.fract() == 0.0 { 0 } else { 2 }),
        Value::Flag(on) => cx.w.t(if *on { "yes" } else { "no" }),
        Value::Unknown | Value::Nothing => String::new(),
    }
}

/// What is wrong, in words.
pub fn told(cx: &Cx, wrong: Wrong) -> String {
    match wrong {
        Wrong::Lei => cx.w.t("dora-wrong-lei"),
        Wrong::Country => cx.w.t("dora-wrong-country"),
        Wrong::Currency => cx.w.t("dora-wrong-currency"),
        Wrong::Dangling(code) => cx.w.tn("dora-wrong-dangling", &[("code", code.into())]),
        Wrong::Twice => cx.w.t("dora-wrong-twice"),
        Wrong::Form => cx.w.t("dora-wrong-form"),
        Wrong::Ends => cx.w.t("dora-wrong-ends"),
    }
}
