//! From records to a model that can be computed: what is known, in Open FAIR terms, and what is missing.

mod one;

pub use one::{of_risk, shares_a_limit};

use super::reliability::{self, Posterior};
use crate::{
    context::Objective,
    control::{
        Control,
        control::{ControlEffect, FairFactor},
    },
    isms::Isms,
    kind,
    lifecycle::Phase,
    record::Record,
    risk::{
        Estimate, Risk, Threat, Treatment,
        estimate::{FrequencyForm, Loss, LossForm},
        treatment::{Improvement, TreatmentOption},
    },
    values::{Currency, Money, Range, RecordId},
};
use quant::{Dist, Factor};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The variance of a threat level that several risks share: a coefficient of variation of one half, so that a bad year has half as many attacks again.
pub const LEVEL_VARIANCE: f64 = 0.25;
/// Years over which one-off cost is spread where yearly cost is compared with yearly benefit.
pub const SPREAD_YEARS: f64 = 3.0;

/// A model made of records. Everything is in the order of keys, and named by keys, so that the same records give the same model, byte for byte.
#[derive(Clone, Debug, Default)]
pub struct Modelled {
    /// The model.
    pub model: quant::Model,
    /// The records behind its scenarios, by index.
    pub risks: Vec<RecordId>,
    /// The records behind its objectives, by index.
    pub objectives: Vec<RecordId>,
    /// The records behind its controls, by index.
    pub controls: Vec<RecordId>,
    /// What is believed about the reliability of each.
    pub reliability: Vec<Posterior>,
    /// The records behind its treatments, by index.
    pub treatments: Vec<RecordId>,
    /// Treatments whose effect is there today, by index.
    pub done: Vec<usize>,
    /// Treatments that are decided and not yet done, by index.
    pub decided: Vec<usize>,
    /// What is missing, by the record that it concerns.
    pub gaps: Vec<Gap>,
    /// The currency that everything is in.
    pub currency: Option<Currency>,
}

/// Something that is missing for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The record that lacks it.
    pub record: RecordId,
    /// What it lacks.
    pub lacks: Lack,
}

/// What can be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// A risk has no estimate that was given and counts.
    Estimate,
    /// An objective states no tolerance, and no target with a baseline.
    Tolerance,
    /// No risk threatens the objective: it was not assessed.
    Assessment,
    /// A control states no effect: it counts for nothing.
    Effect,
    /// An amount is in another currency than the organisation's.
    Currency,
    /// A treatment states no effect on what it treats.
    TreatmentEffect,
    /// The statement cannot be computed: the model refuses it.
    Impossible,
}

impl Modelled {
    /// The index of a risk's scenario.
    pub fn scenario(&self, risk: RecordId) -> Option<usize> {
        self.risks.iter().position(|r| *r == risk)
    }

    /// The index of an objective.
    pub fn objective(&self, objective: RecordId) -> Option<usize> {
        self.objectives.iter().position(|o| *o == objective)
    }

    /// The index of a control.
    pub fn control(&self, control: RecordId) -> Option<usize> {
        self.controls.iter().position(|c| *c == control)
    }

    /// The index of a treatment.
    pub fn treatment(&self, treatment: RecordId) -> Option<usize> {
        self.treatments.iter().position(|t| *t == treatment)
    }

    /// The state of affairs today: controls as tested, and the treatments that are done.
    pub fn today(&self) -> quant::Variant {
        quant::Variant::with(&self.done)
    }

    /// With the treatments that are decided.
    pub fn after(&self) -> quant::Variant {
        let mut treatments = self.done.clone();
        treatments.extend(&self.decided);
        quant::Variant::with(&treatments)
    }

    /// Without any control, and without any treatment.
    pub fn before(&self) -> quant::Variant {
        quant::Variant { without: (0..self.controls.len()).collect(), ..quant::Variant::default() }
    }
}

/// Whether a record is in a live state.
pub fn is_live<T: crate::kind::Kind>(record: &Record<T>) -> bool {
    T::LIFECYCLE.phase(&record.head.state) == Phase::Live
}

/// The model of a value.
pub fn of(isms: &Isms) -> Modelled {
    let mut made = Modelled { currency: Some(isms.currency()), ..Modelled::default() };
    let wanted = wanted_controls(isms);
    for control in isms.all::<Control>().filter(|c| wanted.contains(&c.head.id)) {
        add_control(isms, control, &mut made);
    }
    let mut levels = BTreeMap::new();
    for risk in isms.all::<Risk>().filter(|r| r.is_open()) {
        add_risk(isms, risk, &mut made, &mut levels);
    }
    keep_shared(&mut made, &levels);
    for treatment in isms.all::<Treatment>().filter(|t| t.is_open()) {
        add_treatment(isms, treatment, &mut made);
    }
    resolve_order(isms, &mut made);
    for objective in isms.all::<Objective>().filter(|o| o.is_open()) {
        add_objective(isms, objective, &mut made);
    }
    made.gaps.sort();
    made.gaps.dedup();
    made
}

/// Controls that operate, and those through which open treatments would work.
fn wanted_controls(isms: &Isms) -> BTreeSet<RecordId> {
    let operating = isms.all::<Control>().filter(|c| is_live(c)).map(|c| c.head.id);
    let improved = isms.all::<Treatment>().filter(|t| t.is_open()).flat_map(|t| &t.body.improves);
    operating.chain(improved.filter_map(|i| i.control.map(|c| c.id()))).collect()
}

fn add_control(isms: &Isms, control: &Record<Control>, made: &mut Modelled) {
    let posterior = reliability::of(isms, control);
    let coverage = match control.body.coverage {
        Some(share) => Dist::constant(share.0),
        // Something should be covered and nobody measured how much of it is.
        None if !control.body.covers.trim().is_empty() => Dist::Uniform { low: 0.0, high: 1.0 },
        None => Dist::constant(1.0),
    };
    if is_live(control)
        && control.body.effects.iter().all(|e| e.multiplier.is_none())
        && !control.body.treats.is_empty()
    {
        made.gaps.push(Gap { record: control.head.id, lacks: Lack::Effect });
    }
    made.model.controls.push(quant::Control {
        id: key(control),
        reliability: posterior.dist(),
        coverage,
        variant_efficacy: 0.0,
    });
    made.controls.push(control.head.id);
    made.reliability.push(posterior);
}

fn key<T: crate::kind::Kind>(record: &Record<T>) -> String {
    format!("{}-{}", T::PREFIX, record.head.number)
}

fn add_risk(isms: &Isms, risk: &Record<Risk>, made: &mut Modelled, levels: &mut BTreeMap<String, usize>) {
    let estimates: Vec<quant::Estimate> =
        pool(isms, risk.head.id).into_iter().filter_map(|e| estimate(isms, &e.body, made)).collect();
    if estimates.is_empty() {
        made.gaps.push(Gap { record: risk.head.id, lacks: Lack::Estimate });
        return;
    }
    add_estimated(isms, risk, estimates, made, levels);
}

/// The threat level that a risk follows.
fn level_of(isms: &Isms, risk: &Record<Risk>) -> Option<String> {
    let threat = risk.body.threat.and_then(|t| isms.typed::<Threat>(t.id()))?;
    Some(threat.body.shared_factor.trim().to_lowercase()).filter(|l| !l.is_empty())
}

fn add_estimated(
    isms: &Isms,
    risk: &Record<Risk>,
    estimates: Vec<quant::Estimate>,
    made: &mut Modelled,
    levels: &mut BTreeMap<String, usize>,
) {
    let level = level_of(isms, risk);
    if let Some(level) = &level {
        *levels.entry(level.clone()).or_default() += 1;
    }
    let scenario = quant::Scenario {
        id: key(risk),
        estimates,
        frequency: None,
        magnitude: None,
        controls: protections(isms, risk, made),
        causes: Vec::new(),
        level,
    };
    let alone =
        quant::Model { scenarios: vec![scenario.clone()], controls: made.model.controls.clone(), ..Default::default() };
    let alone = quant::Model { scenarios: vec![quant::Scenario { level: None, ..scenario.clone() }], ..alone };
    if alone.check().is_err() {
        made.gaps.push(Gap { record: risk.head.id, lacks: Lack::Impossible });
        return;
    }
    made.model.scenarios.push(scenario);
    made.risks.push(risk.head.id);
}

/// The estimates of a risk that count now, without those that lack a frequency or a loss.
pub fn pool(isms: &Isms, risk: RecordId) -> Vec<&Record<Estimate>> {
    crate::risk::estimate::pool::pool(isms, risk).open.into_iter().filter(|e| e.body.is_complete()).collect()
}

/// A range as a distribution.
pub fn range(r: Range) -> Dist {
    Dist::Range { low: r.low, high: r.high, mode: r.mode.filter(|m| r.low < *m && *m < r.high) }
}

/// An estimate in the terms of the model; none while it is incomplete.
pub fn estimate(isms: &Isms, e: &Estimate, made: &Modelled) -> Option<quant::Estimate> {
    let frequency = match e.frequency_as {
        FrequencyForm::LossEvents => quant::Frequency::poisson(range(e.loss_event_frequency?)),
        FrequencyForm::ThreatEvents => quant::Frequency::ThreatEvents {
            threat_events: quant::ThreatEvents::Direct(range(e.threat_event_frequency?)),
            susceptibility: quant::Susceptibility::Direct(range(e.susceptibility?)),
            each_year: false,
        },
        FrequencyForm::Evidence => {
            quant::Frequency::poisson(Dist::Events { events: e.events? as f64, years: e.observed_years? })
        }
    };
    let primary = losses(&e.primary_loss);
    let secondary = losses(&e.secondary_loss);
    let secondary = match e.secondary_frequency {
        Some(probability) if !secondary.is_empty() => {
            Some(quant::Secondary { probability: range(probability), losses: secondary })
        }
        _ => None,
    };
    let assumes =
        e.assumes.iter().filter(|c| made.controls.contains(&c.id())).filter_map(|c| isms.typed::<Control>(c.id()));
    let assumes = assumes.map(key).collect();
    (!primary.is_empty()).then_some(quant::Estimate { weight: 1.0, frequency, primary, secondary, assumes })
}

fn losses(list: &[Loss]) -> Vec<quant::Loss> {
    let form = |f: LossForm| match f {
        LossForm::Productivity => quant::LossForm::Productivity,
        LossForm::Response => quant::LossForm::Response,
        LossForm::Replacement => quant::LossForm::Replacement,
        LossForm::FinesAndJudgements => quant::LossForm::FinesAndJudgements,
        LossForm::CompetitiveAdvantage => quant::LossForm::CompetitiveAdvantage,
        LossForm::Reputation => quant::LossForm::Reputation,
    };
    list.iter().filter_map(|l| Some(quant::Loss { form: form(l.form), amount: range(l.amount?) })).collect()
}

/// What protects a risk: the effects of the controls that treat it and operate, each once.
fn protections(isms: &Isms, risk: &Record<Risk>, made: &Modelled) -> Vec<quant::Protection> {
    let mut ids: Vec<RecordId> = isms.pointing_from(risk.head.id, kind::of::<Control>()).map(|l| l.source).collect();
    ids.dedup();
    let mut controls: Vec<&Record<Control>> = ids.into_iter().filter_map(|id| isms.typed(id)).collect();
    controls.retain(|c| {
        is_live(c) && c.body.treats.iter().any(|r| r.id() == risk.head.id) && made.controls.contains(&c.head.id)
    });
    controls.sort_by_key(|c| c.head.number);
    controls.iter().flat_map(|c| c.body.effects.iter().filter_map(|e| protection(c, e))).collect()
}

fn protection(control: &Record<Control>, effect: &ControlEffect) -> Option<quant::Protection> {
    let factor = match effect.factor {
        FairFactor::ThreatEventFrequency | FairFactor::Susceptibility => Factor::Frequency,
        FairFactor::LossMagnitude => Factor::Magnitude,
        FairFactor::SecondaryFrequency => Factor::SecondaryProbability,
    };
    Some(quant::Protection { control: key(control), factor, multiplier: range(effect.multiplier?) })
}

/// Keeps the levels that two or more scenarios follow: alone, a level would only widen one risk twice.
fn keep_shared(made: &mut Modelled, levels: &BTreeMap<String, usize>) {
    for scenario in &mut made.model.scenarios {
        scenario.level = scenario.level.take().filter(|l| levels.get(l).is_some_and(|n| *n > 1));
    }
    let shared = levels.iter().filter(|(_, n)| **n > 1);
    made.model.levels = shared.map(|(id, _)| quant::Level { id: id.clone(), variance: LEVEL_VARIANCE }).collect();
}

fn add_treatment(isms: &Isms, treatment: &Record<Treatment>, made: &mut Modelled) {
    let body = &treatment.body;
    let scenarios: Vec<String> =
        body.treats.iter().filter_map(|r| made.scenario(r.id())).map(|i| made.model.scenarios[i].id.clone()).collect();
    let mut out = quant::Treatment { id: key(treatment), ..Default::default() };
    let money = |amount: Option<Money>, made: &mut Modelled| {
        let foreign = amount.is_some_and(|m| Some(m.currency) != made.currency);
        if foreign {
            made.gaps.push(Gap { record: treatment.head.id, lacks: Lack::Currency });
        }
        amount.filter(|_| !foreign).map_or(0.0, |m| m.major())
    };
    let premium = body.insurance.as_ref().filter(|_| body.option == TreatmentOption::Transfer).and_then(|i| i.premium);
    let (once, yearly) = (money(body.cost_once, made), money(body.cost_yearly, made) + money(premium, made));
    (out.cost, out.yearly_cost) = (once + yearly, Some(once / SPREAD_YEARS + yearly));
    match body.option {
        TreatmentOption::Mitigate => {
            let stated = body.improves.iter().flat_map(|i| improvement(isms, i, &scenarios, made));
            let stated: Vec<quant::TreatmentEffect> = stated.collect();
            let none = stated.is_empty();
            out.effects = stated.into_iter().filter(|e| !(is_done(treatment) && speaks_for_itself(made, e))).collect();
            if none {
                made.gaps.push(Gap { record: treatment.head.id, lacks: Lack::TreatmentEffect });
            }
        }
        TreatmentOption::Avoid => out.avoids = scenarios,
        TreatmentOption::Transfer => match &body.insurance {
            Some(terms) => out.transfers.push(quant::Transfer {
                id: key(treatment),
                scenarios,
                per_event: quant::Layer { retention: money(terms.retention, made), limit: None },
                annual: quant::Layer { retention: 0.0, limit: terms.limit.map(|_| money(terms.limit, made)) },
            }),
            None => made.gaps.push(Gap { record: treatment.head.id, lacks: Lack::TreatmentEffect }),
        },
        TreatmentOption::Accept => {}
    }
    let index = made.treatments.len();
    match &*treatment.head.state {
        "done" | "verified" => made.done.push(index),
        "decided" | "under-way" => made.decided.push(index),
        _ => {}
    }
    made.model.treatments.push(out);
    made.treatments.push(treatment.head.id);
}

fn is_done(treatment: &Record<Treatment>) -> bool {
    matches!(&*treatment.head.state, "done" | "verified")
}

/// Whether the control through which an effect comes states an effect of its own on the same scenario. Once a treatment is done, what
/// counts is what its control states and what tests find of it; the promise that led there would count twice.
fn speaks_for_itself(made: &Modelled, effect: &quant::TreatmentEffect) -> bool {
    let scenario = made.model.scenarios.iter().find(|s| s.id == effect.scenario);
    let Some((scenario, through)) = scenario.zip(effect.through.as_ref()) else { return false };
    scenario.controls.iter().any(|p| p.control == *through && p.factor == effect.factor)
}

fn improvement(isms: &Isms, i: &Improvement, scenarios: &[String], made: &Modelled) -> Vec<quant::TreatmentEffect> {
    let through =
        i.control.filter(|c| made.controls.contains(&c.id())).and_then(|c| isms.typed::<Control>(c.id())).map(key);
    let factors = [(Factor::Frequency, i.frequency_factor), (Factor::Magnitude, i.magnitude_factor)];
    let effect = |scenario: &String, factor, by: Range| quant::TreatmentEffect {
        scenario: scenario.clone(),
        factor,
        multiplier: range(by),
        through: through.clone(),
    };
    let stated = factors.into_iter().filter_map(|(factor, by)| Some((factor, by?)));
    stated.flat_map(|(factor, by)| scenarios.iter().map(move |s| effect(s, factor, by))).collect()
}

/// Prerequisites and exclusions among the treatments of the model; what is done already needs nothing.
fn resolve_order(isms: &Isms, made: &mut Modelled) {
    let name = |id: RecordId, made: &Modelled| made.treatment(id).map(|i| made.model.treatments[i].id.clone());
    for index in 0..made.treatments.len() {
        let Some(record) = isms.typed::<Treatment>(made.treatments[index]) else { continue };
        let open = |id: &RecordId| made.treatment(*id).is_some_and(|i| !made.done.contains(&i));
        let requires = record.body.prerequisites.iter().map(|t| t.id()).filter(open).filter_map(|id| name(id, made));
        let (requires, excludes) =
            (requires.collect(), record.body.excludes.iter().map(|t| t.id()).filter_map(|id| name(id, made)).collect());
        made.model.treatments[index].requires = requires;
        made.model.treatments[index].excludes = excludes;
    }
}

fn add_objective(isms: &Isms, objective: &Record<Objective>, made: &mut Modelled) {
    let id = objective.head.id;
    let (landings, missing) = landings(isms, id, made);
    if landings.is_empty() && missing.is_empty() {
        made.gaps.push(Gap { record: id, lacks: Lack::Assessment });
    }
    let body = &objective.body;
    let home = |m: &Money| Some(m.currency) == made.currency;
    let holds = match (body.baseline, body.target, body.tolerance) {
        (Some(baseline), Some(target), _) => Some(quant::Holds::ResultAtLeast { target, baseline: range(baseline) }),
        (_, _, Some(t)) if home(&t) => Some(quant::Holds::LossAtMost { tolerance: t.major() }),
        (_, _, Some(_)) => {
            made.gaps.push(Gap { record: id, lacks: Lack::Currency });
            None
        }
        _ => None,
    };
    let Some(holds) = holds else {
        made.gaps.push(Gap { record: id, lacks: Lack::Tolerance });
        return;
    };
    let further = body.further_tolerance.iter().filter_map(|p| p.amount).filter(home).map(|m| m.major()).collect();
    made.model.objectives.push(quant::Objective { id: key(objective), losses: landings, holds, further });
    made.objectives.push(id);
}

/// What lands on an objective, and the risks that threaten it without a number.
fn landings(isms: &Isms, objective: RecordId, made: &Modelled) -> (Vec<quant::Landing>, Vec<RecordId>) {
    let (mut landings, mut missing) = (Vec::new(), Vec::new());
    for risk in threatening(isms, objective) {
        let threatened = risk.body.threatens.iter().find(|t| t.objective.is_some_and(|o| o.id() == objective));
        let share = threatened.and_then(|t| t.share).map_or(1.0, |s| s.0);
        match made.scenario(risk.head.id) {
            Some(i) => landings.push(quant::Landing { scenario: made.model.scenarios[i].id.clone(), share }),
            None => missing.push(risk.head.id),
        }
    }
    (landings, missing)
}

/// The open risks that threaten an objective, in key order.
pub fn threatening(isms: &Isms, objective: RecordId) -> Vec<&Record<Risk>> {
    let mut ids: Vec<RecordId> = isms.pointing_from(objective, kind::of::<Risk>()).map(|l| l.source).collect();
    ids.dedup();
    let mut risks: Vec<&Record<Risk>> =
        ids.into_iter().filter_map(|id| isms.typed(id)).filter(|r| r.is_open()).collect();
    risks.sort_by_key(|r| r.head.number);
    risks
}

/// The bytes that the input hash is taken of: the model as JSON, in the order of its fields.
pub fn canonical(model: &quant::Model) -> Vec<u8> {
    serde_json::to_vec(model).unwrap_or_default()
}

/// The input hash of a model.
pub fn input_hash(model: &quant::Model) -> String {
    hex::encode(Sha256::digest(canonical(model)))
}
