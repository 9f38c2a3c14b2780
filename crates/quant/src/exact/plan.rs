//! What is to be computed: the selected scenarios with everything that moves them, either within one world or averaged over what is uncertain.

use super::{ExactError, Of, spread::Spread};
use crate::{
    checked::{Checked, CheckedTransfer, Rate, Switch, View},
    model::{Factor, Layer},
    world::{LEAST_ASSUMED, Variant, World},
};

/// The selected scenarios.
pub(super) struct Plan {
    pub parts: Vec<Part>,
    /// Probability that each state is on.
    pub on: Vec<f64>,
    /// Shape of each threat level.
    pub levels: Vec<f64>,
    /// Transfers of a year's sum.
    pub pools: Vec<Pool>,
}

/// One scenario.
pub(super) struct Part {
    pub scenario: usize,
    /// The share of its loss that counts.
    pub share: f64,
    pub level: Option<usize>,
    /// What may be believed, with weights.
    pub branches: Vec<Branch>,
    /// What transfers pay of each event.
    pub layers: Vec<Layer>,
    pub pool: Option<usize>,
}

/// A transfer of a year's sum of some scenarios, and the share of what is left that counts.
#[derive(Clone, Copy)]
pub(super) struct Pool {
    pub layer: Layer,
    pub share: f64,
}

/// One view of a scenario.
pub(super) struct Branch {
    pub weight: f64,
    pub view: usize,
    pub bernoulli: bool,
    /// Frequency, magnitude and secondary probability before any switch.
    pub base: [Spread; 3],
    pub switches: Vec<Turn>,
}

/// What a state does: multipliers when on and when off.
pub(super) struct Turn {
    pub state: usize,
    pub factor: Factor,
    pub on: Spread,
    pub off: Spread,
}

fn place(factor: Factor) -> usize {
    match factor {
        Factor::Frequency => 0,
        Factor::Magnitude => 1,
        Factor::SecondaryProbability => 2,
    }
}

impl Part {
    /// Whether a state moves more than one factor of a view (or one twice), so that these move together.
    pub fn turns_more_than_one(&self, state: usize) -> bool {
        self.branches.iter().any(|b| b.switches.iter().filter(|t| t.state == state).count() > 1)
    }
}

impl Branch {
    /// Frequency, magnitude and secondary probability in a year in which the states are like this; where a state is not given, it is averaged
    /// with its probability.
    pub fn factors(&self, probability: &[f64], state: &dyn Fn(usize) -> Option<bool>) -> [Spread; 3] {
        let mut factors = self.base.clone();
        for turn in &self.switches {
            let Some(factor) = factors.get_mut(place(turn.factor)) else { continue };
            *factor = match state(turn.state) {
                Some(true) => factor.times(&turn.on),
                Some(false) => factor.times(&turn.off),
                None => {
                    let p = probability.get(turn.state).copied().unwrap_or(1.0);
                    factor.times(&turn.on.or(p, &turn.off))
                }
            };
        }
        factors
    }

    fn always(&mut self, factor: Factor, by: &Spread) {
        if let Some(base) = self.base.get_mut(place(factor)) {
            *base = base.times(by);
        }
    }

    fn never(&self) -> bool {
        self.base[0].0.iter().all(|n| n.1 == 0.0)
    }
}

/// The scenarios that are asked for, with the share of each.
pub(super) fn selected(model: &Checked, of: Of) -> Result<Vec<(usize, f64)>, ExactError> {
    let count = model.scenarios.len();
    let shares = match of {
        Of::All => (0..count).map(|s| (s, 1.0)).collect(),
        Of::Scenario(s) => vec![(s, 1.0)],
        Of::Objective(o) => {
            model.objectives.get(o).ok_or(ExactError::Unknown { what: "objective", index: o })?.losses.clone()
        }
        Of::Shares(shares) => shares.to_vec(),
    };
    for (n, (index, share)) in shares.iter().enumerate() {
        if *index >= count {
            return Err(ExactError::Unknown { what: "scenario", index: *index });
        }
        if !(share.is_finite() && *share >= 0.0) {
            return Err(ExactError::Share { scenario: *index, share: *share });
        }
        if matches!(of, Of::Shares(_)) && shares.iter().take(n).any(|s| s.0 == *index) {
            return Err(ExactError::Twice(*index));
        }
    }
    Ok(shares)
}

/// The rate of a view before anything moves it.
fn rate(view: &View) -> (bool, Spread) {
    match &view.rate {
        Rate::Poisson { parts, .. } => (false, parts.iter().fold(Spread::one(1.0), |r, law| r.times(&Spread::of(law)))),
        Rate::Bernoulli(law) => (true, Spread::of(law)),
    }
}

impl Plan {
    /// Within one world: everything uncertain has one value, but for rates that are drawn each year.
    pub fn in_world(model: &Checked, world: &World, of: Of) -> Result<Plan, ExactError> {
        let mut plan = Plan::empty(model, world.on.clone());
        for (s, share) in selected(model, of)? {
            let (Some(scenario), Some(drawn)) = (model.scenarios.get(s), world.scenarios.get(s)) else { continue };
            let Some(view) = scenario.views.get(drawn.view) else { continue };
            let varies = matches!(view.rate, Rate::Poisson { each_year: true, .. });
            let bernoulli = matches!(view.rate, Rate::Bernoulli(_));
            let rate = if varies { rate(view).1 } else { Spread::one(drawn.rate) };
            let turn = |t: &(usize, Factor, f64, f64)| Turn {
                state: t.0,
                factor: t.1,
                on: Spread::one(t.2),
                off: Spread::one(t.3),
            };
            let base = [
                rate.map(|r| r * drawn.always.frequency),
                Spread::one(drawn.always.magnitude),
                Spread::one(drawn.secondary * drawn.always.secondary),
            ];
            let switches = drawn.switches.iter().map(turn).collect();
            plan.add(model, s, share, vec![Branch { weight: 1.0, view: drawn.view, bernoulli, base, switches }]);
        }
        plan.transfer(&world.transfers)?;
        Ok(plan)
    }

    /// Averaged over what is uncertain.
    pub fn predictive(model: &Checked, variant: &Variant, of: Of) -> Result<Plan, ExactError> {
        let mut on: Vec<f64> = model.states.iter().map(|s| s.on.mean()).collect();
        for (control, law) in &variant.reliability {
            on.get_mut(*control).into_iter().for_each(|on| *on = law.mean());
        }
        for control in &variant.certain {
            on.get_mut(*control).into_iter().for_each(|on| *on = 1.0);
        }
        let mut plan = Plan::empty(model, on);
        let mut uses = vec![0_usize; model.states.len()];
        let treatments: Vec<_> = variant.treatments.iter().filter_map(|t| model.treatments.get(*t)).collect();
        let gone =
            |s: usize| variant.without_scenarios.contains(&s) || treatments.iter().any(|t| t.avoids.contains(&s));
        for (s, share) in selected(model, of)?.into_iter().filter(|s| !gone(s.0)) {
            let Some(scenario) = model.scenarios.get(s) else { continue };
            let effects: Vec<_> = treatments.iter().flat_map(|t| &t.effects).filter(|e| e.scenario == s).collect();
            let states = scenario.switches.iter().map(|w| w.state).chain(effects.iter().filter_map(|e| e.through));
            states.for_each(|state| uses.get_mut(state).into_iter().for_each(|n| *n += 1));
            let mut before = 0.0;
            let mut branches = Vec::new();
            for (index, (view, upto)) in scenario.views.iter().zip(&scenario.upto).enumerate() {
                let weight = upto - before;
                before = *upto;
                let (bernoulli, rate) = rate(view);
                let secondary = view.secondary.as_ref().map_or(Spread::one(0.0), |s| Spread::of(&s.0));
                let base = [rate, Spread::one(1.0), secondary];
                let mut branch = Branch { weight, view: index, bernoulli, base, switches: Vec::new() };
                for switch in &scenario.switches {
                    branch.protect(model, variant, view, switch)?;
                }
                for effect in &effects {
                    match effect.through {
                        None => branch.always(effect.factor, &Spread::of(&effect.multiplier)),
                        Some(state) => {
                            let e = efficacy(model, state, &Spread::of(&effect.multiplier));
                            let rest = model.states.get(state).map_or(0.0, |s| s.rest);
                            branch.turn(state, effect.factor, &e, rest, |_| 1.0);
                        }
                    }
                }
                branches.push(branch);
            }
            plan.add(model, s, share, branches);
        }
        let shared = |(state, uses): (usize, &usize)| {
            *uses > 1 && model.states.get(state).is_some_and(|s| s.coverage.as_constant().is_none())
        };
        if uses.iter().enumerate().any(shared) {
            return Err(ExactError::NeedsSimulation("an uncertain coverage is shared, and cannot be averaged apart"));
        }
        let brought = treatments.iter().flat_map(|t| &t.transfers);
        plan.transfer(&model.transfers.iter().chain(brought).cloned().collect::<Vec<_>>())?;
        Ok(plan)
    }

    fn empty(model: &Checked, on: Vec<f64>) -> Plan {
        Plan { parts: Vec::new(), on, levels: model.levels.iter().map(|l| l.1).collect(), pools: Vec::new() }
    }

    fn add(&mut self, model: &Checked, scenario: usize, share: f64, mut branches: Vec<Branch>) {
        branches.retain(|b| b.weight > 0.0);
        if share > 0.0 && !branches.iter().all(Branch::never) {
            let level = model.scenarios.get(scenario).and_then(|s| s.level);
            self.parts.push(Part { scenario, share, level, branches, layers: Vec::new(), pool: None });
        }
    }

    fn transfer(&mut self, transfers: &[CheckedTransfer]) -> Result<(), ExactError> {
        for (t, transfer) in transfers.iter().enumerate() {
            let covered = |p: &&mut Part| transfer.scenarios.contains(&p.scenario);
            let mut parts: Vec<&mut Part> = self.parts.iter_mut().filter(covered).collect();
            if transfer.annual.is_open() {
                parts.iter_mut().for_each(|p| p.layers.push(transfer.per_event));
                continue;
            }
            let Some(share) = parts.first().map(|p| p.share) else { continue };
            if !transfer.per_event.is_open() {
                return Err(ExactError::NeedsSimulation("a transfer has layers both per event and per year"));
            }
            let others = transfers.iter().enumerate().filter(|(other, _)| *other != t);
            let mut others = others.flat_map(|(_, x)| &x.scenarios);
            if others.any(|s| transfer.scenarios.contains(s)) {
                return Err(ExactError::NeedsSimulation("a scenario has an annual transfer beside another transfer"));
            }
            if parts.iter().any(|p| p.share != share) || parts.len() < distinct(&transfer.scenarios) {
                return Err(ExactError::NeedsSimulation(
                    "an annual transfer also covers losses that are not asked for",
                ));
            }
            let pool = self.pools.len();
            parts.iter_mut().for_each(|p| (p.pool, p.share) = (Some(pool), 1.0));
            self.pools.push(Pool { layer: transfer.annual, share });
        }
        Ok(())
    }
}

fn distinct(scenarios: &[usize]) -> usize {
    scenarios.iter().enumerate().filter(|(i, s)| !scenarios.iter().take(*i).any(|x| x == *s)).count()
}

/// coverage x (1 - multiplier).
fn efficacy(model: &Checked, state: usize, multiplier: &Spread) -> Spread {
    let coverage = model.states.get(state).map_or(Spread::one(1.0), |s| Spread::of(&s.coverage));
    multiplier.map(|m| 1.0 - m).times(&coverage)
}

impl Branch {
    fn turn(&mut self, state: usize, factor: Factor, efficacy: &Spread, rest: f64, by: impl Fn(f64) -> f64) {
        let on = efficacy.map(|e| (1.0 - e) * by(e));
        let off = efficacy.map(|e| (1.0 - rest * e) * by(e));
        self.switches.push(Turn { state, factor, on, off });
    }

    /// What a control or cause of the model does; the same rules as those of a world.
    fn protect(&mut self, model: &Checked, variant: &Variant, view: &View, switch: &Switch) -> Result<(), ExactError> {
        let Some(state) = model.states.get(switch.state) else { return Ok(()) };
        let (efficacy, rest) = (efficacy(model, switch.state, &Spread::of(&switch.multiplier)), state.rest);
        let gone = variant.without.contains(&switch.state);
        if !view.assumes.contains(&switch.state) {
            if !gone {
                self.turn(switch.state, switch.factor, &efficacy, rest, |_| 1.0);
            }
            return Ok(());
        }
        let Some(reliability) = state.on.as_constant() else {
            return Err(ExactError::NeedsSimulation("an estimate assumes a control whose reliability is uncertain"));
        };
        let assumed =
            |e: f64| 1.0 / (reliability * (1.0 - e) + (1.0 - reliability) * (1.0 - rest * e)).max(LEAST_ASSUMED);
        if gone {
            self.always(switch.factor, &efficacy.map(assumed));
        } else {
            self.turn(switch.state, switch.factor, &efficacy, rest, assumed);
        }
        Ok(())
    }
}
