use super::*;
use crate::decide::*;
use crate::{Variant, Worlds};

fn options(model: &Checked) -> Vec<(Variant, f64)> {
    let treatments = model.treatments.iter().enumerate().map(|(t, x)| (Variant::with(&[t]), x.yearly_cost));
    std::iter::once((Variant::today(), 0.0)).chain(treatments).collect()
}

#[test]
fn the_value_of_information_of_two_states_can_be_worked_out_by_hand() {
    // Nothing costs 10 or 100 a year, the treatment 30 + 2 or 30 + 20: on average 55 and 41, with foresight 10 and 50.
    let model = checked(Model {
        scenarios: vec![
            scenario("s", Dist::Discrete { values: vec![0.1, 1.0], weights: vec![1.0, 1.0] }, 100.0),
            scenario("aside", Dist::Uniform { low: 0.0, high: 1.0 }, 3.0),
        ],
        treatments: vec![treatment("t", 30.0, &[("s", 0.2)])],
        ..Model::default()
    });
    let worlds = Worlds::new(&model, 3, 800);
    let found = value_of_information(&worlds, &options(&model)).unwrap();
    assert_eq!(found.best, 1);
    assert!((found.totals[0] - found.totals[1] - 14.0).abs() < 1e-9, "{found:?}");
    assert!((found.everything.value - 11.0).abs() < 1e-9, "{found:?}");
    assert_eq!(found.best_in, [0.5, 0.5]);
    let (first, worth) = &found.parameters[0];
    assert!(first.whose == "s" && (worth.value - 11.0).abs() < 1e-9, "{found:?}");
    let (_, aside) = &found.parameters[1];
    assert!(aside.value <= 3.0 * aside.error && aside.value <= aside.at_most, "{found:?}");
}

#[test]
fn to_know_what_does_not_matter_is_worth_nothing_on_average() {
    // Both options are as good as one another on average, so that chosen and valued by the same worlds, noise would look like knowledge.
    let mut worth = (0.0, 0.0);
    for seed in 0..20 {
        let rate = |id| scenario(id, Dist::Uniform { low: 0.0, high: 2.0 }, 100.0);
        let mut scenarios: Vec<_> = ["a", "b"].into_iter().map(rate).collect();
        scenarios.push(scenario("aside", Dist::Uniform { low: 0.0, high: 1.0 }, 1.0));
        let treatments = vec![treatment("t", 100.0, &[("a", 0.0)]), treatment("u", 100.0, &[("b", 0.0)])];
        let model = checked(Model { scenarios, treatments, ..Model::default() });
        let found = value_of_information(&Worlds::new(&model, seed, 400), &options(&model)).unwrap();
        let aside = found.parameters.iter().find(|p| p.0.whose == "aside").unwrap().1;
        worth = (worth.0 + aside.value / 20.0, worth.1 + aside.at_most / 20.0);
    }
    assert!(worth.0 < 2.5 && worth.1 > 3.0 * worth.0, "{worth:?}");
}

#[test]
fn variance_shares_of_a_sum_are_the_shares_of_its_parts() {
    let rate = |width: f64| Dist::Uniform { low: 1.0, high: 1.0 + width };
    let scenarios =
        vec![scenario("1", rate(1.0), 10.0), scenario("2", rate(2.0), 10.0), scenario("3", rate(3.0), 10.0)];
    let model = checked(Model { scenarios, ..Model::default() });
    let worlds = Worlds::new(&model, 11, 1_000);
    let found = variance_shares(&worlds, &world_means(&worlds, &Variant::today())).unwrap();
    for share in &found.shares {
        let part: f64 = share.parameter.whose.parse().unwrap();
        let expected = part * part / 14.0;
        assert!((share.share - expected).abs() < 4.0 * share.error + 0.01, "{share:?} {expected}");
    }
    assert!(found.residual.abs() < 4.0 * found.residual_error + 0.01, "{found:?}");
    assert!((found.variance / (1400.0 / 12.0) - 1.0).abs() < 0.1);
    assert!(variance_shares(&Worlds::new(&model, 1, 20), &[0.0; 20]).is_none());
}

#[test]
fn a_product_leaves_a_residual() {
    // Y = A x B with means 1 and variances 1/3: 1/3 + 1/3 of first order, 1/9 of interaction.
    let each = |low, high| Dist::Uniform { low, high };
    let mut s = scenario("s", each(0.0, 2.0), 1.0);
    s.controls = vec![crate::Protection { control: "c".into(), factor: Factor::Frequency, multiplier: each(0.0, 2.0) }];
    let control =
        crate::Control { id: "c".into(), reliability: 1.0.into(), coverage: 1.0.into(), variant_efficacy: 0.0 };
    let model = checked(Model { scenarios: vec![s], controls: vec![control], ..Model::default() });
    let worlds = Worlds::new(&model, 5, 2_000);
    let found = variance_shares(&worlds, &world_means(&worlds, &Variant::today())).unwrap();
    assert!((found.residual - 1.0 / 7.0).abs() < 4.0 * found.residual_error + 0.01, "{found:?}");
}

#[test]
fn options_are_compared_year_by_year_and_world_by_world() {
    let model = checked(Model {
        scenarios: vec![scenario("s", Dist::Uniform { low: 0.0, high: 1.0 }, 100.0)],
        treatments: vec![treatment("t", 25.0, &[("s", 0.5)])],
        ..Model::default()
    });
    let worlds = Worlds::new(&model, 2, 1_000);
    // A quarter of the years has a loss of 200, which the treatment halves.
    let losses = |loss: f64| (0..400).map(|y| if y % 4 == 0 { loss } else { 0.0 }).collect();
    let score = |certainty| Some(Score { certainty, error: 0.01, parts: Vec::new() });
    let found = compare(&worlds, &[Candidate::treatments(&model, &[0])], |_| {
        vec![Years { losses: losses(200.0), score: score(0.7) }, Years { losses: losses(100.0), score: score(0.8) }]
    });
    let [nothing, treated] = &found[..] else { panic!("{found:?}") };
    assert_eq!((nothing.saves, nothing.pays_on_average.0, nothing.pays_in_a_year.unwrap().0), (0.0, 1.0, 1.0));
    assert!((treated.saves - 25.0).abs() < 1e-9 && treated.net_benefit.abs() < 1e-9, "{treated:?}");
    // The mean saving of a world is 50 x its rate: at least 25 in half of them.
    assert!((treated.pays_on_average.0 - 0.5).abs() < 0.01, "{treated:?}");
    assert_eq!(treated.pays_in_a_year.unwrap().0, 0.25);
    assert!((treated.simulated_saving.unwrap().0 - 25.0).abs() < 1e-9);
    let (gain, error) = treated.certainty_gain.unwrap();
    assert!((gain - 0.1).abs() < 1e-12 && error > 0.014);
}
