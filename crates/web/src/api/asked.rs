//! `GET /analysis/asked`: what is asked of the caller, as the page My week shows it.

use super::{answer, caller::Caller, problem::Result, shape};
use axum::http::StatusCode;
use isms::{
    analysis::asked::{self, Asked, How, Why},
    field::Choice as _,
    values::RecordId,
    view::View,
};
use serde_json::{Value, json};

/// How far ahead it looks where nothing is said, and at most.
const DAYS: (i64, i64) = (asked::AHEAD as i64, 366);

/// `GET /analysis/asked`
pub async fn show(caller: Caller) -> Result {
    caller.only(&["as_of", "days"])?;
    let view = caller.view().await?;
    let days = caller.number("days", 0, DAYS.1)?.unwrap_or(DAYS.0);
    let days = i32::try_from(days).unwrap_or(i32::MAX);
    let isms = view.for_the_organisation();
    let all = match caller.viewer.person {
        Some(person) => caller.app.service.asked(isms, &view.sight, person, days).await?,
        None => Vec::new(),
    };
    let minutes = asked::minutes(&all);
    let body = json!({
        "as_of": view.moment().seq,
        "days": days,
        "late": all.iter().filter(|a| a.late).count(),
        "minutes": minutes.value,
        "data": all.iter().map(|a| plain(&view, a)).collect::<Vec<_>>(),
    });
    Ok(answer::json(StatusCode::OK, &body))
}

fn brief(view: &View, id: RecordId) -> Option<Value> {
    view.get(id).map(|r| shape::brief(r.as_ref()))
}

fn plain(view: &View, a: &Asked) -> Value {
    let (act, step, page) = match &a.act {
        How::Acknowledge => ("acknowledge", None, None),
        How::Vote => ("vote", None, None),
        How::Step { name } => ("step", Some(*name), None),
        How::Open(path) => ("open", None, Some(path.clone())),
    };
    let (why, from) = match a.why {
        Why::Owner => ("owner", None),
        Why::Assigned => ("assigned", None),
        Why::Audience => ("audience", None),
        Why::Asked(id) => ("asked", brief(view, id)),
        Why::Deputy(id) => ("deputy", brief(view, id)),
        Why::Member(id) => ("member", brief(view, id)),
        Why::Team(id) => ("team", brief(view, id)),
        Why::Manager => ("manager", None),
        Why::SecondLine => ("second-line", None),
        Why::Rule(code) => ("rule", Some(json!(code))),
    };
    json!({
        "what": a.what.word(), "record": brief(view, a.record), "about": a.about.and_then(|id| brief(view, id)),
        "due": a.due.map(|d| d.to_string()), "late": a.late,
        "minutes": {"value": a.minutes.value, "estimated": a.minutes.estimated},
        "why": {"reason": why, "from": from}, "who_waits": a.who_waits.and_then(|id| brief(view, id)),
        "act": {"how": act, "step": step, "page": page},
    })
}
