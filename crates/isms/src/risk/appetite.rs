//! Appetite: how much loss is acceptable, and who may accept or fund how much.

use crate::{kind::Kind, lifecycle::*, target, values::*};
use surety_derive::{part, record};

target!(
    /// Who holds a mandate.
    MandateHolder: "role", "body"
);

/// How much loss in a year the organisation accepts with which probability, and who may accept or fund how much of it.
#[record(prefix = "APP", plural = "appetites", versioned)]
pub struct Appetite {
    /// What it means in words that the management body uses.
    #[field(required, column)]
    pub statement: Markdown,
    /// The annual loss curve: losses of at least so much are accepted with at most that probability.
    #[field(group = "Annual loss curve")]
    pub curve: Vec<LossPoint>,
    /// Who may accept or fund how much, the smallest mandate first. This is the only home of mandates.
    #[field(group = "Mandate ladder", on_retire = "block")]
    pub ladder: Vec<Mandate>,
}

/// A point of the annual loss curve.
#[part]
pub struct LossPoint {
    /// A loss in a year.
    #[field(required, width = "half")]
    pub amount: Option<Money>,
    /// The highest accepted probability of losing at least that in a year.
    #[field(required, width = "half")]
    pub probability: Option<Share>,
}

/// A rung of the mandate ladder.
#[part]
pub struct Mandate {
    /// Who holds it.
    #[field(required, verb = "empowers", inverse = "is empowered by", on_retire = "block", width = "half")]
    pub holder: Option<Ref<MandateHolder>>,
    /// The largest annual loss of one risk that they may accept.
    #[field(width = "half")]
    pub accept_up_to: Option<Money>,
    /// The percentile of the annual loss at which that amount is read.
    #[field(width = "half")]
    pub at_percentile: Option<Share>,
    /// The most they may spend on one decision.
    #[field(width = "half")]
    pub fund_up_to: Option<Money>,
}

impl Kind for Appetite {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        for (index, pair) in self.curve.windows(2).enumerate() {
            let falls = |a: &LossPoint, b: &LossPoint| {
                let amounts = a.amount.zip(b.amount).is_none_or(|(x, y)| x.minor < y.minor);
                amounts && a.probability.zip(b.probability).is_none_or(|(p, q)| p.0 >= q.0)
            };
            check.require(
                falls(&pair[0], &pair[1]),
                &format!("/curve/{}", index + 1),
                "a larger loss must be accepted with at most the probability of a smaller one; list small losses first",
            );
        }
        for (index, rung) in self.ladder.iter().enumerate() {
            let twice = self.ladder[..index].iter().any(|m| m.holder == rung.holder);
            check.require(!twice, &format!("/ladder/{index}/holder"), "this holder has a mandate already");
        }
    }
}
