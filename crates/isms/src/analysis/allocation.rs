//! How risk information changed what resources went where: the decisions of a period, the picture each saw, what they moved, what was
//! predicted and what happened.
//!
//! It is the answer to a supervisor's question (NIS2 20(1), 20(2), 21(1), 21(2)(f); DORA 5(2), 6(5), 6(8)). A decision without risk
//! information is listed as one.

use super::{certainty::Met, numbers::Numbers};
use crate::{
    governance::{Decision, Disclosure},
    isms::Isms,
    kind,
    record::Record,
    risk::Risk,
    values::{Money, RecordId},
};
use jiff::civil::Date;

/// The identifiers of what is answered, with a few words of ours.
pub const REFERENCES: &[(&str, &str)] = &[
    ("NIS2 20(1)", "answer-ref-nis2-20-1"),
    ("NIS2 20(2)", "answer-ref-nis2-20-2"),
    ("NIS2 21(1)", "answer-ref-nis2-21-1"),
    ("NIS2 21(2)(f)", "answer-ref-nis2-21-2-f"),
    ("DORA 5(2)", "answer-ref-dora-5-2"),
    ("DORA 6(5)", "answer-ref-dora-6-5"),
    ("DORA 6(8)", "answer-ref-dora-6-8"),
];

/// The answer for a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// The decisions of the period, the oldest first.
    pub decisions: Vec<Moved>,
    /// Those with risk information.
    pub informed: Totals,
    /// Those without.
    pub uninformed: Totals,
    /// Informed decisions whose time has come.
    pub come: usize,
    /// Those of them that were compared with what came of them.
    pub compared: usize,
}

/// What several decisions moved.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// How many decided.
    pub decisions: usize,
    /// Of them, how many moved money or people.
    pub moving: usize,
    /// Money in minor units of the organisation's currency.
    pub money: i64,
    /// Decisions whose money is stated in another currency and not in the sum.
    pub foreign: usize,
    /// Work, in person-days.
    pub effort: f64,
}

/// One decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Which.
    pub decision: RecordId,
    /// When it was decided.
    pub on: Date,
    /// On what risk information; nothing where it had none.
    pub basis: Option<Basis>,
    /// Money it moved, in the organisation's currency.
    pub money: Option<Money>,
    /// Whether some of its money is in another currency.
    pub foreign: bool,
    /// Work it moved, in person-days.
    pub effort: f64,
    /// The objective that its prediction is about.
    pub objective: Option<RecordId>,
    /// The certainty that was predicted for doing nothing, and for what was chosen.
    pub predicted: (Option<f64>, Option<f64>),
    /// What happened.
    pub happened: Happened,
    /// Whether its review date or end has come, or it was compared already.
    pub come: bool,
}

/// On what a decision rested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A picture that was sealed with it.
    Picture,
    /// Certainties that its options predicted; what else was seen was not kept.
    Predicted,
    /// A disclosure that the same meeting heard.
    Disclosed(RecordId),
}

/// What came of a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// Someone said what came of it.
    Recorded,
    /// The certainty of its objective now, and one standard error.
    Now {
        /// The certainty and one standard error.
        certainty: (f64, f64),
        /// Whether what is required is reached.
        met: Option<Met>,
    },
    /// Nobody knows.
    Unknown,
}

/// The answer for a period, of all decisions that were decided in it and still stand.
pub fn answer(isms: &Isms, numbers: &Numbers, from: Date, until: Date, today: Date) -> Answer {
    let stands = |d: &&Record<Decision>| matches!(&*d.head.state, "decided" | "reviewed");
    let within = |d: &&Record<Decision>| d.body.decided_on.is_some_and(|on| from <= on && on <= until);
    let found = isms.all::<Decision>().filter(stands).filter(within);
    let mut decisions: Vec<Moved> = found.filter_map(|d| moved(isms, numbers, d, today)).collect();
    decisions.sort_by_key(|d| d.on);
    let total = |informed: bool| {
        let some = decisions.iter().filter(|d| d.basis.is_some() == informed);
        some.fold(Totals::default(), |t, d| Totals {
            decisions: t.decisions + 1,
            moving: t.moving + usize::from(d.money.is_some_and(|m| m.minor != 0) || d.effort > 0.0 || d.foreign),
            money: t.money.saturating_add(d.money.map_or(0, |m| m.minor)),
            foreign: t.foreign + usize::from(d.foreign),
            effort: t.effort + d.effort,
        })
    };
    let come: Vec<&Moved> = decisions.iter().filter(|d| d.basis.is_some() && d.come).collect();
    let compared = come.iter().filter(|d| d.happened == Happened::Recorded).count();
    Answer { from, until, informed: total(true), uninformed: total(false), come: come.len(), compared, decisions }
}

/// What one decision moved and what came of it; nothing where it has no day on which it was decided.
pub fn moved(isms: &Isms, numbers: &Numbers, decision: &Record<Decision>, today: Date) -> Option<Moved> {
    let (body, home) = (&decision.body, isms.currency());
    let amounts = || body.allocations.iter().filter_map(|a| a.amount);
    let minor = amounts().filter(|m| m.currency == home).map(|m| m.minor.saturating_abs());
    let objective = body.bearing_on(isms).first().copied();
    let recorded = &*decision.head.state == "reviewed" || !body.outcome.0.is_empty();
    let now = objective.and_then(|o| numbers.objectives.get(&o));
    let happened = match now.and_then(|s| Some((s.certainty?, s.met))) {
        _ if recorded => Happened::Recorded,
        Some((certainty, met)) => Happened::Now { certainty, met },
        None => Happened::Unknown,
    };
    let due = [decision.head.next_review, body.until].into_iter().flatten().any(|d| d <= today);
    let idle = body.options.iter().find(|o| o.treatments.is_empty() && o.cost.is_none_or(|c| c.minor == 0));
    let certainty = |o: &crate::governance::decision::DecisionOption| o.predicted_certainty.map(|c| c.0);
    Some(Moved {
        decision: decision.head.id,
        on: body.decided_on?,
        basis: basis(isms, decision),
        money: (!body.allocations.is_empty())
            .then(|| Money { minor: minor.fold(0, i64::saturating_add), currency: home }),
        foreign: amounts().any(|m| m.currency != home),
        effort: body.allocations.iter().filter_map(|a| a.effort).filter(|e| e.is_finite()).sum(),
        objective,
        predicted: (idle.and_then(certainty), body.choice().and_then(certainty)),
        happened,
        come: due || recorded,
    })
}

/// On what risk information a decision rested, the strongest first.
fn basis(isms: &Isms, decision: &Record<Decision>) -> Option<Basis> {
    let body = &decision.body;
    if body.picture.as_ref().is_some_and(|p| p.says_something()) {
        return Some(Basis::Picture);
    }
    if body.options.iter().any(|o| o.predicted_certainty.is_some()) {
        return Some(Basis::Predicted);
    }
    let meeting = body.meeting?.id();
    let objectives: Vec<RecordId> = body.bearing_on(isms);
    let heard =
        isms.pointing_from(meeting, kind::of::<Disclosure>()).filter_map(|l| isms.typed::<Disclosure>(l.source));
    let about = |d: &&Record<Disclosure>| {
        let said = d.body.objective.is_some_and(|o| objectives.contains(&o.id()) || serves(isms, &objectives, o.id()));
        said && d.body.certainty.is_some() && &*d.head.state != "drafted"
    };
    heard.filter(about).map(|d| Basis::Disclosed(d.head.id)).next()
}

/// Whether one of some objectives serves another directly, or the other way round.
fn serves(isms: &Isms, objectives: &[RecordId], other: RecordId) -> bool {
    let parent = |id: RecordId| isms.typed::<crate::context::Objective>(id).and_then(|o| o.body.parent).map(|p| p.id());
    objectives.iter().any(|o| parent(*o) == Some(other) || parent(other) == Some(*o))
}

/// The risks of a decision that can be named, for lists.
pub fn risks<'a>(isms: &'a Isms, decision: &'a Decision) -> impl Iterator<Item = &'a Record<Risk>> {
    decision.concerns.iter().filter_map(|r| isms.typed::<Risk>(r.id()))
}
