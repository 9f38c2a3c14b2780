//! `GET /analysis/certainty`, `/analysis/model` and `POST /analysis/simulate`: how certain the objectives are, from what, and the same engine for
//! any model.

use super::{
    answer,
    caller::{Caller, readable},
    problem::{self, Problem, Result},
};
use axum::{body::Bytes, http::StatusCode};
use isms::{
    analysis::{certainty::Method, model::input_hash, told},
    context::Objective,
    kind,
    outer::Names,
};
use quant::simulate::{Question, Settings, run};
use serde_json::json;

/// The most worlds and years of a request.
const MOST: i64 = 4_000_000;

/// The most loss events that are simulated for a request: some seconds of work.
const MOST_EVENTS: f64 = 1e8;

/// `GET /analysis/certainty`: of the organisation, released as aggregates; the risks that hold an objective back by key.
pub async fn show(caller: Caller) -> Result {
    caller.only(&["as_of", "objective", "worlds", "years"])?;
    let view = caller.view().await?;
    readable(&view, kind::of::<Objective>())?;
    let isms = view.for_the_organisation();
    let only: Vec<String> =
        caller.param("objective").map(|o| o.split(',').map(|k| k.trim().to_owned()).collect()).unwrap_or_default();
    if let Some(wrong) = only.iter().find(|k| isms.find(k).is_none_or(|(_, kind)| kind.name != "objective")) {
        return Err(Problem::missing(&format!("objective {wrong:?}")));
    }
    let (worlds, years) = size(&caller)?;
    let found = caller.app.service.certainty_with(isms, worlds, years).await?;
    Ok(answer::json(
        StatusCode::OK,
        &told::answer(isms, &found, &only, &|id| view.get(id).map(|r| r.key().to_string())),
    ))
}

fn size(caller: &Caller) -> Result<(usize, usize)> {
    let (worlds, years) =
        (caller.number("worlds", 1, MOST)?.unwrap_or(256), caller.number("years", 1, MOST)?.unwrap_or(1_024));
    if worlds.saturating_mul(years) > MOST {
        let message = format!("worlds times years: expected at most {MOST}, found {}", worlds.saturating_mul(years));
        return Err(Problem::new(&problem::PARAMETER, message));
    }
    Ok((worlds as usize, years as usize))
}

/// `GET /analysis/model`: the model that the numbers are computed from.
pub async fn model(caller: Caller) -> Result {
    caller.only(&["as_of"])?;
    let view = caller.view().await?;
    for name in ["risk", "estimate", "control", "treatment", "objective"] {
        if let Some(kind) = kind::by_name(name) {
            readable(&view, kind)?;
        }
    }
    let made = caller.app.service.model(view.for_the_organisation());
    let model = serde_json::to_value(&made.made.model).unwrap_or_default();
    Ok(answer::json(StatusCode::OK, &json!({ "input_hash": made.hash, "model": model })))
}

/// `POST /analysis/simulate`: a model in, its losses and certainties out; nothing is stored.
pub async fn simulate(caller: Caller, body: Bytes) -> Result {
    caller.only(&["worlds", "years", "seed"])?;
    let (worlds, years) = size(&caller)?;
    let seed = caller.number("seed", 0, i64::MAX)?.unwrap_or(1) as u64;
    let (model, checked) = formats::model::read(&body).map_err(|faults| {
        let lines: Vec<String> = faults.iter().take(20).map(ToString::to_string).collect();
        Problem::new(&problem::INVALID, lines.join("\n"))
    })?;
    let events = checked.events_a_year() * (worlds * years) as f64;
    if events > MOST_EVENTS {
        let message = format!(
            "about {events:.0} loss events would have to be simulated, expected at most {MOST_EVENTS}: ask for fewer years, or use surety simulate"
        );
        return Err(Problem::new(&problem::PARAMETER, message));
    }
    let settings = Settings { seed, worlds, years_per_world: years, threads: 2 };
    let hash = input_hash(&model);
    let method = Method {
        engine: "simulation",
        model_version: quant::MODEL_VERSION,
        seed,
        worlds,
        years_per_world: years,
        input_hash: hash.clone(),
        with: Vec::new(),
    };
    let key = format!("simulate {hash} {seed} {worlds} {years}");
    let found = caller.app.service.remembered(key, move || {
        let outcome = run(&checked, &settings, &Question { contributions: true, ..Question::today() });
        outcome.map(|o| told::outcome(&checked, &o, &["as it stands"])).map_err(|e| e.to_string())
    });
    match found.await?.as_ref() {
        Ok(outcome) => {
            Ok(answer::json(StatusCode::OK, &json!({ "method": told::method(&method), "simulation": outcome })))
        }
        Err(reason) => Err(Problem::new(&problem::INVALID, reason.clone())),
    }
}
