//! Records of tests from their outer forms, as people and files write them.

use isms::{
    head::{Head, Key},
    isms::{Isms, Moment},
    outer,
    record::AnyRecord,
    values::RecordId,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// When records were made where they do not say.
pub const DAY: &str = "2026-01-05T09:00:00Z";

/// A day in November.
pub fn moment() -> Moment {
    Moment { seq: 1, now: "2026-11-20T12:00:00Z".parse().expect("a moment") }
}

/// The identity that a key has in tests.
pub fn identity(key: Key) -> RecordId {
    RecordId(uuid::Uuid::from_u128((key.kind.index() as u128) << 32 | u128::from(key.number)))
}

/// The identity that a key in writing has in tests.
#[allow(dead_code)]
pub fn id(key: &str) -> RecordId {
    identity(Key::parse(key).expect("a known key"))
}

/// A record from its outer form; its title is its key where none is given, and it was made in January. `edition` says which one is in
/// force, of what has editions.
pub fn record(isms: &Isms, form: &Value) -> Arc<dyn AnyRecord> {
    let key = Key::parse(form["key"].as_str().expect("a key")).expect("a known key");
    let mut form = form.clone();
    let editions = form.as_object_mut().and_then(|f| f.remove("edition")).and_then(|n| n.as_u64()).unwrap_or(1);
    let form = &form;
    let given = outer::read(key.kind, form, isms).unwrap_or_else(|e| panic!("{key}: {e:?}"));
    let state = given.state.unwrap_or_else(|| key.kind.lifecycle.initial().into());
    let at = form["created"].as_str().unwrap_or(DAY);
    let mut head = json!({
        "id": identity(key), "number": key.number, "title": key.to_string(), "state": state, "version": 1,
        "created": at, "changed": at,
    });
    for (name, value) in given.head {
        head[name.as_str()] = value;
    }
    let head: Head = serde_json::from_value(head).expect("a head");
    let record = (key.kind.make)(head.clone(), Value::Object(given.body)).unwrap_or_else(|e| panic!("{key}: {e}"));
    let at = at.parse().expect("a moment");
    let publish = |record: Arc<dyn AnyRecord>, _| record.published(head.clone(), at);
    if state == "in-force" { (0..editions).fold(record, publish) } else { record }
}

/// A value with more records.
pub fn with(isms: Isms, forms: &Value) -> Isms {
    let forms = forms.as_array().expect("a list of records");
    forms.iter().fold(isms, |isms, form| isms.with(&[record(&isms, form)]))
}

/// A value of these records on a day in November.
pub fn organisation(forms: &Value) -> Isms {
    with(Isms::empty(uuid::Uuid::nil(), moment()), forms)
}
