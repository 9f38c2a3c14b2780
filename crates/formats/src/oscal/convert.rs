//! From one version of OSCAL to another, and what is lost on the way.

use super::repair::apply;
use super::table::{Def, Ty, table};
use super::validate::{stated, validate_at};
use super::{Deviation, Document, Gravity, Model, Repair, Version};
use crate::place::Fault;
use crate::yaml::{Node, Tree};
use std::collections::HashSet;

impl Document {
    /// What another version cannot carry, or asks for beyond what this document has, each at its place: what
    /// [`Document::converted`] would have to change, move or leave unsaid.
    pub fn losses(&self, to: Version) -> Vec<Deviation> {
        let (from, _) = stated(self);
        let mut moved = self.clone();
        migrate(&mut moved, to);
        let before: HashSet<(String, &str)> =
            validate_at(self, from).into_iter().map(|d| (d.pointer, d.rule)).collect();
        let after = validate_at(&moved, to.nearest()).into_iter();
        after.filter(|d| !before.contains(&(d.pointer.clone(), d.rule))).collect()
    }

    /// The document in another version, and its losses: members that the version does not have become properties or remarks
    /// where it allows any, and stay where they are otherwise. Refused only where the version has no such model at all.
    pub fn converted(&self, to: Version) -> Result<(Document, Vec<Deviation>), Fault> {
        let to = to.nearest();
        if self.model() == Model::MappingCollection && to < Version::WITH_MAPPINGS {
            let at = self.node().at_pointer(&format!("/{}", self.model())).unwrap_or_default();
            let expected = format!("a version from {} on", Version::WITH_MAPPINGS);
            return Err(Fault::expected(
                at,
                format!("/{}", self.model()),
                expected,
                format!("{to}, which has no such model"),
            ));
        }
        let losses = self.losses(to);
        let mut copy = self.clone();
        migrate(&mut copy, to);
        for loss in losses.iter().rev().filter(|d| matches!(d.rule, "other-version" | "allowed-value")) {
            if let Some(repair) = &loss.repair {
                apply(&mut copy.root, &loss.pointer, repair);
            }
        }
        let version = Repair::Set(to.to_string().into());
        apply(&mut copy.root, &format!("/{}/metadata/oscal-version", self.model()), &version);
        Ok((copy, losses))
    }
}

/// Brings what only changed its name or shape between versions into the shape of `to`.
fn migrate(document: &mut Document, to: Version) {
    let model = document.model();
    if model != Model::MappingCollection {
        return;
    }
    if let Tree::Map(entries) = &mut document.root.value {
        for entry in entries.iter_mut().filter(|e| e.key == model.key()) {
            walk(&mut entry.node, table().root(model), to);
        }
    }
}

fn walk(node: &mut Node, def: &'static Def, to: Version) {
    let Tree::Map(entries) = &mut node.value else { return };
    for entry in entries {
        match entry.key.as_str() {
            "coverage" => rename_value(&mut entry.node, to),
            "method" if matches!(&entry.node.value, Tree::Str(s) if s == "manual") => {
                entry.node.value = Tree::Str("human".to_owned());
            }
            _ => {}
        }
        let inner = def.any_member(&entry.key, to).map(|m| m.ty);
        if let Some(Ty::Def(inner)) = inner {
            let inner = table().def(inner);
            match &mut entry.node.value {
                Tree::Seq(items) => items.iter_mut().for_each(|item| walk(item, inner, to)),
                _ => walk(&mut entry.node, inner, to),
            }
        }
    }
}

/// The number of a coverage had no name of its own in 1.2.0.
fn rename_value(coverage: &mut Node, to: Version) {
    let (old, new) = match to >= Version::WITH_TARGET_COVERAGE {
        true => ("STRVALUE", "target-coverage"),
        false => ("target-coverage", "STRVALUE"),
    };
    if let Tree::Map(entries) = &mut coverage.value {
        entries.iter_mut().filter(|e| e.key == old).for_each(|e| new.clone_into(&mut e.key));
    }
}

/// How grave the worst of some deviations is.
pub fn worst(found: &[Deviation]) -> Option<Gravity> {
    found.iter().map(|d| d.gravity).min()
}
