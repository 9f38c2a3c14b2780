//! A document as a page: the same words and figures as in print.

use crate::{
    cx::Cx,
    design::{self, Cell, Column, Notice, Role, Row, Tone},
};
use maud::{Markup, html};
use report::{
    chart::Chart,
    print::{Align, Block, Document, Span, Table, Text},
};

/// A document's facts and sections. `charts` are the pictures of its figures, in their order.
pub fn markup(cx: &Cx, document: &Document, charts: &[Chart]) -> Markup {
    let facts: Vec<(String, Markup)> = document.facts.iter().map(|(n, v)| (n.clone(), html! { (v) })).collect();
    let mut charts = charts.iter();
    html! {
        (design::facts(&facts))
        @for (i, section) in document.sections.iter().enumerate() {
            (design::section(&format!("part-{}", i + 1), &section.heading, None, html! {
                @for b in &section.blocks { (block(cx, b, &mut charts)) }
            }))
        }
    }
}

fn block<'c>(cx: &Cx, block: &Block, charts: &mut impl Iterator<Item = &'c Chart>) -> Markup {
    match block {
        Block::Paragraph(text) => html! { p { (spans(cx, text)) } },
        Block::Heading(text) => html! { h3 { (text) } },
        Block::Bullets(items) => html! { ul { @for item in items { li { (spans(cx, item)) } } } },
        Block::Table(t) => table(cx, t),
        Block::Figure(figure) => html! {
            @if let Some(chart) = charts.next() { (design::chart(&cx.w, &figure.caption, chart, None)) }
            p.quiet { (figure.caption) @if !figure.alt.is_empty() { " · " (figure.alt) } }
        },
        Block::Callout(callout) => {
            let tone = if callout.tone == report::print::Tone::Warning { Tone::Warn } else { Tone::Note };
            let body =
                html! { @if !callout.title.is_empty() { strong { (callout.title) } br; } (spans(cx, &callout.text)) };
            design::notice(&Notice { tone, body })
        }
        Block::Approvals(all) => html! {
            ul.plain { @for a in all { li { strong { (a.name) } " " span.quiet { (a.role) } " " (a.verdict) } } }
        },
        Block::Method(method) => {
            let rows: Vec<(String, Markup)> =
                method.rests_on.iter().map(|(n, v)| (n.clone(), html! { code { (v) } })).collect();
            html! { p { (spans(cx, &method.text)) } (design::facts(&rows)) }
        }
    }
}

/// Text with its line ends; what is set off and reads as the key of a record leads to it.
fn spans(cx: &Cx, text: &Text) -> Markup {
    html! {
        @for span in &text.0 {
            @match span {
                Span::Plain(words) if *words == cx.w.t("unknown") => span.unknown { (words) },
                Span::Plain(words) => (lines(words)),
                Span::Strong(words) => @match cx.view.by_key(words) {
                    Some(record) => a.record href=(cx.href(record.as_ref())) { (words) },
                    None => strong { (lines(words)) },
                },
            }
        }
    }
}

fn lines(text: &str) -> Markup {
    html! { @for (i, line) in text.split('\n').enumerate() { @if i > 0 { br; } (line) } }
}

fn table(cx: &Cx, table: &Table) -> Markup {
    let role = |(i, align): (usize, Align)| match align {
        _ if i == 0 => Role::Lead,
        Align::End => Role::Number,
        _ => Role::Text,
    };
    let columns: Vec<Column> = table
        .columns
        .iter()
        .enumerate()
        .map(|(i, c)| Column::new(c.title.replace('\n', " "), role((i, c.align))))
        .collect();
    let row = |cells: &Vec<Text>| Row {
        cells: cells.iter().map(|c| Cell::Html(html! { span { (spans(cx, c)) } })).collect(),
        ..Row::default()
    };
    let rows: Vec<Row> = table.rows.iter().chain(&table.total).map(row).collect();
    html! { h3 { (table.caption) } (design::plain_table(&cx.w, &table.caption, &columns, &rows)) }
}
