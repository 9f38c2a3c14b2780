//! What the visitor asked of others, the oldest first.

use super::{card, say};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Tone},
};
use isms::analysis::asked::{Awaited, of_others};
use maud::{Markup, html};

/// A sentence and a table.
pub fn drawn(cx: &Cx) -> (String, Markup) {
    let isms = cx.view.for_the_organisation();
    let all = cx.viewer().person.map(|me| of_others(isms, &cx.view.sight, me)).unwrap_or_default();
    let late = all.iter().filter(|a| a.late).count();
    let said = cx.w.tn("week-others-n", &[("n", all.len().into()), ("late", late.into())]);
    if all.is_empty() {
        return (said, design::empty(&cx.w.t("week-others-none"), None));
    }
    let rows: Vec<Row> = all.iter().filter_map(|a| row(cx, a)).collect();
    let columns = [
        Column::new(cx.w.or("field-title", "Title"), Role::Lead),
        Column::new(cx.w.t("week-what"), Role::Text),
        Column::new(cx.w.t("week-of-whom"), Role::Text),
        Column::new(cx.w.t("week-since"), Role::Number),
        Column::new(cx.w.t("week-due"), Role::Text),
    ];
    (said, design::plain_table(&cx.w, &cx.w.t("week-others"), &columns, &rows))
}

fn row(cx: &Cx, awaited: &Awaited) -> Option<Row> {
    let record = cx.view.get(awaited.record)?;
    let matter = awaited.about.and_then(|a| cx.view.get(a)).unwrap_or(record);
    let names: Vec<String> = awaited.whom.iter().map(|w| card::name(cx, *w)).collect();
    let days = cx.today().since(awaited.since).map(|s| s.get_days()).unwrap_or_default();
    let due = awaited
        .due
        .map(|d| html! { @if awaited.late { (design::tag(Tone::Bad, &cx.w.t("overdue"))) " " } (cx.w.date(d)) });
    Some(Row {
        key: record.key().to_string(),
        href: cx.href(record.as_ref()),
        cells: vec![
            Cell::Text(matter.head().title.clone()),
            Cell::Text(say(cx).wish(awaited.what)),
            if names.is_empty() { Cell::Unknown } else { Cell::Text(names.join(", ")) },
            Cell::Text(cx.w.tn("week-days", &[("n", days.into())])),
            due.map_or(Cell::Empty, Cell::Html),
        ],
        ..Row::default()
    })
}
