//! Taking a migration back: exactly what it changed, where nobody has changed it since; the rest is listed.

use super::{
    UNDONE,
    rewrite::{Forms, command, forms},
    waits_for_approval,
};
use crate::{Command, Request};
use isms::{control::Framework, record::AnyRecord, values::RecordId, view::View};
use ledger::Act;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Something that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The record; none where it may not be seen.
    pub record: Option<RecordId>,
    /// The field.
    pub field: &'static str,
    /// Why.
    pub why: Why,
}

/// Why something stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Someone changed the field since.
    Changed,
    /// The record is over.
    Closed,
    /// Someone was asked to approve it as it stands.
    Asked,
    /// It may not be seen.
    Hidden,
}

impl Why {
    /// A word for it.
    pub fn word(self) -> &'static str {
        match self {
            Why::Changed => "changed",
            Why::Closed => "closed",
            Why::Asked => "asked",
            Why::Hidden => "hidden",
        }
    }
}

/// What undoing a migration means now.
#[derive(Clone, Debug)]
pub struct Undo {
    /// The migration.
    pub act: Act,
    /// The act that undid it already.
    pub done: Option<Act>,
    /// Records that go back.
    pub restored: Vec<RecordId>,
    /// What stays.
    pub conflicts: Vec<Conflict>,
    /// What would be carried out; none where nothing is left to do.
    pub request: Option<Request>,
}

type Touched = (Option<Arc<dyn AnyRecord>>, Arc<dyn AnyRecord>);

pub(super) fn undo(view: &View, act: Act, done: Option<Act>, touched: &[Touched]) -> Undo {
    let (mut restored, mut conflicts, mut commands, mut forced) = (Vec::new(), Vec::new(), Vec::new(), false);
    for (before, after) in touched {
        let Some(before) = before else { continue };
        let id = after.head().id;
        let Some(now) = view.get(id) else {
            conflicts.push(Conflict { record: None, field: "", why: Why::Hidden });
            continue;
        };
        let standing = match () {
            () if !now.is_open() => Some(Why::Closed),
            () if waits_for_approval(view.for_the_organisation(), now.as_ref()) => Some(Why::Asked),
            () => None,
        };
        if let Some(why) = standing {
            conflicts.push(Conflict { record: Some(id), field: "", why });
            continue;
        }
        let mut wrong = Vec::new();
        if let Some(command) = back(view, [before, after, now], &mut wrong) {
            forced |= now.in_force().is_some();
            restored.push(id);
            commands.push(command);
        }
        conflicts.extend(wrong.into_iter().map(|field| Conflict { record: Some(id), field, why: Why::Changed }));
    }
    let request = (!commands.is_empty() && done.is_none()).then(|| Request {
        via: "page",
        reason: format!("Act {} undone: {} records", act.seq, restored.len()),
        request: Some(format!("{UNDONE}{}", act.seq)),
        migrate: forced,
        commands,
        files: Vec::new(),
    });
    Undo { act, done, restored, conflicts, request }
}

/// The command that takes a record back as far as possible.
fn back(view: &View, [before, after, now]: [&Arc<dyn AnyRecord>; 3], wrong: &mut Vec<&'static str>) -> Option<Command> {
    let [was, became, stands] = [before, after, now].map(|r| forms(r.as_ref(), view.for_the_organisation().as_ref()));
    let body = fields_back(now.as_ref(), &was.body, &became.body, &stands.body, wrong);
    let effective = |f: &Forms| f.in_force.as_ref().map(|(_, body)| body.clone());
    let in_force = effective(&stands).map(|stands| match (effective(&was), effective(&became)) {
        (Some(was), Some(became)) => fields_back(now.as_ref(), &was, &became, &stands, wrong),
        _ => stands,
    });
    wrong.dedup();
    let moved = body != stands.body || in_force.as_ref().is_some_and(|f| Some(f) != effective(&stands).as_ref());
    moved.then(|| command(now.as_ref(), &stands, body, in_force))
}

fn fields_back(
    record: &dyn AnyRecord,
    was: &Map<String, Value>,
    became: &Map<String, Value>,
    stands: &Map<String, Value>,
    wrong: &mut Vec<&'static str>,
) -> Map<String, Value> {
    let mut out = stands.clone();
    for field in record.body().fields().iter().filter(|f| was.get(f.name) != became.get(f.name)) {
        let [old, new, now] = [was, became, stands].map(|m| m.get(field.name).cloned().unwrap_or(Value::Null));
        let held = record.typed::<Framework>().is_some() && field.name == "versions";
        match value_back(&old, &new, &now, held) {
            Some(Value::Null) => drop(out.shift_remove(field.name)),
            Some(value) => drop(out.insert(field.name.into(), value)),
            None => wrong.push(field.name),
        }
    }
    out
}

/// What a field becomes again: what it was, where it stands as the migration left it; of a list, the entries that the migration took out
/// come back and those it put in go, where those are all still there. None where that is impossible.
fn value_back(old: &Value, new: &Value, now: &Value, lenient: bool) -> Option<Value> {
    if now == new {
        return Some(old.clone());
    }
    let list = |v: &Value| match v {
        Value::Null => Some(Vec::new()),
        Value::Array(items) => Some(items.clone()),
        _ => None,
    };
    let (old, new, now) = (list(old)?, list(new)?, list(now)?);
    let put_in: Vec<&Value> = new.iter().filter(|v| !old.contains(v)).collect();
    if !lenient && !put_in.iter().all(|v| now.contains(v)) {
        return None;
    }
    let mut out: Vec<Value> = now.iter().filter(|v| !put_in.contains(v)).cloned().collect();
    let back: Vec<Value> = old.into_iter().filter(|v| !new.contains(v) && !out.contains(v)).collect();
    out.splice(0..0, back);
    Some(if out.is_empty() { Value::Null } else { json!(out) })
}
