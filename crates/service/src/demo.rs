//! The demonstration organisation: two years of acts, played in order and moved so that they end in the week before now.

mod pictures;

pub(crate) use pictures::Pictures;

use crate::{
    Command, Error, Request, Result, Service, Subject, Viewer,
    ascode::{Problem, entry::Entry, entry::entry, plan::place},
    replay::Replay,
};
use formats::yaml::{self, Node, Tree};
use isms::{
    authority::Role,
    check::Fault,
    field::{Field, Ty},
    head,
    head::Key,
    isms::Isms,
    kind::KindInfo,
    lifecycle::Phase,
    outer::Names,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde_json::{Map, Value};
use uuid::Uuid;

include!(concat!(env!("OUT_DIR"), "/demo.rs"));

/// The demonstration organisation's short name.
pub const SLUG: &str = "tidewater";
/// Its name.
pub const NAME: &str = "Tidewater Grid";

/// Who can sign in to the demonstration: login, person, roles. The first is whom `surety demo` signs in.
pub const ACCOUNTS: &[(&str, &str, &[Role])] = &[
    ("officer@tidewater.example", "PER-1", &[Role::Officer, Role::Administrator]),
    ("manager@tidewater.example", "PER-2", &[Role::Manager]),
    ("engineer@tidewater.example", "PER-3", &[Role::Engineer]),
    ("auditor@tidewater.example", "PER-4", &[Role::Auditor]),
    ("board@tidewater.example", "PER-5", &[Role::Board]),
    ("administrator@tidewater.example", "PER-6", &[Role::Administrator]),
    ("employee@tidewater.example", "PER-7", &[Role::Employee]),
];

/// What was set up.
#[derive(Clone, Debug)]
pub struct Demo {
    /// The organisation.
    pub org: Uuid,
    /// How many acts were played.
    pub acts: usize,
    /// Who can sign in.
    pub accounts: Vec<DemoAccount>,
}

/// Someone who can sign in.
#[derive(Clone, Debug)]
pub struct DemoAccount {
    /// The account.
    pub id: Uuid,
    /// Its login.
    pub login: String,
    /// Its roles.
    pub roles: Vec<Role>,
}

impl Service {
    /// Sets up the demonstration organisation with its people.
    pub async fn demo(&self) -> Result<Demo> {
        let org = self.found(SLUG, NAME).await?;
        for file in FILES {
            self.ledger().put_file(org, file.to_vec(), "text/plain", "person", self.now().as_microsecond()).await?;
        }
        let (acts, _) = self.play_with(org, ACTS, Pictures::kept()?).await?;
        let isms = self.isms(org, crate::AsOf::Now).await?;
        let mut accounts = Vec::new();
        for (login, person, roles) in ACCOUNTS {
            let person = isms.find(person).map(|(id, _)| id);
            let id = self.enrol(org, login, person, roles).await?;
            accounts.push(DemoAccount { id, login: (*login).into(), roles: roles.to_vec() });
        }
        Ok(Demo { org, acts, accounts })
    }

    /// Plays acts (file names and texts) into an organisation that has none; the whole of it or nothing.
    pub async fn play(&self, org: Uuid, files: &[(&str, &str)]) -> Result<usize> {
        Ok(self.play_with(org, files, Pictures::default()).await?.0)
    }

    /// The same with the pictures that its decisions and disclosures saw.
    async fn play_with(&self, org: Uuid, files: &[(&str, &str)], pictures: Pictures) -> Result<(usize, Pictures)> {
        let mut acts = read(files).map_err(|problems| Error::Invalid(problems.iter().map(fault).collect()))?;
        acts.sort_by_key(|a| a.at);
        let weeks = acts.last().map_or(0, |last| weeks_between(last.at, self.now()));
        let mut replay = Replay::begin(self, org, pictures).await?;
        replay.keep_free(&named(&acts)).await?;
        for act in &mut acts {
            act.records.iter_mut().for_each(|entry| shift_record(entry, weeks * 7));
            let at = act.at + SignedDuration::from_hours(weeks * 7 * 24);
            let person = act.by.as_deref().and_then(|key| replay.isms.find(key)).map(|(id, _)| id);
            let (request, origins) = act.request(&replay.isms);
            let viewer = Viewer::system(org, person);
            replay.act(&viewer, &request, at).await.map_err(|e| act.located(e, &origins))?;
        }
        Ok((acts.len(), replay.finish().await?))
    }
}

fn fault(problem: &Problem) -> Fault {
    Fault::at("", problem.to_string())
}

/// The highest number that the story names for each kind, so that what is numbered on the way comes after it.
fn named(acts: &[Act]) -> Vec<Key> {
    let mut highest: Vec<Key> = Vec::new();
    for key in acts.iter().flat_map(|a| &a.records).filter_map(|e| Key::parse(e.key.as_deref()?)) {
        match highest.iter_mut().find(|k| k.kind == key.kind) {
            Some(known) => known.number = known.number.max(key.number),
            None => highest.push(key),
        }
    }
    highest
}

/// Whole weeks from one moment to the last such moment that is not after another.
fn weeks_between(from: Timestamp, to: Timestamp) -> i64 {
    (to.as_second() - from.as_second()).div_euclid(7 * 86_400)
}

/// One act of the story.
struct Act {
    at: Timestamp,
    by: Option<String>,
    reason: String,
    file: String,
    line: u32,
    records: Vec<Entry>,
    heard: Vec<Heard>,
}

/// Who read or learnt what in an act.
struct Heard {
    /// What they did.
    done: Done,
    /// The record, by key.
    record: String,
    /// Whom it is about: a filter over people.
    people: String,
    /// Whoever the filter means and is left out, by key.
    without: Vec<String>,
}

enum Done {
    Read,
    Took { score: Option<i64>, passed: bool },
}

impl Heard {
    fn command(&self, isms: &Isms) -> Command {
        let people = isms::audience::people_or_none(isms, &self.people);
        let keys = people.iter().map(|p| format!("PER-{}", p.head.number));
        let people = keys.filter(|k| !self.without.contains(k)).collect();
        let subject = Subject::Key(self.record.clone());
        match self.done {
            Done::Read => Command::Acknowledge { subject, edition: None, people },
            Done::Took { score, passed } => Command::Complete { subject, score, passed, people },
        }
    }
}

impl Act {
    /// Creates what is not there yet, changes what is, then takes the wished steps.
    fn request(&self, isms: &Isms) -> (Request, Vec<Option<usize>>) {
        let (mut commands, mut reaches) = (Vec::new(), Vec::new());
        let mut made: Vec<&str> = Vec::new();
        for (index, entry) in self.records.iter().enumerate() {
            let mut fields = entry.value.clone();
            let state = fields.as_object_mut().and_then(|m| m.shift_remove("state"));
            let key = entry.key.clone().unwrap_or_default();
            let subject = || Subject::Key(key.clone());
            let stands = Key::parse(&key).and_then(|k| isms.by_key(k));
            let reach = state.and_then(|s| Some(Command::Reach { subject: subject(), state: s.as_str()?.to_owned() }));
            let reopens = stands.is_some_and(|r| r.phase() == Phase::Closed);
            if let Some(reach) = reach.clone().filter(|_| reopens) {
                commands.push((reach, Some(index)));
            }
            if stands.is_some() || made.contains(&key.as_str()) {
                commands.push((Command::Edit { subject: subject(), version: None, patch: fields }, Some(index)));
            } else {
                if let (Some(members), false) = (fields.as_object_mut(), key.is_empty()) {
                    members.insert("key".into(), Value::String(key.clone()));
                }
                commands.push((Command::Create { kind: entry.kind, fields }, Some(index)));
            }
            made.extend(entry.key.as_deref());
            reaches.extend(reach.filter(|_| !reopens).map(|r| (r, Some(index))));
        }
        commands.extend(reaches);
        commands.extend(self.heard.iter().map(|h| (h.command(isms), None)));
        let (commands, origins) = commands.into_iter().unzip();
        (
            Request {
                via: "apply",
                reason: self.reason.clone(),
                request: None,
                migrate: false,
                commands,
                files: Vec::new(),
            },
            origins,
        )
    }

    fn located(&self, error: Error, origins: &[Option<usize>]) -> Error {
        let place = |f: &Fault| fault(&place(f, &self.records, origins));
        match error {
            Error::Invalid(faults) => Error::Invalid(faults.iter().map(place).collect()),
            other => Error::fault("", format!("{}:{}: {other}", self.file, self.line)),
        }
    }
}

fn read(files: &[(&str, &str)]) -> Result<Vec<Act>, Vec<Problem>> {
    let (mut acts, mut problems) = (Vec::new(), Vec::new());
    for (file, text) in files {
        match yaml::parse_all(text.as_bytes()) {
            Ok(nodes) => nodes.into_iter().for_each(|node| take(file, node, &mut acts, &mut problems)),
            Err(fault) => problems.push(Problem::read(file, &fault)),
        }
    }
    if problems.is_empty() { Ok(acts) } else { Err(problems) }
}

/// A document begins an act or belongs to the last one of its file.
fn take(file: &str, node: Node, acts: &mut Vec<Act>, problems: &mut Vec<Problem>) {
    if node.value == Tree::Null {
        return;
    }
    if let Some(head) = node.get("act") {
        return match begin(file, head, &node) {
            Ok(act) => acts.push(act),
            Err(problem) => problems.push(problem),
        };
    }
    match acts.last_mut().filter(|a| a.file == file) {
        Some(act) if node.get("read").is_some() || node.get("took").is_some() => match heard(file, &node) {
            Ok(heard) => act.heard.push(heard),
            Err(problem) => problems.push(problem),
        },
        Some(act) => act.records.extend(entry(file, node, false, problems)),
        None => problems.push(Problem::at(file, node.at, "expected a document with act: first")),
    }
}

/// `{read: POL-1, people: "line:first", without: [PER-3]}` or `{took: CRS-1, people: …, score: 80, passed: true}`.
fn heard(file: &str, node: &Node) -> Result<Heard, Problem> {
    let text = |name: &str| node.get(name).and_then(Node::as_str).map(str::to_owned);
    let known = ["read", "took", "people", "without", "score", "passed"];
    if let Some(unknown) = node.entries().iter().find(|e| !known.contains(&e.key.as_str())) {
        let message = format!("unknown member {:?}; expected {}", unknown.key, known.join(", "));
        return Err(Problem::at(file, unknown.key_at, message));
    }
    let value = node.to_json();
    let (score, passed) = (value.get("score").and_then(Value::as_i64), value.get("passed").and_then(Value::as_bool));
    let without = value.get("without").and_then(Value::as_array).into_iter().flatten();
    let done = if text("read").is_some() { Done::Read } else { Done::Took { score, passed: passed.unwrap_or(true) } };
    let record = text("read").or_else(|| text("took"));
    let record =
        record.ok_or_else(|| Problem::at(file, node.at, "expected the key of a record that was read or taken"))?;
    let without = without.filter_map(|v| v.as_str().map(str::to_owned)).collect();
    Ok(Heard { done, record, people: text("people").unwrap_or_default(), without })
}

fn begin(file: &str, head: &Node, node: &Node) -> Result<Act, Problem> {
    let wrong = |pointer: &str, what: &str| Problem::at(file, node.at_pointer(pointer).unwrap_or(node.at), what);
    let text = |name: &str| head.get(name).and_then(Node::as_str).map(str::to_owned);
    let at = text("at")
        .and_then(|t| t.parse().ok())
        .ok_or_else(|| wrong("/act/at", "expected at: with a moment such as 2026-03-31T09:00:00Z"))?;
    let unknown = head.entries().iter().find(|e| !["at", "by", "reason"].contains(&e.key.as_str()));
    if let Some(unknown) = unknown {
        return Err(Problem::at(
            file,
            unknown.key_at,
            format!("unknown member {:?}; expected at, by, reason", unknown.key),
        ));
    }
    let (by, reason) = (text("by"), text("reason").unwrap_or_default());
    Ok(Act { at, by, reason, file: file.into(), line: node.at.line, records: Vec::new(), heard: Vec::new() })
}

/// Moves every date and moment of a record by whole days, wherever its kind has one.
fn shift_record(entry: &mut Entry, days: i64) {
    let kind: &KindInfo = entry.kind;
    if let Value::Object(members) = &mut entry.value {
        shift_members(|name| head::FIELDS.iter().find(|f| f.name == name).or_else(|| kind.field(name)), members, days);
    }
}

fn shift_members(field: impl Fn(&str) -> Option<&'static Field>, members: &mut Map<String, Value>, days: i64) {
    for (name, value) in members.iter_mut() {
        if let Some(field) = field(name) {
            shift(field.ty, value, days);
        }
    }
}

fn shift(ty: Ty, value: &mut Value, days: i64) {
    match (ty, value) {
        (Ty::Date, Value::String(text)) => {
            let moved =
                text.parse::<Date>().ok().and_then(|d| d.checked_add(SignedDuration::from_hours(24 * days)).ok());
            if let Some(date) = moved {
                *text = date.to_string();
            }
        }
        (Ty::Time, Value::String(text)) => {
            let moved =
                text.parse::<Timestamp>().ok().and_then(|t| t.checked_add(SignedDuration::from_hours(24 * days)).ok());
            if let Some(time) = moved {
                *text = time.to_string();
            }
        }
        (Ty::List(inner), Value::Array(items)) => items.iter_mut().for_each(|item| shift(*inner, item, days)),
        (Ty::List(inner), one @ Value::String(_)) => shift(*inner, one, days),
        (Ty::Part(fields), Value::Object(members)) => {
            shift_members(|name| fields.iter().find(|f| f.name == name), members, days)
        }
        _ => {}
    }
}
