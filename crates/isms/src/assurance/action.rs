//! Actions: what is done so that it does not happen again.

#[path = "action/effect.rs"]
pub mod effect;

use crate::{context::Person, kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// What an action answers.
    Answered: "finding", "incident", "meeting", "decision", "test", "advisory"
);

target!(
    /// What shows whether an action helped.
    SeenIn: "test", "evidence", "metric"
);

/// What is done about a finding: put right now, find the cause, look for similar cases, and see whether it helped before closing.
#[record(prefix = "ACT", plural = "actions")]
pub struct Action {
    /// What it answers.
    #[field(verb = "answers", inverse = "is answered by", on_retire = "keep", column)]
    pub answers: Vec<Ref<Answered>>,
    /// When it should be done.
    #[field(width = "half", column)]
    pub due: Option<Date>,
    /// When it was done.
    #[field(width = "half", column)]
    pub done_on: Option<Date>,
    /// What was put right at once.
    #[field(group = "Cause")]
    pub correction: Markdown,
    /// Why it happened.
    #[field(group = "Cause")]
    pub root_cause: Markdown,
    /// Where else it could happen, and what was found there.
    #[field(group = "Cause")]
    pub similar_cases: Markdown,
    /// What is done so that it does not happen again.
    #[field(group = "Cure", required)]
    pub corrective_action: Markdown,
    /// Steps on the way.
    #[field(group = "Cure")]
    pub milestones: Vec<Milestone>,
    /// What changes in the management system because of it.
    #[field(group = "Cure")]
    pub isms_change: Markdown,
    /// Who did it, where that is not its owner.
    #[field(group = "Cure", verb = "was done by", inverse = "did", on_retire = "keep", width = "half")]
    pub done_by: Option<Ref<Person>>,
    /// How it will be seen whether it helped.
    #[field(group = "Effect")]
    pub helped_when: Markdown,
    /// Whether it helped.
    #[field(group = "Effect", width = "third", column)]
    pub effect: Option<ActionEffect>,
    /// When that was looked at.
    #[field(group = "Effect", width = "third")]
    pub effect_checked: Option<Date>,
    /// By whom.
    #[field(group = "Effect", verb = "was verified by", inverse = "verified", on_retire = "keep", width = "third")]
    pub effect_checked_by: Option<Ref<Person>>,
    /// What shows it: a test that was run again and passed, evidence, a metric.
    #[field(group = "Effect", verb = "is verified by", inverse = "verifies", on_retire = "keep")]
    pub effect_seen_in: Vec<Ref<SeenIn>>,
    /// Why whoever did it looked at the effect as well: nobody else could, and what stands in for a second pair of eyes.
    #[field(group = "Effect")]
    pub same_person_because: String,
}

/// A step on the way.
#[part]
pub struct Milestone {
    /// What is reached.
    #[field(required, width = "third")]
    pub what: String,
    /// When it should be.
    #[field(width = "third")]
    pub due: Option<Date>,
    /// When it was.
    #[field(width = "third")]
    pub done: Option<Date>,
}

/// Whether an action helped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum ActionEffect {
    /// It helped.
    Helped,
    /// It helped in part.
    HelpedInPart,
    /// It did not help.
    DidNotHelp,
}

impl Kind for Action {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            live("open", "Open"),
            live("under-way", "Under way"),
            live("done", "Done"),
            closed("verified", "Verified"),
            closed("dropped", "Dropped"),
        ],
        steps: &[
            step("start", "Start", &["open"], "under-way"),
            step("finish", "Finish", &["under-way"], "done"),
            step("verify", "Verify the effect", &["done"], "verified"),
            step("reopen", "Reopen", &["done", "verified", "dropped"], "open").with_reason(),
            Step { name: "retire", label: "Drop", ..retire(&["open", "under-way", "done"], "dropped") },
        ],
    };

    const SETTLED: Settled = Settled {
        states: &["verified"],
        fields: &["effect", "effect_checked", "effect_checked_by", "effect_seen_in", "same_person_because"],
    };

    fn guard(record: &crate::record::Record<Self>, step: &str, check: &crate::check::Check<'_>) -> Result<(), String> {
        match step {
            "finish" if record.body.root_cause.0.is_empty() => {
                Err("say why it happened before marking it as done".into())
            }
            "verify" => effect::may_verify(check.isms, record),
            _ => Ok(()),
        }
    }
}
