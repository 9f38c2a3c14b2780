//! Findings and actions as a plan of action and milestones: a finding is a risk of the plan, an action an item with its milestones,
//! and whether it helped is said in properties.

use super::{
    Builder, assess,
    make::{Maker, day, line, prop, text},
    observe, put,
};
use crate::{Error, Result};
use isms::{
    analysis::assured::actions_of,
    assurance::{Action, Finding},
    field::Choice,
    record::Record,
    view::View,
};
use serde_json::{Value, json};

/// Fields of an action that an item says.
const ACTION: [&str; 13] = [
    "answers",
    "due",
    "done_on",
    "corrective_action",
    "milestones",
    "effect",
    "effect_checked",
    "effect_checked_by",
    "effect_seen_in",
    "helped_when",
    "root_cause",
    "correction",
    "done_by",
];

/// Whether there is anything to plan.
pub fn any(view: &View) -> bool {
    view.all::<Action>().any(|a| &*a.head.state != "dropped")
        || view.all::<Finding>().any(|f| &*f.head.state != "withdrawn")
}

/// The body of the plan of action.
pub fn write(builder: &mut Builder<'_>, maker: &mut Maker<'_>) -> Result<Value> {
    if !any(builder.view) {
        return Err(Error::fault("/key", "there is no finding and no action yet"));
    }
    maker.title("Findings and actions");
    let basis = assess::basis(builder, None)?;
    let view = builder.view;
    let findings: Vec<&Record<Finding>> = view.all::<Finding>().filter(|f| &*f.head.state != "withdrawn").collect();
    let actions: Vec<&Record<Action>> = view.all::<Action>().filter(|a| &*a.head.state != "dropped").collect();
    let risks: Vec<Value> = findings.iter().map(|f| risk(view, maker, f)).collect();
    let mut items: Vec<Value> = actions.iter().map(|a| item(view, maker, a)).collect();
    for finding in findings.iter().filter(|f| visible_actions(view, f).is_empty()) {
        items.push(unanswered(maker, finding));
    }
    let mut body = json!({});
    assess::import_ssp(maker, &basis, &mut body);
    put(&mut body, "risks", risks);
    put(&mut body, "poam-items", items);
    Ok(body)
}

fn visible_actions<'v>(view: &'v View, finding: &Record<Finding>) -> Vec<&'v Record<Action>> {
    let all = actions_of(view.for_the_organisation(), finding.head.id).into_iter();
    all.filter(|a| view.sees(*a) && &*a.head.state != "dropped").collect()
}

fn risk(view: &View, maker: &mut Maker<'_>, finding: &Record<Finding>) -> Value {
    let body = &finding.body;
    let actions = visible_actions(view, finding);
    let status = match &*finding.head.state {
        "closed" => "closed",
        _ if actions.is_empty() => "open",
        _ => "remediating",
    };
    let mut out = json!({
        "uuid": maker.of(finding.head.id), "title": line(&finding.head.title, "unnamed"),
        "description": text(&body.description.0, &finding.head.title),
        "statement": text(&body.description.0, &finding.head.title), "status": status,
    });
    let props = observe::finding_props(maker, finding);
    put(&mut out, "props", props);
    if let Some(due) = actions.iter().filter_map(|a| a.body.due).max() {
        out["deadline"] = json!(day(due));
    }
    put(&mut out, "remediations", actions.iter().map(|a| remediation(maker, finding, a)).collect());
    maker.lose(finding, body, &observe::FINDING);
    out
}

fn remediation(maker: &Maker<'_>, finding: &Record<Finding>, action: &Record<Action>) -> Value {
    let path = format!("{}/{}", finding.head.id.0, action.head.id.0);
    let done = matches!(&*action.head.state, "done" | "verified");
    let mut out = json!({
        "uuid": maker.uuid(&path), "lifecycle": if done { "completed" } else { "planned" },
        "title": line(&action.head.title, "unnamed"),
        "description": text(&action.body.corrective_action.0, &action.head.title),
        "props": prop("key", format!("ACT-{}", action.head.number)).into_iter().collect::<Vec<_>>(),
    });
    let mut tasks = Vec::new();
    for (index, milestone) in action.body.milestones.iter().enumerate() {
        let mut task = json!({ "uuid": maker.uuid(&format!("{path}/{index}")), "type": "milestone", "title": line(&milestone.what, "A milestone") });
        put(&mut task, "props", milestone.done.and_then(|d| prop("done", d.to_string())).into_iter().collect());
        if let Some(due) = milestone.due.or(milestone.done) {
            task["timing"] = json!({ "on-date": { "date": day(due) } });
        }
        tasks.push(task);
    }
    put(&mut out, "tasks", tasks);
    out
}

fn item(view: &View, maker: &mut Maker<'_>, action: &Record<Action>) -> Value {
    let body = &action.body;
    let mut out = json!({
        "uuid": maker.of(action.head.id), "title": line(&action.head.title, "unnamed"),
        "description": text(&body.corrective_action.0, &action.head.title),
    });
    let mut props = maker.props(action);
    let date = |name: &str, d: Option<jiff::civil::Date>| d.and_then(|d| prop(name, d.to_string()));
    props.extend(date("due", body.due));
    props.extend(date("done-on", body.done_on));
    props.extend(prop("effect", body.effect.map(|e| e.word()).unwrap_or("not-checked")));
    props.extend(date("effect-checked", body.effect_checked));
    props.extend(body.effect_checked_by.and_then(|p| maker.called(p.id())).and_then(|c| prop("effect-checked-by", c)));
    props.extend(body.done_by.and_then(|p| maker.called(p.id())).and_then(|c| prop("done-by", c)));
    props.extend(
        body.effect_seen_in.iter().filter_map(|s| maker.called(s.id())).filter_map(|c| prop("effect-seen-in", c)),
    );
    for (name, said) in
        [("helped-when", &body.helped_when), ("root-cause", &body.root_cause), ("correction", &body.correction)]
    {
        props.extend(prop(name, &said.0));
    }
    let mut risks = Vec::new();
    for answered in &body.answers {
        match view.get(answered.id()) {
            Some(r) if r.typed::<Finding>().is_some_and(|f| &*f.head.state != "withdrawn") => {
                let uuid = maker.of(answered.id());
                if !risks.iter().any(|known: &Value| known["risk-uuid"] == json!(uuid)) {
                    risks.push(json!({ "risk-uuid": uuid }));
                }
            }
            _ => props.extend(maker.called(answered.id()).and_then(|c| prop("answers", c))),
        }
    }
    if risks.is_empty() {
        // Milestones hang on the answer to a risk.
        for milestone in &body.milestones {
            maker.lost(
                format!("ACT-{}", action.head.number),
                "milestones",
                &milestone.what,
                "milestones hang on the answer to a finding, and it answers none",
            );
        }
    }
    put(&mut out, "props", props);
    put(&mut out, "related-risks", risks);
    maker.lose(action, body, &ACTION);
    out
}

fn unanswered(maker: &mut Maker<'_>, finding: &Record<Finding>) -> Value {
    json!({
        "uuid": maker.uuid(&format!("{}/item", finding.head.id.0)), "title": line(&finding.head.title, "unnamed"),
        "description": "No action answers it.", "related-risks": [{ "risk-uuid": maker.of(finding.head.id) }],
        "props": prop("without-action", "yes").into_iter().collect::<Vec<_>>(),
    })
}
