//! What people are to read and learn: whom a document concerns, who still owes it, and how many minutes it takes.

use crate::{
    audience, coming,
    communication::{Channel, Course, Message},
    context::{Person, Role},
    field::Fields,
    heard,
    instruction::Instruction,
    isms::Isms,
    policy::{Guideline, Policy, Requirement},
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
    /// The edition in force, or the next one where that is published for a later day.
    pub edition: i64,
    /// Since when it is published.
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

/// The same where a guideline states no time of its own: its requirements are read with it.
pub fn minutes_in(isms: &Isms, record: &dyn AnyRecord) -> Minutes {
    let own = minutes(record);
    if !own.estimated || record.typed::<Guideline>().is_none() {
        return own;
    }
    let text: usize = texts(isms, record.head().id).iter().map(words).sum();
    Minutes { value: (text as f64 / WORDS_A_MINUTE).ceil().max(1.0), estimated: true }
}

/// What is in force of a record, and of the requirements of a guideline, in stored form.
fn texts(isms: &Isms, id: RecordId) -> Vec<serde_json::Value> {
    let own = isms.get(id).and_then(|r| r.in_force_json().or_else(|| (!r.kind().versioned).then(|| r.body_json())));
    let requirements = super::assured::open_sources::<Requirement>(isms, id)
        .filter(|r| r.counts().is_some_and(|b| b.guideline.is_some_and(|g| g.id() == id)));
    own.into_iter().chain(requirements.filter_map(|r| (r as &dyn AnyRecord).in_force_json())).collect()
}

/// How long it takes to read what is new of a record between two values: its new and changed texts, at [`WORDS_A_MINUTE`], and never
/// longer than the whole.
pub fn minutes_of_change(before: &Isms, after: &Isms, id: RecordId) -> Minutes {
    let Some(record) = after.get(id) else { return Minutes { value: 0.0, estimated: true } };
    let whole = minutes_in(after, record.as_ref());
    let mut old = Vec::new();
    texts(before, id).iter().for_each(|t| leaves(t, &mut old));
    let mut new = Vec::new();
    let now = texts(after, id);
    now.iter().for_each(|t| leaves(t, &mut new));
    let fresh: usize = new.iter().filter(|t| !old.contains(t)).map(|t| t.split_whitespace().count()).sum();
    let value = (fresh as f64 / WORDS_A_MINUTE).ceil().max(1.0).min(whole.value);
    Minutes { value, estimated: true }
}

/// Minutes to read the new and changed texts of a stored body, at least one.
pub fn minutes_of_texts(before: &serde_json::Value, after: &serde_json::Value) -> f64 {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    leaves(before, &mut old);
    leaves(after, &mut new);
    let fresh: usize = new.iter().filter(|t| !old.contains(t)).map(|t| t.split_whitespace().count()).sum();
    (fresh as f64 / WORDS_A_MINUTE).ceil().max(1.0)
}

/// The texts in a stored body, one by one.
fn leaves(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => out.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|v| leaves(v, out)),
        serde_json::Value::Object(members) => members.values().for_each(|v| leaves(v, out)),
        _ => {}
    }
}

/// An edition that was put in force, and what it asks of a reader.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Issued {
    /// 1 for the first.
    pub number: u32,
    /// Since when it was in force.
    pub since: Timestamp,
    /// Minutes to read all of it.
    pub whole: f64,
    /// Minutes to read what it changed.
    pub change: f64,
}

/// What a document asked of one person in a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// Who.
    pub person: RecordId,
    /// Minutes of first readings.
    pub first: f64,
    /// Minutes of readings of what changed.
    pub again: f64,
}

impl Demand {
    /// Minutes altogether.
    pub fn minutes(&self) -> f64 {
        self.first + self.again
    }
}

/// What the editions of a document asked of everyone it concerns, from a moment on: all of it once, when they joined or it first came;
/// what changed after that, edition by edition. The oldest edition comes first.
pub fn demanded(isms: &Isms, record: &dyn AnyRecord, editions: &[Issued], from: Timestamp) -> Vec<Demand> {
    concerned(isms, record).iter().map(|p| demanded_of(p, editions, from)).collect()
}

fn demanded_of(person: &Record<Person>, editions: &[Issued], from: Timestamp) -> Demand {
    let midnight = |d: Date| d.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|z| z.timestamp());
    let joined = person.body.joined.and_then(midnight).unwrap_or(Timestamp::MIN);
    let mut demand = Demand { person: person.head.id, first: 0.0, again: 0.0 };
    let Some(oldest) = editions.first() else { return demand };
    let met = joined.max(oldest.since);
    if met >= from {
        let there = editions.iter().rev().find(|e| e.since <= met);
        demand.first = there.map_or(0.0, |e| e.whole);
    }
    let later = editions.iter().filter(|e| e.since > met && e.since >= from);
    demand.again = later.map(|e| e.change).sum();
    demand
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
    if coming::day(record.as_ref()).is_none() {
        return owes_now(isms, record, record.as_ref(), person);
    }
    // What is published for a later day is asked for since it was published.
    let early = coming::counted(isms);
    let then = early.get(record.head().id)?;
    owes_now(&early, record, then.as_ref(), person)
}

fn owes_now<'a>(
    isms: &Isms,
    record: &'a Arc<dyn AnyRecord>,
    then: &dyn AnyRecord,
    person: RecordId,
) -> Option<Owed<'a>> {
    let edition = heard::edition_of(then)?;
    let read = isms.heard().read(record.head().id, person).map(|r| r.edition);
    if read.is_some_and(|r| r >= edition) || !concerned(isms, then).iter().any(|p| p.head.id == person) {
        return None;
    }
    let sent = || record.typed::<Message>().and_then(|m| m.body.sent);
    let since = then.in_force().map(|e| e.published).or_else(sent).unwrap_or(record.head().changed);
    Some(Owed { record, edition, since, read, minutes: minutes_in(isms, then) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::head::{Compartment, Head};
    use uuid::Uuid;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400).unwrap()
    }

    fn person(joined: i64) -> Record<Person> {
        let head = Head {
            id: RecordId(Uuid::from_u128(1)),
            number: 1,
            title: "A".into(),
            owner: None,
            scope: None,
            compartment: Compartment::default(),
            state: "active".into(),
            next_review: None,
            tags: Vec::new(),
            drafted_by: Default::default(),
            version: 1,
            created: at(0),
            changed: at(0),
        };
        let joined = Some(at(joined).to_zoned(jiff::tz::TimeZone::UTC).date());
        Record { head, body: Person { joined, ..Person::default() }, in_force: None, custom: Default::default() }
    }

    #[test]
    fn whoever_joins_reads_it_whole_and_whoever_was_there_what_changed() {
        let issued = |number, day| Issued { number, since: at(day), whole: 10.0, change: 2.0 };
        let editions = [issued(1, 100), issued(2, 500), issued(3, 600)];
        let asked = |joined| demanded_of(&person(joined), &editions, at(400));
        assert_eq!((asked(0).first, asked(0).again), (0.0, 4.0), "read the first edition long ago");
        assert_eq!((asked(550).first, asked(550).again), (10.0, 2.0), "met the second, then one change");
        assert_eq!((asked(700).first, asked(700).again), (10.0, 0.0));
    }
}
