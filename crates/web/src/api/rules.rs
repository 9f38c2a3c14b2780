//! `GET /analysis/rules`: the rules and what they find, as far as the caller may see it.

use super::{answer, caller::Caller, problem::Result, shape};
use axum::http::StatusCode;
use isms::{
    field::Choice as _,
    rules::{self, Rule},
    view::View,
};
use serde_json::{Value, json};
use service::signals::Standing;

/// `GET /analysis/rules`
pub async fn show(caller: Caller) -> Result {
    caller.only(&["as_of", "rule"])?;
    let view = caller.view().await?;
    let wanted = caller.param("rule").map(str::to_owned);
    let standing = caller.app.service.standing(&caller.viewer, &view).await?;
    let holds = |code: &str| wanted.as_deref().is_none_or(|w| w == code);
    let signals: Vec<Value> = standing.iter().filter(|s| holds(s.signal.code)).map(|s| found(&view, s)).collect();
    let count = |rule: &Rule| standing.iter().filter(|s| s.signal.code == rule.code).count();
    let catalogue = rules::all().iter().filter(|r| holds(r.code)).map(|r| described(r, count(r)));
    let body = json!({
        "as_of": view.moment().seq,
        "rules": catalogue.collect::<Vec<_>>(),
        "signals": signals,
    });
    Ok(answer::json(StatusCode::OK, &body))
}

fn described(rule: &Rule, found: usize) -> Value {
    json!({
        "code": rule.code, "area": rule.area.name(), "severity": rule.severity.word(), "title": rule.title,
        "what": rule.what, "why": rule.why, "how": rule.how, "clauses": rule.clauses, "found": found,
    })
}

fn found(view: &View, s: &Standing) -> Value {
    json!({
        "rule": s.signal.code, "severity": s.signal.severity.word(), "message": s.signal.message, "since": s.since,
        "record": s.signal.record.and_then(|r| view.get(r)).map(|r| shape::brief(r.as_ref())),
    })
}
