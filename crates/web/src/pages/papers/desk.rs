//! Where a paper is written: a moment as one reader may see it, in that reader's words.

use super::grid::Value;
use crate::words::Words;
use isms::{
    authority::Action,
    context::{Role, Team},
    head::Compartment,
    isms::Isms,
    kind::{self, Kind, KindInfo},
    lifecycle::Phase,
    record::{AnyRecord, Record},
    values::RecordId,
    view::View,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use service::Service;
use std::sync::Arc;

/// What every paper is written from.
pub struct Desk<'a> {
    /// Computes, remembers and issues.
    pub service: &'a Service,
    /// What the reader may see of the moment.
    pub view: &'a View,
    /// The reader's words.
    pub w: Words,
    /// The organisation's name.
    pub organisation: &'a str,
    /// The organisation's time zone.
    pub tz: &'a TimeZone,
    /// The compartment of what the paper is about. A paper names records of the general compartment and of this one only: it is
    /// handed on to people who may not see the others, which then count in its numbers without being named.
    pub within: Compartment,
}

impl Desk<'_> {
    /// The whole value, for numbers that answer for the organisation.
    pub fn isms(&self) -> &Arc<Isms> {
        self.view.for_the_organisation()
    }

    /// The date of the moment, where the organisation is.
    pub fn today(&self) -> Date {
        self.day(self.view.moment().now)
    }

    /// A time as a date, where the organisation is.
    pub fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.tz.clone()).date()
    }

    /// Whether the reader may see records of a kind.
    pub fn reads(&self, kind: &KindInfo) -> bool {
        self.view.sight.reads(kind)
    }

    /// Whether the reader may issue papers.
    pub fn may_issue(&self) -> bool {
        self.view.sight.may(kind::of::<isms::communication::Report>(), Action::Create)
    }

    fn tells(&self, record: &dyn AnyRecord) -> bool {
        let place = record.head().compartment;
        place == Compartment::General || place == self.within
    }

    /// A record that the paper may name.
    pub fn get(&self, id: RecordId) -> Option<&Arc<dyn AnyRecord>> {
        self.view.get(id).filter(|r| self.tells(r.as_ref()))
    }

    /// A record of a type that the paper may name.
    pub fn typed<T: Kind>(&self, id: RecordId) -> Option<&Record<T>> {
        self.get(id)?.typed::<T>()
    }

    /// All records of a kind that the paper may name, in key order.
    pub fn all<T: Kind>(&self) -> impl Iterator<Item = &Record<T>> {
        self.view.all::<T>().filter(|r| self.tells(*r))
    }

    /// Those of them that are not over.
    pub fn open<T: Kind>(&self) -> impl Iterator<Item = &Record<T>> {
        self.all::<T>().filter(|r| T::LIFECYCLE.phase(&r.head.state) != Phase::Closed)
    }

    /// A record's title, or the word for one that is not named.
    pub fn title(&self, id: RecordId) -> String {
        self.get(id).map_or_else(|| self.w.t("not-visible"), |r| r.head().title.clone())
    }

    /// A record's key, or the word for one that is not named.
    pub fn key(&self, id: RecordId) -> String {
        self.get(id).map_or_else(|| self.w.t("not-visible"), |r| r.key().to_string())
    }

    /// Key and title.
    pub fn record(&self, id: RecordId) -> Value {
        match self.get(id) {
            Some(r) => Value::Record(r.key().to_string(), r.head().title.clone()),
            None => Value::Unknown(self.w.t("not-visible")),
        }
    }

    /// Keys of several records, those that may be named once each.
    pub fn keys(&self, ids: impl IntoIterator<Item = RecordId>) -> String {
        ids.into_iter().map(|id| self.key(id)).collect::<Vec<_>>().join(", ")
    }

    /// A record's owner, with whoever holds the role.
    pub fn owner(&self, record: &dyn AnyRecord) -> Value {
        match record.head().owner {
            Some(owner) => Value::Text(self.who(owner.id())),
            None => Value::Unknown(self.w.t("paper-no-owner")),
        }
    }

    /// A person, team, role or body by name; a role with its holder.
    pub fn who(&self, id: RecordId) -> String {
        let holder = self.typed::<Role>(id).and_then(|r| r.body.holder).and_then(|h| self.get(h.id()));
        match holder {
            Some(holder) => format!("{} ({})", self.title(id), holder.head().title),
            None => self.title(id),
        }
    }

    /// The people who speak for an owner: the person, the holder and deputy of a role, the lead of a team.
    pub fn people(&self, owner: RecordId) -> Vec<RecordId> {
        let isms = self.isms();
        if let Some(role) = isms.typed::<Role>(owner) {
            return [role.body.holder, role.body.deputy].into_iter().flatten().map(|p| p.id()).collect();
        }
        match isms.typed::<Team>(owner) {
            Some(team) => team.body.lead.map(|p| p.id()).into_iter().collect(),
            None => vec![owner],
        }
    }

    /// A kind's name for many, as its register is called.
    pub fn kinds<T: Kind>(&self) -> String {
        let kind = kind::of::<T>();
        self.w.or(&format!("kinds-{}", kind.plural), kind.labels)
    }

    /// A record's state in words.
    pub fn state(&self, record: &dyn AnyRecord) -> String {
        let state = &record.head().state;
        let label = record.kind().lifecycle.state(state).map_or(&**state, |s| s.label);
        self.w.or(&format!("state-{state}"), label)
    }

    /// The organisation's currency.
    pub fn currency(&self) -> String {
        self.isms().currency().code().to_owned()
    }

    /// An amount in two or three figures, with its currency.
    pub fn money(&self, major: f64) -> String {
        self.w.money_short(major, &self.currency())
    }
}
