//! The options of a decision, weighed side by side in the same simulated years; doing nothing is always one.

use super::desk::Desk;
use crate::{
    fault::Result,
    pages::{
        insight::decision::objectives_of,
        options::{variant, with_needed},
    },
};
use futures_util::future::try_join_all;
use isms::{
    analysis::certainty::{Answer, SEED},
    governance::{Decision, decision::DecisionOption},
    record::Record,
    risk::Treatment,
    values::{Money, RecordId},
};
use quant::{
    Variant, Worlds,
    decide::{Mean, mean_loss, world_means},
    simulate::VariantOutcome,
};
use std::sync::Arc;

/// The most options that are computed.
const MOST: usize = 12;

/// One option.
pub struct Weighed {
    /// Its name.
    pub name: String,
    /// Whether it is the one that was chosen.
    pub chosen: bool,
    /// What it costs in the first year, as stated, or as its treatments say.
    pub cost: Option<Money>,
    /// What its treatments cost a year, one-off cost spread.
    pub yearly: f64,
    /// The treatments it consists of.
    pub treatments: Vec<RecordId>,
    /// The certainty that was predicted when it was prepared.
    pub predicted: Option<f64>,
    /// What it leads to, or why that is unknown.
    pub found: std::result::Result<Found, String>,
}

/// What an option leads to.
pub struct Found {
    /// In the simulated years.
    pub outcome: VariantOutcome,
    /// Mean loss a year in closed form.
    pub mean: Mean,
    /// The share of worlds in which the mean loss saved is at least the yearly cost, with one standard error; none for doing nothing.
    pub pays: Option<(f64, f64)>,
    /// Treatments of it that are done already, and so count in every option.
    pub done: Vec<RecordId>,
}

/// Closed forms of a variant: mean loss, and its mean within each world.
#[derive(Default)]
struct Closed {
    mean: Mean,
    worlds: Vec<f64>,
}

/// Weighs the options of a decision, doing nothing first.
///
/// # Errors
/// As [`service::Service::what_if`].
pub async fn weigh(desk: &Desk<'_>, answer: &Arc<Answer>, decision: &Decision) -> Result<Vec<Weighed>> {
    let mut options: Vec<DecisionOption> = decision.options.clone();
    match options.iter().position(does_nothing) {
        Some(at) => options[..=at].rotate_right(1),
        None => options.insert(0, DecisionOption { name: desk.w.t("do-nothing"), ..DecisionOption::default() }),
    }
    options.truncate(MOST);
    let mut all: Vec<(Weighed, Option<Variant>)> = options.iter().map(|o| prepare(desk, answer, decision, o)).collect();
    let variants: Vec<Variant> = all.iter().filter_map(|(_, v)| v.clone()).collect();
    if answer.outcome.is_none() || variants.is_empty() {
        return Ok(all.into_iter().map(|(w, _)| w).collect());
    }
    let outcome = desk.service.what_if(answer, variants.clone()).await?;
    let closed = closed(desk, answer, variants).await?;
    let today = closed.first();
    let mut results = outcome.variants.iter().skip(1).zip(closed.iter());
    for (weighed, _) in all.iter_mut().filter(|(_, v)| v.is_some()) {
        let Some((variant, closed)) = results.next() else { break };
        let done = done(answer, &weighed.treatments);
        let pays = today.filter(|_| !weighed.treatments.is_empty()).map(|t| pays(t, closed, weighed.yearly));
        weighed.found = Ok(Found { outcome: variant.clone(), mean: closed.mean, pays, done });
    }
    Ok(all.into_iter().map(|(w, _)| w).collect())
}

fn does_nothing(option: &DecisionOption) -> bool {
    option.treatments.is_empty() && option.cost.is_none_or(|c| c.minor == 0)
}

fn done(answer: &Answer, treatments: &[RecordId]) -> Vec<RecordId> {
    let is_done = |id: &RecordId| answer.made.treatment(*id).is_some_and(|t| answer.made.done.contains(&t));
    treatments.iter().copied().filter(is_done).collect()
}

fn prepare(
    desk: &Desk<'_>,
    answer: &Answer,
    decision: &Decision,
    option: &DecisionOption,
) -> (Weighed, Option<Variant>) {
    let made = &answer.made;
    let treatments: Vec<RecordId> = option.treatments.iter().map(|t| t.id()).collect();
    let known: Vec<usize> = treatments.iter().filter_map(|t| made.treatment(*t)).collect();
    let known = with_needed(made, &known);
    let yearly =
        known.iter().filter_map(|t| made.model.treatments.get(*t)).map(|t| t.yearly_cost.unwrap_or(t.cost)).sum();
    let why = unknown(desk, answer, option, &treatments);
    let variant = variant(made, &known);
    let weighed = Weighed {
        name: option.name.clone(),
        chosen: !option.name.is_empty() && option.name == decision.chosen,
        cost: option.cost,
        yearly,
        treatments,
        predicted: option.predicted_certainty.map(|s| s.0),
        found: Err(why.clone().unwrap_or_else(|| desk.w.t("not-computed"))),
    };
    (weighed, why.is_none().then_some(variant))
}

/// Why nothing can be said of what an option leads to.
fn unknown(desk: &Desk<'_>, answer: &Answer, option: &DecisionOption, treatments: &[RecordId]) -> Option<String> {
    if treatments.is_empty() {
        return (!does_nothing(option)).then(|| desk.w.t("paper-option-without-treatments"));
    }
    let gone = treatments.iter().find(|t| answer.made.treatment(**t).is_none());
    if let Some(gone) = gone {
        return Some(desk.w.tn("paper-option-abandoned", &[("key", desk.key(*gone).into())]));
    }
    let numbered = |t: &RecordId| {
        let treats = desk.isms().typed::<Treatment>(*t).map(|t| &t.body.treats[..]).unwrap_or_default();
        treats.iter().all(|r| answer.made.scenario(r.id()).is_some())
    };
    if let Some(blind) = treatments.iter().find(|t| !numbered(t)) {
        return Some(format!("{}: {}", desk.key(*blind), desk.w.t("paper-effect-unknown")));
    }
    let lacks = |t: &&RecordId| answer.made.gaps.iter().any(|g| g.record == **t);
    let without = treatments.iter().find(lacks)?;
    Some(format!("{}: {}", desk.key(*without), desk.w.t("gap-treatment-effect")))
}

/// Each variant is remembered on its own: doing nothing is the same for every decision.
async fn closed(desk: &Desk<'_>, answer: &Arc<Answer>, variants: Vec<Variant>) -> Result<Vec<Arc<Closed>>> {
    let one = |variant: Variant| {
        let key = format!("variant means {} {} {variant:?}", desk.view.org(), answer.method.input_hash);
        let answer = answer.clone();
        desk.service.remembered(key, move || {
            let Some(checked) = &answer.checked else { return Closed::default() };
            let worlds = Worlds::new(checked, SEED, answer.method.worlds);
            Closed { mean: mean_loss(checked, &variant), worlds: world_means(&worlds, &variant) }
        })
    };
    Ok(try_join_all(variants.into_iter().map(one)).await?)
}

/// The share of worlds in which an option saves at least what it costs a year. Its error is that of a share with half a hit and half a miss
/// added (Jeffreys' prior), so that none of 256 worlds is not taken for never.
fn pays(today: &Closed, with: &Closed, yearly: f64) -> (f64, f64) {
    let n = today.worlds.len() as f64;
    let saved = today.worlds.iter().zip(&with.worlds).map(|(a, b)| a - b);
    let hits = saved.filter(|s| *s >= yearly - 1e-9 * yearly.abs()).count() as f64;
    let p = (hits + 0.5) / (n + 1.0);
    (hits / n.max(1.0), (p * (1.0 - p) / (n + 1.0)).sqrt())
}

/// The objectives of a decision, by index: those of its own page first, then others that an option moves.
pub fn objectives(
    desk: &Desk<'_>,
    answer: &Answer,
    decision: &Record<Decision>,
    options: &[Weighed],
) -> Vec<(usize, RecordId)> {
    let made = &answer.made;
    let gain = |o: usize| {
        let found = options.iter().filter_map(|w| w.found.as_ref().ok());
        found.filter_map(|f| f.outcome.objectives.get(o)).map(|o| o.gain.value.abs()).fold(0.0, f64::max)
    };
    let first = objectives_of(desk.isms(), made, decision);
    let mut moved: Vec<usize> = (0..made.objectives.len()).filter(|o| !first.contains(o) && gain(*o) > 0.0).collect();
    moved.sort_by(|a, b| gain(*b).total_cmp(&gain(*a)).then(a.cmp(b)));
    let all = first.into_iter().chain(moved);
    all.filter_map(|o| Some((o, *made.objectives.get(o)?))).filter(|(_, id)| desk.get(*id).is_some()).collect()
}
