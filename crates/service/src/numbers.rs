//! The newest numbers for rules, agendas and messages, and pictures of them for decisions and disclosures.

use crate::{Result, Service, Viewer};
use isms::{
    analysis::numbers::{self, Numbers},
    isms::Isms,
    picture::Picture,
    risk::Risk,
    rules::{self, Signals},
    values::RecordId,
    view::View,
};
use std::sync::{Arc, PoisonError};

impl Service {
    /// The numbers of a value: certainty of every objective, cost of every risk. It answers for the organisation.
    ///
    /// # Errors
    /// As [`Service::remembered`].
    pub async fn numbers(&self, isms: &Arc<Isms>) -> Result<Arc<Numbers>> {
        let answer = self.certainty(isms).await?;
        let key = format!("costs {} {}", isms.org, self.model(isms).key);
        let (value, from) = (isms.clone(), answer.clone());
        let costs = self.remembered(key, move || numbers::costs(&value, &from)).await?;
        Ok(Arc::new(numbers::with(isms, &answer, &costs)))
    }

    /// All signals of a view, also of those rules that wait for numbers; see [`Service::signals`] for what is known at once.
    ///
    /// # Errors
    /// As [`Service::numbers`].
    pub async fn all_signals(&self, viewer: &Viewer, view: &View) -> Result<Signals> {
        let isms = view.for_the_organisation();
        let numeric = rules::numeric(isms, self.numbers(isms).await?.as_ref());
        let held = self.held(viewer.org).await?;
        if isms.moment.seq == held.current().moment.seq {
            *held.numeric.lock().unwrap_or_else(PoisonError::into_inner) = numeric.clone();
        }
        let mut all = self.signals(viewer, view).await?;
        all.extend(numeric);
        Ok(all)
    }

    /// What is known now of some objectives and risks, to be kept with what someone says or decides on it. Of risks alone nothing is
    /// simulated but each of them.
    ///
    /// # Errors
    /// As [`Service::numbers`].
    pub async fn picture(&self, isms: &Arc<Isms>, objectives: &[RecordId], risks: &[RecordId]) -> Result<Picture> {
        let numbers = if objectives.is_empty() {
            let input_hash = self.model(isms).hash.clone();
            Arc::new(Numbers {
                act: isms.moment.seq,
                model_version: quant::MODEL_VERSION.into(),
                input_hash,
                ..Numbers::default()
            })
        } else {
            self.numbers(isms).await?
        };
        let mut costs = Vec::new();
        for id in risks {
            let Some(risk) = isms.typed::<Risk>(*id) else { continue };
            let told = self.risk(isms, risk).await?;
            let today =
                told.numbers.as_ref().ok().map(|n| (n.today.mean, [0.9, 0.95, 0.99].map(|p| n.today.percentile(p))));
            costs.push((*id, today));
        }
        Ok(numbers::picture(isms, &numbers, objectives, &costs))
    }
}
