//! Teams: people who do work together and may own things.

use super::{Person, person::Line};
use crate::{kind::Kind, lifecycle::*, values::*};
use surety_derive::record;

/// A group of people who do work together, and who may own records when no single person should.
#[record(prefix = "TEA", plural = "teams")]
pub struct Team {
    /// What it does.
    pub purpose: Markdown,
    /// The line of defence it works in.
    #[field(width = "half", column)]
    pub line: Line,
    /// Who leads it.
    #[field(verb = "is led by", inverse = "leads", on_retire = "detach", width = "half", column)]
    pub lead: Option<Ref<Person>>,
    /// The larger team it is part of.
    #[field(verb = "is part of", inverse = "contains", on_retire = "block", width = "half", column)]
    pub part_of: Option<Ref<Team>>,
    /// Where mail reaches all of it.
    #[field(width = "half")]
    pub email: String,
}

impl Kind for Team {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let me = check.record.head().id;
        check.require(self.part_of.is_none_or(|t| t.id() != me), "/part_of", "a team cannot be part of itself");
    }
}
