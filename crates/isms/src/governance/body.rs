//! Bodies: who may decide what.

use super::decision::DecisionKind;
use crate::{
    audience,
    cadence::{Cadence, Tier},
    context::Objective,
    isms::Isms,
    kind::Kind,
    lifecycle::*,
    proportion::{self, Setting},
    target,
    values::*,
};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// Who sits in a body: a person, or whoever holds a role.
    Seat: "person", "role"
);

/// A group that decides, by its charter: purpose, members, cadence, what it decides, what it oversees, what it must be told.
#[record(prefix = "BOD", plural = "bodies", versioned)]
pub struct Body {
    /// What it is for.
    #[field(required)]
    pub purpose: Markdown,
    /// The level at which it works.
    #[field(width = "third", column)]
    pub level: Tier,
    /// Whether it is a management body in the law's sense (NIS2 article 20, DORA article 5).
    #[field(width = "third", column)]
    pub management_body: bool,
    /// How often it meets.
    #[field(width = "third", column)]
    pub cadence: Option<Cadence>,
    /// Who sits in it.
    #[field(group = "Members", on_retire = "detach")]
    pub members: Vec<Member>,
    /// How many members make it able to decide.
    #[field(group = "Members", width = "third")]
    pub quorum: Option<i64>,
    /// The kinds of decision it may take.
    #[field(group = "Authority", column)]
    pub decides: Vec<DecisionKind>,
    /// Objectives whose certainty it answers for.
    #[field(group = "Authority", verb = "oversees", inverse = "is overseen by", on_retire = "detach")]
    pub oversees: Vec<Ref<Objective>>,
    /// What it must be told, by whom and when.
    #[field(group = "Authority")]
    pub must_be_told: Markdown,
    /// What it may spend, period by period.
    #[field(group = "Budget")]
    pub budgets: Vec<Budget>,
}

/// Someone who sits in a body.
#[part]
pub struct Member {
    /// Who.
    #[field(required, verb = "has member", inverse = "sits in", on_retire = "detach", width = "half")]
    pub who: Option<Ref<Seat>>,
    /// As what.
    #[field(width = "half")]
    pub seat: SeatKind,
}

/// What a member does in a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum SeatKind {
    /// Votes.
    #[default]
    Member,
    /// Leads the meeting and votes.
    Chair,
    /// Advises without a vote.
    Adviser,
    /// Keeps the minutes.
    Secretary,
}

/// What a body may spend in a period.
#[part]
pub struct Budget {
    /// First day.
    #[field(required, width = "third")]
    pub from: Option<Date>,
    /// Last day.
    #[field(required, width = "third")]
    pub until: Option<Date>,
    /// How much.
    #[field(required, width = "third")]
    pub amount: Option<Money>,
}

impl SeatKind {
    /// Whether whoever sits there counts towards a quorum and votes.
    pub fn votes(self) -> bool {
        matches!(self, SeatKind::Member | SeatKind::Chair)
    }
}

impl Body {
    /// The people behind the seats that vote, each once; a role counts as its holder, or its deputy while it is vacant.
    pub fn voters(&self, isms: &Isms) -> Vec<RecordId> {
        self.people(isms, SeatKind::votes)
    }

    /// The people behind some seats.
    pub fn people(&self, isms: &Isms, seats: impl Fn(SeatKind) -> bool) -> Vec<RecordId> {
        let members = self.members.iter().filter(|m| seats(m.seat)).filter_map(|m| m.who);
        let mut found = Vec::new();
        for person in members.filter_map(|who| audience::answerable(isms, who.id())) {
            if !found.contains(&person) {
                found.push(person);
            }
        }
        found
    }

    /// How many votes must be there for it to decide: by its charter, else by the organisation's size; never more than it has.
    pub fn needed(&self, isms: &Isms) -> usize {
        let usual = proportion::count(isms, Setting::Quorum).min(self.voters(isms).len().max(1));
        self.quorum.and_then(|q| usize::try_from(q).ok()).unwrap_or(usual).max(1)
    }

    /// What it may spend in the period that a day lies in.
    pub fn budget_on(&self, day: Date) -> Option<(Date, Date, Money)> {
        let periods = self.budgets.iter().filter_map(|b| Some((b.from?, b.until?, b.amount?)));
        periods.into_iter().find(|(from, until, _)| *from <= day && day <= *until)
    }
}

impl Kind for Body {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let seats = i64::try_from(self.members.len()).unwrap_or(i64::MAX);
        let reachable = self.quorum.is_none_or(|q| q >= 1 && (seats == 0 || q <= seats));
        check.require(reachable, "/quorum", "expected at least 1, and no more than there are members");
        for (index, budget) in self.budgets.iter().enumerate() {
            let ordered = budget.from.zip(budget.until).is_none_or(|(a, b)| a <= b);
            check.require(ordered, &format!("/budgets/{index}/until"), "a period cannot end before it begins");
        }
    }
}
