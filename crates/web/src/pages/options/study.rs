//! What could be done about an objective, weighed: closed formulas on the model, and certainty in the same simulated years as today.

use crate::{cx::Cx, fault::Result, pages::insight::objective::touching};
use isms::{
    analysis::{
        certainty::{self, Answer},
        model::{Lack, Modelled},
    },
    isms::Isms,
    risk::Treatment,
    values::RecordId,
    view::View,
};
use quant::{
    Checked, Variant, Worlds,
    decide::{self, Bar, Choice, Information, Mean, Portfolio},
    simulate::{Certainty, Estimated},
};
use std::sync::Arc;

/// Worlds over which is told whether an option pays, and what knowing more is worth.
pub const WORLDS: usize = 512;
/// Sets by net benefit that are simulated beside the efficient ones.
const BEST: usize = 24;
/// Efficient sets by closed formula that are simulated, evenly over their costs where there are more.
const EFFICIENT: usize = 24;
/// Variants in one simulation; each keeps its years in memory.
const TOGETHER: usize = 12;

/// What there is to choose from for one objective.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// The objective, by index in the model.
    pub objective: usize,
    /// Treatments that are not done and change what lands on it.
    pub open: Vec<usize>,
    /// Treatments whose cost nobody stated, or stated in another currency: their cost is unknown, not nothing.
    pub unpriced: Vec<usize>,
}

impl Ground {
    /// The ground of an objective that the model has: what the visitor sees of it, with all that it needs.
    pub fn of(view: &View, made: &Modelled, objective: usize) -> Ground {
        let isms = view.for_the_organisation();
        let unpriced =
            made.treatments.iter().enumerate().filter(|(_, id)| !is_priced(isms, made, **id)).map(|(t, _)| t);
        let seen = |t: &usize| made.treatments.get(*t).is_some_and(|id| view.get(*id).is_some());
        let all_seen = |t: &usize| with_needed(made, &[*t]).iter().all(seen);
        let open = touching(made, objective).into_iter().filter(all_seen).collect();
        Ground { objective, open, unpriced: unpriced.collect() }
    }

    /// Whether the cost of every treatment of a set is known.
    pub fn is_priced(&self, set: &[usize]) -> bool {
        !set.iter().any(|t| self.unpriced.contains(t))
    }

    /// Each open treatment with what must be done before it, where nothing among them excludes something else.
    pub fn singles(&self, made: &Modelled) -> Vec<Vec<usize>> {
        let sets = self.open.iter().map(|t| with_needed(made, &[*t]));
        sets.filter(|s| clash(made, s).is_none()).collect()
    }
}

/// Whether the cost of a treatment is stated, in the organisation's currency.
pub fn is_priced(isms: &Isms, made: &Modelled, treatment: RecordId) -> bool {
    let foreign = made.gaps.iter().any(|g| g.record == treatment && g.lacks == Lack::Currency);
    let stated = isms.typed::<Treatment>(treatment).is_some_and(|t| {
        let premium = t.body.insurance.as_ref().and_then(|i| i.premium);
        t.body.cost_once.or(t.body.cost_yearly).or(premium).is_some()
    });
    stated && !foreign
}

fn named(made: &Modelled, names: &[String]) -> Vec<usize> {
    names.iter().filter_map(|n| made.model.treatments.iter().position(|t| t.id == *n)).collect()
}

/// A set with everything that it needs, in the model's order.
pub fn with_needed(made: &Modelled, set: &[usize]) -> Vec<usize> {
    let mut all = set.to_vec();
    let mut next = 0;
    while let Some(t) = all.get(next).copied() {
        next += 1;
        let needed = made.model.treatments.get(t).map(|t| named(made, &t.requires)).unwrap_or_default();
        let new: Vec<usize> = needed.into_iter().filter(|n| !all.contains(n) && !made.done.contains(n)).collect();
        all.extend(new);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Two treatments that cannot be had together, among a set and what is done.
pub fn clash(made: &Modelled, set: &[usize]) -> Option<(usize, usize)> {
    let all = || set.iter().chain(&made.done).copied();
    let excludes = |a: usize| made.model.treatments.get(a).map(|t| named(made, &t.excludes)).unwrap_or_default();
    all()
        .find_map(|a| excludes(a).into_iter().find(|b| all().any(|x| x == *b)).map(|b| (a, b)))
        .filter(|(a, b)| set.contains(a) || set.contains(b))
}

/// A set on top of what is done.
pub fn variant(made: &Modelled, set: &[usize]) -> Variant {
    let mut variant = made.today();
    variant.treatments.extend(set.iter().filter(|t| !made.done.contains(t)));
    variant
}

fn costs(made: &Modelled, set: &[usize]) -> (f64, f64) {
    let chosen = || set.iter().filter_map(|t| made.model.treatments.get(*t));
    (chosen().map(|t| t.cost).sum(), chosen().map(|t| t.yearly_cost.unwrap_or(t.cost)).sum())
}

/// What the search over all sets found; it hangs on the model and the ground alone.
pub struct Search {
    /// The search.
    pub portfolio: std::result::Result<Portfolio, String>,
    /// The sets worth simulating, without what is done.
    pub candidates: Vec<Choice>,
    /// Mean loss a year as things stand.
    pub today: Mean,
    /// Every uncertain number at the ends of its range, widest first.
    pub tornado: Vec<Bar>,
}

impl Search {
    fn new(answer: &Answer, checked: &Checked, ground: &Ground) -> Search {
        let made = &answer.made;
        let today = decide::mean_loss(checked, &made.today());
        let portfolio =
            decide::portfolio(checked, &question(made, ground, Vec::new(), BEST)).map_err(|e| e.to_string());
        let mut candidates = Vec::new();
        if let Ok(found) = &portfolio {
            let step = found.frontier.len().div_ceil(EFFICIENT).max(1);
            let dearest = found.frontier.last().into_iter();
            let efficient = found.frontier.iter().step_by(step).chain(dearest);
            efficient.chain(&found.best).for_each(|c| add(&mut candidates, without_done(made, today.value, c)));
        }
        let tornado = decide::tornado(checked, &made.today(), None);
        Search { portfolio, candidates, today, tornado }
    }
}

fn question(made: &Modelled, ground: &Ground, budgets: Vec<f64>, best: usize) -> decide::Question {
    let wanted: Vec<usize> = ground.open.iter().flat_map(|t| with_needed(made, &[*t])).collect();
    let never = |t: &usize| !made.done.contains(t) && (!wanted.contains(t) || ground.unpriced.contains(t));
    decide::Question {
        budgets,
        must: made.done.clone(),
        never: (0..made.treatments.len()).filter(never).collect(),
        best,
        ..decide::Question::default()
    }
}

/// A choice without what is done and paid already, against today.
fn without_done(made: &Modelled, today: f64, choice: &Choice) -> Choice {
    let treatments: Vec<usize> = choice.treatments.iter().copied().filter(|t| !made.done.contains(t)).collect();
    of_set(made, today, treatments, choice.mean_loss)
}

fn of_set(made: &Modelled, today: f64, treatments: Vec<usize>, mean_loss: f64) -> Choice {
    let (cost, yearly_cost) = costs(made, &treatments);
    Choice { treatments, cost, yearly_cost, mean_loss, net_benefit: today - mean_loss - yearly_cost }
}

fn add(to: &mut Vec<Choice>, choice: Choice) {
    if !to.iter().any(|c| c.treatments == choice.treatments) {
        to.push(choice);
    }
}

/// One option, weighed in closed form.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// What it consists of, and its means.
    pub choice: Choice,
    /// Whether its mean loss is more than a closed formula.
    pub estimated: bool,
    /// The share of worlds in which what it saves a year on average is at least what it costs a year, with one standard error.
    pub pays: (f64, f64),
}

impl Weighed {
    /// `today` and `before` are the mean loss as things stand, overall and in each world.
    fn new(made: &Modelled, worlds: &Worlds, today: f64, before: &[f64], set: &[usize]) -> Weighed {
        let mean = decide::mean_loss(worlds.model(), &variant(made, set));
        let choice = of_set(made, today, set.to_vec(), mean.value);
        let after = decide::world_means(worlds, &variant(made, set));
        let enough = choice.yearly_cost * (1.0 - 1e-9);
        let pays = before.iter().zip(&after).filter(|(b, a)| *b - *a >= enough).count();
        let p = pays as f64 / WORLDS as f64;
        Weighed { choice, estimated: mean.estimated, pays: (p, (p * (1.0 - p) / WORLDS as f64).sqrt()) }
    }
}

/// Options beside one another.
pub struct Beside {
    /// Doing nothing first, then the options in the order asked.
    pub options: Vec<Weighed>,
    /// What it is worth to know more before choosing among those whose cost is known.
    pub information: Option<Information>,
    /// The best for the budget by mean loss and by net benefit, and some that come close; empty without a budget.
    pub within_budget: Vec<Choice>,
    /// The greatest net benefit within the budget.
    pub most_benefit: Option<Choice>,
}

impl Beside {
    fn new(answer: &Answer, checked: &Checked, ground: &Ground, sets: &[Vec<usize>], budget: Option<f64>) -> Beside {
        let made = &answer.made;
        let worlds = Worlds::new(checked, certainty::SEED, WORLDS);
        let today = decide::mean_loss(checked, &made.today()).value;
        let before = decide::world_means(&worlds, &made.today());
        let weigh = |set: &[usize]| Weighed::new(made, &worlds, today, &before, set);
        let options: Vec<Weighed> = std::iter::once(weigh(&[])).chain(sets.iter().map(|s| weigh(s))).collect();
        let known = options.iter().filter(|o| ground.is_priced(&o.choice.treatments));
        let bets: Vec<(Variant, f64)> =
            known.map(|o| (variant(made, &o.choice.treatments), o.choice.yearly_cost)).collect();
        let information = decide::value_of_information(&worlds, &bets);
        let (mut within_budget, mut most_benefit) = (Vec::new(), None);
        let spent = costs(made, &made.done).0;
        if let Some(found) =
            budget.and_then(|b| decide::portfolio(checked, &question(made, ground, vec![b + spent], 8)).ok())
        {
            let here = |c: &Choice| without_done(made, today, c);
            let best = found.by_budget.first();
            most_benefit = best.and_then(|b| b.max_net_benefit.as_ref()).map(here);
            let least = best.and_then(|b| b.min_loss.as_ref()).map(here);
            let close = found.best.iter().map(here);
            least.into_iter().chain(most_benefit.clone()).chain(close).for_each(|c| add(&mut within_budget, c));
        }
        Beside { options, information, within_budget, most_benefit }
    }
}

/// What simulation says of a set.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// How certain the objective is.
    pub certainty: Certainty,
    /// Certainty less that of today, paired over the same years.
    pub gain: Estimated,
    /// Probability that the saving of a single year covers what the set costs a year.
    pub pays: Estimated,
}

/// The search over all sets, on the pool.
pub async fn search(cx: &Cx, answer: &Arc<Answer>, ground: &Ground) -> Result<Option<Arc<Search>>> {
    let (answer, ground) = (answer.clone(), ground.clone());
    let key = format!("options-search {} {:?} {ground:?}", answer.method.input_hash, answer.made.done);
    let found = cx
        .app
        .service
        .remembered(key, move || answer.checked.as_ref().map(|c| Arc::new(Search::new(&answer, c, &ground))));
    Ok((*found.await?).clone())
}

/// Options beside one another, on the pool.
pub async fn beside(
    cx: &Cx,
    answer: &Arc<Answer>,
    ground: &Ground,
    sets: &[Vec<usize>],
    budget: Option<f64>,
) -> Result<Option<Arc<Beside>>> {
    let (answer, ground, sets) = (answer.clone(), ground.clone(), sets.to_vec());
    let key =
        format!("options-beside {} {:?} {ground:?} {sets:?} {budget:?}", answer.method.input_hash, answer.made.done);
    let found = cx.app.service.remembered(key, move || {
        answer.checked.as_ref().map(|c| Arc::new(Beside::new(&answer, c, &ground, &sets, budget)))
    });
    Ok((*found.await?).clone())
}

/// One set alone, on the pool: what it leaves, saves and costs.
pub async fn alone(cx: &Cx, answer: &Arc<Answer>, set: &[usize]) -> Result<Option<Weighed>> {
    let (answer, set) = (answer.clone(), set.to_vec());
    let key = format!("options-alone {} {:?} {set:?}", answer.method.input_hash, answer.made.done);
    let found = cx.app.service.remembered(key, move || {
        let checked = answer.checked.as_ref()?;
        let worlds = Worlds::new(checked, certainty::SEED, WORLDS);
        let today = decide::mean_loss(checked, &answer.made.today()).value;
        let before = decide::world_means(&worlds, &answer.made.today());
        Some(Weighed::new(&answer.made, &worlds, today, &before, &set))
    });
    Ok((*found.await?).clone())
}

/// What a state of affairs loses a year on average, on the pool.
pub async fn mean_loss(cx: &Cx, answer: &Arc<Answer>, variant: Variant) -> Result<Option<Mean>> {
    let answer = answer.clone();
    let key = format!("mean-loss {} {variant:?}", answer.method.input_hash);
    let found = cx.app.service.remembered(key, move || answer.checked.as_ref().map(|c| decide::mean_loss(c, &variant)));
    Ok(*found.await?)
}

/// How certain the objective is under each set, in the same simulated years.
pub async fn simulate(cx: &Cx, answer: &Arc<Answer>, objective: usize, sets: &[Vec<usize>]) -> Result<Vec<Found>> {
    let mut found = Vec::with_capacity(sets.len());
    for some in sets.chunks(TOGETHER) {
        let variants = some.iter().map(|s| variant(&answer.made, s)).collect();
        let outcome = cx.app.service.what_if(answer, variants).await?;
        found.extend(outcome.variants.iter().skip(1).filter_map(|v| {
            let o = v.objectives.get(objective)?;
            Some(Found { certainty: o.certainty, gain: o.gain, pays: v.saved.pays })
        }));
    }
    Ok(found)
}
