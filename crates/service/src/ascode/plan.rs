//! From a folder to the request that one act carries out, and what it would change.

use super::{
    Conflict, Folder, Kept, Problem,
    entry::{Entry, FolderNames, canonical, entries},
    merge::{Merged, Prefer, merge},
};
use crate::{Command, Error, Ids, Request, Subject, Viewer, prepare::Proposal, prepare::prepare};
use isms::{
    check::Fault,
    diff::{self, Changed},
    invariants,
    isms::Isms,
    lifecycle::{Effect, Phase},
    outer,
    record::AnyRecord,
    values::RecordId,
};
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// How a folder is to be understood.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which side counts where both changed.
    pub prefer: Prefer,
    /// Whether records that are missing from the folder are retired.
    pub prune: bool,
    /// Whether guards and approvals are bypassed; the act is visibly marked.
    pub migrate: bool,
    /// Whether an exported folder is put back into an empty organisation as it stands. The act is marked as migrating, because
    /// states are set without their steps, but every record must hold.
    pub restore: bool,
    /// Why, in the actor's words.
    pub reason: String,
}

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// It is new.
    Create,
    /// It changes.
    Change,
    /// It is retired.
    Retire,
}

/// What changes of one record.
#[derive(Clone, Debug)]
pub struct RecordDiff {
    /// What happens.
    pub verb: Verb,
    /// Its key; of a new record without one, the key it will likely have.
    pub key: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its title afterwards.
    pub title: String,
    /// Its fields.
    pub fields: Vec<Changed>,
}

/// What a folder would change.
#[derive(Debug, Default)]
pub struct Plan {
    /// What is wrong; nothing can be applied while there is anything.
    pub problems: Vec<Problem>,
    /// Fields that both sides changed; nothing can be applied while there are any.
    pub conflicts: Vec<Conflict>,
    /// What stays as the server has it.
    pub kept: Vec<Kept>,
    /// Records that are missing from the folder and kept.
    pub missing: Vec<String>,
    /// What was left out, and other remarks.
    pub notes: Vec<String>,
    /// What changes.
    pub changes: Vec<RecordDiff>,
    /// What would be carried out.
    pub request: Request,
    /// The records as they would stand.
    pub(crate) records: Vec<Arc<dyn AnyRecord>>,
}

impl Plan {
    /// Whether it can be applied.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.conflicts.is_empty()
    }
}

/// Works out what a folder would change; pure but for the identities of new records.
pub fn plan(
    now: &Isms,
    base: Option<&Isms>,
    folder: &Folder,
    viewer: &Viewer,
    options: &Options,
    at: Timestamp,
    ids: Ids,
) -> Plan {
    let mut problems = folder.problems.clone();
    let entries = entries(folder, &mut problems);
    let names = FolderNames::new(now, &entries);
    let mut draft = Draft {
        now,
        base,
        options,
        entries: &entries,
        names: &names,
        plan: Plan::default(),
        stages: Default::default(),
    };
    draft.plan.problems = problems;
    draft.plan.notes.clone_from(&folder.notes);
    for (index, entry) in entries.iter().enumerate() {
        draft.entry(index, entry);
    }
    draft.missing();
    let origins = draft.request();
    let mut plan = draft.plan;
    if plan.is_sound() && !plan.request.commands.is_empty() {
        match prepare(now, viewer, &plan.request, at, ids) {
            Ok(proposal) => judge(&mut plan, now, &proposal, &entries, options),
            Err(Error::Invalid(faults)) => plan.problems.extend(faults.iter().map(|f| place(f, &entries, &origins))),
            Err(other) => plan.problems.push(Problem::whole(".", other.to_string())),
        }
    }
    plan.problems.sort();
    plan.problems.dedup();
    plan
}

/// Commands in the order in which they can be carried out, each with the entry it comes from.
#[derive(Default)]
struct Stages {
    create: Vec<(Command, Option<usize>)>,
    reopen: Vec<(Command, Option<usize>)>,
    edit: Vec<(Command, Option<usize>)>,
    reach: Vec<(Command, Option<usize>)>,
    retire: Vec<(Command, Option<usize>)>,
}

struct Draft<'a> {
    now: &'a Isms,
    base: Option<&'a Isms>,
    options: &'a Options,
    entries: &'a [Entry],
    names: &'a FolderNames<'a>,
    plan: Plan,
    stages: Stages,
}

impl Draft<'_> {
    fn bypasses(&self) -> bool {
        self.options.migrate || self.options.restore
    }

    fn entry(&mut self, index: usize, entry: &Entry) {
        let ours = match canonical(entry, self.names) {
            Ok(ours) => ours,
            Err(faults) => return self.plan.problems.extend(faults.iter().map(|f| entry.problem(f))),
        };
        if !self.options.migrate {
            self.plan.problems.extend(unknown_state(entry, &ours).iter().map(|f| entry.problem(f)));
        }
        let found =
            entry.key.as_deref().and_then(|k| outer::Names::find(self.now, k)).and_then(|(id, _)| self.now.get(id));
        match found {
            None => self.create(index, entry, ours),
            Some(record) => self.change(index, entry, ours, record),
        }
    }

    fn create(&mut self, index: usize, entry: &Entry, mut fields: Map<String, Value>) {
        if !self.bypasses() {
            self.refuse_editions(entry, fields.keys());
            let state = fields.shift_remove("state");
            if let (Some(Value::String(state)), Some(key)) = (&state, &entry.key) {
                if *state != entry.kind.lifecycle.initial() {
                    let reach = Command::Reach { subject: Subject::Key(key.clone()), state: state.clone() };
                    self.stages.reach.push((reach, Some(index)));
                }
            } else if let Some(state) = state {
                fields.insert("state".into(), state);
            }
        }
        match &entry.key {
            Some(key) => {
                fields.insert("key".into(), Value::String(key.clone()));
            }
            None => self.plan.notes.push(format!(
                "{}: has no key, so applying it creates a new {} each time; write the key it is given into the file",
                entry.file,
                entry.kind.label.to_lowercase()
            )),
        }
        self.stages.create.push((Command::Create { kind: entry.kind, fields: Value::Object(fields) }, Some(index)));
    }

    fn refuse_editions<'f>(&mut self, entry: &Entry, fields: impl Iterator<Item = &'f String>) {
        for field in fields.filter(|f| ["edition", "in_force"].contains(&f.as_str())) {
            let message = format!(
                "{field} is changed by putting a draft in force; expected no change here unless the act migrates (--migrate)"
            );
            self.plan.problems.push(entry.problem(&Fault::at(format!("/{field}"), message)));
        }
    }

    fn change(&mut self, index: usize, entry: &Entry, ours: Map<String, Value>, record: &Arc<dyn AnyRecord>) {
        let key = record.key().to_string();
        let theirs = fields(record.as_ref(), self.now);
        let base = self.base.map(|b| b.get(record.head().id).map(|r| fields(r.as_ref(), b)).unwrap_or_default());
        let Merged { mut patch, conflicts, kept } = merge(&key, base.as_ref(), &ours, &theirs, self.options.prefer);
        self.plan.conflicts.extend(conflicts);
        self.plan.kept.extend(kept);
        if patch.is_empty() {
            return;
        }
        let (subject, version) = (Subject::Id(record.head().id), Some(record.head().version));
        if !self.bypasses() {
            self.refuse_editions(entry, patch.keys());
            if let Some(Value::String(state)) = patch.shift_remove("state") {
                let reopens = !record.is_open() && entry.kind.lifecycle.phase(&state) != Phase::Closed;
                let stage = if reopens { &mut self.stages.reopen } else { &mut self.stages.reach };
                stage.push((Command::Reach { subject: subject.clone(), state }, Some(index)));
            }
        }
        if !patch.is_empty() {
            self.stages.edit.push((Command::Edit { subject, version, patch: Value::Object(patch) }, Some(index)));
        }
    }

    /// Records of the base that the folder no longer has.
    fn missing(&mut self) {
        let Some(base) = self.base else {
            if self.options.prune && !self.now.is_empty() {
                let message = "expected by --prune, to know which records were there when the folder was exported";
                self.plan.problems.push(Problem::whole(super::FILE, message));
            }
            return;
        };
        let here: HashSet<&str> = self.entries.iter().filter_map(|e| e.key.as_deref()).collect();
        let gone = base.iter().filter(|r| !here.contains(r.key().to_string().as_str()));
        let gone: Vec<&Arc<dyn AnyRecord>> =
            gone.filter_map(|r| self.now.get(r.head().id)).filter(|r| r.is_open()).collect();
        if !self.options.prune {
            self.plan.missing = gone.iter().map(|r| r.key().to_string()).collect();
            return;
        }
        for record in dependents_first(self.now, &gone) {
            self.retire(base, record);
        }
    }

    fn retire(&mut self, base: &Isms, record: &Arc<dyn AnyRecord>) {
        let (key, head) = (record.key().to_string(), record.head());
        let before = base.get(head.id).map(|r| fields(r.as_ref(), base)).unwrap_or_default();
        let theirs = fields(record.as_ref(), self.now);
        if before != theirs && self.options.prefer != Prefer::Ours {
            let (field, base, theirs) = ("(the whole record)".into(), Value::Object(before), Value::Object(theirs));
            match self.options.prefer {
                Prefer::Theirs => self.plan.kept.push(Kept { key, field, ours: Value::Null, theirs }),
                _ => self.plan.conflicts.push(Conflict { key, field, base, ours: Value::Null, theirs }),
            }
            return;
        }
        let steps = record.kind().lifecycle.steps;
        match steps.iter().find(|s| s.effect == Effect::Retire && s.from.contains(&&*head.state)) {
            Some(step) => {
                let reason = match self.options.reason.trim() {
                    "" => "No longer in the folder that was applied".to_owned(),
                    reason => reason.to_owned(),
                };
                let step = Command::Step { subject: Subject::Id(head.id), version: Some(head.version), step: step.name.into(), reason };
                self.stages.retire.push((step, None));
            }
            None => self.plan.problems.push(Problem::whole(
                &format!("{}/{key}.yaml", record.kind().plural),
                format!("is missing, and {key} cannot be retired while it is {}; put the file back or change its state first", head.state),
            )),
        }
    }

    /// Turns the stages into the request; gives the entry of each command.
    fn request(&mut self) -> Vec<Option<usize>> {
        let Stages { create, reopen, edit, reach, retire } = std::mem::take(&mut self.stages);
        let all = create.into_iter().chain(reopen).chain(edit).chain(reach).chain(retire);
        let (commands, origins) = all.unzip();
        let (reason, migrate) = (self.options.reason.clone(), self.bypasses());
        self.plan.request = Request { via: "apply", reason, request: None, migrate, commands, files: Vec::new() };
        origins
    }
}

/// A state that its lifecycle does not have.
fn unknown_state(entry: &Entry, ours: &Map<String, Value>) -> Option<Fault> {
    let state = ours.get("state").and_then(Value::as_str)?;
    let states: Vec<&str> = entry.kind.lifecycle.states.iter().map(|s| s.name).collect();
    (!states.contains(&state))
        .then(|| Fault::at("/state", format!("expected one of {}, found {state:?}", states.join(", "))))
}

/// A record's outer form without its key.
fn fields(record: &dyn AnyRecord, names: &Isms) -> Map<String, Value> {
    let Value::Object(mut members) = outer::write(record, names) else { return Map::new() };
    members.shift_remove("key");
    members
}

/// Records before what they point at, so that nothing that is retired is still held on to.
fn dependents_first<'r>(isms: &Isms, records: &[&'r Arc<dyn AnyRecord>]) -> Vec<&'r Arc<dyn AnyRecord>> {
    let by_id: HashMap<RecordId, &'r Arc<dyn AnyRecord>> = records.iter().map(|r| (r.head().id, *r)).collect();
    let mut waits: HashMap<RecordId, usize> = by_id.keys().map(|id| (*id, 0)).collect();
    let targets = |r: &Arc<dyn AnyRecord>| {
        let mut ids: Vec<RecordId> = isms.pointed_at_by(r.as_ref()).iter().map(|l| l.target).collect();
        ids.retain(|id| by_id.contains_key(id) && *id != r.head().id);
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    for record in records {
        for target in targets(record) {
            *waits.entry(target).or_default() += 1;
        }
    }
    let mut out: Vec<&'r Arc<dyn AnyRecord>> =
        records.iter().filter(|r| waits.get(&r.head().id) == Some(&0)).copied().collect();
    let mut next = 0;
    while let Some(record) = out.get(next).copied() {
        next += 1;
        for target in targets(record) {
            let left = waits.entry(target).or_default();
            *left = left.saturating_sub(1);
            if *left == 0 {
                out.extend(by_id.get(&target).copied());
            }
        }
    }
    // Records that hold on to each other in a ring come last; the invariants say whether they may.
    let done: HashSet<RecordId> = out.iter().map(|r| r.head().id).collect();
    out.extend(records.iter().filter(|r| !done.contains(&r.head().id)).copied());
    out
}

/// Where a fault of the request stands in the folder.
pub fn place(fault: &Fault, entries: &[Entry], origins: &[Option<usize>]) -> Problem {
    let (index, rest) = match origins.len() {
        1 => (Some(0), fault.pointer.as_str()),
        _ => split(&fault.pointer),
    };
    if let Some(entry) = index.and_then(|i| origins.get(i)).copied().flatten().and_then(|i| entries.get(i)) {
        return entry.problem(&Fault::at(field_of(rest), fault.message.clone()));
    }
    let keyed = fault.message.split_once(": ");
    let found =
        keyed.and_then(|(key, message)| Some((entries.iter().find(|e| e.key.as_deref() == Some(key))?, message)));
    match found {
        Some((entry, message)) => entry.problem(&Fault::at(fault.pointer.clone(), message)),
        None => Problem::whole(".", fault.to_string()),
    }
}

fn split(pointer: &str) -> (Option<usize>, &str) {
    let Some(rest) = pointer.strip_prefix('/') else { return (None, pointer) };
    let end = rest.find('/').unwrap_or(rest.len());
    let (index, tail) = rest.split_at(end);
    match index.parse() {
        Ok(index) => (Some(index), tail),
        Err(_) => (None, pointer),
    }
}

/// A refused step is shown at the state that asked for it.
fn field_of(pointer: &str) -> &str {
    if matches!(pointer, "/step" | "/reason") { "/state" } else { pointer }
}

/// What the request would change; where guards were bypassed to put a folder back, every record must still hold.
fn judge(plan: &mut Plan, now: &Isms, proposal: &Proposal, entries: &[Entry], options: &Options) {
    let after = &proposal.after;
    if options.restore && !options.migrate {
        let touched: Vec<RecordId> = proposal.changes.iter().map(|r| r.head().id).collect();
        let by_key: HashMap<&str, &Entry> = entries.iter().filter_map(|e| Some((e.key.as_deref()?, e))).collect();
        for (id, fault) in invariants::broken(after, after, &touched) {
            let key = after.get(id).map(|r| r.key().to_string()).unwrap_or_default();
            let problem = match by_key.get(key.as_str()) {
                Some(entry) => entry.problem(&fault),
                None => Problem::whole(".", format!("{key}: {fault}")),
            };
            plan.problems.push(problem);
        }
    }
    plan.records.clone_from(&proposal.changes);
    plan.changes = proposal.changes.iter().map(|r| record_diff(now, after, r)).collect();
}

fn record_diff(now: &Isms, after: &Isms, record: &Arc<dyn AnyRecord>) -> RecordDiff {
    let before = now.get(record.head().id);
    let verb = match before {
        None => Verb::Create,
        Some(before) if before.is_open() && !record.is_open() => Verb::Retire,
        Some(_) => Verb::Change,
    };
    RecordDiff {
        verb,
        key: record.key().to_string(),
        kind: record.kind().name,
        title: record.head().title.clone(),
        fields: diff::between(before.map(AsRef::as_ref), record.as_ref(), after),
    }
}
