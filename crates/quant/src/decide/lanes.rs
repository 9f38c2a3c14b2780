//! The mean loss of a scenario as a sum of lanes: each a number times what every treatment multiplies it by.
//!
//! The mean of rate x magnitude is the product of the means of its independent factors; only what a control or cause does while it is on or off
//! is common to several of them, so that every such state that a treatment works through splits a lane in two.

use super::group::{Group, Node, counts};
use crate::{
    checked::{Checked, CheckedEffect, Rate, View},
    law::Law,
    world::{LEAST_ASSUMED, Variant},
};
use std::collections::BTreeMap;

/// A part of a mean loss.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lane {
    /// Money a year before any treatment.
    pub base: f64,
    /// What each treatment multiplies it by, by index, in order; those that change nothing are left out.
    pub by: Vec<(usize, f64)>,
}

/// More lanes than this, and the scenario is averaged over worlds instead.
const MOST: usize = 4_096;

/// The effects of a treatment on a scenario.
fn effects(model: &Checked, t: usize, s: usize) -> impl Iterator<Item = &CheckedEffect> {
    model.treatments.get(t).into_iter().flat_map(|t| &t.effects).filter(move |e| e.scenario == s)
}

/// Whether a treatment moves a scenario's loss.
pub(super) fn touches(model: &Checked, t: usize, s: usize) -> bool {
    let Some(treatment) = model.treatments.get(t) else { return false };
    let transfers = treatment.transfers.iter().any(|x| x.scenarios.contains(&s));
    transfers || treatment.avoids.contains(&s) || effects(model, t, s).next().is_some()
}

/// The lanes of a scenario; none where its mean is not such a sum: a transfer pays part of each event, or a probability may reach 1.
pub(super) fn lanes(model: &Checked, base: &Variant, s: usize, considered: &[usize]) -> Option<Vec<Lane>> {
    let scenario = model.scenarios.get(s)?;
    if base.without_scenarios.contains(&s) {
        return Some(Vec::new());
    }
    let brought = considered.iter().filter_map(|t| model.treatments.get(*t)).flat_map(|t| &t.transfers);
    if model.transfers.iter().chain(brought).any(|x| x.scenarios.contains(&s)) {
        return None;
    }
    let mut sum: BTreeMap<Vec<(usize, u64)>, f64> = BTreeMap::new();
    let mut before = 0.0;
    for (view, upto) in scenario.views.iter().zip(&scenario.upto) {
        let weight = upto - before;
        before = *upto;
        if weight <= 0.0 {
            continue;
        }
        if may_reach_one(model, s, view, considered) {
            return None;
        }
        for secondary in [false, true] {
            for lane in term(model, base, s, view, secondary, considered)? {
                let key = lane.by.iter().map(|(t, m)| (*t, m.to_bits())).collect();
                *sum.entry(key).or_default() += weight * lane.base;
            }
        }
    }
    let made = sum.into_iter().filter(|(_, base)| *base != 0.0);
    Some(
        made.map(|(by, base)| Lane { base, by: by.into_iter().map(|(t, m)| (t, f64::from_bits(m))).collect() })
            .collect(),
    )
}

/// Mean rate x mean loss of an event, before any control, cause and treatment.
fn outset(view: &View, secondary: bool) -> f64 {
    let rate: f64 = match &view.rate {
        Rate::Poisson { parts, .. } => parts.iter().map(Law::mean).product(),
        Rate::Bernoulli(law) => law.mean(),
    };
    let sum = |laws: &[Law]| laws.iter().map(Law::mean).sum::<f64>();
    match (&view.secondary, secondary) {
        (_, false) => rate * sum(&view.primary),
        (Some((probability, losses)), true) => rate * probability.mean() * sum(losses),
        (None, true) => 0.0,
    }
}

fn term(
    model: &Checked,
    base: &Variant,
    s: usize,
    view: &View,
    secondary: bool,
    considered: &[usize],
) -> Option<Vec<Lane>> {
    let mut made = vec![Lane { base: outset(view, secondary), by: direct(model, s, secondary, considered) }];
    if made[0].base == 0.0 {
        return Some(Vec::new());
    }
    for state in states(model, s, considered) {
        let through = through(model, s, state, secondary, considered);
        let nodes = Group { model, base, scenario: s, view, state, secondary, through }.nodes();
        made = made.iter().flat_map(|lane| nodes.iter().map(|node| joined(lane, node))).collect();
        if made.len() > MOST {
            return None;
        }
    }
    Some(made)
}

fn joined(lane: &Lane, node: &Node) -> Lane {
    let mut by: BTreeMap<usize, f64> = lane.by.iter().copied().collect();
    for (t, m) in &node.by {
        *by.entry(*t).or_insert(1.0) *= m;
    }
    Lane { base: lane.base * node.weight, by: by.into_iter().filter(|(_, m)| *m != 1.0).collect() }
}

/// What treatments multiply whatever the year is like.
fn direct(model: &Checked, s: usize, secondary: bool, considered: &[usize]) -> Vec<(usize, f64)> {
    let of = |t: &usize| {
        if model.treatments.get(*t).is_some_and(|x| x.avoids.contains(&s)) {
            return (*t, 0.0);
        }
        let here = effects(model, *t, s).filter(|e| e.through.is_none() && counts(e.factor, secondary));
        (*t, here.map(|e| e.multiplier.mean()).product())
    };
    let mut by: Vec<(usize, f64)> = considered.iter().map(of).filter(|(_, m)| *m != 1.0).collect();
    by.sort_by_key(|b| b.0);
    by
}

fn through(model: &Checked, s: usize, state: usize, secondary: bool, considered: &[usize]) -> Vec<(usize, f64)> {
    let of = |t: &usize| {
        let t = *t;
        let here = effects(model, t, s).filter(move |e| e.through == Some(state) && counts(e.factor, secondary));
        here.map(move |e| (t, e.multiplier.mean()))
    };
    considered.iter().flat_map(of).collect()
}

/// The controls and causes that a scenario hangs on, once each.
fn states(model: &Checked, s: usize, considered: &[usize]) -> Vec<usize> {
    let own = model.scenarios.get(s).into_iter().flat_map(|x| &x.switches).map(|w| w.state);
    let brought = considered.iter().flat_map(|t| effects(model, *t, s)).filter_map(|e| e.through);
    let mut states: Vec<usize> = own.chain(brought).collect();
    states.sort_unstable();
    states.dedup();
    states
}

/// A value that is exceeded in fewer worlds than this counts as never exceeded: it moves a mean by less.
const RARE: f64 = 1e-6;

/// Whether a probability (of the one event of a year, of secondary loss) may be driven to 1, where it stops: then it is no product.
fn may_reach_one(model: &Checked, s: usize, view: &View, considered: &[usize]) -> bool {
    use crate::model::Factor::{Frequency, SecondaryProbability};
    let most = |law: &Law| law.quantile(1.0 - RARE);
    let rises = |factor| {
        let mut most_of_all = 1.0;
        for switch in model.scenarios.get(s).into_iter().flat_map(|x| &x.switches).filter(|w| w.factor == factor) {
            let (low, high) = (switch.multiplier.quantile(RARE), most(&switch.multiplier));
            let coverage = model.states.get(switch.state).map_or(1.0, |x| most(&x.coverage));
            let hides = view.assumes.contains(&switch.state);
            let least = if hides { (1.0 - coverage * (1.0 - low)).clamp(LEAST_ASSUMED, 1.0) } else { 1.0 };
            most_of_all *= high.max(1.0) / least;
        }
        let treated = considered.iter().flat_map(|t| effects(model, *t, s)).filter(|e| e.factor == factor);
        most_of_all * treated.map(|e| most(&e.multiplier).max(1.0)).product::<f64>()
    };
    // A probability that nothing raises stays one.
    let beyond = |law: &Law, factor| {
        let rise = rises(factor);
        rise > 1.0 && most(law) * rise > 1.0
    };
    let frequency = matches!(&view.rate, Rate::Bernoulli(law) if beyond(law, Frequency));
    frequency || view.secondary.as_ref().is_some_and(|(law, _)| beyond(law, SecondaryProbability))
}
