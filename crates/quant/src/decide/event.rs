//! The loss of an event, before and after transfers.

use super::group::spread;
use crate::{checked::View, law::Law, model::Layer, special::normal_cdf};

/// Events that stand for all where a sum of several forms, or a form without closed formula, meets a transfer.
const EVENTS: usize = 512;

/// The loss of an event of one view.
pub(super) struct Event {
    primary: f64,
    secondary: f64,
    lognormal: Option<(f64, f64)>,
    /// Primary and secondary loss of evenly spread events; only where a transfer asks for them.
    sample: Vec<(f64, f64)>,
}

fn mean(laws: &[Law]) -> f64 {
    laws.iter().map(Law::mean).sum()
}

impl Event {
    pub fn new(view: &View, insured: bool) -> Event {
        let reactions = view.secondary.as_ref().map_or(&[][..], |s| &s.1);
        let lognormal = match (view.primary.as_slice(), reactions) {
            ([only], []) => only.as_lognormal(),
            _ => None,
        };
        let sample = if insured { sample(&view.primary, reactions) } else { Vec::new() };
        Event { primary: mean(&view.primary), secondary: mean(reactions), lognormal, sample }
    }

    /// The mean of an event that is multiplied and draws reactions with some probability.
    pub fn mean(&self, magnitude: f64, probability: f64) -> f64 {
        let reactions = if probability > 0.0 { probability * self.secondary } else { 0.0 };
        magnitude * (self.primary + reactions)
    }

    /// What layers pay of it on average. Each sees what the ones before it left.
    pub fn paid(&self, layers: &[(Layer, f64)], magnitude: f64, probability: f64) -> f64 {
        if magnitude <= 0.0 {
            return 0.0;
        }
        if let ([(layer, share)], Some((mu, sigma))) = (layers, self.lognormal) {
            let upto = |x: f64| limited(mu + libm::log(magnitude), sigma, x);
            let top = layer.limit.map_or(f64::INFINITY, |l| l + layer.retention);
            return share * (upto(top) - upto(layer.retention));
        }
        let open = layers.iter().any(|(l, share)| l.limit.is_none() && *share > 0.0);
        let pays = |loss: f64| loss - layers.iter().fold(loss, |left, (l, share)| left - share * l.pays(left));
        let over = |f: &dyn Fn(f64) -> f64| {
            let one = |e: &(f64, f64)| {
                let with = if probability > 0.0 { probability * f(magnitude * (e.0 + e.1)) } else { 0.0 };
                (1.0 - probability) * f(magnitude * e.0) + with
            };
            self.sample.iter().map(one).sum::<f64>() / self.sample.len().max(1) as f64
        };
        // What is averaged is bounded either way: what they pay by their limits, what is left by the retention.
        if open { (self.mean(magnitude, probability) - over(&|x| x - pays(x))).max(0.0) } else { over(&pays) }
    }

    /// One of the evenly spread events: primary and secondary loss.
    pub fn one(&self, bits: u64) -> (f64, f64) {
        let count = self.sample.len().max(1) as u64;
        self.sample.get((bits % count) as usize).copied().unwrap_or((0.0, 0.0))
    }
}

/// E[min(X, x)] of a lognormal.
fn limited(mu: f64, sigma: f64, x: f64) -> f64 {
    let all = libm::exp(mu + 0.5 * sigma * sigma);
    if x <= 0.0 {
        return 0.0;
    }
    if x.is_infinite() {
        return all;
    }
    let z = (libm::log(x) - mu) / sigma;
    all * normal_cdf(z - sigma) + x * normal_cdf(-z)
}

fn sample(primary: &[Law], secondary: &[Law]) -> Vec<(f64, f64)> {
    let forms = primary.len() + secondary.len();
    let roots: Vec<f64> = (0..forms).map(|d| spread(0, d, forms)).collect();
    let one = |k: usize| {
        let at = |d: usize| {
            let step = roots.get(d).copied().unwrap_or(0.5) - 0.5;
            (0.5 + step * (k as f64 + 1.0)).rem_euclid(1.0)
        };
        let sum = |laws: &[Law], from: usize| laws.iter().zip(from..).map(|(l, d)| l.quantile(at(d))).sum::<f64>();
        (sum(primary, 0), sum(secondary, primary.len()))
    };
    (0..EVENTS).map(one).collect()
}
