//! Patterns: designs that were thought through once.

use super::Control;
use crate::{kind::Kind, lifecycle::*, risk::Threat, values::*};
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
    /// Threats it resists.
    #[field(group = "Design", verb = "resists", inverse = "is resisted by", on_retire = "detach", column)]
    pub resists: Vec<Ref<Threat>>,
    /// What it does not solve.
    #[field(group = "Design")]
    pub limits: Markdown,
    /// The pattern of a library that it was taken from, by identifier.
    #[field(width = "half", column)]
    pub taken_from: String,
}

/// An area of a pattern.
#[part]
pub struct PatternArea {
    /// Its name in the diagram.
    #[field(required, width = "half")]
    pub name: String,
    /// Requirements of frameworks that belong here.
    #[field(width = "half")]
    pub clauses: Vec<Clause>,
    /// Controls that work here.
    #[field(verb = "uses", inverse = "is used in", on_retire = "keep")]
    pub controls: Vec<Ref<Control>>,
    /// What happens here.
    pub note: Markdown,
}

impl Kind for Pattern {
    const LIFECYCLE: Lifecycle = VERSIONED;
}
