//! The simulation against closed forms.

use quant::{Checked, Model, Variant, simulate::*, special::gamma_p};
use serde_json::{Value, json};

fn check(model: Value) -> Checked {
    serde_json::from_value::<Model>(model).unwrap().check().unwrap()
}

fn settings(worlds: usize, years_per_world: usize) -> Settings {
    Settings { seed: 11, worlds, years_per_world, threads: 2 }
}

fn today(model: &Checked, settings: Settings) -> VariantOutcome {
    run(model, &settings, &Question::today()).unwrap().variants.remove(0)
}

fn poisson(id: &str, rate: f64) -> Value {
    json!({ "id": id, "frequency": { "type": "poisson", "rate": rate }, "magnitude": 1000.0 })
}

#[track_caller]
fn near(found: Estimated, expected: f64) {
    assert!(found.error > 0.0 && (found.value - expected).abs() < 4.5 * found.error, "{found:?}, expected {expected}");
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

/// A control that is down is down for both: P(no loss) = R e^(-m (a + b)) + (1 - R) e^(-(a + b)), more than the product.
#[test]
fn a_shared_control_fails_for_everyone() {
    let mut scenarios = [poisson("a", 0.6), poisson("b", 0.9)];
    for s in &mut scenarios {
        s["controls"] = json!([{ "control": "c", "multiplier": 0.1 }]);
    }
    let holds = json!({ "type": "loss_at_most", "tolerance": 0.0 });
    let model = check(json!({ "scenarios": scenarios, "controls": [{ "id": "c", "reliability": 0.8 }],
        "objectives": [{ "id": "a", "losses": [{ "scenario": "a" }], "holds": holds },
                       { "id": "b", "losses": [{ "scenario": "b" }], "holds": holds }] }));
    let none = |rate: f64| 0.8 * (-0.1 * rate).exp() + 0.2 * (-rate).exp();
    let found = today(&model, settings(1, 400_000));
    let of = |c: Certainty| Estimated { value: c.mean, error: c.error };
    near(found.total.p_none, none(1.5));
    near(of(found.joint), none(1.5));
    near(of(found.objectives[0].certainty), none(0.6));
    near(of(found.objectives[1].certainty), none(0.9));
    assert!(found.joint.mean - none(0.6) * none(0.9) > 20.0 * found.joint.error);
    near(found.total.mean, 1.5 * 1000.0 * (0.8 * 0.1 + 0.2));
}

/// Without the control, and with one that never fails: events that the reference does not have come from streams of their own.
#[test]
fn variants_have_their_own_rates() {
    let mut scenario = poisson("a", 0.6);
    scenario["controls"] = json!([{ "control": "c", "multiplier": 0.1 }, { "control": "d", "multiplier": 0.5 }]);
    let controls = json!([{ "id": "c", "reliability": 0.8 }, { "id": "d", "reliability": 0.9 }]);
    let model = check(json!({ "scenarios": [scenario], "controls": controls }));
    let variants = vec![
        Variant::today(),
        Variant::without_controls(&model),
        Variant { certain: vec![0, 1], ..Variant::today() },
        Variant { without_scenarios: vec![0], ..Variant::today() },
    ];
    let found = run(&model, &settings(1, 400_000), &Question::variants(variants.clone())).unwrap().variants;
    let means = [600.0 * 0.28 * 0.55, 600.0, 600.0 * 0.05];
    for (found, mean) in found.iter().zip(means) {
        near(found.total.mean, mean);
        near(found.scenarios[0], mean);
        let saved = found.saved.mean;
        assert!((saved.value - (means[0] - mean)).abs() <= 4.5 * saved.error, "{saved:?}");
    }
    near(found[1].total.p_none, (-0.6_f64).exp());
    assert_eq!(found[3].total.mean.value, 0.0);
    assert_eq!(found[3].total.p_none.value, 1.0);
    // The same from the other side: the reference has nothing, the other all.
    let turned: Vec<Variant> = variants.into_iter().rev().collect();
    let found = run(&model, &settings(1, 400_000), &Question::variants(turned)).unwrap().variants;
    near(found[1].total.mean, means[2]);
    near(found[2].total.p_none, (-0.6_f64).exp());
}

/// Mean rate (P + q S), variance rate (E P^2 + 2 q P S + q E S^2).
#[test]
fn reactions_add_their_moments() {
    let (rate, q, p, s) = (0.8, 0.3, 2_000.0, 30_000.0);
    let estimate = json!({ "frequency": { "type": "poisson", "rate": rate },
        "primary": [{ "amount": { "type": "exponential", "mean": p / 2.0 } },
                    { "amount": { "type": "exponential", "mean": p / 2.0 }, "form": "response" }],
        "secondary": { "probability": q, "losses": [{ "amount": { "type": "exponential", "mean": s } }] } });
    let model = check(json!({ "scenarios": [{ "id": "a", "estimates": [estimate] }] }));
    let found = today(&model, settings(1, 400_000));
    let variance: f64 = rate * (1.5 * p * p + 2.0 * q * p * s + q * 2.0 * s * s);
    near(found.total.mean, rate * (p + q * s));
    assert!((found.total.sd / variance.sqrt() - 1.0).abs() < 0.02, "{} {}", found.total.sd, variance.sqrt());
    assert!((found.scenarios[0].error / found.total.mean.error - 1.0).abs() < 0.02);
}

/// A gamma factor of variance v makes counts negative binomial: P(no loss) = (1 + rate v)^(-1/v), for scenarios together too.
#[test]
fn a_threat_level_moves_its_scenarios_together() {
    let mut scenarios = [poisson("a", 0.5), poisson("b", 1.0)];
    for s in &mut scenarios {
        s["level"] = json!("crime");
    }
    let model = check(json!({ "scenarios": scenarios, "levels": [{ "id": "crime", "variance": 0.8 }] }));
    let found = today(&model, settings(1, 400_000));
    near(found.total.p_none, (1.0 + 1.5 * 0.8_f64).powf(-1.0 / 0.8));
    near(found.total.mean, 1500.0);
    near(found.scenarios[0], 500.0);
    // Variance of a negative binomial count: rate + v rate^2.
    let sd = 1000.0 * (1.5 + 0.8 * 2.25_f64).sqrt();
    assert!((found.total.sd / sd - 1.0).abs() < 0.02, "{} {sd}", found.total.sd);
    assert!((found.scenarios[1].error * 400_000_f64.sqrt() / (1000.0 * 1.8_f64.sqrt()) - 1.0).abs() < 0.02);
}

/// Kolmogorov-Smirnov on the years with losses, a binomial test on those without; the sum of n exponentials is gamma(n).
#[test]
fn a_compound_has_its_distribution() {
    let rate = 1.3;
    let magnitude = json!({ "type": "exponential", "mean": 1.0 });
    let scenario = json!({ "id": "a", "frequency": { "type": "poisson", "rate": rate }, "magnitude": magnitude });
    let years = 200_000;
    let mut losses =
        columns(&check(json!({ "scenarios": [scenario] })), settings(1, years), &[Variant::today()]).remove(0);
    losses.sort_unstable_by(f64::total_cmp);
    let none = losses.partition_point(|x| *x <= 0.0);
    let atom = f64::exp(-rate);
    let z = (none as f64 - years as f64 * atom) / (years as f64 * atom * (1.0 - atom)).sqrt();
    assert!(z.abs() < 4.5, "{z}");
    let cdf = |x: f64| {
        let mut weight = atom;
        let below = (1..40).map(|n| {
            weight *= rate / f64::from(n);
            weight * gamma_p(f64::from(n), x)
        });
        below.sum::<f64>() / (1.0 - atom)
    };
    let some = &losses[none..];
    let n = some.len() as f64;
    let off = some.iter().enumerate().step_by(7).map(|(i, x)| (cdf(*x) - (i as f64 + 0.5) / n).abs());
    let distance = off.fold(0.0, f64::max) * n.sqrt();
    assert!(distance < 2.23, "P(sqrt(n) D > 2.23) = 1e-4; found {distance}");
}

/// The same stream for every scenario would make them move together.
#[test]
fn scenarios_are_independent() {
    let of = |id: &str| json!({ "id": id, "losses": [{ "scenario": id }], "holds": { "type": "loss_at_most", "tolerance": 0.0 } });
    let model = check(json!({ "scenarios": [poisson("a", 1.0), poisson("b", 1.0)], "objectives": [of("a"), of("b")] }));
    let (mut product, years) = (0.0, 200_000);
    yearly(&model, &settings(1, years), &[Variant::today()], |y| {
        product += y
            .objective(0, 0)
            .iter()
            .zip(y.objective(0, 1))
            .map(|(a, b)| (a / 1e3 - 1.0) * (b / 1e3 - 1.0))
            .sum::<f64>();
    })
    .unwrap();
    let correlation = product / years as f64;
    assert!(correlation.abs() < 4.5 / (years as f64).sqrt(), "{correlation}");
}

/// Certainty of no loss is e^(-rate); the band over worlds is that of the rate, without the noise of 250 years a world.
#[test]
fn a_band_is_what_the_estimate_leaves_open() {
    let mut scenario = poisson("a", 0.0);
    scenario["frequency"]["rate"] = json!({ "type": "uniform", "low": 0.1, "high": 0.5 });
    let model = check(json!({ "scenarios": [scenario], "objectives": [{ "id": "o", "losses": [{ "scenario": "a" }],
        "holds": { "type": "loss_at_most", "tolerance": 0.0 } }] }));
    let found = today(&model, settings(800, 250)).objectives.remove(0).certainty;
    let (low, high) = found.band;
    assert!((low - (-0.48_f64).exp()).abs() < 0.015 && (high - (-0.12_f64).exp()).abs() < 0.015, "{found:?}");
    assert!((found.mean - ((-0.1_f64).exp() - (-0.5_f64).exp()) / 0.4).abs() < 4.5 * found.error, "{found:?}");
}

/// Errors are what they say: over seeds, deviations divided by them have variance 1.
#[test]
fn errors_are_calibrated() {
    let model = check(json!({ "scenarios": [poisson("a", 0.7)] }));
    let (mut mean, mut none) = (0.0, 0.0);
    for seed in 0..300 {
        let found = today(&model, Settings { seed, worlds: 4, years_per_world: 500, threads: 1 }).total;
        mean += ((found.mean.value - 700.0) / found.mean.error).powi(2) / 300.0;
        none += ((found.p_none.value - (-0.7_f64).exp()) / found.p_none.error).powi(2) / 300.0;
    }
    // Standard error of such a mean is sqrt(2 / 300) = 0.08; worlds that differ by chance make errors a little too large.
    assert!((0.6..1.35).contains(&mean) && (0.6..1.35).contains(&none), "{mean} {none}");
}

/// With an annual layer of everything above a retention, no year costs more than it, and what scenarios keep adds up.
#[test]
fn a_stop_loss_stops_losses() {
    let scenarios = json!([poisson("a", 1.0), poisson("b", 2.0), poisson("c", 0.5)]);
    let stop = json!({ "id": "stop", "scenarios": ["a", "b"], "annual": { "retention": 2500.0, "limit": 2000.0 } });
    let gross = check(json!({ "scenarios": scenarios }));
    let net = check(json!({ "scenarios": scenarios, "transfers": [stop],
        "treatments": [{ "id": "avoid c", "avoids": ["c"] }] }));
    let without_c = Variant { without_scenarios: vec![2], ..Variant::today() };
    let gross = columns(&gross, settings(1, 20_000), std::slice::from_ref(&without_c)).remove(0);
    let both = columns(&net, settings(1, 20_000), &[Variant::today(), Variant::with(&[0])]);
    for (gross, net) in gross.iter().zip(&both[1]) {
        let expected = gross - (gross - 2500.0).clamp(0.0, 2000.0);
        assert!((net - expected).abs() < 1e-6, "{gross} {net}");
    }
    let found = today(&net, settings(1, 20_000));
    let sum: f64 = found.scenarios.iter().map(|s| s.value).sum();
    assert!((sum / found.total.mean.value - 1.0).abs() < 1e-9);
    assert_eq!(found.scenarios[2].value, both[0].iter().zip(&both[1]).map(|(x, y)| x - y).sum::<f64>() / 20_000.0);
}
