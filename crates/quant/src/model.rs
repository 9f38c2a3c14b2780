//! A model as people state it: scenarios of loss, what protects, what they share, what could be done, and what must hold.
//!
//! Everything is plain data that can be written as JSON or YAML; [`Model::check`](crate::Checked) turns it into something that engines can
//! compute. Money is in one currency that the caller keeps, frequencies are a year, shares and probabilities lie in 0..1.

use crate::dist::Dist;
use serde::{Deserialize, Serialize};

/// A model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Model {
    /// Scenarios of loss.
    pub scenarios: Vec<Scenario>,
    /// Controls that protect one or more scenarios; where one is down, it is down for all of them in that year.
    pub controls: Vec<Control>,
    /// Common causes: things that happen or not in a year, and move several scenarios when they do.
    pub causes: Vec<Cause>,
    /// Threat levels: gamma factors, drawn once a year, that multiply the frequency of several scenarios.
    pub levels: Vec<Level>,
    /// Insurance and other transfers that are in place.
    pub transfers: Vec<Transfer>,
    /// What could be done.
    pub treatments: Vec<Treatment>,
    /// What must hold.
    pub objectives: Vec<Objective>,
}

/// A scenario of loss. Several estimates are a pool: each world believes one of them, so that disagreement stays visible.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// A stable identity: random draws hang on it, and on nothing else of the scenario.
    pub id: String,
    /// How often and how much; at least one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub estimates: Vec<Estimate>,
    /// Short for a single estimate: its frequency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Frequency>,
    /// Short for a single estimate with one form of loss: the loss of an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub magnitude: Option<Dist>,
    /// What protects it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Protection>,
    /// The common causes that move it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Drive>,
    /// The threat level that it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
}

impl Scenario {
    /// A scenario with one estimate of one form of loss.
    pub fn new(id: impl Into<String>, frequency: Frequency, magnitude: Dist) -> Scenario {
        Scenario {
            id: id.into(),
            estimates: Vec::new(),
            frequency: Some(frequency),
            magnitude: Some(magnitude),
            controls: Vec::new(),
            causes: Vec::new(),
            level: None,
        }
    }
}

/// One view of a scenario in Open FAIR factors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// How much it weighs in the pool, relative to the others.
    #[serde(default = "one")]
    pub weight: f64,
    /// How often.
    pub frequency: Frequency,
    /// What each loss event costs, by form; the forms add up.
    pub primary: Vec<Loss>,
    /// What the reactions of others cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secondary: Option<Secondary>,
    /// Controls that were in place in the evidence. Their expected effect is taken out first, so that nothing counts twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumes: Vec<String>,
}

fn one() -> f64 {
    1.0
}

/// How often loss events happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Frequency {
    /// Any number of events a year: Poisson with this rate (loss event frequency).
    Poisson {
        /// Events a year.
        #[serde(alias = "rate_per_year")]
        rate: Dist,
        /// Whether an uncertain rate is drawn anew each year (it varies) rather than once per world (it is unknown).
        #[serde(default)]
        each_year: bool,
    },
    /// At most one event a year, with this probability.
    Bernoulli {
        /// Probability in a year.
        #[serde(alias = "probability_per_year")]
        probability: Dist,
    },
    /// Threat events, and how many of them become loss events: Poisson with rate TEF x susceptibility.
    ThreatEvents {
        /// Threat events a year.
        threat_events: ThreatEvents,
        /// The share that becomes loss events.
        susceptibility: Susceptibility,
        /// Whether uncertain factors are drawn anew each year rather than once per world.
        #[serde(default)]
        each_year: bool,
    },
}

impl Frequency {
    /// Poisson with a constant or uncertain rate.
    pub fn poisson(rate: impl Into<Dist>) -> Frequency {
        Frequency::Poisson { rate: rate.into(), each_year: false }
    }
}

/// Threat events a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ThreatEvents {
    /// By contact.
    Contact {
        /// Contacts a year.
        contacts: Dist,
        /// Probability that a contact becomes an action.
        probability_of_action: Dist,
    },
    /// Directly.
    Direct(Dist),
}

/// The share of threat events that become loss events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Susceptibility {
    /// P(capability > resistance), both on one scale.
    Strength {
        /// What the threat is able to do.
        capability: Dist,
        /// What the defence withstands.
        resistance: Dist,
    },
    /// Directly.
    Direct(Dist),
}

/// Loss of one form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loss {
    /// The form.
    #[serde(default)]
    pub form: LossForm,
    /// Money per event.
    pub amount: Dist,
}

/// The six forms of loss (Open FAIR, O-RT).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossForm {
    /// Work not done, revenue not earned.
    #[default]
    Productivity,
    /// Handling the event.
    Response,
    /// Putting back what was lost.
    Replacement,
    /// Fines and judgements.
    FinesAndJudgements,
    /// Advantage lost to others.
    CompetitiveAdvantage,
    /// Trust lost with others.
    Reputation,
}

/// What the reactions of others cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secondary {
    /// Probability that a loss event draws reactions (secondary loss event frequency as a share of primary events).
    pub probability: Dist,
    /// What they cost, by form.
    pub losses: Vec<Loss>,
}

/// A control. In a year it works with probability `reliability`, or is down for the whole of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Identity.
    pub id: String,
    /// The share of time in which it works as intended.
    #[serde(default = "always")]
    pub reliability: Dist,
    /// The share of what it should cover that it does cover.
    #[serde(default = "always")]
    pub coverage: Dist,
    /// The share of its effect that remains when it is down (FAIR-CAM variant efficacy).
    #[serde(default)]
    pub variant_efficacy: f64,
}

fn always() -> Dist {
    Dist::constant(1.0)
}

/// Reliability from how often a control fails and how long it stays failed: exp(-frequency x duration / 365) (FAIR-CAM).
pub fn reliability(failures_a_year: f64, days: f64) -> f64 {
    libm::exp(-failures_a_year * days / 365.0)
}

/// What a control does to a scenario while it works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protection {
    /// The control.
    pub control: String,
    /// What it moves.
    #[serde(default)]
    pub factor: Factor,
    /// What that is multiplied by on what it covers: 0.3 leaves 30 %. Layers multiply, they never add up.
    pub multiplier: Dist,
}

/// What is multiplied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// How often: threat events, contacts, susceptibility; for thinned Poisson events they are one.
    #[default]
    Frequency,
    /// The loss of an event, primary and secondary.
    Magnitude,
    /// The probability that an event draws reactions.
    SecondaryProbability,
}

/// Something that happens or not in a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// Identity.
    pub id: String,
    /// Probability that it happens in a year.
    pub probability: Dist,
}

/// What a common cause does to a scenario in a year in which it happens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drive {
    /// The cause.
    pub cause: String,
    /// What it moves.
    #[serde(default)]
    pub factor: Factor,
    /// What that is multiplied by.
    pub multiplier: Dist,
}

/// A threat level: a gamma factor with mean 1, drawn once a year, that multiplies the frequency of all scenarios that follow it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Identity.
    pub id: String,
    /// Its variance: 0.25 is a coefficient of variation of one half.
    pub variance: f64,
}

/// A transfer: someone else bears part of the loss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Identity.
    pub id: String,
    /// The scenarios that it covers.
    pub scenarios: Vec<String>,
    /// What it pays of each event: min(max(loss - retention, 0), limit).
    #[serde(default)]
    pub per_event: Layer,
    /// What it pays in a year of what it would pay of the events: min(max(sum - retention, 0), limit).
    #[serde(default)]
    pub annual: Layer,
}

/// What is kept, and the most that is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Layer {
    /// Money that we bear first.
    #[serde(alias = "deductible")]
    pub retention: f64,
    /// The most that is paid; unlimited where nothing is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
}

impl Layer {
    /// What it pays of `loss`.
    pub fn pays(&self, loss: f64) -> f64 {
        (loss - self.retention).max(0.0).min(self.limit.unwrap_or(f64::INFINITY))
    }

    /// Whether it pays all of everything.
    pub fn is_open(&self) -> bool {
        self.retention == 0.0 && self.limit.is_none()
    }
}

/// Something that could be done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Treatment {
    /// Identity.
    pub id: String,
    /// What it takes out of a budget, money.
    #[serde(alias = "annual_cost")]
    pub cost: f64,
    /// What it costs a year when one-off cost is spread over its life; the same as `cost` where nothing is stated. Net benefit uses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yearly_cost: Option<f64>,
    /// What it does.
    pub effects: Vec<TreatmentEffect>,
    /// Scenarios that it ends altogether.
    pub avoids: Vec<String>,
    /// Transfers that it brings.
    pub transfers: Vec<Transfer>,
    /// Treatments without which it cannot be chosen.
    pub requires: Vec<String>,
    /// Treatments beside which it cannot be chosen.
    pub excludes: Vec<String>,
}

/// What a treatment does to a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TreatmentEffect {
    /// The scenario.
    pub scenario: String,
    /// What it moves.
    #[serde(default)]
    pub factor: Factor,
    /// What that is multiplied by.
    pub multiplier: Dist,
    /// The control through which it works: in a year in which that is down, it does nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}

/// Something that must hold over the year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Identity.
    pub id: String,
    /// What lands on it.
    pub losses: Vec<Landing>,
    /// When it holds.
    pub holds: Holds,
    /// Further amounts at which the certainty is wanted: losses at most so much.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<f64>,
}

/// The share of a scenario's loss that lands on an objective.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Landing {
    /// The scenario.
    pub scenario: String,
    /// The share, 0 to 1.
    #[serde(default = "one")]
    pub share: f64,
}

/// When an objective holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Holds {
    /// When the losses of the year that land on it are at most this much.
    LossAtMost {
        /// Money.
        tolerance: f64,
    },
    /// When a baseline less those losses is at least this much.
    ResultAtLeast {
        /// Money.
        target: f64,
        /// The plan with its spread, independent of the losses.
        baseline: Dist,
    },
}
