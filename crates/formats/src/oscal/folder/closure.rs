//! All documents that a document builds upon, directly and through others.

use super::{Folder, Found};
use crate::oscal::{Deviation, Document, Gravity};
use crate::yaml::Node;
use std::collections::HashSet;

/// Members that lead to a document this one builds upon, as lists of steps; a step through a list takes all items.
const LEADS: [&[&str]; 7] = [
    &["imports", "href"],
    &["import-profile", "href"],
    &["import-ssp", "href"],
    &["import-ap", "href"],
    &["import-component-definitions", "href"],
    &["components", "control-implementations", "source"],
    &["capabilities", "control-implementations", "source"],
];

impl Folder<'_> {
    /// The documents that one builds upon, each once, nearest first, and what could not be followed: a warning, since the
    /// document itself may be sound.
    pub fn closure(&self, base: &str, document: &Document) -> (Vec<Found>, Vec<Deviation>) {
        let (mut all, mut notes): (Vec<Found>, Vec<Deviation>) = (Vec::new(), Vec::new());
        let mut seen: HashSet<String> = HashSet::from([base.to_owned()]);
        let mut next = self.direct(base, document, Some(&mut notes));
        for _ in 0..self.depth() {
            next.retain(|f| seen.insert(f.path.clone()));
            let inner: Vec<Found> = next.iter().flat_map(|f| self.direct(&f.path, &f.document, None)).collect();
            all.append(&mut next);
            next = inner;
        }
        (all, notes)
    }

    fn direct(&self, base: &str, document: &Document, mut notes: Option<&mut Vec<Deviation>>) -> Vec<Found> {
        let key = document.model().key();
        let Some(body) = document.node().get(key) else { return Vec::new() };
        let mut hrefs = Vec::new();
        for steps in LEADS {
            lead(body, steps, &mut format!("/{key}"), &mut hrefs);
        }
        let mut found = Vec::new();
        for (href, pointer) in hrefs {
            match self.follow(base, document, href, &pointer) {
                Ok((one, more)) => {
                    found.push(one);
                    notes.iter_mut().for_each(|n| n.extend(more.iter().cloned()));
                }
                Err(fault) => {
                    let missing = Deviation { gravity: Gravity::Warning, rule: "not-found", ..Deviation::from(fault) };
                    notes.iter_mut().for_each(|n| n.push(missing.clone()));
                }
            }
        }
        found
    }
}

fn lead<'d>(node: &'d Node, steps: &[&str], pointer: &mut String, out: &mut Vec<(&'d Node, String)>) {
    let Some((step, rest)) = steps.split_first() else {
        out.push((node, pointer.clone()));
        return;
    };
    let Some(next) = node.get(step) else { return };
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(step);
    match next.items() {
        [] => lead(next, rest, pointer, out),
        items => {
            for (i, item) in items.iter().enumerate() {
                let length = pointer.len();
                pointer.push_str(&format!("/{i}"));
                lead(item, rest, pointer, out);
                pointer.truncate(length);
            }
        }
    }
    pointer.truncate(length);
}
