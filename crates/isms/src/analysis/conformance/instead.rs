//! What answers a clause where the organisation's size asks for less: looks that stand in for those at bodies and their meetings.

use super::Desk;
use crate::{
    analysis::{mandate, own_review},
    context::Person,
    governance::Decision,
    proportion::{self, Setting},
    record::Record,
    values::RecordId,
};
use std::fmt;

/// A look that stands in for another where a setting of the profile does not expect what that one looks for, and the organisation names
/// the owner's own dated review as its substitute.
pub struct Instead {
    /// A word that never changes; pages may have their own sentence for it.
    pub name: &'static str,
    /// What it looks for.
    pub wants: &'static str,
    /// The kind whose register has or lacks it.
    pub kind: &'static str,
    /// The setting that says whether the other is expected.
    pub setting: Setting,
    /// The look.
    look: fn(&Desk<'_>) -> Vec<RecordId>,
}

impl Instead {
    /// Whether the organisation is small and what the other look looks for is not expected here.
    pub fn offers(&self, desk: &Desk<'_>) -> bool {
        mandate::is_small(desk.isms) && !proportion::expects(desk.isms, self.setting)
    }

    /// What it finds; nothing while the organisation names no substitute.
    pub fn found(&self, desk: &Desk<'_>) -> Vec<RecordId> {
        if own_review::counts(desk.isms) { (self.look)(desk) } else { Vec::new() }
    }
}

impl fmt::Debug for Instead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// For a management body that oversees objectives, and for what it is told.
pub static OVERSIGHT: Instead = Instead {
    name: "own-oversight",
    wants: "decisions on objectives or risks within a year, with their reasons, by whoever answers for an objective",
    kind: "decision",
    setting: Setting::BodyExpected,
    look: |d| dated(d, own_review::reviews(d.isms), own_review::looks_at_something),
};

/// For members of a management body who are trained.
pub static TRAINED: Instead = Instead {
    name: "own-training",
    wants: "people who answer for an objective with competence that is shown",
    kind: "person",
    setting: Setting::BodyExpected,
    look: |d| {
        let shown = |p: &Person| p.competence.iter().any(|c| !c.shown_by.is_empty());
        let owners = own_review::owners(d.isms).into_iter();
        owners.filter(|id| d.isms.typed::<Person>(*id).is_some_and(|p| shown(&p.body))).collect()
    },
};

/// For a management review.
pub static REVIEW: Instead = Instead {
    name: "own-review",
    wants: "a decision on the management system within a year, with its reasons, by whoever answers for an objective",
    kind: "decision",
    setting: Setting::BodyExpected,
    look: |d| dated(d, own_review::of_the_system(d.isms), |_| true),
};

/// For its inputs.
pub static REVIEW_INPUTS: Instead = Instead {
    name: "own-review-inputs",
    wants: "the same decision naming the objectives or risks that were looked at",
    kind: "decision",
    setting: Setting::BodyExpected,
    look: |d| dated(d, own_review::of_the_system(d.isms), own_review::looks_at_something),
};

/// For its results.
pub static REVIEW_RESULTS: Instead = Instead {
    name: "own-review-results",
    wants: "the same decision having chosen between options",
    kind: "decision",
    setting: Setting::BodyExpected,
    look: |d| dated(d, own_review::of_the_system(d.isms), |x| x.options.len() > 1 && x.choice().is_some()),
};

/// Reviews no older than the profile asks, with a month's grace, of which something holds.
fn dated<'i>(
    desk: &Desk<'_>,
    all: impl Iterator<Item = (jiff::civil::Date, &'i Record<Decision>)>,
    holds: impl Fn(&Decision) -> bool,
) -> Vec<RecordId> {
    let days = desk.review_within();
    all.filter(|(on, d)| desk.within(Some(*on), days) && holds(&d.body)).map(|(_, d)| d.head.id).collect()
}
