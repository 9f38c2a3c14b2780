//! What every record has: identity, title, owner, place, state and version.

use crate::{
    field::{OnRetire, Ty, is_default},
    kind::KindInfo,
    target,
    values::{RecordId, Ref},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::Arc};
use surety_derive::Choice;

target!(
    /// Who may own a record: people leave, so a team or a role may too.
    Owner: "person", "team", "role"
);
target!(
    /// Where a record has its home.
    Home: "scope"
);

/// A key such as `RSK-12`: the kind's prefix and a number that is never given twice in an organisation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The kind.
    pub kind: &'static KindInfo,
    /// The number.
    pub number: u32,
}

impl Key {
    /// Reads `RSK-12`; the prefix must be a known kind's.
    pub fn parse(text: &str) -> Option<Key> {
        let (prefix, number) = text.trim().split_once('-')?;
        let number = number.parse().ok().filter(|n| *n > 0 && number.len() < 10 && !number.starts_with('0'))?;
        Some(Key { kind: crate::kind::by_prefix(prefix)?, number })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.prefix, self.number)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Who may see a record beside its kind's readers: every record lives in one compartment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Compartment {
    /// What everyone with a role in the organisation may read.
    #[default]
    General,
    /// Incidents under way and their evidence.
    Incident,
    /// People's files: screening, reviews, training results.
    Personnel,
    /// Reports of wrongdoing and who made them.
    WhistleBlowing,
}

/// Who wrote the words: a person, an import, or an assistant whose draft a person took over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum DraftedBy {
    /// A person.
    #[default]
    Person,
    /// An import from a file or another system.
    Import,
    /// An assistant.
    Assistant,
}

/// The part of a record that all kinds share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Identity.
    pub id: RecordId,
    /// The number in its key.
    pub number: u32,
    /// What people call it.
    pub title: String,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Ref<Owner>>,
    /// Its home scope, for filters and permissions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Ref<Home>>,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub compartment: Compartment,
    /// The lifecycle state's name.
    pub state: Arc<str>,
    /// When someone should look at it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_review: Option<Date>,
    /// Free words to find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Who wrote the words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub drafted_by: DraftedBy,
    /// Grows by one with every act that touches it.
    pub version: i64,
    /// When it was recorded first.
    pub created: Timestamp,
    /// When it was last changed.
    pub changed: Timestamp,
}

/// The head's fields that people edit or filter by, described like a body's.
pub const FIELDS: &[crate::field::Field] = &[
    described("title", "Title", "A short name that says what it is.", Ty::Line, true),
    described(
        "owner",
        "Owner",
        "Who answers for it: a person, a team or a role.",
        Ty::Ref(&["person", "team", "role"]),
        false,
    ),
    described("scope", "Scope", "Its home scope, for filters and permissions.", Ty::Ref(&["scope"]), false),
    described(
        "compartment",
        "Compartment",
        "Who may see it.",
        Ty::Choice(<Compartment as crate::field::Choice>::OPTIONS),
        false,
    ),
    described("next_review", "Next review", "When someone should look at it again.", Ty::Date, false),
    described("tags", "Tags", "Free words to find it by.", Ty::List(&Ty::Line), false),
    described(
        "drafted_by",
        "Drafted by",
        "Who wrote the words.",
        Ty::Choice(<DraftedBy as crate::field::Choice>::OPTIONS),
        false,
    ),
];

const fn described(
    name: &'static str,
    label: &'static str,
    help: &'static str,
    ty: Ty,
    required: bool,
) -> crate::field::Field {
    crate::field::Field {
        name,
        label,
        help,
        group: "",
        unit: "",
        shown_when: "",
        verb: "",
        inverse: "",
        on_retire: OnRetire::Keep,
        width: if required { crate::field::Width::Full } else { crate::field::Width::Half },
        column: false,
        required,
        ty,
    }
}

impl crate::field::Fields for Head {
    fn fields(&self) -> &'static [crate::field::Field] {
        FIELDS
    }

    fn get(&self, index: usize) -> crate::field::Val<'_> {
        use crate::field::{Choice, FieldType, Val};
        match FIELDS.get(index).map(|f| f.name) {
            Some("title") => self.title.val(),
            Some("owner") => self.owner.val(),
            Some("scope") => self.scope.val(),
            Some("compartment") => Val::Choice(self.compartment.word()),
            Some("next_review") => self.next_review.val(),
            Some("tags") => self.tags.val(),
            Some("drafted_by") => Val::Choice(self.drafted_by.word()),
            _ => Val::Empty,
        }
    }
}
