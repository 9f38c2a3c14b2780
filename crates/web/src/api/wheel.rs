//! `GET /analysis/wheel`: what the rules find of each capability, what travels between them, and what degrades if one stops.

use super::{
    answer,
    caller::{Caller, readable},
    problem::{self, Problem, Result},
};
use crate::pages;
use axum::http::StatusCode;
use isms::{
    analysis::wheel::{self, SEVEN},
    context::Objective,
    kind,
};
use std::sync::Arc;

/// `GET /analysis/wheel`: of the organisation, released as counts; records by key as far as the caller may see them.
pub async fn show(caller: Caller) -> Result {
    caller.only(&["as_of", "stops"])?;
    let view = caller.view().await?;
    readable(&view, kind::of::<Objective>())?;
    let isms: &Arc<_> = view.for_the_organisation();
    let service = &caller.app.service;
    let numbers = service.numbers(isms).await?;
    let signals = service.all_signals(&caller.viewer, &view).await?;
    let seen = wheel::wheel(isms, &numbers, &signals);
    let mut stops = Vec::new();
    if let Some(asked) = caller.param("stops") {
        let area = SEVEN.into_iter().find(|a| a.name() == asked).ok_or_else(|| {
            let names: Vec<&str> = SEVEN.iter().map(|a| a.name()).collect();
            Problem::new(&problem::PARAMETER, format!("stops: expected one of {}, found {asked:?}", names.join(", ")))
        })?;
        let lost = pages::wheel::stops(service, isms, &numbers, &signals, area).await?;
        stops.push((area, lost.as_ref().clone()));
    }
    let named = |id| view.get(id).map(|r| r.key().to_string());
    Ok(answer::json(StatusCode::OK, &wheel::told(isms, &seen, &stops, &named)))
}
