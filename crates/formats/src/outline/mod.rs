//! Requirements out of what people have at hand: lines typed or pasted with indentation, a table, a table of mappings.
//!
//! Whatever is odd is said with its row or line; a list with faults is no catalogue yet.

mod pairs;
mod table;

pub use pairs::{Line, Pairs, pairs, relation};
pub use table::{COLUMNS, Read, read};

use crate::catalogue::{Catalogue, Requirement};
use std::collections::{HashMap, HashSet};

/// What is wrong with a row of a table or a line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odd {
    /// The row as the spreadsheet numbers it, or the line of the text, from 1.
    pub row: usize,
    /// The column's header; empty for the whole row.
    pub column: String,
    /// What was found and what was expected.
    pub message: String,
}

impl Odd {
    fn new(row: usize, column: &str, message: impl Into<String>) -> Odd {
        Odd { row, column: column.to_owned(), message: message.into() }
    }
}

impl std::fmt::Display for Odd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.column.as_str() {
            "" => write!(f, "row {}: {}", self.row, self.message),
            column => write!(f, "row {}, column {column}: {}", self.row, self.message),
        }
    }
}

/// Most requirements of a list.
pub const MOST: usize = 20_000;
/// Longest id, in characters: clauses write it.
const LONGEST_ID: usize = 100;
/// Longest title, in characters.
const LONGEST_TITLE: usize = 1_000;

/// Why text cannot be an id: clauses, addresses and folders have to be able to write it.
pub fn wrong_id(id: &str) -> Option<String> {
    let said = |message: &str| Some(format!("{message}, found {:.120}", format!("{id:?}")));
    match id {
        "" => said("expected an id"),
        "." | ".." => said("expected an id that an address can hold"),
        _ if id.chars().count() > LONGEST_ID => said("expected an id of 100 characters at most"),
        _ if id.trim() != id || id.chars().any(char::is_control) => {
            said("expected an id on one line, without blanks around it")
        }
        _ => None,
    }
}

/// Why text cannot name a framework: clauses write it before a colon, and addresses contain it.
pub fn wrong_framework(id: &str) -> Option<String> {
    /// Addresses beneath the list of frameworks that are pages of their own.
    const TAKEN: [&str; 5] = ["import", "own", "mappings", "migrations", "new"];
    let plain = id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    let begins = id.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    if !plain || !begins || id.len() > 80 {
        return Some(format!(
            "expected up to 80 letters, digits, points and hyphens, such as our-baseline, found {:.120}",
            format!("{id:?}")
        ));
    }
    TAKEN.contains(&id).then(|| format!("expected another identifier: {id} is a page of its own"))
}

/// A list from text: one requirement a line, `ID Title`, nested by indentation. A tab counts as four blanks; an id ends at the first
/// blank, and a line of `| text` belongs to the requirement above it.
pub fn typed(text: &str) -> (Vec<Requirement>, Vec<Odd>) {
    let (mut out, mut odd): (Vec<Requirement>, Vec<Odd>) = (Vec::new(), Vec::new());
    let mut open: Vec<(usize, String)> = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        if let Some(more) = line.trim_start().strip_prefix('|') {
            match out.last_mut() {
                Some(above) => add_text(above, more.trim()),
                None => odd.push(Odd::new(index + 1, "", "expected a requirement before its text")),
            }
            continue;
        }
        let depth = depth(line);
        open.retain(|(d, _)| *d < depth);
        let (id, title) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
        let title = title.trim();
        if title.is_empty() {
            odd.push(Odd::new(
                index + 1,
                "",
                format!("expected an id, a blank and a title, found {:.80}", line.trim()),
            ));
            continue;
        }
        let parent = open.last().map(|(_, id)| id.clone());
        let class = if open.is_empty() { "clause" } else { "requirement" };
        out.push(Requirement {
            id: id.into(),
            title: title.into(),
            parent,
            class: class.into(),
            ..Requirement::default()
        });
        odd.extend(wrong_id(id).map(|m| Odd::new(index + 1, "", m)));
        open.push((depth, id.to_owned()));
        if out.len() > MOST {
            odd.push(Odd::new(index + 1, "", format!("expected {MOST} requirements at most")));
            break;
        }
    }
    for r in &mut out {
        r.text = r.text.take().map(|t| t.trim_end().to_owned()).filter(|t| !t.is_empty());
    }
    let rows: Vec<usize> = rows_of(text);
    odd.extend(checked(&out, &|i| rows.get(i).copied().unwrap_or_default()));
    odd.sort_by_key(|o| o.row);
    (out, odd)
}

fn rows_of(text: &str) -> Vec<usize> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.trim_start().starts_with('|'));
    lines.filter(|(_, l)| l.trim().split_once(char::is_whitespace).is_some()).map(|(i, _)| i + 1).collect()
}

fn depth(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

fn add_text(above: &mut Requirement, more: &str) {
    let text = above.text.get_or_insert_default();
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}

/// The text that [`typed`] reads back as the same list, as far as ids, titles, nesting and texts go.
pub fn written(catalogue: &Catalogue) -> String {
    let mut depths: HashMap<&str, usize> = HashMap::new();
    let mut out = String::new();
    for r in &catalogue.requirements {
        let depth = r.parent.as_deref().and_then(|p| depths.get(p)).map_or(0, |d| d + 1).min(32);
        depths.insert(&r.id, depth);
        let indent = "  ".repeat(depth);
        let title = r.title.split_whitespace().collect::<Vec<_>>().join(" ");
        out.push_str(&format!("{indent}{} {title}\n", r.id));
        for line in r.text.iter().flat_map(|t| t.lines()) {
            out.push_str(&format!("{indent}  | {line}\n"));
        }
    }
    out
}

/// What a list as a whole must keep: each id once, parents that exist and no circle of them, titles that are not endless.
fn checked(list: &[Requirement], row: &dyn Fn(usize) -> usize) -> Vec<Odd> {
    let mut odd = Vec::new();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (index, r) in list.iter().enumerate() {
        match first.get(r.id.as_str()) {
            Some(earlier) => odd.push(Odd::new(
                row(index),
                "",
                format!("{} stands in row {} too; expected each id once", r.id, row(*earlier)),
            )),
            None => drop(first.insert(&r.id, index)),
        }
        if r.title.chars().count() > LONGEST_TITLE {
            odd.push(Odd::new(row(index), "", format!("expected a title of {LONGEST_TITLE} characters at most")));
        }
    }
    let parents: HashMap<&str, &str> =
        list.iter().filter_map(|r| Some((r.id.as_str(), r.parent.as_deref()?))).collect();
    for (index, r) in list.iter().enumerate() {
        match r.parent.as_deref() {
            Some(parent) if !first.contains_key(parent) => {
                odd.push(Odd::new(row(index), "", format!("{} stands under {parent}, which is not in the list", r.id)));
            }
            Some(_) if circles(&parents, &r.id) => {
                odd.push(Odd::new(row(index), "", format!("{} stands under itself", r.id)))
            }
            _ => {}
        }
    }
    odd
}

/// Whether a requirement is its own ancestor, or too deep to be one's outline.
fn circles(parents: &HashMap<&str, &str>, id: &str) -> bool {
    let mut seen = HashSet::new();
    let mut at = id;
    while let Some(up) = parents.get(at) {
        if *up == id || !seen.insert(*up) || seen.len() > 32 {
            return *up == id || seen.len() > 32;
        }
        at = up;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn indentation_nests() {
        let (list, odd) = typed(
            "1 Access\n  1.1 Accounts\n  | Each has an owner.\n  | Always.\n\t1.1.1 Shared ones\n  1.2 Reviews\n2 Copies\n",
        );
        assert_eq!(odd, []);
        let shown: Vec<String> = list
            .iter()
            .map(|r| format!("{} < {}: {} {:?}", r.id, r.parent.as_deref().unwrap_or("-"), r.title, r.text))
            .collect();
        insta::assert_debug_snapshot!(shown, @r#"
        [
            "1 < -: Access None",
            "1.1 < 1: Accounts Some(\"Each has an owner.\\nAlways.\")",
            "1.1.1 < 1.1: Shared ones None",
            "1.2 < 1: Reviews None",
            "2 < -: Copies None",
        ]
        "#);
    }

    #[test]
    fn faults_name_their_line() {
        let (_, odd) = typed("| text first\n1 One\n\n1 Again\nlonely\n.. Up\n");
        insta::assert_debug_snapshot!(odd.iter().map(ToString::to_string).collect::<Vec<_>>(), @r#"
        [
            "row 1: expected a requirement before its text",
            "row 4: 1 stands in row 2 too; expected each id once",
            "row 5: expected an id, a blank and a title, found lonely",
            "row 6: expected an id that an address can hold, found \"..\"",
        ]
        "#);
    }

    #[test]
    fn a_framework_is_named_plainly() {
        assert_eq!(wrong_framework("our-baseline"), None);
        for id in ["", "-x", "a b", "a/b", "import", "<b>", "é", &"x".repeat(81)] {
            assert!(wrong_framework(id).is_some(), "{id}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_writing_reads_back(text in "([ \t]{0,4}[|a-c1.]{0,3}[ ]?[A-Za-z<&\"]{0,6}\n){0,12}") {
            let (list, odd) = typed(&text);
            if odd.is_empty() {
                let catalogue = Catalogue { requirements: list.clone(), ..Catalogue::default() };
                let (again, odd) = typed(&written(&catalogue));
                prop_assert!(odd.is_empty(), "{odd:?}");
                prop_assert_eq!(again, list);
            }
        }
    }
}
