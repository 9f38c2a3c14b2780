//! What must hold between results, whatever the numbers.

use proptest::prelude::*;
use quant::{Checked, Model, Variant, simulate::*};
use serde_json::{Value, json};

fn check(model: Value) -> Checked {
    serde_json::from_value::<Model>(model).unwrap().check().unwrap()
}

fn settings(worlds: usize, years_per_world: usize) -> Settings {
    Settings { seed: 3, worlds, years_per_world, threads: 1 }
}

fn columns(model: &Checked, settings: Settings, variants: &[Variant]) -> Vec<Vec<f64>> {
    let mut all = vec![Vec::new(); variants.len()];
    yearly(model, &settings, variants, |years| {
        for (v, all) in all.iter_mut().enumerate() {
            all.extend_from_slice(years.total(v));
        }
    })
    .unwrap();
    all
}

/// Four scenarios of all kinds, sharing controls, a cause and a level; treatments of all kinds that help.
fn model(m: [f64; 6], unit: f64) -> Value {
    let lognormal = |p05: f64, p95: f64| json!({ "type": "lognormal_ci90", "p05": p05 * unit, "p95": p95 * unit });
    let pert = |mode: f64| json!({ "type": "pert", "low": 0.0, "mode": mode * unit, "high": 9.0 * mode * unit });
    let control = |c: &str, factor: &str, m: f64| json!({ "control": c, "factor": factor, "multiplier": m });
    let estimate = json!({ "frequency": { "type": "threat_events", "threat_events": 6.0,
            "susceptibility": { "type": "uniform", "low": 0.05, "high": 0.4 } },
        "primary": [{ "amount": pert(100.0) }, { "amount": lognormal(5.0, 80.0), "form": "response" }],
        "secondary": { "probability": 0.4, "losses": [{ "amount": lognormal(50.0, 2000.0) }] } });
    let objective = |id: &str, scenarios: &[&str], tolerance: f64| {
        json!({ "id": id,
        "losses": scenarios.iter().map(|s| json!({ "scenario": s, "share": 0.7 })).collect::<Vec<_>>(),
        "holds": { "type": "loss_at_most", "tolerance": tolerance * unit } })
    };
    json!({
        "scenarios": [
            { "id": "mail", "estimates": [estimate], "level": "crime",
              "controls": [control("filter", "frequency", m[0]), control("backup", "magnitude", 0.5)] },
            { "id": "fire", "frequency": { "type": "bernoulli", "probability": 0.2 }, "magnitude": lognormal(100.0, 9000.0),
              "controls": [control("backup", "magnitude", m[1])] },
            { "id": "supplier", "frequency": { "type": "poisson", "rate": { "type": "range", "low": 0.2, "high": 2.0 } },
              "magnitude": { "type": "discrete", "values": [10.0 * unit, 300.0 * unit], "weights": [3.0, 1.0] },
              "causes": [{ "cause": "outage", "multiplier": 4.0 }] },
            { "id": "errors", "frequency": { "type": "poisson", "rate": { "type": "pert", "low": 0.0, "mode": 3.0, "high": 8.0 },
              "each_year": true }, "magnitude": { "type": "exponential", "mean": 30.0 * unit } }],
        "controls": [{ "id": "filter", "reliability": { "type": "trials", "hits": 17.0, "trials": 20.0 }, "coverage": 0.9 },
                     { "id": "backup", "reliability": 0.7, "variant_efficacy": 0.2 }],
        "causes": [{ "id": "outage", "probability": 0.15 }],
        "levels": [{ "id": "crime", "variance": 0.5 }],
        "transfers": [{ "id": "policy", "scenarios": ["mail", "fire"], "per_event": { "retention": 200.0 * unit, "limit": 3000.0 * unit },
                        "annual": { "limit": 4000.0 * unit } }],
        "treatments": [
            { "id": "train", "effects": [{ "scenario": "mail", "multiplier": m[2] },
                { "scenario": "errors", "factor": "magnitude", "multiplier": { "type": "uniform", "low": 0.0, "high": m[3] } }] },
            { "id": "counsel", "effects": [{ "scenario": "mail", "factor": "secondary_probability", "multiplier": m[4] }] },
            { "id": "monitor", "effects": [{ "scenario": "fire", "multiplier": m[5], "through": "filter" },
                { "scenario": "supplier", "multiplier": m[5] }] },
            { "id": "insure", "transfers": [{ "id": "more", "scenarios": ["supplier", "errors"], "per_event": { "retention": 20.0 * unit } }] },
            { "id": "stop", "transfers": [{ "id": "all", "scenarios": ["mail", "fire", "supplier", "errors"], "annual": { "retention": 5000.0 * unit } }] },
            { "id": "nothing", "effects": [{ "scenario": "mail", "multiplier": 1.0 }, { "scenario": "fire", "factor": "magnitude", "multiplier": 1.0 },
                { "scenario": "errors", "multiplier": 1.0, "through": "backup" }] }],
        "objectives": [objective("service", &["mail", "supplier"], 300.0), objective("money", &["fire", "errors", "mail"], 900.0)],
    })
}

const M: [f64; 6] = [0.3, 0.6, 0.5, 0.8, 0.2, 0.4];

/// The treatment that does nothing.
const NOTHING: usize = 5;

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_helps_makes_no_year_worse(m in proptest::array::uniform6(0.0..=1.0_f64), treatments in proptest::sample::subsequence(vec![0, 1, 2, 3, 4, 5], 1..=6)) {
        let model = check(model(m, 1.0));
        let variants = [
            Variant::today(),
            Variant::with(&treatments),
            Variant { certain: vec![0, 1], ..Variant::with(&treatments) },
            Variant { without: vec![0, 1], ..Variant::today() },
        ];
        let years = columns(&model, settings(3, 700), &variants);
        for (y, today) in years[0].iter().enumerate() {
            let slack = 1e-9 * today;
            prop_assert!(years[1][y] <= today + slack && years[2][y] <= years[1][y] + slack && years[3][y] >= today - slack,
                "year {y}: {today} {} {} {}", years[1][y], years[2][y], years[3][y]);
            prop_assert!(years.iter().all(|v| v[y] >= 0.0));
        }
    }

    #[test]
    fn money_scales(m in proptest::array::uniform6(0.0..=1.0_f64), unit in 1e-3..1e6_f64) {
        let variants = [Variant::today(), Variant::with(&[0, 2, 3, 4])];
        let (one, scaled) = (columns(&check(model(m, 1.0)), settings(2, 500), &variants), columns(&check(model(m, unit)), settings(2, 500), &variants));
        for (x, y) in one.iter().flatten().zip(scaled.iter().flatten()) {
            prop_assert!((x * unit - y).abs() <= 1e-6 * y.abs(), "{x} x {unit} is not {y}");
        }
    }

    #[test]
    fn no_settings_make_it_panic(seed: u64, worlds in 0..5_usize, years in 0..6_000_usize, threads in 0..9_usize, p in any::<f64>(), amount in any::<f64>(), index in 0..9_usize) {
        let model = check(model(M, 1.0));
        let question = Question { percentiles: vec![p], amounts: vec![amount], joint: vec![vec![index]], contributions: true,
            ..Question::variants(vec![Variant::today(), Variant { without: vec![index], ..Variant::with(&[index]) }]) };
        let _ = run(&model, &Settings { seed, worlds, years_per_world: years, threads }, &question);
    }
}

#[test]
fn a_treatment_that_does_nothing_changes_nothing() {
    let model = check(model(M, 1.0));
    let question = Question::variants(vec![Variant::today(), Variant::with(&[NOTHING])]);
    let found = run(&model, &settings(10, 5_000), &question).unwrap().variants;
    assert_eq!(found[0].total, found[1].total);
    assert_eq!(found[0].scenarios, found[1].scenarios);
    assert_eq!(found[1].saved.mean, Estimated { value: 0.0, error: 0.0 });
    assert_eq!(found[1].saved.pays.value, 1.0);
    for o in &found[1].objectives {
        assert_eq!(o.gain, Estimated { value: 0.0, error: 0.0 });
    }
}

#[test]
fn other_scenarios_and_variants_leave_draws_alone() {
    let whole = check(model(M, 1.0));
    let mut turned = model(M, 1.0);
    turned["scenarios"].as_array_mut().unwrap().reverse();
    let mut fewer = model(M, 1.0);
    fewer["scenarios"].as_array_mut().unwrap().truncate(2);
    for list in ["transfers", "treatments", "objectives"] {
        fewer[list] = json!([]);
    }
    let mut bare = model(M, 1.0);
    for list in ["transfers", "treatments", "objectives"] {
        bare[list] = json!([]);
    }
    let scenarios = |model: &Checked, variants: Vec<Variant>| -> Vec<Vec<Estimated>> {
        let found = run(model, &settings(6, 5_000), &Question::variants(variants)).unwrap();
        found.variants.into_iter().map(|v| v.scenarios).collect()
    };
    let today = || vec![Variant::today()];
    let mut backwards = scenarios(&check(turned), today()).remove(0);
    backwards.reverse();
    let alone = scenarios(&whole, today()).remove(0);
    assert_eq!(alone, backwards);
    assert_eq!(scenarios(&check(bare), today())[0][..2], scenarios(&check(fewer), today())[0][..]);
    let many: Vec<Variant> = [vec![], vec![0], vec![2, 3], vec![4]].iter().map(|t| Variant::with(t)).collect();
    let all = scenarios(&whole, many.clone());
    assert_eq!(all[0], alone);
    assert_eq!(all[2], scenarios(&whole, vec![many[0].clone(), many[2].clone()])[1]);
}

/// Two scenarios of half the rate are one: every figure within the errors of both.
#[test]
fn a_scenario_may_be_split() {
    let of = |id: &str, rate: f64| {
        json!({ "id": id, "frequency": { "type": "poisson", "rate": rate },
        "magnitude": { "type": "lognormal_ci90", "p05": 5.0, "p95": 100.0 } })
    };
    let one = check(json!({ "scenarios": [of("a", 1.4)] }));
    let two = check(json!({ "scenarios": [of("b", 0.7), of("c", 0.7)] }));
    let found = |model| {
        run(model, &settings(1, 300_000), &Question { amounts: vec![50.0, 200.0], ..Question::today() })
            .unwrap()
            .variants
            .remove(0)
            .total
    };
    let (one, two) = (found(&one), found(&two));
    let same =
        |a: Estimated, b: Estimated| assert!((a.value - b.value).abs() < 4.5 * a.error.hypot(b.error), "{a:?} {b:?}");
    same(one.mean, two.mean);
    same(one.p_none, two.p_none);
    one.percentiles.iter().zip(&two.percentiles).for_each(|(a, b)| same(a.1.unwrap(), b.1.unwrap()));
    one.curve.iter().zip(&two.curve).for_each(|(a, b)| same(a.probability, b.probability));
}

#[test]
fn contributions_add_up_and_drags_are_what_is_gained() {
    let model = check(model(M, 1.0));
    let mut variants = vec![Variant::today(), Variant::with(&[0, 4])];
    variants.extend((0..4).map(|s| Variant { without_scenarios: vec![s], ..Variant::today() }));
    let question = Question { contributions: true, percentiles: vec![0.95], ..Question::variants(variants) };
    let found = run(&model, &settings(10, 5_000), &question).unwrap().variants;
    for variant in &found {
        let objectives = variant.objectives.iter().map(|o| (&o.losses, &o.contributions));
        for (losses, parts) in objectives.chain([(&variant.total, &variant.contributions)]) {
            let mean: f64 = parts.iter().map(|c| c.to_mean).sum();
            let shortfall: f64 = parts.iter().map(|c| c.to_shortfall95).sum();
            let whole = losses.shortfall[0].1.unwrap().value;
            assert!((mean - losses.mean.value).abs() <= 1e-9 * mean, "{mean} {:?}", losses.mean);
            assert!((shortfall - whole).abs() <= 1e-9 * whole, "{shortfall} {whole}");
        }
    }
    for (o, objective) in found[0].objectives.iter().enumerate() {
        for drag in &objective.drags {
            let gain = found[2 + drag.scenario].objectives[o].gain;
            assert_eq!(drag.gain.value, gain.value, "objective {o}, scenario {}", drag.scenario);
            assert!(gain.value > 0.0);
        }
    }
}

#[test]
fn bounds_are_typed_errors() {
    let model = check(model(M, 1.0));
    let found = |worlds, years_per_world, question: &Question| {
        run(&model, &settings(worlds, years_per_world), question).unwrap_err()
    };
    let today = Question::today();
    assert_eq!(found(0, 5, &today), SimulationError::NoYears);
    assert_eq!(found(usize::MAX, usize::MAX, &today), SimulationError::TooManyYears(u64::MAX));
    assert!(matches!(found(10, 50_000_000, &today), SimulationError::TooMuchMemory { .. }));
    assert_eq!(found(1, 1, &Question::variants(Vec::new())), SimulationError::NoVariant);
    assert_eq!(
        found(1, 1, &Question { percentiles: vec![1.0], ..Question::today() }),
        SimulationError::Percentile(1.0)
    );
    assert_eq!(
        found(1, 1, &Question { joint: vec![vec![2]], ..Question::today() }),
        SimulationError::Index { found: 2, below: 2 }
    );
    let busy = check(
        json!({ "scenarios": [{ "id": "a", "frequency": { "type": "poisson", "rate": 1e6 }, "magnitude": 1.0 }] }),
    );
    assert_eq!(run(&busy, &settings(1, 20_001), &today).unwrap_err(), SimulationError::TooManyEvents);
}

/// What is kept and what is simulated anew give the same numbers.
#[test]
fn what_if_is_what_a_run_says() {
    for annual in [false, true] {
        let mut stated = model(M, 1.0);
        if !annual {
            stated["transfers"] = json!([]);
        }
        let model = check(stated);
        let question = Question { amounts: vec![100.0, 1e3, 5e3], joint: vec![vec![1]], ..Question::today() };
        let base = Base::new(&model, &settings(5, 5_000), &question).unwrap();
        for variant in [Variant::today(), Variant::with(&[0, 2]), Variant { without: vec![1], ..Variant::with(&[3]) }] {
            let asked = Question { variants: vec![Variant::today(), variant.clone()], ..question.clone() };
            let whole = run(&model, &settings(5, 5_000), &asked).unwrap();
            assert_eq!(base.outcome().variants[0], whole.variants[0]);
            assert_eq!(base.what_if(&variant).unwrap(), whole.variants[1]);
        }
    }
}
