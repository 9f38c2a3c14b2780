//! Approvals that wait for a vote, also of those who stand in.

use super::{Desk, How, Why, Wish};
use crate::{
    authority::Action,
    everywhere::Approval,
    record::{AnyRecord, Record},
    values::RecordId,
};

pub(super) fn collect(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for approval in isms.all::<Approval>().filter(|a| &*a.head.state == "asked") {
        let Some(of) = approval.body.of.map(|o| o.id()) else { continue };
        let asker = approval.body.asked_by.map(|a| a.id());
        let may = isms.get(of).is_some_and(|t| desk.sight.may_on(isms, t.as_ref(), Action::Approve));
        let Some(why) = waits(desk, approval).filter(|_| may && asker != Some(desk.me)) else { continue };
        if let Some(asked) = desk.put(Wish::Approve, approval as &dyn AnyRecord, None, why, How::Vote) {
            asked.about = Some(of);
            asked.who_waits = asker;
        }
    }
}

/// Those asked who have not voted and for whom nobody voted.
pub(super) fn silent(approval: &Record<Approval>) -> Vec<RecordId> {
    let votes = &approval.body.votes;
    let voted = |p: RecordId| votes.iter().any(|v| v.on_behalf_of.or(v.by).is_some_and(|b| b.id() == p));
    approval.body.approvers.iter().map(|a| a.id()).filter(|a| !voted(*a)).collect()
}

fn waits(desk: &Desk<'_>, approval: &Record<Approval>) -> Option<Why> {
    let silent = silent(approval);
    let asker = approval.body.asked_by.map(|a| a.id());
    if silent.contains(&desk.me) {
        return Some(asker.map_or(Why::Assigned, Why::Asked));
    }
    silent.into_iter().find(|p| desk.stands_for.contains(p)).map(Why::Deputy)
}
