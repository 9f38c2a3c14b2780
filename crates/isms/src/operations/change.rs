//! Changes: what is altered on purpose.

use crate::{field::Anything, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, record};

/// Something that is altered on purpose: why, what it touches, what may follow; it opens re-assessment of exactly what it touches.
#[record(prefix = "CHG", plural = "changes")]
pub struct Change {
    /// Why it is made, and what is altered.
    #[field(required)]
    pub purpose: Markdown,
    /// What sort of change.
    #[field(width = "half", column)]
    pub form: ChangeForm,
    /// Whether it is large enough that risks it touches must be assessed again.
    #[field(width = "half", column)]
    pub significant: bool,
    /// What it touches.
    #[field(verb = "touches", inverse = "is touched by", on_retire = "keep", column)]
    pub touches: Vec<Ref<Anything>>,
    /// What may follow, wanted and unwanted.
    #[field(group = "Consequences")]
    pub consequences: Markdown,
    /// Money, people and time it takes.
    #[field(group = "Consequences")]
    pub resources: Markdown,
    /// How it is taken back if it goes wrong.
    #[field(group = "Consequences")]
    pub way_back: Markdown,
    /// When it should be made.
    #[field(group = "Time", width = "half", column)]
    pub planned_for: Option<Date>,
    /// When it was made.
    #[field(group = "Time", width = "half", column)]
    pub made_on: Option<Date>,
    /// How it went.
    #[field(group = "Time")]
    pub result: Markdown,
}

/// What sort of change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum ChangeForm {
    /// Planned and approved one by one.
    #[default]
    Normal,
    /// Done often, approved once for all.
    Standard,
    /// Cannot wait; approved afterwards.
    Emergency,
    /// Of the management system itself (ISO/IEC 27001, 6.3).
    #[choice(label = "Management system")]
    ManagementSystem,
}

impl Kind for Change {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("planned", "Planned"),
            live("approved", "Approved"),
            live("made", "Made"),
            closed("reviewed", "Reviewed"),
            closed("dropped", "Dropped"),
        ],
        steps: &[
            step("approve", "Approve", &["planned"], "approved").with_approval(),
            step("make", "Mark as made", &["approved"], "made"),
            step("review", "Review", &["made"], "reviewed"),
            step("reopen", "Plan again", &["approved", "reviewed", "dropped"], "planned").with_reason(),
            Step { name: "retire", label: "Drop", ..retire(&["planned", "approved", "made"], "dropped") },
        ],
    };

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        match step {
            "make" if record.body.made_on.is_none() => Err("say when it was made".into()),
            "review" if record.body.result.0.is_empty() => Err("say how it went".into()),
            _ => Ok(()),
        }
    }
}
