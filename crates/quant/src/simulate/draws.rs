//! What is drawn once a year and shared: states, levels; and the groups of years in which a scenario finds the same states.

use super::{counts::gamma, settings::BLOCK};
use crate::{
    Checked, Factors,
    key::{self, key, mix, stream},
    world::{World, WorldScenario},
};
use std::sync::Arc;

/// What a stream is for; part of its key. Numbers are beyond those that worlds use.
#[derive(Clone, Copy)]
pub(crate) enum For {
    State = 100,
    Level,
    Rate,
    Events,
    Baseline,
}

/// A block: years of one world that are simulated together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub seed: u64,
    /// Among all blocks of all worlds.
    pub index: usize,
    pub world: usize,
    /// How many years, at most [`BLOCK`].
    pub years: usize,
}

impl Block {
    pub fn key(&self, whose: u64, purpose: For) -> u64 {
        key(self.seed, whose, purpose as u64, self.index as u64)
    }
}

/// The golden ratio: the step of splitmix64.
pub(crate) const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// The bits of year `y` of a keyed row.
#[inline(always)]
pub(crate) fn row(key: u64, y: usize) -> u64 {
    mix(key.wrapping_add((y as u64).wrapping_mul(STEP)))
}

/// Whether a state is on in each year of a block.
#[derive(Clone, Debug)]
pub(crate) enum Bits {
    Always(bool),
    Mixed(Arc<[bool]>),
}

impl Bits {
    fn at(&self, year: usize) -> bool {
        match self {
            Bits::Always(on) => *on,
            Bits::Mixed(bits) => bits.get(year).copied().unwrap_or(true),
        }
    }
}

/// The states of one variant in a block. One uniform number per state and year serves all variants: on iff it lies below the
/// probability, so that a more reliable control is on in every year in which a less reliable one is.
pub(crate) fn states(model: &Checked, block: &Block, world: &World) -> Vec<Bits> {
    let bits = |(state, on): (&crate::checked::State, &f64)| {
        if *on >= 1.0 || *on <= 0.0 {
            return Bits::Always(*on >= 1.0);
        }
        let key = block.key(state.key, For::State);
        let bits: Vec<bool> = (0..block.years).map(|y| key::unit(row(key, y)) < *on).collect();
        match bits.iter().filter(|b| **b).count() {
            0 => Bits::Always(false),
            n if n == bits.len() => Bits::Always(true),
            _ => Bits::Mixed(bits.into()),
        }
    };
    model.states.iter().zip(&world.on).map(bits).collect()
}

/// The gamma factors of the years of a block, by level.
pub(crate) fn levels(model: &Checked, block: &Block) -> Vec<Arc<[f64]>> {
    let draw = |(key, shape): &(u64, f64)| {
        let mut stream = stream(block.key(*key, For::Level));
        (0..block.years).map(|_| gamma(*shape, &mut stream)).collect()
    };
    model.levels.iter().map(draw).collect()
}

/// Years grouped by what the states do to a scenario.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    /// The group of each year; empty where there is one group.
    pub of: Vec<u16>,
    pub groups: Vec<Group>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    pub factors: Factors,
    /// Which states are off, as a key: streams hang on it.
    pub key: u64,
    pub years: usize,
}

impl Groups {
    /// By the states of `world` that `scenario` relies on.
    pub fn new(model: &Checked, scenario: &WorldScenario, states: &[Bits], years: usize) -> Groups {
        let mut mixed: Vec<usize> = scenario.switches.iter().map(|s| s.0).collect();
        mixed.sort_unstable();
        mixed.dedup();
        let on = |state: usize, year: usize| states.get(state).is_none_or(|b| b.at(year));
        let off_key = |year: usize| {
            let off = mixed.iter().filter(|s| !on(**s, year)).filter_map(|s| model.states.get(*s));
            off.fold(0_u64, |sum, s| sum.wrapping_add(mix(s.key)))
        };
        let group =
            |year: usize, years| Group { factors: scenario.factors(|s| on(s, year)), key: off_key(year), years };
        let (of, first) = split(&mixed, states, years);
        if first.len() <= 1 {
            return Groups { of: Vec::new(), groups: vec![group(0, years)] };
        }
        let mut groups: Vec<Group> = first.iter().map(|y| group(*y, 0)).collect();
        for g in &of {
            if let Some(group) = groups.get_mut(*g as usize) {
                group.years += 1;
            }
        }
        Groups { of, groups }
    }

    /// The group of a year.
    #[inline(always)]
    pub fn at(&self, year: u32) -> usize {
        self.of.get(year as usize).map_or(0, |g| *g as usize)
    }

    /// What multiplies the scenario in a year.
    #[inline(always)]
    pub fn factors(&self, year: u32) -> Factors {
        self.groups.get(self.at(year)).map_or(Factors::NONE, |g| g.factors)
    }

    /// The greatest frequency factor.
    pub fn greatest(&self) -> f64 {
        self.groups.iter().map(|g| g.factors.frequency).fold(0.0, f64::max)
    }
}

/// The group of each year, and a year of each group: years are split by one state after the other.
fn split(mixed: &[usize], states: &[Bits], years: usize) -> (Vec<u16>, Vec<usize>) {
    let (mut of, mut first): (Vec<u16>, Vec<usize>) = (Vec::new(), vec![0]);
    for bits in mixed.iter().filter_map(|s| states.get(*s)) {
        let Bits::Mixed(bits) = bits else { continue };
        of.resize(years.min(BLOCK), 0);
        let mut new = vec![u16::MAX; 2 * first.len()];
        first.clear();
        for (year, (g, on)) in of.iter_mut().zip(bits.iter()).enumerate() {
            let Some(to) = new.get_mut(2 * *g as usize + usize::from(*on)) else { continue };
            if *to == u16::MAX {
                *to = first.len() as u16;
                first.push(year);
            }
            *g = *to;
        }
    }
    (of, first)
}
