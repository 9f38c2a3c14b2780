//! Rules of the day: clocks that run, recovery that was proven, causes that come back, people and software past their time.

use super::{Finding, Rule, Severity, Shape, as_kind, context::support, day_of, key_of, listed, sources, today};
use crate::{
    area::Area,
    assurance::Test,
    context::{Asset, Person, Process, Role, asset::AssetClass},
    field::Choice as _,
    isms::Isms,
    operations::{Incident, Plan, incident::Clock},
    record::{AnyRecord, Record},
    values::RecordId,
};
use std::collections::{BTreeMap, BTreeSet};

/// The rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "OPS01",
        area: Area::Operations,
        severity: Severity::Deny,
        title: "Reporting clock missed or about to be",
        what: "An open incident with a report that was due before today, or is due by the end of tomorrow, and was neither made nor found not to be required.",
        why: "The law counts hours; a missed report is a finding of its own.",
        how: "Make the report, or write down why it is not required.",
        clauses: &["nis2:Art. 23", "dora:Art. 19"],
        reads: &["incident"],
        shape: Shape::PerRecord { kinds: &["incident"], far: &[], f: clocks },
    },
    Rule {
        code: "OPS05",
        area: Area::Operations,
        severity: Severity::Warn,
        title: "Leaver with something not taken back",
        what: "Someone whose last day is over and who still holds a role, or of whose checklist an item is not done. Rights on systems are read from it until grants are collected as facts.",
        why: "Whoever has left can still come in, or decide.",
        how: "Take it back, and date the item.",
        clauses: &["iso27001-2022:A.5.11", "iso27001-2022:A.5.18", "iso27001-2022:A.6.5"],
        reads: &["person", "role"],
        shape: Shape::PerRecord { kinds: &["person"], far: &[], f: leaver },
    },
    Rule {
        code: "OPS06",
        area: Area::Operations,
        severity: Severity::Warn,
        title: "Recovery never proven, or slower than promised",
        what: "A plan in force that promises a time of recovery and whose exercises never measured one, or whose newest took longer than it promises or than a process it is made for can bear.",
        why: "The promise is a wish; on the day it decides what the outage costs.",
        how: "Exercise it with a clock; mend the plan or change the promise.",
        clauses: &["iso27001-2022:A.5.30"],
        reads: &["plan", "test", "process"],
        shape: Shape::PerRecord { kinds: &["plan"], far: &[], f: unproven },
    },
    Rule {
        code: "OPS08",
        area: Area::Operations,
        severity: Severity::Warn,
        title: "The same root cause again",
        what: "An incident for the same cause as an earlier one: in the same words, or as a case of the same risk in words of which most are the same.",
        why: "What was done the last time did not reach the cause.",
        how: "Begin with why it did not.",
        clauses: &["iso27001-2022:A.5.27", "iso27001-2022:10.2"],
        reads: &["incident"],
        shape: Shape::Whole(again),
    },
    Rule {
        code: "OPS09",
        area: Area::Operations,
        severity: Severity::Warn,
        title: "Past its end of support under an objective",
        what: "Software or hardware that its maker no longer mends and on which an objective rests.",
        why: "Every weakness found in it from now on stays.",
        how: "Replace it, take it out of reach, or have the risk accepted by whoever may.",
        clauses: &["iso27001-2022:A.8.8"],
        reads: &["objective", "process", "asset", "supplier"],
        shape: Shape::Whole(unsupported),
    },
];

fn clocks(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let incident = as_kind::<Incident>(record)?;
    let day = today(isms);
    let running = |c: &&Clock| c.met.is_none() && c.not_required_because.trim().is_empty();
    let due = incident.body.clocks.iter().filter(running).filter_map(|c| Some((c.due?, c)));
    let (at, clock) = due.min_by_key(|(at, _)| *at)?;
    let (regime, report) = (clock.regime.word(), clock.report.word());
    match day_of(at) {
        on if on < day => Some(format!("the {report} of {} under {regime} was due on {on}", record.key())),
        on if on <= day.tomorrow().unwrap_or(day) => {
            Some(format!("the {report} of {} under {regime} is due at {at}", record.key()))
        }
        _ => None,
    }
}

fn leaver(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let person = as_kind::<Person>(record)?;
    let left = person.body.leaves.filter(|last| *last < today(isms))?;
    let holds = sources::<Role>(isms, person.head.id).into_iter();
    let held = holds
        .filter(|r| r.body.holder.is_some_and(|h| h.id() == person.head.id))
        .map(|r| format!("ROL-{}", r.head.number));
    let open = person.body.checklist.iter().filter(|i| i.done.is_none()).map(|i| i.item.clone());
    let left_over = listed(&held.chain(open).collect::<Vec<_>>())?;
    Some(format!("{} left on {left}; not taken back: {left_over}", record.key()))
}

fn unproven(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let plan = as_kind::<Plan>(record)?;
    let body = plan.counts()?;
    let processes = body.made_for.iter().filter_map(|m| isms.typed::<Process>(m.id()));
    let most = processes.filter_map(|p| Some((p.body.rto?, format!("PRC-{} can bear", p.head.number))));
    let promised = body.promised_recovery.map(|h| (h, "promised".to_owned()));
    let (limit, whose) = most.chain(promised).min_by(|a, b| a.0.total_cmp(&b.0))?;
    let tests = sources::<Test>(isms, plan.head.id).into_iter();
    let of_it = tests.filter(|t| t.body.of.iter().any(|s| s.id() == plan.head.id));
    let runs = of_it.flat_map(|t| &t.body.runs).filter_map(|r| Some((r.on?, r.recovered_in?)));
    match runs.filter(|(on, _)| *on <= today(isms)).max_by_key(|(on, _)| *on) {
        None => Some(format!("no exercise of {} has measured a recovery; {limit} hours are {whose}", record.key())),
        Some((on, took)) if took > limit => {
            Some(format!("{} took {took} hours to recover on {on}; {limit} are {whose}", record.key()))
        }
        Some(_) => None,
    }
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3).map(str::to_lowercase).collect()
}

/// An incident and the words of its cause.
type Caused<'i> = (&'i Record<Incident>, BTreeSet<String>);

/// Incidents met by their words and by the risks that they were cases of, so that only those with something in common are compared.
fn again(isms: &Isms) -> Vec<Finding> {
    let mut said: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    let mut of_risk: BTreeMap<RecordId, Vec<Caused<'_>>> = BTreeMap::new();
    let mut found = Vec::new();
    let mut all: Vec<&Record<Incident>> = isms.all::<Incident>().filter(|i| &*i.head.state != "dismissed").collect();
    all.sort_by_key(|i| (i.body.detected, i.head.number));
    for incident in all {
        let words = words(&incident.body.root_cause.0);
        if words.is_empty() {
            continue;
        }
        let same = said.insert(words.iter().cloned().collect(), incident.head.number);
        let near = incident.body.case_of.iter().find_map(|risk| {
            let earlier = of_risk.entry(risk.id()).or_default();
            let hit = earlier.iter().rev().take(20).find(|(_, w)| mostly(w, &words)).map(|(i, _)| i.head.number);
            earlier.push((incident, words.clone()));
            hit
        });
        found.extend(same.or(near).map(|earlier| Finding {
            record: Some(incident.head.id),
            message: format!("INC-{} has the same root cause as INC-{earlier}", incident.head.number),
        }));
    }
    found
}

/// Whether of all words of two causes most stand in both.
fn mostly(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let (both, all) = (a.intersection(b).count(), a.union(b).count());
    all >= 3 && both * 5 >= all * 3
}

fn unsupported(isms: &Isms) -> Vec<Finding> {
    let day = today(isms);
    let assets = support(isms).into_iter().filter_map(|id| isms.typed::<Asset>(id)).filter(|a| a.is_open());
    let kinds = assets.filter(|a| matches!(a.body.class, AssetClass::Software | AssetClass::Hardware));
    let past = kinds.filter_map(|a| Some((a, a.body.end_of_support.filter(|end| *end < day)?)));
    past.map(|(a, end)| Finding {
        record: Some(a.head.id),
        message: format!("{} has had no support since {end} and an objective rests on it", key_of(isms, a.head.id)),
    })
    .collect()
}
