//! Patterns of an organisation: how it stands with each control of one, taking one up from the library, and taking in those of others.
//!
//! Nothing is derived anew here: how it stands with a control is [`isms::analysis::assured`]'s answer, and with a requirement of a framework
//! the line's in the Statement of Applicability. A requirement that its framework withdrew is shown where it moved to, and says so.

use crate::{
    AsOf, Command, Error, Request, Result, Service, Subject, Viewer,
    import::Outcome,
    library::{Library, Shelf},
};
use formats::pattern::{self, Pattern as Given};
use isms::{
    analysis::{
        applicability::{Applies, Ask, statement},
        assured::{Assurance, Status},
    },
    control::{
        Applicability, Control, Framework, Pattern,
        pattern::{PatternArea, PatternConnection},
    },
    field::Choice,
    head::{DraftedBy, Key},
    isms::Isms,
    kind::{self, Kind},
    lifecycle::Phase,
    record::{AnyRecord, Record},
    values::{Clause, RecordId, Ref},
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// How it stands with something in a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// As the analysis found it.
    Known(Status),
    /// The requirement was excluded, with a reason.
    Excluded,
    /// Nothing says whether the requirement applies, and nothing carries it out.
    Undetermined,
    /// The framework withdrew it and says nothing of where it went.
    Withdrawn,
    /// No analysis speaks of it: a heading, or a framework that is not there.
    Unknown,
}

impl Standing {
    /// All of them, the best known first.
    pub const ALL: [Standing; 12] = [
        Standing::Known(Status::Passed),
        Standing::Known(Status::Inherited),
        Standing::Known(Status::Stale),
        Standing::Known(Status::Planned),
        Standing::Known(Status::NeverRun),
        Standing::Known(Status::NoTest),
        Standing::Known(Status::Failed),
        Standing::Known(Status::NoControl),
        Standing::Excluded,
        Standing::Undetermined,
        Standing::Withdrawn,
        Standing::Unknown,
    ];
}

/// What a badge stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A requirement of a framework.
    Clause(Clause),
    /// A control of the organisation.
    Control(RecordId),
}

/// A badge of an area as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What it stands for, after moving.
    pub what: About,
    /// What people call the requirement; empty for a control.
    pub label: String,
    /// Its title; empty for a control.
    pub title: String,
    /// How it stands.
    pub standing: Standing,
    /// Whether nothing says that the requirement applies, though a control carries it out.
    pub undetermined: bool,
    /// The withdrawn requirement whose place it took.
    pub was: Option<Clause>,
    /// The controls of the organisation behind it, the weakest first.
    pub through: Vec<RecordId>,
}

/// A line of a statement, as far as a badge needs it.
struct Line {
    standing: Standing,
    undetermined: bool,
    through: Vec<RecordId>,
}

/// Looks at patterns at one moment.
pub struct Looking<'a> {
    isms: &'a Isms,
    library: &'a Library,
    assurance: Assurance<'a>,
    scope: Option<RecordId>,
    /// Lines by framework and requirement, made when first asked for.
    lines: HashMap<String, HashMap<String, Line>>,
}

impl<'a> Looking<'a> {
    /// For patterns of a scope: its own statement counts before that of the whole organisation.
    pub fn new(isms: &'a Isms, library: &'a Library, scope: Option<RecordId>) -> Self {
        Looking { isms, library, assurance: Assurance::of(isms), scope, lines: HashMap::new() }
    }

    /// The badges of each area.
    pub fn at(&mut self, body: &Pattern) -> Vec<Vec<Seen>> {
        body.areas.iter().map(|area| self.area(area)).collect()
    }

    fn area(&mut self, area: &PatternArea) -> Vec<Seen> {
        let mut all: Vec<Seen> = Vec::new();
        for clause in &area.clauses {
            for seen in self.clause(clause) {
                if !all.iter().any(|known| known.what == seen.what) {
                    all.push(seen);
                }
            }
        }
        all.extend(area.controls.iter().map(|c| self.control(c.id())));
        all
    }

    fn control(&self, id: RecordId) -> Seen {
        let standing = self.assurance.control(id).map_or(Standing::Unknown, |c| Standing::Known(c.status));
        Seen {
            what: About::Control(id),
            label: String::new(),
            title: String::new(),
            standing,
            undetermined: false,
            was: None,
            through: vec![id],
        }
    }

    /// A requirement, or what it moved to.
    fn clause(&mut self, clause: &Clause) -> Vec<Seen> {
        let shelf = self.library.find(&clause.framework).filter(|s| ours(self.isms, s));
        let Some(shelf) = shelf else { return vec![plain(clause, Standing::Unknown)] };
        let Some(requirement) = shelf.requirement(&clause.requirement) else {
            return vec![plain(clause, Standing::Unknown)];
        };
        if !requirement.withdrawn {
            return vec![self.line(shelf, clause, None)];
        }
        let mut moved: Vec<Seen> = Vec::new();
        for target in successors(shelf, &clause.requirement) {
            let to = Clause { framework: clause.framework.clone(), requirement: target };
            moved.push(self.line(shelf, &to, Some(clause.clone())));
        }
        if moved.is_empty() {
            moved.push(Seen { was: Some(clause.clone()), ..named(shelf, clause, Standing::Withdrawn) });
        }
        moved
    }

    fn line(&mut self, shelf: &Shelf, clause: &Clause, was: Option<Clause>) -> Seen {
        if !self.lines.contains_key(&clause.framework) {
            let made = self.statement(shelf);
            self.lines.insert(clause.framework.clone(), made);
        }
        let line = self.lines.get(&clause.framework).and_then(|l| l.get(&clause.requirement));
        let seen = named(shelf, clause, line.map_or(Standing::Unknown, |l| l.standing));
        Seen {
            was,
            undetermined: line.is_some_and(|l| l.undetermined),
            through: line.map(|l| l.through.clone()).unwrap_or_default(),
            ..seen
        }
    }

    fn statement(&self, shelf: &Shelf) -> HashMap<String, Line> {
        let ask = self.stated(&shelf.catalogue.id).map(|r| Ask::by(r, false)).unwrap_or_default();
        let made = statement(&self.assurance, &shelf.outline, ask);
        let line = |l: &isms::analysis::applicability::Line<'_>| {
            let standing = match l.applies {
                Applies::No => Standing::Excluded,
                Applies::Undetermined if l.through.is_empty() && l.inherited.is_none() => Standing::Undetermined,
                _ => Standing::Known(l.status),
            };
            let undetermined = l.applies == Applies::Undetermined;
            Line { standing, undetermined, through: l.through.iter().map(|t| t.control).collect() }
        };
        made.lines.iter().map(|l| (l.point.id.clone(), line(l))).collect()
    }

    /// The Statement of Applicability that speaks of a framework: of the scope, else of the whole organisation, else the first.
    fn stated(&self, framework: &str) -> Option<&'a Record<Applicability>> {
        let isms = self.isms;
        let about = |r: &&Record<Applicability>| {
            let body = r.counts().unwrap_or(&r.body);
            let named = body.framework.and_then(|f| isms.typed::<Framework>(f.id()));
            Applicability::LIFECYCLE.phase(&r.head.state) != Phase::Closed
                && named.is_some_and(|f| f.body.catalogue == framework)
        };
        let rank = |r: &&Record<Applicability>| {
            let scope = r.head.scope.map(|s| s.id());
            (scope != self.scope, scope.is_some(), r.head.number)
        };
        isms.all::<Applicability>().filter(about).min_by_key(rank)
    }
}

/// Built-in outlines are everyone's; an imported catalogue is the organisation's that has taken it up.
fn ours(isms: &Isms, shelf: &Shelf) -> bool {
    shelf.hash.is_none() || isms.all::<Framework>().any(|f| f.body.catalogue == shelf.catalogue.id)
}

fn plain(clause: &Clause, standing: Standing) -> Seen {
    Seen {
        what: About::Clause(clause.clone()),
        label: clause.requirement.clone(),
        title: String::new(),
        standing,
        undetermined: false,
        was: None,
        through: Vec::new(),
    }
}

fn named(shelf: &Shelf, clause: &Clause, standing: Standing) -> Seen {
    let mut seen = plain(clause, standing);
    if let Some(r) = shelf.requirement(&clause.requirement) {
        seen.label = if r.label.is_empty() { r.id.clone() } else { r.label.clone() };
        seen.title.clone_from(&r.title);
    }
    seen
}

/// Where a withdrawn requirement went: what is in use now, each once, in the framework's words.
fn successors(shelf: &Shelf, id: &str) -> Vec<String> {
    let (mut found, mut seen, mut open) = (Vec::new(), vec![id.to_owned()], vec![id.to_owned()]);
    while let Some(at) = open.pop() {
        let Some(r) = shelf.requirement(&at) else { continue };
        if !r.withdrawn {
            found.push(at);
            continue;
        }
        for next in r.moved_to.iter().rev().filter(|n| !seen.contains(n)).cloned().collect::<Vec<_>>() {
            seen.push(next.clone());
            open.push(next);
        }
    }
    found
}

/// A pattern of a library as a record would hold it; keys that name nothing here are left out.
pub fn body(given: &Given, isms: &Isms) -> Pattern {
    let find = |key: &String| Some(isms.by_key(Key::parse(key)?)?.head().id);
    let area = |a: &pattern::Area| PatternArea {
        name: a.name.clone(),
        within: a.within.clone(),
        actor: a.actor,
        clauses: a.clauses.iter().filter_map(|c| c.parse().ok()).collect(),
        controls: a
            .controls
            .iter()
            .filter_map(find)
            .filter(|id| isms.typed::<Control>(*id).is_some())
            .map(Ref::to)
            .collect(),
        note: a.note.as_str().into(),
        row: a.row.map(i64::from),
        column: a.column.map(i64::from),
        width: a.width.map(i64::from),
    };
    let line =
        |c: &pattern::Connection| PatternConnection { from: c.from.clone(), to: c.to.clone(), label: c.label.clone() };
    Pattern {
        problem: given.problem.as_str().into(),
        solution: solution(given).as_str().into(),
        areas: given.areas.iter().map(area).collect(),
        connections: given.connections.iter().map(line).collect(),
        resists: given.resists.iter().filter_map(find).map(Ref::to).collect(),
        threats: given.threats.clone(),
        assumptions: given.assumptions.as_str().into(),
        limits: given.limits.as_str().into(),
        taken_from: given.id.clone(),
    }
}

/// How it works, and where it comes from where someone else wrote it.
fn solution(given: &Given) -> String {
    let ours = given.source.is_empty() || pattern::find(&given.id).is_some_and(|b| b.pattern.source == given.source);
    match (ours, given.solution.is_empty()) {
        (true, _) => given.solution.clone(),
        (false, true) => format!("Source: {}", given.source),
        (false, false) => format!("{}\n\nSource: {}", given.solution, given.source),
    }
}

/// The fields of a record, in the outer form; what is empty is null, so that it is cleared.
fn fields(given: &Given) -> Value {
    let list = |value: Value| if value.as_array().is_none_or(Vec::is_empty) { Value::Null } else { value };
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    json!({
        "title": given.title, "problem": given.problem, "solution": text(&solution(given)), "areas": list(json!(given.areas)),
        "connections": list(json!(given.connections)), "resists": list(json!(given.resists)), "threats": list(json!(given.threats)),
        "assumptions": text(&given.assumptions), "limits": text(&given.limits), "taken_from": given.id,
    })
}

/// A pattern that was taken in, or would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its identifier in its library.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The record's key, where there is one.
    pub key: Option<String>,
    /// What it means for the organisation.
    pub outcome: Outcome,
}

/// What an import of patterns did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Each pattern of the file.
    pub patterns: Vec<Taken>,
    /// What was odd about the text.
    pub notes: Vec<String>,
    /// The act; none where nothing was written.
    pub act: Option<i64>,
}

impl Service {
    /// Takes in patterns: ours in YAML or JSON, or those of the public library in JSON. All of a file or nothing, as one act; a pattern that was
    /// taken from the same identifier before gets a new draft, or stays where nothing differs.
    ///
    /// # Errors
    /// Every fault of the text with its line and pointer; what the service refuses.
    pub async fn import_patterns(&self, viewer: &Viewer, bytes: &[u8], file: &str, dry_run: bool) -> Result<Imported> {
        let said = |f: formats::Fault| isms::check::Fault::at("", format!("{file}: {f}"));
        let reading = pattern::read(bytes).map_err(|all| Error::Invalid(all.into_iter().map(said).collect()))?;
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        let (mut imported, mut commands) = (Imported { notes: reading.notes, ..Imported::default() }, Vec::new());
        for given in &reading.patterns {
            if imported.patterns.iter().any(|t| t.id == given.id) {
                return Err(Error::fault(
                    "",
                    format!("{file}: {} is there twice; expected each pattern once", given.id),
                ));
            }
            let (taken, command) = take(&isms, given);
            imported.patterns.push(taken);
            commands.extend(command);
        }
        if commands.is_empty() {
            return Ok(imported);
        }
        let request = Request { commands, ..Request { via: "import", ..Request::default() } };
        let request = request.because(format!("Patterns imported from {file}"));
        if dry_run {
            self.propose(viewer, &request).await?;
            return Ok(imported);
        }
        let receipt = self.perform(viewer, request).await?;
        let mut created = receipt.touched.iter().filter(|t| t.created);
        for taken in imported.patterns.iter_mut().filter(|t| t.outcome == Outcome::Created) {
            taken.key = created.next().map(|t| t.key.clone());
        }
        imported.act = receipt.act.map(|a| a.seq);
        Ok(imported)
    }

    /// Makes a record of a built-in pattern; answers with its key.
    ///
    /// # Errors
    /// There is no such pattern, or what the service refuses.
    pub async fn use_pattern(&self, viewer: &Viewer, id: &str, request: Option<String>) -> Result<String> {
        let found = pattern::find(id).ok_or_else(|| Error::NotFound(format!("pattern {id}")))?;
        let create = Command::Create { kind: kind::of::<Pattern>(), fields: fields(&found.pattern) };
        let request = Request { request, ..Request::one("page", create) };
        let receipt = self.perform(viewer, request.because(format!("Taken from the pattern {id}"))).await?;
        let key = receipt.touched.first().map(|t| t.key.clone());
        key.ok_or_else(|| Error::Internal(format!("the pattern {id} became no record")))
    }
}

fn take(isms: &Isms, given: &Given) -> (Taken, Option<Command>) {
    let open = |r: &&Record<Pattern>| (*r as &dyn AnyRecord).is_open() && r.body.taken_from == given.id;
    let found = isms.all::<Pattern>().find(open);
    let taken = |key: Option<String>, outcome| Taken { id: given.id.clone(), title: given.title.clone(), key, outcome };
    let Some(record) = found else {
        let mut fields = fields(given);
        if let Some(members) = fields.as_object_mut() {
            members.retain(|_, v| !v.is_null());
            members.insert("drafted_by".into(), json!(DraftedBy::Import.word()));
        }
        let create = Command::Create { kind: kind::of::<Pattern>(), fields };
        return (taken(None, Outcome::Created), Some(create));
    };
    let key = Some((record as &dyn AnyRecord).key().to_string());
    if record.body == body(given, isms) && record.head.title == given.title {
        return (taken(key, Outcome::Same), None);
    }
    let edit = Command::Edit { subject: Subject::Id(record.head.id), version: None, patch: fields(given) };
    (taken(key, Outcome::Updated), Some(edit))
}
