//! The part of each scenario in what was found: a second pass over the same events.

use super::{
    block::{column, kept_share},
    blocks::{Store, each_block},
    draws::Block,
    estimate::Nested,
    judge::limits,
    losses::Sample,
    outcome::{Contribution, Drag},
    plan::Plan,
    settings::SimulationError,
    walk::{At, Visit, Worker},
};

/// The probability of the shortfall that is allocated.
const P: f64 = 0.95;

/// Parts in one variant and account (0: the total, 1 + o: objective o).
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub drags: Vec<Drag>,
    pub contributions: Vec<Contribution>,
}

/// The worst twentieth of years: those beyond the value at risk, and so much of those at it that it makes a twentieth.
#[derive(Clone, Copy, Debug, Default)]
struct Worst {
    value_at_risk: f64,
    share_at: f64,
}

impl Worst {
    fn new(values: Vec<f64>) -> Worst {
        let years = values.len();
        let mut sample = Sample::new(values, years);
        let value_at_risk = sample.value_at_risk(P);
        let beyond = sample.mean(|x| f64::from(x > value_at_risk)).mean();
        let at = sample.mean(|x| f64::from(x == value_at_risk)).mean();
        let share_at = if at > 0.0 { ((1.0 - P) - beyond).max(0.0) / at } else { 0.0 };
        Worst { value_at_risk, share_at }
    }

    fn weight(&self, loss: f64) -> f64 {
        if loss > self.value_at_risk {
            1.0
        } else if loss == self.value_at_risk {
            self.share_at
        } else {
            0.0
        }
    }
}

/// Sums of one scenario in one variant and account.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    all: f64,
    worst: f64,
    dragged: u64,
}

/// The parts by variant, then account.
pub(crate) fn parts(plan: &Plan<'_>, store: &mut Store) -> Result<Vec<Vec<Parts>>, SimulationError> {
    let worst: Vec<Vec<Worst>> = (plan.layouts.iter())
        .map(|l| (0..l.accounts).map(|a| Worst::new(store.column(plan, l.column(0, a)))).collect())
        .collect();
    let slots = Slots::new(plan);
    let mut sums = vec![Sum::default(); slots.count];
    let mut drags = vec![Nested::default(); slots.count];
    let mut before = vec![0_u64; slots.count];
    let mut world = (0, 0_usize);
    let mut end_world = |sums: &[Sum], years: usize| {
        for ((drag, sum), before) in drags.iter_mut().zip(sums).zip(&mut before) {
            let count = (sum.dragged - *before) as f64;
            drag.world(years, count, count);
            *before = sum.dragged;
        }
    };
    let work = |worker: &mut Worker, block: &Block, columns: &mut [f64]| {
        let mut visit = Look::new(plan, block, columns, &worst, &slots);
        worker.walk(plan, block, &mut visit)?;
        Ok(visit.sums)
    };
    each_block(plan, store, work, |block, of_block| {
        if block.world != world.0 {
            end_world(&sums, world.1);
            world = (block.world, 0);
        }
        world.1 += block.years;
        for (sum, x) in sums.iter_mut().zip(of_block) {
            sum.all += x.all;
            sum.worst += x.worst;
            sum.dragged += x.dragged;
        }
    })?;
    end_world(&sums, world.1);
    let years = plan.settings.years() as f64;
    let mut parts: Vec<Vec<Parts>> = plan.layouts.iter().map(|l| vec![Parts::default(); l.accounts]).collect();
    for (variant, parts) in parts.iter_mut().enumerate() {
        for scenario in 0..plan.scenarios.len() {
            for (slot, account, _) in slots.of(plan, variant, scenario) {
                let (sum, part) = (&sums[slot], &mut parts[account]);
                let to_shortfall95 = sum.worst / (years * (1.0 - P));
                part.contributions.push(Contribution { scenario, to_mean: sum.all / years, to_shortfall95 });
                part.drags.push(Drag { scenario, gain: drags[slot].estimate() });
            }
        }
    }
    Ok(parts)
}

/// Where the sums of a scenario in a variant and account stand.
struct Slots {
    first: Vec<usize>,
    per_variant: usize,
    count: usize,
}

impl Slots {
    fn new(plan: &Plan<'_>) -> Slots {
        let mut sum = 0;
        let mut first = Vec::with_capacity(plan.scenarios.len());
        for scenario in &plan.scenarios {
            first.push(sum);
            sum += 1 + scenario.lands.len();
        }
        Slots { first, per_variant: sum, count: sum * plan.variants.len() }
    }

    /// Slot, account and share of everything that a scenario lands on.
    fn of<'p>(&self, plan: &'p Plan<'_>, variant: usize, s: usize) -> impl Iterator<Item = (usize, usize, f64)> + 'p {
        let first = variant * self.per_variant + self.first[s];
        let lands = plan.scenarios[s].lands.iter().map(|(o, share)| (1 + o, *share));
        std::iter::once((0, 1.0)).chain(lands).enumerate().map(move |(i, (account, share))| (first + i, account, share))
    }
}

/// Net losses of a scenario by year: what is left before annual layers, and what each of those would pay.
#[derive(Default)]
struct Rows {
    net: Vec<f64>,
    would: Vec<Vec<f64>>,
}

struct Look<'a, 'p> {
    plan: &'a Plan<'p>,
    years: usize,
    columns: &'a [f64],
    worst: &'a [Vec<Worst>],
    slots: &'a Slots,
    limits: Vec<Vec<f64>>,
    rows: Vec<Rows>,
    sums: Vec<Sum>,
}

impl<'a, 'p> Look<'a, 'p> {
    fn new(
        plan: &'a Plan<'p>,
        block: &Block,
        columns: &'a [f64],
        worst: &'a [Vec<Worst>],
        slots: &'a Slots,
    ) -> Look<'a, 'p> {
        let rows = |l: &super::plan::Layout| Rows {
            net: vec![0.0; block.years],
            would: vec![vec![0.0; block.years]; l.annual.len()],
        };
        Look {
            plan,
            years: block.years,
            columns,
            worst,
            slots,
            limits: limits(plan, block),
            rows: plan.layouts.iter().map(rows).collect(),
            sums: vec![Sum::default(); slots.count],
        }
    }

    fn value(&self, variant: usize, layer: usize, account: usize, year: usize) -> f64 {
        let number = self.plan.layouts[variant].column(layer, account);
        column(self.columns, self.years, number).get(year).copied().unwrap_or(0.0)
    }

    /// Counts the years of a scenario whose losses in variant `from` are those in `variant`.
    fn count(&mut self, scenario: usize, from: usize, variant: usize) {
        let rows = std::mem::take(&mut self.rows[from]);
        for year in 0..self.years {
            let would = |t: usize| rows.would.get(t).and_then(|w| w.get(year)).copied().unwrap_or(0.0);
            let base = rows.net[year];
            let annual = self.plan.layouts[variant].annual.iter().enumerate();
            let settled = annual.map(|(t, transfer)| {
                if would(t) == 0.0 {
                    0.0
                } else {
                    would(t) * kept_share(transfer.annual, self.value(variant, 1 + t, 0, year))
                }
            });
            let net = base + settled.sum::<f64>();
            if base == 0.0 && (0..rows.would.len()).all(|t| would(t) == 0.0) {
                continue;
            }
            for (slot, account, share) in self.slots.of(self.plan, variant, scenario) {
                let loss = self.value(variant, 0, account, year);
                let dragged = account > 0
                    && self.limits[account - 1].get(year).is_some_and(|limit| {
                        loss > *limit && self.without(variant, account, year, (share, base), &would) <= *limit
                    });
                let weight = self.worst[variant][account].weight(loss);
                let sum = &mut self.sums[slot];
                sum.all += share * net;
                sum.worst += weight * share * net;
                sum.dragged += u64::from(dragged);
            }
        }
        self.rows[from] = rows;
    }

    /// The loss of an account in a year without a scenario, of which `share` of `base` and of what `would` be paid lands there. Annual layers are settled anew.
    fn without(
        &self,
        variant: usize,
        account: usize,
        year: usize,
        (share, base): (f64, f64),
        would: &impl Fn(usize) -> f64,
    ) -> f64 {
        let before = self.value(variant, 0, account, year);
        let mut loss = before - share * base;
        for (t, transfer) in self.plan.layouts[variant].annual.iter().enumerate() {
            let (all, ours) = (self.value(variant, 1 + t, 0, year), self.value(variant, 1 + t, account, year));
            loss -= ours * kept_share(transfer.annual, all);
            loss += (ours - share * would(t)) * kept_share(transfer.annual, all - would(t));
        }
        if loss > 1e-12 * before { loss } else { 0.0 }
    }
}

impl Visit for Look<'_, '_> {
    fn events(&mut self, at: At, years: &[u32], net: &[f64], _: &[f64], would: &[[f64; super::events::CHUNK]]) {
        let rows = &mut self.rows[at.variant];
        for (year, x) in years.iter().zip(net) {
            rows.net[*year as usize] += x;
        }
        for (t, would) in self.plan.layouts[at.variant].covers[at.scenario].1.iter().zip(would) {
            for (year, x) in years.iter().zip(would.iter()) {
                rows.would[*t][*year as usize] += x;
            }
        }
    }

    fn end(&mut self, at: At) {
        self.count(at.scenario, at.variant, at.variant);
        if at.variant == 0 {
            let same = |v: &usize| !self.plan.scenarios[at.scenario].differs[*v];
            for variant in (1..self.plan.variants.len()).filter(same).collect::<Vec<_>>() {
                self.count(at.scenario, 0, variant);
            }
        }
        let rows = &mut self.rows[at.variant];
        rows.net.fill(0.0);
        rows.would.iter_mut().for_each(|w| w.fill(0.0));
    }
}
