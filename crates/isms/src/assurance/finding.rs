//! Findings: what was found not to be as it should.

#[path = "finding/repeats.rs"]
pub mod repeats;

use super::Action;
use crate::{kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, record};

target!(
    /// Where a finding comes from.
    FindingSource: "audit", "test", "check", "incident", "meeting", "access_review"
);
target!(
    /// What a finding is against.
    Against: "requirement", "control", "instruction", "obligation", "supplier_obligation", "policy", "plan"
);

/// What was found not to be as it should: by whom, against what, how grave.
#[record(prefix = "FND", plural = "findings")]
pub struct Finding {
    /// How grave it is.
    #[field(width = "half", column)]
    pub grade: Grade,
    /// When it was found.
    #[field(width = "half", column)]
    pub found_on: Option<Date>,
    /// What was found, and what shows it.
    #[field(required)]
    pub description: Markdown,
    /// Where it was found.
    #[field(verb = "comes from", inverse = "led to", on_retire = "keep", width = "half", column)]
    pub from: Option<Ref<FindingSource>>,
    /// What it is against.
    #[field(verb = "is against", inverse = "has finding", on_retire = "keep", column)]
    pub against: Vec<Ref<Against>>,
    /// Requirements of frameworks that it is against.
    pub clauses: Vec<Clause>,
    /// Why nothing is done about it, where that was decided.
    pub no_action_because: Markdown,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Grade {
    /// The system fails in this respect.
    MajorNonconformity,
    /// A single lapse.
    #[default]
    MinorNonconformity,
    /// Could be better.
    Opportunity,
    /// Worth noting.
    Observation,
    /// Someone broke a rule knowingly.
    Violation,
}

impl Grade {
    /// Whether it must lead to corrective action (ISO/IEC 27001, 10.2).
    pub fn needs_action(self) -> bool {
        matches!(self, Grade::MajorNonconformity | Grade::MinorNonconformity | Grade::Violation)
    }
}

impl Kind for Finding {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[live("open", "Open"), closed("closed", "Closed"), closed("withdrawn", "Withdrawn")],
        steps: &[
            step("close", "Close", &["open"], "closed"),
            step("reopen", "Reopen", &["closed", "withdrawn"], "open").with_reason(),
            Step { name: "retire", label: "Withdraw", ..retire(&["open"], "withdrawn") },
        ],
    };

    fn guard(record: &crate::record::Record<Self>, step: &str, check: &crate::check::Check<'_>) -> Result<(), String> {
        if step != "close" || !record.body.grade.needs_action() || !record.body.no_action_because.0.is_empty() {
            return Ok(());
        }
        let links = check.isms.pointing_at(record.head.id);
        let mut actions = links.filter_map(|l| check.isms.typed::<Action>(l.source)).peekable();
        if actions.peek().is_none() {
            return Err("a nonconformity needs an action, or a reason why none is taken".into());
        }
        match actions.find(|a| matches!(&*a.head.state, "open" | "under-way" | "done")) {
            Some(open) => Err(format!("ACT-{} is not verified yet", open.head.number)),
            None => Ok(()),
        }
    }
}
