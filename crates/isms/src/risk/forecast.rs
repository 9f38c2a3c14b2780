//! Forecasts: what someone said would happen, how sure they were, and what happened.

use crate::{context::Person, kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::record;

target!(
    /// What a forecast bears on.
    Forecasted: "objective", "risk"
);

/// A statement about the future with a probability and a date on which it is plain whether it came true.
#[record(prefix = "FCT", plural = "forecasts")]
pub struct Forecast {
    /// What is said to happen, so that two people would agree later whether it did.
    #[field(required, column)]
    pub statement: Markdown,
    /// What it bears on.
    #[field(verb = "foretells", inverse = "is foretold by", on_retire = "keep", width = "half")]
    pub about: Option<Ref<Forecasted>>,
    /// How probable that is, between 0 and 1; certainty is not a forecast.
    #[field(required, width = "half", column)]
    pub probability: Option<Share>,
    /// Whose forecast it is.
    #[field(verb = "was forecast by", inverse = "forecast", on_retire = "keep", width = "half", column)]
    pub by: Option<Ref<Person>>,
    /// The model that computed it, with the act or hash of its inputs, where nobody stated it.
    #[field(width = "half")]
    pub model: String,
    /// When it was made.
    #[field(required, width = "half")]
    pub made_on: Option<Date>,
    /// The day on which it is plain whether it came true.
    #[field(required, width = "half", column)]
    pub resolves_on: Option<Date>,
    /// How it is known what happened, or why it is void.
    pub note: Markdown,
}

impl Forecast {
    /// The outcome that a lifecycle state stands for; none while it is open or where it is void.
    pub fn outcome(state: &str) -> Option<bool> {
        match state {
            "happened" => Some(true),
            "did-not-happen" => Some(false),
            _ => None,
        }
    }
}

impl Kind for Forecast {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            live("open", "Open"),
            closed("happened", "Happened"),
            closed("did-not-happen", "Did not happen"),
            closed("void", "Void"),
        ],
        steps: &[
            step("it-happened", "It happened", &["open"], "happened"),
            step("it-did-not", "It did not happen", &["open"], "did-not-happen"),
            Step { name: "retire", label: "Void", ..retire(&["open"], "void") },
            step("reopen", "Reopen", &["happened", "did-not-happen", "void"], "open").with_reason(),
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let open = self.probability.is_none_or(|p| p.0 > 0.0 && p.0 < 1.0);
        check.require(open, "/probability", "expected more than 0 and less than 1: what is certain needs no forecast");
        let ordered = self.made_on.zip(self.resolves_on).is_none_or(|(made, resolves)| made <= resolves);
        check.require(ordered, "/resolves_on", "it cannot resolve before it was made");
        let named = self.by.is_some() == self.model.is_empty();
        check.require(named, "/by", "say whose forecast it is: a person's, or in its place a model's");
        let before = check.before.and_then(|b| b.as_any().downcast_ref::<crate::record::Record<Forecast>>());
        if let Some(was) = before.map(|b| &b.body) {
            let same = was.statement == self.statement && was.probability == self.probability && was.by == self.by;
            check.require(same, "/probability", "a forecast stays as it was made; make another one");
        }
    }
}
