//! Lifecycle steps: guarded, taken one by one, and what retiring takes along.

use super::*;
use isms::{analysis::impact, policy::Guideline};
use jiff::civil::Date;

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

    /// Publishes at once, or for a day; the day is no change of what was approved.
    pub(super) fn publish(&mut self, record: &Arc<dyn AnyRecord>, from: Option<Date>) -> Result<()> {
        if from.is_some() && record.kind().lifecycle.step(coming::ANNOUNCE).is_none() {
            let kind = record.kind().labels.to_lowercase();
            return Err(Error::fault(
                "/from",
                format!("{kind} take effect at once; only policies and guidelines may be published for a later day"),
            ));
        }
        let named = coming::from(record.as_ref(), record.head().clone(), from).map_err(Error::Stored)?;
        self.step(&named, if from.is_some() { coming::ANNOUNCE } else { "publish" }, "")
    }

    pub(super) fn take(&mut self, record: &Arc<dyn AnyRecord>, step: &'static Step) -> Result<()> {
        let mut head = self.next_head(record.head());
        head.state = step.to.into();
        let moved = match step.effect {
            Effect::Publish => {
                self.take_along(record, None)?;
                self.put_in_force(record, head)
            }
            Effect::Discard => {
                self.give_back(record);
                record
                    .discarded(head)
                    .ok_or_else(|| Error::fault("/step", "nothing is in force yet; retire the draft instead"))?
            }
            Effect::Move => {
                match step.name {
                    coming::ANNOUNCE => self.take_along(record, coming::named(record.as_ref()))?,
                    coming::CALL_BACK => self.call_back(record)?,
                    _ => {}
                }
                record.with_head(head)
            }
            Effect::Retire => record.with_head(head),
        };
        let gone = !moved.is_open();
        self.put(moved);
        if gone && matches!(step.effect, Effect::Retire | Effect::Publish) {
            self.detach(record.head().id);
        }
        Ok(())
    }

    /// What is put in force before its day was published when it was announced.
    fn put_in_force(&self, record: &Arc<dyn AnyRecord>, head: Head) -> Arc<dyn AnyRecord> {
        let published = coming::day(record.as_ref()).map(|_| record.head().changed);
        coming::in_force(record.as_ref(), head, self.now, published)
    }

    /// Whoever discards the draft of a guideline discards those of its requirements; what the draft took out stays.
    fn give_back(&mut self, record: &Arc<dyn AnyRecord>) {
        for draft in self.drafts_of(record) {
            let head = Head { state: "in-force".into(), ..self.next_head(draft.head()) };
            if let Some(back) = draft.discarded(head) {
                self.put(back);
            }
        }
    }

    /// The requirements of a guideline that is called back are drafts again.
    fn call_back(&mut self, record: &Arc<dyn AnyRecord>) -> Result<()> {
        for draft in self.drafts_of(record) {
            if coming::day(draft.as_ref()).is_some() {
                let head = Head { state: "draft".into(), ..self.next_head(draft.head()) };
                self.put(coming::from(draft.as_ref(), head, None).map_err(Error::Stored)?);
            }
        }
        Ok(())
    }

    fn drafts_of(&self, record: &Arc<dyn AnyRecord>) -> Vec<Arc<dyn AnyRecord>> {
        let Some(guideline) = record.typed::<Guideline>() else { return Vec::new() };
        impact::drafts_of(&self.isms, guideline.head.id)
            .into_iter()
            .filter_map(|id| self.isms.get(id).cloned())
            .collect()
    }

    /// A guideline is published with the drafts of its requirements, as they were approved with it, for the same day.
    fn take_along(&mut self, record: &Arc<dyn AnyRecord>, day: Option<Date>) -> Result<()> {
        if record.typed::<Guideline>().is_none() {
            return Ok(());
        }
        let granted = |a: &&Record<Approval>| &*a.head.state == "granted" && a.body.step == "approve";
        let asked = self.isms.pointing_at(record.head().id).filter_map(|l| self.isms.typed::<Approval>(l.source));
        let approved = asked.filter(granted).map(|a| a.head.changed).max();
        for draft in self.drafts_of(record) {
            let published = coming::day(draft.as_ref()).is_some();
            if !self.viewer.system && !published && approved.is_some_and(|at| draft.head().changed > at) {
                let message = format!(
                    "{} was changed after {} was approved; send it back and have it approved as it stands",
                    draft.key(),
                    record.key()
                );
                return Err(Error::fault("/step", message));
            }
            let head = self.next_head(draft.head());
            let next = match day {
                None => self.put_in_force(&draft, head),
                Some(_) => {
                    let head = Head { state: coming::STATE.into(), ..head };
                    coming::from(draft.as_ref(), head, day).map_err(Error::Stored)?
                }
            };
            let gone = !next.is_open();
            self.put(next);
            if gone {
                self.detach(draft.head().id);
            }
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
