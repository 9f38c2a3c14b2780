//! Back-testing: every range and probability that was stated, beside what then happened.

use super::{Page, estimating};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, LinkTo, Role, Row, Tone},
    fault::{Fault, Result},
};
use axum::response::Html;
use isms::{
    analysis::backtest::{
        CountCase, LossCase, Record90,
        forecasts::{Bin, Forecasts},
    },
    kind,
    risk::{Estimate, Forecast},
    values::RecordId,
};
use maud::{Markup, html};

/// Rows of a table before "and more".
const SHOWN: usize = 200;

/// `GET /backtesting`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let reads = |k| cx.view.sight.reads(k);
    if !(reads(kind::of::<Forecast>()) && reads(kind::of::<Estimate>())) {
        return Err(Fault::missing("page /backtesting".to_owned()));
    }
    let test = estimating::backtest(&cx);
    let w = &cx.w;
    let body = html! {
        (design::lede(&w.t("backtest"), Some(html! { (w.t("backtest-about")) })))
        (design::stats(w, &estimating::stats(&cx, &test.overall)))
        (design::section("estimators", &w.t("backtest-estimators"), Some(&w.t("backtest-estimators-note")), estimators(&cx, &test.estimators)))
        (design::section("losses", &w.t("backtest-losses"), Some(&w.t("backtest-losses-note")), losses(&cx, &test.losses, &test.without)))
        (design::section("counts", &w.t("backtest-counts"), Some(&w.t("backtest-counts-note")), counts(&cx, &test.counts)))
        (design::section("forecasts", &w.t("backtest-forecasts"), Some(&w.t("backtest-forecasts-note")), forecasts(&cx, &test.overall.forecasts)))
        div.actions {
            (design::link_button(&w.t("calibration"), &cx.at("/calibration"), false))
            (design::link_button(&cx.kind_label(kind::of::<Forecast>(), true), &cx.at("/forecasts"), false))
        }
    };
    let crumbs = vec![LinkTo::new(w.t("rail-risk"), cx.at("/area/risk")), LinkTo::new(w.t("backtest"), "")];
    Ok(Page::new("risk", w.t("backtest"), body).crumbs(crumbs).draw(&cx))
}

fn person(cx: &Cx, person: Option<RecordId>) -> Cell {
    match person {
        Some(person) => Cell::Html(cx.link_to(person)),
        None => Cell::Text(cx.w.t("backtest-nobody")),
    }
}

fn estimators(cx: &Cx, list: &[Record90]) -> Markup {
    let w = &cx.w;
    if list.is_empty() {
        return design::empty(&w.t("backtest-none"), Some(&LinkTo::new(w.t("calibration"), "/calibration")));
    }
    let row = |of: &Record90| Row {
        cells: vec![
            person(cx, of.person),
            Cell::Text(estimating::rate(cx, &of.losses)),
            Cell::Text(estimating::rate(cx, &of.counts)),
            Cell::Text(estimating::mean(cx, of.forecasts.resolved, of.forecasts.brier)),
            of.exercises.map_or(Cell::Empty, |s| Cell::Text(estimating::rate(cx, &s.ranges))),
        ],
        ..Row::default()
    };
    let columns = [
        Column::new(w.t("backtest-estimator"), Role::Text),
        Column::new(w.t("backtest-losses-held"), Role::Text),
        Column::new(w.t("backtest-counts-held"), Role::Text),
        Column::new(w.t("backtest-brier"), Role::Text),
        Column::new(w.t("backtest-training"), Role::Text),
    ];
    design::plain_table(w, &w.t("backtest-estimators"), &columns, &list.iter().map(row).collect::<Vec<_>>())
}

fn inside(cx: &Cx, inside: bool) -> Cell {
    let (tone, word) = if inside { (Tone::Good, "backtest-inside") } else { (Tone::Warn, "backtest-outside") };
    Cell::Html(design::tag(tone, &cx.w.t(word)))
}

fn more(cx: &Cx, all: usize, seen: usize) -> Markup {
    let (rest, hidden) = (seen.saturating_sub(SHOWN), all - seen);
    html! {
        @if rest > 0 { (design::quiet(html! { (cx.w.tn("and-more", &[("n", rest.into())])) })) }
        @if hidden > 0 { (design::quiet(html! { (cx.w.tn("n-not-visible", &[("n", hidden.into())])) })) }
    }
}

fn losses(cx: &Cx, all: &[LossCase], without: &[RecordId]) -> Markup {
    let w = &cx.w;
    let code = cx.view.for_the_organisation().currency();
    let money = |x: f64| w.money_short(x, code.code());
    let sees = |id: RecordId| cx.view.get(id).is_some();
    let seen: Vec<&LossCase> = all.iter().filter(|l| sees(l.incident) && sees(l.estimate)).collect();
    let row = |l: &&LossCase| Row {
        cells: vec![
            Cell::Html(cx.link_to(l.incident)),
            Cell::Text(w.date(l.on)),
            Cell::Html(cx.link_to(l.estimate)),
            Cell::Text(format!("{} – {}", money(l.range.0), money(l.range.1))),
            Cell::Text(money(l.loss)),
            inside(cx, l.inside()),
        ],
        ..Row::default()
    };
    let columns = [
        Column::new(w.or("kind-incident", "Incident"), Role::Text),
        Column::new(w.t("backtest-on"), Role::Text),
        Column::new(w.or("kind-estimate", "Estimate"), Role::Text),
        Column::new(w.t("backtest-range"), Role::Number),
        Column::new(w.t("backtest-loss"), Role::Number),
        Column::new(w.t("calibration-outcome"), Role::Text),
    ];
    let rows: Vec<Row> = seen.iter().take(SHOWN).map(row).collect();
    html! {
        @if all.is_empty() { (design::empty(&w.t("backtest-no-losses"), None)) }
        @else { (design::plain_table(w, &w.t("backtest-losses"), &columns, &rows)) (more(cx, all.len(), seen.len())) }
        @if !without.is_empty() { (design::quiet(html! { (w.tn("backtest-without", &[("n", without.len().into())])) })) }
    }
}

fn counts(cx: &Cx, all: &[CountCase]) -> Markup {
    let w = &cx.w;
    let seen: Vec<&CountCase> = all.iter().filter(|c| cx.view.get(c.estimate).is_some()).collect();
    let row = |c: &&CountCase| {
        let (low, high) = c.belief.expected(c.years);
        Row {
            cells: vec![
                Cell::Html(cx.link_to(c.estimate)),
                Cell::Text(format!("{} – {}", w.date(c.window.0), w.date(c.window.1))),
                Cell::Text(w.number(c.years, 1)),
                Cell::Text(format!("{} – {}", w.number(low as f64, 0), w.number(high as f64, 0))),
                Cell::Text(w.number(c.observed as f64, 0)),
                inside(cx, c.inside),
            ],
            ..Row::default()
        }
    };
    let mut first = seen.clone();
    first.sort_by_key(|c| c.inside);
    let rows: Vec<Row> = first.iter().take(SHOWN).map(row).collect();
    let columns = [
        Column::new(w.or("kind-estimate", "Estimate"), Role::Text),
        Column::new(w.t("backtest-window"), Role::Text),
        Column::new(w.t("backtest-years"), Role::Number),
        Column::new(w.t("backtest-expected"), Role::Number),
        Column::new(w.t("backtest-observed"), Role::Number),
        Column::new(w.t("calibration-outcome"), Role::Text),
    ];
    if all.is_empty() {
        return design::empty(&w.t("backtest-no-counts"), None);
    }
    html! { (design::plain_table(w, &w.t("backtest-counts"), &columns, &rows)) (more(cx, all.len(), seen.len())) }
}

fn forecasts(cx: &Cx, of: &Forecasts) -> Markup {
    let w = &cx.w;
    let row = |b: &Bin| Row {
        cells: vec![
            Cell::Text(format!("{} – {}", w.percent(b.from), w.percent(b.to))),
            Cell::Text(w.percent(b.stated)),
            Cell::Text(estimating::rate(cx, &b.happened)),
        ],
        ..Row::default()
    };
    let columns = [
        Column::new(w.t("backtest-bin"), Role::Text),
        Column::new(w.t("calibration-stated"), Role::Number),
        Column::new(w.t("backtest-happened"), Role::Text),
    ];
    let rows: Vec<Row> = of.bins.iter().map(row).collect();
    let numbers = [
        (w.t("backtest-brier"), html! { (estimating::mean(cx, of.resolved, of.brier)) }),
        (w.t("backtest-log"), html! { (estimating::mean(cx, of.resolved, of.log)) }),
        (
            w.t("backtest-open"),
            html! { (w.tn("backtest-open-n", &[("n", of.open.into()), ("overdue", of.overdue.into()), ("void", of.void.into())])) },
        ),
    ];
    html! {
        (design::facts(&numbers))
        @if rows.is_empty() { (design::empty(&w.t("backtest-no-forecasts"), None)) }
        @else { (design::plain_table(w, &w.t("backtest-bins"), &columns, &rows)) }
    }
}
