//! Guidelines: what must be met on one topic.

use super::{
    Policy,
    policy::{ANNOUNCE, CALL_BACK, PUBLISHED, PolicyApprover},
};
use crate::{coming, kind::Kind, lifecycle::*, rules, values::*};
use jiff::civil::Date;
use surety_derive::record;

/// What must be met on one topic: the document whose requirements carry the statements of a policy into practice.
#[record(prefix = "GDL", plural = "guidelines", versioned)]
pub struct Guideline {
    /// What it is for.
    #[field(required)]
    pub purpose: Markdown,
    /// The policy it carries out.
    #[field(verb = "carries out", inverse = "is carried out by", on_retire = "block", width = "half", column)]
    pub under: Option<Ref<Policy>>,
    /// To what it applies: systems, places, situations.
    #[field(group = "Application")]
    pub applies_to: Markdown,
    /// Who does what.
    #[field(group = "Application")]
    pub roles: Markdown,
    /// Whom it concerns: a filter over people, such as `line:first`; everyone where empty.
    #[field(group = "Application", width = "half", column)]
    pub audience: String,
    /// The body or role at whose level it must be approved.
    #[field(
        group = "Application",
        verb = "is to be approved by",
        inverse = "must approve",
        on_retire = "detach",
        width = "half"
    )]
    pub approved_by: Option<Ref<PolicyApprover>>,
    /// How long it takes to read.
    #[field(group = "Application", unit = "minutes", width = "half", column)]
    pub reading_time: Option<f64>,
    /// The day from which the draft holds once it is published; at once where empty.
    #[field(group = "Application", width = "half")]
    pub in_force_from: Option<Date>,
}

/// As a policy's, and it can be taken up again without a change of its own words, because its requirements are records of theirs.
const GUIDELINE: Lifecycle = Lifecycle {
    states: PUBLISHED,
    steps: &[
        step("revise", "Revise", &["in-force"], "draft"),
        step("submit", "Submit for review", &["draft"], "review"),
        step("send-back", "Send back", &["review", "approved"], "draft").with_reason(),
        step("approve", "Approve", &["review"], "approved").with_approval(),
        step("publish", "Put in force", &["approved", coming::STATE], "in-force").effect(Effect::Publish),
        ANNOUNCE,
        CALL_BACK,
        step("discard", "Discard the draft", &["draft", "review", "approved"], "in-force").effect(Effect::Discard),
        retire(&["draft", "in-force"], "retired"),
        step("reinstate", "Reinstate", &["retired"], "draft").with_reason(),
    ],
};

impl Kind for Guideline {
    const LIFECYCLE: Lifecycle = GUIDELINE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        crate::audience::check(check, "/audience", &self.audience);
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, check: &crate::check::Check<'_>) -> Result<(), String> {
        coming::guard(record, step, rules::today(check.isms))
    }
}
