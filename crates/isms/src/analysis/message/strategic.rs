//! For those who direct: certainty, what moved, what must be decided, what is owed to them.

use super::{Ground, Item, NEWS, Says, Section, Topic};
use crate::{
    communication::Channel,
    context::Objective,
    everywhere::Approval,
    governance::{Decision, Disclosure},
    record::AnyRecord,
    rules,
    values::RecordId,
};

pub fn sections(ground: &Ground) -> Vec<Section> {
    vec![
        Section { topic: Topic::Certainty, items: certainty(ground) },
        Section { topic: Topic::Decisions, items: decisions(ground) },
        Section { topic: Topic::Disclosures, items: disclosures(ground) },
        Section { topic: Topic::Asked, items: asked(ground) },
    ]
}

/// Every open objective, the least certain against what is required first, the unknown ahead of all.
fn certainty(ground: &Ground) -> Vec<Item> {
    let open = ground.isms.all::<Objective>().filter(|o| (*o as &dyn AnyRecord).is_open());
    let mut all: Vec<(f64, Item)> = open.map(|o| (gap(ground, o.head.id), certain(ground, o.head.id))).collect();
    all.sort_by(|(a, x), (b, y)| a.total_cmp(b).then(x.record.cmp(&y.record)));
    all.into_iter().map(|(_, item)| item).collect()
}

fn gap(ground: &Ground, id: RecordId) -> f64 {
    let sure = ground.numbers.objectives.get(&id);
    let known = sure.and_then(|s| Some((s.certainty?.0, s.required.unwrap_or(0.0))));
    known.map_or(f64::NEG_INFINITY, |(now, required)| now - required)
}

fn certain(ground: &Ground, id: RecordId) -> Item {
    let sure = ground.numbers.objectives.get(&id);
    let now = sure.and_then(|s| s.certainty);
    let earlier = ground.before.and_then(|n| n.objectives.get(&id)).and_then(|s| s.certainty);
    // Two standard errors of the difference: what chance alone moves is no news.
    let moved = |(now, e): (f64, f64), (then, f): (f64, f64)| (now - then).abs() > NEWS.max(2.0 * e.hypot(f));
    let before = now.zip(earlier).filter(|(n, b)| moved(*n, *b)).map(|(_, b)| b.0);
    Item { record: id, says: Says::Certain { now, required: sure.and_then(|s| s.required), before } }
}

/// Decisions that were put to someone, and approvals that people were asked for.
fn decisions(ground: &Ground) -> Vec<Item> {
    let tabled = ground.isms.all::<Decision>().filter(|d| &*d.head.state == "tabled");
    let tabled = tabled.map(|d| {
        let by = d.body.decided_by.map(|b| b.id()).into_iter().collect();
        Item { record: d.head.id, says: Says::Waits { by, since: rules::day_of(d.head.changed) } }
    });
    let asked = ground.isms.all::<Approval>().filter(|a| &*a.head.state == "asked");
    let here = asked.filter(|a| a.body.approvers.iter().any(|p| ground.audience.contains(&p.id())));
    let here = here.filter_map(|a| {
        let voted = |p: RecordId| a.body.votes.iter().any(|v| v.by.is_some_and(|b| b.id() == p));
        let by = a.body.approvers.iter().map(|p| p.id()).filter(|p| !voted(*p)).collect();
        Some(Item { record: a.body.of?.id(), says: Says::Waits { by, since: rules::day_of(a.head.changed) } })
    });
    let mut all: Vec<Item> = tabled.collect();
    for item in here {
        if !all.iter().any(|i| i.record == item.record) {
            all.push(item);
        }
    }
    all
}

/// Disclosures that were asked for and not made.
fn disclosures(ground: &Ground) -> Vec<Item> {
    let open = ground.isms.all::<Disclosure>().filter(|d| &*d.head.state == "drafted");
    let owed = open.filter(|d| d.body.asked_by.is_some() || d.body.due.is_some());
    owed.map(|d| {
        let to = d.body.asked_by.or(d.body.to).map(|b| b.id());
        Item { record: d.head.id, says: Says::Owed { to, due: d.body.due } }
    })
    .collect()
}

/// What was carried up to this level and led to nothing yet.
pub fn asked(ground: &Ground) -> Vec<Item> {
    let open = super::unanswered(ground.isms, None).into_iter();
    let here = open.filter(|m| {
        let channel = m.body.channel.and_then(|c| ground.isms.typed::<Channel>(c.id()));
        channel.filter(|c| c.body.level == ground.level).is_some_and(|c| {
            let readers = crate::audience::people_or_none(ground.isms, &c.body.audience);
            readers.iter().any(|p| ground.audience.contains(&p.head.id))
        })
    });
    here.filter_map(|m| Some(Item { record: m.head.id, says: Says::AskedFromBelow { at: m.body.sent? } })).collect()
}
