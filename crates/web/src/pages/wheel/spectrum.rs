//! The spectrum from compliance-driven to risk-based, with the observations behind every position and the movement since a year ago.

use super::{area_name, records, tabs};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, LinkTo, Role, Row, Tone},
    fault::Result,
    pages::Page,
};
use axum::response::Html;
use isms::analysis::spectrum::{self, Observation, Position, Side, Spectrum};
use maud::{Markup, html};
use service::AsOf;

/// `GET /spectrum`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let now = spectrum::of(cx.view.for_the_organisation());
    let then = a_year_ago(&cx).await?;
    let w = &cx.w;
    let known = now.positions.iter().filter(|p| p.stands().is_some()).count();
    let leaning = now.positions.iter().filter(|p| p.stands().is_some_and(|(n, m)| n * 2 > m)).count();
    let said =
        w.tn("spectrum-short", &[("n", leaning.into()), ("m", known.into()), ("all", now.positions.len().into())]);
    let body = html! {
        (design::lede(&w.t("spectrum"), Some(html! { (said) })))
        (tabs(&cx, 1))
        p.quiet { (w.tn("spectrum-how", &[("n", spectrum::ENOUGH.into()), ("date", w.date(now.on).into())])) }
        (design::section("positions", &w.t("spectrum-positions"), None, positions(&cx, &now, then.as_ref())))
        @for position in &now.positions { (evidence(&cx, position)) }
    };
    let crumbs = vec![LinkTo::new(w.t("wheel"), cx.at("/wheel")), LinkTo::new(w.t("spectrum"), "")];
    Ok(Page::new("wheel", w.t("spectrum"), body).crumbs(crumbs).draw(&cx))
}

/// The same question asked of the value a year before; none where there were no records then.
async fn a_year_ago(cx: &Cx) -> Result<Option<Spectrum>> {
    let day = jiff::SignedDuration::from_hours(24 * 365);
    let Ok(then) = cx.view.moment().now.checked_sub(day) else { return Ok(None) };
    let isms = cx.app.service.isms(cx.viewer().org, AsOf::Time(then)).await?;
    Ok((!isms.is_empty()).then(|| spectrum::of(&isms)))
}

fn stands(cx: &Cx, position: Option<&Position>) -> Cell {
    match position.and_then(Position::stands) {
        None => Cell::Unknown,
        Some((n, m)) => Cell::Text(cx.w.tn("wheel-of", &[("n", n.into()), ("m", m.into())])),
    }
}

/// Where a position lies, drawn: a line from compliance-driven to risk-based with a mark for each observation on its side.
fn lies(cx: &Cx, position: &Position) -> Cell {
    let Some((n, m)) = position.stands() else { return Cell::Unknown };
    let word = match n * 2 {
        twice if twice > m => "spectrum-risk",
        twice if twice == m => "spectrum-between",
        _ => "spectrum-compliance",
    };
    Cell::Html(html! { (design::bar(Some(n as f64 / m as f64), Tone::Note)) " " (cx.w.t(word)) })
}

fn positions(cx: &Cx, now: &Spectrum, then: Option<&Spectrum>) -> Markup {
    let w = &cx.w;
    let row = |p: &Position| {
        let before = then.and_then(|s| s.positions.iter().find(|q| q.area == p.area));
        let moved = before.and_then(Position::stands).zip(p.stands()).map(|((a, b), (n, m))| {
            let change = (n * b).cmp(&(a * m));
            w.t(match change {
                std::cmp::Ordering::Greater => "spectrum-to-risk",
                std::cmp::Ordering::Equal => "spectrum-same",
                std::cmp::Ordering::Less => "spectrum-to-compliance",
            })
        });
        Row {
            href: format!("#{}", p.area.name()),
            cells: vec![
                Cell::Text(area_name(cx, p.area)),
                lies(cx, p),
                stands(cx, Some(p)),
                stands(cx, before),
                moved.map_or(Cell::Unknown, Cell::Text),
            ],
            ..Row::default()
        }
    };
    let columns = [
        Column::new(w.t("spectrum-capability"), Role::Lead),
        Column::new(w.t("wheel-stands"), Role::Text),
        Column::new(w.t("spectrum-speak"), Role::Number),
        Column::new(w.t("spectrum-year-ago"), Role::Number),
        Column::new(w.t("spectrum-moved"), Role::Text),
    ];
    design::plain_table(w, &w.t("spectrum-positions"), &columns, &now.positions.iter().map(row).collect::<Vec<_>>())
}

fn side(cx: &Cx, observation: &Observation) -> Markup {
    match observation.side() {
        None => design::unknown(&cx.w),
        Some(Side::Risk) => html! { (cx.w.t("spectrum-risk")) },
        Some(Side::Compliance) => html! { (cx.w.t("spectrum-compliance")) },
    }
}

fn evidence(cx: &Cx, position: &Position) -> Markup {
    let w = &cx.w;
    let row = |o: &Observation| Row {
        cells: vec![
            Cell::Text(w.t(&format!("seen-{}", o.name))),
            if o.of == 0 {
                Cell::Unknown
            } else {
                Cell::Text(w.tn("wheel-of", &[("n", o.n.into()), ("m", o.of.into())]))
            },
            Cell::Html(side(cx, o)),
            if o.others.is_empty() { Cell::Empty } else { Cell::Html(records(cx, &o.others)) },
        ],
        ..Row::default()
    };
    let columns = [
        Column::new(w.t("spectrum-seen"), Role::Text),
        Column::new(w.t("spectrum-counted"), Role::Number),
        Column::new(w.t("spectrum-side"), Role::Text),
        Column::new(w.t("spectrum-others"), Role::Text),
    ];
    let rows: Vec<Row> = position.observations.iter().map(row).collect();
    let name = area_name(cx, position.area);
    design::section(position.area.name(), &name, None, design::plain_table(w, &name, &columns, &rows))
}
