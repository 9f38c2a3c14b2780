//! The loss of an event on the grid, and its transform.

use super::{
    form::{Form, Table},
    grid::Lattice,
    net::{Netting, Wide},
    plan::Part,
};
use crate::{checked::Checked, model::Layer};
use realfft::num_complex::Complex64;
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// Which loss: a view of a scenario, what multiplies it, the probability of secondary loss, what transfers pay of it, and the share that counts.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub scenario: usize,
    pub view: usize,
    pub magnitude: f64,
    pub secondary: f64,
    pub share: f64,
    pub layers: Rc<[Layer]>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.bits() == other.bits()
    }
}

impl Key {
    pub fn new(part: &Part, view: usize, magnitude: f64, secondary: f64) -> Key {
        Key {
            scenario: part.scenario,
            view,
            magnitude,
            secondary,
            share: part.share,
            layers: part.layers.clone().into(),
        }
    }

    /// Layers and share are the same for all losses of a scenario in one plan.
    fn bits(&self) -> Bits {
        (self.scenario, self.view, self.magnitude.to_bits(), self.secondary.to_bits())
    }

    fn pays(&self, loss: f64) -> f64 {
        self.layers.iter().map(|l| l.pays(loss)).sum()
    }

    /// What is left of a loss: never less than nothing, whatever overlapping transfers pay.
    pub fn net(&self, loss: f64) -> f64 {
        (loss - self.pays(loss)).max(0.0) * self.share
    }

    /// The least loss, per unit of its multiplier, of which more than `x` is left and counts; a lower bound of it where transfers overlap.
    pub fn least_above(&self, x: f64) -> f64 {
        let left = x / self.share;
        let through = |layer: &Layer| match layer.limit {
            _ if left < layer.retention => left,
            Some(limit) => left + limit,
            None => f64::INFINITY,
        };
        self.layers.iter().map(through).fold(left, f64::max) / self.magnitude
    }

    /// What multiplies a loss that no transfer touches.
    pub fn scale(&self) -> f64 {
        self.magnitude * self.share
    }
}

/// The forms of loss of one view.
pub(super) struct Forms {
    pub primary: Vec<Form>,
    pub secondary: Vec<Form>,
}

/// Mean, second moment and P(X = 0) of the loss of an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments {
    pub mean: f64,
    pub second: f64,
    pub zero: f64,
}

type View = (usize, usize);
/// Scenario, view, magnitude, secondary probability.
type Bits = (usize, usize, u64, u64);

/// The forms of loss of a model, made when first needed.
pub(super) struct Book<'a> {
    model: &'a Checked,
    forms: RefCell<HashMap<View, Rc<Forms>>>,
    mixture: RefCell<Option<Mixture>>,
}

/// The last sum of many lognormals: mu, sigma and rate of each, and the logarithms between which it is tabulated.
struct Mixture {
    laws: Vec<(f64, f64, f64)>,
    low: f64,
    high: f64,
    table: Rc<Table>,
}

impl<'a> Book<'a> {
    pub fn new(model: &'a Checked) -> Book<'a> {
        Book { model, forms: RefCell::default(), mixture: RefCell::default() }
    }

    /// The table of a sum of lognormals, which a second grid of the same reach shares.
    pub fn mixture(&self, laws: Vec<(f64, f64, f64)>, low: f64, high: f64) -> Rc<Table> {
        let mut last = self.mixture.borrow_mut();
        if let Some(last) = last.as_ref().filter(|l| l.low <= low && high <= l.high && l.laws == laws) {
            return Rc::clone(&last.table);
        }
        let knots = [(16, 4_096), (200, 2_048)].into_iter().find(|k| laws.len() <= k.0).map_or(512, |k| k.1);
        let table = Rc::new(Table::lognormals(&laws, low, high, knots));
        *last = Some(Mixture { laws, low, high, table: Rc::clone(&table) });
        table
    }

    pub fn forms(&self, key: &Key) -> Rc<Forms> {
        let at = (key.scenario, key.view);
        let mut forms = self.forms.borrow_mut();
        Rc::clone(forms.entry(at).or_insert_with(|| {
            let view = self.model.scenarios.get(at.0).and_then(|s| s.views.get(at.1));
            let primary = view.map(|v| v.primary.iter().map(Form::new).collect()).unwrap_or_default();
            let secondary = view.and_then(|v| v.secondary.as_ref());
            let secondary = secondary.map(|s| s.1.iter().map(Form::new).collect()).unwrap_or_default();
            Rc::new(Forms { primary, secondary })
        }))
    }
}

/// Mean and variance of a sum of forms.
fn sum(forms: &[Form]) -> (f64, f64) {
    forms.iter().fold((0.0, 0.0), |(m, v), f| (m + f.mean, v + (f.second - f.mean * f.mean).max(0.0)))
}

impl Forms {
    /// Moments of the loss before transfers, with its multiplier and share, in closed form.
    pub fn moments(&self, key: &Key) -> Moments {
        let (q, a) = (key.secondary, key.scale());
        let ((mp, vp), (ms, vs)) = (sum(&self.primary), sum(&self.secondary));
        let zero = |forms: &[Form]| forms.iter().map(|f| f.zero).product::<f64>();
        if a == 0.0 {
            return Moments { mean: 0.0, second: 0.0, zero: 1.0 };
        }
        let secondary = if q > 0.0 { q * (vs + ms * ms + 2.0 * mp * ms) } else { 0.0 };
        Moments {
            mean: a * (mp + q * ms),
            second: a * a * (vp + mp * mp + secondary),
            zero: zero(&self.primary) * (1.0 - q + q * zero(&self.secondary)),
        }
    }

    /// Its only form, where there is no other that could occur and no transfer.
    pub fn only(&self, key: &Key) -> Option<&Form> {
        let alone = key.layers.is_empty() && (key.secondary == 0.0 || self.secondary.is_empty());
        self.primary.first().filter(|_| alone && self.primary.len() == 1)
    }
}

/// Transforms of the losses of events on one grid.
pub(super) struct Severities<'a> {
    pub book: &'a Book<'a>,
    pub lattice: &'a Lattice,
    transforms: RefCell<HashMap<Bits, Rc<Vec<Complex64>>>>,
    nets: RefCell<HashMap<Bits, Moments>>,
}

impl<'a> Severities<'a> {
    pub fn new(book: &'a Book<'a>, lattice: &'a Lattice) -> Severities<'a> {
        Severities { book, lattice, transforms: RefCell::default(), nets: RefCell::default() }
    }

    /// Gives memory back where many different losses have been transformed.
    pub fn forget(&self) {
        let mut transforms = self.transforms.borrow_mut();
        if transforms.len() * self.lattice.points > 1 << 20 {
            transforms.clear();
        }
    }

    /// The transform of the loss of an event.
    pub fn transform(&self, key: &Key) -> Rc<Vec<Complex64>> {
        if let Some(found) = self.transforms.borrow().get(&key.bits()) {
            return Rc::clone(found);
        }
        let forms = self.book.forms(key);
        let made = if key.layers.is_empty() {
            sum_transform(&forms, key, key.scale(), self.lattice)
        } else {
            self.lattice.transform(&self.net(&forms, key))
        };
        let made = Rc::new(made);
        self.transforms.borrow_mut().insert(key.bits(), Rc::clone(&made));
        made
    }

    /// Mean, second moment and probability of 0.
    pub fn moments(&self, key: &Key) -> Moments {
        if key.layers.is_empty() {
            return self.book.forms(key).moments(key);
        }
        self.transform(key);
        self.nets.borrow().get(&key.bits()).copied().unwrap_or(Moments { mean: 0.0, second: 0.0, zero: 1.0 })
    }

    /// The loss after transfers, from a wider grid: a loss beyond the end may leave less than the end.
    fn net(&self, forms: &Forms, key: &Key) -> Vec<f64> {
        let amounts = key.layers.iter().flat_map(|l| [Some(l.retention), l.limit]).flatten();
        let wide = Wide::new(self.lattice, amounts.sum(), key.share);
        let gross = gross_mass(forms, key, wide.points, wide.step);
        let before = forms.moments(&Key { layers: Rc::from([]), share: 1.0, ..key.clone() });
        let net = Netting {
            gross: &gross,
            step: wide.step,
            before,
            net: &|loss| key.net(loss),
            slope: key.share,
            rises: key.layers.iter().all(|l| l.limit.is_some()),
        };
        let (mass, moments) = net.onto(self.lattice.points, self.lattice.step);
        self.nets.borrow_mut().insert(key.bits(), moments);
        mass
    }
}

/// The transform of primary + B x secondary, each form times `scale`.
fn sum_transform(forms: &Forms, key: &Key, scale: f64, lattice: &Lattice) -> Vec<Complex64> {
    let product = |list: &[Form]| {
        let mut out: Option<Vec<Complex64>> = None;
        for form in list {
            let mut mass = vec![0.0; lattice.points];
            form.add_to(&mut mass, lattice.step, scale, 1.0);
            let next = lattice.transform(&mass);
            out = Some(match out {
                None => next,
                Some(sofar) => sofar.iter().zip(&next).map(|(a, b)| a * b).collect(),
            });
        }
        out.unwrap_or_else(|| vec![Complex64::new(1.0, 0.0); lattice.frequencies()])
    };
    let mut all = product(&forms.primary);
    if key.secondary > 0.0 && !forms.secondary.is_empty() {
        let secondary = product(&forms.secondary);
        all.iter_mut().zip(secondary).for_each(|(a, s)| *a *= (s - 1.0) * key.secondary + 1.0);
    }
    all
}

/// The mass of the loss before transfers, on a grid of its own.
fn gross_mass(forms: &Forms, key: &Key, points: usize, step: f64) -> Vec<f64> {
    if forms.primary.len() == 1 && (key.secondary == 0.0 || forms.secondary.is_empty()) {
        let mut mass = vec![0.0; points];
        forms.primary.iter().for_each(|f| f.add_to(&mut mass, step, key.magnitude, 1.0));
        return mass;
    }
    let lattice = Lattice::new(points, step, super::grid::TILT);
    let spectrum = sum_transform(forms, key, key.magnitude, &lattice);
    lattice.mass(spectrum)
}
