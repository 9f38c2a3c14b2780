//! Parameter settings and alterations of a profile, applied to what the merge made.

use super::Log;
use super::merge::some;
use super::tree::{Control, Group, Members, Selection, list, members_but, text, word};
use crate::yaml::Node;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// The lists of a control, in the order of the model; what is added beside a thing of another list goes before or after by it.
const LISTS: [(&str, &str); 5] =
    [("params", "param"), ("props", "prop"), ("links", "link"), ("parts", "part"), ("controls", "control")];

/// The namespace that a name without one has.
const OSCAL: &str = "http://csrc.nist.gov/ns/oscal";

/// Applies the profile's `modify`.
pub(super) fn modify(profile: &Node, merged: &mut Selection, log: &mut Log) {
    let Some(directive) = profile.get("modify") else { return };
    settings(directive, merged, log);
    let alters: Vec<Alter<'_>> = list(directive, "alters").iter().enumerate().map(|(i, n)| Alter::of(n, i)).collect();
    if alters.is_empty() {
        return;
    }
    let mut by_control: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, alter) in alters.iter().enumerate() {
        by_control.entry(alter.control).or_default().push(i);
    }
    let mut work = Work { alters: &alters, by_control: &by_control, met: HashSet::new(), used: HashSet::new() };
    work.controls(&mut merged.controls, &[]);
    work.groups(&mut merged.groups);
    work.report(log);
}

// ---- parameters

fn settings(directive: &Node, merged: &mut Selection, log: &mut Log) {
    let mut wanted: HashMap<&str, Vec<&Node>> = HashMap::new();
    for set in list(directive, "set-parameters") {
        wanted.entry(text(set, "param-id")).or_default().push(set);
    }
    if wanted.is_empty() {
        return;
    }
    let mut met = HashSet::new();
    let mut apply = |params: &mut [Value]| {
        for param in params.iter_mut().filter_map(Value::as_object_mut) {
            let id = param.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            for set in wanted.get(id.as_str()).into_iter().flatten() {
                set_one(param, set);
            }
            met.insert(id);
        }
    };
    apply(&mut merged.params);
    in_groups(&mut merged.groups, &mut apply);
    in_controls(&mut merged.controls, &mut apply);
    for (i, set) in list(directive, "set-parameters").iter().enumerate() {
        if !met.contains(text(set, "param-id")) {
            let message = format!("`{}` is no parameter of the resolved catalogue", text(set, "param-id"));
            log.warn("unknown-parameter", set, &format!("/profile/modify/set-parameters/{i}/param-id"), &message);
        }
    }
}

fn in_groups(groups: &mut [Group], apply: &mut dyn FnMut(&mut [Value])) {
    for group in groups {
        apply(&mut group.params);
        in_controls(&mut group.controls, apply);
        in_groups(&mut group.groups, apply);
    }
}

fn in_controls(controls: &mut [Control], apply: &mut dyn FnMut(&mut [Value])) {
    for control in controls {
        if let Some(params) = control.members.get_mut("params").and_then(Value::as_array_mut) {
            apply(params);
        }
        in_controls(&mut control.controls, apply);
    }
}

/// What a setting says once replaces; what it lists is added, a property with the uuid of an earlier one in its stead.
/// Values take the place of a selection and the other way round, since a parameter has one of them.
fn set_one(param: &mut Members, set: &Node) {
    for entry in set.entries() {
        let value = entry.node.to_json();
        match (entry.key.as_str(), value) {
            ("param-id", _) => {}
            ("props" | "links" | "constraints" | "guidelines", Value::Array(new)) => append(param, &entry.key, new),
            (key @ ("values" | "select"), value) => {
                param.shift_remove(if key == "values" { "select" } else { "values" });
                param.insert(key.to_owned(), value);
            }
            (key, value) => drop(param.insert(key.to_owned(), value)),
        }
    }
}

fn append(into: &mut Members, key: &str, new: Vec<Value>) {
    if new.is_empty() {
        return;
    }
    let Value::Array(known) = into.entry(key).or_insert_with(|| Value::Array(Vec::new())) else { return };
    let uuids: HashSet<&str> = new.iter().map(|v| word(v, "uuid")).filter(|u| !u.is_empty()).collect();
    known.retain(|v| !uuids.contains(word(v, "uuid")));
    known.extend(new);
}

fn prepend(into: &mut Members, key: &str, new: Vec<Value>) {
    if new.is_empty() {
        return;
    }
    if let Value::Array(known) = into.entry(key).or_insert_with(|| Value::Array(Vec::new())) {
        known.splice(0..0, new);
    }
}

// ---- alterations

struct Alter<'p> {
    control: &'p str,
    at: &'p Node,
    index: usize,
    removes: Vec<Remove<'p>>,
    adds: Vec<Add<'p>>,
}

struct Remove<'p> {
    item: Option<&'p str>,
    id: Option<&'p str>,
    name: Option<&'p str>,
    class: Option<&'p str>,
    ns: Option<&'p str>,
}

struct Add<'p> {
    position: Position,
    by_id: Option<&'p str>,
    content: Map<String, Value>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Before,
    Starting,
    Ending,
    After,
}

impl<'p> Alter<'p> {
    fn of(node: &'p Node, index: usize) -> Self {
        let word = |n: &'p Node, key: &str| n.get(key).and_then(Node::as_str);
        let remove = |n: &'p Node| Remove {
            item: word(n, "by-item-name"),
            id: word(n, "by-id"),
            name: word(n, "by-name"),
            class: word(n, "by-class"),
            ns: word(n, "by-ns"),
        };
        let add = |n: &'p Node| Add {
            position: match text(n, "position") {
                "before" => Position::Before,
                "starting" => Position::Starting,
                "after" => Position::After,
                _ => Position::Ending,
            },
            by_id: word(n, "by-id"),
            content: members_but(n, &["position", "by-id"]),
        };
        Alter {
            control: text(node, "control-id"),
            at: node,
            index,
            removes: list(node, "removes").iter().map(remove).collect(),
            adds: list(node, "adds").iter().map(add).collect(),
        }
    }
}

impl Remove<'_> {
    /// Whether a thing of this kind is meant: all that is said must hold, something must be said, and what has neither
    /// name nor class, such as a title, must be called by its item name.
    fn takes(&self, kind: &str, value: &Value) -> bool {
        let said = [self.item, self.id, self.name, self.class, self.ns].iter().any(Option::is_some);
        let ns = value.get("ns").and_then(Value::as_str).map(str::trim);
        let listed = LISTS.iter().any(|(_, one)| *one == kind);
        said && (listed || self.item.is_some())
            && self.item.is_none_or(|i| i == kind)
            && self.id.is_none_or(|i| i == word(value, "id"))
            && self.name.is_none_or(|n| n == word(value, "name"))
            && self.class.is_none_or(|c| c == word(value, "class"))
            && self.ns.is_none_or(|n| ns.unwrap_or(OSCAL) == n)
    }
}

/// Lists to add to the object around a thing, with the rank of the list the thing stands in.
type Beside = Vec<(usize, Map<String, Value>)>;

struct Work<'a, 'p> {
    alters: &'a [Alter<'p>],
    by_control: &'a HashMap<&'p str, Vec<usize>>,
    /// Alterations whose control is there.
    met: HashSet<usize>,
    /// Additions that found their place.
    used: HashSet<(usize, usize)>,
}

impl Work<'_, '_> {
    fn groups(&mut self, groups: &mut [Group]) {
        for group in groups {
            self.controls(&mut group.controls, &[]);
            self.groups(&mut group.groups);
        }
    }

    fn controls(&mut self, controls: &mut Vec<Control>, above: &[usize]) {
        let all = std::mem::take(controls);
        for mut control in all {
            let shell = Value::Object(control.members.clone().into_iter().filter(|(_, v)| v.is_string()).collect());
            let removed = self.is_removed("control", &shell, above);
            let own = self.by_control.get(control.id.as_str()).cloned().unwrap_or_default();
            self.met.extend(&own);
            let alters: Vec<usize> = above.iter().chain(&own).copied().collect();
            let around = self.adds_to(&control.id, above);
            controls.extend(self.controls_of(&around, Position::Before));
            if !removed {
                self.members(&mut control.members, &alters);
                self.controls(&mut control.controls, &alters);
                self.whole(&mut control, &own, &around);
            }
            if !removed {
                controls.push(control);
            }
            controls.extend(self.controls_of(&around, Position::After));
        }
    }

    /// Additions to a control as a whole: those of its own alterations without an id or with its own.
    fn whole(&mut self, control: &mut Control, own: &[usize], around: &[(usize, usize)]) {
        let mut adds: Vec<(usize, usize)> = Vec::new();
        for i in own {
            let list = self.alters.get(*i).map(|a| a.adds.as_slice()).unwrap_or_default().iter().enumerate();
            adds.extend(list.filter(|(_, a)| a.by_id.is_none_or(|id| id == control.id)).map(|(j, _)| (*i, j)));
        }
        let outer = around.iter().filter(|(i, j)| {
            self.add(*i, *j).is_some_and(|a| matches!(a.position, Position::Starting | Position::Ending))
        });
        adds.extend(outer.copied().collect::<Vec<_>>());
        let first = |p: Position| matches!(p, Position::Before | Position::Starting);
        for (i, j) in adds.iter().rev() {
            if let Some(add) = self.add(*i, *j).filter(|a| first(a.position)) {
                put(&mut control.members, &add.content, true);
            }
        }
        for (i, j) in &adds {
            if let Some(add) = self.add(*i, *j).filter(|a| !first(a.position)) {
                put(&mut control.members, &add.content, false);
            }
        }
        self.used.extend(adds);
    }

    fn add(&self, alter: usize, add: usize) -> Option<&Add<'_>> {
        self.alters.get(alter)?.adds.get(add)
    }

    /// Additions by id that mean this id.
    fn adds_to(&mut self, id: &str, alters: &[usize]) -> Vec<(usize, usize)> {
        if id.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for i in alters {
            let adds = self.alters.get(*i).map(|a| a.adds.as_slice()).unwrap_or_default().iter().enumerate();
            found.extend(adds.filter(|(_, a)| a.by_id == Some(id)).map(|(j, _)| (*i, j)));
        }
        self.used.extend(&found);
        found
    }

    fn controls_of(&self, adds: &[(usize, usize)], position: Position) -> Vec<Control> {
        let adds = adds.iter().filter_map(|(i, j)| self.add(*i, *j)).filter(|a| a.position == position);
        adds.flat_map(|a| super::tree::items(&a.content, "controls").iter().map(control_of)).collect()
    }

    fn is_removed(&self, kind: &str, value: &Value, alters: &[usize]) -> bool {
        let removes = alters.iter().filter_map(|i| self.alters.get(*i)).flat_map(|a| &a.removes);
        removes.into_iter().any(|r| r.takes(kind, value))
    }

    /// Goes through all that a control holds: additions beside and inside things with ids, and removals.
    fn members(&mut self, members: &mut Members, alters: &[usize]) {
        if alters.is_empty() {
            return;
        }
        let keys: Vec<String> = members.keys().cloned().collect();
        let mut beside: Beside = Vec::new();
        for key in &keys {
            let kind = LISTS.iter().find(|(list, _)| list == key).map_or_else(|| singular(key), |(_, one)| one);
            if let Some(Value::Array(items)) = members.get_mut(key) {
                let old = std::mem::take(items);
                let new = self.items(key, kind, old, alters, &mut beside);
                *items = new;
                if items.is_empty() {
                    members.shift_remove(key);
                }
            } else if key != "id" && members.get(key).is_some_and(|v| self.is_removed(kind, v, alters)) {
                members.shift_remove(key);
            }
        }
        for (rank, content) in beside {
            strangers(members, rank, content);
        }
    }

    /// The items of one list, with what is added around them; what belongs in other lists is left to the caller.
    fn items(&mut self, key: &str, kind: &str, old: Vec<Value>, alters: &[usize], beside: &mut Beside) -> Vec<Value> {
        let rank = LISTS.iter().position(|(list, _)| *list == key).unwrap_or(LISTS.len());
        let mut new = Vec::with_capacity(old.len());
        for mut value in old {
            let around = self.adds_to(word(&value, "id"), alters);
            self.outside(&around, Position::Before, key, rank, &mut new, beside);
            if !self.is_removed(kind, &value, alters) {
                if let Some(members) = value.as_object_mut() {
                    self.members(members, alters);
                    self.inside(members, &around);
                }
                new.push(value);
            }
            self.outside(&around, Position::After, key, rank, &mut new, beside);
        }
        new
    }

    fn inside(&self, members: &mut Members, around: &[(usize, usize)]) {
        for (i, j) in around.iter().rev() {
            if let Some(add) = self.add(*i, *j).filter(|a| a.position == Position::Starting) {
                put(members, &add.content, true);
            }
        }
        for (i, j) in around {
            if let Some(add) = self.add(*i, *j).filter(|a| a.position == Position::Ending) {
                put(members, &add.content, false);
            }
        }
    }

    fn outside(
        &self,
        around: &[(usize, usize)],
        position: Position,
        key: &str,
        rank: usize,
        new: &mut Vec<Value>,
        beside: &mut Beside,
    ) {
        for add in around.iter().filter_map(|(i, j)| self.add(*i, *j)).filter(|a| a.position == position) {
            new.extend(super::tree::items(&add.content, key).iter().cloned());
            let others: Map<String, Value> = add
                .content
                .iter()
                .filter(|(k, v)| *k != key && v.is_array())
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect();
            if !others.is_empty() {
                beside.push((rank, others));
            }
        }
    }

    fn report(&self, log: &mut Log) {
        for (i, alter) in self.alters.iter().enumerate() {
            let pointer = format!("/profile/modify/alters/{}", alter.index);
            if !self.met.contains(&i) {
                let message = format!("`{}` is no control of the resolved catalogue", alter.control);
                log.warn("unknown-control", alter.at, &format!("{pointer}/control-id"), &message);
                continue;
            }
            let lost: Vec<&str> = alter
                .adds
                .iter()
                .enumerate()
                .filter(|(j, _)| !self.used.contains(&(i, *j)))
                .filter_map(|(_, a)| a.by_id)
                .collect();
            if !lost.is_empty() {
                let message = format!(
                    "nothing in `{}` has the id {}; what is added there is left out",
                    alter.control,
                    some(&lost)
                );
                log.warn("unknown-id", alter.at, &format!("{pointer}/adds"), &message);
            }
        }
    }
}

/// Lists of another kind than the thing they stand beside: by the order of the model they come after or before all there is.
fn strangers(members: &mut Members, rank: usize, content: Map<String, Value>) {
    for (key, value) in content {
        let Value::Array(new) = value else { continue };
        let own = LISTS.iter().position(|(list, _)| *list == key).unwrap_or(LISTS.len());
        match own > rank {
            true => prepend(members, &key, new),
            false => append(members, &key, new),
        }
    }
}

fn put(members: &mut Members, content: &Map<String, Value>, first: bool) {
    for (key, value) in content {
        match value {
            Value::Array(new) if first => prepend(members, key, new.clone()),
            Value::Array(new) => append(members, key, new.clone()),
            value => drop(members.insert(key.clone(), value.clone())),
        }
    }
}

/// A control that an addition brings along.
fn control_of(value: &Value) -> Control {
    let mut members = value.as_object().cloned().unwrap_or_default();
    let inner = members.shift_remove("controls");
    let inner = inner.as_ref().and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Control { id: word(value, "id").to_owned(), controls: inner.iter().map(control_of).collect(), members }
}

/// The name of one of a list, as removal by item name calls it.
fn singular(key: &str) -> &str {
    match key {
        "guidelines" => "guideline",
        "constraints" => "constraint",
        "tests" => "test",
        "values" => "value",
        "prose" => "p",
        other => other,
    }
}
