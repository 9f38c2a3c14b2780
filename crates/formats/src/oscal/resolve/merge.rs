//! How the selections of all imports become one body: clashes first (`combine`), then the structure.

use super::Log;
use super::select::Rules;
use super::tree::{Control, Group, Members, Selection, is_kept, list, members_but, text, word};
use crate::place::Fault;
use crate::yaml::{Node, Tree};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// What to do where one control comes twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Combine {
    Keep,
    UseFirst,
    /// No longer specified: the members of all of them, each once.
    Merge,
}

/// Merges the selections as the profile's `merge` says; without one, clashes stay and the result is flat.
pub(super) fn merge(profile: &Node, selections: Vec<Selection>, log: &mut Log) -> Result<Selection, Fault> {
    let directive = profile.get("merge");
    let combine = combine(directive, log);
    let selections = match combine {
        Combine::Keep => selections,
        combine => unclashed(selections, combine),
    };
    let custom = directive.and_then(|m| m.get("custom"));
    let said = |key: &str| directive.and_then(|m| m.get(key)).filter(|n| n.value != Tree::Bool(false));
    let structures: Vec<&Node> = ["flat", "as-is", "custom"].iter().filter_map(|k| said(k)).collect();
    if let [_, second, ..] = structures.as_slice() {
        return Err(Fault::expected(
            second.at,
            "/profile/merge",
            "one of `flat`, `as-is` and `custom`",
            "several of them",
        ));
    }
    let mut merged = match custom {
        Some(custom) => arranged(custom, &selections, log),
        None if said("as-is").is_some() => as_is(selections),
        None => flat(selections),
    };
    distinct(&mut merged.params);
    report_clashes(&merged, directive.map_or(profile, |m| m), log);
    Ok(merged)
}

fn combine(directive: Option<&Node>, log: &mut Log) -> Combine {
    let Some(method) = directive.and_then(|m| m.get("combine")).and_then(|c| c.get("method")) else {
        return Combine::Keep;
    };
    match method.as_str() {
        Some("use-first") => Combine::UseFirst,
        Some("merge") => {
            log.warn(
                "deprecated",
                method,
                "/profile/merge/combine/method",
                "`merge` is deprecated and no longer specified; every member is taken once",
            );
            Combine::Merge
        }
        _ => Combine::Keep,
    }
}

/// Leaves the first of every control; what stood inside a later one moves into the first.
fn unclashed(selections: Vec<Selection>, combine: Combine) -> Vec<Selection> {
    let mut first: HashMap<String, Control> = HashMap::new();
    let mut late: HashMap<String, Vec<Control>> = HashMap::new();
    let mut seen = HashSet::new();
    let mut selections = selections;
    for selection in &mut selections {
        prune(&mut selection.controls, &mut seen, &mut first, &mut late, combine);
        each_group(&mut selection.groups, &mut |g| prune(&mut g.controls, &mut seen, &mut first, &mut late, combine));
    }
    for selection in &mut selections {
        adopt(&mut selection.controls, &mut first, &mut late);
        each_group(&mut selection.groups, &mut |g| adopt(&mut g.controls, &mut first, &mut late));
    }
    selections
}

fn each_group(groups: &mut [Group], act: &mut dyn FnMut(&mut Group)) {
    for group in groups {
        act(group);
        each_group(&mut group.groups, act);
    }
}

fn prune(
    controls: &mut Vec<Control>,
    seen: &mut HashSet<String>,
    first: &mut HashMap<String, Control>,
    late: &mut HashMap<String, Vec<Control>>,
    combine: Combine,
) {
    let all = std::mem::take(controls);
    for mut control in all {
        let new = seen.insert(control.id.clone());
        prune(&mut control.controls, seen, first, late, combine);
        if new {
            controls.push(control);
            continue;
        }
        late.entry(control.id.clone()).or_default().append(&mut control.controls);
        if combine == Combine::Merge {
            let known = first.entry(control.id.clone()).or_default();
            union(&mut known.members, control.members);
        }
    }
}

/// Gives the first of every control what its later copies had.
fn adopt(controls: &mut [Control], first: &mut HashMap<String, Control>, late: &mut HashMap<String, Vec<Control>>) {
    for control in controls {
        control.controls.extend(late.remove(&control.id).unwrap_or_default());
        if let Some(more) = first.remove(&control.id) {
            union(&mut control.members, more.members);
        }
        adopt(&mut control.controls, first, late);
    }
}

fn union(into: &mut Members, from: Members) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Array(known)), Value::Array(new)) => new.into_iter().for_each(|v| {
                if !known.contains(&v) {
                    known.push(v);
                }
            }),
            (Some(_), _) => {}
            (None, value) => drop(into.insert(key, value)),
        }
    }
}

/// Equal parameters from two imports of one catalogue are one.
fn distinct(params: &mut Vec<Value>) {
    let mut kept: HashMap<String, Vec<Value>> = HashMap::new();
    params.retain(|p| {
        let same = kept.entry(word(p, "id").to_owned()).or_default();
        let new = !same.contains(p);
        if new {
            same.push(p.clone());
        }
        new
    });
}

fn resources(selections: &[Selection]) -> Vec<Value> {
    selections.iter().flat_map(|s| s.resources.iter().cloned()).collect()
}

/// No groups and no control inside another, in the order of the selections.
fn flat(selections: Vec<Selection>) -> Selection {
    let mut out = Selection { resources: resources(&selections), ..Selection::default() };
    for selection in &selections {
        out.params.extend(selection.params.iter().cloned());
        selection.groups.iter().for_each(|g| params_of(g, &mut out.params));
        selection.visit(&mut |control| {
            out.controls.push(Control { controls: Vec::new(), ..shallow(control) });
        });
    }
    out
}

fn shallow(control: &Control) -> Control {
    Control { id: control.id.clone(), members: control.members.clone(), controls: Vec::new() }
}

fn params_of(group: &Group, out: &mut Vec<Value>) {
    out.extend(group.params.iter().cloned());
    group.groups.iter().for_each(|g| params_of(g, out));
}

/// The groups of the catalogues, those of one catalogue laid over one another; groups without controls go.
fn as_is(selections: Vec<Selection>) -> Selection {
    let mut out = Selection { resources: resources(&selections), ..Selection::default() };
    for selection in selections {
        out.params.extend(selection.params);
        out.controls.extend(selection.controls);
        overlay(&mut out.groups, selection.groups);
    }
    drop_empty(&mut out.groups, &mut out.params);
    out
}

fn overlay(into: &mut Vec<Group>, groups: Vec<Group>) {
    for group in groups {
        match into.iter_mut().find(|g| g.key == group.key) {
            None => into.push(group),
            Some(known) => {
                union(&mut known.members, group.members);
                known.params.extend(group.params);
                distinct(&mut known.params);
                known.controls.extend(group.controls);
                overlay(&mut known.groups, group.groups);
            }
        }
    }
}

/// The parameters of a group that goes may still be inserted elsewhere: they move to the top.
fn drop_empty(groups: &mut Vec<Group>, params: &mut Vec<Value>) {
    for group in groups.iter_mut() {
        drop_empty(&mut group.groups, params);
    }
    groups.retain_mut(|g| {
        let stays = g.has_control() || g.is_kept();
        if !stays {
            params_of(g, params);
        }
        stays
    });
}

/// The structure that `custom` draws, with controls put in where it says.
fn arranged(custom: &Node, selections: &[Selection], log: &mut Log) -> Selection {
    let mut out = Selection { resources: resources(selections), ..Selection::default() };
    let pointer = "/profile/merge/custom";
    out.controls = inserted(custom, selections, pointer, log);
    for (i, group) in list(custom, "groups").iter().enumerate() {
        out.groups.push(drawn(group, selections, &format!("{pointer}/groups/{i}"), log));
    }
    let mut named = HashSet::new();
    out.groups.iter().for_each(|g| ids_of(g, &mut named));
    for selection in selections {
        out.params.extend(selection.params.iter().cloned());
        selection.groups.iter().for_each(|g| unnamed_params(g, &named, &mut out.params));
    }
    out
}

fn ids_of(group: &Group, ids: &mut HashSet<String>) {
    ids.extend(group.members.get("id").and_then(Value::as_str).map(str::to_owned));
    group.groups.iter().for_each(|g| ids_of(g, ids));
}

/// Parameters of groups that do not appear.
fn unnamed_params(group: &Group, named: &HashSet<String>, out: &mut Vec<Value>) {
    if !group.members.get("id").and_then(Value::as_str).is_some_and(|id| named.contains(id)) {
        out.extend(group.params.iter().cloned());
    }
    group.groups.iter().for_each(|g| unnamed_params(g, named, out));
}

fn drawn(node: &Node, selections: &[Selection], pointer: &str, log: &mut Log) -> Group {
    let mut members = members_but(node, &["params", "groups", "insert-controls"]);
    let mut params: Vec<Value> = list(node, "params").iter().map(Node::to_json).collect();
    let id = text(node, "id");
    if let Some(known) = selections.iter().find_map(|s| find(&s.groups, id)).filter(|_| !id.is_empty()) {
        union(&mut members, known.members.clone());
        params.extend(known.params.iter().cloned());
        distinct(&mut params);
    }
    let inner = list(node, "groups").iter().enumerate();
    Group {
        key: String::new(),
        params,
        controls: inserted(node, selections, pointer, log),
        groups: inner.map(|(i, g)| drawn(g, selections, &format!("{pointer}/groups/{i}"), log)).collect(),
        members,
    }
}

fn find<'s>(groups: &'s [Group], id: &str) -> Option<&'s Group> {
    groups.iter().find_map(|g| match g.members.get("id").and_then(Value::as_str) == Some(id) {
        true => Some(g),
        false => find(&g.groups, id),
    })
}

/// The controls that the `insert-controls` of a place put there, each directive in its own order.
fn inserted(node: &Node, selections: &[Selection], pointer: &str, log: &mut Log) -> Vec<Control> {
    let mut out = Vec::new();
    for (i, directive) in list(node, "insert-controls").iter().enumerate() {
        let rules = Rules::of(directive);
        let mut controls: Vec<Control> = Vec::new();
        for selection in selections {
            controls.extend(rules.take(&selection.controls));
            selection.groups.iter().for_each(|g| taken(g, &rules, &mut controls));
        }
        match text(directive, "order") {
            "ascending" => controls.sort_by(|a, b| a.id.cmp(&b.id)),
            "descending" => controls.sort_by(|a, b| b.id.cmp(&a.id)),
            _ => {}
        }
        let place = format!("{pointer}/insert-controls/{i}");
        for (word, node, place) in rules.unmet(directive, &place) {
            log.warn("no-match", node, &place, &format!("`{word}` matches no imported control"));
        }
        out.append(&mut controls);
    }
    out
}

fn taken(group: &Group, rules: &Rules<'_>, out: &mut Vec<Control>) {
    out.extend(rules.take(&group.controls));
    group.groups.iter().for_each(|g| taken(g, rules, out));
}

fn report_clashes(merged: &Selection, place: &Node, log: &mut Log) {
    let (mut seen, mut twice) = (HashSet::new(), Vec::new());
    merged.visit(&mut |c| {
        if !seen.insert(c.id.as_str()) {
            twice.push(c.id.as_str());
        }
    });
    if !twice.is_empty() {
        let message = format!(
            "controls come more than once and are all kept: {}; `combine` with `use-first` keeps the first",
            some(&twice)
        );
        log.warn("duplicate-control", place, "/profile/merge", &message);
    }
}

/// The first few of a list.
pub(super) fn some(words: &[&str]) -> String {
    let shown = words.iter().take(8).map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ");
    if words.len() > 8 { format!("{shown} and {} more", words.len() - 8) } else { shown }
}

/// Resources of all imports and then of the profile: the last of a uuid counts, unless only an earlier one is to be kept.
pub(super) fn back_matter(merged: &mut Selection, profile: &Node) {
    let own = profile.get("back-matter").map(|b| list(b, "resources")).unwrap_or_default();
    let all = std::mem::take(&mut merged.resources).into_iter().chain(own.iter().map(Node::to_json));
    let (mut order, mut at): (Vec<Value>, HashMap<String, usize>) = (Vec::new(), HashMap::new());
    for resource in all {
        let uuid = word(&resource, "uuid").to_ascii_lowercase();
        match at.get(&uuid).and_then(|i| order.get_mut(*i)) {
            Some(known) => {
                if !is_kept(known) || is_kept(&resource) {
                    *known = resource;
                }
            }
            None => {
                at.insert(uuid, order.len());
                order.push(resource);
            }
        }
    }
    merged.resources = order;
}
