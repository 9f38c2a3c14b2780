//! How a record looks in an answer: the outer form, what the system keeps about it, chosen fields, expanded relations.

use super::{
    caller::Caller,
    problem::{Problem, Result},
};
use isms::{
    field::{Field, Ty},
    filter::points,
    head,
    kind::KindInfo,
    outer::{self, Names},
    record::AnyRecord,
    values::RecordId,
    view::View,
};
use serde_json::{Map, Value, json};

/// What stands for a record that the caller may not see. It is never the key of one.
pub const HIDDEN: &str = "hidden";

/// Keys of records as the caller may see them.
pub struct Shown<'a>(pub &'a View);

impl Names for Shown<'_> {
    fn find(&self, key: &str) -> Option<(RecordId, &'static KindInfo)> {
        self.0.find(key)
    }
    fn key(&self, id: RecordId) -> Option<String> {
        Some(self.0.get(id).map_or_else(|| HIDDEN.to_owned(), |r| r.key().to_string()))
    }
}

/// Members that every record has beside its fields.
pub const META: [&str; 7] = ["key", "state", "version", "created", "changed", "edition", "in_force"];

/// The wished shape of records in an answer.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    fields: Option<Vec<String>>,
    expand: Vec<&'static Field>,
}

impl Shape {
    /// Reads `fields` and `expand`.
    pub fn of(caller: &Caller, kind: &'static KindInfo) -> Result<Shape> {
        let split = |name: &str| -> Option<Vec<String>> {
            caller
                .param(name)
                .map(|list| list.split(',').map(|f| f.trim().to_owned()).filter(|f| !f.is_empty()).collect())
        };
        let fields = split("fields");
        let known = |name: &str| META.contains(&name) || name == "custom" || field(kind, name).is_some();
        if let Some(unknown) = fields.iter().flatten().find(|f| !known(f)) {
            let names: Vec<&str> = META.iter().copied().chain(described(kind).map(|f| f.name)).collect();
            return Err(Problem::parameter("fields", format!("{unknown:?} is not one of {}", names.join(", "))));
        }
        let expand =
            split("expand").unwrap_or_default().iter().map(|name| relation(kind, name)).collect::<Result<_>>()?;
        Ok(Shape { fields, expand })
    }

    /// Whether the answer says anything about other records, so that the version alone does not tell it apart.
    pub fn expands(&self) -> bool {
        !self.expand.is_empty()
    }

    /// The record.
    pub fn show(&self, record: &dyn AnyRecord, view: &View) -> Value {
        let Value::Object(mut members) = outer::write(record, &Shown(view)) else { return Value::Null };
        for field in &self.expand {
            if let Some(value) = members.get_mut(field.name) {
                expand(field.ty, value, view);
            }
        }
        let head = record.head();
        members.insert("version".into(), json!(head.version));
        members.insert("created".into(), json!(head.created.to_string()));
        members.insert("changed".into(), json!(head.changed.to_string()));
        if let Some(fields) = &self.fields {
            members.retain(|name, _| name == "key" || fields.contains(name));
        }
        Value::Object(members)
    }
}

/// The fields of a kind that people edit: the head's, then the body's.
pub fn described(kind: &KindInfo) -> impl Iterator<Item = &'static Field> {
    head::FIELDS.iter().chain(kind.fields)
}

fn field(kind: &KindInfo, name: &str) -> Option<&'static Field> {
    described(kind).find(|f| f.name == name)
}

fn relation(kind: &KindInfo, name: &str) -> Result<&'static Field> {
    field(kind, name).filter(|f| points(f.ty)).ok_or_else(|| {
        let names: Vec<&str> = described(kind).filter(|f| points(f.ty)).map(|f| f.name).collect();
        Problem::parameter("expand", format!("{name:?} is not one of the relations {}", names.join(", ")))
    })
}

fn expand(ty: Ty, value: &mut Value, view: &View) {
    match (ty, value) {
        (Ty::Ref(_), key @ Value::String(_)) => {
            let record = key.as_str().and_then(|k| view.by_key(k));
            *key = record.map_or_else(|| json!({"key": HIDDEN}), |r| brief(r.as_ref()));
        }
        (Ty::List(inner), Value::Array(items)) => items.iter_mut().for_each(|v| expand(*inner, v, view)),
        (Ty::Part(fields), Value::Object(members)) => members.iter_mut().for_each(|(name, v)| {
            if let Some(field) = fields.iter().find(|f| f.name == name) {
                expand(field.ty, v, view);
            }
        }),
        _ => {}
    }
}

/// Key, title and state.
pub fn brief(record: &dyn AnyRecord) -> Value {
    json!({"key": record.key().to_string(), "title": record.head().title, "state": &*record.head().state})
}

/// The same with the kind, where records of several kinds stand together.
pub fn brief_of_kind(record: &dyn AnyRecord) -> Value {
    let mut members = Map::new();
    members.insert("kind".into(), json!(record.kind().name));
    if let Value::Object(rest) = brief(record) {
        members.extend(rest);
    }
    Value::Object(members)
}
