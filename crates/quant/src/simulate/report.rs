//! From the losses of all years to what is told of them.

use super::{
    blocks::Store,
    estimate::{Estimated, Nested},
    judge::{Verdict, judge},
    losses::{Sample, spaced},
    outcome::{Losses, ObjectiveOutcome, Saved, VariantOutcome},
    parts::Parts,
    plan::{Layout, Plan},
    settings::Question,
};

/// The outcome of every variant.
pub(crate) fn report(
    plan: &Plan<'_>,
    store: &Store,
    question: &Question,
    scenarios: &[Nested],
    parts: Option<Vec<Vec<Parts>>>,
) -> Vec<VariantOutcome> {
    let samples = |account| samples(plan, store, account, 0);
    let accounts = 1 + plan.model.objectives.len();
    let mut losses: Vec<_> = (0..accounts)
        .map(|account| {
            let mut samples = samples(account);
            let amounts = amounts(question, &mut samples);
            losses(question, &mut samples, &amounts).into_iter()
        })
        .collect();
    let verdicts = judge(plan, store, question);
    let mut parts = parts.unwrap_or_default().into_iter();
    let variant = |(v, verdict)| {
        let parts = parts.next().unwrap_or_else(|| vec![Parts::default(); accounts]);
        let losses = losses.iter_mut().filter_map(Iterator::next).collect();
        let scenarios = scenarios.chunks(plan.scenarios.len().max(1)).nth(v).unwrap_or_default();
        one(verdict, losses, parts, saved(plan, store, question, v), scenarios.iter().map(Nested::estimate).collect())
    };
    verdicts.into_iter().enumerate().filter_map(variant).collect()
}

/// The outcome of the second variant, with amounts by account.
pub(crate) fn second(
    plan: &Plan<'_>,
    store: &Store,
    question: &Question,
    scenarios: Vec<Estimated>,
    amounts: &[Vec<f64>],
) -> Option<VariantOutcome> {
    let of_account = |(account, amounts): (usize, &Vec<f64>)| {
        losses(question, &mut samples(plan, store, account, 1), amounts).into_iter().next()
    };
    let losses = amounts.iter().enumerate().filter_map(of_account).collect();
    let verdict = judge(plan, store, question).into_iter().nth(1)?;
    one(verdict, losses, vec![Parts::default(); amounts.len()], saved(plan, store, question, 1), scenarios)
}

fn one(
    verdict: Verdict,
    losses: Vec<Losses>,
    parts: Vec<Parts>,
    saved: Saved,
    scenarios: Vec<Estimated>,
) -> Option<VariantOutcome> {
    let mut accounts = losses.into_iter().zip(parts);
    let (total, whole) = accounts.next()?;
    let certainty = verdict.certainty.into_iter().zip(verdict.further).zip(verdict.gain);
    let objectives = accounts.zip(certainty).map(|((losses, parts), ((certainty, further), gain))| {
        let Parts { drags, contributions } = parts;
        ObjectiveOutcome { certainty, further, gain, losses, drags, contributions }
    });
    let objectives = objectives.collect();
    let (joint, joints) = (verdict.joint, verdict.joints);
    Some(VariantOutcome { total, contributions: whole.contributions, saved, objectives, joint, joints, scenarios })
}

/// The yearly losses of an account in variant `first` and those after it.
fn samples(plan: &Plan<'_>, store: &Store, account: usize, first: usize) -> Vec<Sample> {
    let layouts = plan.layouts.iter().skip(first);
    let column = |l: &Layout| Sample::new(store.column(plan, l.column(0, account)), plan.settings.years_per_world);
    layouts.map(column).collect()
}

fn losses(question: &Question, samples: &mut [Sample], amounts: &[f64]) -> Vec<Losses> {
    samples.iter_mut().map(|s| s.losses(&question.percentiles, amounts)).collect()
}

/// The amounts of a curve: those asked for, else chosen so that the curves of all variants are seen whole.
fn amounts(question: &Question, samples: &mut [Sample]) -> Vec<f64> {
    if question.amounts.is_empty() {
        let reach = samples.iter_mut().filter_map(Sample::reach);
        return reach.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map_or_else(Vec::new, |(l, h)| spaced(l, h));
    }
    let mut amounts = question.amounts.clone();
    amounts.sort_unstable_by(f64::total_cmp);
    amounts
}

fn saved(plan: &Plan<'_>, store: &Store, question: &Question, variant: usize) -> Saved {
    if variant == 0 {
        let none = Estimated::default();
        let percentiles = question.percentiles.iter().map(|p| (*p, Ok(none))).collect();
        return Saved { mean: none, cost: 0.0, pays: Estimated { value: 1.0, error: 0.0 }, percentiles };
    }
    let cost = |v: usize| -> f64 {
        let treatments = plan.variants.get(v).map(|v| v.treatments.as_slice()).unwrap_or_default();
        treatments.iter().filter_map(|t| plan.model.treatments.get(*t)).map(|t| t.yearly_cost).sum()
    };
    let total = |v: usize| store.column(plan, plan.layouts[v].column(0, 0));
    let mut values = total(0);
    values.iter_mut().zip(total(variant)).for_each(|(x, y)| *x -= y);
    let mut sample = Sample::new(values, plan.settings.years_per_world);
    let cost = cost(variant) - cost(0);
    Saved {
        mean: sample.mean(|x| x).estimate(),
        cost,
        pays: sample.probability(|x| x >= cost),
        percentiles: question.percentiles.iter().map(|p| (*p, sample.percentile(*p))).collect(),
    }
}
