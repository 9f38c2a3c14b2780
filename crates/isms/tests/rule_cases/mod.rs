//! Organisations that break a rule and organisations that do not, for the rules of the human loop.

use serde_json::{Value, json};

/// A rule, records of both organisations, what breaks it, and the same records as they should be.
pub type Case = (&'static str, Value, Value, Value);

fn objective() -> Value {
    json!({"key": "OBJ-1", "statement": "Light"})
}

fn risk() -> Value {
    json!({"key": "RSK-1", "scenario": "Fire in the hall", "threatens": [{"objective": "OBJ-1"}]})
}

fn estimate(key: &str, risk: &str, made: &str, high: f64) -> Value {
    json!({"key": key, "risk": risk, "state": "given", "made": made, "loss_event_frequency": [0.1, high],
           "primary_loss": [{"form": "response", "amount": [1000, 9000]}]})
}

fn with(mut form: Value, more: Value) -> Value {
    form.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    form
}

fn control(more: Value) -> Value {
    with(json!({"key": "CTL-1", "description": "Do it", "state": "operating", "owner": "PER-1"}), more)
}

/// A decision that nothing is wrong with.
pub fn decision(more: Value) -> Value {
    let form = json!({"key": "DEC-1", "question": "What?", "state": "decided", "owner": "PER-1",
        "options": [{"name": "Nothing"}, {"name": "Buy"}], "chosen": "Buy", "next_review": "2027-01-01",
        "allocations": [{"amount": "EUR 10"}], "picture": {"act": 1, "at": "2026-01-05T09:00:00Z"}});
    with(form, more)
}

fn body(more: Value) -> Value {
    with(json!({"key": "BOD-1", "purpose": "x", "state": "in-force", "decides": ["fund"]}), more)
}

fn policy(more: Value) -> Value {
    with(
        json!({"key": "POL-1", "purpose": "x", "state": "in-force", "statements": [{"number": "1", "text": "x"}]}),
        more,
    )
}

/// All of them.
pub fn cases() -> Vec<Case> {
    [context_and_risk(), governance(), policies(), telling(), proof(), day()].concat()
}

fn context_and_risk() -> Vec<Case> {
    let person = json!({"key": "PER-1"});
    let scope = json!({"key": "SCP-1", "statement": "x", "state": "in-force",
        "membership": [{"kind": "asset", "filter": "class:information"}]});
    let accept = |loss: &str| {
        let picture = json!({"act": 1, "at": "2026-01-05T09:00:00Z", "risks": [{"risk": "RSK-1", "at_95": loss}]});
        decision(json!({"about": "accept", "concerns": ["RSK-1"], "decided_by": "PER-1", "picture": picture}))
    };
    let twin = json!({"key": "RSK-2", "scenario": "Fire in the hall!", "threatens": [{"objective": "OBJ-1"}]});
    vec![
        (
            "CTX03",
            json!([]),
            json!([{"key": "AST-1", "created": "2026-11-01T09:00:00Z"}, scope]),
            json!([{"key": "AST-1"}]),
        ),
        (
            "CTX06",
            json!([person, objective(), risk(), estimate("EST-1", "RSK-1", "2026-05-01", 0.5), control(json!({}))]),
            json!([{"key": "TST-1", "of": ["CTL-1"], "created": "2025-01-05T09:00:00Z"}]),
            json!([{"key": "TST-1", "of": ["CTL-1"], "runs": [{"on": "2026-10-01", "verdict": "passed"}]}]),
        ),
        (
            "RSK06",
            json!([person, objective(), risk(), estimate("EST-1", "RSK-1", "2026-01-01", 0.5)]),
            json!([{"key": "INC-1", "description": "x", "case_of": ["RSK-1"], "detected": "2026-03-02T08:00:00Z"}]),
            json!([estimate("EST-1", "RSK-1", "2026-04-01", 0.5)]),
        ),
        (
            "RSK06",
            json!([
                person,
                objective(),
                risk(),
                estimate("EST-1", "RSK-1", "2026-01-01", 0.5),
                control(json!({"treats": ["RSK-1"]}))
            ]),
            json!([{"key": "TST-1", "of": ["CTL-1"], "runs": [{"on": "2026-10-01", "verdict": "failed"}]}]),
            json!([{"key": "TST-1", "of": ["CTL-1"], "runs": [{"on": "2026-10-01", "verdict": "passed"}]}]),
        ),
        (
            "RSK06",
            json!([objective(), {"key": "AST-1"}, with(risk(), json!({"strikes": ["AST-1"]})), estimate("EST-1", "RSK-1", "2026-01-01", 0.5)]),
            json!([{"key": "CHG-1", "purpose": "x", "significant": true, "touches": ["AST-1"], "state": "made", "made_on": "2026-05-01"}]),
            json!([{"key": "CHG-1", "purpose": "x", "significant": false, "touches": ["AST-1"], "state": "made", "made_on": "2026-05-01"}]),
        ),
        (
            "RSK07",
            json!([person, objective(), with(risk(), json!({"state": "accepted"})), {"key": "ROL-1", "purpose": "x", "holder": "PER-1"},
                {"key": "APP-1", "statement": "x", "state": "in-force", "ladder": [{"holder": "ROL-1", "accept_up_to": "EUR 100"}]}]),
            json!([accept("EUR 500")]),
            json!([accept("EUR 50")]),
        ),
        (
            "RSK10",
            json!([objective(), risk(), twin, estimate("EST-1", "RSK-1", "2026-01-01", 0.5)]),
            json!([estimate("EST-2", "RSK-2", "2026-01-01", 0.9)]),
            json!([estimate("EST-2", "RSK-2", "2026-02-01", 0.5)]),
        ),
    ]
}

fn governance() -> Vec<Case> {
    let (person, other) = (json!({"key": "PER-1"}), json!({"key": "PER-2"}));
    let meeting = |n: u32| json!({"key": format!("MTG-{n}"), "body": "BOD-1", "begins": format!("2026-0{n}-02T08:00:00Z"), "state": "closed"});
    let disclosure = |n: u32| {
        json!({"key": format!("DSC-{n}"), "objective": "OBJ-1", "to": "BOD-1", "uncertain": "x", "state": "made",
               "made": "2026-01-05", "meeting": format!("MTG-{n}")})
    };
    let inputs: Vec<Value> =
        ["a", "b", "c", "d", "e", "f", "g"].iter().map(|i| json!({"topic": i, "input": i})).collect();
    let role = |n: u32, holder: &str| json!({"key": format!("ROL-{n}"), "purpose": "x", "holder": holder});
    let ladder = json!({"key": "APP-1", "statement": "x", "state": "in-force", "ladder": [
        {"holder": "ROL-1", "accept_up_to": "EUR 1"}, {"holder": "ROL-2", "accept_up_to": "EUR 9"}]});
    let approval = |asked: &str| {
        json!({"key": "APR-1", "of": "OBJ-1", "of_version": 1, "step": "agree", "approvers": ["PER-1"], "asked_by": asked,
               "votes": [{"by": "PER-1", "verdict": "approve", "at": "2026-02-01T08:00:00Z"}]})
    };
    let old = "2024-01-05T09:00:00Z";
    vec![
        (
            "GOV01",
            json!([person]),
            json!([body(json!({"members": [{"who": "PER-1"}], "quorum": 2}))]),
            json!([body(json!({"members": [{"who": "PER-1"}], "quorum": 1}))]),
        ),
        (
            "GOV02",
            json!([person, objective(), body(json!({})), meeting(1), meeting(2), disclosure(1)]),
            json!([disclosure(2)]),
            json!([decision(json!({"meeting": "MTG-2"}))]),
        ),
        (
            "GOV04",
            json!([objective()]),
            json!([body(json!({"created": old, "oversees": ["OBJ-1"], "cadence": "quarterly"}))]),
            json!([{"key": "DSC-1", "objective": "OBJ-1", "to": "BOD-1", "asked_by": "BOD-1", "uncertain": "x", "made": "2026-11-01"}]),
        ),
        ("GOV05", json!([person]), json!([decision(json!({"picture": null}))]), json!([decision(json!({}))])),
        (
            "GOV09",
            json!([body(json!({}))]),
            json!([with(objective(), json!({"created": old}))]),
            json!([{"key": "MTG-1", "body": "BOD-1", "form": "management-review", "begins": "2026-10-01T08:00:00Z", "state": "closed", "agenda": inputs}]),
        ),
        (
            "GOV10",
            json!([person, other, role(1, "PER-1")]),
            json!([role(2, "PER-1"), ladder]),
            json!([role(2, "PER-2")]),
        ),
        ("GOV10", json!([person, other, objective()]), json!([approval("PER-1")]), json!([approval("PER-2")])),
        (
            "GOV11",
            json!([person, objective()]),
            json!([with(risk(), json!({"created": old}))]),
            json!([decision(json!({"concerns": ["RSK-1"], "decided_on": "2026-09-01"}))]),
        ),
        (
            "GOV13",
            json!([person, other]),
            json!([body(json!({"management_body": true, "members": [{"who": "PER-1"}], "created": old}))]),
            json!([
                body(
                    json!({"management_body": true, "members": [{"who": "PER-1", "seat": "adviser"}], "created": old})
                ),
                decision(json!({"about": "approve", "decided_by": "BOD-1", "decided_on": "2026-06-01"}))
            ]),
        ),
    ]
}

fn policies() -> Vec<Case> {
    let (person, other) = (json!({"key": "PER-1"}), json!({"key": "PER-2"}));
    let role = |holder: &str| json!({"key": "ROL-1", "purpose": "x", "holder": holder});
    let approved = json!({"key": "APR-1", "of": "POL-1", "of_version": 1, "step": "publish", "approvers": ["PER-1"], "asked_by": "PER-2",
        "votes": [{"by": "PER-1", "verdict": "approve", "at": "2026-01-05T08:00:00Z"}]});
    let metric = |values: [f64; 10]| {
        let readings: Vec<Value> = values
            .iter()
            .enumerate()
            .map(|(n, v)| json!({"on": format!("2026-{:02}-01", n + 1), "value": v}))
            .collect();
        json!({"key": "MET-1", "measures": ["RSK-1"], "unit": "x", "readings": readings})
    };
    let incident = |n: u32| json!({"key": format!("INC-{n}"), "description": "x", "case_of": ["RSK-1"], "detected": format!("2026-0{n}-10T08:00:00Z")});
    let guideline = json!({"key": "GDL-1", "purpose": "x", "state": "in-force"});
    vec![
        (
            "POL03",
            json!([]),
            json!([policy(json!({"next_review": "2026-10-01"}))]),
            json!([policy(json!({"next_review": "2026-12-01"}))]),
        ),
        (
            "POL03",
            json!([person, other, role("PER-2"), policy(json!({"approved_by": "ROL-1"}))]),
            json!([approved]),
            json!([role("PER-1")]),
        ),
        ("POL04", json!([person]), json!([policy(json!({}))]), json!([policy(json!({"audience": "line:third"}))])),
        (
            "POL05",
            json!([objective()]),
            json!([{"key": "MET-1", "sort": "artefact", "measures": ["OBJ-1"]}]),
            json!([{"key": "MET-2", "sort": "outcome", "measures": ["OBJ-1"]}]),
        ),
        (
            "POL06",
            json!([objective(), risk(), incident(1), incident(2)]),
            json!([metric([1.0, 9.0, 5.0, 4.0, 6.0, 3.0, 7.0, 2.0, 8.0, 5.0])]),
            json!([metric([9.0, 8.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 5.0])]),
        ),
        (
            "POL08",
            json!([person]),
            json!([policy(json!({"reading_time": 90}))]),
            json!([policy(json!({"reading_time": 10}))]),
        ),
        (
            "POL10",
            json!([guideline]),
            json!([policy(json!({}))]),
            json!([{"key": "RQT-1", "guideline": "GDL-1", "number": "1", "text": "x", "state": "in-force", "serves": "POL-1", "statements": ["1"]}]),
        ),
        (
            "POL11",
            json!([]),
            json!([policy(json!({"purpose": "We take care"}))]),
            json!([policy(json!({"purpose": "We take care of OBJ-1"}))]),
        ),
        (
            "POL11",
            json!([]),
            json!([policy(json!({"purpose": "[Company name] takes care of OBJ-1"}))]),
            json!([policy(json!({"purpose": "We take care of OBJ-1, see [the list](/x)"}))]),
        ),
    ]
}

fn telling() -> Vec<Case> {
    let channel = json!({"key": "CHN-1", "purpose": "a", "level": "tactical"});
    let message = |n: u32, more: Value| {
        with(
            json!({"key": format!("MSG-{n}"), "channel": "CHN-1", "text": "x", "sent": format!("2026-06-1{n}T08:00:00Z"), "state": "sent"}),
            more,
        )
    };
    let party =
        |more: Value| with(json!({"key": "PTY-1", "needs": "x", "relation": "regulator", "demands": ["OBL-1"]}), more);
    let unheard: Vec<Value> = (1..=3).map(|n| message(n, json!({}))).collect();
    vec![
        (
            "COM02",
            json!([channel]),
            json!([{"key": "FND-1", "description": "x", "grade": "major-nonconformity", "found_on": "2026-06-01"}]),
            json!([message(1, json!({"about": ["FND-1"]}))]),
        ),
        (
            "COM03",
            [vec![channel.clone(), json!({"key": "ACT-1", "corrective_action": "x"})], unheard].concat().into(),
            json!([message(4, json!({}))]),
            json!([message(4, json!({"led_to": ["ACT-1"]}))]),
        ),
        (
            "COM04",
            json!([{"key": "PER-1"}, channel]),
            json!([policy(json!({"edition": 2, "created": "2026-06-01T08:00:00Z"}))]),
            json!([message(1, json!({"about": ["POL-1"]}))]),
        ),
        (
            "COM05",
            json!([]),
            json!([{"key": "CRS-1", "outcome": "x", "state": "in-force"}]),
            json!([{"key": "CRS-1", "outcome": "x", "state": "in-force", "measured_by": "quiz"}]),
        ),
        (
            "COM06",
            json!([{"key": "OBL-1", "demand": "x", "state": "applicable"}]),
            json!([party(json!({}))]),
            json!([party(json!({"contacts": [{"who": "Desk", "address": "1"}], "last_verified": "2026-06-01"}))]),
        ),
    ]
}

fn proof() -> Vec<Case> {
    let person = json!({"key": "PER-1"});
    let review = |more: Value| with(json!({"key": "ARV-1", "on": ["AST-1"], "state": "running"}), more);
    let lines = |reason: &str| -> Value {
        (0..10).map(|n| json!({"holder": format!("h{n}"), "right": "r", "ruling": "keep", "ruled_on": "2026-11-01", "reason": reason})).collect()
    };
    let revoked =
        |more: Value| with(json!({"holder": "h", "right": "r", "ruling": "revoke", "ruled_on": "2026-06-01"}), more);
    let certificate = |more: Value| {
        with(json!({"key": "CRT-1", "state": "valid", "valid_from": "2025-01-01", "valid_until": "2027-12-31"}), more)
    };
    let evidence = |key: &str, origin: &str, on: &str| json!({"key": key, "shows": "x", "proves": ["CTL-1"], "origin": origin, "accepted": "yes", "collected": format!("{on}T08:00:00Z")});
    vec![
        (
            "ASR02",
            json!([person, control(json!({}))]),
            json!([{"key": "AUD-1", "state": "closed"}]),
            json!([{"key": "TST-1", "of": ["CTL-1"], "runs": [{"on": "2026-10-01", "verdict": "passed"}]}]),
        ),
        (
            "ASR08",
            json!([{"key": "AST-1"}]),
            json!([review(json!({"due": "2026-10-01"}))]),
            json!([review(json!({"due": "2026-12-01"}))]),
        ),
        (
            "ASR08",
            json!([{"key": "AST-1"}]),
            json!([review(json!({"lines": lines("")}))]),
            json!([review(json!({"lines": lines("needs it")}))]),
        ),
        (
            "ASR08",
            json!([{"key": "AST-1"}]),
            json!([review(json!({"lines": [revoked(json!({}))]}))]),
            json!([review(json!({"lines": [revoked(json!({"carried_out": "2026-06-02"}))]}))]),
        ),
        (
            "ASR09",
            json!([]),
            json!([certificate(json!({"valid_until": "2026-06-01"}))]),
            json!([certificate(json!({}))]),
        ),
        (
            "ASR09",
            json!([{"key": "FRW-1", "catalogue": "fw", "why": "x", "state": "adopted"}, {"key": "SOA-1", "framework": "FRW-1", "state": "in-force", "edition": 2}]),
            json!([certificate(json!({"cites": "SOA-1", "cited_edition": 1}))]),
            json!([certificate(json!({"cites": "SOA-1", "cited_edition": 2}))]),
        ),
        (
            "ASR12",
            json!([{"key": "SCP-1", "statement": "x"}]),
            json!([{"key": "AUP-1", "objectives": "x", "from": "2026-01-01", "until": "2026-12-31", "covers": ["SCP-1"], "state": "running"}]),
            json!([{"key": "AUD-1", "programme": "AUP-1", "looks_at": ["SCP-1"]}]),
        ),
        (
            "ASR13",
            json!([person, control(json!({})), evidence("EVD-1", "connector", "2026-01-01")]),
            json!([evidence("EVD-2", "person", "2026-05-01")]),
            json!([evidence("EVD-2", "connector", "2026-05-01")]),
        ),
    ]
}

fn day() -> Vec<Case> {
    let clock =
        |more: Value| with(json!({"regime": "nis2", "report": "early-warning", "due": "2026-11-19T08:00:00Z"}), more);
    let incident = |key: &str, cause: &str| json!({"key": key, "description": "x", "root_cause": cause, "detected": "2026-03-02T08:00:00Z"});
    let run = |hours: u32| json!({"key": "TST-1", "of": ["PLN-1"], "runs": [{"on": "2026-10-01", "verdict": "passed", "recovered_in": hours}]});
    let asset = |end: &str| json!({"key": "AST-1", "class": "software", "end_of_support": end});
    vec![
        (
            "OPS01",
            json!([]),
            json!([{"key": "INC-1", "description": "x", "clocks": [clock(json!({}))]}]),
            json!([{"key": "INC-1", "description": "x", "clocks": [clock(json!({"met": "2026-11-18T08:00:00Z"}))]}]),
        ),
        (
            "OPS05",
            json!([]),
            json!([{"key": "PER-1", "leaves": "2026-10-01", "checklist": [{"item": "Access"}]}]),
            json!([{"key": "PER-1", "leaves": "2026-10-01", "checklist": [{"item": "Access", "done": "2026-10-01"}]}]),
        ),
        (
            "OPS06",
            json!([{"key": "AST-1"}, {"key": "PLN-1", "form": "recovery", "made_for": ["AST-1"], "activated_when": "x",
                "procedure": [{"what": "x"}], "promised_recovery": 4, "state": "in-force"}]),
            json!([run(6)]),
            json!([run(3)]),
        ),
        (
            "OPS08",
            json!([incident("INC-1", "Nobody rotated the password of the vendor account")]),
            json!([incident("INC-2", "nobody rotated the password of the vendor account.")]),
            json!([incident("INC-2", "A digger cut the cable")]),
        ),
        (
            "OPS09",
            json!([]),
            json!([asset("2026-01-01"), {"key": "OBJ-1", "statement": "Light", "depends_on": ["AST-1"]}]),
            json!([asset("2027-01-01")]),
        ),
    ]
}

/// Rules that wait for numbers: as [`Case`], with what certainty and loss are.
pub fn numeric() -> Vec<Case> {
    let person = json!({"key": "PER-1"});
    let appetite = json!({"key": "APP-1", "statement": "x", "state": "in-force", "curve": [{"amount": "EUR 50", "probability": 0.1}]});
    let seen = |mean: &str| {
        let picture = json!({"act": 1, "at": "2026-01-05T09:00:00Z", "risks": [{"risk": "RSK-1", "mean": mean}]});
        decision(json!({"about": "accept", "concerns": ["RSK-1"], "decided_on": "2026-05-01", "picture": picture}))
    };
    let treatment = json!({"key": "TRT-1", "treats": ["RSK-1"], "state": "done"});
    let predicted = |share: f64| {
        let options =
            json!([{"name": "Nothing"}, {"name": "Buy", "treatments": ["TRT-1"], "predicted_certainty": share}]);
        decision(json!({"objectives": ["OBJ-1"], "options": options}))
    };
    let disclosure = |more: Value| {
        with(
            json!({"key": "DSC-1", "objective": "OBJ-1", "to": "BOD-1", "uncertain": "x", "state": "made", "made": "2026-11-12"}),
            more,
        )
    };
    let overseer = body(json!({"oversees": ["OBJ-1"]}));
    let test = |cadence: &str| json!({"key": "TST-1", "of": ["CTL-1"], "cadence": cadence});
    vec![
        (
            "RSK05",
            json!([person, objective(), risk(), appetite]),
            json!([estimate("EST-1", "RSK-1", "2026-01-01", 0.5)]),
            json!([decision(json!({"about": "treat", "concerns": ["RSK-1"], "decided_on": "2026-09-01"}))]),
        ),
        (
            "RSK08",
            json!([person, objective(), with(risk(), json!({"state": "accepted"}))]),
            json!([seen("EUR 100")]),
            json!([seen("EUR 600")]),
        ),
        ("RSK09", json!([person, objective(), risk(), treatment]), json!([predicted(0.9)]), json!([predicted(0.6)])),
        ("GOV03", json!([objective()]), json!([overseer]), json!([disclosure(json!({}))])),
        (
            "GOV12",
            json!([objective(), overseer]),
            json!([disclosure(json!({"certainty": 0.99}))]),
            json!([disclosure(json!({"certainty": 0.7}))]),
        ),
        (
            "GOV12",
            json!([person, objective(), overseer, {"key": "ORG-1", "profile": "large"}]),
            json!([disclosure(json!({"made": "2026-06-01"}))]),
            json!([{"key": "CHA-1", "of": "DSC-1", "challenger": "PER-1", "made": "2026-06-02", "verdict": "stands", "reasons": "Seen", "state": "given"}]),
        ),
        (
            "CTL06",
            json!([person, objective(), risk(), {"key": "OBL-1", "demand": "x", "state": "applicable"}]),
            json!([control(json!({"treats": ["RSK-1"], "cost_yearly": "EUR 1000"}))]),
            json!([control(json!({"treats": ["RSK-1"], "cost_yearly": "EUR 1000", "implements": ["OBL-1"]}))]),
        ),
        (
            "ASR01",
            json!([person, objective(), risk(), control(json!({"treats": ["RSK-1"]}))]),
            json!([test("yearly")]),
            json!([test("monthly")]),
        ),
    ]
}
