//! From a method and a path to a wish: the same for a single request and for an operation of a batch.

use super::{
    answer::Expected,
    body::Members,
    caller::find,
    problem::{self, Problem, Result},
};
use isms::{
    check::Fault,
    coming,
    communication::Report,
    everywhere::Approval,
    head::Key,
    kind::{self, KindInfo},
    lifecycle::Effect,
    outer::{KEPT, pointer},
    record::AnyRecord,
    view::View,
};
use jiff::civil::Date;
use serde_json::{Map, Value};
use service::{Command, Subject};
use std::{collections::HashSet, sync::Arc};

/// The way in, as acts name it.
pub const VIA: &str = "api";
/// A reason may have as many characters.
pub const REASON: usize = 2_000;

/// What is to be done to a record or collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// `POST /{plural}`
    Create,
    /// `PATCH /{plural}/{key}`
    Patch,
    /// `PUT /{plural}/{key}`
    Put,
    /// `DELETE /{plural}/{key}`
    Retire,
    /// `POST /{plural}/{key}/{step}`
    Step(String),
    /// `POST /{plural}/{key}/ask/{step}`
    Ask(String),
    /// `POST /approvals/{key}/vote`
    Vote,
}

/// A request that changes something, taken apart.
pub struct Asked {
    /// The kind of its path.
    pub kind: &'static KindInfo,
    /// The key of its path; none for a collection.
    pub key: Option<String>,
    /// What is to be done.
    pub form: Form,
    /// The body.
    pub body: Map<String, Value>,
    /// The version it expects.
    pub expected: Expected,
    /// Why, where a header says so.
    pub reason: Option<String>,
}

/// A wish with why.
pub struct Wish {
    /// What the service is asked for.
    pub command: Command,
    /// Why.
    pub reason: String,
}

impl Asked {
    /// The wish, checked as far as the request alone and the record as it stands allow. `promised` are keys that earlier
    /// operations of the same batch create.
    pub fn wish(mut self, view: &View, promised: &HashSet<String>) -> Result<Wish> {
        self.direct()?;
        let given = self.take_reason()?;
        let reason = bounded(given.or(self.reason.take()).unwrap_or_default())?;
        let Some(key) = self.key.clone() else { return self.create(reason) };
        if promised.contains(&key) {
            return self.change(Subject::Key(key), None, None, reason);
        }
        let record = find(view, self.kind, &key)?.clone();
        let guarded = matches!(self.form, Form::Patch | Form::Put | Form::Retire);
        if guarded && self.expected == Expected::Unsaid {
            let version = record.head().version;
            return Err(Problem::new(
                &problem::UNCONDITIONAL,
                format!("{key} stands at version {version}; send If-Match with the ETag you looked at."),
            ));
        }
        let version = self.expected.check(&key, record.head().version)?;
        self.change(Subject::Id(record.head().id), version, Some((record, view)), reason)
    }

    /// Approvals come about by asking and change by voting; writing one by hand would forge it.
    fn direct(&self) -> Result<()> {
        if matches!(self.form, Form::Create) && self.kind == kind::of::<Report>() {
            let advice = "They are issued from what they show; what was issued can be read, commented and withdrawn.";
            return Err(Problem::new(&problem::FORBIDDEN, format!("Reports are not written by hand. {advice}")));
        }
        let by_hand = matches!(self.form, Form::Create | Form::Patch | Form::Put);
        if by_hand && self.kind == kind::of::<Approval>() {
            let advice =
                "Ask with POST /{plural}/{key}/ask/{step}, vote with POST /approvals/{key}/vote, withdraw with DELETE.";
            return Err(Problem::new(&problem::FORBIDDEN, format!("Approvals are not written by hand. {advice}")));
        }
        Ok(())
    }

    /// The member `reason` says why, unless the kind has a field of that name.
    fn take_reason(&mut self) -> Result<Option<String>> {
        let fielded =
            matches!(self.form, Form::Create | Form::Patch | Form::Put) && self.kind.field("reason").is_some();
        if fielded {
            return Ok(None);
        }
        match self.body.shift_remove("reason") {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(reason)) => Ok(Some(reason)),
            Some(_) => Err(Problem::at("/reason", "expected text")),
        }
    }

    fn create(mut self, reason: String) -> Result<Wish> {
        let kept = KEPT.iter().filter(|k| **k != "key" && self.body.get(**k).is_some_and(|v| !v.is_null()));
        let faults: Vec<Fault> = kept.map(|k| kept_fault(k)).collect();
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        self.body.retain(|name, value| !KEPT.contains(&name.as_str()) || name == "key" && !value.is_null());
        if self.body.get("key").is_some_and(|k| k.as_str().and_then(Key::parse).is_none_or(|k| k.kind != self.kind)) {
            return Err(Problem::at(
                "/key",
                format!("expected a key such as {}-12, or none for the next one", self.kind.prefix),
            ));
        }
        Ok(Wish { command: Command::Create { kind: self.kind, fields: Value::Object(self.body) }, reason })
    }

    fn change(
        mut self,
        subject: Subject,
        version: Option<i64>,
        record: Option<(Arc<dyn AnyRecord>, &View)>,
        reason: String,
    ) -> Result<Wish> {
        let command = match self.form.clone() {
            Form::Create => {
                return Err(Problem::new(&problem::METHOD, "POST creates in a collection, not on a record."));
            }
            Form::Patch | Form::Put => {
                self.unkept(record)?;
                let fields = Value::Object(self.body);
                match self.form {
                    Form::Put => Command::Replace { subject, version, fields },
                    _ => Command::Edit { subject, version, patch: fields },
                }
            }
            Form::Retire => {
                empty(self.body)?;
                let step = retiring(self.kind, record.as_ref().map(|(r, _)| r.as_ref()))?;
                Command::Step { subject, version, step, reason: reason.clone() }
            }
            Form::Step(step) if step == coming::ANNOUNCE => {
                let from = day(self.body.shift_remove("from"))?;
                empty(self.body)?;
                known(self.kind, &step)?;
                Command::Publish { subject, version, from: Some(from) }
            }
            Form::Step(step) => {
                empty(self.body)?;
                known(self.kind, &step)?;
                Command::Step { subject, version, step, reason: reason.clone() }
            }
            Form::Ask(step) => {
                known(self.kind, &step)?;
                ask(subject, step, self.body, reason.clone())?
            }
            Form::Vote => vote(subject, self.body, reason.clone())?,
        };
        Ok(Wish { command, reason })
    }

    /// What the system keeps may be sent back as it stands; it cannot be changed by writing it.
    fn unkept(&mut self, record: Option<(Arc<dyn AnyRecord>, &View)>) -> Result<()> {
        let mut standing =
            record.map(|(r, view)| super::shape::Shape::default().show(r.as_ref(), view)).unwrap_or_default();
        if let Some(members) = standing.as_object_mut() {
            members.insert("kind".into(), Value::from(self.kind.name));
        }
        let mut faults = Vec::new();
        for name in KEPT {
            if let Some(value) = self.body.shift_remove(name)
                && standing.get(name).is_none_or(|s| *s != value)
            {
                faults.push(kept_fault(name));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
    }
}

fn kept_fault(name: &str) -> Fault {
    let advice = match name {
        "state" => "a state changes by a step: POST /{plural}/{key}/{step}",
        "edition" | "in_force" => "what is in force changes by publishing, not by writing it",
        _ => "the system keeps this; leave it out",
    };
    Fault::at(pointer("", name), advice)
}

/// A reason that the ledger keeps: text of bounded length without control characters.
pub fn bounded(reason: String) -> Result<String> {
    let odd = reason.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r'));
    if odd || reason.chars().count() > REASON {
        return Err(Problem::at("/reason", format!("expected text of {REASON} characters at most")));
    }
    Ok(reason)
}

/// The day from which it holds.
fn day(given: Option<Value>) -> Result<Date> {
    let text = given.as_ref().and_then(Value::as_str).unwrap_or_default();
    let said = "expected the day from which it holds, such as 2027-01-31";
    text.parse().map_err(|_| Problem::at("/from", said))
}

fn empty(body: Map<String, Value>) -> Result<()> {
    let unknown = |name: &String| Fault::at(pointer("", name), "unknown member; expected reason");
    let faults: Vec<Fault> = body.keys().map(unknown).collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

fn known(kind: &KindInfo, step: &str) -> Result<()> {
    if kind.lifecycle.step(step).is_some() {
        return Ok(());
    }
    let steps: Vec<&str> = kind.lifecycle.steps.iter().map(|s| s.name).collect();
    let label = kind.label.to_lowercase();
    Err(Problem::new(&problem::NOT_FOUND, format!("A {label} has no step {step:?}; it has {}.", steps.join(", "))))
}

/// The step that retires a record from where it stands.
fn retiring(kind: &KindInfo, record: Option<&dyn AnyRecord>) -> Result<String> {
    let state = record.map(|r| &*r.head().state).unwrap_or(kind.lifecycle.initial());
    let steps = || kind.lifecycle.steps.iter().filter(|s| s.effect == Effect::Retire);
    let step = steps().find(|s| s.from.contains(&state)).or_else(|| steps().next());
    let none = || Problem::new(&problem::METHOD, format!("{} cannot be retired.", kind.labels));
    step.map(|s| s.name.to_owned()).ok_or_else(none)
}

fn ask(subject: Subject, step: String, body: Map<String, Value>, reason: String) -> Result<Command> {
    let mut members = Members::of(body);
    let words =
        |v: &Value| v.as_array()?.iter().map(|k| k.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>();
    let approvers = members.need("approvers", "a list of keys of people", words).unwrap_or_default();
    let quorum = members.take("quorum", "a whole number from 1", |v| v.as_i64().filter(|n| *n > 0));
    members.done().map_err(Problem::invalid)?;
    Ok(Command::Ask { subject, step, approvers, quorum, reason })
}

fn vote(approval: Subject, body: Map<String, Value>, reason: String) -> Result<Command> {
    let mut members = Members::of(body);
    let approve = members.need("approve", "true or false", Value::as_bool).unwrap_or_default();
    members.done().map_err(Problem::invalid)?;
    Ok(Command::Vote { approval, approve, reason })
}
