//! Lifecycle steps: guarded, taken one by one, and what retiring takes along.

use super::*;
use isms::{analysis::impact, policy::Guideline};

impl Desk<'_> {
    pub(super) fn reach(&mut self, record: Arc<dyn AnyRecord>, state: &str) -> Result<()> {
        let (kind, id) = (record.kind(), record.head().id);
        known_state(kind, state)?;
        let path = kind.lifecycle.path(&record.head().state, state);
        let steps = path
            .ok_or_else(|| Error::fault("/state", format!("no step leads from {} to {state}", record.head().state)))?;
        for step in steps {
            let Some(record) = self.isms.get(id).cloned() else { break };
            self.step(&record, step.name, "the state was asked for")?;
        }
        Ok(())
    }

    pub(super) fn step(&mut self, record: &Arc<dyn AnyRecord>, name: &str, reason: &str) -> Result<()> {
        let (kind, key) = (record.kind(), record.key());
        let step = kind.lifecycle.step(name).ok_or_else(|| {
            let names: Vec<&str> = kind.lifecycle.steps.iter().map(|s| s.name).collect();
            Error::fault(
                "/step",
                format!("a {} has no step {name:?}; expected one of {}", kind.label.to_lowercase(), names.join(", ")),
            )
        })?;
        let action = if step.effect == Effect::Retire { Action::Retire } else { Action::Step };
        self.allow(kind, action, Some(record.as_ref()))?;
        if !step.from.contains(&&*record.head().state) {
            return Err(Error::fault(
                "/step",
                format!("{key} is {}; {} starts from {}", record.head().state, step.name, step.from.join(" or ")),
            ));
        }
        if step.reason && reason.trim().is_empty() {
            return Err(Error::fault("/reason", format!("say why: {} needs a reason", step.label.to_lowercase())));
        }
        let record = &self.given(record, name)?;
        let record = &self.pictured(record, name)?;
        if !self.migrate {
            (kind.guard)(record.as_ref(), name, &Check::new(&self.isms, record.as_ref()))
                .map_err(|m| Error::fault("/step", m))?;
            self.within_mandate(record, name, false)?;
            if step.approval {
                self.approved(record, step)?;
            }
        }
        self.take(record, step)
    }

    pub(super) fn take(&mut self, record: &Arc<dyn AnyRecord>, step: &'static Step) -> Result<()> {
        let mut head = self.next_head(record.head());
        head.state = step.to.into();
        let moved = match step.effect {
            Effect::Publish => {
                self.take_along(record)?;
                record.published(head, self.now)
            }
            Effect::Discard => record
                .discarded(head)
                .ok_or_else(|| Error::fault("/step", "nothing is in force yet; retire the draft instead"))?,
            Effect::Move | Effect::Retire => record.with_head(head),
        };
        self.put(moved);
        if step.effect == Effect::Retire {
            self.detach(record.head().id);
        }
        Ok(())
    }

    /// A guideline is published with the drafts of its requirements, as they were approved with it.
    fn take_along(&mut self, record: &Arc<dyn AnyRecord>) -> Result<()> {
        if record.typed::<Guideline>().is_none() {
            return Ok(());
        }
        let granted = |a: &&Record<Approval>| &*a.head.state == "granted" && a.body.step == "approve";
        let asked = self.isms.pointing_at(record.head().id).filter_map(|l| self.isms.typed::<Approval>(l.source));
        let approved = asked.filter(granted).map(|a| a.head.changed).max();
        for id in impact::drafts_of(&self.isms, record.head().id) {
            let Some(draft) = self.isms.get(id).cloned() else { continue };
            if !self.viewer.system && approved.is_some_and(|at| draft.head().changed > at) {
                let message = format!(
                    "{} was changed after {} was approved; send it back and have it approved as it stands",
                    draft.key(),
                    record.key()
                );
                return Err(Error::fault("/step", message));
            }
            let mut head = self.next_head(draft.head());
            head.state = "in-force".into();
            self.put(draft.published(head, self.now));
        }
        Ok(())
    }

    pub(super) fn detach(&mut self, gone: RecordId) {
        for id in invariants::detaching(&self.isms, gone) {
            let Some(source) = self.isms.get(id).cloned() else { continue };
            let body = invariants::without(source.as_ref(), gone);
            if let Ok(changed) = source.with_body(self.next_head(source.head()), body, source.custom().clone()) {
                self.put(changed);
            }
        }
    }
}

pub(super) fn known_state(kind: &KindInfo, state: &str) -> Result<()> {
    if kind.lifecycle.state(state).is_some() {
        return Ok(());
    }
    let states: Vec<&str> = kind.lifecycle.states.iter().map(|s| s.name).collect();
    Err(Error::fault("/state", format!("expected one of {}, found {state:?}", states.join(", "))))
}
