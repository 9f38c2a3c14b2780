//! The exact engine against reference values, closed forms, Panjer's recursion, and properties that must hold.

use proptest::prelude::*;
use quant::{
    Cause, Checked, Control, Dist, Drive, Estimate, Factor, Frequency, Landing, Layer, Level, Loss, LossForm, Model,
    Objective, Place, Protection, Scenario, Secondary, Transfer, Variant, Worlds,
    exact::{Annual, ExactError, Grid, Of, Prepared, in_world, over_worlds, predictive},
};
use serde_json::Value;

fn grid(bits: u32) -> Grid {
    Grid { points: 1 << bits, reach: None }
}

fn reaching(bits: u32, reach: f64) -> Grid {
    Grid { points: 1 << bits, reach: Some(reach) }
}

fn ci(p05: f64, p95: f64) -> Dist {
    Dist::LognormalCi90 { p05, p95 }
}

fn pert(low: f64, mode: f64, high: f64) -> Dist {
    Dist::Pert { low, mode, high, gamma: 4.0 }
}

fn scenario(id: &str, rate: f64, magnitude: Dist) -> Scenario {
    Scenario::new(id, Frequency::poisson(rate), magnitude)
}

fn model(scenarios: Vec<Scenario>) -> Model {
    Model { scenarios, ..Model::default() }
}

fn checked(scenarios: Vec<Scenario>) -> Checked {
    model(scenarios).check().unwrap()
}

fn of_all(model: &Model, grid: &Grid) -> Annual {
    predictive(&model.check().unwrap(), &Variant::today(), Of::All, grid).unwrap()
}

#[track_caller]
fn near(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "found {found}, wanted {wanted} within {within}");
}

fn reference(case: &str) -> Value {
    let file: Value = serde_json::from_str(include_str!("reference.json")).unwrap();
    file["cases"][case]["expected"].clone()
}

/// Meets every number of a reference case: moments to 5e-9, quantiles to `rel`, probabilities to `abs`.
fn meets(case: &str, annual: &Annual, rel: f64, abs: f64) {
    for (name, value) in reference(case).as_object().unwrap() {
        let Some(wanted) = value.as_f64() else {
            for (amount, p) in value.as_object().unwrap() {
                let (amount, p) = (amount.parse().unwrap(), p.as_f64().unwrap());
                let found = annual.exceedance(amount);
                assert!((found - p).abs() < abs, "{case}: P(> {amount}) = {found}, wanted {p}");
            }
            continue;
        };
        let (found, within) = match name.as_str() {
            "mean" => (annual.mean(), 5e-9),
            "sd" => (annual.sd(), 5e-9),
            "p_zero" => (annual.p_none(), 5e-9),
            "p50" => (annual.quantile(0.5), rel),
            "p90" => (annual.quantile(0.9), rel),
            "p95" => (annual.quantile(0.95), rel),
            "p99" => (annual.quantile(0.99), rel),
            "tvar95" => (annual.shortfall(0.95), rel),
            "tvar99" => (annual.shortfall(0.99), rel),
            other => panic!("{other} is not tested"),
        };
        assert!((found - wanted).abs() <= within * wanted.max(1e-3), "{case} {name}: {found}, wanted {wanted}");
    }
}

fn r7() -> Vec<Scenario> {
    vec![
        scenario("a", 0.3, ci(50_000.0, 2e6)),
        scenario("b", 0.15, ci(100_000.0, 5e6)),
        scenario("c", 1.2, pert(20_000.0, 100_000.0, 900_000.0)),
    ]
}

/// Case R12 for any number of scenarios.
fn many(count: u32) -> Vec<Scenario> {
    let rates = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2];
    let one = |i: u32| {
        let low = 5_000.0 * f64::from(1 + i % 5);
        scenario(&format!("s{i}"), rates[i as usize % 8], ci(low, low * f64::from(10 + 5 * (i % 7))))
    };
    (0..count).map(one).collect()
}

#[test]
fn r0_poisson_exponential() {
    meets("R0", &of_all(&model(vec![scenario("a", 3.0, Dist::Exponential { mean: 1e5 })]), &grid(17)), 1e-5, 1e-7);
}

#[test]
fn r1_bernoulli_lognormal() {
    let frequency = Frequency::Bernoulli { probability: 0.1.into() };
    let annual = of_all(&model(vec![Scenario::new("a", frequency, ci(1e4, 1e6))]), &grid(18));
    meets("R1", &annual, 1e-5, 2e-7);
}

#[test]
fn r2_poisson_lognormal() {
    meets("R2", &of_all(&model(vec![scenario("a", 0.3, ci(5e4, 2e6))]), &grid(18)), 1e-5, 1e-7);
}

#[test]
fn r4_rate_drawn_each_year() {
    let each = |each_year| Frequency::Poisson { rate: pert(0.5, 2.0, 6.0), each_year };
    let case = |each_year| model(vec![Scenario::new("a", each(each_year), ci(5e4, 2e6))]);
    let annual = of_all(&case(true), &grid(18));
    meets("R4", &annual, 1e-5, 2e-7);
    // Of one year, a rate that is unknown is the same as one that varies.
    near(of_all(&case(false), &grid(14)).quantile(0.95), annual.quantile(0.95), 200.0);
    // Within a world only the rate that varies is still spread.
    let checked = case(true).check().unwrap();
    let world = Worlds::new(&checked, 1, 4).world(0, &Variant::today());
    near(in_world(&checked, &world, Of::All, &grid(14)).unwrap().mean(), annual.mean(), 1e-3);
}

#[test]
fn r5_poisson_pert() {
    let annual = of_all(&model(vec![scenario("a", 1.2, pert(2e4, 1e5, 9e5))]), &grid(17));
    meets("R5", &annual, 1e-5, 1e-7);
}

#[test]
fn r7_three_scenarios_and_r9_certainty() {
    let mut stated = model(r7());
    let losses: Vec<Landing> = ["a", "b", "c"].map(|s| Landing { scenario: s.into(), share: 1.0 }).to_vec();
    let holds = quant::Holds::LossAtMost { tolerance: 1e6 };
    stated.objectives = vec![Objective { id: "o".into(), losses, holds, further: vec![] }];
    let annual = of_all(&stated, &grid(18));
    meets("R7", &annual, 1e-5, 1e-7);
    let checked = stated.check().unwrap();
    let lands = predictive(&checked, &Variant::today(), Of::Objective(0), &grid(18)).unwrap();
    assert_eq!(lands.mass(), annual.mass());
    let baseline = Dist::Normal { mean: 12e6, sd: 2e6 }.law(Place::Any).unwrap();
    for (limit, wanted) in reference("R9")["certainty_R7"].as_object().unwrap() {
        let (limit, wanted) = (limit.parse().unwrap(), wanted.as_f64().unwrap());
        let found = annual.certainty(limit, Some(&baseline));
        // The reference integrates over the jump at no loss as if it were smooth, which leaves it up to 2e-5 off.
        near(found, wanted, 2e-5);
        near(found, certainty_by_parts(&annual, limit), 1e-7);
    }
    near(annual.certainty(1e6, None), 1.0 - 0.167_463_847_601_272, 1e-6);
    assert_eq!(lands.holds(&checked, 0), Some(annual.certainty(1e6, None)));
}

/// P(E - S >= limit) for E ~ N(12M, 2M): years without loss in closed form, the others by the midpoint rule over E.
fn certainty_by_parts(annual: &Annual, limit: f64) -> f64 {
    let density = |z: f64| libm::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
    let none = annual.p_none();
    let start = (limit - 12e6) / 2e6;
    let width = (9.0 - start) / 200_000.0;
    let at = |i: u32| start + (f64::from(i) + 0.5) * width;
    let with_loss = |z: f64| (annual.cdf(12e6 + 2e6 * z - limit) - none) * density(z) * width;
    none * quant::special::normal_cdf(-start) + (0..200_000).map(|i| with_loss(at(i))).sum::<f64>()
}

#[test]
fn r10_insurance_per_event() {
    let mut stated = model(vec![scenario("a", 0.3, ci(5e4, 2e6))]);
    let gross = of_all(&stated, &grid(16));
    stated.transfers = vec![Transfer {
        id: "policy".into(),
        scenarios: vec!["a".into()],
        per_event: Layer { retention: 250_000.0, limit: Some(2e6) },
        annual: Layer::default(),
    }];
    let net = of_all(&stated, &grid(16));
    let wanted = reference("R10");
    near(net.mean(), wanted["net_mean"].as_f64().unwrap(), 0.1);
    near(gross.mean() - net.mean(), wanted["ceded_mean"].as_f64().unwrap(), 0.1);
    near(net.p_none(), gross.p_none(), 1e-9);
    assert!(net.quantile(0.99) < gross.quantile(0.99));
}

#[test]
fn r12_a_hundred_scenarios() {
    meets("R12", &of_all(&model(many(100)), &grid(17)), 1e-5, 1e-6);
}

/// Panjer's recursion (1981) for Poisson events: the mass of the sum from the mass of one loss, both on multiples of one amount.
fn panjer(rate: f64, loss: &[f64], points: usize) -> Vec<f64> {
    let mut sum = vec![0.0; points];
    sum[0] = (rate * (loss[0] - 1.0)).exp();
    for n in 1..points {
        let part = |j: usize| j as f64 * loss[j] * sum[n - j];
        sum[n] = rate / n as f64 * (1..=n.min(loss.len() - 1)).map(part).sum::<f64>();
    }
    sum
}

fn few_values() -> Dist {
    Dist::Discrete { values: vec![0.0, 100.0, 200.0, 700.0], weights: vec![0.1, 0.4, 0.3, 0.2] }
}

#[test]
fn panjer_agrees_where_losses_are_multiples() {
    let wanted = panjer(2.5, &[0.1, 0.4, 0.3, 0.0, 0.0, 0.0, 0.0, 0.2], 100);
    let annual = of_all(&model(vec![scenario("a", 2.5, few_values())]), &grid(10));
    assert_eq!((annual.step, annual.error()), (100.0, 0.0));
    annual.mass().iter().zip(&wanted).for_each(|(found, wanted)| near(*found, *wanted, 1e-10));
    // Nothing is interpolated between multiples.
    let upto = |n: usize| wanted.iter().take(n + 1).sum::<f64>();
    near(annual.exceedance(300.0), 1.0 - upto(3), 1e-10);
    near(annual.exceedance(399.0), 1.0 - upto(3), 1e-10);
    assert_eq!(annual.quantile(upto(5)), 500.0);
}

#[test]
fn without_the_tilt_what_lies_beyond_the_grid_comes_back() {
    let wanted = panjer(2.5, &[0.1, 0.4, 0.3, 0.0, 0.0, 0.0, 0.0, 0.2], 64);
    // The grid ends at 6,400, in the midst of losses of 50 events a year.
    let wanted_many = panjer(20.0, &[0.1, 0.4, 0.3, 0.0, 0.0, 0.0, 0.0, 0.2], 64);
    let annual = |rate| of_all(&model(vec![scenario("a", rate, few_values())]), &reaching(6, 6_400.0));
    let worst =
        |found: &[f64], wanted: &[f64]| found.iter().zip(wanted).map(|(f, w)| (f - w).abs()).fold(0.0, f64::max);
    assert!(worst(annual(2.5).mass(), &wanted) < 1e-9);
    let tilted = annual(20.0);
    assert!(worst(tilted.mass(), &wanted_many) < 1e-7);
    near(tilted.beyond(), 1.0 - wanted_many.iter().sum::<f64>(), 1e-6);
    // The same transform without a tilt, by definition: what lies at n + 64 is found at n.
    let all = panjer(20.0, &[0.1, 0.4, 0.3, 0.0, 0.0, 0.0, 0.0, 0.2], 640);
    let wrapped: Vec<f64> = (0..64).map(|n| all.iter().skip(n).step_by(64).sum()).collect();
    assert!(worst(&wrapped, &wanted_many) > 0.01);
}

fn with_control(mut scenario: Scenario, control: &str, factor: Factor, multiplier: f64) -> Scenario {
    scenario.controls.push(Protection { control: control.into(), factor, multiplier: multiplier.into() });
    scenario
}

fn control(id: &str, reliability: f64) -> Control {
    Control { id: id.into(), reliability: reliability.into(), coverage: 1.0.into(), variant_efficacy: 0.0 }
}

#[test]
fn a_shared_control_that_is_down_is_down_for_both() {
    let protected = |s| with_control(s, "c", Factor::Frequency, 0.1);
    let mut stated =
        model(vec![protected(scenario("a", 1.0, 100.0.into())), protected(scenario("b", 2.0, 100.0.into()))]);
    stated.controls = vec![control("c", 0.8)];
    let annual = of_all(&stated, &grid(8));
    near(annual.p_none(), 0.8 * (-0.3_f64).exp() + 0.2 * (-3.0_f64).exp(), 1e-12);
    near(annual.mass()[1], 0.8 * 0.3 * (-0.3_f64).exp() + 0.2 * 3.0 * (-3.0_f64).exp(), 1e-10);
    // Var = E[rate] c^2 + Var[rate] c^2, with rate 0.3 or 3.
    let (mean, spread) = (0.8 * 0.3 + 0.2 * 3.0, 0.8 * 0.2 * 2.7 * 2.7);
    near(annual.mean(), 100.0 * mean, 1e-9);
    near(annual.sd(), 100.0 * (mean + spread).sqrt(), 1e-9);
    // Without a control, and with one that never fails.
    let checked = stated.check().unwrap();
    let none = |variant| predictive(&checked, &variant, Of::All, &grid(8)).unwrap().p_none();
    near(none(Variant::without_controls(&checked)), (-3.0_f64).exp(), 1e-12);
    near(none(Variant { certain: vec![0], ..Variant::today() }), (-0.3_f64).exp(), 1e-12);
}

#[test]
fn a_control_of_one_scenario_may_move_two_factors_together() {
    let two = with_control(scenario("a", 1.0, 100.0.into()), "c", Factor::Frequency, 0.5);
    let mut stated = model(vec![with_control(two, "c", Factor::Magnitude, 2.0)]);
    stated.controls = vec![control("c", 0.5)];
    let annual = of_all(&stated, &grid(8));
    near(annual.mean(), 0.5 * 0.5 * 200.0 + 0.5 * 100.0, 1e-9);
    near(annual.mass()[2], 0.5 * 0.5 * (-0.5_f64).exp() + 0.5 * 0.5 * (-1.0_f64).exp(), 1e-10);
}

#[test]
fn a_threat_level_makes_a_negative_binomial_number() {
    let follows = |id: &str, rate| Scenario { level: Some("l".into()), ..scenario(id, rate, 100.0.into()) };
    let of = |scenarios| Model { levels: vec![Level { id: "l".into(), variance: 0.5 }], ..model(scenarios) };
    // Shape 2, mean 3: P(0) = (1 + 3/2)^-2, P(1) = P(0) 2 (3/2) / (1 + 3/2).
    let none = 2.5_f64.powi(-2);
    let meets = |annual: Annual, within: f64| {
        near(annual.p_none(), none, within);
        near(annual.mass()[1], none * 2.0 * 1.5 / 2.5, within);
        near(annual.sd(), 100.0 * (3.0 + 0.5 * 9.0_f64).sqrt(), 100.0 * within.sqrt());
    };
    meets(of_all(&of(vec![follows("a", 3.0)]), &grid(10)), 1e-10);
    meets(of_all(&of(vec![follows("a", 1.0), follows("b", 2.0)]), &grid(10)), 1e-10);
    // A control that only one of them has makes the level be enumerated.
    let mut stated = of(vec![follows("a", 1.0), with_control(follows("b", 2.0), "c", Factor::Frequency, 1.0 + 1e-12)]);
    stated.controls = vec![control("c", 0.5)];
    meets(of_all(&stated, &grid(10)), 1e-8);
}

fn loss(amount: Dist) -> Loss {
    Loss { form: LossForm::Response, amount }
}

#[test]
fn secondary_loss_has_its_mean_and_variance() {
    let mut stated = scenario("a", 1.5, 0.0.into());
    (stated.frequency, stated.magnitude) = (None, None);
    stated.estimates = vec![Estimate {
        weight: 1.0,
        frequency: Frequency::poisson(1.5),
        primary: vec![loss(Dist::Exponential { mean: 1_000.0 }), loss(Dist::Uniform { low: 0.0, high: 600.0 })],
        secondary: Some(Secondary {
            probability: 0.25.into(),
            losses: vec![loss(Dist::Exponential { mean: 8_000.0 })],
        }),
        assumes: vec![],
    }];
    let annual = of_all(&model(vec![stated]), &grid(14));
    let primary = 1_300.0;
    let second = 1e6 + 30_000.0 + primary * primary + 0.25 * (2.0 * 64e6 + 2.0 * primary * 8_000.0);
    near(annual.mean(), 1.5 * (primary + 0.25 * 8_000.0), 1e-6);
    near(annual.sd(), (1.5 * second).sqrt(), 1e-6);
    // The grid agrees with the closed forms.
    let on_grid = |power: i32| {
        annual.mass().iter().enumerate().map(|(j, m)| m * (j as f64 * annual.step).powi(power)).sum::<f64>()
    };
    near(on_grid(1), annual.mean(), 1e-3 * annual.mean());
    near((on_grid(2) - on_grid(1).powi(2)).sqrt(), annual.sd(), 5e-3 * annual.sd());
}

fn transfer(id: &str, scenarios: &[&str], per_event: Layer, annual: Layer) -> Transfer {
    Transfer { id: id.into(), scenarios: scenarios.iter().map(|s| s.to_string()).collect(), per_event, annual }
}

#[test]
fn a_transfer_of_the_years_sum_is_applied_to_the_sum() {
    let mut stated = model(vec![scenario("a", 1.0, 100.0.into()), scenario("b", 1.0, 200.0.into())]);
    let gross = of_all(&stated, &grid(10));
    let layer = Layer { retention: 200.0, limit: Some(300.0) };
    stated.transfers = vec![transfer("t", &["a", "b"], Layer::default(), layer)];
    let net = of_all(&stated, &grid(10));
    assert_eq!(net.step, 100.0);
    near(net.p_none(), gross.p_none(), 1e-10);
    // Sums of 200 to 500 all leave 200; 600 leaves 300.
    near(net.mass()[2], gross.mass()[2..=5].iter().sum(), 1e-10);
    near(net.mass()[3], gross.mass()[6], 1e-10);
    let paid: f64 = gross.mass().iter().enumerate().map(|(j, m)| m * layer.pays(100.0 * j as f64)).sum();
    near(net.mean(), gross.mean() - paid, 1e-3);
    // One scenario's part of it cannot be told.
    let alone = predictive(&stated.check().unwrap(), &Variant::today(), Of::Scenario(0), &grid(10));
    assert!(matches!(alone, Err(ExactError::NeedsSimulation(_))));
}

#[test]
fn an_unlimited_transfer_leaves_the_retention() {
    let mut stated = model(vec![scenario("a", 0.4, Dist::Pareto { minimum: 1e4, shape: 1.1 })]);
    stated.transfers = vec![transfer("t", &["a"], Layer { retention: 5e4, limit: None }, Layer::default())];
    let net = of_all(&stated, &grid(14));
    // E[min(X, r)] of a Pareto law: (a m - m^a r^(1-a)) / (a - 1).
    let limited = (1.1 * 1e4 - 1e4_f64.powf(1.1) * 5e4_f64.powf(-0.1)) / 0.1;
    near(net.mean(), 0.4 * limited, 1e-3 * limited);
    // A single event beyond the retention leaves just that.
    let single = (-0.4_f64).exp() * 0.4 * 0.2_f64.powf(1.1);
    let at_retention = net.exceedance(49_800.0) - net.exceedance(50_200.0);
    assert!(at_retention > single && at_retention < 1.1 * single, "{at_retention} {single}");
    assert!(net.sd().is_finite() && net.beyond() < 1e-4);
}

#[test]
fn heavy_tails_say_what_lies_beyond() {
    for law in [Dist::Pareto { minimum: 1e4, shape: 1.1 }, Dist::Lognormal { mu: 11.0, sigma: 2.5 }] {
        let annual = of_all(&model(vec![scenario("a", 0.3, law.clone())]), &grid(16));
        assert!(annual.beyond() < 1e-4, "{law:?} {}", annual.beyond());
        // The density of the Pareto law jumps at its least value: there the grid rounds most.
        assert!(annual.error() < 0.05 && annual.reach() > annual.quantile(0.999), "{}", annual.error());
        // Far out a sum exceeds what its greatest loss exceeds (subexponential laws).
        let x = annual.quantile(0.999);
        let single = 0.3 * law.law(Place::Amount).unwrap().sf(x);
        assert!((annual.exceedance(x) / single - 1.0).abs() < 0.2, "{law:?}");
        assert!(annual.shortfall(0.99) > annual.quantile(0.99));
        assert_eq!(annual.quantile(1.0), f64::INFINITY);
    }
}

/// The greatest difference of exceedance at the first one's quantiles, amounts multiplied by `scale` for the second.
fn apart(a: &Annual, b: &Annual, scale: f64) -> f64 {
    let places = (1..100).map(|i| a.quantile(f64::from(i) / 100.0)).filter(|x| *x > 0.0);
    places.map(|x| (a.exceedance(x) - b.exceedance(x * scale)).abs()).fold(0.0, f64::max)
}

#[test]
fn what_must_not_matter_does_not() {
    let annual = of_all(&model(r7()), &reaching(14, 2e7));
    let scaled = |s: f64| {
        let by = |low: f64, high: f64| ci(low * s, high * s);
        model(vec![
            scenario("a", 0.3, by(5e4, 2e6)),
            scenario("b", 0.15, by(1e5, 5e6)),
            scenario("c", 1.2, pert(2e4 * s, 1e5 * s, 9e5 * s)),
        ])
    };
    assert!(apart(&annual, &of_all(&scaled(7.3), &reaching(14, 2e7 * 7.3)), 7.3) < 1e-9);
    let mut split = r7();
    split[2] = scenario("c", 0.6, pert(20_000.0, 100_000.0, 900_000.0));
    split.push(scenario("d", 0.6, pert(20_000.0, 100_000.0, 900_000.0)));
    assert!(apart(&annual, &of_all(&model(split), &reaching(14, 2e7)), 1.0) < 1e-10);
    let reversed = r7().into_iter().rev().collect();
    assert!(apart(&annual, &of_all(&model(reversed), &reaching(14, 2e7)), 1.0) < 1e-12);
    // Halves of three scenarios are half the sum.
    let shares = [(0, 0.5), (1, 0.5), (2, 0.5)];
    let halves = predictive(&checked(r7()), &Variant::today(), Of::Shares(&shares), &reaching(14, 1e7)).unwrap();
    assert!(apart(&annual, &halves, 0.5) < 1e-9);
}

#[test]
fn many_scenarios_together_are_what_they_are_apart() {
    let checked = checked(many(6));
    let grid = reaching(14, 5e6);
    let together = predictive(&checked, &Variant::today(), Of::All, &grid).unwrap();
    let world = Worlds::new(&checked, 1, 1).world(0, &Variant::today());
    let prepared = Prepared::around(&checked, &world, Of::All, &grid, 3).unwrap();
    assert!(apart(&together, &prepared.in_world(&world).unwrap(), 1.0) < 1e-8);
    // Without scenario 3 the prepared rest alone is left.
    let without = Variant { without_scenarios: vec![3], ..Variant::today() };
    let less = prepared.in_world(&Worlds::new(&checked, 1, 1).world(0, &without)).unwrap();
    let wanted = predictive(&checked, &without, Of::All, &grid).unwrap();
    assert!(apart(&wanted, &less, 1.0) < 1e-8);
    near(less.mean(), wanted.mean(), 1e-6);
}

#[test]
fn worlds_average_to_the_predictive_distribution() {
    let rate = Dist::Range { low: 0.2, high: 1.0, mode: None };
    let uncertain = Scenario::new("a", Frequency::poisson(rate), ci(1e4, 3e5));
    let mut stated = model(vec![with_control(uncertain, "c", Factor::Magnitude, 0.5)]);
    let reliability = Dist::Trials { hits: 8.0, trials: 10.0 };
    stated.controls = vec![Control { reliability, ..control("c", 1.0) }];
    let checked = stated.check().unwrap();
    let grid = reaching(12, 1e7);
    let one = predictive(&checked, &Variant::today(), Of::All, &grid).unwrap();
    let banded = over_worlds(&checked, &Variant::today(), Of::All, &grid, 7, 500).unwrap();
    assert!(apart(&one, &banded.mean, 1.0) < 2e-3, "{}", apart(&one, &banded.mean, 1.0));
    near(banded.mean.mean(), one.mean(), 0.01 * one.mean());
    let (_, band) = banded.exceedance(&[1e5])[0];
    assert!(band.low < band.mean && band.mean < band.high);
    near(band.mean, banded.mean.exceedance(1e5), 1e-9);
}

#[test]
fn impossible_requests_are_refused() {
    let checked = checked(r7());
    let ask = |of, grid: &Grid| predictive(&checked, &Variant::today(), of, grid).unwrap_err();
    assert!(matches!(ask(Of::All, &Grid { points: 1_000, reach: None }), ExactError::Grid { .. }));
    assert!(matches!(ask(Of::All, &reaching(10, f64::NAN)), ExactError::Grid { .. }));
    assert!(matches!(ask(Of::Scenario(3), &grid(10)), ExactError::Unknown { index: 3, .. }));
    assert!(matches!(ask(Of::Shares(&[(0, -1.0)]), &grid(10)), ExactError::Share { .. }));
    assert!(matches!(ask(Of::Shares(&[(0, 1.0), (0, 1.0)]), &grid(10)), ExactError::Twice(0)));
}

fn any_law() -> impl Strategy<Value = Dist> {
    let amount = || prop_oneof![Just(0.0), 1e-3..1e9_f64];
    prop_oneof![
        amount().prop_map(Dist::constant),
        (amount(), amount()).prop_map(|(a, b)| Dist::Uniform { low: a.min(b), high: a.max(b) }),
        (amount(), amount(), 0.0..=1.0).prop_map(|(a, b, m)| {
            let (low, high) = (a.min(b), a.max(b));
            Dist::Pert { low, mode: low + m * (high - low), high, gamma: 4.0 }
        }),
        (-5.0..20.0, 0.0..7.0).prop_map(|(mu, sigma)| Dist::Lognormal { mu, sigma }),
        (0.01..50.0, 1e-3..1e6).prop_map(|(shape, scale)| Dist::Gamma { shape, scale }),
        (0.1..5.0, 1e-3..1e6).prop_map(|(shape, scale)| Dist::Weibull { shape, scale }),
        (1e-3..1e6, 1.001..5.0).prop_map(|(minimum, shape)| Dist::Pareto { minimum, shape }),
        (0.0..1e5, 1e-3..1e6, 0.0..0.99).prop_map(|(threshold, scale, shape)| Dist::GeneralisedPareto {
            threshold,
            scale,
            shape
        }),
        prop::collection::vec(amount(), 1..5).prop_map(|values| Dist::Empirical { values }),
        (0.0..15.0, 0.1..3.0, amount())
            .prop_map(|(mu, sigma, at)| Dist::Capped { of: Box::new(Dist::Lognormal { mu, sigma }), at }),
    ]
}

fn any_model() -> impl Strategy<Value = Model> {
    let rate = prop_oneof![Just(0.0), 1e-6..50.0_f64, Just(3_000.0)];
    let uncertain = (0.0..3.0, 0.1..20.0).prop_map(|(events, years)| Dist::Events { events, years });
    let frequency = prop_oneof![
        rate.prop_map(Frequency::poisson),
        (0.0..=1.0).prop_map(|p: f64| Frequency::Bernoulli { probability: p.into() }),
        (uncertain, any::<bool>()).prop_map(|(rate, each_year)| Frequency::Poisson { rate, each_year }),
    ];
    let factor = || prop_oneof![Just(Factor::Frequency), Just(Factor::Magnitude), Just(Factor::SecondaryProbability)];
    let switch = || prop::option::of((factor(), 0.0..3.0));
    let one = (frequency, any_law(), prop::option::of((0.0..=1.0, any_law())), switch(), switch(), any::<bool>());
    let layer = || {
        (prop_oneof![Just(0.0), 0.0..1e6], prop::option::of(0.0..1e7))
            .prop_map(|(retention, limit)| Layer { retention, limit })
    };
    let transfer_of = (layer(), layer(), any::<bool>(), any::<bool>());
    (prop::collection::vec(one, 1..4), 0.0..=1.0, 0.01..20.0, prop::option::of(transfer_of)).prop_map(
        |(parts, on, variance, transfers)| {
            let mut stated = Model {
                controls: vec![control("c", on)],
                causes: vec![Cause { id: "w".into(), probability: (1.0 - on).into() }],
                levels: vec![Level { id: "l".into(), variance }],
                ..Model::default()
            };
            for (i, (frequency, primary, secondary, protects, drives, follows)) in parts.into_iter().enumerate() {
                let level = (follows && !matches!(frequency, Frequency::Bernoulli { .. })).then(|| "l".to_owned());
                let mut scenario = Scenario { level, ..Scenario::new(format!("s{i}"), frequency.clone(), 0.0.into()) };
                (scenario.frequency, scenario.magnitude) = (None, None);
                let secondary =
                    secondary.map(|(p, law): (f64, Dist)| Secondary { probability: p.into(), losses: vec![loss(law)] });
                let primary = vec![loss(primary)];
                scenario.estimates = vec![Estimate { weight: 1.0, frequency, primary, secondary, assumes: vec![] }];
                if let Some((factor, by)) = protects {
                    scenario = with_control(scenario, "c", factor, by);
                }
                let drive = |(factor, by): (Factor, f64)| Drive { cause: "w".into(), factor, multiplier: by.into() };
                scenario.causes = drives.map(drive).into_iter().collect();
                stated.scenarios.push(scenario);
            }
            if let Some((per_event, annual, all, pooled)) = transfers {
                let (per_event, annual) =
                    if pooled { (Layer::default(), annual) } else { (per_event, Layer::default()) };
                let upto = if all { stated.scenarios.len() } else { 1 };
                let ids: Vec<&str> = stated.scenarios.iter().take(upto).map(|s| s.id.as_str()).collect();
                stated.transfers = vec![transfer("t", &ids, per_event, annual)];
            }
            stated
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn what_is_accepted_is_a_distribution(stated in any_model()) {
        let Ok(checked) = stated.check() else { return Ok(()) };
        let world = Worlds::new(&checked, 1, 3).world(1, &Variant::today());
        let grid = grid(8);
        for annual in [predictive(&checked, &Variant::today(), Of::All, &grid), in_world(&checked, &world, Of::All, &grid)] {
            let annual = match annual {
                Ok(annual) => annual,
                Err(ExactError::NeedsSimulation(_) | ExactError::TooGreat(_)) => continue,
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            };
            prop_assert!(annual.mass().iter().all(|m| (0.0..=1.0).contains(m)));
            prop_assert!((-1e-9..=1.0).contains(&annual.beyond()) && annual.error() >= 0.0);
            prop_assert!(annual.mean() >= 0.0 && annual.mean().is_finite() && annual.sd() >= 0.0, "{} {}", annual.mean(), annual.sd());
            prop_assert!((0.0..=1.0).contains(&annual.p_none()));
            let mut last = 0.0;
            for p in [0.0, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0] {
                let q = annual.quantile(p);
                prop_assert!(q >= last, "{p}: {q} after {last}");
                last = q;
                prop_assert!(annual.shortfall(p) >= q);
            }
            prop_assert!(annual.exceedance(0.0) <= 1.0 - annual.p_none() + 1e-9);
        }
    }
}

#[test]
fn a_live_grid_is_fine_enough() {
    for stated in [model(vec![scenario("a", 0.3, ci(5e4, 2e6))]), model(r7())] {
        let (live, fine) = (of_all(&stated, &Grid::LIVE), of_all(&stated, &grid(17)));
        assert!(apart(&fine, &live, 1.0) <= live.error() && live.error() < 0.01);
        for amount in [3e5, 1e6, 5e6] {
            near(live.exceedance(amount), fine.exceedance(amount), 1e-4);
        }
    }
}
