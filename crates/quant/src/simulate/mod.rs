//! The event-driven simulation.
//!
//! A run has *worlds* (one value for everything that is unknown) and in each of them *years*. A year draws which states are on (one uniform
//! number per state, shared by everything that relies on it), one gamma factor per threat level, then the loss events of each scenario: cost
//! grows with events, not with years times scenarios. Each event draws its forms of loss; transfers pay per event, then per year; an
//! objective holds where its share of what is left stays within its limit.
//!
//! **Transfers.** Each pays its layer of the loss of the event, whatever others pay, so that layers can be stacked; but together never more than
//! the loss. Those without an annual layer settle first, then those with one, each in the order of the model; what an annual layer
//! does not pay after all stays with us, and where it covers several scenarios, in proportion to what it would have paid of each.
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
mod quantiles;
mod report;
mod sampler;
mod settings;
mod tails;
mod walk;
mod what_if;
mod years;

pub use estimate::{Certainty, EXCEEDANCES, Estimated, Refused};
pub use outcome::{Contribution, CurvePoint, Drag, Losses, ObjectiveOutcome, Outcome, Saved, VariantOutcome};
pub use settings::{BLOCK, MAX_EVENTS, MAX_MEMORY, MAX_YEARS, Question, Settings, SimulationError};
pub use what_if::Base;
pub use years::{Years, yearly};

use crate::Checked;
use blocks::{Store, each_block};
use draws::Block;
use estimate::Nested;
use plan::Plan;

/// Simulates a model and answers a question about it.
///
/// # Errors
/// [`SimulationError`] where settings or question are out of bounds, or there would be too many events.
pub fn run(model: &Checked, settings: &Settings, question: &Question) -> Result<Outcome, SimulationError> {
    question.check(model)?;
    let plan = Plan::new(model, *settings, &question.variants, false)?;
    let mut store = Store::new(&plan)?;
    let (events, scenarios) = simulate(&plan, &mut store, |_, _| ())?;
    let parts = if question.contributions { Some(parts::parts(&plan, &mut store)?) } else { None };
    Ok(Outcome {
        seed: settings.seed,
        worlds: settings.worlds,
        years_per_world: settings.years_per_world,
        years: settings.years(),
        events,
        variants: report::report(&plan, &store, question, &scenarios, parts),
    })
}

/// Fills the store, after `begin` has seen the columns of each block; events, and the mean loss of each scenario by variant.
fn simulate(
    plan: &Plan<'_>,
    store: &mut Store,
    begin: impl Fn(&Block, &mut [f64]) + Sync,
) -> Result<(u64, Vec<Nested>), SimulationError> {
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
        |worker, block, columns| {
            begin(block, columns);
            block::simulate(worker, plan, block, columns)
        },
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
