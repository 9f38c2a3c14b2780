//! The demonstration organisation plays without a fault: every field is known, every reference resolves, every step is
//! allowed and every invariant holds after every act.

mod recount;

use formats::{builtin, yaml};
use isms::{
    analysis::{
        applicability::{Ask, Totals, statement},
        assured::{Assurance, Status},
        outline::{Outline, Point},
    },
    check::Check,
    control::Applicability,
    head::{Head, Key},
    invariants,
    isms::{Isms, Moment},
    kind::KindInfo,
    lifecycle::Effect,
    outer::{self, Names},
    record::AnyRecord,
    rules,
    values::RecordId,
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, fs, sync::Arc};

struct Act {
    place: String,
    at: Timestamp,
    by: String,
    records: Vec<Value>,
}

fn acts() -> Vec<Act> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/acts");
    let mut files: Vec<_> = fs::read_dir(folder).expect("demo/acts").map(|e| e.expect("a file").path()).collect();
    files.sort();
    let mut acts: Vec<Act> = Vec::new();
    for file in files {
        let nodes = yaml::parse_all(&fs::read(&file).expect("readable")).unwrap_or_else(|e| panic!("{file:?}: {e}"));
        for node in nodes {
            let value = node.to_json();
            match value.get("act") {
                Some(head) => acts.push(Act {
                    place: format!("{}:{}", file.file_name().expect("a name").to_string_lossy(), node.at.line),
                    at: head["at"].as_str().and_then(|t| t.parse().ok()).expect("at: a moment"),
                    by: head["by"].as_str().expect("by: a person").to_owned(),
                    records: Vec::new(),
                }),
                // Who read or learnt what is no record; the service plays it.
                None if value.get("read").or(value.get("took")).is_some() => {}
                None => acts.last_mut().expect("an act first").records.push(value),
            }
        }
    }
    acts.sort_by_key(|a| a.at);
    acts
}

/// Keys of the value, and of records that the present act is about to make.
struct Known<'a>(&'a Isms, &'a BTreeMap<String, (RecordId, &'static KindInfo)>);

impl Names for Known<'_> {
    fn find(&self, key: &str) -> Option<(RecordId, &'static KindInfo)> {
        self.0.find(key).or_else(|| self.1.get(key).copied())
    }
    fn key(&self, id: RecordId) -> Option<String> {
        self.0.key(id).or_else(|| self.1.iter().find(|(_, (i, _))| *i == id).map(|(k, _)| k.clone()))
    }
}

fn identity(key: Key) -> RecordId {
    RecordId(uuid::Uuid::from_u128((key.kind.index() as u128 + 1) << 32 | u128::from(key.number)))
}

fn compact(fields: Map<String, Value>) -> Value {
    Value::Object(fields.into_iter().filter(|(_, v)| !v.is_null()).collect())
}

fn head_of(mut head: Value, given: &Map<String, Value>) -> Head {
    given.iter().filter(|(_, v)| !v.is_null()).for_each(|(k, v)| head[k.as_str()] = v.clone());
    serde_json::from_value(head).expect("a head")
}

fn created(form: &Value, key: Key, at: Timestamp, names: &Known<'_>) -> Result<Arc<dyn AnyRecord>, String> {
    let given = outer::read(key.kind, form, names).map_err(|f| format!("{f:?}"))?;
    let head = json!({"id": identity(key), "number": key.number, "title": "", "state": key.kind.lifecycle.initial(),
        "compartment": isms::field::Choice::word(&key.kind.compartment), "version": 1, "created": at, "changed": at});
    (key.kind.make)(head_of(head, &given.head), compact(given.body))
}

fn changed(form: &Value, old: &dyn AnyRecord, at: Timestamp, names: &Known<'_>) -> Result<Arc<dyn AnyRecord>, String> {
    let given = outer::read(old.kind(), form, names).map_err(|f| format!("{f:?}"))?;
    let mut body = old.body_json();
    given.body.into_iter().for_each(|(k, v)| body[k.as_str()] = v);
    let Value::Object(body) = body else { return Err("a body is an object".into()) };
    let mut head = serde_json::to_value(old.head()).expect("a head");
    (head["changed"], head["version"]) = (json!(at), json!(old.head().version + 1));
    let mut head = head_of(head, &given.head);
    let next = old.with_body(head.clone(), compact(body), old.custom().clone())?;
    if !old.is_open() && next.body_json() != old.body_json() {
        return Err(format!("{} is closed; reopen it before changing it", old.key()));
    }
    if old.kind().versioned && next.body_json() != old.body_json() {
        head.state = old.kind().lifecycle.initial().into();
    }
    Ok(next.with_head(head))
}

/// Takes the steps to a state, guards included; approvals are taken as given.
fn reach(isms: &mut Isms, key: Key, state: &str, at: Timestamp) -> Result<(), String> {
    let record = isms.by_key(key).cloned().ok_or("no record")?;
    let path = key.kind.lifecycle.path(&record.head().state, state);
    for step in path.ok_or_else(|| format!("no step leads from {} to {state}", record.head().state))? {
        let record = isms.by_key(key).cloned().ok_or("no record")?;
        (key.kind.guard)(record.as_ref(), step.name, &Check::new(isms, record.as_ref()))?;
        let head = Head { state: step.to.into(), changed: at, ..record.head().clone() };
        let next = if step.effect == Effect::Publish { record.published(head, at) } else { record.with_head(head) };
        *isms = isms.with(&[next]);
        if step.effect == Effect::Retire {
            for source in invariants::detaching(isms, record.head().id) {
                let holder = isms.get(source).cloned().ok_or("no record")?;
                let body = invariants::without(holder.as_ref(), record.head().id);
                let next = holder.with_body(holder.head().clone(), body, holder.custom().clone())?;
                *isms = isms.with(&[next]);
            }
        }
    }
    Ok(())
}

fn play(before: &Isms, seq: i64, act: &Act) -> Result<Isms, Vec<String>> {
    let mut faults = Vec::new();
    let mut isms = before.clone().at(Moment { seq, now: act.at });
    if before.find(&act.by).is_none() && seq > 1 {
        faults.push(format!("by: there is no {}", act.by));
    }
    let keys: Vec<Option<Key>> = act.records.iter().map(|r| r["key"].as_str().and_then(Key::parse)).collect();
    let new = keys.iter().flatten().map(|k| (k.to_string(), (identity(*k), k.kind))).collect();
    let mut waiting = Vec::new();
    for (form, key) in act.records.iter().zip(keys) {
        let Some(key) = key.filter(|k| form["kind"] == k.kind.name) else {
            faults.push(format!("{}: kind and key do not agree", form["key"]));
            continue;
        };
        let names = Known(&isms, &new);
        let made = match isms.by_key(key) {
            Some(old) => changed(form, old.as_ref(), act.at, &names),
            None => created(form, key, act.at, &names),
        };
        match made {
            Ok(record) => isms = isms.with(&[record]),
            Err(message) => faults.push(format!("{key}: {message}")),
        }
        waiting.extend(form["state"].as_str().map(|state| (key, state)));
    }
    // A step may wait for another of the same act: a risk is analysed once its estimate is given.
    let mut left = usize::MAX;
    let mut refused = Vec::new();
    while !waiting.is_empty() && waiting.len() < left {
        left = waiting.len();
        refused.clear();
        waiting.retain(|(key, state)| match reach(&mut isms, *key, state, act.at) {
            Ok(()) => false,
            Err(message) => {
                refused.push(format!("{key}: {message}"));
                true
            }
        });
    }
    faults.append(&mut refused);
    let touched: Vec<RecordId> =
        act.records.iter().filter_map(|r| Some(identity(Key::parse(r["key"].as_str()?)?))).collect();
    let name = |id: RecordId| isms.get(id).map(|r| r.key().to_string()).unwrap_or_default();
    faults.extend(invariants::broken(before, &isms, &touched).iter().map(|(id, f)| format!("{}: {f}", name(*id))));
    if faults.is_empty() { Ok(isms) } else { Err(faults) }
}

/// The totals of a statement, and the lines it speaks of.
fn statement_of(isms: &Isms, key: &str, framework: &str) -> (Totals, Vec<String>) {
    let catalogue = builtin::catalogues().iter().find(|c| c.id == framework).expect("a built-in outline");
    let point = |r: &formats::catalogue::Requirement| Point {
        id: r.id.clone(),
        parent: r.parent.clone(),
        class: r.class.clone(),
        withdrawn: r.withdrawn,
        ..Point::default()
    };
    let requirements = catalogue.requirements.iter().map(point).collect();
    let outline = Outline { id: framework.into(), requirements, ..Outline::default() };
    let record = isms.by_key(Key::parse(key).expect("a key")).and_then(|r| r.typed::<Applicability>()).expect(key);
    let assurance = Assurance::of(isms);
    let statement = statement(&assurance, &outline, Ask::by(record, false));
    let lines = statement.lines.iter().map(|l| l.point.id.clone()).collect();
    (statement.totals, lines)
}

#[test]
fn the_demonstration_plays_without_a_fault() {
    let start = Moment { seq: 0, now: Timestamp::UNIX_EPOCH };
    let mut isms = Isms::empty(uuid::Uuid::nil(), start);
    let (mut faults, acts) = (Vec::new(), acts());
    for (index, act) in acts.iter().enumerate() {
        match play(&isms, index as i64 + 1, act) {
            Ok(next) => isms = next,
            Err(found) => faults.extend(found.into_iter().map(|f| format!("{}: {f}", act.place))),
        }
        assert!(faults.len() < 60, "{}", faults.join("\n"));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let few: Vec<&str> = isms::KINDS.iter().filter(|k| isms.table(k).len() < 2 && !k.single).map(|k| k.name).collect();
    // Reports come with files, which are no YAML; approvals follow from steps; in the two others a field of their own is called like the document's `kind`.
    assert_eq!(few, ["report", "approval", "field_definition", "saved_view"], "these kinds have too few records");
    let codes: Vec<&str> = rules::run(&isms).iter().map(|s| s.code).collect();
    let (totals, lines) = statement_of(&isms, "SOA-1", "iso27001-2022");
    let again = recount::Papers::of(acts.iter().flat_map(|a| &a.records)).count("SOA-1", "iso27001-2022", &lines);
    let ours = recount::Counted {
        applicable: totals.applicable,
        excluded: totals.excluded,
        undetermined: totals.undetermined,
        nothing: totals.of(Status::NoControl),
        inherited: totals.of(Status::Inherited),
        failed: totals.of(Status::Failed),
    };
    assert_eq!(again, ours, "counted again from the bare documents: {totals:?}");
    let never: Vec<Status> = Status::ALL.into_iter().filter(|s| totals.of(*s) == 0).collect();
    assert!(
        never.is_empty() && totals.contradicted > 1,
        "the story needs every status, {never:?} is missing: {totals:?}"
    );
    for story in [
        "CTL01", "POL01", "POL07", "POL09", "RSK11", "IST04", "ASR04", "CTL09", "CTL11", "CTL12", "CTL14", "CTL15",
        "GOV08", "OPS04",
    ] {
        assert!(codes.contains(&story), "the story needs {story}; found {codes:?}");
    }
}
