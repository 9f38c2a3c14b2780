//! Records as people and programs outside see them: keys instead of identifiers, one flat object, empty fields left out.
//!
//! [`write`] and [`read`] are driven by the same [`Ty`]; forms, YAML, the API and imports all pass through here, so a wrong
//! value is refused everywhere with the same words, and every fault is found, not only the first.

use crate::{
    check::Fault,
    field::{Field, Fields, Ty, Val},
    head,
    kind::KindInfo,
    record::AnyRecord,
    values::{Clause, Money, Range, RecordId, Url},
};
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Number, Value, json};

/// Finds records by key and keys of records.
pub trait Names {
    /// The record of a key.
    fn find(&self, key: &str) -> Option<(RecordId, &'static KindInfo)>;
    /// The key of a record.
    fn key(&self, id: RecordId) -> Option<String>;
}

/// Members of the outer form that people do not edit.
pub const KEPT: [&str; 8] = ["kind", "key", "state", "version", "created", "changed", "edition", "in_force"];

/// The whole record.
pub fn write(record: &dyn AnyRecord, names: &dyn Names) -> Value {
    let head = record.head();
    let mut out = Map::new();
    out.insert("key".into(), json!(record.key().to_string()));
    write_fields(head, names, &mut out);
    if head.compartment == record.kind().compartment {
        out.shift_remove("compartment");
    }
    out.insert("state".into(), json!(&*head.state));
    write_fields(record.body(), names, &mut out);
    if let Some(edition) = record.in_force() {
        out.insert("edition".into(), json!(edition.number));
        if edition.has_draft {
            let mut published = Map::new();
            published.insert("title".into(), json!(edition.title));
            write_fields(edition.body, names, &mut published);
            out.insert("in_force".into(), Value::Object(published));
        }
    }
    if !record.custom().is_empty() {
        out.insert("custom".into(), Value::Object(record.custom().clone()));
    }
    Value::Object(out)
}

/// The fields of a struct that are not empty.
pub fn write_fields(fields: &dyn Fields, names: &dyn Names, out: &mut Map<String, Value>) {
    for (index, field) in fields.fields().iter().enumerate() {
        let value = fields.get(index);
        let unstated = value.is_empty() || is_unset(field, &value);
        if !unstated {
            out.insert(field.name.into(), write_val(&value, names));
        }
    }
}

/// A flag that is no and a word or number that a new record has are left out, as in the stored form.
fn is_unset(field: &Field, value: &Val<'_>) -> bool {
    match (value, field.ty) {
        (Val::Flag(on), _) => !on,
        (Val::Choice(word), _) => field.name == "drafted_by" && *word == "person",
        _ => false,
    }
}

/// One value.
pub fn write_val(value: &Val<'_>, names: &dyn Names) -> Value {
    match value {
        Val::Empty => Value::Null,
        Val::Str(s) => json!(s),
        Val::Int(n) => json!(n),
        Val::Num(n) => number(*n),
        Val::Flag(b) => json!(b),
        Val::Date(d) => json!(d.to_string()),
        Val::Time(t) => json!(t.to_string()),
        Val::Money(m) => json!(m.to_string()),
        Val::Range(r) => {
            let mut out = Map::new();
            out.insert("low".into(), number(r.low));
            out.insert("high".into(), number(r.high));
            if let Some(mode) = r.mode {
                out.insert("mode".into(), number(mode));
            }
            Value::Object(out)
        }
        Val::Choice(word) => json!(word),
        Val::Ref(id) => json!(names.key(*id).unwrap_or_else(|| id.0.to_string())),
        Val::Clause(c) => json!(c.to_string()),
        Val::List(list) => Value::Array(list.iter().map(|v| write_val(v, names)).collect()),
        Val::Part(fields) => {
            let mut out = Map::new();
            write_fields(*fields, names, &mut out);
            Value::Object(out)
        }
    }
}

/// Whole numbers without a point, so that people read `3` and not `3.0`.
fn number(n: f64) -> Value {
    if n.fract() == 0.0 && n.abs() < 9e15 {
        json!(n as i64)
    } else {
        Number::from_f64(n).map_or(Value::Null, Value::Number)
    }
}

/// A record as given from outside, in stored form.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Head fields that were given.
    pub head: Map<String, Value>,
    /// The body's fields that were given.
    pub body: Map<String, Value>,
    /// Custom fields.
    pub custom: Map<String, Value>,
    /// The wished state.
    pub state: Option<String>,
    /// The wished or existing key.
    pub key: Option<String>,
    /// What is in force, where it differs from the draft.
    pub in_force: Option<(String, Map<String, Value>)>,
    /// The edition's number.
    pub edition: Option<u32>,
}

/// Reads a whole record of a kind from outside. All faults are reported.
pub fn read(kind: &KindInfo, value: &Value, names: &dyn Names) -> Result<Given, Vec<Fault>> {
    let mut reader = Reader { names, faults: Vec::new() };
    let given = reader.record(kind, value);
    if reader.faults.is_empty() { Ok(given) } else { Err(reader.faults) }
}

struct Reader<'a> {
    names: &'a dyn Names,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn wrong(&mut self, at: &str, expected: &str, found: &Value) -> Option<Value> {
        self.faults.push(Fault::at(at, format!("expected {expected}, found {}", show(found))));
        None
    }

    fn record(&mut self, kind: &KindInfo, value: &Value) -> Given {
        let mut given = Given::default();
        let Value::Object(members) = value else {
            self.wrong("", &format!("the fields of a {}", kind.label.to_lowercase()), value);
            return given;
        };
        for (name, value) in members {
            let at = pointer("", name);
            if let Some(field) = head::FIELDS.iter().find(|f| f.name == name) {
                self.member(field, value, &at, &mut given.head);
            } else if let Some(field) = kind.field(name) {
                self.member(field, value, &at, &mut given.body);
            } else {
                self.special(kind, name, value, &at, &mut given);
            }
        }
        given
    }

    fn special(&mut self, kind: &KindInfo, name: &str, value: &Value, at: &str, given: &mut Given) {
        match (name, value) {
            ("custom", Value::Object(custom)) => given.custom = custom.clone(),
            ("state", Value::String(state)) => given.state = Some(state.clone()),
            ("key", Value::String(key)) => given.key = Some(key.clone()),
            ("edition", Value::Number(n)) => given.edition = n.as_u64().and_then(|n| u32::try_from(n).ok()),
            ("in_force", Value::Object(members)) if kind.versioned => {
                let title = members.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
                let rest: Map<String, Value> =
                    members.iter().filter(|(k, _)| *k != "title").map(|(k, v)| (k.clone(), v.clone())).collect();
                let body = self.part(kind.fields, &Value::Object(rest), at);
                given.in_force = body.and_then(|b| if let Value::Object(b) = b { Some((title, b)) } else { None });
            }
            ("kind" | "version" | "created" | "changed", _) => {}
            ("custom" | "state" | "key" | "edition" | "in_force", found) => {
                self.wrong(at, "another type here", found);
            }
            _ => self.unknown(kind.fields, name, at),
        }
    }

    fn unknown(&mut self, fields: &[Field], name: &str, at: &str) {
        let nearest = fields.iter().chain(head::FIELDS).map(|f| f.name).min_by_key(|f| distance(f, name));
        let hint =
            nearest.filter(|f| distance(f, name) <= 3).map(|f| format!("; did you mean {f}?")).unwrap_or_default();
        let known: Vec<&str> = fields.iter().map(|f| f.name).collect();
        let hint = if hint.is_empty() { format!("; expected one of {}", known.join(", ")) } else { hint };
        self.faults.push(Fault::at(at, format!("unknown field {name:?}{hint}")));
    }

    fn member(&mut self, field: &Field, value: &Value, at: &str, out: &mut Map<String, Value>) {
        if let Some(read) = self.value(field.ty, value, at) {
            out.insert(field.name.into(), read);
        }
    }

    fn part(&mut self, fields: &[Field], value: &Value, at: &str) -> Option<Value> {
        let Value::Object(members) = value else { return self.wrong(at, "an object with fields", value) };
        let mut out = Map::new();
        for (name, value) in members {
            let here = pointer(at, name);
            match fields.iter().find(|f| f.name == name) {
                Some(field) => self.member(field, value, &here, &mut out),
                None => self.unknown(fields, name, &here),
            }
        }
        let empty = |v: &Value| v.is_null() || v.as_str() == Some("") || v.as_array().is_some_and(Vec::is_empty);
        for field in fields.iter().filter(|f| f.required && out.get(f.name).is_none_or(empty)) {
            self.faults.push(Fault::at(pointer(at, field.name), format!("{} is required", field.label)));
        }
        Some(Value::Object(out))
    }

    /// The stored form of a value; `Null` clears a field.
    fn value(&mut self, ty: Ty, value: &Value, at: &str) -> Option<Value> {
        if value.is_null() {
            return Some(Value::Null);
        }
        match (ty, value) {
            (Ty::List(inner), Value::Array(items)) => {
                let read = items.iter().enumerate().filter_map(|(i, v)| self.value(*inner, v, &format!("{at}/{i}")));
                Some(Value::Array(read.collect()))
            }
            (Ty::List(inner), one) if !matches!(inner, Ty::Part(_)) => {
                Some(Value::Array(vec![self.value(*inner, one, at)?]))
            }
            (Ty::Part(fields), _) => self.part(fields, value, at),
            (Ty::Line, Value::String(s)) if s.contains(['\n', '\r']) => self.wrong(at, "one line of text", value),
            (Ty::Line | Ty::Text, Value::String(s)) => Some(json!(s.trim_end())),
            (Ty::Link, Value::String(s)) if s.is_empty() || Url::is_safe(s) => Some(value.clone()),
            (Ty::Int, Value::Number(n)) if n.is_i64() => Some(value.clone()),
            (Ty::Number, Value::Number(n)) if n.as_f64().is_some_and(f64::is_finite) => n.as_f64().map(|n| json!(n)),
            (Ty::Share, _) => self.share(value, at),
            (Ty::Flag, Value::Bool(_)) => Some(value.clone()),
            (Ty::Date, Value::String(s)) if s.parse::<Date>().is_ok() => s.parse::<Date>().ok().map(|d| json!(d)),
            (Ty::Time, Value::String(s)) if s.parse::<Timestamp>().is_ok() => {
                s.parse::<Timestamp>().ok().map(|t| json!(t))
            }
            (Ty::Money, Value::String(s)) => match s.parse::<Money>() {
                Ok(money) => Some(json!(money)),
                Err(_) => self.wrong(at, expected(ty), value),
            },
            (Ty::Range, _) => self.range(value, at),
            (Ty::Clause, Value::String(s)) => match s.parse::<Clause>() {
                Ok(clause) => Some(json!(clause)),
                Err(_) => self.wrong(at, expected(ty), value),
            },
            (Ty::Choice(options), Value::String(s)) => match options.iter().find(|o| o.value == s) {
                Some(_) => Some(value.clone()),
                None => {
                    let words: Vec<&str> = options.iter().map(|o| o.value).collect();
                    self.wrong(at, &format!("one of {}", words.join(", ")), value)
                }
            },
            (Ty::Ref(kinds), Value::String(s)) => self.reference(kinds, s, at),
            _ => self.wrong(at, expected(ty), value),
        }
    }

    fn share(&mut self, value: &Value, at: &str) -> Option<Value> {
        let share = match value {
            Value::Number(n) => n.as_f64(),
            Value::String(s) => {
                s.trim().strip_suffix('%').and_then(|s| s.trim().parse::<f64>().ok()).map(|p| p / 100.0)
            }
            _ => None,
        };
        match share.filter(|s| (0.0..=1.0).contains(s)) {
            Some(share) => Some(json!(share)),
            None => self.wrong(at, expected(Ty::Share), value),
        }
    }

    fn range(&mut self, value: &Value, at: &str) -> Option<Value> {
        let pick = |name: &str| value.get(name).and_then(Value::as_f64);
        let read = match value {
            Value::Array(ends) if ends.len() == 2 => Some((ends[0].as_f64(), ends[1].as_f64(), None)),
            Value::Object(members) if members.keys().all(|k| ["low", "high", "mode"].contains(&k.as_str())) => {
                Some((pick("low"), pick("high"), pick("mode")))
            }
            _ => None,
        };
        match read {
            Some((Some(low), Some(high), mode))
                if quant::Interval90::new(low, high).is_ok_and(|r| mode.is_none_or(|m| r.contains(m))) =>
            {
                Some(json!(Range { low, high, mode }))
            }
            _ => self.wrong(at, expected(Ty::Range), value),
        }
    }

    fn reference(&mut self, kinds: &[&str], key: &str, at: &str) -> Option<Value> {
        let wanted = || if kinds.is_empty() { "any record".to_owned() } else { kinds.join(" or ") };
        match self.names.find(key) {
            Some((id, kind)) if kinds.is_empty() || kinds.contains(&kind.name) => Some(json!(id)),
            Some((_, kind)) => {
                self.faults.push(Fault::at(
                    at,
                    format!("expected a {}, but {key} is a {}", wanted(), kind.label.to_lowercase()),
                ));
                None
            }
            None => {
                self.faults.push(Fault::at(at, format!("there is no {key}; expected the key of a {}", wanted())));
                None
            }
        }
    }
}

/// What a type accepts, in words.
pub fn expected(ty: Ty) -> &'static str {
    match ty {
        Ty::Line => "one line of text",
        Ty::Text => "text",
        Ty::Int => "a whole number",
        Ty::Number => "a number",
        Ty::Share => "a share from 0 to 1, or per cent such as \"80 %\"",
        Ty::Flag => "true or false",
        Ty::Date => "a date such as 2026-03-31",
        Ty::Time => "a moment such as 2026-03-31T09:00:00Z",
        Ty::Money => "an amount such as EUR 1000000 or EUR 12.50",
        Ty::Range => "a 90 % range with low <= high, such as {low: 1, high: 5}",
        Ty::Link => "an address that begins with https://, http:// or mailto:",
        Ty::Clause => "a framework and requirement such as iso27001-2022:A.5.1",
        Ty::Choice(_) => "one of the listed words",
        Ty::Ref(_) => "a key such as RSK-12",
        Ty::List(_) => "a list",
        Ty::Part(_) => "an object with fields",
    }
}

/// A JSON pointer one member deeper.
pub fn pointer(at: &str, member: &str) -> String {
    format!("{at}/{}", member.replace('~', "~0").replace('/', "~1"))
}

fn show(value: &Value) -> String {
    let text = match value {
        Value::Object(_) => return "an object".into(),
        Value::Array(_) => return "a list".into(),
        other => other.to_string(),
    };
    if text.chars().count() > 60 { format!("{}…", text.chars().take(60).collect::<String>()) } else { text }
}

/// Edit distance, for "did you mean"; cut off at names of sensible length.
fn distance(a: &str, b: &str) -> usize {
    if b.len() > 64 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
