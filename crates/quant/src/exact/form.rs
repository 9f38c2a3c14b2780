//! One form of loss, ready to be put on a grid.

use crate::{law::Law, special::normal_cdf};
use std::sync::{Arc, OnceLock};

/// The most knots of a table.
const MOST_KNOTS: u32 = 2_048;
/// The distance of neighbouring knots in the logarithm, where that many suffice.
const APART: f64 = 0.007;
/// Gauss-Legendre with three points: places in -1..1 and weights that add up to 1.
const GAUSS: [(f64, f64); 3] =
    [(-0.774_596_669_241_483_4, 5.0 / 18.0), (0.0, 8.0 / 18.0), (0.774_596_669_241_483_4, 5.0 / 18.0)];

/// The loss of an event by one form, with its moments.
#[derive(Clone, Debug)]
pub(super) struct Form {
    kind: Kind,
    pub mean: f64,
    /// E[X^2], possibly infinite.
    pub second: f64,
    /// P(X = 0).
    pub zero: f64,
}

#[derive(Clone, Debug)]
enum Kind {
    /// Values with their probabilities, in order.
    Atoms(Vec<(f64, f64)>),
    Smooth {
        law: Law,
        table: Arc<OnceLock<Table>>,
    },
}

/// E[min(X, x)] at knots that are evenly spaced in ln x. Between them it is interpolated by a cubic whose slopes, P(X > x), are exact.
#[derive(Debug)]
pub(super) struct Table {
    knots: Vec<Knot>,
    /// P(X >= 0) times the weight of the law.
    total: f64,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Knot {
    pub x: f64,
    /// P(X > x), just below x.
    pub survival: f64,
    /// E[min(X, x)].
    pub limited: f64,
}

impl Form {
    pub fn new(law: &Law) -> Form {
        let atoms = law.as_constant().map(|value| vec![(value, 1.0)]).or_else(|| law.as_steps());
        if let Some(atoms) = atoms {
            let sum = |f: &dyn Fn(f64) -> f64| atoms.iter().map(|(v, p)| p * f(*v)).sum();
            let zero = atoms.iter().filter(|(v, _)| *v == 0.0).map(|a| a.1).sum();
            return Form { mean: sum(&|v| v), second: sum(&|v| v * v), zero, kind: Kind::Atoms(atoms) };
        }
        let table = OnceLock::new();
        // A bounded law may have been cut off; the table's own integrals are then the most accurate there is.
        let (mean, second) = if law.quantile(1.0).is_finite() {
            let (made, mean, second) = Table::by_quadrature(law);
            table.get_or_init(|| made);
            (mean, second)
        } else {
            (law.mean(), law.second_moment())
        };
        Form { kind: Kind::Smooth { law: law.clone(), table: Arc::new(table) }, mean, second, zero: 1.0 - law.sf(0.0) }
    }

    /// mu and sigma, where it is lognormal.
    pub fn as_lognormal(&self) -> Option<(f64, f64)> {
        match &self.kind {
            Kind::Smooth { law, .. } => law.as_lognormal(),
            Kind::Atoms(_) => None,
        }
    }

    /// The values with their probabilities, where there are only so many.
    pub fn atoms(&self) -> Option<&[(f64, f64)]> {
        match &self.kind {
            Kind::Atoms(atoms) => Some(atoms),
            Kind::Smooth { .. } => None,
        }
    }

    /// P(X > x).
    pub fn survival(&self, x: f64) -> f64 {
        match &self.kind {
            Kind::Atoms(atoms) => atoms.iter().filter(|a| a.0 > x).map(|a| a.1).sum(),
            Kind::Smooth { law, .. } => law.sf(x),
        }
    }

    /// Adds `weight` times the law of `scale` X to a grid of `step` so that the mean of every value between two neighbouring points is kept
    /// (E[min(X, x)] is exact at every point); what lies beyond the grid is left out.
    pub fn add_to(&self, mass: &mut [f64], step: f64, scale: f64, weight: f64) {
        match &self.kind {
            _ if scale <= 0.0 => add_atom(mass, 0.0, weight),
            Kind::Atoms(atoms) => atoms.iter().for_each(|(v, p)| add_atom(mass, v * scale / step, p * weight)),
            Kind::Smooth { law, table } => table_of(law, table).add_to(mass, step / scale, weight),
        }
    }
}

fn table_of<'a>(law: &Law, table: &'a OnceLock<Table>) -> &'a Table {
    table.get_or_init(|| match law.as_lognormal() {
        Some((mu, sigma)) => Table::lognormals(&[(mu, sigma, 1.0)], mu - 8.0 * sigma, mu + 8.5 * sigma, MOST_KNOTS),
        None => Table::by_quadrature(law).0,
    })
}

/// Puts mass at a place (in steps), shared between the two neighbours so that its mean is kept.
pub(super) fn add_atom(mass: &mut [f64], place: f64, weight: f64) {
    // Values that rounding has moved off a point by less than this belong to the point.
    let nearest = place.round();
    let place = if (place - nearest).abs() < 1e-9 * (1.0 + place.abs()) { nearest } else { place };
    if place < 0.0 || place >= mass.len() as f64 {
        return;
    }
    let (below, part) = (place as usize, place.fract());
    if let Some(m) = mass.get_mut(below) {
        *m += weight * (1.0 - part);
    }
    if let Some(m) = mass.get_mut(below + 1) {
        *m += weight * part;
    }
}

impl Table {
    /// The sum of `weight` x lognormal(mu, sigma), between two logarithms, in closed form: E[min(X, x)] = e^(mu + s^2/2) Φ((ln x - mu - s^2)/s)
    /// + x Φ((mu - ln x)/s).
    pub fn lognormals(laws: &[(f64, f64, f64)], low: f64, high: f64, knots: u32) -> Table {
        let fast = (laws.len() > 16).then(super::fast::FastNormal::get);
        let apart = (high - low) / f64::from(knots - 1);
        let x: Vec<f64> = (0..knots).map(|i| libm::exp(low + f64::from(i) * apart)).collect();
        let (mut survival, mut limited) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        for (mu, sigma, weight) in laws {
            let (mean, inverse) = (libm::exp(mu + 0.5 * sigma * sigma) * weight, 1.0 / sigma);
            let (mut z, by) = ((low - mu) * inverse, apart * inverse);
            let first = z;
            for (i, ((x, f), g)) in x.iter().zip(&mut survival).zip(&mut limited).enumerate() {
                let (above, below) = match fast {
                    Some(fast) => (fast.cdf(-z), fast.cdf(z - sigma)),
                    None => (normal_cdf(-z), normal_cdf(z - sigma)),
                };
                *f += weight * above;
                *g += mean * below + x * weight * above;
                z = first + (i + 1) as f64 * by;
            }
        }
        let knots = x.iter().zip(survival).zip(limited);
        Table {
            knots: knots.map(|((x, survival), limited)| Knot { x: *x, survival, limited }).collect(),
            total: laws.iter().map(|l| l.2).sum(),
        }
    }

    /// Any law, by integrating P(X > x) between knots; with its mean and second moment.
    fn by_quadrature(law: &Law) -> (Table, f64, f64) {
        let (least, most) = law.support();
        let low = law.quantile(1e-10).max(least).max(1e-30);
        let high = if most.is_finite() { most } else { law.quantile(1.0 - 1e-13) }.max(low * (1.0 + 1e-9));
        let range = libm::log(high) - libm::log(low);
        let count = ((range / APART) as u32).clamp(256, MOST_KNOTS);
        let (start, apart) = (libm::log(low), range / f64::from(count - 1));
        let mut at = Knot { x: low, survival: law.sf(low), limited: low };
        let mut second = low * low;
        let mut knots = vec![at];
        for i in 1..count {
            let last = i + 1 == count;
            let x = if last { high } else { libm::exp(start + f64::from(i) * apart) };
            let (middle, half) = (0.5 * (at.x + x), 0.5 * (x - at.x));
            let mut limited = at.limited;
            for (place, weight) in GAUSS {
                let y = middle + half * place;
                let part = 2.0 * half * weight * law.sf(y);
                limited += part;
                second += 2.0 * y * part;
            }
            // Just below the greatest value: a cut-off law has all its last mass there.
            let survival = law.sf(if last { x * (1.0 - 1e-14) } else { x });
            at = Knot { x, survival: survival.min(at.survival), limited };
            knots.push(at);
        }
        (Table { knots, total: 1.0 }, at.limited, second)
    }

    /// E[min(X, x)]; `from` remembers the knot below x, so that rising x are found at once.
    fn at(&self, from: &mut usize, x: f64) -> f64 {
        while self.knots.get(*from + 1).is_some_and(|k| k.x <= x) {
            *from += 1;
        }
        let Some(a) = self.knots.get(*from) else { return 0.0 };
        if x < a.x {
            return a.limited * x / a.x;
        }
        let Some(b) = self.knots.get(*from + 1) else { return a.limited };
        let width = b.x - a.x;
        let t = (x - a.x) / width;
        let (d0, d1, rise) = (a.survival * width, b.survival * width, b.limited - a.limited);
        a.limited + t * (d0 + t * (3.0 * rise - 2.0 * d0 - d1 + t * (d0 + d1 - 2.0 * rise)))
    }

    /// See [`Form::add_to`]. The share of a cell that is exceeded on average is the mass above the cell's lower point.
    pub fn add_to(&self, mass: &mut [f64], step: f64, weight: f64) {
        let Some(top) = self.knots.last().map(|k| k.x) else { return };
        let (mut from, mut limited, mut above) = (0, 0.0, self.total);
        for (j, mass) in mass.iter_mut().enumerate() {
            let x = (j + 1) as f64 * step;
            let next = self.at(&mut from, x);
            let average = ((next - limited) / step).clamp(0.0, above);
            *mass += weight * (above - average);
            (limited, above) = (next, average);
            if x > top && average == 0.0 {
                break;
            }
        }
    }
}
