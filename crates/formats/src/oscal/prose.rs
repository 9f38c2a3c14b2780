//! Prose of parts as Markdown, with parameter inserts shown as what they ask for.

use crate::yaml::Node;
use std::cell::Cell;
use std::collections::HashMap;

/// How deep an insert may lead to another insert; a cycle ends here and shows the raw insert.
const DEEPEST_INSERT: usize = 8;

/// What all inserts of a document together may add, in inserts plus bytes of text, since inserts of inserts multiply.
const MOST_INSERTED: usize = 4 << 20;

/// Every parameter of a document by id, since a control may show another one's.
pub(super) struct Params<'d> {
    by_id: HashMap<&'d str, &'d Node>,
    budget: Cell<usize>,
}

impl<'d> Params<'d> {
    /// Collects the parameters of the catalogue, its groups and its controls.
    pub fn of(catalog: &'d Node) -> Self {
        let mut found = HashMap::new();
        collect(catalog, &mut found);
        Params { by_id: found, budget: Cell::new(MOST_INSERTED) }
    }

    /// `text` with every insert replaced; braces that are no insert stay as they are.
    pub fn fill(&self, text: &str) -> String {
        self.fill_within(text, DEEPEST_INSERT)
    }

    /// Whether inserts were left as they are because there were too many.
    pub fn exhausted(&self) -> bool {
        self.budget.get() == 0
    }

    fn charge(&self, cost: usize) {
        self.budget.set(self.budget.get().saturating_sub(cost));
    }

    fn fill_within(&self, text: &str, depth: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, inner, after)) = next_braces(rest) {
            out.push_str(before);
            match self.by_id.get(param_id(inner)).filter(|_| depth > 0 && self.budget.get() > 0) {
                Some(param) => {
                    self.charge(1);
                    let shown = self.shown(param, depth - 1);
                    self.charge(shown.len());
                    out.push_str(&shown);
                }
                None => out.extend(["{{", inner, "}}"]),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Values if set, else the selection, else the label in brackets.
    fn shown(&self, param: &Node, depth: usize) -> String {
        let values: Vec<&str> = texts(param.get("values")).collect();
        if !values.is_empty() {
            return values.join(", ");
        }
        if let Some(select) = param.get("select") {
            let many = select.get("how-many").and_then(Node::as_str) == Some("one-or-more");
            let choices: Vec<String> = texts(select.get("choice")).map(|c| self.fill_within(c, depth)).collect();
            let how_many = if many { " (one or more)" } else { "" };
            return format!("[selection{how_many}: {}]", choices.join("; "));
        }
        let label = param.get("label").or_else(|| param.get("id")).and_then(Node::as_str);
        format!("[{}]", self.fill_within(label.unwrap_or_default(), depth))
    }
}

fn collect<'d>(node: &'d Node, found: &mut HashMap<&'d str, &'d Node>) {
    for param in node.get("params").map(Node::items).unwrap_or_default() {
        if let Some(id) = param.get("id").and_then(Node::as_str) {
            found.entry(id).or_insert(param);
        }
    }
    for key in ["groups", "controls"] {
        node.get(key).map(Node::items).unwrap_or_default().iter().for_each(|child| collect(child, found));
    }
}

/// The texts of a list.
pub(super) fn texts(list: Option<&Node>) -> impl Iterator<Item = &str> {
    list.map(Node::items).unwrap_or_default().iter().filter_map(Node::as_str)
}

fn next_braces(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (inner, after) = rest.split_once("}}")?;
    Some((before, inner, after))
}

/// `insert: param, ac-1_prm_1`, and the form of before 1.0.0: the bare id.
fn param_id(inner: &str) -> &str {
    let inner = inner.trim();
    let keyword = inner.strip_prefix("insert:").map(str::trim_start).and_then(|r| r.strip_prefix("param"));
    keyword.and_then(|r| r.trim_start().strip_prefix(',')).map_or(inner, str::trim)
}

/// A part and what it contains as Markdown: its own prose, then nested items as a list that keeps their labels.
pub(super) fn markdown(part: &Node, params: &Params<'_>) -> String {
    let mut out = String::new();
    if let Some(prose) = part.get("prose").and_then(Node::as_str) {
        out.push_str(params.fill(prose).trim());
    }
    write_items(&mut out, part, params, 0);
    out.trim().to_owned()
}

fn write_items(out: &mut String, part: &Node, params: &Params<'_>, level: usize) {
    for item in part.get("parts").map(Node::items).unwrap_or_default() {
        let label = super::catalog::label(item).unwrap_or_default();
        let prose = params.fill(item.get("prose").and_then(Node::as_str).unwrap_or_default());
        let gap = if level == 0 && !out.contains('\n') && !out.is_empty() { "\n\n" } else { "\n" };
        let margin = "  ".repeat(level);
        let prose = prose.trim().replace('\n', &format!("\n{margin}  "));
        out.push_str(&format!("{gap}{margin}- {label} {prose}").replace("-  ", "- "));
        write_items(out, item, params, level + 1);
    }
}
