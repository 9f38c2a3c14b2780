//! A catalogue from a table: one requirement a row, its columns guessed.

use super::{MOST, Odd, checked, wrong_id};
use crate::{
    catalogue::Requirement,
    table::{Cell, Row, Sheet, Wanted, guess_columns},
};
use std::collections::HashSet;

/// What a column may be, with the words that others use for it.
pub const COLUMNS: [(&str, &[&str]); 9] = [
    (
        "id",
        &[
            "control id",
            "requirement id",
            "control identifier",
            "identifier",
            "ref",
            "number",
            "nr",
            "clause",
            "control number",
            "safeguard",
            "kennung",
            "identifiant",
            "numéro",
            "exigence",
        ],
    ),
    (
        "title",
        &[
            "name",
            "control name",
            "control title",
            "requirement title",
            "heading",
            "titel",
            "bezeichnung",
            "titre",
            "nom",
            "intitulé",
        ],
    ),
    (
        "text",
        &[
            "description",
            "control text",
            "requirement",
            "control",
            "statement",
            "requirement text",
            "beschreibung",
            "anforderung",
            "texte",
            "énoncé",
        ],
    ),
    (
        "parent",
        &[
            "parent id",
            "section",
            "group",
            "family",
            "domain",
            "belongs to",
            "übergeordnet",
            "gruppe",
            "abschnitt",
            "groupe",
            "chapitre",
        ],
    ),
    ("class", &["type", "kind", "level", "klasse", "art", "classe"]),
    ("label", &["short label", "display", "bezeichner", "libellé"]),
    (
        "guidance",
        &[
            "discussion",
            "notes",
            "implementation guidance",
            "supplemental guidance",
            "hinweise",
            "umsetzung",
            "commentaires",
        ],
    ),
    ("withdrawn", &["status", "deprecated", "zurückgezogen", "retiré"]),
    ("moved_to", &["moved to", "replaced by", "incorporated into", "successor", "ersetzt durch", "remplacé par"]),
];

/// A table, understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Read {
    /// Each column's header and what it is taken for; none where it is ignored.
    pub columns: Vec<(String, Option<&'static str>)>,
    /// The requirements, in the table's order.
    pub requirements: Vec<Requirement>,
    /// What is wrong, by row.
    pub odd: Vec<Odd>,
    /// What was odd about the file.
    pub notes: Vec<String>,
}

/// Understands a sheet. `named` says what columns are where the guess would be wrong: (header, `title`); `-` ignores one.
pub fn read(sheet: &Sheet, named: &[(String, String)]) -> Read {
    let columns = columns(sheet, named);
    let mut out = Read { notes: sheet.notes.clone(), ..Read::default() };
    let header = |name: &str| columns.iter().position(|c| *c == Some(name)).and_then(|i| sheet.headers.get(i)).cloned();
    for name in ["id", "title"] {
        if header(name).is_none() && (name == "id" || header("text").is_none()) {
            let message = format!("expected a column with the {name}; the columns are {}", sheet.headers.join(", "));
            out.odd.push(Odd::new(sheet.header_row, "", message));
        }
    }
    for wrong in unknown(sheet, named) {
        out.odd.push(Odd::new(sheet.header_row, "", wrong));
    }
    let whole = out.odd.is_empty();
    for row in sheet.rows.iter().take(MOST + 1).filter(|_| whole) {
        out.requirements.push(requirement(row, &columns, &header("id").unwrap_or_default(), &mut out.odd));
    }
    if sheet.rows.len() > MOST {
        out.odd.push(Odd::new(
            sheet.header_row,
            "",
            format!("expected {MOST} rows at most, found {}", sheet.rows.len()),
        ));
    }
    adopt_groups(&mut out.requirements);
    let rows: Vec<usize> = sheet.rows.iter().map(|r| r.number).collect();
    let shift = out.requirements.len().saturating_sub(rows.len());
    out.odd.extend(checked(&out.requirements, &|i| rows.get(i.saturating_sub(shift)).copied().unwrap_or_default()));
    out.odd.sort_by_key(|o| o.row);
    out.columns = sheet.headers.iter().cloned().zip(columns).collect();
    out
}

fn known(name: &str) -> Option<&'static str> {
    COLUMNS.iter().map(|(n, _)| *n).find(|n| *n == name)
}

fn place(sheet: &Sheet, header: &str) -> Option<usize> {
    sheet.headers.iter().position(|h| h.trim().eq_ignore_ascii_case(header.trim()))
}

fn unknown(sheet: &Sheet, named: &[(String, String)]) -> Vec<String> {
    let wrong = |(header, name): &(String, String)| {
        if place(sheet, header).is_none() {
            return Some(format!("there is no column {header:?}; the columns are {}", sheet.headers.join(", ")));
        }
        let names: Vec<&str> = COLUMNS.iter().map(|(n, _)| *n).collect();
        let fits = known(name).is_some() || matches!(name.as_str(), "" | "-");
        (!fits).then(|| format!("a column cannot be {name:?}; expected - or one of {}", names.join(", ")))
    };
    named.iter().filter_map(wrong).collect()
}

fn columns(sheet: &Sheet, named: &[(String, String)]) -> Vec<Option<&'static str>> {
    let mut out = vec![None; sheet.headers.len()];
    let mut settled: HashSet<usize> = HashSet::new();
    for (header, name) in named {
        if let Some(index) = place(sheet, header) {
            settled.insert(index);
            out.iter_mut().skip(index).take(1).for_each(|c| *c = known(name));
        }
    }
    let free: Vec<&(&str, &[&str])> = COLUMNS.iter().filter(|(n, _)| !out.contains(&Some(n))).collect();
    let open: Vec<usize> = (0..sheet.headers.len()).filter(|i| !settled.contains(i)).collect();
    let headers: Vec<String> = open.iter().filter_map(|i| sheet.headers.get(*i).cloned()).collect();
    let wanted: Vec<Wanted> = free
        .iter()
        .map(|(name, words)| Wanted {
            name: name.replace('_', " "),
            synonyms: words.iter().map(|w| (*w).to_owned()).collect(),
        })
        .collect();
    for guess in guess_columns(&headers, &wanted) {
        let name = free.get(guess.wanted).map(|(n, _)| *n);
        if let Some(column) = open.get(guess.column).and_then(|i| out.get_mut(*i)) {
            *column = name;
        }
    }
    out
}

fn requirement(row: &Row, columns: &[Option<&'static str>], id_header: &str, odd: &mut Vec<Odd>) -> Requirement {
    let cell = |name: &str| {
        let index = columns.iter().position(|c| *c == Some(name))?;
        let text = row.cells.get(index).map(shown)?;
        (!text.is_empty()).then_some(text)
    };
    let id = cell("id").unwrap_or_default();
    if let Some(wrong) = wrong_id(&id) {
        odd.push(Odd::new(row.number, id_header, wrong));
    }
    let text = cell("text");
    let title = cell("title").or_else(|| text.as_deref().map(first_words)).unwrap_or_default();
    if title.is_empty() {
        odd.push(Odd::new(row.number, "", format!("expected a title for {id}")));
    }
    let moved_to = cell("moved_to").map(|t| several(&t)).unwrap_or_default();
    Requirement {
        id,
        label: cell("label").unwrap_or_default(),
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
        text,
        guidance: cell("guidance"),
        parent: cell("parent"),
        class: cell("class").unwrap_or_else(|| "requirement".into()).to_lowercase(),
        withdrawn: cell("withdrawn").is_some_and(|t| withdrawn(&t)) || !moved_to.is_empty(),
        moved_to,
        ..Requirement::default()
    }
}

/// `1` and not `1.0`, and no blanks around.
fn shown(cell: &Cell) -> String {
    cell.shown().trim().to_owned()
}

fn several(text: &str) -> Vec<String> {
    text.split([',', ';', '\n']).map(str::trim).filter(|t| !t.is_empty()).map(Into::into).collect()
}

fn withdrawn(text: &str) -> bool {
    let word = text.trim().to_lowercase();
    ["withdrawn", "deprecated", "retired", "yes", "true", "x", "ja", "oui", "zurückgezogen", "retiré"]
        .contains(&word.as_str())
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(12).collect();
    let more = text.split_whitespace().nth(12).is_some();
    format!("{}{}", words.join(" "), if more { " …" } else { "" })
}

/// Where a column names groups that are no rows of their own ("Access Control"), they become headings before the first that names them.
fn adopt_groups(list: &mut Vec<Requirement>) {
    let ids: HashSet<String> = list.iter().map(|r| r.id.clone()).collect();
    let named = list.iter().filter_map(|r| r.parent.clone());
    let mut seen = HashSet::new();
    let missing: Vec<String> =
        named.filter(|p| !ids.contains(p) && wrong_id(p).is_none() && seen.insert(p.clone())).collect();
    let heading = |id: String| Requirement { title: id.clone(), id, class: "group".into(), ..Requirement::default() };
    list.splice(0..0, missing.into_iter().map(heading));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    fn of(csv: &str) -> Read {
        read(&table::read(csv.as_bytes(), None).unwrap(), &[])
    }

    #[test]
    fn columns_are_guessed_and_groups_become_headings() {
        let read = of(
            "Control ID;Control Name;Family;Description\nAC-1;Policy;Access;Have one.\nAC-2;Accounts;Access;Know them.\n",
        );
        assert_eq!(read.odd, []);
        let shown: Vec<String> =
            read.requirements.iter().map(|r| format!("{} {} < {:?} {:?}", r.id, r.title, r.parent, r.text)).collect();
        insta::assert_debug_snapshot!(shown, @r#"
        [
            "Access Access < None None",
            "AC-1 Policy < Some(\"Access\") Some(\"Have one.\")",
            "AC-2 Accounts < Some(\"Access\") Some(\"Know them.\")",
        ]
        "#);
    }

    #[test]
    fn faults_name_row_and_column() {
        let read = of("ID,Title,Parent\n1,One,\n1,Twice,\n,No id,\n2,,1\n3,Three,3\n");
        insta::assert_debug_snapshot!(read.odd.iter().map(ToString::to_string).collect::<Vec<_>>(), @r#"
        [
            "row 3: 1 stands in row 2 too; expected each id once",
            "row 4, column ID: expected an id, found \"\"",
            "row 5: expected a title for 2",
            "row 6: 3 stands under itself",
        ]
        "#);
    }
}
