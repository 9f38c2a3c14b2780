//! The wheel: seven capabilities, each with what the rules say of it, and the flows between them.
//!
//! A flow is a share of things that should have travelled from one capability to the next and did, with its count and the records that did
//! not. Where nothing should have travelled it is unknown, never whole. [`degrades`] asks the same of a value without a capability's
//! records: what the others lose is computed, not told. The answer is for the organisation: it releases aggregates, and records by identity
//! that whoever shows them filters for their viewer.

mod degrade;
mod flows;
mod told;

pub use degrade::{Because, Degraded, degrades};
pub use flows::flows;
pub(super) use flows::{
    answered_by_change, decided_lately, estimated_since, in_force_of, is_current_instruction, matters,
};
pub use told::{sentence, told};

use super::numbers::Numbers;
use crate::{
    area::Area,
    isms::Isms,
    rules::{self, Severity, Signal, Signals},
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::HashMap;

/// The seven capabilities, in the order in which the wheel turns.
pub const SEVEN: [Area; 7] = [
    Area::Risk,
    Area::Governance,
    Area::Policy,
    Area::Instruction,
    Area::Communication,
    Area::Control,
    Area::Assurance,
];

/// What should have travelled from one capability to another, and did.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Where it comes from.
    pub from: Area,
    /// Where it should arrive.
    pub to: Area,
    /// Its name, as a word: `tested-when-due`.
    pub name: &'static str,
    /// How many arrived.
    pub travelled: usize,
    /// How many should have.
    pub should: usize,
    /// Those that did not, the longest missing first.
    pub missing: Vec<RecordId>,
    /// Since when the first of them is missing.
    pub since: Option<Date>,
}

impl Flow {
    /// The share that arrived; unknown where nothing should have.
    pub fn share(&self) -> Option<f64> {
        (self.should > 0).then(|| self.travelled as f64 / self.should as f64)
    }

    /// Whether less than half arrived.
    pub fn is_broken(&self) -> bool {
        self.should > 0 && self.travelled * 2 < self.should
    }
}

/// A capability as it is seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Capability {
    /// Which.
    pub area: Area,
    /// What the rules find of it, the worst first.
    pub signals: Vec<Signal>,
}

impl Capability {
    /// How many signals of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.signals.iter().filter(|s| s.severity == severity).count()
    }
}

/// The wheel at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Wheel {
    /// The day of the moment.
    pub on: Date,
    /// The seven, then context and operations beside them.
    pub capabilities: Vec<Capability>,
    /// The flows, in the order of the wheel.
    pub flows: Vec<Flow>,
}

impl Wheel {
    /// The flows of which less than half arrived, the emptiest first.
    pub fn broken(&self) -> Vec<&Flow> {
        let mut broken: Vec<&Flow> = self.flows.iter().filter(|f| f.is_broken()).collect();
        broken.sort_by(|a, b| {
            a.share().unwrap_or(0.0).total_cmp(&b.share().unwrap_or(0.0)).then(b.should.cmp(&a.should))
        });
        broken
    }
}

/// The wheel of a value, from the newest numbers and all that the rules find.
pub fn wheel(isms: &Isms, numbers: &Numbers, signals: &Signals) -> Wheel {
    let areas: HashMap<&str, Area> = rules::all().iter().map(|r| (r.code, r.area)).collect();
    let capability = |area: Area| {
        let mut own: Vec<Signal> = signals.iter().filter(|s| areas.get(s.code) == Some(&area)).cloned().collect();
        own.sort_by(|a, b| a.severity.cmp(&b.severity).then_with(|| a.cmp(b)));
        Capability { area, signals: own }
    };
    let all = SEVEN.into_iter().chain([Area::Context, Area::Operations]);
    Wheel { on: rules::today(isms), capabilities: all.map(capability).collect(), flows: flows(isms, numbers) }
}
