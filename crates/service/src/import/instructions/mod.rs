//! Instructions that live in a folder or repository of Markdown, brought here and kept in step.
//!
//! Three sides are compared: the file as it was brought last (its hash is kept with the record), the file now, and the words here now.
//! What changed there only becomes a new draft, what changed here only is kept, what changed on both sides is a conflict that a person
//! decides; nothing is ever overwritten by itself, and bringing the same again changes nothing.

pub mod export;
mod source;

pub use source::{FILES, File, Source};

use crate::{AsOf, Command, Error, Request, Result, Service, Subject, Viewer, practice};
use formats::document::{
    self, Kind, instruction,
    redline::{Summary, redline, summary},
};
use isms::{
    analysis::practice::fingerprint,
    instruction::Instruction,
    isms::Isms,
    kind,
    record::{AnyRecord, Record},
    values::RecordId,
    view::View,
};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How it is to be done.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The team of instructions whose file names none, by key.
    pub team: Option<String>,
    /// Whether instructions whose file is gone are retired.
    pub retire: bool,
    /// Instructions, by key, for which the file's words become the draft although they changed here too.
    pub theirs: Vec<String>,
    /// A key under which doing it twice does nothing more.
    pub request: Option<String>,
}

/// What becomes of a file or instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// There is none yet: it becomes a draft.
    New,
    /// It changed there: that becomes a draft.
    Changed,
    /// Nothing changed.
    Same,
    /// Both sides say the same by now.
    Level,
    /// It changed here only, and stays so.
    Kept,
    /// It changed on both sides; nothing is done.
    Conflict,
    /// Its file is gone; nothing is done.
    Gone,
    /// Its file is gone, and it is retired.
    Retired,
    /// It was retired here, and stays so.
    Closed,
    /// The file does not read, or what it says is refused: why.
    Faulty(Vec<String>),
}

/// A file, or an instruction whose file is gone.
#[derive(Clone, Debug)]
pub struct Item {
    /// The file's path.
    pub path: String,
    /// The instruction's key, where there is one.
    pub key: Option<String>,
    /// Its title.
    pub title: String,
    /// What becomes of it.
    pub fate: Fate,
    /// How its words would change here.
    pub change: Option<Summary>,
    /// The words here, where they differ.
    pub here: String,
    /// The words of the file, as they would stand here.
    pub there: String,
    /// What in the file means nothing here.
    pub notes: Vec<String>,
}

/// What bringing a source would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Where it comes from.
    pub repository: String,
    /// Its revision; empty where it is not known.
    pub revision: String,
    /// Every instruction, by path.
    pub items: Vec<Item>,
    /// Markdown files that are no instructions.
    pub others: usize,
    /// What was left out of the source.
    pub notes: Vec<String>,
    /// What carries it out, as one act; without commands where nothing changes.
    pub request: Request,
}

impl Plan {
    /// How many items have a fate.
    pub fn count(&self, like: impl Fn(&Fate) -> bool) -> usize {
        self.items.iter().filter(|i| like(&i.fate)).count()
    }

    /// Whether nothing needs a person: no file is faulty and none is in conflict.
    pub fn is_sound(&self) -> bool {
        self.count(|f| matches!(f, Fate::Faulty(_) | Fate::Conflict)) == 0
    }
}

/// A repository that instructions were brought from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Its name.
    pub repository: String,
    /// The revision that was brought last.
    pub revision: String,
    /// When something of it was brought or changed last.
    pub at: jiff::Timestamp,
    /// Its instructions with their paths, by path.
    pub instructions: Vec<(String, RecordId)>,
    /// Those whose words changed here since they were brought.
    pub changed_here: BTreeSet<RecordId>,
}

/// The repositories that instructions were brought from, by name.
pub fn sources(view: &View) -> Vec<Brought> {
    let mut all: BTreeMap<&str, Vec<(&str, &Record<Instruction>)>> = BTreeMap::new();
    for record in view.all::<Instruction>().filter(|r| (*r as &dyn AnyRecord).is_open()) {
        if let Some((repository, path)) = record.body.source.split_once('#') {
            all.entry(repository).or_default().push((path, record));
        }
    }
    let brought = |(repository, mut of): (&str, Vec<(&str, &Record<Instruction>)>)| {
        of.sort_by_key(|(path, _)| *path);
        let last = of.iter().max_by_key(|(_, r)| r.head.changed).map(|(_, r)| *r)?;
        Some(Brought {
            repository: repository.to_owned(),
            revision: last.body.source_revision.clone(),
            at: last.head.changed,
            instructions: of.iter().map(|(path, r)| ((*path).to_owned(), r.head.id)).collect(),
            changed_here: of
                .iter()
                .filter(|(_, r)| !r.body.source_kept.is_empty() && !untouched(r))
                .map(|(_, r)| r.head.id)
                .collect(),
        })
    };
    all.into_iter().filter_map(brought).collect()
}

/// A fingerprint of what is kept of a file: title and words.
fn kept(title: &str, body: &Instruction) -> String {
    hex::encode(&Sha256::digest(format!("{}\n{}", title.trim(), fingerprint(body)))[..16])
}

/// Whether the words here are those that were brought.
fn untouched(record: &Record<Instruction>) -> bool {
    record.body.source_kept == kept(&record.head.title, &record.body)
}

/// A file on its way.
struct Candidate {
    item: Item,
    record: Option<RecordId>,
    source: String,
    hash: String,
    fields: Map<String, Value>,
}

struct Planner<'a> {
    service: &'a Service,
    viewer: &'a Viewer,
    view: &'a View,
    options: &'a Options,
    source: &'a Source,
    /// Open or closed, by source.
    known: BTreeMap<&'a str, &'a Record<Instruction>>,
    /// Instructions that a file was found for.
    met: BTreeSet<RecordId>,
    plan: Plan,
    candidates: Vec<Candidate>,
}

impl Service {
    /// Works out what bringing a source would do; [`Service::perform`] with the plan's request does it.
    ///
    /// # Errors
    /// [`Error::Invalid`] where the team is none, [`Error::Denied`] for who may not write instructions.
    pub async fn plan_instructions(&self, viewer: &Viewer, source: &Source, options: &Options) -> Result<Plan> {
        let view = self.view(viewer, AsOf::Now).await?;
        if let Some(team) = &options.team
            && view.by_key(team).is_none_or(|t| t.typed::<isms::context::Team>().is_none())
        {
            return Err(Error::fault("/team", format!("expected the key of a team such as TEA-2, found {team:?}")));
        }
        let here =
            |r: &&Record<Instruction>| r.body.source.split_once('#').is_some_and(|(n, _)| n == source.repository);
        let mut planner = Planner {
            service: self,
            viewer,
            view: &view,
            options,
            source,
            known: view.all::<Instruction>().filter(here).map(|r| (r.body.source.as_str(), r)).collect(),
            met: BTreeSet::new(),
            plan: Plan {
                repository: source.repository.clone(),
                revision: source.revision.clone(),
                notes: source.notes.clone(),
                ..Plan::default()
            },
            candidates: Vec::new(),
        };
        source.files.iter().for_each(|file| planner.look(file));
        planner.decide().await?;
        planner.gone();
        let mut plan = planner.plan;
        plan.items.sort_by(|a, b| a.path.cmp(&b.path));
        plan.request.via = "import";
        plan.request.request.clone_from(&options.request);
        plan.request.reason = match source.revision.get(..12) {
            Some(short) => format!("Instructions from {} at {short}", source.repository),
            None => format!("Instructions from {}", source.repository),
        };
        Ok(plan)
    }
}

impl<'a> Planner<'a> {
    fn faulty(&mut self, path: &str, title: &str, why: Vec<String>) {
        self.plan.items.push(Item { fate: Fate::Faulty(why), ..item(path, title) });
    }

    /// Reads a file and finds its instruction.
    fn look(&mut self, file: &File) {
        let source = format!("{}#{}", self.source.repository, file.path);
        let known = self.known.get(source.as_str()).copied();
        let Ok(text) = std::str::from_utf8(&file.bytes) else {
            self.met.extend(known.map(|r| r.head.id));
            return self.faulty(&file.path, "", vec!["expected text in UTF-8".into()]);
        };
        if known.is_none() && document::kind_of(&file.path, text) != Some(Kind::Instruction) {
            self.plan.others += 1;
            return;
        }
        let read = match instruction::read(&file.bytes) {
            Ok(read) => read,
            Err(faults) => {
                self.met.extend(known.map(|r| r.head.id));
                return self.faulty(&file.path, "", faults.iter().map(ToString::to_string).collect());
            }
        };
        let mut doc = read.document;
        tidy(&mut doc, &file.path);
        let hash = export::print(&file.bytes);
        if self.source.exported.get(&file.path) == Some(&hash) {
            return self.as_exported(file, &doc);
        }
        let record = match known.map_or_else(|| self.elsewhere(&doc, &hash), |r| Ok(Some(r))) {
            Ok(record) => record,
            Err(why) => return self.faulty(&file.path, &doc.title, vec![why]),
        };
        if let Some(record) = record
            && !self.met.insert(record.head.id)
        {
            let why = format!("another file is IST-{} already", record.head.number);
            return self.faulty(&file.path, &doc.title, vec![why]);
        }
        let mut item = item(&file.path, &doc.title);
        item.notes = read.remarks.iter().map(ToString::to_string).collect();
        item.key = record.map(|r| format!("IST-{}", r.head.number));
        if let Some(key) = doc.key.as_ref().filter(|key| item.key.as_ref() != Some(key)) {
            item.notes.push(format!("key: {key} is not this instruction here"));
        }
        if let Some(fate) = record.and_then(|r| settled(r, &source, &hash)) {
            item.fate = fate;
            return self.plan.items.push(item);
        }
        let made = practice::fields(self.view, &doc);
        item.notes.extend(made.notes);
        let mut fields = made.fields;
        match record {
            None => {
                if let Some(team) = self.options.team.as_ref().filter(|_| !fields.contains_key("written_by")) {
                    fields.insert("written_by".into(), json!(team));
                    fields.insert("owner".into(), json!(team));
                }
                fields.insert("drafted_by".into(), json!("import"));
            }
            Some(_) => drop(fields.entry("leaves_behind").or_insert(Value::Null)),
        }
        self.candidates.push(Candidate { item, record: record.map(|r| r.head.id), source, hash, fields });
    }

    /// Nobody has changed a file since an export wrote it.
    fn as_exported(&mut self, file: &File, doc: &instruction::Instruction) {
        let record = doc.key.as_deref().and_then(|k| self.view.by_key(k)).and_then(|r| r.typed::<Instruction>());
        self.met.extend(record.map(|r| r.head.id));
        let mut item = item(&file.path, &doc.title);
        (item.fate, item.key) = (Fate::Same, doc.key.clone());
        self.plan.items.push(item);
    }

    /// The instruction of a file that is not known under its path: by the key it states, or by its content where it was moved.
    fn elsewhere(
        &self,
        doc: &instruction::Instruction,
        hash: &str,
    ) -> std::result::Result<Option<&'a Record<Instruction>>, String> {
        let stated = doc.key.as_deref().and_then(|k| self.view.by_key(k)).and_then(|r| r.typed::<Instruction>());
        let gone = |r: &Record<Instruction>| {
            let path = r.body.source.split_once('#').map_or("", |(_, path)| path);
            !self.source.files.iter().any(|f| f.path == path) && !self.source.unread.iter().any(|p| p == path)
        };
        match stated {
            Some(r) if r.body.source.is_empty() => return Ok(Some(r)),
            Some(r) if self.known.contains_key(r.body.source.as_str()) && gone(r) => return Ok(Some(r)),
            Some(r) => return Err(format!("IST-{} is brought from {} already", r.head.number, r.body.source)),
            None => {}
        }
        let moved = self.known.values().copied();
        Ok(moved.filter(|r| r.body.source_hash == hash && !self.met.contains(&r.head.id)).find(|r| gone(r)))
    }

    /// Decides about all candidates on the value as it would stand.
    async fn decide(&mut self) -> Result<()> {
        let after = View::new(std::sync::Arc::new(self.after().await?), self.view.sight.clone());
        let by_source: BTreeMap<&str, &Record<Instruction>> =
            after.all::<Instruction>().map(|r| (r.body.source.as_str(), r)).collect();
        for candidate in std::mem::take(&mut self.candidates) {
            let then = match candidate.record {
                Some(id) => after.get(id).and_then(|r| r.typed::<Instruction>()),
                None => by_source.get(candidate.source.as_str()).copied(),
            };
            if let Some(then) = then {
                self.place(candidate, then, &after);
            }
        }
        Ok(())
    }

    /// The value as it would stand with every candidate; those that are refused are told and left out.
    async fn after(&mut self) -> Result<Isms> {
        loop {
            let commands: Vec<Command> = self.candidates.iter().map(|c| command(c, &c.fields, None)).collect();
            if commands.is_empty() {
                return Ok(self.view.for_the_organisation().as_ref().clone());
            }
            let one = commands.len() == 1;
            let request = Request { via: "import", reason: "import".into(), commands, ..Request::default() };
            let faults = match self.service.propose(self.viewer, &request).await {
                Ok(proposal) => return Ok(proposal.after),
                Err(Error::Invalid(faults)) => faults,
                Err(other) => return Err(other),
            };
            let mut wrong: BTreeMap<usize, Vec<String>> = BTreeMap::new();
            for fault in &faults {
                let index = fault.pointer.split('/').nth(1).and_then(|i| i.parse().ok()).or(one.then_some(0));
                let Some(index) = index.filter(|i| *i < self.candidates.len()) else {
                    return Err(Error::Invalid(faults));
                };
                wrong.entry(index).or_default().push(fault.message.clone());
            }
            for (index, why) in wrong.into_iter().rev() {
                let candidate = self.candidates.remove(index);
                self.plan.items.push(Item { fate: Fate::Faulty(why), ..candidate.item });
            }
        }
    }

    fn place(&mut self, mut candidate: Candidate, then: &Record<Instruction>, after: &View) {
        let print = kept(&then.head.title, &then.body);
        candidate.item.there = instruction::write(&practice::document(after, then, false));
        let now = candidate.record.and_then(|id| self.view.get(id)).and_then(|r| r.typed::<Instruction>());
        if let Some(now) = now {
            candidate.item.here = instruction::write(&practice::document(self.view, now, false));
            candidate.item.change = Some(summary(&redline(&candidate.item.here, &candidate.item.there)));
            candidate.item.fate = self.fate(now, &print);
        }
        let draft = now.is_none_or(|r| matches!(&*r.head.state, "draft" | "review"));
        let write = match candidate.item.fate {
            Fate::New | Fate::Changed => true,
            // Noting where it comes from would make a draft of what is in force.
            Fate::Level => draft,
            _ => false,
        };
        if write {
            let stamp = Stamp { revision: &self.source.revision, kept: &print };
            self.plan.request.commands.push(command(&candidate, &candidate.fields, Some(stamp)));
        }
        self.plan.items.push(candidate.item);
    }

    fn fate(&self, now: &Record<Instruction>, then: &str) -> Fate {
        let key = format!("IST-{}", now.head.number);
        if kept(&now.head.title, &now.body) == then {
            Fate::Level
        } else if untouched(now) || self.options.theirs.contains(&key) {
            Fate::Changed
        } else {
            Fate::Conflict
        }
    }

    /// Instructions of this repository whose file was looked for and is not there.
    fn gone(&mut self) {
        if !self.source.complete {
            return;
        }
        let under = if self.source.under.is_empty() { String::new() } else { format!("{}/", self.source.under) };
        for (source, record) in &self.known {
            let path = source.split_once('#').map_or("", |(_, path)| path);
            let unread = self.source.unread.iter().any(|p| p == path);
            let open = (*record as &dyn AnyRecord).is_open();
            if !open || unread || self.met.contains(&record.head.id) || !path.starts_with(&under) {
                continue;
            }
            let mut item = Item { fate: Fate::Gone, ..item(path, &record.head.title) };
            item.key = Some(format!("IST-{}", record.head.number));
            if self.options.retire && matches!(&*record.head.state, "draft" | "in-force") {
                item.fate = Fate::Retired;
                self.plan.request.commands.push(Command::Step {
                    subject: Subject::Id(record.head.id),
                    version: Some(record.head.version),
                    step: "retire".into(),
                    reason: format!("{path} is gone from {}", self.source.repository),
                });
            }
            self.plan.items.push(item);
        }
    }
}

fn item(path: &str, title: &str) -> Item {
    Item {
        path: path.into(),
        key: None,
        title: title.into(),
        fate: Fate::New,
        change: None,
        here: String::new(),
        there: String::new(),
        notes: Vec::new(),
    }
}

/// What is known without looking at the words: nothing changed there, or it is over here.
fn settled(record: &Record<Instruction>, source: &str, hash: &str) -> Option<Fate> {
    if !(record as &dyn AnyRecord).is_open() {
        return Some(Fate::Closed);
    }
    let as_brought = record.body.source == source && record.body.source_hash == hash;
    as_brought.then(|| if untouched(record) { Fate::Same } else { Fate::Kept })
}

/// What a record requires and a file may leave out.
fn tidy(doc: &mut instruction::Instruction, path: &str) {
    if doc.title.trim().is_empty() {
        let name = path.rsplit('/').next().unwrap_or(path);
        doc.title = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '_'], " ");
    }
    doc.title = doc.title.chars().take(300).collect();
    if doc.purpose.trim().is_empty() {
        doc.purpose.clone_from(&doc.title);
    }
    doc.steps.retain(|s| !s.text.trim().is_empty());
    doc.tags.truncate(50);
}

/// What is kept of where it came from.
struct Stamp<'a> {
    revision: &'a str,
    kept: &'a str,
}

fn command(candidate: &Candidate, fields: &Map<String, Value>, stamp: Option<Stamp<'_>>) -> Command {
    let mut fields = fields.clone();
    fields.insert("source".into(), json!(candidate.source));
    if let Some(stamp) = stamp {
        let text = |t: &str| if t.is_empty() { Value::Null } else { json!(t) };
        fields.insert("source_revision".into(), text(stamp.revision));
        fields.insert("source_hash".into(), json!(candidate.hash));
        fields.insert("source_kept".into(), json!(stamp.kept));
    }
    let fields = Value::Object(fields);
    match candidate.record {
        Some(id) => Command::Edit { subject: Subject::Id(id), version: None, patch: fields },
        None => Command::Create { kind: kind::of::<Instruction>(), fields },
    }
}

#[cfg(test)]
mod tests;
