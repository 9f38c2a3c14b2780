//! Documents and messages to read, courses to take.

use super::{Desk, How, Minutes, Why, Wish, page};
use crate::{
    analysis::reading,
    communication::{Course, Message},
    context::Person,
    proportion::{self, Setting},
    record::AnyRecord,
    rules,
};

pub(super) fn collect(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    let within = proportion::days(isms, Setting::AcknowledgeWithin);
    for owed in reading::owed_by(isms, desk.me) {
        let message = owed.record.typed::<Message>().is_some();
        let due = (!message).then(|| rules::days_after(rules::day_of(owed.since), within));
        let what = if message { Wish::Hear } else { Wish::Read };
        if let Some(asked) = desk.put(what, owed.record.as_ref(), due, Why::Audience, How::Acknowledge) {
            asked.minutes = owed.minutes;
        }
    }
    let joined = isms.typed::<Person>(desk.me).and_then(|p| p.body.joined);
    for course in isms.all::<Course>().filter(|c| (*c as &dyn AnyRecord).is_open()) {
        let Some(due) = reading::course_due(isms, course, desk.me) else { continue };
        let taken = isms.heard().taken(course.head.id, desk.me).is_some_and(|t| t.passed);
        let due = if taken { due } else { rules::days_after(joined.map_or(due, |j| j.max(due)), within) };
        if (taken && !desk.soon(due)) || !reading::learners(isms, course).iter().any(|p| p.head.id == desk.me) {
            continue;
        }
        let stated = course.counts().and_then(|c| c.duration);
        if let Some(asked) = desk.put(Wish::Learn, course, Some(due), Why::Audience, page(course, "/take")) {
            asked.minutes = stated.map_or(asked.minutes, |value| Minutes { value, estimated: false });
        }
    }
}
