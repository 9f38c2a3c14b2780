//! Disclosures: what an objective's owner tells the body that oversees it.

use super::{Body, Meeting};
use crate::{context::Objective, kind::Kind, lifecycle::*, picture::Picture, target, values::*};
use jiff::civil::Date;
use surety_derive::record;

target!(
    /// Who discloses.
    Discloser: "person", "role"
);

target!(
    /// What a disclosure can be about, beside its objective.
    Sourced: "supplier", "decision"
);

/// What an objective's owner tells a body: how certain it is of being achieved, what is uncertain, and what is being done.
#[record(prefix = "DSC", plural = "disclosures")]
pub struct Disclosure {
    /// The objective.
    #[field(required, verb = "discloses", inverse = "is disclosed in", on_retire = "keep", width = "half", column)]
    pub objective: Option<Ref<Objective>>,
    /// Who is told.
    #[field(required, verb = "informs", inverse = "was informed by", on_retire = "keep", width = "half", column)]
    pub to: Option<Ref<Body>>,
    /// Who tells it.
    #[field(verb = "is made by", inverse = "disclosed", on_retire = "keep", width = "half")]
    pub by: Option<Ref<Discloser>>,
    /// The body that asked for it, where one did.
    #[field(verb = "was asked for by", inverse = "asked for", on_retire = "keep", width = "half")]
    pub asked_by: Option<Ref<Body>>,
    /// By when it is owed.
    #[field(width = "half", column)]
    pub due: Option<Date>,
    /// The meeting that dealt with it.
    #[field(verb = "was made in", inverse = "heard", on_retire = "keep", width = "half")]
    pub meeting: Option<Ref<Meeting>>,
    /// The suppliers or the choice of a supplier whose security it is about.
    #[field(verb = "speaks of", inverse = "is spoken of in", on_retire = "keep")]
    pub about: Vec<Ref<Sourced>>,
    /// When it was made.
    #[field(width = "half", column)]
    pub made: Option<Date>,
    /// How certain the owner is of staying within the tolerance.
    #[field(group = "What is said", width = "half", column)]
    pub certainty: Option<Share>,
    /// What is uncertain, and why.
    #[field(group = "What is said", required)]
    pub uncertain: Markdown,
    /// What is being done.
    #[field(group = "What is said")]
    pub being_done: Markdown,
    /// What the owner asks of the body.
    #[field(group = "What is said")]
    pub asks: Markdown,
    /// What the numbers said when it was made; taken by the program.
    #[field(group = "Picture")]
    pub picture: Option<Picture>,
}

impl Kind for Disclosure {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[draft("drafted", "Drafted"), live("made", "Made"), closed("superseded", "Superseded")],
        steps: &[
            step("disclose", "Disclose", &["drafted"], "made"),
            step("reopen", "Take back", &["made", "superseded"], "drafted").with_reason(),
            Step { name: "retire", label: "Supersede", ..retire(&["drafted", "made"], "superseded") },
        ],
    };

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        match step {
            "disclose" if record.body.by.is_none() => Err("say who discloses it".into()),
            "disclose" if record.body.made.is_none() => Err("say when it is disclosed".into()),
            _ => Ok(()),
        }
    }
}
