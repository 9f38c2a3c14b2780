//! Supplier obligations: what a supplier must do for us, and how it is measured.

use crate::{cadence::Cadence, context::Contract, kind::Kind, lifecycle::*, policy::metric::Better, target, values::*};
use jiff::civil::Date;
use surety_derive::{part, record};

target!(
    /// What is flowed down to a supplier.
    FlowedDown: "requirement", "obligation"
);

/// What a supplier must do for us under a contract: measure, target, period, evidence, and what follows when it does not.
#[record(prefix = "SOB", plural = "supplier-obligations")]
pub struct SupplierObligation {
    /// The contract.
    #[field(required, verb = "stands in", inverse = "imposes", on_retire = "block", width = "half", column)]
    pub contract: Option<Ref<Contract>>,
    /// The number of the contract's clause.
    #[field(width = "half")]
    pub clause: String,
    /// What the supplier must do.
    #[field(required)]
    pub text: Markdown,
    /// Requirements and obligations of ours that it passes on.
    #[field(verb = "passes on", inverse = "is passed on by", on_retire = "detach", column)]
    pub passes_on: Vec<Ref<FlowedDown>>,
    /// What is measured.
    #[field(group = "Measure", width = "half", column)]
    pub measure: String,
    /// The unit of the measure.
    #[field(group = "Measure", width = "half")]
    pub unit: String,
    /// What must be reached.
    #[field(group = "Measure", width = "third", column)]
    pub target: Option<f64>,
    /// Which way is better.
    #[field(group = "Measure", width = "third")]
    pub better: Better,
    /// How often.
    #[field(group = "Measure", width = "third", column)]
    pub cadence: Option<Cadence>,
    /// What they must show.
    #[field(group = "Evidence", width = "half")]
    pub evidence: String,
    /// When the next evidence is due.
    #[field(group = "Evidence", width = "half")]
    pub evidence_due: Option<Date>,
    /// What follows when they do not meet it.
    #[field(group = "Evidence")]
    pub consequence: Markdown,
    /// What was measured, the oldest first.
    #[field(group = "Measurements")]
    pub measurements: Vec<Measurement>,
}

/// One measurement.
#[part]
pub struct Measurement {
    /// The last day of the period measured.
    #[field(required, width = "third")]
    pub on: Option<Date>,
    /// What was found.
    #[field(required, width = "third")]
    pub value: Option<f64>,
    /// Where it comes from.
    #[field(width = "third")]
    pub source: String,
}

impl SupplierObligation {
    /// Whether a value meets the target; nothing while there is no target.
    pub fn meets(&self, value: f64) -> Option<bool> {
        let target = self.target?;
        Some(match self.better {
            Better::Lower => value <= target,
            Better::Higher => value >= target,
        })
    }

    /// Whether the last measurement meets the target, however old it is; `analysis::supply::standing` says how it stands now.
    pub fn is_met(&self) -> Option<bool> {
        self.meets(self.measurements.last()?.value?)
    }

    /// The newest measurement that is not later than a day.
    pub fn newest(&self, day: Date) -> Option<&Measurement> {
        let known = |m: &&Measurement| m.value.is_some() && m.on.is_some_and(|on| on <= day);
        self.measurements.iter().filter(known).max_by_key(|m| m.on)
    }
}

impl Kind for SupplierObligation {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let contract = self.contract.and_then(|c| check.isms.typed::<Contract>(c.id()));
        let known = self.clause.is_empty()
            || contract
                .is_none_or(|c| c.body.clauses.is_empty() || c.body.clauses.iter().any(|l| l.number == self.clause));
        check.require(known, "/clause", "expected the number of a clause of that contract");
        for (index, pair) in self.measurements.windows(2).enumerate() {
            let at = format!("/measurements/{}/on", index + 1);
            check.require(pair[0].on <= pair[1].on, &at, "list the oldest measurement first");
        }
    }
}
