//! Guidelines: what must be met on one topic.

use super::{Policy, policy::PolicyApprover};
use crate::{kind::Kind, lifecycle::*, values::*};
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
}

impl Kind for Guideline {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        crate::audience::check(check, "/audience", &self.audience);
    }
}
