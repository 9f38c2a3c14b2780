//! Rules of telling: what happened reaches the next level, what changed reaches those it concerns, and something comes of it.

use super::{Rule, Severity, Shape, as_kind, day_of, days_before, every, listed, named, sources, today};
use crate::{
    analysis::reading,
    area::Area,
    assurance::{Finding, finding::Grade},
    communication::{Channel, Course, Message, course::EffectMeasure},
    context::{Obligation, Party, party::PartyRelation},
    governance::{Disclosure, Meeting},
    heard,
    isms::Isms,
    operations::{Incident, incident::IncidentClass},
    policy::{Metric, metric::MetricSort},
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    values::RecordId,
};
use jiff::civil::Date;

/// The rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "COM02",
        area: Area::Communication,
        severity: Severity::Warn,
        title: "Information does not travel",
        what: "An open incident, major nonconformity or violation, or a metric in breach, of which no message, disclosure or agenda tells the next level after 14 days, 30 in the smallest organisations. Where one level is all there is, nothing has to travel.",
        why: "Those who could act on it do not know, and do not know that they do not.",
        how: "Send it up, or put it on the agenda of the body that can act.",
        clauses: &["iso27001-2022:7.4", "iso27001-2022:A.6.8"],
        reads: &["finding", "incident", "metric", "message", "meeting", "disclosure"],
        shape: Shape::PerRecord { kinds: &["finding", "incident", "metric"], far: &[], f: stays_below },
    },
    Rule {
        code: "COM03",
        area: Area::Communication,
        severity: Severity::Note,
        title: "Messages that lead to nothing",
        what: "A channel whose last three messages, five in the smallest organisations, led to no decision, action or other consequence.",
        why: "It costs everyone's attention and changes nothing.",
        how: "Say in it what is asked of whom, change what goes in, or close the channel.",
        clauses: &["iso27001-2022:7.4"],
        reads: &["channel", "message"],
        shape: Shape::PerRecord { kinds: &["channel"], far: &[], f: unheard },
    },
    Rule {
        code: "COM04",
        area: Area::Communication,
        severity: Severity::Warn,
        title: "Changed, and those it concerns were not told",
        what: "A policy, guideline or instruction of which a new edition came into force 14 days ago, 30 in the smallest organisations, with no message about it since, while somebody it concerns has not read it.",
        why: "They go on working by words that no longer hold.",
        how: "Tell them what changed, and why.",
        clauses: &["iso27001-2022:7.3", "iso27001-2022:7.4"],
        reads: &["policy", "guideline", "instruction", "message", "person", "team", "role"],
        shape: Shape::PerRecord {
            kinds: &["policy", "guideline", "instruction"],
            far: &["person", "team", "role"],
            f: untold,
        },
    },
    Rule {
        code: "COM05",
        area: Area::Communication,
        severity: Severity::Note,
        title: "Training measured by attendance alone",
        what: "A course in force whose effect is seen by who came, and that no metric of an outcome measures.",
        why: "That people were there says nothing about what they do afterwards.",
        how: "Ask questions, watch an exercise, or measure what changes in daily work.",
        clauses: &["iso27001-2022:7.2", "iso27001-2022:A.6.3"],
        reads: &["course", "metric"],
        shape: Shape::PerRecord { kinds: &["course"], far: &[], f: attendance_only },
    },
    Rule {
        code: "COM06",
        area: Area::Communication,
        severity: Severity::Warn,
        title: "No current contact for an authority",
        what: "An obligation that applies and is demanded by a regulator, CSIRT or the police, of whom no contact is recorded or none was tried within a year.",
        why: "The clock runs while somebody looks for the telephone number.",
        how: "Record the contact, and try it.",
        clauses: &["iso27001-2022:A.5.5"],
        reads: &["obligation", "party"],
        shape: Shape::PerRecord { kinds: &["obligation"], far: &[], f: unreachable },
    },
];

/// What happened on which day that the next level should know of.
fn happened(record: &dyn AnyRecord) -> Option<(Date, &'static str)> {
    if let Some(incident) = as_kind::<Incident>(record) {
        let grave = matches!(incident.body.class, IncidentClass::Incident | IncidentClass::SignificantThreat);
        let on = incident.body.detected.map_or(day_of(incident.head.created), day_of);
        return grave.then_some((on, "was detected on"));
    }
    if let Some(finding) = as_kind::<Finding>(record) {
        let grave = matches!(finding.body.grade, Grade::MajorNonconformity | Grade::Violation);
        return grave.then_some((finding.body.found_on.unwrap_or(day_of(finding.head.created)), "was found on"));
    }
    as_kind::<Metric>(record)?.body.last_breach().map(|on| (on, "was in breach on"))
}

/// Whether a record was told of at another level since a day: in a message that was sent, a disclosure, or on an agenda.
pub(crate) fn travelled(isms: &Isms, id: RecordId, since: Date) -> bool {
    let message = every::<Message>(isms, id).iter().any(|m| m.body.sent.is_some_and(|t| day_of(t) >= since));
    let agenda = || {
        let meetings = every::<Meeting>(isms, id);
        meetings.iter().any(|m| m.body.begins.is_some_and(|t| day_of(t) >= since) && &*m.head.state != "cancelled")
    };
    message || agenda() || !every::<Disclosure>(isms, id).is_empty()
}

fn stays_below(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    if proportion::count(isms, Setting::Levels) < 2 {
        return None;
    }
    let (on, what) = happened(record)?;
    let late = on < days_before(today(isms), proportion::days(isms, Setting::TellWithin));
    (late && !travelled(isms, record.head().id, on))
        .then(|| format!("{} {what} {on} and nobody at the next level was told", record.key()))
}

fn unheard(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let channel = as_kind::<Channel>(record)?;
    let count = proportion::count(isms, Setting::UnheardMessages);
    let mut sent: Vec<&Record<Message>> = sources(isms, channel.head.id);
    sent.retain(|m| m.body.sent.is_some() && &*m.head.state == "sent");
    sent.sort_by_key(|m| std::cmp::Reverse((m.body.sent, m.head.number)));
    let silent: Vec<String> = sent
        .iter()
        .take_while(|m| m.body.led_to.is_empty())
        .take(count)
        .map(|m| format!("MSG-{}", m.head.number))
        .collect();
    (silent.len() >= count)
        .then(|| format!("nobody acted on {} of {}", listed(&silent).unwrap_or_default(), record.key()))
}

fn untold(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let edition = record.in_force().filter(|e| e.number > 1)?;
    let since = day_of(edition.since);
    if since >= days_before(today(isms), proportion::days(isms, Setting::TellWithin)) {
        return None;
    }
    let told = |m: &Record<Message>| m.body.sent.is_some_and(|t| day_of(t) >= since);
    if every::<Message>(isms, record.head().id).iter().any(|m| told(m)) {
        return None;
    }
    let concerned = reading::concerned(isms, record);
    let missing = heard::unread(isms, record, &concerned).len();
    let (key, all) = (record.key(), concerned.len());
    (missing > 0)
        .then(|| format!("{key} changed on {since}, no message told of it, and {missing} of {all} have not read it"))
}

fn attendance_only(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let course = as_kind::<Course>(record)?;
    let counts = course.counts().filter(|c| c.measured_by == EffectMeasure::Attendance);
    counts?;
    let measured = sources::<Metric>(isms, course.head.id).iter().any(|m| m.body.sort != MetricSort::Artefact);
    (!measured).then(|| format!("{} is measured by attendance alone", record.key()))
}

fn unreachable(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let obligation = as_kind::<Obligation>(record).filter(|o| &*o.head.state == "applicable")?;
    let old = days_before(today(isms), 366);
    let authority = |p: &&Record<Party>| {
        matches!(p.body.relation, PartyRelation::Regulator | PartyRelation::Csirt | PartyRelation::Police)
    };
    let current = |p: &Record<Party>| !p.body.contacts.is_empty() && p.body.last_verified.is_some_and(|on| on >= old);
    let parties = sources::<Party>(isms, obligation.head.id);
    let lost = parties.into_iter().filter(authority).find(|p| !current(p))?;
    let what = if lost.body.contacts.is_empty() {
        "no contact is recorded of"
    } else {
        "nobody has tried for a year to reach"
    };
    Some(format!("{what} {}, who demands {}", named(isms, lost.head.id), record.key()))
}
