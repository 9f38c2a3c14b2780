//! Audiences: whom a filter over people means, and who stands behind an owner that is a team or a role.

use crate::{
    authority::{Role as AccountRole, Sight},
    check::Fault,
    context::{Person, Role, Team},
    field::Choice,
    filter::{self, Meaning},
    isms::Isms,
    kind,
    outer::Names,
    record::{AnyRecord, Record},
    register, rules,
    values::RecordId,
};

/// Words of an audience: keys are known, nobody is `me`.
struct Plain<'a>(&'a Isms);

impl Meaning for Plain<'_> {
    fn me(&self) -> Vec<RecordId> {
        Vec::new()
    }

    fn key(&self, key: &str) -> Option<RecordId> {
        self.0.find(key).map(|(id, _)| id)
    }
}

/// Someone who works here on the day of the moment.
pub fn is_here(isms: &Isms, person: &Record<Person>) -> bool {
    let day = rules::today(isms);
    (person as &dyn AnyRecord).is_open()
        && person.body.joined.is_none_or(|d| d <= day)
        && person.body.leaves.is_none_or(|d| d >= day)
}

/// The people that a filter such as `line:first teams:TEA-2` means, who work here today; everyone where it is empty.
///
/// # Errors
/// The place in the filter and what was expected there.
pub fn people<'a>(isms: &'a Isms, text: &str) -> Result<Vec<&'a Record<Person>>, Fault> {
    if text.trim().is_empty() {
        return Ok(isms.all::<Person>().filter(|p| is_here(isms, p)).collect());
    }
    let kind = kind::of::<Person>();
    let query = filter::parse(kind, text, &Plain(isms))?;
    let roles = AccountRole::OPTIONS.iter().filter_map(|o| AccountRole::from_word(o.value)).collect();
    let sight = Sight { roles, me: Vec::new(), everything: true };
    let found = register::page(isms, &sight, kind, &query, 0, usize::MAX);
    let found = found.rows.iter().filter_map(|r| isms.typed::<Person>(r.head().id));
    Ok(found.filter(|p| is_here(isms, p)).collect())
}

/// The same for rules and counts: nobody where the filter does not read (the form refuses such a filter when it is written).
pub fn people_or_none<'a>(isms: &'a Isms, text: &str) -> Vec<&'a Record<Person>> {
    people(isms, text).unwrap_or_default()
}

/// Checks an audience while its record is written.
pub fn check(check: &mut crate::check::Check<'_>, pointer: &str, text: &str) {
    if let Err(fault) = filter::parse(kind::of::<Person>(), text, &Plain(check.isms)) {
        check.require(false, pointer, &fault.message);
    }
}

/// The people behind an owner or other reference: the person; the holder of a role, or the deputy while it is vacant; all of a team.
pub fn behind(isms: &Isms, id: RecordId) -> Vec<RecordId> {
    if let Some(role) = isms.typed::<Role>(id) {
        return role.body.holder.or(role.body.deputy).map(|p| p.id()).into_iter().collect();
    }
    if isms.typed::<Team>(id).is_some() {
        return members(isms, id);
    }
    isms.typed::<Person>(id).map(|p| p.head.id).into_iter().collect()
}

/// The one who answers for an owner: the person, a role's holder or deputy, a team's lead.
pub fn answerable(isms: &Isms, id: RecordId) -> Option<RecordId> {
    match isms.typed::<Team>(id) {
        Some(team) => team.body.lead.map(|p| p.id()),
        None => behind(isms, id).first().copied(),
    }
}

/// Those who belong to a team and work here today.
pub fn members(isms: &Isms, team: RecordId) -> Vec<RecordId> {
    let all = isms.pointing_from(team, kind::of::<Person>()).filter_map(|l| isms.typed::<Person>(l.source));
    let belong = all.filter(|p| p.body.teams.iter().any(|t| t.id() == team) && is_here(isms, p));
    belong.map(|p| p.head.id).collect()
}
