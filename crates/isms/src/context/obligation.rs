//! Obligations: what binds us.

use super::Contract;
use crate::{kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, record};

/// What a law, a contract, a standard or our own word obliges us to.
#[record(prefix = "OBL", plural = "obligations")]
pub struct Obligation {
    /// What is demanded, in our words.
    #[field(required)]
    pub demand: Markdown,
    /// What gives it force.
    #[field(width = "half", column)]
    pub basis: ObligationBasis,
    /// Where it is written: law and article, contract and clause.
    #[field(width = "half", column)]
    pub citation: String,
    /// Where it can be read.
    #[field(width = "half")]
    pub link: Url,
    /// The same demand in frameworks.
    #[field(width = "half")]
    pub clauses: Vec<Clause>,
    /// The contract that contains it.
    #[field(
        shown_when = "basis=contract",
        verb = "follows from",
        inverse = "gives rise to",
        on_retire = "keep",
        width = "half"
    )]
    pub contract: Option<Ref<Contract>>,
    /// From when it binds us.
    #[field(group = "Validity", width = "half", column)]
    pub applies_from: Option<Date>,
    /// Until when it binds us; without end where empty.
    #[field(group = "Validity", width = "half")]
    pub applies_until: Option<Date>,
    /// Whether it concerns us and why; which parts do not.
    #[field(group = "Validity")]
    pub relevance: Markdown,
    /// What follows when we do not meet it.
    #[field(group = "Validity")]
    pub consequence: Markdown,
}

/// What gives an obligation its force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum ObligationBasis {
    /// A law, regulation or order.
    #[default]
    Law,
    /// An agreement with someone.
    Contract,
    /// A standard that we claim to meet.
    Standard,
    /// Our own public word.
    Commitment,
}

impl Obligation {
    /// Whether it binds on a day; without dates it does.
    pub fn binds_on(&self, day: Date) -> bool {
        self.applies_from.is_none_or(|from| from <= day) && self.applies_until.is_none_or(|until| day <= until)
    }
}

impl Kind for Obligation {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[draft("identified", "Identified"), live("applicable", "Applies to us"), closed("lapsed", "Lapsed")],
        steps: &[
            step("confirm", "Confirm that it applies", &["identified"], "applicable"),
            step("reopen", "Look at it again", &["applicable", "lapsed"], "identified").with_reason(),
            Step { name: "retire", label: "Mark as lapsed", ..retire(&["identified", "applicable"], "lapsed") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        if let (Some(from), Some(until)) = (self.applies_from, self.applies_until) {
            check.require(from <= until, "/applies_until", "it cannot end before it begins");
        }
    }
}
