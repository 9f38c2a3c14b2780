//! Roles: authority that outlives the person who holds it.

use super::Person;
use crate::{kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::record;

/// A responsibility with its authority: who holds it now, who stands in, and what they must be able to do.
#[record(prefix = "ROL", plural = "roles")]
pub struct Role {
    /// What it answers for.
    #[field(required)]
    pub purpose: Markdown,
    /// What it may decide and order without asking.
    pub authority: Markdown,
    /// Skills that a holder needs.
    pub required_competence: Vec<String>,
    /// Who holds it; vacant where empty.
    #[field(group = "Holder", verb = "is held by", inverse = "holds", on_retire = "detach", width = "half", column)]
    pub holder: Option<Ref<Person>>,
    /// Who stands in.
    #[field(
        group = "Holder",
        verb = "is deputised by",
        inverse = "deputises for",
        on_retire = "detach",
        width = "half",
        column
    )]
    pub deputy: Option<Ref<Person>>,
    /// Since when the present holder has it.
    #[field(group = "Holder", width = "half", column)]
    pub from: Option<Date>,
    /// Until when.
    #[field(group = "Holder", width = "half")]
    pub until: Option<Date>,
    /// What is handed on to whom, for how long, and what is not.
    #[field(group = "Holder")]
    pub delegation: Markdown,
}

impl Kind for Role {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let same = self.holder.is_some() && self.holder == self.deputy;
        check.require(!same, "/deputy", "the holder cannot be their own deputy");
        if let (Some(from), Some(until)) = (self.from, self.until) {
            check.require(from <= until, "/until", "the last day cannot be before the first");
        }
    }
}
