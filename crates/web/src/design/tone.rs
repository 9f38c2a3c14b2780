//! Meaning, shown by word, mark and colour together: never by colour alone.

use maud::{Markup, html};

use crate::words::Words;

/// What a state means to the reader. Each has a colour *and* a mark of its own shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Says something without judging it.
    #[default]
    Plain,
    /// As it must be.
    Good,
    /// Needs attention before long.
    Warn,
    /// Not as it must be.
    Bad,
    /// Under way, or simply of note.
    Note,
    /// Nobody knows. Never drawn like zero or like good.
    Unknown,
}

impl Tone {
    /// The class that carries the tone in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
            Tone::Note => "note",
            Tone::Unknown => "unknown",
        }
    }
}

/// A short state in a word or two, with the mark of its tone.
pub fn tag(tone: Tone, text: &str) -> Markup {
    html! { span class={ "tag " (tone.class()) } { (text) } }
}

/// The word for what is not known, in the look that only the unknown has.
pub fn unknown(w: &Words) -> Markup {
    html! { span.unknown { (w.t("unknown")) } }
}
