//! At whose level a policy, guideline or requirement is approved, and who that is today.
//!
//! What is stated counts. Where nothing is stated, a top policy is for a management body; a topic policy for whoever approves its
//! parent, or the policy's owner; a guideline for whoever approves the policy it carries out, or its owner; a requirement for
//! whoever approves its guideline. Management bodies may always: nobody stands above them.

use super::{Policy, PolicyApprover, PolicyLevel};
use crate::{
    audience,
    context::Role,
    governance::{Body, body::SeatKind},
    isms::Isms,
    policy::{Guideline, Requirement},
    record::{AnyRecord, Record},
    values::{RecordId, Ref},
};

/// Policies above one another that are followed; more are a mistake in the records.
const DEEPEST: usize = 10;

/// Who may approve.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// The bodies, roles and people at this level, what is stated first.
    pub by: Vec<RecordId>,
    /// The people behind them today.
    pub people: Vec<RecordId>,
    /// Whether the record says so itself; else it follows from where it stands.
    pub stated: bool,
}

impl Level {
    fn add(&mut self, isms: &Isms, by: RecordId) {
        if !self.by.contains(&by) {
            self.by.push(by);
        }
        for person in people_of(isms, by) {
            if !self.people.contains(&person) {
                self.people.push(person);
            }
        }
    }

    /// Whether someone may approve.
    pub fn allows(&self, person: RecordId) -> bool {
        self.people.contains(&person)
    }
}

/// The voting members of a body; the holder and the deputy of a role; a person.
fn people_of(isms: &Isms, id: RecordId) -> Vec<RecordId> {
    if let Some(body) = isms.typed::<Body>(id) {
        let charter = body.counts().unwrap_or(&body.body);
        let votes = charter.members.iter().filter(|m| matches!(m.seat, SeatKind::Member | SeatKind::Chair));
        return votes.filter_map(|m| m.who).flat_map(|w| audience::behind(isms, w.id())).collect();
    }
    if let Some(role) = isms.typed::<Role>(id) {
        return role.body.holder.into_iter().chain(role.body.deputy).map(|p| p.id()).collect();
    }
    audience::behind(isms, id)
}

/// The level of a record; none where the kind knows no levels, or nothing says who is above it.
pub fn of(isms: &Isms, record: &dyn AnyRecord) -> Option<Level> {
    let mut level = Level::default();
    if let Some(policy) = record.typed::<Policy>() {
        of_policy(isms, policy, &mut level, 0);
    } else if let Some(guideline) = record.typed::<Guideline>() {
        of_guideline(isms, guideline, &mut level);
    } else {
        let guideline = record.typed::<Requirement>()?.body.guideline?;
        let guideline = isms.typed::<Guideline>(guideline.id())?;
        of_guideline(isms, guideline, &mut level);
        guideline.head.owner.iter().for_each(|o| level.add(isms, o.id()));
    }
    if level.by.is_empty() || (level.people.is_empty() && !level.stated) {
        return None;
    }
    management(isms, &mut level);
    Some(level)
}

/// What is in force says who approves a change of it, so that a draft cannot choose its own judge.
fn stated<T>(in_force: Option<&T>, draft: &T, by: impl Fn(&T) -> Option<Ref<PolicyApprover>>) -> Option<RecordId> {
    in_force.and_then(&by).or_else(|| by(draft)).map(|r| r.id())
}

fn of_policy(isms: &Isms, policy: &Record<Policy>, level: &mut Level, depth: usize) {
    if let Some(by) = stated(policy.counts(), &policy.body, |b| b.approved_by) {
        level.stated |= depth == 0;
        return level.add(isms, by);
    }
    if policy.counts().unwrap_or(&policy.body).level == PolicyLevel::Top {
        return management(isms, level);
    }
    if let Some(owner) = policy.head.owner.filter(|_| depth == 0) {
        level.add(isms, owner.id());
    }
    let parent = policy.body.parent.and_then(|p| isms.typed::<Policy>(p.id())).filter(|_| depth < DEEPEST);
    if let Some(parent) = parent {
        of_policy(isms, parent, level, depth + 1);
    }
}

fn of_guideline(isms: &Isms, guideline: &Record<Guideline>, level: &mut Level) {
    if let Some(by) = stated(guideline.counts(), &guideline.body, |b| b.approved_by) {
        level.stated = true;
        return level.add(isms, by);
    }
    guideline.head.owner.iter().for_each(|o| level.add(isms, o.id()));
    if let Some(policy) = guideline.body.under.and_then(|p| isms.typed::<Policy>(p.id())) {
        policy.head.owner.iter().for_each(|o| level.add(isms, o.id()));
        of_policy(isms, policy, level, 1);
    }
}

fn management(isms: &Isms, level: &mut Level) {
    let manages = |b: &&Record<Body>| b.counts().unwrap_or(&b.body).management_body && (*b as &dyn AnyRecord).is_open();
    isms.all::<Body>().filter(manages).for_each(|b| level.add(isms, b.head.id));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        context::Person,
        governance::body::Member,
        head::{Compartment, Head},
        isms::Moment,
        kind::{self, Kind},
    };
    use jiff::Timestamp;
    use std::sync::Arc;
    use uuid::Uuid;

    fn record<T: Kind>(n: u128, body: T) -> Arc<dyn AnyRecord> {
        let kind = kind::of::<T>();
        let head = Head {
            id: RecordId(Uuid::from_u128(n)),
            number: n as u32,
            title: format!("Record {n}"),
            owner: None,
            scope: None,
            compartment: Compartment::default(),
            state: kind.lifecycle.initial().into(),
            next_review: None,
            tags: Vec::new(),
            drafted_by: Default::default(),
            version: 1,
            created: Timestamp::UNIX_EPOCH,
            changed: Timestamp::UNIX_EPOCH,
        };
        Arc::new(Record { head, body, in_force: None, custom: Default::default() })
    }

    fn id(n: u128) -> RecordId {
        RecordId(Uuid::from_u128(n))
    }

    #[test]
    fn a_top_policy_is_for_a_management_body_and_a_stated_level_counts_before_that() {
        let board = Body {
            management_body: true,
            members: vec![Member { who: Some(Ref::to(id(1))), seat: SeatKind::Chair }],
            ..Body::default()
        };
        let role = Role { holder: Some(Ref::to(id(2))), ..Role::default() };
        let top = Policy { level: PolicyLevel::Top, ..Policy::default() };
        let topic = Policy { parent: Some(Ref::to(id(5))), ..Policy::default() };
        let own = Policy { approved_by: Some(Ref::to(id(4))), ..Policy::default() };
        let records = [
            record(1, Person::default()),
            record(2, Person::default()),
            record(3, board),
            record(4, role),
            record(5, top),
            record(6, topic),
            record(7, own),
            record(8, Policy::default()),
        ];
        let moment = Moment { seq: 1, now: Timestamp::UNIX_EPOCH };
        let isms = Isms::load(Uuid::from_u128(9), moment, records);
        let level = |n| of(&isms, isms.get(id(n)).unwrap().as_ref());
        assert_eq!(level(5).unwrap().people, [id(1)]);
        assert_eq!(level(6).unwrap().people, [id(1)], "a topic policy is for whoever approves its parent");
        assert_eq!(level(7).unwrap().people, [id(2), id(1)], "management bodies may always");
        assert!(level(7).unwrap().stated && !level(6).unwrap().stated);
        assert_eq!(level(8), None, "nothing says who is above it");
    }
}
