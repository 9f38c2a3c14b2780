//! What a transfer leaves of a loss.

use super::{form::add_atom, grid::Lattice, severity::Moments};

/// A grid that reaches far enough beyond another one that what a transfer leaves of losses beyond it lies beyond the other one too.
pub(super) struct Wide {
    pub points: usize,
    pub step: f64,
}

impl Wide {
    /// For transfers that pay at most `covered`, and a share of what is left. At most eight times the points; then the step widens.
    pub fn new(lattice: &Lattice, covered: f64, share: f64) -> Wide {
        let share = if share > 0.0 { share } else { 1.0 };
        let wanted = (covered + lattice.reach() / share) / lattice.step * 1.01;
        let most = lattice.points.saturating_mul(8);
        let points =
            if wanted < most as f64 { (wanted as usize).max(lattice.points).next_power_of_two() } else { most };
        Wide { points, step: lattice.step * (wanted / points as f64).clamp(1.0, 8.0) }
    }
}

/// A loss on a grid and what happens to it.
pub(super) struct Netting<'a> {
    pub gross: &'a [f64],
    pub step: f64,
    pub before: Moments,
    /// What is left of a loss.
    pub net: &'a dyn Fn(f64) -> f64,
    /// What is left of one more unit of money beyond the grid, where that rises.
    pub slope: f64,
    /// Whether more is left of a greater loss beyond the grid; else always the same.
    pub rises: bool,
}

impl Netting<'_> {
    /// What is left, on a grid, and its moments: those of the grid and, beyond it, of the loss less a constant.
    pub fn onto(&self, points: usize, step: f64) -> (Vec<f64>, Moments) {
        let mut mass = vec![0.0; points];
        let (mut all, mut none) = (0.0, 0.0);
        let (mut gross, mut square, mut mean, mut second) = (0.0, 0.0, 0.0, 0.0);
        for (m, j) in self.gross.iter().zip(0_u32..) {
            let loss = f64::from(j) * self.step;
            let net = (self.net)(loss);
            add_atom(&mut mass, net / step, *m);
            all += m;
            none += if net <= 0.0 { *m } else { 0.0 };
            gross += m * loss;
            square += m * loss * loss;
            mean += m * net;
            second += m * net * net;
        }
        let beyond = (1.0 - all).max(0.0);
        let end = self.step * self.gross.len() as f64;
        let left = (self.net)(end);
        if self.rises {
            let paid = end - left / self.slope.max(f64::MIN_POSITIVE);
            let (first, squares) = ((self.before.mean - gross).max(0.0), (self.before.second - square).max(0.0));
            mean += self.slope * (first - paid * beyond).max(0.0);
            let excess =
                if squares.is_finite() { squares - 2.0 * paid * first + paid * paid * beyond } else { squares };
            second += if self.slope > 0.0 { self.slope * self.slope * excess.max(0.0) } else { 0.0 };
        } else {
            add_atom(&mut mass, left / step, beyond);
            mean += left * beyond;
            second += left * left * beyond;
        }
        // The point at 0 stands for small losses too; they are none only where nothing is left of them.
        let zero = if (self.net)(self.step * 1e-9) > 0.0 { self.before.zero } else { none };
        (mass, Moments { mean, second, zero })
    }
}
