//! Walking through all events of a block, scenario by scenario, for the reference and every variant that differs.

use super::{
    draws::{Bits, Block, For, Groups, levels, row, states},
    events::{CHUNK, Chunk, Frequency, Source},
    plan::{Layout, Plan, Ready},
    settings::SimulationError,
};
use crate::{
    Factors,
    checked::{CheckedScenario, Rate},
    key,
    world::{World, WorldScenario},
};
use std::sync::Arc;

/// What is done with events.
pub(crate) trait Visit {
    /// Events of a scenario in a variant. `net` is what is left after transfers, before annual layers; `before` the same in the
    /// reference; `would` is what annual layers would pay if they had no bounds, by annual transfer that covers the scenario.
    fn events(&mut self, at: At, years: &[u32], net: &[f64], before: &[f64], would: &[[f64; CHUNK]]);
    /// All events of the scenario were given, for this variant.
    fn end(&mut self, at: At);
}

/// Where a walk is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    pub scenario: usize,
    pub variant: usize,
    /// Nothing but chance varies from year to year, so that yearly losses are compound Poisson.
    pub plain: bool,
}

/// What a worker keeps from block to block.
pub(crate) struct Worker {
    world: Option<(usize, Vec<World>)>,
    chunk: Box<Chunk>,
    net: Box<[f64; CHUNK]>,
    before: Box<[f64; CHUNK]>,
    would: Vec<[f64; CHUNK]>,
}

impl Worker {
    pub fn new(plan: &Plan<'_>) -> Worker {
        let most = plan.layouts.iter().map(|l| l.annual.len()).max().unwrap_or(0);
        Worker {
            world: None,
            chunk: Chunk::new(),
            net: Box::new([0.0; CHUNK]),
            before: Box::new([0.0; CHUNK]),
            would: vec![[0.0; CHUNK]; most],
        }
    }

    /// Gives all events of a block to `visit`.
    pub fn walk(&mut self, plan: &Plan<'_>, block: &Block, visit: &mut impl Visit) -> Result<(), SimulationError> {
        let worlds = match self.world.take() {
            Some((world, worlds)) if world == block.world => worlds,
            _ => plan.draw_worlds(block.world),
        };
        let shared = Shared {
            states: worlds.iter().map(|w| states(plan.model, block, w)).collect(),
            levels: levels(plan.model, block),
        };
        let mut done = Ok(());
        for scenario in (0..plan.scenarios.len()).filter(|s| plan.walked(*s)) {
            done = self.scenario(plan, block, &worlds, &shared, scenario, visit);
            if done.is_err() {
                break;
            }
        }
        self.world = Some((block.world, worlds));
        done
    }

    fn scenario(
        &mut self,
        plan: &Plan<'_>,
        block: &Block,
        worlds: &[World],
        shared: &Shared,
        s: usize,
        visit: &mut impl Visit,
    ) -> Result<(), SimulationError> {
        let (checked, ready) = (&plan.model.scenarios[s], &plan.scenarios[s]);
        let Some(first) = worlds.first().and_then(|w| w.scenarios.get(s)) else { return Ok(()) };
        let sides: Vec<Side<'_>> = (0..worlds.len())
            .filter(|v| *v == 0 || ready.differs[*v])
            .filter_map(|v| {
                let scenario = worlds[v].scenarios.get(s)?;
                let groups = Groups::new(plan.model, scenario, &shared.states[v], block.years);
                Some(Side { variant: v, scenario, groups, layout: &plan.layouts[v] })
            })
            .collect();
        let Some(reference) = sides.first() else { return Ok(()) };
        let weights = shared.weights(block, checked, ready, first);
        let bernoulli = matches!(checked.views[first.view].rate, Rate::Bernoulli(_));
        let frequency = if bernoulli {
            Frequency::Bernoulli { probability: first.rate }
        } else {
            Frequency::Poisson { rate: first.rate, weights: weights.as_deref() }
        };
        let source = Source {
            block,
            key: checked.key,
            frequency,
            forms: &ready.views[first.view],
            reference: &reference.groups,
            greatest: sides.iter().map(|s| s.groups.greatest()).fold(0.0, f64::max),
            compared: sides.len() > 1,
        };
        let plain = weights.is_none() && !bernoulli;
        let at = |side: &Side<'_>, w: &World| At { scenario: s, variant: side.variant, plain: plain && side.steady(w) };
        let ats: Vec<At> = sides.iter().map(|side| at(side, &worlds[side.variant])).collect();
        let Worker { chunk, net, before, would, .. } = self;
        source.run(&plan.budget, chunk, &mut |chunk, group| {
            let n = chunk.len;
            if chunk.base {
                reference.settle(chunk, group, bernoulli, s, before, would);
                visit.events(ats[0], &chunk.years[..n], &before[..n], &ZEROS[..n], would);
            } else {
                before[..n].fill(0.0);
            }
            for (side, at) in sides.iter().zip(&ats).skip(1) {
                side.settle(chunk, None, true, s, net, would);
                visit.events(*at, &chunk.years[..n], &net[..n], &before[..n], would);
            }
        })?;
        ats.into_iter().for_each(|at| visit.end(at));
        Ok(())
    }
}

static ZEROS: [f64; CHUNK] = [0.0; CHUNK];

/// What scenarios share in a block.
struct Shared {
    /// By variant.
    states: Vec<Vec<Bits>>,
    levels: Vec<Arc<[f64]>>,
}

impl Shared {
    /// What the rate of a scenario is multiplied by in each year, where years differ: its level and rates that are drawn each year.
    fn weights(
        &self,
        block: &Block,
        checked: &CheckedScenario,
        ready: &Ready,
        scenario: &WorldScenario,
    ) -> Option<Arc<[f64]>> {
        let level = checked.level.and_then(|l| self.levels.get(l)).cloned();
        let parts = &ready.yearly[scenario.view];
        if parts.is_empty() {
            return level;
        }
        let mut weights = level.map_or_else(|| vec![1.0; block.years], |l| l.to_vec());
        for (i, part) in parts.iter().enumerate() {
            let key = key::mix(block.key(checked.key, For::Rate) ^ (scenario.view * 64 + i) as u64);
            for (y, weight) in weights.iter_mut().enumerate() {
                *weight *= part.draw(row(key, y));
            }
        }
        Some(weights.into())
    }
}

/// A scenario in one variant.
struct Side<'a> {
    variant: usize,
    scenario: &'a WorldScenario,
    groups: Groups,
    layout: &'a Layout,
}

impl Side<'_> {
    /// Whether no state that it relies on varies from year to year.
    fn steady(&self, world: &World) -> bool {
        let on = |state: usize| world.on.get(state).copied().unwrap_or(1.0);
        self.scenario.switches.iter().all(|s| on(s.0) <= 0.0 || on(s.0) >= 1.0)
    }

    /// Net losses of the events of a chunk. `select` where it has to be asked whether the variant has an event.
    fn settle(
        &self,
        chunk: &Chunk,
        group: Option<usize>,
        select: bool,
        s: usize,
        net: &mut [f64; CHUNK],
        would: &mut [[f64; CHUNK]],
    ) {
        let n = chunk.len.min(CHUNK);
        let one = group.or((self.groups.groups.len() == 1).then_some(0));
        let one = one.and_then(|g| self.groups.groups.get(g)).map(|g| g.factors);
        match one {
            Some(f) if !select && self.scenario.secondary <= 0.0 => {
                net.iter_mut().zip(&chunk.primary).take(n).for_each(|(x, p)| *x = p * f.magnitude);
            }
            Some(f) => (0..n).for_each(|i| net[i] = self.loss(chunk, i, f, select)),
            None => (0..n).for_each(|i| net[i] = self.loss(chunk, i, self.groups.factors(chunk.years[i]), select)),
        }
        let Some((open, annual)) = self.layout.covers.get(s) else { return };
        if open.is_empty() && annual.is_empty() {
            return;
        }
        for (i, x) in net.iter_mut().enumerate().take(n) {
            let loss = *x;
            for transfer in open.iter().filter_map(|t| self.layout.open.get(*t)) {
                *x -= transfer.per_event.pays(loss).min(*x);
            }
            let annual = annual.iter().filter_map(|t| self.layout.annual.get(*t));
            for (transfer, would) in annual.zip(would.iter_mut()) {
                would[i] = transfer.per_event.pays(loss).min(*x);
                *x -= would[i];
            }
        }
    }

    #[inline(always)]
    fn loss(&self, chunk: &Chunk, i: usize, f: Factors, select: bool) -> f64 {
        if select && chunk.heights[i] >= f.frequency {
            return 0.0;
        }
        let reacts = chunk.reaction[i] < self.scenario.secondary * f.secondary;
        let loss = chunk.primary[i] + if reacts { chunk.secondary[i] } else { 0.0 };
        loss * f.magnitude
    }
}
