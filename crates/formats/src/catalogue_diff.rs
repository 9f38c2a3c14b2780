//! What changed between two lists of requirements: two releases of one framework, or two frameworks that a mapping set relates.
//!
//! Requirements are the same where their ids are; ids are never guessed from titles. Where an id is gone, the catalogue itself may say
//! where it went (`moved_to`), and a mapping may say what it equals; nothing else does.

use crate::catalogue::{Catalogue, Mapping, Relation, Requirement};
use std::collections::{HashMap, HashSet};

/// What is said of one requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Only the later list has it.
    Added,
    /// Both have it, and the later one withdrew it without naming a successor.
    Withdrawn,
    /// Only the earlier list has it, and nothing says where it went.
    Removed,
    /// The later list names other requirements in its place.
    Moved,
    /// Only the earlier list has it, and a mapping says what it equals.
    Renamed,
    /// Only the earlier list has it, and a mapping relates it to others without calling any of them equal.
    Related,
    /// It was withdrawn, and is so no more.
    Reinstated,
    /// Another title.
    Retitled,
    /// Another label, with the id as it was.
    Relabelled,
    /// Another text or guidance, where both lists bring one.
    Text,
    /// It stands under another one.
    Parent,
    /// Other parameters.
    Params,
    /// Another class.
    Class,
}

impl What {
    /// All of them, in the order in which they are told.
    pub const ALL: [What; 13] = [
        What::Added,
        What::Withdrawn,
        What::Removed,
        What::Moved,
        What::Renamed,
        What::Related,
        What::Reinstated,
        What::Retitled,
        What::Relabelled,
        What::Text,
        What::Parent,
        What::Params,
        What::Class,
    ];

    /// A word for it: `moved`.
    pub fn word(self) -> &'static str {
        match self {
            What::Added => "added",
            What::Withdrawn => "withdrawn",
            What::Removed => "removed",
            What::Moved => "moved",
            What::Renamed => "renamed",
            What::Related => "related",
            What::Reinstated => "reinstated",
            What::Retitled => "retitled",
            What::Relabelled => "relabelled",
            What::Text => "text",
            What::Parent => "parent",
            What::Params => "params",
            What::Class => "class",
        }
    }

    /// Whether a record that points at the requirement points at nothing afterwards, or at what no longer counts.
    pub fn breaks(self) -> bool {
        matches!(self, What::Withdrawn | What::Removed | What::Moved | What::Renamed | What::Related)
    }
}

/// One change of one requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The requirement's id: in the later list where it was added, in the earlier one otherwise.
    pub id: String,
    /// What happened to it.
    pub what: What,
    /// What it was before, in words; empty where that says nothing.
    pub before: String,
    /// What it is now; of one that moved, the ids that stand in its place, separated by commas.
    pub after: String,
}

/// All changes, in the order of the lists, and how many requirements stayed exactly as they were.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff {
    /// The changes of one requirement stand together; additions come last.
    pub changes: Vec<Change>,
    /// Requirements that are the same in both.
    pub same: usize,
}

impl Diff {
    /// How many requirements have a change of this sort.
    pub fn count(&self, what: What) -> usize {
        self.changes.iter().filter(|c| c.what == what).count()
    }

    /// How many requirements have any.
    pub fn changed(&self) -> usize {
        self.changes.iter().map(|c| (c.id.as_str(), c.what == What::Added)).collect::<HashSet<_>>().len()
    }
}

/// The changes from one list to another. `pairs` are mapping lines from the first to the second; of two releases of one framework
/// there are none.
pub fn diff(from: &Catalogue, to: &Catalogue, pairs: &[Mapping]) -> Diff {
    let later = to.index();
    let equals = equals(pairs);
    let mut out = Diff::default();
    let mut met: HashSet<&str> = HashSet::new();
    for old in distinct(from) {
        let found = later.get(&old.id).filter(|_| from.id == to.id || pairs.is_empty());
        let changes = match found {
            Some(new) => {
                met.insert(&new.id);
                both(old, new)
            }
            None => gone(old, equals.get(old.id.as_str()).and_then(|id| later.get(id)), &related(pairs, &old.id)),
        };
        if found.is_some() && changes.is_empty() {
            out.same += 1;
        }
        changes.iter().filter(|c| c.what == What::Renamed).for_each(|c| {
            met.extend(later.get(&c.after).map(|r| r.id.as_str()));
        });
        out.changes.extend(changes);
    }
    let reached: HashSet<&str> =
        pairs.iter().filter(|p| p.relation != Relation::None).map(|p| p.target.as_str()).collect();
    for new in distinct(to).filter(|r| !met.contains(r.id.as_str()) && !reached.contains(r.id.as_str())) {
        out.changes.push(Change {
            id: new.id.clone(),
            what: What::Added,
            before: String::new(),
            after: new.title.clone(),
        });
    }
    out
}

/// The one requirement that a mapping says is equal; of two nobody knows which.
pub fn equals(pairs: &[Mapping]) -> HashMap<&str, &str> {
    let mut out: HashMap<&str, Option<&str>> = HashMap::new();
    for pair in pairs.iter().filter(|p| p.relation == Relation::Equal) {
        let one = out.entry(&pair.source).or_insert(Some(&pair.target));
        if *one != Some(pair.target.as_str()) {
            *one = None;
        }
    }
    out.into_iter().filter_map(|(source, target)| Some((source, target?))).collect()
}

/// The first of each id, as references mean it.
fn distinct(catalogue: &Catalogue) -> impl Iterator<Item = &Requirement> {
    let mut seen = HashSet::new();
    catalogue.requirements.iter().filter(move |r| seen.insert(r.id.as_str()))
}

fn change(id: &str, what: What, before: &str, after: &str) -> Change {
    Change { id: id.to_owned(), what, before: before.to_owned(), after: after.to_owned() }
}

/// What a mapping relates a requirement to, separated by commas.
fn related(pairs: &[Mapping], id: &str) -> String {
    let said = pairs.iter().filter(|p| p.source == id && p.relation != Relation::None);
    said.map(|p| p.target.as_str()).collect::<Vec<_>>().join(", ")
}

fn gone(old: &Requirement, equal: Option<&Requirement>, related: &str) -> Vec<Change> {
    let (what, after) = match equal {
        Some(new) => (What::Renamed, new.id.clone()),
        None if !related.is_empty() => (What::Related, related.to_owned()),
        None if !old.moved_to.is_empty() => (What::Moved, old.moved_to.join(", ")),
        None => (What::Removed, String::new()),
    };
    vec![change(&old.id, what, &old.title, &after)]
}

fn both(old: &Requirement, new: &Requirement) -> Vec<Change> {
    let mut out = Vec::new();
    let mut say = |differs: bool, what: What, before: &str, after: &str| {
        if differs {
            out.push(change(&old.id, what, before, after));
        }
    };
    let moved = new.moved_to.join(", ");
    match (old.withdrawn && old.moved_to == new.moved_to, new.withdrawn || !new.moved_to.is_empty()) {
        (false, true) if new.moved_to.is_empty() => say(!old.withdrawn, What::Withdrawn, &old.title, ""),
        (false, true) => say(old.moved_to != new.moved_to, What::Moved, &old.title, &moved),
        (_, false) => say(old.withdrawn, What::Reinstated, "", &new.title),
        (true, true) => {}
    }
    say(old.title != new.title, What::Retitled, &old.title, &new.title);
    let name = |r: &Requirement| if r.label.is_empty() { r.id.clone() } else { r.label.clone() };
    say(name(old) != name(new), What::Relabelled, &name(old), &name(new));
    let said = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    let texts = |r: &Requirement| r.text.clone().unwrap_or_default();
    say(said(&old.text, &new.text) || said(&old.guidance, &new.guidance), What::Text, &texts(old), &texts(new));
    let under = |r: &Requirement| r.parent.clone().unwrap_or_default();
    say(old.parent != new.parent, What::Parent, &under(old), &under(new));
    let params = |r: &Requirement| r.params.iter().map(|p| p.id.as_str()).collect::<Vec<_>>().join(", ");
    say(old.params != new.params, What::Params, &params(old), &params(new));
    say(old.class != new.class, What::Class, &old.class, &new.class);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use proptest::prelude::*;

    fn catalogue(rows: &[(&str, &str, &str, bool, &[&str])]) -> Catalogue {
        let requirement = |(id, title, parent, withdrawn, moved): &(&str, &str, &str, bool, &[&str])| Requirement {
            id: (*id).into(),
            title: (*title).into(),
            parent: (!parent.is_empty()).then(|| (*parent).into()),
            withdrawn: *withdrawn,
            moved_to: moved.iter().map(|m| (*m).into()).collect(),
            class: "control".into(),
            ..Requirement::default()
        };
        Catalogue { id: "f".into(), requirements: rows.iter().map(requirement).collect(), ..Catalogue::default() }
    }

    fn told(diff: &Diff) -> Vec<String> {
        let line = |c: &Change| format!("{} {}: {} -> {}", c.what.word(), c.id, c.before, c.after);
        diff.changes.iter().map(line).collect()
    }

    #[test]
    fn every_sort_of_change() {
        let from = catalogue(&[
            ("1", "One", "", false, &[]),
            ("2", "Two", "1", false, &[]),
            ("3", "Three", "", false, &[]),
            ("4", "Four", "", false, &[]),
            ("5", "Five", "", true, &[]),
        ]);
        let mut to = catalogue(&[
            ("1", "Uno", "", false, &[]),
            ("2", "Two", "", false, &[]),
            ("3", "Three", "", true, &["1", "2"]),
            ("5", "Five", "", false, &[]),
            ("6", "Six", "", false, &[]),
        ]);
        to.requirements[1].label = "TWO".into();
        insta::assert_debug_snapshot!(told(&diff(&from, &to, &[])), @r#"
        [
            "retitled 1: One -> Uno",
            "relabelled 2: 2 -> TWO",
            "parent 2: 1 -> ",
            "moved 3: Three -> 1, 2",
            "removed 4: Four -> ",
            "reinstated 5:  -> Five",
            "added 6:  -> Six",
        ]
        "#);
    }

    #[test]
    fn other_frameworks_meet_only_where_a_mapping_says_equal_once() {
        let from = catalogue(&[
            ("a", "A", "", false, &[]),
            ("b", "B", "", false, &[]),
            ("1", "Same id, other thing", "", false, &[]),
        ]);
        let to = Catalogue {
            id: "g".into(),
            ..catalogue(&[("1", "X", "", false, &[]), ("2", "Y", "", false, &[]), ("3", "Z", "", false, &[])])
        };
        let pair =
            |source: &str, target: &str, relation| Mapping { source: source.into(), target: target.into(), relation };
        let pairs = [
            pair("a", "1", Relation::Equal),
            pair("b", "1", Relation::Equal),
            pair("b", "2", Relation::Equal),
            pair("1", "3", Relation::None),
        ];
        insta::assert_debug_snapshot!(told(&diff(&from, &to, &pairs)), @r#"
        [
            "renamed a: A -> 1",
            "related b: B -> 1, 2",
            "removed 1: Same id, other thing -> ",
            "added 3:  -> Z",
        ]
        "#);
    }

    proptest! {
        /// Nothing changes from a list to itself, and what one direction adds the other removes.
        #[test]
        fn both_directions_agree(keep in proptest::collection::vec(any::<bool>(), 93)) {
            let Some(whole) = builtin::catalogue("nist-csf-2.0") else { return Ok(()) };
            let mut part = whole.clone();
            let mut keep = keep.into_iter().cycle();
            part.requirements.retain(|_| keep.next().unwrap_or(true));
            prop_assert_eq!(diff(&part, &part, &[]).changes, vec![]);
            let (there, back) = (diff(whole, &part, &[]), diff(&part, whole, &[]));
            prop_assert_eq!(there.count(What::Removed), back.count(What::Added));
            prop_assert_eq!(there.same + there.changed(), whole.requirements.len());
        }
    }
}
