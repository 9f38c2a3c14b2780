//! Suppliers, asked on a small organisation: how obligations stand, what was not passed on, what stops with whom, what the register
//! of information says.

mod forms;

use forms::{organisation, with};
use isms::{
    analysis::supply::{
        chain, dora, flow,
        standing::{self, Because, Shown, Verdict},
    },
    context::Supplier,
    control::SupplierObligation,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn contract() -> Value {
    json!([
        {"key": "SUP-1", "services": "x", "state": "active", "tier": "critical"},
        {"key": "CTR-1", "supplier": "SUP-1", "services": "x", "state": "signed", "starts": "2025-01-01"},
    ])
}

#[test]
fn an_obligation_is_met_missed_or_nobody_knows() {
    let isms = organisation(&contract());
    let stands = |more: Value| {
        let mut form = json!({"key": "SOB-1", "contract": "CTR-1", "text": "x", "cadence": "monthly"});
        form.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let isms = with(isms.clone(), &json!([form]));
        let obligation = isms.all::<SupplierObligation>().next().expect("one");
        let found = standing::of(&isms, obligation);
        (found.verdict, found.rests_on.and_then(|m| m.value), found.shown)
    };
    let on = |day: &str, value: f64| json!({"on": day, "value": value});
    let due = "2026-10-02".parse().expect("a day");
    let cases = [
        (json!({"target": 60, "measurements": [on("2026-10-31", 50.0)]}), Verdict::Met, Some(50.0)),
        (
            json!({"target": 60, "better": "higher", "measurements": [on("2026-10-31", 50.0)]}),
            Verdict::Missed,
            Some(50.0),
        ),
        (json!({"measurements": [on("2026-10-31", 50.0)]}), Verdict::Unmeasured(Because::NoTarget), Some(50.0)),
        (json!({"target": 60}), Verdict::Unmeasured(Because::Never), None),
        (
            json!({"target": 60, "measurements": [on("2026-09-01", 5.0)]}),
            Verdict::Unmeasured(Because::Overdue(due)),
            Some(5.0),
        ),
        // What lies ahead of the moment was not measured yet.
        (
            json!({"target": 60, "measurements": [on("2026-10-31", 50.0), on("2026-12-01", 99.0)]}),
            Verdict::Met,
            Some(50.0),
        ),
    ];
    for (form, verdict, value) in cases {
        let found = stands(form.clone());
        assert_eq!((found.0, found.1), (verdict, value), "{form}");
    }
    assert_eq!(stands(json!({})).2, Shown::NotAgreed);
    assert_eq!(stands(json!({"evidence": "Report"})).2, Shown::Missing);
    assert!(matches!(stands(json!({"evidence_due": "2026-11-01"})).2, Shown::Overdue(_)));
    assert!(matches!(stands(json!({"evidence_due": "2026-12-01"})).2, Shown::Due(_)));
}

#[test]
fn what_one_supplier_must_keep_the_other_must_be_told() {
    let isms = organisation(&contract());
    let isms = with(
        isms,
        &json!([
            {"key": "GDL-1", "purpose": "x", "state": "in-force"},
            {"key": "RQT-1", "guideline": "GDL-1", "number": "1", "text": "Tell us", "state": "in-force"},
            {"key": "RQT-2", "guideline": "GDL-1", "number": "2", "text": "Clauses", "state": "in-force", "clauses": ["iso27001-2022:A.5.20"]},
            {"key": "RQT-3", "guideline": "GDL-1", "number": "3", "text": "Else", "state": "in-force", "clauses": ["iso27001-2022:A.5.2"]},
            {"key": "SUP-2", "services": "x", "state": "active", "tier": "critical"},
            {"key": "CTR-2", "supplier": "SUP-2", "services": "x", "state": "signed", "starts": "2025-01-01"},
            {"key": "SOB-1", "contract": "CTR-1", "text": "x", "passes_on": ["RQT-1"]},
        ]),
    );
    let key = |id| isms.get(id).map(|r| r.key().to_string()).unwrap_or_default();
    let said: Vec<String> = flow::gaps(&isms)
        .iter()
        .map(|g| format!("{} {}", g.contract.map(key).unwrap_or_default(), key(g.demand)))
        .collect();
    assert_eq!(said, ["CTR-1 RQT-2", "CTR-2 RQT-1", "CTR-2 RQT-2"]);
}

#[test]
fn what_stops_is_told_as_a_way() {
    let isms = organisation(&json!([
        {"key": "OBJ-1", "statement": "Light"},
        {"key": "SUP-3", "services": "x"}, {"key": "SUP-2", "services": "x", "sub_suppliers": ["SUP-3"]},
        {"key": "SUP-3", "services": "x", "sub_suppliers": ["SUP-2"]},
        {"key": "SUP-1", "services": "x", "state": "active", "sub_suppliers": ["SUP-2"]},
        {"key": "AST-1", "provided_by": "SUP-1"}, {"key": "AST-2", "depends_on": ["AST-1"]},
        {"key": "PRC-1", "description": "x", "uses": ["AST-2"], "supports": ["OBJ-1"], "critical": true},
    ]));
    let graph = chain::Graph::new(&isms);
    let third = isms.all::<Supplier>().find(|s| s.head.number == 3).expect("one");
    let reach = graph.reach(third.head.id);
    let way: Vec<String> =
        reach.objectives[0].way.iter().filter_map(|s| isms.get(s.record)).map(|r| r.key().to_string()).collect();
    assert_eq!(way, ["SUP-2", "SUP-1", "AST-1", "AST-2", "PRC-1", "OBJ-1"]);
    assert_eq!((reach.party, reach.functions.len(), reach.processes), (3, 1, 1));
}

/// Chains of any shape end, and whoever relies on a supplier that stops something stops it too.
fn relying() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0usize..8, 0..4), 8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_chain_ends(relying in relying()) {
        let mut forms = vec![json!({"key": "OBJ-1", "statement": "Light"})];
        forms.extend((0..8).map(|n| json!({"key": format!("SUP-{}", n + 1), "services": "x"})));
        forms.extend(relying.iter().enumerate().map(|(n, on)| {
            let on: Vec<String> = on.iter().map(|m| format!("SUP-{}", m + 1)).collect();
            json!({"key": format!("SUP-{}", n + 1), "services": "x", "sub_suppliers": on})
        }));
        forms.push(json!({"key": "AST-1", "provided_by": "SUP-1"}));
        forms.push(json!({"key": "OBJ-1", "statement": "Light", "depends_on": ["AST-1"]}));
        let isms = organisation(&Value::Array(forms));
        let graph = chain::Graph::new(&isms);
        let stops = |n: u32| {
            let supplier = isms.all::<Supplier>().find(|s| s.head.number == n).map(|s| graph.reach(s.head.id));
            supplier.is_some_and(|r| !r.objectives.is_empty())
        };
        for (n, on) in relying.iter().enumerate() {
            for m in on {
                prop_assert!(!stops(n as u32 + 1) || stops(*m as u32 + 1));
            }
        }
        let _ = dora::register(&isms);
    }
}

#[test]
fn the_register_says_what_is_missing_and_what_is_wrong() {
    let isms = organisation(&json!([
        {"key": "ORG-1", "purpose": "x", "lei": "529900TIDEWATER00167", "country": "DE"},
        {"key": "SUP-1", "services": "x", "state": "active", "lei": "635400KESTRELDATA104", "country": "IE"},
        {"key": "SUP-2", "services": "x", "state": "active", "other_code": "123", "other_code_type": "vat", "country": "NL"},
        {"key": "PRC-1", "description": "x", "critical": true, "rto": 0.5},
        {"key": "CTR-1", "supplier": "SUP-1", "services": "x", "state": "signed", "starts": "2025-01-01", "reference": "A",
            "supports": ["PRC-1"], "cost_yearly": "EUR 12.50", "ict_services": ["s19"], "data_locations": ["IE", "DE"], "data_kept": "data-high"},
        {"key": "CTR-2", "supplier": "SUP-2", "services": "x", "state": "signed", "starts": "2025-01-01", "reference": "A"},
        {"key": "CTR-3", "supplier": "SUP-2", "services": "x", "state": "signed", "starts": "2025-01-01", "ict_services": ["no-ict-service"]},
    ]));
    let register = dora::register(&isms);
    assert!(register.iter().all(|t| t.rows.iter().all(|r| r.cells.len() == t.template.columns.len())));
    let said: Vec<String> = register
        .iter()
        .map(|t| format!("{} {} rows, {} unknown, {} wrong", t.template.code, t.rows.len(), t.unknown(), t.wrong()))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @"
    B_01.01 1 rows, 2 unknown, 0 wrong
    B_01.02 1 rows, 5 unknown, 0 wrong
    B_01.03 0 rows, 0 unknown, 0 wrong
    B_02.01 2 rows, 2 unknown, 2 wrong
    B_02.02 5 rows, 22 unknown, 1 wrong
    B_02.03 0 rows, 0 unknown, 0 wrong
    B_03.01 2 rows, 0 unknown, 2 wrong
    B_03.02 2 rows, 0 unknown, 1 wrong
    B_03.03 0 rows, 0 unknown, 0 wrong
    B_04.01 2 rows, 0 unknown, 2 wrong
    B_05.01 2 rows, 4 unknown, 2 wrong
    B_05.02 2 rows, 1 unknown, 1 wrong
    B_06.01 1 rows, 4 unknown, 0 wrong
    B_07.01 1 rows, 5 unknown, 0 wrong
    B_99.01 1 rows, 0 unknown, 0 wrong
    ");
}
