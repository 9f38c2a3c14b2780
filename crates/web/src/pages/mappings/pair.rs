//! Two frameworks, requirement by requirement: what is stated, what is stated to be nothing, and what nobody said anything about.

use super::{title, who, word};
use crate::{
    cx::{Cx, encode},
    design::{self, Cell, Column, LinkTo, Role, Row, Tone},
    fault::{Fault, Result},
    pages::{
        Page,
        catalogues::{crumbs, find, href, label, library, ours, segment},
    },
};
use axum::{extract::Path, response::Html};
use formats::{builtin, catalogue::Requirement};
use isms::{
    analysis::algebra::carries,
    control::{Mapping, mapping::MappingRelation},
    values::Clause,
};
use maud::{Markup, html};
use service::library::{
    Library,
    crosswalk::{self, Derived, Says, Statement},
};
use std::collections::BTreeMap;

/// Sources on a page.
const PAGE: usize = 100;

/// `GET /catalogues/{id}/mapped/{other}`; `?via=` shows what follows over a third framework, `?show=` one sort of sources.
pub async fn show(cx: Cx, Path((from, to)): Path<(String, String)>) -> Result<Html<String>> {
    let library = library(&cx).await?;
    let shelf = find(&cx, &library, &from)?;
    if library.find(&to).is_some_and(|s| !ours(&cx, s)) {
        return Err(Fault::missing(format!("framework {to}")));
    }
    let sets: Vec<_> = cx.view.all::<Mapping>().collect();
    let statements = crosswalk::statements(&sets, builtin::mappings(), &from, &to);
    let mut by_source: BTreeMap<&str, Vec<&Statement<'_>>> = BTreeMap::new();
    statements.iter().for_each(|s| by_source.entry(s.source).or_default().push(s));
    let live: Vec<&Requirement> =
        shelf.outline.requirements.iter().filter(|p| !p.withdrawn).filter_map(|p| shelf.requirement(&p.id)).collect();
    let sort = |r: &Requirement| Sort::of(by_source.get(r.id.as_str()).map_or(&[][..], Vec::as_slice));
    let count = |s: Sort| live.iter().filter(|r| sort(r) == s).count();
    let wanted = cx.query.get("show").and_then(|w| Sort::ALL.into_iter().find(|s| s.word() == w));
    let shown: Vec<&Requirement> = live.iter().copied().filter(|r| wanted.is_none_or(|w| sort(r) == w)).collect();
    let page: usize = cx.query.get("page").and_then(|p| p.parse().ok()).unwrap_or(0);
    let rows: Vec<Row> = shown
        .iter()
        .skip(page.saturating_mul(PAGE))
        .take(PAGE)
        .flat_map(|r| rows(&cx, &library, &from, &to, r, by_source.get(r.id.as_str()).map_or(&[][..], Vec::as_slice)))
        .collect();
    let names = [title(&library, &from), title(&library, &to)];
    let heading = cx.w.tn("fw-pair-title", &[("from", names[0].as_str().into()), ("to", names[1].as_str().into())]);
    let accepted = statements.iter().filter(|s| s.accepted()).count();
    let said = cx.w.tn(
        "fw-pair-sentence",
        &[
            ("n", live.len().into()),
            ("stated", count(Sort::Stated).into()),
            ("none", count(Sort::Nothing).into()),
            ("open", count(Sort::Unmapped).into()),
            ("reused", accepted.into()),
        ],
    );
    let at = format!("/catalogues/{}/mapped/{}", segment(&from), segment(&to));
    let body = html! {
        (design::lede(&heading, Some(html! { (said) })))
        p.quiet { (cx.w.t("fw-nothing-follows")) }
        (tabs(&cx, &at, wanted))
        @if rows.is_empty() { (design::empty(&cx.w.t("fw-pair-none"), None)) } @else { (design::plain_table(&cx.w, &heading, &columns(&cx), &rows)) }
        (pager(&cx, &at, wanted, page, shown.len()))
        (via(&cx, &library, &sets, &from, &to, &statements))
    };
    let way = [LinkTo::new(cx.w.t("fw-mappings"), cx.at("/catalogues/mappings")), LinkTo::new(heading.clone(), "")];
    Ok(Page::new("control", heading, body).crumbs(crumbs(&cx, &way)).draw(&cx))
}

/// What is known of a source.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    /// Something is stated.
    Stated,
    /// All that is stated is that there is nothing in common.
    Nothing,
    /// Nobody said anything.
    Unmapped,
}

impl Sort {
    const ALL: [Sort; 3] = [Sort::Stated, Sort::Nothing, Sort::Unmapped];

    fn of(statements: &[&Statement<'_>]) -> Sort {
        match statements {
            [] => Sort::Unmapped,
            all if all.iter().all(|s| s.relation == MappingRelation::None) => Sort::Nothing,
            _ => Sort::Stated,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Sort::Stated => "stated",
            Sort::Nothing => "none",
            Sort::Unmapped => "unmapped",
        }
    }
}

fn tabs(cx: &Cx, at: &str, wanted: Option<Sort>) -> Markup {
    let mut links = vec![LinkTo::new(cx.w.t("fw-show-all"), cx.at(at))];
    links.extend(
        Sort::ALL
            .map(|s| LinkTo::new(cx.w.t(&format!("fw-show-{}", s.word())), cx.at(&format!("{at}?show={}", s.word())))),
    );
    let current = wanted.and_then(|w| Sort::ALL.iter().position(|s| *s == w)).map_or(0, |i| i + 1);
    design::tabs(&cx.w.t("fw-show"), &links, current)
}

fn pager(cx: &Cx, at: &str, wanted: Option<Sort>, page: usize, n: usize) -> Markup {
    let show = wanted.map(|w| format!("&show={}", w.word())).unwrap_or_default();
    let to = |page: usize| cx.at(&format!("{at}?page={page}{show}"));
    let pager = design::Pager {
        earlier: page.checked_sub(1).map(to),
        later: (page.saturating_add(1).saturating_mul(PAGE) < n).then(|| to(page + 1)),
        position: None,
    };
    design::pager(&cx.w, &pager)
}

fn columns(cx: &Cx) -> [Column; 6] {
    [
        Column::new(cx.w.t("fw-source"), Role::Lead),
        Column::new(cx.w.t("fw-relation"), Role::Text),
        Column::new(cx.w.t("fw-target"), Role::Text),
        Column::new(cx.w.t("fw-says"), Role::Quiet),
        Column::new(cx.w.t("fw-rationale"), Role::Quiet),
        Column::new(cx.w.t("fw-reuse"), Role::Text),
    ]
}

fn rows(cx: &Cx, library: &Library, from: &str, to: &str, r: &Requirement, statements: &[&Statement<'_>]) -> Vec<Row> {
    let here = Clause { framework: from.to_owned(), requirement: r.id.clone() };
    let lead = |cells: Vec<Cell>| Row {
        key: r.id.clone(),
        href: href(cx, &here),
        note: Some(r.title.clone()),
        cells,
        ..Row::default()
    };
    let name = || Cell::Text(label(r).to_owned());
    if statements.is_empty() {
        let unknown = Cell::Html(design::tag(Tone::Unknown, &cx.w.t("fw-unmapped")));
        return vec![lead(vec![name(), unknown, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty])];
    }
    let row = |s: &&Statement<'_>| {
        let there = Clause { framework: to.to_owned(), requirement: s.target.to_owned() };
        let title = library.requirement(&there).map(|r| r.title.clone()).unwrap_or_default();
        let target = html! { span { a href=(href(cx, &there)) { (s.target) } " " (title) } };
        let line = match s.says {
            Says::Ours(_, line) => line.rationale.clone(),
            Says::Published(_) => String::new(),
        };
        lead(vec![
            name(),
            Cell::Text(cx.w.t(word(s.relation))),
            Cell::Html(target),
            Cell::Text(who(cx, s)),
            Cell::Text(line),
            Cell::Html(reuse(cx, from, to, s, statements)),
        ])
    };
    statements.iter().map(row).collect()
}

/// Whether evidence is reused, or where that is accepted. An overlap never offers it.
fn reuse(cx: &Cx, from: &str, to: &str, s: &Statement<'_>, all: &[&Statement<'_>]) -> Markup {
    let taken = all.iter().any(|o| o.target == s.target && o.accepted());
    let at = format!(
        "/catalogues/{}/mapped/{}/reuse?source={}&target={}",
        segment(from),
        segment(to),
        encode(s.source),
        encode(s.target)
    );
    html! {
        @if s.accepted() { (design::tag(Tone::Good, &cx.w.t("fw-reused"))) " " }
        @if !cx.is_past() && (s.accepted() || !taken && s.relation != MappingRelation::None) && super::reuse::may(cx) {
            a href=(at) { (cx.w.t(if s.accepted() { "fw-reuse-withdraw" } else { "fw-reuse-judge" })) }
        } @else if !s.accepted() && !taken && !carries(s.relation) { span.quiet { (cx.w.t("fw-reuse-not")) } }
    }
}

/// What follows over a framework in the middle: a suggestion, with its way, and unknown where nothing follows.
fn via(
    cx: &Cx,
    library: &Library,
    sets: &[&isms::record::Record<Mapping>],
    from: &str,
    to: &str,
    direct: &[Statement<'_>],
) -> Markup {
    const SHOWN: usize = 200;
    let asked = cx.query.get("via").map_or("", String::as_str);
    let middles: Vec<&str> = library
        .all()
        .filter(|s| ours(cx, s))
        .map(|s| s.catalogue.id.as_str())
        .filter(|m| *m != from && *m != to)
        .filter(|m| {
            !crosswalk::statements(sets, builtin::mappings(), from, m).is_empty()
                && !crosswalk::statements(sets, builtin::mappings(), m, to).is_empty()
        })
        .collect();
    if middles.is_empty() {
        return html! {};
    }
    let at = format!("/catalogues/{}/mapped/{}", segment(from), segment(to));
    let found = middles.iter().find(|m| **m == asked).map(|middle| {
        let first = crosswalk::statements(sets, builtin::mappings(), from, middle);
        let second = crosswalk::statements(sets, builtin::mappings(), middle, to);
        let mut all = crosswalk::derived(&first, &second);
        all.retain(|d| !direct.iter().any(|s| s.source == d.source && s.target == d.target));
        all.sort_by_key(|d| d.agreed().is_none());
        all
    });
    let body = html! {
        p.quiet { (cx.w.t("fw-via-about")) }
        p { @for (i, m) in middles.iter().enumerate() { @if i > 0 { " · " } a href=(cx.at(&format!("{at}?via={}#via", encode(m)))) { (title(library, m)) } } }
        @if let Some(all) = &found {
            p { (cx.w.tn("fw-via-n", &[("n", all.len().into()), ("m", all.iter().filter(|d| d.agreed().is_some()).count().into())])) }
            ul.plain { @for d in all.iter().take(SHOWN) { li { (suggestion(cx, d, asked)) } } }
            @if all.len() > SHOWN { p.quiet { (cx.w.tn("fw-more", &[("n", (all.len() - SHOWN).into())])) } }
        }
    };
    design::section("via", &cx.w.t("fw-via"), None, body)
}

fn suggestion(cx: &Cx, d: &Derived, middle: &str) -> Markup {
    let said = d.agreed();
    let (from, to) = (&d.source, &d.target);
    html! {
        (from) " " @match said { Some(r) => strong { (cx.w.t(word(r))) }, None => (design::tag(Tone::Unknown, &cx.w.t("fw-via-unknown"))) } " " (to)
        div.quiet { @for (i, (mid, first, second, _)) in d.ways.iter().take(5).enumerate() { @if i > 0 { "; " } (from) " " (cx.w.t(word(*first))) " " (middle) ":" (mid) ", " (cx.w.t("fw-via-which")) " " (cx.w.t(word(*second))) " " (to) } }
    }
}
