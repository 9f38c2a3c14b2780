//! Tests: how it is known that something works.

use crate::{
    cadence::Cadence,
    context::{Asset, Person},
    kind::Kind,
    lifecycle::*,
    policy::Requirement,
    target,
    values::*,
};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// What is tested.
    Subject: "control", "requirement", "supplier_obligation", "plan"
);
target!(
    /// Who tests.
    Tester: "person", "team", "role", "supplier"
);

/// How it is found out whether a control, requirement, supplier obligation or plan works: criterion, population, sample, runs.
#[record(prefix = "TST", plural = "tests")]
pub struct Test {
    /// What is tested.
    #[field(required, verb = "tests", inverse = "is tested by", on_retire = "keep", column)]
    pub of: Vec<Ref<Subject>>,
    /// The requirement it judges by.
    #[field(verb = "judges by", inverse = "is the criterion of", on_retire = "block", width = "half", column)]
    pub criterion: Option<Ref<Requirement>>,
    /// Whether it looks at the design or at how it operates.
    #[field(width = "half", column)]
    pub aspect: Aspect,
    /// When it counts as passed, where the requirement does not say so.
    pub passed_when: Markdown,
    /// What the tester does.
    #[field(group = "Procedure")]
    pub procedure: Markdown,
    /// From what the sample is drawn.
    #[field(group = "Procedure", width = "half")]
    pub population: String,
    /// How the sample is drawn: how many, by which rule.
    #[field(group = "Procedure", width = "half")]
    pub sample: String,
    /// Who tests.
    #[field(
        group = "Procedure",
        verb = "is carried out by",
        inverse = "carries out",
        on_retire = "detach",
        width = "half"
    )]
    pub tester: Option<Ref<Tester>>,
    /// How often at least; the risk that rests on it may ask for more.
    #[field(group = "Procedure", width = "half", column)]
    pub cadence: Option<Cadence>,
    /// What was found, the oldest first.
    #[field(group = "Runs")]
    pub runs: Vec<TestRun>,
}

/// One run.
#[part]
pub struct TestRun {
    /// When.
    #[field(required, width = "third")]
    pub on: Option<Date>,
    /// What came of it.
    #[field(required, width = "third")]
    pub verdict: TestVerdict,
    /// Who tested.
    #[field(verb = "was run by", inverse = "ran", on_retire = "keep", width = "third")]
    pub by: Option<Ref<Person>>,
    /// How many there were to choose from, frozen at the time.
    #[field(width = "third")]
    pub population: Option<i64>,
    /// How many were looked at.
    #[field(width = "third")]
    pub looked_at: Option<i64>,
    /// In how many of them it did not work.
    #[field(width = "third")]
    pub failed: Option<i64>,
    /// The seed from which the sample can be drawn again.
    #[field(width = "third")]
    pub seed: Option<i64>,
    /// Assets on which it was run.
    #[field(verb = "was run on", inverse = "was tested in", on_retire = "keep", width = "third")]
    pub on_assets: Vec<Ref<Asset>>,
    /// Hours until it worked again, in an exercise of a plan.
    #[field(unit = "hours", width = "third")]
    pub recovered_in: Option<f64>,
    /// What was seen, and where the working papers are.
    pub notes: Markdown,
}

/// What a test looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Aspect {
    /// Whether it works as it should, over time.
    #[default]
    Operation,
    /// Whether it would work if done as designed.
    Design,
}

/// What came of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum TestVerdict {
    /// It works.
    #[default]
    Passed,
    /// It works with exceptions.
    PassedWithExceptions,
    /// It does not work.
    Failed,
    /// Nothing can be concluded.
    Inconclusive,
}

impl Test {
    /// When it was last run.
    pub fn last_run(&self) -> Option<Date> {
        self.runs.iter().filter_map(|r| r.on).max()
    }
}

impl Kind for Test {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        for (index, run) in self.runs.iter().enumerate() {
            let at = |member: &str| format!("/runs/{index}/{member}");
            let within = |a: Option<i64>, b: Option<i64>| a.zip(b).is_none_or(|(a, b)| 0 <= a && a <= b);
            check.require(within(run.failed, run.looked_at), &at("failed"), "no more can fail than were looked at");
            check.require(
                within(run.looked_at, run.population),
                &at("looked_at"),
                "no more can be looked at than there were",
            );
        }
    }
}
