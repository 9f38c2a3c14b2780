//! The grid of amounts, and its Fourier transform under an exponential tilt (Grübel and Hermesmeier 1999): the tilt makes what wraps around
//! the end of the grid as small as the tilt is there.

use realfft::{ComplexToReal, RealFftPlanner, RealToComplex, num_complex::Complex64};
use std::sync::Arc;

/// The tilt at the end of the grid is e^-16: one in nine million of what lies beyond comes back, and rounding errors stay below 1e-8.
pub(super) const TILT: f64 = 16.0;

/// A grid of `points` amounts 0, step, 2 step, ...
pub(super) struct Lattice {
    pub points: usize,
    pub step: f64,
    tilt: Vec<f64>,
    forward: Arc<dyn RealToComplex<f64>>,
    back: Arc<dyn ComplexToReal<f64>>,
}

impl Lattice {
    pub fn new(points: usize, step: f64, tilt: f64) -> Lattice {
        let mut planner = RealFftPlanner::new();
        let per_point = tilt / points as f64;
        Lattice {
            points,
            step,
            tilt: (0..points).map(|j| libm::exp(-per_point * j as f64)).collect(),
            forward: planner.plan_fft_forward(points),
            back: planner.plan_fft_inverse(points),
        }
    }

    /// The greatest amount that the grid tells apart.
    pub fn reach(&self) -> f64 {
        self.step * (self.points as f64 - 0.5)
    }

    /// How many frequencies a transform has.
    pub fn frequencies(&self) -> usize {
        self.points / 2 + 1
    }

    /// The transform of a mass, under the tilt.
    pub fn transform(&self, mass: &[f64]) -> Vec<Complex64> {
        let mut input: Vec<f64> = mass.iter().zip(&self.tilt).map(|(m, t)| m * t).collect();
        input.resize(self.points, 0.0);
        let mut out = self.forward.make_output_vec();
        // Lengths are right by construction; an error could be nothing else.
        let done = self.forward.process(&mut input, &mut out);
        debug_assert!(done.is_ok());
        out
    }

    /// The mass of a transform. Rounding errors remain: values may be a little below 0.
    pub fn mass(&self, mut spectrum: Vec<Complex64>) -> Vec<f64> {
        // The transform of real numbers is real at both ends; products keep that but for rounding, which the library refuses.
        if let Some(first) = spectrum.first_mut() {
            first.im = 0.0;
        }
        if let Some(last) = spectrum.last_mut() {
            last.im = 0.0;
        }
        let mut out = self.back.make_output_vec();
        let done = self.back.process(&mut spectrum, &mut out);
        debug_assert!(done.is_ok());
        let scale = 1.0 / self.points as f64;
        out.iter_mut().zip(&self.tilt).for_each(|(m, t)| *m *= scale / t);
        out
    }
}
