//! Controls as components: one component each, with what it carries out of every framework, and the checks behind it.

use super::{
    Builder,
    catalog::{self, Named, framework},
    make::{Maker, line, prop, text},
    put,
};
use crate::{Error, Result};
use isms::{
    analysis::assured::open_sources,
    assurance::{Check, Test},
    control::Control,
    field::Choice,
    record::Record,
    values::RecordId,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// Fields of a control that a component says.
pub const CARRIED: [&str; 6] = ["description", "operator", "function", "frequency", "implements", "clauses"];

/// The body of the component definition.
pub fn write(builder: &mut Builder<'_>, maker: &mut Maker<'_>) -> Result<Value> {
    let controls: Vec<&Record<Control>> = builder.view.all::<Control>().filter(|c| c.is_open()).collect();
    if controls.is_empty() {
        return Err(Error::fault("/key", "there is no control yet"));
    }
    maker.title("Controls");
    let mut names = Names::default();
    let components = controls.iter().map(|c| component(builder, maker, &mut names, c)).collect::<Result<Vec<_>>>()?;
    let mut body = json!({});
    put(&mut body, "components", components);
    Ok(body)
}

/// Frameworks that are named, each looked up once.
#[derive(Default)]
pub struct Names(HashMap<String, Option<Named>>);

impl Names {
    /// The names of a framework; none where the library does not hold it.
    pub fn get(&mut self, builder: &mut Builder<'_>, key: &str) -> Option<&Named> {
        if !self.0.contains_key(key) {
            let named = Named::of(builder, key).ok();
            self.0.insert(key.to_owned(), named);
        }
        self.0.get(key).and_then(Option::as_ref)
    }
}

fn component(
    builder: &mut Builder<'_>,
    maker: &mut Maker<'_>,
    names: &mut Names,
    control: &Record<Control>,
) -> Result<Value> {
    let head = &control.head;
    let mut out = json!({
        "uuid": maker.of(head.id),
        "type": "process-procedure",
        "title": line(&head.title, "unnamed"),
        "description": text(&control.body.description.0, "No description is given."),
    });
    maker.lose(control, &control.body, &CARRIED);
    let mut props = props(builder, maker, control);
    props.extend(checks(builder, control));
    put(&mut out, "props", props);
    let operator = control.body.operator.map(|o| o.id());
    put(&mut out, "responsible-roles", maker.responsible(head.owner.map(|o| o.id()), operator));
    let mut by_framework: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for clause in &control.body.clauses {
        by_framework.entry(clause.framework.clone()).or_default().push(clause.requirement.clone());
    }
    let demands: Vec<String> = control.body.implements.iter().filter_map(|d| maker.key(d.id())).collect();
    for demand in demands {
        match demand.starts_with("RQT-") {
            true => by_framework.entry(catalog::OWN.into()).or_default().push(demand),
            false => maker.lost(
                format!("CTL-{}", head.number),
                "implements",
                demand,
                "OSCAL has no obligations that a control carries out directly",
            ),
        }
    }
    let mut all = Vec::new();
    for (key, requirements) in by_framework {
        all.extend(implementation(builder, maker, names, control, &key, requirements));
    }
    put(&mut out, "control-implementations", all);
    Ok(out)
}

/// What a control says of itself beyond its description, its status as tests earned it among it.
pub fn props(builder: &Builder<'_>, maker: &mut Maker<'_>, control: &Record<Control>) -> Vec<Value> {
    let mut props = maker.props(control);
    let body = &control.body;
    props.extend(prop("function", body.function.word()));
    props.extend(body.frequency.and_then(|f| prop("frequency", f.word())));
    if let Some(seen) = builder.assurance.control(control.head.id) {
        props.extend(prop("earned-status", seen.status.word()));
    }
    props
}

/// One component per control, with rules: a check is an automated rule and check, a test a rule that people run.
fn checks(builder: &Builder<'_>, control: &Record<Control>) -> Vec<Value> {
    let isms = builder.view.for_the_organisation();
    let mut rules: Vec<(String, String, &str)> = Vec::new();
    for check in open_sources::<Check>(isms, control.head.id).filter(|c| builder.view.sees(*c)) {
        let verifies = check.counts().is_some_and(|b| b.verifies.iter().any(|v| v.id() == control.head.id));
        if verifies {
            rules.push((format!("CHK-{}", check.head.number), check.head.title.clone(), "automated"));
        }
    }
    for test in open_sources::<Test>(isms, control.head.id).filter(|t| builder.view.sees(*t)) {
        if test.body.of.iter().any(|s| s.id() == control.head.id) {
            rules.push((format!("TST-{}", test.head.number), test.head.title.clone(), "manual"));
        }
    }
    let mut props = Vec::new();
    for (key, title, how) in rules {
        let grouped = |name: &str, value: &str| json!({ "name": name, "ns": super::NS, "value": line(value, "-"), "class": how, "group": key });
        props.push(grouped("Rule_Id", &key));
        props.push(grouped("Rule_Description", &title));
        props.push(grouped("Check_Id", &key));
        props.push(grouped("Check_Description", &title));
    }
    props
}

fn implementation(
    builder: &mut Builder<'_>,
    maker: &mut Maker<'_>,
    names: &mut Names,
    control: &Record<Control>,
    key: &str,
    mut requirements: Vec<String>,
) -> Option<Value> {
    let own = format!("CTL-{}", control.head.number);
    let Some(named) = names.get(builder, key) else {
        maker.lost(own, "clauses", format!("{key}: {}", requirements.join(", ")), "the library has no such framework");
        return None;
    };
    requirements.sort();
    requirements.dedup();
    let id = |what: &str, maker: &Maker<'_>| maker.uuid(&format!("{}/{key}/{what}", control.head.id.0));
    let mut implemented = Vec::new();
    for requirement in &requirements {
        let Some(token) = named.control(requirement) else {
            maker.lost(
                &own,
                "clauses",
                format!("{key}:{requirement}"),
                "it names a heading of the framework; OSCAL implements controls only",
            );
            continue;
        };
        implemented.push(json!({
            "uuid": id(requirement, maker),
            "control-id": token,
            "description": format!("{own} carries it out."),
        }));
    }
    if implemented.is_empty() {
        return None;
    }
    let title = if key == catalog::OWN { catalog::OWN_TITLE.to_owned() } else { key.to_owned() };
    let mut out = json!({ "uuid": id("", maker), "source": named.href, "description": format!("What {own} carries out of {title}.") });
    put(&mut out, "props", vec![framework(key)]);
    put(&mut out, "implemented-requirements", implemented);
    Some(out)
}

/// Whether a record is a control that may be seen.
pub fn visible<'v>(builder: &Builder<'v>, id: RecordId) -> Option<&'v Record<Control>> {
    builder.view.get(id)?.typed::<Control>()
}
