//! Applies the repairs that validation offers, on a copy.

use super::table::{Data, Def, Many, Ty, table};
use super::tree::{find, of_json};
use super::validate::{stated, validate};
use super::{Deviation, Document, Repair};
use crate::yaml::{Entry, Node, Tree};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// How often repairs may uncover something else to repair.
const ROUNDS: usize = 4;

/// The document with every offered repair applied, and all that was found on the way: what still has no repair remains to be
/// done by its author. Identifiers that had to change are changed wherever the document refers to them.
pub fn repaired(document: &Document) -> (Document, Vec<Deviation>) {
    let mut copy = document.clone();
    let mut all: Vec<Deviation> = Vec::new();
    let mut told = HashSet::new();
    for _ in 0..ROUNDS {
        let found = validate(&copy);
        let mends = found.iter().any(|d| d.repair.is_some());
        let renames = renamed(&copy, &found);
        all.extend(found.iter().filter(|d| told.insert((d.pointer.clone(), d.rule))).cloned());
        if !mends {
            break;
        }
        // From the end, so that what goes does not shift what is still to be mended.
        for deviation in found.iter().rev() {
            if let Some(repair) = &deviation.repair {
                apply(&mut copy.root, &deviation.pointer, repair);
            }
        }
        if !renames.is_empty() {
            rewrite(&mut copy, &renames);
        }
    }
    (copy, all)
}

/// Old and new identifiers, of whatever defines one.
fn renamed(document: &Document, found: &[Deviation]) -> HashMap<String, String> {
    let mut renames = HashMap::new();
    for deviation in found.iter().filter(|d| d.rule == "token" && d.pointer.ends_with("/id")) {
        let old = find(document.node(), &deviation.pointer).and_then(Node::as_str);
        if let (Some(old), Some(Repair::Set(Value::String(new)))) = (old, &deviation.repair) {
            renames.insert(old.to_owned(), new.clone());
        }
    }
    renames
}

fn steps(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|s| s.replace("~1", "/").replace("~0", "~")).collect()
}

fn step<'n>(node: &'n mut Node, step: &str) -> Option<&'n mut Node> {
    match &mut node.value {
        Tree::Seq(items) => items.get_mut(step.parse::<usize>().ok()?),
        Tree::Map(entries) => entries.iter_mut().find(|e| e.key == step).map(|e| &mut e.node),
        _ => None,
    }
}

/// Carries one repair out; a pointer that leads nowhere any more is left alone.
pub(super) fn apply(root: &mut Node, pointer: &str, repair: &Repair) {
    let steps = steps(pointer);
    let Some((last, above)) = steps.split_last() else { return };
    let mut parent = root;
    for s in above {
        match step(parent, s) {
            Some(next) => parent = next,
            None => return,
        }
    }
    match repair {
        Repair::Set(value) => {
            if let Some(node) = step(parent, last) {
                *node = Node { at: node.at, value: tree(value, node) };
            }
        }
        Repair::Remove => drop(take(parent, last)),
        Repair::Rename(name) => {
            if let Some(entry) = entry(parent, last) {
                entry.key.clone_from(name);
            }
        }
        Repair::Move(to, value) => {
            if let (Some(gone), Some(key)) = (take(parent, last), to.rsplit('/').next()) {
                put(parent, key, value, &gone);
            }
        }
    }
}

fn entry<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Entry> {
    match &mut node.value {
        Tree::Map(entries) => entries.iter_mut().find(|e| e.key == key),
        _ => None,
    }
}

fn take(parent: &mut Node, key: &str) -> Option<Entry> {
    match &mut parent.value {
        Tree::Map(entries) => entries.iter().position(|e| e.key == key).map(|i| entries.remove(i)),
        Tree::Seq(items) => {
            let i = key.parse::<usize>().ok().filter(|i| *i < items.len())?;
            let node = items.remove(i);
            Some(Entry { key: String::new(), key_at: node.at, node })
        }
        _ => None,
    }
}

/// Adds to a list of properties, or a paragraph to remarks.
fn put(parent: &mut Node, key: &str, value: &Value, gone: &Entry) {
    let new = Node { at: gone.node.at, value: tree(value, &gone.node) };
    match entry(parent, key).map(|e| &mut e.node.value) {
        Some(Tree::Seq(items)) => items.push(new),
        Some(Tree::Str(text)) => {
            text.push_str("\n\n");
            text.push_str(new.as_str().unwrap_or_default());
        }
        Some(_) => {}
        None => {
            let node = if value.is_string() { new } else { Node { at: new.at, value: Tree::Seq(vec![new]) } };
            if let Tree::Map(entries) = &mut parent.value {
                entries.push(Entry { key: key.to_owned(), key_at: gone.key_at, node });
            }
        }
    }
}

/// A JSON value as a tree; what it shares with what stood there keeps its place.
fn tree(value: &Value, old: &Node) -> Tree {
    of_json(value, old.at).value
}

/// Rewrites every reference to the identifiers that changed.
fn rewrite(document: &mut Document, renames: &HashMap<String, String>) {
    let (version, _) = stated(document);
    let model = document.model();
    let def = table().root(model);
    let Tree::Map(entries) = &mut document.root.value else { return };
    for entry in entries.iter_mut().filter(|e| e.key == model.key()) {
        object(&mut entry.node, def, &|member_key, ty, text| reference(member_key, ty, text, renames), version);
    }
}

fn object(
    node: &mut Node,
    def: &'static Def,
    change: &dyn Fn(&str, Data, &str) -> Option<String>,
    version: super::Version,
) {
    let Tree::Map(entries) = &mut node.value else { return };
    for entry in entries {
        let Some(member) = def.any_member(&entry.key, version) else { continue };
        let one = |node: &mut Node| match member.ty {
            Ty::Def(inner) => object(node, table().def(inner), change, version),
            Ty::Data(ty) => {
                if let Tree::Str(text) = &mut node.value
                    && let Some(new) = change(&entry.key, ty, text)
                {
                    *text = new;
                }
            }
        };
        match &mut entry.node.value {
            Tree::Seq(items) if member.many != Many::One => items.iter_mut().for_each(one),
            _ => one(&mut entry.node),
        }
    }
}

/// What a text that refers to a changed identifier becomes.
fn reference(key: &str, ty: Data, text: &str, renames: &HashMap<String, String>) -> Option<String> {
    match ty {
        Data::Ref => {
            let new = renames.get(text.strip_prefix('#')?)?;
            Some(format!("#{new}"))
        }
        Data::Line | Data::Multi => inserts(text, renames),
        _ if key == "id-ref" => renames.get(text).cloned(),
        _ => None,
    }
}

/// Inserts and links within markup.
fn inserts(text: &str, renames: &HashMap<String, String>) -> Option<String> {
    if !text.contains("{{") && !text.contains("](#") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(i) = [rest.find("{{"), rest.find("](#")].into_iter().flatten().min() {
        let braces = rest.get(i..).is_some_and(|r| r.starts_with("{{"));
        let (open, close) = if braces { (i + 2, "}}") } else { (i + 3, ")") };
        let (before, after) = rest.split_at_checked(open)?;
        out.push_str(before);
        let (inner, tail) = after.split_at_checked(after.find(close).unwrap_or(0))?;
        let id = inner.rsplit(',').next().unwrap_or(inner).trim();
        match renames.get(id) {
            Some(new) => out.push_str(&inner.replace(id, new)),
            None => out.push_str(inner),
        }
        rest = tail;
    }
    out.push_str(rest);
    (out != text).then_some(out)
}
