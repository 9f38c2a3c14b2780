//! Objectives: what the organisation wants to achieve, and how certain it must be of it.

use crate::{kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::{part, record};

target!(
    /// What an objective depends on.
    Support: "process", "asset", "supplier"
);

/// A business objective, or an information security objective beneath one: what is to be achieved, and how certain we must be.
#[record(prefix = "OBJ", plural = "objectives")]
pub struct Objective {
    /// What achieving it means, in a sentence that an outsider understands.
    #[field(required)]
    pub statement: Markdown,
    /// The business objective that this one serves.
    #[field(verb = "serves", inverse = "is served by", on_retire = "block", width = "half")]
    pub parent: Option<Ref<Objective>>,
    /// How it is measured.
    #[field(group = "Measure", width = "half", column)]
    pub measure: String,
    /// The unit of measure, target and tolerance: money unless risks state their effect in hours or counts.
    #[field(group = "Measure", width = "half")]
    pub unit: String,
    /// What is to be reached.
    #[field(group = "Measure", width = "third")]
    pub target: Option<f64>,
    /// From when.
    #[field(group = "Measure", width = "third")]
    pub from: Option<Date>,
    /// Until when.
    #[field(group = "Measure", width = "third", column)]
    pub until: Option<Date>,
    /// What is lost if it fails altogether.
    #[field(group = "Stake", width = "half", column)]
    pub value_at_stake: Option<Money>,
    /// The loss in a year that may land on it.
    #[field(group = "Stake", width = "half", column)]
    pub tolerance: Option<Money>,
    /// How certain we must be of staying within the tolerance.
    #[field(group = "Stake", width = "half", column)]
    pub required_certainty: Option<Share>,
    /// Further points of the tolerance curve, each met or not.
    #[field(group = "Stake")]
    pub further_tolerance: Vec<TolerancePoint>,
    /// The plan with its spread, and what no listed risk covers.
    #[field(group = "Stake")]
    pub baseline: Option<Range>,
    /// What it cannot be achieved without.
    #[field(verb = "depends on", inverse = "supports", on_retire = "block")]
    pub depends_on: Vec<Ref<Support>>,
}

/// A point of a tolerance curve.
#[part]
pub struct TolerancePoint {
    /// The loss in a year.
    #[field(required, width = "half")]
    pub amount: Option<Money>,
    /// How certain we must be of staying below it.
    #[field(required, width = "half")]
    pub certainty: Option<Share>,
}

impl Kind for Objective {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[draft("proposed", "Proposed"), live("agreed", "Agreed"), closed("closed", "Closed")],
        steps: &[
            step("agree", "Agree", &["proposed"], "agreed"),
            step("reopen", "Reopen", &["agreed", "closed"], "proposed").with_reason(),
            Step { name: "retire", label: "Close", ..retire(&["proposed", "agreed"], "closed") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        check.require(
            self.parent.is_none_or(|p| p.id() != check.record.head().id),
            "/parent",
            "an objective cannot serve itself",
        );
        if let (Some(from), Some(until)) = (self.from, self.until) {
            check.require(from <= until, "/until", "the period cannot end before it begins");
        }
        check.require(self.tolerance.is_none_or(|t| t.minor >= 0), "/tolerance", "a tolerance cannot be negative");
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        let body = &record.body;
        match step {
            "agree" if record.head.owner.is_none() => Err("an objective needs an owner before it is agreed".into()),
            "agree" if body.tolerance.is_none() || body.required_certainty.is_none() => {
                Err("state the tolerance and the certainty required before it is agreed".into())
            }
            _ => Ok(()),
        }
    }
}
