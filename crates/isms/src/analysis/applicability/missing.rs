//! What a line lacks, and the one thing that would mend it.

use super::{Applies, Contradiction, Line};
use crate::{
    analysis::assured::{Assurance, ControlSeen, Status},
    values::RecordId,
};

/// The first thing that is missing between a line and evidence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Somebody has to say whether it applies.
    Ruling,
    /// Something speaks against the exclusion.
    Exclusion,
    /// A control that carries it out.
    Control,
    /// This control must begin to operate.
    Operation(RecordId),
    /// A test of this control.
    Test(RecordId),
    /// The first run of this test.
    Run(RecordId),
    /// Another run of this test.
    Again(RecordId),
    /// This finding, or the control behind this failed test, must be mended.
    Mending(RecordId),
    /// A report, certificate or assessment of this provider.
    Report(RecordId),
    /// Another provider than this one, who is gone.
    Provider(RecordId),
}

impl Missing {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Missing::Ruling => "ruling",
            Missing::Exclusion => "exclusion",
            Missing::Control => "control",
            Missing::Operation(_) => "operation",
            Missing::Test(_) => "test",
            Missing::Run(_) => "run",
            Missing::Again(_) => "again",
            Missing::Mending(_) => "mending",
            Missing::Report(_) => "report",
            Missing::Provider(_) => "provider",
        }
    }

    /// The record where it is mended.
    pub fn record(self) -> Option<RecordId> {
        match self {
            Missing::Ruling | Missing::Exclusion | Missing::Control => None,
            Missing::Operation(id)
            | Missing::Test(id)
            | Missing::Run(id)
            | Missing::Again(id)
            | Missing::Mending(id)
            | Missing::Report(id)
            | Missing::Provider(id) => Some(id),
        }
    }
}

/// What is missing first, if anything.
pub fn missing(assurance: &Assurance<'_>, line: &Line<'_>) -> Option<Missing> {
    match line.applies {
        Applies::Undetermined => Some(Missing::Ruling),
        Applies::No => (!line.contradictions.is_empty()).then_some(Missing::Exclusion),
        Applies::Yes => carried(assurance, line).or_else(|| provided(line)),
    }
}

fn carried(assurance: &Assurance<'_>, line: &Line<'_>) -> Option<Missing> {
    let planned = line.through.first().filter(|_| line.status == Status::Planned);
    if let Some(first) = planned {
        return Some(Missing::Operation(first.control));
    }
    let seen = || line.through.iter().filter_map(|t| assurance.control(t.control));
    let weakest: Option<&ControlSeen> = seen().find(|c| c.status == line.status);
    let test = weakest.and_then(|c| c.tests.first()).map(|t| t.test);
    match line.status {
        Status::NoControl => Some(Missing::Control),
        Status::Failed => weakest.and_then(|c| c.findings.first().copied()).or(test).map(Missing::Mending),
        Status::NoTest => weakest.map(|c| Missing::Test(c.control)),
        Status::NeverRun => test.map(Missing::Run),
        Status::Stale => test.map(Missing::Again),
        Status::Planned | Status::Inherited | Status::Passed => None,
    }
}

fn provided(line: &Line<'_>) -> Option<Missing> {
    line.contradictions.iter().find_map(|c| match c {
        Contradiction::ProviderGone(id) => Some(Missing::Provider(*id)),
        Contradiction::NotShown(id) => Some(Missing::Report(*id)),
        _ => None,
    })
}
