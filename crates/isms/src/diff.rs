//! What changed between two forms of a record, field by field, in the outer form.

use crate::{
    head,
    outer::{self, Names},
    record::AnyRecord,
};
use serde_json::{Map, Value};

/// One changed field.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// The field's name.
    pub field: String,
    /// Its English label.
    pub label: String,
    /// Before; `Null` where it was empty.
    pub before: Value,
    /// After; `Null` where it is empty.
    pub after: Value,
}

/// Changes from one form to another; from nothing, every field is new.
pub fn between(before: Option<&dyn AnyRecord>, after: &dyn AnyRecord, names: &dyn Names) -> Vec<Changed> {
    let outer = |r: &dyn AnyRecord| match outer::write(r, names) {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    let (old, new) = (before.map(outer).unwrap_or_default(), outer(after));
    let mut fields: Vec<&String> = new.keys().chain(old.keys().filter(|k| !new.contains_key(*k))).collect();
    fields.retain(|f| *f != "key" && old.get(*f) != new.get(*f));
    let label = |name: &str| {
        let known = head::FIELDS.iter().find(|f| f.name == name).or_else(|| after.kind().field(name));
        known.map_or_else(|| name.replace('_', " "), |f| f.label.to_owned())
    };
    let pick = |from: &Map<String, Value>, name: &str| from.get(name).cloned().unwrap_or(Value::Null);
    fields
        .into_iter()
        .map(|f| Changed { field: f.clone(), label: label(f), before: pick(&old, f), after: pick(&new, f) })
        .collect()
}
