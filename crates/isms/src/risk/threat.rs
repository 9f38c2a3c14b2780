//! Threats: who or what acts.

use crate::{kind::Kind, lifecycle::*, values::*};
use surety_derive::{Choice, record};

/// An actor or cause that could do harm: what it is able to do, and whether it grows.
#[record(prefix = "THR", plural = "threats")]
pub struct Threat {
    /// Who or what it is, what moves it, how it works.
    #[field(required)]
    pub description: Markdown,
    /// Where it comes from.
    #[field(width = "third", column)]
    pub origin: ThreatOrigin,
    /// How able it is.
    #[field(width = "third", column)]
    pub capability: Option<Capability>,
    /// Where it is going.
    #[field(width = "third", column)]
    pub trend: Option<Trend>,
    /// A cause that moves several risks at once, such as a campaign or a heatwave; risks that name the same one move together.
    #[field(width = "half")]
    pub shared_factor: String,
    /// Where the knowledge comes from, with dates.
    pub sources: Markdown,
}

/// Where a threat comes from (NIST SP 800-30).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum ThreatOrigin {
    /// Someone means it.
    #[default]
    Adversarial,
    /// Someone errs.
    Accidental,
    /// Something breaks or wears out.
    Structural,
    /// Nature, or a supply outside our control.
    Environmental,
}

/// How able a threat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Capability {
    /// Uses what lies about.
    Low,
    /// Has means and patience for an ordinary target.
    Moderate,
    /// Chooses its targets and prepares.
    High,
    /// Has the means of a state.
    VeryHigh,
}

/// Where something is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Trend {
    /// Less than before.
    Falling,
    /// As before.
    Steady,
    /// More than before.
    Rising,
}

impl Kind for Threat {
    const LIFECYCLE: Lifecycle = SIMPLE;
}
