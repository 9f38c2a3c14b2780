//! Components become controls that are proposed, with the clauses they claim to carry out.

use super::{Desk, list, our_prop, said};
use isms::control::Control;
use serde_json::{Value, json};

/// Properties that a proposed control has no use for, or that its own records say.
pub const PROPS: [&str; 12] = [
    "key",
    "state",
    "owner",
    "version",
    "tag",
    "function",
    "frequency",
    "earned-status",
    "Rule_Id",
    "Rule_Description",
    "Check_Id",
    "Check_Description",
];

/// Takes every component.
pub fn take(desk: &mut Desk<'_>, body: &Value) {
    for (index, component) in list(body, "components").iter().enumerate() {
        one(desk, &format!("/component-definition/components/{index}"), component);
    }
    for (index, capability) in list(body, "capabilities").iter().enumerate() {
        let at = format!("/component-definition/capabilities/{index}");
        desk.lost(
            &at,
            "name",
            said(capability, "name"),
            "a capability gathers components; controls stand for themselves",
        );
    }
    for import in list(body, "import-component-definitions") {
        desk.lost(
            "/component-definition/import-component-definitions",
            "href",
            said(import, "href"),
            "give that document as well; each is imported for itself",
        );
    }
}

fn one(desk: &mut Desk<'_>, pointer: &str, component: &Value) {
    let mut clauses: Vec<Value> = Vec::new();
    let read = ["title", "description", "type", "purpose", "control-implementations", "remarks"];
    desk.unread(pointer, component, &read, &PROPS);
    for rule in list(component, "props").iter().filter(|p| matches!(said(p, "name"), "Rule_Id" | "Check_Id")) {
        desk.lost(
            pointer,
            said(rule, "name"),
            said(rule, "value"),
            "tests and checks are defined here, not imported as passed",
        );
    }
    for (index, implementation) in list(component, "control-implementations").iter().enumerate() {
        let at = format!("{pointer}/control-implementations/{index}");
        desk.unread(&at, implementation, &["source", "description", "implemented-requirements"], &["framework"]);
        let source = said(implementation, "source");
        let Some(frame) = desk.frame(implementation, source) else {
            desk.lost(
                &at,
                "source",
                source,
                "no framework here is meant by it; import its catalogue first, or name the framework",
            );
            continue;
        };
        for (n, requirement) in list(implementation, "implemented-requirements").iter().enumerate() {
            let at = format!("{at}/implemented-requirements/{n}");
            desk.unread(&at, requirement, &["control-id", "description"], &[]);
            match frame.clause(said(requirement, "control-id")).filter(|_| frame.is_held()) {
                Some(clause) if !clauses.contains(&clause) => clauses.push(clause),
                Some(_) => {}
                None => desk.lost(
                    &at,
                    "control-id",
                    said(requirement, "control-id"),
                    "the framework has no such requirement",
                ),
            }
        }
    }
    let mut description = said(component, "description").to_owned();
    for member in ["purpose", "remarks"] {
        let more = said(component, member);
        if !more.is_empty() {
            description.push_str(&format!("\n\n{more}"));
        }
    }
    let title = said(component, "title").to_owned();
    let fields = json!({ "description": if description.trim().is_empty() { title.clone() } else { description }, "clauses": clauses, "function": our_prop(component, "function"), "frequency": our_prop(component, "frequency") });
    let uuid = said(component, "uuid").to_owned();
    desk.make::<Control>(&uuid, &title, fields);
}
