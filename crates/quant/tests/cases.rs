//! The simulation against reference values that were computed without it.

use quant::{Checked, Dist, Frequency, Model, Scenario, Variant, simulate::*};
use serde_json::Value;

fn cases() -> Value {
    serde_json::from_str(include_str!("cases.json")).unwrap()
}

fn case(id: &str) -> Value {
    cases()["cases"].as_array().unwrap().iter().find(|c| c["id"] == id).unwrap().clone()
}

/// R12's rule: scenario i of so many.
fn portfolio(count: usize) -> Model {
    let rates = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2];
    let scenario = |i: usize| {
        let p05 = 5000.0 * (1 + i % 5) as f64;
        let p95 = p05 * (10 + 5 * (i % 7)) as f64;
        Scenario::new(format!("s{i}"), Frequency::poisson(rates[i % 8]), Dist::LognormalCi90 { p05, p95 })
    };
    Model { scenarios: (0..count).map(scenario).collect(), ..Model::default() }
}

fn model(case: &Value) -> Checked {
    let model = match case["count"].as_u64() {
        Some(count) => portfolio(count as usize),
        None => serde_json::from_value(case["model"].clone()).unwrap(),
    };
    model.check().unwrap()
}

fn settings(years_per_world: usize) -> Settings {
    Settings { seed: 1, worlds: 1, years_per_world, threads: 2 }
}

fn float(v: &Value) -> f64 {
    v.as_f64().unwrap()
}

fn amounts(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|e| float(&e["amount"])).collect()
}

/// All figures of a case that has a distribution.
fn meets(id: &str, years: usize) -> Losses {
    let (case, z) = (case(id), float(&cases()["z"]));
    let expected = &case["expected"];
    let question = Question {
        amounts: amounts(&expected["exceed"]),
        percentiles: vec![0.5, 0.9, 0.95, 0.99],
        ..Question::today()
    };
    let found = run(&model(&case), &settings(years), &question).unwrap().variants.remove(0).total;
    let n = years as f64;
    let near = |what: &str, found: f64, expected: f64, error: f64| {
        assert!(
            (found - expected).abs() <= z * error,
            "{id} {what}: found {found}, expected {expected} +- {z} x {error}"
        );
    };
    near("mean", found.mean.value, float(&expected["mean"]), float(&expected["sd"]) / n.sqrt());
    near("error of the mean", found.mean.error, float(&expected["sd"]) / n.sqrt(), 0.01 * found.mean.error);
    if let Some(p) = expected["p_none"].as_f64() {
        near("years without loss", found.p_none.value, p, (p * (1.0 - p) / n).sqrt());
    }
    for e in expected["percentiles"].as_array().unwrap() {
        let p = float(&e["p"]);
        let percentile = found.percentiles.iter().find(|q| q.0 == p).unwrap().1.unwrap();
        let error = (p * (1.0 - p) / n).sqrt() / float(&e["density"]);
        near(&format!("percentile {p}"), percentile.value, float(&e["amount"]), error);
        near(&format!("error of percentile {p}"), percentile.error, error, 0.05 * error);
    }
    for (point, e) in found.curve.iter().zip(expected["exceed"].as_array().unwrap()) {
        let p = float(&e["probability"]);
        near(&format!("beyond {}", point.amount), point.probability.value, p, (p * (1.0 - p) / n).sqrt());
    }
    for e in expected["shortfall"].as_array().into_iter().flatten() {
        let shortfall = found.shortfall.iter().find(|q| q.0 == float(&e["p"])).unwrap().1.unwrap();
        near("shortfall", shortfall.value, float(&e["amount"]), shortfall.error);
    }
    found
}

#[test]
fn poisson_exponential() {
    meets("R0", 1_000_000);
}

#[test]
fn at_most_one_event_a_year() {
    let found = meets("R1", 1_000_000);
    // Shortfall over {losses >= VaR} would be the mean of all years where VaR is 0.
    assert!(found.shortfall[0].1.unwrap().value > 40_000.0 && found.percentiles[0].1.unwrap().value == 0.0);
}

#[test]
fn poisson_lognormal() {
    meets("R2", 1_000_000);
}

/// The sd is that of a sum of events; one frequency draw times one magnitude draw would be 38 % above.
#[test]
fn a_rate_that_varies_from_year_to_year() {
    let found = meets("R4", 1_000_000);
    let expected = &case("R4")["expected"];
    let (sd, wrong) = (float(&expected["sd"]), &expected["wrong"]);
    assert!((found.sd / sd - 1.0).abs() < 0.02, "{} {sd}", found.sd);
    let percentile = |i: usize| found.percentiles[i].1.unwrap();
    assert!(found.sd < 0.8 * float(&wrong["sd"]));
    assert!(float(&wrong["p95"]) - percentile(2).value > 20.0 * percentile(2).error);
    assert!(float(&wrong["p99"]) - percentile(3).value > 20.0 * percentile(3).error);
    let beyond = found.curve.iter().find(|c| c.amount == 5e6).unwrap().probability;
    assert!(float(&wrong["exceed_5000000"]) - beyond.value > 20.0 * beyond.error);
}

#[test]
fn poisson_pert() {
    meets("R5", 1_000_000);
}

#[test]
fn three_independent_scenarios() {
    meets("R7", 1_000_000);
}

#[test]
fn a_hundred_scenarios() {
    meets("R12", 200_000);
}

#[test]
fn a_result_above_its_target() {
    let case = case("R9");
    let found = run(&model(&case), &settings(1_000_000), &Question::today()).unwrap().variants.remove(0);
    for (objective, expected) in found.objectives.iter().zip(case["expected"]["certainty"].as_array().unwrap()) {
        let (p, certainty) = (float(expected), objective.certainty);
        let error = (p * (1.0 - p) / 1e6).sqrt();
        assert!((certainty.mean - p).abs() < 4.5 * error, "{certainty:?} {p}");
        assert!((certainty.error / error - 1.0).abs() < 0.02, "{certainty:?} {error}");
    }
    // Baselines are independent, losses are shared: certain together more often than the product says.
    let product: f64 = found.objectives.iter().map(|o| o.certainty.mean).product();
    assert!(found.joint.mean > product + 10.0 * found.joint.error, "{:?} {product}", found.joint);
}

#[test]
fn insurance_per_event() {
    let case = case("R10");
    let expected = &case["expected"];
    let found = run(&model(&case), &settings(1_000_000), &Question::today()).unwrap().variants.remove(0);
    for mean in [found.total.mean, found.scenarios[0]] {
        assert!((mean.value - float(&expected["net_mean"])).abs() < 4.5 * mean.error, "{mean:?}");
        assert!(mean.error < 500.0);
    }
}

#[test]
fn the_same_to_the_bit_with_any_number_of_threads() {
    let mut model = portfolio(20);
    model.objectives = serde_json::from_value(serde_json::json!([
        { "id": "a", "losses": [{ "scenario": "s5" }, { "scenario": "s7", "share": 0.3 }],
          "holds": { "type": "loss_at_most", "tolerance": 50_000.0 }, "further": [10_000.0] },
        { "id": "b", "losses": [{ "scenario": "s7" }], "holds":
            { "type": "result_at_least", "target": 1e5, "baseline": { "type": "normal", "mean": 3e5, "sd": 1e5 } } }]))
    .unwrap();
    let model = model.check().unwrap();
    let variants = vec![Variant::today(), Variant { without_scenarios: vec![7], ..Variant::today() }];
    let question = Question { contributions: true, joint: vec![vec![0]], ..Question::variants(variants) };
    let with =
        |threads| run(&model, &Settings { seed: 5, worlds: 7, years_per_world: 9_000, threads }, &question).unwrap();
    let one = with(1);
    for threads in [2, 3, 7] {
        assert_eq!(one, with(threads));
    }
    // What a scenario costs in certainty is what is gained without it.
    let drag = one.variants[0].objectives[0].drags.iter().find(|d| d.scenario == 7).unwrap();
    assert_eq!(drag.gain.value, one.variants[1].objectives[0].gain.value);
}
