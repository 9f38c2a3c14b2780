//! Audit programmes: how everything is looked at once in a cycle.

use crate::{control::Framework, kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::record;

target!(
    /// What a programme covers.
    Covered: "scope", "supplier", "asset", "process", "framework"
);

/// How everything is audited once in a cycle: methods, responsibilities, what is covered.
#[record(prefix = "AUP", plural = "audit-programmes")]
pub struct AuditProgramme {
    /// What it is to find out, and what weighs in choosing what is looked at first.
    #[field(required)]
    pub objectives: Markdown,
    /// First day of the cycle.
    #[field(width = "half", column)]
    pub from: Option<Date>,
    /// Last day of the cycle.
    #[field(width = "half", column)]
    pub until: Option<Date>,
    /// Frameworks whose requirements are the criteria.
    #[field(verb = "audits against", inverse = "is audited by", on_retire = "keep", column)]
    pub criteria: Vec<Ref<Framework>>,
    /// Scopes, sites, processes and suppliers that must be looked at.
    #[field(verb = "covers", inverse = "is covered by", on_retire = "detach")]
    pub covers: Vec<Ref<Covered>>,
    /// How audits are carried out.
    #[field(group = "Conduct")]
    pub methods: Markdown,
    /// Who plans, who audits, who is told; how independence is kept.
    #[field(group = "Conduct")]
    pub responsibilities: Markdown,
}

impl Kind for AuditProgramme {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("planned", "Planned"),
            live("running", "Running"),
            closed("completed", "Completed"),
            closed("dropped", "Dropped"),
        ],
        steps: &[
            step("start", "Start", &["planned"], "running"),
            step("complete", "Complete", &["running"], "completed"),
            step("reopen", "Reopen", &["completed", "dropped"], "planned").with_reason(),
            Step { name: "retire", label: "Drop", ..retire(&["planned", "running"], "dropped") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        if let (Some(from), Some(until)) = (self.from, self.until) {
            check.require(from <= until, "/until", "a cycle cannot end before it begins");
        }
    }
}
