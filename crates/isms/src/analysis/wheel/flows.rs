//! The flows, one by one. Events count for a year; what stands (a requirement, a control) counts as long as it stands.

use super::Flow;
use crate::{
    analysis::{
        assured::{self, Status},
        certainty::Met,
        numbers::Numbers,
        reading,
    },
    area::Area,
    assurance::{Action, Finding, Test, finding::Grade, test::TestVerdict},
    communication::{Message, message::Direction},
    context::Objective,
    control::Control,
    governance::{Challenge, Decision, Disclosure, Meeting, challenge::ChallengeVerdict},
    heard,
    instruction::Instruction,
    isms::Isms,
    kind::{self, Kind},
    operations::{Incident, incident::IncidentClass},
    policy::{Metric, Policy, Requirement},
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    risk::{Appetite, Risk, Treatment, estimate::pool},
    rules::{day_of, today},
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashSet};

/// One thing that should have travelled: which, since when, and whether it arrived.
type Item = (RecordId, Date, bool);

fn flow(from: Area, to: Area, name: &'static str, items: impl Iterator<Item = Item>) -> Flow {
    let (mut travelled, mut missing) = (0, Vec::new());
    for (id, since, arrived) in items {
        match arrived {
            true => travelled += 1,
            false => missing.push((since, id)),
        }
    }
    missing.sort_unstable();
    Flow {
        from,
        to,
        name,
        travelled,
        should: travelled + missing.len(),
        since: missing.first().map(|(since, _)| *since),
        missing: missing.into_iter().map(|(_, id)| id).collect(),
    }
}

/// All flows of a value.
pub fn flows(isms: &Isms, numbers: &Numbers) -> Vec<Flow> {
    use Area::{Assurance, Communication, Control as Ctl, Governance, Instruction as Ist, Operations, Policy as Pol};
    let r = Area::Risk;
    let (matters, learnt) = (matters(isms), lessons(isms));
    vec![
        flow(r, Governance, "below-decided", below(isms, numbers).into_iter()),
        flow(Governance, r, "numbers-moved", moved(isms, numbers).into_iter()),
        flow(Governance, r, "asked-given", asked(isms)),
        flow(Governance, Pol, "appetite-stated", stated(isms).into_iter()),
        flow(Pol, Ist, "requirements-instructed", instructed(isms)),
        flow(Ist, Communication, "changes-told", told(isms)),
        flow(Communication, Governance, "acted-on", acted(isms)),
        flow(Communication, Governance, "matters-up", matters.into_iter()),
        flow(Pol, Ctl, "requirements-controlled", implemented(isms)),
        flow(r, Ctl, "risks-controlled", treated(isms)),
        flow(Ctl, Assurance, "tested-when-due", tested(isms).into_iter()),
        flow(Assurance, r, "results-estimated", estimated(isms)),
        flow(Assurance, Governance, "disclosures-challenged", challenged(isms)),
        flow(Pol, Assurance, "tests-judge", judged(isms)),
        flow(Assurance, Pol, "findings-changed", changed(isms)),
        flow(Operations, r, "lessons-estimated", learnt.iter().filter_map(|i| lesson_estimated(isms, i))),
        flow(
            Operations,
            Pol,
            "lessons-required",
            learnt.iter().map(|i| lesson(i, answered_by_change(isms, i.head.id))),
        ),
        flow(Operations, Communication, "lessons-told", learnt.iter().map(|i| lesson(i, is_told(isms, i.head.id)))),
        flow(Operations, Ctl, "lessons-controlled", learnt.iter().map(|i| lesson(i, reached_control(isms, i.head.id)))),
    ]
}

fn pointing<T: Kind>(isms: &Isms, target: RecordId) -> impl Iterator<Item = &Record<T>> {
    let ids: BTreeSet<RecordId> = isms.pointing_from(target, kind::of::<T>()).map(|l| l.source).collect();
    ids.into_iter().filter_map(|id| isms.typed::<T>(id))
}

fn year_ago(isms: &Isms) -> Date {
    today(isms).checked_sub(jiff::Span::new().days(365)).unwrap_or(Date::MIN)
}

fn ago(isms: &Isms, setting: Setting) -> Date {
    today(isms).checked_sub(jiff::Span::new().days(proportion::days(isms, setting))).unwrap_or(Date::MIN)
}

fn is_decided(decision: &Record<Decision>) -> bool {
    matches!(&*decision.head.state, "decided" | "reviewed")
}

/// Whether a decision of the last year bears on an objective, directly or through a risk that threatens it.
pub(in crate::analysis) fn decided_lately(isms: &Isms, objective: RecordId) -> bool {
    let year = year_ago(isms);
    let lately = |d: &Record<Decision>| is_decided(d) && d.body.decided_on.is_some_and(|on| on > year);
    let risks = pointing::<Risk>(isms, objective).map(|r| r.head.id);
    risks.chain([objective]).any(|id| pointing::<Decision>(isms, id).any(lately))
}

fn below(isms: &Isms, numbers: &Numbers) -> Vec<Item> {
    let short = numbers.objectives.iter().filter(|(_, s)| s.met == Some(Met::No)).map(|(id, _)| *id);
    let records = short.filter_map(|id| isms.typed::<Objective>(id));
    records.map(|o| (o.head.id, day_of(o.head.changed), decided_lately(isms, o.head.id))).collect()
}

/// Decisions whose chosen treatments are all done, or late: whether they are done and the objective is where it was predicted.
fn moved(isms: &Isms, numbers: &Numbers) -> Vec<Item> {
    let day = today(isms);
    let decided = isms.all::<Decision>().filter(|d| is_decided(d));
    decided
        .filter_map(|d| {
            let chosen = d.body.options.iter().find(|o| o.name == d.body.chosen)?;
            let all: Vec<&Record<Treatment>> = chosen.treatments.iter().filter_map(|t| isms.typed(t.id())).collect();
            let done = all.iter().all(|t| matches!(&*t.head.state, "done" | "verified"));
            let late = all.iter().any(|t| t.body.due.is_some_and(|due| due < day));
            if all.is_empty() || !(done || late) {
                return None;
            }
            let objective = d.body.objectives.first().and_then(|o| numbers.objectives.get(&o.id())?.certainty);
            let short = objective.zip(chosen.predicted_certainty).is_some_and(|((now, e), p)| now + 2.0 * e < p.0);
            Some((d.head.id, d.body.decided_on.unwrap_or(day_of(d.head.created)), done && !short))
        })
        .collect()
}

fn asked(isms: &Isms) -> impl Iterator<Item = Item> + '_ {
    let day = today(isms);
    let asked = isms.all::<Disclosure>().filter(|r| r.is_open()).filter(|d| d.body.asked_by.is_some());
    asked.filter_map(move |d| {
        let given = &*d.head.state == "made";
        let since = d.body.due.unwrap_or(day_of(d.head.created));
        (given || since < day).then_some((d.head.id, since, given))
    })
}

fn stated(isms: &Isms) -> Vec<Item> {
    let policies = isms.all::<Policy>().filter(|r| r.is_open()).filter_map(|p| p.counts());
    let grounds: HashSet<RecordId> =
        policies.flat_map(|p| &p.statements).flat_map(|s| &s.derived_from).map(|g| g.id()).collect();
    let in_force = isms.all::<Appetite>().filter(|r| r.is_open()).filter_map(|a| Some((a, a.in_force.as_ref()?)));
    in_force.map(|(a, e)| (a.head.id, day_of(e.since), grounds.contains(&a.head.id))).collect()
}

/// Open records of a kind with an edition in force, with the day since when.
pub(in crate::analysis) fn in_force_of<T: Kind>(isms: &Isms) -> impl Iterator<Item = (&Record<T>, Date)> {
    isms.all::<T>().filter(|r| r.is_open()).filter_map(|r| Some((r, day_of(r.in_force.as_ref()?.since))))
}

/// Whether an instruction is in force and stood a challenge since a day.
pub(in crate::analysis) fn is_current_instruction(isms: &Isms, instruction: &Record<Instruction>, since: Date) -> bool {
    let stood = |c: &Record<Challenge>| {
        let given = &*c.head.state == "given" && c.body.verdict.is_some_and(|v| v != ChallengeVerdict::Refused);
        given && c.body.made.is_some_and(|on| on >= since)
    };
    let expected = proportion::expects(isms, Setting::ChallengeExpected);
    let own = instruction.in_force.as_ref().map(|e| day_of(e.since));
    own.is_some_and(|on| on >= since && !expected) || own.is_some() && pointing(isms, instruction.head.id).any(stood)
}

fn instructed(isms: &Isms) -> impl Iterator<Item = Item> + '_ {
    let wanted = in_force_of::<Requirement>(isms).filter(|(r, _)| r.counts().is_some_and(|b| b.needs_instruction));
    wanted.map(move |(r, since)| {
        let mut instructions = pointing::<Instruction>(isms, r.head.id).filter(|r| r.is_open());
        (r.head.id, since, instructions.any(|i| is_current_instruction(isms, i, since)))
    })
}

fn told(isms: &Isms) -> impl Iterator<Item = Item> + '_ {
    let (year, late) = (year_ago(isms), ago(isms, Setting::TellWithin));
    let changed = in_force_of::<Instruction>(isms).filter(|(i, _)| i.in_force.as_ref().is_some_and(|e| e.number > 1));
    changed.filter(move |(_, since)| *since > year).filter_map(move |(i, since)| {
        let heard = pointing::<Message>(isms, i.head.id).any(|m| m.body.sent.is_some_and(|t| day_of(t) >= since))
            || heard::unread(isms, i, &reading::concerned(isms, i)).is_empty();
        (heard || since < late).then_some((i.head.id, since, heard))
    })
}

fn acted(isms: &Isms) -> impl Iterator<Item = Item> + '_ {
    let (year, late) = (year_ago(isms), ago(isms, Setting::TellWithin));
    let sent = isms.all::<Message>().filter(|m| m.body.direction == Direction::Up && &*m.head.state == "sent");
    sent.filter_map(move |m| {
        let on = day_of(m.body.sent?);
        let acted = !m.body.led_to.is_empty();
        (on > year && (acted || on < late)).then_some((m.head.id, on, acted))
    })
}

/// Whether someone at another level was told of a record: by a message, a disclosure or an agenda.
fn is_told(isms: &Isms, id: RecordId) -> bool {
    pointing::<Message>(isms, id).any(|m| m.body.sent.is_some())
        || pointing::<Meeting>(isms, id).any(|m| &*m.head.state != "cancelled")
        || pointing::<Disclosure>(isms, id).next().is_some()
}

/// What happened within a year and should have reached the next level: grave findings, incidents, breaches. None where there is one level.
pub(in crate::analysis) fn matters(isms: &Isms) -> Vec<Item> {
    if proportion::count(isms, Setting::Levels) < 2 {
        return Vec::new();
    }
    let (year, late) = (year_ago(isms), ago(isms, Setting::TellWithin));
    let grave = |f: &&Record<Finding>| matches!(f.body.grade, Grade::MajorNonconformity | Grade::Violation);
    let findings = isms.all::<Finding>().filter(|f| &*f.head.state != "withdrawn").filter(grave);
    let findings = findings.map(|f| (f.head.id, f.body.found_on.unwrap_or(day_of(f.head.created))));
    let incidents = isms.all::<Incident>().filter(|i| &*i.head.state != "dismissed");
    let incidents =
        incidents.filter(|i| matches!(i.body.class, IncidentClass::Incident | IncidentClass::SignificantThreat));
    let incidents = incidents.map(|i| (i.head.id, i.body.detected.map_or(day_of(i.head.created), day_of)));
    let breaches =
        isms.all::<Metric>().filter(|r| r.is_open()).filter_map(|m| Some((m.head.id, m.body.last_breach()?)));
    let all = findings.chain(incidents).chain(breaches).filter(|(_, on)| *on > year);
    let told = all.map(|(id, on)| (id, on, is_told(isms, id)));
    told.filter(|(_, on, told)| *told || *on < late).collect()
}

fn implemented(isms: &Isms) -> impl Iterator<Item = Item> + '_ {
    in_force_of::<Requirement>(isms).map(move |(r, since)| (r.head.id, since, has_operating(isms, r.head.id)))
}

fn has_operating(isms: &Isms, id: RecordId) -> bool {
    pointing::<Control>(isms, id).any(|c| &*c.head.state == "operating")
}

fn treated(isms: &Isms) -> impl Iterator<Item = Item> + '_ {
    let borne = |r: &&Record<Risk>| matches!(&*r.head.state, "analysed" | "treated");
    let risks = isms.all::<Risk>().filter(borne);
    risks.map(move |r| (r.head.id, day_of(r.head.created), has_operating(isms, r.head.id)))
}

fn tested(isms: &Isms) -> Vec<Item> {
    let seen = assured::seen(isms);
    let operating = isms.all::<Control>().filter(|c| &*c.head.state == "operating");
    let when = |c: &Record<Control>| {
        let seen = seen.get(&c.head.id)?;
        let due = seen.tests.iter().filter(|t| t.status == Status::Stale).filter_map(|t| t.due).min();
        let fresh = seen.tests.iter().any(|t| matches!(t.status, Status::Passed | Status::Failed));
        let stale = seen.tests.iter().any(|t| t.status == Status::Stale);
        Some((c.head.id, due.unwrap_or(day_of(c.head.created)), fresh && !stale))
    };
    operating.filter_map(when).collect()
}

/// Whether every estimate that counts of a risk that is open was made on a day or later.
pub(in crate::analysis) fn estimated_since(isms: &Isms, risk: RecordId, since: Date) -> bool {
    pool::pool(isms, risk).open.iter().any(|e| pool::made(e) >= since)
}

fn estimated(isms: &Isms) -> impl Iterator<Item = Item> + '_ {
    let year = year_ago(isms);
    let failed = isms.all::<Test>().filter(|r| r.is_open()).filter_map(move |t| {
        let concluded = t.body.runs.iter().filter(|r| r.verdict != TestVerdict::Inconclusive);
        let last = concluded.max_by_key(|r| r.on).filter(|r| r.verdict == TestVerdict::Failed)?;
        Some((t, last.on.filter(|on| *on > year)?))
    });
    failed.filter_map(move |(t, on)| {
        let controls = t.body.of.iter().filter_map(|s| isms.typed::<Control>(s.id()));
        let risks: BTreeSet<RecordId> = controls.flat_map(|c| &c.body.treats).map(|r| r.id()).collect();
        (!risks.is_empty()).then(|| (t.head.id, on, risks.iter().all(|r| estimated_since(isms, *r, on))))
    })
}

fn challenged(isms: &Isms) -> impl Iterator<Item = Item> + '_ {
    let (year, expected) = (year_ago(isms), proportion::expects(isms, Setting::ChallengeExpected));
    let made = isms.all::<Disclosure>().filter(move |d| expected && &*d.head.state != "drafted");
    made.filter_map(move |d| {
        let on = d.body.made.filter(|on| *on > year)?;
        let meeting = d.body.meeting.and_then(|m| isms.typed::<Meeting>(m.id())?.body.begins).map(day_of);
        let before = |c: &Record<Challenge>| meeting.is_none_or(|m| c.body.made.is_some_and(|made| made <= m));
        let given = pointing::<Challenge>(isms, d.head.id).any(|c| &*c.head.state == "given" && before(c));
        Some((d.head.id, on, given))
    })
}

fn judged(isms: &Isms) -> impl Iterator<Item = Item> + '_ {
    isms.all::<Test>().filter(|r| r.is_open()).map(move |t| {
        let criterion = t.body.criterion.and_then(|r| isms.typed::<Requirement>(r.id()));
        (t.head.id, day_of(t.head.created), criterion.is_some_and(|r| r.counts().is_some()))
    })
}

/// Whether an action that answers a record says what changes in the management system.
pub(in crate::analysis) fn answered_by_change(isms: &Isms, id: RecordId) -> bool {
    let against = |f: &Record<Finding>| {
        f.body
            .against
            .iter()
            .any(|a| isms.typed::<Requirement>(a.id()).is_some() || isms.typed::<Policy>(a.id()).is_some())
    };
    pointing::<Action>(isms, id).any(|a| !a.body.isms_change.0.trim().is_empty())
        || pointing::<Finding>(isms, id).any(against)
}

/// Findings of the year against what we require, closed: whether the requirement changed or an action changed the management system.
fn changed(isms: &Isms) -> impl Iterator<Item = Item> + '_ {
    let year = year_ago(isms);
    isms.all::<Finding>().filter(|f| &*f.head.state == "closed").filter_map(move |f| {
        let on = f.body.found_on.filter(|on| *on > year)?;
        let ours = f.body.against.iter().filter_map(|a| isms.get(a.id()));
        let ours: Vec<_> = ours.filter(|r| matches!(r.kind().name, "requirement" | "policy")).collect();
        let moved = |r: &&std::sync::Arc<dyn AnyRecord>| r.in_force().is_some_and(|e| day_of(e.since) >= on);
        (!ours.is_empty()).then(|| (f.head.id, on, ours.iter().any(moved) || answered_by_change(isms, f.head.id)))
    })
}

/// Incidents of the year that are closed.
fn lessons(isms: &Isms) -> Vec<&Record<Incident>> {
    let year = year_ago(isms);
    let closed = isms.all::<Incident>().filter(|i| &*i.head.state == "closed");
    closed.filter(|i| happened(i) > year).collect()
}

fn happened(incident: &Record<Incident>) -> Date {
    incident.body.detected.map_or(day_of(incident.head.created), day_of)
}

fn lesson(incident: &Record<Incident>, arrived: bool) -> Item {
    (incident.head.id, happened(incident), arrived)
}

fn lesson_estimated(isms: &Isms, incident: &Record<Incident>) -> Option<Item> {
    let mut risks = incident.body.case_of.iter().map(|r| r.id()).peekable();
    risks.peek()?;
    let on = happened(incident);
    Some(lesson(incident, risks.all(|r| estimated_since(isms, r, on))))
}

fn reached_control(isms: &Isms, id: RecordId) -> bool {
    let names = |f: &Record<Finding>| f.body.against.iter().any(|a| isms.typed::<Control>(a.id()).is_some());
    pointing::<Action>(isms, id).next().is_some() || pointing::<Finding>(isms, id).any(names)
}
