//! From wishes to changes: everything is worked out on a copy of the value, so that a refused request leaves no trace.

use crate::{Command, Error, Ids, Request, Result, Subject, Viewer, command::Command as C};
use indexmap::IndexMap;
use isms::{
    authority::{Action, Sight},
    check::{Check, Fault},
    context::Person,
    everywhere::{Approval, approval::Outcome, approval::Verdict, approval::Vote},
    head::{Head, Key},
    invariants,
    isms::Isms,
    kind::{self, KindInfo},
    lifecycle::{Effect, Step},
    outer::{self, Given, Names},
    record::{AnyRecord, Custom},
    values::{RecordId, Ref},
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What a request would change.
pub struct Proposal {
    /// The act after which it was worked out.
    pub base: i64,
    /// The records as they would stand.
    pub changes: Vec<Arc<dyn AnyRecord>>,
    /// New records that did not ask for a certain key.
    pub unnumbered: HashSet<RecordId>,
    /// The value as it would stand.
    pub after: Isms,
}

/// Works out what a request would change. All faults are reported, each with the command it comes from.
pub fn prepare(isms: &Isms, viewer: &Viewer, request: &Request, now: Timestamp, ids: Ids) -> Result<Proposal> {
    let mut desk = Desk {
        base: isms,
        isms: isms.clone(),
        sight: viewer.sight(isms),
        viewer,
        now,
        ids,
        migrate: request.migrate,
        touched: IndexMap::new(),
        promised: HashMap::new(),
        kept: HashSet::new(),
        unnumbered: HashSet::new(),
    };
    if request.migrate && !viewer.may_migrate() {
        return Err(Error::Denied("only an administrator may bypass guards".into()));
    }
    desk.promise(request)?;
    let mut faults = Vec::new();
    let many = request.commands.len() > 1;
    let mut waiting = Vec::new();
    for (index, command) in request.commands.iter().enumerate() {
        match desk.run(command) {
            Ok(()) => {}
            Err(Error::Invalid(_)) if matches!(command, C::Reach { .. }) => waiting.push(index),
            Err(Error::Invalid(found)) => faults.extend(placed(many, index, found)),
            Err(other) => return Err(other),
        }
        if faults.len() > 200 {
            break;
        }
    }
    if faults.is_empty() {
        faults = desk.reach_all(request, waiting, many)?;
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    desk.finish(many)
}

/// Faults with the command they come from.
fn placed(many: bool, index: usize, found: Vec<Fault>) -> impl Iterator<Item = Fault> {
    let at = if many { format!("/{index}") } else { String::new() };
    found.into_iter().map(move |f| Fault::at(format!("{at}{}", f.pointer), f.message))
}

struct Desk<'a> {
    base: &'a Isms,
    isms: Isms,
    sight: Sight,
    viewer: &'a Viewer,
    now: Timestamp,
    ids: Ids,
    migrate: bool,
    /// Records in the order they were touched, with the index of the command that did it first.
    touched: IndexMap<RecordId, ()>,
    promised: HashMap<String, (RecordId, &'static KindInfo)>,
    /// What the record being edited points at already: it may keep pointing there, seen by the editor or not.
    kept: HashSet<RecordId>,
    unnumbered: HashSet<RecordId>,
}

impl Names for Desk<'_> {
    fn find(&self, key: &str) -> Option<(RecordId, &'static KindInfo)> {
        let promised = self.promised.get(key).copied();
        promised.or_else(|| self.isms.find(key).filter(|(id, _)| self.kept.contains(id) || self.visible(*id)))
    }

    fn key(&self, id: RecordId) -> Option<String> {
        let promised = || self.promised.iter().find(|(_, (p, _))| *p == id).map(|(k, _)| k.clone());
        self.isms.key(id).or_else(promised)
    }
}

impl Desk<'_> {
    fn visible(&self, id: RecordId) -> bool {
        self.touched.contains_key(&id) || self.isms.get(id).is_some_and(|r| self.sight.sees(r.as_ref()))
    }

    /// Gives every new record that asks for a key its identity first, so that records of one request may point at each other.
    fn promise(&mut self, request: &Request) -> Result<()> {
        for (index, command) in request.commands.iter().enumerate() {
            let C::Create { kind, fields } = command else { continue };
            let Some(text) = fields.get("key").and_then(Value::as_str) else { continue };
            let at = format!("/{index}/key");
            let Some(key) = Key::parse(text).filter(|k| k.kind == *kind) else {
                return Err(Error::fault(at, format!("expected a key such as {}-12, found {text:?}", kind.prefix)));
            };
            if self.base.by_key(key).is_some() || self.promised.contains_key(text) {
                return Err(Error::fault(at, format!("{text} exists already")));
            }
            self.promised.insert(text.to_owned(), (RecordId(self.ids.id(self.now)), kind));
        }
        Ok(())
    }

    /// Takes wished states that had to wait for others (a risk is analysed once its estimate is given), as long as any moves.
    fn reach_all(&mut self, request: &Request, mut waiting: Vec<usize>, many: bool) -> Result<Vec<Fault>> {
        loop {
            let (before, mut faults, mut left) = (waiting.len(), Vec::new(), Vec::new());
            for index in waiting {
                let Some(command) = request.commands.get(index) else { continue };
                match self.run(command) {
                    Ok(()) => {}
                    Err(Error::Invalid(found)) => {
                        faults.extend(placed(many, index, found));
                        left.push(index);
                    }
                    Err(other) => return Err(other),
                }
            }
            if left.is_empty() || left.len() == before {
                return Ok(faults);
            }
            waiting = left;
        }
    }

    fn run(&mut self, command: &Command) -> Result<()> {
        match command {
            C::Create { kind, fields } => self.create(kind, fields),
            C::Edit { subject, version, patch } => {
                let record = self.subject(subject, *version)?;
                let mut whole = outer::write(record.as_ref(), self);
                merge(&mut whole, patch);
                self.set(record, &whole, patch)
            }
            C::Replace { subject, version, fields } => {
                let record = self.subject(subject, *version)?;
                self.set(record, fields, fields)
            }
            C::Step { subject, version, step, reason } => {
                let record = self.subject(subject, *version)?;
                self.step(&record, step, reason)
            }
            C::Reach { subject, state } => {
                let record = self.subject(subject, None)?;
                self.reach(record, state)
            }
            C::Ask { subject, step, approvers, quorum, reason } => self.ask(subject, step, approvers, *quorum, reason),
            C::Vote { approval, approve, reason } => self.vote(approval, *approve, reason),
            C::InForce { .. } if !self.migrate => {
                Err(Error::fault("/in_force", "only a migrating act may set what is in force"))
            }
            C::InForce { subject, edition, title, body } => {
                let record = self.subject(subject, None)?;
                let since = record.in_force().map_or(self.now, |e| e.since);
                let changed = record.with_in_force(*edition, since, title.clone(), body.clone());
                self.put(changed.map_err(|m| Error::fault("/in_force", m))?);
                Ok(())
            }
        }
    }

    /// The record as it stands on the desk, if it may be seen and nobody changed it since.
    fn subject(&self, subject: &Subject, version: Option<i64>) -> Result<Arc<dyn AnyRecord>> {
        let (id, name) = match subject {
            Subject::Id(id) => (Some(*id), id.0.to_string()),
            Subject::Key(key) => (self.find(key).map(|(id, _)| id), key.clone()),
        };
        let record = id.filter(|id| self.visible(*id)).and_then(|id| self.isms.get(id)).cloned();
        let record = record.ok_or(Error::NotFound(name))?;
        let found = self.base.get(record.head().id).map_or(0, |r| r.head().version);
        match version {
            Some(given) if given != found => Err(Error::Conflict { key: record.key().to_string(), found, given }),
            _ => Ok(record),
        }
    }

    fn allow(&self, kind: &KindInfo, action: Action, record: Option<&dyn AnyRecord>) -> Result<()> {
        let allowed = record.map_or_else(|| self.sight.may(kind, action), |r| self.sight.may_on(r, action));
        if allowed || self.viewer.system {
            return Ok(());
        }
        let what = record.map_or_else(|| kind.labels.to_lowercase(), |r| r.key().to_string());
        Err(Error::Denied(format!("your roles do not let you {} {what}", isms::field::Choice::word(&action))))
    }

    /// Approvals come about by asking and voting only; written by hand they would prove nothing.
    fn not_by_hand(&self, kind: &KindInfo) -> Result<()> {
        if kind == kind::of::<Approval>() && !self.viewer.system {
            return Err(Error::Denied("approvals are asked for and voted on, never written by hand".into()));
        }
        Ok(())
    }

    fn create(&mut self, kind: &'static KindInfo, fields: &Value) -> Result<()> {
        self.allow(kind, Action::Create, None)?;
        self.not_by_hand(kind)?;
        let given = outer::read(kind, fields, self).map_err(Error::Invalid)?;
        let promised = given.key.as_deref().and_then(|k| self.promised.get(k)).map(|(id, _)| *id);
        let number = given.key.as_deref().and_then(Key::parse).map(|k| k.number);
        let id = promised.unwrap_or_else(|| RecordId(self.ids.id(self.now)));
        let last = self.isms.table(kind).last().map_or(0, |r| r.head().number);
        let head = Head {
            id,
            number: number.unwrap_or(last.saturating_add(1)),
            title: String::new(),
            owner: None,
            scope: None,
            compartment: kind.compartment,
            state: kind.lifecycle.initial().into(),
            next_review: None,
            tags: Vec::new(),
            drafted_by: Default::default(),
            version: 1,
            created: self.now,
            changed: self.now,
        };
        let head = with_head(head, &given)?;
        self.enter(kind, &head)?;
        let record = (kind.make)(head, Value::Object(present(&given.body))).map_err(|m| Error::fault("", m))?;
        let record = with_custom(record, &given.custom)?;
        if number.is_none() {
            self.unnumbered.insert(id);
        }
        self.put(record.clone());
        self.place(record, &given)
    }

    /// A record may only be put where its author may see it.
    fn enter(&self, kind: &KindInfo, head: &Head) -> Result<()> {
        let at = isms::field::Choice::word(&head.compartment);
        let open = self.sight.roles.iter().any(|r| isms::authority::enters(*r, head.compartment));
        if open || self.viewer.system || head.compartment == kind.compartment {
            return Ok(());
        }
        Err(Error::fault(
            "/compartment",
            format!("you may not see the compartment {at}, so you cannot put a record there"),
        ))
    }

    /// Sets all fields of a record from its outer form.
    fn set(&mut self, record: Arc<dyn AnyRecord>, whole: &Value, named: &Value) -> Result<()> {
        let kind = record.kind();
        self.kept = self.isms.pointed_at_by(record.as_ref()).iter().map(|l| l.target).collect();
        let read = outer::read(kind, whole, self);
        self.kept.clear();
        let mut given = read.map_err(Error::Invalid)?;
        given.state = named.get("state").and_then(Value::as_str).map(str::to_owned);
        if named.get("in_force").is_none() && named.get("edition").is_none() {
            (given.edition, given.in_force) = (None, None);
        }
        let cleared = Head { owner: None, scope: None, next_review: None, tags: Vec::new(), ..record.head().clone() };
        let mut head = with_head(
            Head { title: String::new(), compartment: kind.compartment, drafted_by: Default::default(), ..cleared },
            &given,
        )?;
        let body = Value::Object(present(&given.body));
        let changed =
            record.with_body(head.clone(), body.clone(), given.custom.clone()).map_err(|m| Error::fault("", m))?;
        let words = changed.body_json() != record.body_json() || head.title != record.head().title;
        let other = words || head != *record.head() || changed.custom() != record.custom();
        if other {
            self.allow(kind, Action::Edit, Some(record.as_ref()))?;
            self.not_by_hand(kind)?;
            self.enter(kind, &head)?;
            if !record.is_open() && !self.migrate {
                return Err(Error::fault(
                    "",
                    format!("{} is {}; take it up again before changing it", record.key(), head.state),
                ));
            }
        }
        if kind.versioned && words && !matches!(&*head.state, "draft" | "review") && record.is_open() {
            head.state = kind.lifecycle.initial().into();
        }
        let changed = changed.with_head(head);
        if other {
            self.put(changed.clone());
        }
        let now = self.isms.get(record.head().id).cloned().unwrap_or(changed);
        self.place(now, &given)
    }

    /// Takes the steps to the wished state.
    fn place(&mut self, record: Arc<dyn AnyRecord>, given: &Given) -> Result<()> {
        let id = record.head().id;
        if self.migrate {
            return self.restore(record, given);
        }
        if given.in_force.is_some() {
            return Err(Error::fault(
                "/in_force",
                "expected no such member: what is in force changes by putting a draft in force; only a migrating act may set it",
            ));
        }
        let Some(state) = &given.state else { return Ok(()) };
        let Some(record) = self.isms.get(id).cloned() else { return Ok(()) };
        self.reach(record, state)
    }

    /// Puts a whole record back as it is given, without steps: its state, and the edition in force beside or under its draft.
    fn restore(&mut self, record: Arc<dyn AnyRecord>, given: &Given) -> Result<()> {
        let mut record = record;
        if let Some(number) = given.edition.filter(|_| record.kind().versioned) {
            let since = record.in_force().map_or(self.now, |e| e.since);
            let (title, body) = match &given.in_force {
                Some((title, body)) => (title.clone(), Value::Object(present(body))),
                None => (record.head().title.clone(), record.body_json()),
            };
            record = record.with_in_force(number, since, title, body).map_err(|m| Error::fault("/in_force", m))?;
        }
        if let Some(state) = &given.state {
            known_state(record.kind(), state)?;
            let publishes = |s: &Step| s.effect == Effect::Publish && s.to == state;
            let head = Head { state: state.as_str().into(), ..record.head().clone() };
            let stated = given.edition.is_some() || record.in_force().is_some_and(|e| !e.has_draft);
            let unpublished = !stated && record.kind().lifecycle.steps.iter().any(publishes);
            record = if unpublished { record.published(head, self.now) } else { record.with_head(head) };
        }
        if self.isms.get(record.head().id).is_none_or(|was| was.encode() != record.encode()) {
            self.put(record);
        }
        Ok(())
    }

    fn reach(&mut self, record: Arc<dyn AnyRecord>, state: &str) -> Result<()> {
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

    fn step(&mut self, record: &Arc<dyn AnyRecord>, name: &str, reason: &str) -> Result<()> {
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
        if !self.migrate {
            (kind.guard)(record.as_ref(), name, &Check::new(&self.isms, record.as_ref()))
                .map_err(|m| Error::fault("/step", m))?;
            if step.approval {
                self.approved(record, step)?;
            }
        }
        self.take(record, step)
    }

    /// Whether exactly this version was approved. Whoever holds the database itself approves in their own name.
    fn approved(&mut self, record: &Arc<dyn AnyRecord>, step: &'static Step) -> Result<()> {
        let head = record.head();
        let version = self.base.get(head.id).map_or(1, |r| r.head().version);
        let granted =
            |a: &Approval| a.step == step.name && a.of_version == Some(version) && a.outcome() == Outcome::Granted;
        let asked = self.isms.pointing_at(head.id).filter_map(|l| self.isms.typed::<Approval>(l.source));
        if asked.into_iter().any(|a| granted(&a.body)) {
            return Ok(());
        }
        if !self.viewer.system {
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
                ..Vote::default()
            }],
            ..Approval::default()
        };
        self.new_approval(format!("{} {}", step.label, record.key()), &body, "granted")
    }

    fn new_approval(&mut self, title: String, body: &Approval, state: &str) -> Result<()> {
        let kind = kind::of::<Approval>();
        let last = self.isms.table(kind).last().map_or(0, |r| r.head().number);
        let id = RecordId(self.ids.id(self.now));
        let head = Head {
            id,
            number: last.saturating_add(1),
            title: title.chars().take(300).collect(),
            owner: None,
            scope: None,
            compartment: Default::default(),
            state: state.into(),
            next_review: None,
            tags: Vec::new(),
            drafted_by: Default::default(),
            version: 1,
            created: self.now,
            changed: self.now,
        };
        let body = serde_json::to_value(body).map_err(|e| Error::Stored(e.to_string()))?;
        self.unnumbered.insert(id);
        self.put((kind.make)(head, body).map_err(Error::Stored)?);
        Ok(())
    }

    fn take(&mut self, record: &Arc<dyn AnyRecord>, step: &'static Step) -> Result<()> {
        let mut head = self.next_head(record.head());
        head.state = step.to.into();
        let moved = match step.effect {
            Effect::Publish => record.published(head, self.now),
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

    fn detach(&mut self, gone: RecordId) {
        for id in invariants::detaching(&self.isms, gone) {
            let Some(source) = self.isms.get(id).cloned() else { continue };
            let body = invariants::without(source.as_ref(), gone);
            if let Ok(changed) = source.with_body(self.next_head(source.head()), body, source.custom().clone()) {
                self.put(changed);
            }
        }
    }

    fn ask(
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
        if people.is_empty() {
            return Err(Error::fault("/approvers", "name at least one person to ask"));
        }
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

    fn vote(&mut self, approval: &Subject, approve: bool, reason: &str) -> Result<()> {
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

    fn close_vote(&mut self, record: &Arc<dyn AnyRecord>, body: &Approval, target: &Arc<dyn AnyRecord>) -> Result<()> {
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
                (target.kind().guard)(target.as_ref(), step.name, &Check::new(&self.isms, target.as_ref()))
                    .map_err(|m| Error::fault("", m))?;
                self.take(target, step)
            }
            _ => Ok(()),
        }
    }

    /// Whether someone is the deputy in a role that another holds.
    fn deputises(&self, me: RecordId, other: RecordId) -> bool {
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

    fn next_head(&self, head: &Head) -> Head {
        let version = self.base.get(head.id).map_or(1, |r| r.head().version + 1);
        Head { version, changed: self.now, ..head.clone() }
    }

    fn put(&mut self, record: Arc<dyn AnyRecord>) {
        let head = self.next_head(record.head());
        let record = if *record.head() == head { record } else { record.with_head(head) };
        self.touched.insert(record.head().id, ());
        self.isms.set(record);
    }

    /// Approvals of what changed are void, no-ops are dropped, and every invariant is checked on the value as it would stand.
    fn finish(mut self, many: bool) -> Result<Proposal> {
        if !self.migrate {
            self.void_approvals();
        }
        let changes: Vec<Arc<dyn AnyRecord>> = self
            .touched
            .keys()
            .filter_map(|id| self.isms.get(*id))
            .filter(|r| differs(self.base, r))
            .cloned()
            .collect();
        let after = self.base.with(&changes);
        let touched: Vec<RecordId> = changes.iter().map(|r| r.head().id).collect();
        let broken = if self.migrate { Vec::new() } else { invariants::broken(self.base, &after, &touched) };
        if !broken.is_empty() {
            let keyed = |id: RecordId, f: Fault| match after.key(id) {
                Some(key) if many => Fault::at(f.pointer, format!("{key}: {}", f.message)),
                _ => f,
            };
            return Err(Error::Invalid(broken.into_iter().map(|(id, f)| keyed(id, f)).collect()));
        }
        Ok(Proposal { base: self.base.moment.seq, changes, unnumbered: self.unnumbered, after })
    }

    fn void_approvals(&mut self) {
        let touched: Vec<RecordId> = self.touched.keys().copied().collect();
        for id in touched {
            let Some(version) = self.isms.get(id).filter(|r| differs(self.base, r)).map(|r| r.head().version) else {
                continue;
            };
            let open: Vec<Arc<dyn AnyRecord>> = self
                .isms
                .pointing_at(id)
                .filter_map(|l| self.isms.get(l.source))
                .filter(|r| {
                    r.typed::<Approval>().is_some_and(|a| a.is_open_for(id) && a.body.of_version != Some(version))
                })
                .cloned()
                .collect();
            for approval in open {
                let mut head = self.next_head(approval.head());
                head.state = "void".into();
                self.put(approval.with_head(head));
            }
        }
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

fn known_state(kind: &KindInfo, state: &str) -> Result<()> {
    if kind.lifecycle.state(state).is_some() {
        return Ok(());
    }
    let states: Vec<&str> = kind.lifecycle.states.iter().map(|s| s.name).collect();
    Err(Error::fault("/state", format!("expected one of {}, found {state:?}", states.join(", "))))
}

/// Whether a record says anything else than before.
fn differs(base: &Isms, record: &Arc<dyn AnyRecord>) -> bool {
    base.get(record.head().id).is_none_or(|old| {
        let head = Head { version: record.head().version, changed: record.head().changed, ..old.head().clone() };
        old.with_head(head).encode() != record.encode()
    })
}

/// The given head fields on top of a head.
pub(crate) fn with_head(head: Head, given: &Given) -> Result<Head> {
    let mut members = match serde_json::to_value(&head) {
        Ok(Value::Object(members)) => members,
        _ => return Err(Error::Stored("a head does not serialise".into())),
    };
    for (name, value) in &given.head {
        if value.is_null() {
            members.remove(name)
        } else {
            members.insert(name.clone(), value.clone())
        };
    }
    members.entry("title").or_insert_with(|| json!(""));
    serde_json::from_value(Value::Object(members)).map_err(|e| Error::fault("", e.to_string()))
}

fn with_custom(record: Arc<dyn AnyRecord>, custom: &Custom) -> Result<Arc<dyn AnyRecord>> {
    if custom.is_empty() {
        return Ok(record);
    }
    let kept: Custom = custom.iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k.clone(), v.clone())).collect();
    record.with_body(record.head().clone(), record.body_json(), kept).map_err(|m| Error::fault("/custom", m))
}

/// Fields with a value; a cleared one is left out.
pub(crate) fn present(fields: &Map<String, Value>) -> Map<String, Value> {
    fields.iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k.clone(), clean(v))).collect()
}

/// The same below: no nulls inside parts.
fn clean(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(present(members)),
        Value::Array(items) => Value::Array(items.iter().map(clean).collect()),
        other => other.clone(),
    }
}

/// Merge patch (RFC 7396).
pub fn merge(target: &mut Value, patch: &Value) {
    let (Value::Object(members), true) = (patch, target.is_object()) else {
        *target = patch.clone();
        return;
    };
    let Value::Object(into) = target else { return };
    for (name, value) in members {
        if value.is_null() {
            into.remove(name);
        } else if value.is_object() && into.get(name).is_some_and(Value::is_object) {
            if let Some(inner) = into.get_mut(name) {
                merge(inner, value);
            }
        } else {
            into.insert(name.clone(), value.clone());
        }
    }
}
