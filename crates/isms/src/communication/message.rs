//! Messages: one issue of a channel.

use super::Channel;
use crate::{field::Anything, kind::Kind, lifecycle::*, target, values::*};
use jiff::Timestamp;
use surety_derive::{Choice, record};

target!(
    /// What a message led to.
    Consequence: "decision", "action", "task", "disclosure", "change", "treatment"
);

/// One issue of a channel: what it said, whom it reached, and what people did because of it.
#[record(prefix = "MSG", plural = "messages")]
pub struct Message {
    /// The channel.
    #[field(required, verb = "goes out on", inverse = "carries", on_retire = "keep", width = "half", column)]
    pub channel: Option<Ref<Channel>>,
    /// Which way it goes.
    #[field(width = "half", column)]
    pub direction: Direction,
    /// What it says.
    #[field(required)]
    pub text: Markdown,
    /// What those who receive it are asked: what must be decided, or what to do differently.
    pub question: Markdown,
    /// The records it is about.
    #[field(verb = "tells of", inverse = "is told in", on_retire = "keep")]
    pub about: Vec<Ref<Anything>>,
    /// When it was sent.
    #[field(group = "Reach", width = "third", column)]
    pub sent: Option<Timestamp>,
    /// How many it was sent to.
    #[field(group = "Reach", width = "third")]
    pub recipients: Option<i64>,
    /// How many of them read it.
    #[field(group = "Reach", width = "third")]
    pub readers: Option<i64>,
    /// What followed from it.
    #[field(group = "Reach", verb = "led to", inverse = "follows from", on_retire = "keep", column)]
    pub led_to: Vec<Ref<Consequence>>,
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Direction {
    /// Among people of one level.
    #[default]
    Across,
    /// To those who can decide.
    Up,
    /// To those whom a change touches.
    Down,
}

impl Kind for Message {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[draft("draft", "Draft"), live("sent", "Sent"), closed("withdrawn", "Withdrawn")],
        steps: &[
            step("send", "Mark as sent", &["draft"], "sent"),
            Step { name: "retire", label: "Withdraw", ..retire(&["draft", "sent"], "withdrawn") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        for (at, count) in [("/recipients", self.recipients), ("/readers", self.readers)] {
            check.require(count.is_none_or(|n| n >= 0), at, "expected 0 or more");
        }
        let more = self.recipients.zip(self.readers).is_some_and(|(sent, read)| read > sent);
        check.require(!more, "/readers", "no more people can have read it than it was sent to");
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        if step == "send" && record.body.sent.is_none() {
            return Err("say when it was sent".into());
        }
        Ok(())
    }
}
