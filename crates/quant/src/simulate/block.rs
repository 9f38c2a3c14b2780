//! The losses of every year of a block.

use super::{
    draws::Block,
    events::CHUNK,
    plan::{Layout, Plan},
    settings::SimulationError,
    walk::{At, Visit, Worker},
};

/// What a block adds to the figures of scenarios.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    /// Events of the reference that cost something.
    pub events: u64,
    /// By variant, then scenario: sum of yearly net losses, and of their squares.
    pub scenarios: Vec<(f64, f64)>,
}

/// Simulates a block into its columns, which must be zero, but for those of a reference that is known.
pub(crate) fn simulate(
    worker: &mut Worker,
    plan: &Plan<'_>,
    block: &Block,
    columns: &mut [f64],
) -> Result<Sums, SimulationError> {
    let scenarios = plan.scenarios.len();
    let mut gather = Gather {
        plan,
        years: block.years,
        sums: Sums { events: 0, scenarios: vec![(0.0, 0.0); plan.variants.len() * scenarios] },
        rows: vec![Vec::new(); plan.variants.len()],
        late: vec![Vec::new(); plan.variants.len()],
        columns,
    };
    worker.walk(plan, block, &mut gather)?;
    gather.finish();
    Ok(gather.sums)
}

/// An event under a transfer with an annual layer: settled when the whole year is known.
#[derive(Clone, Copy, Debug)]
struct Late {
    scenario: u32,
    year: u32,
    /// Annual transfer; nothing for what it leaves.
    transfer: Option<u32>,
    amount: f64,
}

struct Gather<'a, 'p> {
    plan: &'a Plan<'p>,
    years: usize,
    columns: &'a mut [f64],
    sums: Sums,
    /// By variant: net losses of the scenario at hand by year, where years must be told apart.
    rows: Vec<Vec<f64>>,
    late: Vec<Vec<Late>>,
}

/// A column of a block.
pub(crate) fn column(columns: &[f64], years: usize, number: usize) -> &[f64] {
    columns.get(number * years..(number + 1) * years).unwrap_or_default()
}

pub(crate) fn column_mut(columns: &mut [f64], years: usize, number: usize) -> &mut [f64] {
    columns.get_mut(number * years..(number + 1) * years).unwrap_or_default()
}

/// The sum and the sum of squares, in four strands that a processor follows at once.
fn sums(amounts: &[f64]) -> (f64, f64) {
    let (mut sum, mut squares) = ([0.0; 4], [0.0; 4]);
    let quads = amounts.chunks_exact(4);
    let rest = quads.remainder().iter().fold((0.0, 0.0), |(s, q), x| (s + x, q + x * x));
    for quad in quads {
        for ((s, q), x) in sum.iter_mut().zip(&mut squares).zip(quad) {
            *s += x;
            *q += x * x;
        }
    }
    (rest.0 + sum.iter().sum::<f64>(), rest.1 + squares.iter().sum::<f64>())
}

fn scatter(to: &mut [f64], years: &[u32], amounts: &[f64], share: f64) {
    for (year, amount) in years.iter().zip(amounts) {
        if let Some(x) = to.get_mut(*year as usize) {
            *x += share * amount;
        }
    }
}

impl Gather<'_, '_> {
    fn layout(&self, variant: usize) -> &Layout {
        &self.plan.layouts[variant]
    }

    /// Adds amounts to the total and to the objectives that the scenario lands on.
    fn spread(&mut self, at: At, layer: usize, years: &[u32], amounts: &[f64]) {
        let plan = self.plan;
        let layout = &plan.layouts[at.variant];
        scatter(column_mut(self.columns, self.years, layout.column(layer, 0)), years, amounts, 1.0);
        for (o, share) in &plan.scenarios[at.scenario].lands {
            scatter(column_mut(self.columns, self.years, layout.column(layer, 1 + o)), years, amounts, *share);
        }
    }

    /// Sums of yearly losses in a row, which is zero afterwards.
    fn close_row(row: &mut [f64]) -> (f64, f64) {
        let found = sums(row);
        row.fill(0.0);
        found
    }

    fn finish(&mut self) {
        let scenarios = self.plan.scenarios.len();
        for variant in 1..self.plan.variants.len() {
            for s in (0..scenarios).filter(|s| !self.plan.scenarios[*s].differs[variant]) {
                self.sums.scenarios[variant * scenarios + s] = self.sums.scenarios[s];
            }
            self.rebase(variant);
        }
        for variant in 0..self.plan.variants.len() {
            self.annual(variant);
        }
    }

    /// The losses of a variant from those of the reference and the differences that were gathered. Adding and taking away leaves rounding errors of some 1e-14;
    /// what is below 1e-12 of the reference is none.
    fn rebase(&mut self, variant: usize) {
        let years = self.years;
        for account in 0..self.layout(0).accounts {
            let (from, to) = (self.layout(0).column(0, account), self.layout(variant).column(0, account));
            let (head, tail) = self.columns.split_at_mut(to * years);
            for (x, reference) in tail.iter_mut().take(years).zip(column(head, years, from)) {
                let loss = reference + *x;
                *x = if loss > 1e-12 * reference { loss } else { 0.0 };
            }
        }
    }

    /// Settles annual layers: of what transfer t would pay in a year, the share `kept` stays with us.
    fn annual(&mut self, variant: usize) {
        let (plan, years) = (self.plan, self.years);
        let layout = &plan.layouts[variant];
        let mut kept = Vec::with_capacity(layout.annual.len());
        for (t, transfer) in layout.annual.iter().enumerate() {
            let sum = column(self.columns, years, layout.column(1 + t, 0));
            kept.push(sum.iter().map(|a| kept_share(transfer.annual, *a)).collect::<Vec<f64>>());
        }
        for (t, kept) in kept.iter().enumerate() {
            for account in 0..layout.accounts {
                let (head, tail) = self.columns.split_at_mut(layout.column(1 + t, account) * years);
                let to = column_mut(head, years, layout.column(0, account));
                to.iter_mut().zip(tail).zip(kept).for_each(|((x, would), kept)| *x += *would * kept);
            }
        }
        self.settle_late(variant, &kept);
    }

    /// Net losses of the scenarios under annual layers.
    fn settle_late(&mut self, variant: usize, kept: &[Vec<f64>]) {
        let late = std::mem::take(&mut self.late[variant]);
        let mut row = vec![0.0; self.years];
        for events in late.chunk_by(|a, b| a.scenario == b.scenario) {
            for e in events {
                let share = e.transfer.and_then(|t| kept.get(t as usize)?.get(e.year as usize)).copied();
                if let Some(x) = row.get_mut(e.year as usize) {
                    *x += e.amount * share.unwrap_or(1.0);
                }
            }
            let s = events.first().map_or(0, |e| e.scenario as usize);
            self.sums.scenarios[variant * self.plan.scenarios.len() + s] = Self::close_row(&mut row);
        }
    }
}

/// The share of what an annual layer would pay, were it open, that stays with us.
pub(crate) fn kept_share(annual: crate::Layer, would: f64) -> f64 {
    if would > 0.0 { (1.0 - annual.pays(would) / would).max(0.0) } else { 0.0 }
}

impl Visit for Gather<'_, '_> {
    fn events(&mut self, at: At, years: &[u32], net: &[f64], before: &[f64], would: &[[f64; CHUNK]]) {
        let plan = self.plan;
        if at.variant == 0 {
            self.sums.events += net.iter().filter(|x| **x > 0.0).count() as u64;
            if !plan.known {
                self.spread(at, 0, years, net);
            }
        } else {
            let mut change = [0.0; CHUNK];
            change.iter_mut().zip(net.iter().zip(before)).for_each(|(c, (x, y))| *c = x - y);
            self.spread(at, 0, years, &change[..years.len().min(CHUNK)]);
        }
        let annual = &plan.layouts[at.variant].covers[at.scenario].1;
        let scenario = at.scenario as u32;
        if !annual.is_empty() {
            let base = years.iter().zip(net);
            self.late[at.variant].extend(base.map(|(year, amount)| Late {
                scenario,
                year: *year,
                transfer: None,
                amount: *amount,
            }));
        }
        for (t, would) in annual.iter().zip(would) {
            let would = &would[..years.len().min(CHUNK)];
            self.spread(at, 1 + t, years, would);
            let transfer = Some(*t as u32);
            let of = years.iter().zip(would);
            self.late[at.variant].extend(of.map(|(year, amount)| Late {
                scenario,
                year: *year,
                transfer,
                amount: *amount,
            }));
        }
        if !annual.is_empty() {
            return;
        }
        if at.plain {
            let (sum, squares) = sums(net);
            let at = at.variant * plan.scenarios.len() + at.scenario;
            self.sums.scenarios[at].0 += sum;
            self.sums.scenarios[at].1 += squares;
        } else {
            let row = &mut self.rows[at.variant];
            row.resize(self.years, 0.0);
            scatter(row, years, net, 1.0);
        }
    }

    fn end(&mut self, at: At) {
        let sums = &mut self.sums.scenarios[at.variant * self.plan.scenarios.len() + at.scenario];
        if !self.plan.layouts[at.variant].covers[at.scenario].1.is_empty() {
            return;
        }
        if at.plain {
            // The variance of a compound Poisson number is the sum of the squares.
            sums.1 += sums.0 * sums.0 / self.years as f64;
        } else {
            *sums = Self::close_row(&mut self.rows[at.variant]);
        }
    }
}
