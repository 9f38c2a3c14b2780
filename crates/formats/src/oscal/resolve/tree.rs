//! What resolution works on: groups and controls taken out of their documents, each with its own members only.

use crate::place::At;
use crate::yaml::{Entry, Node, Tree};
use serde_json::{Map, Value};

/// The members of an object.
pub(super) type Members = Map<String, Value>;

/// A control without the controls inside it.
#[derive(Debug, Clone, Default)]
pub(super) struct Control {
    pub id: String,
    pub members: Members,
    pub controls: Vec<Control>,
}

/// A group without the groups and controls inside it.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// Tells groups of the same catalogue apart from all others.
    pub key: String,
    pub members: Members,
    pub params: Vec<Value>,
    pub groups: Vec<Group>,
    pub controls: Vec<Control>,
}

/// What one import gives, or all of them together.
#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    pub params: Vec<Value>,
    pub groups: Vec<Group>,
    pub controls: Vec<Control>,
    pub resources: Vec<Value>,
}

impl Control {
    /// Itself and every control inside, as the text has them.
    pub fn visit<'c>(&'c self, see: &mut dyn FnMut(&'c Control)) {
        see(self);
        self.controls.iter().for_each(|c| c.visit(see));
    }
}

impl Group {
    /// Whether a control stands in it, however deep.
    pub fn has_control(&self) -> bool {
        !self.controls.is_empty() || self.groups.iter().any(Group::has_control)
    }

    /// Whether its author wants it in every catalogue made of this one.
    pub fn is_kept(&self) -> bool {
        is_kept(&Value::Object(self.members.clone())) || self.groups.iter().any(Group::is_kept)
    }

    pub fn visit<'g>(&'g self, see: &mut dyn FnMut(&'g Control)) {
        self.controls.iter().for_each(|c| c.visit(see));
        self.groups.iter().for_each(|g| g.visit(see));
    }
}

impl Selection {
    /// Every control, groups first as catalogues are written, then those outside of groups.
    pub fn visit<'s>(&'s self, see: &mut dyn FnMut(&'s Control)) {
        self.controls.iter().for_each(|c| c.visit(see));
        self.groups.iter().for_each(|g| g.visit(see));
    }
}

/// A thing that selection can walk through: a control of a document, or one already taken out of it.
pub(super) trait Item: Sized {
    fn id(&self) -> &str;
    fn inner(&self) -> &[Self];
    fn members(&self) -> Members;
}

impl Item for Node {
    fn id(&self) -> &str {
        text(self, "id")
    }

    fn inner(&self) -> &[Node] {
        list(self, "controls")
    }

    fn members(&self) -> Members {
        members_but(self, &["controls"])
    }
}

impl Item for Control {
    fn id(&self) -> &str {
        &self.id
    }

    fn inner(&self) -> &[Control] {
        &self.controls
    }

    fn members(&self) -> Members {
        self.members.clone()
    }
}

/// The text of a member, empty where there is none.
pub(super) fn text<'n>(node: &'n Node, key: &str) -> &'n str {
    node.get(key).and_then(Node::as_str).unwrap_or_default()
}

/// The items of a member that is a list.
pub(super) fn list<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    node.get(key).map(Node::items).unwrap_or_default()
}

/// All members but these.
pub(super) fn members_but(node: &Node, left_out: &[&str]) -> Members {
    let members = node.entries().iter().filter(|e| !left_out.contains(&e.key.as_str()));
    members.map(|e| (e.key.clone(), e.node.to_json())).collect()
}

/// The items of a list of values.
pub(super) fn items<'v>(members: &'v Members, key: &str) -> &'v [Value] {
    members.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The text of a member of a value.
pub(super) fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether an object carries the property that keeps it from being pruned.
pub(super) fn is_kept(value: &Value) -> bool {
    let props = value.get("props").and_then(Value::as_array).into_iter().flatten();
    props.into_iter().any(|p| word(p, "name") == "keep" && word(p, "value") == "always")
}

/// A value as a node without places, so that a catalogue that was made can be imported like one that was read.
pub(super) fn node(value: &Value) -> Node {
    let value = match value {
        Value::Null => Tree::Null,
        Value::Bool(b) => Tree::Bool(*b),
        Value::Number(n) => n.as_i64().map_or_else(|| Tree::Float(n.as_f64().unwrap_or_default()), Tree::Int),
        Value::String(s) => Tree::Str(s.clone()),
        Value::Array(items) => Tree::Seq(items.iter().map(node).collect()),
        Value::Object(map) => {
            Tree::Map(map.iter().map(|(k, v)| Entry { key: k.clone(), key_at: At::default(), node: node(v) }).collect())
        }
    };
    Node { at: At::default(), value }
}
