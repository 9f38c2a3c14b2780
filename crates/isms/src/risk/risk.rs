//! Risks: scenarios of loss that threaten objectives.

use super::{Threat, estimate::pool};
use crate::{
    context::{Objective, Person},
    kind::Kind,
    lifecycle::*,
    target,
    values::*,
};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// What a scenario acts on.
    Stage: "asset", "process", "supplier"
);

/// A scenario of loss: who or what acts on what, to which effect, and which objectives it threatens.
#[record(prefix = "RSK", plural = "risks")]
pub struct Risk {
    /// What could happen, from cause to loss, in two or three sentences.
    #[field(group = "Scenario", required)]
    pub scenario: Markdown,
    /// Who or what causes it.
    #[field(group = "Scenario", verb = "arises from", inverse = "gives rise to", on_retire = "keep", width = "half")]
    pub threat: Option<Ref<Threat>>,
    /// The weakness that lets it happen.
    #[field(group = "Scenario", width = "half")]
    pub vulnerability: String,
    /// Where it happens.
    #[field(group = "Scenario", verb = "strikes", inverse = "is struck by", on_retire = "keep")]
    pub strikes: Vec<Ref<Stage>>,
    /// What is lost: confidentiality, integrity, availability.
    #[field(group = "Scenario", width = "half")]
    pub effects: Vec<Effect>,
    /// The objectives it threatens, each with the share of the loss that lands on it.
    #[field(group = "What it threatens", on_retire = "detach", column)]
    pub threatens: Vec<Threatened>,
    /// Who is asked to estimate it now, each without seeing the others' numbers.
    #[field(
        group = "Estimates",
        verb = "asks for an estimate by",
        inverse = "is asked to estimate",
        on_retire = "keep",
        width = "half"
    )]
    pub estimators: Vec<Ref<Person>>,
    /// Since when they are asked: estimates made from that day on belong to the round.
    #[field(group = "Estimates", width = "half")]
    pub asked_on: Option<Date>,
}

/// An objective that a risk threatens.
#[part]
pub struct Threatened {
    /// The objective.
    #[field(required, verb = "threatens", inverse = "is threatened by", on_retire = "detach", width = "half")]
    pub objective: Option<Ref<Objective>>,
    /// The share of the loss that lands on it; all of it where nothing is stated.
    #[field(width = "half")]
    pub share: Option<Share>,
}

/// What a scenario takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Effect {
    /// Someone learns what they should not.
    Confidentiality,
    /// Something is changed that should not be.
    Integrity,
    /// Something is not there when needed.
    Availability,
}

impl Kind for Risk {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("identified", "Identified"),
            live("analysed", "Analysed"),
            live("treated", "Under treatment"),
            live("accepted", "Accepted"),
            closed("closed", "Closed"),
        ],
        steps: &[
            step("analyse", "Mark as analysed", &["identified", "treated", "accepted"], "analysed"),
            step("treat", "Put under treatment", &["analysed", "accepted"], "treated"),
            step("accept", "Accept", &["analysed", "treated"], "accepted").with_approval().with_reason(),
            step("reopen", "Reopen", &["closed"], "identified").with_reason(),
            Step {
                name: "retire",
                label: "Close",
                ..retire(&["identified", "analysed", "treated", "accepted"], "closed")
            },
        ],
    };

    fn guard(record: &crate::record::Record<Self>, step: &str, check: &crate::check::Check<'_>) -> Result<(), String> {
        let estimated = || !pool::pool(check.isms, record.head.id).open.is_empty();
        match step {
            "analyse" | "accept" if !estimated() => {
                Err("a risk needs at least one estimate that was given before this".into())
            }
            "accept" if record.head.owner.is_none() => Err("a risk needs an owner before it can be accepted".into()),
            _ => Ok(()),
        }
    }

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let mut seen = Vec::new();
        for (index, threatened) in self.threatens.iter().enumerate() {
            let twice = threatened.objective.is_some_and(|o| seen.contains(&o.id()));
            check.require(!twice, &format!("/threatens/{index}/objective"), "this objective is listed twice");
            seen.extend(threatened.objective.map(|o| o.id()));
        }
        for (index, person) in self.estimators.iter().enumerate() {
            let twice = self.estimators[..index].contains(person);
            check.require(!twice, &format!("/estimators/{index}"), "this person is asked already");
        }
        let dated = self.estimators.is_empty() || self.asked_on.is_some();
        check.require(dated, "/asked_on", "say since when these people are asked");
    }
}
