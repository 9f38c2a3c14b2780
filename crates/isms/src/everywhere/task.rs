//! Tasks: the few things to do that no rule or date implies.

use crate::{context::Person, field::Anything, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::record;

/// Something to do that no rule or date implies by itself.
#[record(prefix = "TSK", plural = "tasks")]
pub struct Task {
    /// What is to be done.
    pub description: Markdown,
    /// What it is about.
    #[field(verb = "is about", inverse = "has task", on_retire = "keep", column)]
    pub about: Vec<Ref<Anything>>,
    /// Who does it.
    #[field(verb = "is done by", inverse = "does", on_retire = "detach", width = "half", column)]
    pub assignee: Option<Ref<Person>>,
    /// By when.
    #[field(width = "half", column)]
    pub due: Option<Date>,
    /// How long it takes, as whoever asks for it thinks.
    #[field(unit = "minutes", width = "half")]
    pub takes: Option<f64>,
    /// What came of it.
    pub result: Markdown,
}

impl Kind for Task {
    const LIFECYCLE: Lifecycle = WORK;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let sound = self.takes.is_none_or(|m| (0.0..=10_000.0).contains(&m));
        check.require(sound, "/takes", "expected 0 to 10,000 minutes");
    }
}
