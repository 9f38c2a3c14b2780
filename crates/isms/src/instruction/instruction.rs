//! Instructions: how, written where the work is done.

use crate::{context::Team, control::Control, kind::Kind, lifecycle::*, policy::Requirement, values::*};
use surety_derive::{part, record};

/// How a first-line team carries out requirements and operates controls, in its own words and inside its own workflow.
#[record(prefix = "IST", plural = "instructions", versioned)]
pub struct Instruction {
    /// When it is used.
    #[field(required)]
    pub purpose: Markdown,
    /// The team that wrote it and works by it.
    #[field(verb = "is written by", inverse = "wrote", on_retire = "keep", width = "half", column)]
    pub written_by: Option<Ref<Team>>,
    /// Requirements it carries out.
    #[field(verb = "carries out", inverse = "is carried out by", on_retire = "detach", column)]
    pub carries_out: Vec<Ref<Requirement>>,
    /// Controls it operates.
    #[field(verb = "operates", inverse = "is operated through", on_retire = "detach", column)]
    pub operates: Vec<Ref<Control>>,
    /// What to do, in order.
    #[field(group = "Steps")]
    pub procedure: Vec<ProcedureStep>,
    /// What shows afterwards that it was done.
    #[field(group = "Steps")]
    pub leaves_behind: Markdown,
    /// Where in the workflow it lives: the tool and the place in it.
    #[field(group = "Workflow", width = "half", column)]
    pub lives_in: String,
    /// The address of that place.
    #[field(group = "Workflow", width = "half")]
    pub workflow: Url,
    /// The file it was brought from, as `repository#path`; empty where it is written here.
    #[field(group = "Source", width = "half")]
    pub source: String,
    /// The commit or other revision that was brought.
    #[field(group = "Source", width = "third")]
    pub source_revision: String,
    /// SHA-256 of the file as it was brought, so that a later change there or here is seen.
    #[field(group = "Source")]
    pub source_hash: String,
}

/// One step of a procedure.
#[part]
pub struct ProcedureStep {
    /// What to do.
    #[field(required)]
    pub what: Markdown,
    /// Who does it, where not everyone in the team may.
    #[field(width = "half")]
    pub who: String,
    /// How long it takes.
    #[field(unit = "minutes", width = "half")]
    pub takes: Option<f64>,
}

impl Kind for Instruction {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        if step == "submit" && record.body.procedure.is_empty() {
            return Err("an instruction needs at least one step before it is reviewed".into());
        }
        Ok(())
    }
}
