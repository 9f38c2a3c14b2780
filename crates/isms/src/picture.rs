//! Pictures: what was known when someone decided or told, kept with what they said so that it never changes under them.
//!
//! Records are named by key and not related: a picture is no live relation, and retiring what it shows changes nothing in it.

use crate::values::{Money, Share};
use jiff::Timestamp;
use surety_derive::part;

/// What was seen at a moment. It is taken by the program, never typed.
#[part]
pub struct Picture {
    /// The act after which it was taken.
    #[field(required, width = "third")]
    pub act: Option<i64>,
    /// When.
    #[field(required, width = "third")]
    pub at: Option<Timestamp>,
    /// The version of the model.
    #[field(width = "third")]
    pub model_version: String,
    /// SHA-256 of the model that was computed.
    #[field(width = "half")]
    pub input_hash: String,
    /// How certain each objective was.
    pub objectives: Vec<SeenObjective>,
    /// What each risk would cost.
    pub risks: Vec<SeenRisk>,
}

/// An objective as it was seen.
#[part]
pub struct SeenObjective {
    /// Its key.
    #[field(required, width = "third")]
    pub objective: String,
    /// How certain; nothing where it was unknown.
    #[field(width = "third")]
    pub certainty: Option<Share>,
    /// One standard error of the simulation.
    #[field(width = "third")]
    pub error: Option<Share>,
    /// 5 % of the worlds lay below.
    #[field(width = "third")]
    pub low: Option<Share>,
    /// 5 % of the worlds lay above.
    #[field(width = "third")]
    pub high: Option<Share>,
    /// What was required.
    #[field(width = "third")]
    pub required: Option<Share>,
}

/// A risk as it was seen.
#[part]
pub struct SeenRisk {
    /// Its key.
    #[field(required, width = "third")]
    pub risk: String,
    /// Its average annual loss.
    #[field(width = "third")]
    pub mean: Option<Money>,
    /// The annual loss that it exceeds in one year of ten.
    #[field(width = "third")]
    pub at_90: Option<Money>,
    /// The annual loss that it exceeds in one year of twenty.
    #[field(width = "third")]
    pub at_95: Option<Money>,
    /// The annual loss that it exceeds in one year of a hundred.
    #[field(width = "third")]
    pub at_99: Option<Money>,
}

impl Picture {
    /// The picture without the objectives and risks that somebody else's matter needs.
    pub fn only(&self, keys: &[String]) -> Picture {
        let mut some = self.clone();
        some.objectives.retain(|o| keys.contains(&o.objective));
        some.risks.retain(|r| keys.contains(&r.risk));
        some
    }

    /// Whether any number in it was known.
    pub fn says_something(&self) -> bool {
        self.objectives.iter().any(|o| o.certainty.is_some()) || self.risks.iter().any(|r| r.mean.is_some())
    }
}

impl SeenRisk {
    /// The annual loss that is not exceeded with a probability: at the nearest kept one that is not below it, so it is rather too
    /// high than too low; nothing where that was unknown.
    pub fn at(&self, p: f64) -> Option<Money> {
        let kept = [(0.9, self.at_90), (0.95, self.at_95), (0.99, self.at_99)];
        kept.into_iter().find(|(at, _)| p <= *at + 1e-9).and_then(|(_, loss)| loss)
    }
}
