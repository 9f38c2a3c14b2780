//! Policies: why, in numbered statements.

#[path = "policy/level.rs"]
pub mod level;

use crate::{coming, kind::Kind, lifecycle::*, rules, target, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// What a statement is derived from.
    Ground: "appetite", "objective", "obligation"
);

target!(
    /// At whose level a policy or guideline is approved.
    PolicyApprover: "body", "role"
);

/// Why we do it: numbered statements, each derived from appetite, an objective or an obligation.
#[record(prefix = "POL", plural = "policies", versioned)]
pub struct Policy {
    /// What it is for.
    #[field(required)]
    pub purpose: Markdown,
    /// The top policy, or one for a topic below it.
    #[field(width = "half", column)]
    pub level: PolicyLevel,
    /// The policy above it.
    #[field(verb = "stands under", inverse = "stands above", on_retire = "block", width = "half", column)]
    pub parent: Option<Ref<Policy>>,
    /// Numbered statements; a number is never given twice.
    #[field(group = "Statements")]
    pub statements: Vec<Statement>,
    /// Who does what.
    #[field(group = "Application")]
    pub roles: Markdown,
    /// What follows when it is not kept.
    #[field(group = "Application")]
    pub consequence: Markdown,
    /// Whom it concerns: a filter over people, such as `line:first`; everyone where empty.
    #[field(group = "Application")]
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
    #[field(group = "Application", unit = "minutes", width = "third")]
    pub reading_time: Option<f64>,
    /// The day from which the draft holds once it is published; at once where empty.
    #[field(group = "Application", width = "third")]
    pub in_force_from: Option<Date>,
}

/// One statement of a policy.
#[part]
pub struct Statement {
    /// Its number, such as 3 or 3.1.
    #[field(required, width = "third")]
    pub number: String,
    /// What it says.
    #[field(required)]
    pub text: Markdown,
    /// What it is derived from.
    #[field(verb = "derives from", inverse = "is the ground of", on_retire = "keep")]
    pub derived_from: Vec<Ref<Ground>>,
}

/// Levels of the hierarchy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum PolicyLevel {
    /// The one at the top.
    #[choice(label = "Top policy")]
    Top,
    /// For one topic.
    #[default]
    #[choice(label = "Topic policy")]
    Topic,
}

/// The states of policies and guidelines: as [`VERSIONED`], and they may be published before they hold.
pub const PUBLISHED: &[State] = &[
    draft("draft", "Draft"),
    draft("review", "In review"),
    draft("approved", "Approved"),
    draft(coming::STATE, "Published for a later day"),
    live("in-force", "In force"),
    closed("retired", "Retired"),
];

/// The step that publishes for a later day, or for another one.
pub const ANNOUNCE: Step =
    step(coming::ANNOUNCE, "Publish for a later day", &["approved", coming::STATE], coming::STATE);
/// The step that takes back what was published for a later day.
pub const CALL_BACK: Step = step(coming::CALL_BACK, "Call back", &[coming::STATE], "draft").with_reason();

const POLICY: Lifecycle = Lifecycle {
    states: PUBLISHED,
    steps: &[
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

impl Kind for Policy {
    const LIFECYCLE: Lifecycle = POLICY;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let me = check.record.head().id;
        crate::audience::check(check, "/audience", &self.audience);
        check.require(self.parent.is_none_or(|p| p.id() != me), "/parent", "a policy cannot stand under itself");
        for (index, statement) in self.statements.iter().enumerate() {
            let twice = self.statements[..index].iter().any(|s| s.number == statement.number);
            check.require(!twice, &format!("/statements/{index}/number"), "this number is given twice");
        }
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, check: &crate::check::Check<'_>) -> Result<(), String> {
        coming::guard(record, step, rules::today(check.isms))?;
        if step == "submit" && record.body.statements.is_empty() {
            return Err("a policy needs at least one statement before it is reviewed".into());
        }
        Ok(())
    }
}
