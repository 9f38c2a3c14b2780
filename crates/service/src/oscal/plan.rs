//! A Statement of Applicability as a system security plan: every line, the excluded and the undetermined ones too, with what
//! carries it out and how well that is known. `implementation-status` says what people state; what tests earned is a property.

use super::{
    Builder,
    catalog::{Named, framework},
    component::{props as control_props, visible},
    make::{Maker, line, prop, text},
    profile::{Soa, applies},
    put,
};
use crate::Result;
use formats::oscal::Model;
use isms::{
    analysis::{
        applicability::{Applies, Line, Reason},
        assured::Status,
    },
    context::Scope,
    control::{Control, applicability::Inherited},
    field::Choice,
    record::Record,
    values::RecordId,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the plan gathers on its way.
#[derive(Default)]
struct Parts {
    components: BTreeMap<String, Value>,
    leveraged: Vec<Value>,
}

/// The body of the plan.
pub fn write(builder: &mut Builder<'_>, maker: &mut Maker<'_>, key: &str) -> Result<Value> {
    let soa = Soa::find(builder, key)?;
    let named = Named::of(builder, &soa.shelf.catalogue.id)?;
    // A profile needs a control that applies; until there is one the plan stands on the whole catalogue.
    let any = soa.statement.lines.iter().any(|l| l.applies == Applies::Yes);
    let import = if any { builder.refer(Model::Profile, key)? } else { named.href.clone() };
    maker.title(soa.record.head.title.clone());
    maker.answers_for(soa.record.head.owner.map(|o| o.id()));
    maker.lose(soa.record, soa.body, &["framework", "baseline", "introduction", "deviations", "inherited"]);
    let system = this_system(maker, &soa);
    let mut parts = Parts::default();
    parts.components.insert(String::new(), system.clone());
    let mut requirements = Vec::new();
    for row in &soa.statement.lines {
        match named.control(&row.point.id) {
            Some(id) => requirements.push(requirement(builder, maker, &mut parts, &soa, row, id)),
            None => {
                maker.lost(key, "line", &row.point.id, "the framework has it as a group; a plan speaks of controls")
            }
        }
    }
    for outside in soa.statement.outside.iter().filter_map(|id| visible(builder, *id)) {
        control_component(builder, maker, &mut parts, outside);
    }
    let mut implementation = json!({});
    put(&mut implementation, "props", totals(&soa));
    put(&mut implementation, "leveraged-authorizations", parts.leveraged);
    put(&mut implementation, "components", parts.components.into_values().collect());
    let intro = text(&soa.body.introduction.0, "Every line of the framework, with what carries it out.");
    Ok(json!({
        "import-profile": { "href": import },
        "system-characteristics": characteristics(builder, maker, &soa),
        "system-implementation": implementation,
        "control-implementation": { "description": intro, "implemented-requirements": requirements },
    }))
}

fn this_system(maker: &Maker<'_>, soa: &Soa<'_>) -> Value {
    json!({
        "uuid": maker.uuid(&format!("system/{}", soa.record.head.id.0)),
        "type": "this-system",
        "title": line(&soa.record.head.title, "The system"),
        "description": "The whole scope of the Statement of Applicability.",
        "status": { "state": "operational" },
    })
}

fn totals(soa: &Soa<'_>) -> Vec<Value> {
    let t = &soa.statement.totals;
    let count = |name: &str, n: usize| prop(name, n.to_string());
    let all = [
        count("lines", t.lines),
        count("lines-applicable", t.applicable),
        count("lines-excluded", t.excluded),
        count("lines-undetermined", t.undetermined),
        count("lines-tested-by-machine", t.automated),
        count("lines-accepted-by-auditor", t.accepted),
    ];
    all.into_iter().flatten().collect()
}

fn characteristics(builder: &Builder<'_>, maker: &mut Maker<'_>, soa: &Soa<'_>) -> Value {
    let scope = soa.record.head.scope.and_then(|s| builder.view.get(s.id())).and_then(|r| r.typed::<Scope>());
    let (name, boundary) = match scope {
        Some(scope) => {
            let said = (scope.counts().unwrap_or(&scope.body) as &dyn isms::field::Fields).named("statement");
            let said =
                said.map(|(_, v)| isms::outer::write_val(&v, builder.view)).and_then(|v| v.as_str().map(str::to_owned));
            (scope.head.title.clone(), said.unwrap_or_default())
        }
        None => (soa.record.head.title.clone(), String::new()),
    };
    let mut props = maker.props(soa.record);
    props.push(framework(&soa.shelf.catalogue.id));
    props.extend(prop("baseline", &soa.body.baseline));
    maker.lost(
        format!("SOA-{}", soa.record.head.number),
        "system-information",
        "information types and impact levels",
        "the plan asks for information types; Surety states needs per asset, so one general type stands there",
    );
    json!({
        "system-ids": [{ "identifier-type": "http://ietf.org/rfc/rfc4122", "id": maker.of(soa.record.head.id) }],
        "system-name": line(&name, "The organisation"),
        "description": text(&boundary, &format!("What {name} covers.")),
        "props": props,
        "system-information": { "information-types": [{
            "uuid": maker.uuid("information"), "title": "Information in scope",
            "description": "All information that the scope processes; needs are stated per asset in Surety.",
        }] },
        "status": { "state": "operational" },
        "authorization-boundary": { "description": text(&boundary, "The scope's statement says where it ends.") },
    })
}

fn requirement(
    builder: &Builder<'_>,
    maker: &mut Maker<'_>,
    parts: &mut Parts,
    soa: &Soa<'_>,
    row: &Line<'_>,
    control: &str,
) -> Value {
    let path = format!("{}/{}", soa.record.head.id.0, row.point.id);
    let mut out = json!({ "uuid": maker.uuid(&path), "control-id": control });
    let mut props: Vec<Value> = prop("applies", applies(row)).into_iter().collect();
    props.extend(prop("earned-status", row.status.word()));
    props.extend(row.deviation.and_then(|d| prop("ruling", d.ruling.word())));
    props.extend(row.reasons.iter().filter_map(|r| reason(maker, r)));
    if row.inherited.is_some() {
        props.push(json!({ "name": "control-origination", "value": "inherited" }));
    }
    put(&mut out, "props", props);
    let mut by: BTreeMap<String, Value> = BTreeMap::new();
    for through in &row.through {
        let Some(record) = visible(builder, through.control) else { continue };
        let component = control_component(builder, maker, parts, record);
        by.entry(component.clone()).or_insert_with(|| by_component(builder, maker, &path, record, &component));
    }
    if let Some(inherited) = row.inherited
        && let Some((component, value)) = provided(builder, maker, parts, &path, inherited)
    {
        by.entry(component).or_insert(value);
    }
    if by.is_empty() {
        let (id, value) = nothing(maker, soa, &path, row);
        by.insert(id, value);
    }
    put(&mut out, "by-components", by.into_values().collect());
    if let Some(deviation) = row.deviation {
        out["remarks"] = json!(text(&deviation.reason.0, "No reason is given."));
    } else if row.applies == Applies::Undetermined {
        out["remarks"] = json!("Nothing says whether it applies: no risk, obligation, contract or chosen level.");
    }
    out
}

fn reason(maker: &Maker<'_>, reason: &Reason) -> Option<Value> {
    let (word, id) = match reason {
        Reason::Risk(id) => ("risk", Some(*id)),
        Reason::Obligation(id) => ("obligation", Some(*id)),
        Reason::Contract(id) => ("contract", Some(*id)),
        Reason::Baseline => ("baseline", None),
        Reason::Stated => ("stated", None),
    };
    let what = match id {
        Some(id) => format!("{word} {}", maker.key(id)?),
        None => word.to_owned(),
    };
    prop("because", what)
}

/// What an operating control states: never more than its lifecycle says.
fn stated(control: &Record<Control>) -> &'static str {
    match &*control.head.state {
        "operating" | "retiring" | "implemented" => "implemented",
        _ => "planned",
    }
}

/// A lifecycle state as a component's.
pub fn component_state(state: &str) -> &'static str {
    match state {
        "operating" | "active" | "in-use" | "in-force" | "live" | "open" => "operational",
        "retiring" | "retired" | "closed" | "withdrawn" => "disposition",
        _ => "under-development",
    }
}

fn control_component(
    builder: &Builder<'_>,
    maker: &mut Maker<'_>,
    parts: &mut Parts,
    control: &Record<Control>,
) -> String {
    let uuid = maker.of(control.head.id);
    if !parts.components.contains_key(&uuid) {
        let state = component_state(&control.head.state);
        let mut component = json!({
            "uuid": uuid, "type": "process-procedure", "title": line(&control.head.title, "unnamed"),
            "description": text(&control.body.description.0, "No description is given."),
        });
        put(&mut component, "props", control_props(builder, maker, control));
        component["status"] = json!({ "state": state });
        let operator = control.body.operator.map(|o| o.id());
        put(&mut component, "responsible-roles", maker.responsible(control.head.owner.map(|o| o.id()), operator));
        maker.lose(control, &control.body, &super::component::CARRIED);
        parts.components.insert(uuid.clone(), component);
    }
    uuid
}

fn by_component(
    builder: &Builder<'_>,
    maker: &Maker<'_>,
    path: &str,
    control: &Record<Control>,
    component: &str,
) -> Value {
    let mut out = json!({
        "component-uuid": component,
        "uuid": maker.uuid(&format!("{path}/{}", control.head.id.0)),
        "description": format!("CTL-{} carries it out.", control.head.number),
    });
    let earned = builder.assurance.control(control.head.id).map(|s| s.status.word()).unwrap_or(Status::Planned.word());
    put(&mut out, "props", prop("earned-status", earned).into_iter().collect());
    out["implementation-status"] = json!({ "state": stated(control) });
    out
}

/// What someone else carries out: their component, a leveraged authorisation, and what stays with us.
fn provided(
    builder: &Builder<'_>,
    maker: &mut Maker<'_>,
    parts: &mut Parts,
    path: &str,
    inherited: &Inherited,
) -> Option<(String, Value)> {
    let id: RecordId = inherited.provider?.id();
    let Some(record) = builder.view.get(id).cloned() else {
        maker.lost(path, "inherited", "a provider", "you may not see the provider");
        return None;
    };
    let uuid = maker.of(id);
    if !parts.components.contains_key(&uuid) {
        let supplier = record.kind().name == "supplier";
        let title = line(&record.head().title, "unnamed");
        let mut props = maker.props(record.as_ref());
        props.push(json!({ "name": "implementation-point", "value": if supplier { "external" } else { "internal" } }));
        let component = json!({
            "uuid": uuid, "type": if supplier { "service" } else { "system" }, "title": title,
            "description": format!("{title} carries requirements out for us."), "props": props,
            "status": { "state": "operational" },
        });
        parts.components.insert(uuid.clone(), component);
        // A leveraged authorisation needs the day it was authorised, which is recorded nowhere.
        maker.lost(
            record.key().to_string(),
            "leveraged-authorization",
            &title,
            "no day of an authorisation is recorded; the provider is a component instead",
        );
    }
    let stays = text(&inherited.stays_with_us.0, "");
    let mut out = json!({
        "component-uuid": uuid,
        "uuid": maker.uuid(&format!("{path}/{}", id.0)),
        "description": format!("{} carries it out for us.", record.key()),
        "implementation-status": { "state": "implemented" },
        "inherited": [{ "uuid": maker.uuid(&format!("{path}/inherited")), "description": format!("Carried out by {}.", record.head().title) }],
    });
    if !stays.is_empty() {
        out["satisfied"] = json!([{ "uuid": maker.uuid(&format!("{path}/satisfied")), "description": stays }]);
    }
    Some((uuid, out))
}

/// A line that nothing carries out says so.
fn nothing(maker: &Maker<'_>, soa: &Soa<'_>, path: &str, row: &Line<'_>) -> (String, Value) {
    let (state, said) = match row.applies {
        Applies::No => ("not-applicable", "Excluded; the remarks say why."),
        Applies::Undetermined => ("undetermined", "Nothing says whether it applies."),
        Applies::Yes => ("no-control", "It applies, and no control carries it out."),
    };
    let component = maker.uuid(&format!("system/{}", soa.record.head.id.0));
    let mut status = json!({ "state": state });
    if row.applies != Applies::No {
        status["remarks"] =
            json!("OSCAL names no such state; the word is our own, so that silence is not taken for an answer.");
    }
    let value = json!({
        "component-uuid": component, "uuid": maker.uuid(&format!("{path}/nothing")),
        "description": said, "implementation-status": status,
    });
    (component, value)
}
