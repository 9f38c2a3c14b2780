//! Meetings: a body on a date.

use super::Body;
use crate::{context::Person, field::Anything, kind::Kind, lifecycle::*, values::*};
use jiff::Timestamp;
use surety_derive::{Choice, part, record};

/// A body on a date: who came, what was on the agenda, what was said. Closing freezes it.
#[record(prefix = "MTG", plural = "meetings")]
pub struct Meeting {
    /// The body that meets.
    #[field(required, verb = "is a meeting of", inverse = "met in", on_retire = "keep", width = "half", column)]
    pub body: Option<Ref<Body>>,
    /// What sort of meeting.
    #[field(width = "half", column)]
    pub form: MeetingForm,
    /// When it begins.
    #[field(required, width = "half", column)]
    pub begins: Option<Timestamp>,
    /// Where it takes place.
    #[field(width = "half")]
    pub place: String,
    /// What it is to deal with; what is due is added when the agenda is drawn up.
    #[field(group = "Agenda")]
    pub agenda: Vec<AgendaItem>,
    /// The place on the agenda, from 1, of the item that is being dealt with; everyone in the meeting sees it move.
    #[field(group = "Agenda", width = "third")]
    pub current_item: Option<i64>,
    /// Who came and who did not.
    #[field(group = "Attendance")]
    pub attendance: Vec<Attendance>,
    /// What was said.
    #[field(group = "Minutes")]
    pub minutes: Markdown,
}

/// Something a meeting deals with.
#[part]
pub struct AgendaItem {
    /// What it is.
    #[field(required, width = "half")]
    pub topic: String,
    /// What sort of item.
    #[field(width = "third")]
    pub sort: ItemSort,
    /// The input of a management review that it covers (ISO/IEC 27001, 9.3.2).
    #[field(width = "third")]
    pub input: Option<ReviewInput>,
    /// How long it is to take.
    #[field(unit = "minutes", width = "third")]
    pub minutes: Option<f64>,
    /// The records it is about.
    #[field(verb = "deals with", inverse = "is dealt with in", on_retire = "keep", width = "half")]
    pub about: Vec<Ref<Anything>>,
    /// What was said, for the minutes.
    pub discussion: Markdown,
    /// What came of it.
    pub result: String,
}

/// What sort of item an agenda has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum ItemSort {
    /// Anything else.
    #[default]
    Other,
    /// An objective's owner tells how it stands.
    Disclosure,
    /// Something must be decided.
    Decision,
    /// An earlier decision is compared with what came of it.
    LookBack,
    /// An input that a management review needs.
    ReviewInput,
    /// Something was carried up from another level.
    Escalation,
}

/// Inputs of a management review, by the letters of ISO/IEC 27001:2022, 9.3.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Choice)]
pub enum ReviewInput {
    /// 9.3.2 a.
    #[choice(label = "a) Actions of earlier reviews")]
    A,
    /// 9.3.2 b.
    #[choice(label = "b) Changes of issues")]
    B,
    /// 9.3.2 c.
    #[choice(label = "c) Changes of interested parties' needs")]
    C,
    /// 9.3.2 d.
    #[choice(label = "d) Performance: nonconformities, measurement, audits, objectives")]
    D,
    /// 9.3.2 e.
    #[choice(label = "e) Feedback of interested parties")]
    E,
    /// 9.3.2 f.
    #[choice(label = "f) Risk assessment and treatment")]
    F,
    /// 9.3.2 g.
    #[choice(label = "g) Chances to improve")]
    G,
}

/// Whether a member came.
#[part]
pub struct Attendance {
    /// Who.
    #[field(required, verb = "was attended by", inverse = "attended", on_retire = "keep", width = "half")]
    pub person: Option<Ref<Person>>,
    /// Whether they came.
    #[field(required, width = "half")]
    pub presence: Presence,
}

/// Whether someone came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Presence {
    /// Came.
    #[default]
    Present,
    /// Sent someone with their vote.
    Represented,
    /// Said that they could not.
    Excused,
    /// Did not come.
    Absent,
}

/// What sort of meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum MeetingForm {
    /// One of the regular ones.
    #[default]
    Ordinary,
    /// Reviews the management system as a whole (ISO/IEC 27001, 9.3).
    ManagementReview,
    /// Called because something cannot wait.
    Extraordinary,
}

impl Kind for Meeting {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("planned", "Planned"),
            live("held", "Held"),
            closed("closed", "Closed"),
            closed("cancelled", "Cancelled"),
        ],
        steps: &[
            step("hold", "Mark as held", &["planned"], "held"),
            step("close", "Close the minutes", &["held"], "closed"),
            step("reopen", "Reopen", &["closed", "cancelled"], "planned").with_reason(),
            Step { name: "retire", label: "Cancel", ..retire(&["planned", "held"], "cancelled") },
        ],
    };

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        match step {
            "hold" if record.body.attendance.is_empty() => Err("say who came before marking it as held".into()),
            "close" if record.body.minutes.0.is_empty() => Err("write the minutes before closing the meeting".into()),
            _ => Ok(()),
        }
    }
}
