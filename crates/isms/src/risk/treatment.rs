//! Treatments: what could be done about risks, and what it costs.

use super::Risk;
use crate::{control::Control, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

/// Something that could be done about one or more risks: avoid, mitigate, transfer or accept.
#[record(prefix = "TRT", plural = "treatments")]
pub struct Treatment {
    /// What is done.
    #[field(width = "half", column)]
    pub option: TreatmentOption,
    /// What it consists of.
    pub description: Markdown,
    /// The risks it treats.
    #[field(required, verb = "treats", inverse = "is treated by", on_retire = "detach", column)]
    pub treats: Vec<Ref<Risk>>,
    /// Controls it adds or improves, and what that is expected to do.
    #[field(group = "Effect", shown_when = "option=mitigate", on_retire = "block")]
    pub improves: Vec<Improvement>,
    /// Paid once.
    #[field(group = "Cost", width = "third", column)]
    pub cost_once: Option<Money>,
    /// Paid every year.
    #[field(group = "Cost", width = "third", column)]
    pub cost_yearly: Option<Money>,
    /// Work of our own people.
    #[field(group = "Cost", unit = "person-days", width = "third")]
    pub effort: Option<f64>,
    /// Until it works.
    #[field(group = "Cost", unit = "days", width = "third")]
    pub lead_time: Option<f64>,
    /// When it should be done.
    #[field(group = "Cost", width = "third", column)]
    pub due: Option<Date>,
    /// Terms of the insurance or contract.
    #[field(group = "Transfer", shown_when = "option=transfer")]
    pub insurance: Option<Insurance>,
    /// Treatments that must be done first.
    #[field(group = "Order", verb = "needs", inverse = "is needed by", on_retire = "detach", width = "half")]
    pub prerequisites: Vec<Ref<Treatment>>,
    /// Treatments that cannot be chosen beside it.
    #[field(group = "Order", verb = "excludes", inverse = "is excluded by", on_retire = "detach", width = "half")]
    pub excludes: Vec<Ref<Treatment>>,
}

/// A control that a treatment adds or improves.
#[part]
pub struct Improvement {
    /// The control.
    #[field(required, verb = "improves", inverse = "is improved by", on_retire = "block", width = "half")]
    pub control: Option<Ref<Control>>,
    /// The factor by which it multiplies loss events a year: 0.3 leaves 30 %.
    #[field(width = "half")]
    pub frequency_factor: Option<Range>,
    /// The factor by which it multiplies the loss of an event.
    #[field(width = "half")]
    pub magnitude_factor: Option<Range>,
}

/// Terms of an insurance.
#[part]
pub struct Insurance {
    /// Paid every year.
    #[field(width = "third")]
    pub premium: Option<Money>,
    /// What we bear of each event.
    #[field(width = "third")]
    pub retention: Option<Money>,
    /// The most it pays in a year.
    #[field(width = "third")]
    pub limit: Option<Money>,
    /// What it does not cover.
    pub exclusions: Markdown,
    /// When it is renewed.
    #[field(width = "third")]
    pub renewal: Option<Date>,
}

/// The four options of ISO/IEC 27005.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum TreatmentOption {
    /// Make it less frequent or less costly.
    #[default]
    Mitigate,
    /// Stop doing what gives rise to it.
    Avoid,
    /// Let someone else bear the loss.
    Transfer,
    /// Bear it, knowingly.
    Accept,
}

impl Kind for Treatment {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("proposed", "Proposed"),
            live("decided", "Decided"),
            live("under-way", "Under way"),
            live("done", "Done"),
            live("verified", "Verified"),
            closed("abandoned", "Abandoned"),
        ],
        steps: &[
            step("decide", "Decide", &["proposed"], "decided").with_approval(),
            step("start", "Start", &["decided"], "under-way"),
            step("finish", "Finish", &["under-way"], "done"),
            step("verify", "Verify the effect", &["done"], "verified"),
            step("reopen", "Reopen", &["done", "verified", "abandoned"], "proposed").with_reason(),
            Step {
                name: "retire",
                label: "Abandon",
                ..retire(&["proposed", "decided", "under-way", "done", "verified"], "abandoned")
            },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let me = check.record.head().id;
        check.require(
            self.prerequisites.iter().all(|t| t.id() != me),
            "/prerequisites",
            "a treatment cannot need itself",
        );
        check.require(self.excludes.iter().all(|t| t.id() != me), "/excludes", "a treatment cannot exclude itself");
        for (at, cost) in [("/cost_once", self.cost_once), ("/cost_yearly", self.cost_yearly)] {
            check.require(cost.is_none_or(|c| c.minor >= 0), at, "a cost cannot be negative");
        }
        check.require(self.effort.is_none_or(|e| e >= 0.0), "/effort", "effort cannot be negative");
    }
}
