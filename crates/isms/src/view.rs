//! What one viewer may see of a value. Pages and service hold views, never a bare [`Isms`], so that nothing can forget to ask.

use crate::{
    authority::{Action, Sight},
    check::Fault,
    filter::{self, Meaning, Query},
    head::Key,
    isms::{Isms, Link},
    kind::{Kind, KindInfo},
    outer::Names,
    record::{AnyRecord, Record},
    register::{self, Page},
    values::RecordId,
};
use std::sync::Arc;

/// A value as one viewer may see it.
#[derive(Clone, Debug)]
pub struct View {
    isms: Arc<Isms>,
    /// What the viewer may see.
    pub sight: Sight,
}

impl View {
    /// A view of a value.
    pub fn new(isms: Arc<Isms>, sight: Sight) -> View {
        View { isms, sight }
    }

    /// The moment it shows.
    pub fn moment(&self) -> crate::isms::Moment {
        self.isms.moment
    }

    /// The organisation.
    pub fn org(&self) -> uuid::Uuid {
        self.isms.org
    }

    /// For analyses that answer for the organisation and release only aggregates.
    pub fn for_the_organisation(&self) -> &Arc<Isms> {
        &self.isms
    }

    /// Whether a record (or an earlier form of one) may be seen.
    pub fn sees(&self, record: &dyn AnyRecord) -> bool {
        self.sight.sees(&self.isms, record)
    }

    /// Whether nothing about a record is for others only; its kind and compartment have their own say.
    pub fn may_know(&self, id: RecordId) -> bool {
        self.sight.lifts(self.isms.private_to(id))
    }

    /// A record by identity, if it may be seen.
    pub fn get(&self, id: RecordId) -> Option<&Arc<dyn AnyRecord>> {
        self.isms.get(id).filter(|r| self.sees(r.as_ref()))
    }

    /// A record by key, if it may be seen.
    pub fn by_key(&self, key: &str) -> Option<&Arc<dyn AnyRecord>> {
        self.isms.by_key(Key::parse(key)?).filter(|r| self.sees(r.as_ref()))
    }

    /// All records of a kind that may be seen, in key order.
    pub fn all<T: Kind>(&self) -> impl Iterator<Item = &Record<T>> {
        let sees = |r: &&Record<T>| self.sees(*r);
        self.isms.all::<T>().filter(sees)
    }

    /// All records of a kind that may be seen, without their type.
    pub fn records(&self, kind: &KindInfo) -> impl Iterator<Item = &Arc<dyn AnyRecord>> {
        self.isms.table(kind).iter().filter(|r| self.sees(r.as_ref()))
    }

    /// A page of a register.
    pub fn page(&self, kind: &'static KindInfo, query: &Query, offset: usize, limit: usize) -> Page {
        register::page(&self.isms, &self.sight, kind, query, offset, limit)
    }

    /// How many records match.
    pub fn count(&self, kind: &'static KindInfo, query: &Query) -> usize {
        register::count(&self.isms, &self.sight, kind, query)
    }

    /// Parses a query in the viewer's words.
    pub fn query(&self, kind: &'static KindInfo, text: &str) -> Result<Query, Fault> {
        filter::parse(kind, text, self)
    }

    /// Records of any kind that a text finds.
    pub fn search(&self, text: &str, limit: usize) -> Vec<Arc<dyn AnyRecord>> {
        register::search(&self.isms, &self.sight, text, limit)
    }

    /// What points at a record, as far as it may be seen.
    pub fn pointing_at(&self, id: RecordId) -> Vec<(Link, &Arc<dyn AnyRecord>)> {
        self.isms.pointing_at(id).filter_map(|l| Some((l, self.get(l.source)?))).collect()
    }

    /// What a record points at, as far as it may be seen.
    pub fn pointed_at_by(&self, record: &dyn AnyRecord) -> Vec<(Link, &Arc<dyn AnyRecord>)> {
        self.isms.pointed_at_by(record).into_iter().filter_map(|l| Some((l, self.get(l.target)?))).collect()
    }

    /// Whether the viewer may do something to a record.
    pub fn may_on(&self, record: &dyn AnyRecord, action: Action) -> bool {
        self.sight.may_on(&self.isms, record, action)
    }
}

/// A key that may not be seen is shown as one that is not there.
impl Names for View {
    fn find(&self, key: &str) -> Option<(RecordId, &'static KindInfo)> {
        self.isms.find(key).filter(|(id, _)| self.get(*id).is_some())
    }

    fn key(&self, id: RecordId) -> Option<String> {
        self.get(id).map(|r| r.key().to_string())
    }
}

impl Meaning for View {
    fn me(&self) -> Vec<RecordId> {
        self.sight.me.clone()
    }

    fn key(&self, key: &str) -> Option<RecordId> {
        self.find(key).map(|(id, _)| id)
    }
}
