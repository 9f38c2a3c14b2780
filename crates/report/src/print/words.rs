//! The few words that every document has of its own.

use super::Language;

/// Fixed words of one language. `{...}` is filled in by the template.
pub(super) struct Words {
    pub(super) act: &'static str,
    pub(super) page: &'static str,
    pub(super) issued: &'static str,
    pub(super) contents: &'static str,
    pub(super) table: &'static str,
    pub(super) figure: &'static str,
    pub(super) method: &'static str,
    pub(super) signature: &'static str,
}

impl Words {
    pub(super) fn of(language: Language) -> &'static Words {
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
            Language::French => &FRENCH,
        }
    }

    pub(super) fn all(&self) -> [(&'static str, &'static str); 8] {
        [
            ("act", self.act),
            ("page", self.page),
            ("issued", self.issued),
            ("contents", self.contents),
            ("table", self.table),
            ("figure", self.figure),
            ("method", self.method),
            ("signature", self.signature),
        ]
    }
}

const ENGLISH: Words = Words {
    act: "Sealed with act",
    page: "Page",
    issued: "Issued",
    contents: "Contents",
    table: "Table",
    figure: "Figure",
    method: "Method",
    signature: "Date and signature",
};

const GERMAN: Words = Words {
    act: "Besiegelt mit Vorgang",
    page: "Seite",
    issued: "Ausgegeben",
    contents: "Inhalt",
    table: "Tabelle",
    figure: "Abbildung",
    method: "Methode",
    signature: "Datum und Unterschrift",
};

const FRENCH: Words = Words {
    act: "Scellé par l’acte",
    page: "Page",
    issued: "Publié",
    contents: "Sommaire",
    table: "Tableau",
    figure: "Figure",
    method: "Méthode",
    signature: "Date et signature",
};
