//! What is asked of a person: everything that waits for them, with the minutes it takes, one reason and one way to do it.
//!
//! One walk over the records that can ask for something. What is done is never asked: every collector looks at the same facts by which
//! rules and pages judge. What a person may not see or do is not asked of them either, so that no line leads nowhere. It answers for one
//! person, by their [`Sight`].

mod assurance;
mod governance;
mod others;
mod people;
mod reading;
mod supply;
mod voting;
mod work;

pub use super::reading::Minutes;
pub use others::{Awaited, of_others};

use super::numbers::Numbers;
use crate::{
    authority::Sight,
    context::{Person, Role, Team},
    head::Head,
    isms::Isms,
    kind,
    record::AnyRecord,
    rules,
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;
use surety_derive::Choice;

/// How far My week and letters look ahead, in days: the week, and what may be done early.
pub const AHEAD: i32 = 31;

/// What someone is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Choice)]
pub enum Wish {
    /// Vote on an approval.
    Approve,
    /// Decide what was tabled.
    Decide,
    /// Compare a decision with what came of it.
    Compare,
    /// Come to a meeting.
    Meet,
    /// Write or close the minutes of a meeting.
    Minute,
    /// Tell a body how certain an objective is.
    Disclose,
    /// Challenge what the first line said or wrote.
    Challenge,
    /// Estimate a risk.
    Estimate,
    /// Read what is in force.
    Read,
    /// Read a message.
    Hear,
    /// Say what follows from what was carried up.
    Escalation,
    /// Take a course.
    Learn,
    /// Answer those who cannot work by a document.
    Answer,
    /// Say whether an answer settles what one said.
    Settle,
    /// Bring an instruction up to date.
    Rewrite,
    /// Do a task.
    Task,
    /// Carry out an action.
    Act,
    /// Look whether an action helped.
    Verify,
    /// Carry out a treatment.
    Treat,
    /// Say what is done about a finding.
    Find,
    /// Report an incident that a law's clock runs for.
    Report,
    /// Carry out a test.
    Test,
    /// Carry out an audit.
    Audit,
    /// Collect fresh evidence.
    Collect,
    /// Take a metric's reading.
    Measure,
    /// Rule on who may access what.
    Rule,
    /// Go through the list of someone who joins or leaves.
    Checklist,
    /// Renew or end an exception.
    Except,
    /// Review a supplier's answers.
    Judge,
    /// Answer a questionnaire of others.
    Reply,
    /// Renew or end a contract or insurance.
    Renew,
    /// Name who stands in for a role.
    Deputise,
    /// Look at a record again.
    Review,
}

impl Wish {
    /// Our own estimate of the minutes one takes, where nothing is stated: rounded guesses of the founders, the same table as in the
    /// book (`week.md`). Kinds that are counted from their content (words, questions, lines) state the minutes of one such part.
    pub fn minutes(self) -> f64 {
        use Wish::*;
        match self {
            Rule => 1.0,
            Settle | Hear => 2.0,
            Reply => 3.0,
            Approve | Measure | Checklist | Deputise => 5.0,
            Collect | Answer | Escalation | Review | Read => 10.0,
            Decide | Compare | Find | Except | Verify => 15.0,
            Disclose | Challenge | Estimate | Learn => 20.0,
            Act | Task | Treat | Rewrite | Judge | Renew | Minute | Report => 30.0,
            Test => 45.0,
            Meet => 60.0,
            Audit => 240.0,
        }
    }
}

/// Why it is asked of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They own it, alone, as holder of a role or as lead of a team.
    Owner,
    /// It is theirs to do.
    Assigned,
    /// It is meant for them and others.
    Audience,
    /// A person or body asked for it.
    Asked(RecordId),
    /// They stand in for someone.
    Deputy(RecordId),
    /// They sit in a body.
    Member(RecordId),
    /// They belong to a team.
    Team(RecordId),
    /// They lead someone.
    Manager,
    /// They work in the second line.
    SecondLine,
    /// A rule finds something.
    Rule(&'static str),
}

/// How it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// Read it and say so.
    Acknowledge,
    /// Vote on the approval that is the record.
    Vote,
    /// Take a lifecycle step of the record.
    Step {
        /// The step's name.
        name: &'static str,
    },
    /// Go to a page, as a path from the root.
    Open(String),
}

/// One thing asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What is asked.
    pub what: Wish,
    /// Of which record.
    pub record: RecordId,
    /// What that is about, where it is not the matter itself.
    pub about: Option<RecordId>,
    /// By when.
    pub due: Option<Date>,
    /// Whether that day has passed.
    pub late: bool,
    /// How long it takes.
    pub minutes: Minutes,
    /// Why it is asked of them.
    pub why: Why,
    /// Who waits for it.
    pub who_waits: Option<RecordId>,
    /// How it is done.
    pub act: How,
}

/// Everything asked of a person up to a number of days ahead, what is late first. What waits without a date stands with today.
/// Objectives below what is required ask for a disclosure only where the numbers are given.
pub fn asked(isms: &Isms, sight: &Sight, person: RecordId, days: i32, numbers: Option<&Numbers>) -> Vec<Asked> {
    let mut desk = Desk::of(isms, sight, person, days);
    voting::collect(&mut desk);
    governance::collect(&mut desk, numbers);
    reading::collect(&mut desk);
    work::collect(&mut desk);
    assurance::collect(&mut desk);
    supply::collect(&mut desk);
    people::collect(&mut desk);
    desk.in_order()
}

/// The sum of minutes, rounded, and whether any of them is our estimate.
pub fn minutes(all: &[Asked]) -> Minutes {
    let value = all.iter().map(|a| a.minutes.value).sum::<f64>().round();
    Minutes { value, estimated: all.iter().any(|a| a.minutes.estimated) }
}

/// A person at their desk: who they are in other words, what day it is, and what was found to be asked so far.
struct Desk<'a> {
    isms: &'a Isms,
    sight: &'a Sight,
    me: RecordId,
    /// Themselves, the roles they hold, the teams they lead: whose records are theirs.
    faces: BTreeSet<RecordId>,
    /// The teams they belong to.
    teams: BTreeSet<RecordId>,
    /// Those they stand in for.
    stands_for: BTreeSet<RecordId>,
    today: Date,
    until: Date,
    out: Vec<Asked>,
}

impl<'a> Desk<'a> {
    fn of(isms: &'a Isms, sight: &'a Sight, me: RecordId, days: i32) -> Self {
        let today = rules::today(isms);
        let until = rules::days_after(today, days);
        let (faces, teams, stands_for) = (BTreeSet::from([me]), BTreeSet::new(), BTreeSet::new());
        let mut desk = Desk { isms, sight, me, faces, teams, stands_for, today, until, out: Vec::new() };
        desk.roles();
        desk.in_teams();
        desk
    }

    /// Roles they hold, or fill while nobody holds them; and whom they would stand in for.
    fn roles(&mut self) {
        let is = |person: Option<crate::values::Ref<Person>>| person.is_some_and(|p| p.id() == self.me);
        let links = self.isms.pointing_from(self.me, kind::of::<Role>());
        let mine: Vec<&crate::record::Record<Role>> = links
            .filter_map(|l| self.isms.typed::<Role>(l.source))
            .filter(|r| (*r as &dyn AnyRecord).is_open())
            .collect();
        for role in mine {
            if is(role.body.holder) || (role.body.holder.is_none() && is(role.body.deputy)) {
                self.faces.insert(role.head.id);
            } else if let Some(holder) = role.body.holder.filter(|_| is(role.body.deputy)) {
                self.stands_for.insert(holder.id());
            }
        }
    }

    /// Teams they belong to; those they lead, or belong to while nobody leads them, own in their name.
    fn in_teams(&mut self) {
        let Some(person) = self.isms.typed::<Person>(self.me) else { return };
        self.teams.extend(person.body.teams.iter().map(|t| t.id()));
        let led = self.isms.pointing_from(self.me, kind::of::<Team>()).map(|l| l.source);
        for id in led.chain(self.teams.clone()) {
            let Some(team) = self.isms.typed::<Team>(id) else { continue };
            if team.body.lead.is_none_or(|l| l.id() == self.me) {
                self.faces.insert(id);
            }
        }
    }

    fn mine(&self, id: Option<RecordId>) -> bool {
        id.is_some_and(|id| self.faces.contains(&id))
    }

    /// Theirs, or that of a team they belong to.
    fn ours(&self, id: Option<RecordId>) -> bool {
        self.mine(id) || id.is_some_and(|id| self.teams.contains(&id))
    }

    fn owns(&self, head: &Head) -> bool {
        self.mine(head.owner.map(|o| o.id()))
    }

    fn sees(&self, record: &dyn AnyRecord) -> bool {
        self.sight.sees(self.isms, record)
    }

    fn soon(&self, due: Date) -> bool {
        due <= self.until
    }

    /// Notes a wish that stands now.
    fn put(&mut self, what: Wish, record: &dyn AnyRecord, due: Option<Date>, why: Why, act: How) -> Option<&mut Asked> {
        if !self.sees(record) {
            return None;
        }
        let minutes = Minutes { value: what.minutes(), estimated: true };
        let late = due.is_some_and(|d| d < self.today);
        let (record, about, who_waits) = (record.head().id, None, None);
        self.out.push(Asked { what, record, about, due, late, minutes, why, who_waits, act });
        self.out.last_mut()
    }

    /// Notes a wish with a day, if that day is near.
    fn put_by(&mut self, what: Wish, record: &dyn AnyRecord, due: Date, why: Why, act: How) -> Option<&mut Asked> {
        if self.soon(due) { self.put(what, record, Some(due), why, act) } else { None }
    }

    /// What is late first, then by day, then what takes least; a record that asks for something else is not reviewed as well.
    fn in_order(mut self) -> Vec<Asked> {
        let asks: BTreeSet<RecordId> = self.out.iter().filter(|a| a.what != Wish::Review).map(|a| a.record).collect();
        self.out.retain(|a| a.what != Wish::Review || !asks.contains(&a.record));
        let today = self.today;
        self.out.sort_by(|a, b| {
            let key = |x: &Asked| (x.due.unwrap_or(today), x.what, x.record);
            key(a).cmp(&key(b))
        });
        self.out
    }
}

/// The way to a record's page or one beside it.
fn page(record: &dyn AnyRecord, tail: &str) -> How {
    How::Open(format!("/{}/{}{tail}", record.kind().plural, record.key()))
}

/// Whether a rule that looks at single records finds something about one.
fn finds(isms: &Isms, code: &str, record: &dyn AnyRecord) -> Option<&'static str> {
    let rule = rules::all().iter().find(|r| r.code == code)?;
    match rule.shape {
        rules::Shape::PerRecord { f, .. } => f(isms, record).map(|_| rule.code),
        _ => None,
    }
}
