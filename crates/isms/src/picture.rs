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
    /// The annual loss that it exceeds in one year of twenty.
    #[field(width = "third")]
    pub at_95: Option<Money>,
}
