//! Which estimate matters: each uncertain number at the ends of its range, all else as it is.

use super::{
    certainty::Score,
    mean::{Mean, Means},
    parameter::Parameter,
    pin::{Pin, moved, pin, unpin},
    plan::Plan,
};
use crate::{checked::Checked, world::Variant};

/// The answer at one end of a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// The value at which the parameter is held.
    pub at: f64,
    /// The mean loss a year.
    pub mean_loss: f64,
    /// How certain the objective is, where that was asked.
    pub score: Option<Score>,
}

/// A bar of a tornado.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Which number.
    pub parameter: Parameter,
    /// At its 5th percentile.
    pub low: Swing,
    /// At its 95th percentile.
    pub high: Swing,
    /// Whether a mean is more than a closed formula.
    pub estimated: bool,
}

impl Bar {
    /// How far apart the mean losses are.
    pub fn width(&self) -> f64 {
        (self.high.mean_loss - self.low.mean_loss).abs()
    }

    /// How far apart the certainties are; none where they were not asked for.
    pub fn certainty_width(&self) -> Option<f64> {
        Some((self.high.score.as_ref()?.certainty - self.low.score.as_ref()?.certainty).abs())
    }
}

/// What asks an engine for the certainty of an objective under a model with a number held fixed.
pub type AskScore<'f> = &'f mut dyn FnMut(&Checked, &Variant) -> Option<Score>;

/// Every uncertain parameter at its 5th and at its 95th percentile, all else as it is: mean losses in closed form, and the certainty of
/// an objective from `score`. The widest bar (by mean loss, then by certainty) comes first. Numbers of treatments that the variant does not take do not move
/// anything and are left out.
pub fn tornado(model: &Checked, variant: &Variant, score: Option<AskScore>) -> Vec<Bar> {
    tornado_of(model, variant, &|_| true, score)
}

/// The same for some parameters only.
pub fn tornado_of(
    model: &Checked,
    variant: &Variant,
    wanted: &dyn Fn(&Parameter) -> bool,
    mut score: Option<AskScore>,
) -> Vec<Bar> {
    let mut work = model.clone();
    let losses = super::mean::mean_loss_by_scenario(model, variant);
    let taken = |p: &Parameter| match p.id {
        super::ParameterId::Effect { treatment, .. } => variant.treatments.contains(&treatment),
        _ => true,
    };
    let mut bars = Vec::new();
    for parameter in model.parameters().into_iter().filter(|p| wanted(p) && taken(p)) {
        let mut estimated = false;
        let mut end = |quantile: f64, at: f64| {
            let before = pin(&mut work, Pin { parameter: parameter.id, quantile });
            let mean = with(&work, variant, &losses, &moved(model, parameter.id));
            estimated |= mean.estimated;
            let score = score.as_mut().and_then(|ask| ask(&work, variant));
            unpin(&mut work, parameter.id, before);
            Swing { at, mean_loss: mean.value, score }
        };
        let (low, high) = (end(0.05, parameter.p05), end(0.95, parameter.p95));
        bars.push(Bar { parameter, low, high, estimated });
    }
    let key = |b: &Bar| (b.width(), b.certainty_width().unwrap_or(0.0));
    bars.sort_by(|a, b| key(b).0.total_cmp(&key(a).0).then(key(b).1.total_cmp(&key(a).1)));
    bars
}

/// The mean loss when only some scenarios changed.
fn with(work: &Checked, variant: &Variant, before: &[Mean], moved: &[usize]) -> Mean {
    let base = Variant { treatments: Vec::new(), ..variant.clone() };
    let means = Means::of(work, moved);
    let mut sum = Mean::default();
    for (s, old) in before.iter().enumerate() {
        let one = if moved.contains(&s) { Plan::one(&means, work, &base, s, &variant.treatments) } else { *old };
        sum = Mean { value: sum.value + one.value, estimated: sum.estimated || one.estimated };
    }
    sum
}
