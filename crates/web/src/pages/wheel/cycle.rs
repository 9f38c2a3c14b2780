//! Plan, Do, Check, Act: what each produced within a year, and what is stuck.

use super::{records, tabs};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, LinkTo, Role, Row, Tone},
    fault::Result,
    pages::Page,
};
use axum::response::Html;
use isms::{
    analysis::cycle::{self, Cycle, Drift, Phase, Seen, Work},
    field::Choice as _,
};
use maud::{Markup, html};

/// `GET /cycle`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let cycle = cycle::of(cx.view.for_the_organisation());
    let w = &cx.w;
    let body = html! {
        (design::lede(&w.t("cycle"), Some(html! { (in_short(&cx, &cycle)) })))
        (tabs(&cx, 2))
        p.quiet { (w.tn("cycle-how", &[("from", w.date(cycle.from).into()), ("until", w.date(cycle.until).into())])) }
        (design::section("phases", &w.t("cycle-phases"), None, phases(&cx, &cycle)))
        @for seen in &cycle.phases { (phase(&cx, &cycle, seen)) }
        (design::section("body", &w.t("cycle-bodies"), None, bodies(&cx, &cycle)))
    };
    let crumbs = vec![LinkTo::new(w.t("wheel"), cx.at("/wheel")), LinkTo::new(w.t("cycle"), "")];
    Ok(Page::new("wheel", w.t("cycle"), body).crumbs(crumbs).draw(&cx))
}

fn name(cx: &Cx, phase: Phase) -> String {
    cx.w.t(&format!("phase-{}", phase.word()))
}

/// Where most is stuck, against what Plan produced.
fn in_short(cx: &Cx, cycle: &Cycle) -> String {
    let worst = cycle.phases.iter().max_by_key(|s| s.stuck()).filter(|s| s.stuck() > 0);
    let planned = cycle.phases.iter().find(|s| s.phase == Phase::Plan).map_or(0, Seen::done);
    match worst {
        None => cx.w.tn("cycle-fine", &[("n", planned.into())]),
        Some(seen) => cx.w.tn(
            "cycle-short",
            &[
                ("n", seen.stuck().into()),
                ("done", seen.done().into()),
                ("planned", planned.into()),
                ("phase", name(cx, seen.phase).into()),
            ],
        ),
    }
}

fn number(cx: &Cx, n: usize) -> Cell {
    Cell::Text(cx.w.number(n as f64, 0))
}

fn phases(cx: &Cx, cycle: &Cycle) -> Markup {
    let w = &cx.w;
    let row = |s: &Seen| Row {
        href: format!("#phase-{}", s.phase.word()),
        cells: vec![Cell::Text(name(cx, s.phase)), number(cx, s.done()), number(cx, s.before()), number(cx, s.stuck())],
        ..Row::default()
    };
    let columns = [
        Column::new(w.t("cycle-phase"), Role::Lead),
        Column::new(w.t("cycle-produced"), Role::Number),
        Column::new(w.t("cycle-before"), Role::Number),
        Column::new(w.t("cycle-stuck"), Role::Number),
    ];
    design::plain_table(w, &w.t("cycle-phases"), &columns, &cycle.phases.iter().map(row).collect::<Vec<_>>())
}

fn phase(cx: &Cx, cycle: &Cycle, seen: &Seen) -> Markup {
    let w = &cx.w;
    let row = |work: &Work| {
        let ids: Vec<_> = work.stuck.iter().map(|s| s.record).collect();
        let oldest = work.stuck.first().map(|s| (cycle.until - s.since).get_days());
        Row {
            cells: vec![
                Cell::Text(w.t(&format!("work-{}", work.what))),
                number(cx, work.done),
                number(cx, work.before),
                number(cx, work.stuck.len()),
                oldest.map_or(Cell::Empty, |d| Cell::Text(w.tn("cycle-days", &[("n", d.into())]))),
                if ids.is_empty() { Cell::Empty } else { Cell::Html(records(cx, &ids)) },
            ],
            ..Row::default()
        }
    };
    let columns = [
        Column::new(w.t("cycle-work"), Role::Lead),
        Column::new(w.t("cycle-produced"), Role::Number),
        Column::new(w.t("cycle-before"), Role::Number),
        Column::new(w.t("cycle-stuck"), Role::Number),
        Column::new(w.t("cycle-oldest"), Role::Number),
        Column::new(w.t("cycle-which"), Role::Text),
    ];
    let rows: Vec<Row> = seen.work.iter().map(row).collect();
    let title = name(cx, seen.phase);
    design::section(
        &format!("phase-{}", seen.phase.word()),
        &title,
        None,
        design::plain_table(w, &title, &columns, &rows),
    )
}

/// Attendance of management bodies and the time that decisions take, against the year before.
fn bodies(cx: &Cx, cycle: &Cycle) -> Markup {
    let w = &cx.w;
    if cycle.bodies.is_empty() {
        return design::empty(&w.t("cycle-no-bodies"), None);
    }
    let figure = |d: &Drift, v: f64, n: usize| {
        let value =
            if d.body.is_some() { w.percent(v) } else { w.tn("cycle-days", &[("n", (v.round() as i64).into())]) };
        Cell::Text(w.tn("cycle-counted", &[("value", value.into()), ("n", n.into())]))
    };
    let row = |d: &Drift| Row {
        cells: vec![
            match d.body {
                Some(body) => Cell::Html(html! { (w.t("cycle-attendance")) ": " (cx.link_to(body)) }),
                None => Cell::Text(w.t("cycle-delay")),
            },
            figure(d, d.now, d.counted.1),
            figure(d, d.before, d.counted.0),
            Cell::Html(if d.is_worse() {
                design::tag(Tone::Warn, &w.t("cycle-worse"))
            } else {
                html! { (w.t("cycle-not-worse")) }
            }),
        ],
        ..Row::default()
    };
    let columns = [
        Column::new(w.t("cycle-work"), Role::Lead),
        Column::new(w.t("cycle-this-year"), Role::Number),
        Column::new(w.t("cycle-before"), Role::Number),
        Column::new(w.t("wheel-stands"), Role::Text),
    ];
    design::plain_table(w, &w.t("cycle-bodies"), &columns, &cycle.bodies.iter().map(row).collect::<Vec<_>>())
}
