//! The plain shape that every framework takes, whatever it came from: a list of requirements in order, and mappings
//! between two such lists.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// A framework: a standard, law or control catalogue as a flat list in reading order, nested by [`Requirement::parent`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub version: String,
    /// Where the content comes from and what of it is unverified.
    #[serde(default)]
    pub source: String,
    /// What the licence allows; the reason why a text may be missing.
    #[serde(default)]
    pub licence: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub props: IndexMap<String, Value>,
    pub requirements: Vec<Requirement>,
}

/// One clause, control, article or criterion.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// As references write it ("A.5.1", "ac-2.1"); unique in its catalogue.
    pub id: String,
    /// As people read it ("AC-2(1)"); the id where there is no other.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    pub title: String,
    /// Markdown; only where the licence allows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidance: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// clause, control, enhancement, article, point, category, subcategory, safeguard ...
    pub class: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved_to: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<Param>,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub props: IndexMap<String, Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<(String, String)>,
}

/// A blank in a requirement that an organisation fills in.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Param {
    pub id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The alternatives of a selection.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Whether more than one alternative may be chosen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub many: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidance: Option<String>,
}

impl Catalogue {
    /// SHA-256 (lower-case hexadecimal) over the canonical JSON bytes: object keys sorted, no white space.
    pub fn content_hash(&self) -> String {
        content_hash(self)
    }

    /// Requirements by id, made once for many look-ups.
    pub fn index(&self) -> Index<'_> {
        Index::new(self)
    }
}

/// A catalogue's requirements by id and by parent.
pub struct Index<'c> {
    by_id: HashMap<&'c str, &'c Requirement>,
    /// Those without a parent stand under the empty id.
    children: HashMap<&'c str, Vec<&'c Requirement>>,
}

impl<'c> Index<'c> {
    fn new(catalogue: &'c Catalogue) -> Self {
        let mut index = Index { by_id: HashMap::new(), children: HashMap::new() };
        for requirement in &catalogue.requirements {
            index.by_id.entry(&requirement.id).or_insert(requirement);
            index.children.entry(requirement.parent.as_deref().unwrap_or("")).or_default().push(requirement);
        }
        index
    }

    /// The requirement with this id; the first one, should an id occur twice.
    pub fn get(&self, id: &str) -> Option<&'c Requirement> {
        self.by_id.get(id).copied()
    }

    /// What stands directly below a requirement, or at the top for `None`, in the catalogue's order.
    pub fn children(&self, parent: Option<&str>) -> &[&'c Requirement] {
        self.children.get(parent.unwrap_or("")).map_or(&[], Vec::as_slice)
    }
}

/// What one side of a mapping says about the other (OLIR and OSCAL set theory): `source` `relation` `target`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    Equal,
    /// The source asks for less than the target.
    Subset,
    /// The source asks for more than the target.
    Superset,
    Intersects,
    /// Stated to have nothing in common; absence of a pair says nothing.
    None,
}

/// One line of a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    pub source: String,
    pub target: String,
    pub relation: Relation,
}

/// Which requirement of one catalogue answers which of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingSet {
    pub id: String,
    /// Catalogue ids; a mapping may point to a catalogue that is not built in.
    pub source: String,
    pub target: String,
    #[serde(default)]
    pub origin: String,
    #[serde(default)]
    pub licence: String,
    /// Ends that the catalogues do not have, so that nobody takes them for covered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dangling: Vec<String>,
    pub pairs: Vec<Mapping>,
}

impl MappingSet {
    /// As [`Catalogue::content_hash`].
    pub fn content_hash(&self) -> String {
        content_hash(self)
    }
}

fn content_hash(value: &impl Serialize) -> String {
    // These types have text keys and finite numbers only, which always serialise.
    let mut value = serde_json::to_value(value).unwrap_or_default();
    value.sort_all_objects();
    hex::encode(Sha256::digest(value.to_string().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_ignores_the_order_of_keys_only() {
        let requirement = |id: &str| Requirement {
            id: id.into(),
            title: "t".into(),
            class: "control".into(),
            ..Requirement::default()
        };
        let mut a = Catalogue {
            id: "x".into(),
            requirements: vec![requirement("1"), requirement("2")],
            ..Catalogue::default()
        };
        a.props.insert("k".into(), 1.into());
        a.props.insert("l".into(), 2.into());
        let mut b = a.clone();
        b.props.reverse();
        assert_eq!(a.content_hash(), b.content_hash());
        b.requirements.reverse();
        assert_ne!(a.content_hash(), b.content_hash());
        assert_eq!(a.index().children(None).len(), 2);
    }
}
