//! What people are to read and learn: whom a document concerns, who still owes it, and how many minutes it takes.

use crate::{
    audience,
    communication::{Channel, Course, Message},
    context::{Person, Role},
    field::Fields,
    heard,
    instruction::Instruction,
    isms::Isms,
    policy::{Guideline, Policy},
    record::{AnyRecord, Record},
    rules,
    values::RecordId,
};
use jiff::{Timestamp, civil::Date};
use std::{collections::BTreeSet, sync::Arc};

/// Words that are read in a minute, where a document does not state its own reading time: careful reading of prose.
pub const WORDS_A_MINUTE: f64 = 200.0;

/// Kinds that are read and acknowledged.
pub const READ: [&str; 4] = ["policy", "guideline", "instruction", "message"];

/// Something that a person is to read.
#[derive(Clone, Debug)]
pub struct Owed<'a> {
    /// What.
    pub record: &'a Arc<dyn AnyRecord>,
    /// The edition in force.
    pub edition: i64,
    /// Since when it is in force.
    pub since: Timestamp,
    /// The edition they read before; none where it is new to them.
    pub read: Option<i64>,
    /// How long it takes.
    pub minutes: Minutes,
}

/// A reading time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Minutes {
    /// How many.
    pub value: f64,
    /// Whether it is counted from the words ([`WORDS_A_MINUTE`]); else the document states it.
    pub estimated: bool,
}

/// Whom a record that is read or taken concerns, of those who work here today. Nobody where the kind is not one that is read.
pub fn concerned<'a>(isms: &'a Isms, record: &dyn AnyRecord) -> Vec<&'a Record<Person>> {
    if let Some(policy) = record.typed::<Policy>() {
        return policy.counts().map(|b| audience::people_or_none(isms, &b.audience)).unwrap_or_default();
    }
    if let Some(guideline) = record.typed::<Guideline>() {
        return guideline.counts().map(|b| audience::people_or_none(isms, &b.audience)).unwrap_or_default();
    }
    if let Some(instruction) = record.typed::<Instruction>() {
        let team = instruction.counts().and_then(|b| b.written_by);
        let members = team.map(|t| audience::members(isms, t.id())).unwrap_or_default();
        return members.into_iter().filter_map(|p| isms.typed(p)).collect();
    }
    if let Some(message) = record.typed::<Message>().filter(|m| &*m.head.state == "sent") {
        let channel = message.body.channel.and_then(|c| isms.typed::<Channel>(c.id()));
        return channel.map(|c| audience::people_or_none(isms, &c.body.audience)).unwrap_or_default();
    }
    record.typed::<Course>().map(|c| learners(isms, c)).unwrap_or_default()
}

/// Who must take a course: its audience where one is stated, and the holders of its roles; everyone where neither is stated.
pub fn learners<'a>(isms: &'a Isms, course: &Record<Course>) -> Vec<&'a Record<Person>> {
    let Some(body) = course.counts() else { return Vec::new() };
    let stated = !body.audience.trim().is_empty();
    let everyone = !stated && body.roles.is_empty();
    let mut all: BTreeSet<RecordId> = BTreeSet::new();
    if stated || everyone {
        all.extend(audience::people_or_none(isms, &body.audience).iter().map(|p| p.head.id));
    }
    let holders = body.roles.iter().filter_map(|r| isms.typed::<Role>(r.id())).filter_map(|r| r.body.holder);
    all.extend(holders.map(|p| p.id()));
    all.into_iter().filter_map(|p| isms.typed::<Person>(p)).filter(|p| audience::is_here(isms, p)).collect()
}

/// When a person must have taken a course again; none while they need not. A course that is never repeated is due once.
pub fn course_due(isms: &Isms, course: &Record<Course>, person: RecordId) -> Option<Date> {
    let edition = course.in_force.as_ref()?;
    let first = || rules::day_of(edition.since);
    match isms.heard().taken(course.head.id, person).filter(|t| t.passed) {
        None => Some(first()),
        Some(taken) => course.counts()?.cadence.map(|c| c.due_after(rules::day_of(taken.at))),
    }
}

/// How long it takes to read what is in force of a record.
pub fn minutes(record: &dyn AnyRecord) -> Minutes {
    let stated = |fields: &dyn Fields| match fields.named("reading_time") {
        Some((_, crate::field::Val::Num(n))) if n > 0.0 => Some(n),
        _ => None,
    };
    match record.effective().and_then(stated) {
        Some(value) => Minutes { value, estimated: false },
        None => {
            let text = record.in_force_json().unwrap_or_else(|| record.body_json());
            Minutes { value: (words(&text) as f64 / WORDS_A_MINUTE).ceil().max(1.0), estimated: true }
        }
    }
}

/// Words of all texts in a stored body.
fn words(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::String(text) => text.split_whitespace().count(),
        serde_json::Value::Array(items) => items.iter().map(words).sum(),
        serde_json::Value::Object(members) => members.values().map(words).sum(),
        _ => 0,
    }
}

/// What a person has not read yet of what concerns them, the oldest first.
pub fn owed_by(isms: &Isms, person: RecordId) -> Vec<Owed<'_>> {
    let kinds = READ.iter().filter_map(|name| crate::kind::by_name(name));
    let open = kinds.flat_map(|k| isms.table(k).iter()).filter(|r| r.is_open());
    let mut owed: Vec<Owed<'_>> = open.filter_map(|r| owes(isms, r, person)).collect();
    owed.sort_by_key(|o| (o.since, o.record.head().id));
    owed
}

/// What one record still asks of a person.
pub fn owes<'a>(isms: &Isms, record: &'a Arc<dyn AnyRecord>, person: RecordId) -> Option<Owed<'a>> {
    let edition = heard::edition_of(record.as_ref())?;
    let read = isms.heard().read(record.head().id, person).map(|r| r.edition);
    if read.is_some_and(|r| r >= edition) || !concerned(isms, record.as_ref()).iter().any(|p| p.head.id == person) {
        return None;
    }
    let sent = || record.typed::<Message>().and_then(|m| m.body.sent);
    let since = record.in_force().map(|e| e.since).or_else(sent).unwrap_or(record.head().changed);
    Some(Owed { record, edition, since, read, minutes: minutes(record.as_ref()) })
}
