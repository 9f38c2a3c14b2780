//! Blocks over threads, with results in the order of blocks.

use super::{
    block::column,
    draws::Block,
    plan::Plan,
    settings::{MAX_MEMORY, SimulationError},
    walk::Worker,
};
use std::{collections::BTreeMap, sync::Mutex};

/// The columns of all blocks, one block after the other.
pub(crate) struct Store {
    values: Vec<f64>,
}

impl Store {
    /// Zeros.
    ///
    /// # Errors
    /// [`SimulationError::TooMuchMemory`] beyond [`MAX_MEMORY`].
    pub fn new(plan: &Plan<'_>) -> Result<Store, SimulationError> {
        let values = (plan.columns() as u64).saturating_mul(plan.settings.years());
        let needed = values.saturating_mul(8);
        if needed > MAX_MEMORY {
            return Err(SimulationError::TooMuchMemory { needed });
        }
        Ok(Store { values: vec![0.0; values as usize] })
    }

    fn parts<'s>(&'s mut self, plan: &Plan<'_>) -> Vec<(usize, &'s mut [f64])> {
        let mut rest = self.values.as_mut_slice();
        let mut parts = Vec::with_capacity(plan.blocks());
        for index in 0..plan.blocks() {
            let len = (plan.columns() * plan.block(index).years).min(rest.len());
            let (part, tail) = rest.split_at_mut(len);
            parts.push((index, part));
            rest = tail;
        }
        parts
    }

    /// A column of all years, world by world.
    pub fn column(&self, plan: &Plan<'_>, number: usize) -> Vec<f64> {
        let mut all = Vec::with_capacity(plan.settings.years() as usize);
        for (block, columns) in self.blocks(plan) {
            all.extend_from_slice(column(columns, block.years, number));
        }
        all
    }

    /// Every block with its columns.
    pub fn blocks<'s>(&'s self, plan: &'s Plan<'_>) -> impl Iterator<Item = (Block, &'s [f64])> {
        let mut begin = 0;
        (0..plan.blocks()).map(move |index| {
            let block = plan.block(index);
            let end = begin + plan.columns() * block.years;
            let columns = self.values.get(begin..end).unwrap_or_default();
            begin = end;
            (block, columns)
        })
    }
}

/// Does `work` for every block, and `fold` with every result in the order of blocks, whatever order they are done in.
pub(crate) fn each_block<T: Send>(
    plan: &Plan<'_>,
    store: &mut Store,
    work: impl Fn(&mut Worker, &Block, &mut [f64]) -> Result<T, SimulationError> + Sync,
    fold: impl FnMut(&Block, T) + Send,
) -> Result<(), SimulationError> {
    let parts = store.parts(plan);
    let workers = plan.settings.workers().min(parts.len());
    let queue = Mutex::new(parts.into_iter());
    let turn = Mutex::new(Turn { next: 0, waiting: BTreeMap::new(), fold });
    let one = || -> Result<(), SimulationError> {
        let mut worker = Worker::new(plan);
        loop {
            let next = queue.lock().map_err(|_| SimulationError::Broken)?.next();
            let Some((index, columns)) = next else { return Ok(()) };
            let block = plan.block(index);
            let result = work(&mut worker, &block, columns)?;
            turn.lock().map_err(|_| SimulationError::Broken)?.take(block, result);
        }
    };
    if workers <= 1 {
        return one();
    }
    let ends: Vec<Result<(), SimulationError>> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..workers).map(|_| scope.spawn(one)).collect();
        started.into_iter().map(|t| t.join().unwrap_or(Err(SimulationError::Broken))).collect()
    });
    ends.into_iter().collect()
}

/// Holds results back until it is their turn, so that sums are made in one order.
struct Turn<T, F> {
    next: usize,
    waiting: BTreeMap<usize, (Block, T)>,
    fold: F,
}

impl<T, F: FnMut(&Block, T)> Turn<T, F> {
    fn take(&mut self, block: Block, result: T) {
        self.waiting.insert(block.index, (block, result));
        while let Some((block, result)) = self.waiting.remove(&self.next) {
            (self.fold)(&block, result);
            self.next += 1;
        }
    }
}
