//! Saved views: registers as someone likes to see them.

use crate::{kind::Kind, lifecycle::*};
use surety_derive::record;

/// A register as someone likes to see it: filter, columns, order. Shared with everyone, or kept for its owner.
#[record(prefix = "SVW", plural = "saved-views")]
pub struct SavedView {
    /// The kind of record it lists, such as risk.
    #[field(required, width = "half", column)]
    pub of_kind: String,
    /// Whether everyone sees it.
    #[field(width = "half", column)]
    pub shared: bool,
    /// The filter, in the registers' language.
    #[field(column)]
    pub filter: String,
    /// Fields shown, in order; the usual ones where empty.
    #[field(width = "half")]
    pub columns: Vec<String>,
    /// The field to sort by, with a minus in front for descending.
    #[field(width = "half")]
    pub sort: String,
}

impl Kind for SavedView {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        check.require(
            crate::kind::by_name(&self.of_kind).is_some(),
            "/of_kind",
            "expected the name of a kind, such as risk",
        );
    }
}
