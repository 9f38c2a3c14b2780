//! Mappings: what one framework's requirement says about another's, as we judge it.

use crate::{context::Person, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

/// A mapping set of our own between two frameworks: each line with its relation, the reason for it, where it comes from, and who accepted that evidence for one serves the other.
#[record(prefix = "MAP", plural = "mappings", label = "Mapping set", labels = "Mapping sets")]
pub struct Mapping {
    /// The framework that lines start from, by identifier.
    #[field(required, width = "half", column)]
    pub from_framework: String,
    /// The framework that lines lead to, by identifier.
    #[field(required, width = "half", column)]
    pub to_framework: String,
    /// Where it comes from: our own judgement, a published set, an auditor.
    #[field(required)]
    pub provenance: Markdown,
    /// The published set it starts from, by identifier.
    #[field(width = "half")]
    pub based_on: String,
    /// How much we trust it as a whole.
    #[field(width = "half", column)]
    pub confidence: MappingConfidence,
    /// The lines.
    #[field(group = "Lines", column)]
    pub lines: Vec<MappingLine>,
}

/// One line: what the source says about the target.
#[part]
pub struct MappingLine {
    /// The requirement it starts from.
    #[field(required, width = "third")]
    pub source: Option<Clause>,
    /// How the two relate.
    #[field(required, width = "third")]
    pub relation: MappingRelation,
    /// The requirement it leads to.
    #[field(required, width = "third")]
    pub target: Option<Clause>,
    /// Why.
    pub rationale: String,
    /// What of the target is left open.
    pub gap: String,
    /// Who accepted that evidence for the source serves the target.
    #[field(verb = "was accepted by", inverse = "accepted", on_retire = "keep", width = "half")]
    pub accepted_by: Option<Ref<Person>>,
    /// When.
    #[field(width = "half")]
    pub accepted_on: Option<Date>,
}

/// What one requirement is to another (set theory relations of NIST IR 8477).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Choice)]
pub enum MappingRelation {
    /// Both ask for the same.
    Equal,
    /// The source asks for less: all of it is in the target.
    Subset,
    /// The source asks for more: all of the target is in it.
    Superset,
    /// They overlap; nothing follows.
    #[default]
    Intersects,
    /// They have nothing in common.
    None,
}

/// How much a mapping set is trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum MappingConfidence {
    /// By someone who knows both sides well, and looked at by another.
    High,
    /// By someone who knows both sides.
    #[default]
    Moderate,
    /// A first guess.
    Low,
}

impl Kind for Mapping {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        check.require(self.from_framework != self.to_framework, "/to_framework", "expected another framework");
        for (index, line) in self.lines.iter().enumerate() {
            let at = |member: &str| format!("/lines/{index}/{member}");
            let from = line.source.as_ref().is_none_or(|c| c.framework == self.from_framework);
            check.require(from, &at("source"), &format!("expected a requirement of {}", self.from_framework));
            let to = line.target.as_ref().is_none_or(|c| c.framework == self.to_framework);
            check.require(to, &at("target"), &format!("expected a requirement of {}", self.to_framework));
            let both = line.accepted_by.is_some() == line.accepted_on.is_some();
            check.require(both, &at("accepted_on"), "an acceptance has a person and a day");
            let carries = matches!(line.relation, MappingRelation::Equal | MappingRelation::Superset);
            let sound = line.accepted_by.is_none() || carries;
            check.require(
                sound,
                &at("accepted_by"),
                "evidence serves the target only where the source equals it or asks for more",
            );
        }
        let mut seen = std::collections::HashSet::new();
        for (index, line) in self.lines.iter().enumerate() {
            let twice = !seen.insert((&line.source, &line.target));
            check.require(!twice, &format!("/lines/{index}/target"), "this pair is listed twice");
        }
    }
}
