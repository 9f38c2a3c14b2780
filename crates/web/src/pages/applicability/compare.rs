//! Two statements side by side: another moment, or the draft and what is in force; only lines whose ruling or status differs.

use super::{Shown, say};
use crate::{
    cx::{self, encode},
    design::{self, Cell, Column, Notice, Role, Row, Tone},
    fault::Result,
};
use isms::analysis::applicability::{Applies, Changed, Line, changes};
use maud::{Markup, html};
use service::{applicability::Asked, library::Library};

/// Changes that are listed.
const LISTED: usize = 200;

/// The comparison that is asked for, if any.
pub async fn section(shown: &Shown<'_>, library: &Library) -> Result<Markup> {
    let cx = shown.cx;
    let Some(against) = cx.query.get("against").filter(|a| !a.is_empty()) else { return Ok(draft(shown)) };
    let moment = cx::moment(against, &cx.tz)?;
    let view = cx.app.service.view(cx.viewer(), moment).await?;
    let isms = view.for_the_organisation();
    let record = match shown.asked.record {
        None => None,
        Some(now) => match isms.typed(now.head.id) {
            Some(then) => Some(then),
            None => return Ok(design::notice(&Notice::text(Tone::Note, &cx.w.t("soa-not-yet")))),
        },
    };
    let asked = match record {
        Some(record) => Asked::by_record(isms, library, record)?,
        None => shown.asked,
    };
    let assurance = cx.app.service.assurance(isms);
    let other = asked.statement(&assurance, false);
    let act = cx.w.number(view.moment().seq as f64, 0);
    let day = view.moment().now.to_zoned(cx.tz.clone()).date();
    let title = cx.w.tn("soa-compared", &[("act", act.into()), ("day", cx.w.date(day).into())]);
    let whole = format!("{}?as_of={}", shown.path(), encode(against));
    let found = changes(&other, &shown.statement);
    let note = html! { p { (cx.w.t("soa-then")) " " (say::in_short(&cx.w, &other.totals)) " " a href=(whole) { (cx.w.t("soa-show-then")) } } };
    Ok(design::section("changes", &title, None, html! { (note) (table(shown, &found)) }))
}

/// What the draft changes, where it is shown.
fn draft(shown: &Shown<'_>) -> Markup {
    if !shown.draft {
        return html! {};
    }
    let in_force = shown.asked.statement(&shown.assurance, false);
    let found = changes(&in_force, &shown.statement);
    design::section("changes", &shown.cx.w.t("soa-draft-changes"), None, table(shown, &found))
}

fn table(shown: &Shown<'_>, found: &[Changed<'_, '_>]) -> Markup {
    let w = &shown.cx.w;
    if found.is_empty() {
        return design::empty(&w.t("soa-same"), None);
    }
    let rows: Vec<Row> = found.iter().take(LISTED).filter_map(|c| row(shown, c)).collect();
    let columns = [
        Column::new(w.t("soa-requirement"), Role::Lead),
        Column::new(w.t("soa-before"), Role::Text),
        Column::new(w.t("soa-after-it"), Role::Text),
    ];
    html! {
        (design::plain_table(w, &w.t("soa-changes"), &columns, &rows))
        @if found.len() > LISTED { p.quiet { (w.tn("and-more", &[("n", (found.len() - LISTED).into())])) } }
    }
}

fn row(shown: &Shown<'_>, change: &Changed<'_, '_>) -> Option<Row> {
    let line = change.after.or(change.before)?;
    let href = change.after.map(|l| shown.line_at(&l.point.id)).unwrap_or_default();
    let cells = vec![Cell::Text(say::name(line)), side(shown, change.before), side(shown, change.after)];
    Some(Row { href, cells, ..Row::default() })
}

/// What a line says: its status where it applies, its ruling where it does not.
fn side(shown: &Shown<'_>, line: Option<&Line<'_>>) -> Cell {
    let w = &shown.cx.w;
    match line {
        None => Cell::Text(w.t("soa-no-such-line")),
        Some(l) if l.applies == Applies::Yes => {
            let inherited = l.inherited.is_some() && l.status != isms::analysis::assured::Status::Inherited;
            Cell::Html(html! {
                (say::applies(w, l)) " " (say::status_tag(w, l.status))
                @if inherited { " " span.quiet { (w.t("soa-only-inherited")) } }
            })
        }
        Some(l) => Cell::Html(say::applies_tag(w, l)),
    }
}
