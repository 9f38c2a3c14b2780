//! A document as one text, and the wishes that a changed text stands for.

use crate::{Command, Subject};
use formats::{
    Fault,
    document::{Remark, guideline, instruction, policy},
};
use isms::{
    analysis::assured::open_sources,
    field::Choice,
    instruction::Instruction,
    kind,
    outer::Names,
    policy::{Guideline, Policy, Requirement, requirement::Strength},
    record::{AnyRecord, Record},
    values::{RecordId, Ref},
    view::View,
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashSet};

/// Which form of a document is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// What is being written, with the keys that keep text and records in step.
    Draft,
    /// What is in force, without keys.
    InForce,
    /// The draft without keys, for comparing and reading.
    Plain,
}

impl Form {
    fn keys(self) -> bool {
        self == Form::Draft
    }

    fn body<T: kind::Kind>(self, record: &Record<T>) -> Option<&T> {
        if self == Form::InForce { record.counts() } else { Some(&record.body) }
    }

    fn title(self, record: &dyn AnyRecord) -> String {
        let published = record.in_force().filter(|_| self == Form::InForce);
        published.map_or(record.head().title.as_str(), |e| e.title).to_owned()
    }
}

/// A policy, guideline or instruction as Markdown; none where it is not seen, is of another kind, or nothing of it is in force.
pub fn text(view: &View, id: RecordId, form: Form) -> Option<String> {
    let record = view.get(id)?;
    if let Some(found) = record.typed::<Policy>() {
        return Some(policy::write(&policy_of(view, found, form)?));
    }
    if let Some(found) = record.typed::<Guideline>() {
        return Some(guideline::write(&guideline_of(view, found, form)?));
    }
    Some(instruction::write(&instruction_of(record.typed::<Instruction>()?, form)?))
}

fn keys<T>(view: &View, refs: &[Ref<T>]) -> Vec<String> {
    refs.iter().filter_map(|r| view.key(r.id())).collect()
}

fn policy_of(view: &View, record: &Record<Policy>, form: Form) -> Option<policy::Policy> {
    let body = form.body(record)?;
    let statement = |s: &isms::policy::policy::Statement| policy::Statement {
        number: s.number.clone(),
        text: s.text.0.clone(),
        derived_from: if form.keys() { keys(view, &s.derived_from) } else { Vec::new() },
    };
    Some(policy::Policy {
        key: None,
        title: form.title(record),
        purpose: body.purpose.0.clone(),
        statements: body.statements.iter().map(statement).collect(),
        roles: body.roles.0.clone(),
        consequence: body.consequence.0.clone(),
        other: Map::new(),
    })
}

/// The requirements of a guideline in a form, by number: a draft is without those that it takes out.
pub fn requirements(view: &View, guideline: RecordId, form: Form) -> Vec<&Record<Requirement>> {
    let mut found = with_withdrawn(view, guideline, form);
    found.retain(|r| form == Form::InForce || !r.body.withdrawn);
    found
}

fn with_withdrawn(view: &View, guideline: RecordId, form: Form) -> Vec<&Record<Requirement>> {
    let isms = view.for_the_organisation();
    let in_it = |r: &&Record<Requirement>| {
        form.body(r).is_some_and(|b| b.guideline.is_some_and(|g| g.id() == guideline)) && view.sees(*r)
    };
    let mut found: Vec<&Record<Requirement>> = open_sources::<Requirement>(isms, guideline).filter(in_it).collect();
    let order = |r: &Record<Requirement>| -> Vec<u32> {
        let number = form.body(r).map(|b| b.number.as_str()).unwrap_or_default();
        number.split('.').map(|p| p.parse().unwrap_or(u32::MAX)).collect()
    };
    found.sort_by_key(|r| (order(r), r.head.number));
    found
}

fn guideline_of(view: &View, record: &Record<Guideline>, form: Form) -> Option<guideline::Guideline> {
    let body = form.body(record)?;
    Some(guideline::Guideline {
        key: None,
        title: form.title(record),
        purpose: body.purpose.0.clone(),
        applies_to: body.applies_to.0.clone(),
        roles: body.roles.0.clone(),
        requirements: requirements(view, record.head.id, form)
            .into_iter()
            .filter_map(|r| requirement_of(view, r, form))
            .collect(),
        other: Map::new(),
    })
}

fn requirement_of(view: &View, record: &Record<Requirement>, form: Form) -> Option<guideline::Requirement> {
    let body = form.body(record)?;
    let policy = body.serves.and_then(|p| view.key(p.id()));
    Some(guideline::Requirement {
        key: form.keys().then(|| (record as &dyn AnyRecord).key().to_string()),
        number: body.number.clone(),
        title: form.title(record),
        text: body.text.0.clone(),
        strength: match body.strength {
            Strength::Must => guideline::Strength::Must,
            Strength::Should => guideline::Strength::Should,
            Strength::May => guideline::Strength::May,
        },
        needs_instruction: body.needs_instruction,
        criterion: body.criterion.0.clone(),
        serves: policy.map(|policy| guideline::Serves { policy, statements: body.statements.clone() }),
        meets: keys(view, &body.meets),
        clauses: body.clauses.iter().map(ToString::to_string).collect(),
    })
}

fn instruction_of(record: &Record<Instruction>, form: Form) -> Option<instruction::Instruction> {
    let body = form.body(record)?;
    let step = |s: &isms::instruction::instruction::ProcedureStep| instruction::Step {
        text: s.what.0.clone(),
        who: s.who.clone(),
        minutes: s.takes,
    };
    Some(instruction::Instruction {
        title: form.title(record),
        purpose: body.purpose.0.clone(),
        steps: body.procedure.iter().map(step).collect(),
        leaves_behind: body.leaves_behind.0.clone(),
        ..instruction::Instruction::default()
    })
}

/// What a text stands for.
#[derive(Clone, Debug)]
pub struct Written {
    /// The wishes, in order; nothing where nothing changes is for the service to find out.
    pub commands: Vec<Command>,
    /// The text in its one way of writing, without keys.
    pub plain: String,
    /// What is worth knowing about how it was understood.
    pub remarks: Vec<Remark>,
    /// Requirements that the draft takes out from now on, because the text no longer has them.
    pub removed: Vec<String>,
    /// Requirements that would be new.
    pub added: usize,
}

/// What a text changes, and on which versions it was based.
#[derive(Clone, Debug, Default)]
pub struct Basis {
    /// The versions that the writer saw, by key.
    pub versions: BTreeMap<String, i64>,
    /// Why, for requirements that go.
    pub reason: String,
    /// Fields of a new document that the text does not hold: owner, level, parent, under.
    pub fields: Map<String, Value>,
}

fn whole(message: impl Into<String>) -> Fault {
    Fault::whole(message)
}

fn own_key(stated: Option<&String>, record: Option<&dyn AnyRecord>) -> Result<(), Vec<Fault>> {
    let known = record.map(|r| r.key().to_string());
    match stated {
        Some(key) if Some(key) != known.as_ref() => {
            let expected = known.unwrap_or_else(|| "no key in a new document".into());
            Err(vec![Fault { expected, ..whole(format!("key: {key}")) }])
        }
        _ => Ok(()),
    }
}

fn unknown(view: &View, text: &str, keys: &[String]) -> Vec<Fault> {
    let missing = keys.iter().filter(|k| view.by_key(k).is_none());
    missing
        .map(|key| Fault {
            line: line_of(text, key),
            col: 1,
            ..whole(format!("there is no {key}, or you may not see it"))
        })
        .collect()
}

fn line_of(text: &str, what: &str) -> u32 {
    let found = text.lines().position(|l| l.contains(what));
    found.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or_default()
}

/// What a policy's text stands for; `record` is the policy, or none for a new one.
///
/// # Errors
/// Every fault of the text with its line.
pub fn policy_written(
    view: &View,
    record: Option<&Record<Policy>>,
    given: &str,
    basis: &Basis,
) -> Result<Written, Vec<Fault>> {
    let read = policy::read(given)?;
    own_key(read.document.key.as_ref(), record.map(|r| r as &dyn AnyRecord))?;
    let document = read.document.tidy();
    let grounds: Vec<String> = document.statements.iter().flat_map(|s| s.derived_from.clone()).collect();
    let wrong = unknown(view, given, &grounds);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let statements: Vec<Value> = document
        .statements
        .iter()
        .map(|s| json!({ "number": s.number, "text": s.text, "derived_from": s.derived_from }))
        .collect();
    let mut fields = basis.fields.clone();
    let said = json!({
        "title": document.title, "purpose": said(&document.purpose), "statements": statements,
        "roles": said(&document.roles), "consequence": said(&document.consequence),
    });
    fields.extend(said.as_object().cloned().unwrap_or_default());
    let mut bare = policy::Policy { key: None, other: Map::new(), ..document };
    bare.statements.iter_mut().for_each(|s| s.derived_from.clear());
    let plain = policy::write(&bare);
    let commands = vec![wish(record.map(|r| r as &dyn AnyRecord), kind::of::<Policy>(), fields, basis)];
    Ok(Written { commands, plain, remarks: read.remarks, removed: Vec::new(), added: 0 })
}

fn said(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}

fn wish(
    record: Option<&dyn AnyRecord>,
    kind: &'static kind::KindInfo,
    fields: Map<String, Value>,
    basis: &Basis,
) -> Command {
    match record {
        Some(record) => Command::Edit {
            subject: Subject::Id(record.head().id),
            version: basis.versions.get(&record.key().to_string()).copied(),
            patch: Value::Object(fields),
        },
        None => {
            let stated = fields.into_iter().filter(|(_, v)| !v.is_null()).collect();
            Command::Create { kind, fields: Value::Object(stated) }
        }
    }
}

/// What a guideline's text stands for: the guideline, and each requirement as the record it stays.
///
/// # Errors
/// Every fault of the text with its line, and requirements that go without a reason.
pub fn guideline_written(
    view: &View,
    record: Option<&Record<Guideline>>,
    given: &str,
    basis: &Basis,
) -> Result<Written, Vec<Fault>> {
    let read = guideline::read(given)?;
    own_key(read.document.key.as_ref(), record.map(|r| r as &dyn AnyRecord))?;
    let document = read.document.tidy();
    let key = record.map_or_else(|| next_key(view), |r| (r as &dyn AnyRecord).key().to_string());
    let existing = record.map(|r| with_withdrawn(view, r.head.id, Form::Draft)).unwrap_or_default();
    let matched = matched(given, &document, &existing)?;
    let named: Vec<String> = document
        .requirements
        .iter()
        .flat_map(|r| r.meets.iter().cloned().chain(r.serves.iter().map(|s| s.policy.clone())))
        .collect();
    let wrong = unknown(view, given, &named);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut own = basis.fields.clone();
    let said = json!({
        "title": document.title, "purpose": said(&document.purpose),
        "applies_to": said(&document.applies_to), "roles": said(&document.roles),
    });
    own.extend(said.as_object().cloned().unwrap_or_default());
    if record.is_none() {
        own.insert("key".into(), json!(key));
    }
    let mut parts = Vec::new();
    for (requirement, found) in document.requirements.iter().zip(&matched) {
        // What the draft took out stands in the text again: it is as it was in force, and then as the text says.
        parts.extend(found.filter(|r| r.body.withdrawn).map(put_back));
        let fields = requirement_fields(requirement, found.is_none().then_some(key.as_str()));
        parts.push(wish(found.map(|r| r as &dyn AnyRecord), kind::of::<Requirement>(), fields, basis));
    }
    let kept: HashSet<RecordId> = matched.iter().flatten().map(|r| r.head.id).collect();
    let gone: Vec<&&Record<Requirement>> = existing.iter().filter(|r| !kept.contains(&r.head.id)).collect();
    let gone: Vec<&&Record<Requirement>> = gone.into_iter().filter(|r| !r.body.withdrawn).collect();
    parts.extend(gone.iter().map(|r| taken_out(r, basis)));
    let mut commands = vec![wish(record.map(|r| r as &dyn AnyRecord), kind::of::<Guideline>(), own, basis)];
    let changes = changes(view, &document, &matched) || !gone.is_empty();
    commands.extend(record.filter(|_| changes).and_then(|r| taken_up(view, r, &document)));
    commands.extend(parts);
    Ok(Written {
        commands,
        plain: guideline::write(&guideline::Guideline { key: None, other: Map::new(), ..without_keys(&document) }),
        remarks: read.remarks,
        removed: gone.iter().map(|r| (**r as &dyn AnyRecord).key().to_string()).collect(),
        added: matched.iter().filter(|m| m.is_none()).count(),
    })
}

/// A requirement that the text no longer has: what is in force stays so until the draft is, what never was is dropped.
fn taken_out(requirement: &Record<Requirement>, basis: &Basis) -> Command {
    let subject = Subject::Id(requirement.head.id);
    if requirement.in_force.is_none() {
        return Command::Step { subject, version: None, step: "retire".into(), reason: basis.reason.clone() };
    }
    let version = basis.versions.get(&(requirement as &dyn AnyRecord).key().to_string()).copied();
    Command::Edit { subject, version, patch: json!({ "withdrawn": true }) }
}

fn put_back(requirement: &Record<Requirement>) -> Command {
    let subject = Subject::Id(requirement.head.id);
    Command::Step { subject, version: None, step: "discard".into(), reason: String::new() }
}

fn without_keys(document: &guideline::Guideline) -> guideline::Guideline {
    let mut bare = document.clone();
    bare.requirements.iter_mut().for_each(|r| r.key = None);
    bare
}

fn next_key(view: &View) -> String {
    let last = view.for_the_organisation().table(kind::of::<Guideline>()).last().map_or(0, |r| r.head().number);
    format!("GDL-{}", last.saturating_add(1))
}

/// Which record each requirement of a text is: by its key, else by its number where that record is named nowhere else.
fn matched<'v>(
    given: &str,
    document: &guideline::Guideline,
    existing: &[&'v Record<Requirement>],
) -> Result<Vec<Option<&'v Record<Requirement>>>, Vec<Fault>> {
    let key_of = |r: &Record<Requirement>| (r as &dyn AnyRecord).key().to_string();
    let named: HashSet<&String> = document.requirements.iter().filter_map(|r| r.key.as_ref()).collect();
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    for requirement in &document.requirements {
        let found = match &requirement.key {
            Some(key) => {
                let found = existing.iter().find(|r| key_of(r) == *key);
                if found.is_none() {
                    let message = format!("{key} is no requirement of this guideline; leave the key out for a new one");
                    faults.push(Fault { line: line_of(given, key), col: 1, ..whole(message) });
                }
                found
            }
            None => existing.iter().find(|r| r.body.number == requirement.number && !named.contains(&key_of(r))),
        };
        out.push(found.copied());
    }
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

fn requirement_fields(requirement: &guideline::Requirement, new_in: Option<&str>) -> Map<String, Value> {
    let title = if requirement.title.is_empty() { first_words(&requirement.text) } else { requirement.title.clone() };
    let strength = match requirement.strength {
        guideline::Strength::Must => Strength::Must,
        guideline::Strength::Should => Strength::Should,
        guideline::Strength::May => Strength::May,
    };
    let serves = requirement.serves.as_ref();
    let fields = json!({
        "title": title, "number": requirement.number, "text": said(&requirement.text), "strength": strength.word(),
        "needs_instruction": requirement.needs_instruction, "criterion": said(&requirement.criterion),
        "serves": serves.map(|s| &s.policy), "statements": serves.map(|s| s.statements.clone()).unwrap_or_default(),
        "meets": requirement.meets, "clauses": requirement.clauses, "withdrawn": null,
    });
    let mut fields = fields.as_object().cloned().unwrap_or_default();
    if let Some(guideline) = new_in {
        fields.insert("guideline".into(), json!(guideline));
    }
    fields
}

fn first_words(text: &str) -> String {
    let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    line.chars().take(80).collect::<String>().trim().to_owned()
}

/// Whether the text changes or adds a requirement.
fn changes(view: &View, document: &guideline::Guideline, matched: &[Option<&Record<Requirement>>]) -> bool {
    let same = |r: &guideline::Requirement, record: &Record<Requirement>| {
        let mut now = requirement_of(view, record, Form::Draft).map(|r| plain(&r));
        if record.body.withdrawn {
            return false;
        }
        let mut new = plain(r);
        if new.title.is_empty() {
            (now, new) = (now.map(|n| guideline::Requirement { title: String::new(), ..n }), new);
        }
        now == Some(new)
    };
    document.requirements.iter().zip(matched).any(|(r, found)| found.is_none_or(|record| !same(r, record)))
}

fn plain(requirement: &guideline::Requirement) -> guideline::Requirement {
    let one = guideline::Guideline { requirements: vec![requirement.clone()], ..guideline::Guideline::default() };
    let mut tidy = one.tidy().requirements.pop().unwrap_or_default();
    tidy.key = None;
    tidy
}

/// A guideline whose own words stay the same is taken up again for its requirements' sake.
fn taken_up(view: &View, record: &Record<Guideline>, document: &guideline::Guideline) -> Option<Command> {
    let now = guideline_of(view, record, Form::Draft)?.tidy();
    let words = |g: &guideline::Guideline| (g.title.clone(), g.purpose.clone(), g.applies_to.clone(), g.roles.clone());
    if words(&now) != words(document) {
        return None;
    }
    let step = match &*record.head.state {
        "in-force" => "revise",
        "approved" => "send-back",
        _ => return None,
    };
    let reason = "its requirements change".to_owned();
    Some(Command::Step { subject: Subject::Id(record.head.id), version: None, step: step.into(), reason })
}
