//! Instructions as documents: how a record reads as Markdown that a team writes, and what of such a text becomes a record.

use formats::document::instruction::{Instruction as Document, Step};
use isms::{
    context::Team,
    control::Control,
    instruction::Instruction,
    kind::{self, Kind},
    outer::Names,
    policy::Requirement,
    record::Record,
    values::{RecordId, Url},
    view::View,
};
use serde_json::{Map, Value, json};

/// The tag of tasks that are opened for instructions behind their requirements.
pub const STALE: &str = "stale-instruction";

/// A document as the fields of a record, and what in it means nothing here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields {
    /// In the outer form; what the document leaves out is absent.
    pub fields: Map<String, Value>,
    /// What was named and is not here, each a sentence.
    pub notes: Vec<String>,
}

/// An instruction as a document: the draft, or the edition in force where `in_force` says so.
pub fn document(view: &View, record: &Record<Instruction>, in_force: bool) -> Document {
    let edition = record.in_force.as_ref().filter(|_| in_force);
    let title = edition.and_then(|e| e.title.as_ref()).unwrap_or(&record.head.title);
    let body = if in_force { record.counts().unwrap_or(&record.body) } else { &record.body };
    of_body(view, Some(format!("IST-{}", record.head.number)), title, &record.head.tags, body)
}

/// The words of an instruction as a document.
pub fn of_body(view: &View, key: Option<String>, title: &str, tags: &[String], body: &Instruction) -> Document {
    let keys = |ids: Vec<RecordId>| ids.into_iter().filter_map(|id| view.key(id)).collect();
    Document {
        key,
        title: title.to_owned(),
        purpose: body.purpose.0.clone(),
        steps: body
            .procedure
            .iter()
            .map(|s| Step { text: s.what.0.clone(), who: s.who.clone(), minutes: s.takes })
            .collect(),
        leaves_behind: body.leaves_behind.0.clone(),
        team: body.written_by.and_then(|t| view.key(t.id())).unwrap_or_default(),
        carries_out: keys(body.carries_out.iter().map(|r| r.id()).collect()),
        operates: keys(body.operates.iter().map(|r| r.id()).collect()),
        lives_in: body.lives_in.clone(),
        workflow: body.workflow.0.clone(),
        tags: tags.to_vec(),
        ..Document::default()
    }
}

/// What of a document becomes a record. Team, requirements and controls may be named by key, title or (a requirement) its number.
pub fn fields(view: &View, document: &Document) -> Fields {
    let mut out = Fields::default();
    let mut put = |name: &str, value: Value| {
        out.fields.insert(name.into(), value);
    };
    put("title", json!(document.title));
    put("purpose", json!(document.purpose));
    let step = |s: &Step| {
        let mut step = json!({ "what": s.text });
        if !s.who.is_empty() {
            step["who"] = json!(s.who);
        }
        if let Some(minutes) = s.minutes {
            step["takes"] = json!(minutes);
        }
        step
    };
    put("procedure", document.steps.iter().map(step).collect());
    let texts = [("leaves_behind", &document.leaves_behind), ("lives_in", &document.lives_in)];
    texts.into_iter().filter(|(_, text)| !text.is_empty()).for_each(|(name, text)| put(name, json!(text)));
    if !document.tags.is_empty() {
        put("tags", json!(document.tags));
    }
    if Url::is_safe(&document.workflow) {
        put("workflow", json!(document.workflow));
    } else if !document.workflow.is_empty() {
        out.notes
            .push(format!("workflow: {:?} is no http, https or mailto address and is left out", document.workflow));
    }
    if !document.team.is_empty() {
        match named::<Team>(view, &document.team, |_, _| false) {
            Some(key) => drop(out.fields.insert("written_by".into(), json!(key))),
            None => out.notes.push(format!("team: {:?} is no team here", document.team)),
        }
    }
    let numbered = |r: &Requirement, text: &str| r.number == text;
    list::<Requirement>(view, "carries_out", &document.carries_out, numbered, &mut out);
    list::<Control>(view, "operates", &document.operates, |_, _| false, &mut out);
    out
}

fn list<T: Kind>(view: &View, field: &str, names: &[String], like: impl Fn(&T, &str) -> bool, out: &mut Fields) {
    let mut keys: Vec<String> = Vec::new();
    for name in names {
        match named::<T>(view, name, &like) {
            Some(key) if keys.contains(&key) => {}
            Some(key) => keys.push(key),
            None => {
                let kind = kind::of::<T>().label.to_lowercase();
                out.notes.push(format!("{field}: {name:?} is no {kind} here, or not exactly one, and is left out"));
            }
        }
    }
    if !names.is_empty() {
        out.fields.insert(field.into(), json!(keys));
    }
}

/// The key of the one open record that a text names.
fn named<T: Kind>(view: &View, text: &str, like: impl Fn(&T, &str) -> bool) -> Option<String> {
    let text = text.trim();
    if let Some((id, _)) = view.find(text).filter(|(_, k)| *k == kind::of::<T>()) {
        return view.key(id);
    }
    let open = view.all::<T>().filter(|r| (*r as &dyn isms::record::AnyRecord).is_open());
    let mut found = open.filter(|r| r.head.title.trim().eq_ignore_ascii_case(text) || like(&r.body, text));
    let first = found.next()?;
    found.next().is_none().then(|| view.key(first.head.id)).flatten()
}

#[cfg(test)]
mod tests;
