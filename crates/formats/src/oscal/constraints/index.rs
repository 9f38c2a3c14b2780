//! What a document identifies, and identifiers that come twice.

use super::table::{IDENTITIES, Kind};
use crate::oscal::{Deviation, Document, Gravity};
use crate::place::{At, push_step};
use crate::yaml::{Node, Tree};
use std::collections::HashMap;

/// Every identified thing of a document.
pub(super) struct Index<'d> {
    kinds: HashMap<Kind, HashMap<String, &'d Node>>,
    /// Where each uuid stands first, and in which list.
    uuids: HashMap<String, (At, &'d str)>,
}

impl<'d> Index<'d> {
    /// Collects; what comes twice is a deviation.
    pub fn of(document: &'d Document, found: &mut Vec<Deviation>) -> Self {
        let mut scan = Scan { index: Index { kinds: HashMap::new(), uuids: HashMap::new() }, found };
        let mut pointer = String::new();
        scan.walk(document.node(), "", &mut pointer);
        scan.index
    }

    /// Whether there is one of these kinds with this identifier.
    pub fn has(&self, kinds: &[Kind], id: &str) -> bool {
        self.get(kinds, id).is_some()
    }

    /// The first of these kinds with this identifier.
    pub fn get(&self, kinds: &[Kind], id: &str) -> Option<&'d Node> {
        let known = |kind: &Kind| self.kinds.get(kind)?.get(&key(id)).copied();
        kinds.iter().find_map(known)
    }

    /// Whether anything at all has this uuid.
    pub fn has_uuid(&self, uuid: &str) -> bool {
        self.uuids.contains_key(&key(uuid))
    }

    /// Whether there is any of a kind.
    pub fn any(&self, kind: Kind) -> bool {
        self.kinds.get(&kind).is_some_and(|all| !all.is_empty())
    }
}

/// Uuids are the same in either case, ids are not; an id never looks like a uuid.
fn key(id: &str) -> String {
    if is_uuid(id) { id.to_ascii_lowercase() } else { id.to_owned() }
}

/// Whether a text has the shape of a uuid.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text
            .char_indices()
            .all(|(i, c)| if matches!(i, 8 | 13 | 18 | 23) { c == '-' } else { c.is_ascii_hexdigit() })
}

struct Scan<'d, 'f> {
    index: Index<'d>,
    found: &'f mut Vec<Deviation>,
}

impl<'d> Scan<'d, '_> {
    fn walk(&mut self, node: &'d Node, around: &'d str, pointer: &mut String) {
        let length = pointer.len();
        match &node.value {
            Tree::Map(entries) => {
                self.object(node, around, pointer);
                for entry in entries {
                    push_step(pointer, &entry.key);
                    self.walk(&entry.node, &entry.key, pointer);
                    pointer.truncate(length);
                }
            }
            Tree::Seq(items) => {
                for (i, item) in items.iter().enumerate() {
                    push_step(pointer, &i.to_string());
                    self.walk(item, around, pointer);
                    pointer.truncate(length);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, node: &'d Node, around: &'d str, pointer: &str) {
        let (id, uuid) = (node.get("id"), node.get("uuid"));
        if let Some(uuid) = uuid.filter(|_| around != "props") {
            self.uuid(uuid, around, pointer);
        }
        let Some((_, kind)) = IDENTITIES.iter().find(|(list, _)| *list == around) else { return };
        for (member, place) in [("id", id), ("uuid", uuid)] {
            let Some((text, place)) = place.and_then(|n| Some((n.as_str()?, n))) else { continue };
            let known = self.index.kinds.entry(*kind).or_default().insert(key(text), node);
            if let Some(first) = known.filter(|_| member == "id") {
                let first = first.get("id").map_or(first.at, |n| n.at);
                let message = format!("the {} `{text}` is already at {first}; ids are unique", kind.word());
                self.found.push(deviation("duplicate-id", format!("{pointer}/id"), place.at, message));
            }
        }
    }

    /// The metaschemas index the uuids of one kind of thing; statements and what is across kinds they leave alone.
    fn uuid(&mut self, uuid: &Node, around: &'d str, pointer: &str) {
        let Some(text) = uuid.as_str() else { return };
        let (first, list) = *self.index.uuids.entry(key(text)).or_insert((uuid.at, around));
        if first == uuid.at {
            return;
        }
        let message = format!("the uuid `{text}` is already at {first}; every object has its own");
        let mut twice = deviation("duplicate-uuid", format!("{pointer}/uuid"), uuid.at, message);
        if list != around || matches!(around, "statements" | "implemented-requirements" | "by-components") {
            twice.gravity = Gravity::Warning;
        }
        self.found.push(twice);
    }
}

/// An error with a place.
pub(super) fn deviation(rule: &'static str, pointer: String, at: At, message: String) -> Deviation {
    Deviation { gravity: Gravity::Error, rule, pointer, at, message, repair: None }
}
