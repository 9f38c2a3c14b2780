//! The paths: those of every kind, and those that belong to all.

use super::schema::{component, name, pattern};
use crate::api::{batch::OPERATIONS, measure::MOST};
use isms::{
    KINDS,
    area::Area,
    control::SupplierObligation,
    everywhere::Approval,
    kind::{self, KindInfo},
};
use serde_json::{Map, Value, json};

/// One tag for every kind, one for the rest.
pub fn tags() -> Value {
    let general =
        json!({"name": "general", "description": "Who am I, what is there, what happened, and many changes at once."});
    let of_kind = |k: &&KindInfo| json!({"name": k.plural, "description": k.about});
    let in_order = Area::ALL.iter().flat_map(|a| KINDS.iter().copied().filter(move |k| k.area == *a));
    [general].into_iter().chain(in_order.map(|k| of_kind(&k))).collect()
}

/// All paths.
pub fn all() -> Value {
    let mut out = general();
    for kind in KINDS {
        of_kind(kind, &mut out);
    }
    Value::Object(out)
}

fn parameter(name: &str) -> Value {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

fn parameters(names: &[&str]) -> Vec<Value> {
    names.iter().map(|n| parameter(n)).collect()
}

fn content(schema: Value) -> Value {
    json!({"application/json": {"schema": schema}})
}

/// An operation with its answers; every other status is a problem.
fn operation(
    tag: &str,
    id: String,
    summary: String,
    parameters: Vec<Value>,
    body: Option<Value>,
    answers: Value,
) -> Value {
    let mut out = json!({"tags": [tag], "operationId": id, "summary": summary});
    if !parameters.is_empty() {
        out["parameters"] = Value::Array(parameters);
    }
    if let Some(body) = body {
        out["requestBody"] = body;
    }
    out["responses"] = answers;
    out["responses"]["default"] = json!({"$ref": "#/components/responses/Problem"});
    out
}

fn answer(status: &str, about: &str, schema: Value, headers: &[&str]) -> Value {
    let headers: Map<String, Value> =
        headers.iter().map(|h| ((*h).into(), json!({"$ref": format!("#/components/headers/{h}")}))).collect();
    let mut answer = json!({"description": about, "content": content(schema)});
    if !headers.is_empty() {
        answer["headers"] = Value::Object(headers);
    }
    json!({status: answer})
}

/// The same, or 304.
fn cached(mut answer: Value) -> Value {
    answer["304"] = json!({"$ref": "#/components/responses/NotModified"});
    answer
}

fn object(properties: Value) -> Value {
    json!({"type": "object", "properties": properties})
}

fn collection(items: Value, more: Value) -> Value {
    let mut properties = json!({"data": {"type": "array", "items": items}});
    if let (Value::Object(into), Value::Object(more)) = (&mut properties, more) {
        into.extend(more);
    }
    object(properties)
}

fn query(name: &str, about: &str, schema: Value, required: bool) -> Value {
    json!({"name": name, "in": "query", "required": required, "description": about, "schema": schema})
}

fn general() -> Map<String, Value> {
    let get = |id: &str, summary: &str, parameters: Vec<Value>, schema: Value| json!({"get": operation("general", id.into(), summary.into(), parameters, None, answer("200", "The answer.", schema, &[]))});
    let path = |name: &str, about: &str| json!({"name": name, "in": "path", "required": true, "description": about, "schema": {"type": "string"}});
    let number = |most: i64| json!({"type": "integer", "minimum": 1, "maximum": most});
    let (act, brief) = (component("act"), component("brief"));
    let touched = collection(brief.clone(), json!({}));
    let one_act = json!({"allOf": [act], "properties": {"changes": {"type": "array", "items": object(json!({
        "record": brief, "version": component("version"), "changes": {"type": "array", "items": component("diff")},
    }))}}});
    let acts = collection(act.clone(), json!({"next": {"type": ["string", "null"]}, "as_of": {"type": "integer"}}));
    let acts_query = vec![
        query("limit", "Acts of a page.", number(200), false),
        query("cursor", "`next` of the page before.", json!({"type": "integer", "minimum": 1}), false),
    ];
    let search_query = vec![
        query(
            "q",
            "What to look for: a key, words of a title, then words anywhere.",
            json!({"type": "string", "minLength": 1, "maxLength": 200}),
            true,
        ),
        query("limit", "Records at most.", number(100), false),
        parameter("as_of"),
    ];
    let certainty_query = vec![
        query(
            "objective",
            "Keys of objectives, with commas; all of them without it.",
            json!({"type": "string"}),
            false,
        ),
        query("worlds", "Ways that what is not known may be; 256 without it.", number(4_000_000), false),
        query("years", "Simulated years in each world; 1,024 without it.", number(4_000_000), false),
        parameter("as_of"),
    ];
    let name = || json!({"type": "string", "maxLength": 200});
    let applicability_query = vec![
        query("applicability", "The key of a statement, such as SOA-1; either this or framework.", name(), false),
        query("framework", "The identifier of a framework, where everything is derived.", name(), false),
        parameter("as_of"),
    ];
    let paths = [
        ("/me", get("me", "Who am I, and what may I do?", vec![], object(json!({})))),
        (
            "/kinds",
            get(
                "kinds",
                "Which kinds of records are there?",
                vec![],
                collection(object(json!({})), json!({"total": {"type": "integer"}})),
            ),
        ),
        (
            "/kinds/{name}",
            get(
                "kind",
                "Fields, states, steps and JSON Schema of a kind.",
                vec![path("name", "The kind's name or plural.")],
                object(json!({})),
            ),
        ),
        ("/search", get("search", "Records of any kind.", search_query, touched)),
        ("/acts", get("acts", "The acts, newest first.", acts_query, acts)),
        ("/acts/{seq}", get("act", "An act with what it changed.", vec![path("seq", "Its number.")], one_act)),
        (
            "/analysis/applicability",
            get(
                "applicability",
                "A Statement of Applicability: its totals, and every line with its reasons, status, the way to evidence and what is missing.",
                applicability_query,
                applicability(),
            ),
        ),
        (
            "/analysis/answer",
            get(
                "allocation",
                "How risk information changed what resources went where: the decisions of a period, what each moved, what was predicted and what happened.",
                vec![
                    parameter("as_of"),
                    query(
                        "from",
                        "First day; a year before the last where absent.",
                        json!({"type": "string", "format": "date"}),
                        false,
                    ),
                    query("to", "Last day; today where absent.", json!({"type": "string", "format": "date"}), false),
                ],
                object(json!({
                    "as_of": {"type": "integer"}, "from": {"type": "string"}, "to": {"type": "string"},
                    "informed": object(json!({})), "uninformed": object(json!({})), "due_for_comparison": {"type": "integer"},
                    "compared": {"type": "integer"}, "hidden": {"type": "integer"},
                    "decisions": {"type": "array", "items": object(json!({}))},
                    "references": {"type": "array", "items": {"type": "string"}}, "method": object(json!({})),
                })),
            ),
        ),
        (
            "/analysis/asked",
            get(
                "asked",
                "What is asked of the caller, late first: what, of which record, by when, how many minutes, why, who waits and how it is done.",
                vec![
                    parameter("as_of"),
                    json!({"name": "days", "in": "query", "description": "How many days to look ahead; 31 where nothing is said.",
                           "schema": {"type": "integer", "minimum": 0, "maximum": 366}}),
                ],
                object(json!({})),
            ),
        ),
        (
            "/analysis/rules",
            get(
                "rules",
                "The rules of the linter and what they find, each with the act since which it stands.",
                vec![
                    parameter("as_of"),
                    json!({"name": "rule", "in": "query", "description": "The code of one rule, such as CTL01.", "schema": {"type": "string"}}),
                ],
                object(json!({})),
            ),
        ),
        (
            "/analysis/backtest",
            get(
                "backtest",
                "What was estimated and forecast, beside what then happened: for the organisation, by estimator, case by case.",
                vec![parameter("as_of")],
                backtest(),
            ),
        ),
        (
            "/analysis/certainty",
            get(
                "certainty",
                "How certain each objective is, with error, band, method and what holds it back.",
                certainty_query,
                object(json!({})),
            ),
        ),
        (
            "/analysis/impact",
            get(
                "impact",
                "What putting the draft of a policy, guideline or requirement in force would do: what becomes stale, what must be tested and collected again, who must read and how long that takes.",
                vec![
                    query("record", "The key of a policy, guideline or requirement.", name(), true),
                    parameter("as_of"),
                ],
                object(json!({})),
            ),
        ),
        (
            "/analysis/model",
            get(
                "model",
                "The model that the numbers are computed from, with its hash.",
                vec![parameter("as_of")],
                object(json!({})),
            ),
        ),
        ("/analysis/simulate", simulate()),
        (
            "/analysis/wheel",
            get(
                "wheel",
                "Where the wheel is broken: what the rules find of each capability, what travels between them, and what degrades if one stops.",
                vec![
                    query(
                        "stops",
                        "A capability, such as risk: what the others lose without it.",
                        json!({"type": "string"}),
                        false,
                    ),
                    parameter("as_of"),
                ],
                object(json!({})),
            ),
        ),
        ("/batch", batch()),
        ("/supplier-obligations/{key}/measurements", measurements()),
    ];
    paths.into_iter().map(|(path, item)| (path.to_owned(), item)).collect()
}

/// A model in, its numbers out.
fn simulate() -> Value {
    let whole = |least: i64| json!({"type": "integer", "minimum": least});
    let parameters = vec![
        query("worlds", "Ways that what is not known may be; 256 without it.", whole(1), false),
        query("years", "Simulated years in each world; 1,024 without it.", whole(1), false),
        query("seed", "Where every draw comes from; 1 without it.", whole(0), false),
    ];
    let body = json!({"required": true, "content": content(object(json!({})))});
    let answers = json!({"200": {"description": "What was found.", "content": content(object(json!({})))}});
    let summary = "Compute a model of loss scenarios; nothing is stored.";
    json!({"post": operation("general", "simulate".into(), summary.into(), parameters, Some(body), answers)})
}

/// The answer of a statement.
fn applicability() -> Value {
    let list = |items: Value| json!({"type": "array", "items": items});
    let text = || json!({"type": "string"});
    let maybe = || json!({"type": ["string", "null"]});
    let whole = || json!({"type": "integer"});
    let statuses: Vec<&str> = isms::analysis::assured::Status::ALL.iter().map(|s| s.word()).collect();
    let by_status: serde_json::Map<String, Value> = statuses.iter().map(|s| ((*s).to_owned(), whole())).collect();
    let totals = object(json!({
        "lines": whole(), "applicable": whole(), "excluded": whole(), "undetermined": whole(),
        "by_status": object(Value::Object(by_status)), "automated": whole(), "accepted": whole(), "contradicted": whole(),
    }));
    let said = || object(json!({"kind": text(), "record": maybe()}));
    let test = object(json!({
        "test": maybe(), "status": {"enum": statuses}, "last_run": maybe(), "verdict": maybe(), "due": maybe(), "evidence": list(maybe()),
    }));
    let control = object(json!({
        "control": maybe(), "requirement": maybe(), "mapping": maybe(), "status": maybe(), "tests": list(test),
        "findings": list(maybe()), "evidence": list(maybe()),
    }));
    let line = object(json!({
        "id": text(), "label": text(), "title": text(), "parent": maybe(), "applies": {"enum": ["yes", "no", "undetermined"]},
        "reasons": list(said()), "deviation": {"type": ["object", "null"]}, "inherited": {"type": ["object", "null"]},
        "status": maybe(), "automated": {"type": "boolean"}, "accepted": {"type": "boolean"}, "requirements": list(maybe()),
        "controls": list(control), "contradictions": list(said()), "missing": {"type": ["object", "null"]},
    }));
    object(json!({
        "as_of": whole(), "day": text(), "framework": object(json!({"id": text(), "title": text(), "version": text()})),
        "applicability": {"type": ["object", "null"]}, "totals": totals, "lines_hash": text(), "lines": list(line),
        "outside": list(maybe()),
    }))
}

/// The answer of the back-test.
fn backtest() -> Value {
    let list = |items: Value| json!({"type": "array", "items": items});
    let number = || json!({"type": "number"});
    let interval = || json!({"type": ["object", "null"], "properties": {"low": number(), "high": number()}});
    let rate = || {
        object(json!({
            "hits": {"type": "integer"}, "n": {"type": "integer"}, "interval90": interval(),
            "verdict": {"enum": ["too-few-to-tell", "fine", "too-narrow", "too-wide", "too-sure", "not-sure-enough", "less-often", "more-often"]},
        }))
    };
    let mean = || {
        let value = json!({"type": ["number", "null"]});
        object(
            json!({"mean": value, "n": {"type": "integer"}, "interval90": interval(), "enough": {"type": "boolean"}}),
        )
    };
    let bin = object(json!({"from": number(), "to": number(), "stated": number(), "happened": rate()}));
    let forecasts = object(json!({
        "resolved": {"type": "integer"}, "open": {"type": "integer"}, "overdue": {"type": "integer"},
        "void": {"type": "integer"}, "brier": mean(), "log": mean(), "bins": list(bin),
    }));
    let estimator = object(json!({
        "person": {"description": "Who; null for all together, for nobody in particular and for a model."},
        "losses": rate(), "counts": rate(), "forecasts": forecasts, "exercises": {"type": ["object", "null"]},
    }));
    object(json!({
        "as_of": {"type": "integer"}, "model": object(json!({})), "overall": estimator, "estimators": list(estimator.clone()),
        "hidden": object(json!({"losses": {"type": "integer"}, "counts": {"type": "integer"}})),
        "incidents_without_comparison": {"type": "integer"},
        "losses": list(object(json!({}))), "counts": list(object(json!({}))),
    }))
}

fn batch() -> Value {
    let schema = json!({
        "type": "object", "required": ["operations"], "additionalProperties": false,
        "properties": {
            "reason": component("reason"),
            "operations": {"type": "array", "minItems": 1, "maxItems": OPERATIONS, "items": component("operation")},
        },
    });
    let result = object(
        json!({"key": {"type": "string"}, "version": {"type": ["integer", "null"]}, "created": {"type": "boolean"}}),
    );
    let results = object(json!({"act": {"type": ["integer", "null"]}, "results": {"type": "array", "items": result}}));
    let body = json!({"required": true, "content": content(schema)});
    let answers = answer("200", "All of it was done, as one act.", results, &["Surety-Act", "Idempotency-Replayed"]);
    let parameters = parameters(&["Idempotency-Key", "X-Reason"]);
    json!({"post": operation("general", "batch".into(), "Many operations as one act: all of them or none.".into(), parameters, Some(body), answers)})
}

/// Adding measurements to what a supplier owes.
fn measurements() -> Value {
    let one = json!({
        "type": "object", "required": ["on", "value"],
        "properties": {
            "on": {"type": "string", "format": "date", "description": "The last day of the period measured."},
            "value": {"type": "number", "description": "What was found, in the obligation's unit."},
            "source": {"type": "string", "description": "Where it comes from."},
        },
    });
    let many = json!({
        "type": "object", "required": ["measurements"],
        "properties": {
            "measurements": {"type": "array", "minItems": 1, "maxItems": MOST, "items": one},
            "reason": component("reason"),
        },
    });
    let key = json!({"name": "key", "in": "path", "required": true, "schema": {"type": "string", "pattern": pattern(&["supplier_obligation"])}});
    let schema = json!({"oneOf": [{"allOf": [one, {"properties": {"reason": component("reason")}}]}, many]});
    let body = json!({"required": true, "content": content(schema)});
    let kind = kind::of::<SupplierObligation>();
    let answers = answer(
        "200",
        "The obligation as it stands now; the same measurement again changes nothing.",
        component(&name(kind)),
        &["Surety-Act", "ETag", "Idempotency-Replayed"],
    );
    let summary = "Add one measurement or many, as one act: all of them or none.";
    let parameters = parameters(&["If-Match", "Idempotency-Key", "X-Reason"]);
    let post =
        operation(kind.plural, "measureSupplierObligation".into(), summary.into(), parameters, Some(body), answers);
    json!({"parameters": [key], "post": post})
}

fn of_kind(kind: &'static KindInfo, out: &mut Map<String, Value>) {
    let (plural, own, label) = (kind.plural, name(kind), kind.label.to_lowercase());
    let key = json!({"name": "key", "in": "path", "required": true, "schema": {"type": "string", "pattern": pattern(&[kind.name])}});
    let by_hand = kind != kind::of::<Approval>();
    let writes = ["Surety-Act", "ETag", "Idempotency-Replayed"];
    let make = |id: &str, summary: String, names: &[&str], body: Option<Value>, answers: Value| {
        operation(plural, format!("{id}{own}"), summary, parameters(names), body, answers)
    };
    let sent = |schema: &str| json!({"required": true, "content": content(component(schema))});
    let perhaps = |schema: &str| json!({"content": content(component(schema))});
    let it = || answer("200", "The record as it stands now.", component(&own), &writes);
    let made = |schema: &str| {
        answer("201", "The new record.", component(schema), &["Location", "Surety-Act", "ETag", "Idempotency-Replayed"])
    };

    let page = collection(
        component(&own),
        json!({"total": {"type": "integer"}, "next": {"type": ["string", "null"]}, "as_of": {"type": "integer"}}),
    );
    let list_params = ["filter", "sort", "fields", "expand", "limit", "cursor", "as_of", "If-None-Match"];
    let list = answer("200", "A page.", page, &["ETag", "Link"]);
    let mut item = json!({"get": make("list", kind.labels.to_owned(), &list_params, None, cached(list))});
    if kind.by_hand {
        item["post"] = make(
            "create",
            format!("A new {label}"),
            &["Idempotency-Key", "X-Reason"],
            Some(sent(&format!("{own}.new"))),
            made(&own),
        );
    }
    out.insert(format!("/{plural}"), item);

    let read = answer("200", "The record.", component(&own), &["ETag"]);
    let change = ["If-Match", "Idempotency-Key", "X-Reason"];
    let mut item = json!({
        "parameters": [key],
        "get": make("read", format!("A {label}"), &["as_of", "expand", "fields", "If-None-Match"], None, cached(read)),
    });
    if by_hand {
        let schema = component(&format!("{own}.change"));
        let both = json!({"required": true, "content": {"application/merge-patch+json": {"schema": schema}, "application/json": {"schema": schema}}});
        item["patch"] =
            make("patch", "Change some fields (RFC 7396); null clears one".into(), &change, Some(both), it());
        item["put"] = make(
            "replace",
            "Set all fields; what is not stated is cleared".into(),
            &change,
            Some(sent(&format!("{own}.new"))),
            it(),
        );
    }
    let mut retire = make("retire", "Retire it; nothing is erased".into(), &change, None, it());
    if let Some(Value::Array(parameters)) = retire.get_mut("parameters") {
        parameters.push(json!({"name": "reason", "in": "query", "description": "Why.", "schema": component("reason")}));
    }
    item["delete"] = retire;
    out.insert(format!("/{plural}/{{key}}"), item);

    let entry = object(
        json!({"act": component("act"), "version": component("version"), "changes": {"type": "array", "items": component("diff")}}),
    );
    let history = answer(
        "200",
        "The acts, newest first.",
        collection(entry, json!({"total": {"type": "integer"}, "as_of": {"type": "integer"}})),
        &[],
    );
    let mut get =
        make("history", "The acts that touched it, with what changed".into(), &["as_of", "limit"], None, history);
    if let Some(Value::Array(parameters)) = get.get_mut("parameters") {
        parameters.push(json!({"name": "before", "in": "query", "description": "Only acts before this number.", "schema": {"type": "integer", "minimum": 1}}));
    }
    out.insert(format!("/{plural}/{{key}}/history"), json!({"parameters": [key], "get": get}));

    let relation = object(
        json!({"direction": {"enum": ["out", "in"]}, "field": {"type": ["string", "null"]}, "verb": {"type": "string"}, "record": component("brief")}),
    );
    let related = answer(
        "200",
        "Both directions.",
        collection(relation, json!({"total": {"type": "integer"}, "as_of": {"type": "integer"}})),
        &[],
    );
    let get = make("relate", "What it points at and what points at it".into(), &["as_of"], None, related);
    out.insert(format!("/{plural}/{{key}}/relations"), json!({"parameters": [key], "get": get}));

    let step = |steps: Vec<&str>| json!({"name": "step", "in": "path", "required": true, "schema": {"type": "string", "enum": steps}});
    let all: Vec<&str> = kind.lifecycle.steps.iter().map(|s| s.name).collect();
    let mut if_match = change.to_vec();
    if_match.remove(0);
    let summary =
        kind.lifecycle.steps.iter().map(|s| format!("{}: {}", s.name, s.label)).collect::<Vec<_>>().join("; ");
    let post = make("step", format!("Take a step: {summary}"), &if_match, Some(perhaps("step")), it());
    out.insert(format!("/{plural}/{{key}}/{{step}}"), json!({"parameters": [key, step(all)], "post": post}));

    let asked: Vec<&str> = kind.lifecycle.steps.iter().filter(|s| s.approval).map(|s| s.name).collect();
    if !asked.is_empty() {
        let post = make(
            "ask",
            "Ask people to approve a step of exactly this version".into(),
            &if_match,
            Some(sent("ask")),
            made("Approval"),
        );
        out.insert(format!("/{plural}/{{key}}/ask/{{step}}"), json!({"parameters": [key, step(asked)], "post": post}));
    }
    if !by_hand {
        let post =
            make("vote", "Vote; when enough agree, the step is taken".into(), &if_match, Some(sent("vote")), it());
        out.insert(format!("/{plural}/{{key}}/vote"), json!({"parameters": [key], "post": post}));
    }
}
