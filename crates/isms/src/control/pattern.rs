//! Patterns: designs that were thought through once.

use super::Control;
use crate::{check::Check, kind::Kind, lifecycle::*, risk::Threat, values::*};
use std::collections::HashMap;
use surety_derive::{part, record};

/// A design that was thought through once and is used again: the problem, its areas with their controls, the threats it resists.
#[record(prefix = "PTN", plural = "patterns", versioned)]
pub struct Pattern {
    /// The problem it solves, and where.
    #[field(required, column)]
    pub problem: Markdown,
    /// How it works.
    pub solution: Markdown,
    /// The areas of its diagram, each with its controls.
    #[field(group = "Design", on_retire = "keep")]
    pub areas: Vec<PatternArea>,
    /// What flows between its areas, as lines of the diagram.
    #[field(group = "Design")]
    pub connections: Vec<PatternConnection>,
    /// Threats it resists.
    #[field(group = "Design", verb = "resists", inverse = "is resisted by", on_retire = "detach", column)]
    pub resists: Vec<Ref<Threat>>,
    /// Threats it resists that are none of ours, by name.
    #[field(group = "Design", width = "half")]
    pub threats: Vec<String>,
    /// What must hold for it to work.
    #[field(group = "Design")]
    pub assumptions: Markdown,
    /// What it does not solve.
    #[field(group = "Design")]
    pub limits: Markdown,
    /// The pattern of a library that it was taken from, by identifier.
    #[field(width = "half", column)]
    pub taken_from: String,
}

/// An area of a pattern, or someone or something that acts on it from outside.
#[part]
pub struct PatternArea {
    /// Its name in the diagram.
    #[field(required, width = "half")]
    pub name: String,
    /// The area that contains it, by name.
    #[field(width = "half")]
    pub within: String,
    /// Whether it is someone or something that acts, and no place.
    pub actor: bool,
    /// Requirements of frameworks that belong here.
    #[field(width = "half")]
    pub clauses: Vec<Clause>,
    /// Controls that work here.
    #[field(verb = "uses", inverse = "is used in", on_retire = "keep")]
    pub controls: Vec<Ref<Control>>,
    /// What happens here.
    pub note: Markdown,
    /// The row of the diagram, from 1, among the areas beside it; found without it.
    #[field(width = "third")]
    pub row: Option<i64>,
    /// The column, from 1.
    #[field(width = "third")]
    pub column: Option<i64>,
    /// How many columns it spans.
    #[field(width = "third", unit = "columns")]
    pub width: Option<i64>,
}

/// A connection between two areas.
#[part]
pub struct PatternConnection {
    /// The area where it begins, by name.
    #[field(required, width = "third")]
    pub from: String,
    /// The area where it ends, by name.
    #[field(required, width = "third")]
    pub to: String,
    /// What flows.
    #[field(width = "third")]
    pub label: String,
}

/// The most rows, columns, or columns that an area spans: beyond them a diagram is no picture any more.
const MOST_PLACES: i64 = 12;

impl Kind for Pattern {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn check(&self, check: &mut Check<'_>) {
        let mut parents: HashMap<&str, &str> = HashMap::new();
        for (index, area) in self.areas.iter().enumerate() {
            let at = |field: &str| format!("/areas/{index}/{field}");
            let known = parents.insert(area.name.trim(), area.within.trim()).is_some();
            check.require(!known, &at("name"), "another area has this name; expected one of its own");
            for (field, place) in [("row", area.row), ("column", area.column), ("width", area.width)] {
                let fits = place.is_none_or(|p| (1..=MOST_PLACES).contains(&p));
                check.require(fits, &at(field), "expected a number from 1 to 12");
            }
        }
        self.check_names(check, &parents);
    }
}

impl Pattern {
    fn check_names(&self, check: &mut Check<'_>, parents: &HashMap<&str, &str>) {
        for (index, area) in self.areas.iter().enumerate().filter(|(_, a)| !a.within.trim().is_empty()) {
            let pointer = format!("/areas/{index}/within");
            check.require(
                parents.contains_key(area.within.trim()),
                &pointer,
                "expected the name of an area of this pattern",
            );
            check.require(!in_itself(area.name.trim(), parents), &pointer, "this area would lie within itself");
        }
        for (index, line) in self.connections.iter().enumerate() {
            for (field, end) in [("from", &line.from), ("to", &line.to)] {
                let pointer = format!("/connections/{index}/{field}");
                check.require(
                    parents.contains_key(end.trim()),
                    &pointer,
                    "expected the name of an area of this pattern",
                );
            }
        }
    }
}

/// Whether following what contains an area leads back to it.
fn in_itself(name: &str, parents: &HashMap<&str, &str>) -> bool {
    let mut at = parents.get(name);
    for _ in 0..parents.len() {
        match at {
            Some(up) if **up == *name => return true,
            Some(up) => at = parents.get(*up),
            None => return false,
        }
    }
    false
}
