//! The loss events of a scenario in a block, in chunks, for the reference and for all variants that differ from it.
//!
//! Each event is a 64-bit seed; its year, its fate and all its amounts follow from it, so that variants share them. Events have a
//! *height*, uniform under the frequency factor of the reference in that year: a variant has the event iff the height lies below its own factor. Variants with a
//! greater factor need events above the reference's: those lie in layers (up to twice the factor, up to four times ...) that are drawn from
//! streams of their own, so that the reference is the same whatever it is compared with.

use super::{
    counts::poisson,
    draws::{Block, For, Groups, STEP, row},
    sampler::Sampler,
    settings::{MAX_EVENTS, SimulationError},
};
use crate::key::{self, mix, stream};

/// How many events are worked on together.
pub(crate) const CHUNK: usize = 256;

/// A view of a scenario, made ready.
#[derive(Clone, Debug)]
pub(crate) struct Forms {
    pub primary: Vec<Sampler>,
    pub secondary: Vec<Sampler>,
}

/// What the events of a scenario in a block follow from.
pub(crate) struct Source<'a> {
    pub block: &'a Block,
    /// The scenario's key.
    pub key: u64,
    pub frequency: Frequency<'a>,
    pub forms: &'a Forms,
    pub reference: &'a Groups,
    /// The greatest frequency factor of any variant in the block.
    pub greatest: f64,
    /// Whether heights are wanted: only where variants are compared.
    pub compared: bool,
}

/// How often.
pub(crate) enum Frequency<'a> {
    /// Events a year, where the weight and the factor of the year are 1. No weights: all years weigh 1.
    Poisson { rate: f64, weights: Option<&'a [f64]> },
    /// One event a year with this probability, at factor 1.
    Bernoulli { probability: f64 },
}

/// Events that are worked on together, a column each.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub len: usize,
    seeds: [u64; CHUNK],
    bits: [u64; CHUNK],
    pub years: [u32; CHUNK],
    /// Frequency factor below which a variant does not have the event.
    pub heights: [f64; CHUNK],
    /// Whether the reference may have it: it lies in no layer above.
    pub base: bool,
    /// Primary loss.
    pub primary: [f64; CHUNK],
    /// Secondary loss, where there is one.
    pub secondary: [f64; CHUNK],
    /// The event has the secondary loss iff this lies below its probability.
    pub reaction: [f64; CHUNK],
    some: [f64; CHUNK],
}

impl Chunk {
    pub fn new() -> Box<Chunk> {
        Box::new(Chunk {
            len: 0,
            seeds: [0; CHUNK],
            bits: [0; CHUNK],
            years: [0; CHUNK],
            heights: [0.0; CHUNK],
            base: true,
            primary: [0.0; CHUNK],
            secondary: [0.0; CHUNK],
            reaction: [1.0; CHUNK],
            some: [0.0; CHUNK],
        })
    }

    /// Draws the amounts.
    fn amounts(&mut self, forms: &Forms) {
        let len = self.len;
        for (i, form) in forms.primary.iter().enumerate() {
            if i > 0 {
                self.rebit(i as u64);
            }
            add(form, i == 0, &self.bits[..len], &mut self.primary[..len], &mut self.some[..len]);
        }
        if forms.secondary.is_empty() {
            return;
        }
        self.rebit(1_000);
        for (reaction, bits) in self.reaction.iter_mut().zip(&self.bits[..len]) {
            *reaction = key::unit(*bits);
        }
        for (i, form) in forms.secondary.iter().enumerate() {
            self.rebit(1_001 + i as u64);
            add(form, i == 0, &self.bits[..len], &mut self.secondary[..len], &mut self.some[..len]);
        }
    }

    /// New bits from the seeds, for purpose number `which`.
    fn rebit(&mut self, which: u64) {
        let by = mix(which);
        for (bits, seed) in self.bits.iter_mut().zip(&self.seeds).take(self.len) {
            *bits = mix(seed ^ by);
        }
    }

    /// Heights: uniform in `low..high`.
    fn lift(&mut self, low: f64, high: f64) {
        let by = mix(2_000);
        for (height, seed) in self.heights.iter_mut().zip(&self.seeds).take(self.len) {
            let fate = (mix(seed ^ by) >> 12) as f64 * (1.0 / (1_u64 << 52) as f64);
            *height = low + fate * (high - low);
        }
    }
}

fn add(form: &Sampler, first: bool, bits: &[u64], to: &mut [f64], some: &mut [f64]) {
    if first {
        return form.fill(bits, to);
    }
    form.fill(bits, some);
    to.iter_mut().zip(some).for_each(|(x, y)| *x += *y);
}

/// What is done with each chunk; the group of the reference is given where it is the same for all events of the chunk.
pub(crate) type Sink<'s> = dyn FnMut(&mut Chunk, Option<usize>) + 's;

impl Source<'_> {
    /// Gives every event to `sink`, in the same order whatever is compared.
    ///
    /// # Errors
    /// [`SimulationError::TooManyEvents`] where the count of `budget` runs out.
    pub fn run(&self, budget: &Budget, chunk: &mut Chunk, sink: &mut Sink<'_>) -> Result<(), SimulationError> {
        match self.frequency {
            Frequency::Bernoulli { probability } => self.bernoulli(probability, chunk, sink),
            Frequency::Poisson { rate, weights } => self.poisson(rate, weights, budget, chunk, sink)?,
        }
        Ok(())
    }

    fn bernoulli(&self, probability: f64, chunk: &mut Chunk, sink: &mut Sink<'_>) {
        if probability <= 0.0 {
            return;
        }
        let key = self.block.key(self.key, For::Events);
        let greatest = self.greatest.max(self.reference.greatest());
        chunk.base = true;
        chunk.len = 0;
        for y in 0..self.block.years {
            let bits = row(key, y);
            let height = key::unit(bits) / probability;
            if height >= greatest {
                continue;
            }
            let i = chunk.len;
            let seed = mix(bits);
            (chunk.seeds[i], chunk.bits[i], chunk.years[i], chunk.heights[i]) = (seed, mix(seed), y as u32, height);
            chunk.len += 1;
            if chunk.len == CHUNK {
                self.give(None, chunk, sink);
                chunk.len = 0;
            }
        }
        self.give(None, chunk, sink);
    }

    fn give(&self, group: Option<usize>, chunk: &mut Chunk, sink: &mut Sink<'_>) {
        if chunk.len > 0 {
            chunk.amounts(self.forms);
            sink(chunk, group);
        }
    }

    fn poisson(
        &self,
        rate: f64,
        weights: Option<&[f64]>,
        budget: &Budget,
        chunk: &mut Chunk,
        sink: &mut Sink<'_>,
    ) -> Result<(), SimulationError> {
        let years = order(self.reference);
        let mut begin = 0;
        for (g, group) in self.reference.groups.iter().enumerate() {
            let of_group = if years.is_empty() { None } else { years.get(begin..begin + group.years) };
            begin += group.years;
            let place = match weights {
                None => Place::Even { n: group.years as u64, years: of_group },
                Some(w) => Place::Weighted(Weighted::new(w, group.years, of_group)),
            };
            let key = self.block.key(self.key, For::Events) ^ group.key;
            let (mut low, mut high) = (0.0, group.factors.frequency);
            let mut layer = 0_u64;
            while layer == 0 || (self.compared && low < self.greatest && layer < 2_000) {
                if high > low {
                    let mean = rate * (high - low) * place.total();
                    let key = mix(key ^ layer.wrapping_mul(STEP));
                    self.layer(g, (low, high), (key, mean, layer), &place, budget, chunk, sink)?;
                }
                low = high;
                high = if high > 0.0 { 2.0 * high } else { 1.0 };
                layer += 1;
            }
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    fn layer(
        &self,
        group: usize,
        (low, high): (f64, f64),
        (key, mean, layer): (u64, f64, u64),
        place: &Place<'_>,
        budget: &Budget,
        chunk: &mut Chunk,
        sink: &mut Sink<'_>,
    ) -> Result<(), SimulationError> {
        let count = budget.draw(mean, key)?;
        let seeds = mix(key ^ STEP);
        chunk.base = layer == 0;
        let mut at = 0_u64;
        while at < count {
            let len = (count - at).min(CHUNK as u64) as usize;
            chunk.len = len;
            place.fill(seeds, at, chunk);
            if self.compared {
                chunk.lift(low, high);
            }
            self.give(Some(group), chunk, sink);
            at += len as u64;
        }
        Ok(())
    }
}

/// The years in the order of their groups; empty where there is one group.
fn order(groups: &Groups) -> Vec<u32> {
    let mut next: Vec<usize> = Vec::with_capacity(groups.groups.len());
    let mut sum = 0;
    for g in &groups.groups {
        next.push(sum);
        sum += g.years;
    }
    let mut years = vec![0; groups.of.len()];
    for (y, g) in groups.of.iter().enumerate() {
        if let Some(to) = next.get_mut(*g as usize) {
            if let Some(year) = years.get_mut(*to) {
                *year = y as u32;
            }
            *to += 1;
        }
    }
    years
}

/// Where events of a group fall.
enum Place<'a> {
    /// Any year is as likely.
    Even {
        n: u64,
        years: Option<&'a [u32]>,
    },
    Weighted(Weighted),
}

impl Place<'_> {
    /// The sum of the weights.
    fn total(&self) -> f64 {
        match self {
            Place::Even { n, .. } => *n as f64,
            Place::Weighted(w) => w.upto.last().copied().unwrap_or(0.0),
        }
    }

    /// Seeds, years and bits of the chunk's events, beginning with number `first` of the stream.
    fn fill(&self, key: u64, first: u64, chunk: &mut Chunk) {
        let key = key.wrapping_add(first.wrapping_mul(STEP));
        let len = chunk.len;
        match self {
            Place::Even { n, years } => {
                // The whole part of seed x n is the year, the rest are bits that do not hang on it.
                for i in 0..len.min(CHUNK) {
                    let seed = row(key, i);
                    let product = u128::from(seed) * u128::from(*n);
                    chunk.seeds[i] = seed;
                    chunk.years[i] = (product >> 64) as u32;
                    chunk.bits[i] = product as u64;
                }
                if let Some(years) = years {
                    for y in &mut chunk.years[..len] {
                        *y = years.get(*y as usize).copied().unwrap_or(0);
                    }
                }
            }
            Place::Weighted(w) => {
                for i in 0..len.min(CHUNK) {
                    let seed = row(key, i);
                    (chunk.seeds[i], chunk.years[i], chunk.bits[i]) = (seed, w.find(key::unit(seed)), mix(seed));
                }
            }
        }
    }
}

/// Years that weigh differently, found through a guide table (Chen, Asau 1974).
struct Weighted {
    years: Vec<u32>,
    upto: Vec<f64>,
    guide: Vec<u32>,
}

impl Weighted {
    fn new(weights: &[f64], count: usize, of_group: Option<&[u32]>) -> Weighted {
        let years: Vec<u32> = of_group.map_or_else(|| (0..count as u32).collect(), <[u32]>::to_vec);
        let mut sum = 0.0;
        let add = |y: &u32| {
            sum += weights.get(*y as usize).copied().unwrap_or(0.0);
            sum
        };
        let upto: Vec<f64> = years.iter().map(add).collect();
        let mut at = 0;
        let guide = (0..years.len()).map(|cell| {
            let from = sum * cell as f64 / years.len() as f64;
            while upto.get(at).is_some_and(|u| *u < from) {
                at += 1;
            }
            at as u32
        });
        let guide = guide.collect();
        Weighted { years, upto, guide }
    }

    fn find(&self, u: f64) -> u32 {
        let total = self.upto.last().copied().unwrap_or(0.0);
        let cell = (u * self.guide.len() as f64) as usize;
        let mut at = self.guide.get(cell).map_or(0, |g| *g as usize);
        while self.upto.get(at).is_some_and(|upto| *upto <= u * total) {
            at += 1;
        }
        self.years.get(at).or(self.years.last()).copied().unwrap_or(0)
    }
}

/// How many events may still be simulated. All counts are drawn whatever the threads do, so whether it runs out does not hang on them.
#[derive(Debug, Default)]
pub(crate) struct Budget(std::sync::atomic::AtomicU64);

impl Budget {
    fn draw(&self, mean: f64, key: u64) -> Result<u64, SimulationError> {
        if mean.is_nan() || mean > MAX_EVENTS {
            return Err(SimulationError::TooManyEvents);
        }
        let count = poisson(mean, &mut stream(key));
        let before = self.0.fetch_add(count, std::sync::atomic::Ordering::Relaxed);
        if before.saturating_add(count) as f64 > MAX_EVENTS {
            return Err(SimulationError::TooManyEvents);
        }
        Ok(count)
    }
}
