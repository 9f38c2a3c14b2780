//! What only one person may see for now: sealed estimates, those given into a round that waits for others, exercises.
//!
//! The value holds the set ready and moves it with every record, so that a register, a count or a search asks it without
//! looking at any round. [`Sight::sees`](crate::authority::Sight::sees) and the registers' scan are the only readers; whatever
//! shows records goes through one of the two. A value of the past carries the veil of the present (like its compartments):
//! what is hidden today is hidden in its past, and what has come out may be read as it was.

use crate::{
    isms::Isms,
    kind::{self, KindInfo},
    record::AnyRecord,
    risk::{
        Calibration, Estimate, Risk,
        estimate::pool::{self, Round},
    },
    values::RecordId,
};
use std::collections::HashMap;

/// The only person who may see a record, by the record's kind (an index into [`KINDS`](crate::KINDS)) and number.
pub type Veil = imbl::OrdMap<(u16, u32), RecordId>;

/// Kinds that speak about other records: what they say about a hidden one is hidden with it.
const SPEAKING: [&str; 4] = ["comment", "task", "approval", "challenge"];

impl Isms {
    /// The only person who may see a record; none where its kind and compartment decide.
    pub fn private_to(&self, id: RecordId) -> Option<RecordId> {
        if self.veil.is_empty() {
            return None;
        }
        self.veil.get(&self.place(id)?).copied()
    }

    /// The hidden records of a kind: their numbers, ascending, and who may see each.
    pub fn veiled(&self, kind: &KindInfo) -> impl Iterator<Item = (u32, RecordId)> + '_ {
        let kind = kind.index() as u16;
        self.veil.range((kind, 0)..=(kind, u32::MAX)).map(|((_, number), person)| (*number, *person))
    }

    /// The same value under another one's veil: for a value of the past, which is shown under the present's.
    pub fn under(&self, present: &Isms) -> Isms {
        let mut past = self.clone();
        past.veil = present.veil.clone();
        past
    }

    /// Whether two values hide the same, by sharing it.
    pub fn veils_like(&self, other: &Isms) -> bool {
        self.veil.ptr_eq(&other.veil) || self.veil == other.veil
    }
}

/// Who alone may see an estimate, given the round of its risk.
fn of_estimate(record: &crate::record::Record<Estimate>, round: Option<&Round>) -> Option<RecordId> {
    let person = record.body.estimator?.id();
    let waiting = || round.is_some_and(|r| r.is_open() && r.holds(record));
    match &*record.head.state {
        "sealed" | "withdrawn" => Some(person),
        _ => waiting().then_some(person),
    }
}

/// The whole veil of a value, as when it is loaded.
pub fn of(isms: &Isms) -> Veil {
    let mut veil = Veil::new();
    let asked = isms.all::<Risk>().filter(|r| !r.body.estimators.is_empty());
    let rounds: HashMap<RecordId, Round> =
        asked.filter_map(|r| Some((r.head.id, pool::round(isms, r.head.id)?))).collect();
    for estimate in isms.all::<Estimate>() {
        let round = estimate.body.risk.and_then(|r| rounds.get(&r.id()));
        put(isms, &mut veil, estimate.head.id, of_estimate(estimate, round));
    }
    for exercise in isms.all::<Calibration>() {
        put(isms, &mut veil, exercise.head.id, exercise.body.person.map(|p| p.id()));
    }
    let mut hidden: Vec<RecordId> = Vec::new();
    for (kind, number) in veil.keys() {
        let record = crate::KINDS.get(usize::from(*kind)).and_then(|k| isms.table(k).get(*number));
        hidden.extend(record.map(|r| r.head().id));
    }
    while let Some(id) = hidden.pop() {
        for source in speaking_of(isms, id) {
            let person = isms.get(source).and_then(|r| spoken_of(isms, &veil, r.as_ref()));
            if isms.place(source).is_some_and(|place| veil.get(&place).copied() != person) {
                put(isms, &mut veil, source, person);
                hidden.push(source);
            }
        }
    }
    veil
}

fn put(isms: &Isms, veil: &mut Veil, id: RecordId, person: Option<RecordId>) {
    if let (Some(person), Some(place)) = (person, isms.place(id)) {
        veil.insert(place, person);
    }
}

/// The records that speak about one.
fn speaking_of(isms: &Isms, id: RecordId) -> Vec<RecordId> {
    let speaks = |id: &RecordId| isms.get(*id).is_some_and(|r| SPEAKING.contains(&r.kind().name));
    isms.pointing_at(id).map(|l| l.source).filter(speaks).collect()
}

/// Who alone may see what a record speaks about.
fn spoken_of(isms: &Isms, veil: &Veil, record: &dyn AnyRecord) -> Option<RecordId> {
    if veil.is_empty() {
        return None;
    }
    let about = isms.pointed_at_by(record).into_iter().filter_map(|l| isms.place(l.target));
    about.into_iter().find_map(|place| veil.get(&place).copied())
}

/// Moves the veil with a record that took a new form, appeared (`before` is none) or was taken out (`after` is none).
pub(crate) fn moved(isms: &mut Isms, before: Option<&dyn AnyRecord>, after: Option<&dyn AnyRecord>) {
    let Some(record) = after.or(before) else { return };
    match record.kind().name {
        "estimate" => {
            let risk = |r: Option<&dyn AnyRecord>| r?.typed::<Estimate>()?.body.risk.map(|r| r.id());
            let (old, new) = (risk(before), risk(after));
            let touched = after.map(|r| r.head().id);
            old.filter(|_| old != new).into_iter().chain(new).for_each(|risk| refresh(isms, risk, touched));
            if let (Some(id), None) = (touched, new) {
                let person = isms.typed::<Estimate>(id).and_then(|e| of_estimate(e, None));
                set(isms, id, person);
            }
        }
        "risk" => {
            let asked = |r: Option<&dyn AnyRecord>| {
                let body = &r?.typed::<Risk>()?.body;
                Some((body.estimators.clone(), body.asked_on)).filter(|(who, _)| !who.is_empty())
            };
            if asked(before) != asked(after) {
                refresh(isms, record.head().id, None);
            }
        }
        "calibration" => {
            let person = after.and_then(|r| r.typed::<Calibration>()?.body.person).map(|p| p.id());
            set(isms, record.head().id, person);
        }
        name if SPEAKING.contains(&name) && after.is_some() => {
            let person = spoken_of(isms, &isms.veil, record);
            set(isms, record.head().id, person);
        }
        _ => {}
    }
}

/// Looks at the estimates of a risk again; only at the one that changed where nobody is asked.
fn refresh(isms: &mut Isms, risk: RecordId, touched: Option<RecordId>) {
    let round = pool::round(isms, risk);
    let all = || isms.pointing_from(risk, kind::of::<Estimate>()).map(|l| l.source).collect();
    let ids: Vec<RecordId> = match (&round, touched) {
        (None, Some(id)) => vec![id],
        _ => all(),
    };
    for id in ids {
        let person = isms.typed::<Estimate>(id).and_then(|e| of_estimate(e, round.as_ref()));
        set(isms, id, person);
    }
}

/// Sets who alone may see a record, and with it what is said about the record.
fn set(isms: &mut Isms, id: RecordId, person: Option<RecordId>) {
    let Some(place) = isms.place(id) else { return };
    if isms.veil.get(&place).copied() == person {
        return;
    }
    match person {
        Some(person) => isms.veil.insert(place, person),
        None => isms.veil.remove(&place),
    };
    for id in speaking_of(isms, id) {
        let Some(record) = isms.get(id).cloned() else { continue };
        let person = spoken_of(isms, &isms.veil, record.as_ref());
        set(isms, id, person);
    }
}
