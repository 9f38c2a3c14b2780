//! Frameworks as they are: outlines of requirements, what of ours carries each out, and what others they are mapped to.

pub mod compare;
pub mod make;
pub mod migrate;
pub mod undo;

#[cfg(test)]
mod tests;

use super::Page;
use crate::{
    cx::{Cx, encode},
    design::{self, Cell, Column, LinkTo, Node, RecordLink, Role, Row, Tone},
    fault::{Fault, Result},
    markdown,
};
use axum::{extract::Path, response::Html};
use formats::catalogue::{Catalogue, Requirement};
use isms::{
    control::{Control, Framework, Mapping},
    record::AnyRecord,
    values::Clause,
};
use maud::{Markup, html};
use service::{
    library::{Library, Shelf, crosswalk},
    migrate::{clauses, may_name},
};
use std::collections::HashMap;

/// The address of a requirement.
pub fn href(cx: &Cx, clause: &Clause) -> String {
    cx.at(&format!("/catalogues/{}/{}", segment(&clause.framework), segment(&clause.requirement)))
}

/// Text as one segment of an address's path.
pub fn segment(text: &str) -> String {
    encode(text).replace('/', "%2F")
}

/// The frameworks that the organisation holds at the page's moment.
pub async fn library(cx: &Cx) -> Result<Library> {
    Ok(cx.app.service.library(cx.view.for_the_organisation()).await?)
}

/// Built-in outlines are everyone's; an imported catalogue is shown where the organisation has taken it up.
pub fn ours(cx: &Cx, shelf: &Shelf) -> bool {
    shelf.hash.is_none() || cx.view.all::<Framework>().any(|f| f.body.catalogue == shelf.catalogue.id)
}

pub fn find<'a>(cx: &Cx, library: &'a Library, id: &str) -> Result<&'a Shelf> {
    library.find(id).filter(|s| ours(cx, s)).ok_or_else(|| Fault::missing(format!("framework {id}")))
}

/// One version that may be seen, by its mark; the one that clauses mean without a mark.
pub fn find_version<'a>(cx: &Cx, library: &'a Library, id: &'a str, mark: &str) -> Result<&'a Shelf> {
    library
        .version(id, mark)
        .filter(|s| ours(cx, s))
        .ok_or_else(|| Fault::missing(format!("framework {id} {mark}").trim()))
}

/// Title and version.
pub fn called(c: &Catalogue) -> String {
    format!("{} {}", c.title, if c.title.ends_with(&c.version) { "" } else { &c.version }).trim().to_owned()
}

/// Whether the visitor may make and change frameworks now.
pub fn may_make(cx: &Cx) -> bool {
    !cx.is_past() && cx.view.sight.may(isms::kind::of::<Framework>(), isms::authority::Action::Create)
}

/// Records that name each requirement of a framework.
pub fn named(cx: &Cx, framework: &str) -> HashMap<String, Vec<RecordLink>> {
    let mut out: HashMap<String, Vec<RecordLink>> = HashMap::new();
    let holders = isms::KINDS.iter().filter(|k| k.name != "framework" && k.fields.iter().any(|f| may_name(f.ty)));
    for record in holders.flat_map(|k| cx.view.records(k)).filter(|r| r.is_open()) {
        clauses(record.body(), &mut |_, clause| {
            if clause.framework == framework {
                let links = out.entry(clause.requirement.clone()).or_default();
                let link = cx.link(record.as_ref());
                if !links.iter().any(|l| l.key == link.key) {
                    links.push(link);
                }
            }
        });
    }
    out
}

/// `GET /catalogues`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    let library = library(&cx).await?;
    let rows: Vec<Row> = library
        .all()
        .filter(|s| ours(&cx, s))
        .map(|s| {
            let c = &s.catalogue;
            let controls = cx
                .view
                .all::<Control>()
                .filter(|r| (*r as &dyn AnyRecord).is_open() && r.body.clauses.iter().any(|k| k.framework == c.id))
                .count();
            Row {
                key: c.id.clone(),
                href: cx.at(&format!("/catalogues/{}", segment(&c.id))),
                cells: vec![
                    Cell::Text(c.title.clone()),
                    Cell::Text(c.version.clone()),
                    Cell::Text(cx.w.number(c.requirements.iter().filter(|r| !r.withdrawn).count() as f64, 0)),
                    Cell::Text(cx.w.number(controls as f64, 0)),
                    Cell::Text(cx.w.t(if s.hash.is_none() { "catalogue-builtin" } else { "catalogue-imported" })),
                ],
                ..Row::default()
            }
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("catalogue"), Role::Lead),
        Column::new(cx.w.t("column-version"), Role::Quiet),
        Column::new(cx.w.t("catalogue-requirements"), Role::Number),
        Column::new(cx.w.t("catalogue-controls"), Role::Number),
        Column::new(cx.w.t("catalogue-origin"), Role::Quiet),
    ];
    let body = html! {
        (design::lede(&cx.w.t("catalogues"), Some(html! { (cx.w.t("catalogues-about")) })))
        (design::actions(&list_actions(&cx)))
        (design::plain_table(&cx.w, &cx.w.t("catalogues"), &columns, &rows))
    };
    Ok(Page::new("control", cx.w.t("catalogues"), body).crumbs(crumbs(&cx, &[])).draw(&cx))
}

fn list_actions(cx: &Cx) -> Vec<Markup> {
    let mut all = vec![design::link_button(&cx.w.t("fw-mappings"), &cx.at("/catalogues/mappings"), false)];
    if may_make(cx) {
        all.insert(0, design::link_button(&cx.w.t("fw-import"), "/catalogues/import", false));
        all.insert(0, design::link_button(&cx.w.t("fw-own"), "/catalogues/own", false));
        all.push(design::link_button(&cx.w.t("fw-migrations"), "/catalogues/migrations", false));
    }
    all
}

/// The way to a page of frameworks.
pub fn crumbs(cx: &Cx, rest: &[LinkTo]) -> Vec<LinkTo> {
    let mut all = vec![
        LinkTo::new(cx.w.t("rail-control"), cx.at("/area/control")),
        LinkTo::new(cx.w.t("catalogues"), cx.at("/catalogues")),
    ];
    all.extend(rest.iter().cloned());
    all
}

/// `GET /catalogues/{id}`, `?version=` shows another version than the one that clauses mean.
pub async fn show(cx: Cx, Path(id): Path<String>) -> Result<Html<String>> {
    let library = library(&cx).await?;
    let mark = cx.query.get("version").map_or("", String::as_str);
    let shelf = find_version(&cx, &library, &id, mark)?;
    let c = &shelf.catalogue;
    let named = named(&cx, &c.id);
    let live = || c.requirements.iter().filter(|r| !r.withdrawn);
    let covered = live().filter(|r| named.contains_key(&r.id)).count();
    let rows = [
        (cx.w.t("column-version"), html! { (c.version) }),
        (cx.w.t("catalogue-source"), html! { (c.source) }),
        (cx.w.t("catalogue-licence"), html! { (c.licence) }),
    ];
    let others: Vec<LinkTo> = related(&library, &cx, &c.id);
    let lede = html! {
        (cx.w.tn("catalogue-named", &[("n", covered.into()), ("m", live().count().into())])) " "
        (cx.w.tn(if library.follows(shelf) { "fw-follows" } else { "fw-beside" }, &[("version", c.version.as_str().into())]))
    };
    let body = html! {
        (design::lede(&c.title, Some(lede)))
        (design::actions(&actions(&cx, shelf)))
        (design::section("outline", &cx.w.t("catalogue-outline"), None, design::tree(&nodes(&cx, c, &named))))
        (versions(&cx, &library, shelf))
        @if !others.is_empty() { (design::section("mappings", &cx.w.t("catalogue-mappings"), None, html! { ul.plain { @for l in &others { li { a href=(l.href) { (l.label) } } } } })) }
        (design::section("origin", &cx.w.t("catalogue-origin"), None, design::facts(&rows)))
    };
    Ok(Page::new("control", c.title.clone(), body).crumbs(crumbs(&cx, &[LinkTo::new(c.title.clone(), "")])).draw(&cx))
}

fn actions(cx: &Cx, shelf: &Shelf) -> Vec<Markup> {
    let id = segment(&shelf.catalogue.id);
    let mut all = vec![design::link_button(&cx.w.t("soa-met"), &cx.at(&format!("/catalogues/{id}/statement")), false)];
    if !may_make(cx) {
        return all;
    }
    all.push(design::link_button(&cx.w.t("fw-move"), &format!("/catalogues/{id}/migrate"), false));
    if shelf.hash.is_some() {
        let version = shelf.mark();
        let edit = format!("/catalogues/{id}/edit?version={version}");
        all.push(design::link_button(&cx.w.t("fw-new-version"), &edit, false));
    }
    all
}

/// The versions that are held, which of them clauses mean, and what differs.
fn versions(cx: &Cx, library: &Library, shown: &Shelf) -> Markup {
    let id = &shown.catalogue.id;
    let all: Vec<&Shelf> = library.versions(id).collect();
    if all.len() < 2 {
        return html! {};
    }
    let at = segment(id);
    let body = html! { ul.plain { @for v in &all { li {
        a href=(cx.at(&format!("/catalogues/{at}?version={}", v.mark()))) { (if v.catalogue.version.is_empty() { v.mark() } else { v.catalogue.version.clone() }) } " "
        @if library.follows(v) { (design::tag(Tone::Good, &cx.w.t("fw-meant"))) } @else { (design::tag(Tone::Plain, &cx.w.t("fw-held"))) }
        @if v.hash != shown.hash { " " a href=(cx.at(&format!("/catalogues/{at}/compare?from={}&to={}", shown.mark(), v.mark()))) { (cx.w.t("fw-compare")) } }
        @if may_make(cx) && library.follows(shown) && v.hash != shown.hash { " · " a href={ "/catalogues/" (at) "/migrate?from=" (shown.mark()) "&to=" (v.mark()) "&with=" (at) } { (cx.w.t("fw-move-here")) } }
    } } } };
    design::section("versions", &cx.w.t("fw-versions"), None, body)
}

/// Other frameworks that something is stated about, each with its page of pairs.
fn related(library: &Library, cx: &Cx, id: &str) -> Vec<LinkTo> {
    let published = library.mappings(id).map(|m| if m.source == id { &m.target } else { &m.source });
    let own = cx.view.all::<Mapping>().filter(|m| m.body.from_framework == id || m.body.to_framework == id);
    let own = own.map(|m| if m.body.from_framework == id { &m.body.to_framework } else { &m.body.from_framework });
    let mut all: Vec<&String> = published.chain(own).collect();
    all.sort();
    all.dedup();
    let name = |id: &str| library.find(id).map_or_else(|| id.to_owned(), |s| s.catalogue.title.clone());
    all.into_iter()
        .map(|o| LinkTo::new(name(o), cx.at(&format!("/catalogues/{}/mapped/{}", segment(id), segment(o)))))
        .collect()
}

/// The outline; requirements without a parent (or whose parent is not there) stand at the top.
fn nodes(cx: &Cx, c: &Catalogue, named: &HashMap<String, Vec<RecordLink>>) -> Vec<Node> {
    let ids: HashMap<&str, ()> = c.requirements.iter().map(|r| (r.id.as_str(), ())).collect();
    let mut children: Children<'_> = HashMap::new();
    for r in &c.requirements {
        let parent = r.parent.as_deref().filter(|p| ids.contains_key(p)).unwrap_or("");
        children.entry(parent).or_default().push(r);
    }
    level(cx, c, named, &children, "", 0)
}

type Children<'a> = HashMap<&'a str, Vec<&'a Requirement>>;

fn level(
    cx: &Cx,
    c: &Catalogue,
    named: &HashMap<String, Vec<RecordLink>>,
    children: &Children<'_>,
    parent: &str,
    depth: usize,
) -> Vec<Node> {
    if depth > 8 {
        return Vec::new();
    }
    children.get(parent).into_iter().flatten().map(|r| node(cx, c, named, children, r, depth)).collect()
}

/// A line of the outline. A heading that opens holds no link itself; the first line beneath it does.
fn node(
    cx: &Cx,
    c: &Catalogue,
    named: &HashMap<String, Vec<RecordLink>>,
    children: &Children<'_>,
    r: &Requirement,
    depth: usize,
) -> Node {
    let to = href(cx, &Clause { framework: c.id.clone(), requirement: r.id.clone() });
    let name = html! { span.key { (label(r)) } " " @if r.withdrawn { del { (r.title) } } @else { (r.title) } };
    let detail = match (r.withdrawn, named.get(&r.id).map_or(0, Vec::len)) {
        (true, _) => Some(design::tag(Tone::Plain, &cx.w.t("withdrawn"))),
        (_, 0) => None,
        (_, n) => Some(design::tag(Tone::Note, &cx.w.tn("catalogue-records", &[("n", n.into())]))),
    };
    let mut below = level(cx, c, named, children, &r.id, depth + 1);
    if below.is_empty() {
        return Node { detail, ..Node::leaf(html! { a href=(to) { (name) } }) };
    }
    below.insert(0, Node::leaf(html! { a href=(to) { (cx.w.tn("catalogue-itself", &[("name", label(r).into())])) } }));
    Node { label: name, detail, open: depth == 0 && c.requirements.len() < 200, children: below }
}

/// What people call a requirement.
pub fn label(r: &Requirement) -> &str {
    if r.label.is_empty() { &r.id } else { &r.label }
}

/// `GET /catalogues/{id}/{requirement}`
pub async fn requirement(cx: Cx, Path((id, requirement)): Path<(String, String)>) -> Result<Html<String>> {
    let library = library(&cx).await?;
    let c = &find(&cx, &library, &id)?.catalogue;
    let r = c
        .requirements
        .iter()
        .find(|r| r.id == requirement)
        .ok_or_else(|| Fault::missing(format!("requirement {requirement}")))?;
    let links = named(&cx, &c.id).remove(&r.id).unwrap_or_default();
    let title = format!("{} {}", label(r), r.title);
    let body = html! {
        (design::lede(&title, Some(html! { (called(c)) })))
        @if r.withdrawn { (design::notice(&design::Notice { tone: Tone::Note, body: html! { (cx.w.t("withdrawn")) @for to in &r.moved_to { " → " a href=(href(&cx, &Clause { framework: c.id.clone(), requirement: to.clone() })) { (to) } } } })) }
        @if let Some(text) = &r.text { (design::prose(markdown::render(text))) }
        (design::section("ours", &cx.w.t("catalogue-ours"), None, html! {
            @if links.is_empty() { (design::empty(&cx.w.t("catalogue-nothing"), None)) }
            @else { ul.plain { @for l in &links { li { (design::record_link(l)) } } } }
        }))
        @if let Some(guidance) = &r.guidance { (design::more(&cx.w.t("catalogue-guidance"), false, design::prose(markdown::render(guidance)))) }
        (mapped(&cx, &library, &c.id, &r.id))
    };
    let way =
        [LinkTo::new(c.title.clone(), cx.at(&format!("/catalogues/{}", segment(&c.id)))), LinkTo::new(label(r), "")];
    Ok(Page::new("control", title, body).crumbs(crumbs(&cx, &way)).draw(&cx))
}

/// What a requirement is mapped to from both ends, and what of ours carries out the other side; where nothing is said, nothing is known.
fn mapped(cx: &Cx, library: &Library, framework: &str, requirement: &str) -> Markup {
    let ours: Vec<_> = cx.view.all::<Mapping>().collect();
    let ids: std::collections::BTreeSet<String> = related_ids(library, &ours, framework);
    let mut rows = Vec::new();
    for other in &ids {
        let statements = crosswalk::statements(&ours, formats::builtin::mappings(), framework, other);
        let mine: Vec<_> = statements.iter().filter(|s| s.source == requirement).collect();
        if mine.is_empty() {
            continue;
        }
        let carried = named(cx, other);
        for s in mine {
            let to = Clause { framework: other.clone(), requirement: s.target.to_owned() };
            let name = library.requirement(&to).map(|r| r.title.clone()).unwrap_or_default();
            let records = carried.get(s.target).map_or(&[][..], Vec::as_slice);
            rows.push(html! {
                (cx.w.t(super::mappings::word(s.relation))) " " a href=(href(cx, &to)) { (to.to_string()) } " " (name) " "
                span.quiet { (super::mappings::who(cx, s)) } @if s.accepted() { " " (design::tag(Tone::Good, &cx.w.t("fw-reused"))) }
                @if !records.is_empty() { div.quiet { (cx.w.t("fw-other-side")) " " @for (i, l) in records.iter().enumerate() { @if i > 0 { ", " } (design::record_link(l)) } } }
            });
        }
    }
    let body = html! {
        @if rows.is_empty() { (design::empty(&cx.w.t("catalogue-unmapped"), None)) }
        @else { p.quiet { (cx.w.t("fw-nothing-follows")) } ul.plain { @for r in &rows { li { (r) } } } }
    };
    design::section("mapped", &cx.w.t("catalogue-mappings"), None, body)
}

fn related_ids(
    library: &Library,
    ours: &[&isms::record::Record<Mapping>],
    id: &str,
) -> std::collections::BTreeSet<String> {
    let ends = library.mappings(id).map(|m| (&m.source, &m.target));
    let own = ours.iter().map(|m| (&m.body.from_framework, &m.body.to_framework));
    let other = |(a, b): (&String, &String)| match (a == id, b == id) {
        (true, _) => Some(b.clone()),
        (_, true) => Some(a.clone()),
        _ => None,
    };
    ends.chain(own).filter_map(other).collect()
}

/// Records one after the other.
pub fn links(list: &[RecordLink]) -> Markup {
    html! { @for (i, l) in list.iter().enumerate() { @if i > 0 { ", " } (design::record_link(l)) } }
}
