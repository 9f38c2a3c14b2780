//! What degrades if a capability stops: the same questions asked of the value without its records.

use super::{Flow, SEVEN, Wheel, flows};
use crate::{
    analysis::{
        assured::{self, Status},
        model::{self, Lack, Modelled},
        numbers::Numbers,
    },
    area::Area,
    context::Objective,
    isms::Isms,
    record::AnyRecord,
    rules::{self, Signals},
    values::RecordId,
};
use std::collections::{BTreeMap, BTreeSet};

/// Why a capability is worse off.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// The certainty of so many objectives is no longer known.
    Unknown(usize),
    /// The average annual loss of the risks that are known rises from one amount to another, in the organisation's currency.
    Loss(f64, f64),
    /// So many controls that were shown to work no longer are.
    Unshown(usize),
    /// A flow carries less: how many of how many travelled, and now do; none where nothing is left that should.
    Flow {
        /// The flow's name.
        name: &'static str,
        /// Of those that should have, those that did.
        before: (usize, usize),
        /// The same without the capability.
        after: Option<(usize, usize)>,
    },
    /// A rule finds so many more.
    Signals(&'static str, usize),
}

/// What one capability loses when another stops.
#[derive(Clone, Debug, PartialEq)]
pub struct Degraded {
    /// Who loses.
    pub capability: Area,
    /// What.
    pub because: Because,
    /// The records concerned.
    pub records: Vec<RecordId>,
}

/// The value without the records of a capability.
fn without(isms: &Isms, area: Area) -> Isms {
    let kept = isms.iter().filter(|r| r.kind().area != area).cloned();
    Isms::load(isms.org, isms.moment, kept).hearing(isms.heard().clone())
}

/// What the other capabilities lose if one stops, each with its reason; `wheel` and `signals` are those of the same value.
///
/// It loads a value of its own and runs all rules on it: about as much work as opening the organisation.
pub fn degrades(isms: &Isms, numbers: &Numbers, signals: &Signals, wheel: &Wheel, area: Area) -> Vec<Degraded> {
    let rest = without(isms, area);
    let mut found = Vec::new();
    found.extend(unknown(isms, &rest, numbers));
    found.extend(dearer(numbers, area));
    found.extend(unshown(isms, &rest, area));
    found.extend(thinner(&rest, numbers, wheel, area));
    found.extend(louder(signals, &rules::run(&rest), area));
    found.sort_by_key(|d| SEVEN.iter().position(|a| *a == d.capability).unwrap_or(SEVEN.len()));
    found
}

/// Objectives whose certainty was known and cannot be computed any more.
fn unknown(isms: &Isms, rest: &Isms, numbers: &Numbers) -> Option<Degraded> {
    let known: Vec<RecordId> =
        numbers.objectives.iter().filter(|(_, s)| s.certainty.is_some()).map(|(id, _)| *id).collect();
    if known.is_empty() {
        return None;
    }
    let made = model::of(rest);
    let open = |id: &RecordId| isms.typed::<Objective>(*id).is_some_and(|o| (o as &dyn AnyRecord).is_open());
    let lost: Vec<RecordId> = known.into_iter().filter(open).filter(|id| !computable(rest, &made, *id)).collect();
    (!lost.is_empty()).then_some(Degraded {
        capability: Area::Context,
        because: Because::Unknown(lost.len()),
        records: lost,
    })
}

fn computable(isms: &Isms, made: &Modelled, objective: RecordId) -> bool {
    let own = made.gaps.iter().any(|g| g.record == objective);
    let missing = |risk: RecordId| {
        made.gaps.iter().any(|g| g.record == risk && matches!(g.lacks, Lack::Estimate | Lack::Impossible))
    };
    made.objective(objective).is_some()
        && !own
        && !model::threatening(isms, objective).iter().any(|r| missing(r.head.id))
}

/// Without controls the risks cost what they cost before any.
fn dearer(numbers: &Numbers, area: Area) -> Option<Degraded> {
    let (today, before): (f64, f64) =
        numbers.risks.values().fold((0.0, 0.0), |(t, b), cost| (t + cost.mean.0, b + cost.before));
    let worse = numbers.risks.iter().filter(|(_, c)| c.before > c.mean.0 + 2.0 * c.mean.1).map(|(id, _)| *id);
    (area == Area::Control && before > today).then(|| Degraded {
        capability: Area::Risk,
        because: Because::Loss(today, before),
        records: worse.collect(),
    })
}

/// Controls that were shown to work and of which nobody knows it without the capability.
fn unshown(isms: &Isms, rest: &Isms, area: Area) -> Option<Degraded> {
    if area == Area::Control {
        return None;
    }
    let (now, then) = (assured::seen(isms), assured::seen(rest));
    let worked = now.iter().filter(|(_, s)| s.status == Status::Passed).map(|(id, _)| *id);
    let lost: BTreeSet<RecordId> =
        worked.filter(|id| then.get(id).is_none_or(|s| s.status != Status::Passed)).collect();
    (!lost.is_empty()).then(|| Degraded {
        capability: Area::Control,
        because: Because::Unshown(lost.len()),
        records: lost.into_iter().collect(),
    })
}

/// Flows that carry less, or nothing. Whoever stands at the other end loses by it.
fn thinner(rest: &Isms, numbers: &Numbers, wheel: &Wheel, area: Area) -> Vec<Degraded> {
    let after = flows(rest, numbers);
    let worse = |(now, then): (&Flow, &Flow)| {
        let lost = match (now.share(), then.share()) {
            (Some(a), Some(b)) => b < a,
            (Some(_), None) => now.travelled > 0,
            _ => false,
        };
        let records: Vec<RecordId> = then.missing.iter().filter(|id| !now.missing.contains(id)).copied().collect();
        lost.then(|| Degraded {
            capability: if now.to == area { now.from } else { now.to },
            because: Because::Flow {
                name: now.name,
                before: (now.travelled, now.should),
                after: then.share().map(|_| (then.travelled, then.should)),
            },
            records,
        })
    };
    wheel.flows.iter().zip(&after).filter_map(worse).collect()
}

/// Rules of other capabilities that find more, each with how many more.
fn louder(before: &Signals, after: &Signals, area: Area) -> Vec<Degraded> {
    let mut more: BTreeMap<&'static str, Vec<RecordId>> = BTreeMap::new();
    let mut whole: BTreeMap<&'static str, usize> = BTreeMap::new();
    let known: BTreeSet<(&str, Option<RecordId>)> = before.iter().map(|s| (s.code, s.record)).collect();
    for signal in after.iter().filter(|s| !known.contains(&(s.code, s.record))) {
        match signal.record {
            Some(record) => more.entry(signal.code).or_default().push(record),
            None => *whole.entry(signal.code).or_default() += 1,
        }
    }
    rules::all()
        .iter()
        .filter(|rule| rule.area != area)
        .filter_map(|rule| {
            let records = more.remove(rule.code).unwrap_or_default();
            let n = records.len() + whole.get(rule.code).copied().unwrap_or(0);
            (n > 0).then_some(Degraded { capability: rule.area, because: Because::Signals(rule.code, n), records })
        })
        .collect()
}
