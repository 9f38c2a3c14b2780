//! Frameworks as they are: outlines of requirements, what of ours carries each out, and what others they are mapped to.

use super::Page;
use crate::{
    cx::{Cx, encode},
    design::{self, Cell, Column, LinkTo, Node, RecordLink, Role, Row, Tone},
    fault::{Fault, Result},
    markdown,
};
use axum::{extract::Path, response::Html};
use formats::catalogue::{Catalogue, Relation, Requirement};
use isms::{
    control::{Control, Framework},
    field::Val,
    record::AnyRecord,
    values::Clause,
};
use maud::{Markup, html};
use service::library::{Library, Shelf};
use std::collections::HashMap;

/// The address of a requirement.
pub fn href(cx: &Cx, clause: &Clause) -> String {
    cx.at(&format!("/catalogues/{}/{}", encode(&clause.framework), encode(&clause.requirement)))
}

/// Built-in outlines are everyone's; an imported catalogue is shown where the organisation has taken it up.
fn ours(cx: &Cx, shelf: &Shelf) -> bool {
    shelf.hash.is_none() || cx.view.all::<Framework>().any(|f| f.body.catalogue == shelf.catalogue.id)
}

fn find<'a>(cx: &Cx, library: &'a Library, id: &str) -> Result<&'a Shelf> {
    library.find(id).filter(|s| ours(cx, s)).ok_or_else(|| Fault::missing(format!("framework {id}")))
}

/// Records that name each requirement of a framework.
fn named(cx: &Cx, framework: &str) -> HashMap<String, Vec<RecordLink>> {
    let mut out: HashMap<String, Vec<RecordLink>> = HashMap::new();
    let holders = isms::KINDS.iter().filter(|k| k.name != "framework" && k.fields.iter().any(|f| may_name(f.ty)));
    for record in holders.flat_map(|k| cx.view.records(k)).filter(|r| r.is_open()) {
        let body = record.body();
        for index in 0..body.fields().len() {
            clauses(&body.get(index), &mut |clause| {
                if clause.framework == framework {
                    let links = out.entry(clause.requirement.clone()).or_default();
                    let link = cx.link(record.as_ref());
                    if !links.iter().any(|l| l.key == link.key) {
                        links.push(link);
                    }
                }
            });
        }
    }
    out
}

fn may_name(ty: isms::field::Ty) -> bool {
    use isms::field::Ty;
    match ty {
        Ty::Clause => true,
        Ty::List(inner) => may_name(*inner),
        Ty::Part(fields) => fields.iter().any(|f| may_name(f.ty)),
        _ => false,
    }
}

fn clauses(value: &Val<'_>, found: &mut dyn FnMut(&Clause)) {
    match value {
        Val::Clause(clause) => found(clause),
        Val::List(list) => list.iter().for_each(|v| clauses(v, found)),
        Val::Part(part) => (0..part.fields().len()).for_each(|i| clauses(&part.get(i), found)),
        _ => {}
    }
}

/// `GET /catalogues`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    let library = cx.app.service.library().await?;
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
                href: cx.at(&format!("/catalogues/{}", encode(&c.id))),
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
        (design::plain_table(&cx.w, &cx.w.t("catalogues"), &columns, &rows))
    };
    Ok(Page::new("control", cx.w.t("catalogues"), body).crumbs(crumbs(&cx, &[])).draw(&cx))
}

fn crumbs(cx: &Cx, rest: &[LinkTo]) -> Vec<LinkTo> {
    let mut all = vec![
        LinkTo::new(cx.w.t("rail-control"), cx.at("/area/control")),
        LinkTo::new(cx.w.t("catalogues"), cx.at("/catalogues")),
    ];
    all.extend(rest.iter().cloned());
    all
}

/// `GET /catalogues/{id}`
pub async fn show(cx: Cx, Path(id): Path<String>) -> Result<Html<String>> {
    let library = cx.app.service.library().await?;
    let shelf = find(&cx, &library, &id)?;
    let c = &shelf.catalogue;
    let named = named(&cx, &c.id);
    let covered = c.requirements.iter().filter(|r| named.contains_key(&r.id)).count();
    let rows =
        [(cx.w.t("catalogue-source"), html! { (c.source) }), (cx.w.t("catalogue-licence"), html! { (c.licence) })];
    let maps: Vec<Markup> = library.mappings(&c.id).map(|m| html! { (m.source) " → " (m.target) ": " (cx.w.tn("catalogue-pairs", &[("n", m.pairs.len().into())])) " " span.quiet { (m.origin) } }).collect();
    let body = html! {
        (design::lede(&c.title, Some(html! { (cx.w.tn("catalogue-named", &[("n", covered.into()), ("m", c.requirements.iter().filter(|r| !r.withdrawn).count().into())])) })))
        (design::actions(&[design::link_button(&cx.w.t("soa-met"), &cx.at(&format!("/catalogues/{}/statement", encode(&c.id))), false)]))
        (design::section("outline", &cx.w.t("catalogue-outline"), None, design::tree(&nodes(&cx, c, &named))))
        @if !maps.is_empty() { (design::section("mappings", &cx.w.t("catalogue-mappings"), None, html! { ul.plain { @for m in &maps { li { (m) } } } })) }
        (design::section("origin", &cx.w.t("catalogue-origin"), None, design::facts(&rows)))
    };
    Ok(Page::new("control", c.title.clone(), body).crumbs(crumbs(&cx, &[LinkTo::new(c.title.clone(), "")])).draw(&cx))
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
fn label(r: &Requirement) -> &str {
    if r.label.is_empty() { &r.id } else { &r.label }
}

/// `GET /catalogues/{id}/{requirement}`
pub async fn requirement(cx: Cx, Path((id, requirement)): Path<(String, String)>) -> Result<Html<String>> {
    let library = cx.app.service.library().await?;
    let c = &find(&cx, &library, &id)?.catalogue;
    let r = c
        .requirements
        .iter()
        .find(|r| r.id == requirement)
        .ok_or_else(|| Fault::missing(format!("requirement {requirement}")))?;
    let links = named(&cx, &c.id).remove(&r.id).unwrap_or_default();
    let title = format!("{} {}", label(r), r.title);
    let body = html! {
        (design::lede(&title, Some(html! { (c.title) })))
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
        [LinkTo::new(c.title.clone(), cx.at(&format!("/catalogues/{}", encode(&c.id)))), LinkTo::new(label(r), "")];
    Ok(Page::new("control", title, body).crumbs(crumbs(&cx, &way)).draw(&cx))
}

/// What a requirement is mapped to; where nothing is said, nothing is known.
fn mapped(cx: &Cx, library: &Library, framework: &str, requirement: &str) -> Markup {
    let word = |relation: Relation, turned: bool| match (relation, turned) {
        (Relation::Equal, _) => "map-equal",
        (Relation::Subset, false) | (Relation::Superset, true) => "map-subset",
        (Relation::Superset, false) | (Relation::Subset, true) => "map-superset",
        (Relation::Intersects, _) => "map-intersects",
        (Relation::None, _) => "map-none",
    };
    let mut rows = Vec::new();
    for set in library.mappings(framework) {
        let away = set.source == framework;
        let other = if away { &set.target } else { &set.source };
        for pair in set.pairs.iter().filter(|p| if away { p.source == requirement } else { p.target == requirement }) {
            let to = Clause {
                framework: other.clone(),
                requirement: if away { pair.target.clone() } else { pair.source.clone() },
            };
            let name = library.requirement(&to).map(|r| r.title.clone()).unwrap_or_default();
            rows.push(html! { (cx.w.t(word(pair.relation, !away))) " " a href=(href(cx, &to)) { (to.to_string()) } " " (name) });
        }
    }
    let body = html! { @if rows.is_empty() { (design::empty(&cx.w.t("catalogue-unmapped"), None)) } @else { ul.plain { @for r in &rows { li { (r) } } } } };
    design::section("mapped", &cx.w.t("catalogue-mappings"), None, body)
}
