//! Two versions of a framework, or two frameworks that mappings relate, side by side: what changed, and what of ours it concerns.

use super::{called, crumbs, find_version, href, library, named, segment};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, LinkTo, RecordLink, Role, Row},
    fault::Result,
    pages::{Page, mappings},
};
use axum::{extract::Path, response::Html};
use formats::{
    builtin,
    catalogue::Catalogue,
    catalogue_diff::{Change, Diff, What, diff},
};
use isms::{control::Mapping, values::Clause};
use maud::{Markup, html};
use service::library::crosswalk;
use std::collections::HashMap;

/// `GET /catalogues/{id}/compare?from=..&to=..&with=..`: `with` names another framework, `from` and `to` are marks of versions.
pub async fn show(cx: Cx, Path(id): Path<String>) -> Result<Html<String>> {
    let library = library(&cx).await?;
    let asked = |name: &str| cx.query.get(name).cloned().unwrap_or_default();
    let with = Some(asked("with")).filter(|w| !w.is_empty()).unwrap_or_else(|| id.clone());
    let (mark, to_mark) = (asked("from"), asked("to"));
    let (from, to) = (find_version(&cx, &library, &id, &mark)?, find_version(&cx, &library, &with, &to_mark)?);
    let pairs = if id == with {
        Vec::new()
    } else {
        let ours: Vec<_> = cx.view.all::<Mapping>().collect();
        let said = crosswalk::statements(&ours, builtin::mappings(), &id, &with);
        said.iter().map(mappings::as_pair).collect()
    };
    let found = diff(&from.catalogue, &to.catalogue, &pairs);
    let (a, b) = (called(&from.catalogue), called(&to.catalogue));
    let title = cx.w.tn("fw-compare-title", &[("from", a.as_str().into()), ("to", b.as_str().into())]);
    let records = named(&cx, &id);
    let body = html! {
        (design::lede(&title, Some(html! { (sentence(&cx, &found)) })))
        @if id != with { p.quiet { (cx.w.t("fw-compare-across")) } }
        @for what in What::ALL.into_iter().filter(|w| found.count(*w) > 0) {
            (list(&cx, what, &found, [&from.catalogue, &to.catalogue], &records))
        }
    };
    let way = [
        LinkTo::new(from.catalogue.title.clone(), cx.at(&format!("/catalogues/{}", segment(&id)))),
        LinkTo::new(cx.w.t("fw-compare"), ""),
    ];
    Ok(Page::new("control", title, body).crumbs(crumbs(&cx, &way)).draw(&cx))
}

/// The counts in one sentence.
fn sentence(cx: &Cx, diff: &Diff) -> String {
    let parts: Vec<String> = What::ALL
        .into_iter()
        .filter(|w| diff.count(*w) > 0)
        .map(|w| cx.w.tn(&format!("fw-what-{}-n", w.word()), &[("n", diff.count(w).into())]))
        .collect();
    match parts.is_empty() {
        true => cx.w.tn("fw-compare-none", &[("n", diff.same.into())]),
        false => cx.w.tn("fw-compare-n", &[("parts", parts.join(", ").into()), ("n", diff.same.into())]),
    }
}

fn list(
    cx: &Cx,
    what: What,
    diff: &Diff,
    sides: [&Catalogue; 2],
    records: &HashMap<String, Vec<RecordLink>>,
) -> Markup {
    let label = cx.w.t(&format!("fw-what-{}", what.word()));
    let side = if what == What::Added { sides[1] } else { sides[0] };
    let rows: Vec<Row> = diff.changes.iter().filter(|c| c.what == what).map(|c| row(cx, c, side, records)).collect();
    let columns = [
        Column::new(cx.w.t("fw-requirement"), Role::Lead),
        Column::new(cx.w.t("fw-before"), Role::Text),
        Column::new(cx.w.t("fw-after"), Role::Text),
        Column::new(cx.w.t("catalogue-ours"), Role::Text),
    ];
    design::section(
        what.word(),
        &format!("{label} ({})", rows.len()),
        None,
        design::plain_table(&cx.w, &label, &columns, &rows),
    )
}

fn row(cx: &Cx, c: &Change, side: &Catalogue, records: &HashMap<String, Vec<RecordLink>>) -> Row {
    let links = if c.what == What::Added { &[][..] } else { records.get(&c.id).map_or(&[][..], Vec::as_slice) };
    let title = side.requirements.iter().find(|r| r.id == c.id).map(|r| r.title.clone()).unwrap_or_default();
    Row {
        key: c.id.clone(),
        href: href(cx, &Clause { framework: side.id.clone(), requirement: c.id.clone() }),
        note: (c.before != title && c.after != title).then_some(title),
        cells: vec![Cell::Text(c.id.clone()), long(&c.before), long(&c.after), Cell::Html(super::links(links))],
        ..Row::default()
    }
}

/// A text, opened where it is long.
fn long(text: &str) -> Cell {
    if text.chars().count() <= 120 {
        return Cell::Text(text.to_owned());
    }
    let begin: String = text.chars().take(80).collect();
    Cell::Html(design::more(&format!("{begin} …"), false, html! { (text) }))
}
