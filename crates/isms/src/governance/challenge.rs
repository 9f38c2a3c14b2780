//! Challenges: the second line's verdict.

use super::Disclosure;
use crate::{
    audience, context::Person, instruction::Instruction, kind::Kind, lifecycle::*, policy::Requirement, target,
    values::*,
};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// What may be challenged.
    Challenged: "disclosure", "estimate", "instruction"
);

/// The second line's verdict on a disclosure, an estimate or a version of an instruction, with reasons; never by its author.
#[record(prefix = "CHA", plural = "challenges")]
pub struct Challenge {
    /// What is challenged.
    #[field(required, verb = "challenges", inverse = "is challenged by", on_retire = "keep", width = "half", column)]
    pub of: Option<Ref<Challenged>>,
    /// The edition that was looked at, of what has editions.
    #[field(width = "half")]
    pub of_edition: Option<i64>,
    /// The record's version that was looked at, while it is a draft.
    #[field(width = "half")]
    pub of_version: Option<i64>,
    /// Who challenges.
    #[field(required, verb = "is made by", inverse = "challenged", on_retire = "keep", width = "half", column)]
    pub challenger: Option<Ref<Person>>,
    /// When.
    #[field(width = "half", column)]
    pub made: Option<Date>,
    /// The verdict.
    #[field(width = "half", column)]
    pub verdict: Option<ChallengeVerdict>,
    /// What it rests on.
    pub reasons: Markdown,
    /// What must happen for the verdict to hold.
    #[field(shown_when = "verdict=with-conditions")]
    pub conditions: Markdown,
    /// The requirements that an instruction was held against, one by one.
    #[field(group = "Requirements")]
    pub against: Vec<Against>,
    /// Fingerprint of the words that were looked at, so that it is known whether they are those in force.
    #[field(group = "Requirements")]
    pub fingerprint: String,
}

/// One requirement that an instruction was held against.
#[part]
pub struct Against {
    /// The requirement.
    #[field(required, verb = "holds it against", inverse = "was held against in", on_retire = "keep", width = "half")]
    pub requirement: Option<Ref<Requirement>>,
    /// Its edition then.
    #[field(width = "third")]
    pub edition: Option<i64>,
    /// Whether the instruction meets it.
    #[field(width = "third")]
    pub met: Option<Met>,
    /// Which steps answer it, or what is missing.
    pub because: Markdown,
    /// Fingerprint of its text, criterion and strength then.
    pub fingerprint: String,
}

/// Whether an instruction meets a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Met {
    /// Who works by it meets the requirement.
    Meets,
    /// In part.
    Partly,
    /// Not.
    Misses,
}

/// Verdicts of a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum ChallengeVerdict {
    /// It stands.
    Stands,
    /// It stands once the conditions are met.
    WithConditions,
    /// It does not stand.
    Refused,
}

impl Kind for Challenge {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[draft("open", "Open"), live("given", "Given"), closed("withdrawn", "Withdrawn")],
        steps: &[
            step("give", "Give the verdict", &["open"], "given"),
            step("reopen", "Reopen", &["given", "withdrawn"], "open").with_reason(),
            Step { name: "retire", label: "Withdraw", ..retire(&["open", "given"], "withdrawn") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let (Some(of), Some(challenger)) = (self.of, self.challenger) else { return };
        let Some(target) = check.isms.get(of.id()) else { return };
        let is_theirs = |id: RecordId| audience::answerable(check.isms, id) == Some(challenger.id());
        let disclosed = check.isms.typed::<Disclosure>(of.id()).and_then(|d| d.body.by);
        let owns =
            target.head().owner.is_some_and(|o| is_theirs(o.id())) || disclosed.is_some_and(|d| is_theirs(d.id()));
        let estimate = check.isms.typed::<crate::risk::Estimate>(of.id());
        let made = estimate.and_then(|e| e.body.estimator) == Some(challenger);
        check.require(!owns && !made, "/challenger", "an author cannot challenge their own work; choose someone else");
        let team = check.isms.typed::<Instruction>(of.id()).and_then(|i| i.body.written_by);
        let writes = team.is_some_and(|t| crate::analysis::practice::belongs(check.isms, challenger.id(), t.id()));
        check.require(!writes, "/challenger", "the team that wrote it cannot challenge it; choose someone else");
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        let body = &record.body;
        match step {
            "give" if body.verdict.is_none() || body.reasons.0.is_empty() || body.made.is_none() => {
                Err("state the verdict, its date and its reasons".into())
            }
            "give" if body.verdict == Some(ChallengeVerdict::WithConditions) && body.conditions.0.is_empty() => {
                Err("state the conditions".into())
            }
            _ => Ok(()),
        }
    }
}
