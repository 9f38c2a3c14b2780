//! A record: a head, a body of its kind, the edition in force where the kind has one, and custom fields.

use crate::{
    field::Fields,
    head::{Head, Key},
    kind::{self, Kind, KindInfo},
    lifecycle::Phase,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use std::{any::Any, fmt::Debug, sync::Arc};

/// Values of an organisation's own fields, by name.
pub type Custom = Map<String, Value>;

/// A record of kind `T`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: DeserializeOwned"))]
pub struct Record<T> {
    /// What all kinds share.
    pub head: Head,
    /// What people edit: for a versioned kind the draft, where one exists.
    pub body: T,
    /// What counts, for a versioned kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Edition<T>>,
    /// The organisation's own fields.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub custom: Custom,
}

/// The version of a record that is in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: DeserializeOwned"))]
pub struct Edition<T> {
    /// 1 for the first.
    pub number: u32,
    /// When it was put in force.
    pub since: Timestamp,
    /// The record's version that was published.
    pub version: i64,
    /// When it was published, where that was before it came into force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Timestamp>,
    /// Its title then, where the draft has another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its body, where the draft differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Box<T>>,
}

/// The edition in force, seen without its type.
#[derive(Clone, Copy, Debug)]
pub struct InForce<'a> {
    /// 1 for the first.
    pub number: u32,
    /// When it was put in force.
    pub since: Timestamp,
    /// The record's version that was published.
    pub version: i64,
    /// When it was published: people may prepare from then on.
    pub published: Timestamp,
    /// Its title.
    pub title: &'a str,
    /// Its body.
    pub body: &'a dyn Fields,
    /// Whether a draft differs from it.
    pub has_draft: bool,
}

/// Texts of refusals that concern the machinery.
pub struct Refused;
impl Refused {
    /// A function of one kind was called with a record of another.
    pub const OTHER_KIND: &'static str = "the record is of another kind";
}

/// A record of any kind, as generic code sees it.
pub trait AnyRecord: Debug + Send + Sync {
    /// What all kinds share.
    fn head(&self) -> &Head;
    /// The kind.
    fn kind(&self) -> &'static KindInfo;
    /// What people edit.
    fn body(&self) -> &dyn Fields;
    /// What counts: the edition in force of a versioned kind, the body of any other.
    fn effective(&self) -> Option<&dyn Fields>;
    /// The edition in force of a versioned kind.
    fn in_force(&self) -> Option<InForce<'_>>;
    /// The organisation's own fields.
    fn custom(&self) -> &Custom;
    /// The bytes that are hashed and stored.
    fn encode(&self) -> Vec<u8>;
    /// The body in stored form.
    fn body_json(&self) -> Value;
    /// The body in force in stored form.
    fn in_force_json(&self) -> Option<Value>;
    /// The same record with another head.
    fn with_head(&self, head: Head) -> Arc<dyn AnyRecord>;
    /// The same record with another body (in stored form) and custom fields.
    fn with_body(&self, head: Head, body: Value, custom: Custom) -> Result<Arc<dyn AnyRecord>, String>;
    /// The draft becomes the edition in force.
    fn published(&self, head: Head, at: Timestamp) -> Arc<dyn AnyRecord> {
        self.put_in_force(head, at, None)
    }
    /// The same, published before it came into force.
    fn put_in_force(&self, head: Head, since: Timestamp, published: Option<Timestamp>) -> Arc<dyn AnyRecord>;
    /// The edition in force becomes the body again.
    fn discarded(&self, head: Head) -> Option<Arc<dyn AnyRecord>>;
    /// The same record with another body in force; for restoring an exported draft beside what is in force.
    fn with_in_force(
        &self,
        number: u32,
        since: Timestamp,
        title: String,
        body: Value,
    ) -> Result<Arc<dyn AnyRecord>, String>;
    /// For downcasting to `Record<T>`.
    fn as_any(&self) -> &dyn Any;
}

impl dyn AnyRecord + '_ {
    /// `RSK-12`.
    pub fn key(&self) -> Key {
        Key { kind: self.kind(), number: self.head().number }
    }

    /// The phase of its lifecycle state.
    pub fn phase(&self) -> Phase {
        self.kind().lifecycle.phase(&self.head().state)
    }

    /// Whether it is not over.
    pub fn is_open(&self) -> bool {
        self.phase() != Phase::Closed
    }

    /// The record as its kind's struct.
    pub fn typed<T: Kind>(&self) -> Option<&Record<T>> {
        self.as_any().downcast_ref()
    }
}

impl<T: Kind> Record<T> {
    /// Reads stored bytes, upgrading an older shape.
    pub fn decode(bytes: &[u8], schema: i32) -> Result<Self, String> {
        let named = |e: serde_json::Error| format!("stored {} does not read: {e}", T::NAME);
        if schema == T::SCHEMA {
            return serde_json::from_slice(bytes).map_err(named);
        }
        if schema > T::SCHEMA {
            return Err(format!("stored {} has schema {schema}; this program knows up to {}", T::NAME, T::SCHEMA));
        }
        let mut whole: Value = serde_json::from_slice(bytes).map_err(named)?;
        for pointer in ["/body", "/in_force/body"] {
            if let Some(body) = whole.pointer_mut(pointer) {
                *body = T::upgrade(schema, body.take());
            }
        }
        serde_json::from_value(whole).map_err(named)
    }

    /// Makes a record from a head and a body in stored form.
    pub fn make(head: Head, body: Value) -> Result<Self, String> {
        let body = serde_json::from_value(body).map_err(|e| e.to_string())?;
        Ok(Record { head, body, in_force: None, custom: Custom::new() })
    }

    /// Whether it is not over.
    pub fn is_open(&self) -> bool {
        T::LIFECYCLE.phase(&self.head.state) != Phase::Closed
    }

    /// What counts: the edition in force of a versioned kind, the body of any other.
    pub fn counts(&self) -> Option<&T> {
        match &self.in_force {
            Some(edition) => Some(edition.body.as_deref().unwrap_or(&self.body)),
            None if T::VERSIONED => None,
            None => Some(&self.body),
        }
    }

    /// Keeps the published words when the draft moves away from them.
    fn keeping_published(&self, mut changed: Record<T>) -> Record<T> {
        if let (Some(edition), Some(was)) = (&mut changed.in_force, &self.in_force) {
            let published = was.body.as_deref().unwrap_or(&self.body);
            edition.body = (changed.body != *published).then(|| Box::new(published.clone()));
            let title = was.title.as_ref().unwrap_or(&self.head.title);
            edition.title = (changed.head.title != *title).then(|| title.clone());
        }
        changed
    }
}

/// Serialising a plain struct of strings and numbers to memory cannot fail; if it ever did, the ledger refuses empty bytes.
fn bytes<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

impl<T: Kind> AnyRecord for Record<T> {
    fn head(&self) -> &Head {
        &self.head
    }
    fn kind(&self) -> &'static KindInfo {
        kind::of::<T>()
    }
    fn body(&self) -> &dyn Fields {
        &self.body
    }
    fn effective(&self) -> Option<&dyn Fields> {
        self.counts().map(|b| b as &dyn Fields)
    }
    fn in_force(&self) -> Option<InForce<'_>> {
        let edition = self.in_force.as_ref()?;
        Some(InForce {
            number: edition.number,
            since: edition.since,
            version: edition.version,
            published: edition.published.unwrap_or(edition.since),
            title: edition.title.as_ref().unwrap_or(&self.head.title),
            body: edition.body.as_deref().unwrap_or(&self.body),
            has_draft: edition.body.is_some() || edition.title.is_some(),
        })
    }
    fn custom(&self) -> &Custom {
        &self.custom
    }
    fn encode(&self) -> Vec<u8> {
        bytes(self)
    }
    fn body_json(&self) -> Value {
        serde_json::to_value(&self.body).unwrap_or_default()
    }
    fn in_force_json(&self) -> Option<Value> {
        self.in_force.as_ref().and_then(|_| self.counts()).map(|b| serde_json::to_value(b).unwrap_or_default())
    }
    fn with_head(&self, head: Head) -> Arc<dyn AnyRecord> {
        Arc::new(self.keeping_published(Record { head, ..self.clone() }))
    }
    fn with_body(&self, head: Head, body: Value, custom: Custom) -> Result<Arc<dyn AnyRecord>, String> {
        let body: T = serde_json::from_value(body).map_err(|e| e.to_string())?;
        Ok(Arc::new(self.keeping_published(Record { head, body, custom, in_force: self.in_force.clone() })))
    }
    fn put_in_force(&self, head: Head, since: Timestamp, published: Option<Timestamp>) -> Arc<dyn AnyRecord> {
        let number = self.in_force.as_ref().map_or(1, |e| e.number.saturating_add(1));
        let in_force = Some(Edition { number, since, version: head.version, published, title: None, body: None });
        Arc::new(Record { head, body: self.body.clone(), in_force, custom: self.custom.clone() })
    }
    fn discarded(&self, mut head: Head) -> Option<Arc<dyn AnyRecord>> {
        let body = self.in_force.as_ref().and_then(|_| self.counts())?.clone();
        let mut in_force = self.in_force.clone()?;
        head.title = in_force.title.take().unwrap_or(head.title);
        in_force.body = None;
        Some(Arc::new(Record { head, body, in_force: Some(in_force), custom: self.custom.clone() }))
    }
    fn with_in_force(
        &self,
        number: u32,
        since: Timestamp,
        title: String,
        body: Value,
    ) -> Result<Arc<dyn AnyRecord>, String> {
        let body: T = serde_json::from_value(body).map_err(|e| e.to_string())?;
        let edition = Edition {
            number,
            since,
            version: self.head.version,
            published: None,
            title: (title != self.head.title).then_some(title),
            body: (body != self.body).then(|| Box::new(body)),
        };
        Ok(Arc::new(Record { in_force: Some(edition), ..self.clone() }))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}
