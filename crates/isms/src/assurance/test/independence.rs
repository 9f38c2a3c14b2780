//! Independence: whoever tests must not own or operate what is tested, nor work in the team that does.

use super::Test;
use crate::{
    context::{Organisation, Person, Role, Team, organisation::Profile},
    control::Control,
    isms::Isms,
    record::Record,
    values::RecordId,
};
use std::collections::BTreeSet;

/// How a tester depends on what they test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// They own it, alone or with others.
    Owns,
    /// They operate it.
    Operates,
    /// They work in the team that operates it, or that owns it where no operator is named.
    SameTeam(RecordId),
}

/// A tester who is not independent of what is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependence {
    /// Who tests.
    pub tester: RecordId,
    /// What is tested.
    pub subject: RecordId,
    /// How they depend on it.
    pub tie: Tie,
}

/// All ties between who tests and what is tested: the tester that the test names and whoever carried out its newest run.
pub fn of_test(isms: &Isms, test: &Test) -> Vec<Dependence> {
    let newest = test.runs.iter().max_by_key(|r| r.on).and_then(|r| r.by).map(|p| p.id());
    let begun = test.under_way.as_ref().and_then(|r| r.by).map(|p| p.id());
    let testers: BTreeSet<RecordId> = [test.tester.map(|t| t.id()), newest, begun].into_iter().flatten().collect();
    let all = testers.iter().flat_map(|t| test.of.iter().map(move |s| (*t, s.id())));
    all.filter_map(|(t, s)| between(isms, t, s)).collect()
}

/// The strongest tie between someone (person, team, role or supplier) and a record.
pub fn between(isms: &Isms, tester: RecordId, subject: RecordId) -> Option<Dependence> {
    let owner = isms.get(subject)?.head().owner.map(|o| o.id());
    let operator = isms.typed::<Control>(subject).and_then(|c| c.body.operator).map(|o| o.id());
    let people = people_behind(isms, tester);
    let is = |who: RecordId| {
        who == tester
            || isms.typed::<Team>(who).is_none() && people_behind(isms, who).iter().any(|p| people.contains(p))
    };
    let tie = if owner.is_some_and(is) {
        Tie::Owns
    } else if operator.is_some_and(is) {
        Tie::Operates
    } else {
        let under_test = operator.or(owner).map(|w| teams_of(isms, w)).unwrap_or_default();
        let own = || people.iter().flat_map(|p| teams_of(isms, *p)).find(|t| under_test.contains(t));
        Tie::SameTeam(own()?)
    };
    Some(Dependence { tester, subject, tie })
}

/// The people behind a person, role or team: the holder and deputy, the members and the lead.
pub fn people_behind(isms: &Isms, who: RecordId) -> BTreeSet<RecordId> {
    if isms.typed::<Person>(who).is_some() {
        return BTreeSet::from([who]);
    }
    if let Some(role) = isms.typed::<Role>(who) {
        return [role.body.holder, role.body.deputy].into_iter().flatten().map(|p| p.id()).collect();
    }
    let Some(team) = isms.typed::<Team>(who) else { return BTreeSet::new() };
    let pointing = isms.pointing_from(who, crate::kind::of::<Person>()).filter_map(|l| isms.typed::<Person>(l.source));
    let members = pointing.filter(|p| p.body.teams.iter().any(|t| t.id() == who)).map(|p| p.head.id);
    members.chain(team.body.lead.map(|p| p.id())).collect()
}

/// The team itself, or the teams of the people behind a person or role.
fn teams_of(isms: &Isms, who: RecordId) -> BTreeSet<RecordId> {
    if isms.typed::<Team>(who).is_some() {
        return BTreeSet::from([who]);
    }
    let people = people_behind(isms, who);
    let people = people.iter().filter_map(|p| isms.typed::<Person>(*p));
    people.flat_map(|p| p.body.teams.iter().map(|t| t.id())).collect()
}

/// Whether someone is of a team.
pub fn works_in(isms: &Isms, who: RecordId, team: RecordId) -> bool {
    let members = people_behind(isms, team);
    people_behind(isms, who).iter().any(|p| members.contains(p))
}

/// Whether the organisation is so small that a named substitute may stand in for independence: fewer than 50 people.
pub fn may_substitute(isms: &Isms) -> bool {
    let small = |o: &Record<Organisation>| matches!(o.body.profile, Profile::Micro | Profile::Small);
    isms.single::<Organisation>().is_some_and(small)
}
