//! What was seen, as observations and findings: runs of tests, evidence with the day until which it may be relied on, findings
//! with the control they are against.

use super::{
    Builder,
    catalog::Named,
    make::{Maker, day, day_end, line, moment, prop, text},
    plan::component_state,
    put,
};
use isms::{
    assurance::{Evidence, Finding, Test, test::TestRun},
    control::Control,
    field::Choice,
    record::Record,
    values::{RecordId, Url},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Components that subjects name, by uuid.
pub type Subjects = BTreeMap<String, Value>;

/// The subject of a record: a control is a component; others are named in properties.
pub fn subject(builder: &Builder<'_>, maker: &Maker<'_>, subjects: &mut Subjects, id: RecordId) -> Option<Value> {
    let record = builder.view.get(id)?;
    let (uuid, title) = (maker.of(id), line(&record.head().title, "unnamed"));
    let kind = record.typed::<Control>().map_or("system", |_| "process-procedure");
    let component = json!({
        "uuid": uuid, "type": kind, "title": title, "description": format!("{} in Surety.", record.key()),
        "status": { "state": component_state(&record.head().state) },
    });
    subjects.entry(uuid.clone()).or_insert(component);
    Some(json!({ "subject-uuid": uuid, "type": "component", "title": title }))
}

/// A piece of evidence as something to point at.
pub fn relevant(evidence: &Record<Evidence>) -> Value {
    let body = &evidence.body;
    let mut out = json!({ "description": text(&body.shows.0, &evidence.head.title) });
    if Url::is_safe(&body.link.0) {
        out["href"] = json!(body.link.0);
    }
    let mut props: Vec<Value> = prop("key", format!("EVD-{}", evidence.head.number)).into_iter().collect();
    props.extend(prop("sha-256", &body.content_hash));
    props.extend(prop("file-name", &body.file_name));
    put(&mut out, "props", props);

    out
}

/// A piece of evidence as an observation: it expires on the last day on which it may be relied on.
pub fn evidence(
    builder: &Builder<'_>,
    maker: &mut Maker<'_>,
    subjects: &mut Subjects,
    record: &Record<Evidence>,
) -> Value {
    let body = &record.body;
    let collected =
        body.collected.map(moment).unwrap_or_else(|| body.until.map_or_else(|| moment(record.head.created), day));
    let mut out = json!({
        "uuid": maker.of(record.head.id), "title": line(&record.head.title, "unnamed"),
        "description": text(&body.shows.0, &record.head.title), "methods": ["EXAMINE"], "types": ["historic"],
    });
    let mut props = maker.props(record);
    props.extend(prop("origin", body.origin.word()));
    props.extend(prop("form", body.form.word()));
    props.extend(prop("accepted-by-auditor", body.accepted.word()));
    put(&mut out, "props", props);
    let proved = body.proves.iter().filter_map(|p| subject(builder, maker, subjects, p.id())).collect();
    put(&mut out, "subjects", proved);
    put(&mut out, "relevant-evidence", vec![relevant(record)]);
    out["collected"] = json!(collected);
    expires(&mut out, &collected, body.fresh_until());
    let carried = [
        "shows",
        "proves",
        "form",
        "origin",
        "collected",
        "link",
        "file_name",
        "content_hash",
        "fresh_for",
        "accepted",
        "until",
    ];
    maker.lose(record, body, &carried);
    out
}

/// Freshness that ended before the thing was collected cannot be said.
fn expires(out: &mut Value, collected: &str, until: Option<jiff::civil::Date>) {
    let Some(until) = until.map(day_end) else { return };
    let parse = |t: &str| t.parse::<jiff::Timestamp>().ok();
    if parse(&until) >= parse(collected) {
        out["expires"] = json!(until);
    }
}

/// A run of a test: what was looked at, of how many, drawn how, and with what result.
pub fn run(
    builder: &Builder<'_>,
    maker: &mut Maker<'_>,
    subjects: &mut Subjects,
    test: &Record<Test>,
    index: usize,
    run: &TestRun,
) -> Option<Value> {
    let key = format!("TST-{}", test.head.number);
    let Some(on) = run.on else {
        maker.lost(key, "runs", format!("run {}", index + 1), "it has no day, and an observation needs one");
        return None;
    };
    let mut out = json!({
        "uuid": maker.uuid(&format!("{}/run/{index}", test.head.id.0)),
        "title": line(&format!("{key} {}: {}", test.head.title, run.verdict.word()), &key),
        "description": text(&run.notes.0, &format!("Run of {on}: {}.", run.verdict.word())),
        "methods": [if test.body.aspect == isms::assurance::test::Aspect::Design { "EXAMINE" } else { "TEST" }],
        "types": ["control-objective"],
    });
    put(&mut out, "props", run_props(&key, run));
    if let Some(by) = run.by.and_then(|p| maker.party(p.id())) {
        out["origins"] = json!([{ "actors": [{ "type": "party", "actor-uuid": by }] }]);
    }
    let about = test.body.of.iter().map(|s| s.id()).chain(run.on_assets.iter().map(|a| a.id()));
    let about: Vec<Value> = about.filter_map(|id| subject(builder, maker, subjects, id)).collect();
    put(&mut out, "subjects", about);
    let shown = run.evidence.iter().chain(run.items.iter().filter_map(|i| i.evidence.as_ref())).map(|e| e.id());
    let mut shown: Vec<RecordId> = shown.collect();
    shown.dedup();
    let records: Vec<_> = shown.iter().filter_map(|id| builder.view.get(*id)?.typed::<Evidence>()).collect();
    put(&mut out, "relevant-evidence", records.iter().map(|e| relevant(e)).collect());
    out["collected"] = json!(day(on));
    let fresh = records.iter().filter_map(|e| e.body.fresh_until()).min();
    expires(&mut out, &day(on), fresh.or_else(|| test.body.cadence.map(|c| c.due_after(on))));
    Some(out)
}

fn run_props(key: &str, run: &TestRun) -> Vec<Value> {
    let number = |name: &str, n: Option<i64>| n.and_then(|n| prop(name, n.to_string()));
    let mut props: Vec<Value> = [
        prop("key", key),
        prop("verdict", run.verdict.word()),
        prop("verdict-because", &run.verdict_because),
        number("population", run.population),
        number("looked-at", run.looked_at),
        number("failed", run.failed),
        number("tolerated", run.tolerated),
        number("seed", run.seed),
        prop("population-from", &run.population_from),
        prop("population-sha-256", &run.population_hash),
        run.from.and_then(|d| prop("from", d.to_string())),
        run.until.and_then(|d| prop("until", d.to_string())),
        run.frozen.and_then(|t| prop("frozen", t.to_string())),
        run.recovered_in.and_then(|h| prop("recovered-in-hours", h.to_string())),
    ]
    .into_iter()
    .flatten()
    .collect();
    for item in &run.items {
        if let Some(mut sampled) = prop("sample", &item.item) {
            sampled["class"] = json!(item.result.word());
            if !item.note.trim().is_empty() {
                sampled["remarks"] = json!(text(&item.note, "-"));
            }
            props.push(sampled);
        }
    }
    props
}

/// Fields of a finding that documents say.
pub const FINDING: [&str; 6] = ["grade", "found_on", "description", "from", "against", "clauses"];

/// Properties of a finding.
pub fn finding_props(maker: &mut Maker<'_>, finding: &Record<Finding>) -> Vec<Value> {
    let body = &finding.body;
    let mut props = maker.props(finding);
    props.extend(prop("grade", body.grade.word()));
    props.extend(body.found_on.and_then(|d| prop("found-on", d.to_string())));
    props.extend(body.from.and_then(|f| maker.called(f.id())).and_then(|c| prop("from", c)));
    props.extend(body.against.iter().filter_map(|a| maker.called(a.id())).filter_map(|c| prop("against", c)));
    props.extend(body.clauses.iter().filter_map(|c| prop("clause", c.to_string())));
    props
}

/// A finding against a control of the plan's framework; none where it is against nothing there.
pub fn finding(
    builder: &Builder<'_>,
    maker: &mut Maker<'_>,
    framework: &str,
    named: &Named,
    record: &Record<Finding>,
) -> Option<Value> {
    let body = &record.body;
    let controls = body.against.iter().filter_map(|a| builder.view.get(a.id())?.typed::<Control>());
    let clauses =
        body.clauses.iter().chain(controls.flat_map(|c| &c.body.clauses)).filter(|c| c.framework == framework);
    let target = clauses.filter_map(|c| named.control(&c.requirement)).next()?;
    let bad = body.grade.needs_action() && &*record.head.state == "open";
    let state = if bad { "not-satisfied" } else { "satisfied" };
    let mut out = json!({
        "uuid": maker.of(record.head.id), "title": line(&record.head.title, "unnamed"),
        "description": text(&body.description.0, &record.head.title),
    });
    let props = finding_props(maker, record);
    put(&mut out, "props", props);
    let mut status = json!({ "state": state });
    if !bad {
        status["remarks"] = json!("No nonconformity that is open; its grade and state are properties.");
    }
    out["target"] = json!({ "type": "objective-id", "target-id": target, "status": status });
    Some(out)
}
