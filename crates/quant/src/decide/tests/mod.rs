//! Decisions against reference cases, against going through everything by hand, and against what must hold whatever the model.

mod information;
mod means;
mod sets;

use crate::{Checked, Dist, Factor, Frequency, Model, Scenario, Treatment, TreatmentEffect};

fn checked(model: Model) -> Checked {
    model.check().unwrap()
}

fn scenario(id: &str, rate: impl Into<Dist>, loss: impl Into<Dist>) -> Scenario {
    Scenario::new(id, Frequency::poisson(rate), loss.into())
}

fn effect(scenario: &str, factor: Factor, multiplier: impl Into<Dist>) -> TreatmentEffect {
    TreatmentEffect { scenario: scenario.into(), factor, multiplier: multiplier.into(), through: None }
}

/// A treatment that multiplies frequencies.
fn treatment(id: &str, cost: f64, factors: &[(&str, f64)]) -> Treatment {
    let effects = factors.iter().map(|(s, m)| effect(s, Factor::Frequency, *m)).collect();
    Treatment { id: id.into(), cost, effects, ..Treatment::default() }
}

fn ids(model: &Checked, treatments: &[usize]) -> String {
    let all: Vec<&str> = model.treatments().collect();
    treatments.iter().map(|t| all[*t]).collect::<Vec<_>>().join(" ")
}
