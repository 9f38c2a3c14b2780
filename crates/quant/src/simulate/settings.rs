//! What to compute, and within which bounds.

use crate::{Checked, Variant};

/// How much to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where every draw comes from: the same seed gives the same numbers, to the bit, with any number of threads.
    pub seed: u64,
    /// Worlds: draws of what we do not know. At least 1; bands over worlds want 100 or more.
    pub worlds: usize,
    /// Years in each world, at least 1. A rare event wants many.
    pub years_per_world: usize,
    /// Threads to use; 0 counts as 1.
    pub threads: usize,
}

/// The most years of a simulation, worlds times years per world.
pub const MAX_YEARS: u64 = 1_000_000_000;
/// The most loss events of a simulation.
pub const MAX_EVENTS: f64 = 2e10;
/// The most memory that the losses of all years may take, bytes.
pub const MAX_MEMORY: u64 = 2 << 30;
/// Years that are simulated together; all of one world.
pub const BLOCK: usize = 4_096;

impl Settings {
    /// Worlds times years per world.
    pub fn years(&self) -> u64 {
        (self.worlds as u64).saturating_mul(self.years_per_world as u64)
    }

    /// Blocks of one world.
    pub(crate) fn blocks_per_world(&self) -> usize {
        self.years_per_world.div_ceil(BLOCK)
    }

    /// Threads to start.
    pub(crate) fn workers(&self) -> usize {
        self.threads.clamp(1, 256)
    }

    pub(crate) fn check(&self) -> Result<(), SimulationError> {
        let years = self.years();
        if years == 0 {
            return Err(SimulationError::NoYears);
        }
        if years > MAX_YEARS {
            return Err(SimulationError::TooManyYears(years));
        }
        Ok(())
    }
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The states of affairs to compute; the first is the reference that the others are compared with, normally today.
    pub variants: Vec<Variant>,
    /// Sets of objectives, by index, whose certainty in the same year is wanted, besides that of all.
    pub joint: Vec<Vec<usize>>,
    /// Probabilities of the percentiles and shortfalls that are wanted, each in 0..1.
    pub percentiles: Vec<f64>,
    /// Amounts at which exceedance probabilities are wanted; where empty, 120 are chosen, evenly spaced in the logarithm.
    pub amounts: Vec<f64>,
    /// Whether the part of each scenario in means, shortfalls and missed objectives is wanted; it takes a second pass.
    pub contributions: bool,
}

impl Question {
    /// The model as it stands: 50th, 90th, 95th and 99th percentile, chosen amounts, no contributions.
    pub fn today() -> Question {
        Question::variants(vec![Variant::today()])
    }

    /// These variants, else as [`Question::today`].
    pub fn variants(variants: Vec<Variant>) -> Question {
        Question {
            variants,
            joint: Vec::new(),
            percentiles: vec![0.5, 0.9, 0.95, 0.99],
            amounts: Vec::new(),
            contributions: false,
        }
    }

    pub(crate) fn check(&self, model: &Checked) -> Result<(), SimulationError> {
        if self.variants.is_empty() {
            return Err(SimulationError::NoVariant);
        }
        for (found, below) in self.indexes(model) {
            if found >= below {
                return Err(SimulationError::Index { found, below });
            }
        }
        if let Some(p) = self.percentiles.iter().find(|p| !(0.0..1.0).contains(*p)) {
            return Err(SimulationError::Percentile(*p));
        }
        match self.amounts.iter().find(|a| !a.is_finite()) {
            Some(amount) => Err(SimulationError::Amount(*amount)),
            None => Ok(()),
        }
    }

    /// Every index that is used, with how many there are of what it counts.
    fn indexes(&self, model: &Checked) -> impl Iterator<Item = (usize, usize)> {
        let joint = self.joint.iter().flatten().map(|o| (*o, model.objectives.len()));
        let variants = self.variants.iter().flat_map(move |v| {
            let controls = model.controls().len();
            let states = v.without.iter().chain(&v.certain).chain(v.reliability.iter().map(|r| &r.0));
            let treatments = v.treatments.iter().map(|t| (*t, model.treatments.len()));
            let scenarios = v.without_scenarios.iter().map(|s| (*s, model.scenarios.len()));
            treatments.chain(scenarios).chain(states.map(move |s| (*s, controls)))
        });
        joint.chain(variants)
    }
}

/// Why a simulation cannot be run.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum SimulationError {
    /// Nothing to simulate.
    #[error("expected at least one world and one year in each")]
    NoYears,
    /// Too many years.
    #[error("{0} years are too many, expected at most {MAX_YEARS}: take fewer worlds or fewer years in each")]
    TooManyYears(u64),
    /// Too many events.
    #[error(
        "more than {MAX_EVENTS} loss events would have to be simulated: take fewer years, or look at rates far above one a day"
    )]
    TooManyEvents,
    /// Too much memory.
    #[error(
        "keeping the losses of every year would take {needed} bytes, expected at most {MAX_MEMORY}: take fewer years or variants"
    )]
    TooMuchMemory {
        /// Bytes.
        needed: u64,
    },
    /// No variant to compute.
    #[error("expected at least one variant, the first being the reference")]
    NoVariant,
    /// An index of a treatment, control, scenario or objective that the model does not have.
    #[error("index {found} of a treatment, control, scenario or objective must lie below {below}")]
    Index {
        /// What was found.
        found: usize,
        /// How many there are.
        below: usize,
    },
    /// A percentile outside 0..1.
    #[error("percentile {0}: expected a probability of 0 or more and less than 1")]
    Percentile(f64),
    /// An amount that is not a number.
    #[error("amount {0}: expected a finite number")]
    Amount(f64),
    /// A worker ended early.
    #[error("a worker of the simulation ended early; this is a fault of the program")]
    Broken,
}
