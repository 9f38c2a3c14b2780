//! Controls: what we actually do.

use crate::{context::Objective, kind::Kind, lifecycle::*, risk::Risk, target, values::*};
use surety_derive::{Choice, part, record};

target!(
    /// Who operates a control.
    Operator: "person", "team", "role", "supplier"
);
target!(
    /// What a control carries out.
    Demand: "requirement", "obligation"
);

/// Something we do that changes risk: tied to the risks it treats, the requirements it carries out and the objectives it protects.
#[record(prefix = "CTL", plural = "controls")]
pub struct Control {
    /// What is done, so that someone else could do it.
    #[field(required)]
    pub description: Markdown,
    /// Who operates it.
    #[field(verb = "is operated by", inverse = "operates", on_retire = "block", width = "half", column)]
    pub operator: Option<Ref<Operator>>,
    /// What kind of control it is.
    #[field(width = "half", column)]
    pub function: ControlFunction,
    /// How often it is carried out.
    #[field(width = "half")]
    pub frequency: Option<ControlFrequency>,
    /// Risks it treats.
    #[field(group = "What it is for", verb = "treats", inverse = "is treated by", on_retire = "detach", column)]
    pub treats: Vec<Ref<Risk>>,
    /// Requirements of ours that it carries out.
    #[field(group = "What it is for", verb = "implements", inverse = "is implemented by", on_retire = "detach")]
    pub implements: Vec<Ref<Demand>>,
    /// Requirements of frameworks that it carries out.
    #[field(group = "What it is for", column)]
    pub clauses: Vec<Clause>,
    /// Objectives it protects.
    #[field(group = "What it is for", verb = "protects", inverse = "is protected by", on_retire = "detach")]
    pub protects: Vec<Ref<Objective>>,
    /// Which FAIR factor it moves, and by how much.
    #[field(group = "Effect")]
    pub effects: Vec<ControlEffect>,
    /// A filter over assets that says what it should cover.
    #[field(group = "Coverage", width = "half")]
    pub covers: String,
    /// The share it was measured to cover.
    #[field(group = "Coverage", width = "half", column)]
    pub coverage: Option<Share>,
    /// Paid every year.
    #[field(group = "Cost", width = "half", column)]
    pub cost_yearly: Option<Money>,
    /// Work of our own people.
    #[field(group = "Cost", unit = "person-days a year", width = "half")]
    pub effort_yearly: Option<f64>,
    /// How often it fails, before tests say more.
    #[field(group = "Reliability", unit = "failures a year", width = "half")]
    pub variance_frequency: Option<Range>,
    /// How long it stays failed.
    #[field(group = "Reliability", unit = "days", width = "half")]
    pub variance_duration: Option<Range>,
}

/// An effect on a FAIR factor.
#[part]
pub struct ControlEffect {
    /// The factor.
    #[field(required, width = "half")]
    pub factor: FairFactor,
    /// The factor it is multiplied by when the control works: 0.3 leaves 30 %.
    #[field(required, width = "half")]
    pub multiplier: Option<Range>,
}

/// Factors that controls move (FAIR-CAM: loss event controls).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum FairFactor {
    /// Avoids contact or action.
    #[default]
    ThreatEventFrequency,
    /// Resists.
    Susceptibility,
    /// Limits each loss.
    LossMagnitude,
    /// Limits how often others react.
    SecondaryFrequency,
}

/// What a control does in an attack (ISO/IEC 27002 control types, extended).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum ControlFunction {
    /// Before it happens.
    #[default]
    Preventive,
    /// While it happens.
    Detective,
    /// After it happened.
    Corrective,
}

/// How often a control is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum ControlFrequency {
    /// All the time, by machine.
    Continuous,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Every year.
    Yearly,
    /// When something happens.
    OnEvent,
}

impl Kind for Control {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("proposed", "Proposed"),
            draft("designed", "Designed"),
            draft("implemented", "Implemented"),
            live("operating", "Operating"),
            live("retiring", "Retiring"),
            closed("retired", "Retired"),
        ],
        steps: &[
            step("design", "Mark as designed", &["proposed"], "designed"),
            step("implement", "Mark as implemented", &["designed"], "implemented"),
            step("operate", "Put into operation", &["implemented", "retiring"], "operating"),
            step("wind-down", "Begin to retire", &["operating"], "retiring").with_reason(),
            retire(&["proposed", "designed", "implemented", "retiring"], "retired"),
            step("reinstate", "Reinstate", &["retired"], "proposed").with_reason(),
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        for (index, effect) in self.effects.iter().enumerate() {
            let sound = effect.multiplier.is_none_or(|m| m.low >= 0.0);
            check.require(sound, &format!("/effects/{index}/multiplier"), "a multiplier cannot be negative");
        }
        check.require(self.cost_yearly.is_none_or(|c| c.minor >= 0), "/cost_yearly", "a cost cannot be negative");
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        match step {
            "operate" if record.head.owner.is_none() => Err("a control needs an owner before it operates".into()),
            "operate" if record.body.operator.is_none() => Err("a control needs an operator before it operates".into()),
            _ => Ok(()),
        }
    }
}
