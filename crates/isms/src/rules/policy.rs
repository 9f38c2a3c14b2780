//! Rules of policy: every sentence has a ground above it and something beneath it.

use super::{Rule, Severity, Shape, as_kind, lacks, listed, sources, today};
use crate::{
    area::Area,
    context::Obligation,
    control::Control,
    isms::Isms,
    policy::{Exception, Policy, Requirement},
    record::AnyRecord,
};

/// The area's rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "POL01",
        area: Area::Policy,
        severity: Severity::Warn,
        title: "Policy statement derives from nothing",
        what: "A statement that names no appetite, objective or obligation it derives from.",
        why: "Nobody can tell what would be lost without it, so nobody dares to remove it.",
        how: "Name what it derives from, or strike it.",
        clauses: &["iso27001-2022:5.2"],
        reads: &["policy"],
        shape: Shape::PerRecord { kinds: &["policy"], far: &[], f: groundless },
    },
    Rule {
        code: "POL02",
        area: Area::Policy,
        severity: Severity::Warn,
        title: "Requirement serves no policy statement",
        what: "A requirement that names no statement of a policy.",
        why: "A requirement without a reason is kept to the letter or not at all.",
        how: "Name the statement it serves, or retire it.",
        clauses: &["iso27001-2022:A.5.1"],
        reads: &["requirement"],
        shape: Shape::PerRecord { kinds: &["requirement"], far: &[], f: serves_nothing },
    },
    Rule {
        code: "POL07",
        area: Area::Policy,
        severity: Severity::Warn,
        title: "Exception expired, unowned or uncompensated",
        what: "A granted exception whose last day has passed, that nobody owns, or with nothing in the requirement's place.",
        why: "An exception without end is a rule that does not hold.",
        how: "Renew or end it, name an owner, or name what stands in its place.",
        clauses: &["iso27001-2022:A.5.1"],
        reads: &["exception"],
        shape: Shape::PerRecord { kinds: &["exception"], far: &[], f: loose_exception },
    },
    Rule {
        code: "POL09",
        area: Area::Policy,
        severity: Severity::Deny,
        title: "Obligation with no requirement or control",
        what: "An obligation that binds us today and that no requirement meets and no control implements.",
        why: "It is met by accident, if at all.",
        how: "Write the requirement, or say which control meets it.",
        clauses: &["iso27001-2022:A.5.31"],
        reads: &["obligation", "requirement", "control"],
        shape: Shape::PerRecord { kinds: &["obligation"], far: &[], f: unmet_obligation },
    },
];

fn groundless(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let policy = as_kind::<Policy>(record)?;
    let body = policy.counts().unwrap_or(&policy.body);
    let without = body.statements.iter().filter(|s| s.derived_from.is_empty());
    let numbers = listed(&without.map(|s| s.number.as_str()).collect::<Vec<_>>())?;
    Some(format!("{}: statement {numbers} derives from no appetite, objective or obligation", record.key()))
}

fn serves_nothing(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let requirement = as_kind::<Requirement>(record)?;
    let body = requirement.counts().unwrap_or(&requirement.body);
    let loose = body.serves.is_none() || body.statements.is_empty();
    loose.then(|| format!("{} serves no policy statement", record.key()))
}

fn loose_exception(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let exception = as_kind::<Exception>(record).filter(|e| &*e.head.state == "granted")?;
    let expired = exception.body.expires.is_some_and(|on| on < today(isms));
    let faults = listed(&[
        lacks(expired, "has expired"),
        lacks(exception.head.owner.is_none(), "has no owner"),
        lacks(exception.body.compensating.is_empty(), "names nothing that stands in the requirement's place"),
    ])?;
    Some(format!("{} {faults}", record.key()))
}

fn unmet_obligation(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let obligation = as_kind::<Obligation>(record).filter(|o| &*o.head.state == "applicable")?;
    let id = obligation.head.id;
    let unmet = sources::<Requirement>(isms, id).is_empty() && sources::<Control>(isms, id).is_empty();
    (unmet && obligation.body.binds_on(today(isms)))
        .then(|| format!("no requirement and no control meets {}", record.key()))
}
