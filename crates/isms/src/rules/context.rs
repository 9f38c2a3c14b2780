//! Rules of the context: what is managed has an owner, a measure and a date.

use super::{Finding, Rule, Severity, Shape, as_kind, day_of, lacks, listed, sources, today};
use crate::{
    analysis::{cycle, reach},
    area::Area,
    assurance::Certificate,
    context::{Asset, Objective, Process, Role, Scope, Supplier},
    isms::Isms,
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The area's rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "CTX01",
        area: Area::Context,
        severity: Severity::Warn,
        title: "Objective without owner, measure or value",
        what: "An objective that nobody answers for, that cannot be measured, or of which nobody said what it is worth.",
        why: "Certainty needs something to be certain of: without owner, measure and value nobody can say whether it was achieved or how much it may cost to make sure.",
        how: "Name the owner who can allocate resources, the measure and the value at stake.",
        clauses: &["iso27001-2022:6.2"],
        reads: &["objective"],
        shape: Shape::PerRecord { kinds: &["objective"], far: &[], f: incomplete_objective },
    },
    Rule {
        code: "CTX02",
        area: Area::Context,
        severity: Severity::Warn,
        title: "Context unreviewed past its date",
        what: "A scope, issue, obligation or interested party whose review date has passed.",
        why: "The context moves; decisions taken on last year's context answer last year's question.",
        how: "Look at it, change what changed, and set the next review.",
        clauses: &["iso27001-2022:4.1", "iso27001-2022:4.2", "iso27001-2022:4.3"],
        reads: &["scope", "issue", "obligation", "party"],
        shape: Shape::PerRecord { kinds: &["scope", "issue", "obligation", "party"], far: &[], f: unreviewed },
    },
    Rule {
        code: "CTX04",
        area: Area::Context,
        severity: Severity::Warn,
        title: "Something an objective rests on is unowned or unassessed",
        what: "An asset or process without owner, or a supplier that was never assessed, beneath an objective.",
        why: "What nobody owns nobody repairs; the objective stands on it all the same.",
        how: "Name an owner, or assess the supplier.",
        clauses: &["iso27001-2022:A.5.9", "iso27001-2022:A.5.19"],
        reads: &["objective", "process", "asset", "supplier"],
        shape: Shape::Whole(unowned_support),
    },
    Rule {
        code: "CTX05",
        area: Area::Context,
        severity: Severity::Warn,
        title: "Role vacant or without deputy",
        what: "A role that nobody holds, whose holder has left, or, in all but the smallest organisations, for which nobody stands in.",
        why: "Authority that hangs on one person is gone when that person is.",
        how: "Name a holder, and a deputy where enough people work.",
        clauses: &["iso27001-2022:5.3", "iso27001-2022:A.5.2"],
        reads: &["role", "person"],
        shape: Shape::PerRecord { kinds: &["role"], far: &[], f: vacant_role },
    },
    Rule {
        code: "CTX03",
        area: Area::Context,
        severity: Severity::Warn,
        title: "Membership drifted from the statement",
        what: "A scope of which more than a tenth of what its membership rules name today was recorded after its statement, or a surveillance of its certificate, was last looked at.",
        why: "The certificate speaks of another organisation than the one that works today.",
        how: "Look at who and what is inside now, and confirm or change the statement.",
        clauses: &["iso27001-2022:4.3"],
        reads: &["scope", "certificate", "asset", "person", "supplier", "process"],
        shape: Shape::PerRecord { kinds: &["scope"], far: &["asset", "person", "supplier", "process"], f: drifted },
    },
    Rule {
        code: "CTX06",
        area: Area::Context,
        severity: Severity::Warn,
        title: "Plan without check and act",
        what: "Plan produced something within a year while of Check or Act more is overdue than was done; or the management body's attendance fell by a fifth, or its decisions took half as long again, against the year before.",
        why: "A management system that plans and never looks again only grows.",
        how: "Do what is overdue first; take fewer things up.",
        clauses: &["iso27001-2022:4.4", "iso27001-2022:9.1", "iso27001-2022:10.1"],
        reads: cycle::READS,
        shape: Shape::Whole(falls_behind),
    },
];

/// The kinds whose records a membership rule is asked about.
const INSIDE: [&str; 4] = ["asset", "person", "supplier", "process"];

fn drifted(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let scope = as_kind::<Scope>(record)?;
    let looked = last_looked(isms, scope)?;
    let rules = scope.counts()?.membership.iter().filter(|m| INSIDE.contains(&m.kind.as_str()));
    let kinds = rules.filter_map(|m| Some((crate::kind::by_name(&m.kind)?, m.filter.as_str())));
    let inside: BTreeSet<RecordId> = kinds.flat_map(|(kind, rule)| reach::inside(isms, kind, rule)).collect();
    let new = inside.iter().filter_map(|id| isms.get(*id)).filter(|r| day_of(r.head().created) > looked).count();
    let all = inside.len();
    (new * 10 > all).then(|| {
        format!("{new} of {all} inside {} came after its statement was last looked at, on {looked}", record.key())
    })
}

/// When a scope's statement, or the certificate for it, was last looked at.
fn last_looked(isms: &Isms, scope: &Record<Scope>) -> Option<Date> {
    let certificates = sources::<Certificate>(isms, scope.head.id).into_iter();
    let certifying = certificates.filter(|c| c.body.certifies.iter().any(|s| s.id() == scope.head.id));
    let dates = certifying.flat_map(|c| c.body.surveillance.iter().filter_map(|s| s.done).chain(c.body.valid_from));
    let past = dates.filter(|d| *d <= today(isms)).max();
    scope.in_force.as_ref().map(|e| day_of(e.since)).max(past)
}

fn falls_behind(isms: &Isms) -> Vec<Finding> {
    cycle::complaints(isms).into_iter().map(|(record, message)| Finding { record, message }).collect()
}

fn incomplete_objective(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let objective = as_kind::<Objective>(record)?;
    let body = &objective.body;
    let missing = listed(&[
        lacks(objective.head.owner.is_none(), "owner"),
        lacks(body.measure.is_empty(), "measure"),
        lacks(body.value_at_stake.is_none(), "value at stake"),
    ])?;
    Some(format!("{} has no {missing}", record.key()))
}

fn unreviewed(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let due = record.head().next_review.filter(|due| *due < today(isms))?;
    Some(format!("{} should have been reviewed by {due}", record.key()))
}

/// Everything that objectives rest on, at any depth.
pub(super) fn support(isms: &Isms) -> BTreeSet<RecordId> {
    let mut open: Vec<RecordId> = Vec::new();
    for objective in isms.all::<Objective>().filter(|o| (*o as &dyn AnyRecord).is_open()) {
        open.extend(objective.body.depends_on.iter().map(|s| s.id()));
        open.extend(sources::<Process>(isms, objective.head.id).iter().map(|p| p.head.id));
    }
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(isms.typed::<Process>(id).into_iter().flat_map(|p| &p.body.uses).map(|u| u.id()));
            if let Some(asset) = isms.typed::<Asset>(id) {
                open.extend(asset.body.depends_on.iter().map(|a| a.id()));
                open.extend(asset.body.provided_by.map(|s| s.id()));
            }
        }
    }
    reached
}

fn unowned_support(isms: &Isms) -> Vec<Finding> {
    let mut found = Vec::new();
    for record in support(isms).into_iter().filter_map(|id| isms.get(id)).filter(|r| r.is_open()) {
        let key = record.key();
        let message = match as_kind::<Supplier>(record.as_ref()) {
            Some(s) if s.body.assessed_on.is_none() => format!("{key} was never assessed and an objective rests on it"),
            None if record.head().owner.is_none() => format!("{key} has no owner and an objective rests on it"),
            _ => continue,
        };
        found.push(Finding { record: Some(record.head().id), message });
    }
    found
}

fn vacant_role(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let role = &as_kind::<Role>(record)?.body;
    let key = record.key();
    let Some(holder) = role.holder else { return Some(format!("nobody holds {key}")) };
    if isms.get(holder.id()).is_none_or(|p| !p.is_open()) || role.until.is_some_and(|until| until < today(isms)) {
        return Some(format!("the holder of {key} has left it"));
    }
    let alone = role.deputy.is_none() && proportion::expects(isms, Setting::DeputyExpected);
    alone.then(|| format!("nobody stands in for the holder of {key}"))
}
