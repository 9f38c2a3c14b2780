//! Proportion: how much is asked of an organisation of a size.
//!
//! One table of settings by profile. Rules, due dates and pages read it here and nowhere else; an organisation that wants it otherwise
//! says so in its own record, with a reason. The figures are our judgement, not a standard's.

use crate::{
    context::{Organisation, organisation::Profile},
    isms::Isms,
};
use std::ops::RangeInclusive;
use surety_derive::Choice;

/// What is scaled by size. Values are days unless [`Setting::unit`] says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Choice)]
pub enum Setting {
    /// A risk beyond appetite is decided on within.
    DecideWithin,
    /// What happened at one level is told at the next within.
    TellWithin,
    /// A published policy is acknowledged within.
    AcknowledgeWithin,
    /// An instruction may be stale for.
    StaleFor,
    /// What is unworkable is answered within.
    AnswerWithin,
    /// An ineffective control may be kept without action for.
    IneffectiveFor,
    /// An advisory is looked at within.
    TriageWithin,
    /// Risk information changes an allocation at least once within.
    ReallocateWithin,
    /// The management system is reviewed by management at least every.
    ReviewEvery,
    /// A body meets at least every.
    MeetEvery,
    /// Reading that policies may ask of one person in a year.
    ReadingBudget,
    /// Meetings in a row that may hear disclosures and decide nothing.
    SilentMeetings,
    /// Cadences of a body within which it asks about each objective it oversees.
    AskWithin,
    /// Messages in a row that may lead to nothing.
    UnheardMessages,
    /// Periods after which a metric should have predicted something.
    MetricPeriods,
    /// Seats of a body that must be there for it to decide, where its charter says nothing.
    Quorum,
    /// Levels at which a channel is expected: 1 is one for all, 3 is strategic, tactical and operational.
    Levels,
    /// Whether a deciding body beside the owner is expected: 1 or 0.
    BodyExpected,
    /// Whether a second line that challenges is expected: 1 or 0.
    ChallengeExpected,
    /// Hours of training that a member of a management body takes in two years.
    BoardTraining,
    /// Whether someone is expected to stand in for each holder of a role: 1 or 0.
    DeputyExpected,
}

impl Setting {
    /// Micro, small, medium, large.
    fn table(self) -> [f64; 4] {
        use Setting::*;
        match self {
            DecideWithin => [60.0, 45.0, 30.0, 30.0],
            TellWithin => [30.0, 21.0, 14.0, 14.0],
            AcknowledgeWithin => [60.0, 45.0, 30.0, 30.0],
            StaleFor => [45.0, 30.0, 14.0, 14.0],
            AnswerWithin => [30.0, 21.0, 14.0, 14.0],
            IneffectiveFor => [180.0, 120.0, 90.0, 90.0],
            TriageWithin => [7.0, 5.0, 3.0, 3.0],
            ReallocateWithin => [730.0, 366.0, 366.0, 366.0],
            ReviewEvery => [366.0, 366.0, 366.0, 366.0],
            MeetEvery => [366.0, 184.0, 92.0, 92.0],
            ReadingBudget => [30.0, 45.0, 60.0, 60.0],
            SilentMeetings => [3.0, 2.0, 2.0, 2.0],
            AskWithin => [2.0, 2.0, 2.0, 2.0],
            UnheardMessages => [5.0, 4.0, 3.0, 3.0],
            MetricPeriods => [12.0, 8.0, 8.0, 8.0],
            Quorum => [1.0, 1.0, 2.0, 3.0],
            Levels => [1.0, 2.0, 3.0, 3.0],
            BodyExpected => [0.0, 0.0, 1.0, 1.0],
            ChallengeExpected => [0.0, 0.0, 1.0, 1.0],
            BoardTraining => [2.0, 2.0, 4.0, 4.0],
            DeputyExpected => [0.0, 1.0, 1.0, 1.0],
        }
    }

    /// What its values count.
    pub fn unit(self) -> Unit {
        use Setting::*;
        match self {
            ReadingBudget => Unit::Minutes,
            BoardTraining => Unit::Hours,
            BodyExpected | ChallengeExpected | DeputyExpected => Unit::Flag,
            SilentMeetings | AskWithin | UnheardMessages | MetricPeriods | Quorum | Levels => Unit::Count,
            _ => Unit::Days,
        }
    }

    /// What an organisation may set it to.
    pub fn range(self) -> RangeInclusive<f64> {
        match self.unit() {
            Unit::Flag => 0.0..=1.0,
            Unit::Count if self == Setting::Levels => 1.0..=3.0,
            Unit::Count => 1.0..=100.0,
            Unit::Hours => 0.0..=200.0,
            Unit::Minutes => 1.0..=10_000.0,
            Unit::Days => 1.0..=3_660.0,
        }
    }

    /// The rules that read it.
    pub fn rules(self) -> &'static [&'static str] {
        use Setting::*;
        match self {
            DecideWithin => &["RSK05"],
            TellWithin => &["COM02"],
            AcknowledgeWithin => &["POL04"],
            StaleFor => &["IST04"],
            AnswerWithin => &["IST06"],
            IneffectiveFor => &["CTL05"],
            TriageWithin => &["OPS04"],
            ReallocateWithin => &["GOV11"],
            ReviewEvery | MeetEvery => &["GOV09"],
            ReadingBudget => &["POL08"],
            SilentMeetings => &["GOV02"],
            AskWithin => &["GOV04"],
            UnheardMessages => &["COM03"],
            MetricPeriods => &["POL06"],
            Quorum => &["GOV01"],
            Levels => &["COM01"],
            BodyExpected => &["GOV03", "GOV09"],
            ChallengeExpected => &["GOV12", "IST03"],
            BoardTraining => &["GOV13"],
            DeputyExpected => &["CTX05"],
        }
    }

    /// What a profile has.
    pub fn of(self, profile: Profile) -> f64 {
        let at = match profile {
            Profile::Micro => 0,
            Profile::Small => 1,
            Profile::Medium => 2,
            Profile::Large => 3,
        };
        self.table()[at]
    }
}

/// What a setting counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// How many.
    Count,
    /// 1 or 0.
    Flag,
}

/// The size that counts: what the organisation says of itself, small where it says nothing.
pub fn profile(isms: &Isms) -> Profile {
    isms.single::<Organisation>().map_or_else(Profile::default, |o| o.body.profile)
}

/// A setting here: the organisation's own, else its profile's.
pub fn value(isms: &Isms, setting: Setting) -> f64 {
    let own = isms.single::<Organisation>().and_then(|o| o.body.settings.iter().find(|t| t.setting == Some(setting)));
    own.and_then(|t| t.value).unwrap_or_else(|| setting.of(profile(isms)))
}

/// A setting of days, as whole days.
pub fn days(isms: &Isms, setting: Setting) -> i32 {
    value(isms, setting).round() as i32
}

/// A setting that counts, at least 1.
pub fn count(isms: &Isms, setting: Setting) -> usize {
    value(isms, setting).round().max(1.0) as usize
}

/// Whether something is expected here.
pub fn expects(isms: &Isms, setting: Setting) -> bool {
    value(isms, setting) >= 0.5
}
