//! What differs between two documents, by identity and not by place: a control that stands elsewhere has moved, it was not
//! removed and added.

mod catalogue;

use super::{Document, Model};
use crate::yaml::{Node, Tree};
use std::collections::{HashMap, HashSet};
use std::fmt;

pub use catalogue::{Change, ChangeKind, changes};

/// In what way something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Differs {
    Added,
    Removed,
    /// The same, inside something else.
    Moved,
    Changed,
    /// The same things in another order.
    Reordered,
}

impl Differs {
    /// The word of it.
    pub fn word(self) -> &'static str {
        match self {
            Differs::Added => "added",
            Differs::Removed => "removed",
            Differs::Moved => "moved",
            Differs::Changed => "changed",
            Differs::Reordered => "reordered",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub differs: Differs,
    /// What it is about: `control`, `group`, `param`, `part`, `prop`, `resource`, or the name of the list or member.
    pub what: String,
    /// The nearest thing with an identifier, such as a control's id; empty for the document itself.
    pub id: String,
    /// The way from there, such as `props[label]/value`; empty for the thing itself.
    pub member: String,
    /// What it was: a text, or for things and lists their JSON.
    pub old: Option<String>,
    /// What it is now.
    pub new: Option<String>,
    /// What that means, where a rule knows: `withdrawn`, `relabelled`.
    pub meaning: Option<&'static str>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |t: &str| match t.char_indices().nth(160) {
            Some((i, _)) => format!("{}…", t.get(..i).unwrap_or_default()),
            None => t.to_owned(),
        };
        write!(f, "{} {}", self.differs.word(), self.what)?;
        if !self.id.is_empty() {
            write!(f, " {}", self.id)?;
        }
        if !self.member.is_empty() {
            write!(f, " {}", self.member)?;
        }
        if let Some(meaning) = self.meaning {
            write!(f, " ({meaning})")?;
        }
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => write!(f, ": {} -> {}", short(old), short(new)),
            (Some(one), None) | (None, Some(one)) => write!(f, ": {}", short(one)),
            (None, None) => Ok(()),
        }
    }
}

/// Everything that differs, in the order of the second document, with what is gone at the end of each list. Documents of
/// different models differ as a whole.
pub fn diff(a: &Document, b: &Document) -> Vec<Difference> {
    let mut run = Run { found: Vec::new() };
    let (Some(x), Some(y)) = (a.node().get(a.model().key()), b.node().get(b.model().key())) else { return run.found };
    if a.model() != b.model() {
        run.push(Differs::Changed, "model", "", "", Some(a.model().key().into()), Some(b.model().key().into()));
        return run.found;
    }
    match a.model() {
        Model::Catalog => run.catalogs(x, y),
        _ => run.object(x, y, &Here { id: "", what: a.model().key(), member: String::new(), skip: &[] }),
    }
    run.found
}

/// Where the walk is.
struct Here<'h> {
    id: &'h str,
    what: &'h str,
    member: String,
    skip: &'h [&'h str],
}

/// A group or control of a catalogue with what it stands in.
struct Placed<'d> {
    what: &'static str,
    node: &'d Node,
    parent: &'d str,
}

struct Run {
    found: Vec<Difference>,
}

const STRUCTURE: [&str; 2] = ["groups", "controls"];

impl Run {
    fn push(&mut self, differs: Differs, what: &str, id: &str, member: &str, old: Option<String>, new: Option<String>) {
        let meaning = meaning(member, new.as_deref());
        self.found.push(Difference {
            differs,
            what: what.into(),
            id: id.into(),
            member: member.into(),
            old,
            new,
            meaning,
        });
    }

    /// Groups and controls by id over the whole catalogue, so that moves show.
    fn catalogs(&mut self, a: &Node, b: &Node) {
        self.object(a, b, &Here { id: "", what: "catalog", member: String::new(), skip: &STRUCTURE });
        let (mut old, mut new) = (Vec::new(), Vec::new());
        placed(a, "", &mut old);
        placed(b, "", &mut new);
        let known: HashMap<&str, &Placed<'_>> = old.iter().map(|(id, p)| (*id, p)).collect();
        for (id, now) in &new {
            match known.get(id) {
                None => self.push(Differs::Added, now.what, id, "", None, title(now.node)),
                Some(was) => {
                    if was.parent != now.parent {
                        self.push(Differs::Moved, now.what, id, "", Some(was.parent.into()), Some(now.parent.into()));
                    }
                    self.object(
                        was.node,
                        now.node,
                        &Here { id, what: now.what, member: String::new(), skip: &STRUCTURE },
                    );
                }
            }
        }
        let now: HashSet<&str> = new.iter().map(|(id, _)| *id).collect();
        for (id, was) in old.iter().filter(|(id, _)| !now.contains(id)) {
            self.push(Differs::Removed, was.what, id, "", title(was.node), None);
        }
        self.orders(&old, &new);
    }

    /// Where the things that stay inside one parent come in another order.
    fn orders(&mut self, old: &[(&str, Placed<'_>)], new: &[(&str, Placed<'_>)]) {
        let mut parents: Vec<&str> = Vec::new();
        for (_, p) in new {
            if !parents.contains(&p.parent) {
                parents.push(p.parent);
            }
        }
        for parent in parents {
            let inside = |all: &[(&'_ str, Placed<'_>)]| -> Vec<String> {
                all.iter().filter(|(_, p)| p.parent == parent).map(|(id, _)| (*id).to_owned()).collect()
            };
            self.order("controls", parent, "", inside(old), inside(new));
        }
    }

    fn order(&mut self, what: &str, id: &str, member: &str, mut old: Vec<String>, mut new: Vec<String>) {
        let (before, after): (HashSet<String>, HashSet<String>) =
            (old.iter().cloned().collect(), new.iter().cloned().collect());
        old.retain(|k| after.contains(k));
        new.retain(|k| before.contains(k));
        if old != new {
            self.push(Differs::Reordered, what, id, member, Some(old.join(", ")), Some(new.join(", ")));
        }
    }

    fn object(&mut self, a: &Node, b: &Node, here: &Here<'_>) {
        for entry in b.entries().iter().filter(|e| !here.skip.contains(&e.key.as_str())) {
            let member = step(&here.member, &entry.key);
            match a.get(&entry.key) {
                None => self.whole(Differs::Added, &entry.key, &entry.node, here, member),
                Some(old) => self.value(old, &entry.node, &entry.key, here, member),
            }
        }
        let gone = a.entries().iter().filter(|e| !here.skip.contains(&e.key.as_str()) && b.get(&e.key).is_none());
        for entry in gone {
            self.whole(Differs::Removed, &entry.key, &entry.node, here, step(&here.member, &entry.key));
        }
    }

    /// A member that one side does not have; of a list each item.
    fn whole(&mut self, differs: Differs, key: &str, node: &Node, here: &Here<'_>, member: String) {
        let empty = Node { at: node.at, value: Tree::Seq(Vec::new()) };
        match (&node.value, differs) {
            (Tree::Seq(_), Differs::Added) => self.list(&empty, node, key, here, member),
            (Tree::Seq(_), _) => self.list(node, &empty, key, here, member),
            (_, Differs::Added) => self.push(differs, here.what, here.id, &member, None, Some(shown(node))),
            _ => self.push(differs, here.what, here.id, &member, Some(shown(node)), None),
        }
    }

    fn value(&mut self, a: &Node, b: &Node, key: &str, here: &Here<'_>, member: String) {
        match (&a.value, &b.value) {
            (Tree::Map(_), Tree::Map(_)) => self.object(a, b, &Here { member, skip: &[], ..*here }),
            (Tree::Seq(_), Tree::Seq(_)) => self.list(a, b, key, here, member),
            (x, y) if x == y => {}
            _ => self.push(Differs::Changed, here.what, here.id, &member, Some(shown(a)), Some(shown(b))),
        }
    }

    fn list(&mut self, a: &Node, b: &Node, key: &str, here: &Here<'_>, member: String) {
        let (old, new) = (keyed(a.items(), key), keyed(b.items(), key));
        let (by_old, by_new): (HashMap<&str, &Node>, HashSet<&str>) =
            (old.iter().map(|(k, n)| (k.as_str(), *n)).collect(), new.iter().map(|(k, _)| k.as_str()).collect());
        let one = singular(key);
        for (name, now) in &new {
            let inner = format!("{member}[{name}]");
            match by_old.get(name.as_str()) {
                None => self.push(Differs::Added, one, here.id, &inner, None, Some(shown(now))),
                Some(was) if matches!(now.value, Tree::Map(_)) => {
                    self.object(was, now, &Here { member: inner, skip: &[], what: one, id: here.id });
                }
                Some(_) => {}
            }
        }
        for (name, was) in old.iter().filter(|(k, _)| !by_new.contains(k.as_str())) {
            self.push(Differs::Removed, one, here.id, &format!("{member}[{name}]"), Some(shown(was)), None);
        }
        let keys = |all: &[(String, &Node)]| all.iter().map(|(k, _)| k.clone()).collect::<Vec<_>>();
        self.order(key, here.id, &member, keys(&old), keys(&new));
    }
}

/// Groups and controls with an id, those inside others too; a group without one gives its place to what it holds.
fn placed<'d>(node: &'d Node, parent: &'d str, out: &mut Vec<(&'d str, Placed<'d>)>) {
    for (list, what) in [("groups", "group"), ("controls", "control")] {
        for item in node.get(list).map(Node::items).unwrap_or_default() {
            let id = item.get("id").and_then(Node::as_str);
            if let Some(id) = id {
                out.push((id, Placed { what, node: item, parent }));
            }
            placed(item, id.unwrap_or(parent), out);
        }
    }
}

fn title(node: &Node) -> Option<String> {
    let label = super::catalog::label(node).unwrap_or_default();
    let title = node.get("title").and_then(Node::as_str).unwrap_or_default();
    Some(format!("{label} {title}").trim().to_owned())
}

/// The items of a list by what identifies them; those alike are numbered from the second on.
fn keyed<'d>(items: &'d [Node], list: &str) -> Vec<(String, &'d Node)> {
    let mut times: HashMap<String, usize> = HashMap::new();
    let number = |(i, item): (usize, &'d Node)| {
        let name = identity(item, list).unwrap_or_else(|| (i + 1).to_string());
        let time = times.entry(name.clone()).or_insert(0);
        *time += 1;
        (if *time > 1 { format!("{name} {time}") } else { name }, item)
    };
    items.iter().enumerate().map(number).collect()
}

fn identity(item: &Node, list: &str) -> Option<String> {
    let word = |key: &str| item.get(key).and_then(Node::as_str);
    if let Some(text) = item.as_str() {
        return Some(text.to_owned());
    }
    let joined = |keys: &[&str]| {
        let words: Vec<&str> = keys.iter().filter_map(|k| word(k)).collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    match list {
        "props" => joined(&["name", "ns", "class"]),
        "links" | "rlinks" => joined(&["rel", "href"]),
        "parts" => word("id").map(str::to_owned).or_else(|| joined(&["name", "class"])),
        "revisions" => joined(&["version"]),
        "responsible-parties" | "responsible-roles" => joined(&["role-id"]),
        "set-parameters" => joined(&["param-id"]),
        "alters" => joined(&["control-id"]),
        "imports" => joined(&["href"]),
        _ => ["id", "uuid"].iter().find_map(|k| word(k)).map(str::to_owned).or_else(|| {
            let named = |e: &&crate::yaml::Entry| e.key.ends_with("-uuid") || e.key.ends_with("-id");
            item.entries().iter().find(named)?.node.as_str().map(str::to_owned)
        }),
    }
}

fn singular(list: &str) -> &str {
    match list {
        "parties" => "party",
        "responsible-parties" => "responsible-party",
        "activities" => "activity",
        "statements" => "statement",
        other => other.strip_suffix('s').unwrap_or(other),
    }
}

fn step(member: &str, key: &str) -> String {
    if member.is_empty() { key.to_owned() } else { format!("{member}/{key}") }
}

fn shown(node: &Node) -> String {
    node.as_str().map_or_else(|| node.to_json().to_string(), str::to_owned)
}

fn meaning(member: &str, new: Option<&str>) -> Option<&'static str> {
    let withdrawn = new.is_some_and(|n| n.to_ascii_lowercase().contains("withdrawn"));
    if member.starts_with("props[status") && withdrawn {
        return Some("withdrawn");
    }
    if member.starts_with("links[moved-to") || member.starts_with("links[incorporated-into") {
        return Some("moved");
    }
    (member.starts_with("props[label") && !member.contains('/')
        || member.starts_with("props[label") && member.ends_with("/value"))
    .then_some("relabelled")
}

#[cfg(test)]
mod tests;
