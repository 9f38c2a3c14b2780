//! The wheel of a small whole organisation: what travels, what degrades when a capability is taken out, where it stands, what a year produced.

mod forms;

use forms::{id, organisation, with};
use isms::{
    analysis::{
        certainty, cycle, model,
        numbers::{self, Numbers},
        spectrum,
        wheel::{self, Because, SEVEN, Wheel},
    },
    area::Area,
    isms::Isms,
    rules,
};
use serde_json::json;

fn whole() -> Isms {
    organisation(&json!([
        {"key": "ORG-1", "profile": "large"},
        {"key": "PER-1", "line": "first"}, {"key": "PER-2", "line": "second"},
        {"key": "TEA-1", "line": "first"},
        {"key": "OBJ-1", "statement": "Light", "owner": "PER-1", "tolerance": "EUR 100", "required_certainty": 0.99, "state": "agreed"},
        {"key": "RSK-1", "scenario": "Fire", "state": "treated", "threatens": [{"objective": "OBJ-1"}]},
        {"key": "EST-1", "risk": "RSK-1", "state": "given", "made": "2026-09-01", "loss_event_frequency": [0.2, 1],
         "primary_loss": [{"form": "response", "amount": [1000, 9000]}]},
        {"key": "APP-1", "statement": "x", "state": "in-force", "curve": [{"amount": "EUR 9000", "probability": 0.1}]},
        {"key": "POL-1", "purpose": "x", "state": "in-force", "statements": [{"number": "1", "text": "x", "derived_from": ["APP-1"]}]},
        {"key": "GDL-1", "purpose": "x", "state": "in-force", "under": "POL-1"},
        {"key": "RQT-1", "guideline": "GDL-1", "number": "1", "text": "x", "state": "in-force", "serves": "POL-1", "statements": ["1"], "needs_instruction": true},
        {"key": "IST-1", "purpose": "x", "written_by": "TEA-1", "carries_out": ["RQT-1"], "state": "in-force"},
        {"key": "CHA-1", "of": "IST-1", "challenger": "PER-2", "made": "2026-02-01", "verdict": "stands", "reasons": "Seen", "state": "given"},
        {"key": "CTL-1", "description": "Do it", "state": "operating", "owner": "PER-1", "treats": ["RSK-1"], "implements": ["RQT-1"],
         "effects": [{"factor": "susceptibility", "multiplier": [0.1, 0.4]}]},
        {"key": "TST-1", "of": ["CTL-1"], "criterion": "RQT-1", "runs": [{"on": "2026-08-01", "verdict": "passed", "looked_at": 9, "failed": 0}]},
        {"key": "BOD-1", "purpose": "x", "state": "in-force", "decides": ["fund"], "oversees": ["OBJ-1"]},
        {"key": "DEC-1", "question": "What?", "state": "decided", "owner": "PER-1", "decided_on": "2026-06-01", "objectives": ["OBJ-1"],
         "options": [{"name": "Nothing"}, {"name": "Buy"}], "chosen": "Buy", "next_review": "2027-01-01", "allocations": [{"amount": "EUR 10"}]},
        {"key": "CHN-1", "purpose": "x", "level": "tactical"},
        {"key": "FND-1", "description": "x", "grade": "major-nonconformity", "found_on": "2026-06-01"},
        {"key": "MSG-1", "channel": "CHN-1", "text": "x", "direction": "up", "about": ["FND-1"], "sent": "2026-06-05T08:00:00Z", "state": "sent", "led_to": ["DEC-1"]},
    ]))
}

fn numbers_of(isms: &Isms) -> Numbers {
    let settings = quant::simulate::Settings { seed: 1, worlds: 32, years_per_world: 64, threads: 1 };
    numbers::of(isms, &certainty::compute(model::of(isms), &settings))
}

fn seen(isms: &Isms) -> (Numbers, rules::Signals, Wheel) {
    let numbers = numbers_of(isms);
    let mut signals = rules::run(isms);
    signals.extend(rules::numeric(isms, &numbers));
    let wheel = wheel::wheel(isms, &numbers, &signals);
    (numbers, signals, wheel)
}

fn flow(wheel: &Wheel, name: &str) -> (usize, usize) {
    let flow = wheel.flows.iter().find(|f| f.name == name).unwrap_or_else(|| panic!("no flow {name}"));
    (flow.travelled, flow.should)
}

#[test]
fn what_should_travel_is_counted_and_nothing_is_unknown_not_whole() {
    let (_, _, wheel) = seen(&whole());
    let full = [
        "below-decided",
        "appetite-stated",
        "requirements-instructed",
        "acted-on",
        "matters-up",
        "requirements-controlled",
        "risks-controlled",
        "tested-when-due",
        "tests-judge",
    ];
    for name in full {
        assert_eq!(flow(&wheel, name), (1, 1), "{name}");
    }
    assert_eq!(flow(&wheel, "lessons-estimated"), (0, 0));
    assert!(
        wheel
            .flows
            .iter()
            .find(|f| f.name == "lessons-estimated")
            .is_some_and(|f| f.share().is_none() && !f.is_broken())
    );
    assert!(wheel.broken().is_empty());
}

#[test]
fn a_flow_names_what_is_missing_and_since_when() {
    let isms = with(
        whole(),
        &json!([{"key": "RQT-2", "guideline": "GDL-1", "number": "2", "text": "x", "state": "in-force", "created": "2026-03-01T08:00:00Z"},
        {"key": "RQT-3", "guideline": "GDL-1", "number": "3", "text": "x", "state": "in-force", "created": "2026-02-01T08:00:00Z"}]),
    );
    let (_, _, wheel) = seen(&isms);
    let flow = wheel.flows.iter().find(|f| f.name == "requirements-controlled").expect("the flow");
    assert_eq!((flow.travelled, flow.should, flow.missing.clone()), (1, 3, vec![id("RQT-3"), id("RQT-2")]));
    assert_eq!(flow.since.map(|d| d.to_string()).as_deref(), Some("2026-02-01"));
    assert!(flow.is_broken() && wheel.broken()[0].name == flow.name);
}

/// The test the issue asks for: take one capability out and see the rest degrade, with reasons.
#[test]
fn taking_one_capability_out_degrades_the_rest_with_reasons() {
    let isms = whole();
    let (numbers, signals, wheel) = seen(&isms);
    let of = |area| wheel::degrades(&isms, &numbers, &signals, &wheel, area);
    for area in SEVEN {
        let lost = of(area);
        assert!(!lost.is_empty(), "nothing degrades without {area:?}");
        assert!(lost.iter().all(|d| d.capability != area), "{area:?} is told of itself");
        assert!(lost.iter().all(|d| !wheel::sentence(&isms, &d.because).is_empty()));
    }
    let says = |area, wanted: &dyn Fn(&wheel::Degraded) -> bool| of(area).iter().any(wanted);
    assert!(says(Area::Risk, &|d| d.because == Because::Unknown(1) && d.records == [id("OBJ-1")]));
    assert!(says(Area::Control, &|d| d.capability == Area::Risk
        && matches!(d.because, Because::Loss(now, then) if then > now)));
    assert!(says(Area::Assurance, &|d| d.because == Because::Unshown(1) && d.records == [id("CTL-1")]));
    assert!(says(Area::Assurance, &|d| d.because == Because::Signals("CTL04", 1)));
    assert!(says(Area::Governance, &|d| matches!(
        d.because,
        Because::Flow { name: "below-decided", before: (1, 1), after: Some((0, 1)) }
    )));
    assert!(says(Area::Policy, &|d| matches!(
        d.because,
        Because::Flow { name: "requirements-instructed", before: (1, 1), after: None }
    )));
    assert!(says(Area::Communication, &|d| d.capability == Area::Governance
        && matches!(d.because, Because::Flow { name: "matters-up" | "acted-on", .. })));
}

#[test]
fn a_position_needs_three_observations_and_shows_its_counts() {
    let spectrum = spectrum::of(&whole());
    let of = |area| spectrum.positions.iter().find(|p| p.area == area).expect("a position");
    assert_eq!(of(Area::Control).stands(), Some((2, 3)), "cost is not stated and nothing is to be covered");
    assert_eq!(of(Area::Instruction).stands(), Some((2, 3)));
    let empty = spectrum::of(&organisation(&json!([])));
    assert!(empty.positions.iter().all(|p| p.stands().is_none()), "nothing recorded is unknown");
}

#[test]
fn a_year_is_counted_by_phase_and_what_is_stuck_has_an_age() {
    let isms = with(
        whole(),
        &json!([{"key": "TST-2", "of": ["CTL-1"], "created": "2024-01-05T09:00:00Z"},
        {"key": "ACT-1", "corrective_action": "x", "due": "2026-10-01"}]),
    );
    let cycle = cycle::of(&isms);
    let phase = |n: usize| (cycle.phases[n].done(), cycle.phases[n].stuck());
    assert_eq!(phase(2), (1, 1), "one run, one test never run");
    assert_eq!(phase(3), (0, 2), "an action past its date, a finding without one");
    let stuck = cycle.phases[3].work.iter().flat_map(|w| &w.stuck).find(|s| s.record == id("ACT-1")).expect("stuck");
    assert_eq!(stuck.since.to_string(), "2026-10-01");
    assert!(cycle::complaints(&isms).iter().any(|(_, said)| said.contains("Act")));
}
