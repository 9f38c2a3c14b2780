//! The schema layer of validation: one walk over the document beside the table of the models.

use super::data::{expected, fits, mended};
use super::table::{Data, Def, Many, Member, Ty, table};
use super::{Deviation, Document, Gravity, Model, Repair, Version};
use crate::place::{At, push_step};
use crate::yaml::{Entry, Node, Tree};
use serde_json::{Value, json};

/// The namespace of properties that hold what a document says beyond its schema.
pub(super) const BEYOND: &str = "urn:surety:beyond-the-schema";

/// OSCAL's own namespace for names and values.
const OWN: &str = "http://csrc.nist.gov/ns/oscal";

/// Where the document leaves the schema of the version it states (the nearest known one, and a warning, if that is unknown), in
/// the order of the text, what an object lacks behind what it has. Strict use refuses a document with any [`Gravity::Error`]; lenient use lists them all.
pub fn validate(document: &Document) -> Vec<Deviation> {
    let (version, mut found) = stated(document);
    found.extend(validate_at(document, version));
    found
}

/// The version whose models a document is held to, and what is odd about the one it states.
pub(super) fn stated(document: &Document) -> (Version, Vec<Deviation>) {
    let Some(text) = document.oscal_version() else { return (Version::NEWEST, Vec::new()) };
    let version = Version::parse(text);
    let nearest = version.map_or(Version::NEWEST, Version::nearest);
    if version == Some(nearest) && text == nearest.to_string() {
        return (nearest, Vec::new());
    }
    let pointer = format!("/{}/metadata/oscal-version", document.model());
    let message = match version {
        None => format!("`{text:.80}` is no OSCAL version; held to {nearest}"),
        Some(v) if v == nearest && text.contains('-') => format!("`{text:.80}` was no release yet; held to {nearest}"),
        Some(v) if v == nearest => format!("`{text:.80}` is written `{nearest}`"),
        Some(_) => format!("OSCAL {text:.80} is not known here; held to the nearest known version, {nearest}"),
    };
    let repair = (version == Some(nearest) && !text.contains('-')).then(|| Repair::Set(nearest.to_string().into()));
    let at = document.node().at_pointer(&pointer).unwrap_or_default();
    (nearest, vec![Deviation { gravity: Gravity::Warning, rule: "oscal-version", pointer, at, message, repair }])
}

/// [`validate`] against a version of the caller's choice.
pub(super) fn validate_at(document: &Document, version: Version) -> Vec<Deviation> {
    let mut check = Check { version, path: Vec::new(), found: Vec::new() };
    let model = document.model();
    for entry in document.node().entries() {
        check.path.push(Step::Key(&entry.key));
        if entry.key == model.key() {
            check.root(model, entry);
        } else if entry.key != "$schema" {
            check.report(
                Gravity::Error,
                "unknown-member",
                entry.key_at,
                format!("`{:.80}` is not part of OSCAL beside `{model}`", entry.key),
                None,
            );
        }
        check.path.pop();
    }
    check.found
}

#[derive(Clone, Copy)]
enum Step<'d> {
    Key(&'d str),
    Index(usize),
}

struct Check<'d> {
    version: Version,
    path: Vec<Step<'d>>,
    found: Vec<Deviation>,
}

/// Where a member is shown: a scalar at itself, a list or object at its key.
fn place(entry: &Entry) -> At {
    if matches!(entry.node.value, Tree::Null | Tree::Seq(_) | Tree::Map(_)) { entry.key_at } else { entry.node.at }
}

impl<'d> Check<'d> {
    fn report(&mut self, gravity: Gravity, rule: &'static str, at: At, message: String, repair: Option<Repair>) {
        let pointer = self.pointer();
        self.found.push(Deviation { gravity, rule, pointer, at, message, repair });
    }

    fn error(&mut self, rule: &'static str, at: At, message: String, repair: Option<Repair>) {
        self.report(Gravity::Error, rule, at, message, repair);
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => push_step(&mut pointer, key),
                Step::Index(i) => push_step(&mut pointer, &i.to_string()),
            }
        }
        pointer
    }

    fn root(&mut self, model: Model, entry: &'d Entry) {
        if model == Model::MappingCollection && self.version < Version::WITH_MAPPINGS {
            let message =
                format!("OSCAL {} has no mapping-collection; it came with {}", self.version, Version::WITH_MAPPINGS);
            self.error("other-version", entry.key_at, message, None);
        }
        self.object(&entry.node, table().root(model), entry.key_at);
    }

    /// An object against its definition; `at` is where something that is missing in it would be told.
    fn object(&mut self, node: &'d Node, def: &'static Def, at: At) {
        let Tree::Map(entries) = &node.value else {
            let repair = match (&node.value, def.value) {
                (Tree::Str(s), Some((key, _))) => Some(Repair::Set(json!({ key: s }))),
                _ => None,
            };
            let message = format!("expected {} as an object, found {}", def.name, node.value.kind());
            return self.error("type", node.at, message, repair);
        };
        let own_ns = entries.iter().find(|e| e.key == "ns").and_then(|e| e.node.as_str()).is_none_or(|ns| ns == OWN);
        for entry in entries {
            self.path.push(Step::Key(&entry.key));
            match (def.member(&entry.key, self.version), def.value) {
                (Some(member), _) => self.member(entry, member, own_ns),
                (None, Some((key, ty))) if key == entry.key => self.data(&entry.node, ty, true),
                (None, _) => self.unknown(entry, entries, def),
            }
            self.path.pop();
        }
        self.missing(entries, def, at);
        self.choices(entries, def, at);
    }

    fn missing(&mut self, entries: &[Entry], def: &'static Def, at: At) {
        let version = self.version;
        let members = def.members.iter().filter(|m| m.required && m.choice == 0 && m.covers(version));
        let keys = members.map(|m| m.key).chain(def.value.map(|(key, _)| key));
        for key in keys.filter(|key| !entries.iter().any(|e| e.key == *key)) {
            self.error("required", at, format!("`{}` needs the member `{key}`", def.name), None);
        }
    }

    fn choices(&mut self, entries: &[Entry], def: &'static Def, at: At) {
        let version = self.version;
        let of = |number: u8| def.members.iter().filter(move |m| m.choice == number && m.covers(version));
        for number in (1..).take_while(|n| def.members.iter().any(|m| m.choice == *n)) {
            let present: Vec<&str> =
                of(number).map(|m| m.key).filter(|k| entries.iter().any(|e| e.key == *k)).collect();
            let names = || of(number).map(|m| format!("`{}`", m.key)).collect::<Vec<_>>().join(", ");
            if present.len() > 1 {
                let message = format!("only one of {} may be here, found {}", names(), present.join(" and "));
                self.error("choice", at, message, None);
            } else if present.is_empty() && of(number).any(|m| m.required) && of(number).all(|m| m.required) {
                self.error("required", at, format!("`{}` needs one of {}", def.name, names()), None);
            }
        }
    }

    fn unknown(&mut self, entry: &'d Entry, entries: &[Entry], def: &'static Def) {
        if let Some(other) = def.members.iter().find(|m| m.key == entry.key) {
            let when = if self.version < other.since {
                format!("came with {}", other.since)
            } else {
                format!("went after {}", other.until)
            };
            let message = format!("`{}` is not part of `{}` in OSCAL {}; it {when}", entry.key, def.name, self.version);
            let repair = beyond(entry, def, self.version, &self.pointer());
            return self.error("other-version", entry.key_at, message, repair);
        }
        let repair = match (&entry.node.value, meant(&entry.key, entries, def, self.version)) {
            (Tree::Null, _) => Some(Repair::Remove),
            (_, Some(key)) => Some(Repair::Rename(key.to_owned())),
            _ => beyond(entry, def, self.version, &self.pointer()),
        };
        self.error(
            "unknown-member",
            entry.key_at,
            format!("`{:.80}` is not part of `{}` in the OSCAL schema", entry.key, def.name),
            repair,
        );
    }

    fn member(&mut self, entry: &'d Entry, member: &'static Member, own_ns: bool) {
        let node = &entry.node;
        match (&node.value, member.many) {
            (Tree::Seq(items), Many::List | Many::OneOrList) if items.is_empty() => {
                self.error(
                    "cardinality",
                    entry.key_at,
                    "expected at least one item, found none".into(),
                    removal(member),
                );
            }
            (Tree::Seq(items), Many::List | Many::OneOrList) => {
                for (i, item) in items.iter().enumerate() {
                    self.path.push(Step::Index(i));
                    self.value(item, member, own_ns, item.at);
                    self.path.pop();
                }
            }
            (Tree::Null, _) => {
                self.error("type", place(entry), "expected a value, found nothing".into(), removal(member));
            }
            (_, Many::List) => {
                let repair = Some(Repair::Set(by_key(node, member).unwrap_or_else(|| json!([node.to_json()]))));
                self.error(
                    "cardinality",
                    place(entry),
                    format!("expected a list, found {}", node.value.kind()),
                    repair,
                );
            }
            (Tree::Seq(items), Many::One) => {
                let repair = match items.as_slice() {
                    [] => removal(member),
                    [one] => Some(Repair::Set(one.to_json())),
                    _ => None,
                };
                self.error("cardinality", entry.key_at, "expected one value, found a list".into(), repair);
            }
            _ => self.value(node, member, own_ns, place(entry)),
        }
    }

    fn value(&mut self, node: &'d Node, member: &'static Member, own_ns: bool, at: At) {
        match member.ty {
            Ty::Def(def) => self.object(node, table().def(def), at),
            Ty::Data(ty) => {
                self.data(node, ty, member.required);
                if own_ns || !member.own_ns {
                    self.allowed(node, member);
                }
            }
        }
    }

    fn allowed(&mut self, node: &Node, member: &'static Member) {
        let Some(text) = node.as_str().filter(|_| !member.allowed.is_empty()) else { return };
        if member.allowed.iter().any(|a| a == text) {
            return;
        }
        let same = |a: &&String| a.eq_ignore_ascii_case(text.trim());
        let repair = match member.allowed.iter().find(same) {
            Some(a) => Some(Repair::Set(a.clone().into())),
            // What 1.2.0 documents call the method by which people made a mapping.
            None if text == "manual" && member.key == "method" => Some(Repair::Set("human".into())),
            None => None,
        };
        let gravity = if self.version < member.closed { Gravity::Warning } else { Gravity::Error };
        let message = format!("expected one of `{}`, found `{text:.80}`", member.allowed.join("`, `"));
        self.report(gravity, "allowed-value", node.at, message, repair);
    }

    fn data(&mut self, node: &Node, ty: Data, required: bool) {
        let fine = match (&node.value, ty) {
            (Tree::Int(n), Data::Natural) => *n >= 0,
            (Tree::Int(n), Data::Positive) => *n >= 1,
            (Tree::Int(_) | Tree::Float(_), Data::Decimal) | (Tree::Bool(_), Data::Bool) => true,
            (Tree::Str(text), _) => fits(ty, text),
            _ => false,
        };
        if fine {
            return;
        }
        let want = expected(ty);
        let repair = repair_of(node, ty).or_else(|| {
            let nothing = node.as_str().is_some_and(|s| s.trim().is_empty());
            (nothing && !required).then_some(Repair::Remove)
        });
        let (rule, found) = match &node.value {
            Tree::Str(text) => (want.rule, format!("`{:.80}`", text.escape_debug())),
            Tree::Int(n) if !is_text(ty) => (want.rule, format!("`{n}`")),
            other => ("type", other.kind().to_owned()),
        };
        let note = if ty == Data::DateTime && repair.is_some() { "; a missing zone is taken for UTC" } else { "" };
        self.error(rule, node.at, format!("expected {}, found {found}{note}", want.words), repair);
    }
}

fn is_text(ty: Data) -> bool {
    !matches!(ty, Data::Natural | Data::Positive | Data::Decimal | Data::Bool)
}

/// Releases before 1.0.0 kept some lists as objects by identifier: the list, with the identifier in each item.
fn by_key(node: &Node, member: &Member) -> Option<Value> {
    let Ty::Def(def) = member.ty else { return None };
    let def = table().def(def);
    let flag = def.members.iter().find(|m| m.flag && m.required)?.key;
    let items = node.entries().iter().map(|entry| {
        let fits = entry.node.get(flag).is_none() && def.members.iter().all(|m| m.key != entry.key);
        let Value::Object(inner) = entry.node.to_json() else { return None };
        let own = std::iter::once((flag.to_owned(), Value::from(entry.key.clone())));
        fits.then(|| Value::Object(own.chain(inner).collect()))
    });
    items.collect::<Option<Vec<_>>>().filter(|items| !items.is_empty()).map(Value::from)
}

/// An optional member that says nothing may go.
fn removal(member: &Member) -> Option<Repair> {
    (!member.required).then_some(Repair::Remove)
}

fn repair_of(node: &Node, ty: Data) -> Option<Repair> {
    let set = |value: Value| Some(Repair::Set(value));
    match (&node.value, ty) {
        (Tree::Str(text), Data::Bool) => {
            text.trim().to_ascii_lowercase().parse::<bool>().ok().and_then(|b| set(b.into()))
        }
        (Tree::Str(text), Data::Natural | Data::Positive) => {
            let least = i64::from(ty == Data::Positive);
            text.trim().parse::<i64>().ok().filter(|n| *n >= least).and_then(|n| set(n.into()))
        }
        (Tree::Str(text), Data::Decimal) => {
            text.trim().parse::<f64>().ok().filter(|n| n.is_finite()).and_then(|n| set(n.into()))
        }
        (Tree::Str(text), _) => mended(ty, text).and_then(|t| set(t.into())),
        (Tree::Int(_) | Tree::Float(_) | Tree::Bool(_), _) if is_text(ty) => {
            let text = node.to_json().to_string();
            let text = if fits(ty, &text) { Some(text) } else { mended(ty, &text) };
            text.and_then(|t| set(t.into()))
        }
        _ => None,
    }
}

/// The member that was meant by its XML name or in another spelling, if it is not there already.
fn meant(key: &str, entries: &[Entry], def: &'static Def, version: Version) -> Option<&'static str> {
    let plain = key.to_ascii_lowercase().replace('_', "-");
    let member = def.members.iter().find(|m| m.covers(version) && (m.key == plain || m.xml == plain))?;
    entries.iter().all(|e| e.key != member.key).then_some(member.key)
}

/// Moves what the schema does not know into a property of our namespace, or into the remarks, if the object may have either.
fn beyond(entry: &Entry, def: &Def, version: Version, pointer: &str) -> Option<Repair> {
    let (parent, _) = pointer.rsplit_once('/')?;
    let text = match &entry.node.value {
        Tree::Str(s) if fits(Data::String, s) => s.clone(),
        _ => entry.node.to_json().to_string(),
    };
    if def.member("props", version).is_some() {
        let name =
            Some(entry.key.clone()).filter(|k| fits(Data::Token, k)).or_else(|| mended(Data::Token, &entry.key))?;
        let prop = json!({"name": name, "ns": BEYOND, "value": text});
        return Some(Repair::Move(format!("{parent}/props"), prop));
    }
    def.member("remarks", version)?;
    Some(Repair::Move(format!("{parent}/remarks"), format!("{}: {text}", entry.key).into()))
}
