//! Processes: how the organisation achieves its objectives.

use super::{Objective, supplier::Discontinuing};
use crate::{kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// What a process uses.
    Means: "asset", "supplier"
);

/// Work that an objective rests on: what it uses, what an outage costs over time, and which personal data it touches.
#[record(prefix = "PRC", plural = "processes")]
pub struct Process {
    /// What is done, from what starts it to what comes out.
    #[field(required)]
    pub description: Markdown,
    /// The objectives it works for.
    #[field(verb = "supports", inverse = "is supported by", on_retire = "detach", column)]
    pub supports: Vec<Ref<Objective>>,
    /// What it cannot run without.
    #[field(verb = "uses", inverse = "is used by", on_retire = "block", column)]
    pub uses: Vec<Ref<Means>>,
    /// Whether it is a critical or important function in the regulator's sense.
    #[field(width = "half", column)]
    pub critical: bool,
    /// Why it counts as critical or not, in a sentence.
    #[field(width = "half")]
    pub critical_because: String,
    /// When that was last looked at.
    #[field(width = "half")]
    pub critical_assessed: Option<Date>,
    /// The licensed activity it belongs to, in the regulator's words.
    #[field(width = "half")]
    pub licensed_activity: String,
    /// What it would do to us if it stopped for good.
    #[field(width = "half")]
    pub discontinuing: Option<Discontinuing>,
    /// What an outage costs, the longer it lasts.
    #[field(group = "Impact over time")]
    pub impact: Vec<OutageCost>,
    /// How soon it must run again (recovery time objective).
    #[field(label = "RTO", group = "Impact over time", unit = "hours", width = "half", column)]
    pub rto: Option<f64>,
    /// How much of the latest data may be lost (recovery point objective).
    #[field(label = "RPO", group = "Impact over time", unit = "hours", width = "half")]
    pub rpo: Option<f64>,
    /// Whether it processes personal data.
    #[field(group = "Personal data")]
    pub personal_data: bool,
    /// What the data is processed for.
    #[field(group = "Personal data", shown_when = "personal_data=true")]
    pub processing_purpose: Markdown,
    /// The legal basis (GDPR article 6).
    #[field(group = "Personal data", shown_when = "personal_data=true", width = "half")]
    pub legal_basis: Option<LegalBasis>,
    /// Categories of data and of the people it is about.
    #[field(group = "Personal data", shown_when = "personal_data=true", width = "half")]
    pub data_categories: Vec<String>,
    /// Who receives it, and in which countries.
    #[field(group = "Personal data", shown_when = "personal_data=true", width = "half")]
    pub recipients: Vec<String>,
    /// How long it is kept.
    #[field(group = "Personal data", shown_when = "personal_data=true", width = "half")]
    pub retention: String,
}

/// What an outage of some length costs.
#[part]
pub struct OutageCost {
    /// How long it lasts.
    #[field(required, unit = "hours", width = "third")]
    pub after: Option<f64>,
    /// What it has cost by then, in the organisation's currency.
    #[field(required, width = "third")]
    pub cost: Option<Range>,
    /// What happens by then.
    #[field(width = "third")]
    pub effect: String,
}

/// Legal bases of GDPR article 6(1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum LegalBasis {
    /// Article 6(1)(a).
    Consent,
    /// Article 6(1)(b).
    Contract,
    /// Article 6(1)(c).
    LegalObligation,
    /// Article 6(1)(d).
    VitalInterests,
    /// Article 6(1)(e).
    PublicTask,
    /// Article 6(1)(f).
    LegitimateInterests,
}

impl Kind for Process {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        for (at, hours) in [("/rto", self.rto), ("/rpo", self.rpo)] {
            check.require(hours.is_none_or(|h| h >= 0.0), at, "expected 0 hours or more");
        }
        for (index, pair) in self.impact.windows(2).enumerate() {
            let longer = pair[0].after.zip(pair[1].after).is_none_or(|(a, b)| a < b);
            check.require(longer, &format!("/impact/{}/after", index + 1), "list outages from short to long");
        }
    }
}
