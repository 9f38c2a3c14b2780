//! Approvals: asked for, voted on, and void when what they were asked about changes.

use super::*;
use isms::{
    analysis::mandate::accepting::Agreed,
    policy::{Requirement, policy::level},
};

impl Desk<'_> {
    /// Whether exactly this version was approved. Whoever holds the database itself approves in their own name, and so does whoever
    /// has a ground of their own ([`mandate::ground`]), which the approval then states.
    pub(super) fn approved(&mut self, record: &Arc<dyn AnyRecord>, step: &'static Step) -> Result<()> {
        let head = record.head();
        let version = self.base.get(head.id).map_or(1, |r| r.head().version);
        let granted =
            |a: &Approval| a.step == step.name && a.of_version == Some(version) && a.outcome() == Outcome::Granted;
        let asked = self.isms.pointing_at(head.id).filter_map(|l| self.isms.typed::<Approval>(l.source));
        if asked.into_iter().any(|a| granted(&a.body)) {
            return Ok(());
        }
        let own = self.viewer.person.and_then(|p| mandate::ground(&self.isms, record.as_ref(), step.name, p));
        if own.is_none() && !self.viewer.system {
            let message = format!(
                "{} needs an approval of this version of {}; ask for it",
                step.label.to_lowercase(),
                record.key()
            );
            return Err(Error::fault("/step", message));
        }
        let Some(person) = self.viewer.person else { return Ok(()) };
        let body = Approval {
            of: Some(Ref::to(head.id)),
            of_version: Some(version),
            step: step.name.into(),
            approvers: vec![Ref::to(person)],
            votes: vec![Vote {
                by: Some(Ref::to(person)),
                verdict: Verdict::Approve,
                at: Some(self.now),
                reason: own.unwrap_or_default(),
                ..Vote::default()
            }],
            ..Approval::default()
        };
        self.new_approval(format!("{} {}", step.label, record.key()), &body, "granted")
    }

    pub(super) fn new_approval(&mut self, title: String, body: &Approval, state: &str) -> Result<()> {
        let kind = kind::of::<Approval>();
        let last = self.isms.table(kind).last().map_or(0, |r| r.head().number);
        let id = RecordId(self.ids.id(self.now));
        let mut head = self.fresh_head(kind, id, last.saturating_add(1));
        (head.title, head.state) = (title.chars().take(300).collect(), state.into());
        let body = serde_json::to_value(body).map_err(|e| Error::Stored(e.to_string()))?;
        self.unnumbered.insert(id);
        self.put((kind.make)(head, body).map_err(Error::Stored)?);
        Ok(())
    }

    pub(super) fn ask(
        &mut self,
        subject: &Subject,
        step: &str,
        approvers: &[String],
        quorum: Option<i64>,
        reason: &str,
    ) -> Result<()> {
        let record = self.subject(subject, None)?;
        let kind = record.kind();
        let known = kind.lifecycle.step(step).filter(|s| s.approval && s.from.contains(&&*record.head().state));
        let step = known
            .ok_or_else(|| Error::fault("/step", format!("{} has no step {step:?} to approve now", record.key())))?;
        self.allow(kind, Action::Step, Some(record.as_ref()))?;
        (kind.guard)(record.as_ref(), step.name, &Check::new(&self.isms, record.as_ref()))
            .map_err(|m| Error::fault("/step", m))?;
        self.within_mandate(&record, step.name, true)?;
        if step.reason && reason.trim().is_empty() {
            return Err(Error::fault("/reason", format!("say why: {} needs a reason", step.label.to_lowercase())));
        }
        let mut people = Vec::new();
        for key in approvers {
            match self.find(key) {
                Some((id, k)) if k == kind::of::<Person>() && Some(id) != self.viewer.person => {
                    people.push(Ref::to(id))
                }
                Some((id, _)) if Some(id) == self.viewer.person => {
                    return Err(Error::fault("/approvers", "nobody approves their own request"));
                }
                _ => return Err(Error::fault("/approvers", format!("expected the key of a person, found {key:?}"))),
            }
        }
        self.at_level(record.as_ref(), &mut people)?;
        if people.is_empty() {
            return Err(Error::fault("/approvers", "name at least one person to ask"));
        }
        let all: Vec<Agreed> = people.iter().map(|p| Agreed { by: p.id(), of: p.id() }).collect();
        self.acceptable(&record, step.name, &all)?;
        let open = self.isms.pointing_at(record.head().id).filter_map(|l| self.isms.typed::<Approval>(l.source));
        if open.into_iter().any(|a| &*a.head.state == "asked" && a.body.step == step.name) {
            return Err(Error::fault("/step", "this approval was asked for already"));
        }
        let body = Approval {
            of: Some(Ref::to(record.head().id)),
            of_version: Some(record.head().version),
            step: step.name.into(),
            approvers: people,
            quorum,
            asked_by: self.viewer.person.map(Ref::to),
            reason: reason.to_owned(),
            ..Approval::default()
        };
        self.new_approval(format!("{} {}", step.label, record.key()), &body, "asked")
    }

    /// Policies, guidelines and requirements are approved at their level; where nobody is named, everyone else at that level is asked.
    fn at_level(&self, record: &dyn AnyRecord, people: &mut Vec<Ref<Person>>) -> Result<()> {
        let Some(level) = level::of(&self.isms, record).filter(|_| !self.viewer.system) else { return Ok(()) };
        // Where it only follows from an owner who is the one asking, nobody else could ever be asked.
        if !level.stated && level.people.iter().all(|p| Some(*p) == self.viewer.person) {
            return Ok(());
        }
        let named = |ids: &[RecordId]| crate::policy::names(&self.isms, ids);
        let below: Vec<RecordId> = people.iter().map(|p| p.id()).filter(|p| !level.allows(*p)).collect();
        if !below.is_empty() {
            let may = if level.people.is_empty() { "nobody yet".into() } else { named(&level.people) };
            let message = format!(
                "{} is approved by {}; {} stands below that. Who may be asked: {may}",
                record.key(),
                named(&level.by),
                named(&below)
            );
            return Err(Error::fault("/approvers", message));
        }
        if people.is_empty() {
            let others = level.people.iter().filter(|p| Some(**p) != self.viewer.person);
            people.extend(others.map(|p| Ref::to(*p)));
        }
        Ok(())
    }

    pub(super) fn vote(&mut self, approval: &Subject, approve: bool, reason: &str) -> Result<()> {
        let record = self.subject(approval, None)?;
        let Some(asked) = record.typed::<Approval>().cloned() else {
            return Err(Error::NotFound("approval of that key".into()));
        };
        let Some(me) = self.viewer.person else {
            return Err(Error::Denied("your account has no person in this organisation".into()));
        };
        if &*asked.head.state != "asked" {
            return Err(Error::fault("", format!("{} is {}", record.key(), asked.head.state)));
        }
        let target = asked.body.of.map(|r| r.id()).and_then(|id| self.isms.get(id)).cloned();
        let target = target.ok_or_else(|| Error::NotFound("record to approve".into()))?;
        self.allow(target.kind(), Action::Approve, Some(target.as_ref()))?;
        let voted = |p: RecordId| asked.body.votes.iter().any(|v| v.on_behalf_of.or(v.by).is_some_and(|b| b.id() == p));
        let mine = asked.body.approvers.iter().map(|a| a.id()).find(|a| *a == me && !voted(*a));
        let standing_in =
            || asked.body.approvers.iter().map(|a| a.id()).find(|a| *a != me && !voted(*a) && self.deputises(me, *a));
        let for_whom = mine
            .or_else(standing_in)
            .ok_or_else(|| Error::Denied("you were not asked, or have voted already".into()))?;
        if asked.body.asked_by.is_some_and(|a| a.id() == me) {
            return Err(Error::Denied("nobody approves their own request".into()));
        }
        // Whoever votes has looked at it as it stands.
        self.look(&Subject::Id(target.head().id))?;
        let mut body = asked.body.clone();
        body.votes.push(Vote {
            by: Some(Ref::to(me)),
            on_behalf_of: (for_whom != me).then(|| Ref::to(for_whom)),
            verdict: if approve { Verdict::Approve } else { Verdict::Reject },
            at: Some(self.now),
            reason: reason.to_owned(),
        });
        self.close_vote(&record, &body, &target)
    }

    pub(super) fn close_vote(
        &mut self,
        record: &Arc<dyn AnyRecord>,
        body: &Approval,
        target: &Arc<dyn AnyRecord>,
    ) -> Result<()> {
        let outcome = body.outcome();
        let mut head = self.next_head(record.head());
        head.state = match outcome {
            Outcome::Granted => "granted",
            Outcome::Refused => "refused",
            Outcome::Open => "asked",
        }
        .into();
        let stored = serde_json::to_value(body).map_err(|e| Error::Stored(e.to_string()))?;
        let voted = record.with_body(head, stored, record.custom().clone()).map_err(Error::Stored)?;
        self.put(voted);
        match target.kind().lifecycle.step(&body.step) {
            Some(step) if outcome == Outcome::Granted => {
                let target = &self.pictured(target, step.name)?;
                (target.kind().guard)(target.as_ref(), step.name, &Check::new(&self.isms, target.as_ref()))
                    .map_err(|m| Error::fault("", m))?;
                self.within_mandate(target, step.name, false)?;
                self.take(target, step)
            }
            _ => Ok(()),
        }
    }

    /// Whether someone is the deputy in a role that another holds.
    pub(super) fn deputises(&self, me: RecordId, other: RecordId) -> bool {
        use isms::field::Fields;
        let is = |fields: &dyn Fields, name: &str, id| {
            let mut hit = false;
            if let Some((_, value)) = fields.named(name) {
                isms::isms::targets(&value, &mut |t| hit |= t == id);
            }
            hit
        };
        let roles = kind::by_name("role").map(|k| self.isms.table(k));
        roles.is_some_and(|t| {
            t.iter().any(|r| r.is_open() && is(r.body(), "holder", other) && is(r.body(), "deputy", me))
        })
    }

    pub(super) fn void_approvals(&mut self) {
        let touched: Vec<RecordId> = self.touched.keys().copied().collect();
        for id in touched {
            let Some(version) = self.isms.get(id).filter(|r| differs(self.base, r)).map(|r| r.head().version) else {
                continue;
            };
            self.void_above(id);
            let open: Vec<Arc<dyn AnyRecord>> = self
                .isms
                .pointing_at(id)
                .filter_map(|l| self.isms.get(l.source))
                .filter(|r| {
                    r.typed::<Approval>().is_some_and(|a| a.is_open_for(id) && a.body.of_version != Some(version))
                })
                .cloned()
                .collect();
            open.iter().for_each(|approval| self.void(approval));
        }
    }

    fn void(&mut self, approval: &Arc<dyn AnyRecord>) {
        let mut head = self.next_head(approval.head());
        head.state = "void".into();
        self.put(approval.with_head(head));
    }

    /// Approvals of a guideline are asked about its requirements too, so that a change of one voids them.
    fn void_above(&mut self, requirement: RecordId) {
        let Some(guideline) = self.isms.typed::<Requirement>(requirement).and_then(|r| r.body.guideline) else {
            return;
        };
        let asked: Vec<Arc<dyn AnyRecord>> = self
            .isms
            .pointing_at(guideline.id())
            .filter_map(|l| self.isms.get(l.source))
            .filter(|r| r.typed::<Approval>().is_some_and(|a| a.is_open_for(guideline.id())))
            .cloned()
            .collect();
        asked.iter().for_each(|approval| self.void(approval));
    }
}

trait OpenFor {
    fn is_open_for(&self, id: RecordId) -> bool;
}

impl OpenFor for isms::record::Record<Approval> {
    fn is_open_for(&self, id: RecordId) -> bool {
        &*self.head.state == "asked" && self.body.of.is_some_and(|o| o.id() == id)
    }
}
