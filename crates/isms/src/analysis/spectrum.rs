//! The spectrum from compliance-driven to risk-based: where each capability stands, by what was counted.
//!
//! A position is no score and nothing is weighed. Each observation counts n of m things that could be one way or the other, and speaks for
//! the side on which most of them are. The position is how many of the observations that could be answered speak for the risk-based side;
//! with fewer than three it is unknown. Movement is the same question asked of an earlier value.

use super::{
    assured::{self, Status},
    wheel::{SEVEN, answered_by_change, decided_lately, estimated_since, in_force_of, is_current_instruction, matters},
};
use crate::{
    area::Area,
    assurance::{Action, Audit, Finding, Test, test::Aspect},
    communication::{Course, Message, course::EffectMeasure},
    context::{Objective, Team, person::Line},
    control::Control,
    governance::{Challenge, Decision, Disclosure},
    instruction::{Feedback, Instruction, feedback::Workable},
    isms::Isms,
    kind::{self, Kind},
    lifecycle::Phase,
    policy::{Exception, Metric, Policy, Requirement, metric::MetricSort},
    record::Record,
    risk::{Appetite, Forecast, Risk, estimate::pool},
    rules::today,
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Observations that must be answered before a position is known.
pub const ENOUGH: usize = 3;

/// The side that an observation speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Most of what was counted is there because somebody asked for it.
    Compliance,
    /// Most of what was counted is there because of what could be lost.
    Risk,
}

/// Something that was counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Its name, as a word: `estimated-in-money`.
    pub name: &'static str,
    /// How many are on the risk-based side.
    pub n: usize,
    /// Of how many.
    pub of: usize,
    /// Those that are not.
    pub others: Vec<RecordId>,
}

impl Observation {
    /// The side it speaks for; none where nothing could be counted.
    pub fn side(&self) -> Option<Side> {
        (self.of > 0).then_some(if self.n * 2 > self.of { Side::Risk } else { Side::Compliance })
    }
}

/// Where a capability stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Which.
    pub area: Area,
    /// Everything that was looked at.
    pub observations: Vec<Observation>,
}

impl Position {
    /// How many observations speak for the risk-based side, of how many that could be answered; unknown below [`ENOUGH`].
    pub fn stands(&self) -> Option<(usize, usize)> {
        let sides: Vec<Side> = self.observations.iter().filter_map(Observation::side).collect();
        let risk = sides.iter().filter(|s| **s == Side::Risk).count();
        (sides.len() >= ENOUGH).then_some((risk, sides.len()))
    }
}

/// All seven positions on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// The day of the moment.
    pub on: Date,
    /// In the order of the wheel.
    pub positions: Vec<Position>,
}

fn observe(name: &'static str, items: impl Iterator<Item = (RecordId, bool)>) -> Observation {
    let (mut n, mut others) = (0, Vec::new());
    for (id, risk_based) in items {
        if risk_based {
            n += 1;
        } else {
            others.push(id);
        }
    }
    Observation { name, n, of: n + others.len(), others }
}

fn all<T: Kind>(isms: &Isms) -> impl Iterator<Item = &Record<T>> {
    isms.all::<T>().filter(|r| T::LIFECYCLE.phase(&r.head.state) != Phase::Closed)
}

fn pointing<T: Kind>(isms: &Isms, target: RecordId) -> impl Iterator<Item = &Record<T>> {
    let ids: BTreeSet<RecordId> = isms.pointing_from(target, kind::of::<T>()).map(|l| l.source).collect();
    ids.into_iter().filter_map(|id| isms.typed::<T>(id))
}

/// Where the seven capabilities stand.
pub fn of(isms: &Isms) -> Spectrum {
    let position = |area: Area| Position { area, observations: observations(isms, area) };
    Spectrum { on: today(isms), positions: SEVEN.into_iter().map(position).collect() }
}

fn observations(isms: &Isms, area: Area) -> Vec<Observation> {
    match area {
        Area::Risk => risk(isms),
        Area::Governance => governance(isms),
        Area::Policy => policy(isms),
        Area::Instruction => instruction(isms),
        Area::Communication => communication(isms),
        Area::Control => control(isms),
        Area::Assurance => assurance(isms),
        _ => Vec::new(),
    }
}

fn risk(isms: &Isms) -> Vec<Observation> {
    let complete = |r: &Record<Risk>| pool::pool(isms, r.head.id).open.iter().any(|e| e.body.is_complete());
    let failing: Vec<(RecordId, Date)> = failed_since(isms);
    let current = failing.iter().map(|(risk, on)| (*risk, estimated_since(isms, *risk, *on)));
    vec![
        observe("estimated-in-money", all::<Risk>(isms).map(|r| (r.head.id, complete(r)))),
        observe("threatens-objective", all::<Risk>(isms).map(|r| (r.head.id, !r.body.threatens.is_empty()))),
        observe(
            "appetite-in-amounts",
            all::<Appetite>(isms).map(|a| (a.head.id, a.counts().is_some_and(|b| !b.curve.is_empty()))),
        ),
        observe("estimated-after-failure", current),
        observe("forecasts-resolved", due_forecasts(isms)),
    ]
}

fn due_forecasts(isms: &Isms) -> impl Iterator<Item = (RecordId, bool)> + '_ {
    let day = today(isms);
    let due = isms.all::<Forecast>().filter(move |f| f.body.resolves_on.is_some_and(|on| on <= day));
    due.map(|f| (f.head.id, &*f.head.state != "open"))
}

/// Risks whose control failed its newest test, with the day of the newest failure.
fn failed_since(isms: &Isms) -> Vec<(RecordId, Date)> {
    let mut days: std::collections::BTreeMap<RecordId, Date> = Default::default();
    for seen in assured::seen(isms).values().filter(|s| s.status == Status::Failed) {
        let on = seen.tests.iter().filter(|t| t.status == Status::Failed).filter_map(|t| t.last).max();
        let Some((control, on)) = isms.typed::<Control>(seen.control).zip(on) else { continue };
        for risk in &control.body.treats {
            let day = days.entry(risk.id()).or_insert(on);
            *day = (*day).max(on);
        }
    }
    days.into_iter().collect()
}

fn governance(isms: &Isms) -> Vec<Observation> {
    let made = || isms.all::<Decision>().filter(|d| matches!(&*d.head.state, "decided" | "reviewed"));
    let day = today(isms);
    let due = made().filter(|d| &*d.head.state == "reviewed" || d.head.next_review.is_some_and(|on| on < day));
    let about = |d: &Record<Decision>| !d.body.concerns.is_empty() || !d.body.objectives.is_empty();
    let told = isms.all::<Disclosure>().filter(|d| &*d.head.state != "drafted");
    let challenged = |d: &Record<Disclosure>| pointing::<Challenge>(isms, d.head.id).any(|c| &*c.head.state == "given");
    let objectives = all::<Objective>(isms).filter(|o| &*o.head.state == "agreed");
    vec![
        observe("decisions-with-picture", made().map(|d| (d.head.id, d.body.picture.is_some()))),
        observe("decisions-on-risk", made().map(|d| (d.head.id, about(d)))),
        observe("decisions-allocate", made().filter(|d| about(d)).map(|d| (d.head.id, !d.body.allocations.is_empty()))),
        observe("decisions-compared", due.map(|d| (d.head.id, &*d.head.state == "reviewed"))),
        observe("told-challenged", told.map(|d| (d.head.id, challenged(d)))),
        observe("objectives-decided", objectives.map(|o| (o.head.id, decided_lately(isms, o.head.id)))),
    ]
}

fn policy(isms: &Isms) -> Vec<Observation> {
    let of_risk = |p: &Policy| {
        let grounds = p.statements.iter().flat_map(|s| &s.derived_from);
        grounds
            .into_iter()
            .any(|g| isms.typed::<Objective>(g.id()).is_some() || isms.typed::<Appetite>(g.id()).is_some())
    };
    let policies = || in_force_of::<Policy>(isms).map(|(p, _)| p);
    let carried = |p: &Record<Policy>| crate::rules::bare_statements(isms, p).is_empty();
    let outcome = |m: &Record<Metric>| matches!(m.body.sort, MetricSort::Outcome | MetricSort::Leading);
    let granted = all::<Exception>(isms).filter(|e| &*e.head.state == "granted");
    let sound = |e: &Record<Exception>| e.body.expires.is_some() && !e.body.compensating.is_empty();
    let findings = isms.all::<Finding>().filter(|f| &*f.head.state == "closed");
    let against = findings.filter(|f| f.body.against.iter().any(|a| isms.typed::<Requirement>(a.id()).is_some()));
    vec![
        observe("grounded-in-risk", policies().filter_map(|p| Some((p.head.id, of_risk(p.counts()?))))),
        observe("statements-carried", policies().map(|p| (p.head.id, carried(p)))),
        observe("metrics-of-outcome", all::<Metric>(isms).map(|m| (m.head.id, outcome(m)))),
        observe("exceptions-compensated", granted.map(|e| (e.head.id, sound(e)))),
        observe("findings-change", against.map(|f| (f.head.id, answered_by_change(isms, f.head.id)))),
    ]
}

fn instruction(isms: &Isms) -> Vec<Observation> {
    let team = |i: &Instruction| i.written_by.and_then(|t| isms.typed::<Team>(t.id()));
    let first = |i: &Instruction| team(i).is_some_and(|t| t.body.line == Line::First);
    let lives = |i: &Instruction| !i.lives_in.trim().is_empty() || !i.workflow.0.is_empty();
    let in_force = || in_force_of::<Instruction>(isms).map(|(i, _)| i);
    let current = |i: &Record<Instruction>| {
        let carried =
            i.counts().into_iter().flat_map(|b| &b.carries_out).filter_map(|r| isms.typed::<Requirement>(r.id()));
        let since = carried.filter_map(|r| r.in_force.as_ref()).map(|e| crate::rules::day_of(e.since)).max();
        is_current_instruction(isms, i, since.unwrap_or(Date::MIN))
    };
    let hard = isms.all::<Feedback>().filter(|f| f.body.says != Workable::Works);
    vec![
        observe("written-by-first-line", in_force().filter_map(|i| Some((i.head.id, first(i.counts()?))))),
        observe("lives-in-workflow", in_force().filter_map(|i| Some((i.head.id, lives(i.counts()?))))),
        observe("validated-and-current", in_force().map(|i| (i.head.id, current(i)))),
        observe("feedback-answered", hard.map(|f| (f.head.id, &*f.head.state != "said"))),
    ]
}

fn communication(isms: &Isms) -> Vec<Observation> {
    let sent = isms.all::<Message>().filter(|m| &*m.head.state == "sent");
    let courses = in_force_of::<Course>(isms).map(|(c, _)| c);
    let effect = |c: &Course| c.measured_by != EffectMeasure::Attendance;
    let about = isms.all::<Message>().filter(|m| &*m.head.state == "sent");
    vec![
        observe("messages-acted-on", sent.map(|m| (m.head.id, !m.body.led_to.is_empty()))),
        observe("messages-about-records", about.map(|m| (m.head.id, !m.body.about.is_empty()))),
        observe("courses-by-effect", courses.filter_map(|c| Some((c.head.id, effect(c.counts()?))))),
        observe("matters-travel", matters(isms).into_iter().map(|(id, _, told)| (id, told))),
    ]
}

fn control(isms: &Isms) -> Vec<Observation> {
    let operating = || isms.all::<Control>().filter(|c| &*c.head.state == "operating");
    let effect = |c: &Record<Control>| c.body.effects.iter().any(|e| e.multiplier.is_some());
    let priced = |c: &Record<Control>| c.body.cost_yearly.is_some() || c.body.effort_yearly.is_some();
    let covered = operating().filter(|c| !c.body.covers.trim().is_empty());
    vec![
        observe("treats-risk", operating().map(|c| (c.head.id, !c.body.treats.is_empty()))),
        observe("states-effect", operating().map(|c| (c.head.id, effect(c)))),
        observe("states-cost", operating().map(|c| (c.head.id, priced(c)))),
        observe("coverage-measured", covered.map(|c| (c.head.id, c.body.coverage.is_some()))),
    ]
}

fn assurance(isms: &Isms) -> Vec<Observation> {
    let seen = assured::seen(isms);
    let fresh = |id: RecordId| seen.get(&id).is_some_and(|s| matches!(s.status, Status::Passed | Status::Failed));
    let operating = isms.all::<Control>().filter(|c| &*c.head.state == "operating");
    let done = isms.all::<Action>().filter(|a| matches!(&*a.head.state, "done" | "verified"));
    let run = || all::<Test>(isms).filter(|t| !t.body.runs.is_empty());
    let sized = |t: &Record<Test>| t.body.runs.iter().any(|r| r.looked_at.is_some());
    let from_audit = |f: &Record<Finding>| f.body.from.is_some_and(|s| isms.typed::<Audit>(s.id()).is_some());
    vec![
        observe("tested-when-due", operating.map(|c| (c.head.id, fresh(c.head.id)))),
        observe("tests-of-operation", run().map(|t| (t.head.id, t.body.aspect == Aspect::Operation))),
        observe("runs-with-counts", run().map(|t| (t.head.id, sized(t)))),
        observe("effect-checked", done.map(|a| (a.head.id, a.body.effect_checked.is_some()))),
        observe("found-by-ourselves", isms.all::<Finding>().map(|f| (f.head.id, !from_audit(f)))),
    ]
}
