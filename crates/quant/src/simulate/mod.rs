//! The event-driven simulation.
//!
//! A run has *worlds* (one value for everything that is unknown) and in each of them *years*. A year draws which states are on (one uniform
//! number per state, shared by everything that relies on it), one gamma factor per threat level, then the loss events of each scenario: cost
//! grows with events, not with years times scenarios. Each event draws its forms of loss; transfers pay per event, then per year; an
//! objective holds where its share of what is left stays within its limit.
//!
//! **Transfers.** Those without an annual layer settle first, event by event, each seeing what the ones before it in the model left. Then those with
//! one, again in order: what each would pay of every event is taken off before the next sees the event, and what its annual layer does
//! not pay after all stays with us; where it covers several scenarios, in proportion to what it would have paid of each. So no loss is
//! paid twice, and a greater loss never leaves less.
//!
//! **Same draws.** A draw depends on the seed, the names of what it is for and the block of years: results are equal to the
//! bit for any number of threads, other scenarios leave a scenario's draws alone, and variants share all draws with the reference, the first
//! variant. A treatment that multiplies by 1 differs by exactly zero, one that multiplies by less never makes a year worse.
//!
//! **Severities** are drawn through tables of quantiles that lie within 1e-4 of the exact ones and keep the mean (see the source of
//! `Sampler`); counts are exact.
//!
//! **Memory.** The losses of all years are kept, 8 bytes for each year, variant and (1 + objectives), times (1 + annual transfers); the rest
//! does not grow with years. Beyond [`MAX_MEMORY`] the run is refused.

mod block;
mod blocks;
mod counts;
mod draws;
mod estimate;
mod events;
mod judge;
mod losses;
mod outcome;
mod parts;
mod plan;
mod sampler;
mod settings;
mod tails;
mod walk;
mod years;

pub use estimate::{Certainty, EXCEEDANCES, Estimated, Refused};
pub use outcome::{Contribution, CurvePoint, Drag, Losses, ObjectiveOutcome, Outcome, Saved, VariantOutcome};
pub use settings::{BLOCK, MAX_EVENTS, MAX_MEMORY, MAX_YEARS, Question, Settings, SimulationError};
pub use years::{Years, yearly};

use crate::Checked;
use blocks::{Store, each_block};
use estimate::Nested;
use judge::judge;
use losses::{Sample, spaced};
use parts::Parts;
use plan::Plan;

/// Simulates a model and answers a question about it.
///
/// # Errors
/// [`SimulationError`] where settings or question are out of bounds, or there would be too many events.
pub fn run(model: &Checked, settings: &Settings, question: &Question) -> Result<Outcome, SimulationError> {
    question.check(model)?;
    let plan = Plan::new(model, *settings, &question.variants)?;
    let mut store = Store::new(&plan)?;
    let (events, scenarios) = simulate(&plan, &mut store)?;
    let parts = if question.contributions { Some(parts::parts(&plan, &mut store)?) } else { None };
    Ok(Outcome {
        seed: settings.seed,
        worlds: settings.worlds,
        years_per_world: settings.years_per_world,
        years: settings.years(),
        events,
        variants: report(&plan, &store, question, &scenarios, parts),
    })
}

/// Fills the store; events and the mean loss of each scenario by variant.
fn simulate(plan: &Plan<'_>, store: &mut Store) -> Result<(u64, Vec<Nested>), SimulationError> {
    let count = plan.variants.len() * plan.scenarios.len();
    let (mut nested, mut sums) = (vec![Nested::default(); count], vec![(0.0, 0.0); count]);
    let (mut events, mut at) = (0, (0, 0_usize));
    let mut end_world = |sums: &mut [(f64, f64)], years: usize| {
        for (nested, sum) in nested.iter_mut().zip(sums) {
            nested.world(years, sum.0, sum.1);
            *sum = (0.0, 0.0);
        }
    };
    each_block(
        plan,
        store,
        |worker, block, columns| block::simulate(worker, plan, block, columns),
        |block, found| {
            if block.world != at.0 {
                end_world(&mut sums, at.1);
                at = (block.world, 0);
            }
            at.1 += block.years;
            events += found.events;
            for (sum, x) in sums.iter_mut().zip(&found.scenarios) {
                sum.0 += x.0;
                sum.1 += x.1;
            }
        },
    )?;
    end_world(&mut sums, at.1);
    Ok((events, nested))
}

fn report(
    plan: &Plan<'_>,
    store: &Store,
    question: &Question,
    scenarios: &[Nested],
    parts: Option<Vec<Vec<Parts>>>,
) -> Vec<VariantOutcome> {
    let accounts = 1 + plan.model.objectives.len();
    let mut losses: Vec<_> = losses(plan, store, question).into_iter().map(Vec::into_iter).collect();
    let verdicts = judge(plan, store, question);
    let mut parts = parts.unwrap_or_default().into_iter();
    let variant = |(v, verdict): (usize, judge::Verdict)| {
        let parts = parts.next().unwrap_or_else(|| vec![Parts::default(); accounts]);
        let mut accounts = losses.iter_mut().filter_map(Iterator::next).zip(parts);
        let (total, whole) = accounts.next()?;
        let certainty = verdict.certainty.into_iter().zip(verdict.further).zip(verdict.gain);
        let objectives = accounts.zip(certainty).map(|((losses, parts), ((certainty, further), gain))| {
            let Parts { drags, contributions } = parts;
            ObjectiveOutcome { certainty, further, gain, losses, drags, contributions }
        });
        let of_variant = scenarios.chunks(plan.scenarios.len().max(1)).nth(v).unwrap_or_default();
        Some(VariantOutcome {
            total,
            contributions: whole.contributions,
            saved: saved(plan, store, question, v),
            objectives: objectives.collect(),
            joint: verdict.joint,
            joints: verdict.joints,
            scenarios: of_variant.iter().map(Nested::estimate).collect(),
        })
    };
    verdicts.into_iter().enumerate().filter_map(variant).collect()
}

/// Losses by account, then variant: the curves of an account share their amounts.
fn losses(plan: &Plan<'_>, store: &Store, question: &Question) -> Vec<Vec<Losses>> {
    let years = plan.settings.years_per_world;
    let of_account = |account: usize| {
        let column = |l: &plan::Layout| Sample::new(store.column(plan, l.column(0, account)), years);
        let mut samples: Vec<Sample> = plan.layouts.iter().map(column).collect();
        let amounts = amounts(question, &mut samples);
        samples.iter_mut().map(|s| s.losses(&question.percentiles, &amounts)).collect()
    };
    (0..1 + plan.model.objectives.len()).map(of_account).collect()
}

/// The amounts of a curve: those asked for, else chosen so that the curves of all variants are seen whole.
fn amounts(question: &Question, samples: &mut [Sample]) -> Vec<f64> {
    if question.amounts.is_empty() {
        let reach = samples.iter_mut().filter_map(Sample::reach);
        return reach.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map_or_else(Vec::new, |(l, h)| spaced(l, h));
    }
    let mut amounts = question.amounts.clone();
    amounts.sort_unstable_by(f64::total_cmp);
    amounts
}

fn saved(plan: &Plan<'_>, store: &Store, question: &Question, variant: usize) -> Saved {
    if variant == 0 {
        let none = Estimated::default();
        let percentiles = question.percentiles.iter().map(|p| (*p, Ok(none))).collect();
        return Saved { mean: none, cost: 0.0, pays: Estimated { value: 1.0, error: 0.0 }, percentiles };
    }
    let cost = |v: usize| -> f64 {
        let treatments = plan.variants.get(v).map(|v| v.treatments.as_slice()).unwrap_or_default();
        treatments.iter().filter_map(|t| plan.model.treatments.get(*t)).map(|t| t.yearly_cost).sum()
    };
    let total = |v: usize| store.column(plan, plan.layouts[v].column(0, 0));
    let mut values = total(0);
    values.iter_mut().zip(total(variant)).for_each(|(x, y)| *x -= y);
    let mut sample = Sample::new(values, plan.settings.years_per_world);
    let cost = cost(variant) - cost(0);
    Saved {
        mean: sample.mean(|x| x).estimate(),
        cost,
        pays: sample.probability(|x| x >= cost),
        percentiles: question.percentiles.iter().map(|p| (*p, sample.percentile(*p))).collect(),
    }
}
