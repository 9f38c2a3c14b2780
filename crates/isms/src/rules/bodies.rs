//! Rules of bodies: that they hear, ask, decide and learn; that nobody decides everything alone.

use super::{Finding, Rule, Severity, Shape, as_kind, day_of, days_before, every, key_of, listed, sources, today};
use crate::{
    analysis::own_review,
    area::Area,
    audience,
    cadence::Cadence,
    communication::Course,
    context::Objective,
    everywhere::{Approval, approval::Verdict},
    field::Choice as _,
    governance::{
        Body, Decision, Disclosure, Meeting,
        body::SeatKind,
        decision::DecisionKind,
        meeting::{MeetingForm, ReviewInput},
    },
    isms::Isms,
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    risk::{Appetite, Risk},
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "GOV02",
        area: Area::Governance,
        severity: Severity::Warn,
        title: "Received, noted, filed",
        what: "A body whose last two meetings with disclosures, three in the smallest organisations, decided nothing.",
        why: "It hears how uncertain things are and does nothing with it; soon nobody will tell it.",
        how: "Put a decision with options before it, doing nothing among them.",
        clauses: &["iso27001-2022:9.3"],
        reads: &["body", "meeting", "disclosure", "decision"],
        shape: Shape::PerRecord { kinds: &["body"], far: &["meeting", "disclosure", "decision"], f: filed },
    },
    Rule {
        code: "GOV04",
        area: Area::Governance,
        severity: Severity::Warn,
        title: "Never asked",
        what: "A body that has not asked about an objective it oversees within two of its cadences: no disclosure asked for, and the objective on no agenda.",
        why: "Do not ask: whoever answers for the objective does not want to know how certain it is.",
        how: "Ask its owner for a disclosure, or put it on the agenda.",
        clauses: &["iso27001-2022:5.1", "iso27001-2022:9.3"],
        reads: &["body", "meeting", "disclosure", "objective"],
        shape: Shape::PerRecord { kinds: &["body"], far: &["meeting", "disclosure"], f: never_asked },
    },
    Rule {
        code: "GOV09",
        area: Area::Governance,
        severity: Severity::Warn,
        title: "Management review overdue, or without an input",
        what: "No management review within a year, or a last one whose agenda covers less than the seven inputs of 9.3.2. In organisations of fewer than fifty that expect no body and name the owner's own dated review as their substitute, a decision on the management system by whoever answers for an objective is that review.",
        why: "What is not looked at is not managed, and every auditor asks for these seven.",
        how: "Hold it; mark on each item of the agenda which input it covers. Where the owner's own review stands in, take and date that decision.",
        clauses: &["iso27001-2022:9.3.1", "iso27001-2022:9.3.2"],
        reads: &["meeting", "objective", "decision", "role", "team"],
        shape: Shape::Whole(unreviewed),
    },
    Rule {
        code: "GOV10",
        area: Area::Governance,
        severity: Severity::Warn,
        title: "One person decides everything, or grants their own request",
        what: "A mandate ladder of two rungs or more that all lead to one person; or an approval granted by nobody but whoever asked for it.",
        why: "Nobody is there to say no.",
        how: "Give a rung to someone else or to a body; ask someone else. A very small organisation names its substitute.",
        clauses: &["iso27001-2022:5.3", "iso27001-2022:A.5.3"],
        reads: &["appetite", "role", "approval", "organisation"],
        shape: Shape::Whole(alone),
    },
    Rule {
        code: "GOV11",
        area: Area::Governance,
        severity: Severity::Warn,
        title: "Risk information moved nothing",
        what: "Risks have been recorded for a year, two in the smallest organisations, and no decision on a risk or objective moved money or work in that time.",
        why: "Everything that was found out changed nothing.",
        how: "Decide on the largest uncertainty with what it takes, or say why nothing is worth moving.",
        clauses: &["iso27001-2022:5.1", "iso27001-2022:7.1"],
        reads: &["decision", "risk"],
        shape: Shape::Whole(nothing_moved),
    },
    Rule {
        code: "GOV13",
        area: Area::Governance,
        severity: Severity::Deny,
        title: "Management body has not approved, or is not trained",
        what: "A management body that approved no measure, appetite or means within a year; or whose voting members have not passed four hours of courses within two years, two hours in organisations of fewer than fifty.",
        why: "The law holds its members to account for measures they approve and understand.",
        how: "Put the measures before it for approval; give its members a course that asks something of them.",
        clauses: &["nis2:Art. 20", "dora:Art. 5"],
        reads: &["body", "decision", "role", "person", "course"],
        shape: Shape::PerRecord { kinds: &["body"], far: &["decision", "role", "person", "course"], f: unfit_body },
    },
];

fn begun(meeting: &Record<Meeting>) -> Option<Date> {
    meeting.body.begins.map(day_of)
}

/// Meetings of a body that took place, the newest first.
fn held(isms: &Isms, body: RecordId) -> Vec<&Record<Meeting>> {
    let day = today(isms);
    let mut all = every::<Meeting>(isms, body);
    all.retain(|m| matches!(&*m.head.state, "held" | "closed") && begun(m).is_some_and(|on| on <= day));
    all.retain(|m| m.body.body.is_some_and(|b| b.id() == body));
    all.sort_by_key(|m| std::cmp::Reverse((m.body.begins, m.head.number)));
    all
}

fn deals_with(meeting: &Record<Meeting>, id: RecordId) -> bool {
    meeting.body.agenda.iter().flat_map(|i| &i.about).any(|a| a.id() == id)
}

fn filed(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let count = proportion::count(isms, Setting::SilentMeetings);
    let heard = |m: &&&Record<Meeting>| {
        let agenda = m.body.agenda.iter().flat_map(|i| &i.about);
        !every::<Disclosure>(isms, m.head.id).is_empty()
            || agenda.into_iter().any(|a| isms.typed::<Disclosure>(a.id()).is_some())
    };
    let decided = |m: &&&Record<Meeting>| {
        let taken = every::<Decision>(isms, m.head.id);
        taken.iter().any(|d| {
            let here = d.body.meeting.is_some_and(|at| at.id() == m.head.id);
            here && matches!(&*d.head.state, "decided" | "reviewed")
        })
    };
    let all = held(isms, record.head().id);
    let silent: Vec<String> = all
        .iter()
        .filter(heard)
        .take_while(|m| !decided(m))
        .take(count)
        .map(|m| format!("MTG-{}", m.head.number))
        .collect();
    (silent.len() >= count).then(|| {
        let meetings = listed(&silent).unwrap_or_default();
        format!("{} heard disclosures in {meetings} and decided nothing", record.key())
    })
}

/// The days within which a body should have done something once.
fn rhythm(isms: &Isms, body: &Body) -> i32 {
    body.cadence.map_or_else(|| proportion::days(isms, Setting::MeetEvery), Cadence::days)
}

fn never_asked(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let body = as_kind::<Body>(record)?;
    let charter = body.counts()?;
    let times = i32::try_from(proportion::count(isms, Setting::AskWithin)).unwrap_or(i32::MAX);
    let since = days_before(today(isms), rhythm(isms, charter).saturating_mul(times));
    if body.in_force.as_ref().is_none_or(|e| day_of(e.since) > since) {
        return None;
    }
    let meetings: Vec<&Record<Meeting>> =
        held(isms, body.head.id).into_iter().filter(|m| begun(m).is_some_and(|on| on >= since)).collect();
    let asked = |objective: RecordId| {
        let about = every::<Disclosure>(isms, objective);
        let for_it = |d: &&Record<Disclosure>| d.body.asked_by.is_some_and(|b| b.id() == body.head.id);
        let recent = |d: &Record<Disclosure>| d.body.made.or(d.body.due).unwrap_or(day_of(d.head.created)) >= since;
        about.iter().filter(|d| for_it(d)).any(|d| recent(d))
            || meetings.iter().any(|m| deals_with(m, objective) || about.iter().any(|d| deals_with(m, d.head.id)))
    };
    let open = charter.oversees.iter().map(|o| o.id()).filter(|o| isms.get(*o).is_some_and(|r| r.is_open()));
    let silent: Vec<String> = open.filter(|o| !asked(*o)).map(|o| key_of(isms, o)).collect();
    Some(format!("{} has not asked about {} since {since}", record.key(), listed(&silent)?))
}

fn unreviewed(isms: &Isms) -> Vec<Finding> {
    let every_days = proportion::days(isms, Setting::ReviewEvery);
    let due = days_before(today(isms), every_days);
    if own_review::for_a_body(isms) && own_review::of_the_system(isms).any(|(on, _)| on >= due) {
        return Vec::new();
    }
    let reviews = isms.all::<Meeting>().filter(|m| m.body.form == MeetingForm::ManagementReview);
    let held = reviews.filter(|m| matches!(&*m.head.state, "held" | "closed"));
    let last = held.filter(|m| begun(m).is_some_and(|on| on <= today(isms))).max_by_key(|m| m.body.begins);
    let Some(last) = last else {
        let first = isms.all::<Objective>().map(|o| day_of(o.head.created)).min();
        let message = format!("management has never reviewed the management system in {every_days} days");
        return first.filter(|on| *on < due).map(|_| Finding { record: None, message }).into_iter().collect();
    };
    let (key, on) = (format!("MTG-{}", last.head.number), begun(last).unwrap_or(due));
    let mut said = Vec::new();
    if on < due {
        said.push(format!("the last management review, {key}, was on {on}"));
    }
    said.extend(without(&last.body).map(|inputs| format!("{key} lacks input {inputs} of 9.3.2")));
    said.into_iter().map(|message| Finding { record: Some(last.head.id), message }).collect()
}

/// The inputs that no item covers, as letters.
fn without(meeting: &Meeting) -> Option<String> {
    use ReviewInput::{A, B, C, D, E, F, G};
    let covered: BTreeSet<ReviewInput> = meeting.agenda.iter().filter_map(|i| i.input).collect();
    let missing = [A, B, C, D, E, F, G].into_iter().filter(|i| !covered.contains(i));
    listed(&missing.map(|i| i.word()).collect::<Vec<_>>())
}

fn alone(isms: &Isms) -> Vec<Finding> {
    let named = isms.single::<crate::context::Organisation>().is_some_and(|o| o.body.substitute.is_some());
    if named && crate::analysis::mandate::is_small(isms) {
        return Vec::new();
    }
    let ladders = isms.all::<Appetite>().filter(|a| a.is_open()).filter_map(|a| Some((a, a.counts()?)));
    let mut found: Vec<Finding> = ladders
        .filter_map(|(appetite, body)| {
            let holders: Vec<RecordId> = body.ladder.iter().filter_map(|m| m.holder).map(|h| h.id()).collect();
            let people: BTreeSet<RecordId> = holders.iter().flat_map(|h| audience::behind(isms, *h)).collect();
            let bodies = holders.iter().any(|h| isms.typed::<Body>(*h).is_some());
            let only = people.first().filter(|_| people.len() == 1 && holders.len() > 1 && !bodies)?;
            let message = format!("every mandate of APP-{} leads to {}", appetite.head.number, key_of(isms, *only));
            Some(Finding { record: Some(appetite.head.id), message })
        })
        .collect();
    found.extend(isms.all::<Approval>().filter_map(|a| own_request(isms, a)));
    found
}

fn own_request(isms: &Isms, approval: &Record<Approval>) -> Option<Finding> {
    let asked = approval.body.asked_by?.id();
    let mut agreed = approval.body.votes.iter().filter(|v| v.verdict == Verdict::Approve).filter_map(|v| v.by);
    let granted = approval.body.outcome() == crate::everywhere::approval::Outcome::Granted;
    let only = granted && agreed.clone().next().is_some() && agreed.all(|by| by.id() == asked);
    let (of, who) = (key_of(isms, approval.body.of?.id()), key_of(isms, asked));
    let message = format!("{who} asked for the approval of {of} and alone granted it");
    only.then_some(Finding { record: Some(approval.head.id), message })
}

fn nothing_moved(isms: &Isms) -> Vec<Finding> {
    let since = days_before(today(isms), proportion::days(isms, Setting::ReallocateWithin));
    let old = isms.all::<Risk>().any(|r| day_of(r.head.created) < since);
    let moved = |d: &Record<Decision>| {
        let about = !d.body.concerns.is_empty() || !d.body.objectives.is_empty();
        let decided =
            matches!(&*d.head.state, "decided" | "reviewed") && d.body.decided_on.is_some_and(|on| on >= since);
        decided && about && d.body.allocations.iter().any(|a| a.amount.is_some() || a.effort.is_some())
    };
    let message = format!("no decision on a risk or objective has moved money or work since {since}");
    (old && !isms.all::<Decision>().any(moved)).then_some(Finding { record: None, message }).into_iter().collect()
}

fn unfit_body(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let body = as_kind::<Body>(record)?;
    let charter = body.counts().filter(|c| c.management_body)?;
    let since = days_before(today(isms), proportion::days(isms, Setting::ReviewEvery));
    let untrained: Vec<String> = voters(isms, charter)
        .into_iter()
        .filter(|p| hours(isms, *p) + 1e-9 < proportion::value(isms, Setting::BoardTraining))
        .map(|p| key_of(isms, p))
        .collect();
    let young = body.in_force.as_ref().is_none_or(|e| day_of(e.since) > since);
    let faults = [
        (!young && !has_approved(isms, body.head.id, since)).then(|| format!("approved no measure since {since}")),
        listed(&untrained).map(|who| {
            let hours = proportion::value(isms, Setting::BoardTraining);
            format!("has members with less than {hours:.0} hours of training in two years: {who}")
        }),
    ];
    let faults = listed(&faults.into_iter().flatten().collect::<Vec<_>>())?;
    Some(format!("{} {faults}", record.key()))
}

fn has_approved(isms: &Isms, body: RecordId, since: Date) -> bool {
    use DecisionKind::{Accept, Approve, AuthoriseToOperate, ChangeTheIsms, Fund, SetAppetite, Treat};
    let decided = |d: &Record<Decision>| {
        let kind =
            matches!(d.body.about, Approve | SetAppetite | ChangeTheIsms | Fund | Treat | Accept | AuthoriseToOperate);
        kind && matches!(&*d.head.state, "decided" | "reviewed") && d.body.decided_on.is_some_and(|on| on >= since)
    };
    let by = |d: &Record<Decision>| d.body.decided_by.is_some_and(|b| b.id() == body);
    sources::<Decision>(isms, body).into_iter().any(|d| by(d) && decided(d))
}

/// The people who vote in a body and work here.
pub(super) fn voters(isms: &Isms, body: &Body) -> Vec<RecordId> {
    let seats = body.members.iter().filter(|m| matches!(m.seat, SeatKind::Member | SeatKind::Chair));
    let people = seats.filter_map(|m| m.who).flat_map(|w| audience::behind(isms, w.id()));
    let here = |id: &RecordId| isms.typed(*id).is_some_and(|p| audience::is_here(isms, p));
    people.filter(here).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Hours of courses that someone passed within two years.
fn hours(isms: &Isms, person: RecordId) -> f64 {
    let since = days_before(today(isms), 731);
    let passed = isms.all::<Course>().filter(|c| c.is_open()).filter_map(|c| {
        let taken = isms.heard().taken(c.head.id, person).filter(|t| t.passed && day_of(t.at) >= since)?;
        Some((taken, c.counts()?.duration?))
    });
    passed.map(|(_, minutes)| minutes).sum::<f64>() / 60.0
}
