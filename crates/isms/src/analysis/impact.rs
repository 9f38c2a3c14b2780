//! The blast radius of an edit before it is published: what would have to change elsewhere, who would have to read again, and how long
//! that takes.
//!
//! It compares two values: as it is, and as it would be with the draft in force ([`published`]). Nothing is estimated in money, because
//! nobody stated what an hour costs.

use super::{
    assured::open_sources,
    reading::{self, Minutes},
};
use crate::{
    assurance::{Evidence, Test},
    audience, coming,
    control::{Control, SupplierObligation},
    head::Head,
    heard,
    instruction::Instruction,
    isms::Isms,
    kind::Kind,
    policy::{Exception, Guideline, Policy, Requirement},
    record::{AnyRecord, Record},
    values::RecordId,
};
use std::{collections::BTreeSet, sync::Arc};

/// What becomes of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It is new.
    Added,
    /// Its words change.
    Changed,
    /// It no longer holds.
    Removed,
    /// It stays as it is; what it serves changes.
    Touched,
}

impl What {
    /// Its word: `added`, `changed`, `removed`, `touched`.
    pub fn word(self) -> &'static str {
        match self {
            What::Added => "added",
            What::Changed => "changed",
            What::Removed => "removed",
            What::Touched => "touched",
        }
    }
}

/// A statement that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementChange {
    /// The policy.
    pub policy: RecordId,
    /// Its number.
    pub number: String,
    /// What becomes of it.
    pub what: What,
}

/// An instruction that would be stale until it is looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The instruction.
    pub instruction: RecordId,
    /// The team that wrote it.
    pub team: Option<RecordId>,
    /// The requirements because of which.
    pub because: Vec<RecordId>,
}

/// People who would have to read something again.
#[derive(Clone, Debug, PartialEq)]
pub struct Readers {
    /// What they read.
    pub record: RecordId,
    /// Those who read an earlier edition: they are shown what changed.
    pub again: usize,
    /// Those who read it for the first time.
    pub first: usize,
    /// For one who reads what changed.
    pub change: Minutes,
    /// For one who reads it whole.
    pub whole: Minutes,
    /// Whether publishing alone asks them; else they read once a stale instruction was rewritten.
    pub at_once: bool,
}

impl Readers {
    /// Minutes of all of them together.
    pub fn minutes(&self) -> f64 {
        self.again as f64 * self.change.value + self.first as f64 * self.whole.value
    }

    /// How many there are.
    pub fn people(&self) -> usize {
        self.again + self.first
    }
}

/// What publishing would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Impact {
    /// Statements of policies.
    pub statements: Vec<StatementChange>,
    /// Requirements, in key order.
    pub requirements: Vec<(RecordId, What)>,
    /// Instructions that become stale.
    pub instructions: Vec<Stale>,
    /// Teams that wrote those instructions, each once.
    pub teams: Vec<RecordId>,
    /// Controls that implement a requirement that changes.
    pub controls: Vec<RecordId>,
    /// Tests whose criterion or subject changes.
    pub tests: Vec<RecordId>,
    /// Evidence that was collected for those tests and requirements, and must be collected again.
    pub evidence: Vec<RecordId>,
    /// Exceptions granted from requirements that change.
    pub exceptions: Vec<RecordId>,
    /// What suppliers owe because such a requirement is passed on to them.
    pub supplier_obligations: Vec<RecordId>,
    /// Who must read.
    pub readers: Vec<Readers>,
}

impl Impact {
    /// Whether publishing changes nothing.
    pub fn is_empty(&self) -> bool {
        *self == Impact::default()
    }

    /// Hours of all who must read at once.
    pub fn hours(&self) -> f64 {
        self.readers.iter().filter(|r| r.at_once).map(Readers::minutes).sum::<f64>() / 60.0
    }

    /// Hours of those who read once instructions were rewritten.
    pub fn hours_later(&self) -> f64 {
        self.readers.iter().filter(|r| !r.at_once).map(Readers::minutes).sum::<f64>() / 60.0
    }
}

/// The value with a record's draft in force; a guideline takes the drafts of its requirements along.
pub fn published(isms: &Isms, id: RecordId) -> Isms {
    let Some(record) = isms.get(id) else { return isms.clone() };
    let mut changes: Vec<Arc<dyn AnyRecord>> =
        drafts_of(isms, id).into_iter().filter_map(|d| isms.get(d)).map(|d| in_force(isms, d.as_ref())).collect();
    if is_draft(record.as_ref()) || !changes.is_empty() {
        changes.push(in_force(isms, record.as_ref()));
    }
    isms.with(&changes)
}

/// The requirements of a guideline that have a draft, in key order: they are published with it.
pub fn drafts_of(isms: &Isms, guideline: RecordId) -> Vec<RecordId> {
    let mut found: Vec<&Record<Requirement>> = open_sources::<Requirement>(isms, guideline)
        .filter(|r| r.body.guideline.is_some_and(|g| g.id() == guideline) && is_draft(*r))
        .collect();
    found.sort_by_key(|r| r.head.number);
    found.into_iter().map(|r| r.head.id).collect()
}

/// Whether something of a record is not in force yet.
pub fn is_draft(record: &dyn AnyRecord) -> bool {
    record.kind().versioned && record.is_open() && record.in_force().is_none_or(|e| e.has_draft)
}

fn in_force(isms: &Isms, record: &dyn AnyRecord) -> Arc<dyn AnyRecord> {
    let old = record.head();
    let head = Head { version: old.version.saturating_add(1), changed: isms.moment.now, ..old.clone() };
    coming::in_force(record, head, isms.moment.now, None)
}

/// What publishing the draft of a record would do.
pub fn of_draft(isms: &Isms, id: RecordId) -> Impact {
    impact(isms, &published(isms, id), id)
}

/// What changes for everyone else between two values that differ by an edit of a record and of what belongs to it.
pub fn impact(before: &Isms, after: &Isms, id: RecordId) -> Impact {
    let statements = statements(before, after, id);
    let requirements = requirements(before, after, &statements);
    let changed: Vec<RecordId> = requirements.iter().map(|(r, _)| *r).collect();
    let instructions = stale(before, after, &changed);
    let teams: BTreeSet<RecordId> = instructions.iter().filter_map(|i| i.team).collect();
    let tests = around::<Test>(after, &changed);
    let proving: Vec<RecordId> = changed.iter().chain(&tests).copied().collect();
    let exceptions = around::<Exception>(after, &changed);
    let granted = |e: &RecordId| after.typed::<Exception>(*e).is_some_and(|e| &*e.head.state == "granted");
    let mut readers: Vec<Readers> = own_readers(before, after, id).into_iter().collect();
    readers.extend(instructions.iter().filter_map(|i| readers_of(after, after, i.instruction, false)));
    Impact {
        teams: teams.into_iter().collect(),
        controls: around::<Control>(after, &changed),
        evidence: around::<Evidence>(after, &proving),
        exceptions: exceptions.into_iter().filter(granted).collect(),
        supplier_obligations: around::<SupplierObligation>(after, &changed),
        tests,
        instructions,
        readers,
        statements,
        requirements,
    }
}

/// Open records of a kind that point at any of some, each once, in key order.
fn around<T: Kind>(isms: &Isms, targets: &[RecordId]) -> Vec<RecordId> {
    let found: BTreeSet<(u32, RecordId)> =
        targets.iter().flat_map(|t| open_sources::<T>(isms, *t)).map(|r| (r.head.number, r.head.id)).collect();
    found.into_iter().map(|(_, id)| id).collect()
}

fn statements(before: &Isms, after: &Isms, id: RecordId) -> Vec<StatementChange> {
    let of = |isms: &Isms| -> Vec<(String, String)> {
        let body = isms.typed::<Policy>(id).and_then(Record::counts);
        body.iter().flat_map(|b| &b.statements).map(|s| (s.number.clone(), s.text.0.clone())).collect()
    };
    let (old, new) = (of(before), of(after));
    let mut out = Vec::new();
    let mut say = |number: &str, what| out.push(StatementChange { policy: id, number: number.to_owned(), what });
    for (number, text) in &new {
        match old.iter().find(|(n, _)| n == number) {
            None => say(number, What::Added),
            Some((_, was)) if was != text => say(number, What::Changed),
            Some(_) => {}
        }
    }
    for (number, _) in old.iter().filter(|(n, _)| !new.iter().any(|(m, _)| m == n)) {
        say(number, What::Removed);
    }
    out
}

fn requirements(before: &Isms, after: &Isms, statements: &[StatementChange]) -> Vec<(RecordId, What)> {
    let counts = |isms: &Isms, id| {
        isms.typed::<Requirement>(id).filter(|r| (*r as &dyn AnyRecord).is_open()).and_then(Record::counts).cloned()
    };
    let mut out = Vec::new();
    for requirement in after.all::<Requirement>() {
        let id = requirement.head.id;
        let (old, new) = (counts(before, id), counts(after, id));
        let what = match (&old, &new) {
            (None, Some(_)) => Some(What::Added),
            (Some(_), None) => Some(What::Removed),
            (Some(a), Some(b)) if a != b => Some(What::Changed),
            (_, Some(now)) => serves(now, statements).then_some(What::Touched),
            (None, None) => None,
        };
        out.extend(what.map(|w| (id, w)));
    }
    out
}

/// Whether a requirement serves a statement that changes or goes; a new one has nobody who serves it yet.
fn serves(requirement: &Requirement, statements: &[StatementChange]) -> bool {
    statements.iter().filter(|s| s.what != What::Added).any(|s| {
        requirement.serves.is_some_and(|p| p.id() == s.policy)
            && (requirement.statements.is_empty() || requirement.statements.contains(&s.number))
    })
}

fn stale(before: &Isms, after: &Isms, changed: &[RecordId]) -> Vec<Stale> {
    let found: BTreeSet<(u32, RecordId)> = changed
        .iter()
        .flat_map(|c| open_sources::<Instruction>(before, *c).chain(open_sources::<Instruction>(after, *c)))
        .map(|i| (i.head.number, i.head.id))
        .collect();
    let because = |i: &Record<Instruction>| -> Vec<RecordId> {
        let body = i.counts().unwrap_or(&i.body);
        body.carries_out.iter().map(|r| r.id()).filter(|r| changed.contains(r)).collect()
    };
    let told = |(_, id): (u32, RecordId)| {
        let i = before.typed::<Instruction>(id)?;
        let team = i.counts().unwrap_or(&i.body).written_by.map(|t| t.id());
        Some(Stale { instruction: id, team, because: because(i) })
    };
    found.into_iter().filter_map(told).filter(|s| !s.because.is_empty()).collect()
}

/// Who reads the record itself: only a new edition of something that is read asks anybody.
fn own_readers(before: &Isms, after: &Isms, id: RecordId) -> Option<Readers> {
    let record = after.get(id).filter(|r| matches!(r.kind().name, "policy" | "guideline" | "instruction"))?;
    let edition = |isms: &Isms| isms.get(id).and_then(|r| heard::edition_of(r.as_ref()));
    if edition(before) == edition(after) || !record.is_open() {
        return None;
    }
    readers_of(before, after, id, true)
}

fn readers_of(before: &Isms, after: &Isms, id: RecordId, at_once: bool) -> Option<Readers> {
    let record = after.get(id)?;
    let people = reading::concerned(after, record.as_ref());
    let again = people.iter().filter(|p| after.heard().read(id, p.head.id).is_some()).count();
    let whole = reading::minutes_in(after, record.as_ref());
    let change = if at_once { reading::minutes_of_change(before, after, id) } else { whole };
    let first = people.len() - again;
    (!people.is_empty()).then_some(Readers { record: id, again, first, change, whole, at_once })
}

/// The people whose work a policy, guideline or requirement touches: the teams whose instructions carry its requirements out, and whoever
/// operates a control that implements one.
pub fn whose_work(isms: &Isms, id: RecordId) -> Vec<RecordId> {
    let requirements: BTreeSet<RecordId> = isms
        .all::<Requirement>()
        .filter(|r| (*r as &dyn AnyRecord).is_open())
        .filter(|r| {
            let body = r.counts().unwrap_or(&r.body);
            let of = |g: RecordId| {
                g == id || isms.typed::<Guideline>(g).and_then(|g| g.body.under).is_some_and(|p| p.id() == id)
            };
            r.head.id == id || body.guideline.is_some_and(|g| of(g.id())) || body.serves.is_some_and(|p| p.id() == id)
        })
        .map(|r| r.head.id)
        .collect();
    let mut people = BTreeSet::new();
    for requirement in requirements {
        let teams = open_sources::<Instruction>(isms, requirement).filter_map(|i| i.body.written_by);
        teams.for_each(|t| people.extend(audience::members(isms, t.id())));
        let operators = open_sources::<Control>(isms, requirement).filter_map(|c| c.body.operator);
        operators.for_each(|o| people.extend(audience::behind(isms, o.id())));
    }
    people.into_iter().collect()
}
