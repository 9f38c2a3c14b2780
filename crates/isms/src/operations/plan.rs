//! Plans: what is done when it happens.

use crate::{context::Role, kind::Kind, lifecycle::*, target, values::*};
use surety_derive::{Choice, part, record};

target!(
    /// For what a plan is made.
    PlannedFor: "process", "asset", "supplier", "contract", "risk"
);
target!(
    /// What a plan counts on.
    CountedOn: "control", "asset", "supplier", "team", "instruction"
);

/// What is done when it happens: who decides, whom to call in which order, what to say, how soon things run again.
#[record(prefix = "PLN", plural = "plans", versioned)]
pub struct Plan {
    /// What sort of plan.
    #[field(width = "half", column)]
    pub form: PlanForm,
    /// What it is for.
    #[field(required, verb = "is made for", inverse = "is prepared for by", on_retire = "keep", column)]
    pub made_for: Vec<Ref<PlannedFor>>,
    /// When it is put into action, and by whom.
    #[field(required)]
    pub activated_when: Markdown,
    /// What it counts on.
    #[field(verb = "counts on", inverse = "is counted on by", on_retire = "block")]
    pub counts_on: Vec<Ref<CountedOn>>,
    /// Levels of severity, and what each sets in motion.
    #[field(group = "Conduct")]
    pub levels: Vec<PlanLevel>,
    /// Who may decide what.
    #[field(group = "Conduct", on_retire = "block")]
    pub authorities: Vec<DecisionAuthority>,
    /// What to do, in order.
    #[field(group = "Conduct")]
    pub procedure: Vec<PlanStep>,
    /// What is said to whom: texts to fill in.
    #[field(group = "Conduct")]
    pub templates: Markdown,
    /// How soon it must run again.
    #[field(label = "Promised recovery", group = "Promise", unit = "hours", width = "half", column)]
    pub promised_recovery: Option<f64>,
    /// How much of the latest data may be lost.
    #[field(label = "Promised data loss", group = "Promise", unit = "hours", width = "half")]
    pub promised_data_loss: Option<f64>,
}

/// A level of severity.
#[part]
pub struct PlanLevel {
    /// Its name.
    #[field(required, width = "third")]
    pub name: String,
    /// When it applies.
    #[field(required, width = "third")]
    pub applies_when: String,
    /// Who is called, and within which time.
    #[field(width = "third")]
    pub calls: String,
}

/// Who may decide something.
#[part]
pub struct DecisionAuthority {
    /// What may be decided: disconnect, pay, tell the press.
    #[field(required, width = "half")]
    pub what: String,
    /// By whom.
    #[field(required, verb = "empowers", inverse = "is empowered by", on_retire = "block", width = "half")]
    pub by: Option<Ref<Role>>,
}

/// A step of a plan.
#[part]
pub struct PlanStep {
    /// What to do.
    #[field(required)]
    pub what: Markdown,
    /// Who does it.
    #[field(width = "half")]
    pub who: String,
    /// By when, counted from the start.
    #[field(unit = "minutes", width = "half")]
    pub within: Option<f64>,
}

/// What sort of plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum PlanForm {
    /// For incidents.
    #[default]
    Incident,
    /// For going on while something is missing.
    Continuity,
    /// For bringing it back.
    Recovery,
    /// For when the organisation itself is in danger.
    Crisis,
    /// For leaving a supplier.
    Exit,
}

impl Kind for Plan {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        if step == "submit" && record.body.procedure.is_empty() {
            return Err("a plan needs at least one step before it is reviewed".into());
        }
        Ok(())
    }
}
