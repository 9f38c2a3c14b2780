//! What bodies and mandates ask of a step: the picture that was seen, the limits of whoever decides, the minutes of what is closed.

use super::*;
use isms::{
    analysis::mandate::accepting::{self, Agreed},
    communication::{Report, report::DocumentKind},
    context::Objective,
    governance::{Decision, Disclosure, Meeting},
    risk::Risk,
    rules,
};

/// The picture that a request brings along.
pub(super) fn seen(command: &Command) -> Option<&Picture> {
    match command {
        C::Seen { picture } => Some(picture),
        _ => None,
    }
}

impl Desk<'_> {
    /// A decision that is put or taken, and a disclosure that is made, with what the numbers say now. Whoever plays a history brings no
    /// picture, and what is recorded in it stays.
    pub(super) fn pictured(&self, record: &Arc<dyn AnyRecord>, step: &str) -> Result<Arc<dyn AnyRecord>> {
        let Some(seen) = self.seen else { return Ok(record.clone()) };
        let about: Vec<RecordId> =
            if let Some(decision) = record.typed::<Decision>().filter(|_| matches!(step, "table" | "decide")) {
                let risks = decision.body.concerns.iter().map(|r| r.id());
                decision.body.bearing_on(&self.isms).into_iter().chain(risks).collect()
            } else if let Some(disclosure) = record.typed::<Disclosure>().filter(|_| step == "disclose") {
                told(&self.isms, &disclosure.body)
            } else {
                return Ok(record.clone());
            };
        let keys: Vec<String> = about.into_iter().filter_map(|id| self.isms.key(id)).collect();
        let picture = serde_json::to_value(seen.only(&keys)).map_err(|e| Error::Stored(e.to_string()))?;
        let mut body = record.body_json();
        if let Some(members) = body.as_object_mut() {
            members.insert("picture".into(), picture);
        }
        record.with_body(record.head().clone(), body, record.custom().clone()).map_err(Error::Stored)
    }

    /// Pictures are taken by the program, never written.
    pub(super) fn picture_is_taken(&self, before: Option<&dyn AnyRecord>, after: &dyn AnyRecord) -> Result<()> {
        let of = |r: &dyn AnyRecord| {
            let decision = r.typed::<Decision>().and_then(|d| d.body.picture.clone());
            decision.or_else(|| r.typed::<Disclosure>().and_then(|d| d.body.picture.clone()))
        };
        if self.viewer.system || self.migrate || before.and_then(of) == of(after) {
            return Ok(());
        }
        Err(Error::fault(
            "/picture",
            "the program takes the picture when it is put, decided or disclosed; leave it as it is",
        ))
    }

    /// Nobody decides or accepts beyond a mandate, and nobody closes a meeting without the minutes that the same act issues. Whoever holds the
    /// database itself records what was so.
    pub(super) fn within_mandate(&self, record: &Arc<dyn AnyRecord>, step: &str, asked: bool) -> Result<()> {
        if self.viewer.system {
            return Ok(());
        }
        if let Some(decision) = record.typed::<Decision>().filter(|_| step == "decide") {
            let refused = mandate::refusal(&self.isms, decision, rules::today(&self.isms), asked);
            return refused.map_or(Ok(()), |why| Err(Error::fault("/step", why)));
        }
        if !asked && record.typed::<Risk>().is_some() {
            let agreed = self.agreed(record.as_ref(), step);
            // Where nobody has agreed to this version, the step needs an approval or a ground of its own anyway.
            return if agreed.is_empty() { Ok(()) } else { self.acceptable(record, step, &agreed) };
        }
        if record.typed::<Meeting>().is_some() && step == "close" && !self.brings_minutes(record.head().id) {
            let key = record.key();
            let message =
                format!("minutes are issued with the act that closes a meeting: close it at /meetings/{key}/minutes");
            return Err(Error::fault("/step", message));
        }
        Ok(())
    }

    /// Whether a risk may be accepted by what these people agree to; anything else may.
    pub(super) fn acceptable(&self, record: &Arc<dyn AnyRecord>, step: &str, agreed: &[Agreed]) -> Result<()> {
        let Some(risk) = record.typed::<Risk>().filter(|_| step == "accept" && !self.viewer.system) else {
            return Ok(());
        };
        let key = record.key().to_string();
        let seen = self.seen.and_then(|p| p.risks.iter().find(|r| r.risk == key));
        let refused = accepting::refusal(&self.isms, risk, agreed, seen);
        refused.map_or(Ok(()), |why| Err(Error::fault("/step", why)))
    }

    /// Who agreed to a step of a record as it stands.
    fn agreed(&self, record: &dyn AnyRecord, step: &str) -> Vec<Agreed> {
        let head = record.head();
        let version = self.base.get(head.id).map_or(1, |r| r.head().version);
        let asked = self.isms.pointing_at(head.id).filter_map(|l| self.isms.typed::<Approval>(l.source));
        let granted = asked.filter(|a| &*a.head.state == "granted" && a.body.of_version == Some(version));
        let votes = granted.filter(|a| a.body.step == step).flat_map(|a| &a.body.votes);
        let yes = votes.filter(|v| v.verdict == Verdict::Approve);
        yes.filter_map(|v| Some(Agreed { by: v.by?.id(), of: v.on_behalf_of.or(v.by)?.id() })).collect()
    }

    fn brings_minutes(&self, meeting: RecordId) -> bool {
        let new = self.touched.keys().filter(|id| self.base.get(**id).is_none());
        let reports = new.filter_map(|id| self.isms.typed::<Report>(*id));
        let minutes = |r: &Record<Report>| {
            r.body.document == DocumentKind::Minutes
                && &*r.head.state == "issued"
                && r.body.about.iter().any(|a| a.id() == meeting)
        };
        reports.into_iter().any(minutes)
    }
}

/// The objective that is told about and the risks that threaten it.
fn told(isms: &Isms, disclosure: &Disclosure) -> Vec<RecordId> {
    let Some(objective) = disclosure.objective.and_then(|o| isms.typed::<Objective>(o.id())) else { return Vec::new() };
    let risks: Vec<RecordId> =
        isms::analysis::model::threatening(isms, objective.head.id).iter().map(|r: &&Record<Risk>| r.head.id).collect();
    std::iter::once(objective.head.id).chain(risks).collect()
}
