//! Patterns of the Open Security Architecture library, from a copy of its own that an organisation has: one JSON object for each pattern
//! (`id`, `title`, `description`, `metadata`, `content`, `controls`). The files hold no geometry; areas are the key control areas with the
//! controls that each names in brackets, and one for the controls that none names. Members that mean nothing here are left alone.

use super::{Area, Pattern, check, prose::markdown};
use crate::{Fault, Node, Tree, builtin};
use std::collections::HashSet;

/// The framework that its controls belong to, whatever revision they were written for: withdrawn ones say where they moved.
const FRAMEWORK: &str = "nist-800-53-r5";

/// Whether a value looks like a pattern of that library.
pub(super) fn is(node: &Node) -> bool {
    ["id", "metadata", "controls"].iter().all(|m| node.get(m).is_some()) && node.get("areas").is_none()
}

/// One pattern; `base` is the pointer of `node`.
pub(super) fn read(node: &Node, base: &str) -> Result<(Pattern, Vec<String>), Vec<Fault>> {
    let mut reader = Reader { base, faults: Vec::new() };
    let id = reader.text(node, "/id", true);
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    if id.chars().count() > 40 || !id.chars().all(plain) {
        reader.fault(node, "/id", "expected an identifier such as SP-018");
    }
    let title = reader.text(node, "/title", true);
    let description = reader.text(node, "/description", false);
    let named = reader.controls(node);
    let (areas, notes) = reader.areas(node, named, &id);
    let content =
        |reader: &mut Reader<'_>, member: &str| markdown(&reader.text(node, &format!("/content/{member}"), false));
    let mut solution = vec![content(&mut reader, "description")];
    for (member, heading) in [("threatResistance", "Threats resisted"), ("typicalChallenges", "Challenges")] {
        let said = content(&mut reader, member);
        if !said.is_empty() {
            solution.push(format!("### {heading}\n\n{said}"));
        }
    }
    let problem = match (markdown(&description), content(&mut reader, "indications")) {
        (d, i) if d.is_empty() && i.is_empty() => title.clone(),
        (d, i) => [d, i].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n\n"),
    };
    let (url, release) = (reader.text(node, "/url", false), reader.text(node, "/metadata/release", false));
    let pattern = Pattern {
        source: [url, release].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "),
        problem,
        solution: solution.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n\n"),
        areas,
        threats: reader.threats(node),
        assumptions: content(&mut reader, "assumptions"),
        limits: content(&mut reader, "contraIndications"),
        title: title.chars().take(300).collect(),
        id,
        ..Pattern::default()
    };
    if reader.faults.is_empty() { Ok((pattern, notes)) } else { Err(reader.faults) }
}

struct Reader<'b> {
    base: &'b str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, node: &Node, pointer: &str, said: &str) {
        let at = node.at_pointer(pointer).unwrap_or_default();
        self.faults.push(Fault::at(at, format!("{}{pointer}", self.base), said));
    }

    fn text(&mut self, node: &Node, pointer: &str, required: bool) -> String {
        let found = pointer.split('/').skip(1).try_fold(node, |n, step| n.get(step));
        match found.map(|n| &n.value) {
            Some(Tree::Str(text)) if !(required && text.trim().is_empty()) => return text.trim().to_owned(),
            None | Some(Tree::Null) if !required => {}
            _ => self.fault(node, pointer, "expected text"),
        }
        String::new()
    }

    /// The clauses of the pattern's list of controls.
    fn controls(&mut self, node: &Node) -> Vec<String> {
        let list = node.get("controls");
        if !matches!(list.map(|l| &l.value), Some(Tree::Seq(_))) {
            self.fault(node, "/controls", "expected a list of controls");
        }
        let items = list.map(Node::items).unwrap_or_default();
        if items.len() > check::BADGES {
            self.fault(node, "/controls", "expected 200 controls at most");
        }
        let mut clauses = Vec::new();
        for (index, item) in items.iter().enumerate().take(check::BADGES) {
            match item.get("id").and_then(Node::as_str).and_then(clause) {
                Some(clause) => clauses.push(clause),
                None => self.fault(node, &format!("/controls/{index}/id"), "expected a control such as AC-02"),
            }
        }
        clauses
    }

    /// Key control areas, then what is left.
    fn areas(&mut self, node: &Node, named: Vec<String>, id: &str) -> (Vec<Area>, Vec<String>) {
        let key = node.get("content").and_then(|c| c.get("keyControlAreas")).map(Node::items).unwrap_or_default();
        if key.len() > check::AREAS - 1 {
            self.fault(node, "/content/keyControlAreas", "expected 59 areas at most");
        }
        let mut areas: Vec<Area> = Vec::new();
        for (index, item) in key.iter().enumerate().take(check::AREAS) {
            match item.as_str().map(area).filter(|a| !a.name.is_empty()) {
                // Two areas of one name are one.
                Some(area) => match areas.iter_mut().find(|a| a.name == area.name) {
                    Some(known) => known.clauses.extend(area.clauses),
                    None => areas.push(area),
                },
                None => self.fault(
                    node,
                    &format!("/content/keyControlAreas/{index}"),
                    "expected text that begins with a name",
                ),
            }
        }
        let placed: HashSet<&String> = areas.iter().flat_map(|a| &a.clauses).collect();
        let mut left: Vec<String> = named.into_iter().filter(|c| !placed.contains(c)).collect();
        left.dedup();
        let note = format!("{id}: {} controls that no key control area names stand apart", left.len());
        let notes = if left.is_empty() || areas.is_empty() { Vec::new() } else { vec![note] };
        match areas.is_empty() {
            true => areas = by_family(&left),
            false if !left.is_empty() => {
                areas.push(Area { name: "Further controls".into(), clauses: left, ..Area::default() })
            }
            false => {}
        }
        if areas.is_empty() {
            self.fault(node, "/controls", "expected at least one control or key control area");
        }
        (areas, notes)
    }

    fn threats(&mut self, node: &Node) -> Vec<String> {
        let names = node.get("threats").map(Node::items).unwrap_or_default().iter();
        let short = |n: &Node| Some(n.get("name")?.as_str()?.chars().take(200).collect::<String>());
        names.filter_map(short).filter(|n| !n.trim().is_empty()).take(100).collect()
    }
}

/// `Name (AC-03, AC-06; others): what is meant`.
fn area(text: &str) -> Area {
    let end = text.find([':', '(']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let (inner, note) = match rest.strip_prefix('(') {
        Some(bracketed) => bracketed.split_once(')').unwrap_or((bracketed, "")),
        None => ("", rest),
    };
    let mut clauses: Vec<String> = Vec::new();
    for found in inner.split([',', ';']).filter_map(|word| clause(word.trim())).take(check::BADGES) {
        if !clauses.contains(&found) {
            clauses.push(found);
        }
    }
    Area {
        name: markdown(name).chars().take(check::NAME).collect::<String>().trim().to_owned(),
        clauses,
        note: markdown(note.trim_start_matches(':').trim()),
        ..Area::default()
    }
}

/// `AC-02`, `AC-2(1)` or `AC-02 (01)` as a clause.
fn clause(id: &str) -> Option<String> {
    let (main, enhancement) = match id.trim().split_once('(') {
        Some((main, rest)) => (main.trim(), Some(rest.strip_suffix(')')?.trim())),
        None => (id.trim(), None),
    };
    let (family, digits) = main.split_once('-')?;
    let family =
        (family.len() == 2 && family.bytes().all(|b| b.is_ascii_uppercase())).then(|| family.to_lowercase())?;
    let dotted = match enhancement {
        Some(text) => format!(".{}", number(text)?),
        None => String::new(),
    };
    Some(format!("{FRAMEWORK}:{family}-{}{dotted}", number(digits)?))
}

fn number(digits: &str) -> Option<u8> {
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|n| plain && *n > 0)
}

fn by_family(clauses: &[String]) -> Vec<Area> {
    let title = |family: &str| {
        let all = builtin::catalogue(FRAMEWORK).map(|c| c.requirements.as_slice()).unwrap_or_default();
        all.iter().find(|r| r.id == family).map_or_else(|| family.to_uppercase(), |r| r.title.clone())
    };
    let mut areas: Vec<(String, Area)> = Vec::new();
    for clause in clauses {
        let family = clause.split([':', '-']).rev().nth(1).unwrap_or_default().to_owned();
        match areas.iter_mut().find(|(f, _)| *f == family) {
            Some((_, area)) => area.clauses.push(clause.clone()),
            None => {
                let area = Area { name: title(&family), clauses: vec![clause.clone()], ..Area::default() };
                areas.push((family, area));
            }
        }
    }
    areas.into_iter().map(|(_, area)| area).collect()
}
