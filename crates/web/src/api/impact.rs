//! `GET /analysis/impact`: what publishing the draft of a policy, guideline or requirement would do.

use super::{
    answer,
    caller::{Caller, readable},
    problem::{self, Problem, Result},
    shape,
};
use axum::http::StatusCode;
use isms::{
    analysis::impact::{self, Impact},
    kind,
    policy::Requirement,
    values::RecordId,
    view::View,
};
use serde_json::{Value, json};

/// Kinds whose drafts are weighed.
const WEIGHED: [&str; 3] = ["policy", "guideline", "requirement"];

/// `GET /analysis/impact?record=KEY`
pub async fn show(caller: Caller) -> Result {
    caller.only(&["as_of", "record"])?;
    let view = caller.view().await?;
    readable(&view, kind::of::<Requirement>())?;
    let key = caller.param("record").unwrap_or_default();
    let Some(record) = view.by_key(key).filter(|r| WEIGHED.contains(&r.kind().name)) else {
        let expected = format!("record: expected the key of a policy, guideline or requirement, found {key:?}");
        return Err(Problem::new(&problem::PARAMETER, expected));
    };
    let found = impact::of_draft(view.for_the_organisation(), record.head().id);
    let mut body = told(&view, &found);
    body["as_of"] = json!(view.moment().seq);
    body["record"] = shape::brief(record.as_ref());
    Ok(answer::json(StatusCode::OK, &body))
}

/// Records that the caller may see; the others are counted.
fn seen(view: &View, ids: &[RecordId]) -> Value {
    let shown: Vec<Value> = ids.iter().filter_map(|id| view.get(*id)).map(|r| shape::brief(r.as_ref())).collect();
    let hidden = ids.len() - shown.len();
    json!({ "records": shown, "hidden": hidden })
}

fn told(view: &View, found: &Impact) -> Value {
    let requirements = found.requirements.iter().filter_map(|(id, what)| {
        view.get(*id).map(|r| json!({ "record": shape::brief(r.as_ref()), "what": what.word() }))
    });
    let stale: Vec<RecordId> = found.instructions.iter().map(|i| i.instruction).collect();
    let readers = found.readers.iter().map(|r| {
        json!({
            "record": view.get(r.record).map(|x| shape::brief(x.as_ref())), "at_once": r.at_once,
            "again": r.again, "first": r.first,
            "minutes_of_change": r.change.value, "minutes_of_whole": r.whole.value, "estimated": r.change.estimated,
            "minutes_together": r.minutes(),
        })
    });
    json!({
        "statements": found.statements.iter().map(|s| json!({ "number": s.number, "what": s.what.word() })).collect::<Vec<_>>(),
        "requirements": requirements.collect::<Vec<_>>(),
        "instructions": seen(view, &stale),
        "teams": seen(view, &found.teams),
        "controls": seen(view, &found.controls),
        "tests": seen(view, &found.tests),
        "evidence": seen(view, &found.evidence),
        "exceptions": seen(view, &found.exceptions),
        "supplier_obligations": seen(view, &found.supplier_obligations),
        "readers": readers.collect::<Vec<_>>(),
        "hours_at_once": found.hours(),
        "hours_later": found.hours_later(),
    })
}
