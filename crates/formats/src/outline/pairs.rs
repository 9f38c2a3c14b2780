//! Mapping lines from a table: our own columns, and those of NIST's online informative references (OLIR, IR 8278A).
//!
//! In an OLIR table the focal document is the source: "subset of" says that the focal element is a subset of the reference element.

use super::{MOST, Odd};
use crate::{
    catalogue::Relation,
    table::{Row, Sheet, Wanted, guess_columns},
};
use std::collections::HashMap;

/// One mapping line as a table gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its row.
    pub row: usize,
    /// The requirement it starts from.
    pub source: String,
    /// How the two relate.
    pub relation: Relation,
    /// The requirement it leads to.
    pub target: String,
    /// Why; empty where the table does not say.
    pub rationale: String,
}

/// A table of mapping lines, understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairs {
    /// Each column's header and what it is taken for; none where it is ignored.
    pub columns: Vec<(String, Option<&'static str>)>,
    /// The sound lines.
    pub lines: Vec<Line>,
    /// What is wrong, by row.
    pub odd: Vec<Odd>,
}

const COLUMNS: [(&str, &[&str]); 4] = [
    (
        "source",
        &["from", "focal document element", "source requirement", "source id", "quelle", "von", "origine", "de"],
    ),
    (
        "relation",
        &[
            "relationship",
            "relation type",
            "strm relationship",
            "set theory relationship",
            "beziehung",
            "verhältnis",
            "rapport",
        ],
    ),
    (
        "target",
        &["to", "reference document element", "target requirement", "target id", "ziel", "nach", "cible", "vers"],
    ),
    ("rationale", &["reason", "why", "comments", "comment", "explanation", "begründung", "justification", "pourquoi"]),
];

/// The relation that words or a sign stand for.
pub fn relation(text: &str) -> Option<Relation> {
    let word: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match (word.as_str(), text.trim()) {
        (
            "equal" | "equals" | "equal to" | "is equal to" | "equivalent" | "equivalent to" | "same" | "gleich"
            | "égal",
            _,
        )
        | (_, "=") => Relation::Equal,
        ("subset" | "subset of" | "is subset of" | "is part of" | "teilmenge" | "sous ensemble", _)
        | (_, "⊂" | "⊆" | "<") => Relation::Subset,
        ("superset" | "superset of" | "is superset of" | "contains" | "obermenge" | "sur ensemble", _)
        | (_, "⊃" | "⊇" | ">") => Relation::Superset,
        ("intersects" | "intersects with" | "intersect" | "overlaps" | "related" | "überschneidet" | "recoupe", _)
        | (_, "∩") => Relation::Intersects,
        ("none" | "no relationship" | "not related" | "not related to" | "no relation" | "keine" | "aucun", _)
        | (_, "∅") => Relation::None,
        _ => return None,
    })
}

/// Understands a sheet of mapping lines.
pub fn pairs(sheet: &Sheet) -> Pairs {
    let wanted: Vec<Wanted> = COLUMNS
        .iter()
        .map(|(name, words)| Wanted { name: (*name).into(), synonyms: words.iter().map(|w| (*w).to_owned()).collect() })
        .collect();
    let mut columns: Vec<Option<&'static str>> = vec![None; sheet.headers.len()];
    for guess in guess_columns(&sheet.headers, &wanted) {
        if let Some(column) = columns.get_mut(guess.column) {
            *column = COLUMNS.get(guess.wanted).map(|(n, _)| *n);
        }
    }
    let mut out = Pairs::default();
    for name in ["source", "relation", "target"].iter().filter(|n| !columns.contains(&Some(n))) {
        let message = format!("expected a column with the {name}; the columns are {}", sheet.headers.join(", "));
        out.odd.push(Odd::new(sheet.header_row, "", message));
    }
    if out.odd.is_empty() {
        lines(sheet, &columns, &mut out);
    }
    out.columns = sheet.headers.iter().cloned().zip(columns).collect();
    out
}

fn lines(sheet: &Sheet, columns: &[Option<&'static str>], out: &mut Pairs) {
    let mut first: HashMap<(String, String), usize> = HashMap::new();
    if sheet.rows.len() > MOST {
        out.odd.push(Odd::new(
            sheet.header_row,
            "",
            format!("expected {MOST} rows at most, found {}", sheet.rows.len()),
        ));
    }
    for row in sheet.rows.iter().take(MOST) {
        match line(row, columns) {
            Err(odd) => out.odd.extend(odd),
            Ok(line) => match first.insert((line.source.clone(), line.target.clone()), row.number) {
                Some(earlier) => out.odd.push(Odd::new(
                    row.number,
                    "",
                    format!("this pair stands in row {earlier} too; expected each once"),
                )),
                None => out.lines.push(line),
            },
        }
    }
}

fn line(row: &Row, columns: &[Option<&'static str>]) -> Result<Line, Vec<Odd>> {
    let cell = |name: &str| {
        let index = columns.iter().position(|c| *c == Some(name));
        index.and_then(|i| row.cells.get(i)).map(|c| c.shown().trim().to_owned()).unwrap_or_default()
    };
    let (source, target, said) = (cell("source"), cell("target"), cell("relation"));
    let mut odd = Vec::new();
    for (name, text) in [("source", &source), ("target", &target)] {
        if text.is_empty() {
            odd.push(Odd::new(row.number, "", format!("expected a {name}, found nothing")));
        }
    }
    match relation(&said) {
        Some(relation) if odd.is_empty() => {
            Ok(Line { row: row.number, source, relation, target, rationale: cell("rationale") })
        }
        Some(_) => Err(odd),
        None => {
            let message = format!(
                "expected equal, subset of, superset of, intersects with or none, found {:.80}",
                format!("{said:?}")
            );
            odd.push(Odd::new(row.number, "relation", message));
            Err(odd)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    #[test]
    fn our_columns_and_those_of_olir() {
        let ours = pairs(&table::read(b"source,relation,target,rationale\nA.5.1,superset,GV.PO-01,Says more\nA.5.2,maybe,X,\nA.5.1,=,GV.PO-01,\n", None).unwrap());
        assert_eq!(ours.lines.len(), 1);
        insta::assert_debug_snapshot!(ours.odd.iter().map(ToString::to_string).collect::<Vec<_>>(), @r#"
        [
            "row 3, column relation: expected equal, subset of, superset of, intersects with or none, found \"maybe\"",
            "row 4: this pair stands in row 2 too; expected each once",
        ]
        "#);
        let olir = "Focal Document Element,Focal Document Element Description,Security Control Baseline,Reference Document Element,Reference Document Element Description,Rationale,Relationship,Comments\n\
                    ID.AM-1,Devices are known,,CM-8,Inventory,Semantic,subset of,\n";
        let olir = pairs(&table::read(olir.as_bytes(), None).unwrap());
        assert_eq!(olir.odd, []);
        assert_eq!(
            (olir.lines[0].source.as_str(), olir.lines[0].relation, olir.lines[0].target.as_str()),
            ("ID.AM-1", Relation::Subset, "CM-8")
        );
    }
}
