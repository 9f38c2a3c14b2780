use super::*;
use crate::decide::*;
use crate::{Cause, Control, Drive, Estimate, Layer, Loss, LossForm, Protection, Secondary, Transfer, Variant, Worlds};

fn ci(p05: f64, p95: f64) -> Dist {
    Dist::LognormalCi90 { p05, p95 }
}

fn range(low: f64, high: f64) -> Dist {
    Dist::Range { low, high, mode: None }
}

/// Everything that can move a mean: pooled estimates, secondary loss, layered controls with uncertain coverage, an assumed control, a cause, and treatments
/// through a control.
fn everything() -> Model {
    let secondary = Secondary {
        probability: range(0.1, 0.3),
        losses: vec![Loss { form: LossForm::Reputation, amount: ci(1e4, 1e6) }],
    };
    let estimate = |rate, amount, assumes: &[&str]| Estimate {
        weight: 1.0,
        frequency: Frequency::poisson(rate),
        primary: vec![Loss { form: LossForm::Response, amount }],
        secondary: Some(secondary.clone()),
        assumes: assumes.iter().map(|c| (*c).to_owned()).collect(),
    };
    let protect = |control: &str, factor, multiplier| Protection { control: control.into(), factor, multiplier };
    let mut first = scenario("a", 1.0, 1.0);
    (first.frequency, first.magnitude) = (None, None);
    first.estimates =
        vec![estimate(range(0.2, 0.8), ci(1e4, 2e5), &["c1"]), estimate(range(0.5, 2.0), ci(1e4, 1e5), &[])];
    first.controls = vec![
        protect("c1", Factor::Frequency, range(0.3, 0.6)),
        protect("c2", Factor::Frequency, 0.5.into()),
        protect("c2", Factor::Magnitude, range(0.4, 0.9)),
    ];
    first.causes = vec![Drive { cause: "storm".into(), factor: Factor::SecondaryProbability, multiplier: 1.5.into() }];
    let mut second = scenario("b", range(0.1, 1.0), ci(1e4, 1e6));
    second.controls = vec![protect("c2", Factor::Frequency, 0.3.into())];
    let control = |id: &str, reliability, coverage, variant_efficacy| Control {
        id: id.into(),
        reliability,
        coverage,
        variant_efficacy,
    };
    let through = |scenario: &str, factor, multiplier| TreatmentEffect {
        through: Some("c2".into()),
        ..effect(scenario, factor, multiplier)
    };
    Model {
        scenarios: vec![first, second],
        controls: vec![
            control("c1", range(0.7, 0.95), 1.0.into(), 0.0),
            control("c2", 0.8.into(), range(0.5, 0.9), 0.2),
        ],
        causes: vec![Cause { id: "storm".into(), probability: range(0.05, 0.2) }],
        treatments: vec![
            Treatment {
                id: "t".into(),
                cost: 1e4,
                effects: vec![
                    through("a", Factor::Frequency, range(0.2, 0.5)),
                    through("b", Factor::Magnitude, 0.5.into()),
                ],
                ..Treatment::default()
            },
            treatment("u", 2e4, &[("a", 0.7), ("b", 0.6)]),
        ],
        ..Model::default()
    }
}

#[test]
fn the_closed_form_is_the_mean_over_worlds() {
    let model = checked(everything());
    let worlds = Worlds::new(&model, 7, 4_000);
    let reliability = crate::Dist::Beta { alpha: 9.0, beta: 3.0 }.law(crate::Place::Share).unwrap();
    let variants = [
        Variant::today(),
        Variant::with(&[0]),
        Variant::with(&[0, 1]),
        Variant::without_controls(&model),
        Variant { certain: vec![1], treatments: vec![0], ..Variant::default() },
        Variant { reliability: vec![(0, reliability)], ..Variant::default() },
        Variant { without_scenarios: vec![0], ..Variant::default() },
    ];
    for variant in variants {
        let means = world_means(&worlds, &variant);
        let n = means.len() as f64;
        let mean = means.iter().sum::<f64>() / n;
        let sd = (means.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>() / n).sqrt();
        let closed = mean_loss(&model, &variant);
        assert!(!closed.estimated);
        let tolerance = 4.0 * sd / n.sqrt() + 3e-4 * mean;
        assert!((closed.value - mean).abs() < tolerance, "{variant:?}: {} {mean} +- {tolerance}", closed.value);
    }
}

fn insured(id: &str, scenarios: &[&str], per_event: Layer, annual: Layer) -> Transfer {
    Transfer { id: id.into(), scenarios: scenarios.iter().map(|s| (*s).to_owned()).collect(), per_event, annual }
}

#[test]
fn a_layer_pays_its_limited_expected_value() {
    // Reference case R10.
    let layer = Layer { retention: 250_000.0, limit: Some(2e6) };
    let model = Model {
        scenarios: vec![scenario("s", 0.3, ci(50_000.0, 2e6))],
        transfers: vec![insured("i", &["s"], layer, Layer::default())],
        ..Model::default()
    };
    let mean = mean_loss(&checked(model), &Variant::today());
    assert!(mean.estimated && (mean.value / 80_085.716_032_201_67 - 1.0).abs() < 1e-9, "{mean:?}");
}

#[test]
fn a_layer_on_several_forms_is_nearly_exact() {
    // Uniform(0, 1) + uniform(0, 1) above 1, paid in full: E[(X - 1)+] = 1/6.
    let unit = || Loss { form: LossForm::Response, amount: Dist::Uniform { low: 0.0, high: 1.0 } };
    let mut s = scenario("s", 1.0, 1.0);
    (s.frequency, s.magnitude) = (None, None);
    s.estimates = vec![Estimate {
        weight: 1.0,
        frequency: Frequency::poisson(1.0),
        primary: vec![unit(), unit()],
        secondary: None,
        assumes: vec![],
    }];
    for limit in [None, Some(5.0)] {
        let layer = Layer { retention: 1.0, limit };
        let transfers = vec![insured("i", &["s"], layer, Layer::default())];
        let mean =
            mean_loss(&checked(Model { scenarios: vec![s.clone()], transfers, ..Model::default() }), &Variant::today());
        assert!((mean.value - 5.0 / 6.0).abs() < 3e-3, "{mean:?}");
    }
}

#[test]
fn an_annual_layer_is_estimated_and_says_so() {
    // 100 an event, one event a year on average, 100 a year paid at most: 100 (1 - 1/e) is paid.
    let annual = Layer { retention: 0.0, limit: Some(100.0) };
    let cover = Treatment {
        id: "i".into(),
        cost: 1.0,
        transfers: vec![insured("i", &["s"], Layer::default(), annual)],
        ..Treatment::default()
    };
    let model =
        checked(Model { scenarios: vec![scenario("s", 1.0, 100.0)], treatments: vec![cover], ..Model::default() });
    let mean = mean_loss(&model, &Variant::with(&[0]));
    assert!(mean.estimated && (mean.value - 100.0 / std::f64::consts::E).abs() < 2.0, "{mean:?}");
    let found = portfolio(&model, &Question::default()).unwrap();
    assert!(found.estimated && found.best[0].treatments == [0]);
}

#[test]
fn a_probability_stops_at_one() {
    let mut s = Scenario::new("s", Frequency::Bernoulli { probability: 0.6.into() }, 10.0.into());
    s.causes = vec![Drive { cause: "storm".into(), factor: Factor::Frequency, multiplier: 3.0.into() }];
    let causes = vec![Cause { id: "storm".into(), probability: 0.5.into() }];
    let mean = mean_loss(&checked(Model { scenarios: vec![s], causes, ..Model::default() }), &Variant::today());
    assert!((mean.value - 8.0).abs() < 1e-12, "{mean:?}");
}

#[test]
fn parameters_have_the_names_of_the_field() {
    let model = checked(everything());
    let list: Vec<String> = model
        .parameters()
        .iter()
        .map(|p| format!("{} / {} / {} / {:?}", p.whose, p.with.clone().unwrap_or_default(), p.quantity, p.nature))
        .collect();
    insta::assert_snapshot!(list.join("\n"), @"
a /  / which estimate is right / Unknown
a /  / loss event frequency / Unknown
a /  / primary loss, response / Varies
a /  / secondary loss event frequency / Unknown
a /  / secondary loss, reputation / Varies
a /  / loss event frequency / Unknown
a /  / primary loss, response / Varies
a /  / secondary loss event frequency / Unknown
a /  / secondary loss, reputation / Varies
a / c1 / effect of a control / Unknown
a / c2 / effect of a control / Unknown
b /  / loss event frequency / Unknown
b /  / primary loss, productivity / Varies
c1 /  / reliability / Unknown
c2 /  / coverage / Unknown
storm /  / probability of a common cause / Unknown
t / a / effect of a treatment / Unknown
");
}

#[test]
fn a_tornado_moves_one_number_at_a_time() {
    let model = checked(everything());
    let mut asked = 0;
    let mut score = |m: &Checked, v: &Variant| {
        asked += 1;
        Some(Score { certainty: 1.0 / mean_loss(m, v).value, ..Score::default() })
    };
    let bars = tornado(&model, &Variant::today(), Some(&mut score));
    assert_eq!(asked, 2 * bars.len());
    assert!(bars.windows(2).all(|w| w[0].width() >= w[1].width()));
    assert!(bars.iter().all(|b| !matches!(b.parameter.quantity, Quantity::EffectOfTreatment)));
    for bar in &bars {
        let pinned = model.pinned(&[Pin { parameter: bar.parameter.id, quantile: 0.95 }]);
        let mean = mean_loss(&pinned, &Variant::today()).value;
        assert!((mean / bar.high.mean_loss - 1.0).abs() < 1e-12);
        let certainty = bar.high.score.as_ref().unwrap().certainty;
        assert!((certainty * bar.high.mean_loss - 1.0).abs() < 1e-12);
    }
    let rate = bars.iter().find(|b| b.parameter.whose == "b" && b.parameter.quantity == Quantity::LossEventFrequency);
    assert!(rate.is_some_and(|b| b.low.mean_loss < b.high.mean_loss && b.low.at == b.parameter.p05));
}
