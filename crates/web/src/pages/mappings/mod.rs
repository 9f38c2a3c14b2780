//! Mappings: what frameworks say about each other, by whom, and which of it we rely on.

pub mod import;
pub mod pair;
pub mod reuse;

use super::{
    Page,
    catalogues::{crumbs, library, may_make, segment},
};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, LinkTo, Role, Row},
    fault::Result,
};
use axum::response::Html;
use formats::{
    builtin,
    catalogue::{Mapping as Pair, Relation},
};
use isms::{
    control::{Mapping, mapping::MappingRelation},
    field::Choice,
    record::AnyRecord,
};
use maud::html;
use service::library::{
    Library,
    crosswalk::{Says, Statement},
};

/// The word for a relation: the source ... the target.
pub fn word(relation: MappingRelation) -> &'static str {
    match relation {
        MappingRelation::Equal => "map-equal",
        MappingRelation::Subset => "map-subset",
        MappingRelation::Superset => "map-superset",
        MappingRelation::Intersects => "map-intersects",
        MappingRelation::None => "map-none",
    }
}

/// Who states it, and how sure they are.
pub fn who(cx: &Cx, statement: &Statement<'_>) -> String {
    let confidence = statement.confidence().map_or_else(|| "unknown", |c| c.word());
    let confidence = cx.w.t(&format!("fw-confidence-{confidence}"));
    match statement.says {
        Says::Published(set) => format!("{} ({confidence})", set.id),
        Says::Ours(set, _) => format!("{} ({confidence})", (set as &dyn AnyRecord).key()),
    }
}

/// A statement as a published line.
pub fn as_pair(s: &Statement<'_>) -> Pair {
    let relation = match s.relation {
        MappingRelation::Equal => Relation::Equal,
        MappingRelation::Subset => Relation::Subset,
        MappingRelation::Superset => Relation::Superset,
        MappingRelation::Intersects => Relation::Intersects,
        MappingRelation::None => Relation::None,
    };
    Pair { source: s.source.to_owned(), target: s.target.to_owned(), relation }
}

/// What a framework is called.
pub fn title(library: &Library, id: &str) -> String {
    library.find(id).map_or_else(|| id.to_owned(), |s| s.catalogue.title.clone())
}

/// `GET /catalogues/mappings`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    let library = library(&cx).await?;
    let at = |from: &str, to: &str| cx.at(&format!("/catalogues/{}/mapped/{}", segment(from), segment(to)));
    let published = builtin::mappings().iter().map(|m| {
        row(
            &cx,
            &library,
            &at(&m.source, &m.target),
            [&m.source, &m.target],
            m.pairs.iter().map(|p| service::library::crosswalk::relation(p.relation)),
            Cell::Text(m.origin.clone()),
        )
    });
    let own = cx.view.all::<Mapping>().filter(|m| (*m as &dyn AnyRecord).is_open()).map(|m| {
        let b = &m.body;
        let link = html! { (design::record_link(&cx.link(m))) };
        row(
            &cx,
            &library,
            &at(&b.from_framework, &b.to_framework),
            [&b.from_framework, &b.to_framework],
            b.lines.iter().map(|l| l.relation),
            Cell::Html(link),
        )
    });
    let rows: Vec<Row> = own.chain(published).collect();
    let columns = [
        Column::new(cx.w.t("fw-pair"), Role::Lead),
        Column::new(cx.w.t("fw-lines"), Role::Number),
        Column::new(cx.w.t("map-equal"), Role::Number),
        Column::new(cx.w.t("map-subset"), Role::Number),
        Column::new(cx.w.t("map-superset"), Role::Number),
        Column::new(cx.w.t("map-intersects"), Role::Number),
        Column::new(cx.w.t("map-none"), Role::Number),
        Column::new(cx.w.t("catalogue-origin"), Role::Quiet),
    ];
    let title = cx.w.t("fw-mappings");
    let body = html! {
        (design::lede(&title, Some(html! { (cx.w.t("fw-mappings-about")) })))
        @if may_make(&cx) { (design::actions(&[design::link_button(&cx.w.t("fw-map-import"), "/catalogues/mappings/import", false)])) }
        (design::plain_table(&cx.w, &title, &columns, &rows))
    };
    Ok(Page::new("control", title.clone(), body).crumbs(crumbs(&cx, &[LinkTo::new(title, "")])).draw(&cx))
}

fn row(
    cx: &Cx,
    library: &Library,
    href: &str,
    ends: [&str; 2],
    relations: impl Iterator<Item = MappingRelation>,
    origin: Cell,
) -> Row {
    let all: Vec<MappingRelation> = relations.collect();
    let count = |r: MappingRelation| Cell::Text(cx.w.number(all.iter().filter(|x| **x == r).count() as f64, 0));
    use MappingRelation::{Equal, Intersects, None, Subset, Superset};
    Row {
        href: href.to_owned(),
        cells: vec![
            Cell::Text(format!("{} → {}", title(library, ends[0]), title(library, ends[1]))),
            Cell::Text(cx.w.number(all.len() as f64, 0)),
            count(Equal),
            count(Subset),
            count(Superset),
            count(Intersects),
            count(None),
            origin,
        ],
        ..Row::default()
    }
}
