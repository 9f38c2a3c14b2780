//! Which column is which field.

use formats::table::{Wanted, guess_columns};
use isms::{field::Field, field::Ty, head, kind::KindInfo};

/// What becomes of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// Nothing.
    Ignored,
    /// The record's key, or what others call it.
    Key,
    /// A field.
    Field(&'static Field),
    /// The step of an ordinal scale of likelihood.
    Likelihood,
    /// The step of an ordinal scale of impact.
    Impact,
}

/// A column and its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// What it means.
    pub meaning: Meaning,
}

impl Column {
    /// The field's name; none where the column is ignored.
    pub fn field(&self) -> Option<&'static str> {
        match self.meaning {
            Meaning::Ignored => None,
            Meaning::Key => Some("key"),
            Meaning::Field(field) => Some(field.name),
            Meaning::Likelihood => Some("likelihood"),
            Meaning::Impact => Some("impact"),
        }
    }
}

/// Words of others for fields, beyond their names and labels.
const SYNONYMS: &[(&str, &[&str])] = &[
    (
        "key",
        &[
            "id",
            "key",
            "ref",
            "reference",
            "nr",
            "no",
            "number",
            "nummer",
            "kennung",
            "numéro",
            "identifiant",
            "risk id",
            "risiko-id",
            "asset id",
        ],
    ),
    (
        "title",
        &[
            "name",
            "title",
            "titel",
            "bezeichnung",
            "titre",
            "nom",
            "intitulé",
            "risk",
            "risiko",
            "risque",
            "summary",
            "kurzbeschreibung",
        ],
    ),
    (
        "owner",
        &[
            "responsible",
            "verantwortlich",
            "verantwortlicher",
            "eigentümer",
            "risk owner",
            "risikoeigner",
            "responsable",
            "propriétaire",
        ],
    ),
    ("next_review", &["review date", "next review", "nächste überprüfung", "wiedervorlage", "prochaine revue", "due"]),
    ("tags", &["labels", "category", "categories", "schlagworte", "kategorie", "catégorie", "mots-clés"]),
    ("scenario", &["description", "risk description", "beschreibung", "szenario", "scénario", "details"]),
    ("vulnerability", &["weakness", "schwachstelle", "vulnérabilité"]),
    ("threat", &["bedrohung", "menace"]),
    ("threatens", &["objective", "objectives", "ziel", "ziele", "objectif"]),
    ("strikes", &["asset", "assets", "werte", "actifs"]),
    ("statement", &["description", "beschreibung", "text"]),
    ("purpose", &["zweck", "but", "objet", "goal", "description"]),
    ("email", &["e-mail", "mail", "e-mail-adresse", "courriel"]),
    ("function", &["job title", "position", "funktion", "fonction", "rolle"]),
    ("joined", &["entry date", "eintritt", "start date", "entrée"]),
    ("leaves", &["exit date", "austritt", "end date", "sortie"]),
    ("due", &["deadline", "fällig", "frist", "échéance"]),
    (
        "likelihood",
        &[
            "probability",
            "wahrscheinlichkeit",
            "eintrittswahrscheinlichkeit",
            "probabilité",
            "vraisemblance",
            "frequency",
            "häufigkeit",
        ],
    ),
    (
        "impact",
        &[
            "consequence",
            "severity",
            "auswirkung",
            "schadenshöhe",
            "schadensausmass",
            "schadensausmaß",
            "gravité",
            "conséquence",
        ],
    ),
];

/// Everything a column of a kind's register may mean, in the order in which ties are settled.
fn meanings(kind: &KindInfo) -> Vec<(&'static str, Meaning, Option<&'static Field>)> {
    let mut out = vec![("key", Meaning::Key, None)];
    let fields = head::FIELDS.iter().filter(|f| !["compartment", "drafted_by"].contains(&f.name)).chain(kind.fields);
    out.extend(fields.filter(|f| fits_a_cell(f.ty)).map(|f| (f.name, Meaning::Field(f), Some(f))));
    if kind.name == "risk" {
        out.extend([("likelihood", Meaning::Likelihood, None), ("impact", Meaning::Impact, None)]);
    }
    out
}

/// Structs do not fit into a cell, but a list of structs that begin with a reference does: as keys.
fn fits_a_cell(ty: Ty) -> bool {
    match ty {
        Ty::Part(_) => false,
        Ty::List(Ty::Part(fields)) => {
            fields.first().is_some_and(|f| matches!(f.ty, Ty::Ref(_))) && fields.iter().skip(1).all(|f| !f.required)
        }
        Ty::List(inner) => fits_a_cell(*inner),
        _ => true,
    }
}

/// Guesses the columns, except those that were named.
pub fn columns(kind: &KindInfo, headers: &[String], named: &[(String, String)]) -> Result<Vec<Column>, Vec<String>> {
    let all = meanings(kind);
    let mut columns: Vec<Option<Meaning>> = vec![None; headers.len()];
    let mut wrong = Vec::new();
    for (header, field) in named {
        let place = headers.iter().position(|h| h.trim().eq_ignore_ascii_case(header.trim()));
        let meaning = match field.as_str() {
            "" | "-" => Some(Meaning::Ignored),
            name => all.iter().find(|(n, _, _)| *n == name).map(|(_, m, _)| *m),
        };
        match (place.and_then(|p| columns.get_mut(p)), meaning) {
            (Some(place), Some(meaning)) => *place = Some(meaning),
            (None, _) => wrong.push(format!("there is no column {header:?}; the columns are {}", headers.join(", "))),
            (_, None) => {
                let known: Vec<&str> = all.iter().map(|(n, _, _)| *n).collect();
                wrong.push(format!("a column cannot be {field:?}; expected - or one of {}", known.join(", ")));
            }
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    guess(&all, headers, &mut columns);
    let column = |(header, meaning): (&String, Option<Meaning>)| Column {
        header: header.clone(),
        meaning: meaning.unwrap_or(Meaning::Ignored),
    };
    Ok(headers.iter().zip(columns).map(column).collect())
}

fn guess(all: &[(&'static str, Meaning, Option<&'static Field>)], headers: &[String], columns: &mut [Option<Meaning>]) {
    let open: Vec<usize> = (0..headers.len()).filter(|i| columns.get(*i).is_some_and(Option::is_none)).collect();
    let free: Vec<_> = all.iter().filter(|(_, m, _)| !columns.contains(&Some(*m))).collect();
    let wanted: Vec<Wanted> = free
        .iter()
        .map(|(name, _, field)| {
            let known = SYNONYMS.iter().filter(|(n, _)| n == name).flat_map(|(_, words)| words.iter());
            let label = field.map(|f| f.label.to_owned());
            Wanted { name: name.replace('_', " "), synonyms: known.map(|w| (*w).to_owned()).chain(label).collect() }
        })
        .collect();
    let names: Vec<String> = open.iter().filter_map(|i| headers.get(*i).cloned()).collect();
    for guess in guess_columns(&names, &wanted) {
        let meaning = free.get(guess.wanted).map(|(_, m, _)| *m);
        if let Some(place) = open.get(guess.column).and_then(|i| columns.get_mut(*i)) {
            *place = meaning;
        }
    }
}
