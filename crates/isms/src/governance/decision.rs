//! Decisions: what a body or person chose, on what picture, with what resources.

use super::Meeting;
use crate::{
    context::{Objective, Person, Supplier},
    kind::Kind,
    lifecycle::*,
    picture::Picture,
    risk::{Risk, Treatment},
    target,
    values::*,
};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// Who decides: a body, or a person within mandate.
    Decider: "body", "person", "role"
);
target!(
    /// Where resources come from and go to.
    Purse: "body", "team", "role", "person"
);

/// What was decided, between which options, on what picture, and what it moved.
#[record(prefix = "DEC", plural = "decisions")]
pub struct Decision {
    /// What had to be decided.
    #[field(required)]
    pub question: Markdown,
    /// What it is about.
    #[field(width = "half", column)]
    pub about: DecisionKind,
    /// Who decides.
    #[field(verb = "is decided by", inverse = "decides", on_retire = "keep", width = "half", column)]
    pub decided_by: Option<Ref<Decider>>,
    /// The meeting in which it was decided.
    #[field(verb = "was taken in", inverse = "took", on_retire = "keep", width = "half")]
    pub meeting: Option<Ref<Meeting>>,
    /// When it was decided.
    #[field(width = "half", column)]
    pub decided_on: Option<Date>,
    /// The options that were on the table; doing nothing is always one.
    #[field(group = "Options")]
    pub options: Vec<DecisionOption>,
    /// The name of the option chosen.
    #[field(group = "Choice", width = "half")]
    pub chosen: String,
    /// Why.
    #[field(group = "Choice")]
    pub rationale: Markdown,
    /// Who saw it otherwise, and why.
    #[field(group = "Choice")]
    pub dissent: Markdown,
    /// The mandate it was taken under.
    #[field(group = "Choice", width = "half")]
    pub mandate: String,
    /// The risks it concerns.
    #[field(group = "What it concerns", verb = "concerns", inverse = "is decided on by", on_retire = "keep")]
    pub concerns: Vec<Ref<Risk>>,
    /// The objectives whose certainty it is to move.
    #[field(group = "What it concerns", verb = "bears on", inverse = "is borne on by", on_retire = "keep")]
    pub objectives: Vec<Ref<Objective>>,
    /// The insurance or other transfer of risk that it renews or ends.
    #[field(
        group = "What it concerns",
        shown_when = "about=insure",
        verb = "renews",
        inverse = "is up for renewal in",
        on_retire = "keep"
    )]
    pub renews: Vec<Ref<Treatment>>,
    /// The suppliers that it chooses or leaves.
    #[field(
        group = "What it concerns",
        shown_when = "about=source",
        verb = "chooses between",
        inverse = "is up for choice in",
        on_retire = "keep"
    )]
    pub suppliers: Vec<Ref<Supplier>>,
    /// What moves: money and people, from where to where.
    #[field(group = "Resources")]
    pub allocations: Vec<Allocation>,
    /// Until when it holds.
    #[field(group = "Follow-up", width = "half", column)]
    pub until: Option<Date>,
    /// What came of it, compared with what was predicted.
    #[field(group = "Follow-up")]
    pub outcome: Markdown,
    /// What the numbers said when it was put to the decider and decided; taken by the program.
    #[field(group = "Picture")]
    pub picture: Option<Picture>,
    /// Those who do what was decided.
    #[field(group = "Follow-up", verb = "is carried out by", inverse = "carries out", on_retire = "keep")]
    pub carried_out_by: Vec<Ref<Person>>,
}

/// One option.
#[part]
pub struct DecisionOption {
    /// A short name.
    #[field(required, width = "half")]
    pub name: String,
    /// What it would cost in the first year.
    #[field(width = "half")]
    pub cost: Option<Money>,
    /// The treatments it consists of; none for doing nothing.
    #[field(verb = "weighs", inverse = "is weighed in", on_retire = "keep")]
    pub treatments: Vec<Ref<Treatment>>,
    /// The certainty of the objective that was predicted for it.
    #[field(width = "half")]
    pub predicted_certainty: Option<Share>,
}

/// Resources that a decision moves.
#[part]
pub struct Allocation {
    /// Money.
    #[field(width = "third")]
    pub amount: Option<Money>,
    /// Work.
    #[field(unit = "person-days", width = "third")]
    pub effort: Option<f64>,
    /// Where it comes from.
    #[field(verb = "takes from", inverse = "gives", on_retire = "keep", width = "half")]
    pub from: Option<Ref<Purse>>,
    /// Where it goes.
    #[field(verb = "gives to", inverse = "receives from", on_retire = "keep", width = "half")]
    pub to: Option<Ref<Purse>>,
    /// For which period.
    #[field(width = "third")]
    pub period: String,
}

/// What a decision is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum DecisionKind {
    /// Treat a risk.
    #[default]
    Treat,
    /// Accept a risk.
    Accept,
    /// Give resources.
    Fund,
    /// Take resources away.
    Defund,
    /// Choose or leave a supplier.
    Source,
    /// Take, renew or end insurance.
    Insure,
    /// Say how much risk is acceptable.
    SetAppetite,
    /// Approve a document or plan.
    Approve,
    /// Let a system operate.
    AuthoriseToOperate,
    /// Change the management system.
    ChangeTheIsms,
    /// Retire something.
    Retire,
}

impl Kind for Decision {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("prepared", "Prepared"),
            draft("tabled", "Tabled"),
            live("decided", "Decided"),
            live("reviewed", "Reviewed"),
            closed("withdrawn", "Withdrawn"),
        ],
        steps: &[
            step("table", "Put to the decider", &["prepared"], "tabled"),
            step("decide", "Decide", &["tabled"], "decided").with_approval(),
            step("review", "Compare with the outcome", &["decided"], "reviewed"),
            step("reopen", "Take up again", &["decided", "reviewed", "withdrawn"], "prepared").with_reason(),
            Step {
                name: "retire",
                label: "Withdraw",
                ..retire(&["prepared", "tabled", "decided", "reviewed"], "withdrawn")
            },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let known = self.chosen.is_empty() || self.options.iter().any(|o| o.name == self.chosen);
        check.require(known, "/chosen", "expected the name of one of the options");
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        match step {
            "table" if record.body.options.len() < 2 => {
                Err("a decision needs at least two options; doing nothing is always one".into())
            }
            "decide" if record.body.chosen.is_empty() => Err("name the option that is chosen".into()),
            "decide" if record.body.rationale.0.is_empty() => Err("say why this option is chosen".into()),
            "review" if record.body.outcome.0.is_empty() => {
                Err("say what came of it before marking it as reviewed".into())
            }
            _ => Ok(()),
        }
    }
}
