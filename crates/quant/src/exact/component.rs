//! Scenarios that hang together: by a state that is on or off for all of them, by a threat level, by a transfer of their sum.

use super::{
    ExactError,
    cells::{Cell, Level, MOST_STATES, cells, gamma, own_states},
    count::{Count, power},
    grid::{Lattice, TILT},
    net::{Netting, Wide},
    plan::{Plan, Pool},
    severity::{Moments, Severities},
};
use realfft::num_complex::Complex64;
use std::ops::Range;

/// The most settings (states x values of threat levels) of one component.
const MOST_SETTINGS: usize = 8_192;
/// Frequencies are done in blocks of so many, so that what is needed again is still at hand.
const BLOCK: usize = 512;

/// Scenarios that hang together.
pub(super) struct Component {
    /// Indexes of the plan's parts.
    pub parts: Vec<usize>,
    /// The different mixtures of each part.
    mixtures: Vec<Vec<Vec<Cell>>>,
    settings: Vec<Setting>,
    /// Shapes of levels that are averaged in closed form, with the places of their parts.
    closed: Vec<(f64, Vec<usize>)>,
    /// Transfers of a sum, with the places of their parts.
    pools: Vec<(Pool, Vec<usize>)>,
}

/// One way in which what is shared may be.
struct Setting {
    weight: f64,
    /// Which mixture each part has.
    mixture: Vec<usize>,
}

/// What a mixture depends on: the states of a part, and the node of its level.
type Seen = (Vec<Option<bool>>, Option<usize>);

/// Mean, variance and P(0) of a year's loss.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    pub mean: f64,
    pub variance: f64,
    pub none: f64,
}

/// Sorts the parts of a plan into components.
pub(super) fn components(plan: &Plan) -> Result<Vec<Component>, ExactError> {
    let links = Links::new(plan);
    links.groups(plan).into_iter().map(|parts| Component::new(plan, &links, parts)).collect()
}

/// Who uses what.
struct Links {
    states: Vec<Vec<usize>>,
    levels: Vec<Vec<usize>>,
    pools: Vec<Vec<usize>>,
}

impl Links {
    fn new(plan: &Plan) -> Links {
        let mut links = Links {
            states: vec![Vec::new(); plan.on.len()],
            levels: vec![Vec::new(); plan.levels.len()],
            pools: vec![Vec::new(); plan.pools.len()],
        };
        let note = |users: Option<&mut Vec<usize>>, part| users.into_iter().for_each(|u| u.push(part));
        for (i, part) in plan.parts.iter().enumerate() {
            for state in own_states(part, &|s| sure(plan, s)) {
                note(links.states.get_mut(state), i);
            }
            part.level.into_iter().for_each(|l| note(links.levels.get_mut(l), i));
            part.pool.into_iter().for_each(|p| note(links.pools.get_mut(p), i));
        }
        links
    }

    fn groups(&self, plan: &Plan) -> Vec<Vec<usize>> {
        let mut parent: Vec<usize> = (0..plan.parts.len()).collect();
        fn root(parent: &mut [usize], mut i: usize) -> usize {
            while parent[i] != i {
                parent[i] = parent[parent[i]];
                i = parent[i];
            }
            i
        }
        for users in self.states.iter().chain(&self.levels).chain(&self.pools) {
            for pair in users.windows(2) {
                let (a, b) = (root(&mut parent, pair[0]), root(&mut parent, pair[1]));
                parent[a.max(b)] = a.min(b);
            }
        }
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); parent.len()];
        for i in 0..parent.len() {
            let root = root(&mut parent, i);
            groups[root].push(i);
        }
        groups.retain(|g| !g.is_empty());
        groups
    }
}

/// A state that cannot be other than it is.
fn sure(plan: &Plan, state: usize) -> Option<bool> {
    match plan.on.get(state) {
        Some(p) if *p <= 0.0 => Some(false),
        Some(p) if *p < 1.0 => None,
        _ => Some(true),
    }
}

impl Component {
    fn new(plan: &Plan, links: &Links, parts: Vec<usize>) -> Result<Component, ExactError> {
        let here = |users: &Vec<usize>| users.first().is_some_and(|u| parts.contains(u));
        let shared = |list: &[Vec<usize>]| -> Vec<usize> {
            list.iter().enumerate().filter(|(_, u)| u.len() > 1 && here(u)).map(|(i, _)| i).collect()
        };
        let places = |users: &Vec<usize>| users.iter().filter_map(|u| parts.iter().position(|p| p == u)).collect();
        let pools: Vec<(Pool, Vec<usize>)> =
            plan.pools.iter().zip(&links.pools).filter(|(_, u)| here(u)).map(|(p, u)| (*p, places(u))).collect();
        let states = shared(&links.states);
        if states.len() > MOST_STATES {
            return Err(ExactError::NeedsSimulation("more than 12 shared controls and causes hang together"));
        }
        let (mut closed, mut valued) = (Vec::new(), Vec::new());
        for level in shared(&links.levels) {
            let (Some(users), Some(shape)) = (links.levels.get(level), plan.levels.get(level)) else { continue };
            let simple = |u: &usize| plan.parts.get(*u).is_some_and(|p| simple(plan, p, &states));
            if pools.is_empty() && users.iter().all(simple) {
                closed.push((*shape, places(users)));
            } else {
                valued.push((level, gamma(*shape)));
            }
        }
        let mut component =
            Component { mixtures: vec![Vec::new(); parts.len()], settings: Vec::new(), closed, pools, parts };
        component.set(plan, links, &states, &valued)?;
        Ok(component)
    }

    /// Enumerates the settings and finds the mixture of each part in each.
    fn set(
        &mut self,
        plan: &Plan,
        links: &Links,
        states: &[usize],
        valued: &[(usize, super::spread::Spread)],
    ) -> Result<(), ExactError> {
        let values = valued.iter().fold(1_usize, |n, v| n.saturating_mul(v.1.0.len()));
        let count = values.saturating_mul(1 << states.len());
        let most = if self.pools.is_empty() { MOST_SETTINGS } else { 256 };
        if count > most {
            return Err(ExactError::NeedsSimulation(
                "too many shared controls, causes and threat levels hang together",
            ));
        }
        let mut known: Vec<Vec<Seen>> = vec![Vec::new(); self.parts.len()];
        for number in 0..count {
            let bits = number & ((1 << states.len()) - 1);
            let mut rest = number >> states.len();
            let mut weight = 1.0;
            for (i, s) in states.iter().enumerate() {
                let p = plan.on.get(*s).copied().unwrap_or(1.0);
                weight *= if bits >> i & 1 == 1 { p } else { 1.0 - p };
            }
            let mut level_at = Vec::new();
            for (level, nodes) in valued {
                let node = rest % nodes.0.len();
                rest /= nodes.0.len();
                if let Some((w, value)) = nodes.0.get(node) {
                    weight *= w;
                    level_at.push((*level, node, *value));
                }
            }
            let joint =
                |s: usize| sure(plan, s).or_else(|| states.iter().position(|x| *x == s).map(|i| bits >> i & 1 == 1));
            let mut mixture = Vec::with_capacity(self.parts.len());
            for ((index, mixtures), known) in self.parts.iter().zip(&mut self.mixtures).zip(&mut known) {
                let Some(part) = plan.parts.get(*index) else { continue };
                let own = own_states(part, &|_| None);
                let at = part.level.and_then(|l| level_at.iter().find(|x| x.0 == l));
                let seen = (own.iter().map(|s| joint(*s)).collect(), at.map(|a| a.1));
                let found = known.iter().position(|k| *k == seen);
                mixture.push(match found {
                    Some(found) => found,
                    None => {
                        let level = match (at, part.level) {
                            (Some(at), _) => Level::At(at.2),
                            (None, Some(l)) if links.levels.get(l).is_some_and(|u| u.len() == 1) => {
                                Level::Alone(plan.levels.get(l).copied().unwrap_or(1.0))
                            }
                            _ => Level::Not,
                        };
                        mixtures.push(cells(part, &plan.on, &joint, level)?);
                        known.push(seen);
                        known.len() - 1
                    }
                });
            }
            self.settings.push(Setting { weight, mixture });
        }
        Ok(())
    }

    /// Its only mixture's only cell, where it is one scenario with Poisson events and one loss.
    pub fn simple(&self) -> Option<(f64, &Cell)> {
        match (self.mixtures.as_slice(), self.settings.len(), self.pools.is_empty()) {
            ([mixtures], 1, true) => match mixtures.first().map(Vec::as_slice) {
                Some([cell @ Cell { count: Count::Poisson(rate), .. }]) => Some((*rate, cell)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Every cell with the probability of its setting.
    pub fn all_cells(&self) -> impl Iterator<Item = (f64, &Cell)> {
        self.settings.iter().flat_map(move |setting| {
            let mixtures = setting.mixture.iter().zip(&self.mixtures).filter_map(|(m, all)| all.get(*m));
            mixtures.flatten().map(move |cell| (setting.weight * cell.weight, cell))
        })
    }

    fn cells(&self, setting: &Setting, place: usize) -> &[Cell] {
        let mixture = setting.mixture.get(place).copied().unwrap_or(0);
        self.mixtures.get(place).and_then(|m| m.get(mixture)).map_or(&[], Vec::as_slice)
    }

    /// The transform of the sum of its losses.
    pub fn spectrum(&self, severities: &Severities) -> (Vec<Complex64>, Sum) {
        if self.pools.is_empty() {
            return (self.blocks(severities), self.sum(severities));
        }
        let mut total = vec![Complex64::default(); severities.lattice.frequencies()];
        let mut sums = Vec::new();
        for setting in &self.settings {
            let (spectrum, sum) = self.pooled(setting, severities);
            total.iter_mut().zip(spectrum).for_each(|(t, s)| *t += s * setting.weight);
            sums.push((setting.weight, sum));
        }
        (total, mix(&sums))
    }

    fn blocks(&self, severities: &Severities) -> Vec<Complex64> {
        let frequencies = severities.lattice.frequencies();
        let mut total = vec![Complex64::default(); frequencies];
        let free: Vec<usize> = (0..self.parts.len()).filter(|p| !self.closed.iter().any(|c| c.1.contains(p))).collect();
        for start in (0..frequencies).step_by(BLOCK) {
            let range = start..(start + BLOCK).min(frequencies);
            let mut memo: Vec<Vec<Option<Vec<Complex64>>>> =
                self.mixtures.iter().map(|m| vec![None; m.len()]).collect();
            for setting in &self.settings {
                let mut product = vec![Complex64::new(setting.weight, 0.0); range.len()];
                for place in &free {
                    let mixture = setting.mixture.get(*place).copied().unwrap_or(0);
                    let Some(slot) = memo.get_mut(*place).and_then(|m| m.get_mut(mixture)) else { continue };
                    let part =
                        slot.get_or_insert_with(|| transform(self.cells(setting, *place), severities, range.clone()));
                    product.iter_mut().zip(part).for_each(|(p, t)| *p *= *t);
                }
                for (shape, places) in &self.closed {
                    let mut exponent = vec![Complex64::default(); range.len()];
                    for place in places {
                        add_exponent(&mut exponent, self.cells(setting, *place), severities, range.clone());
                    }
                    let level = |e: Complex64| power(1.0 - e / *shape, -*shape);
                    product.iter_mut().zip(exponent).for_each(|(p, e)| *p *= level(e));
                }
                total.iter_mut().skip(start).zip(product).for_each(|(t, p)| *t += p);
            }
        }
        total
    }

    /// Mean, variance and P(0) without pools.
    fn sum(&self, severities: &Severities) -> Sum {
        let in_setting = |setting: &Setting| {
            let mut sum = Sum { mean: 0.0, variance: 0.0, none: 1.0 };
            for place in (0..self.parts.len()).filter(|p| !self.closed.iter().any(|c| c.1.contains(p))) {
                sum.add(moments(self.cells(setting, place), severities));
            }
            for (shape, places) in &self.closed {
                let mut level = Sum { mean: 0.0, variance: 0.0, none: 0.0 };
                for (rate, loss) in places.iter().flat_map(|p| rates(self.cells(setting, *p), severities)) {
                    level.mean += rate * loss.mean;
                    level.variance += rate * loss.second;
                    level.none += rate * (1.0 - loss.zero);
                }
                level.variance += level.mean * level.mean / shape;
                level.none = libm::pow(1.0 + level.none / shape, -shape);
                sum.add(level);
            }
            (setting.weight, sum)
        };
        mix(&self.settings.iter().map(in_setting).collect::<Vec<_>>())
    }

    /// One setting of scenarios of which some share a transfer of their sum.
    fn pooled(&self, setting: &Setting, severities: &Severities) -> (Vec<Complex64>, Sum) {
        let lattice = severities.lattice;
        let all = 0..lattice.frequencies();
        let mut product = vec![Complex64::new(1.0, 0.0); all.len()];
        let mut sum = Sum { mean: 0.0, variance: 0.0, none: 1.0 };
        for place in (0..self.parts.len()).filter(|p| !self.pools.iter().any(|c| c.1.contains(p))) {
            let cells = self.cells(setting, place);
            product.iter_mut().zip(transform(cells, severities, all.clone())).for_each(|(p, t)| *p *= t);
            sum.add(moments(cells, severities));
        }
        for (pool, places) in &self.pools {
            let wide = Wide::new(lattice, pool.layer.limit.unwrap_or(0.0), pool.share);
            let wide = Lattice::new(wide.points, wide.step, TILT);
            let inner = Severities::new(severities.book, &wide);
            let mut spectrum = vec![Complex64::new(1.0, 0.0); wide.frequencies()];
            let mut gross = Sum { mean: 0.0, variance: 0.0, none: 1.0 };
            for place in places {
                let cells = self.cells(setting, *place);
                spectrum.iter_mut().zip(transform(cells, &inner, 0..wide.frequencies())).for_each(|(p, t)| *p *= t);
                gross.add(moments(cells, &inner));
            }
            let mass = wide.mass(spectrum);
            let before =
                Moments { mean: gross.mean, second: gross.variance + gross.mean * gross.mean, zero: gross.none };
            let net = |loss: f64| (loss - pool.layer.pays(loss)) * pool.share;
            let rises = pool.layer.limit.is_some();
            let netting = Netting { gross: &mass, step: wide.step, before, net: &net, slope: pool.share, rises };
            let (mass, left) = netting.onto(lattice.points, lattice.step);
            product.iter_mut().zip(lattice.transform(&mass)).for_each(|(p, t)| *p *= t);
            sum.add(Sum { mean: left.mean, variance: left.second - left.mean * left.mean, none: left.zero });
        }
        (product, sum)
    }
}

/// A part that is one compound Poisson sum in every setting.
fn simple(plan: &Plan, part: &super::plan::Part, states: &[usize]) -> bool {
    let given = |s: usize| sure(plan, s).or(states.contains(&s).then_some(true));
    let one = |b: &super::plan::Branch| {
        let turns = b.switches.iter().flat_map(|t| [&t.on, &t.off]);
        b.base.iter().chain(turns).all(|s| s.certain().is_some())
    };
    part.branches.len() == 1 && own_states(part, &given).is_empty() && part.branches.iter().all(one)
}

impl Sum {
    /// Of independent sums.
    pub fn add(&mut self, other: Sum) {
        self.mean += other.mean;
        self.variance += other.variance;
        self.none *= other.none;
    }
}

/// Of a mixture.
fn mix(sums: &[(f64, Sum)]) -> Sum {
    let mean = sums.iter().map(|(w, s)| w * s.mean).sum::<f64>();
    let spread = |s: &Sum| (s.mean - mean) * (s.mean - mean) + s.variance;
    Sum {
        mean,
        variance: sums.iter().filter(|s| s.0 > 0.0).map(|(w, s)| w * spread(s)).sum(),
        none: sums.iter().map(|(w, s)| w * s.none).sum(),
    }
}

fn moments(cells: &[Cell], severities: &Severities) -> Sum {
    let of = |cell: &Cell| {
        let loss = severities.moments(&cell.loss);
        let (events, pairs) = cell.count.moments();
        let own = if events > 0.0 { events * loss.second } else { 0.0 };
        let mean = events * loss.mean;
        let variance = own + (pairs - events * events) * loss.mean * loss.mean;
        (cell.weight, Sum { mean, variance, none: cell.count.at(Complex64::new(loss.zero, 0.0)).re })
    };
    mix(&cells.iter().map(of).collect::<Vec<_>>())
}

/// Rates of Poisson cells with the moments of their loss.
fn rates(cells: &[Cell], severities: &Severities) -> Vec<(f64, Moments)> {
    let rate = |c: &Cell| match c.count {
        Count::Poisson(rate) if rate > 0.0 => Some((rate, severities.moments(&c.loss))),
        _ => None,
    };
    cells.iter().filter_map(rate).collect()
}

fn transform(cells: &[Cell], severities: &Severities, range: Range<usize>) -> Vec<Complex64> {
    let mut out = vec![Complex64::default(); range.len()];
    for cell in cells {
        let loss = severities.transform(&cell.loss);
        if let Some(part) = loss.get(range.clone()) {
            cell.count.add(&mut out, part, cell.weight);
        }
    }
    out
}

fn add_exponent(exponent: &mut [Complex64], cells: &[Cell], severities: &Severities, range: Range<usize>) {
    for cell in cells {
        if let Count::Poisson(rate) = cell.count {
            let loss = severities.transform(&cell.loss);
            let part = loss.iter().skip(range.start);
            exponent.iter_mut().zip(part).for_each(|(e, z)| *e += (z - 1.0) * rate);
        }
    }
}
