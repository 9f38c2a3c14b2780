//! Pieces that all documents are made of: identities that never change, texts, properties, parties, metadata.

use super::{
    Wish,
    loss::{self, Loss},
};
use crate::{Error, Result};
use formats::oscal::{Document, Version};
use isms::{context::Person, field::Fields, outer::Names, record::AnyRecord, values::RecordId, view::View};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The namespace of our properties.
pub const NS: &str = "urn:surety:isms";

/// A uuid of the form of version 5 that follows from the organisation and a name within it (SHA-256 cut to size, RFC 9562, 5.5).
pub fn uuid(org: Uuid, name: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(org.as_bytes());
    hash.update(name.as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash.finalize()).for_each(|(b, h)| *b = h);
    uuid::Builder::from_sha1_bytes(bytes).into_uuid().to_string()
}

/// The uuid of what a record becomes; the same in every document.
pub fn uuid_of(org: Uuid, id: RecordId) -> String {
    uuid(org, &id.0.to_string())
}

/// Text as OSCAL wants it: never empty, without space around it.
pub fn text(given: &str, instead: &str) -> String {
    let plain: String = given.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    // Braces that are no insert of a parameter must not look like one.
    let plain = plain.replace("{{", "{ {");
    let plain = plain.trim();
    if plain.is_empty() { instead.to_owned() } else { plain.to_owned() }
}

/// The same on one line.
pub fn line(given: &str, instead: &str) -> String {
    text(&given.split_whitespace().collect::<Vec<_>>().join(" "), instead)
}

/// A property in our namespace; none for an empty value.
pub fn prop(name: &str, value: impl AsRef<str>) -> Option<Value> {
    let value = line(value.as_ref(), "");
    (!value.is_empty()).then(|| json!({ "name": name, "ns": NS, "value": value }))
}

/// A property of OSCAL's own.
pub fn own(name: &str, value: &str) -> Value {
    json!({ "name": name, "value": value })
}

/// A moment with its zone.
pub fn moment(at: Timestamp) -> String {
    at.to_string()
}

/// The beginning of a day, in UTC.
pub fn day(date: Date) -> String {
    date.to_zoned(TimeZone::UTC).map(|z| z.timestamp()).unwrap_or_default().to_string()
}

/// The last second of a day, in UTC.
pub fn day_end(date: Date) -> String {
    format!("{date}T23:59:59Z")
}

/// Makes one document.
pub struct Maker<'v> {
    pub view: &'v View,
    pub losses: Vec<Loss>,
    wish: Wish,
    parties: BTreeMap<String, Value>,
    roles: BTreeMap<String, &'static str>,
    title: String,
    responsible: BTreeMap<String, Vec<String>>,
}

impl<'v> Maker<'v> {
    pub fn new(view: &'v View, wish: &Wish) -> Maker<'v> {
        Maker {
            view,
            losses: Vec::new(),
            wish: wish.clone(),
            parties: BTreeMap::new(),
            roles: BTreeMap::new(),
            title: String::new(),
            responsible: BTreeMap::new(),
        }
    }

    /// Says what the document is called.
    pub fn title(&mut self, title: impl Into<String>) {
        self.title = title.into();
    }

    /// The uuid of something within the organisation.
    pub fn uuid(&self, name: &str) -> String {
        uuid(self.view.org(), name)
    }

    /// The uuid of a record.
    pub fn of(&self, id: RecordId) -> String {
        uuid_of(self.view.org(), id)
    }

    /// The key of a record, if it may be seen.
    pub fn key(&self, id: RecordId) -> Option<String> {
        Names::key(self.view, id)
    }

    /// Title and key of a record, if it may be seen.
    pub fn called(&self, id: RecordId) -> Option<String> {
        self.view.get(id).map(|r| format!("{} {}", r.key(), r.head().title))
    }

    /// Lists what a record says and the document does not.
    pub fn lose(&mut self, record: &dyn AnyRecord, body: &dyn Fields, carried: &[&str]) {
        self.losses.extend(loss::of_record(self.view, record, body, carried));
    }

    /// Lists one loss.
    pub fn lost(&mut self, record: impl Into<String>, field: &str, what: impl AsRef<str>, why: &str) {
        self.losses.push(Loss::new(record, field, what, why));
    }

    /// Properties that every record brings: its key, state, owner and tags.
    pub fn props(&mut self, record: &dyn AnyRecord) -> Vec<Value> {
        let head = record.head();
        let owner = head.owner.and_then(|o| self.called(o.id())).unwrap_or_default();
        let mut props: Vec<Value> = [
            prop("key", record.key().to_string()),
            prop("state", &*head.state),
            prop("owner", owner),
            prop("version", head.version.to_string()),
        ]
        .into_iter()
        .flatten()
        .collect();
        props.extend(head.tags.iter().filter_map(|t| prop("tag", t)));
        props
    }

    /// A party for a person, team, role, supplier or interested party that may be seen.
    pub fn party(&mut self, id: RecordId) -> Option<String> {
        let record = self.view.get(id)?.clone();
        let kind = if record.typed::<Person>().is_some() { "person" } else { "organization" };
        let uuid = self.of(id);
        let mut party = json!({ "uuid": uuid, "type": kind, "name": line(&record.head().title, "unnamed") });
        super::put(&mut party, "props", vec![json!({ "name": "key", "ns": NS, "value": record.key().to_string() })]);
        self.parties.insert(uuid.clone(), party);
        Some(uuid)
    }

    /// The organisation itself as a party.
    pub fn organisation(&mut self) -> String {
        let uuid = self.uuid("organisation");
        let name = self.view.all::<isms::context::Organisation>().next().map(|o| o.head.title.clone());
        let name = line(name.as_deref().unwrap_or_default(), "The organisation");
        self.parties.insert(uuid.clone(), json!({ "uuid": uuid, "type": "organization", "name": name }));
        uuid
    }

    /// A role of the document.
    pub fn role(&mut self, id: &str, title: &'static str) {
        self.roles.insert(id.to_owned(), title);
    }

    /// Who answers for the whole document in a role.
    pub fn answers(&mut self, role: &str, title: &'static str, who: RecordId) {
        let Some(party) = self.party(who) else { return };
        self.role(role, title);
        let all = self.responsible.entry(role.to_owned()).or_default();
        if !all.contains(&party) {
            all.push(party);
        }
    }

    /// The owner of what the document is about answers for it.
    pub fn answers_for(&mut self, owner: Option<RecordId>) {
        if let Some(owner) = owner {
            self.answers("owner", "Owner", owner);
        }
    }

    /// `responsible-roles` of a record's owner and another.
    pub fn responsible(&mut self, owner: Option<RecordId>, operator: Option<RecordId>) -> Vec<Value> {
        let mut all = Vec::new();
        for (role, title, who) in [("owner", "Owner", owner), ("operator", "Operator", operator)] {
            if let Some(party) = who.and_then(|id| self.party(id)) {
                self.role(role, title);
                all.push(json!({ "role-id": role, "party-uuids": [party] }));
            }
        }
        all
    }

    fn metadata(&mut self) -> Value {
        let publisher = self.organisation();
        self.role("creator", "Creator of this document");
        let at = self.view.moment();
        let mut metadata = json!({
            "title": line(&self.title, self.wish.model.key()),
            "last-modified": moment(at.now),
            "version": format!("act {}", at.seq),
            "oscal-version": Version::NEWEST.to_string(),
        });
        let props = [prop("model-key", &self.wish.key), prop("act", at.seq.to_string())];
        super::put(&mut metadata, "props", props.into_iter().flatten().collect());
        let roles = self.roles.iter().map(|(id, title)| json!({ "id": id, "title": title })).collect();
        super::put(&mut metadata, "roles", roles);
        super::put(&mut metadata, "parties", std::mem::take(&mut self.parties).into_values().collect());
        let mut answers = vec![json!({ "role-id": "creator", "party-uuids": [publisher] })];
        answers.extend(self.responsible.iter().map(|(role, who)| json!({ "role-id": role, "party-uuids": who })));
        super::put(&mut metadata, "responsible-parties", answers);
        metadata
    }

    /// Puts identity and metadata around the body: the document's uuid follows from all it says but the moment.
    pub fn finish(mut self, body: Value) -> Result<(Document, Vec<Loss>)> {
        let mut whole = Map::new();
        whole.insert("uuid".into(), json!(""));
        let metadata = self.metadata();
        whole.insert("metadata".into(), metadata.clone());
        if let Value::Object(body) = body {
            whole.extend(body);
        }
        let mut named = whole.clone();
        if let Some(Value::Object(m)) = named.get_mut("metadata") {
            m.shift_remove("last-modified");
            m.shift_remove("version");
            m.shift_remove("props");
        }
        whole.insert("uuid".into(), json!(self.uuid(&format!("{}{}", self.wish.model, Value::Object(named)))));
        let text = json!({ self.wish.model.key(): whole }).to_string();
        let document =
            Document::read(text.as_bytes()).map_err(|f| Error::Internal(format!("{}: {f}", self.wish.model)))?;
        Ok((document, self.losses))
    }
}
