//! Clauses in records: finding them, and writing others in their place, in the outer form that every change passes through.

use crate::{Command, Subject};
use isms::{
    field::{Field, Fields, Ty, Val},
    outer::{self, Names},
    record::AnyRecord,
    values::Clause,
};
use serde_json::{Map, Value, json};

/// Whether a field of this type may hold a clause.
pub fn may_name(ty: Ty) -> bool {
    match ty {
        Ty::Clause => true,
        Ty::List(inner) => may_name(*inner),
        Ty::Part(fields) => fields.iter().any(|f| may_name(f.ty)),
        _ => false,
    }
}

/// Every clause of a struct, with the field it stands in.
pub fn clauses(fields: &dyn Fields, found: &mut dyn FnMut(&'static Field, &Clause)) {
    for (index, field) in fields.fields().iter().enumerate().filter(|(_, f)| may_name(f.ty)) {
        walk(&fields.get(index), &mut |clause| found(field, clause));
    }
}

fn walk(value: &Val<'_>, found: &mut dyn FnMut(&Clause)) {
    match value {
        Val::Clause(clause) => found(clause),
        Val::List(list) => list.iter().for_each(|v| walk(v, found)),
        Val::Part(part) => (0..part.fields().len()).for_each(|i| walk(&part.get(i), found)),
        _ => {}
    }
}

/// What becomes of a clause: none leaves it, an empty list drops it.
pub(super) type To<'a> = dyn Fn(&str) -> Option<Vec<String>> + 'a;

/// Writes other clauses into a struct. A part that names one clause becomes one part for each that takes its place.
pub(super) fn rewrite(fields: &[Field], body: &mut Map<String, Value>, to: &To<'_>) {
    for field in fields.iter().filter(|f| may_name(f.ty)) {
        let Some(value) = body.get_mut(field.name) else { continue };
        match (field.ty, &mut *value) {
            (Ty::Clause, Value::String(clause)) => match to(clause) {
                Some(new) => *value = new.first().map_or(Value::Null, |c| json!(c)),
                None => continue,
            },
            (Ty::List(Ty::Clause), Value::Array(items)) => *items = each(items, |v| listed(v, to)),
            (Ty::List(Ty::Part(inner)), Value::Array(items)) => *items = each(items, |v| expanded(inner, v, to)),
            (Ty::Part(inner), Value::Object(part)) => rewrite(inner, part, to),
            _ => {}
        }
    }
}

/// Every item's successors, each once.
fn each(items: &[Value], mut successors: impl FnMut(&Value) -> Vec<Value>) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    for item in items {
        let next = successors(item);
        let changed = next.as_slice() != std::slice::from_ref(item);
        out.extend(
            next.into_iter().filter(|n| !changed || !(out.contains(n) || items.contains(n))).collect::<Vec<_>>(),
        );
    }
    out
}

fn listed(value: &Value, to: &To<'_>) -> Vec<Value> {
    match value.as_str().and_then(to) {
        Some(new) => new.into_iter().map(Value::from).collect(),
        None => vec![value.clone()],
    }
}

fn expanded(fields: &[Field], part: &Value, to: &To<'_>) -> Vec<Value> {
    let Value::Object(members) = part else { return vec![part.clone()] };
    let mut all = vec![members.clone()];
    for field in fields.iter().filter(|f| f.ty == Ty::Clause) {
        let Some(new) = members.get(field.name).and_then(Value::as_str).and_then(to) else { continue };
        let with = |one: &Map<String, Value>, clause: &String| {
            let mut one = one.clone();
            one.insert(field.name.into(), json!(clause));
            one
        };
        all = all.iter().flat_map(|one| new.iter().map(move |c| with(one, c))).collect();
    }
    let nested: Vec<Field> = fields.iter().filter(|f| f.ty != Ty::Clause).copied().collect();
    all.iter_mut().for_each(|one| rewrite(&nested, one, to));
    all.into_iter().map(Value::Object).collect()
}

/// A record in its outer form, taken apart: its body, and what is in force where it has that.
pub(super) struct Forms {
    pub whole: Map<String, Value>,
    pub body: Map<String, Value>,
    /// The title and body that count, of a versioned record that has them.
    pub in_force: Option<(String, Map<String, Value>)>,
}

pub(super) fn forms(record: &dyn AnyRecord, names: &dyn Names) -> Forms {
    let whole = match outer::write(record, names) {
        Value::Object(whole) => whole,
        _ => Map::new(),
    };
    let mut body = Map::new();
    outer::write_fields(record.body(), names, &mut body);
    let in_force = record.in_force().map(|e| {
        let mut published = Map::new();
        outer::write_fields(e.body, names, &mut published);
        (e.title.to_owned(), published)
    });
    Forms { whole, body, in_force }
}

/// The command that gives a record these bodies: an ordinary edit where nothing is in force, the whole record otherwise.
pub(super) fn command(
    record: &dyn AnyRecord,
    was: &Forms,
    body: Map<String, Value>,
    in_force: Option<Map<String, Value>>,
) -> Command {
    let (subject, version) = (Subject::Id(record.head().id), Some(record.head().version));
    let Some((title, published)) = was.in_force.as_ref().map(|(t, _)| t).zip(in_force) else {
        let names = was.body.keys().chain(body.keys());
        let patch: Map<String, Value> = names
            .filter(|n| was.body.get(*n) != body.get(*n))
            .map(|n| (n.clone(), body.get(n).cloned().unwrap_or(Value::Null)))
            .collect();
        return Command::Edit { subject, version, patch: Value::Object(patch) };
    };
    let mut fields = was.whole.clone();
    record.body().fields().iter().for_each(|f| drop(fields.shift_remove(f.name)));
    fields.extend(body);
    let mut force = Map::from_iter([("title".to_owned(), json!(title))]);
    force.extend(published);
    fields.insert("in_force".into(), Value::Object(force));
    Command::Replace { subject, version, fields: Value::Object(fields) }
}
