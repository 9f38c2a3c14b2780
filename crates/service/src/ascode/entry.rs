//! From texts to records as they are written: kind, key and fields, each with its place.

use super::{Folder, Problem};
use formats::yaml::{self, Node, Tree};
use isms::{
    check::Fault,
    head::{Head, Key},
    kind::{self, KindInfo},
    outer::{self, Names},
    values::RecordId,
};
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// One record in a folder.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file, within the folder.
    pub file: String,
    /// Its document.
    pub node: Node,
    /// Its kind.
    pub kind: &'static KindInfo,
    /// Its key, where it has one.
    pub key: Option<String>,
    /// Its fields as written, without key and kind.
    pub value: Value,
}

impl Entry {
    /// A fault of this record at a JSON pointer.
    pub fn problem(&self, fault: &Fault) -> Problem {
        Problem::at(&self.file, self.node.at_pointer(&fault.pointer).unwrap_or(self.node.at), fault.message.clone())
    }
}

/// All records of a folder. Faults are added to the problems.
pub fn entries(folder: &Folder, problems: &mut Vec<Problem>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for text in &folder.texts {
        match yaml::parse_all(&text.bytes) {
            Ok(nodes) => {
                let nodes: Vec<Node> = nodes.into_iter().filter(|n| n.value != Tree::Null).collect();
                let alone = nodes.len() == 1;
                entries.extend(nodes.into_iter().filter_map(|n| entry(&text.path, n, alone, problems)));
            }
            Err(fault) => problems.push(Problem::read(&text.path, &fault)),
        }
    }
    refuse_twice(&entries, problems);
    entries
}

/// One document as a record.
pub fn entry(file: &str, node: Node, alone: bool, problems: &mut Vec<Problem>) -> Option<Entry> {
    let Value::Object(mut value) = node.to_json() else {
        problems.push(Problem::at(
            file,
            node.at,
            format!("expected the fields of a record, found {}", node.value.kind()),
        ));
        return None;
    };
    let mut wrong = |pointer: &str, message: String| {
        problems.push(Problem::at(file, node.at_pointer(pointer).unwrap_or(node.at), message));
    };
    let given = value.shift_remove("kind");
    let key = value.shift_remove("key");
    let by_key = key.as_ref().and_then(Value::as_str).and_then(Key::parse);
    let folder = file.rsplit('/').nth(1).and_then(kind::by_plural);
    let kind = match given.as_ref().map(Value::as_str) {
        Some(Some(name)) => match kind::by_name(name) {
            Some(kind) => kind,
            None => {
                wrong("/kind", format!("expected the name of a kind such as risk, found {name:?}"));
                return None;
            }
        },
        Some(None) => {
            wrong("/kind", "expected the name of a kind such as risk".into());
            return None;
        }
        None => match folder.or(by_key.map(|k| k.kind)) {
            Some(kind) => kind,
            None => {
                wrong("", "expected a member kind: such as risk, or a file in a folder such as risks/".into());
                return None;
            }
        },
    };
    if let Some(folder) = folder.filter(|f| *f != kind) {
        wrong(
            "/kind",
            format!("a {} stands in the folder {}; expected {}", kind.label.to_lowercase(), folder.plural, kind.plural),
        );
        return None;
    }
    let stem = file.rsplit('/').next().and_then(|n| n.split('.').next()).and_then(Key::parse).filter(|_| alone);
    let key = match (&key, by_key) {
        (None, _) => stem.filter(|s| s.kind == kind),
        (Some(_), Some(by_key)) if by_key.kind == kind => {
            if let Some(stem) = stem.filter(|s| *s != by_key) {
                wrong("/key", format!("the file is named {stem}, the record {by_key}; expected the same key"));
                return None;
            }
            Some(by_key)
        }
        (Some(found), _) => {
            wrong("/key", format!("expected a key such as {}-12, found {found}", kind.prefix));
            return None;
        }
    };
    Some(Entry { file: file.into(), node, kind, key: key.map(|k| k.to_string()), value: Value::Object(value) })
}

fn refuse_twice(entries: &[Entry], problems: &mut Vec<Problem>) {
    let mut seen: HashMap<&str, &Entry> = HashMap::new();
    for entry in entries {
        let Some(key) = entry.key.as_deref() else { continue };
        match seen.insert(key, entry) {
            Some(first) => {
                let line = first.node.at.line;
                problems.push(Problem::at(
                    &entry.file,
                    entry.node.at,
                    format!("{key} stands in {}:{line} too; expected each record once", first.file),
                ));
            }
            None => continue,
        };
    }
}

/// Keys of the value and of records that the folder adds.
pub struct FolderNames<'a> {
    inner: &'a dyn Names,
    fresh: HashMap<String, (RecordId, &'static KindInfo)>,
    keys: HashMap<RecordId, String>,
}

impl<'a> FolderNames<'a> {
    /// Names of a value and of the keyed entries that it does not have.
    pub fn new(inner: &'a dyn Names, entries: &[Entry]) -> FolderNames<'a> {
        let new =
            entries.iter().filter_map(|e| Some((e.key.clone()?, e.kind))).filter(|(k, _)| inner.find(k).is_none());
        let mut names = FolderNames { inner, fresh: HashMap::new(), keys: HashMap::new() };
        for (number, (key, kind)) in (1u128..).zip(new) {
            // Stands for the record until it has an identity; never stored.
            let id = RecordId(Uuid::from_u128(number));
            names.fresh.insert(key.clone(), (id, kind));
            names.keys.insert(id, key);
        }
        names
    }
}

impl Names for FolderNames<'_> {
    fn find(&self, key: &str) -> Option<(RecordId, &'static KindInfo)> {
        let fresh = || self.fresh.get(key).copied().or_else(|| self.fresh.get(&Key::parse(key)?.to_string()).copied());
        self.inner.find(key).or_else(fresh)
    }

    fn key(&self, id: RecordId) -> Option<String> {
        self.keys.get(&id).cloned().or_else(|| self.inner.key(id))
    }
}

/// The fields in the one way they are written, so that `EUR 1,000` and `EUR 1000` are no difference. What is not stated about
/// the state stays out.
pub fn canonical(entry: &Entry, names: &dyn Names) -> Result<Map<String, Value>, Vec<Fault>> {
    let given = outer::read(entry.kind, &entry.value, names)?;
    let head = crate::prepare::with_head(blank(entry), &given).map_err(faults)?;
    let body = Value::Object(crate::prepare::present(&given.body));
    let whole = |m: String| vec![Fault::at("", m)];
    let mut record = (entry.kind.make)(head.clone(), body.clone()).map_err(whole)?;
    record = record.with_body(head, body.clone(), crate::prepare::present(&given.custom)).map_err(whole)?;
    if let Some(number) = given.edition.or(given.in_force.as_ref().map(|_| 1)).filter(|_| entry.kind.versioned) {
        let (title, published) = match &given.in_force {
            Some((title, published)) => (title.clone(), Value::Object(crate::prepare::present(published))),
            None => (record.head().title.clone(), record.body_json()),
        };
        record = record
            .with_in_force(number, Timestamp::UNIX_EPOCH, title, published)
            .map_err(|m| vec![Fault::at("/in_force", m)])?;
    }
    let Value::Object(mut members) = outer::write(record.as_ref(), names) else { return Ok(Map::new()) };
    members.shift_remove("key");
    if given.state.is_none() {
        members.shift_remove("state");
    }
    Ok(members)
}

fn faults(error: crate::Error) -> Vec<Fault> {
    match error {
        crate::Error::Invalid(faults) => faults,
        other => vec![Fault::at("", other.to_string())],
    }
}

fn blank(entry: &Entry) -> Head {
    let state = entry.value.get("state").and_then(Value::as_str).unwrap_or_else(|| entry.kind.lifecycle.initial());
    Head {
        id: RecordId(Uuid::from_u128(u128::MAX)),
        number: 0,
        title: String::new(),
        owner: None,
        scope: None,
        compartment: entry.kind.compartment,
        state: state.into(),
        next_review: None,
        tags: Vec::new(),
        drafted_by: Default::default(),
        version: 1,
        created: Timestamp::UNIX_EPOCH,
        changed: Timestamp::UNIX_EPOCH,
    }
}
