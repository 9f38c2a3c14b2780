//! What a document cannot carry, said aloud.

use isms::{
    field::{Fields, Val},
    outer::{Names, write_val},
    record::AnyRecord,
    view::View,
};
use serde_json::{Value, json};

/// One thing that was left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The record's key; on the way in the JSON pointer of the place in the document.
    pub record: String,
    /// Its field; on the way in the member.
    pub field: String,
    /// What it said, shortened.
    pub what: String,
    /// Why it has no place.
    pub why: String,
}

impl Loss {
    /// A loss.
    pub fn new(record: impl Into<String>, field: &str, what: impl AsRef<str>, why: impl Into<String>) -> Loss {
        Loss { record: record.into(), field: field.into(), what: short(what.as_ref()), why: why.into() }
    }
}

/// As much of a text as a line of a report bears.
pub fn short(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= 160 {
        return flat;
    }
    format!("{}…", flat.chars().take(159).collect::<String>())
}

/// For programs.
pub fn as_json(losses: &[(&str, &Loss)]) -> Value {
    let one = |(file, l): &(&str, &Loss)| json!({ "file": file, "record": l.record, "field": l.field, "what": l.what, "why": l.why });
    Value::Array(losses.iter().map(one).collect())
}

/// For people: grouped by document and reason.
pub fn as_text(losses: &[(&str, &Loss)]) -> String {
    if losses.is_empty() {
        return "Nothing that these documents speak of was left behind.\n".into();
    }
    let mut out = format!("{} things that OSCAL has no place for, or that the documents leave behind:\n", losses.len());
    let mut files: Vec<&str> = losses.iter().map(|(f, _)| *f).collect();
    files.dedup();
    for file in files {
        out.push_str(&format!("\n{file}\n"));
        let mut here: Vec<&Loss> = losses.iter().filter(|(f, _)| *f == file).map(|(_, l)| *l).collect();
        here.sort_by(|a, b| a.why.cmp(&b.why));
        let mut why = "";
        for loss in here {
            if loss.why != why {
                why = &loss.why;
                out.push_str(&format!("  {why}\n"));
            }
            let field = if loss.field.is_empty() { String::new() } else { format!(" {}", loss.field) };
            out.push_str(&format!("    {}{field}: {}\n", loss.record, loss.what));
        }
    }
    out
}

/// What every non-empty field of a record says that is not among those carried.
pub fn of_record(view: &View, record: &dyn AnyRecord, body: &dyn Fields, carried: &[&str]) -> Vec<Loss> {
    let key = record.key().to_string();
    let mut losses = Vec::new();
    for fields in [record.head() as &dyn Fields, body] {
        for (index, field) in fields.fields().iter().enumerate() {
            let value = fields.get(index);
            let plain = matches!(value, Val::Flag(false))
                || matches!(field.name, "title" | "owner" | "tags" | "drafted_by")
                || field.name == "compartment" && record.head().compartment == record.kind().compartment;
            if !(value.is_empty() || plain || carried.contains(&field.name)) {
                losses.push(Loss::new(
                    &key,
                    field.name,
                    text(&write_val(&value, &Seen(view))),
                    why(record.kind().name, field.name),
                ));
            }
        }
    }
    for (name, value) in record.custom() {
        losses.push(Loss::new(&key, name, text(value), "a field that the organisation declared itself"));
    }
    losses
}

/// Names only what may be seen.
struct Seen<'v>(&'v View);

impl Names for Seen<'_> {
    fn find(&self, key: &str) -> Option<(isms::values::RecordId, &'static isms::kind::KindInfo)> {
        self.0.find(key)
    }

    fn key(&self, id: isms::values::RecordId) -> Option<String> {
        Some(Names::key(self.0, id).unwrap_or_else(|| "(not visible)".into()))
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(s) => s.clone(),
        other => other.to_string(),
    }
}

fn why(kind: &str, field: &str) -> &'static str {
    match (kind, field) {
        (_, "cost_yearly" | "effort_yearly" | "cost") => "OSCAL has no place for money or effort",
        (_, "effects" | "variance_frequency" | "variance_duration") => {
            "OSCAL has no place for effects on loss as ranges (Open FAIR); it knows no estimates"
        }
        (_, "coverage" | "covers") => "OSCAL has no share of assets that a control covers",
        ("control", "treats" | "protects") => {
            "OSCAL has no register of risks or objectives beside a plan of action; it cannot say which risk a control is for"
        }
        (_, "no_action_because") => "OSCAL has no accepted risk that is not implemented and not in a plan of action",
        (_, "next_review") => "OSCAL has no date of the next review of a thing",
        (_, "compartment") => "OSCAL has no compartments; keep the document as closed as the record",
        (_, "opinion") => "OSCAL has no opinion of an audit; only findings",
        _ => "OSCAL has no place for it in this model",
    }
}
