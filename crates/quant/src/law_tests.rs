//! Laws against their definitions.

use crate::{Dist, Impossible, Place};
use proptest::prelude::*;

fn law(dist: Dist, place: Place) -> crate::Law {
    dist.law(place).unwrap()
}

#[test]
fn impossible_distributions_say_what_is_wrong() {
    let refused = |d: Dist, place| d.law(place).unwrap_err().to_string();
    insta::assert_snapshot!([
        refused(Dist::Pert { low: 3.0, mode: 2.0, high: 6.0, gamma: 4.0 }, Place::Rate),
        refused(Dist::constant(-0.5), Place::Rate),
        refused(Dist::constant(f64::NAN), Place::Amount),
        refused(Dist::constant(1.2), Place::Share),
        refused(Dist::Lognormal { mu: 1.0, sigma: 50.0 }, Place::Amount),
        refused(Dist::Pareto { minimum: 1.0, shape: 0.9 }, Place::Amount),
        refused(Dist::ChanceAYear { probability: 1.0 }, Place::Rate),
        refused(Dist::OnceIn { years: 0.0 }, Place::Rate),
        refused(Dist::Discrete { values: vec![1.0], weights: vec![] }, Place::Amount),
        refused(Dist::Trials { hits: 3.0, trials: 2.0 }, Place::Share),
    ].join("\n"), @"
expected low <= mode <= high, found low 3, mode 2, high 6
a yearly rate must lie at 0 or above; this distribution reaches from -0.5 to -0.5
value must be a finite number
a share or probability must lie between 0 and 1; this distribution reaches from 1.2 to 1.2
sigma is 50, expected at most 7: beyond it the mean is decided by events that nobody will ever see
with shape 0.9 the mean is infinite, so that no average loss exists; expected more than 1
probability is 1, expected 0 or more and less than 1
years is 0, expected more than 0
expected as many weights as values
expected at most as many hits as trials, found 3 hits in 2 trials");
}

#[test]
fn a_rate_once_in_twenty_years_is_not_five_percent_a_year() {
    let rate = |d: Dist| law(d, Place::Rate).mean();
    assert_eq!(rate(Dist::OnceIn { years: 20.0 }), 0.05);
    assert!((rate(Dist::ChanceAYear { probability: 0.05 }) - 0.051_293_294_387_550_58).abs() < 1e-16);
}

#[test]
fn ranges_meet_their_percentiles() {
    for (low, mode, high, place) in [
        (0.3, None, 1.4, Place::Rate),
        (0.0, None, 2.0, Place::Rate),
        (0.1, None, 0.4, Place::Share),
        (0.0, None, 0.2, Place::Share),
        (0.7, None, 1.0, Place::Share),
        (-5.0, None, 9.0, Place::Any),
        (30_000.0, Some(45_000.0), 90_000.0, Place::Amount),
        (0.4, Some(0.5), 0.7, Place::Share),
    ] {
        let law = law(Dist::Range { low, high, mode }, place);
        assert!(high == 1.0 || (law.cdf(high) - 0.95).abs() < 1e-6, "{law:?} {}", law.cdf(high));
        assert!(low == 0.0 || (law.cdf(low) - 0.05).abs() < 1e-6, "{law:?} {}", law.cdf(low));
    }
}

#[test]
fn a_capped_law_has_the_limited_expected_value() {
    // E[min(X, 250k)] of reference case R10's lognormal: gross mean / rate less the part above.
    let of = Box::new(Dist::LognormalCi90 { p05: 50_000.0, p95: 2e6 });
    let mean = |at| law(Dist::Capped { of: of.clone(), at }, Place::Amount).mean();
    let ceded = 0.3 * (mean(2_250_000.0) - mean(250_000.0));
    assert!((ceded / 97_808.899_375 - 1.0).abs() < 2e-4, "{ceded}");
}

fn any_dist() -> impl Strategy<Value = Dist> {
    let number = prop_oneof![-10.0..10.0_f64, 0.0..1.0_f64, any::<f64>()];
    let pair = (number.clone(), number.clone());
    prop_oneof![
        number.clone().prop_map(Dist::constant),
        pair.clone().prop_map(|(low, high)| Dist::Uniform { low, high }),
        (number.clone(), number.clone(), number.clone(), number.clone())
            .prop_map(|(low, mode, high, gamma)| Dist::Pert { low, mode, high, gamma }),
        pair.clone().prop_map(|(mu, sigma)| Dist::Lognormal { mu, sigma }),
        (number.clone(), number.clone(), proptest::option::of(number.clone()))
            .prop_map(|(low, high, mode)| Dist::Range { low, high, mode }),
        pair.clone().prop_map(|(shape, scale)| Dist::Gamma { shape, scale }),
        pair.clone().prop_map(|(shape, scale)| Dist::Weibull { shape, scale }),
        pair.clone().prop_map(|(minimum, shape)| Dist::Pareto { minimum, shape }),
        (number.clone(), number.clone(), number.clone())
            .prop_map(|(threshold, scale, shape)| Dist::GeneralisedPareto { threshold, scale, shape }),
        pair.clone().prop_map(|(alpha, beta)| Dist::Beta { alpha, beta }),
        pair.prop_map(|(events, years)| Dist::Events { events, years }),
        proptest::collection::vec(number, 0..5).prop_map(|values| Dist::Empirical { values }),
    ]
}

proptest! {
    #[test]
    fn what_is_accepted_can_be_computed(dist in any_dist(), p in 0.001..0.999_f64) {
        for place in [Place::Rate, Place::Share, Place::Amount, Place::Any] {
            let Ok(law) = dist.law(place) else { continue };
            let x = law.quantile(p);
            prop_assert!(x.is_finite(), "{law:?} {x}");
            let above = law.cdf(x + 1e-9 * x.abs());
            prop_assert!(above >= p - 1e-7, "{law:?}: P(X <= {x}) = {above} < {p}");
            prop_assert!((law.cdf(x) + law.sf(x) - 1.0).abs() < 1e-9);
            prop_assert!(!law.mean().is_nan() && !law.sd().is_nan());
        }
    }

    #[test]
    fn a_distribution_reads_what_it_writes(dist in any_dist()) {
        prop_assume!(serde_json::to_string(&dist).is_ok_and(|t| !t.contains("null")));
        let text = serde_json::to_string(&dist).unwrap();
        prop_assert_eq!(serde_json::from_str::<Dist>(&text).unwrap(), dist);
    }

    #[test]
    fn no_error_refuses_silently(dist in any_dist()) {
        if let Err(e) = dist.law(Place::Share) { prop_assert!(!matches!(e, Impossible::List(""))); }
    }
}
