//! Rules of operations: what happened is learnt from, and what is announced is looked at.

use super::{Finding, Rule, Severity, Shape, as_kind, day_of, days_before, lacks, listed, sources, today};
use crate::{
    area::Area,
    isms::Isms,
    operations::{Advisory, Change, Incident},
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    risk::{Risk, estimate::pool},
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The area's rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "OPS02",
        area: Area::Operations,
        severity: Severity::Warn,
        title: "Incident closed without losses, lessons or re-estimate",
        what: "A closed incident of which nobody wrote down what it cost or what was learnt, or whose risks were not estimated since.",
        why: "The best evidence there is about our risks is thrown away.",
        how: "Add losses and lessons, and estimate its risks again.",
        clauses: &["iso27001-2022:A.5.27"],
        reads: &["incident", "risk", "estimate"],
        shape: Shape::Whole(unlearnt),
    },
    Rule {
        code: "OPS04",
        area: Area::Operations,
        severity: Severity::Warn,
        title: "Advisory untriaged",
        what: "An advisory received three days ago, seven in the smallest organisations, that nobody has looked at.",
        why: "Attackers read it on the first day.",
        how: "Say what it concerns and whether we act.",
        clauses: &["iso27001-2022:A.5.7", "iso27001-2022:A.8.8"],
        reads: &["advisory"],
        shape: Shape::PerRecord { kinds: &["advisory"], far: &[], f: untriaged },
    },
    Rule {
        code: "OPS07",
        area: Area::Operations,
        severity: Severity::Warn,
        title: "Significant change without re-assessment",
        what: "A significant change made 30 days ago that touches risks none of which was estimated since, or that touches no risk.",
        why: "The numbers describe an organisation that no longer exists.",
        how: "Estimate the risks again that it touches.",
        clauses: &["iso27001-2022:6.3", "iso27001-2022:8.2"],
        reads: &["change", "risk", "estimate"],
        shape: Shape::Whole(unassessed_change),
    },
];

/// The risks of some that nobody estimated since a day.
fn not_estimated_since(isms: &Isms, risks: impl Iterator<Item = RecordId>, day: Date) -> Vec<String> {
    let stale = |id: &RecordId| !pool::pool(isms, *id).open.iter().any(|e| e.body.made.is_some_and(|made| made >= day));
    let open = |id: RecordId| isms.get(id).filter(|r| r.is_open()).map(|r| r.key().to_string());
    risks.filter(stale).filter_map(open).collect()
}

fn unlearnt(isms: &Isms) -> Vec<Finding> {
    isms.all::<Incident>().filter(|i| &*i.head.state == "closed").filter_map(|i| unlearnt_from(isms, i)).collect()
}

fn unlearnt_from(isms: &Isms, incident: &Record<Incident>) -> Option<Finding> {
    let body = &incident.body;
    let day = body.detected.map_or(day_of(incident.head.created), day_of);
    let stale = listed(&not_estimated_since(isms, body.case_of.iter().map(|r| r.id()), day));
    let estimate = stale.map(|keys| format!("estimate of {keys}")).unwrap_or_default();
    let missing = listed(&[
        lacks(body.losses.is_empty(), "losses"),
        lacks(body.lessons.0.is_empty(), "lessons"),
        estimate.as_str(),
    ])?;
    let message = format!("INC-{} was closed without {missing}", incident.head.number);
    Some(Finding { record: Some(incident.head.id), message })
}

fn untriaged(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let advisory = as_kind::<Advisory>(record).filter(|a| &*a.head.state == "received")?;
    let received = day_of(advisory.body.received?);
    (received < days_before(today(isms), proportion::days(isms, Setting::TriageWithin)))
        .then(|| format!("{} lies untriaged since {received}", record.key()))
}

fn unassessed_change(isms: &Isms) -> Vec<Finding> {
    let day = days_before(today(isms), 30);
    let made = |c: &&Record<Change>| {
        &*c.head.state == "made" && c.body.significant && c.body.made_on.is_some_and(|on| on < day)
    };
    isms.all::<Change>().filter(made).filter_map(|c| unassessed(isms, c)).collect()
}

/// A change touches the risks it names and those that strike what it names.
fn unassessed(isms: &Isms, change: &Record<Change>) -> Option<Finding> {
    let mut risks = BTreeSet::new();
    for touched in change.body.touches.iter().map(|t| t.id()) {
        risks.extend(isms.typed::<Risk>(touched).map(|r| r.head.id));
        risks.extend(sources::<Risk>(isms, touched).iter().map(|r| r.head.id));
    }
    let key = format!("CHG-{}", change.head.number);
    let message = if risks.is_empty() {
        format!("{key} is significant and touches no risk")
    } else {
        let stale = listed(&not_estimated_since(isms, risks.into_iter(), change.body.made_on?))?;
        format!("{stale} was not estimated since {key}")
    };
    Some(Finding { record: Some(change.head.id), message })
}
