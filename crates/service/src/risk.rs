//! One risk in numbers, asked of a value.

use crate::{Result, Service};
use isms::{
    analysis::{
        model,
        risk::{self, Settings, Told},
    },
    isms::Isms,
    record::Record,
    risk::{Estimate, Risk},
};
use std::sync::Arc;

impl Service {
    /// Everything that is told of a risk at the moment of a value. It answers for the organisation and releases aggregates.
    ///
    /// # Errors
    /// As [`Service::remembered`].
    pub async fn risk(&self, isms: &Isms, risk: &Record<Risk>) -> Result<Arc<Told>> {
        let pool = model::pool(isms, risk.head.id);
        let made = model::of_risk(isms, risk, &pool.iter().map(|e| &e.body).collect::<Vec<&Estimate>>());
        // Done and decided choose the variants and are no part of the model.
        let hash = model::input_hash(&made.model);
        let key = format!("risk {} {} {hash} {:?} {:?}", isms.org, risk.head.id.0, made.done, made.decided);
        self.remembered(key, move || risk::tell(made, &Settings::USUAL)).await
    }
}
