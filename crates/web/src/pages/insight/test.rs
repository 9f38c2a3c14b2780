//! What is known about a test: how it came out, when it is due again, and its runs.

use super::Insight;
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Stat, Tone},
    pages::assurance::{findings_from, raise, ties, verdict, word, worksheet},
    show::path,
};
use isms::{
    analysis::assured,
    assurance::{
        Test,
        test::{TestRun, TestVerdict, independence},
    },
    authority::Action,
    record::{AnyRecord, Record},
    risk::calibration::score::HitRate,
};
use maud::{Markup, html};

/// What is shown above the fields.
pub fn insight(cx: &Cx, test: &Record<Test>) -> Insight {
    let may = !cx.is_past() && (test as &dyn AnyRecord).is_open() && cx.view.may_on(test, Action::Edit);
    let isms = cx.view.for_the_organisation();
    let dependence = independence::of_test(isms, &test.body);
    let main = html! {
        (ties(cx, &dependence, &test.body.instead_of_independence))
        (design::section("standing", &cx.w.t("test-standing"), None, html! {
            (stats(cx, test))
            @if let Some(run) = &test.body.under_way {
                p { (cx.w.t("test-under-way")) " " (worksheet::follows(cx, run, test.body.tolerated.unwrap_or(0))) }
            }
            @if may {
                @let word = if test.body.under_way.is_some() { "test-continue" } else { "test-run" };
                div.actions { (design::link_button(&cx.w.t(word), &format!("{}/run", path(test)), true)) }
            }
        }))
        (design::section("runs", &cx.w.t("test-runs"), None, runs(cx, test, may)))
    };
    Insight { main: Some(main), ..Insight::default() }
}

fn stats(cx: &Cx, test: &Record<Test>) -> Markup {
    let w = &cx.w;
    let newest = test.body.runs.iter().max_by_key(|r| r.on);
    let last = Stat {
        label: w.t("test-last"),
        value: newest.map(|r| word(cx, r.verdict)),
        note: Some(newest.and_then(|r| r.on).map_or_else(|| w.t("test-never"), |on| w.date(on))),
        tone: newest.map_or(Tone::Unknown, |r| if r.verdict == TestVerdict::Failed { Tone::Bad } else { Tone::Plain }),
        ..Stat::default()
    };
    let seen = assured::look_at_test(cx.view.for_the_organisation(), test);
    let due = seen.due;
    let late = due.is_some_and(|d| d < cx.today());
    let why = match (test.body.cadence, test.body.last_run()) {
        (None, None) => w.t("test-no-cadence"),
        (None, Some(_)) => w.t("test-yearly"),
        (Some(_), None) => w.t("test-due-now"),
        (Some(cadence), Some(_)) => {
            let cadence = word(cx, cadence);
            w.tn(if late { "test-overdue" } else { "test-due-by" }, &[("cadence", cadence.into())])
        }
    };
    let due = Stat {
        label: w.t("test-due"),
        value: due.map(|d| w.date(d)),
        note: Some(why),
        tone: if late { Tone::Bad } else { Tone::Plain },
        ..Stat::default()
    };
    design::stats(w, &[last, due, share(cx, newest)])
}

/// The share of the population that does not work, as far as the newest sample says: an interval, never the bare share.
fn share(cx: &Cx, newest: Option<&TestRun>) -> Stat {
    let w = &cx.w;
    let label = w.t("test-share");
    let seen = newest.and_then(|r| Some((r.failed?, r.looked_at.filter(|n| *n > 0)?, r.population)));
    let Some((failed, n, population)) = seen else {
        return Stat { label, note: Some(w.t("test-share-unknown")), ..Stat::default() };
    };
    if population == Some(n) {
        let value = Some(w.percent(failed as f64 / n as f64));
        return Stat { label, value, note: Some(w.tn("test-share-all", &[("n", n.into())])), ..Stat::default() };
    }
    let rate = HitRate::of(usize::try_from(failed).unwrap_or(0), usize::try_from(n).unwrap_or(0));
    let value =
        w.tn("test-share-between", &[("low", w.percent(rate.low).into()), ("high", w.percent(rate.high).into())]);
    let note = w.tn("test-share-note", &[("failed", failed.into()), ("n", n.into())]);
    Stat { label, value: Some(value), note: Some(note), ..Stat::default() }
}

fn runs(cx: &Cx, test: &Record<Test>, may: bool) -> Markup {
    let w = &cx.w;
    if test.body.runs.is_empty() {
        return design::empty(&w.t("test-no-runs"), None);
    }
    let mut order: Vec<(usize, &TestRun)> = test.body.runs.iter().enumerate().collect();
    order.sort_by_key(|(i, r)| std::cmp::Reverse((r.on, *i)));
    let newest = order.first().map(|(i, _)| *i);
    let rows: Vec<Row> = order.iter().map(|(i, r)| row(cx, test, *i, r, may && Some(*i) == newest)).collect();
    let columns = [
        ("run-on", Role::Lead),
        ("run-verdict", Role::Text),
        ("run-by", Role::Text),
        ("run-seen", Role::Number),
        ("run-failed", Role::Number),
        ("run-notes", Role::Text),
    ]
    .map(|(key, role)| Column::new(w.t(key), role));
    let findings = findings_from(cx, test.head.id);
    html! {
        (design::plain_table(w, &w.t("test-runs"), &columns, &rows))
        @if !findings.is_empty() { p { (w.t("test-findings")) " " @for (i, f) in findings.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(*f)) } } }
    }
}

fn row(cx: &Cx, test: &Record<Test>, index: usize, run: &TestRun, newest: bool) -> Row {
    let w = &cx.w;
    let on = run.on.map(|d| w.date(d)).unwrap_or_default();
    let seen = match (run.looked_at, run.population) {
        (Some(n), Some(of)) => Cell::Text(w.tn("run-n-of", &[("n", n.into()), ("of", of.into())])),
        (Some(n), None) => Cell::Text(w.number(n as f64, 0)),
        _ => Cell::Empty,
    };
    let offer = newest && run.verdict != TestVerdict::Passed;
    let notes = html! {
        @if let Some(hours) = run.recovered_in { (w.tn("run-recovered-in", &[("n", w.number(hours, 1).into())])) " " }
        (run.notes.0)
        @if offer { " " a href=(raise(cx, test, run)) { (w.t("raise-finding")) } }
    };
    Row {
        href: cx.at(&format!("{}/runs/{}", path(test), index + 1)),
        cells: vec![
            Cell::Text(on),
            Cell::Html(verdict(cx, run.verdict)),
            run.by.map_or(Cell::Empty, |p| Cell::Html(cx.link_to(p.id()))),
            seen,
            run.failed.map_or(Cell::Empty, |n| Cell::Text(w.number(n as f64, 0))),
            Cell::Html(notes),
        ],
        ..Row::default()
    }
}
