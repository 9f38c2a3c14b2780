//! Which controls an import takes: `include-all`, ids and patterns, with their children and parents; exclusion wins.
//!
//! As NIST's own resolver reads its draft specification ("Including Controls"): parents come along unless
//! `with-parent-controls` is `no`, children only where `with-child-controls` is `yes`, and both hold for exclusion too.

use super::tree::{Control, Group, Item, Members, Selection, list, members_but, text};
use crate::yaml::Node;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};

/// The directives of one `import` or `insert-controls`.
pub(super) struct Rules<'p> {
    all: bool,
    top_only: bool,
    include: Vec<Call<'p>>,
    exclude: Vec<Call<'p>>,
    /// Ids and patterns that met a control.
    met: RefCell<HashSet<&'p str>>,
    /// Controls that would be there had not one inside them been excluded.
    drawn: RefCell<BTreeSet<String>>,
}

struct Call<'p> {
    ids: HashSet<&'p str>,
    globs: Vec<&'p str>,
    children: bool,
    parents: bool,
}

impl<'p> Call<'p> {
    fn of(node: &'p Node) -> Self {
        Call {
            ids: list(node, "with-ids").iter().filter_map(Node::as_str).collect(),
            globs: list(node, "matching").iter().map(|m| text(m, "pattern")).filter(|p| !p.is_empty()).collect(),
            children: text(node, "with-child-controls") == "yes",
            parents: text(node, "with-parent-controls") != "no",
        }
    }

    fn takes(&self, id: &str, met: &RefCell<HashSet<&'p str>>) -> bool {
        let by_id = self.ids.get(id);
        let by_glob: Vec<&&str> = self.globs.iter().filter(|g| glob(g, id)).collect();
        let mut met = met.borrow_mut();
        met.extend(by_id.into_iter().chain(by_glob.iter().copied()));
        by_id.is_some() || !by_glob.is_empty()
    }
}

/// What has been decided above a control.
#[derive(Clone, Copy, Default)]
struct Above {
    nested: bool,
    included: bool,
    excluded: bool,
}

/// What a control asks of those above it.
#[derive(Clone, Copy, Default)]
struct Below {
    included: bool,
    excluded: bool,
}

impl<'p> Rules<'p> {
    /// Reads the directives. An import that says neither all nor which takes all, as NIST's examples have it.
    pub fn of(node: &'p Node) -> Self {
        let all = node.get("include-all");
        let calls = |key: &str| list(node, key).iter().map(Call::of).collect::<Vec<_>>();
        let include = calls("include-controls");
        Rules {
            all: all.is_some() || node.get("include-controls").is_none(),
            top_only: all.is_some_and(|a| text(a, "with-child-controls") == "no"),
            include,
            exclude: calls("exclude-controls"),
            met: RefCell::default(),
            drawn: RefCell::default(),
        }
    }

    /// The controls of a list that are taken; what stands inside one that is not moves up to its place.
    pub fn take<I: Item>(&self, controls: &[I]) -> Vec<Control> {
        controls.iter().flat_map(|c| self.visit(c, Above::default()).0).collect()
    }

    fn visit<I: Item>(&self, control: &I, above: Above) -> (Vec<Control>, Below) {
        let asks = |calls: &[Call<'p>]| {
            let mut own = (false, false, false);
            for call in calls.iter().filter(|c| c.takes(control.id(), &self.met)) {
                own = (true, own.1 || call.children, own.2 || call.parents);
            }
            own
        };
        let (inc, inc_children, inc_parents) = asks(&self.include);
        let (exc, exc_children, exc_parents) = asks(&self.exclude);
        let inner =
            Above { nested: true, included: above.included || inc_children, excluded: above.excluded || exc_children };
        let (mut controls, mut below) = (Vec::new(), Below::default());
        for child in control.inner() {
            let (taken, asked) = self.visit(child, inner);
            controls.extend(taken);
            below.included |= asked.included;
            below.excluded |= asked.excluded;
        }
        let included = self.all || inc || above.included || below.included;
        let excluded = exc || above.excluded || (self.top_only && above.nested);
        if included && !excluded && below.excluded {
            self.drawn.borrow_mut().insert(control.id().to_owned());
        }
        let asked = Below { included: below.included || inc_parents, excluded: below.excluded || exc_parents };
        match included && !excluded && !below.excluded {
            true => (vec![Control { id: control.id().to_owned(), members: control.members(), controls }], asked),
            false => (controls, asked),
        }
    }

    /// Ids and patterns of the directives in `node` that no control met, each with its place.
    pub fn unmet<'n>(&self, node: &'n Node, pointer: &str) -> Vec<(&'n str, &'n Node, String)> {
        let met = self.met.borrow();
        let mut unmet = Vec::new();
        for key in ["include-controls", "exclude-controls"] {
            for (i, call) in list(node, key).iter().enumerate() {
                let ids = list(call, "with-ids").iter().enumerate();
                let ids =
                    ids.map(|(j, n)| (n.as_str().unwrap_or_default(), n, format!("{pointer}/{key}/{i}/with-ids/{j}")));
                let globs = list(call, "matching").iter().enumerate();
                let globs = globs.map(|(j, n)| (text(n, "pattern"), n, format!("{pointer}/{key}/{i}/matching/{j}")));
                unmet.extend(ids.chain(globs).filter(|(word, ..)| !met.contains(word)));
            }
        }
        unmet
    }

    /// Controls that fell only because one inside them was excluded.
    pub fn drawn(&self) -> Vec<String> {
        self.drawn.borrow().iter().cloned().collect()
    }
}

/// Whether an id matches a pattern in which `*` is any text and `?` any character.
pub(super) fn glob(pattern: &str, id: &str) -> bool {
    let (pattern, id): (Vec<char>, Vec<char>) = (pattern.chars().collect(), id.chars().collect());
    let (mut p, mut i, mut star) = (0, 0, None);
    while i < id.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, i));
                p += 1;
            }
            Some(c) if *c == '?' || Some(c) == id.get(i) => (p, i) = (p + 1, i + 1),
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    (p, i) = (at + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

/// What an import takes of a catalogue; groups stay, even empty ones, for the merge to decide.
pub(super) fn select(catalog: &Node, rules: &Rules<'_>) -> Selection {
    let uuid = text(catalog, "uuid");
    let groups = list(catalog, "groups").iter().enumerate();
    Selection {
        groups: groups.map(|(i, g)| group(g, rules, &format!("{uuid}/{i}"))).collect(),
        params: list(catalog, "params").iter().map(Node::to_json).collect(),
        controls: rules.take(list(catalog, "controls")),
        resources: catalog
            .get("back-matter")
            .map(|b| list(b, "resources").iter().map(Node::to_json).collect())
            .unwrap_or_default(),
    }
}

/// A group with an id is the same wherever a group of that id and title stands; one without is itself only.
fn group(node: &Node, rules: &Rules<'_>, place: &str) -> Group {
    let id = text(node, "id");
    let key = if id.is_empty() { place.to_owned() } else { format!("{id}\n{}", text(node, "title")) };
    let inner = list(node, "groups").iter().enumerate();
    let members: Members = members_but(node, &["params", "groups", "controls"]);
    Group {
        key,
        members,
        params: list(node, "params").iter().map(Node::to_json).collect(),
        groups: inner.map(|(i, g)| group(g, rules, &format!("{place}/{i}"))).collect(),
        controls: rules.take(list(node, "controls")),
    }
}
