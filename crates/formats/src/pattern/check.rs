//! What must hold within a pattern.

use super::Pattern;
use std::collections::HashMap;

/// The most areas, connections, and badges of an area: beyond them a diagram is no picture any more.
pub(super) const AREAS: usize = 60;
const CONNECTIONS: usize = 80;
pub(super) const BADGES: usize = 200;
/// The longest name, in characters.
pub(super) const NAME: usize = 120;

/// What is wrong, each with its JSON pointer.
pub(super) fn faults(p: &Pattern) -> Vec<(String, String)> {
    let mut faults: Vec<(String, String)> = Vec::new();
    let mut need = |holds: bool, at: String, said: &str| {
        if !holds {
            faults.push((at, said.to_owned()));
        }
    };
    let plain = |id: &str| id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    need(
        !p.id.is_empty() && p.id.len() <= 60 && plain(&p.id),
        "/id".into(),
        "expected letters, digits, points and hyphens",
    );
    need(!p.title.trim().is_empty() && p.title.chars().count() <= 300, "/title".into(), "expected a title");
    need((1..=AREAS).contains(&p.areas.len()), "/areas".into(), "expected 1 to 60 areas");
    need(p.connections.len() <= CONNECTIONS, "/connections".into(), "expected 80 connections at most");
    let mut parents: HashMap<&str, &str> = HashMap::new();
    for (i, a) in p.areas.iter().enumerate() {
        let at = |field: &str| format!("/areas/{i}/{field}");
        let named = !a.name.trim().is_empty() && a.name.chars().count() <= NAME;
        need(named, at("name"), "expected a name of 120 characters at most");
        let new = parents.insert(a.name.trim(), a.within.trim()).is_none();
        need(new, at("name"), "another area has this name; expected one of its own");
        for (field, place) in [("row", a.row), ("column", a.column), ("width", a.width)] {
            need(place.is_none_or(|p| (1..=12).contains(&p)), at(field), "expected a number from 1 to 12");
        }
        need(a.clauses.len() + a.controls.len() <= BADGES, at("clauses"), "expected 200 controls at most");
        for (n, clause) in a.clauses.iter().enumerate() {
            let whole = clause.split_once(':').is_some_and(|(f, r)| !f.is_empty() && !r.is_empty());
            need(whole, at(&format!("clauses/{n}")), "expected framework:requirement, such as iso27001-2022:A.5.1");
        }
    }
    for (i, a) in p.areas.iter().enumerate().filter(|(_, a)| !a.within.trim().is_empty()) {
        let at = format!("/areas/{i}/within");
        need(parents.contains_key(a.within.trim()), at.clone(), "expected the name of an area of this pattern");
        need(!in_itself(a.name.trim(), &parents), at, "this area would lie within itself");
    }
    for (i, line) in p.connections.iter().enumerate() {
        for (field, end) in [("from", &line.from), ("to", &line.to)] {
            let known = parents.contains_key(end.trim());
            need(known, format!("/connections/{i}/{field}"), "expected the name of an area of this pattern");
        }
    }
    faults
}

fn in_itself(name: &str, parents: &HashMap<&str, &str>) -> bool {
    let mut at = parents.get(name);
    for _ in 0..parents.len() {
        match at {
            Some(up) if **up == *name => return true,
            Some(up) => at = parents.get(*up),
            None => return false,
        }
    }
    false
}
