//! `GET /analysis/answer`: how risk information changed what resources went where, over a period.

use super::{
    answer,
    caller::{Caller, readable},
    problem::{Problem, Result},
    shape,
};
use axum::http::StatusCode;
use isms::{
    analysis::allocation::{self, Basis, Happened, Moved, Totals},
    governance::Decision,
    kind, rules,
    view::View,
};
use jiff::civil::Date;
use serde_json::{Value, json};

/// `GET /analysis/answer`
pub async fn show(caller: Caller) -> Result {
    caller.only(&["as_of", "from", "to"])?;
    let view = caller.view().await?;
    readable(&view, kind::of::<Decision>())?;
    let isms = view.for_the_organisation();
    let today = rules::today(isms);
    let day = |name: &str| match caller.param(name) {
        Some(text) => {
            text.parse::<Date>().map(Some).map_err(|_| Problem::parameter(name, "expected a day such as 2026-03-31"))
        }
        None => Ok(None),
    };
    let to = day("to")?.unwrap_or(today);
    let from = day("from")?.unwrap_or_else(|| to.checked_sub(jiff::Span::new().days(365)).unwrap_or(Date::MIN));
    let numbers = caller.app.service.numbers(isms).await?;
    let found = allocation::answer(isms, &numbers, from, to, today);
    let decisions: Vec<Value> = found.decisions.iter().filter_map(|d| decision(&view, d)).collect();
    let body = json!({
        "as_of": view.moment().seq, "from": from.to_string(), "to": to.to_string(),
        "informed": totals(&view, &found.informed), "uninformed": totals(&view, &found.uninformed),
        "due_for_comparison": found.come, "compared": found.compared,
        "hidden": found.decisions.len() - decisions.len(),
        "decisions": decisions,
        "references": allocation::REFERENCES.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        "method": {"model_version": numbers.model_version, "input_hash": numbers.input_hash},
    });
    Ok(answer::json(StatusCode::OK, &body))
}

fn totals(view: &View, t: &Totals) -> Value {
    let money = isms::values::Money { minor: t.money, currency: view.for_the_organisation().currency() };
    json!({"decisions": t.decisions, "moving": t.moving, "money": money.to_string(), "other_currencies": t.foreign, "person_days": t.effort})
}

fn decision(view: &View, d: &Moved) -> Option<Value> {
    let record = view.get(d.decision)?;
    let happened = match &d.happened {
        Happened::Recorded => json!({"recorded": record.typed::<Decision>().map(|r| r.body.outcome.0.clone())}),
        Happened::Now { certainty, .. } => json!({"certainty": certainty.0, "error": certainty.1}),
        Happened::Unknown => Value::Null,
    };
    let basis = d.basis.map(|b| match b {
        Basis::Picture => "picture",
        Basis::Predicted => "predicted",
        Basis::Disclosed(_) => "disclosed",
    });
    Some(json!({
        "decision": shape::brief(record.as_ref()), "on": d.on.to_string(), "basis": basis,
        "money": d.money.map(|m| m.to_string()), "person_days": d.effort,
        "objective": d.objective.and_then(|o| view.get(o)).map(|o| shape::brief(o.as_ref())),
        "predicted": {"before": d.predicted.0, "after": d.predicted.1}, "happened": happened, "due": d.come,
    }))
}
