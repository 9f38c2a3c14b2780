//! From a plan to a distribution.

use super::{
    Annual, ExactError, Grid, Of,
    component::{Component, Sum, components},
    count::exp,
    form::Form,
    grid::{Lattice, TILT},
    plan::Plan,
    severity::{Book, Forms, Key, Severities},
};
use crate::{checked::Checked, world::World};
use realfft::num_complex::Complex64;
use std::rc::Rc;

/// Beyond a grid that is chosen here lies at most about this much, unless the tail is so heavy that the body would be lost.
const BEYOND: f64 = 1e-5;
/// So few scenarios are transformed one by one; worlds then share the transforms.
const FEW: usize = 4;
/// How far beyond the 99.9th percentile a chosen grid reaches at most.
const FAR: f64 = 16.0;
/// The greatest reach: squares of it are still numbers.
const GREATEST: f64 = 1e120;

impl Grid {
    fn check(&self) -> Result<(), ExactError> {
        let sound = self.points.is_power_of_two() && (64..=1 << 22).contains(&self.points);
        if sound && self.reach.is_none_or(|r| r.is_finite() && (1e-100..=GREATEST).contains(&r)) {
            return Ok(());
        }
        Err(ExactError::Grid { points: self.points, reach: self.reach })
    }
}

/// The distribution of a plan, with its error estimated from a second pass on half the points.
pub(super) fn annual(model: &Checked, plan: &Plan, grid: &Grid) -> Result<Annual, ExactError> {
    grid.check()?;
    let (book, parts) = (Book::new(model), components(plan)?);
    let (mut step, multiples) = step(&book, &[(plan, parts.as_slice())], grid)?;
    let mut fine = on_lattice(&Lattice::new(grid.points, step, TILT), &book, &parts, multiples);
    for _ in 0..8 {
        let Some(better) = better_step(&fine).filter(|_| grid.reach.is_none() && !multiples) else { break };
        step = better;
        fine = on_lattice(&Lattice::new(grid.points, step, TILT), &book, &parts, multiples);
    }
    if multiples {
        return Ok(fine);
    }
    let coarse = on_lattice(&Lattice::new(grid.points / 2, step * 2.0, TILT), &book, &parts, false);
    Ok(fine.against(&coarse))
}

/// Another step, where the grid ends too early or too late: too early where more than 1e-5 lies beyond it, too late where the tail makes the body
/// coarse.
fn better_step(annual: &Annual) -> Option<f64> {
    let (reach, far) = (annual.reach(), FAR * annual.quantile(0.999));
    let end = 2.0 * annual.quantile(1.0 - BEYOND);
    if annual.beyond() > BEYOND && reach < far {
        return (reach < GREATEST).then_some(annual.step * 2.5);
    }
    let wanted = if annual.beyond() > BEYOND { far } else { end.min(far) };
    (wanted > 0.0 && wanted < 0.25 * reach).then_some(annual.step * wanted / reach)
}

/// The distributions of many plans that differ in their numbers only, on one grid.
pub(super) fn all(model: &Checked, plans: &[Plan], grid: &Grid) -> Result<Vec<Annual>, ExactError> {
    grid.check()?;
    let book = Book::new(model);
    let parts = plans.iter().map(components).collect::<Result<Vec<_>, ExactError>>()?;
    let pairs: Vec<_> = plans.iter().zip(parts.iter().map(Vec::as_slice)).collect();
    let (step, multiples) = step(&book, &pairs, grid)?;
    let (lattice, half) = (Lattice::new(grid.points, step, TILT), Lattice::new(grid.points / 2, step * 2.0, TILT));
    let severities = Severities::new(&book, &lattice);
    // The error is estimated on four worlds.
    let checked = parts.len().div_ceil(4);
    let one = |(i, parts): (usize, &Vec<Component>)| {
        severities.forget();
        let (spectrum, sum) = spectrum(&severities, parts);
        let fine = finish(spectrum, sum, &lattice, multiples);
        if i % checked == 0 { fine.against(&on_lattice(&half, &book, parts, multiples)) } else { fine }
    };
    Ok(parts.iter().enumerate().map(one).collect())
}

/// The step of a grid for one or more plans, and whether all losses are multiples of it.
fn step(book: &Book, plans: &[(&Plan, &[Component])], grid: &Grid) -> Result<(f64, bool), ExactError> {
    let points = grid.points as f64;
    let chosen = || plans.iter().map(|(_, parts)| Tail::new(book, parts).reach()).fold(0.0, f64::max);
    let reach = grid.reach.unwrap_or_else(chosen);
    if reach > GREATEST || reach.is_nan() {
        return Err(ExactError::TooGreat(reach));
    }
    let reach = if reach > 1e-100 { reach } else { 1.0 };
    match common_step(book, plans).filter(|common| reach <= common * points) {
        Some(common) => Ok((common, true)),
        None => Ok((reach / points, false)),
    }
}

fn on_lattice(lattice: &Lattice, book: &Book, parts: &[Component], multiples: bool) -> Annual {
    let (spectrum, sum) = spectrum(&Severities::new(book, lattice), parts);
    finish(spectrum, sum, lattice, multiples)
}

fn finish(spectrum: Vec<Complex64>, sum: Sum, lattice: &Lattice, multiples: bool) -> Annual {
    let mass = lattice.mass(spectrum);
    Annual::new(lattice.step, mass, sum.none, sum.mean, sum.variance.max(0.0).sqrt(), multiples)
}

/// The transform of everything: independent components multiply. Scenarios that are one compound Poisson sum with one form of loss are put
/// together first, as their sum is one compound Poisson sum with all their events.
fn spectrum(severities: &Severities, parts: &[Component]) -> (Vec<Complex64>, Sum) {
    let (book, lattice) = (severities.book, severities.lattice);
    let mut events = Events::new(lattice);
    let mut product: Option<Vec<Complex64>> = None;
    let mut sum = Sum { mean: 0.0, variance: 0.0, none: 1.0 };
    let together = parts.len() > FEW;
    for component in parts {
        if let Some((rate, cell)) = component.simple().filter(|_| together) {
            let forms = book.forms(&cell.loss);
            if let Some(form) = forms.only(&cell.loss) {
                events.add(form, &cell.loss, rate, lattice);
                let loss = forms.moments(&cell.loss);
                let own = if rate > 0.0 { rate * loss.second } else { 0.0 };
                let none = libm::exp(-rate * (1.0 - loss.zero));
                sum.add(Sum { mean: rate * loss.mean, variance: own, none });
                continue;
            }
        }
        let (next, own) = component.spectrum(severities);
        sum.add(own);
        match &mut product {
            Some(product) => product.iter_mut().zip(next).for_each(|(p, n)| *p *= n),
            None => product = Some(next),
        }
    }
    (events.times(product, lattice, book), sum)
}

/// Events of many scenarios by what they cost.
struct Events {
    /// Events a year per point of the grid.
    mass: Vec<f64>,
    rate: f64,
    lognormals: Vec<(f64, f64, f64)>,
}

impl Events {
    fn new(lattice: &Lattice) -> Events {
        Events { mass: vec![0.0; lattice.points], rate: 0.0, lognormals: Vec::new() }
    }

    fn add(&mut self, form: &Form, loss: &Key, rate: f64, lattice: &Lattice) {
        self.rate += rate;
        match form.as_lognormal() {
            Some((mu, sigma)) if loss.scale() > 0.0 => {
                self.lognormals.push((mu + libm::log(loss.scale()), sigma, rate))
            }
            _ => form.add_to(&mut self.mass, lattice.step, loss.scale(), rate),
        }
    }

    fn times(mut self, rest: Option<Vec<Complex64>>, lattice: &Lattice, book: &Book) -> Vec<Complex64> {
        if self.rate == 0.0 {
            return rest.unwrap_or_else(|| vec![Complex64::new(1.0, 0.0); lattice.frequencies()]);
        }
        if !self.lognormals.is_empty() {
            let (low, high) = (libm::log(0.5 * lattice.step), libm::log(lattice.reach() * 1.01));
            book.mixture(self.lognormals, low, high).add_to(&mut self.mass, lattice.step, 1.0);
        }
        let mut out = lattice.transform(&self.mass);
        match rest {
            None => out.iter_mut().for_each(|z| *z = exp(*z - self.rate)),
            Some(rest) => out.iter_mut().zip(rest).for_each(|(z, r)| *z = exp(*z - self.rate) * r),
        }
        out
    }
}

/// What events are expected to cost, to choose a grid.
struct Tail {
    /// Events a year, which loss, and its forms.
    events: Vec<(f64, Key, Rc<Forms>)>,
}

impl Tail {
    fn new(book: &Book, parts: &[Component]) -> Tail {
        let mut events = Vec::new();
        for (weight, cell) in parts.iter().flat_map(Component::all_cells) {
            let rate = weight * cell.count.moments().0;
            if rate > 0.0 && cell.loss.scale() > 0.0 {
                events.push((rate, cell.loss.clone(), book.forms(&cell.loss)));
            }
        }
        Tail { events }
    }

    fn sum(&self, f: impl Fn(f64, &Key, &Form) -> f64) -> f64 {
        let each = self.events.iter().flat_map(|(r, key, forms)| {
            let secondary = if key.secondary > 0.0 { forms.secondary.as_slice() } else { &[] };
            forms.primary.iter().chain(secondary).map(|form| f(*r, key, form))
        });
        each.sum()
    }

    /// The loss that single events exceed once in 300,000 years, and the mean and five standard deviations of all others.
    fn reach(&self) -> f64 {
        let rate = self.sum(|r, _, _| r);
        let mean = self.sum(|r, key, form| r * key.scale() * form.mean);
        if !(rate > 0.0 && mean > 0.0) {
            return 1.0;
        }
        let target = 0.3 * BEYOND;
        // Between a tiny part of the mean loss and what Markov's inequality allows.
        let (mut low, mut high) = (libm::log(mean / rate) - 20.0, libm::log(mean / target));
        for _ in 0..14 {
            let middle = 0.5 * (low + high);
            let x = libm::exp(middle);
            let above = self.sum(|r, key, form| r * form.survival(key.least_above(x)));
            if above > target { low = middle } else { high = middle }
        }
        let single = libm::exp(high);
        let all = mean.min(self.sum(|r, key, form| r * (key.scale() * form.mean).min(single)));
        let square = self.sum(|r, key, form| {
            let a = key.scale();
            r * (a * a * form.second).min(a * form.mean * single)
        });
        single * 1.05 + all + 5.0 * square.sqrt()
    }
}

/// The greatest amount of which every possible loss is a multiple, where losses have a few values only.
fn common_step(book: &Book, plans: &[(&Plan, &[Component])]) -> Option<f64> {
    let mut step = 0.0_f64;
    let mut join = |value: f64| {
        let (mut a, mut b) = (step.max(value), step.min(value));
        let small = 1e-9 * a;
        for _ in 0..64 {
            if b <= small {
                break;
            }
            (a, b) = (b, a - b * (a / b).round());
            b = b.abs();
            if a < 1e3 * small {
                return None;
            }
        }
        step = a;
        Some(())
    };
    for (_, cell) in plans.iter().flat_map(|p| p.1).flat_map(Component::all_cells) {
        let forms = book.forms(&cell.loss);
        for form in forms.primary.iter().chain(&forms.secondary) {
            let atoms = form.atoms()?;
            if atoms.len() > 64 {
                return None;
            }
            atoms.iter().try_for_each(|(v, _)| join(v * cell.loss.scale()))?;
        }
        for layer in cell.loss.layers.iter() {
            [Some(layer.retention), layer.limit].into_iter().flatten().try_for_each(|v| join(v * cell.loss.share))?;
        }
    }
    for pool in plans.iter().flat_map(|p| &p.0.pools) {
        if pool.share != 1.0 {
            return None;
        }
        [Some(pool.layer.retention), pool.layer.limit].into_iter().flatten().try_for_each(&mut join)?;
    }
    (step > 0.0).then_some(step)
}

/// Everything but one scenario and what hangs together with it, so that a change to that scenario costs one transform.
pub struct Prepared<'a> {
    model: &'a Checked,
    shares: Vec<(usize, f64)>,
    scenario: usize,
    rest: Vec<Complex64>,
    rest_sum: Sum,
    lattice: Lattice,
}

impl<'a> Prepared<'a> {
    /// Computes everything of `world` that does not hang together with `scenario`.
    ///
    /// # Errors
    /// As for [`in_world`](super::in_world).
    pub fn around(
        model: &'a Checked,
        world: &World,
        of: Of,
        grid: &Grid,
        scenario: usize,
    ) -> Result<Prepared<'a>, ExactError> {
        grid.check()?;
        let plan = Plan::in_world(model, world, of)?;
        let (book, parts) = (Book::new(model), components(&plan)?);
        let (step, _) = step(&book, &[(&plan, parts.as_slice())], grid)?;
        let lattice = Lattice::new(grid.points, step, TILT);
        let (_, rest) = split(&plan, parts, scenario);
        let (rest, rest_sum) = spectrum(&Severities::new(&book, &lattice), &rest);
        let shares = super::plan::selected(model, of)?;
        Ok(Prepared { model, shares, scenario, rest, rest_sum, lattice })
    }

    /// The distribution in a world that differs in that scenario, and in what hangs together with it, only. The grid stays.
    ///
    /// # Errors
    /// As for [`in_world`](super::in_world).
    pub fn in_world(&self, world: &World) -> Result<Annual, ExactError> {
        let plan = Plan::in_world(self.model, world, Of::Shares(&self.shares))?;
        let book = Book::new(self.model);
        let (own, _) = split(&plan, components(&plan)?, self.scenario);
        let (mut own, mut sum) = spectrum(&Severities::new(&book, &self.lattice), &own);
        own.iter_mut().zip(&self.rest).for_each(|(o, r)| *o *= r);
        sum.add(self.rest_sum);
        Ok(finish(own, sum, &self.lattice, false))
    }
}

/// The component of a scenario (none where it cannot happen), and the others.
fn split(plan: &Plan, parts: Vec<Component>, scenario: usize) -> (Vec<Component>, Vec<Component>) {
    let its = |c: &Component| c.parts.iter().any(|p| plan.parts.get(*p).is_some_and(|p| p.scenario == scenario));
    parts.into_iter().partition(its)
}
