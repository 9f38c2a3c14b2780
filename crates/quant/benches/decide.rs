//! Searching a million sets of treatments; run alone on a quiet machine: `cargo bench -p surety-quant --bench decide`.

use quant::{
    Checked, Dist, Factor, Frequency, Model, Scenario, Treatment, TreatmentEffect, Variant,
    decide::{Question, portfolio, second_look},
    exact::{Grid, Of, predictive},
};

/// Reference case R12 with 20 treatments, each of which halves or so the frequency of every `apart`-th scenario.
fn model(apart: usize, factor: Factor) -> Checked {
    let rates = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2];
    let scenario = |i: usize| {
        let p05 = 5000.0 * (1 + i % 5) as f64;
        let p95 = p05 * (10 + 5 * (i % 7)) as f64;
        Scenario::new(format!("s{i}"), Frequency::poisson(rates[i % 8]), Dist::LognormalCi90 { p05, p95 })
    };
    let treatment = |t: usize| {
        let effect = |i: usize| TreatmentEffect {
            scenario: format!("s{i}"),
            factor,
            multiplier: (0.3 + 0.03 * ((t * 7 + i) % 20) as f64).into(),
            through: None,
        };
        let effects = (0..100).filter(|i| (i + t).is_multiple_of(apart)).map(effect).collect();
        Treatment { id: format!("t{t}"), cost: 20_000.0 + 7_000.0 * (t % 9) as f64, effects, ..Treatment::default() }
    };
    let model = Model {
        scenarios: (0..100).map(scenario).collect(),
        treatments: (0..20).map(treatment).collect(),
        ..Model::default()
    };
    model.check().expect("a sound model")
}

/// CPU seconds of this process (Linux).
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn measure<T>(what: &str, mut work: impl FnMut() -> T) -> Option<T> {
    let (mut best, mut found) = (f64::INFINITY, None);
    for _ in 0..5 {
        let before = cpu();
        found = Some(std::hint::black_box(work()));
        best = best.min(cpu() - before);
    }
    println!("{what:72} {:8.1} ms CPU", best * 1e3);
    found
}

fn main() {
    let question = Question { budgets: vec![2e5, 5e5, 1e6, 3e6], ..Question::default() };
    let (ten, all) = (model(10, Factor::Frequency), model(1, Factor::Frequency));
    measure("best of 2^20 sets, 100 scenarios, each treatment moves all 100: mean", || portfolio(&all, &question));
    let by_magnitude = model(10, Factor::Magnitude);
    for (points, model, what) in
        [(1 << 11, &ten, "frequency"), (1 << 12, &ten, "frequency"), (1 << 11, &by_magnitude, "magnitude")]
    {
        let found = measure(&format!("best of 2^20 sets, 100 scenarios, each moves the {what} of 10: mean"), || {
            portfolio(model, &question)
        });
        let best = found.and_then(Result::ok).map(|p| p.best).unwrap_or_default();
        let variants: Vec<Variant> = best.iter().map(|c| Variant::with(&c.treatments)).collect();
        let grid = Grid { points, reach: None };
        let name = format!("tail of the best {}, {points} points", variants.len());
        let looks =
            measure(&name, || second_look(model, None, &variants, &grid)).and_then(Result::ok).unwrap_or_default();
        let fine = predictive(model, &variants[0], Of::All, &Grid::default()).expect("exact");
        let off = |a: f64, b: f64| (a / b - 1.0) * 1e2;
        let (p95, shortfall) =
            (off(looks[0].p95, fine.quantile(0.95)), off(looks[0].shortfall95, fine.shortfall(0.95)));
        println!("    against 16,384 points: P95 {p95:+.4} %, shortfall {shortfall:+.4} %");
    }
}
