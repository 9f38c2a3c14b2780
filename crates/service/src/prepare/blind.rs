//! What keeps estimates blind and exercises one's own: rules that need to know who acts, when, and why.
//!
//! Whoever holds the database itself, and a migrating act, is not bound by them: both are marked in the ledger.

use super::*;
use isms::{
    authority::Role,
    context::Organisation,
    head::DraftedBy,
    risk::{
        Calibration, Estimate, Risk,
        estimate::pool::{self, Round},
    },
};
use jiff::{civil::Date, tz::TimeZone};

/// The field that says whose work a record is.
fn author_field(kind: &KindInfo) -> Option<&'static str> {
    match kind.name {
        "estimate" => Some("estimator"),
        "calibration" => Some("person"),
        _ => None,
    }
}

/// Whose work a record is.
fn author(record: &dyn AnyRecord) -> Option<RecordId> {
    let estimate = record.typed::<Estimate>().and_then(|e| e.body.estimator);
    estimate.or_else(|| record.typed::<Calibration>()?.body.person).map(|p| p.id())
}

impl Desk<'_> {
    fn bound(&self) -> bool {
        !self.viewer.system && !self.migrate
    }

    /// The day where the organisation is.
    fn today(&self) -> Date {
        let zone = self.isms.single::<Organisation>().and_then(|o| TimeZone::get(&o.body.time_zone).ok());
        self.now.to_zoned(zone.unwrap_or(TimeZone::UTC)).date()
    }

    /// A new estimate or exercise is its maker's, where it names nobody and a person wrote it.
    pub(super) fn sign(&self, kind: &KindInfo, given: &mut Given) {
        let by_person = given.head.get("drafted_by").is_none_or(|d| d.is_null() || d == "person");
        let (Some(name), Some(me), true) = (author_field(kind), self.viewer.person, by_person && self.bound()) else {
            return;
        };
        if given.body.get(name).is_none_or(Value::is_null) {
            given.body.insert(name.into(), json!(me));
        }
    }

    /// Nobody estimates, or is tried, in another's name; an import or an assistant may draft an estimate that its author then gives.
    pub(super) fn own_work(&self, record: &dyn AnyRecord) -> Result<()> {
        let Some(name) = author_field(record.kind()) else { return Ok(()) };
        let mine = author(record).is_none_or(|a| Some(a) == self.viewer.person);
        let drafted = record.typed::<Estimate>().is_some() && record.head().drafted_by != DraftedBy::Person;
        if mine || drafted || !self.bound() {
            return Ok(());
        }
        Err(Error::fault(format!("/{name}"), "nobody makes this in another's name; ask them to make it themselves"))
    }

    /// Before a record takes another form: numbers stay their author's, and a round that waits is only broken in the open.
    pub(super) fn stays_blind(&self, before: &dyn AnyRecord, after: &dyn AnyRecord) -> Result<()> {
        if !self.bound() {
            return self.in_time(before, after);
        }
        let others = author(before).is_some_and(|a| Some(a) != self.viewer.person);
        if others && before.body_json() != after.body_json() {
            let message = format!("only the author of {} changes what it says", before.key());
            return Err(Error::fault("", message));
        }
        self.own_work(after)?;
        self.in_time(before, after)?;
        let bodies = before.typed::<Risk>().zip(after.typed::<Risk>());
        let Some((old, new)) = bodies else { return Ok(()) };
        let Some(round) = pool::round(&self.isms, old.head.id) else { return Ok(()) };
        let gone = old.body.estimators.iter().any(|p| !new.body.estimators.contains(p));
        let added = new.body.estimators.iter().any(|p| !old.body.estimators.contains(p));
        match (round.is_open(), gone || old.body.asked_on != new.body.asked_on) {
            (true, true) => self.may_break(&round),
            (false, false) if added => {
                Err(Error::fault("/asked_on", "this round is complete; to ask again, say since when"))
            }
            _ => Ok(()),
        }
    }

    /// People are asked since a day that has come.
    fn in_time(&self, before: &dyn AnyRecord, after: &dyn AnyRecord) -> Result<()> {
        let asked = |r: &dyn AnyRecord| r.typed::<Risk>().and_then(|r| r.body.asked_on);
        match asked(after) {
            Some(day) if asked(before) != Some(day) && day > self.today() => {
                Err(Error::fault("/asked_on", "a round begins today at the latest, not in the future"))
            }
            _ => Ok(()),
        }
    }

    /// Ending a round before everyone has answered opens what was given blind: the second line does so, and says why.
    fn may_break(&self, round: &Round) -> Result<()> {
        if !self.viewer.roles.contains(&Role::Officer) {
            let message = "estimates of this round are still sealed; only the second line may take someone out of it";
            return Err(Error::fault("/estimators", message));
        }
        if self.reason.trim().is_empty() {
            let n = round.waiting.len();
            let message = format!("{n} of {} have not given theirs yet; say why the round changes", round.asked.len());
            return Err(Error::fault("/reason", message));
        }
        Ok(())
    }

    /// The record of a step; an estimate that is given carries its author and its day, and is given by nobody else.
    pub(super) fn given(&self, record: &Arc<dyn AnyRecord>, step: &str) -> Result<Arc<dyn AnyRecord>> {
        let own = matches!(step, "give" | "withdraw" | "reinstate");
        let Some(estimate) = record.typed::<Estimate>().filter(|_| own && !self.migrate) else {
            return Ok(record.clone());
        };
        let mut body = estimate.body.clone();
        if !self.viewer.system {
            let me = self.viewer.person.map(Ref::to);
            if body.estimator.is_some() && body.estimator != me {
                return Err(Error::Denied(format!("{} is given by its author and nobody else", record.key())));
            }
            body.estimator = me;
        }
        if step == "give" {
            body.made = body.made.or(Some(self.today()));
            self.fresh(&body)?;
        }
        if body == estimate.body {
            return Ok(record.clone());
        }
        let body = serde_json::to_value(&body).map_err(|e| Error::Stored(e.to_string()))?;
        record.with_body(record.head().clone(), body, record.custom().clone()).map_err(Error::Stored)
    }

    /// What is given into a round that waits was made in it: an older date would let it out at once.
    fn fresh(&self, body: &Estimate) -> Result<()> {
        let round = body.risk.and_then(|r| pool::round(&self.isms, r.id())).filter(Round::is_open);
        match round {
            Some(round) if body.made.is_some_and(|made| made < round.since) => Err(Error::fault(
                "/made",
                format!("estimates of this risk are asked for since {}; say when this one was made", round.since),
            )),
            _ => Ok(()),
        }
    }
}
