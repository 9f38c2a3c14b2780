//! CPU time and memory of simulations; run alone on a quiet machine: `cargo bench -p surety-quant --bench simulation`.
//!
//! The portfolio is that of reference case R12, whose rule gives a scenario for any number.

use quant::{Checked, Dist, Factor, Frequency, Model, Scenario, Treatment, TreatmentEffect, Variant, simulate::*};

fn portfolio_model(count: usize) -> Model {
    let rates = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2];
    let scenario = |i: usize| {
        let p05 = 5000.0 * (1 + i % 5) as f64;
        let p95 = p05 * (10 + 5 * (i % 7)) as f64;
        Scenario::new(format!("s{i}"), Frequency::poisson(rates[i % 8]), Dist::LognormalCi90 { p05, p95 })
    };
    Model { scenarios: (0..count).map(scenario).collect(), ..Model::default() }
}

fn portfolio(count: usize) -> Checked {
    portfolio_model(count).check().expect("a sound model")
}

/// CPU seconds of this process, in user mode and in the kernel (Linux; ticks of 10 ms).
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// The most memory so far, MiB (Linux).
fn memory() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}

fn measure(what: &str, budget: f64, mut work: impl FnMut() -> u64) {
    let (mut best, mut events) = (f64::INFINITY, 0);
    for _ in 0..7 {
        let before = cpu();
        events = std::hint::black_box(work());
        best = best.min(cpu() - before);
    }
    println!(
        "{what:44} {:8.1} ms CPU (budget {:.0} ms), {:5.2} ns/event, {events} events, peak {:.1} MiB",
        best * 1e3,
        budget * 1e3,
        best * 1e9 / events.max(1) as f64,
        memory()
    );
}

/// One scenario of 1,000 changes.
fn what_if() {
    let question = Question::today();
    let mut model = portfolio_model(1_000);
    model.treatments = vec![Treatment {
        id: "t".into(),
        effects: vec![TreatmentEffect {
            scenario: "s5".into(),
            factor: Factor::Frequency,
            multiplier: Dist::constant(0.4),
            through: None,
        }],
        ..Treatment::default()
    }];
    let model = model.check().expect("a sound model");
    for (worlds, years_per_world) in [(1, 100_000), (25, 4_000), (100, 1_000)] {
        let settings = Settings { seed: 1, worlds, years_per_world, threads: 1 };
        let base = Base::new(&model, &settings, &question).expect("a simulation");
        let what = format!("what-if on 1 of 1,000, {worlds} worlds x {years_per_world} years");
        measure(&what, 0.016, || u64::from(base.what_if(&Variant::with(&[0])).is_ok()));
    }
}

fn main() {
    let question = Question { percentiles: vec![0.5, 0.9, 0.95, 0.99], ..Question::today() };
    let settings = |worlds, years_per_world| Settings { seed: 1, worlds, years_per_world, threads: 1 };
    let events = |model: &Checked, s| run(model, &s, &question).map_or(0, |o| o.events);
    let (one, hundred, thousand) = (portfolio(6), portfolio(100), portfolio(1_000));
    let single = Model {
        scenarios: vec![Scenario::new("s", Frequency::poisson(0.3), Dist::LognormalCi90 { p05: 5e4, p95: 2e6 })],
        ..Model::default()
    };
    let single = single.check().expect("a sound model");
    measure("100 scenarios x 100,000 years", 0.040, || events(&hundred, settings(1, 100_000)));
    measure("100 scenarios x 100,000 years, 100 worlds", 0.040, || events(&hundred, settings(100, 1_000)));
    measure("1 scenario (0.3 a year) x 1,000,000 years", 0.050, || events(&single, settings(1, 1_000_000)));
    measure("6 scenarios x 1,000,000 years", 0.1, || events(&one, settings(1, 1_000_000)));
    measure("1,000 scenarios x 100,000 years", 0.350, || events(&thousand, settings(1, 100_000)));
    what_if();
}
