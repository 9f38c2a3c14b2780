//! Whether objectives hold, year by year.

use super::{
    block::column,
    blocks::Store,
    draws::{Block, For, row},
    estimate::{Certainty, Estimated, Tally},
    plan::Plan,
    settings::Question,
};
use crate::key;

/// Certainties of one variant.
pub(crate) struct Verdict {
    pub certainty: Vec<Certainty>,
    pub further: Vec<Vec<Certainty>>,
    pub gain: Vec<Estimated>,
    pub joint: Certainty,
    pub joints: Vec<Certainty>,
}

/// The most that each objective can lose in each year and still hold: its tolerance, or its baseline of the year less its target.
pub(crate) fn limits(plan: &Plan<'_>, block: &Block) -> Vec<Vec<f64>> {
    let of = |(o, baseline): (&crate::checked::CheckedObjective, &Option<super::sampler::Sampler>)| match baseline {
        None => vec![o.limit; block.years],
        Some(baseline) => {
            let key = block.key(key::name(&o.id), For::Baseline);
            (0..block.years).map(|y| baseline.draw(row(key, y)) - o.limit).collect()
        }
    };
    plan.model.objectives.iter().zip(&plan.baselines).map(of).collect()
}

/// Tallies of one variant.
#[derive(Default)]
struct Tallies {
    holds: Vec<Tally>,
    further: Vec<Vec<Tally>>,
    gain: Vec<Tally>,
    joint: Tally,
    joints: Vec<Tally>,
}

impl Tallies {
    fn new(plan: &Plan<'_>, question: &Question) -> Tallies {
        let objectives = &plan.model.objectives;
        Tallies {
            holds: vec![Tally::default(); objectives.len()],
            further: objectives.iter().map(|o| vec![Tally::default(); o.further.len()]).collect(),
            gain: vec![Tally::default(); objectives.len()],
            joint: Tally::default(),
            joints: vec![Tally::default(); question.joint.len()],
        }
    }

    fn end_world(&mut self) {
        let one = self.holds.iter_mut().chain(&mut self.gain).chain(&mut self.joints);
        one.chain(self.further.iter_mut().flatten()).chain([&mut self.joint]).for_each(Tally::end_world);
    }

    fn verdict(&self) -> Verdict {
        let all = |tallies: &[Tally]| tallies.iter().map(Tally::certainty).collect::<Vec<_>>();
        Verdict {
            certainty: all(&self.holds),
            further: self.further.iter().map(|f| all(f)).collect(),
            gain: self.gain.iter().map(|g| g.nested().estimate()).collect(),
            joint: self.joint.certainty(),
            joints: all(&self.joints),
        }
    }
}

/// The certainties of every variant.
pub(crate) fn judge(plan: &Plan<'_>, store: &Store, question: &Question) -> Vec<Verdict> {
    let mut tallies: Vec<Tallies> = plan.variants.iter().map(|_| Tallies::new(plan, question)).collect();
    let mut world = 0;
    for (block, columns) in store.blocks(plan) {
        if block.world != world {
            tallies.iter_mut().for_each(Tallies::end_world);
            world = block.world;
        }
        let limits = limits(plan, &block);
        let holds = |variant: usize| -> Vec<Vec<bool>> {
            let loss = |o: usize| column(columns, block.years, plan.layouts[variant].column(0, 1 + o));
            let within = |(o, limit): (usize, &Vec<f64>)| loss(o).iter().zip(limit).map(|(x, l)| x <= l).collect();
            limits.iter().enumerate().map(within).collect()
        };
        let reference = holds(0);
        for (variant, tally) in tallies.iter_mut().enumerate() {
            let holds = if variant == 0 { reference.clone() } else { holds(variant) };
            tally.block(plan, question, &block, &holds, &reference);
            for (o, further) in tally.further.iter_mut().enumerate() {
                let losses = column(columns, block.years, plan.layouts[variant].column(0, 1 + o));
                for (tally, most) in further.iter_mut().zip(&plan.model.objectives[o].further) {
                    tally.count(block.years, losses.iter().filter(|x| *x <= most).count());
                }
            }
        }
    }
    tallies.iter_mut().for_each(Tallies::end_world);
    tallies.iter().map(Tallies::verdict).collect()
}

fn trues(row: &[bool]) -> usize {
    row.iter().filter(|b| **b).count()
}

impl Tallies {
    fn block(
        &mut self,
        plan: &Plan<'_>,
        question: &Question,
        block: &Block,
        holds: &[Vec<bool>],
        reference: &[Vec<bool>],
    ) {
        let years = block.years;
        for ((tally, gain), (now, then)) in self.holds.iter_mut().zip(&mut self.gain).zip(holds.iter().zip(reference)) {
            let (held, before) = (trues(now), trues(then));
            let changed = now.iter().zip(then).filter(|(a, b)| a != b).count();
            tally.count(years, held);
            gain.add(years, held as f64 - before as f64, changed as f64);
        }
        let together = |set: &[usize]| {
            let all = |y: usize| set.iter().filter_map(|o| holds.get(*o)?.get(y)).all(|b| *b);
            (0..years).filter(|y| all(*y)).count()
        };
        let everything: Vec<usize> = (0..plan.model.objectives.len()).collect();
        self.joint.count(years, together(&everything));
        for (tally, set) in self.joints.iter_mut().zip(&question.joint) {
            tally.count(years, together(set));
        }
    }
}
