//! Audits and tests as assessment plan and assessment results.

use super::{
    Builder,
    catalog::Named,
    make::{Maker, day, day_end, line, moment, prop, text},
    observe::{self, Subjects},
    profile::Soa,
    put,
};
use crate::{Error, Result};
use formats::oscal::Model;
use isms::{
    assurance::{Audit, Check, Evidence, Finding, Test, test::Aspect},
    cadence::Cadence,
    control::{Applicability, Framework},
    field::Choice,
    record::Record,
};
use jiff::civil::Date;
use serde_json::{Value, json};

/// The audit of a key; none for an empty key, which means all tests.
fn audit<'v>(builder: &Builder<'v>, key: &str) -> Result<Option<&'v Record<Audit>>> {
    if key.is_empty() {
        return Ok(None);
    }
    let found = builder.view.by_key(key).and_then(|r| r.typed::<Audit>());
    found.map(Some).ok_or_else(|| Error::NotFound(format!("audit {key}")))
}

/// The plan that an assessment looks at, with its framework: of the audit's criteria, else the first there is.
pub(super) struct Basis {
    pub href: Option<String>,
    pub framework: String,
    pub named: Named,
}

pub(super) fn basis(builder: &mut Builder<'_>, audit: Option<&Record<Audit>>) -> Result<Basis> {
    let view = builder.view;
    let criteria: Vec<_> = audit.iter().flat_map(|a| a.body.criteria.iter().map(|c| c.id())).collect();
    let fits = |a: &&Record<Applicability>| {
        let body = a.counts().unwrap_or(&a.body);
        a.is_open() && (criteria.is_empty() || body.framework.is_some_and(|f| criteria.contains(&f.id())))
    };
    let soa = view.all::<Applicability>().find(fits).map(|a| format!("SOA-{}", a.head.number));
    if let Some(key) = soa {
        let framework = Soa::find(builder, &key)?.shelf.catalogue.id.clone();
        let href = builder.refer(Model::SystemSecurityPlan, key)?;
        return Ok(Basis { href: Some(href), named: Named::of(builder, &framework)?, framework });
    }
    let adopted = criteria.iter().filter_map(|c| view.get(*c)?.typed::<Framework>()).next();
    let adopted = adopted.or_else(|| view.all::<Framework>().find(|f| f.is_open()));
    let framework = adopted.map(|f| f.body.catalogue.clone());
    let framework = framework.or_else(|| builder.library.all().next().map(|s| s.catalogue.id.clone()));
    let framework = framework.ok_or_else(|| Error::fault("/key", "there is no framework to assess against"))?;
    Ok(Basis { href: None, named: Named::of(builder, &framework)?, framework })
}

/// `import-ssp`; where there is no plan a resource says so.
pub(super) fn import_ssp(maker: &Maker<'_>, basis: &Basis, body: &mut Value) {
    match &basis.href {
        Some(href) => body["import-ssp"] = json!({ "href": href }),
        None => {
            let uuid = maker.uuid("no-plan");
            body["import-ssp"] =
                json!({ "href": format!("#{uuid}"), "remarks": "There is no Statement of Applicability yet." });
            body["back-matter"] = json!({ "resources": [{ "uuid": uuid, "title": "No system security plan yet" }] });
        }
    }
}

fn reviewed(maker: &mut Maker<'_>, basis: &Basis, audit: Option<&Record<Audit>>) -> Value {
    let mut ids: Vec<String> = Vec::new();
    for clause in audit.iter().flat_map(|a| &a.body.clauses) {
        match basis.named.control(&clause.requirement).filter(|_| clause.framework == basis.framework) {
            Some(id) if !ids.iter().any(|known| known == id) => ids.push(id.to_owned()),
            Some(_) => {}
            None => maker.lost(
                "clauses",
                "clauses",
                clause.to_string(),
                "it is no control of the framework that the plan is for",
            ),
        }
    }
    let selection = match ids.is_empty() {
        true => json!({ "include-all": {} }),
        false => json!({ "include-controls": ids.iter().map(|id| json!({ "control-id": id })).collect::<Vec<_>>() }),
    };
    json!({ "control-selections": [selection] })
}

/// The body of the assessment plan.
pub fn plan(builder: &mut Builder<'_>, maker: &mut Maker<'_>, key: &str) -> Result<Value> {
    let audit = audit(builder, key)?;
    let basis = basis(builder, audit)?;
    let mut subjects = Subjects::new();
    let (activities, tasks) = match audit {
        Some(audit) => audit_work(builder, maker, &mut subjects, audit),
        None => test_work(builder, maker, &mut subjects),
    };
    if activities.is_empty() {
        return Err(Error::fault("/key", "there is no test yet"));
    }
    let mut body = json!({});
    import_ssp(maker, &basis, &mut body);
    let mut local = json!({});
    put(&mut local, "components", subjects.into_values().collect());
    put(&mut local, "activities", activities);
    body["local-definitions"] = local;
    body["reviewed-controls"] = reviewed(maker, &basis, audit);
    body["assessment-subjects"] = json!([{ "type": "component", "include-all": {} }]);
    put(&mut body, "tasks", tasks);
    Ok(body)
}

fn audit_work(
    builder: &Builder<'_>,
    maker: &mut Maker<'_>,
    subjects: &mut Subjects,
    audit: &Record<Audit>,
) -> (Vec<Value>, Vec<Value>) {
    let (body, id) = (&audit.body, audit.head.id.0);
    maker.title(audit.head.title.clone());
    maker.answers_for(audit.head.owner.map(|o| o.id()));
    for member in &body.team {
        if let Some(who) = member.who {
            maker.answers("assessor", "Assessor", who.id());
        }
        for (field, what) in [("team/function", &member.function), ("team/independence", &member.independence)] {
            if !what.is_empty() {
                maker.lost(
                    format!("AUD-{}", audit.head.number),
                    field,
                    what,
                    "OSCAL has no statement of an assessor's independence or function",
                );
            }
        }
    }
    maker.lose(
        audit,
        body,
        &["form", "criteria", "clauses", "looks_at", "team", "plan", "from", "until", "report", "opinion"],
    );
    if body.opinion.is_some() || !body.report.0.is_empty() {
        maker.lost(
            format!("AUD-{}", audit.head.number),
            "opinion, report",
            "the audit's conclusion",
            "it stands in the assessment results",
        );
    }
    let looked: Vec<Value> =
        body.looks_at.iter().filter_map(|l| observe::subject(builder, maker, subjects, l.id())).collect();
    let selected: Vec<Value> =
        looked.iter().map(|s| json!({ "subject-uuid": s["subject-uuid"], "type": "component" })).collect();
    let mut subject = json!({ "type": "component" });
    match selected.is_empty() {
        true => subject["include-all"] = json!({}),
        false => subject["include-subjects"] = json!(selected),
    }
    let activity = maker.uuid(&format!("{id}/activity"));
    let mut props = maker.props(audit);
    props.extend(prop("form", body.form.word()));
    let description = text(&body.plan.0, "No plan is written.");
    let activities = vec![
        json!({ "uuid": activity, "title": line(&audit.head.title, "Audit"), "description": description, "props": props }),
    ];
    let mut task = json!({ "uuid": maker.uuid(&format!("{id}/task")), "type": "action", "title": line(&audit.head.title, "Audit") });
    if let Some(timing) = between(body.from, body.until) {
        task["timing"] = timing;
    }
    task["associated-activities"] = json!([{ "activity-uuid": activity, "subjects": [subject] }]);
    (activities, vec![task])
}

fn between(from: Option<Date>, until: Option<Date>) -> Option<Value> {
    match (from, until) {
        (Some(from), Some(until)) => {
            Some(json!({ "within-date-range": { "start": day(from), "end": day_end(until) } }))
        }
        (Some(on), None) | (None, Some(on)) => Some(json!({ "on-date": { "date": day(on) } })),
        (None, None) => None,
    }
}

fn test_work(builder: &Builder<'_>, maker: &mut Maker<'_>, subjects: &mut Subjects) -> (Vec<Value>, Vec<Value>) {
    maker.title("Tests");
    let (mut activities, mut tasks) = (Vec::new(), Vec::new());
    for test in builder.view.all::<Test>().filter(|t| t.is_open()) {
        let (body, id) = (&test.body, test.head.id);
        let activity = maker.of(id);
        let method = if body.aspect == Aspect::Design { "EXAMINE" } else { "TEST" };
        let mut props = maker.props(test);
        props.push(json!({ "name": "method", "value": method }));
        for (name, value) in
            [("population", &body.population), ("sample", &body.sample), ("passed-when", &body.passed_when.0)]
        {
            props.extend(prop(name, value));
        }
        props.extend(body.sample_size.and_then(|n| prop("sample-size", n.to_string())));
        props.extend(body.tolerated.and_then(|n| prop("tolerated", n.to_string())));
        props.extend(body.criterion.and_then(|c| maker.called(c.id())).and_then(|c| prop("criterion", c)));
        let title = line(&format!("TST-{} {}", test.head.number, test.head.title), "Test");
        let mut one = json!({ "uuid": activity, "title": title, "description": text(&body.procedure.0, "No procedure is written."), "props": props });
        put(
            &mut one,
            "responsible-roles",
            maker.responsible(test.head.owner.map(|o| o.id()), body.tester.map(|t| t.id())),
        );
        activities.push(one);
        tasks.push(test_task(builder, maker, subjects, test, &activity, &title));
        let carried = [
            "of",
            "criterion",
            "aspect",
            "passed_when",
            "procedure",
            "population",
            "sample",
            "sample_size",
            "tolerated",
            "tester",
            "cadence",
        ];
        maker.lose(test, body, &[&carried[..], &["runs"]].concat());
        if !body.runs.is_empty() {
            maker.lost(
                format!("TST-{}", test.head.number),
                "runs",
                format!("{} runs", body.runs.len()),
                "they stand in the assessment results",
            );
        }
    }
    for check in builder.view.all::<Check>().filter(|c| c.is_open()) {
        let key = format!("CHK-{}", check.head.number);
        maker.lost(
            key,
            "policy",
            &check.head.title,
            "a check's policy in Rego has no place; components name it as Check_Id",
        );
    }
    (activities, tasks)
}

fn test_task(
    builder: &Builder<'_>,
    maker: &mut Maker<'_>,
    subjects: &mut Subjects,
    test: &Record<Test>,
    activity: &str,
    title: &str,
) -> Value {
    let about: Vec<Value> =
        test.body.of.iter().filter_map(|s| observe::subject(builder, maker, subjects, s.id())).collect();
    let about: Vec<Value> =
        about.iter().map(|s| json!({ "subject-uuid": s["subject-uuid"], "type": "component" })).collect();
    let mut subject = json!({ "type": "component" });
    match about.is_empty() {
        true => subject["include-all"] = json!({}),
        false => subject["include-subjects"] = json!(about),
    }
    let mut task = json!({ "uuid": maker.uuid(&format!("{}/task", test.head.id.0)), "type": "action", "title": title });
    if let Some((period, unit)) = test.body.cadence.and_then(frequency) {
        task["timing"] = json!({ "at-frequency": { "period": period, "unit": unit } });
    }
    task["associated-activities"] = json!([{ "activity-uuid": activity, "subjects": [subject] }]);
    task
}

/// A cadence as a period in days.
fn frequency(cadence: Cadence) -> Option<(i32, &'static str)> {
    let from = Date::constant(2025, 1, 1);
    let days = (cadence.due_after(from) - from).get_days();
    (days > 0).then_some((days, "days"))
}

/// The body of the assessment results.
pub fn results(builder: &mut Builder<'_>, maker: &mut Maker<'_>, key: &str) -> Result<Value> {
    let audit = audit(builder, key)?;
    let basis = basis(builder, audit)?;
    let href = builder.refer(Model::AssessmentPlan, key)?;
    let mut subjects = Subjects::new();
    let (mut observations, source) = match audit {
        Some(audit) => (audit_seen(builder, maker, &mut subjects, audit), Some(audit.head.id)),
        None => (tests_seen(builder, maker, &mut subjects), None),
    };
    let from_here = |f: &&Record<Finding>| match source {
        Some(audit) => f.body.from.is_some_and(|s| s.id() == audit),
        None => f
            .body
            .from
            .is_some_and(|s| builder.view.get(s.id()).is_some_and(|r| matches!(r.kind().name, "test" | "check"))),
    };
    let mut findings = Vec::new();
    for record in builder.view.all::<Finding>().filter(from_here).filter(|f| &*f.head.state != "withdrawn") {
        maker.lose(record, &record.body, &observe::FINDING);
        match observe::finding(builder, maker, &basis.framework, &basis.named, record) {
            Some(finding) => findings.push(finding),
            None => observations.push(untargeted(builder, maker, &mut subjects, record)),
        }
    }
    let now = builder.view.moment().now;
    let (start, end) = audit.map_or((None, None), |a| (a.body.from, a.body.until));
    let first = observations.iter().filter_map(|o| o["collected"].as_str()).min().map(str::to_owned);
    let start = start.map(day).or(first).unwrap_or_else(|| moment(now));
    let title = audit.map_or("Tests and evidence", |a| a.head.title.as_str());
    let mut result = json!({ "uuid": maker.uuid(&format!("results/{key}")), "title": line(title, "Results"), "description": conclusion(audit), "start": start });
    let end = end.map_or_else(|| moment(now), day_end);
    let parse = |t: &str| t.parse::<jiff::Timestamp>().ok();
    if parse(&end) >= parse(&start) {
        result["end"] = json!(end);
    }
    if let Some(audit) = audit {
        let mut props = maker.props(audit);
        props.extend(audit.body.opinion.and_then(|o| prop("opinion", o.word())));
        put(&mut result, "props", props);
    }
    if !subjects.is_empty() {
        result["local-definitions"] = json!({ "components": subjects.into_values().collect::<Vec<_>>() });
    }
    result["reviewed-controls"] = reviewed(maker, &basis, audit);
    put(&mut result, "observations", observations);
    put(&mut result, "findings", findings);
    maker.title(format!("{title}: results"));
    Ok(json!({ "import-ap": { "href": href }, "results": [result] }))
}

fn conclusion(audit: Option<&Record<Audit>>) -> String {
    match audit {
        Some(audit) => text(&audit.body.report.0, "No report is written yet."),
        None => "Every run of every test that is not over, and every piece of evidence.".into(),
    }
}

fn audit_seen(
    builder: &Builder<'_>,
    maker: &mut Maker<'_>,
    subjects: &mut Subjects,
    audit: &Record<Audit>,
) -> Vec<Value> {
    let shown = |e: &&Record<Evidence>| e.is_open() && e.body.shown_in.is_some_and(|a| a.id() == audit.head.id);
    builder.view.all::<Evidence>().filter(shown).map(|e| observe::evidence(builder, maker, subjects, e)).collect()
}

fn tests_seen(builder: &Builder<'_>, maker: &mut Maker<'_>, subjects: &mut Subjects) -> Vec<Value> {
    let mut all = Vec::new();
    for test in builder.view.all::<Test>().filter(|t| t.is_open()) {
        for (index, run) in test.body.runs.iter().enumerate() {
            all.extend(observe::run(builder, maker, subjects, test, index, run));
        }
        if test.body.under_way.is_some() {
            maker.lost(
                format!("TST-{}", test.head.number),
                "under_way",
                "a run that was begun",
                "results speak of what was concluded",
            );
        }
    }
    let evidence = builder.view.all::<Evidence>().filter(|e| e.is_open());
    all.extend(evidence.map(|e| observe::evidence(builder, maker, subjects, e)));
    all
}

/// A finding that is against no control of the framework: an observation, because a finding has a target.
fn untargeted(
    builder: &Builder<'_>,
    maker: &mut Maker<'_>,
    subjects: &mut Subjects,
    record: &Record<Finding>,
) -> Value {
    let body = &record.body;
    maker.lost(
        format!("FND-{}", record.head.number),
        "clauses",
        &record.head.title,
        "it is against no control of this framework, and a finding needs one; it is an observation",
    );
    let mut out = json!({
        "uuid": maker.of(record.head.id), "title": line(&record.head.title, "unnamed"),
        "description": text(&body.description.0, &record.head.title), "methods": ["EXAMINE"], "types": ["finding"],
    });
    let props = observe::finding_props(maker, record);
    put(&mut out, "props", props);
    let about: Vec<Value> =
        body.against.iter().filter_map(|a| observe::subject(builder, maker, subjects, a.id())).collect();
    put(&mut out, "subjects", about);
    out["collected"] = json!(body.found_on.map_or_else(|| moment(record.head.created), day));
    out
}
