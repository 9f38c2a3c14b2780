//! The numbers of a model that someone estimated, each by a name that a person understands.

use super::pin::{believed, law};
use crate::{
    checked::{Checked, Rate},
    model::LossForm,
};
use std::fmt;

/// Which number of a model. Indexes are those of the model's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterId {
    /// Which of several estimates of a scenario is right.
    Belief {
        /// Scenario.
        scenario: usize,
    },
    /// A factor of how often.
    Rate {
        /// Scenario.
        scenario: usize,
        /// Its estimate.
        estimate: usize,
        /// Which factor, in the order of Open FAIR.
        part: usize,
    },
    /// A form of primary loss.
    Primary {
        /// Scenario.
        scenario: usize,
        /// Its estimate.
        estimate: usize,
        /// Which of its primary losses.
        loss: usize,
    },
    /// How often events draw reactions.
    SecondaryProbability {
        /// Scenario.
        scenario: usize,
        /// Its estimate.
        estimate: usize,
    },
    /// A form of secondary loss.
    Secondary {
        /// Scenario.
        scenario: usize,
        /// Its estimate.
        estimate: usize,
        /// Which of its secondary losses.
        loss: usize,
    },
    /// What a control or cause does to a scenario.
    Switch {
        /// Scenario.
        scenario: usize,
        /// Which of its controls, then causes.
        switch: usize,
    },
    /// Reliability of a control, probability of a cause.
    On {
        /// Controls, then causes.
        state: usize,
    },
    /// Coverage of a control.
    Coverage {
        /// Controls.
        state: usize,
    },
    /// What a treatment does to a scenario.
    Effect {
        /// Treatment.
        treatment: usize,
        /// Which of its effects.
        effect: usize,
    },
    /// The plan that an objective rests on.
    Baseline {
        /// Objective.
        objective: usize,
    },
}

/// What is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// Loss events a year.
    LossEventFrequency,
    /// Probability of a loss event in a year.
    ProbabilityInAYear,
    /// Threat events a year.
    ThreatEventFrequency,
    /// Contacts a year.
    ContactFrequency,
    /// Probability that a contact becomes an action.
    ProbabilityOfAction,
    /// The share of threat events that become loss events.
    Susceptibility,
    /// Primary loss of an event.
    PrimaryLoss(LossForm),
    /// The share of events that draw reactions.
    SecondaryLossEventFrequency,
    /// Secondary loss of an event.
    SecondaryLoss(LossForm),
    /// What remains while a control works.
    EffectOfControl,
    /// What a common cause multiplies.
    EffectOfCause,
    /// What remains after a treatment.
    EffectOfTreatment,
    /// The share of time in which a control works.
    Reliability,
    /// The share of what it should cover that a control covers.
    Coverage,
    /// Probability that a common cause happens in a year.
    ProbabilityOfCause,
    /// Which of several estimates is right.
    Belief,
    /// The plan that an objective rests on.
    Baseline,
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Quantity::LossEventFrequency => "loss event frequency",
            Quantity::ProbabilityInAYear => "probability in a year",
            Quantity::ThreatEventFrequency => "threat event frequency",
            Quantity::ContactFrequency => "contact frequency",
            Quantity::ProbabilityOfAction => "probability of action",
            Quantity::Susceptibility => "susceptibility",
            Quantity::PrimaryLoss(form) => return write!(f, "primary loss, {}", words(*form)),
            Quantity::SecondaryLossEventFrequency => "secondary loss event frequency",
            Quantity::SecondaryLoss(form) => return write!(f, "secondary loss, {}", words(*form)),
            Quantity::EffectOfControl => "effect of a control",
            Quantity::EffectOfCause => "effect of a common cause",
            Quantity::EffectOfTreatment => "effect of a treatment",
            Quantity::Reliability => "reliability",
            Quantity::Coverage => "coverage",
            Quantity::ProbabilityOfCause => "probability of a common cause",
            Quantity::Belief => "which estimate is right",
            Quantity::Baseline => "baseline",
        })
    }
}

fn words(form: LossForm) -> &'static str {
    match form {
        LossForm::Productivity => "productivity",
        LossForm::Response => "response",
        LossForm::Replacement => "replacement",
        LossForm::FinesAndJudgements => "fines and judgements",
        LossForm::CompetitiveAdvantage => "competitive advantage",
        LossForm::Reputation => "reputation",
    }
}

/// Whose number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A scenario's.
    Scenario(usize),
    /// A control's or cause's: controls first, then causes.
    State(usize),
    /// A treatment's.
    Treatment(usize),
    /// An objective's.
    Objective(usize),
}

/// Whether more knowledge could narrow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nature {
    /// It has one value that we do not know: drawn once per world.
    Unknown,
    /// It differs from event to event or from year to year: knowing more does not make it narrower.
    Varies,
}

/// A number of a model that is not certain.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Which.
    pub id: ParameterId,
    /// Whose.
    pub owner: Owner,
    /// The owner's identity.
    pub whose: String,
    /// The identity of the other end, where it links two: the control of an effect on a scenario, the scenario of a treatment's effect.
    pub with: Option<String>,
    /// What it is.
    pub quantity: Quantity,
    /// Whether more knowledge could narrow it.
    pub nature: Nature,
    /// 5th percentile. For [`Quantity::Belief`] the number of the estimate, counted from 0.
    pub p05: f64,
    /// Median.
    pub p50: f64,
    /// 95th percentile.
    pub p95: f64,
}

/// A place where the list of parameters is put together.
struct List<'a> {
    model: &'a Checked,
    found: Vec<Parameter>,
}

impl List<'_> {
    fn add(&mut self, id: ParameterId, owner: Owner, with: Option<&str>, quantity: Quantity, nature: Nature) {
        let Some(law) = law(self.model, id) else { return };
        if law.as_constant().is_none() {
            let [p05, p50, p95] = [0.05, 0.5, 0.95].map(|p| law.quantile(p));
            let whose = name(self.model, owner).to_owned();
            let with = with.map(str::to_owned);
            self.found.push(Parameter { id, owner, whose, with, quantity, nature, p05, p50, p95 });
        }
    }

    fn scenario(&mut self, scenario: usize) {
        let model = self.model;
        let owner = Owner::Scenario(scenario);
        let Some(checked) = model.scenarios.get(scenario) else { return };
        if checked.views.len() > 1 {
            let at = |p| believed(&checked.upto, p) as f64;
            self.found.push(Parameter {
                id: ParameterId::Belief { scenario },
                owner,
                whose: checked.id.clone(),
                with: None,
                quantity: Quantity::Belief,
                nature: Nature::Unknown,
                p05: at(0.05),
                p50: at(0.5),
                p95: at(0.95),
            });
        }
        for estimate in 0..checked.views.len() {
            self.estimate(scenario, estimate);
        }
        for (switch, s) in checked.switches.iter().enumerate() {
            let quantity = if s.state < model.controls { Quantity::EffectOfControl } else { Quantity::EffectOfCause };
            let with = model.states.get(s.state).map(|s| s.id.as_str());
            self.add(ParameterId::Switch { scenario, switch }, owner, with, quantity, Nature::Unknown);
        }
    }

    fn estimate(&mut self, scenario: usize, estimate: usize) {
        let owner = Owner::Scenario(scenario);
        let Some(view) = self.model.scenarios.get(scenario).and_then(|s| s.views.get(estimate)) else { return };
        let (names, nature): (&[Quantity], Nature) = frequency_names(&view.rate);
        for (part, quantity) in names.iter().enumerate() {
            self.add(ParameterId::Rate { scenario, estimate, part }, owner, None, *quantity, nature);
        }
        let form = |i: usize| view.forms.get(i).copied().unwrap_or_default();
        for loss in 0..view.primary.len() {
            let id = ParameterId::Primary { scenario, estimate, loss };
            self.add(id, owner, None, Quantity::PrimaryLoss(form(loss)), Nature::Varies);
        }
        let Some((_, losses)) = &view.secondary else { return };
        let id = ParameterId::SecondaryProbability { scenario, estimate };
        self.add(id, owner, None, Quantity::SecondaryLossEventFrequency, Nature::Unknown);
        for loss in 0..losses.len() {
            let id = ParameterId::Secondary { scenario, estimate, loss };
            self.add(id, owner, None, Quantity::SecondaryLoss(form(view.primary.len() + loss)), Nature::Varies);
        }
    }
}

/// What the factors of a frequency are called; how many there are tells which decomposition it is.
fn frequency_names(rate: &Rate) -> (&'static [Quantity], Nature) {
    use Quantity::*;
    match rate {
        Rate::Bernoulli(_) => (&[ProbabilityInAYear], Nature::Unknown),
        Rate::Poisson { parts, each_year } => {
            let names: &[Quantity] = match parts.len() {
                1 => &[LossEventFrequency],
                2 => &[ThreatEventFrequency, Susceptibility],
                _ => &[ContactFrequency, ProbabilityOfAction, Susceptibility],
            };
            (names, if *each_year { Nature::Varies } else { Nature::Unknown })
        }
    }
}

fn name(model: &Checked, owner: Owner) -> &str {
    match owner {
        Owner::Scenario(i) => model.scenarios.get(i).map(|x| x.id.as_str()),
        Owner::State(i) => model.states.get(i).map(|x| x.id.as_str()),
        Owner::Treatment(i) => model.treatments.get(i).map(|x| x.id.as_str()),
        Owner::Objective(i) => model.objectives.get(i).map(|x| x.id.as_str()),
    }
    .unwrap_or_default()
}

impl Checked {
    /// Every number of the model that is not certain, in the model's order: scenarios, controls and causes, treatments, objectives.
    pub fn parameters(&self) -> Vec<Parameter> {
        let mut list = List { model: self, found: Vec::new() };
        for scenario in 0..self.scenarios.len() {
            list.scenario(scenario);
        }
        for state in 0..self.states.len() {
            let (on, owner) = if state < self.controls {
                (Quantity::Reliability, Owner::State(state))
            } else {
                (Quantity::ProbabilityOfCause, Owner::State(state))
            };
            list.add(ParameterId::On { state }, owner, None, on, Nature::Unknown);
            list.add(ParameterId::Coverage { state }, owner, None, Quantity::Coverage, Nature::Unknown);
        }
        for (treatment, t) in self.treatments.iter().enumerate() {
            for (effect, e) in t.effects.iter().enumerate() {
                let id = ParameterId::Effect { treatment, effect };
                let with = self.scenarios.get(e.scenario).map(|s| s.id.as_str());
                list.add(id, Owner::Treatment(treatment), with, Quantity::EffectOfTreatment, Nature::Unknown);
            }
        }
        for objective in 0..self.objectives.len() {
            let id = ParameterId::Baseline { objective };
            list.add(id, Owner::Objective(objective), None, Quantity::Baseline, Nature::Varies);
        }
        list.found
    }
}
