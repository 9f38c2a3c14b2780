//! The owner's own dated review: what stands in for a body, and for a second person, where few people work.
//!
//! An organisation of fewer than fifty people may name it as its substitute ([`Organisation::substitute`]). Where its profile expects no
//! deciding body beside the owner either, what laws and standards ask of a body is asked of this review: a decision, taken on a day,
//! with its reasons, by someone who answers for an agreed objective.

use super::mandate;
use crate::{
    audience,
    context::{Objective, Organisation, organisation::Substitute},
    governance::{Body, Decision, decision::DecisionKind},
    isms::Isms,
    proportion::{self, Setting},
    record::Record,
    rules::today,
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Whether the organisation is small and names it as its substitute.
pub fn counts(isms: &Isms) -> bool {
    let named = |o: &Record<Organisation>| o.body.substitute == Some(Substitute::OwnerReview);
    mandate::is_small(isms) && isms.single::<Organisation>().is_some_and(named)
}

/// Whether it stands in for a deciding body.
pub fn for_a_body(isms: &Isms) -> bool {
    counts(isms) && !proportion::expects(isms, Setting::BodyExpected)
}

/// Those who answer for agreed objectives.
pub fn owners(isms: &Isms) -> BTreeSet<RecordId> {
    let agreed = isms.all::<Objective>().filter(|o| &*o.head.state == "agreed");
    agreed.filter_map(|o| audience::answerable(isms, o.head.owner?.id())).collect()
}

/// Decisions that they took alone up to today, with their days.
pub fn reviews(isms: &Isms) -> impl Iterator<Item = (Date, &Record<Decision>)> {
    let (owners, today) = (owners(isms), today(isms));
    isms.all::<Decision>().filter(|d| matches!(&*d.head.state, "decided" | "reviewed")).filter_map(move |d| {
        let by = d.body.decided_by.map(|b| b.id()).filter(|b| isms.typed::<Body>(*b).is_none())?;
        let on = d.body.decided_on.filter(|on| *on <= today && !d.body.rationale.0.trim().is_empty())?;
        audience::answerable(isms, by).filter(|p| owners.contains(p)).map(|_| (on, d))
    })
}

/// Those of them that looked at the management system as a whole.
pub fn of_the_system(isms: &Isms) -> impl Iterator<Item = (Date, &Record<Decision>)> {
    reviews(isms).filter(|(_, d)| d.body.about == DecisionKind::ChangeTheIsms)
}

/// Whether a decision says which objectives or risks it is about.
pub fn looks_at_something(decision: &Decision) -> bool {
    !decision.objectives.is_empty() || !decision.concerns.is_empty()
}
