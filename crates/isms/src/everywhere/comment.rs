//! Comments on records.

use crate::{context::Person, field::Anything, kind::Kind, lifecycle::*, values::*};
use surety_derive::record;

/// Something said about a record.
#[record(prefix = "CMT", plural = "comments")]
pub struct Comment {
    /// What it is about.
    #[field(required, verb = "is about", inverse = "is discussed in", on_retire = "keep", column)]
    pub about: Option<Ref<Anything>>,
    /// What is said.
    #[field(required, column)]
    pub text: Markdown,
    /// Whom it is said to.
    #[field(verb = "mentions", inverse = "is mentioned in", on_retire = "keep")]
    pub mentions: Vec<Ref<Person>>,
}

impl Kind for Comment {
    const LIFECYCLE: Lifecycle = SIMPLE;
}
