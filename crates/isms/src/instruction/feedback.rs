//! Feedback: what those who work by something say about it, and what they were answered.

use crate::{context::Person, kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, record};

target!(
    /// What people say something about.
    Told: "instruction", "policy", "guideline", "requirement", "course"
);

/// What someone who works by an instruction, requirement or policy says about it: that it works, that it is awkward, or that it cannot be done; and what they were answered.
#[record(prefix = "FBK", plural = "feedback", label = "Feedback", labels = "Feedback")]
pub struct Feedback {
    /// What it is about.
    #[field(
        required,
        verb = "speaks about",
        inverse = "is spoken about in",
        on_retire = "keep",
        width = "half",
        column
    )]
    pub about: Option<Ref<Told>>,
    /// The edition that was meant.
    #[field(width = "half")]
    pub of_edition: Option<i64>,
    /// Who says it.
    #[field(required, verb = "comes from", inverse = "said", on_retire = "keep", width = "half", column)]
    pub from: Option<Ref<Person>>,
    /// When.
    #[field(width = "half", column)]
    pub said_on: Option<Date>,
    /// What they say.
    #[field(width = "half", column)]
    pub says: Workable,
    /// Why, and what would work instead.
    pub because: Markdown,
    /// What they were answered: what changes, or why it stays.
    #[field(group = "Answer")]
    pub answer: Markdown,
    /// Who answered.
    #[field(group = "Answer", verb = "was answered by", inverse = "answered", on_retire = "keep", width = "half")]
    pub answered_by: Option<Ref<Person>>,
    /// When.
    #[field(group = "Answer", width = "half", column)]
    pub answered_on: Option<Date>,
}

/// Whether one can work by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Workable {
    /// It works as it is written.
    #[default]
    Works,
    /// It works, with detours.
    Awkward,
    /// It cannot be done as it is written.
    Unworkable,
}

impl Kind for Feedback {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            live("said", "Said"),
            live("answered", "Answered"),
            closed("settled", "Settled"),
            closed("withdrawn", "Withdrawn"),
        ],
        steps: &[
            step("answer", "Answer", &["said"], "answered"),
            step("settle", "Settle", &["said", "answered"], "settled"),
            step("reopen", "Say it again", &["answered", "settled", "withdrawn"], "said").with_reason(),
            Step { name: "retire", label: "Withdraw", ..retire(&["said", "answered"], "withdrawn") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let reasoned = self.says == Workable::Works || !self.because.0.trim().is_empty();
        check.require(reasoned, "/because", "say why it does not work, and what would");
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        let (body, bare) = (&record.body, record.body.answer.0.trim().is_empty());
        match step {
            "answer" if bare => Err("write the answer".into()),
            "settle" if bare && body.says == Workable::Unworkable => {
                Err("what cannot be done must be answered before it is settled".into())
            }
            _ => Ok(()),
        }
    }
}
