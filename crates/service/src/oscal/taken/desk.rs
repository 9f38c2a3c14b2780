//! Where the wishes of an import are put together.

use super::{Fate, Given, Item, list, media, said};
use crate::{
    Command, Request,
    command::FileGiven,
    library::Library,
    oscal::{
        NS,
        loss::Loss,
        make::{uuid, uuid_of},
    },
    prepare::hash,
};
use formats::oscal::Model;
use isms::{
    assurance::{Audit, Evidence},
    control::Mapping,
    head::Key,
    kind::{self, Kind},
    view::View,
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Most losses that are listed one by one.
const LISTED: usize = 2_000;

/// Wishes, items and losses as they gather.
pub struct Desk<'d> {
    pub view: &'d View,
    pub library: &'d Library,
    pub file: &'d Given,
    pub others: &'d [Given],
    pub framework: Option<&'d str>,
    pub commands: Vec<Command>,
    pub items: Vec<Item>,
    pub losses: Vec<Loss>,
    files: Vec<FileGiven>,
    known: HashMap<String, String>,
    next: HashMap<&'static str, u32>,
}

impl<'d> Desk<'d> {
    pub fn new(
        view: &'d View,
        library: &'d Library,
        file: &'d Given,
        others: &'d [Given],
        framework: Option<&'d str>,
    ) -> Desk<'d> {
        Desk {
            view,
            library,
            file,
            others,
            framework,
            commands: Vec::new(),
            items: Vec::new(),
            losses: Vec::new(),
            files: Vec::new(),
            known: known(view),
            next: HashMap::new(),
        }
    }

    /// The record that a uuid became before.
    pub fn known(&self, uuid: &str) -> Option<&str> {
        self.known.get(&uuid.to_ascii_lowercase()).map(String::as_str)
    }

    /// The tag under which a uuid is kept.
    fn tag(uuid: &str) -> String {
        format!("oscal:{}", uuid.to_ascii_lowercase())
    }

    /// A uuid for what has none of its own.
    pub fn named(&self, name: &str) -> String {
        uuid(self.view.org(), name)
    }

    /// Proposes a record, unless its uuid is known; answers its key.
    pub fn make<T: Kind>(&mut self, uuid: &str, title: &str, fields: Value) -> String {
        let kind = kind::of::<T>();
        let title: String = crate::oscal::make::line(title, "Untitled").chars().take(300).collect();
        if let Some(key) = self.known(uuid).map(str::to_owned) {
            self.items.push(Item { fate: Fate::Known, kind: kind.name, key: key.clone(), title });
            return key;
        }
        let key = self.number(kind);
        let Value::Object(mut fields) = fields else { return key };
        fields.retain(|_, v| {
            !matches!(v, Value::Null) && v.as_str() != Some("") && v.as_array().is_none_or(|a| !a.is_empty())
        });
        fields.insert("title".into(), json!(title));
        fields.insert("key".into(), json!(key));
        fields.insert("drafted_by".into(), json!("import"));
        fields.insert("tags".into(), json!([Self::tag(uuid)]));
        self.known.insert(uuid.to_ascii_lowercase(), key.clone());
        self.commands.push(Command::Create { kind, fields: Value::Object(fields) });
        self.items.push(Item { fate: Fate::New, kind: kind.name, key: key.clone(), title });
        key
    }

    fn number(&mut self, kind: &'static isms::kind::KindInfo) -> String {
        let table = self.view.for_the_organisation().table(kind);
        let after = || table.iter().last().map_or(1, |r| r.head().number.saturating_add(1));
        let next = self.next.entry(kind.name).or_insert_with(after);
        let key = Key { kind, number: *next }.to_string();
        *next = next.saturating_add(1);
        key
    }

    /// Lists one loss.
    pub fn lost(&mut self, pointer: &str, member: &str, what: impl AsRef<str>, why: &str) {
        match self.losses.len() {
            0..LISTED => self.losses.push(Loss::new(pointer, member, what, why)),
            LISTED => self.losses.push(Loss::new(
                "",
                "",
                "…",
                format!("more than {LISTED} losses; the rest is not listed one by one"),
            )),
            _ => {}
        }
    }

    /// Lists the members of an object that nobody read, and properties that are not among ours that were.
    pub fn unread(&mut self, pointer: &str, object: &Value, read: &[&str], props: &[&str]) {
        let Value::Object(members) = object else { return };
        for (member, value) in members {
            if member == "props" {
                for prop in list(object, "props") {
                    let name = said(prop, "name");
                    if !(said(prop, "ns") == NS && props.contains(&name)) {
                        self.lost(
                            pointer,
                            &format!("props/{name}"),
                            said(prop, "value"),
                            "a property that no field of the record holds",
                        );
                    }
                }
            } else if member != "uuid" && !read.contains(&member.as_str()) {
                let what = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                self.lost(pointer, member, what, "the record has no field for it");
            }
        }
    }

    /// The original file is kept as evidence, under its hash.
    pub fn keep(&mut self, model: Model, title: &str) {
        let hash = hash(&self.file.bytes);
        let held = |e: &isms::record::Record<Evidence>| e.body.content_hash == hash && e.body.size.is_some();
        if self.view.all::<Evidence>().any(held) {
            return;
        }
        let name: String = self
            .file
            .name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(120)
            .collect();
        let name = if name.trim().is_empty() { "document".to_owned() } else { name };
        let shows = format!("What was imported as records: the OSCAL {model} \"{title}\" as it came.");
        let fields = json!({
            "shows": shows, "form": "file", "file_name": name, "content_hash": hash, "size": self.file.bytes.len(),
        });
        let uuid = self.named(&format!("file/{hash}"));
        self.make::<Evidence>(&uuid, &format!("OSCAL document {name}"), fields);
        self.files.push(FileGiven {
            media: media(&self.file.bytes).into(),
            origin: "person",
            bytes: self.file.bytes.clone(),
        });
    }

    /// The act.
    pub fn request(&mut self, title: &str) -> Request {
        let (commands, files) = (std::mem::take(&mut self.commands), std::mem::take(&mut self.files));
        Request { via: "import", commands, files, ..Request::default() }
            .because(format!("{title} from {}", self.file.name))
    }
}

/// What records are known as: by the tag of an import, or by the uuid that our own documents give them.
fn known(view: &View) -> HashMap<String, String> {
    let (isms, org) = (view.for_the_organisation(), view.org());
    let mut known = HashMap::new();
    for record in isms.iter().filter(|r| view.sees(r.as_ref())) {
        let (head, key) = (record.head(), record.key().to_string());
        for tag in head.tags.iter().filter_map(|t| t.strip_prefix("oscal:")) {
            known.insert(tag.to_owned(), key.clone());
        }
        if record.typed::<Mapping>().is_some() {
            known.insert(uuid(org, &format!("mapping/{key}")), key.clone());
        }
        if record.typed::<Audit>().is_some() {
            known.insert(uuid(org, &format!("{}/task", head.id.0)), key.clone());
        }
        known.insert(uuid_of(org, head.id), key);
    }
    known
}
