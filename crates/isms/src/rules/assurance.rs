//! Rules of assurance: what was found is mended, and tests know what they look for.

use super::{Rule, Severity, Shape, as_kind, days_before, lacks, listed, sources, today};
use crate::{
    area::Area,
    assurance::{Action, Finding, Test},
    isms::Isms,
    record::AnyRecord,
};

/// The area's rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "ASR04",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Action overdue, or its effect never checked",
        what: "An action past its date, or done 90 days ago without anyone having looked whether it helped.",
        why: "What was found goes on, and the register says it is being dealt with.",
        how: "Finish it or set a new date with a reason; look whether it helped.",
        clauses: &["iso27001-2022:10.2"],
        reads: &["action"],
        shape: Shape::PerRecord { kinds: &["action"], far: &[], f: overdue_action },
    },
    Rule {
        code: "ASR10",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Finding without action, owner or date",
        what: "An open nonconformity that no action answers, or whose actions have no owner or no date.",
        why: "It will be found again.",
        how: "Add an action with an owner and a date, or say why none is taken.",
        clauses: &["iso27001-2022:10.2"],
        reads: &["finding", "action"],
        shape: Shape::PerRecord { kinds: &["finding"], far: &[], f: unanswered },
    },
    Rule {
        code: "ASR11",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Test without criterion",
        what: "A test that does not say when it is passed.",
        why: "Its verdict is whatever the tester feels.",
        how: "Name the requirement it judges by, or say when it is passed.",
        clauses: &["iso27001-2022:9.1"],
        reads: &["test"],
        shape: Shape::PerRecord { kinds: &["test"], far: &[], f: no_criterion },
    },
];

fn overdue_action(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let action = as_kind::<Action>(record)?;
    let (body, day) = (&action.body, today(isms));
    match &*action.head.state {
        "open" | "under-way" => {
            let due = body.due.filter(|due| *due < day)?;
            Some(format!("{} was due on {due}", record.key()))
        }
        _ => {
            let done = body.done_on.filter(|done| *done < days_before(day, 90) && body.effect_checked.is_none())?;
            Some(format!("{} was done on {done} and nobody looked whether it helped", record.key()))
        }
    }
}

fn unanswered(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let finding = as_kind::<Finding>(record)?;
    if !finding.body.grade.needs_action() || !finding.body.no_action_because.0.is_empty() {
        return None;
    }
    let links = isms.pointing_at(finding.head.id);
    let verified = links.filter_map(|l| isms.typed::<Action>(l.source)).any(|a| &*a.head.state == "verified");
    let actions = sources::<Action>(isms, finding.head.id);
    if actions.is_empty() {
        return (!verified).then(|| format!("no action answers {}", record.key()));
    }
    let missing = listed(&[
        lacks(actions.iter().any(|a| a.head.owner.is_none()), "owner"),
        lacks(actions.iter().any(|a| a.body.due.is_none()), "date"),
    ])?;
    Some(format!("an action for {} has no {missing}", record.key()))
}

fn no_criterion(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let body = &as_kind::<Test>(record)?.body;
    let none = body.criterion.is_none() && body.passed_when.0.is_empty();
    none.then(|| format!("{} does not say when it is passed", record.key()))
}
