//! The catalogue model as our plain shape.

use super::prose::{Params, markdown, texts};
use crate::catalogue::{Catalogue, Param, Requirement};
use crate::place::Fault;
use crate::yaml::{Node, Tree};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::HashSet;

/// What the schema knows in a control; anything else is kept in the document and noted.
const CONTROL_KEYS: [&str; 8] = ["id", "class", "title", "params", "props", "links", "parts", "controls"];

/// Reads the body of a catalogue document.
pub(super) fn read(body: &Node) -> Result<(Catalogue, Vec<String>), Fault> {
    let metadata = member(body, "/catalog", "metadata")?;
    let text = |key: &str| metadata.get(key).and_then(Node::as_str).unwrap_or_default().to_owned();
    let mut reader = Reader { params: Params::of(body), out: Vec::new(), seen: HashSet::new(), notes: Vec::new() };
    reader.children(body, "/catalog", None)?;
    if reader.params.exhausted() {
        reader
            .notes
            .push("/catalog: parameters insert one another too often; some inserts are shown as written".into());
    }
    let catalogue = Catalogue {
        id: body.get("uuid").and_then(Node::as_str).unwrap_or_default().to_owned(),
        title: required_text(metadata, "/catalog/metadata", "title")?.to_owned(),
        version: text("version"),
        published: metadata
            .get("published")
            .or_else(|| metadata.get("last-modified"))
            .and_then(Node::as_str)
            .map(Into::into),
        requirements: reader.out,
        ..Catalogue::default()
    };
    Ok((catalogue, reader.notes))
}

fn member<'d>(node: &'d Node, pointer: &str, key: &str) -> Result<&'d Node, Fault> {
    node.get(key).ok_or_else(|| Fault::expected(node.at, pointer, format!("the member `{key}`"), "none"))
}

fn required_text<'d>(node: &'d Node, pointer: &str, key: &str) -> Result<&'d str, Fault> {
    let value = member(node, pointer, key)?;
    value.as_str().ok_or_else(|| Fault::expected(value.at, format!("{pointer}/{key}"), "text", value.value.kind()))
}

/// A list that may be absent; anything but a list there cannot be understood.
fn list<'d>(node: &'d Node, pointer: &str, key: &str) -> Result<&'d [Node], Fault> {
    match node.get(key) {
        None => Ok(&[]),
        Some(Node { value: Tree::Seq(items), .. }) => Ok(items),
        Some(other) => Err(Fault::expected(other.at, format!("{pointer}/{key}"), "a list", other.value.kind())),
    }
}

/// The label that people read: the one without a class first, since others are padded or for assessors.
pub(super) fn label(node: &Node) -> Option<&str> {
    let labels = || props(node).filter(|p| text(p, "name") == Some("label"));
    let first = labels().find(|p| p.get("class").is_none()).or_else(|| labels().next());
    first.and_then(|p| text(p, "value"))
}

fn text<'d>(node: &'d Node, key: &str) -> Option<&'d str> {
    node.get(key).and_then(Node::as_str)
}

fn props(node: &Node) -> impl Iterator<Item = &Node> {
    node.get("props").map(Node::items).unwrap_or_default().iter()
}

struct Reader<'d> {
    params: Params<'d>,
    out: Vec<Requirement>,
    seen: HashSet<&'d str>,
    notes: Vec<String>,
}

impl<'d> Reader<'d> {
    /// Groups and controls may both be present, whatever the schema says.
    fn children(&mut self, node: &'d Node, pointer: &str, parent: Option<&str>) -> Result<(), Fault> {
        for (i, group) in list(node, pointer, "groups")?.iter().enumerate() {
            self.group(group, &format!("{pointer}/groups/{i}"), parent)?;
        }
        for (i, control) in list(node, pointer, "controls")?.iter().enumerate() {
            self.control(control, &format!("{pointer}/controls/{i}"), parent)?;
        }
        Ok(())
    }

    /// A group without an id is only a heading: what it holds moves up.
    fn group(&mut self, group: &'d Node, pointer: &str, parent: Option<&str>) -> Result<(), Fault> {
        let Some(id) = text(group, "id") else {
            self.notes
                .push(format!("{pointer}: a group without an id; its controls are read as if they stood above it"));
            return self.children(group, pointer, parent);
        };
        let class = text(group, "class").unwrap_or("group");
        self.requirement(group, id, class, pointer, parent)?;
        self.children(group, pointer, Some(id))
    }

    fn control(&mut self, control: &'d Node, pointer: &str, parent: Option<&str>) -> Result<(), Fault> {
        let id = required_text(control, pointer, "id")?;
        let nested = pointer.matches("/controls/").count() > 1;
        self.requirement(control, id, if nested { "enhancement" } else { "control" }, pointer, parent)?;
        for entry in control.entries().iter().filter(|e| !CONTROL_KEYS.contains(&e.key.as_str())) {
            self.notes
                .push(format!("{pointer}/{}: not part of the OSCAL schema; kept in the document only", entry.key));
        }
        self.children(control, pointer, Some(id))
    }

    fn requirement(
        &mut self,
        node: &'d Node,
        id: &'d str,
        class: &str,
        pointer: &str,
        parent: Option<&str>,
    ) -> Result<(), Fault> {
        if !id.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            self.notes.push(format!("{pointer}/id: `{id}` is no OSCAL token (it must begin with a letter)"));
        }
        if !self.seen.insert(id) {
            let place = node.get("id").map_or(node.at, |n| n.at);
            return Err(Fault::expected(
                place,
                format!("{pointer}/id"),
                "every id once",
                format!("`{id}` a second time"),
            ));
        }
        let withdrawn =
            props(node).any(|p| text(p, "name") == Some("status") && text(p, "value").is_some_and(is_withdrawn));
        let (moved_to, links) = links(list(node, pointer, "links")?);
        let requirement = Requirement {
            id: id.to_owned(),
            label: label(node).unwrap_or_default().to_owned(),
            title: required_text(node, pointer, "title")?.to_owned(),
            text: self.prose(list(node, pointer, "parts")?, |name| !is_aside(name)),
            guidance: self.prose(list(node, pointer, "parts")?, |name| name == "guidance"),
            parent: parent.map(Into::into),
            class: class.to_owned(),
            withdrawn,
            moved_to,
            params: list(node, pointer, "params")?.iter().filter_map(|p| self.param(p)).collect(),
            props: prop_map(node),
            links,
        };
        self.out.push(requirement);
        Ok(())
    }

    fn prose(&self, parts: &[Node], wanted: impl Fn(&str) -> bool) -> Option<String> {
        let wanted = parts.iter().filter(|p| wanted(text(p, "name").unwrap_or_default()));
        let texts: Vec<String> = wanted.map(|p| markdown(p, &self.params)).filter(|t| !t.is_empty()).collect();
        (!texts.is_empty()).then(|| texts.join("\n\n"))
    }

    fn param(&self, node: &Node) -> Option<Param> {
        let select = node.get("select");
        let guidance = node.get("guidelines").map(Node::items).unwrap_or_default().iter();
        let guidance: Vec<String> = guidance.filter_map(|g| text(g, "prose")).map(|t| self.params.fill(t)).collect();
        Some(Param {
            id: text(node, "id")?.to_owned(),
            label: self.params.fill(text(node, "label").unwrap_or_default()),
            values: texts(node.get("values")).map(Into::into).collect(),
            choices: texts(select.and_then(|s| s.get("choice"))).map(|c| self.params.fill(c)).collect(),
            many: select.and_then(|s| text(s, "how-many")) == Some("one-or-more"),
            guidance: (!guidance.is_empty()).then(|| guidance.join("\n\n")),
        })
    }
}

fn is_withdrawn(status: &str) -> bool {
    status.eq_ignore_ascii_case("withdrawn")
}

/// Parts for guidance and assessors; they are not what the requirement demands.
fn is_aside(name: &str) -> bool {
    name == "guidance" || name.starts_with("assessment") || matches!(name, "objective" | "objectives" | "example")
}

/// Where a withdrawn control went, and every other link.
fn links(links: &[Node]) -> (Vec<String>, Vec<(String, String)>) {
    let (mut moved, mut others) = (Vec::new(), Vec::new());
    for link in links {
        let (rel, href) = (text(link, "rel").unwrap_or_default(), text(link, "href").unwrap_or_default());
        match rel {
            "moved-to" | "incorporated-into" => moved.push(href.trim_start_matches('#').to_owned()),
            _ => others.push((rel.to_owned(), href.to_owned())),
        }
    }
    (moved, others)
}

/// Properties by name; one that occurs several times becomes a list.
fn prop_map(node: &Node) -> IndexMap<String, Value> {
    let mut map: IndexMap<String, Value> = IndexMap::new();
    for prop in props(node) {
        let (Some(name), Some(value)) = (text(prop, "name"), text(prop, "value")) else { continue };
        if name == "label" {
            continue;
        }
        match map.get_mut(name) {
            None => drop(map.insert(name.to_owned(), value.into())),
            Some(Value::Array(all)) => all.push(value.into()),
            Some(one) => *one = Value::Array(vec![one.take(), value.into()]),
        }
    }
    map
}
