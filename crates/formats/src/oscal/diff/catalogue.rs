//! What a new release of a framework changes for those who follow it: one plain list over two catalogues of ours.

use crate::catalogue::{Catalogue, Requirement};
use std::collections::HashMap;

/// What happened to a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeKind {
    Added,
    Removed,
    Withdrawn,
    /// Its content went into others: `new` names them.
    MovedTo,
    /// It stands under another parent.
    Moved,
    Relabelled,
    Retitled,
    /// What it demands.
    Text,
    Guidance,
    /// Its parameters.
    Parameters,
}

impl ChangeKind {
    /// The word of it.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Withdrawn => "withdrawn",
            ChangeKind::MovedTo => "moved-to",
            ChangeKind::Moved => "moved",
            ChangeKind::Relabelled => "relabelled",
            ChangeKind::Retitled => "retitled",
            ChangeKind::Text => "text",
            ChangeKind::Guidance => "guidance",
            ChangeKind::Parameters => "parameters",
        }
    }
}

/// One change of one requirement, by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: String,
    pub kind: ChangeKind,
    /// What it was; empty for what is new.
    pub old: String,
    /// What it is; empty for what is gone.
    pub new: String,
}

/// What changes from one catalogue to the next, in the order of the next, with what is gone at the end.
pub fn changes(old: &Catalogue, new: &Catalogue) -> Vec<Change> {
    let before: HashMap<&str, &Requirement> = old.requirements.iter().map(|r| (r.id.as_str(), r)).collect();
    let after: HashMap<&str, &Requirement> = new.requirements.iter().map(|r| (r.id.as_str(), r)).collect();
    let mut out = Vec::new();
    for now in &new.requirements {
        match before.get(now.id.as_str()) {
            None => out.push(change(now, ChangeKind::Added, String::new(), named(now))),
            Some(was) => out.extend(one(was, now)),
        }
    }
    let gone = old.requirements.iter().filter(|r| !after.contains_key(r.id.as_str()));
    out.extend(gone.map(|was| change(was, ChangeKind::Removed, named(was), String::new())));
    out
}

fn one(was: &Requirement, now: &Requirement) -> Vec<Change> {
    let word = |t: &Option<String>| t.clone().unwrap_or_default();
    let params = |r: &Requirement| {
        let one = |p: &crate::catalogue::Param| {
            format!("{}: {} {} {}", p.id, p.label, p.values.join(", "), p.choices.join("; ")).trim().to_owned()
        };
        r.params.iter().map(one).collect::<Vec<_>>().join("\n")
    };
    let pairs = [
        (ChangeKind::MovedTo, was.moved_to.join(", "), now.moved_to.join(", ")),
        (ChangeKind::Moved, word(&was.parent), word(&now.parent)),
        (ChangeKind::Relabelled, was.label.clone(), now.label.clone()),
        (ChangeKind::Retitled, was.title.clone(), now.title.clone()),
        (ChangeKind::Text, word(&was.text), word(&now.text)),
        (ChangeKind::Guidance, word(&was.guidance), word(&now.guidance)),
        (ChangeKind::Parameters, params(was), params(now)),
    ];
    let withdrawn =
        (now.withdrawn && !was.withdrawn).then(|| change(now, ChangeKind::Withdrawn, named(was), named(now)));
    let others = pairs.into_iter().filter(|(_, old, new)| old != new);
    withdrawn.into_iter().chain(others.map(|(kind, old, new)| change(now, kind, old, new))).collect()
}

fn change(of: &Requirement, kind: ChangeKind, old: String, new: String) -> Change {
    Change { id: of.id.clone(), kind, old, new }
}

fn named(r: &Requirement) -> String {
    format!("{} {}", r.label, r.title).trim().to_owned()
}
