//! Rules of control: every control is there for something, and what is counted on is there.

use super::{Rule, Severity, Shape, as_kind, lacks, listed, sources, today};
use crate::{
    analysis::applicability,
    area::Area,
    assurance::Test,
    control::{Applicability, Control, SupplierObligation},
    head::Compartment,
    isms::Isms,
    record::{AnyRecord, Record},
    risk::Risk,
};

/// The area's rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "CTL01",
        area: Area::Control,
        severity: Severity::Warn,
        title: "Control treats no risk",
        what: "An operating control that treats no risk.",
        why: "It costs money and makes nothing more certain.",
        how: "Say which risk it treats, or retire it.",
        clauses: &["iso27001-2022:6.1.3"],
        reads: &["control"],
        shape: Shape::PerRecord { kinds: &["control"], far: &[], f: treats_nothing },
    },
    Rule {
        code: "CTL02",
        area: Area::Control,
        severity: Severity::Note,
        title: "Control implements no requirement",
        what: "An operating control that implements no requirement, obligation or clause.",
        why: "Nobody asked for it in words, so no test has a criterion for it.",
        how: "Say what it implements.",
        clauses: &["iso27001-2022:6.1.3 b"],
        reads: &["control"],
        shape: Shape::PerRecord { kinds: &["control"], far: &[], f: implements_nothing },
    },
    Rule {
        code: "CTL03",
        area: Area::Control,
        severity: Severity::Note,
        title: "Control protects no objective",
        what: "An operating control that protects no objective and treats no risk that threatens one.",
        why: "Nothing we want to achieve would suffer without it.",
        how: "Say what it protects, or retire it.",
        clauses: &["iso27001-2022:6.2"],
        reads: &["control", "risk"],
        shape: Shape::PerRecord { kinds: &["control"], far: &[], f: protects_nothing },
    },
    Rule {
        code: "CTL04",
        area: Area::Control,
        severity: Severity::Warn,
        title: "Operating control never tested",
        what: "An operating control for which no test has ever been run.",
        why: "That it works is a hope.",
        how: "Define a test and run it.",
        clauses: &["iso27001-2022:9.1"],
        reads: &["control", "test"],
        shape: Shape::PerRecord { kinds: &["control"], far: &[], f: never_tested },
    },
    Rule {
        code: "CTL08",
        area: Area::Control,
        severity: Severity::Warn,
        title: "Supplier obligation without measure, target or evidence",
        what: "An obligation of a supplier of which nobody could tell whether it is met.",
        why: "A promise that cannot be measured cannot be claimed.",
        how: "Agree on a measure, a target and what they must show.",
        clauses: &["iso27001-2022:A.5.20"],
        reads: &["supplier_obligation"],
        shape: Shape::PerRecord { kinds: &["supplier_obligation"], far: &[], f: unmeasurable },
    },
    Rule {
        code: "CTL09",
        area: Area::Control,
        severity: Severity::Warn,
        title: "Supplier obligation unmeasured or missed",
        what: "An obligation of a supplier that was not measured within its cadence, or whose last measurement misses the target.",
        why: "We rely on something that may not be there.",
        how: "Measure it, or act on what was measured.",
        clauses: &["iso27001-2022:A.5.22"],
        reads: &["supplier_obligation"],
        shape: Shape::PerRecord { kinds: &["supplier_obligation"], far: &[], f: unmeasured },
    },
    Rule {
        code: "CTL10",
        area: Area::Control,
        severity: Severity::Deny,
        title: "Retired control still counted on",
        what: "An estimate, plan, pattern or Statement of Applicability that counts on a retired control.",
        why: "Numbers and promises rest on something that is no longer done.",
        how: "Estimate again without it, or name what replaced it.",
        clauses: &["iso27001-2022:6.1.3"],
        reads: &["control", "estimate", "plan", "pattern", "applicability"],
        shape: Shape::PerRecord {
            kinds: &["estimate", "plan", "pattern", "applicability"],
            far: &[],
            f: counts_on_retired,
        },
    },
    Rule {
        code: "CTL11",
        area: Area::Control,
        severity: Severity::Deny,
        title: "Exclusion that something speaks against",
        what: "A line that a Statement of Applicability in force excludes, although a control for it treats an open risk, an obligation demands it, or what it is about is in scope.",
        why: "An auditor who follows the risk, the obligation or the asset arrives at a line that we say does not concern us.",
        how: "Take the exclusion back, or change what speaks against it; the statement names it beside the line.",
        clauses: &["iso27001-2022:6.1.3 d"],
        reads: &[
            "applicability",
            "framework",
            "control",
            "risk",
            "obligation",
            "requirement",
            "mapping",
            "asset",
            "process",
            "person",
            "supplier",
            "scope",
        ],
        shape: Shape::PerRecord {
            kinds: &["applicability"],
            far: &[
                "framework",
                "control",
                "risk",
                "obligation",
                "requirement",
                "mapping",
                "asset",
                "process",
                "person",
                "supplier",
                "scope",
            ],
            f: excludes_what_is_there,
        },
    },
];

fn operating(record: &dyn AnyRecord) -> Option<&Record<Control>> {
    as_kind::<Control>(record).filter(|c| &*c.head.state == "operating")
}

fn treats_nothing(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    operating(record)?.body.treats.is_empty().then(|| format!("{} treats no risk", record.key()))
}

fn implements_nothing(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let body = &operating(record)?.body;
    let nothing = body.implements.is_empty() && body.clauses.is_empty();
    nothing.then(|| format!("{} implements no requirement", record.key()))
}

fn protects_nothing(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let body = &operating(record)?.body;
    let through_risk = |id| isms.typed::<Risk>(id).is_some_and(|r| !r.body.threatens.is_empty());
    let protects = !body.protects.is_empty() || body.treats.iter().any(|r| through_risk(r.id()));
    (!protects).then(|| format!("{} protects no objective", record.key()))
}

fn never_tested(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let control = operating(record)?;
    let tested = sources::<Test>(isms, control.head.id).iter().any(|t| t.body.last_run().is_some());
    (!tested).then(|| format!("{} was never tested", record.key()))
}

fn unmeasurable(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let body = &as_kind::<SupplierObligation>(record)?.body;
    let missing = listed(&[
        lacks(body.measure.is_empty(), "measure"),
        lacks(body.target.is_none(), "target"),
        lacks(body.evidence.is_empty(), "evidence"),
    ])?;
    Some(format!("{} has no {missing}", record.key()))
}

fn unmeasured(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let body = &as_kind::<SupplierObligation>(record)?.body;
    let last = body.measurements.last().and_then(|m| m.on);
    let Some(last) = last else { return Some(format!("{} was never measured", record.key())) };
    if body.cadence.is_some_and(|c| c.due_after(last) < today(isms)) {
        return Some(format!("{} was last measured on {last}", record.key()));
    }
    (body.is_met() == Some(false)).then(|| format!("{} was missed on {last}", record.key()))
}

fn counts_on_retired(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let retired = |id| isms.typed::<Control>(id).filter(|c| &*c.head.state == "retired");
    let control = isms.pointed_at_by(record).into_iter().find_map(|l| retired(l.target))?;
    Some(format!("{} counts on CTL-{}, which is retired", record.key(), control.head.number))
}

fn excludes_what_is_there(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let found = applicability::contradicted(isms, as_kind::<Applicability>(record)?);
    let (line, against) = found.first()?;
    // What only some may see is not named.
    let told = |id| isms.get(id).filter(|r| r.head().compartment == Compartment::General).map(|r| r.key().to_string());
    let named = against.iter().find_map(|c| told(c.record())).unwrap_or_else(|| "another record".into());
    let more = if found.len() > 1 { format!(", and {} more", found.len() - 1) } else { String::new() };
    Some(format!("{} excludes {line}{more}, and {named} speaks against it", record.key()))
}
