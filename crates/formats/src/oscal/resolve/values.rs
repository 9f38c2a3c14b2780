//! What a parameter says in the end: what a catalogue gives, overridden by components, profiles and the plan, in that order.

use super::tree::{list, text};
use crate::oscal::{Document, Model};
use crate::yaml::Node;
use std::cell::Cell;
use std::collections::HashMap;

/// How deep an insert may lead to another one; a circle ends here and shows the raw insert.
const DEEPEST: usize = 8;

/// What all inserts together may add, in inserts plus bytes of text, since inserts of inserts multiply.
const MOST: usize = 4 << 20;

/// Who set a value; the later of these wins, whatever the order in which documents are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    Catalogue,
    Component,
    Profile,
    /// The plan as a whole, or one component in it.
    Plan,
    /// The plan, for one requirement.
    Requirement,
}

/// Parameters by id with what was set for them.
pub struct Values<'d> {
    params: HashMap<&'d str, &'d Node>,
    set: HashMap<String, (Layer, Vec<String>)>,
    budget: Cell<usize>,
}

impl<'d> Values<'d> {
    /// The parameters of a catalogue document, with the values that it gives itself.
    pub fn of(catalog: &'d Document) -> Self {
        let mut values = Values { params: HashMap::new(), set: HashMap::new(), budget: Cell::new(MOST) };
        if let Some(body) = catalog.node().get(Model::Catalog.key()) {
            values.collect(body);
        }
        values
    }

    fn collect(&mut self, node: &'d Node) {
        for param in list(node, "params") {
            let id = text(param, "id");
            if self.params.insert(id, param).is_none() {
                self.put(Layer::Catalogue, id, texts(param, "values"));
            }
        }
        for key in ["groups", "controls"] {
            list(node, key).iter().for_each(|child| self.collect(child));
        }
    }

    /// Sets a value; one of the same layer or a later one stays.
    pub fn put(&mut self, layer: Layer, id: &str, values: Vec<String>) {
        if values.is_empty() || self.set.get(id).is_some_and(|(known, _)| *known >= layer) {
            return;
        }
        self.set.insert(id.to_owned(), (layer, values));
    }

    /// Takes every `set-parameters` of a component definition, a profile or a plan, by what the document is.
    pub fn apply(&mut self, document: &Document) {
        let layer = match document.model() {
            Model::ComponentDefinition => Layer::Component,
            Model::Profile => Layer::Profile,
            Model::SystemSecurityPlan => Layer::Plan,
            _ => return,
        };
        self.settings(document.node(), layer, "");
    }

    fn settings(&mut self, node: &Node, layer: Layer, key: &str) {
        for set in list(node, "set-parameters") {
            let layer =
                if layer == Layer::Plan && key == "implemented-requirements" { Layer::Requirement } else { layer };
            self.put(layer, text(set, "param-id"), texts(set, "values"));
        }
        for entry in node.entries() {
            match entry.node.items() {
                [] => self.settings(&entry.node, layer, &entry.key),
                items => items.iter().for_each(|item| self.settings(item, layer, &entry.key)),
            }
        }
    }

    /// The values of a parameter and who set them. One that only gathers others has theirs.
    pub fn get(&self, id: &str) -> Option<(Layer, Vec<String>)> {
        self.within(id, DEEPEST)
    }

    fn within(&self, id: &str, depth: usize) -> Option<(Layer, Vec<String>)> {
        if let Some(set) = self.set.get(id) {
            return Some(set.clone());
        }
        let gathered = aggregates(self.params.get(id)?);
        let found: Option<Vec<_>> =
            gathered.iter().map(|g| depth.checked_sub(1).and_then(|depth| self.within(g, depth))).collect();
        let found = found.filter(|f| !f.is_empty())?;
        let layer = found.iter().map(|(layer, _)| *layer).max()?;
        Some((layer, found.into_iter().flat_map(|(_, values)| values).collect()))
    }

    /// A text with every insert replaced by values, else by the selection, else by the label in brackets. Braces that are
    /// no insert of a known parameter stay.
    pub fn fill(&self, text: &str) -> String {
        self.fill_within(text, DEEPEST)
    }

    fn fill_within(&self, text: &str, depth: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, inner, after)) = braces(rest) {
            out.push_str(before);
            let id = insert_id(inner).filter(|id| self.params.contains_key(id) || self.set.contains_key(*id));
            match id.filter(|_| depth > 0 && self.budget.get() > 0) {
                Some(id) => {
                    let shown = self.shown(id, depth - 1);
                    self.budget.set(self.budget.get().saturating_sub(shown.len() + 1));
                    out.push_str(&shown);
                }
                None => out.extend(["{{", inner, "}}"]),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn shown(&self, id: &str, depth: usize) -> String {
        if let Some((_, values)) = self.within(id, depth) {
            let filled: Vec<String> = values.iter().map(|v| self.fill_within(v, depth)).collect();
            return filled.join(", ");
        }
        let Some(param) = self.params.get(id) else { return format!("[{id}]") };
        if let Some(select) = param.get("select") {
            let many = if text(select, "how-many") == "one-or-more" { " (one or more)" } else { "" };
            let choices: Vec<String> = texts(select, "choice").iter().map(|c| self.fill_within(c, depth)).collect();
            return format!("[selection{many}: {}]", choices.join("; "));
        }
        let gathered = aggregates(param);
        if !gathered.is_empty() {
            let parts: Vec<String> = gathered.iter().map(|g| self.shown_in(g, depth)).collect();
            return parts.join(", ");
        }
        let label = param.get("label").and_then(Node::as_str).unwrap_or(id);
        format!("[{}]", self.fill_within(label, depth))
    }

    fn shown_in(&self, id: &str, depth: usize) -> String {
        depth.checked_sub(1).map_or_else(|| format!("[{id}]"), |depth| self.shown(id, depth))
    }
}

/// The parameters that one stands for together, as the catalogue of SP 800-53 marks them.
fn aggregates(param: &Node) -> Vec<&str> {
    let props = list(param, "props").iter().filter(|p| text(p, "name") == "aggregates");
    props.map(|p| text(p, "value")).filter(|v| !v.is_empty()).collect()
}

fn texts(node: &Node, key: &str) -> Vec<String> {
    list(node, key).iter().filter_map(Node::as_str).map(str::to_owned).collect()
}

fn braces(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (inner, after) = rest.split_once("}}")?;
    Some((before, inner, after))
}

/// The parameter that braces name: `insert: param, ac-1_prm_1`, or before OSCAL 1.0 the bare id.
fn insert_id(inner: &str) -> Option<&str> {
    let inner = inner.trim();
    let rest = inner.strip_prefix("insert:").map(str::trim_start).and_then(|r| r.strip_prefix("param"));
    let id = rest.and_then(|r| r.trim_start().strip_prefix(',')).map_or(inner, str::trim);
    let sound = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    (!id.is_empty() && id.chars().all(sound)).then_some(id)
}

/// Calls `see` with the parameter of every insert of a text that says `insert: param`; bare braces may be anything.
pub fn each_keyword_insert(text: &str, see: &mut dyn FnMut(&str)) {
    let mut rest = text;
    while let Some((_, inner, after)) = braces(rest) {
        if let Some(id) = insert_id(inner).filter(|_| inner.trim_start().starts_with("insert:")) {
            see(id);
        }
        rest = after;
    }
}

/// Calls `see` with the parameter of every insert of a text, also of those without the keyword.
pub fn each_insert(text: &str, see: &mut dyn FnMut(&str)) {
    let mut rest = text;
    while let Some((_, inner, after)) = braces(rest) {
        if let Some(id) = insert_id(inner) {
            see(id);
        }
        rest = after;
    }
}
