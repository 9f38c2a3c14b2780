//! Which column of a foreign register is which field of ours.

use std::collections::BTreeSet;

/// A field to look for, with the words others use for it, in any language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub name: String,
    pub synonyms: Vec<String>,
}

/// A column (counted from 0) that is probably a wanted field (by its place in the list), with a score from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    pub column: usize,
    pub wanted: usize,
    pub score: f64,
}

/// Below this a guess would be noise.
const LEAST_SCORE: f64 = 0.5;

/// Words that three languages use for the same column.
const SAME: [&[&str]; 16] = [
    &["id", "identifier", "ref", "reference", "nr", "nummer", "number", "no", "kennung", "numero"],
    &["title", "name", "titel", "bezeichnung", "titre", "nom", "intitule"],
    &["description", "beschreibung", "details", "text"],
    &[
        "owner",
        "eigentumer",
        "eigner",
        "verantwortlich",
        "verantwortlicher",
        "responsible",
        "proprietaire",
        "responsable",
    ],
    &["status", "state", "zustand", "statut", "etat"],
    &["date", "datum"],
    &["due", "deadline", "frist", "fallig", "faelligkeit", "falligkeit", "echeance"],
    &["risk", "risiko", "risque"],
    &["control", "measure", "massnahme", "mesure", "controle"],
    &["impact", "auswirkung", "schaden", "consequence", "gravite"],
    &["likelihood", "probability", "wahrscheinlichkeit", "eintrittswahrscheinlichkeit", "probabilite", "vraisemblance"],
    &["threat", "bedrohung", "menace"],
    &["vulnerability", "schwachstelle", "vulnerabilite"],
    &["asset", "wert", "vermogenswert", "actif"],
    &["supplier", "vendor", "lieferant", "fournisseur"],
    &["category", "kategorie", "categorie", "class", "klasse"],
];

/// Pairs columns with wanted fields, best first, each used once; ties go to the earlier field, then the earlier column.
pub fn guess_columns(headers: &[String], wanted: &[Wanted]) -> Vec<Guess> {
    let mut all = Vec::new();
    for (w, want) in wanted.iter().enumerate() {
        for (column, header) in headers.iter().enumerate() {
            let names = std::iter::once(&want.name).chain(&want.synonyms);
            let score = names.map(|name| similarity(header, name)).fold(0.0, f64::max);
            all.push(Guess { column, wanted: w, score });
        }
    }
    all.retain(|g| g.score >= LEAST_SCORE);
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.wanted.cmp(&b.wanted)).then(a.column.cmp(&b.column)));
    let (mut columns, mut fields) = (BTreeSet::new(), BTreeSet::new());
    all.retain(|g| {
        !columns.contains(&g.column)
            && !fields.contains(&g.wanted)
            && columns.insert(g.column)
            && fields.insert(g.wanted)
    });
    all
}

/// 1 for the same words, else the shared part of both sets of words (Dice), a little less where only synonyms agree.
fn similarity(a: &str, b: &str) -> f64 {
    let (words_a, words_b) = (words(a), words(b));
    if words_a.is_empty() || words_b.is_empty() {
        return 0.0;
    }
    let dice = |x: &BTreeSet<String>, y: &BTreeSet<String>| {
        2.0 * x.intersection(y).count() as f64 / (x.len() + y.len()) as f64
    };
    let canonical = |words: &BTreeSet<String>| words.iter().map(|w| canonical(w)).collect();
    dice(&words_a, &words_b).max(0.95 * dice(&canonical(&words_a), &canonical(&words_b)))
}

fn words(text: &str) -> BTreeSet<String> {
    let plain: String = text.chars().flat_map(char::to_lowercase).map(plain).collect();
    plain.replace('ß', "ss").split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(Into::into).collect()
}

fn plain(c: char) -> char {
    match c {
        'ä' | 'à' | 'â' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ö' | 'ô' => 'o',
        'ü' | 'ù' | 'û' => 'u',
        'ç' => 'c',
        c => c,
    }
}

fn canonical(word: &str) -> String {
    let group = SAME.iter().find(|group| group.contains(&word));
    group.and_then(|g| g.first()).copied().unwrap_or(word).to_owned()
}
