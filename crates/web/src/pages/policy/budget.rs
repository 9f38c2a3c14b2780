//! `GET /policies/reading`: what is asked of readers in a year, by document and by kind of person, against what may be asked of one.

use super::{hours, minutes};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Tone},
    fault::Result,
    pages::{Page, crumbs},
};
use axum::response::Html;
use isms::{
    analysis::{impact, reading},
    context::{Person, person::Line},
    field::Choice,
    heard, kind,
    policy::Policy,
    proportion::{self, Setting},
    record::AnyRecord,
    values::RecordId,
};
use jiff::ToSpan;
use maud::html;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// What one document asks in the year.
struct Asked<'c> {
    record: &'c Arc<dyn AnyRecord>,
    people: usize,
    minutes: f64,
    /// Editions in the year.
    editions: usize,
    /// Of whom the document asks although it touches no work of theirs: how many, and their minutes.
    spared: Option<(usize, f64)>,
}

/// `GET /policies/reading`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let isms = cx.view.for_the_organisation();
    let from = isms.moment.now - (365 * 24).hours();
    let mut per_person: HashMap<RecordId, f64> = HashMap::new();
    let mut all = Vec::new();
    for name in ["policy", "guideline", "instruction"] {
        let Some(kind) = kind::by_name(name) else { continue };
        for record in cx.view.records(kind).filter(|r| r.is_open() && heard::edition_of(r.as_ref()).is_some()) {
            let issued = cx.app.service.issued(isms, cx.viewer(), record.as_ref()).await?;
            let demands = reading::demanded(isms, record.as_ref(), &issued, from);
            demands.iter().for_each(|d| *per_person.entry(d.person).or_default() += d.minutes());
            let touched = impact::whose_work(isms, record.head().id);
            let others: Vec<_> = demands.iter().filter(|d| !touched.contains(&d.person)).collect();
            let spared = (!touched.is_empty() && !others.is_empty())
                .then(|| (others.len(), others.iter().map(|d| d.minutes()).sum()));
            all.push(Asked {
                record,
                people: demands.len(),
                minutes: demands.iter().map(reading::Demand::minutes).sum(),
                editions: issued.iter().filter(|e| e.since >= from).count(),
                spared: spared.filter(|(_, m): &(usize, f64)| *m > 0.0),
            });
        }
    }
    all.sort_by(|a, b| b.minutes.total_cmp(&a.minutes));
    let budget = proportion::value(isms, Setting::ReadingBudget);
    let over = per_person.values().filter(|m| **m > budget).count();
    let most = per_person.values().copied().fold(0.0, f64::max);
    let total: f64 = all.iter().map(|a| a.minutes).sum();
    let said = cx.w.tn(
        if over > 0 { "pol-budget-over" } else { "pol-budget-kept" },
        &[
            ("over", over.into()),
            ("budget", minutes(&cx, budget).into()),
            ("most", minutes(&cx, most).into()),
            ("total", hours(&cx, total / 60.0).into()),
        ],
    );
    let title = cx.w.t("pol-budget");
    let body = html! {
        (design::lede(&title, Some(html! { (said) })))
        (design::section("classes", &cx.w.t("pol-by-person"), None, classes(&cx, &per_person, budget)))
        (design::section("documents", &cx.w.t("pol-by-document"), Some(&cx.w.t("pol-by-document-note")), documents(&cx, &all)))
        p.quiet { (cx.w.t("pol-budget-how")) }
    };
    let way = crumbs(&cx, kind::of::<Policy>(), Some(title.clone()));
    Ok(Page::new("policy", title, body).crumbs(way).draw(&cx))
}

/// By line of defence: how many there are, what is asked of one, and how many are asked for more than the budget.
fn classes(cx: &Cx, per_person: &HashMap<RecordId, f64>, budget: f64) -> maud::Markup {
    let isms = cx.view.for_the_organisation();
    let mut by: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    let lines = [Line::First, Line::Second, Line::Third, Line::ManagementBody];
    for (person, asked) in per_person {
        let Some(found) = isms.typed::<Person>(*person) else { continue };
        let at = lines.iter().position(|l| *l == found.body.line).unwrap_or(0);
        by.entry(at).or_default().push(*asked);
    }
    let rows: Vec<Row> = by
        .iter()
        .filter_map(|(at, asked)| Some((lines.get(*at)?, asked)))
        .map(|(line, asked)| {
            let mean = asked.iter().sum::<f64>() / asked.len().max(1) as f64;
            let most = asked.iter().copied().fold(0.0, f64::max);
            let over = asked.iter().filter(|m| **m > budget).count();
            let tone = if over > 0 { Tone::Warn } else { Tone::Good };
            Row {
                cells: vec![
                    Cell::Text(label(cx, *line)),
                    Cell::Text(asked.len().to_string()),
                    Cell::Text(minutes(cx, mean)),
                    Cell::Text(minutes(cx, most)),
                    Cell::Html(design::tag(tone, &over.to_string())),
                ],
                ..Row::default()
            }
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("pol-line"), Role::Lead),
        Column::new(cx.w.t("pol-people-n"), Role::Number),
        Column::new(cx.w.t("pol-mean"), Role::Number),
        Column::new(cx.w.t("pol-most"), Role::Number),
        Column::new(cx.w.t("pol-over"), Role::Number),
    ];
    design::plain_table(&cx.w, &cx.w.t("pol-by-person"), &columns, &rows)
}

fn label(cx: &Cx, line: Line) -> String {
    let english = Line::OPTIONS.iter().find(|o| o.value == line.word()).map_or("", |o| o.label);
    cx.w.or(&format!("choice-{}", line.word()), english)
}

fn documents(cx: &Cx, all: &[Asked<'_>]) -> maud::Markup {
    let rows: Vec<Row> = all
        .iter()
        .map(|a| Row {
            href: cx.href(a.record.as_ref()),
            key: a.record.key().to_string(),
            cells: vec![
                Cell::Text(a.record.head().title.clone()),
                Cell::Text(a.people.to_string()),
                Cell::Text(a.editions.to_string()),
                Cell::Text(hours(cx, a.minutes / 60.0)),
                a.spared.map_or(Cell::Empty, |(n, m)| {
                    Cell::Text(cx.w.tn("pol-spared", &[("n", n.into()), ("hours", hours(cx, m / 60.0).into())]))
                }),
            ],
            ..Row::default()
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("pol-what-is-read"), Role::Lead),
        Column::new(cx.w.t("pol-people-n"), Role::Number),
        Column::new(cx.w.t("pol-editions"), Role::Number),
        Column::new(cx.w.t("pol-together"), Role::Number),
        Column::new(cx.w.t("pol-would-save"), Role::Text),
    ];
    design::plain_table(&cx.w, &cx.w.t("pol-by-document"), &columns, &rows)
}
