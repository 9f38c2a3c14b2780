//! Fields that an organisation adds to a kind.

use crate::{kind::Kind, lifecycle::*};
use surety_derive::{Choice, record};

/// A field of the organisation's own on records of one kind. Its type never changes in place: retire it and declare another.
#[record(prefix = "FLD", plural = "field-definitions")]
pub struct FieldDefinition {
    /// The kind it belongs to, such as risk.
    #[field(required, width = "half", column)]
    pub of_kind: String,
    /// Its name in files and filters: lower case, digits and underscores.
    #[field(required, width = "half", column)]
    pub name: String,
    /// What it holds.
    #[field(width = "half", column)]
    pub holds: CustomType,
    /// The words to choose from.
    #[field(shown_when = "holds=choice")]
    pub options: Vec<String>,
    /// A sentence under the label.
    pub help: String,
}

/// The ten flat types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum CustomType {
    /// One line.
    #[default]
    Line,
    /// Markdown.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// An amount of money.
    Money,
    /// A date.
    Date,
    /// A moment.
    Moment,
    /// One of some words.
    Choice,
    /// An address.
    Link,
}

impl Kind for FieldDefinition {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        check.require(
            crate::kind::by_name(&self.of_kind).is_some(),
            "/of_kind",
            "expected the name of a kind, such as risk",
        );
        let plain = !self.name.is_empty()
            && self.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        check.require(
            plain && self.name.len() <= 60,
            "/name",
            "expected lower-case letters, digits and underscores, 60 at most",
        );
        let me = check.record.head().id;
        let twice = check
            .isms
            .all::<FieldDefinition>()
            .any(|d| d.head.id != me && d.body.of_kind == self.of_kind && d.body.name == self.name);
        check.require(!twice, "/name", "this kind has a field of that name; a type never changes in place");
        check.require(
            self.holds != CustomType::Choice || !self.options.is_empty(),
            "/options",
            "name the words to choose from",
        );
    }
}
