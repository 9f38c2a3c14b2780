//! What bodies and those who answer to them are asked: meetings, decisions, disclosures, challenges, what was carried up.

use super::{Desk, How, Minutes, Why, Wish, finds, page};
use crate::{
    analysis::{certainty::Met, numbers::Numbers},
    authority::Action,
    communication::{Channel, Message, message::Direction},
    context::{Objective, Person, person::Line},
    governance::{Body, Challenge, Decision, Disclosure, Meeting, body::SeatKind},
    instruction::Instruction,
    kind,
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    risk::{Estimate, estimate::pool},
    rules,
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What was made longer ago than this many days and never challenged is history, not a wish.
const CHALLENGED_WITHIN: i32 = 120;

pub(super) fn collect(desk: &mut Desk<'_>, numbers: Option<&Numbers>) {
    let seats = seats(desk);
    meetings(desk, &seats);
    decisions(desk, &seats);
    disclosures(desk);
    if let Some(numbers) = numbers {
        shortfalls(desk, numbers);
    }
    if challenges_here(desk) {
        challenges(desk);
    }
    escalations(desk);
}

/// The bodies they sit in, and as what.
fn seats(desk: &Desk<'_>) -> BTreeMap<RecordId, Vec<SeatKind>> {
    let mut seats: BTreeMap<RecordId, Vec<SeatKind>> = BTreeMap::new();
    for body in desk.isms.all::<Body>().filter(|b| (*b as &dyn AnyRecord).is_open()) {
        let members = &body.counts().unwrap_or(&body.body).members;
        let mine = members.iter().filter(|m| desk.mine(m.who.map(|w| w.id()))).map(|m| m.seat);
        let mine: Vec<SeatKind> = mine.collect();
        if !mine.is_empty() {
            seats.insert(body.head.id, mine);
        }
    }
    seats
}

fn day(meeting: &Meeting) -> Option<Date> {
    meeting.begins.map(rules::day_of)
}

fn meetings(desk: &mut Desk<'_>, seats: &BTreeMap<RecordId, Vec<SeatKind>>) {
    let isms = desk.isms;
    for meeting in isms.all::<Meeting>().filter(|m| (*m as &dyn AnyRecord).is_open()) {
        let (Some(body), Some(on)) = (meeting.body.body.map(|b| b.id()), day(&meeting.body)) else { continue };
        let Some(mine) = seats.get(&body) else { continue };
        let held = &*meeting.head.state == "held";
        let leads = desk.owns(&meeting.head) || mine.iter().any(|s| matches!(s, SeatKind::Chair | SeatKind::Secretary));
        let (why, act) = (Why::Member(body), page(meeting, "/live"));
        if !held && on >= desk.today {
            let stated: f64 = meeting.body.agenda.iter().filter_map(|i| i.minutes).sum();
            if let Some(asked) = desk.put_by(Wish::Meet, meeting, on, why, act) {
                asked.minutes = if stated > 0.0 { Minutes { value: stated, estimated: false } } else { asked.minutes };
            }
        } else if leads {
            desk.put_by(Wish::Minute, meeting, rules::days_after(on, 7), why, act);
        }
    }
}

fn decisions(desk: &mut Desk<'_>, seats: &BTreeMap<RecordId, Vec<SeatKind>>) {
    let isms = desk.isms;
    for decision in isms.all::<Decision>() {
        match &*decision.head.state {
            "tabled" => tabled(desk, seats, decision),
            "decided" if desk.owns(&decision.head) => {
                let due = [decision.head.next_review, decision.body.until].into_iter().flatten().min();
                if let Some(due) = due {
                    desk.put_by(Wish::Compare, decision, due, Why::Owner, page(decision, "/outcome"));
                }
            }
            _ => {}
        }
    }
}

fn tabled(desk: &mut Desk<'_>, seats: &BTreeMap<RecordId, Vec<SeatKind>>, decision: &Record<Decision>) {
    let Some(by) = decision.body.decided_by.map(|d| d.id()) else { return };
    let votes = |seats: &Vec<SeatKind>| seats.iter().any(|s| matches!(s, SeatKind::Member | SeatKind::Chair));
    let why = match seats.get(&by) {
        Some(mine) if votes(mine) => Why::Member(by),
        _ if desk.mine(Some(by)) => Why::Assigned,
        _ => return,
    };
    let meeting = decision.body.meeting.and_then(|m| desk.isms.typed::<Meeting>(m.id()));
    let due = meeting.and_then(|m| day(&m.body));
    let owner = decision.head.owner.and_then(|o| crate::audience::answerable(desk.isms, o.id()));
    let owner = owner.filter(|o| *o != desk.me);
    if let Some(asked) = desk.put(Wish::Decide, decision, due, why, page(decision, "/paper")) {
        asked.who_waits = owner;
    }
}

fn disclosures(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for disclosure in isms.all::<Disclosure>().filter(|d| &*d.head.state == "drafted") {
        let objective = disclosure.body.objective.and_then(|o| isms.typed::<Objective>(o.id()));
        let by = disclosure.body.by.map(|b| b.id());
        let owner = disclosure.head.owner.or(objective.and_then(|o| o.head.owner)).map(|o| o.id());
        if !desk.mine(by.or(owner)) {
            continue;
        }
        let why = disclosure.body.asked_by.map_or(Why::Owner, |b| Why::Asked(b.id()));
        if let Some(asked) = desk.put(Wish::Disclose, disclosure, disclosure.body.due, why, page(disclosure, "")) {
            asked.about = objective.map(|o| o.head.id);
        }
    }
}

/// Objectives of theirs that are not reached, of which the body that oversees them has not heard within its cadence.
fn shortfalls(desk: &mut Desk<'_>, numbers: &Numbers) {
    let isms = desk.isms;
    let short = |o: &&Record<Objective>| numbers.objectives.get(&o.head.id).is_some_and(|s| s.met == Some(Met::No));
    for objective in isms.all::<Objective>().filter(|o| &*o.head.state == "agreed").filter(short) {
        let body = isms.pointing_from(objective.head.id, kind::of::<Body>()).find_map(|l| isms.typed::<Body>(l.source));
        let Some(body) = body.filter(|_| desk.owns(&objective.head)) else { continue };
        let cadence = body.body.cadence.map_or_else(|| proportion::days(isms, Setting::MeetEvery), |c| c.days());
        let since = rules::days_after(desk.today, -cadence);
        let told = isms.pointing_from(objective.head.id, kind::of::<Disclosure>()).any(|l| {
            isms.typed::<Disclosure>(l.source).is_some_and(|d| match &*d.head.state {
                "drafted" => true,
                "made" => d.body.made.is_some_and(|made| made >= since),
                _ => false,
            })
        });
        if !told {
            let new = How::Open(format!(
                "/disclosures/new?objective=OBJ-{}&to=BOD-{}",
                objective.head.number, body.head.number
            ));
            desk.put(Wish::Disclose, objective, None, Why::Asked(body.head.id), new);
        }
    }
}

fn challenges_here(desk: &Desk<'_>) -> bool {
    let second = desk.isms.typed::<Person>(desk.me).is_some_and(|p| p.body.line == Line::Second);
    second
        && desk.sight.may(kind::of::<Challenge>(), Action::Create)
        && proportion::expects(desk.isms, Setting::ChallengeExpected)
}

/// What was said, estimated or written lately and nobody independent looked at; a challenge that was begun is its challenger's.
fn challenges(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    let mut taken: BTreeSet<RecordId> = BTreeSet::new();
    for challenge in isms.all::<Challenge>().filter(|c| (*c as &dyn AnyRecord).is_open()) {
        taken.extend(challenge.body.of.map(|o| o.id()));
        let mine = &*challenge.head.state == "open" && desk.mine(challenge.body.challenger.map(|c| c.id()));
        let due = challenge.body.made;
        if mine && let Some(asked) = desk.put(Wish::Challenge, challenge, due, Why::Assigned, page(challenge, "/edit"))
        {
            asked.about = challenge.body.of.map(|o| o.id());
        }
    }
    let since = rules::days_after(desk.today, -CHALLENGED_WITHIN);
    let fresh = |made: Option<Date>| made.is_some_and(|d| d >= since);
    for disclosure in isms.all::<Disclosure>().filter(|d| &*d.head.state == "made" && fresh(d.body.made)) {
        if !taken.contains(&disclosure.head.id)
            && !desk.owns(&disclosure.head)
            && !desk.mine(disclosure.body.by.map(|b| b.id()))
        {
            challenge_new(desk, disclosure, disclosure.body.by.map(|b| b.id()));
        }
    }
    for estimate in isms.all::<Estimate>().filter(|e| &*e.head.state == "given" && fresh(Some(pool::made(e)))) {
        let by = estimate.body.estimator.map(|p| p.id());
        if !taken.contains(&estimate.head.id) && !desk.mine(by) && !desk.owns(&estimate.head) {
            challenge_new(desk, estimate, by);
        }
    }
    instructions(desk);
}

fn challenge_new(desk: &mut Desk<'_>, record: &dyn AnyRecord, by: Option<RecordId>) {
    let new = How::Open(format!("/challenges/new?of={}", record.key()));
    let who = by.and_then(|b| crate::audience::answerable(desk.isms, b));
    if let Some(asked) = desk.put(Wish::Challenge, record, None, Why::SecondLine, new) {
        asked.who_waits = who;
    }
}

/// Versions in review that nobody looked at, and what is in force and never stood a challenge.
fn instructions(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for instruction in isms.all::<Instruction>().filter(|i| (*i as &dyn AnyRecord).is_open()) {
        let ours = desk.ours(instruction.body.written_by.map(|t| t.id())) || desk.owns(&instruction.head);
        let looked = || {
            let challenges = isms.pointing_from(instruction.head.id, kind::of::<Challenge>());
            challenges.filter_map(|l| isms.typed::<Challenge>(l.source)).any(|c| {
                (c as &dyn AnyRecord).is_open()
                    && (c.body.of_version == Some(instruction.head.version) || &*c.head.state == "open")
            })
        };
        let why = match &*instruction.head.state {
            _ if ours || looked() => None,
            "review" => Some(Why::SecondLine),
            "in-force" => finds(isms, "IST03", instruction).map(Why::Rule),
            _ => None,
        };
        if let Some(why) = why {
            let team = instruction.body.written_by.and_then(|t| crate::audience::answerable(isms, t.id()));
            if let Some(asked) = desk.put(Wish::Challenge, instruction, None, why, page(instruction, "/challenge")) {
                asked.who_waits = team;
            }
        }
    }
}

/// What was carried up through a channel of theirs and led to nothing yet.
fn escalations(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    let within = proportion::days(isms, Setting::TellWithin);
    let up = |m: &&Record<Message>| {
        m.body.direction == Direction::Up && &*m.head.state == "sent" && m.body.led_to.is_empty()
    };
    for message in isms.all::<Message>().filter(up) {
        let channel = message.body.channel.and_then(|c| isms.typed::<Channel>(c.id()));
        let Some(sent) = message.body.sent.filter(|_| channel.is_some_and(|c| desk.owns(&c.head))) else { continue };
        let from = message.head.owner.and_then(|o| crate::audience::answerable(isms, o.id())).filter(|p| *p != desk.me);
        let due = rules::days_after(rules::day_of(sent), within);
        if let Some(asked) = desk.put(Wish::Escalation, message, Some(due), Why::Owner, page(message, "")) {
            asked.who_waits = from;
        }
    }
}
