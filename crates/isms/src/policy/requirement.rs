//! Requirements: what must be met, one by one, so that each can be carried out, tested, excepted and seen to change.

use super::{Guideline, Policy};
use crate::{coming, context::Obligation, invariants, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, record};

/// One requirement of a guideline: the statement it serves, what it meets, and the criterion by which tests judge it.
#[record(prefix = "RQT", plural = "requirements", versioned)]
pub struct Requirement {
    /// The guideline it stands in.
    #[field(required, verb = "stands in", inverse = "contains", on_retire = "block", width = "half", column)]
    pub guideline: Option<Ref<Guideline>>,
    /// Its number in the guideline; never given twice.
    #[field(required, width = "half", column)]
    pub number: String,
    /// What must be met.
    #[field(required)]
    pub text: Markdown,
    /// How binding it is.
    #[field(width = "half", column)]
    pub strength: Strength,
    /// Whether people of the first line must do something for it, so that it needs an instruction.
    #[field(width = "half")]
    pub needs_instruction: bool,
    /// How a tester tells whether it is met.
    #[field(group = "Judgement")]
    pub criterion: Markdown,
    /// The policy it serves.
    #[field(group = "Grounds", verb = "serves", inverse = "is served by", on_retire = "block", width = "half", column)]
    pub serves: Option<Ref<Policy>>,
    /// The numbers of that policy's statements.
    #[field(group = "Grounds", width = "half")]
    pub statements: Vec<String>,
    /// Obligations it meets.
    #[field(group = "Grounds", verb = "meets", inverse = "is met by", on_retire = "detach")]
    pub meets: Vec<Ref<Obligation>>,
    /// Requirements of frameworks it meets.
    #[field(group = "Grounds")]
    pub clauses: Vec<Clause>,
    /// Whether the draft takes it out: it holds until its guideline is published again, and is retired then.
    #[field(group = "Next edition", width = "half")]
    pub withdrawn: bool,
    /// The day from which the draft holds, as its guideline was published for it.
    #[field(group = "Next edition", width = "half")]
    pub in_force_from: Option<Date>,
}

/// How binding a requirement is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Strength {
    /// No way around it but an exception.
    #[default]
    Must,
    /// Unless there is a good reason, which is written down.
    Should,
    /// Good practice.
    May,
}

/// Published under the approval of its guideline's owner; small, because it is one sentence.
const REQUIREMENT: Lifecycle = Lifecycle {
    states: &[
        draft("draft", "Draft"),
        draft(coming::STATE, "Published for a later day"),
        live("in-force", "In force"),
        closed("retired", "Retired"),
    ],
    steps: &[
        step("publish", "Put in force", &["draft"], "in-force").with_approval().effect(Effect::Publish),
        step("discard", "Discard the draft", &["draft"], "in-force").effect(Effect::Discard),
        retire(&["draft", "in-force"], "retired"),
        step("reinstate", "Reinstate", &["retired"], "draft").with_reason(),
    ],
};

impl Kind for Requirement {
    const LIFECYCLE: Lifecycle = REQUIREMENT;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let me = check.record.head().id;
        let twice = check.isms.all::<Requirement>().any(|r| {
            r.head.id != me
                && r.body.guideline == self.guideline
                && !self.number.is_empty()
                && r.body.number == self.number
        });
        let holders = if self.withdrawn { invariants::holders(check.isms, me) } else { Vec::new() };
        let held = format!("cannot be taken out while {} rest on it; change or retire those first", holders.join(", "));
        check.require(holders.is_empty(), "/withdrawn", &held);
        check.require(!twice, "/number", "this guideline has a requirement of that number");
        let policy = self.serves.and_then(|p| check.isms.typed::<Policy>(p.id()));
        let known = |number: &String| {
            policy.is_none_or(|p| {
                let bodies = std::iter::once(&p.body).chain(p.counts());
                bodies.flat_map(|b| &b.statements).any(|s| s.number == *number)
            })
        };
        check.require(self.statements.iter().all(known), "/statements", "expected numbers of the policy's statements");
    }
}
