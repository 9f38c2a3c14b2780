//! What an exception opens: the controls that do not stand there, the risks they treat, and whether the granter may bear them.

use super::Exception;
use crate::{
    analysis::{assured::open_sources, mandate, numbers::Numbers},
    context::Scope,
    control::Control,
    isms::Isms,
    record::{AnyRecord, Record},
    risk::{Appetite, Risk, appetite::Mandate},
    values::{Money, RecordId},
};
use std::collections::BTreeSet;

/// What an exception opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// Controls that do not hold there: departed from themselves, or carrying out a requirement that is.
    pub controls: Vec<RecordId>,
    /// Risks that they treat where the exception holds, in key order.
    pub risks: Vec<RecordId>,
}

/// The controls and risks of an exception, within the place it holds for.
pub fn of(isms: &Isms, exception: &Exception) -> Opened {
    let mut controls = BTreeSet::new();
    for from in &exception.from {
        match isms.typed::<Control>(from.id()) {
            Some(control) => drop(controls.insert(control.head.id)),
            None => controls.extend(open_sources::<Control>(isms, from.id()).map(|c| c.head.id)),
        }
    }
    let treated = controls.iter().filter_map(|c| isms.typed::<Control>(*c)).flat_map(|c| &c.body.treats);
    let risks: BTreeSet<RecordId> = treated.map(|r| r.id()).collect();
    let mut risks: Vec<&Record<Risk>> = risks.into_iter().filter_map(|r| isms.typed::<Risk>(r)).collect();
    risks.retain(|r| (*r as &dyn AnyRecord).is_open() && within(isms, exception, r));
    risks.sort_by_key(|r| r.head.number);
    Opened { controls: controls.into_iter().collect(), risks: risks.iter().map(|r| r.head.id).collect() }
}

/// Whether a risk may strike where the exception holds; one that does not say where it strikes may.
fn within(isms: &Isms, exception: &Exception, risk: &Record<Risk>) -> bool {
    let place = |id: RecordId| match isms.typed::<Scope>(id) {
        Some(_) => risk.head.scope.is_none_or(|s| s.id() == id),
        None => risk.body.strikes.is_empty() || risk.body.strikes.iter().any(|s| s.id() == id),
    };
    exception.applies_to.is_empty() || exception.applies_to.iter().any(|p| place(p.id()))
}

/// A risk that the granter of an exception may not bear.
#[derive(Clone, Debug, PartialEq)]
pub struct Beyond {
    /// The risk.
    pub risk: RecordId,
    /// What it costs in a year, at the percentile of the granter's own mandate or the mean, in the organisation's currency.
    pub cost: f64,
    /// Who may bear it: bodies and roles of the ladder in force.
    pub may: Vec<RecordId>,
}

/// Whether the granter's mandate covers every opened risk whose cost is known; with the first that it does not cover. Nothing is
/// asked while no appetite with a ladder is in force, and of risks without numbers.
pub fn beyond(isms: &Isms, numbers: &Numbers, exception: &Exception, granter: RecordId) -> Option<Beyond> {
    let ladder: Vec<&Mandate> = isms
        .all::<Appetite>()
        .filter(|a| (*a as &dyn AnyRecord).is_open())
        .filter_map(Record::counts)
        .flat_map(|a| &a.ladder)
        .collect();
    if ladder.is_empty() {
        return None;
    }
    let roles: Vec<RecordId> = mandate::roles_of(isms, granter).map(|r| r.head.id).collect();
    let mine = |m: &&&Mandate| m.holder.is_some_and(|h| h.id() == granter || roles.contains(&h.id()));
    let cost = |m: &Mandate, risk: RecordId| {
        let known = numbers.risks.get(&risk)?;
        m.at_percentile.and_then(|p| known.at(p.0)).or(Some(known.mean.0))
    };
    let covers = |m: &Mandate, risk: RecordId| {
        let limit = m.accept_up_to.filter(|a: &Money| a.currency == isms.currency()).map(|a| a.major());
        limit.zip(cost(m, risk)).is_some_and(|(limit, cost)| cost <= limit)
    };
    for risk in of(isms, exception).risks {
        let Some(known) = numbers.risks.get(&risk) else { continue };
        if ladder.iter().filter(&mine).any(|m| covers(m, risk)) {
            continue;
        }
        let at = ladder.iter().filter(&mine).filter_map(|m| cost(m, risk)).next_back();
        let may = ladder.iter().filter(|m| covers(m, risk)).filter_map(|m| m.holder).map(|h| h.id()).collect();
        return Some(Beyond { risk, cost: at.unwrap_or(known.mean.0), may });
    }
    None
}
