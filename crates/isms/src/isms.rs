//! The ISMS is a value: all records of an organisation at one moment.
//!
//! Copies are cheap and share their records. [`Isms::with`] gives the value after some changes without touching this one, so
//! that a plan, a what-if and the blast radius of an unpublished edit are the same functions asked of another value.

use crate::{
    coming,
    field::{Field, Fields, Ty, Val},
    head::{self, Key},
    heard::{Fact, Heard},
    invariants,
    kind::{self, KINDS, Kind, KindInfo},
    outer::Names,
    record::{AnyRecord, Record},
    rules,
    table::Table,
    values::{Currency, RecordId},
    veil::{self, Veil},
};
use jiff::{Timestamp, civil::Date};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// A moment: the last act that counts, and the time that due dates are measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Sequence number of the last act.
    pub seq: i64,
    /// The time.
    pub now: Timestamp,
}

/// A place where one record points at another, ordered by what is pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// What is pointed at.
    pub target: RecordId,
    /// The kind of the pointing record, as an index into [`KINDS`].
    pub kind: u16,
    /// The field: body fields first, then head fields from 1,000.
    pub field: u16,
    /// What points.
    pub source: RecordId,
}

const HEAD_FIELDS_FROM: u16 = 1_000;

impl Link {
    /// The field that points.
    pub fn field(&self) -> Option<&'static Field> {
        match self.field.checked_sub(HEAD_FIELDS_FROM) {
            Some(index) => head::FIELDS.get(usize::from(index)),
            None => KINDS.get(usize::from(self.kind))?.fields.get(usize::from(self.field)),
        }
    }
}

/// All records of an organisation at one moment.
#[derive(Clone)]
pub struct Isms {
    /// The organisation.
    pub org: Uuid,
    /// The moment.
    pub moment: Moment,
    tables: Vec<Table>,
    places: imbl::HashMap<RecordId, (u16, u32)>,
    links: imbl::OrdSet<Link>,
    stamps: Vec<[u8; 16]>,
    pub(crate) veil: Veil,
    heard: Heard,
    /// What is published and not in force yet, by its day.
    coming: imbl::OrdSet<(Date, RecordId)>,
    /// What came into force, or was left by it, because its day came: the day, and the record as it is stored.
    ripened: imbl::HashMap<RecordId, (Date, Arc<dyn AnyRecord>)>,
}

impl std::fmt::Debug for Isms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Isms of {} records at {:?}", self.places.len(), self.moment)
    }
}

impl Isms {
    /// An organisation without records.
    pub fn empty(org: Uuid, moment: Moment) -> Isms {
        let (tables, stamps) = (vec![Table::default(); KINDS.len()], vec![[0; 16]; KINDS.len()]);
        Isms {
            org,
            moment,
            tables,
            places: imbl::HashMap::new(),
            links: imbl::OrdSet::new(),
            stamps,
            veil: Veil::new(),
            heard: Heard::default(),
            coming: imbl::OrdSet::new(),
            ripened: imbl::HashMap::new(),
        }
    }

    /// A value of many records at once, as when it is loaded.
    pub fn load(org: Uuid, moment: Moment, records: impl IntoIterator<Item = Arc<dyn AnyRecord>>) -> Isms {
        let mut isms = Isms::empty(org, moment);
        let mut by_kind: Vec<Vec<Arc<dyn AnyRecord>>> = vec![Vec::new(); KINDS.len()];
        let mut links = Vec::new();
        for record in records {
            by_kind[record.kind().index()].push(record);
        }
        for (kind, mut records) in by_kind.into_iter().enumerate() {
            records.sort_by_key(|r| r.head().number);
            let mut stamp = Sha256::new();
            for record in &records {
                isms.places.insert(record.head().id, (kind as u16, record.head().number));
                stamp.update(record.head().id.0.as_bytes());
                stamp.update(record.head().version.to_le_bytes());
                outgoing(record.as_ref(), kind, &mut links);
                isms.coming.extend(coming::day(record.as_ref()).map(|day| (day, record.head().id)));
            }
            isms.stamps[kind] = half(stamp);
            isms.tables[kind] = Table::from_sorted(records);
        }
        links.sort_unstable();
        isms.links = links.into_iter().collect();
        isms.veil = veil::of(&isms);
        isms.come_true();
        isms
    }

    /// The value after some records took new forms; this one stays as it is.
    pub fn with(&self, changes: &[Arc<dyn AnyRecord>]) -> Isms {
        let mut next = self.clone();
        changes.iter().for_each(|record| next.set(record.clone()));
        next
    }

    /// The same records at another moment: what was published for a day up to it is in force, what was published for a later one is not.
    pub fn at(mut self, moment: Moment) -> Isms {
        self.moment = moment;
        self.come_true();
        self
    }

    /// What is published and not in force yet, the next first.
    pub fn coming(&self) -> impl Iterator<Item = &Arc<dyn AnyRecord>> {
        self.coming.iter().filter_map(|(_, id)| self.get(*id))
    }

    /// Whether the same records are in force at another time.
    pub fn agrees_at(&self, now: Timestamp) -> bool {
        let begun = |day: Date| rules::start_of(self, day) <= now;
        self.ripened.values().all(|(day, _)| begun(*day)) && !self.coming.iter().any(|(day, _)| begun(*day))
    }

    fn come_true(&mut self) {
        if self.coming.is_empty() && self.ripened.is_empty() {
            return;
        }
        let today = rules::today(self);
        let early: Vec<_> = self.ripened.values().filter(|(day, _)| *day > today).map(|(_, r)| r.clone()).collect();
        early.into_iter().for_each(|record| self.set(record));
        let due: Vec<_> = self.coming.iter().take_while(|(day, _)| *day <= today).copied().collect();
        due.into_iter().for_each(|(day, id)| self.ripen(day, id));
    }

    /// What was published for a day is in force; what it takes out leaves those that detach from it, as retiring does.
    fn ripen(&mut self, day: Date, id: RecordId) {
        self.coming.remove(&(day, id));
        let ripe = self.get(id).and_then(|r| coming::ripe(self, r.as_ref()));
        let Some(ripe) = ripe else { return };
        let gone = !ripe.is_open();
        self.change_by_day(day, ripe);
        for source in if gone { invariants::detaching(self, id) } else { Vec::new() } {
            let Some(source) = self.get(source) else { continue };
            let body = invariants::without(source.as_ref(), id);
            if let Ok(left) = source.with_body(source.head().clone(), body, source.custom().clone()) {
                self.change_by_day(day, left);
            }
        }
    }

    fn change_by_day(&mut self, day: Date, record: Arc<dyn AnyRecord>) {
        let id = record.head().id;
        let Some(stored) = self.get(id).cloned() else { return };
        let kept = self.ripened.get(&id).cloned().unwrap_or((day, stored));
        self.put(record);
        self.ripened.insert(id, kept);
    }

    /// Who has read and learnt what.
    pub fn heard(&self) -> &Heard {
        &self.heard
    }

    /// The value with all that is known of who read and learnt what put in place, as when it is loaded.
    pub fn hearing(mut self, heard: Heard) -> Isms {
        self.heard = heard;
        self
    }

    /// Takes in facts about people.
    pub fn hear(&mut self, facts: &[Fact]) {
        facts.iter().for_each(|fact| self.heard.note(fact));
    }

    /// Puts a record's new form into this value; other copies of the value stay as they are.
    pub fn set(&mut self, record: Arc<dyn AnyRecord>) {
        let (id, day) = (record.head().id, coming::day(record.as_ref()));
        self.put(record);
        if let Some(day) = day {
            self.coming.insert((day, id));
            if day <= rules::today(self) {
                self.ripen(day, id);
            }
        }
    }

    /// Nothing of an earlier form waits for a day any more.
    fn forget_day(&mut self, old: Option<&dyn AnyRecord>) {
        let Some(old) = old else { return };
        self.ripened.remove(&old.head().id);
        if let Some(day) = coming::day(old) {
            self.coming.remove(&(day, old.head().id));
        }
    }

    fn put(&mut self, record: Arc<dyn AnyRecord>) {
        let kind = record.kind().index();
        let old = self.get(record.head().id).cloned();
        self.forget_day(old.as_deref());
        if let Some(old) = &old {
            self.unlink(old.as_ref(), kind);
        }
        let mut links = Vec::new();
        outgoing(record.as_ref(), kind, &mut links);
        links.into_iter().for_each(|link| {
            self.links.insert(link);
        });
        self.places.insert(record.head().id, (kind as u16, record.head().number));
        let mut stamp = Sha256::new();
        stamp.update(self.stamps[kind]);
        stamp.update(record.encode());
        self.stamps[kind] = half(stamp);
        self.tables[kind].insert(record.clone());
        veil::moved(self, old.as_deref(), Some(record.as_ref()));
    }

    /// Gives records of this value other numbers, when their keys are settled; nothing else about them may differ.
    pub fn renumber(&mut self, records: &[Arc<dyn AnyRecord>]) {
        for record in records {
            self.take(record.head().id);
        }
        for record in records {
            self.set(record.clone());
        }
    }

    fn unlink(&mut self, old: &dyn AnyRecord, kind: usize) {
        let mut links = Vec::new();
        outgoing(old, kind, &mut links);
        links.iter().for_each(|link| {
            self.links.remove(link);
        });
    }

    /// Takes records back to earlier forms (`Err` with those that did not exist yet), for values of the past.
    pub fn rewound(&self, moment: Moment, earlier: Vec<Result<Arc<dyn AnyRecord>, RecordId>>) -> Isms {
        let mut past = self.clone().at(moment);
        for record in earlier {
            match record {
                Ok(record) => past.set(record),
                Err(id) => past.take(id),
            }
        }
        past
    }

    fn take(&mut self, id: RecordId) {
        let Some(old) = self.get(id).cloned() else { return };
        self.forget_day(Some(old.as_ref()));
        let kind = old.kind().index();
        self.unlink(old.as_ref(), kind);
        self.places.remove(&id);
        self.tables[kind].remove(old.head().number);
        let mut stamp = Sha256::new();
        stamp.update(self.stamps[kind]);
        stamp.update(id.0.as_bytes());
        self.stamps[kind] = half(stamp);
        self.veil.remove(&(kind as u16, old.head().number));
        veil::moved(self, Some(old.as_ref()), None);
    }

    /// The kind and number of a record.
    pub(crate) fn place(&self, id: RecordId) -> Option<(u16, u32)> {
        self.places.get(&id).copied()
    }

    /// A record by identity.
    pub fn get(&self, id: RecordId) -> Option<&Arc<dyn AnyRecord>> {
        let (kind, number) = self.places.get(&id)?;
        self.tables.get(usize::from(*kind))?.get(*number)
    }

    /// A record by key.
    pub fn by_key(&self, key: Key) -> Option<&Arc<dyn AnyRecord>> {
        self.table(key.kind).get(key.number)
    }

    /// A record as its kind's struct.
    pub fn typed<T: Kind>(&self, id: RecordId) -> Option<&Record<T>> {
        self.get(id)?.as_any().downcast_ref()
    }

    /// All records of a kind, as structs, in key order.
    pub fn all<T: Kind>(&self) -> impl Iterator<Item = &Record<T>> {
        self.table(kind::of::<T>()).iter().filter_map(|r| r.as_any().downcast_ref())
    }

    /// The one record of a kind that an organisation has once.
    pub fn single<T: Kind>(&self) -> Option<&Record<T>> {
        self.all::<T>().next()
    }

    /// All records of a kind.
    pub fn table(&self, kind: &KindInfo) -> &Table {
        &self.tables[kind.index()]
    }

    /// Records that may differ from an earlier value's, without looking at what the two share.
    pub fn changed_since<'a>(&'a self, earlier: &'a Isms) -> impl Iterator<Item = &'a Arc<dyn AnyRecord>> {
        self.tables.iter().zip(&earlier.tables).flat_map(|(new, old)| new.beside(old))
    }

    /// All records, kind by kind, in key order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn AnyRecord>> {
        self.tables.iter().flat_map(Table::iter)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What points at a record, kind by kind.
    pub fn pointing_at(&self, target: RecordId) -> impl Iterator<Item = Link> + '_ {
        let from = Link { target, kind: 0, field: 0, source: RecordId::default() };
        self.links.range(from..).take_while(move |l| l.target == target).copied()
    }

    /// The same, from records of one kind only.
    pub fn pointing_from(&self, target: RecordId, kind: &KindInfo) -> impl Iterator<Item = Link> + '_ {
        let kind = kind.index() as u16;
        let from = Link { target, kind, field: 0, source: RecordId::default() };
        self.links.range(from..).take_while(move |l| l.target == target && l.kind == kind).copied()
    }

    /// What a record points at: field and target, in the order of its fields.
    pub fn pointed_at_by(&self, record: &dyn AnyRecord) -> Vec<Link> {
        let mut links = Vec::new();
        outgoing(record, record.kind().index(), &mut links);
        links
    }

    /// A fingerprint of all records of some kinds: equal stamps mean equal inputs.
    pub fn stamp(&self, kinds: &[&KindInfo]) -> [u8; 16] {
        let mut stamp = Sha256::new();
        kinds.iter().for_each(|k| stamp.update(self.stamps[k.index()]));
        half(stamp)
    }

    /// The organisation's currency; EUR until it says another.
    pub fn currency(&self) -> Currency {
        self.single::<crate::context::Organisation>()
            .and_then(|o| o.body.currency.parse().ok())
            .unwrap_or(Currency(*b"EUR"))
    }

    /// The records touched by a change and those one relation away, for rules that look at one record.
    pub fn neighbours(&self, id: RecordId) -> Vec<RecordId> {
        let mut near: Vec<RecordId> = self.pointing_at(id).map(|l| l.source).collect();
        if let Some(record) = self.get(id) {
            near.extend(self.pointed_at_by(record.as_ref()).iter().map(|l| l.target));
        }
        near.sort_unstable();
        near.dedup();
        near
    }
}

impl Names for Isms {
    fn find(&self, key: &str) -> Option<(RecordId, &'static KindInfo)> {
        let record = match Key::parse(key) {
            Some(key) => self.by_key(key),
            None => self.get(RecordId(key.parse().ok()?)),
        }?;
        Some((record.head().id, record.kind()))
    }

    fn key(&self, id: RecordId) -> Option<String> {
        self.get(id).map(|r| r.key().to_string())
    }
}

fn half(hash: Sha256) -> [u8; 16] {
    let mut out = [0; 16];
    out.copy_from_slice(&hash.finalize()[..16]);
    out
}

/// The links of a record: from its body and head, and from its edition in force where that points elsewhere.
fn outgoing(record: &dyn AnyRecord, kind: usize, out: &mut Vec<Link>) {
    let start = out.len();
    links_of(record.body(), record.head().id, kind, 0, out);
    if let Some(edition) = record.in_force().filter(|e| e.has_draft) {
        links_of(edition.body, record.head().id, kind, 0, out);
    }
    links_of(record.head(), record.head().id, kind, HEAD_FIELDS_FROM, out);
    let mut seen = std::collections::HashSet::new();
    let mut at = start;
    while at < out.len() {
        if seen.insert(out[at]) {
            at += 1
        } else {
            out.remove(at);
        }
    }
}

fn links_of(fields: &dyn Fields, source: RecordId, kind: usize, from: u16, out: &mut Vec<Link>) {
    for (index, field) in fields.fields().iter().enumerate() {
        if may_point(field.ty) {
            let field = from + index as u16;
            targets(&fields.get(index), &mut |target| out.push(Link { target, kind: kind as u16, field, source }));
        }
    }
}

fn may_point(ty: Ty) -> bool {
    match ty {
        Ty::Ref(_) => true,
        Ty::List(inner) => may_point(*inner),
        Ty::Part(fields) => fields.iter().any(|f| may_point(f.ty)),
        _ => false,
    }
}

/// Every record that a value points at, at any depth.
pub fn targets(value: &Val<'_>, found: &mut dyn FnMut(RecordId)) {
    match value {
        Val::Ref(id) => found(*id),
        Val::List(list) => list.iter().for_each(|v| targets(v, found)),
        Val::Part(part) => (0..part.fields().len()).for_each(|i| targets(&part.get(i), found)),
        _ => {}
    }
}
