//! From policy to practice, over all requirements: how long it takes, where it is still on the way, and where nobody says how.

use super::{links, page_of_all};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Stat, Tone},
    fault::{Fault, Result},
};
use axum::response::Html;
use isms::{
    analysis::practice::{self, Followed, Practice, Spread},
    instruction::Instruction,
    kind,
    policy::Requirement,
    values::RecordId,
};
use maud::{Markup, html};

/// Rows of the table of all changes.
const ROWS: usize = 200;

/// `GET /instructions/practice`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    if !cx.view.sight.reads(kind::of::<Instruction>()) || !cx.view.sight.reads(kind::of::<Requirement>()) {
        return Err(Fault::missing("page /instructions/practice"));
    }
    let isms = cx.view.for_the_organisation();
    let (all, covered) = (practice::practice(isms), practice::coverage(isms));
    let w = &cx.w;
    let sentence = match all.all.median() {
        Some(days) => w.tn(
            "ist-median-is",
            &[("days", w.number(days, 0).into()), ("n", all.all.arrived.into()), ("open", all.all.open.into())],
        ),
        None => w.tn("ist-median-unknown", &[("n", all.all.arrived.into()), ("open", all.all.open.into())]),
    };
    let n = |list: &[RecordId]| w.number(list.len() as f64, 0);
    let stats = [
        days(&cx, "ist-median", all.all.median(), &all.all),
        days(&cx, "ist-three-quarters", all.all.quartiles[2], &all.all),
        Stat {
            label: w.t("ist-current"),
            value: (!covered.needed.is_empty()).then(|| n(&covered.current)),
            note: Some(w.tn(
                "ist-current-of",
                &[("n", covered.needed.len().into()), ("missing", covered.missing.len().into())],
            )),
            tone: if covered.current.len() == covered.needed.len() { Tone::Good } else { Tone::Warn },
            ..Stat::default()
        },
    ];
    let body = html! {
        (design::lede(&w.t("ist-practice"), Some(html! { (sentence) })))
        (design::stats(w, &stats))
        @if !covered.missing.is_empty() { (design::section("missing", &w.t("ist-missing"), None, missing(&cx, &covered.missing))) }
        (design::section("teams", &w.t("ist-by-team"), None, teams(&cx, &all)))
        (design::section("changes", &w.t("ist-changes"), None, changes(&cx, &all)))
        p.quiet { (w.t("ist-practice-method")) }
        (links(&cx))
    };
    Ok(page_of_all(&cx, w.t("ist-practice"), body).draw(&cx))
}

fn days(cx: &Cx, label: &str, value: Option<f64>, of: &Spread) -> Stat {
    Stat {
        label: cx.w.t(label),
        value: value.map(|d| cx.w.number(d, 0)),
        unit: Some(cx.w.t("ist-days")),
        note: Some(cx.w.tn("ist-sample", &[("n", of.arrived.into()), ("open", of.open.into())])),
        ..Stat::default()
    }
}

fn missing(cx: &Cx, ids: &[RecordId]) -> Markup {
    let may = !cx.is_past() && cx.view.sight.may(kind::of::<Instruction>(), isms::authority::Action::Create);
    html! {
        ul.plain {
            @for id in ids {
                @if let Some(record) = cx.view.get(*id) {
                    li { (cx.link_to(*id)) @if may { " " a href={ "/instructions/new-from/" (record.key()) } { (cx.w.t("ist-new")) } } }
                }
            }
        }
    }
}

fn teams(cx: &Cx, all: &Practice) -> Markup {
    let w = &cx.w;
    let cell = |days: Option<f64>| days.map_or_else(|| Cell::Html(design::unknown(w)), |d| Cell::Text(w.number(d, 0)));
    let row = |(team, spread): &(Option<RecordId>, Spread)| {
        let record = team.and_then(|t| cx.view.get(t));
        Row {
            key: record.map(|r| r.key().to_string()).unwrap_or_default(),
            href: record.map(|r| cx.href(r.as_ref())).unwrap_or_default(),
            cells: vec![
                Cell::Text(record.map_or_else(|| w.t("ist-no-team"), |r| r.head().title.clone())),
                cell(spread.quartiles[0]),
                cell(spread.median()),
                cell(spread.quartiles[2]),
                Cell::Text(w.number(spread.arrived as f64, 0)),
                Cell::Text(w.number(spread.open as f64, 0)),
            ],
            ..Row::default()
        }
    };
    let rows: Vec<Row> = all.teams.iter().map(row).collect();
    if rows.is_empty() {
        return design::empty(&w.t("ist-none-followed"), None);
    }
    let columns = [
        Column::new(w.or("kind-team", "Team"), Role::Lead),
        Column::new(w.t("ist-quarter"), Role::Number),
        Column::new(w.t("ist-median"), Role::Number),
        Column::new(w.t("ist-three-quarters"), Role::Number),
        Column::new(w.t("ist-arrived-column"), Role::Number),
        Column::new(w.t("ist-open-column"), Role::Number),
    ];
    design::plain_table(w, &w.t("ist-by-team"), &columns, &rows)
}

fn changes(cx: &Cx, all: &Practice) -> Markup {
    let w = &cx.w;
    let seen = |f: &&Followed| cx.view.get(f.instruction).is_some() && cx.view.get(f.requirement).is_some();
    let row = |f: &Followed| {
        let instruction = cx.view.get(f.instruction)?;
        let (day, tone) = match f.on {
            Some(on) => (w.date(on), Tone::Good),
            None => (w.t("ist-still-open"), Tone::Warn),
        };
        Some(Row {
            key: instruction.key().to_string(),
            href: cx.href(instruction.as_ref()),
            cells: vec![
                Cell::Text(instruction.head().title.clone()),
                Cell::Html(cx.link_to(f.requirement)),
                Cell::Text(w.date(f.since)),
                Cell::Html(design::tag(tone, &day)),
                Cell::Text(w.number(f.days as f64, 0)),
            ],
            ..Row::default()
        })
    };
    let rows: Vec<Row> = all.followed.iter().filter(seen).take(ROWS).filter_map(row).collect();
    if rows.is_empty() {
        return design::empty(&w.t("ist-none-followed"), None);
    }
    let columns = [
        Column::new(w.or("kind-instruction", "Instruction"), Role::Lead),
        Column::new(w.or("kind-requirement", "Requirement"), Role::Text),
        Column::new(w.t("ist-in-force-since"), Role::Text),
        Column::new(w.t("ist-in-practice"), Role::Text),
        Column::new(w.t("ist-days"), Role::Number),
    ];
    design::plain_table(w, &w.t("ist-changes"), &columns, &rows)
}
