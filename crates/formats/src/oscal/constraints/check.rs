//! Goes through a document once and holds every object against the rows of the table.

use super::index::{Index, deviation, is_uuid};
use super::table::*;
use crate::oscal::{Deviation, Document, Gravity, Model};
use crate::place::{At, push_step};
use crate::yaml::{Node, Tree};
use std::collections::HashSet;

/// The namespace of what has none.
const OSCAL: &str = "http://csrc.nist.gov/ns/oscal";

/// Relations whose targets stand in the same catalogue.
const WITHIN: [&str; 6] = ["related", "required", "corresp", "incorporated-into", "moved-to", "assessment-for"];

pub(super) struct Checker<'a, 'd> {
    document: &'d Document,
    own: &'a Index<'d>,
    others: &'a [(Model, Index<'a>)],
    resolved: bool,
    imports: bool,
}

/// Where the walk is.
struct Place<'d> {
    path: Vec<&'d str>,
    pointer: String,
}

impl<'a, 'd> Checker<'a, 'd> {
    pub fn new(document: &'d Document, own: &'a Index<'d>, others: &'a [(Model, Index<'a>)]) -> Self {
        Checker { document, own, others, resolved: is_resolved(document), imports: imports(document) }
    }

    pub fn run(&self, found: &mut Vec<Deviation>) {
        let mut place = Place { path: Vec::new(), pointer: String::new() };
        self.walk(self.document.node(), &mut place, found);
    }

    fn walk(&self, node: &'d Node, place: &mut Place<'d>, found: &mut Vec<Deviation>) {
        let length = place.pointer.len();
        match &node.value {
            Tree::Map(entries) => {
                self.object(node, place, found);
                for entry in entries {
                    place.path.push(&entry.key);
                    push_step(&mut place.pointer, &entry.key);
                    self.walk(&entry.node, place, found);
                    place.pointer.truncate(length);
                    place.path.pop();
                }
            }
            Tree::Seq(items) => {
                self.list(items, place, found);
                for (i, item) in items.iter().enumerate() {
                    push_step(&mut place.pointer, &i.to_string());
                    self.walk(item, place, found);
                    place.pointer.truncate(length);
                }
            }
            Tree::Str(text) => self.text(text, node.at, place, found),
            _ => {}
        }
    }

    fn object(&self, node: &'d Node, place: &Place<'d>, found: &mut Vec<Deviation>) {
        self.references(node, place, found);
        self.closed(node, place, found);
        self.names(node, place, found);
        self.expected(node, place, found);
        if place.path.last() == Some(&"links") {
            self.link(node, place, found);
        }
    }

    // ---- references

    fn references(&self, node: &'d Node, place: &Place<'d>, found: &mut Vec<Deviation>) {
        let around = place.path.last().copied().unwrap_or_default();
        for row in REFERENCES.iter().filter(|r| r.around.is_empty() || r.around == around) {
            let Some(value) = node.get(row.member) else { continue };
            if row.when.is_some_and(|(member, word)| node.get(member).and_then(Node::as_str) != Some(word)) {
                continue;
            }
            // In `with-ids` of a structure the controls are those of the imports as well.
            let texts = value.as_str().map(|t| (t, value.at, String::new())).into_iter();
            let listed =
                value.items().iter().enumerate().filter_map(|(i, n)| Some((n.as_str()?, n.at, format!("/{i}"))));
            for (id, at, step) in texts.chain(listed) {
                let pointer = format!("{}/{}{step}", place.pointer, row.member);
                self.reference(row, id, at, pointer, found);
            }
        }
    }

    fn reference(&self, row: &Reference, id: &str, at: At, pointer: String, found: &mut Vec<Deviation>) {
        if self.knows(row.kinds, id) || self.may_be_elsewhere(row.kinds) {
            return;
        }
        let words: Vec<&str> = row.kinds.iter().map(|k| k.word()).collect();
        if self.own.has_uuid(id) {
            // Published examples do this, and a reader may still find what is meant.
            let message = format!("`{id}` is here, and is no {}", words.join(" or "));
            found.push(Deviation { gravity: Gravity::Warning, ..deviation("dangling", pointer, at, message) });
            return;
        }
        let message = format!("`{id}` is no {} here or in what is imported", words.join(" or "));
        found.push(Deviation { gravity: row.gravity, ..deviation("dangling", pointer, at, message) });
    }

    fn knows(&self, kinds: &[Kind], id: &str) -> bool {
        self.own.has(kinds, id) || self.others.iter().any(|(_, index)| index.has(kinds, id))
    }

    /// Whether it could stand in an imported document that is not here.
    fn may_be_elsewhere(&self, kinds: &[Kind]) -> bool {
        let model = self.document.model();
        if !self.imports {
            return false;
        }
        kinds.iter().any(|k| k.is_imported(model) && !self.others.iter().any(|(_, index)| index.any(*k)))
    }

    fn link(&self, node: &'d Node, place: &Place<'d>, found: &mut Vec<Deviation>) {
        let Some(href) = node.get("href") else { return };
        let Some(id) = href.as_str().and_then(|h| h.strip_prefix('#')) else { return };
        let rel = node.get("rel").and_then(Node::as_str).unwrap_or_default();
        let anything: Vec<Kind> = IDENTITIES.iter().map(|(_, kind)| *kind).collect();
        if self.knows(&anything, id) {
            return;
        }
        let pointer = format!("{}/href", place.pointer);
        let mut deviation = deviation("dangling", pointer, href.at, format!("nothing here is called `{id}`"));
        let body = [Kind::Control, Kind::Group, Kind::Part, Kind::Param];
        if WITHIN.contains(&rel) && !is_uuid(id) {
            if self.may_be_elsewhere(&body) {
                return;
            }
            if self.resolved {
                deviation.gravity = Gravity::Note;
                deviation.message = format!("`{id}` is not among the controls that the profile selects");
            }
        } else if !is_uuid(id) && self.may_be_elsewhere(&body) {
            return;
        } else if self.document.model() != Model::Catalog
            && self.document.model() != Model::Profile
            && !self.others.is_empty()
        {
            deviation.gravity = Gravity::Warning;
        }
        found.push(deviation);
    }

    /// Inserts of parameters and links to resources inside texts.
    fn text(&self, text: &str, at: At, place: &Place<'d>, found: &mut Vec<Deviation>) {
        if text.contains("{{") {
            let mut missing = Vec::new();
            crate::oscal::resolve::values::each_keyword_insert(text, &mut |id| missing.push(id.to_owned()));
            for id in missing {
                if !self.knows(&[Kind::Param], &id) && !self.may_be_elsewhere(&[Kind::Param]) {
                    let message = format!("`{id}` is inserted and is no parameter here");
                    found.push(deviation("unknown-parameter", place.pointer.clone(), at, message));
                }
            }
        }
        for (i, _) in text.match_indices("](#") {
            let id = text.get(i + 3..).and_then(|rest| rest.split(')').next()).unwrap_or_default();
            if is_uuid(id) && !self.knows(&[Kind::Resource], id) {
                let message = format!("the text links to `{id}`, and no resource of the back matter has that uuid");
                found.push(deviation("dangling", place.pointer.clone(), at, message));
            }
        }
    }

    // ---- values

    fn closed(&self, node: &'d Node, place: &Place<'d>, found: &mut Vec<Deviation>) {
        let in_props = place.path.last() == Some(&"props");
        if in_props && !is_own(node) {
            return;
        }
        for row in CLOSED.iter().filter(|r| matches(&place.path, r.path)) {
            let said = |member: &str| node.get(member).and_then(Node::as_str);
            if row.when.is_some_and(|(member, words)| !said(member).is_some_and(|w| words.contains(&w))) {
                continue;
            }
            let Some((value, at)) = node.get(row.member).and_then(|n| Some((n.as_str()?, n.at))) else { continue };
            if !row.values.contains(&value) {
                let message = format!("expected one of `{}`, found `{value}`", row.values.join("`, `"));
                found.push(deviation("allowed-values", format!("{}/{}", place.pointer, row.member), at, message));
            }
        }
        if in_props {
            self.shapes(node, place, found);
        }
    }

    fn shapes(&self, node: &'d Node, place: &Place<'d>, found: &mut Vec<Deviation>) {
        let name = node.get("name").and_then(Node::as_str);
        for (_, _, shape) in
            SHAPES.iter().filter(|(path, wanted, _)| Some(*wanted) == name && matches(&place.path, path))
        {
            let Some((value, at)) = node.get("value").and_then(|n| Some((n.as_str()?, n.at))) else { continue };
            let (sound, expected) = match shape {
                Shape::Date => (value.get(..10).is_some_and(|d| d.parse::<jiff::civil::Date>().is_ok()), "a date"),
                Shape::Ipv4 => (value.parse::<std::net::Ipv4Addr>().is_ok(), "an IPv4 address"),
                Shape::Ipv6 => (value.parse::<std::net::Ipv6Addr>().is_ok(), "an IPv6 address"),
                Shape::Uuid => (is_uuid(value), "a uuid"),
                Shape::Whole => (value.parse::<u64>().is_ok(), "a whole number"),
            };
            if !sound {
                let message = format!("expected {expected}, found `{value}`");
                found.push(deviation("value-shape", format!("{}/value", place.pointer), at, message));
            }
        }
    }

    fn names(&self, node: &'d Node, place: &Place<'d>, found: &mut Vec<Deviation>) {
        let Some((name, at)) = node.get("name").and_then(|n| Some((n.as_str()?, n.at))) else { return };
        if !is_own(node) {
            return;
        }
        for (_, names) in NAMES.iter().filter(|(path, _)| matches(&place.path, path)) {
            if !names.contains(&name) {
                let mut deviation = deviation(
                    "allowed-values",
                    format!("{}/name", place.pointer),
                    at,
                    format!(
                        "`{name}` is none of OSCAL's names here (`{}`); one of your own needs an `ns`",
                        names.join("`, `")
                    ),
                );
                deviation.gravity = Gravity::Warning;
                found.push(deviation);
            }
        }
    }

    // ---- lists

    fn list(&self, items: &'d [Node], place: &Place<'d>, found: &mut Vec<Deviation>) {
        for (path, members) in UNIQUE.iter().filter(|(path, _)| matches(&place.path, path)) {
            let mut seen: HashSet<Vec<Option<&str>>> = HashSet::new();
            for (i, item) in items.iter().enumerate() {
                let key: Vec<Option<&str>> = members.iter().map(|m| item.get(m).and_then(Node::as_str)).collect();
                if key.first().is_some_and(Option::is_none) || seen.insert(key.clone()) {
                    continue;
                }
                let word = key.iter().flatten().copied().collect::<Vec<_>>().join("`, `");
                let member = members.first().copied().unwrap_or_default();
                let at = item.get(member).map_or(item.at, |n| n.at);
                let pointer = format!("{}/{i}/{member}", place.pointer);
                let mut deviation =
                    deviation("not-unique", pointer, at, format!("`{word}` comes a second time in this list"));
                if LIKELY_MISTAKE.contains(path) {
                    deviation.gravity = Gravity::Warning;
                }
                found.push(deviation);
            }
        }
    }

    // ---- expectations

    fn expected(&self, node: &'d Node, place: &Place<'d>, found: &mut Vec<Deviation>) {
        for (_, rule, gravity, expect) in EXPECTED.iter().filter(|(path, ..)| matches(&place.path, path)) {
            let Some((member, message)) = self.missed(node, place, *expect) else { continue };
            let (at, pointer) = match node.get(member) {
                Some(n) if !member.is_empty() => (n.at, format!("{}/{member}", place.pointer)),
                _ => (node.at, place.pointer.clone()),
            };
            found.push(Deviation { gravity: *gravity, rule, pointer, at, message, repair: None });
        }
    }

    /// The member at which an expectation fails, and why.
    fn missed(&self, node: &'d Node, place: &Place<'d>, expect: Expect) -> Option<(&'static str, String)> {
        let has = |m: &&&str| node.get(m).is_some_and(|n| n.value != Tree::Bool(false));
        match expect {
            Expect::Ordered(first, second) => {
                let after = is_after(node.get(first)?, node.get(second)?)?;
                after.then(|| (second, format!("`{second}` is before `{first}`")))
            }
            Expect::Needs(member, value, other) => {
                let said = node.get(member)?.as_str()? == value;
                (said && node.get(other).is_none())
                    .then(|| (member, format!("`{value}` asks for `{other}` that say more")))
            }
            Expect::OneOf(members) => (!members.iter().any(|m| has(&m)))
                .then(|| ("", format!("expected one of `{}`, found none", members.join("`, `")))),
            Expect::NotBoth(members) => {
                let there: Vec<&&str> = members.iter().filter(has).collect();
                let second = there.get(1)?;
                Some((second, format!("expected one of `{}`, found {}", members.join("`, `"), there.len())))
            }
            Expect::Statement => {
                self.no_statement(node).then(|| ("id", "a control that is not withdrawn has no statement".to_owned()))
            }
            Expect::ThisSystem => {
                let components = node.get("components").map(Node::items).unwrap_or_default();
                let here = components.iter().any(|c| c.get("type").and_then(Node::as_str) == Some("this-system"));
                (!here).then(|| ("components", "no component is of the type `this-system`".to_owned()))
            }
            Expect::Acyclic(list, id, next) => {
                if place.path.last() != Some(&list) {
                    return None;
                }
                let start = node.get(id)?.as_str()?;
                let mut at = node.get(next)?.as_str()?;
                for _ in 0..64 {
                    if at == start {
                        return Some((next, format!("`{start}` depends on itself")));
                    }
                    at = self.own.get(&[Kind::Param], at)?.get(next)?.as_str()?;
                }
                None
            }
        }
    }

    fn no_statement(&self, node: &Node) -> bool {
        let list = |key: &str| node.get(key).map(Node::items).unwrap_or_default().iter();
        let word = |n: &Node, key: &str| n.get(key).and_then(Node::as_str).unwrap_or_default().to_ascii_lowercase();
        let withdrawn = list("props").any(|p| word(p, "name") == "status" && word(p, "value") == "withdrawn");
        self.document.model() == Model::Catalog && !withdrawn && !list("parts").any(|p| word(p, "name") == "statement")
    }
}

/// Whether a property or part is in OSCAL's own namespace.
fn is_own(node: &Node) -> bool {
    node.get("ns").and_then(Node::as_str).is_none_or(|ns| ns.trim() == OSCAL)
}

/// Numbers as numbers, moments as moments.
fn is_after(first: &Node, second: &Node) -> Option<bool> {
    match (&first.value, &second.value) {
        (Tree::Int(a), Tree::Int(b)) => Some(a > b),
        (Tree::Str(a), Tree::Str(b)) => Some(a.parse::<jiff::Timestamp>().ok()? > b.parse::<jiff::Timestamp>().ok()?),
        _ => None,
    }
}

/// Whether a path is meant: `…/` any beginning, `…` alone any path.
fn matches(path: &[&str], pattern: &str) -> bool {
    let Some(end) = pattern.strip_prefix('…') else {
        return path.iter().copied().eq(pattern.split('/'));
    };
    let mut steps = path.iter().rev();
    end.rsplit('/').filter(|s| !s.is_empty()).all(|want| steps.next() == Some(&want))
}

/// Whether a document builds upon others: a mapping always does.
fn imports(document: &Document) -> bool {
    let body = document.node().get(document.model().key());
    document.model() == Model::MappingCollection || has_import(body, 3)
}

fn has_import(node: Option<&Node>, depth: usize) -> bool {
    let Some((node, depth)) = node.zip(depth.checked_sub(1)) else { return false };
    let inside = |n: &Node| n.items().iter().any(|i| has_import(Some(i), depth));
    node.entries().iter().any(|e| IMPORTS.contains(&e.key.as_str()) || inside(&e.node))
}

/// Whether a catalogue says that it was made from a profile.
fn is_resolved(document: &Document) -> bool {
    let metadata = document.node().get(Model::Catalog.key()).and_then(|c| c.get("metadata"));
    let any = |list: &str, member: &str, words: &[&str]| {
        let items = metadata.and_then(|m| m.get(list)).map(Node::items).unwrap_or_default();
        items.iter().any(|i| i.get(member).and_then(Node::as_str).is_some_and(|w| words.contains(&w)))
    };
    any("props", "name", &["resolution-tool", "source-profile-uuid"])
        || any("links", "rel", &["source-profile", "resolution-source"])
}
