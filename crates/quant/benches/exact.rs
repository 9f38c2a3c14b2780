//! The exact engine at work: `cargo bench -p surety-quant --bench exact`.

use divan::{Bencher, black_box};
use quant::{
    Checked, Control, Dist, Estimate, Factor, Frequency, Loss, LossForm, Model, Protection, Scenario, Variant, World,
    Worlds,
    exact::{Grid, Of, Prepared, in_world, over_worlds, predictive},
};

fn main() {
    divan::main();
}

fn many(count: u32) -> Checked {
    let rates = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2];
    let one = |i: u32| {
        let p05 = 5_000.0 * f64::from(1 + i % 5);
        let loss = Dist::LognormalCi90 { p05, p95: p05 * f64::from(10 + 5 * (i % 7)) };
        Scenario::new(format!("s{i}"), Frequency::poisson(rates[i as usize % 8]), loss)
    };
    Model { scenarios: (0..count).map(one).collect(), ..Model::default() }.check().expect("a sound model")
}

fn today(model: &Checked) -> World {
    Worlds::new(model, 1, 1).world(0, &Variant::today())
}

#[divan::bench(args = [1, 100, 1_000])]
fn lognormal_scenarios(bencher: Bencher, count: u32) {
    let model = many(count);
    let world = today(&model);
    bencher.bench_local(|| black_box(in_world(&model, &world, Of::All, &Grid::default())));
}

#[divan::bench]
fn what_if_on_one_of_a_thousand(bencher: Bencher) {
    let model = many(1_000);
    let world = today(&model);
    let prepared = Prepared::around(&model, &world, Of::All, &Grid::default(), 7).expect("exact");
    bencher.bench_local(|| black_box(prepared.in_world(&world)));
}

/// One risk with three estimates and six controls, all uncertain.
fn workbench() -> Checked {
    let estimate = |weight: f64, low: f64| Estimate {
        weight,
        frequency: Frequency::poisson(Dist::Range { low: 0.1 * weight, high: 2.0, mode: None }),
        primary: vec![Loss { form: LossForm::Response, amount: Dist::LognormalCi90 { p05: low, p95: 30.0 * low } }],
        secondary: None,
        assumes: vec![],
    };
    let mut scenario = Scenario::new("risk", Frequency::poisson(1.0), 1.0.into());
    (scenario.frequency, scenario.magnitude) = (None, None);
    scenario.estimates = vec![estimate(1.0, 1e4), estimate(2.0, 3e4), estimate(1.5, 5e4)];
    let control = |i: usize| Control {
        id: format!("c{i}"),
        reliability: Dist::Trials { hits: 40.0, trials: 43.0 },
        coverage: 0.9.into(),
        variant_efficacy: 0.0,
    };
    scenario.controls = (0..6)
        .map(|i| Protection {
            control: format!("c{i}"),
            factor: Factor::Frequency,
            multiplier: Dist::Range { low: 0.4, high: 0.9, mode: None },
        })
        .collect();
    let controls = (0..6).map(control).collect();
    Model { scenarios: vec![scenario], controls, ..Model::default() }.check().expect("a sound model")
}

#[divan::bench(args = [12, 14])]
fn workbench_64_worlds(bencher: Bencher, bits: u32) {
    let (model, grid) = (workbench(), Grid { points: 1 << bits, reach: None });
    bencher.bench_local(|| black_box(over_worlds(&model, &Variant::today(), Of::All, &grid, 1, 64)));
}

#[divan::bench(args = [12, 14])]
fn workbench_predictive(bencher: Bencher, bits: u32) {
    let (model, grid) = (workbench(), Grid { points: 1 << bits, reach: None });
    bencher.bench_local(|| black_box(predictive(&model, &Variant::today(), Of::All, &grid)));
}
