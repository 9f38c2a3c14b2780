//! Editions that are published and hold from a later day: nothing has to happen on that day for them to come into force.
//!
//! The ledger keeps such a record in the state [`STATE`], with its day; a value shows it in force as soon as its moment has reached that day
//! ([`crate::isms::Isms::at`]), and as it was before for any earlier moment. So every page, program and view of the past agrees without an act,
//! and whether or not a node was running at midnight.

use crate::{field::Val, head::Head, isms::Isms, lifecycle::Phase, policy::Requirement, record::AnyRecord, rules};
use jiff::{Timestamp, civil::Date};
use std::sync::Arc;

/// The state of what is published and not in force yet.
pub const STATE: &str = "coming";
/// The step that publishes from a day.
pub const ANNOUNCE: &str = "announce";
/// The step that takes it back.
pub const CALL_BACK: &str = "call-back";
/// The field with the day.
pub const FIELD: &str = "in_force_from";
/// Most days that an edition is published ahead.
pub const AHEAD: i32 = 365;

/// The day from which a published record holds; none for what is not waiting for one.
pub fn day(record: &dyn AnyRecord) -> Option<Date> {
    if &*record.head().state == STATE { named(record) } else { None }
}

/// The day that a draft names, published or not.
pub fn named(record: &dyn AnyRecord) -> Option<Date> {
    match record.body().named(FIELD) {
        Some((_, Val::Date(day))) => Some(day),
        _ => None,
    }
}

/// Whether an edition may be published to hold from a day.
///
/// # Errors
/// Says what day was expected.
pub fn may_begin(day: Option<Date>, today: Date) -> Result<(), String> {
    let last = rules::days_after(today, AHEAD);
    match day {
        None => Err(format!("say from which day it holds: a day after {today}")),
        Some(day) if day <= today => {
            Err(format!("{day} is past or today; expected a day after {today}, or none to put it in force now"))
        }
        Some(day) if day > last => Err(format!("{day} is more than a year ahead; expected a day up to {last}")),
        Some(_) => Ok(()),
    }
}

/// Guards the two ways of publishing; the state tells a draft that names a day from what was published for it.
///
/// # Errors
/// As [`may_begin`], and where a draft that names a later day would be put in force at once.
pub fn guard(record: &dyn AnyRecord, step: &str, today: Date) -> Result<(), String> {
    match (step, named(record)) {
        (ANNOUNCE, day) => may_begin(day, today),
        ("publish", Some(day)) if day > today && &*record.head().state != STATE => {
            Err(format!("the draft is to hold from {day}: publish it for that day, or clear the day"))
        }
        _ => Ok(()),
    }
}

/// A record as it stands once its draft is in force: the next edition, or retired where the draft takes it out.
pub fn in_force(
    record: &dyn AnyRecord,
    head: Head,
    since: Timestamp,
    published: Option<Timestamp>,
) -> Arc<dyn AnyRecord> {
    if record.typed::<Requirement>().is_some_and(|r| r.body.withdrawn) {
        let gone = Head { state: "retired".into(), ..head };
        return record.discarded(gone.clone()).unwrap_or_else(|| record.with_head(gone));
    }
    let states = record.kind().lifecycle.states;
    let live = states.iter().find(|s| s.phase == Phase::Live).map_or("in-force", |s| s.name);
    let head = Head { state: live.into(), ..head };
    from(record, head.clone(), None)
        .unwrap_or_else(|_| record.with_head(head.clone()))
        .put_in_force(head, since, published)
}

/// The record with another day.
///
/// # Errors
/// Where its body does not read.
pub fn from(record: &dyn AnyRecord, head: Head, day: Option<Date>) -> Result<Arc<dyn AnyRecord>, String> {
    if named(record) == day {
        return Ok(record.with_head(head));
    }
    let mut body = record.body_json();
    if let Some(members) = body.as_object_mut() {
        match day {
            Some(day) => drop(members.insert(FIELD.into(), serde_json::json!(day))),
            None => drop(members.remove(FIELD)),
        }
    }
    record.with_body(head, body, record.custom().clone())
}

/// A published record once its day has come. Its version stays, because nobody changed it.
pub fn ripe(isms: &Isms, record: &dyn AnyRecord) -> Option<Arc<dyn AnyRecord>> {
    let since = rules::start_of(isms, day(record)?);
    Some(in_force(record, record.head().clone(), since, Some(record.head().changed)))
}

/// The value in which everything published counts already, since it was published: for what people prepare meanwhile.
pub fn counted(isms: &Isms) -> Isms {
    let early = |r: &Arc<dyn AnyRecord>| in_force(r.as_ref(), r.head().clone(), r.head().changed, None);
    let all: Vec<Arc<dyn AnyRecord>> = isms.coming().map(early).collect();
    isms.with(&all)
}
