//! How often something is done, and the three levels at which people need to know.

use jiff::civil::Date;
use surety_derive::Choice;

/// A rhythm that people plan by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Cadence {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Every half year.
    HalfYearly,
    /// Every year.
    Yearly,
    /// Every two years.
    EveryTwoYears,
    /// Every three years, as certification cycles run.
    EveryThreeYears,
}

impl Cadence {
    /// The longest time between two of them, in days.
    pub fn days(self) -> i32 {
        match self {
            Cadence::Daily => 1,
            Cadence::Weekly => 7,
            Cadence::Monthly => 31,
            Cadence::Quarterly => 92,
            Cadence::HalfYearly => 184,
            Cadence::Yearly => 366,
            Cadence::EveryTwoYears => 731,
            Cadence::EveryThreeYears => 1096,
        }
    }

    /// The day by which the next one is due after one; the last day of the calendar if that is past it.
    pub fn due_after(self, last: Date) -> Date {
        last.checked_add(jiff::Span::new().days(self.days())).unwrap_or(Date::MAX)
    }
}

/// Who needs to know: those who direct, those who steer, those who do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Tier {
    /// Those who direct and answer for the organisation.
    Strategic,
    /// Those who steer a part of it.
    #[default]
    Tactical,
    /// Those who do the work.
    Operational,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_one_is_due_a_cadence_later() {
        assert_eq!(Cadence::Weekly.due_after(jiff::civil::date(2026, 2, 25)), jiff::civil::date(2026, 3, 4));
        assert_eq!(Cadence::Yearly.due_after(Date::MAX), Date::MAX);
    }
}
