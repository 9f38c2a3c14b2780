//! A supplier: what rests on it, what it owes, what it was never told, what it has shown us, and the way out.

use super::{parts, sourcing};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Stat, Tone},
    pages::insight::Insight,
};
use isms::{
    analysis::supply::{
        chain::{self, Concentration, Graph, Reach},
        exit, flow, standing, works_for_us,
    },
    context::{Supplier, supplier::ReceivedReport},
    control::Control,
    field::{Choice, Ty},
    record::Record,
};
use maud::{Markup, html};

/// A report says little of a day that lies further back, in days.
const OLD: i32 = 366;

/// What is shown above the fields.
pub fn insight(cx: &Cx, record: &Record<Supplier>) -> Insight {
    let isms = cx.view.for_the_organisation();
    let standings = standing::of_supplier(isms, record.head.id);
    let gaps = if works_for_us(record) { flow::of_supplier(isms, record) } else { Vec::new() };
    let owed = exit::is_owed(&record.body);
    let ways = exit::of(isms, record.head.id);
    let found = chain::concentration(isms);
    let reach = Graph::new(isms).reach(record.head.id);
    let key = format!("SUP-{}", record.head.number);
    let tally = parts::tally(cx, &standings);
    let main = html! {
        (design::section("rests", &cx.w.t("supply-rests"), Some(&cx.w.t("supply-rests-note")), rests(cx, record, &reach, &found)))
        (design::section("owed", &cx.w.t("supply-owed"), Some(&tally), parts::obligations(cx, &standings)))
        (design::section("gaps", &cx.w.t("flow"), Some(&cx.w.t("flow-note")), parts::gaps(cx, &gaps)))
        (design::section("received", &cx.w.t("supply-reports"), None, reports(cx, record)))
        (sourcing::of_supplier(cx, record))
        (design::section("exit", &cx.w.t("exit"), None, parts::ways_out(cx, &ways, owed, &key)))
    };
    Insight { main: Some(main), ..Insight::default() }
}

fn rests(cx: &Cx, record: &Record<Supplier>, reach: &Reach, found: &Concentration) -> Markup {
    let w = &cx.w;
    let of = |n: usize, all: usize| w.tn("n-of-m", &[("n", n.into()), ("m", all.into())]);
    let party = match reach.party {
        0 => None,
        n => Some(w.tn("chain-party", &[("n", n.into())])),
    };
    let stats = [
        Stat {
            label: w.t("chain-objectives"),
            value: Some(of(reach.objectives.len(), found.objectives)),
            ..Stat::default()
        },
        Stat {
            label: w.t("chain-functions"),
            value: Some(of(reach.functions.len(), found.functions)),
            ..Stat::default()
        },
        Stat {
            label: w.t("chain-processes"),
            value: Some(w.number(reach.processes as f64, 0)),
            note: party,
            ..Stat::default()
        },
    ];
    let ways = reach.functions.iter().chain(&reach.objectives).filter(|r| cx.view.get(r.record).is_some());
    let ways: Vec<Markup> = ways.map(|r| parts::way(cx, record.head.id, r)).collect();
    html! {
        (design::stats(w, &stats))
        @if !ways.is_empty() {
            (design::more(&w.t("chain-ways"), false, html! { ul.plain { @for way in &ways { li { (way) } } } }))
        }
        (parts::ways_on(cx))
    }
}

fn reports(cx: &Cx, record: &Record<Supplier>) -> Markup {
    let w = &cx.w;
    if record.body.reports.is_empty() {
        return design::empty(&w.t("supply-no-reports"), None);
    }
    let rows: Vec<Row> = record.body.reports.iter().map(|r| report(cx, r)).collect();
    let columns = [
        Column::new(w.t("supply-report"), Role::Text),
        Column::new(w.t("supply-report-until"), Role::Text),
        Column::new(w.t("supply-report-opinion"), Role::Text),
        Column::new(w.t("supply-report-read"), Role::Text),
        Column::new(w.t("supply-report-expects"), Role::Text),
    ];
    design::plain_table(w, &w.t("supply-reports"), &columns, &rows)
}

fn report(cx: &Cx, report: &ReceivedReport) -> Row {
    let form = isms::context::supplier::ReportForm::OPTIONS;
    let age = report.until.map(|until| (cx.today() - until).get_days());
    let until = report.until.map_or(Cell::Unknown, |until| {
        let old = age.is_some_and(|days| days > OLD);
        let said = cx.w.tn("supply-days-old", &[("n", i64::from(age.unwrap_or_default()).into())]);
        Cell::Html(html! { (cx.w.date(until)) br; @if old { (design::tag(Tone::Warn, &said)) } @else { small.quiet { (said) } } })
    });
    let read = report.reviewed_on.map(|d| Cell::Text(cx.w.date(d)));
    Row {
        cells: vec![
            Cell::Text(cx.choice_label(Ty::Choice(form), report.form.word())),
            until,
            if report.opinion.is_empty() { Cell::Unknown } else { Cell::Text(report.opinion.clone()) },
            read.unwrap_or(Cell::Html(design::tag(Tone::Warn, &cx.w.t("supply-report-unread")))),
            Cell::Html(complementary(cx, report)),
        ],
        ..Row::default()
    }
}

/// The controls that a report expects of us, each with its state.
fn complementary(cx: &Cx, report: &ReceivedReport) -> Markup {
    html! {
        @if report.complementary.is_empty() { span.quiet { (cx.w.t("supply-expects-nothing")) } }
        @for control in &report.complementary {
            div {
                (cx.link_to(control.id())) " "
                @if let Some(found) = cx.view.get(control.id()).and_then(|r| r.typed::<Control>()) { (cx.state_tag(found)) }
            }
        }
    }
}
