//! The values a node holds: the current one of each organisation, and a few of the past.

use crate::{Error, Result, heard};
use isms::{
    heard::Fact,
    isms::{Isms, Moment},
    kind,
    record::AnyRecord,
    values::RecordId,
};
use jiff::Timestamp;
use ledger::{Ledger, StoredChange};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError, RwLock},
};
use uuid::Uuid;

/// How many past values are held.
const PAST: usize = 10;

/// A moment asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AsOf {
    /// The present.
    #[default]
    Now,
    /// After an act.
    Seq(i64),
    /// After the last act recorded by then.
    Time(Timestamp),
}

/// What is held of one organisation.
pub struct Held {
    /// The organisation.
    pub org: Uuid,
    current: RwLock<Arc<Isms>>,
    past: Mutex<VecDeque<Arc<Isms>>>,
    /// The rule signals of the current value, as far as they were needed.
    pub signals: Mutex<crate::signals::Known>,
    /// What the rules that need numbers found last.
    pub numeric: Mutex<isms::rules::Signals>,
    /// Held while a value is caught up or an act is applied, so that the current value only moves forward.
    pub moving: tokio::sync::Mutex<()>,
}

impl Held {
    /// Loads an organisation's current value.
    pub async fn load(ledger: &Ledger, org: Uuid, now: Timestamp) -> Result<Held> {
        let mut parts = Vec::new();
        let head = ledger.load(org, |chunk| parts.push(tokio::task::spawn_blocking(move || decode(&chunk)))).await?;
        let mut records = Vec::new();
        for part in parts {
            records.extend(part.await.map_err(|e| Error::Stored(e.to_string()))??);
        }
        let moment = Moment { seq: head.seq, now };
        let isms = tokio::task::spawn_blocking(move || Isms::load(org, moment, records))
            .await
            .map_err(|e| Error::Stored(e.to_string()))?;
        let isms = isms.hearing(heard::at(ledger, org, head.seq).await?);
        Ok(Held {
            org,
            current: RwLock::new(Arc::new(isms)),
            past: Mutex::default(),
            signals: Mutex::default(),
            numeric: Mutex::default(),
            moving: tokio::sync::Mutex::default(),
        })
    }

    /// The current value as far as this node has seen it.
    pub fn current(&self) -> Arc<Isms> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts a newer value in place.
    pub fn advance(&self, next: Arc<Isms>) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let moved = |r: &Arc<dyn AnyRecord>| {
            current.get(r.head().id).is_some_and(|old| old.head().compartment != r.head().compartment)
        };
        if next.moment.seq > current.moment.seq && next.changed_since(&current).any(moved) {
            self.past.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
        if next.moment.seq >= current.moment.seq {
            *current = next;
        }
    }

    /// The current value after everything that other nodes and programs have written.
    pub async fn caught_up(&self, ledger: &Ledger, now: Timestamp) -> Result<Arc<Isms>> {
        let head = ledger.head(self.org).await?;
        let held = self.current();
        if head.seq <= held.moment.seq {
            return Ok(self.fresh(held, now));
        }
        let _moving = self.moving.lock().await;
        let held = self.current();
        let changes = ledger.changes_between(self.org, held.moment.seq, head.seq).await?;
        let facts = heard::between(ledger, self.org, held.moment.seq, head.seq).await?;
        let next = Arc::new(after(&held, &changes, &facts, head.seq.max(held.moment.seq), now)?);
        self.advance(next.clone());
        Ok(next)
    }

    /// The same value with a time that is at most a minute old.
    fn fresh(&self, held: Arc<Isms>, now: Timestamp) -> Arc<Isms> {
        if (now.as_second() - held.moment.now.as_second()).abs() < 60 {
            return held;
        }
        let next = Arc::new(Isms::clone(&held).at(Moment { seq: held.moment.seq, now }));
        self.advance(next.clone());
        next
    }

    /// The value as it was after an act, under today's veil: what only one person may see today is hidden in its past too.
    pub async fn as_of(&self, ledger: &Ledger, seq: i64, now: Timestamp) -> Result<Arc<Isms>> {
        let past = self.rewound(ledger, seq, now).await?;
        let current = self.current();
        Ok(if past.veils_like(&current) { past } else { Arc::new(past.under(&current)) })
    }

    /// The nearest held value, rewound.
    async fn rewound(&self, ledger: &Ledger, seq: i64, now: Timestamp) -> Result<Arc<Isms>> {
        let current = self.current();
        if seq >= current.moment.seq {
            return Ok(current);
        }
        let (exact, nearest) = self.nearest(seq, &current);
        let Some(from) = nearest else {
            let exact = exact.unwrap_or(current);
            return Ok(if exact.agrees_at(now) {
                exact
            } else {
                Arc::new(Isms::clone(&exact).at(Moment { seq, now }))
            });
        };
        let earlier = ledger.rewind(self.org, from.moment.seq, seq).await?;
        let earlier = earlier.into_iter().map(|(id, change)| match change {
            Some(change) => read(&change).map(|record| Ok(as_guarded_now(&current, record))),
            None => Ok(Err(RecordId(id))),
        });
        let known = heard::at(ledger, self.org, seq).await?;
        let past = Arc::new(from.rewound(Moment { seq, now }, earlier.collect::<Result<_>>()?).hearing(known));
        let mut held = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        held.push_back(past.clone());
        if held.len() > PAST {
            held.pop_front();
        }
        Ok(past)
    }

    /// The held value of exactly an act, or the one after it from which to rewind.
    fn nearest(&self, seq: i64, current: &Arc<Isms>) -> (Option<Arc<Isms>>, Option<Arc<Isms>>) {
        let mut held = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = held.iter().position(|i| i.moment.seq == seq) {
            let found = held.remove(at);
            held.extend(found.clone());
            return (found, None);
        }
        let after = held.iter().filter(|i| i.moment.seq > seq).min_by_key(|i| i.moment.seq).cloned();
        (None, Some(after.unwrap_or_else(|| current.clone())))
    }
}

/// The past is shown under today's compartments: what was moved out of sight is out of sight in its past too.
fn as_guarded_now(current: &Isms, record: Arc<dyn AnyRecord>) -> Arc<dyn AnyRecord> {
    let now = current.get(record.head().id).map(|r| r.head().compartment);
    match now {
        Some(compartment) if compartment != record.head().compartment => {
            let head = isms::head::Head { compartment, ..record.head().clone() };
            record.with_head(head)
        }
        _ => record,
    }
}

/// The value after some stored changes and facts about people.
pub fn after(isms: &Isms, changes: &[StoredChange], facts: &[Fact], seq: i64, now: Timestamp) -> Result<Isms> {
    let records: Vec<_> = changes.iter().map(read).collect::<Result<_>>()?;
    let mut next = isms.with(&records).at(Moment { seq, now });
    next.hear(facts);
    Ok(next)
}

/// A stored change as a record.
pub fn read(change: &StoredChange) -> Result<Arc<dyn AnyRecord>> {
    let kind = kind::by_name(&change.kind)
        .ok_or_else(|| Error::Stored(format!("the kind {:?} is not known to this program", change.kind)))?;
    (kind.decode)(&change.body, change.schema).map_err(Error::Stored)
}

fn decode(changes: &[StoredChange]) -> Result<Vec<Arc<dyn AnyRecord>>> {
    changes.iter().map(read).collect()
}
