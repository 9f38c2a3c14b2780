//! For those who do the work: what changed for them, what is to be learnt, what incidents taught.

use super::{Ground, Item, Says, Section, Topic, strategic};
use crate::{
    analysis::reading,
    communication::Course,
    kind,
    operations::Incident,
    record::{AnyRecord, Record},
    rules,
};
use std::collections::HashSet;

/// Kinds whose new editions change what people do.
const CHANGE: [&str; 3] = ["policy", "guideline", "instruction"];

pub fn sections(ground: &Ground) -> Vec<Section> {
    vec![
        Section { topic: Topic::Asked, items: strategic::asked(ground) },
        Section { topic: Topic::Changed, items: changed(ground) },
        Section { topic: Topic::Courses, items: courses(ground) },
        Section { topic: Topic::Lessons, items: lessons(ground) },
    ]
}

/// What came into force for at least one of these readers, who has not read it yet.
pub fn changed(ground: &Ground) -> Vec<Item> {
    let kinds = CHANGE.iter().filter_map(|name| kind::by_name(name));
    let open = kinds.flat_map(|k| ground.isms.table(k).iter()).filter(|r| r.is_open());
    let mut items: Vec<Item> = open.filter_map(|r| change(ground, r.as_ref())).collect();
    items.sort_by_key(|i| i.record);
    items
}

fn change(ground: &Ground, record: &dyn AnyRecord) -> Option<Item> {
    let edition = record.in_force()?;
    let number = i64::from(edition.number);
    if !ground.is_new(edition.since) {
        return None;
    }
    let concerned = reading::concerned(ground.isms, record);
    let heard = ground.isms.heard();
    let current = |p| heard.read(record.head().id, p).is_some_and(|r| r.edition >= number);
    let ours: HashSet<_> = ground.audience.iter().collect();
    let readers = concerned.iter().filter(|p| ours.contains(&p.head.id) && !current(p.head.id)).count();
    let says = Says::InForce { edition: number, since: rules::day_of(edition.since), readers };
    (readers > 0).then(|| Item { record: record.head().id, says })
}

fn courses(ground: &Ground) -> Vec<Item> {
    let all = ground.isms.all::<Course>().filter(|c| (*c as &dyn AnyRecord).is_open());
    all.filter_map(|c| course(ground, c)).collect()
}

fn course(ground: &Ground, course: &Record<Course>) -> Option<Item> {
    let horizon = ground.today().checked_add(jiff::Span::new().days(31)).unwrap_or(jiff::civil::Date::MAX);
    let ours: HashSet<_> = ground.audience.iter().collect();
    let learners = reading::learners(ground.isms, course).into_iter().filter(|p| ours.contains(&p.head.id));
    let due = learners.filter_map(|p| reading::course_due(ground.isms, course, p.head.id)).filter(|d| *d <= horizon);
    let due: Vec<_> = due.collect();
    let first = due.iter().min()?;
    Some(Item { record: course.head.id, says: Says::ToTake { readers: due.len(), due: *first } })
}

fn lessons(ground: &Ground) -> Vec<Item> {
    let all = ground.isms.all::<Incident>().filter(|i| matches!(&*i.head.state, "review" | "closed"));
    let new = all.filter(|i| ground.is_new(i.head.changed) && !i.body.lessons.0.trim().is_empty());
    let taught = |i: &Record<Incident>| Says::Taught { lesson: i.body.lessons.0.trim().to_owned() };
    new.map(|i| Item { record: i.head.id, says: taught(i) }).collect()
}
