//! Exceptions: where a requirement or control does not hold, for how long, and what stands in its place.

#[path = "exception/opened.rs"]
pub mod opened;

use crate::{control::Control, kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::record;

target!(
    /// What is departed from.
    DepartedFrom: "requirement", "control"
);
target!(
    /// Where the exception holds.
    Place: "asset", "scope", "process", "supplier"
);
target!(
    /// Who may approve an exception.
    ExceptionApprover: "person", "role", "body"
);

/// A requirement or control that does not hold somewhere, until a day, with what stands in its place.
#[record(prefix = "EXC", plural = "exceptions")]
pub struct Exception {
    /// What is departed from.
    #[field(required, verb = "departs from", inverse = "is departed from by", on_retire = "keep", column)]
    pub from: Vec<Ref<DepartedFrom>>,
    /// Where it holds.
    #[field(verb = "holds for", inverse = "is excepted by", on_retire = "keep", column)]
    pub applies_to: Vec<Ref<Place>>,
    /// Why the requirement cannot be met there.
    #[field(required)]
    pub reason: Markdown,
    /// Controls that stand in its place.
    #[field(verb = "is compensated by", inverse = "compensates for", on_retire = "block")]
    pub compensating: Vec<Ref<Control>>,
    /// After this day it no longer holds.
    #[field(width = "half", column)]
    pub expires: Option<Date>,
    /// Who granted it, within their mandate.
    #[field(verb = "was granted by", inverse = "granted", on_retire = "keep", width = "half")]
    pub granted_by: Option<Ref<ExceptionApprover>>,
    /// How the requirement will be met in the end.
    pub way_out: Markdown,
}

impl Kind for Exception {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[draft("requested", "Requested"), live("granted", "Granted"), closed("ended", "Ended")],
        steps: &[
            step("grant", "Grant", &["requested"], "granted").with_approval(),
            step("reopen", "Ask again", &["granted", "ended"], "requested").with_reason(),
            Step { name: "retire", label: "End", ..retire(&["requested", "granted"], "ended") },
        ],
    };

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        match step {
            "grant" if record.body.expires.is_none() => Err("say until when the exception holds".into()),
            "grant" if record.body.granted_by.is_none() => Err("say who grants it".into()),
            _ => Ok(()),
        }
    }
}
