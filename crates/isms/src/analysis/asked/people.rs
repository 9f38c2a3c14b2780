//! People: lists of those who come and go, roles without a deputy, and records that someone should look at again.

use super::{Desk, Minutes, Why, Wish, page};
use crate::{
    context::{Person, Role},
    kind,
    proportion::{self, Setting},
    record::AnyRecord,
    values::RecordId,
};

pub(super) fn collect(desk: &mut Desk<'_>) {
    checklists(desk);
    deputies(desk);
    reviews(desk);
}

fn checklists(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    let mut led: Vec<RecordId> = isms.pointing_from(desk.me, kind::of::<Person>()).map(|l| l.source).collect();
    led.dedup();
    for person in led.into_iter().filter_map(|id| isms.typed::<Person>(id)) {
        let mine = person.body.manager.is_some_and(|m| m.id() == desk.me) && (person as &dyn AnyRecord).is_open();
        let left = person.body.checklist.iter().filter(|i| i.done.is_none()).count();
        let due = person.body.leaves.or(person.body.joined);
        if let Some(due) = due.filter(|_| mine && left > 0)
            && let Some(asked) = desk.put_by(Wish::Checklist, person, due, Why::Manager, page(person, "/edit"))
        {
            asked.minutes = Minutes { value: left as f64 * Wish::Checklist.minutes(), estimated: true };
        }
    }
}

/// A note, not a duty: nobody would stand in. The smallest firms have nobody who could.
fn deputies(desk: &mut Desk<'_>) {
    if !proportion::expects(desk.isms, Setting::DeputyExpected) {
        return;
    }
    let isms = desk.isms;
    for role in desk.faces.clone().into_iter().filter_map(|id| isms.typed::<Role>(id)) {
        if role.body.deputy.is_none() && desk.sight.may(kind::of::<Role>(), crate::authority::Action::Edit) {
            desk.put(Wish::Deputise, role, None, Why::Assigned, page(role, "/edit"));
        }
    }
}

/// Through the links of what is theirs, so that it costs what they own and not what there is.
fn reviews(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for face in desk.faces.clone() {
        let owned = isms.pointing_at(face).filter(|l| l.field().is_some_and(|f| f.name == "owner"));
        for record in owned.filter_map(|l| isms.get(l.source)) {
            let owns = record.head().owner.is_some_and(|o| o.id() == face);
            if let Some(due) = record.head().next_review.filter(|_| owns && record.is_open()) {
                desk.put_by(Wish::Review, record.as_ref(), due, Why::Owner, page(record.as_ref(), ""));
            }
        }
    }
}
