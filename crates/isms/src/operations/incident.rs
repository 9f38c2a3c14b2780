//! Incidents: what happened, whom it concerned, what had to be reported when, and what it cost.

use crate::{
    context::{Party, Person, Supplier},
    kind::Kind,
    lifecycle::*,
    risk::{Risk, estimate::LossForm},
    target,
    values::*,
};
use jiff::Timestamp;
use surety_derive::{Choice, part, record};

target!(
    /// What an incident touched.
    Hit: "asset", "process", "supplier", "objective"
);

/// Something that went wrong or nearly did: times, phases, who was told, clocks that ran, what it cost, what was learnt.
#[record(prefix = "INC", plural = "incidents", compartment = Incident)]
pub struct Incident {
    /// What happened, as far as is known.
    #[field(required)]
    pub description: Markdown,
    /// What it was.
    #[field(width = "half", column)]
    pub class: IncidentClass,
    /// Its level in the organisation's scheme.
    #[field(width = "half", column)]
    pub severity: String,
    /// What it touched.
    #[field(verb = "hit", inverse = "was hit by", on_retire = "keep", column)]
    pub hit: Vec<Ref<Hit>>,
    /// Risks of which it was a case.
    #[field(verb = "is a case of", inverse = "happened in", on_retire = "keep", width = "half")]
    pub case_of: Vec<Ref<Risk>>,
    /// The supplier where it began.
    #[field(verb = "began at", inverse = "was the origin of", on_retire = "keep", width = "half")]
    pub began_at: Option<Ref<Supplier>>,
    /// When it began.
    #[field(group = "Times", width = "half")]
    pub began: Option<Timestamp>,
    /// When it was detected.
    #[field(group = "Times", width = "half", column)]
    pub detected: Option<Timestamp>,
    /// When we knew enough that the law's clocks start.
    #[field(group = "Times", width = "half")]
    pub aware: Option<Timestamp>,
    /// When it was classified.
    #[field(group = "Times", width = "half")]
    pub classified: Option<Timestamp>,
    /// When everything worked again.
    #[field(group = "Times", width = "half")]
    pub recovered: Option<Timestamp>,
    /// Whether each regime calls it significant, and why.
    #[field(group = "Significance")]
    pub significance: Vec<Significance>,
    /// Reports that are due, or not required because.
    #[field(group = "Clocks")]
    pub clocks: Vec<Clock>,
    /// What happened when.
    #[field(group = "Course of events")]
    pub timeline: Vec<TimelineEntry>,
    /// Who did what, and what they may decide.
    #[field(group = "Course of events")]
    pub roles: Vec<IncidentRole>,
    /// Who was told what.
    #[field(group = "Course of events")]
    pub told: Vec<Told>,
    /// What it really cost, by form.
    #[field(group = "Losses")]
    pub losses: Vec<ActualLoss>,
    /// Why it could happen.
    #[field(group = "Lessons")]
    pub root_cause: Markdown,
    /// What was learnt, and where it went.
    #[field(group = "Lessons")]
    pub lessons: Markdown,
}

/// Whether a regime calls an incident significant.
#[part]
pub struct Significance {
    /// The regime.
    #[field(required, width = "third")]
    pub regime: Regime,
    /// Whether it is significant, major or a breach in its sense.
    #[field(width = "third")]
    pub significant: bool,
    /// Which criteria are met, and which are not.
    #[field(required)]
    pub because: Markdown,
}

/// A report that is due.
#[part]
pub struct Clock {
    /// The regime.
    #[field(required, width = "third")]
    pub regime: Regime,
    /// The report.
    #[field(required, width = "third")]
    pub report: ReportStage,
    /// Article and paragraph.
    #[field(width = "third")]
    pub legal_basis: String,
    /// What starts the clock.
    #[field(width = "third")]
    pub starts_with: String,
    /// When it is due.
    #[field(width = "third")]
    pub due: Option<Timestamp>,
    /// When it was made.
    #[field(width = "third")]
    pub met: Option<Timestamp>,
    /// Why it need not be made, where that is so.
    pub not_required_because: String,
}

/// Regimes that ask for reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Regime {
    /// NIS2, article 23.
    #[default]
    #[choice(label = "NIS2", word = "nis2")]
    NetworkAndInformationSecurity,
    /// DORA, articles 17 to 19.
    #[choice(label = "DORA", word = "dora")]
    DigitalOperationalResilience,
    /// GDPR, articles 33 and 34.
    #[choice(label = "GDPR", word = "gdpr")]
    DataProtection,
    /// Our own rules, contracts, insurance.
    Own,
}

/// Stages of reporting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum ReportStage {
    /// That it happened.
    #[default]
    EarlyWarning,
    /// A first assessment.
    Notification,
    /// How it goes on.
    Progress,
    /// Where it stands, when asked.
    Intermediate,
    /// What it was and what follows.
    Final,
    /// When they ask.
    OnRequest,
    /// To those whom it concerns.
    ToThoseConcerned,
}

/// What happened at a moment.
#[part]
pub struct TimelineEntry {
    /// When.
    #[field(required, width = "third")]
    pub at: Option<Timestamp>,
    /// What.
    #[field(required)]
    pub what: Markdown,
}

/// What someone did in an incident.
#[part]
pub struct IncidentRole {
    /// Who.
    #[field(required, verb = "was handled by", inverse = "handled", on_retire = "keep", width = "half")]
    pub who: Option<Ref<Person>>,
    /// As what, and what they may decide.
    #[field(required, width = "half")]
    pub function: String,
}

/// Who was told.
#[part]
pub struct Told {
    /// Whom.
    #[field(required, verb = "was told to", inverse = "was told of", on_retire = "keep", width = "third")]
    pub whom: Option<Ref<Party>>,
    /// When.
    #[field(width = "third")]
    pub at: Option<Timestamp>,
    /// What.
    #[field(width = "third")]
    pub what: String,
}

/// What an incident really cost.
#[part]
pub struct ActualLoss {
    /// The form, in Open FAIR's terms.
    #[field(required, width = "third")]
    pub form: LossForm,
    /// How much.
    #[field(required, width = "third")]
    pub amount: Option<Money>,
    /// How it is known.
    #[field(width = "third")]
    pub source: String,
}

/// What an incident was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum IncidentClass {
    /// Something that must be looked at.
    Event,
    /// It could have done harm and did not.
    NearMiss,
    /// It did harm.
    #[default]
    Incident,
    /// A threat that could become a significant incident.
    SignificantThreat,
}

impl Kind for Incident {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            live("triage", "Triage"),
            live("analysis", "Analysis"),
            live("containment", "Containment"),
            live("eradication", "Eradication"),
            live("recovery", "Recovery"),
            live("review", "Review"),
            closed("closed", "Closed"),
            closed("dismissed", "Dismissed"),
        ],
        steps: &[
            step("analyse", "Analyse", &["triage"], "analysis"),
            step("contain", "Contain", &["triage", "analysis"], "containment"),
            step("eradicate", "Eradicate", &["analysis", "containment"], "eradication"),
            step("recover", "Recover", &["containment", "eradication"], "recovery"),
            step("review", "Review", &["analysis", "recovery"], "review"),
            step("close", "Close", &["review"], "closed"),
            step("reopen", "Reopen", &["review", "closed", "dismissed"], "triage").with_reason(),
            Step { name: "retire", label: "Dismiss", ..retire(&["triage", "analysis"], "dismissed") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let ordered = self.began.zip(self.detected).is_none_or(|(b, d)| b <= d);
        check.require(ordered, "/detected", "it cannot be detected before it began");
        for (index, loss) in self.losses.iter().enumerate() {
            let sound = loss.amount.is_none_or(|a| a.minor >= 0);
            check.require(sound, &format!("/losses/{index}/amount"), "a loss cannot be negative");
        }
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        let open = |c: &&Clock| c.due.is_some() && c.met.is_none() && c.not_required_because.is_empty();
        if step == "close" && record.body.clocks.iter().any(|c| open(&c)) {
            return Err("a report is still due; say when it was made or why it is not required".into());
        }
        Ok(())
    }
}
