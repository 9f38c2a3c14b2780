//! Rules of control: every control is there for something, and what is counted on is there.

use super::{Finding, Rule, Severity, Shape, as_kind, lacks, listed, sources, today};
use crate::{
    analysis::{
        applicability,
        supply::{chain, exit, flow, standing},
    },
    area::Area,
    assurance::{Test, test::TestVerdict},
    cadence::Cadence,
    context::Supplier,
    control::{Applicability, Control, SupplierObligation},
    head::Compartment,
    isms::Isms,
    record::{AnyRecord, Record},
    risk::Risk,
    values::RecordId,
};
use std::collections::BTreeMap;

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
        title: "Operating control never tested, or not when due",
        what: "An operating control for which no test has ever been run, or whose last run that came to a conclusion is older than its due date.",
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
        code: "CTL12",
        area: Area::Control,
        severity: Severity::Warn,
        title: "Single point of failure: one supplier under everything",
        what: "A supplier, of ours or of a supplier at any depth, with whom every objective or every critical function stops.",
        why: "What looks like many suppliers is one, and nobody decided that it should be.",
        how: "Decide to bear it, find a second source, or prepare the way out.",
        clauses: &["iso27001-2022:A.5.19", "iso27001-2022:A.5.30"],
        reads: &["supplier", "contract", "asset", "process", "objective"],
        shape: Shape::Whole(single_points),
    },
    Rule {
        code: "CTL14",
        area: Area::Control,
        severity: Severity::Warn,
        title: "Requirement not passed on to the supplier",
        what: "A requirement or obligation of ours that a supplier must meet and that no contract with it passes on.",
        why: "They cannot keep what they were never told, and we cannot claim it.",
        how: "Add an obligation of the supplier that passes it on, or agree on the clause first.",
        clauses: &["iso27001-2022:A.5.20"],
        reads: &["supplier", "contract", "supplier_obligation", "requirement", "obligation", "control", "asset"],
        shape: Shape::Whole(not_flowed_down),
    },
    Rule {
        code: "CTL15",
        area: Area::Control,
        severity: Severity::Warn,
        title: "No tried way out of a supplier",
        what: "A supplier that is critical or hard to replace, without an exit plan in force or with one that was never exercised.",
        why: "Whoever cannot leave cannot negotiate either, and a way out that nobody has walked may not be one.",
        how: "Write the plan and exercise it: a test of the plan with a run.",
        clauses: &["iso27001-2022:A.5.21", "dora:Art. 28"],
        reads: &["supplier", "contract", "plan", "test"],
        shape: Shape::PerRecord { kinds: &["supplier"], far: &["plan", "contract", "test"], f: no_way_out },
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
    let tests = sources::<Test>(isms, control.head.id);
    if !tests.iter().any(|t| t.body.last_run().is_some()) {
        return Some(format!("{} was never tested", record.key()));
    }
    let day = today(isms);
    let due = tests.iter().filter_map(|t| {
        let concluded = t.body.runs.iter().filter(|r| r.verdict != TestVerdict::Inconclusive);
        let last = concluded.filter_map(|r| r.on).filter(|on| *on <= day).max()?;
        Some(t.body.cadence.unwrap_or(Cadence::Yearly).due_after(last))
    });
    let due = due.max().filter(|due| *due < day)?;
    Some(format!("{} should have been tested again by {due}", record.key()))
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
    standing::complaint(isms, as_kind::<SupplierObligation>(record)?)
}

fn single_points(isms: &Isms) -> Vec<Finding> {
    if isms.all::<Supplier>().next().is_none() {
        return Vec::new();
    }
    let found = chain::concentration(isms);
    let say = |(reach, objectives): (&chain::Reach, bool)| {
        let key = isms.get(reach.supplier)?.key();
        let all = if objectives { "objective that rests on anything" } else { "critical function" };
        let message = format!("every {all} stops when {key} stops");
        Some(Finding { record: Some(reach.supplier), message })
    };
    chain::single_points(&found).into_iter().filter_map(say).collect()
}

fn not_flowed_down(isms: &Isms) -> Vec<Finding> {
    let mut by_supplier: BTreeMap<RecordId, Vec<flow::Gap>> = BTreeMap::new();
    flow::gaps(isms).into_iter().for_each(|gap| by_supplier.entry(gap.supplier).or_default().push(gap));
    let say = |(supplier, gaps): (RecordId, Vec<flow::Gap>)| {
        let keys: Vec<String> = gaps.iter().filter_map(|g| Some(isms.get(g.demand)?.key().to_string())).collect();
        let contract = gaps.first().and_then(|g| g.contract);
        let place = match contract.and_then(|c| isms.get(c)) {
            Some(contract) => contract.key().to_string(),
            None => format!("any contract with {}", isms.get(supplier)?.key()),
        };
        let message = format!("{} not passed on by {place}", listed(&keys)?);
        Some(Finding { record: Some(contract.unwrap_or(supplier)), message })
    };
    by_supplier.into_iter().filter_map(say).collect()
}

fn no_way_out(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    exit::complaint(isms, as_kind::<Supplier>(record)?)
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
