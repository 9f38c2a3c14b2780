//! The totals: by status, each number a link to its lines.

use super::{Shown, say};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Tone},
};
use isms::analysis::{applicability::Totals, assured::Status};
use maud::{Markup, html};

/// By status in a table with bars, then the other counts; every number leads to its lines.
pub fn section(shown: &Shown<'_>) -> Markup {
    let body = table(shown.cx, &shown.statement.totals, &|query| shown.at(query));
    design::section("totals", &shown.cx.w.t("soa-how-well"), None, body)
}

/// The table by itself, `at` giving the address of the list with a query.
pub fn table(cx: &Cx, t: &Totals, at: &dyn Fn(&str) -> String) -> Markup {
    let w = &cx.w;
    let number = |n: usize, query: &str| match n {
        0 => Cell::Text("0".into()),
        n => Cell::Html(html! { a href={ (at(query)) "#lines" } { (w.number(n as f64, 0)) } }),
    };
    let row = |label: Markup, n: usize, query: &str, tone: Tone| Row {
        cells: vec![
            Cell::Html(label),
            number(n, query),
            Cell::Html(design::bar((t.lines > 0).then(|| n as f64 / t.lines as f64), tone)),
        ],
        ..Row::default()
    };
    let by_status = Status::ALL
        .iter()
        .rev()
        .map(|s| row(say::status_tag(w, *s), t.of(*s), &format!("status={}", s.word()), bar_tone(*s)));
    let others = [
        (design::tag(Tone::Unknown, &w.t("soa-undetermined")), t.undetermined, "applies=undetermined", Tone::Unknown),
        (design::tag(Tone::Plain, &w.t("soa-excluded")), t.excluded, "applies=no", Tone::Plain),
    ];
    let rows: Vec<Row> = by_status.chain(others.map(|(l, n, q, tone)| row(l, n, q, tone))).collect();
    let columns = [
        Column::new(w.t("soa-status"), Role::Lead),
        Column::new(w.t("soa-lines"), Role::Number),
        Column::new(w.t("soa-share"), Role::Text),
    ];
    let also = [
        ("soa-count-applicable", t.applicable, "applies=yes"),
        ("soa-count-automated", t.automated, "only=automated"),
        ("soa-count-accepted", t.accepted, "only=accepted"),
        ("soa-count-contradicted", t.contradicted, "only=contradicted"),
    ];
    html! {
        (design::plain_table(w, &w.t("soa-how-well"), &columns, &rows))
        p {
            @for (i, (word, n, query)) in also.into_iter().enumerate() {
                @if i > 0 { " · " }
                @if n > 0 { a href={ (at(query)) "#lines" } { (w.tn(word, &[("n", n.into())])) } } @else { span.quiet { (w.tn(word, &[("n", n.into())])) } }
            }
        }
    }
}

fn bar_tone(status: Status) -> Tone {
    match status {
        Status::Passed => Tone::Good,
        Status::Inherited | Status::Planned => Tone::Note,
        Status::Stale => Tone::Warn,
        Status::NoTest | Status::NeverRun => Tone::Unknown,
        Status::NoControl | Status::Failed => Tone::Bad,
    }
}
