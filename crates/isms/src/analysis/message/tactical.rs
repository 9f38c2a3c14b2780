//! For those who steer: treatments, resources, findings, departures, instructions that lag.

use super::{Ground, Item, Says, Section, Topic, strategic};
use crate::{
    analysis::practice,
    assurance::{Action, Finding},
    governance::Decision,
    instruction::Instruction,
    policy::Exception,
    record::AnyRecord,
    risk::Treatment,
};
use jiff::Span;

/// Departures that end within so many days are told.
const SOON: i32 = 60;

pub fn sections(ground: &Ground) -> Vec<Section> {
    vec![
        Section { topic: Topic::Asked, items: strategic::asked(ground) },
        Section { topic: Topic::Treatments, items: treatments(ground) },
        Section { topic: Topic::Resources, items: resources(ground) },
        Section { topic: Topic::Findings, items: findings(ground) },
        Section { topic: Topic::Exceptions, items: exceptions(ground) },
        Section { topic: Topic::Stale, items: stale(ground) },
    ]
}

fn treatments(ground: &Ground) -> Vec<Item> {
    let today = ground.today();
    let says = |t: &crate::record::Record<Treatment>| match (&*t.head.state, t.body.due) {
        ("decided" | "under-way", Some(due)) if due < today => Some(Says::Late { due }),
        ("done" | "verified", _) if ground.is_new(t.head.changed) => Some(Says::Done),
        _ => None,
    };
    let all = ground.isms.all::<Treatment>();
    all.filter_map(|t| says(t).map(|says| Item { record: t.head.id, says })).collect()
}

/// Decisions of this time, with what they gave; those in money and in days are added up apart.
fn resources(ground: &Ground) -> Vec<Item> {
    let decided = ground.isms.all::<Decision>().filter(|d| matches!(&*d.head.state, "decided" | "reviewed"));
    let new = decided.filter(|d| d.body.decided_on.is_some_and(|day| ground.is_new_day(day)));
    let gave = new.filter(|d| !d.body.allocations.is_empty());
    let mut items = Vec::new();
    for decision in gave {
        for given in &decision.body.allocations {
            let says = Says::Allocated { amount: given.amount, days: given.effort };
            items.push(Item { record: given.to.map_or(decision.head.id, |to| to.id()), says });
        }
    }
    items
}

/// Findings of this time, and actions that are late.
fn findings(ground: &Ground) -> Vec<Item> {
    let today = ground.today();
    let open = ground.isms.all::<Finding>().filter(|f| (*f as &dyn AnyRecord).is_open());
    let new = open.filter(|f| f.body.found_on.is_some_and(|day| ground.is_new_day(day)));
    let mut items: Vec<Item> = new.map(|f| Item { record: f.head.id, says: Says::Found }).collect();
    let actions = ground.isms.all::<Action>().filter(|a| (*a as &dyn AnyRecord).is_open());
    let late = actions.filter_map(|a| a.body.due.filter(|d| *d < today).map(|due| (a.head.id, due)));
    items.extend(late.map(|(record, due)| Item { record, says: Says::Late { due } }));
    items
}

fn exceptions(ground: &Ground) -> Vec<Item> {
    let end = ground.today().checked_add(Span::new().days(SOON)).unwrap_or(jiff::civil::Date::MAX);
    let granted = ground.isms.all::<Exception>().filter(|e| &*e.head.state == "granted");
    let soon = granted.filter_map(|e| e.body.expires.filter(|on| *on <= end).map(|on| (on, e.head.id)));
    let mut all: Vec<_> = soon.collect();
    all.sort();
    all.into_iter().map(|(on, record)| Item { record, says: Says::Ends { on } }).collect()
}

/// Instructions that lag behind what they carry out, as everywhere else: by substance, and until they were challenged or renewed.
fn stale(ground: &Ground) -> Vec<Item> {
    let all = ground.isms.all::<Instruction>().filter(|i| (*i as &dyn AnyRecord).is_open());
    let behind = all.filter_map(|i| Some((i.head.id, practice::stale(ground.isms, i)?.since)));
    behind.map(|(record, since)| Item { record, says: Says::Behind { since } }).collect()
}
