//! The years themselves, for those who need more than figures of them.

use super::{
    block::{self, column},
    plan::Plan,
    settings::{Question, Settings, SimulationError},
    walk::Worker,
};
use crate::{Checked, Variant};

/// Years of one world.
pub struct Years<'a> {
    plan: &'a Plan<'a>,
    columns: &'a [f64],
    /// Which world.
    pub world: usize,
    /// How many years.
    pub count: usize,
}

impl Years<'_> {
    /// Net losses of all scenarios in a variant, by year; none where there is no such variant.
    pub fn total(&self, variant: usize) -> &[f64] {
        self.account(variant, 0)
    }

    /// Net losses that land on an objective in a variant, by year; none where there is no such variant or objective.
    pub fn objective(&self, variant: usize, objective: usize) -> &[f64] {
        self.account(variant, 1 + objective)
    }

    fn account(&self, variant: usize, account: usize) -> &[f64] {
        match self.plan.layouts.get(variant) {
            Some(layout) if account < layout.accounts => column(self.columns, self.count, layout.column(0, account)),
            _ => &[],
        }
    }
}

/// Gives the years of the same simulation as [`run`](super::run), block by block in order, on one thread and in memory that does not grow
/// with years. The first variant is the reference.
///
/// # Errors
/// As [`run`](super::run).
pub fn yearly(
    model: &Checked,
    settings: &Settings,
    variants: &[Variant],
    mut take: impl FnMut(Years<'_>),
) -> Result<(), SimulationError> {
    Question::variants(variants.to_vec()).check(model)?;
    let plan = Plan::new(model, *settings, variants, false)?;
    let mut worker = Worker::new(&plan);
    for index in 0..plan.blocks() {
        let block = plan.block(index);
        let mut columns = vec![0.0; plan.columns() * block.years];
        block::simulate(&mut worker, &plan, &block, &mut columns)?;
        take(Years { plan: &plan, columns: &columns, world: block.world, count: block.years });
    }
    Ok(())
}
