//! YAML that remembers where everything stands, so that a mistake can be shown at its line.
//!
//! The dialect is the YAML 1.2 core schema: `yes`, `no`, `on`, `off` and dates are text, quoted scalars are always text.
//! What the data model cannot hold faithfully is refused rather than bent: duplicate keys, keys that are lists or maps,
//! unknown tags, infinities, integers beyond 64 bits.

mod read;
mod scalar;
mod write;

use crate::place::{At, Fault, Limits};
use serde_json::Value;

pub use write::write;

/// A value and the place where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub at: At,
    pub value: Tree,
}

/// What a node holds. Maps keep the order of the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    Seq(Vec<Node>),
    Map(Vec<Entry>),
}

/// One member of a map, with the place of its key.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: String,
    pub key_at: At,
    pub node: Node,
}

impl Tree {
    /// What this is, in words for a message.
    pub fn kind(&self) -> &'static str {
        match self {
            Tree::Null => "nothing",
            Tree::Bool(_) => "true or false",
            Tree::Int(_) => "a whole number",
            Tree::Float(_) => "a number",
            Tree::Str(_) => "text",
            Tree::Seq(_) => "a list",
            Tree::Map(_) => "a map",
        }
    }
}

impl Node {
    /// The same value as JSON, key order kept, positions dropped.
    pub fn to_json(&self) -> Value {
        match &self.value {
            Tree::Null => Value::Null,
            Tree::Bool(b) => Value::Bool(*b),
            Tree::Int(n) => Value::from(*n),
            Tree::Float(n) => Value::from(*n),
            Tree::Str(s) => Value::String(s.clone()),
            Tree::Seq(items) => items.iter().map(Node::to_json).collect(),
            Tree::Map(entries) => entries.iter().map(|e| (e.key.clone(), e.node.to_json())).collect(),
        }
    }

    /// The member of a map, `None` if this is no map or has no such member.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|e| &e.node)
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Tree::Map(entries) => entries.iter().find(|e| e.key == key),
            _ => None,
        }
    }

    /// The text of this node, if it is text.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Tree::Str(s) => Some(s),
            _ => None,
        }
    }

    /// The items of a list, nothing if this is no list.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Tree::Seq(items) => items,
            _ => &[],
        }
    }

    /// The members of a map, nothing if this is no map.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Tree::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Where the value of a JSON pointer stands: a scalar at itself, a list, map or empty value at its key. A pointer to something
    /// that does not exist gives its nearest existing ancestor, so a missing member is reported where it should have been.
    /// `None` only when `json_pointer` is not a JSON pointer.
    pub fn at_pointer(&self, json_pointer: &str) -> Option<At> {
        if !json_pointer.is_empty() && !json_pointer.starts_with('/') {
            return None;
        }
        let (mut node, mut at) = (self, self.at);
        for step in json_pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            let Some((next, place)) = node.step(&step) else { break };
            (node, at) = (next, place);
        }
        Some(at)
    }

    fn step(&self, step: &str) -> Option<(&Node, At)> {
        if let Tree::Seq(items) = &self.value {
            return items.get(step.parse::<usize>().ok()?).map(|n| (n, n.at));
        }
        let entry = self.entry(step)?;
        let own_place = !matches!(entry.node.value, Tree::Null | Tree::Seq(_) | Tree::Map(_));
        Some((&entry.node, if own_place { entry.node.at } else { entry.key_at }))
    }
}

/// The first key that occurs twice, as (first, second).
pub(crate) fn duplicate_key(entries: &[Entry]) -> Option<(&Entry, &Entry)> {
    let mut seen = std::collections::HashMap::with_capacity(entries.len());
    entries.iter().find_map(|e| seen.insert(e.key.as_str(), e).map(|first| (first, e)))
}

/// Reads a text that holds exactly one document; an empty text is [`Tree::Null`].
pub fn parse(bytes: &[u8]) -> Result<Node, Fault> {
    parse_with(bytes, &Limits::default())
}

/// [`parse`] with other limits.
pub fn parse_with(bytes: &[u8], limits: &Limits) -> Result<Node, Fault> {
    let mut documents = parse_all_with(bytes, limits)?.into_iter();
    let first = documents.next().unwrap_or(Node { at: At { line: 1, col: 1 }, value: Tree::Null });
    match documents.next() {
        Some(second) => Err(Fault::expected(second.at, "", "one document", "a second one after `---`")),
        None => Ok(first),
    }
}

/// Reads every document of a text, in order.
pub fn parse_all(bytes: &[u8]) -> Result<Vec<Node>, Fault> {
    parse_all_with(bytes, &Limits::default())
}

/// [`parse_all`] with other limits.
pub fn parse_all_with(bytes: &[u8], limits: &Limits) -> Result<Vec<Node>, Fault> {
    read::documents(crate::place::decode(bytes, limits)?, limits)
}

#[cfg(test)]
mod tests;
