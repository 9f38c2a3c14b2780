//! Channels: how people are told what they need to know, at their level.

use crate::{
    cadence::{Cadence, Tier},
    everywhere::response::Link,
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
    /// Addresses under which its issues are read as a feed, each handed to one reader or program.
    #[field(group = "Content")]
    pub links: Vec<Link>,
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
        let called = self.medium != Medium::Webhook || is_web(&self.address);
        check.require(called, "/address", "a webhook needs the address it calls, such as https://example.org/hook");
    }
}

/// Whether a text is an address that can be called.
fn is_web(text: &str) -> bool {
    let rest = text.trim().strip_prefix("https://").or_else(|| text.trim().strip_prefix("http://"));
    rest.is_some_and(|r| !r.is_empty() && !r.starts_with('/') && !r.contains(['@', ' ']))
}
