//! Certainty: how sure we may be of each objective, what drags it down, and what would change it.
//!
//! One joint simulation answers for all objectives at once: today, without any control, and with what is decided. A what-if is another variant in the
//! same years. The answer is for the organisation: it releases aggregates only.

use super::model::{Gap, Lack, Modelled, input_hash};
use crate::{context::Objective, isms::Isms, values::RecordId};
use quant::{
    Variant,
    simulate::{Certainty, ObjectiveOutcome, Outcome, Question, Settings, VariantOutcome},
};

/// Worlds of the usual simulation.
pub const WORLDS: usize = 256;
/// Years in each.
pub const YEARS: usize = 1_024;
/// The usual seed; any other gives another sample of the same answer.
pub const SEED: u64 = 1;

/// How a number came to be: enough to get it again to the last bit.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Method {
    /// `simulation` or `exact`.
    pub engine: &'static str,
    /// The version of the model.
    pub model_version: &'static str,
    /// The seed.
    pub seed: u64,
    /// Worlds: ways that what we do not know may be.
    pub worlds: usize,
    /// Simulated years in each.
    pub years_per_world: usize,
    /// SHA-256 of the model that was computed, as canonical JSON.
    pub input_hash: String,
    /// Treatments of the model that count as done, by name.
    pub with: Vec<String>,
}

/// The usual settings.
pub fn settings(threads: usize) -> Settings {
    Settings { seed: SEED, worlds: WORLDS, years_per_world: YEARS, threads }
}

/// Everything that is known about certainty at one moment.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The model and the records behind it.
    pub made: Modelled,
    /// The model, checked; none where it cannot be computed.
    pub checked: Option<quant::Checked>,
    /// What was found: today, without controls, with what is decided, in this order.
    pub outcome: Option<Outcome>,
    /// How.
    pub method: Method,
    /// Why there is no outcome.
    pub fault: Option<String>,
}

/// How it stands with an objective.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// The certainty, where it is known.
    pub certainty: Option<&'a Certainty>,
    /// Why it is unknown; empty where it is known.
    pub unknown: Vec<Gap>,
    /// What the simulation says about the risks that have numbers, also where others are missing.
    pub so_far: Option<&'a ObjectiveOutcome>,
    /// What is required, 0 to 1.
    pub required: Option<f64>,
}

/// Whether a required certainty is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// Beyond simulation error.
    Yes,
    /// Short of it beyond simulation error.
    No,
    /// Within two standard errors of the border: the simulation cannot tell.
    Close,
}

impl Standing<'_> {
    /// Whether the required certainty is reached; nothing where either is unknown.
    pub fn met(&self) -> Option<Met> {
        let (certainty, required) = (self.certainty?, self.required?);
        let margin = certainty.mean - required;
        Some(match () {
            () if margin.abs() < 2.0 * certainty.error => Met::Close,
            () if margin > 0.0 => Met::Yes,
            () => Met::No,
        })
    }
}

/// Index of the variant that is today.
pub const TODAY: usize = 0;
/// Index of the variant without controls and treatments.
pub const BEFORE: usize = 1;
/// Index of the variant with decided treatments.
pub const AFTER: usize = 2;

fn question(variants: Vec<Variant>, contributions: bool) -> Question {
    Question { contributions, ..Question::variants(variants) }
}

/// Computes the certainty of everything: today, without controls and with what is decided, with what holds each objective back.
pub fn compute(made: Modelled, settings: &Settings) -> Answer {
    let variants = vec![made.today(), made.before(), made.after()];
    answer(made, settings, &question(variants, true))
}

/// Computes how it stands today and nothing else: a fifth of the work, the same certainty to the last bit.
pub fn compute_today(made: Modelled, settings: &Settings) -> Answer {
    let variants = vec![made.today()];
    answer(made, settings, &question(variants, false))
}

fn answer(made: Modelled, settings: &Settings, question: &Question) -> Answer {
    let method = Method {
        engine: "simulation",
        model_version: quant::MODEL_VERSION,
        seed: settings.seed,
        worlds: settings.worlds,
        years_per_world: settings.years_per_world,
        input_hash: input_hash(&made.model),
        with: made.done.iter().filter_map(|t| made.model.treatments.get(*t)).map(|t| t.id.clone()).collect(),
    };
    let mut answer = Answer { made, checked: None, outcome: None, method, fault: None };
    match answer.made.model.check() {
        Err(faults) => answer.fault = Some(faults.to_string()),
        Ok(checked) => {
            match quant::simulate::run(&checked, settings, question) {
                Ok(outcome) => answer.outcome = Some(outcome),
                Err(e) => answer.fault = Some(e.to_string()),
            }
            answer.checked = Some(checked);
        }
    }
    answer
}

impl Answer {
    /// A variant's outcome.
    pub fn variant(&self, index: usize) -> Option<&VariantOutcome> {
        self.outcome.as_ref()?.variants.get(index)
    }

    /// An objective in a variant.
    pub fn objective(&self, variant: usize, objective: RecordId) -> Option<&ObjectiveOutcome> {
        self.variant(variant)?.objectives.get(self.made.objective(objective)?)
    }

    /// How it stands with an objective today. `isms` is the value that the answer was computed from.
    pub fn standing(&self, isms: &Isms, objective: RecordId) -> Standing<'_> {
        let record = isms.typed::<Objective>(objective);
        let required = record.and_then(|o| o.body.required_certainty).map(|s| s.0);
        let so_far = self.objective(TODAY, objective);
        let unknown = self.unknown(isms, objective);
        let certainty = so_far.map(|o| &o.certainty).filter(|_| unknown.is_empty());
        Standing { certainty, unknown, so_far, required }
    }

    /// Why the certainty of an objective is unknown.
    pub fn unknown(&self, isms: &Isms, objective: RecordId) -> Vec<Gap> {
        let own = self.made.gaps.iter().filter(|g| g.record == objective).copied();
        let mut gaps: Vec<Gap> = own.collect();
        for risk in super::model::threatening(isms, objective) {
            let missing = |l: Lack| matches!(l, Lack::Estimate | Lack::Impossible);
            gaps.extend(self.made.gaps.iter().filter(|g| g.record == risk.head.id && missing(g.lacks)));
        }
        if gaps.is_empty() && self.objective(TODAY, objective).is_none() {
            gaps.push(Gap { record: objective, lacks: Lack::Impossible });
        }
        gaps
    }

    /// Simulates further variants of the same model in the same years; the first of the outcome is today.
    ///
    /// # Errors
    /// The engine's reason in words, or why there is no model.
    pub fn what_if(&self, mut variants: Vec<Variant>, settings: &Settings) -> Result<Outcome, String> {
        let checked = self.checked.as_ref().ok_or_else(|| self.fault.clone().unwrap_or_default())?;
        variants.insert(0, self.made.today());
        quant::simulate::run(checked, settings, &question(variants, false)).map_err(|e| e.to_string())
    }
}
