//! Issues: what in and around the organisation bears on what it wants to achieve.

use crate::{kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, record};

target!(
    /// What an issue bears on.
    Affected: "objective", "scope"
);

/// Something inside or outside the organisation that bears on its objectives: a weight, or an opportunity.
#[record(prefix = "ISS", plural = "issues")]
pub struct Issue {
    /// What is going on, and how it bears on us.
    #[field(required)]
    pub description: Markdown,
    /// Where it comes from.
    #[field(width = "third", column)]
    pub origin: IssueOrigin,
    /// Whether it helps or hinders.
    #[field(width = "third", column)]
    pub direction: IssueDirection,
    /// What it is about.
    #[field(width = "third", column)]
    pub topic: Option<IssueTopic>,
    /// What it bears on.
    #[field(verb = "affects", inverse = "is affected by", on_retire = "detach", column)]
    pub affects: Vec<Ref<Affected>>,
    /// What we do about it, or why nothing.
    #[field(group = "Response")]
    pub response: Markdown,
    /// When it was last looked at.
    #[field(group = "Response", width = "half")]
    pub considered_on: Option<Date>,
}

/// Where an issue comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum IssueOrigin {
    /// From inside the organisation.
    Internal,
    /// From the world around it.
    #[default]
    External,
}

/// Whether an issue helps or hinders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum IssueDirection {
    /// It makes objectives harder to achieve.
    #[default]
    Hindrance,
    /// It makes them easier to achieve, if we use it.
    Opportunity,
}

/// What an issue is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum IssueTopic {
    /// States and their relations.
    Political,
    /// Markets, prices, money.
    Economic,
    /// People and how they live and work.
    Social,
    /// Technology and its makers.
    Technological,
    /// Laws and their enforcement.
    Legal,
    /// Climate and environment.
    Climate,
    /// Structure, culture and resources of our own.
    Organisational,
}

impl Kind for Issue {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[live("noted", "Noted"), live("addressed", "Addressed"), closed("closed", "Closed")],
        steps: &[
            step("address", "Mark as addressed", &["noted"], "addressed"),
            step("reopen", "Reopen", &["addressed", "closed"], "noted").with_reason(),
            Step { name: "retire", label: "Close", ..retire(&["noted", "addressed"], "closed") },
        ],
    };

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        if step == "address" && record.body.response.0.is_empty() {
            return Err("say what is done about it before marking it as addressed".into());
        }
        Ok(())
    }
}
