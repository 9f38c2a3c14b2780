//! How the certainty of an objective moved, and the acts that moved it. It takes a while the first time, so the objective's page asks for it apart.

use super::{method_line, objective::signed};
use crate::{
    cx::Cx,
    design::{self, Cell, ChartWords, Column, Role, Row},
    fault::{Fault, Result},
    pages::{Page, crumbs, record_of},
};
use axum::{extract::Path, response::Html};
use isms::{context::Objective, record::Record, values::RecordId};
use jiff::Timestamp;
use maud::{Markup, html};
use report::chart::{Act, Moment, Trend};
use service::trend::{Mover, Point};

/// `GET /objectives/{key}/trend`; with `fragment` only the section, for the objective's page.
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = record_of(&cx, "objectives", &key)?;
    let objective = record.typed::<Objective>().ok_or_else(|| Fault::missing(format!("objective {key}")))?;
    let section = section(&cx, objective).await?;
    if cx.query.contains_key("fragment") {
        return Ok(Html(section.into_string()));
    }
    let lede = html! { a.record href=(cx.href(objective)) { (objective.head.title) } };
    let title = cx.w.t("objective-trend");
    let body = html! { (design::lede(&title, Some(lede))) (section) };
    let crumbs = crumbs(&cx, record.kind(), Some(key));
    Ok(Page::new(record.kind().area.name(), title, body).crumbs(crumbs).draw(&cx))
}

async fn section(cx: &Cx, objective: &Record<Objective>) -> Result<Markup> {
    let (org, isms) = (cx.viewer().org, cx.view.for_the_organisation());
    let service = &cx.app.service;
    let points = service.trend(org, isms).await?;
    let movers = service.movers(org, objective.head.id, &points).await?;
    let mut shown = Vec::new();
    for mover in movers {
        let touched = service.touched_by(org, mover.seq).await?;
        let seen = touched.iter().any(|(_, r)| cx.view.get(r.head().id).is_some());
        shown.extend(seen.then_some(mover));
    }
    let answer = service.certainty(isms).await?;
    let body = html! {
        (chart(cx, objective, &points, &shown))
        (moved(cx, &shown))
        p.quiet { (cx.w.t("trend-note")) }
        (method_line(cx, &answer.method))
    };
    Ok(design::section("trend", &cx.w.t("objective-trend"), None, body))
}

fn day(cx: &Cx, at: Timestamp) -> jiff::civil::Date {
    at.to_zoned(cx.tz.clone()).date()
}

fn chart(cx: &Cx, objective: &Record<Objective>, points: &[Point], movers: &[Mover]) -> Markup {
    let id: RecordId = objective.head.id;
    let first = points.iter().position(|p| p.readings.contains_key(&id)).unwrap_or(points.len());
    let moment = |p: &Point| {
        let reading = p.readings.get(&id);
        Moment { day: day(cx, p.at), value: reading.map(|r| r.mean), band: reading.map(|r| r.band) }
    };
    // One month before it was known shows that it was not.
    let moments: Vec<Moment> = points.iter().skip(first.saturating_sub(1)).map(moment).collect();
    let required = objective.body.required_certainty.map(|s| s.0);
    let drawn = Trend {
        title: cx.w.tn("chart-trend-of", &[("name", objective.head.title.as_str().into())]),
        desc: cx.w.t("chart-trend-desc"),
        up: cx.w.t("home-certainty"),
        required: required.zip(moments.first()).map(|(r, m)| (m.day, r)).into_iter().collect(),
        acts: movers
            .iter()
            .map(|m| Act {
                day: day(cx, m.at),
                label: m.reason.clone(),
                href: Some(cx.at(&format!("/acts/{}", m.seq))),
            })
            .collect(),
        moments,
    };
    let currency = cx.view.for_the_organisation().currency();
    let drawn = drawn.chart(&ChartWords { w: &cx.w, currency: currency.code() });
    design::chart(&cx.w, &cx.w.t("objective-trend"), &drawn, None)
}

fn moved(cx: &Cx, movers: &[Mover]) -> Markup {
    let rows: Vec<Row> = movers
        .iter()
        .rev()
        .map(|m| Row {
            key: String::new(),
            href: cx.at(&format!("/acts/{}", m.seq)),
            edit: None,
            note: None,
            cells: vec![
                Cell::Text(if m.reason.is_empty() {
                    cx.w.tn("act-n", &[("n", m.seq.into())])
                } else {
                    m.reason.clone()
                }),
                Cell::Text(cx.w.date(day(cx, m.at))),
                m.change.map_or(Cell::Text(cx.w.t("trend-known")), |c| Cell::Text(signed(cx, c))),
            ],
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("chart-act"), Role::Lead),
        Column::new(cx.w.t("chart-date"), Role::Quiet),
        Column::new(cx.w.t("trend-change"), Role::Number),
    ];
    html! {
        @if rows.is_empty() { (design::empty(&cx.w.t("trend-none"), None)) }
        @else { (design::plain_table(&cx.w, &cx.w.t("trend-acts"), &columns, &rows)) }
    }
}
