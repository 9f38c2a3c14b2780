//! Plan, Do, Check, Act: what each phase produced within a year, and what is stuck in it.
//!
//! A cycle is the 365 days that end on a day. Everything is counted by dates that stand in the records, so that the cycle before can be
//! asked of the same value; what is stuck is only known for the day of the moment. The answer is for the organisation.

use crate::{
    assurance::{Action, Audit, Finding, Test},
    cadence::Cadence,
    governance::{
        Body, Decision, Meeting,
        meeting::{MeetingForm, Presence},
    },
    instruction::Instruction,
    isms::Isms,
    kind::Kind,
    operations::{Change, Incident},
    policy::{Guideline, Metric, Policy, Requirement},
    record::Record,
    risk::{Estimate, Risk, Treatment, estimate::pool},
    rules::{day_of, today},
    values::RecordId,
};
use jiff::civil::Date;
use surety_derive::Choice;

/// The kinds it reads.
pub const READS: &[&str] = &[
    "estimate",
    "decision",
    "policy",
    "guideline",
    "requirement",
    "risk",
    "treatment",
    "change",
    "instruction",
    "test",
    "audit",
    "meeting",
    "metric",
    "action",
    "finding",
    "incident",
    "body",
];

/// A phase of the cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Phase {
    /// What is to be reached, and by what means.
    Plan,
    /// Carrying it out.
    Do,
    /// Whether it works.
    Check,
    /// Mending what does not.
    Act,
}

impl Phase {
    /// All four, in order.
    pub const ALL: [Phase; 4] = [Phase::Plan, Phase::Do, Phase::Check, Phase::Act];
}

/// Something that should have moved on and did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// The record.
    pub record: RecordId,
    /// Since when.
    pub since: Date,
}

/// One sort of work of a phase.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// What it is, as a word: `estimates`, `test-runs`.
    pub what: &'static str,
    /// How many were produced in the cycle.
    pub done: usize,
    /// How many in the cycle before.
    pub before: usize,
    /// What is stuck, the oldest first.
    pub stuck: Vec<Stuck>,
}

/// A phase as it is seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Which.
    pub phase: Phase,
    /// Its work.
    pub work: Vec<Work>,
}

impl Seen {
    /// What was produced in the cycle.
    pub fn done(&self) -> usize {
        self.work.iter().map(|w| w.done).sum()
    }

    /// What was produced in the cycle before.
    pub fn before(&self) -> usize {
        self.work.iter().map(|w| w.before).sum()
    }

    /// How much is stuck.
    pub fn stuck(&self) -> usize {
        self.work.iter().map(|w| w.stuck.len()).sum()
    }
}

/// A year of the management system.
#[derive(Clone, Debug, PartialEq)]
pub struct Cycle {
    /// First day.
    pub from: Date,
    /// Last day, that of the moment.
    pub until: Date,
    /// Plan, Do, Check, Act.
    pub phases: Vec<Seen>,
    /// How the management body's meetings and decisions moved against the cycle before.
    pub bodies: Vec<Drift>,
}

/// How a management body's attendance and the organisation's decisions moved against the cycle before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drift {
    /// What: the body for attendance; none for the time that decisions took.
    pub body: Option<RecordId>,
    /// In the cycle before: the share of seats that were filled, or days.
    pub before: f64,
    /// In this cycle.
    pub now: f64,
    /// How many were counted in each: seats, or decisions.
    pub counted: (usize, usize),
}

impl Drift {
    /// Whether it is clearly worse: attendance fell by a fifth of all seats, or decisions take half as long again and more than two weeks.
    pub fn is_worse(&self) -> bool {
        match self.body {
            Some(_) => self.before - self.now >= 0.2,
            None => self.now >= self.before * 1.5 && self.now > 14.0,
        }
    }
}

fn back(day: Date, days: i32) -> Date {
    day.checked_sub(jiff::Span::new().days(days)).unwrap_or(Date::MIN)
}

/// Counts days in the cycle and in the one before, and takes what is stuck.
struct Counter {
    until: Date,
}

impl Counter {
    fn work(&self, what: &'static str, days: impl Iterator<Item = Date>, mut stuck: Vec<Stuck>) -> Work {
        let (from, earlier) = (back(self.until, 365), back(self.until, 730));
        let (mut done, mut before) = (0, 0);
        for day in days {
            done += usize::from(day > from && day <= self.until);
            before += usize::from(day > earlier && day <= from);
        }
        stuck.retain(|s| s.since < self.until);
        stuck.sort_by_key(|s| (s.since, s.record));
        Work { what, done, before, stuck }
    }
}

fn stuck<T: Kind>(record: &Record<T>, since: Option<Date>) -> Option<Stuck> {
    Some(Stuck { record: record.head.id, since: since? })
}

fn published<T: Kind>(isms: &Isms) -> impl Iterator<Item = Date> + '_ {
    isms.all::<T>().filter_map(|r| r.in_force.as_ref()).map(|e| day_of(e.since))
}

fn decided(decision: &Record<Decision>) -> bool {
    matches!(&*decision.head.state, "decided" | "reviewed")
}

/// The cycle that ends on the day of the moment.
pub fn of(isms: &Isms) -> Cycle {
    let until = today(isms);
    let count = Counter { until };
    let seen = |phase, work| Seen { phase, work };
    Cycle {
        from: back(until, 365),
        until,
        phases: vec![
            seen(Phase::Plan, plan(isms, &count)),
            seen(Phase::Do, carry_out(isms, &count)),
            seen(Phase::Check, check(isms, &count)),
            seen(Phase::Act, act(isms, &count)),
        ],
        bodies: drift(isms, until),
    }
}

fn plan(isms: &Isms, count: &Counter) -> Vec<Work> {
    let estimates = isms.all::<Estimate>().filter(|e| pool::was_given(e)).map(pool::made);
    let unanalysed = isms.all::<Risk>().filter(|r| &*r.head.state == "identified");
    let waiting = unanalysed.filter_map(|r| stuck(r, Some(back_to(day_of(r.head.created), 90)))).collect();
    let decisions = isms.all::<Decision>().filter(|d| decided(d)).filter_map(|d| d.body.decided_on);
    let tabled = isms.all::<Decision>().filter(|d| &*d.head.state == "tabled");
    let undecided = tabled.filter_map(|d| stuck(d, Some(back_to(day_of(d.head.changed), 30)))).collect();
    let documents = published::<Policy>(isms).chain(published::<Guideline>(isms)).chain(published::<Requirement>(isms));
    let reviews = isms.all::<Policy>().filter(|r| r.is_open()).filter_map(|p| stuck(p, p.head.next_review)).collect();
    vec![
        count.work("estimates", estimates, waiting),
        count.work("decisions", decisions, undecided),
        count.work("documents", documents, reviews),
    ]
}

/// The day on which something becomes late that may lie for so many days.
fn back_to(day: Date, days: i32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
}

fn carry_out(isms: &Isms, count: &Counter) -> Vec<Work> {
    let all = || isms.all::<Treatment>();
    let done = all()
        .filter(|t| matches!(&*t.head.state, "done" | "verified"))
        .map(|t| t.body.due.unwrap_or(day_of(t.head.changed)));
    let late = all().filter(|t| matches!(&*t.head.state, "decided" | "under-way"));
    let late = late.filter_map(|t| stuck(t, t.body.due)).collect();
    let changes = isms.all::<Change>().filter_map(|c| c.body.made_on);
    let unmade = isms.all::<Change>().filter(|c| matches!(&*c.head.state, "planned" | "approved"));
    let unmade = unmade.filter_map(|c| stuck(c, c.body.planned_for)).collect();
    vec![
        count.work("treatments", done, late),
        count.work("changes", changes, unmade),
        count.work("instructions", published::<Instruction>(isms), Vec::new()),
    ]
}

fn check(isms: &Isms, count: &Counter) -> Vec<Work> {
    let runs = isms.all::<Test>().flat_map(|t| &t.body.runs).filter_map(|r| r.on);
    let due = isms.all::<Test>().filter(|r| r.is_open()).filter_map(|t| {
        let last = t.body.last_run().unwrap_or(day_of(t.head.created));
        stuck(t, Some(t.body.cadence.unwrap_or(Cadence::Yearly).due_after(last)))
    });
    let reported = isms.all::<Audit>().filter(|a| matches!(&*a.head.state, "reported" | "closed"));
    let audits = reported.filter_map(|a| a.body.until.or(a.body.from));
    let missed = isms.all::<Audit>().filter(|a| matches!(&*a.head.state, "planned" | "under-way"));
    let missed = missed.filter_map(|a| stuck(a, a.body.until.or(a.body.from))).collect();
    let reviews = isms.all::<Meeting>().filter(|m| m.body.form == MeetingForm::ManagementReview);
    let reviews =
        reviews.filter(|m| matches!(&*m.head.state, "held" | "closed")).filter_map(|m| m.body.begins.map(day_of));
    let readings = isms.all::<Metric>().flat_map(|m| &m.body.readings).filter_map(|r| r.on);
    let unread = isms.all::<Metric>().filter(|r| r.is_open()).filter_map(|m| {
        let last = m.body.readings.iter().filter_map(|r| r.on).max().unwrap_or(day_of(m.head.created));
        stuck(m, m.body.cadence.map(|c| c.due_after(last)))
    });
    vec![
        count.work("test-runs", runs, due.collect()),
        count.work("audits", audits, missed),
        count.work("reviews", reviews, Vec::new()),
        count.work("readings", readings, unread.collect()),
    ]
}

fn act(isms: &Isms, count: &Counter) -> Vec<Work> {
    let done = isms.all::<Action>().filter(|a| &*a.head.state != "dropped").filter_map(|a| a.body.done_on);
    let late = isms.all::<Action>().filter(|a| matches!(&*a.head.state, "open" | "under-way"));
    let late = late.filter_map(|a| stuck(a, a.body.due)).collect();
    let closed = isms.all::<Finding>().filter(|f| &*f.head.state == "closed").map(|f| day_of(f.head.changed));
    let lying = isms
        .all::<Finding>()
        .filter(|r| r.is_open())
        .filter(|f| f.body.grade.needs_action() && f.body.no_action_because.0.is_empty());
    let lying = lying.filter(|f| isms.pointing_from(f.head.id, crate::kind::of::<Action>()).next().is_none());
    let lying = lying.filter_map(|f| stuck(f, f.body.found_on.map(|on| back_to(on, 30)))).collect();
    let learnt = isms.all::<Incident>().filter(|i| &*i.head.state == "closed" && !i.body.lessons.0.is_empty());
    let learnt = learnt.map(|i| day_of(i.head.changed));
    let compared = isms.all::<Decision>().filter(|d| &*d.head.state == "reviewed").map(|d| day_of(d.head.changed));
    let unseen = isms.all::<Decision>().filter(|d| &*d.head.state == "decided");
    let unseen = unseen.filter_map(|d| stuck(d, d.head.next_review)).collect();
    vec![
        count.work("actions", done, late),
        count.work("findings", closed, lying),
        count.work("lessons", learnt, Vec::new()),
        count.work("outcomes", compared, unseen),
    ]
}

/// Attendance of each management body, and how long decisions took, in this cycle and the one before; only where both were counted.
fn drift(isms: &Isms, until: Date) -> Vec<Drift> {
    let (from, earlier) = (back(until, 365), back(until, 730));
    let mut found = Vec::new();
    for body in isms.all::<Body>().filter(|r| r.is_open()).filter(|b| b.counts().is_some_and(|c| c.management_body)) {
        let of_it = isms.all::<Meeting>().filter(|m| m.body.body.is_some_and(|b| b.id() == body.head.id));
        let held: Vec<&Record<Meeting>> = of_it.filter(|m| matches!(&*m.head.state, "held" | "closed")).collect();
        let seats = |after: Date, to: Date| {
            let within = held.iter().filter(|m| m.body.begins.map(day_of).is_some_and(|on| on > after && on <= to));
            let seats: Vec<bool> = within
                .flat_map(|m| &m.body.attendance)
                .map(|a| matches!(a.presence, Presence::Present | Presence::Represented))
                .collect();
            (!seats.is_empty()).then(|| (seats.iter().filter(|s| **s).count() as f64 / seats.len() as f64, seats.len()))
        };
        if let (Some((before, n)), Some((now, m))) = (seats(earlier, from), seats(from, until)) {
            found.push(Drift { body: Some(body.head.id), before, now, counted: (n, m) });
        }
    }
    let took = |after: Date, to: Date| {
        let made = isms.all::<Decision>().filter(|d| decided(d));
        let within = made.filter_map(|d| Some((d, d.body.decided_on.filter(|on| *on > after && *on <= to)?)));
        let mut days: Vec<i32> = within.map(|(d, on)| (on - day_of(d.head.created)).get_days().max(0)).collect();
        days.sort_unstable();
        days.get(days.len() / 2).filter(|_| days.len() >= 2).map(|median| (f64::from(*median), days.len()))
    };
    if let (Some((before, n)), Some((now, m))) = (took(earlier, from), took(from, until)) {
        found.push(Drift { body: None, before, now, counted: (n, m) });
    }
    found
}

/// Where Check or Act falls behind Plan, in sentences, with the record where it is one's.
pub fn complaints(isms: &Isms) -> Vec<(Option<RecordId>, String)> {
    let cycle = of(isms);
    let planned = cycle.phases.iter().find(|s| s.phase == Phase::Plan).map_or(0, Seen::done);
    let late = cycle.phases.iter().filter(|s| matches!(s.phase, Phase::Check | Phase::Act) && s.stuck() > s.done());
    let behind = late.filter(|_| planned > 0).map(|s| {
        let (phase, done, stuck) = (format!("{:?}", s.phase), s.done(), s.stuck());
        (None, format!("in a year Plan produced {planned} and {phase} {done}; {stuck} of {phase} are overdue"))
    });
    let worse = cycle.bodies.iter().filter(|d| d.is_worse()).map(|d| match d.body {
        Some(body) => {
            let key = isms.get(body).map(|r| r.key().to_string()).unwrap_or_default();
            let (before, now) = (d.before * 100.0, d.now * 100.0);
            (
                Some(body),
                format!("{now:.0} % of seats at {key} were filled within a year, {before:.0} % in the year before"),
            )
        }
        None => (None, format!("decisions took {:.0} days within a year, {:.0} in the year before", d.now, d.before)),
    });
    behind.chain(worse).collect()
}
