//! The newest numbers in a form that rules, agendas and messages can read: certainty and loss by record, with errors.
//!
//! They come from the one joint simulation ([`certainty::Answer`]) and, for what a single risk costs in a bad year, from the exact engine
//! in its quick form. Nothing is recomputed here that a page shows from elsewhere.

use super::{
    certainty::{self, Answer, Met},
    model,
    risk::{self, Settings},
};
use crate::{
    context::Objective,
    control::Control,
    isms::Isms,
    kind,
    outer::Names,
    picture::{Picture, SeenObjective, SeenRisk},
    record::AnyRecord,
    risk::{Estimate, Risk},
    values::{Money, RecordId, Share},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How certain an objective is.
#[derive(Clone, Debug, PartialEq)]
pub struct Sure {
    /// The certainty and one standard error of the simulation; none where it is unknown.
    pub certainty: Option<(f64, f64)>,
    /// 90 % of worlds lie in it.
    pub band: Option<(f64, f64)>,
    /// With the treatments that are decided.
    pub decided: Option<f64>,
    /// What is required.
    pub required: Option<f64>,
    /// Whether it is reached, beyond the error.
    pub met: Option<Met>,
}

/// What a risk costs, in the organisation's currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// Average annual loss today and its standard error.
    pub mean: (f64, f64),
    /// Without controls and treatments.
    pub before: f64,
    /// With the treatments that are decided.
    pub decided: f64,
    /// Annual losses that are not exceeded with the probabilities of [`risk::PERCENTILES`]; from [`risk::QUICK_WORLDS`] worlds.
    pub percentiles: Vec<(f64, f64)>,
    /// The chance of losing more than an amount in a year, by amount.
    pub curve: Vec<(f64, f64)>,
}

impl Cost {
    /// The annual loss that is not exceeded with a probability, one of [`risk::PERCENTILES`].
    pub fn at(&self, p: f64) -> Option<f64> {
        self.percentiles.iter().find(|(at, _)| *at == p).map(|(_, loss)| *loss)
    }

    /// The chance of losing more than an amount in a year: the curve's next lower point, so it is rather too high than too low, by a step of the curve.
    pub fn chance_of(&self, amount: f64) -> Option<f64> {
        self.curve.iter().take_while(|(a, _)| *a <= amount).last().map(|(_, p)| *p)
    }
}

/// The newest numbers of an organisation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// The act that they were computed after.
    pub act: i64,
    /// The version of the model.
    pub model_version: String,
    /// SHA-256 of the model.
    pub input_hash: String,
    /// By objective; one without numbers is there with nothing known.
    pub objectives: BTreeMap<RecordId, Sure>,
    /// By risk; a risk without an estimate that can be computed is missing.
    pub risks: Arc<BTreeMap<RecordId, Cost>>,
    /// What each control that operates takes off the average annual loss of the risks it treats, in closed form and without insurance;
    /// missing where one of these risks cannot be computed or is insured.
    pub removed: Arc<BTreeMap<RecordId, f64>>,
}

/// A risk with more controls than this is not taken apart: what one of them removes there is unknown.
const TAKEN_APART: usize = 64;

/// What takes time to compute and depends on the model alone: what risks cost and controls remove. It stays the same while the model does.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    risks: Arc<BTreeMap<RecordId, Cost>>,
    removed: Arc<BTreeMap<RecordId, f64>>,
}

/// What risks cost and controls remove.
pub fn costs(isms: &Isms, answer: &Answer) -> Costs {
    let risks = isms.all::<Risk>().filter_map(|r| Some((r.head.id, cost(isms, answer, r)?)));
    Costs { risks: Arc::new(risks.collect()), removed: Arc::new(removed(isms)) }
}

/// The numbers of a value, from the answer that was computed for it.
pub fn of(isms: &Isms, answer: &Answer) -> Numbers {
    with(isms, answer, &costs(isms, answer))
}

/// The same from costs that are known already.
pub fn with(isms: &Isms, answer: &Answer, costs: &Costs) -> Numbers {
    let objectives = isms.all::<Objective>().filter(|o| (*o as &dyn AnyRecord).is_open());
    Numbers {
        act: isms.moment.seq,
        model_version: answer.method.model_version.to_owned(),
        input_hash: answer.method.input_hash.clone(),
        objectives: objectives.map(|o| (o.head.id, sure(isms, answer, o.head.id))).collect(),
        risks: costs.risks.clone(),
        removed: costs.removed.clone(),
    }
}

/// What each control removes, summed over the risks it treats; a control of which one risk is unknown is unknown.
fn removed(isms: &Isms) -> BTreeMap<RecordId, f64> {
    let (mut sums, mut unknown) = (BTreeMap::<RecordId, f64>::new(), BTreeSet::new());
    for risk in isms.all::<Risk>().filter(|r| (*r as &dyn AnyRecord).is_open()) {
        match taken_off(isms, risk) {
            Some(effects) => effects.into_iter().for_each(|e| *sums.entry(e.record).or_default() += e.removes),
            None => unknown.extend(isms.pointing_from(risk.head.id, kind::of::<Control>()).map(|l| l.source)),
        }
    }
    sums.retain(|control, removes| !unknown.contains(control) && removes.is_finite());
    sums
}

fn taken_off(isms: &Isms, risk: &crate::record::Record<Risk>) -> Option<Vec<risk::Effect>> {
    let protected = isms.pointing_from(risk.head.id, kind::of::<Control>()).take(TAKEN_APART + 1).count();
    if protected == 0 {
        return Some(Vec::new());
    }
    let pool = model::pool(isms, risk.head.id);
    if pool.is_empty() || protected > TAKEN_APART {
        return None;
    }
    let made = model::of_risk(isms, risk, &pool.iter().map(|e| &e.body).collect::<Vec<&Estimate>>());
    let insured = made.done.iter().filter_map(|t| made.model.treatments.get(*t)).any(|t| !t.transfers.is_empty());
    let checked = made.model.check().ok().filter(|_| !insured && !made.model.scenarios.is_empty())?;
    Some(risk::controls(&made, &checked))
}

fn sure(isms: &Isms, answer: &Answer, id: RecordId) -> Sure {
    let standing = answer.standing(isms, id);
    let decided = answer.objective(certainty::AFTER, id).map(|o| o.certainty.mean);
    Sure {
        certainty: standing.certainty.map(|c| (c.mean, c.error)),
        band: standing.certainty.map(|c| c.band),
        decided: decided.filter(|_| standing.certainty.is_some()),
        required: standing.required,
        met: standing.met(),
    }
}

fn cost(isms: &Isms, answer: &Answer, record: &crate::record::Record<Risk>) -> Option<Cost> {
    if !(record as &dyn AnyRecord).is_open() {
        return None;
    }
    let at = answer.made.risks.iter().position(|r| *r == record.head.id)?;
    let mean = |variant| answer.variant(variant)?.scenarios.get(at).map(|e| (e.value, e.error));
    let pool = model::pool(isms, record.head.id);
    let made = model::of_risk(isms, record, &pool.iter().map(|e| &e.body).collect::<Vec<&Estimate>>());
    let figures = risk::today(&made, &Settings::QUICK).ok();
    let percentiles = figures.iter().flat_map(|f| &f.percentiles).filter_map(|(p, loss)| Some((*p, (*loss)?)));
    Some(Cost {
        mean: mean(certainty::TODAY)?,
        before: mean(certainty::BEFORE)?.0,
        decided: mean(certainty::AFTER)?.0,
        percentiles: percentiles.collect(),
        curve: figures.iter().flat_map(|f| &f.curve).map(|p| (p.amount, p.probability)).collect(),
    })
}

/// A risk's average annual loss, and the losses of one year in ten, twenty and a hundred where they can be told.
pub type Yearly = (f64, [Option<f64>; 3]);

/// What these numbers showed of some objectives and risks, to be kept with a decision or disclosure. Of each risk comes what its page
/// shows: the average annual loss, and the losses of one year in ten, twenty and a hundred.
pub fn picture(
    isms: &Isms,
    numbers: &Numbers,
    objectives: &[RecordId],
    risks: &[(RecordId, Option<Yearly>)],
) -> Picture {
    let share = |v: f64| Some(Share(v));
    let objective = |id: &RecordId| {
        let sure = numbers.objectives.get(id)?;
        Some(SeenObjective {
            objective: isms.key(*id)?,
            certainty: sure.certainty.and_then(|c| share(c.0)),
            error: sure.certainty.and_then(|c| share(c.1)),
            low: sure.band.and_then(|b| share(b.0)),
            high: sure.band.and_then(|b| share(b.1)),
            required: sure.required.and_then(share),
        })
    };
    let money = |v: f64| Money::of_major(v, isms.currency());
    let risk = |(id, cost): &(RecordId, Option<Yearly>)| {
        let at = |i: usize| cost.and_then(|c| c.1.get(i).copied().flatten()).map(money);
        let mean = cost.map(|c| money(c.0));
        Some(SeenRisk { risk: isms.key(*id)?, mean, at_90: at(0), at_95: at(1), at_99: at(2) })
    };
    Picture {
        act: Some(numbers.act),
        at: Some(isms.moment.now),
        model_version: numbers.model_version.clone(),
        input_hash: numbers.input_hash.clone(),
        objectives: objectives.iter().filter_map(objective).collect(),
        risks: risks.iter().filter_map(risk).collect(),
    }
}
