//! Courses: what people learn, and whether it shows.

use crate::{cadence::Cadence, context::Role, kind::Kind, lifecycle::*, target, values::*};
use surety_derive::{Choice, record};

target!(
    /// What a course teaches.
    Taught: "policy", "guideline", "requirement", "instruction", "plan"
);

/// What people learn by role, how often, and how it is seen whether it worked; attendance alone is not effect.
#[record(prefix = "CRS", plural = "courses", versioned)]
pub struct Course {
    /// What a participant can do afterwards.
    #[field(required, column)]
    pub outcome: Markdown,
    /// What it consists of.
    pub content: Markdown,
    /// What it teaches.
    #[field(verb = "teaches", inverse = "is taught in", on_retire = "detach")]
    pub teaches: Vec<Ref<Taught>>,
    /// Roles that must take it.
    #[field(group = "Participants", verb = "is for", inverse = "must take", on_retire = "detach", width = "half")]
    pub roles: Vec<Ref<Role>>,
    /// Others who must take it: a filter over people.
    #[field(group = "Participants", width = "half", column)]
    pub audience: String,
    /// How often it is repeated; once where empty.
    #[field(group = "Participants", width = "half", column)]
    pub cadence: Option<Cadence>,
    /// How long it takes.
    #[field(group = "Participants", unit = "minutes", width = "half")]
    pub duration: Option<f64>,
    /// How it is seen whether it worked.
    #[field(group = "Effect", width = "half", column)]
    pub measured_by: EffectMeasure,
    /// What must be reached, in that measure.
    #[field(group = "Effect", width = "half")]
    pub pass_mark: Option<Share>,
}

/// How it is seen whether a course worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum EffectMeasure {
    /// Who came; it says nothing about effect.
    #[default]
    Attendance,
    /// Questions afterwards.
    Quiz,
    /// Doing it under observation.
    Exercise,
    /// What people do when a test mail arrives.
    PhishingTest,
    /// Mistakes made in daily work.
    DailyWork,
}

impl Kind for Course {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        crate::audience::check(check, "/audience", &self.audience);
    }
}
