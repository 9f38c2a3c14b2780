//! What is known between two frameworks: published statements, our own, and what follows from two of them in a row.
//!
//! Absence says nothing. A stated "nothing in common" is a statement, and is kept apart from it.

use formats::catalogue::{MappingSet, Relation};
use isms::{
    analysis::algebra::{compose, turned},
    control::{
        Mapping,
        mapping::{MappingConfidence, MappingLine, MappingRelation},
    },
    record::{AnyRecord, Record},
};
use std::collections::BTreeMap;

/// Who says so.
#[derive(Clone, Copy, Debug)]
pub enum Says<'a> {
    /// A built-in set.
    Published(&'a MappingSet),
    /// A line of our own set.
    Ours(&'a Record<Mapping>, &'a MappingLine),
}

/// One statement: `source` `relation` `target`.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    /// The requirement it starts from.
    pub source: &'a str,
    /// The requirement it leads to.
    pub target: &'a str,
    /// How the two relate.
    pub relation: MappingRelation,
    /// Whether it was stated from the other end.
    pub turned: bool,
    /// Who says so.
    pub says: Says<'a>,
}

impl Statement<'_> {
    /// How much it is trusted; unknown of what others published.
    pub fn confidence(&self) -> Option<MappingConfidence> {
        match self.says {
            Says::Published(_) => None,
            Says::Ours(set, _) => Some(set.body.confidence),
        }
    }

    /// The line of ours under which evidence was accepted, if it was and it points this way.
    pub fn accepted(&self) -> bool {
        matches!(self.says, Says::Ours(_, line) if line.accepted_by.is_some() && !self.turned)
    }
}

/// The relation as records write it.
pub fn relation(published: Relation) -> MappingRelation {
    match published {
        Relation::Equal => MappingRelation::Equal,
        Relation::Subset => MappingRelation::Subset,
        Relation::Superset => MappingRelation::Superset,
        Relation::Intersects => MappingRelation::Intersects,
        Relation::None => MappingRelation::None,
    }
}

/// Every statement from one framework to another, stated from either end, in the order of its source. `ours` are mapping sets that may
/// be seen; those that are over say nothing.
pub fn statements<'a>(
    ours: &[&'a Record<Mapping>],
    published: &'a [MappingSet],
    from: &str,
    to: &str,
) -> Vec<Statement<'a>> {
    let mut out = Vec::new();
    for set in published {
        let away = set.source == from && set.target == to;
        if away || set.source == to && set.target == from {
            out.extend(
                set.pairs.iter().map(|p| one(&p.source, &p.target, relation(p.relation), away, Says::Published(set))),
            );
        }
    }
    for set in ours.iter().filter(|s| (**s as &dyn AnyRecord).is_open()) {
        let away = set.body.from_framework == from && set.body.to_framework == to;
        if away || set.body.from_framework == to && set.body.to_framework == from {
            let lines = set.body.lines.iter().filter_map(|l| {
                Some(one(
                    &l.source.as_ref()?.requirement,
                    &l.target.as_ref()?.requirement,
                    l.relation,
                    away,
                    Says::Ours(set, l),
                ))
            });
            out.extend(lines);
        }
    }
    out.sort_by(|a, b| (a.source, a.target).cmp(&(b.source, b.target)));
    out
}

fn one<'a>(source: &'a str, target: &'a str, said: MappingRelation, away: bool, says: Says<'a>) -> Statement<'a> {
    match away {
        true => Statement { source, target, relation: said, turned: false, says },
        false => Statement { source: target, target: source, relation: turned(said), turned: true, says },
    }
}

/// What follows for a pair from two statements in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    /// The requirement it starts from.
    pub source: String,
    /// The requirement it leads to.
    pub target: String,
    /// What follows on each way; none where nothing does.
    pub ways: Vec<(String, MappingRelation, MappingRelation, Option<MappingRelation>)>,
}

impl Derived {
    /// What all ways that say anything agree on; none where nothing follows or they differ.
    pub fn agreed(&self) -> Option<MappingRelation> {
        let mut said = self.ways.iter().filter_map(|w| w.3);
        let first = said.next()?;
        said.all(|r| r == first).then_some(first)
    }
}

/// Most pairs that are derived at once; a middle framework with loose statements multiplies them.
const MOST: usize = 20_000;

/// What follows over a framework in the middle, by pair. Every way is kept, those from which nothing follows too.
pub fn derived(first: &[Statement<'_>], second: &[Statement<'_>]) -> Vec<Derived> {
    let mut by_source: BTreeMap<&str, Vec<&Statement<'_>>> = BTreeMap::new();
    second.iter().for_each(|s| by_source.entry(s.source).or_default().push(s));
    let mut out: BTreeMap<(String, String), Derived> = BTreeMap::new();
    for one in first {
        for two in by_source.get(one.target).into_iter().flatten() {
            let key = (one.source.to_owned(), two.target.to_owned());
            if out.len() >= MOST && !out.contains_key(&key) {
                continue;
            }
            let empty = || Derived { source: key.0.clone(), target: key.1.clone(), ways: Vec::new() };
            let way = (one.target.to_owned(), one.relation, two.relation, compose(one.relation, two.relation));
            let entry = out.entry(key.clone()).or_insert_with(empty);
            if !entry.ways.contains(&way) {
                entry.ways.push(way);
            }
        }
    }
    out.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use formats::catalogue::Mapping as Pair;
    use isms::control::mapping::MappingRelation as R;

    fn set(source: &str, target: &str, pairs: &[(&str, Relation, &str)]) -> MappingSet {
        let pair = |(s, relation, t): &(&str, Relation, &str)| Pair {
            source: (*s).into(),
            target: (*t).into(),
            relation: *relation,
        };
        MappingSet {
            id: format!("{source}--{target}"),
            source: source.into(),
            target: target.into(),
            origin: String::new(),
            licence: String::new(),
            dangling: Vec::new(),
            pairs: pairs.iter().map(pair).collect(),
        }
    }

    #[test]
    fn both_ends_and_two_in_a_row() {
        use Relation::{Equal, Intersects, Subset};
        let published = [
            set("a", "b", &[("1", Equal, "x"), ("2", Subset, "x"), ("3", Intersects, "y")]),
            set("c", "b", &[("m", Subset, "x"), ("n", Equal, "y")]),
        ];
        let there = statements(&[], &published, "a", "b");
        let back = statements(&[], &published, "b", "a");
        assert_eq!(there.iter().map(|s| s.relation).collect::<Vec<_>>(), [R::Equal, R::Subset, R::Intersects]);
        assert_eq!(back.iter().find(|s| s.target == "2").map(|s| (s.relation, s.turned)), Some((R::Superset, true)));
        let onward = statements(&[], &published, "b", "c");
        let found = derived(&there, &onward);
        let told: Vec<String> = found.iter().map(|d| format!("{} {:?} {}", d.source, d.agreed(), d.target)).collect();
        insta::assert_debug_snapshot!(told, @r#"
        [
            "1 Some(Superset) m",
            "2 None m",
            "3 Some(Intersects) n",
        ]
        "#);
    }
}
