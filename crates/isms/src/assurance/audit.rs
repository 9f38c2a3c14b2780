//! Audits: someone independent looks.

use super::AuditProgramme;
use crate::{control::Framework, kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// What an audit looks at.
    Audited: "scope", "supplier", "asset", "process", "control", "team"
);
target!(
    /// Who audits.
    Auditor: "person", "supplier", "party"
);

/// Someone independent looks: criteria, what is looked at, team, plan, opinion, report.
#[record(prefix = "AUD", plural = "audits")]
pub struct Audit {
    /// Who looks at whom.
    #[field(width = "half", column)]
    pub form: AuditForm,
    /// The programme it belongs to.
    #[field(verb = "is part of", inverse = "consists of", on_retire = "keep", width = "half")]
    pub programme: Option<Ref<AuditProgramme>>,
    /// Frameworks that are the criteria.
    #[field(group = "Subject", verb = "audits against", inverse = "is audited in", on_retire = "keep", column)]
    pub criteria: Vec<Ref<Framework>>,
    /// Requirements of frameworks that were looked at, where not all were.
    #[field(group = "Subject")]
    pub clauses: Vec<Clause>,
    /// What was looked at.
    #[field(group = "Subject", verb = "looks at", inverse = "is looked at in", on_retire = "keep")]
    pub looks_at: Vec<Ref<Audited>>,
    /// Who audits.
    #[field(group = "Team", on_retire = "keep")]
    pub team: Vec<AuditTeamMember>,
    /// What happens when.
    #[field(group = "Conduct")]
    pub plan: Markdown,
    /// First day.
    #[field(group = "Conduct", width = "half", column)]
    pub from: Option<Date>,
    /// Last day.
    #[field(group = "Conduct", width = "half", column)]
    pub until: Option<Date>,
    /// What the auditors conclude.
    #[field(group = "Result", width = "half", column)]
    pub opinion: Option<Opinion>,
    /// The report, or its summary.
    #[field(group = "Result")]
    pub report: Markdown,
}

/// Someone who audits.
#[part]
pub struct AuditTeamMember {
    /// Who.
    #[field(required, verb = "is carried out by", inverse = "carries out", on_retire = "keep", width = "half")]
    pub who: Option<Ref<Auditor>>,
    /// Leads, or is there for a special skill.
    #[field(width = "half")]
    pub function: String,
    /// Why they are independent of what they look at.
    pub independence: String,
}

/// Who looks at whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum AuditForm {
    /// We look at ourselves.
    #[default]
    Internal,
    /// A certification body or authority looks at us.
    External,
    /// We look at a supplier.
    Supplier,
    /// Several at once.
    Combined,
}

/// What auditors conclude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Opinion {
    /// It conforms.
    Conforms,
    /// It conforms but for what was found.
    ConformsWithFindings,
    /// It does not conform.
    DoesNotConform,
    /// Too little was seen.
    NoOpinion,
}

impl Kind for Audit {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("planned", "Planned"),
            live("under-way", "Under way"),
            live("reported", "Reported"),
            closed("closed", "Closed"),
            closed("cancelled", "Cancelled"),
        ],
        steps: &[
            step("start", "Start", &["planned"], "under-way"),
            step("report", "Report", &["under-way"], "reported"),
            step("close", "Close", &["reported"], "closed"),
            step("reopen", "Reopen", &["closed", "cancelled"], "planned").with_reason(),
            Step { name: "retire", label: "Cancel", ..retire(&["planned", "under-way", "reported"], "cancelled") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        if let (Some(from), Some(until)) = (self.from, self.until) {
            check.require(from <= until, "/until", "an audit cannot end before it begins");
        }
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        match step {
            "start" if record.body.team.is_empty() => Err("name the auditors before the audit starts".into()),
            "report" if record.body.opinion.is_none() => Err("state what the auditors conclude".into()),
            _ => Ok(()),
        }
    }
}
