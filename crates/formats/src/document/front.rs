//! The front matter of a document: YAML between two lines of `---` at its top.

use super::{Kind, Notes, Other, marks, names, prose::one_line, shown};
use crate::{
    place::{At, Fault, Limits},
    yaml::{self, Entry, Node, Tree},
};

/// What the front matter says and nobody has taken yet.
#[derive(Debug, Default)]
pub(super) struct Front {
    entries: Vec<Entry>,
}

/// Small, because it stands above a text: no deep trees, no aliases to speak of.
const LIMITS: Limits = Limits { bytes: super::LARGEST, depth: 16, aliases: 10_000 };

impl Front {
    /// The front matter, and how many lines it takes with its ends.
    pub fn split(text: &str, notes: &mut Notes) -> (Front, usize) {
        let mut lines = text.split('\n').enumerate();
        if lines.next().is_none_or(|(_, l)| l.trim_end() != "---") {
            return (Front::default(), 0);
        }
        let Some((end, _)) = lines.find(|(_, l)| matches!(l.trim_end(), "---" | "...")) else {
            return (Front::default(), 0);
        };
        // An empty line in front keeps the numbers of the lines right.
        let inner: Vec<&str> = text.split('\n').take(end).skip(1).collect();
        let read = yaml::parse_with(format!("\n{}\n", inner.join("\n")).as_bytes(), &LIMITS);
        let entries = match read {
            Ok(Node { value: Tree::Map(entries), .. }) => entries,
            Ok(Node { value: Tree::Null, .. }) => Vec::new(),
            Ok(node) => {
                notes.fault(2, "`key: value` lines between the two lines of `---`", node.value.kind());
                Vec::new()
            }
            Err(fault) => {
                notes.faults.push(Fault { line: fault.line.max(1), ..fault });
                Vec::new()
            }
        };
        (Front { entries }, end + 1)
    }

    /// Takes a member, whatever its name's case, hyphens and blanks.
    fn take(&mut self, name: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|e| same(&e.key, name))?;
        Some(self.entries.remove(at))
    }

    /// A member that is one text; empty where the member is.
    pub fn text(&mut self, name: &str, notes: &mut Notes) -> Option<String> {
        let entry = self.take(name)?;
        match scalar(&entry.node) {
            Some(text) => Some(one_line(&text)),
            None => {
                notes.faults.push(expected(&entry, "one text"));
                None
            }
        }
    }

    /// A member that is a list of texts, or one text with commas.
    pub fn list(&mut self, name: &str, notes: &mut Notes) -> Vec<String> {
        let Some(entry) = self.take(name) else { return Vec::new() };
        let list: Option<Vec<String>> = match &entry.node.value {
            Tree::Seq(items) => items.iter().map(scalar).collect(),
            _ => scalar(&entry.node).map(|t| t.split(',').map(str::to_owned).collect()),
        };
        match list {
            Some(list) => marks::tidy_list(&list),
            None => {
                notes.faults.push(expected(&entry, "a list of texts"));
                Vec::new()
            }
        }
    }

    /// A member that `read` understands; a fault that says what was expected where it does not.
    pub fn value<T>(
        &mut self,
        name: &str,
        what: &str,
        notes: &mut Notes,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let entry = self.take(name)?;
        let text = scalar(&entry.node).map(|t| one_line(&t));
        if text.as_deref() == Some("") {
            return None;
        }
        let value = text.and_then(|t| read(&t));
        if value.is_none() {
            notes.faults.push(expected(&entry, what));
        }
        value
    }

    /// The key of the record that the document is the text of.
    pub fn key(&mut self, notes: &mut Notes) -> Option<String> {
        self.value("key", "the key of a record, such as POL-2", notes, |t| marks::is_key(t).then(|| t.to_owned()))
    }

    /// What is left, with a remark for each; a `kind` has to be this one.
    pub fn other(self, kind: Kind, notes: &mut Notes) -> Other {
        let mut other = Other::new();
        for entry in self.entries {
            let said = scalar(&entry.node).and_then(|t| names::kind(&t));
            match (same(&entry.key, "kind"), said) {
                (true, Some(said)) if said != kind => {
                    notes.faults.push(expected(&entry, &format!("`kind: {kind}`, or to be read as a {said}")));
                }
                (true, Some(_)) => {}
                _ => notes.remark(
                    entry.key_at.line as usize,
                    format!("{} means nothing here; it is kept as it is", shown(&entry.key)),
                ),
            }
            other.insert(entry.key, entry.node.to_json());
        }
        other
    }

    /// The kind that the front matter names.
    pub fn kind(&self) -> Option<Kind> {
        let entry = self.entries.iter().find(|e| same(&e.key, "kind"))?;
        names::kind(&scalar(&entry.node)?)
    }
}

fn same(key: &str, name: &str) -> bool {
    key.trim().to_lowercase().replace(['-', ' '], "_") == name
}

fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Tree::Null => Some(String::new()),
        Tree::Bool(b) => Some(b.to_string()),
        Tree::Int(n) => Some(n.to_string()),
        Tree::Float(n) => Some(n.to_string()),
        Tree::Str(s) => Some(s.clone()),
        Tree::Seq(_) | Tree::Map(_) => None,
    }
}

fn expected(entry: &Entry, what: &str) -> Fault {
    let found = scalar(&entry.node).map_or_else(|| entry.node.value.kind().to_owned(), |t| shown(&t));
    let at = At { line: entry.key_at.line, col: entry.key_at.col };
    Fault::expected(at, "", format!("{what} after {}", shown(&entry.key)), found)
}

/// Members without those that have fields of their own.
pub(super) fn tidy_other(other: &Other, own: &[&str]) -> Other {
    let kept = other.iter().filter(|(key, _)| !own.iter().any(|name| same(key, name)));
    kept.map(|(k, v)| (k.clone(), v.clone())).collect()
}

/// The front matter in writing; nothing at all where nothing is said.
pub(super) fn written(own: &[(&str, serde_json::Value)], other: &Other) -> String {
    let said = own.iter().filter(|(_, v)| match v {
        serde_json::Value::Null => false,
        serde_json::Value::String(s) => !s.is_empty(),
        serde_json::Value::Array(items) => !items.is_empty(),
        _ => true,
    });
    let mut all: Other = said.map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    all.extend(other.iter().map(|(k, v)| (k.clone(), v.clone())));
    match all.is_empty() {
        true => String::new(),
        false => format!("---\n{}---\n\n", yaml::write(&serde_json::Value::Object(all))),
    }
}
