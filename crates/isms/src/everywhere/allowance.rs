//! Allowances: a rule that is silenced on purpose.

use crate::{field::Anything, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::record;

/// An allowance holds for a year at most, counted from its last renewal: whoever still needs it then says so again.
pub const LONGEST: i32 = 366;

impl Allowance {
    /// Whether it silences its rule on a day: what has expired is kept and says nothing.
    pub fn holds(&self, day: Date) -> bool {
        self.expires.is_some_and(|expires| expires >= day)
    }
}

/// A rule that is silenced on purpose, for one record or all, with a reason and until a day.
#[record(prefix = "ALW", plural = "allowances")]
pub struct Allowance {
    /// The rule's code, such as CTL01.
    #[field(required, width = "half", column)]
    pub rule: String,
    /// The record for which it is silenced; all where empty.
    #[field(verb = "silences a rule for", inverse = "has silenced rule", on_retire = "keep", width = "half", column)]
    pub record: Option<Ref<Anything>>,
    /// Why.
    #[field(required, column)]
    pub reason: Markdown,
    /// After this day the rule speaks again.
    #[field(required, width = "half", column)]
    pub expires: Option<Date>,
}

impl Kind for Allowance {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let known = crate::rules::all().iter().any(|r| r.code == self.rule);
        check.require(known, "/rule", "expected the code of a rule, such as CTL01");
        let latest = crate::rules::days_after(crate::rules::today(check.isms), LONGEST);
        let near = self.expires.is_none_or(|expires| expires <= latest);
        check.require(
            near,
            "/expires",
            &format!("an allowance holds for a year at most: expected {latest} or earlier"),
        );
    }
}
