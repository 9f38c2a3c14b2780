//! From wishes to changes: everything is worked out on a copy of the value, so that a refused request leaves no trace.

mod approvals;
mod blind;
mod fields;
mod files;
mod governance;
mod people;
mod practice;
mod steps;

pub(crate) use fields::{merge, present, with_head};
pub(crate) use files::hash;
use steps::known_state;

use crate::{Command, Error, Ids, Request, Result, Subject, Viewer, command::Command as C};
use indexmap::IndexMap;
use isms::{
    analysis::mandate,
    authority::{Action, Sight},
    check::{Check, Fault},
    coming,
    context::Person,
    everywhere::{Approval, approval::Outcome, approval::Verdict, approval::Vote},
    head::{Head, Key},
    heard::Fact,
    invariants,
    isms::Isms,
    kind::{self, KindInfo},
    lifecycle::{Effect, Step},
    outer::{self, Given, Names},
    picture::Picture,
    record::{AnyRecord, Custom, Record},
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
    /// Facts about people: who read or learnt what.
    pub facts: Vec<Fact>,
    /// The value as it would stand.
    pub after: Isms,
}

impl Proposal {
    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.facts.is_empty()
    }

    /// Every record that is touched: changed, or read by someone.
    pub fn touched(&self) -> Vec<RecordId> {
        self.changes.iter().map(|r| r.head().id).chain(self.facts.iter().map(|f| f.record)).collect()
    }
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
        reason: &request.reason,
        given: files::Given::of(request),
        touched: IndexMap::new(),
        promised: HashMap::new(),
        kept: HashSet::new(),
        unnumbered: HashSet::new(),
        facts: Vec::new(),
        seen: request.commands.iter().find_map(governance::seen),
    };
    if request.migrate && !viewer.may_migrate() {
        return Err(Error::Denied("only an administrator may bypass guards".into()));
    }
    desk.promise(request)?;
    let mut faults = Vec::new();
    let many = request.commands.iter().filter(|c| !matches!(c, C::Seen { .. })).count() > 1;
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
    /// Why, in the actor's words.
    reason: &'a str,
    /// The files that came with the request.
    given: files::Given,
    /// Records in the order they were touched, with the index of the command that did it first.
    touched: IndexMap<RecordId, ()>,
    promised: HashMap<String, (RecordId, &'static KindInfo)>,
    /// What the record being edited points at already: it may keep pointing there, seen by the editor or not.
    kept: HashSet<RecordId>,
    unnumbered: HashSet<RecordId>,
    facts: Vec<Fact>,
    /// What the numbers say now, for what is decided and told.
    seen: Option<&'a Picture>,
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
        self.touched.contains_key(&id) || self.isms.get(id).is_some_and(|r| self.sight.sees(&self.isms, r.as_ref()))
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
            C::Publish { subject, version, from } => {
                let record = self.subject(subject, *version)?;
                self.publish(&record, *from)
            }
            C::Reach { subject, state } => {
                let record = self.subject(subject, None)?;
                self.reach(record, state)
            }
            C::Ask { subject, step, approvers, quorum, reason } => self.ask(subject, step, approvers, *quorum, reason),
            C::Vote { approval, approve, reason } => self.vote(approval, *approve, reason),
            C::Acknowledge { subject, edition, people } => self.acknowledge(subject, *edition, people),
            C::Look { subject } => self.look(subject),
            C::Complete { subject, score, passed, people } => self.complete(subject, *score, *passed, people),
            C::Seen { .. } => Ok(()),
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
        let allowed = record.map_or_else(|| self.sight.may(kind, action), |r| self.sight.may_on(&self.isms, r, action));
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

    /// The head of a record that is new: where its kind begins, and nothing stated yet.
    fn fresh_head(&self, kind: &KindInfo, id: RecordId, number: u32) -> Head {
        Head {
            id,
            number,
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
        }
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
            self.follow_practice()?;
        }
        let changes: Vec<Arc<dyn AnyRecord>> = self
            .touched
            .keys()
            .filter_map(|id| self.isms.get(*id))
            .filter(|r| differs(self.base, r))
            .cloned()
            .collect();
        self.files_are_kept(&changes)?;
        let mut after = self.base.with(&changes);
        after.hear(&self.facts);
        let touched: Vec<RecordId> = changes.iter().map(|r| r.head().id).collect();
        let broken = if self.migrate { Vec::new() } else { invariants::broken(self.base, &after, &touched) };
        if !broken.is_empty() {
            let keyed = |id: RecordId, f: Fault| match after.key(id) {
                Some(key) if many => Fault::at(f.pointer, format!("{key}: {}", f.message)),
                _ => f,
            };
            return Err(Error::Invalid(broken.into_iter().map(|(id, f)| keyed(id, f)).collect()));
        }
        Ok(Proposal { base: self.base.moment.seq, changes, unnumbered: self.unnumbered, facts: self.facts, after })
    }
}

/// Whether a record says anything else than before.
fn differs(base: &Isms, record: &Arc<dyn AnyRecord>) -> bool {
    base.get(record.head().id).is_none_or(|old| {
        let head = Head { version: record.head().version, changed: record.head().changed, ..old.head().clone() };
        old.with_head(head).encode() != record.encode()
    })
}
