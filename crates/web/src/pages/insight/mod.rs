//! What the analyses say about a record, at the head of its page: one file for each kind that has something to say.

mod control;
pub mod loss;
mod objective;
pub mod risk;
mod treatment;

use crate::{cx::Cx, fault::Result};
use isms::{
    context::Objective,
    control::Control,
    record::AnyRecord,
    risk::{Risk, Treatment},
};
use maud::Markup;

/// What is shown above the fields of a record.
#[derive(Default)]
pub struct Insight {
    /// The sentence under the title, where it is another than kind and key.
    pub lede: Option<Markup>,
    /// In the wide column, above everything.
    pub main: Option<Markup>,
    /// In the narrow column, above everything.
    pub beside: Option<Markup>,
}

/// What is known about a record; nothing for most kinds.
pub async fn of(cx: &Cx, record: &dyn AnyRecord) -> Result<Insight> {
    if let Some(objective) = record.typed::<Objective>() {
        return objective::insight(cx, objective).await;
    }
    if let Some(risk) = record.typed::<Risk>() {
        return risk::insight(cx, risk).await;
    }
    if let Some(control) = record.typed::<Control>() {
        return control::insight(cx, control).await;
    }
    if let Some(treatment) = record.typed::<Treatment>() {
        return treatment::insight(cx, treatment).await;
    }
    Ok(Insight::default())
}
