//! Every rule that a write must keep, in one place: what is checked here holds at every moment of the ledger.

use crate::{
    check::{Check, Fault},
    communication::Report,
    field::{Fields, OnRetire, Val},
    isms::{Isms, targets},
    kind,
    lifecycle::{Effect, Phase},
    outer::pointer,
    record::AnyRecord,
    values::RecordId,
};

/// What is wrong with a value that a change would make; `touched` are the records it changed.
pub fn broken(before: &Isms, after: &Isms, touched: &[RecordId]) -> Vec<(RecordId, Fault)> {
    let mut faults = Vec::new();
    for id in touched {
        let Some(record) = after.get(*id) else { continue };
        let mut check = Check::new(after, record.as_ref());
        check.before = before.get(*id).map(AsRef::as_ref);
        own(&mut check);
        (record.kind().check)(record.as_ref(), &mut check);
        let retiring = before.get(*id).is_some_and(|b| b.is_open()) && !record.is_open();
        if retiring {
            blocked(&mut check);
        }
        faults.extend(check.faults.into_iter().map(|f| (*id, f)));
    }
    faults
}

/// What every record must keep.
fn own(check: &mut Check<'_>) {
    let record = check.record;
    let head = record.head();
    check.require(!head.title.trim().is_empty(), "/title", "a title is required");
    check.require(head.title.chars().count() <= 300, "/title", "a title may have 300 characters at most");
    check.require(head.tags.len() <= 50, "/tags", "a record may have 50 tags at most");
    if record.kind().lifecycle.state(&head.state).is_none() {
        let states: Vec<&str> = record.kind().lifecycle.states.iter().map(|s| s.name).collect();
        check.fault("/state", format!("expected a state of {}, found {:?}", states.join(", "), head.state));
    }
    if record.kind().single && check.isms.table(record.kind()).iter().filter(|r| r.is_open()).count() > 1 {
        check.fault("", format!("an organisation has one {} only", record.kind().label.to_lowercase()));
    }
    required(check);
    settled(check);
    references(check);
    crate::custom::check(check);
}

fn required(check: &mut Check<'_>) {
    let body = check.record.body();
    for (index, field) in body.fields().iter().enumerate() {
        if field.required && body.get(index).is_empty() {
            check.fault(pointer("", field.name), format!("{} is required", field.label));
        }
    }
}

/// What people relied on stays as it was.
fn settled(check: &mut Check<'_>) {
    let (record, rule) = (check.record, check.record.kind().settled);
    let Some(before) = check.before.filter(|b| rule.states.contains(&&*b.head().state)) else { return };
    let (old, new) = (before.body_json(), record.body_json());
    for name in rule.fields {
        let changed = match *name {
            "title" => before.head().title != record.head().title,
            name => old.get(name) != new.get(name),
        };
        if changed {
            let (key, state) = (before.key(), &before.head().state);
            check.fault(
                pointer("", name),
                format!("{key} is {state}: this stays as it was; make a new one in its place"),
            );
        }
    }
    if !rule.states.contains(&&*record.head().state) {
        check.fault(
            "/state",
            format!("{} is {}: it cannot become {} again", before.key(), before.head().state, record.head().state),
        );
    }
}

/// Everything pointed at is there; what is newly pointed at was not retired. What came to its end by itself may be spoken of: lessons
/// are told, and answered by actions, once an incident is closed. A report speaks of what was retired as well.
fn references(check: &mut Check<'_>) {
    let record = check.record;
    let old = check.before.map(|b| check.isms.pointed_at_by(b)).unwrap_or_default();
    let speaks_of_now = record.is_open() && record.kind() != kind::of::<Report>();
    let parts: [&dyn Fields; 2] = [record.head(), record.body()];
    for fields in parts {
        for (index, field) in fields.fields().iter().enumerate() {
            let mut found = Vec::new();
            targets(&fields.get(index), &mut |id| found.push(id));
            for id in found {
                let at = pointer("", field.name);
                match check.isms.get(id) {
                    None => check.fault(at, format!("{} points at a record that does not exist", field.label)),
                    Some(target)
                        if is_retired(target.as_ref()) && speaks_of_now && !old.iter().any(|l| l.target == id) =>
                    {
                        let key = target.key();
                        check.fault(at, format!("{key} is {}; choose one that is not", target.head().state));
                    }
                    Some(_) => {}
                }
            }
        }
    }
}

/// Whether a record is where only retiring it leads.
fn is_retired(record: &dyn AnyRecord) -> bool {
    let steps = record.kind().lifecycle.steps;
    !record.is_open() && steps.iter().any(|s| s.effect == Effect::Retire && s.to == &*record.head().state)
}

/// A record cannot be retired while open records hold on to it.
fn blocked(check: &mut Check<'_>) {
    let holders = holders(check.isms, check.record.head().id);
    if !holders.is_empty() {
        let shown: Vec<&str> = holders.iter().take(5).map(String::as_str).collect();
        let more = if holders.len() > 5 { format!(" and {} more", holders.len() - 5) } else { String::new() };
        check.fault(
            "/state",
            format!("cannot be retired while {}{more} rest on it; change or retire those first", shown.join(", ")),
        );
    }
}

/// The keys of open records that hold on to a record, so that it cannot be retired.
pub fn holders(isms: &Isms, id: RecordId) -> Vec<String> {
    isms.pointing_at(id)
        .filter(|l| l.field().is_some_and(|f| f.on_retire == OnRetire::Block))
        .filter_map(|l| isms.get(l.source))
        .filter(|r| r.is_open())
        .map(|r| r.key().to_string())
        .collect()
}

/// The open records from which a retired record's key must be taken out in the same act.
pub fn detaching(isms: &Isms, retired: RecordId) -> Vec<RecordId> {
    let mut sources: Vec<RecordId> = isms
        .pointing_at(retired)
        .filter(|l| l.field().is_some_and(|f| f.on_retire == OnRetire::Detach))
        .filter(|l| isms.get(l.source).is_some_and(|r| r.phase() != Phase::Closed))
        .map(|l| l.source)
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// A stored body without references to a record, in the fields that detach.
pub fn without(record: &dyn AnyRecord, gone: RecordId) -> serde_json::Value {
    let mut body = record.body_json();
    let word = serde_json::json!(gone);
    for (index, field) in record.body().fields().iter().enumerate() {
        let mut hit = false;
        targets(&record.body().get(index), &mut |id| hit |= id == gone);
        if hit
            && field.on_retire == OnRetire::Detach
            && let Some(value) = body.get_mut(field.name)
        {
            strip(value, &word, matches!(record.body().get(index), Val::Ref(_)));
        }
    }
    body
}

/// Takes a reference out: a list loses it, and with it the part that was about it; a part loses the member.
fn strip(value: &mut serde_json::Value, gone: &serde_json::Value, whole: bool) {
    if whole {
        *value = serde_json::Value::Null;
        return;
    }
    if let Some(items) = value.as_array_mut() {
        items.retain(|item| item != gone && !item.as_object().is_some_and(|o| o.values().any(|v| v == gone)));
        items.iter_mut().for_each(|item| strip(item, gone, false));
    } else if let Some(members) = value.as_object_mut() {
        members.retain(|_, v| v != gone);
        members.values_mut().for_each(|v| strip(v, gone, false));
    }
}
