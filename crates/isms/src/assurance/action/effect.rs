//! Whether it helped: an action is verified by someone else, with what they looked at.

use super::{Action, ActionEffect};
use crate::{
    assurance::{
        Evidence, Test,
        test::{TestVerdict, independence::people_behind},
    },
    isms::Isms,
    kind,
    record::Record,
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Whether the effect of an action may be called verified; what is missing where it may not.
///
/// # Errors
/// The first thing that is missing, as a sentence.
pub fn may_verify(isms: &Isms, action: &Record<Action>) -> Result<(), String> {
    let body = &action.body;
    let (Some(effect), Some(_)) = (body.effect, body.effect_checked) else {
        return Err("say whether it helped and when that was looked at".into());
    };
    if effect == ActionEffect::DidNotHelp {
        return Err("it did not help; reopen it and try something else".into());
    }
    let Some(by) = body.effect_checked_by else { return Err("say who looked whether it helped".into()) };
    if body.effect_seen_in.is_empty() && proofs(isms, action.head.id).next().is_none() {
        return Err("say what shows it: a test that was run again and passed, evidence, or a metric".into());
    }
    for test in body.effect_seen_in.iter().filter_map(|s| isms.typed::<Test>(s.id())) {
        passed_since(test, body.done_on, body.effect_checked)?;
    }
    if doers(isms, action).contains(&by.id()) && body.same_person_because.trim().is_empty() {
        return Err(
            "whoever did it cannot say whether it helped; let someone else look, or say why nobody else can".into()
        );
    }
    Ok(())
}

/// Evidence that says it proves an action.
pub fn proofs(isms: &Isms, action: RecordId) -> impl Iterator<Item = &Record<Evidence>> {
    isms.pointing_from(action, kind::of::<Evidence>()).filter_map(|l| isms.typed::<Evidence>(l.source))
}

/// Who did it: whom it names, else the people behind its owner.
pub fn doers(isms: &Isms, action: &Record<Action>) -> BTreeSet<RecordId> {
    match (action.body.done_by, action.head.owner) {
        (Some(person), _) => BTreeSet::from([person.id()]),
        (None, Some(owner)) => people_behind(isms, owner.id()),
        (None, None) => BTreeSet::new(),
    }
}

/// Whether the newest run after the action was done, up to the day of the look, passed.
fn passed_since(test: &Record<Test>, done: Option<Date>, looked: Option<Date>) -> Result<(), String> {
    let key = format!("TST-{}", test.head.number);
    let since = |on: Date| done.is_none_or(|d| on >= d) && looked.is_none_or(|l| on <= l);
    let newest = test.body.runs.iter().filter(|r| r.on.is_some_and(since)).max_by_key(|r| r.on);
    match newest.map(|r| r.verdict) {
        None => Err(format!("{key} was not run between the day it was done and the day of the look: run it again")),
        Some(TestVerdict::Passed | TestVerdict::PassedWithExceptions) => Ok(()),
        Some(_) => Err(format!("the newest run of {key} did not pass, so it does not show that this helped")),
    }
}
