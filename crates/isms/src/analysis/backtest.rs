//! Back-testing: what was estimated and forecast, beside what then happened.
//!
//! It answers for the organisation: whoever shows single cases leaves out those of incidents and estimates that their viewer
//! may not see. Estimates that only their authors may see yet are not among them.

pub mod belief;
pub mod forecasts;

use crate::{
    isms::Isms,
    memo::Analysis,
    operations::{Incident, incident::IncidentClass},
    record::Record,
    risk::{
        Calibration, Estimate, Forecast,
        calibration::{
            AnswerForm,
            score::{HitRate, Score},
        },
        estimate::pool::{self, made, was_given},
    },
    rules::today,
    values::RecordId,
};
use belief::Belief;
use forecasts::Forecasts;
use jiff::{civil::Date, tz::TimeZone};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How its answer is remembered.
pub const ANALYSIS: Analysis = Analysis { name: "backtest", version: 1, reads: READS, by_day: true };
/// The kinds it reads.
pub const READS: &[&str] = &["incident", "risk", "estimate", "forecast", "calibration", "organisation"];
/// Windows shorter than this many years say nothing about how often something happens.
const SHORTEST: f64 = 0.25;

/// A real loss beside the range that someone had stated for one event before it.
#[derive(Clone, Debug, PartialEq)]
pub struct LossCase {
    /// What happened.
    pub incident: RecordId,
    /// Of which risk it was a case.
    pub risk: RecordId,
    /// What had been estimated.
    pub estimate: RecordId,
    /// By whom.
    pub estimator: Option<RecordId>,
    /// When it happened.
    pub on: Date,
    /// What it cost, in the organisation's currency.
    pub loss: f64,
    /// The 90 % range of the loss of one event.
    pub range: (f64, f64),
}

impl LossCase {
    /// Whether the loss lay within the range.
    pub fn inside(&self) -> bool {
        (self.range.0..=self.range.1).contains(&self.loss)
    }
}

/// How often something happened since it was estimated, beside how often that was to be expected.
#[derive(Clone, Debug, PartialEq)]
pub struct CountCase {
    /// The risk.
    pub risk: RecordId,
    /// What had been estimated.
    pub estimate: RecordId,
    /// By whom.
    pub estimator: Option<RecordId>,
    /// From when to when it was looked.
    pub window: (Date, Date),
    /// How long that is, in years.
    pub years: f64,
    /// How many loss events there were.
    pub observed: u64,
    /// What was believed about events a year.
    pub belief: Belief,
    /// Whether the count lies in the central 90 % of what was to be expected.
    pub inside: bool,
}

/// What can be said about one estimator, or about all.
#[derive(Clone, Debug)]
pub struct Record90 {
    /// Who; none for estimates of nobody in particular, for a model, and for all together.
    pub person: Option<RecordId>,
    /// Losses of events inside the stated ranges.
    pub losses: HitRate,
    /// Counts of events inside the expected ranges.
    pub counts: HitRate,
    /// Their forecasts.
    pub forecasts: Forecasts,
    /// Their exercises; none where they took none.
    pub exercises: Option<Score>,
}

/// The whole back-test.
#[derive(Clone, Debug)]
pub struct Backtest {
    /// Losses beside ranges, newest first.
    pub losses: Vec<LossCase>,
    /// Incidents with losses that could not be compared: no risk, no estimate before them, or another currency.
    pub without: Vec<RecordId>,
    /// Counts beside expectations, by risk.
    pub counts: Vec<CountCase>,
    /// Everyone of whom anything can be said, by key; those of nobody in particular last.
    pub estimators: Vec<Record90>,
    /// All together.
    pub overall: Record90,
}

/// Compares everything that was stated with everything that happened.
pub fn backtest(isms: &Isms) -> Backtest {
    let (mut losses, without) = losses(isms);
    losses.sort_by_key(|l| (std::cmp::Reverse(l.on), l.incident, l.estimate));
    let counts = counts(isms);
    let forecasts: Vec<&Record<Forecast>> = isms.all().collect();
    let exercises: Vec<&Record<Calibration>> =
        isms.all::<Calibration>().filter(|c| &*c.head.state == "taken").collect();
    let mut people: BTreeSet<(bool, u32, Option<RecordId>)> = BTreeSet::new();
    let named = |p: Option<RecordId>| (p.is_none(), p.and_then(|p| isms.get(p)).map_or(0, |r| r.head().number), p);
    people.extend(losses.iter().map(|l| named(l.estimator)).chain(counts.iter().map(|c| named(c.estimator))));
    people.extend(forecasts.iter().map(|f| named(f.body.by.map(|p| p.id()))));
    people.extend(exercises.iter().filter_map(|c| c.body.person).map(|p| named(Some(p.id()))));
    let of = |whose: &dyn Fn(Option<RecordId>) -> bool, person| {
        let own: Vec<&Calibration> =
            exercises.iter().filter(|c| whose(c.body.person.map(|p| p.id()))).map(|c| &c.body).collect();
        Record90 {
            person,
            losses: HitRate::count(losses.iter().filter(|l| whose(l.estimator)).map(LossCase::inside)),
            counts: HitRate::count(counts.iter().filter(|c| whose(c.estimator)).map(|c| c.inside)),
            forecasts: Forecasts::of(
                forecasts.iter().filter(|f| whose(f.body.by.map(|p| p.id()))).copied(),
                today(isms),
            ),
            exercises: (!own.is_empty()).then(|| Score::of(own)),
        }
    };
    let estimators = people.iter().map(|(_, _, person)| of(&|p| p == *person, *person)).collect();
    let overall = of(&|_| true, None);
    Backtest { losses, without, counts, estimators, overall }
}

impl Backtest {
    /// What can be said about one person.
    pub fn of(&self, person: RecordId) -> Option<&Record90> {
        self.estimators.iter().find(|e| e.person == Some(person))
    }
}

/// How often the ranges of one person held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranges {
    /// Losses of events inside the stated ranges.
    pub losses: HitRate,
    /// Values inside the ranges of their exercises.
    pub training: HitRate,
}

/// The same hit rates as in [`backtest`], without the counts, which cost most: for rules, at every change.
pub fn ranges(isms: &Isms) -> BTreeMap<RecordId, Ranges> {
    let mut held: BTreeMap<RecordId, [Vec<bool>; 2]> = BTreeMap::new();
    for case in losses(isms).0 {
        if let Some(person) = case.estimator {
            held.entry(person).or_default()[0].push(case.inside());
        }
    }
    for exercise in isms.all::<Calibration>().filter(|c| &*c.head.state == "taken") {
        let answers = exercise.body.answers.iter().filter(|a| a.form == AnswerForm::Interval);
        if let Some(person) = exercise.body.person {
            held.entry(person.id()).or_default()[1].extend(answers.map(|a| a.right));
        }
    }
    let rates = |[losses, training]: [Vec<bool>; 2]| Ranges {
        losses: HitRate::count(losses),
        training: HitRate::count(training),
    };
    held.into_iter().map(|(person, held)| (person, rates(held))).collect()
}

/// The day an incident happened: when it began, else when it was detected or recorded (in UTC).
fn day_of(incident: &Record<Incident>) -> Date {
    let at = incident.body.began.or(incident.body.detected).unwrap_or(incident.head.created);
    at.to_zoned(TimeZone::UTC).date()
}

/// The day a record took its present form.
fn changed(estimate: &Record<Estimate>) -> Date {
    estimate.head.changed.to_zoned(TimeZone::UTC).date()
}

/// Whether someone stood behind an estimate, and everyone may see it.
fn is_known(isms: &Isms, estimate: &Record<Estimate>) -> bool {
    was_given(estimate) && isms.private_to(estimate.head.id).is_none()
}

/// What was estimated of a risk before a day: the newest of each estimator, unless it had been superseded by then.
fn before(isms: &Isms, risk: RecordId, day: Date) -> Vec<&Record<Estimate>> {
    let mut open = Vec::new();
    let stood = |e: &&Record<Estimate>| made(e) < day && (&*e.head.state == "given" || changed(e) >= day);
    pool::all(isms, risk).filter(|e| is_known(isms, e)).filter(stood).for_each(|e| pool::newest(&mut open, e));
    open
}

fn losses(isms: &Isms) -> (Vec<LossCase>, Vec<RecordId>) {
    let (mut cases, mut without) = (Vec::new(), Vec::new());
    let real = |i: &&Record<Incident>| &*i.head.state != "dismissed" && !i.body.losses.is_empty();
    for incident in isms.all::<Incident>().filter(real) {
        let found = cases_of(isms, incident);
        if found.is_empty() {
            without.push(incident.head.id);
        }
        cases.extend(found);
    }
    (cases, without)
}

fn cases_of(isms: &Isms, incident: &Record<Incident>) -> Vec<LossCase> {
    let (currency, on) = (isms.currency(), day_of(incident));
    let amounts = || incident.body.losses.iter().filter_map(|l| l.amount);
    if amounts().any(|a| a.currency != currency) {
        return Vec::new();
    }
    let loss = amounts().map(|a| a.major()).sum();
    let of_risk = |risk: RecordId| {
        let case = move |e: &Record<Estimate>| {
            let (estimate, estimator) = (e.head.id, e.body.estimator.map(|p| p.id()));
            let range = belief::event_loss(&e.body)?;
            Some(LossCase { incident: incident.head.id, risk, estimate, estimator, on, loss, range })
        };
        before(isms, risk, on).into_iter().filter_map(case)
    };
    incident.body.case_of.iter().flat_map(|r| of_risk(r.id())).collect()
}

/// The days of loss events by risk: incidents that did harm, near misses and mere events left out.
fn events(isms: &Isms) -> HashMap<RecordId, Vec<Date>> {
    let mut days: HashMap<RecordId, Vec<Date>> = HashMap::new();
    let real = |i: &&Record<Incident>| &*i.head.state != "dismissed" && i.body.class == IncidentClass::Incident;
    for incident in isms.all::<Incident>().filter(real) {
        for risk in &incident.body.case_of {
            days.entry(risk.id()).or_default().push(day_of(incident));
        }
    }
    days
}

/// One case for every estimate: from the day it was made until its author made a newer one, it was superseded, or today.
fn counts(isms: &Isms) -> Vec<CountCase> {
    let (events, day) = (events(isms), today(isms));
    let mut by_risk: BTreeMap<RecordId, Vec<&Record<Estimate>>> = BTreeMap::new();
    for estimate in isms.all::<Estimate>().filter(|e| is_known(isms, e)) {
        by_risk.entry(estimate.body.risk.map(|r| r.id()).unwrap_or_default()).or_default().push(estimate);
    }
    let of_risk = |(risk, all): (RecordId, Vec<&Record<Estimate>>)| {
        let happened = events.get(&risk).map_or(&[][..], Vec::as_slice);
        all.iter().filter_map(|e| count(risk, e, &all, happened, day)).collect::<Vec<_>>()
    };
    by_risk.into_iter().flat_map(of_risk).collect()
}

fn count(
    risk: RecordId,
    estimate: &Record<Estimate>,
    all: &[&Record<Estimate>],
    events: &[Date],
    today: Date,
) -> Option<CountCase> {
    let belief = Belief::of_frequency(&estimate.body)?;
    let (from, person) = (made(estimate), estimate.body.estimator);
    let later = all.iter().filter(|o| person.is_some() && o.body.estimator == person && made(o) > from);
    let closed = (&*estimate.head.state == "superseded").then(|| changed(estimate));
    let until = later.map(|o| made(o)).chain(closed).chain([today]).min()?;
    let years = f64::from(from.until(until).ok()?.get_days()) / 365.25;
    if years < SHORTEST {
        return None;
    }
    let observed = events.iter().filter(|day| **day > from && **day <= until).count() as u64;
    let inside = belief.expects(observed, years);
    let (estimate, estimator) = (estimate.head.id, person.map(|p| p.id()));
    Some(CountCase { risk, estimate, estimator, window: (from, until), years, observed, belief, inside })
}
