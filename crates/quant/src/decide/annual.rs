//! Annual layers: the one thing about a mean that has no closed form. A few thousand years are simulated to see what they let through.

use super::mean::Means;
use crate::{
    checked::{Checked, CheckedTransfer},
    key,
    model::Layer,
    world::{Variant, World, Worlds},
};
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::Rng};

/// Worlds, and years in each.
const WORLDS: usize = 128;
const YEARS: usize = 64;
/// Beyond so many events a year their sum is taken as its mean.
const MANY: f64 = 200.0;

/// The share of what a transfer would pay of single events that its annual layer lets through, on average under a variant; 1 for an open layer.
pub(super) fn share_let_through(
    means: &Means,
    model: &Checked,
    variant: &Variant,
    t: &CheckedTransfer,
    seed: u64,
) -> f64 {
    if t.annual.is_open() {
        return 1.0;
    }
    let worlds = Worlds::new(model, seed, WORLDS);
    let (mut asked, mut paid) = (0.0, 0.0);
    for index in 0..WORLDS {
        let world = worlds.world(index, variant);
        let mut draws = key::stream(key::key(seed, key::name(&t.id), 0xA11, index as u64));
        for _ in 0..YEARS {
            let sum = year(means, model, &world, t, &mut draws);
            asked += sum;
            paid += t.annual.pays(sum);
        }
    }
    if asked > 0.0 { paid / asked } else { 1.0 }
}

fn unit(draws: &mut Xoshiro256PlusPlus) -> f64 {
    key::unit(draws.next_u64())
}

/// What the per-event layer pays in one year.
fn year(means: &Means, model: &Checked, world: &World, t: &CheckedTransfer, draws: &mut Xoshiro256PlusPlus) -> f64 {
    let on: Vec<bool> = world.on.iter().map(|p| unit(draws) < *p).collect();
    // Every level takes its draw, used or not, so that one more scenario moves nothing else.
    let used = |l: usize| t.scenarios.iter().any(|s| model.scenarios.get(*s).is_some_and(|s| s.level == Some(l)));
    let level = |(l, (_, shape)): (usize, &(_, f64))| {
        let u = unit(draws);
        if used(l) { gamma(*shape, u) } else { 1.0 }
    };
    let levels: Vec<f64> = model.levels.iter().enumerate().map(level).collect();
    let mut sum = 0.0;
    for s in &t.scenarios {
        let (Some(drawn), Some(scenario)) = (world.scenarios.get(*s), model.scenarios.get(*s)) else { continue };
        let Some(event) = means.event(*s, drawn.view) else { continue };
        let factors = drawn.factors(|state| on.get(state).copied().unwrap_or(true));
        let (once, rate) = means.rate(*s, drawn);
        let level = scenario.level.and_then(|l| levels.get(l)).copied().unwrap_or(1.0);
        let rate = rate * factors.frequency * level;
        let probability = (drawn.secondary * factors.secondary).min(1.0);
        let one = |draws: &mut Xoshiro256PlusPlus| {
            let (primary, reactions) = event.one(draws.next_u64());
            let with = if unit(draws) < probability { reactions } else { 0.0 };
            t.per_event.pays(factors.magnitude * (primary + with))
        };
        if once {
            sum += if unit(draws) < rate { one(draws) } else { 0.0 };
        } else if rate > MANY {
            let layer: [(Layer, f64); 1] = [(t.per_event, 1.0)];
            sum += rate * event.paid(&layer, factors.magnitude, probability);
        } else {
            let mut left = rate + libm::log(unit(draws));
            while left > 0.0 {
                sum += one(draws);
                left += libm::log(unit(draws));
            }
        }
    }
    sum
}

/// A gamma draw with mean 1, by its quantile at `u`.
fn gamma(shape: f64, u: f64) -> f64 {
    let law = crate::Dist::Gamma { shape, scale: 1.0 / shape }.law(crate::Place::Rate);
    law.map_or(1.0, |l| l.quantile(u))
}
