//! Where the numbers of a model stand, how to hold one of them fixed, and where it lies in a world.

use super::parameter::ParameterId;
use crate::{
    checked::{Checked, Rate},
    law::Law,
    world::{For, Worlds},
};

/// A parameter held at one of its quantiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pin {
    /// Which.
    pub parameter: ParameterId,
    /// At which quantile, 0 to 1.
    pub quantile: f64,
}

/// The estimate that a uniform draw believes in.
pub(super) fn believed(upto: &[f64], unit: f64) -> usize {
    upto.partition_point(|u| *u <= unit).min(upto.len().saturating_sub(1))
}

/// The law of a parameter; none for a belief, which has no distribution over numbers.
pub(super) fn law(model: &Checked, id: ParameterId) -> Option<&Law> {
    let view = |s: usize, e: usize| model.scenarios.get(s).and_then(|s| s.views.get(e));
    match id {
        ParameterId::Belief { .. } => None,
        ParameterId::Rate { scenario, estimate, part } => match &view(scenario, estimate)?.rate {
            Rate::Poisson { parts, .. } => parts.get(part),
            Rate::Bernoulli(law) => Some(law),
        },
        ParameterId::Primary { scenario, estimate, loss } => view(scenario, estimate)?.primary.get(loss),
        ParameterId::SecondaryProbability { scenario, estimate } => {
            view(scenario, estimate)?.secondary.as_ref().map(|s| &s.0)
        }
        ParameterId::Secondary { scenario, estimate, loss } => {
            view(scenario, estimate)?.secondary.as_ref().and_then(|s| s.1.get(loss))
        }
        ParameterId::Switch { scenario, switch } => {
            model.scenarios.get(scenario)?.switches.get(switch).map(|s| &s.multiplier)
        }
        ParameterId::On { state } => model.states.get(state).map(|s| &s.on),
        ParameterId::Coverage { state } => model.states.get(state).map(|s| &s.coverage),
        ParameterId::Effect { treatment, effect } => {
            model.treatments.get(treatment)?.effects.get(effect).map(|e| &e.multiplier)
        }
        ParameterId::Baseline { objective } => model.objectives.get(objective)?.baseline.as_ref(),
    }
}

/// Where the law of a parameter stands in a model that may be changed.
fn law_mut(model: &mut Checked, id: ParameterId) -> Option<&mut Law> {
    match id {
        ParameterId::Belief { .. } => None,
        ParameterId::Rate { scenario, estimate, part } => {
            match &mut model.scenarios.get_mut(scenario)?.views.get_mut(estimate)?.rate {
                Rate::Poisson { parts, .. } => parts.get_mut(part),
                Rate::Bernoulli(law) => Some(law),
            }
        }
        ParameterId::Primary { scenario, estimate, loss } => {
            model.scenarios.get_mut(scenario)?.views.get_mut(estimate)?.primary.get_mut(loss)
        }
        ParameterId::SecondaryProbability { scenario, estimate } => {
            model.scenarios.get_mut(scenario)?.views.get_mut(estimate)?.secondary.as_mut().map(|s| &mut s.0)
        }
        ParameterId::Secondary { scenario, estimate, loss } => {
            let view = model.scenarios.get_mut(scenario)?.views.get_mut(estimate)?;
            view.secondary.as_mut().and_then(|s| s.1.get_mut(loss))
        }
        ParameterId::Switch { scenario, switch } => {
            model.scenarios.get_mut(scenario)?.switches.get_mut(switch).map(|s| &mut s.multiplier)
        }
        ParameterId::On { state } => model.states.get_mut(state).map(|s| &mut s.on),
        ParameterId::Coverage { state } => model.states.get_mut(state).map(|s| &mut s.coverage),
        ParameterId::Effect { treatment, effect } => {
            model.treatments.get_mut(treatment)?.effects.get_mut(effect).map(|e| &mut e.multiplier)
        }
        ParameterId::Baseline { objective } => model.objectives.get_mut(objective)?.baseline.as_mut(),
    }
}

/// What was there before a pin, to be put back.
pub(super) enum Before {
    Law(Law),
    Weights(Vec<f64>),
    Nothing,
}

/// Pins a parameter of a working copy.
pub(super) fn pin(model: &mut Checked, pin: Pin) -> Before {
    if let ParameterId::Belief { scenario } = pin.parameter {
        let Some(scenario) = model.scenarios.get_mut(scenario) else { return Before::Nothing };
        let view = believed(&scenario.upto, pin.quantile);
        let only = (0..scenario.upto.len()).map(|v| if v < view { 0.0 } else { 1.0 }).collect();
        return Before::Weights(std::mem::replace(&mut scenario.upto, only));
    }
    let Some(law) = law_mut(model, pin.parameter) else { return Before::Nothing };
    let fixed = Law::constant(law.quantile(pin.quantile));
    Before::Law(std::mem::replace(law, fixed))
}

/// Undoes a pin.
pub(super) fn unpin(model: &mut Checked, id: ParameterId, before: Before) {
    match before {
        Before::Law(law) => {
            if let Some(place) = law_mut(model, id) {
                *place = law;
            }
        }
        Before::Weights(upto) => {
            if let ParameterId::Belief { scenario } = id
                && let Some(scenario) = model.scenarios.get_mut(scenario)
            {
                scenario.upto = upto;
            }
        }
        Before::Nothing => {}
    }
}

/// The scenarios whose loss a parameter may move.
pub(super) fn moved(model: &Checked, id: ParameterId) -> Vec<usize> {
    match id {
        ParameterId::Belief { scenario }
        | ParameterId::Rate { scenario, .. }
        | ParameterId::Primary { scenario, .. }
        | ParameterId::SecondaryProbability { scenario, .. }
        | ParameterId::Secondary { scenario, .. }
        | ParameterId::Switch { scenario, .. } => vec![scenario],
        ParameterId::Effect { treatment, effect } => model
            .treatments
            .get(treatment)
            .and_then(|t| t.effects.get(effect))
            .map(|e| e.scenario)
            .into_iter()
            .collect(),
        ParameterId::On { state } | ParameterId::Coverage { state } => {
            let through = |s: usize| {
                let effects = model.treatments.iter().flat_map(|t| &t.effects);
                effects.into_iter().any(|e| e.scenario == s && e.through == Some(state))
            };
            let uses = |s: &usize| model.scenarios[*s].switches.iter().any(|w| w.state == state) || through(*s);
            (0..model.scenarios.len()).filter(uses).collect()
        }
        ParameterId::Baseline { .. } => Vec::new(),
    }
}

impl Checked {
    /// The model with some parameters known: each a constant at its quantile. All other draws stay what they were, as they hang on
    /// names. A parameter that the model does not have is left out.
    pub fn pinned(&self, pins: &[Pin]) -> Checked {
        let mut model = self.clone();
        for p in pins {
            pin(&mut model, *p);
        }
        model
    }
}

impl Worlds<'_> {
    /// Where in its distribution (0 to 1) a parameter lies in a world; none for what varies within a world.
    pub fn place(&self, parameter: ParameterId, world: usize) -> Option<f64> {
        let model = self.model();
        let (whose, purpose, part) = match parameter {
            ParameterId::Belief { scenario } => (model.scenarios.get(scenario)?.key, For::View, 0),
            ParameterId::Rate { scenario, estimate, part } => {
                let scenario = model.scenarios.get(scenario)?;
                if matches!(scenario.views.get(estimate)?.rate, Rate::Poisson { each_year: true, .. }) {
                    return None;
                }
                (scenario.key, For::Rate, estimate * 64 + part)
            }
            ParameterId::SecondaryProbability { scenario, estimate } => {
                (model.scenarios.get(scenario)?.key, For::Secondary, estimate)
            }
            ParameterId::Switch { scenario, switch } => (model.scenarios.get(scenario)?.key, For::Multiplier, switch),
            ParameterId::On { state } => (model.states.get(state)?.key, For::On, 0),
            ParameterId::Coverage { state } => (model.states.get(state)?.key, For::Coverage, 0),
            ParameterId::Effect { treatment, effect } => {
                (model.treatments.get(treatment)?.key, For::Multiplier, effect)
            }
            ParameterId::Primary { .. } | ParameterId::Secondary { .. } | ParameterId::Baseline { .. } => return None,
        };
        Some(self.unit(whose, purpose, part, world))
    }
}
