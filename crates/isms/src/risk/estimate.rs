//! Estimates: one person's calibrated view of one risk.

#[path = "estimate/pool.rs"]
pub mod pool;

use super::Risk;
use crate::{check::Check, context::Person, control::Control, kind::Kind, lifecycle::*, record::Record, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

/// One person's calibrated view of one risk, in Open FAIR factors as 90 % ranges; sealed until the others are in.
#[record(prefix = "EST", plural = "estimates")]
pub struct Estimate {
    /// The risk.
    #[field(required, verb = "estimates", inverse = "is estimated by", on_retire = "keep", width = "half", column)]
    pub risk: Option<Ref<Risk>>,
    /// Whose view it is.
    #[field(verb = "was made by", inverse = "made", on_retire = "keep", width = "half", column)]
    pub estimator: Option<Ref<Person>>,
    /// When it was made.
    #[field(width = "half", column)]
    pub made: Option<Date>,
    /// How much the author trusts it.
    #[field(width = "half", column)]
    pub confidence: Option<Confidence>,
    /// How the frequency is stated.
    #[field(group = "Frequency", width = "half")]
    pub frequency_as: FrequencyForm,
    /// Loss events a year.
    #[field(group = "Frequency", unit = "a year", shown_when = "frequency_as=loss-events", width = "half", column)]
    pub loss_event_frequency: Option<Range>,
    /// Threat events a year: attempts, before anything resists.
    #[field(group = "Frequency", unit = "a year", shown_when = "frequency_as=threat-events", width = "half")]
    pub threat_event_frequency: Option<Range>,
    /// The share of threat events that become loss events.
    #[field(group = "Frequency", shown_when = "frequency_as=threat-events", width = "half")]
    pub susceptibility: Option<Range>,
    /// How often it happened.
    #[field(group = "Frequency", shown_when = "frequency_as=evidence", width = "half")]
    pub events: Option<i64>,
    /// In how many years of looking.
    #[field(group = "Frequency", unit = "years", shown_when = "frequency_as=evidence", width = "half")]
    pub observed_years: Option<f64>,
    /// Loss per event by form, in the organisation's currency.
    #[field(group = "Primary loss")]
    pub primary_loss: Vec<Loss>,
    /// The share of loss events that others react to: regulators, customers, the press.
    #[field(group = "Secondary loss", width = "half")]
    pub secondary_frequency: Option<Range>,
    /// Loss through those reactions, by form.
    #[field(group = "Secondary loss")]
    pub secondary_loss: Vec<Loss>,
    /// Controls that were in place in the evidence, so that nothing counts twice.
    #[field(group = "Grounds", verb = "assumes", inverse = "is assumed by", on_retire = "keep")]
    pub assumes: Vec<Ref<Control>>,
    /// Where the ranges come from.
    #[field(group = "Grounds")]
    pub source: Markdown,
}

/// Loss of one form.
#[part]
pub struct Loss {
    /// The form, in Open FAIR's terms.
    #[field(required, width = "half")]
    pub form: LossForm,
    /// Per event, in the organisation's currency.
    #[field(required, width = "half")]
    pub amount: Option<Range>,
}

/// The six forms of loss (Open FAIR, O-RT).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
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

/// How a frequency is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum FrequencyForm {
    /// Loss events a year, directly.
    #[default]
    #[choice(label = "Loss events a year")]
    LossEvents,
    /// Threat events a year, and how many succeed.
    #[choice(label = "Threat events and susceptibility")]
    ThreatEvents,
    /// k events in t years.
    #[choice(label = "Events seen in years of looking")]
    Evidence,
}

/// How much an author trusts a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Confidence {
    /// A guess, or carried over from an ordinal scale.
    Low,
    /// Informed.
    Medium,
    /// Backed by data.
    High,
}

impl Estimate {
    /// Whether it states a frequency and a loss, so that a number can come of it.
    pub fn is_complete(&self) -> bool {
        let frequency = match self.frequency_as {
            FrequencyForm::LossEvents => self.loss_event_frequency.is_some(),
            FrequencyForm::ThreatEvents => self.threat_event_frequency.is_some() && self.susceptibility.is_some(),
            FrequencyForm::Evidence => self.events.is_some() && self.observed_years.is_some(),
        };
        frequency && self.primary_loss.iter().any(|l| l.amount.is_some())
    }

    /// Whose it is and when it was made stay as they were; and nobody holds two of a risk in one hand.
    fn stays_blind(&self, check: &mut Check<'_>) {
        let record = check.record;
        if let Some(before) = check.before.and_then(|b| b.typed::<Estimate>()) {
            let same = before.body.estimator.is_none() || before.body.estimator == self.estimator;
            check.require(same, "/estimator", "an estimate stays its author's; make another one for someone else");
            let dated = &*before.head.state == "sealed" || before.body.made.is_none() || before.body.made == self.made;
            check.require(dated, "/made", "the date of an estimate that was given cannot change");
        }
        let (Some(risk), Some(_), true) = (self.risk, self.estimator, record.is_open()) else { return };
        let round = pool::round(check.isms, risk.id());
        let in_round = |e: &Record<Estimate>| round.as_ref().is_some_and(|r| r.is_open() && r.holds(e));
        let state = record.head().state.clone();
        let like = |e: &&Record<Estimate>| {
            e.head.id != record.head().id && e.body.estimator == self.estimator && e.head.state == state
        };
        let others = || pool::all(check.isms, risk.id()).filter(like);
        let twice = match &*state {
            "sealed" => others().next().is_some(),
            _ => record.typed::<Estimate>().is_some_and(in_round) && others().any(in_round),
        };
        check.require(!twice, "/risk", "its author has one of this risk already; withdraw or supersede that one first");
    }
}

impl Kind for Estimate {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("sealed", "Sealed"),
            live("given", "Given"),
            closed("superseded", "Superseded"),
            closed("withdrawn", "Withdrawn"),
        ],
        steps: &[
            step("give", "Give", &["sealed"], "given"),
            step("withdraw", "Withdraw", &["sealed"], "withdrawn"),
            Step { name: "retire", label: "Supersede", ..retire(&["given"], "superseded") },
            step("reinstate", "Reinstate", &["superseded"], "given").with_reason(),
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        self.stays_blind(check);
        for (at, range) in [
            ("/loss_event_frequency", self.loss_event_frequency),
            ("/threat_event_frequency", self.threat_event_frequency),
        ] {
            check.require(range.is_none_or(|r| r.low >= 0.0), at, "a frequency cannot be negative");
        }
        for (at, range) in
            [("/susceptibility", self.susceptibility), ("/secondary_frequency", self.secondary_frequency)]
        {
            check.require(range.is_none_or(|r| r.low >= 0.0 && r.high <= 1.0), at, "expected a share from 0 to 1");
        }
        check.require(self.events.is_none_or(|n| n >= 0), "/events", "expected 0 or more");
        check.require(self.observed_years.is_none_or(|t| t > 0.0), "/observed_years", "expected more than 0 years");
        for (list, losses) in [("primary_loss", &self.primary_loss), ("secondary_loss", &self.secondary_loss)] {
            for (index, loss) in losses.iter().enumerate() {
                let sound = loss.amount.is_none_or(|a| a.low >= 0.0);
                check.require(sound, &format!("/{list}/{index}/amount"), "a loss cannot be negative");
            }
        }
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        if step == "give" && !record.body.is_complete() {
            return Err("state a frequency and at least one loss before giving the estimate".into());
        }
        Ok(())
    }
}
