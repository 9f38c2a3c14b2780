//! The last phase: unused parameters and resources go, members take the order of the model, metadata tells where it comes from.

use super::tree::{Control, Group, Members, Selection, is_kept, list, members_but, word};
use crate::yaml::Node;
use serde_json::{Value, json};
use std::collections::HashSet;

const CATALOG: [&str; 6] = ["uuid", "metadata", "params", "controls", "groups", "back-matter"];
const GROUP: [&str; 9] = ["id", "class", "title", "params", "props", "links", "parts", "controls", "groups"];
const CONTROL: [&str; 8] = ["id", "class", "title", "params", "props", "links", "parts", "controls"];
const PARAM: [&str; 12] = [
    "id",
    "class",
    "depends-on",
    "props",
    "links",
    "label",
    "usage",
    "constraints",
    "guidelines",
    "values",
    "select",
    "remarks",
];
const PART: [&str; 9] = ["id", "name", "ns", "class", "title", "props", "prose", "parts", "links"];
const METADATA: [&str; 14] = [
    "title",
    "published",
    "last-modified",
    "version",
    "oscal-version",
    "revisions",
    "document-ids",
    "props",
    "links",
    "roles",
    "locations",
    "parties",
    "responsible-parties",
    "remarks",
];

/// What of the imported documents goes into the metadata of the result.
#[derive(Debug, Default)]
pub(super) struct Inherited {
    /// The newest `oscal-version` of all documents, as their texts.
    pub versions: Vec<String>,
    /// Roles, parties and locations that their authors want kept.
    pub people: Vec<(&'static str, Value)>,
}

/// The finished catalogue, as the value of the member `catalog`, without its uuid.
pub(super) fn catalog(profile: &Node, mut merged: Selection, inherited: &Inherited, now: &str, href: &str) -> Members {
    let mut body = Members::new();
    body.insert("metadata".into(), Value::Object(metadata(profile, inherited, now, href)));
    let set: HashSet<String> = set_parameters(profile);
    let loose = std::mem::take(&mut merged.params);
    let resources = std::mem::take(&mut merged.resources);
    let mut groups: Vec<Value> = merged.groups.into_iter().map(group).collect();
    let controls: Vec<Value> = merged.controls.into_iter().map(control).collect();
    let params = prune_params(loose, &mut groups, &controls, &resources, &set);
    insert_list(&mut body, "params", params.into_iter().map(|p| ordered(p, &PARAM)).collect());
    insert_list(&mut body, "controls", controls);
    insert_list(&mut body, "groups", groups);
    let resources = prune_resources(resources, &body);
    if !resources.is_empty() {
        body.insert("back-matter".into(), json!({ "resources": resources }));
    }
    in_order(body, &CATALOG)
}

fn insert_list(body: &mut Members, key: &str, list: Vec<Value>) {
    if !list.is_empty() {
        body.insert(key.to_owned(), Value::Array(list));
    }
}

fn set_parameters(profile: &Node) -> HashSet<String> {
    let sets = profile.get("modify").map(|m| list(m, "set-parameters")).unwrap_or_default();
    sets.iter().filter_map(|s| s.get("param-id").and_then(Node::as_str)).map(str::to_owned).collect()
}

fn group(group: Group) -> Value {
    let mut members = tidy(group.members);
    insert_list(&mut members, "params", group.params.into_iter().map(|p| ordered(p, &PARAM)).collect());
    insert_list(&mut members, "controls", group.controls.into_iter().map(control).collect());
    insert_list(&mut members, "groups", group.groups.into_iter().map(self::group).collect());
    Value::Object(in_order(members, &GROUP))
}

fn control(control: Control) -> Value {
    let mut members = tidy(control.members);
    insert_list(&mut members, "controls", control.controls.into_iter().map(self::control).collect());
    Value::Object(in_order(members, &CONTROL))
}

/// Parameters and parts in the order of the model.
fn tidy(mut members: Members) -> Members {
    for (key, order) in [("params", &PARAM[..]), ("parts", &PART[..])] {
        if let Some(Value::Array(items)) = members.get_mut(key) {
            for item in items {
                *item = ordered(item.take(), order);
            }
        }
    }
    members
}

fn ordered(value: Value, order: &[&str]) -> Value {
    match value {
        Value::Object(members) => Value::Object(in_order(tidy(members), order)),
        other => other,
    }
}

/// Members in this order, those it does not name as they were, behind the rest; `links` of a part stay where they are.
fn in_order(mut members: Members, order: &[&str]) -> Members {
    let rank = |key: &str| order.iter().position(|o| *o == key).unwrap_or(order.len());
    let ranks: Vec<usize> = members.keys().map(|k| rank(k)).collect();
    if ranks.is_sorted() {
        return members;
    }
    let mut sorted: Vec<(usize, String)> = members.keys().map(|k| (rank(k), k.clone())).collect();
    sorted.sort_by_key(|(rank, _)| *rank);
    sorted.into_iter().filter_map(|(_, key)| members.remove(&key).map(|value| (key, value))).collect()
}

// ---- metadata

fn metadata(profile: &Node, inherited: &Inherited, now: &str, href: &str) -> Members {
    let mut metadata = profile.get("metadata").map(|m| members_but(m, &[])).unwrap_or_default();
    metadata.insert("last-modified".into(), now.into());
    if let Some(version) = newest(metadata.get("oscal-version").and_then(Value::as_str), &inherited.versions) {
        metadata.insert("oscal-version".into(), version.into());
    }
    let tool = concat!("Surety ", env!("CARGO_PKG_VERSION"));
    with_list(&mut metadata, "props", |props| props.push(json!({ "name": "resolution-tool", "value": tool })));
    with_list(&mut metadata, "links", |links| links.insert(0, json!({ "href": href, "rel": "source-profile" })));
    for (key, person) in &inherited.people {
        let id = if *key == "roles" { "id" } else { "uuid" };
        with_list(&mut metadata, key, |known| {
            if !known.iter().any(|k| word(k, id) == word(person, id)) {
                known.push(person.clone());
            }
        });
    }
    in_order(metadata, &METADATA)
}

/// Lets a change be made to the list at `key`, which is created where it is missing.
fn with_list(members: &mut Members, key: &str, change: impl FnOnce(&mut Vec<Value>)) {
    let mut list = match members.get_mut(key).map(Value::take) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    change(&mut list);
    members.insert(key.to_owned(), Value::Array(list));
}

fn newest(own: Option<&str>, imported: &[String]) -> Option<String> {
    let all = imported.iter().map(String::as_str).chain(own);
    all.max_by(|a, b| numbers(a).cmp(&numbers(b)).then_with(|| release(a).cmp(&release(b)))).map(str::to_owned)
}

/// A release counts more than what came before it with a word behind its number.
fn release(version: &str) -> bool {
    !version.contains('-')
}

/// The numbers of a version: major, minor, patch.
pub(super) fn numbers(version: &str) -> [u32; 3] {
    let core = version.trim_start_matches('v').split(['-', '+']).next().unwrap_or_default();
    let mut parts = core.split('.').map(|p| p.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

// ---- pruning

/// Loose parameters stay where something inserts them, where the profile sets them, or where their author wants them kept.
fn prune_params(
    loose: Vec<Value>,
    groups: &mut [Value],
    controls: &[Value],
    resources: &[Value],
    set: &HashSet<String>,
) -> Vec<Value> {
    let mut used: HashSet<String> = set.clone();
    controls.iter().chain(resources).for_each(|v| inserts(v, true, &mut used));
    groups.iter().for_each(|v| inserts(v, false, &mut used));
    let mut all: Vec<&Value> = loose.iter().collect();
    groups.iter().for_each(|g| loose_of(g, &mut all));
    let mut open: Vec<&Value> = all;
    loop {
        let (now, later): (Vec<&Value>, Vec<&Value>) =
            open.into_iter().partition(|p| used.contains(word(p, "id")) || is_kept(p));
        if now.is_empty() {
            break;
        }
        for param in now {
            used.insert(word(param, "id").to_owned());
            inserts(param, true, &mut used);
        }
        open = later;
    }
    groups.iter_mut().for_each(|g| drop_loose(g, &used));
    loose.into_iter().filter(|p| used.contains(word(p, "id"))).collect()
}

fn loose_of<'v>(group: &'v Value, out: &mut Vec<&'v Value>) {
    out.extend(array(group, "params"));
    array(group, "groups").iter().for_each(|g| loose_of(g, out));
}

fn drop_loose(group: &mut Value, used: &HashSet<String>) {
    let Some(members) = group.as_object_mut() else { return };
    if let Some(Value::Array(params)) = members.get_mut("params") {
        params.retain(|p| used.contains(word(p, "id")));
        if params.is_empty() {
            members.shift_remove("params");
        }
    }
    if let Some(Value::Array(inner)) = members.get_mut("groups") {
        inner.iter_mut().for_each(|g| drop_loose(g, used));
    }
}

fn array<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The parameters that texts insert or refer to; of a group, without its own loose parameters.
fn inserts(value: &Value, with_params: bool, used: &mut HashSet<String>) {
    match value {
        Value::String(text) => {
            super::values::each_insert(text, &mut |id| {
                used.insert(id.to_owned());
            });
            each_reference(text, &mut |id| {
                used.insert(id.to_owned());
            });
        }
        Value::Array(items) => items.iter().for_each(|v| inserts(v, with_params, used)),
        Value::Object(members) => {
            if let Some(id) = members.get("depends-on").and_then(Value::as_str) {
                used.insert(id.to_owned());
            }
            for (key, value) in members {
                match (with_params, key.as_str()) {
                    (false, "params") => {}
                    (false, "controls") => inserts(value, true, used),
                    _ => inserts(value, with_params, used),
                }
            }
        }
        _ => {}
    }
}

/// Resources stay where something outside leads to them, directly or through another that stays, or where they are to be kept.
fn prune_resources(resources: Vec<Value>, body: &Members) -> Vec<Value> {
    let mut used = HashSet::new();
    let mut see = |id: &str| {
        used.insert(id.to_ascii_lowercase());
    };
    body.values().for_each(|v| references(v, &mut see));
    let mut stays = vec![false; resources.len()];
    loop {
        let mut grown = false;
        for (resource, stays) in resources.iter().zip(&mut stays).filter(|(_, s)| !**s) {
            if used.contains(&word(resource, "uuid").to_ascii_lowercase()) || is_kept(resource) {
                *stays = true;
                grown = true;
                references(resource, &mut |id| {
                    used.insert(id.to_ascii_lowercase());
                });
            }
        }
        if !grown {
            break;
        }
    }
    resources.into_iter().zip(stays).filter(|(_, stays)| *stays).map(|(r, _)| r).collect()
}

fn references(value: &Value, see: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => each_reference(text, see),
        Value::Array(items) => items.iter().for_each(|v| references(v, see)),
        Value::Object(members) => members.values().for_each(|v| references(v, see)),
        _ => {}
    }
}

/// Every `#id` of a text.
fn each_reference(text: &str, see: &mut dyn FnMut(&str)) {
    for at in memchr::memchr_iter(b'#', text.as_bytes()) {
        let rest = text.get(at + 1..).unwrap_or_default();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c))).unwrap_or(rest.len());
        let id = rest.get(..end).unwrap_or_default();
        if !id.is_empty() {
            see(id);
            see(id.trim_end_matches('.'));
        }
    }
}
