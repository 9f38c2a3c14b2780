//! A system security plan becomes a draft Statement of Applicability and proposed controls. What it calls implemented is kept as a
//! sentence in the control; a status is earned by tests here.

use super::{Desk, component::PROPS, frame::Frame, list, our_prop, said};
use crate::{Error, Result};
use isms::{
    context::{Asset, Supplier},
    control::{Applicability, Control, Framework},
    head::Key,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Takes the plan.
pub fn take(desk: &mut Desk<'_>, body: &Value) -> Result<()> {
    let empty = Value::Null;
    let system = body.get("system-characteristics").unwrap_or(&empty);
    let href = body.pointer("/import-profile/href").and_then(Value::as_str).unwrap_or_default();
    let frame = desk.frame(system, href).filter(Frame::is_held).ok_or_else(|| {
        Error::fault(
            "",
            format!(
                "{}: no framework here is meant by {href:?}; import its catalogue first and name it",
                desk.file.name
            ),
        )
    })?;
    let rows = list(body.get("control-implementation").unwrap_or(&empty), "implemented-requirements");
    let components = list(body.get("system-implementation").unwrap_or(&empty), "components");
    let mut work = Work { frame, deviations: Vec::new(), inherited: Vec::new(), claims: BTreeMap::new() };
    for (index, row) in rows.iter().enumerate() {
        work.row(
            desk,
            &format!("/system-security-plan/control-implementation/implemented-requirements/{index}"),
            row,
            components,
        );
    }
    work.controls(desk, components);
    outside(desk, body, system);
    let framework = framework(desk, &work.frame);
    let id = list(system, "system-ids").first().map(|i| said(i, "id")).unwrap_or_default();
    let uuid = if uuid::Uuid::parse_str(id).is_ok() {
        id.to_owned()
    } else {
        desk.named(&format!("plan/{id}/{}", work.frame.id))
    };
    let introduction = format!(
        "{}\n\nImported from {}: a draft to be judged.",
        said(body.get("control-implementation").unwrap_or(&empty), "description"),
        desk.file.name
    );
    let title = body.pointer("/metadata/title").and_then(Value::as_str).unwrap_or_default().to_owned();
    let fields = json!({
        "framework": framework, "baseline": our_prop(system, "baseline"), "introduction": introduction.trim(),
        "deviations": work.deviations, "inherited": work.inherited,
    });
    desk.make::<Applicability>(&uuid, &title, fields);
    Ok(())
}

/// The record of the framework; where there is none yet it is considered from now on.
fn framework(desk: &mut Desk<'_>, frame: &Frame) -> String {
    let found = desk.view.all::<Framework>().find(|f| f.body.catalogue == frame.id && &*f.head.state != "dropped");
    if let Some(found) = found {
        return format!("FRW-{}", found.head.number);
    }
    let title = desk.library.find(&frame.id).map(|s| s.catalogue.title.clone()).unwrap_or_default();
    let why = format!("A plan in {} speaks of it; to be said before it is adopted.", desk.file.name);
    let uuid = desk.named(&format!("framework/{}", frame.id));
    desk.make::<Framework>(&uuid, &title, json!({ "catalogue": frame.id, "why": why }))
}

/// What stands around the controls of the plan.
fn outside(desk: &mut Desk<'_>, body: &Value, system: &Value) {
    let (read, props) = (
        ["system-ids", "system-name", "description"],
        ["key", "state", "owner", "version", "framework", "baseline", "tag"],
    );
    desk.unread("/system-security-plan/system-characteristics", system, &read, &props);
    if let Some(implementation) = body.get("system-implementation") {
        let counts = [
            "lines",
            "lines-applicable",
            "lines-excluded",
            "lines-undetermined",
            "lines-tested-by-machine",
            "lines-accepted-by-auditor",
        ];
        desk.unread("/system-security-plan/system-implementation", implementation, &["components"], &counts);
    }
}

struct Work {
    frame: Frame,
    deviations: Vec<Value>,
    inherited: Vec<Value>,
    /// Clauses and stated states by component.
    claims: BTreeMap<String, Vec<(String, String)>>,
}

impl Work {
    fn row(&mut self, desk: &mut Desk<'_>, pointer: &str, row: &Value, components: &[Value]) {
        let id = said(row, "control-id");
        let Some(requirement) = self.frame.requirement(id) else {
            desk.lost(pointer, "control-id", id, "the framework has no such requirement");
            return;
        };
        let clause = format!("{}:{requirement}", self.frame.id);
        desk.unread(
            pointer,
            row,
            &["control-id", "by-components", "remarks"],
            &["applies", "earned-status", "ruling", "because"],
        );
        let by = list(row, "by-components");
        let state = |b: &Value| b.get("implementation-status").map(|s| said(s, "state").to_owned()).unwrap_or_default();
        let absent = !by.is_empty() && by.iter().all(|b| state(b) == "not-applicable");
        let ruling = our_prop(row, "ruling").filter(|r| ["excluded", "included", "tailored"].contains(r));
        let ruling = ruling.map(str::to_owned).or_else(|| absent.then(|| "excluded".to_owned()));
        if let Some(ruling) = ruling {
            let reason = [said(row, "remarks"), by.first().map(|b| said(b, "description")).unwrap_or_default()];
            let reason = reason.into_iter().find(|r| !r.is_empty()).unwrap_or("The document gives no reason.");
            self.deviations.push(json!({ "clause": clause, "ruling": ruling, "reason": reason }));
        } else if !said(row, "remarks").is_empty() {
            desk.lost(pointer, "remarks", said(row, "remarks"), "a line that does not deviate has no remarks");
        }
        for (index, part) in by.iter().enumerate() {
            let at = format!("{pointer}/by-components/{index}");
            desk.unread(
                &at,
                part,
                &["component-uuid", "description", "implementation-status", "inherited", "satisfied"],
                &["earned-status"],
            );
            let component = components.iter().find(|c| said(c, "uuid") == said(part, "component-uuid"));
            match component {
                Some(component) if part.get("inherited").is_some() => {
                    self.provided(desk, &at, &clause, part, component)
                }
                Some(component) if said(component, "type") != "this-system" => {
                    let claims = self.claims.entry(said(component, "uuid").to_owned()).or_default();
                    claims.push((clause.clone(), state(part)));
                }
                _ => {}
            }
        }
    }

    /// Inheritance names its provider: a supplier or asset that is known under the component's uuid or title.
    fn provided(&mut self, desk: &mut Desk<'_>, at: &str, clause: &str, part: &Value, component: &Value) {
        let title = said(component, "title");
        let known = desk.known(said(component, "uuid")).map(str::to_owned);
        let known = known.filter(|k| Key::parse(k).is_some_and(|k| matches!(k.kind.name, "supplier" | "asset")));
        let supplier =
            || desk.view.all::<Supplier>().find(|s| s.head.title == title).map(|s| format!("SUP-{}", s.head.number));
        let asset =
            || desk.view.all::<Asset>().find(|a| a.head.title == title).map(|a| format!("AST-{}", a.head.number));
        let Some(provider) = known.or_else(supplier).or_else(asset) else {
            desk.lost(at, "inherited", title, "inheritance names a supplier or asset; none here has this title");
            return;
        };
        let stays: Vec<&str> = list(part, "satisfied").iter().map(|s| said(s, "description")).collect();
        let mut row = json!({ "clause": clause, "provider": provider });
        if !stays.is_empty() {
            row["stays_with_us"] = json!(stays.join("\n\n"));
        }
        if !self.inherited.iter().any(|i| i["clause"] == row["clause"]) {
            self.inherited.push(row);
        }
    }

    fn controls(&mut self, desk: &mut Desk<'_>, components: &[Value]) {
        for (index, component) in components.iter().enumerate() {
            let uuid = said(component, "uuid");
            let Some(claims) = self.claims.get(uuid) else {
                if said(component, "type") != "this-system" && desk.known(uuid).is_none() {
                    desk.lost(
                        &format!("/system-security-plan/system-implementation/components/{index}"),
                        "title",
                        said(component, "title"),
                        "no line of the framework names it as what carries it out",
                    );
                }
                continue;
            };
            let at = format!("/system-security-plan/system-implementation/components/{index}");
            desk.unread(&at, component, &["title", "description", "type", "purpose", "status"], &PROPS);
            let mut by_state: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            claims
                .iter()
                .for_each(|(c, s)| by_state.entry(if s.is_empty() { "not said" } else { s }).or_default().push(c));
            let stated: Vec<String> = by_state.iter().map(|(s, c)| format!("- {s}: {}", c.join(", "))).collect();
            let description = format!(
                "{}\n\nStated in {}, not tested here:\n\n{}",
                said(component, "description"),
                desk.file.name,
                stated.join("\n")
            );
            let mut clauses: Vec<&String> = claims.iter().map(|(c, _)| c).collect();
            clauses.dedup();
            let fields = json!({ "description": description.trim(), "clauses": clauses });
            desk.make::<Control>(uuid, said(component, "title"), fields);
        }
    }
}
