//! Who puts things into words. The faces speak the readers' languages, so they lend the worker their words; nothing here
//! depends on them.

use isms::{
    analysis::{
        asked::Asked,
        message::{Issue, Item},
    },
    communication::{Channel, Message},
    context::Person,
    isms::Isms,
    record::Record,
    view::View,
};

/// A text with its title; Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// What it is about.
    pub title: String,
    /// The text.
    pub text: String,
    /// The same as HTML, for mail.
    pub html: Option<String>,
}

/// Puts issues and letters into words.
pub trait Scribe: Send + Sync {
    /// An issue of a channel.
    fn issue(&self, isms: &Isms, channel: &Record<Channel>, issue: &Issue) -> Written;
    /// Changes that are carried down on a channel.
    fn changes(&self, isms: &Isms, channel: &Record<Channel>, items: &[Item]) -> Written;
    /// A message as a letter to one person, of whom `asked` is asked at this moment; `view` is what they may see.
    fn letter(
        &self,
        view: &View,
        message: &Record<Message>,
        person: &Record<Person>,
        asked: &[Asked],
        pages: Option<&str>,
    ) -> Written;
}
