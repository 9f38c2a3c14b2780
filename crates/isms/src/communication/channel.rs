//! Channels: how people are told what they need to know, at their level.

use crate::{
    cadence::{Cadence, Tier},
    kind::Kind,
    lifecycle::*,
    values::*,
};
use surety_derive::{Choice, record};

/// A standing way to tell people what they need to know: level, audience, rhythm, content, medium.
#[record(prefix = "CHN", plural = "channels")]
pub struct Channel {
    /// What it tells, and what its readers are to do with it.
    #[field(required)]
    pub purpose: Markdown,
    /// The level it serves.
    #[field(width = "half", column)]
    pub level: Tier,
    /// How often it speaks; only when there is something where empty.
    #[field(width = "half", column)]
    pub cadence: Option<Cadence>,
    /// Whom it reaches: a filter over people, such as `line:first`; everyone where empty.
    #[field(width = "half", column)]
    pub audience: String,
    /// How it reaches them.
    #[field(width = "half", column)]
    pub medium: Medium,
    /// Mailing list, room or address.
    #[field(width = "half")]
    pub address: String,
    /// Whether an issue that is due goes out by itself; else a draft is prepared and a person sends it.
    #[field(width = "half")]
    pub automatic: bool,
    /// What goes in: the saved views and figures of each issue.
    #[field(group = "Content")]
    pub content: Vec<String>,
}

/// How a message reaches people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Medium {
    /// By mail.
    #[default]
    Mail,
    /// Spoken, in a meeting.
    InPerson,
    /// On a page they visit.
    Page,
    /// In a chat room.
    Chat,
    /// As a document.
    Document,
    /// To a program.
    Webhook,
}

impl Kind for Channel {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        crate::audience::check(check, "/audience", &self.audience);
    }
}
