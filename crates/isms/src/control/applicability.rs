//! Applicability: which requirements of a framework apply in a scope (Statement of Applicability).

use super::{Control, Framework};
use crate::{kind::Kind, lifecycle::*, target, values::*};
use surety_derive::{Choice, part, record};

target!(
    /// Who provides what is inherited.
    Provider: "asset", "supplier"
);

/// Which requirements of a framework apply in a scope: deviations with reasons, and what is inherited from whom; the rest is derived.
#[record(
    prefix = "SOA",
    plural = "applicabilities",
    label = "Statement of Applicability",
    labels = "Statements of Applicability",
    versioned
)]
pub struct Applicability {
    /// The framework.
    #[field(required, verb = "applies", inverse = "is applied in", on_retire = "block", width = "half", column)]
    pub framework: Option<Ref<Framework>>,
    /// The level of the framework that was chosen, where it has several: `moderate`, `IG2`; its lines then apply without another reason.
    #[field(width = "half", column)]
    pub baseline: String,
    /// What a reader should know beforehand.
    pub introduction: Markdown,
    /// Lines that differ from what is derived, each with its reason.
    #[field(group = "Deviations", on_retire = "block", column)]
    pub deviations: Vec<Deviation>,
    /// Lines that someone else carries out for us.
    #[field(group = "Inheritance", on_retire = "block")]
    pub inherited: Vec<Inherited>,
}

/// A line that differs from what is derived.
#[part]
pub struct Deviation {
    /// The requirement.
    #[field(required, width = "half")]
    pub clause: Option<Clause>,
    /// Whether it applies.
    #[field(required, width = "half")]
    pub ruling: Ruling,
    /// Why.
    #[field(required)]
    pub reason: Markdown,
    /// Controls that carry it out in another way.
    #[field(verb = "counts on", inverse = "is counted on by", on_retire = "block")]
    pub controls: Vec<Ref<Control>>,
}

/// Whether a requirement applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Ruling {
    /// It does not apply.
    #[default]
    Excluded,
    /// It applies although nothing derived says so.
    Included,
    /// It applies in another form.
    Tailored,
}

/// A line that someone else carries out for us.
#[part]
pub struct Inherited {
    /// The requirement.
    #[field(required, width = "half")]
    pub clause: Option<Clause>,
    /// Who provides it.
    #[field(required, verb = "inherits from", inverse = "is inherited by", on_retire = "block", width = "half")]
    pub provider: Option<Ref<Provider>>,
    /// What stays with us.
    pub stays_with_us: Markdown,
}

impl Kind for Applicability {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        for (index, line) in self.deviations.iter().enumerate() {
            let twice = self.deviations[..index].iter().any(|d| d.clause == line.clause);
            check.require(!twice, &format!("/deviations/{index}/clause"), "this requirement is listed twice");
        }
        for (index, line) in self.inherited.iter().enumerate() {
            let twice = self.inherited[..index].iter().any(|i| i.clause == line.clause);
            check.require(!twice, &format!("/inherited/{index}/clause"), "this requirement is listed twice");
        }
    }
}
