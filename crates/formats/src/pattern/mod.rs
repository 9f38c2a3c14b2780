//! Architecture patterns as texts: our own form in YAML or JSON, and the public library of the Open Security Architecture community
//! in the JSON of its files. Every fault has its line and its JSON pointer.

mod builtin;
mod check;
mod osa;
mod prose;

pub use builtin::{Builtin, all, find};

use crate::{
    Fault, Limits, Node, Tree, json,
    model::{placed, pointer},
    yaml,
};
use serde::{Deserialize, Serialize};

/// A pattern as a library has it: nothing of an organisation but keys that it may name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Unique in its library: `isms`, `SP-018`.
    pub id: String,
    pub title: String,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Markdown, as all longer texts here.
    pub problem: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub solution: String,
    pub areas: Vec<Area>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub connections: Vec<Connection>,
    /// Keys of threats that it resists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resists: Vec<String>,
    /// Threats by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threats: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub assumptions: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub limits: String,
}

/// An area of a pattern, or an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub name: String,
    /// The area around it, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub within: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub actor: bool,
    /// Row, column and columns spanned, counted from 1, among the areas beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u8>,
    /// `framework:requirement`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<String>,
    /// Keys of controls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A connection between two areas, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    pub from: String,
    pub to: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
}

/// What a text held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub patterns: Vec<Pattern>,
    /// What was understood with a reservation.
    pub notes: Vec<String>,
}

/// How large a text of patterns may be.
const LIMITS: Limits = Limits { bytes: 8 << 20, depth: 24, aliases: 1 << 14 };

/// The most patterns that one text may hold.
const MOST: usize = 200;

/// Reads one pattern in our form (YAML or JSON), or one or a list of patterns of the public library (JSON).
///
/// # Errors
/// Everything that is wrong, each with line, column and JSON pointer.
pub fn read(bytes: &[u8]) -> Result<Reading, Vec<Fault>> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    let node = match text.first() {
        Some(b'{' | b'[') => json::parse_with(bytes, &LIMITS),
        _ => yaml::parse_with(bytes, &LIMITS),
    };
    let node = node.map_err(|fault| vec![fault])?;
    if osa::is(&node) {
        return osa::read(&node, "").map(|(pattern, notes)| Reading { patterns: vec![pattern], notes });
    }
    if !node.items().is_empty() && node.items().iter().all(osa::is) {
        return many(&node);
    }
    if !matches!(node.value, Tree::Map(_)) {
        let expected = "a map with id, title, problem and areas";
        return Err(vec![Fault::expected(node.at, "", expected, node.value.kind())]);
    }
    let pattern: Pattern = serde_path_to_error::deserialize(node.to_json()).map_err(|e| {
        let pointer = pointer(e.path());
        vec![placed(&node, &pointer, e.into_inner().to_string())]
    })?;
    let faults = check::faults(&pattern);
    match faults.is_empty() {
        true => Ok(Reading { patterns: vec![pattern], notes: Vec::new() }),
        false => Err(faults.into_iter().map(|(pointer, said)| placed(&node, &pointer, said)).collect()),
    }
}

fn many(node: &Node) -> Result<Reading, Vec<Fault>> {
    if node.items().len() > MOST {
        return Err(vec![Fault::at(node.at, "", format!("expected {MOST} patterns at most in one file"))]);
    }
    let (mut reading, mut faults) = (Reading::default(), Vec::new());
    for (index, item) in node.items().iter().enumerate() {
        match osa::read(item, &format!("/{index}")) {
            Ok((pattern, notes)) => {
                reading.patterns.push(pattern);
                reading.notes.extend(notes);
            }
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() { Ok(reading) } else { Err(faults) }
}

#[cfg(test)]
mod tests;
