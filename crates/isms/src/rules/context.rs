//! Rules of the context: what is managed has an owner, a measure and a date.

use super::{Finding, Rule, Severity, Shape, as_kind, lacks, listed, sources, today};
use crate::{
    area::Area,
    context::{Asset, Objective, Process, Role, Supplier},
    isms::Isms,
    record::AnyRecord,
    values::RecordId,
};
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
        what: "A role that nobody holds, whose holder has left, or for which nobody stands in.",
        why: "Authority that hangs on one person is gone when that person is.",
        how: "Name a holder and a deputy.",
        clauses: &["iso27001-2022:5.3", "iso27001-2022:A.5.2"],
        reads: &["role", "person"],
        shape: Shape::PerRecord { kinds: &["role"], far: &[], f: vacant_role },
    },
];

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
fn support(isms: &Isms) -> BTreeSet<RecordId> {
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
    role.deputy.is_none().then(|| format!("nobody stands in for the holder of {key}"))
}
