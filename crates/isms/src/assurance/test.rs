//! Tests: how it is known that something works.

#[path = "test/independence.rs"]
pub mod independence;
#[path = "test/worksheet.rs"]
pub mod worksheet;

use super::Evidence;
use crate::{
    cadence::Cadence,
    context::{Asset, Person},
    kind::Kind,
    lifecycle::*,
    policy::Requirement,
    target,
    values::*,
};
use jiff::{Timestamp, civil::Date};
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
    /// From what the sample is drawn: a list people know, or a register and a filter such as `assets tag:server`.
    #[field(group = "Procedure", width = "half")]
    pub population: String,
    /// How the sample is drawn: how many, by which rule.
    #[field(group = "Procedure", width = "half")]
    pub sample: String,
    /// How many are drawn; all where nothing is said or there are fewer.
    #[field(group = "Procedure", width = "third")]
    pub sample_size: Option<i64>,
    /// With how many exceptions it still counts as passed with exceptions; none where nothing is said.
    #[field(group = "Procedure", width = "third")]
    pub tolerated: Option<i64>,
    /// Who tests.
    #[field(
        group = "Procedure",
        verb = "is carried out by",
        inverse = "carries out",
        on_retire = "detach",
        width = "half"
    )]
    pub tester: Option<Ref<Tester>>,
    /// What stands in for independence where the tester owns or operates what is tested.
    #[field(group = "Procedure")]
    pub instead_of_independence: String,
    /// How often at least; the risk that rests on it may ask for more.
    #[field(group = "Procedure", width = "half", column)]
    pub cadence: Option<Cadence>,
    /// What was found, the oldest first.
    #[field(group = "Runs")]
    pub runs: Vec<TestRun>,
    /// The run that was begun and is not concluded.
    #[field(group = "Runs")]
    pub under_way: Option<RunUnderWay>,
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
    /// First day that it speaks of.
    #[field(width = "third")]
    pub from: Option<Date>,
    /// Last day that it speaks of.
    #[field(width = "third")]
    pub until: Option<Date>,
    /// When the population was frozen.
    #[field(width = "third")]
    pub frozen: Option<Timestamp>,
    /// Where the population came from.
    #[field(width = "half")]
    pub population_from: String,
    /// SHA-256 of the frozen population, under which it is kept: one item a line, sorted.
    pub population_hash: String,
    /// With how many exceptions it still counted as passed.
    #[field(width = "third")]
    pub tolerated: Option<i64>,
    /// What was looked at, in the order in which it was drawn.
    pub items: Vec<SampledItem>,
    /// Why the verdict is another than follows from the items.
    pub verdict_because: String,
    /// What shows it.
    #[field(verb = "relies on", inverse = "is relied on by", on_retire = "keep")]
    pub evidence: Vec<Ref<Evidence>>,
}

/// A run that was begun: the population is frozen and the sample drawn, before anyone looked.
#[part]
pub struct RunUnderWay {
    /// When the population was frozen.
    #[field(required, width = "third")]
    pub frozen: Option<Timestamp>,
    /// Who tests.
    #[field(verb = "is run by", inverse = "runs", on_retire = "keep", width = "third")]
    pub by: Option<Ref<Person>>,
    /// How many there are to choose from.
    #[field(required, width = "third")]
    pub population: Option<i64>,
    /// Where the population came from.
    #[field(width = "half")]
    pub population_from: String,
    /// SHA-256 of the frozen population, under which it is kept.
    #[field(required)]
    pub population_hash: String,
    /// The seed from which the sample was drawn.
    #[field(required, width = "third")]
    pub seed: Option<i64>,
    /// First day that it speaks of.
    #[field(width = "third")]
    pub from: Option<Date>,
    /// Last day that it speaks of.
    #[field(width = "third")]
    pub until: Option<Date>,
    /// What is looked at, in the order in which it was drawn.
    pub items: Vec<SampledItem>,
    /// What was seen so far.
    pub notes: Markdown,
    /// What shows it.
    #[field(verb = "relies on", inverse = "is relied on by", on_retire = "keep")]
    pub evidence: Vec<Ref<Evidence>>,
}

/// One of the sample.
#[part]
pub struct SampledItem {
    /// What it is called in the population.
    #[field(required, width = "half")]
    pub item: String,
    /// What was seen.
    #[field(width = "half")]
    pub result: ItemResult,
    /// What was noticed.
    pub note: String,
    /// What shows it.
    #[field(verb = "relies on", inverse = "is relied on by", on_retire = "keep", width = "half")]
    pub evidence: Option<Ref<Evidence>>,
}

/// What was seen of one of the sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum ItemResult {
    /// Nobody looked yet.
    #[default]
    NotYet,
    /// It works.
    Works,
    /// It does not work.
    Exception,
    /// It could not be seen whether it works.
    NotSeen,
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

    /// Hashes of all frozen populations.
    pub fn populations(&self) -> Vec<&str> {
        let runs = self.runs.iter().map(|r| r.population_hash.as_str());
        let begun = self.under_way.iter().map(|r| r.population_hash.as_str());
        runs.chain(begun).filter(|h| !h.is_empty()).collect()
    }
}

impl Kind for Test {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        check.require(self.sample_size.is_none_or(|n| n > 0), "/sample_size", "expected at least 1");
        check.require(self.tolerated.is_none_or(|n| n >= 0), "/tolerated", "expected 0 or more");
        let before = check.before.and_then(|b| b.typed::<Test>());
        for (index, run) in self.runs.iter().enumerate() {
            worksheet::check_run(run, index, check);
        }
        if let Some(run) = &self.under_way {
            worksheet::check_under_way(run, check);
        }
        let settled = before.map(|b| b.body.runs.as_slice()).unwrap_or_default();
        for run in settled.iter().filter(|r| !r.population_hash.is_empty() && !self.runs.contains(r)) {
            let on = run.on.map(|d| d.to_string()).unwrap_or_default();
            check.fault("/runs", format!("the run of {on} has a frozen population and stays as it was concluded"));
        }
    }
}
