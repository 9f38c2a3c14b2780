//! `GET /analysis/backtest`: what was stated beside what happened, for the organisation; single cases as far as the caller may
//! see them.

use super::{
    answer,
    caller::{Caller, readable},
    problem::Result,
    shape,
};
use axum::http::StatusCode;
use isms::{
    analysis::backtest::{
        self, ANALYSIS, CountCase, LossCase, Record90,
        forecasts::{Forecasts, Mean},
    },
    kind,
    risk::{
        Estimate, Forecast,
        calibration::score::{ENOUGH, HitRate, Score, Verdict},
    },
    values::RecordId,
    view::View,
};
use serde_json::{Value, json};

/// `GET /analysis/backtest`
pub async fn show(caller: Caller) -> Result {
    caller.only(&["as_of"])?;
    let view = caller.view().await?;
    readable(&view, kind::of::<Estimate>())?;
    readable(&view, kind::of::<Forecast>())?;
    let test = caller.app.service.memo().answer(view.for_the_organisation(), &ANALYSIS, backtest::backtest);
    let losses: Vec<Value> = test.losses.iter().filter_map(|l| loss(&view, l)).collect();
    let counts: Vec<Value> = test.counts.iter().filter_map(|c| count(&view, c)).collect();
    let body = json!({
        "as_of": view.moment().seq,
        "model": {"name": ANALYSIS.name, "version": ANALYSIS.version},
        "overall": of(&view, &test.overall),
        "estimators": test.estimators.iter().map(|e| of(&view, e)).collect::<Vec<_>>(),
        "hidden": {"losses": test.losses.len() - losses.len(), "counts": test.counts.len() - counts.len()},
        "incidents_without_comparison": test.without.len(),
        "losses": losses,
        "counts": counts,
    });
    Ok(answer::json(StatusCode::OK, &body))
}

fn brief(view: &View, id: RecordId) -> Option<Value> {
    view.get(id).map(|r| shape::brief(r.as_ref()))
}

fn loss(view: &View, l: &LossCase) -> Option<Value> {
    Some(json!({
        "incident": brief(view, l.incident)?, "estimate": brief(view, l.estimate)?, "risk": brief(view, l.risk),
        "estimator": l.estimator.and_then(|p| brief(view, p)), "on": l.on.to_string(), "loss": l.loss,
        "range": {"low": l.range.0, "high": l.range.1}, "inside": l.inside(),
    }))
}

fn count(view: &View, c: &CountCase) -> Option<Value> {
    let (low, high) = c.belief.expected(c.years);
    Some(json!({
        "estimate": brief(view, c.estimate)?, "risk": brief(view, c.risk),
        "estimator": c.estimator.and_then(|p| brief(view, p)),
        "from": c.window.0.to_string(), "to": c.window.1.to_string(), "years": c.years,
        "expected": {"low": low, "high": high}, "observed": c.observed, "inside": c.inside,
    }))
}

fn of(view: &View, e: &Record90) -> Value {
    json!({
        "person": e.person.and_then(|p| brief(view, p)), "losses": rate(&e.losses, 0.9, RANGES), "counts": rate(&e.counts, 0.9, RANGES),
        "forecasts": forecasts(&e.forecasts), "exercises": e.exercises.as_ref().map(exercises),
    })
}

/// What ranges are called that hold too seldom and too often; then statements, then what was forecast.
const RANGES: [&str; 2] = ["too-narrow", "too-wide"];
const STATEMENTS: [&str; 2] = ["too-sure", "not-sure-enough"];
const HAPPENED: [&str; 2] = ["less-often", "more-often"];

fn rate(r: &HitRate, stated: f64, words: [&str; 2]) -> Value {
    let verdict = match r.against(stated) {
        Verdict::TooFew => "too-few-to-tell",
        Verdict::TooNarrow => words[0],
        Verdict::TooWide => words[1],
        Verdict::Fine => "fine",
    };
    json!({"hits": r.hits, "n": r.n, "interval90": {"low": r.low, "high": r.high}, "verdict": verdict})
}

fn mean(n: usize, mean: Option<Mean>) -> Value {
    let interval = mean.and_then(|m| m.interval).map(|(low, high)| json!({"low": low, "high": high}));
    json!({"mean": mean.map(|m| m.value), "n": n, "interval90": interval, "enough": n >= ENOUGH})
}

fn forecasts(f: &Forecasts) -> Value {
    let bin = |b: &backtest::forecasts::Bin| json!({"from": b.from, "to": b.to, "stated": b.stated, "happened": rate(&b.happened, b.stated, HAPPENED)});
    json!({
        "resolved": f.resolved, "open": f.open, "overdue": f.overdue, "void": f.void,
        "brier": mean(f.resolved, f.brier), "log": mean(f.resolved, f.log),
        "bins": f.bins.iter().map(bin).collect::<Vec<_>>(),
    })
}

fn exercises(s: &Score) -> Value {
    json!({
        "exercises": s.exercises, "ranges": rate(&s.ranges, 0.9, RANGES),
        "statements": rate(&s.statements, s.stated.unwrap_or(0.5), STATEMENTS), "stated": s.stated, "brier": s.brier,
    })
}
