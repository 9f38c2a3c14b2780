//! Metrics: numbers that say whether an objective is coming nearer, or a risk.

use crate::{cadence::Cadence, kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// What a metric measures or watches.
    Measured: "objective", "risk", "control", "process", "policy", "course"
);
target!(
    /// Who measures and who evaluates.
    Measurer: "person", "team", "role"
);

/// A number taken at a rhythm: measures an objective, or watches a risk and says when an estimate has become stale.
#[record(prefix = "MET", plural = "metrics")]
pub struct Metric {
    /// What it says: an outcome, what precedes or follows one, or merely that something was produced.
    #[field(width = "half", column)]
    pub sort: MetricSort,
    /// The unit of its readings.
    #[field(width = "half", column)]
    pub unit: String,
    /// The objective, control or process it measures, or the risk it watches.
    #[field(required, verb = "measures", inverse = "is measured by", on_retire = "keep", column)]
    pub measures: Vec<Ref<Measured>>,
    /// How it is measured, so that someone else would find the same.
    #[field(group = "Method")]
    pub method: Markdown,
    /// Who measures.
    #[field(group = "Method", verb = "is taken by", inverse = "takes", on_retire = "detach", width = "third")]
    pub measured_by: Option<Ref<Measurer>>,
    /// Who says what it means.
    #[field(group = "Method", verb = "is evaluated by", inverse = "evaluates", on_retire = "detach", width = "third")]
    pub evaluated_by: Option<Ref<Measurer>>,
    /// How often.
    #[field(group = "Method", width = "third", column)]
    pub cadence: Option<Cadence>,
    /// Which way is better.
    #[field(group = "Thresholds", width = "third")]
    pub better: Better,
    /// From here on it needs attention.
    #[field(group = "Thresholds", width = "third")]
    pub warn_at: Option<f64>,
    /// From here on it is a breach, and estimates that rest on it are stale.
    #[field(group = "Thresholds", width = "third")]
    pub breach_at: Option<f64>,
    /// What was measured, the oldest first.
    #[field(group = "Readings")]
    pub readings: Vec<Reading>,
}

/// One reading.
#[part]
pub struct Reading {
    /// When.
    #[field(required, width = "third")]
    pub on: Option<Date>,
    /// What was found.
    #[field(required, width = "third")]
    pub value: Option<f64>,
    /// Anything worth saying.
    #[field(width = "third")]
    pub note: String,
}

/// What a metric says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum MetricSort {
    /// Whether what we want is achieved.
    #[default]
    Outcome,
    /// Moves before the outcome does.
    Leading,
    /// Moves after it.
    Lagging,
    /// Counts what was produced: policies written, people trained.
    Artefact,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Better {
    /// Small numbers are good.
    #[default]
    Lower,
    /// Large numbers are good.
    Higher,
}

impl Metric {
    /// Whether a value is past a threshold.
    pub fn past(&self, value: f64, threshold: Option<f64>) -> bool {
        threshold.is_some_and(|t| match self.better {
            Better::Lower => value >= t,
            Better::Higher => value <= t,
        })
    }

    /// The newest reading that is a breach.
    pub fn last_breach(&self) -> Option<Date> {
        self.readings
            .iter()
            .filter(|r| r.value.is_some_and(|v| self.past(v, self.breach_at)))
            .filter_map(|r| r.on)
            .max()
    }
}

impl Kind for Metric {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let ordered = self.warn_at.zip(self.breach_at).is_none_or(|(warn, breach)| match self.better {
            Better::Lower => warn <= breach,
            Better::Higher => warn >= breach,
        });
        check.require(ordered, "/breach_at", "a breach must be worse than what needs attention");
        for (index, pair) in self.readings.windows(2).enumerate() {
            let at = format!("/readings/{}/on", index + 1);
            check.require(pair[0].on <= pair[1].on, &at, "list the oldest reading first");
        }
    }
}
