//! Outcomes as JSON: the one form in which the API and the command line tell them. Doubles are written so that they read back to the same bits.

use super::certainty::{AFTER, Answer, BEFORE, Method, Standing, TODAY};
use crate::{context::Objective, isms::Isms, record::Record, values::RecordId};
use quant::{
    Checked,
    simulate::{Certainty, Contribution, Drag, Estimated, Losses, ObjectiveOutcome, Outcome, Refused, VariantOutcome},
};
use serde_json::{Value, json};

/// A value with its standard error.
pub fn estimated(e: &Estimated) -> Value {
    json!({ "value": e.value, "error": e.error })
}

/// A certainty with error and band.
pub fn certainty(c: &Certainty) -> Value {
    json!({ "mean": c.mean, "error": c.error, "band": [c.band.0, c.band.1], "worlds": c.worlds, "years": c.years })
}

fn asked(list: &[(f64, Result<Estimated, Refused>)]) -> Value {
    let one = |(p, found): &(f64, Result<Estimated, Refused>)| match found {
        Ok(e) => json!({ "probability": p, "value": e.value, "error": e.error }),
        Err(refused) => json!({ "probability": p, "value": null, "refused": refused.to_string() }),
    };
    list.iter().map(one).collect()
}

/// Losses of a year.
pub fn losses(l: &Losses) -> Value {
    let point = |p: &quant::simulate::CurvePoint| {
        json!({
            "amount": p.amount, "probability": p.probability.value, "error": p.probability.error,
            "band": [p.band.0, p.band.1], "exceedances": p.exceedances,
        })
    };
    json!({
        "mean": estimated(&l.mean), "sd": l.sd, "no_loss": estimated(&l.p_none), "percentiles": asked(&l.percentiles),
        "shortfall": asked(&l.shortfall), "curve": l.curve.iter().map(point).collect::<Vec<_>>(),
    })
}

fn name(names: &[&str], index: usize) -> Value {
    names.get(index).map_or(Value::Null, |n| json!(n))
}

fn objective(id: &str, o: &ObjectiveOutcome, scenarios: &[&str]) -> Value {
    let drag = |d: &Drag| json!({ "scenario": name(scenarios, d.scenario), "gain": estimated(&d.gain) });
    let part = |c: &Contribution| contribution(c, scenarios);
    json!({
        "id": id, "certainty": certainty(&o.certainty), "further": o.further.iter().map(certainty).collect::<Vec<_>>(),
        "gain": estimated(&o.gain), "losses": losses(&o.losses), "drags": o.drags.iter().map(drag).collect::<Vec<_>>(),
        "contributions": o.contributions.iter().map(part).collect::<Vec<_>>(),
    })
}

fn contribution(c: &Contribution, scenarios: &[&str]) -> Value {
    json!({ "scenario": name(scenarios, c.scenario), "to_mean": c.to_mean, "to_shortfall95": c.to_shortfall95 })
}

/// A variant.
pub fn variant(checked: &Checked, v: &VariantOutcome) -> Value {
    let scenarios: Vec<&str> = checked.scenarios().collect();
    let objectives = checked.objectives().zip(&v.objectives).map(|(id, o)| objective(id, o, &scenarios));
    let means =
        scenarios.iter().zip(&v.scenarios).map(|(id, e)| json!({ "id": id, "mean": e.value, "error": e.error }));
    json!({
        "total": losses(&v.total), "objectives": objectives.collect::<Vec<_>>(), "joint": certainty(&v.joint),
        "saved": { "mean": estimated(&v.saved.mean), "cost": v.saved.cost, "pays": estimated(&v.saved.pays) },
        "contributions": v.contributions.iter().map(|c| contribution(c, &scenarios)).collect::<Vec<_>>(),
        "scenarios": means.collect::<Vec<_>>(),
    })
}

/// How it was computed.
pub fn method(m: &Method) -> Value {
    json!({
        "engine": m.engine, "model_version": m.model_version, "seed": m.seed, "worlds": m.worlds,
        "years_per_world": m.years_per_world, "input_hash": m.input_hash, "with": m.with,
    })
}

/// An outcome: named variants in order.
pub fn outcome(checked: &Checked, outcome: &Outcome, names: &[&str]) -> Value {
    let variants = outcome.variants.iter().zip(names).map(|(v, n)| ((*n).to_owned(), variant(checked, v)));
    json!({
        "years": outcome.years, "events": outcome.events,
        "variants": variants.collect::<serde_json::Map<String, Value>>(),
    })
}

/// Everything about an organisation's certainty. `only` limits the objectives to these keys; empty means all. `named` gives the key of a record that
/// may be named.
pub fn answer(isms: &Isms, answer: &Answer, only: &[String], named: &dyn Fn(RecordId) -> Option<String>) -> Value {
    let objectives = isms.all::<Objective>().filter(|o| o.head.state.as_ref() != "closed");
    let objectives = objectives.filter_map(|o| {
        let key = format!("OBJ-{}", o.head.number);
        (only.is_empty() || only.contains(&key)).then(|| standing(isms, answer, o, named))
    });
    json!({
        "method": method(&answer.method), "fault": answer.fault,
        "objectives": objectives.collect::<Vec<_>>(),
        "joint": answer.variant(TODAY).map(|v| certainty(&v.joint)),
        "total": answer.variant(TODAY).map(|v| losses(&v.total)),
    })
}

fn standing(
    isms: &Isms,
    answer: &Answer,
    objective: &Record<Objective>,
    named: &dyn Fn(RecordId) -> Option<String>,
) -> Value {
    let id = objective.head.id;
    let Standing { certainty: known, unknown, so_far, required } = answer.standing(isms, id);
    let gap = |g: &super::model::Gap| json!({ "record": named(g.record), "lacks": format!("{:?}", g.lacks) });
    let of = |variant| answer.objective(variant, id).map(|o| certainty(&o.certainty));
    json!({
        "id": named(id), "title": named(id).map(|_| &objective.head.title), "certainty": known.map(certainty), "required": required,
        "unknown_because": unknown.iter().map(gap).collect::<Vec<_>>(),
        "so_far": so_far.map(|o| certainty(&o.certainty)),
        "without_controls": of(BEFORE), "with_decided_treatments": of(AFTER),
        "losses": so_far.map(|o| losses(&o.losses)),
        "drags": so_far.map(|o| o.drags.iter().map(|d| {
            let risk = answer.made.risks.get(d.scenario).and_then(|r| named(*r));
            json!({ "risk": risk, "gain": estimated(&d.gain) })
        }).collect::<Vec<_>>()),
    })
}
