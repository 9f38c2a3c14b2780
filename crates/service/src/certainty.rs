//! How certain each objective is, asked of a value.

use crate::{Error, Result, Service};
use isms::{
    analysis::certainty::{self, Answer},
    isms::Isms,
};
use quant::{
    Variant,
    simulate::{Outcome, Settings},
};
use std::sync::Arc;

/// Threads of one simulation.
const THREADS: usize = 2;

/// The usual settings with another number of worlds and years.
fn settings(worlds: usize, years_per_world: usize) -> Settings {
    Settings { worlds, years_per_world, ..certainty::settings(THREADS) }
}

impl Service {
    /// How certain each objective is at the moment of a value. It answers for the organisation and releases aggregates.
    ///
    /// # Errors
    /// As [`Service::remembered`].
    pub async fn certainty(&self, isms: &Isms) -> Result<Arc<Answer>> {
        self.certainty_with(isms, certainty::WORLDS, certainty::YEARS).await
    }

    /// The same with another number of worlds and years.
    ///
    /// # Errors
    /// As [`Service::remembered`].
    pub async fn certainty_with(&self, isms: &Isms, worlds: usize, years: usize) -> Result<Arc<Answer>> {
        let model = self.model(isms);
        let settings = settings(worlds, years);
        let key = format!("certainty {} {} {worlds} {years}", isms.org, model.key);
        self.remembered(key, move || certainty::compute(model.made.clone(), &settings)).await
    }

    /// How it stands today and nothing else, with so many worlds and years.
    ///
    /// # Errors
    /// As [`Service::remembered`].
    pub async fn certainty_today(&self, isms: &Isms, worlds: usize, years: usize) -> Result<Arc<Answer>> {
        let model = self.model(isms);
        let settings = settings(worlds, years);
        let key = format!("today {} {} {worlds} {years}", isms.org, model.key);
        self.remembered(key, move || certainty::compute_today(model.made.clone(), &settings)).await
    }

    /// Further variants of a model in the same years; the first of the outcome is today.
    ///
    /// # Errors
    /// As [`Service::remembered`]; [`Error::Denied`] with the engine's reason.
    pub async fn what_if(&self, answer: &Arc<Answer>, variants: Vec<Variant>) -> Result<Arc<Outcome>> {
        let method = &answer.method;
        let done = &answer.made.done;
        let key =
            format!("what-if {} {} {} {done:?} {variants:?}", method.input_hash, method.worlds, method.years_per_world);
        let settings = settings(method.worlds, method.years_per_world);
        let answer = answer.clone();
        let outcome = self.remembered(key, move || answer.what_if(variants, &settings).map(Arc::new)).await?;
        (*outcome).clone().map_err(Error::Denied)
    }
}
