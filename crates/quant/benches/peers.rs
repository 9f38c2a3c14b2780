//! Our side of `bench/peers`: one piece of work per process, so that its memory is its own. `cargo bench -p surety-quant --bench peers -- CASE`
//! prints a line of JSON; without a case, the names of the cases.

use quant::{
    Checked, Dist, Frequency, Model, Scenario,
    simulate::{Estimated, Losses, Question, Settings, run},
};

fn portfolio(count: usize) -> Vec<Scenario> {
    let rates = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2];
    let scenario = |i: usize| {
        let p05 = 5000.0 * (1 + i % 5) as f64;
        let p95 = p05 * (10 + 5 * (i % 7)) as f64;
        Scenario::new(format!("s{i}"), Frequency::poisson(rates[i % 8]), Dist::LognormalCi90 { p05, p95 })
    };
    (0..count).map(scenario).collect()
}

fn case(name: &str) -> Option<(Checked, usize)> {
    let (scenarios, years) = match name {
        "1000x100000" => (portfolio(1_000), 100_000),
        "100x100000" => (portfolio(100), 100_000),
        "1x1000000" => {
            let loss = Dist::LognormalCi90 { p05: 5e4, p95: 2e6 };
            (vec![Scenario::new("s", Frequency::poisson(0.3), loss)], 1_000_000)
        }
        _ => return None,
    };
    Some((Model { scenarios, ..Model::default() }.check().ok()?, years))
}

/// CPU seconds of this process in all (Linux).
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

fn percentile(losses: &Losses, p: f64) -> Option<Estimated> {
    losses.percentiles.iter().find(|x| x.0 == p).and_then(|x| x.1.ok())
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, (model, years))) = arguments.iter().find_map(|a| Some((a, case(a)?))) else {
        println!("cases: 1000x100000 100x100000 1x1000000");
        return;
    };
    let question = Question { percentiles: vec![0.95, 0.99], ..Question::today() };
    let settings = Settings { seed: 1, worlds: 1, years_per_world: years, threads: 1 };
    let before = cpu();
    let Ok(outcome) = run(&model, &settings, &question) else { return };
    let seconds = cpu() - before;
    let losses = &outcome.variants[0].total;
    let (Some(p95), Some(p99)) = (percentile(losses, 0.95), percentile(losses, 0.99)) else { return };
    let number = |name: &str, x: Estimated| format!("\"{name}\": [{}, {}]", x.value, x.error);
    println!(
        "{{\"tool\": \"surety, simulation\", \"case\": \"{name}\", \"cpu\": {seconds}, \"mib\": {}, {}, {}, {}}}",
        memory(),
        number("mean", losses.mean),
        number("p95", p95),
        number("p99", p99)
    );
}
