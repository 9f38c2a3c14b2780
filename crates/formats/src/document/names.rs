//! What headings and field names are called, in English, German and French.

use super::Kind;

/// A name without what does not matter: case, numbering in front, signs around.
fn folded(name: &str) -> String {
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let words = if bare.is_empty() { name } else { bare };
    words.to_lowercase().replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn among<S: Copy>(table: &[(S, &[&str])], name: &str) -> Option<S> {
    let name = folded(name);
    table.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(section, _)| *section)
}

/// A section whose heading has a fixed name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Purpose,
    Statements,
    Roles,
    Consequence,
    AppliesTo,
    Requirements,
    LeavesBehind,
}

use Section::*;

const PURPOSE: (Section, &[&str]) = (Purpose, &["purpose", "zweck", "ziel und zweck", "objet", "but"]);
const ROLES: (Section, &[&str]) = (
    Roles,
    &[
        "roles",
        "roles and responsibilities",
        "responsibilities",
        "rollen",
        "verantwortung",
        "verantwortlichkeiten",
        "rollen und verantwortlichkeiten",
        "zuständigkeiten",
        "rôles",
        "responsabilités",
        "rôles et responsabilités",
    ],
);

const POLICY: [(Section, &[&str]); 4] = [
    PURPOSE,
    ROLES,
    (
        Statements,
        &[
            "statements",
            "policy statements",
            "policy statement",
            "principles",
            "rules",
            "aussagen",
            "grundsätze",
            "regeln",
            "leitsätze",
            "énoncés",
            "déclarations",
            "principes",
            "règles",
        ],
    ),
    (
        Consequence,
        &[
            "consequence",
            "consequences",
            "consequence of violation",
            "enforcement",
            "violations",
            "sanctions",
            "folgen",
            "folgen von verstößen",
            "verstöße",
            "sanktionen",
            "konsequenzen",
            "conséquence",
            "conséquences",
            "manquements",
        ],
    ),
];

const GUIDELINE: [(Section, &[&str]); 4] = [
    PURPOSE,
    ROLES,
    (
        AppliesTo,
        &[
            "applies to",
            "scope",
            "applicability",
            "gilt für",
            "geltungsbereich",
            "anwendungsbereich",
            "s'applique à",
            "champ d'application",
            "domaine d'application",
        ],
    ),
    (Requirements, &["requirements", "controls", "anforderungen", "vorgaben", "exigences"]),
];

const INSTRUCTION: [(Section, &[&str]); 2] = [
    PURPOSE,
    (
        LeavesBehind,
        &[
            "leaves behind",
            "evidence",
            "records",
            "what it leaves behind",
            "hinterlässt",
            "nachweis",
            "nachweise",
            "aufzeichnungen",
            "laisse",
            "traces",
            "preuves",
            "enregistrements",
        ],
    ),
];

pub(super) fn of_policy(name: &str) -> Option<Section> {
    among(&POLICY, name)
}

pub(super) fn of_guideline(name: &str) -> Option<Section> {
    among(&GUIDELINE, name)
}

pub(super) fn of_instruction(name: &str) -> Option<Section> {
    among(&INSTRUCTION, name)
}

/// Whether a heading is the fixed name of an instruction's steps.
pub(super) fn is_steps(name: &str) -> bool {
    ["steps", "schritte", "étapes"].contains(&folded(name).as_str())
}

/// Whether a heading sounds as if steps followed.
pub(super) fn sounds_like_steps(name: &str) -> bool {
    const SOUNDS: [&str; 17] = [
        "step",
        "procedure",
        "how to",
        "howto",
        "how it is done",
        "instructions",
        "what to do",
        "schritt",
        "vorgehen",
        "ablauf",
        "anleitung",
        "durchführung",
        "étape",
        "procédure",
        "marche à suivre",
        "mode opératoire",
        "comment faire",
    ];
    let name = folded(name);
    SOUNDS.iter().any(|s| name.contains(s))
}

/// A line of a requirement that is more than prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldName {
    Criterion,
    Serves,
    Meets,
    Clauses,
}

/// The field that a line of a requirement names, and what it says of it: `Meets: OBL-1`, also bold or as an item of a list.
pub(super) fn field(line: &str) -> Option<(FieldName, &str)> {
    const TABLE: [(FieldName, &[&str]); 4] = [
        (FieldName::Criterion, &["criterion", "kriterium", "critère"]),
        (FieldName::Serves, &["serves", "dient", "sert"]),
        (FieldName::Meets, &["meets", "erfüllt", "satisfait"]),
        (FieldName::Clauses, &["clauses", "klauseln", "articles"]),
    ];
    let line = super::lines::unindented(line)?;
    let line = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line);
    let (name, value) = line.split_once(':')?;
    if name.starts_with(|c: char| c != '*' && !c.is_alphabetic()) || name.chars().count() > 20 {
        return None;
    }
    let value = if name.starts_with("**") { value.strip_prefix("**").unwrap_or(value) } else { value };
    among(&TABLE, name).map(|field| (field, value.trim()))
}

/// What a line says of the field it names, with the blanks at its end, because it may begin a text.
pub(super) fn field_value(line: &str) -> &str {
    let value = line.split_once(':').map_or("", |(_, value)| value);
    value.strip_prefix("**").unwrap_or(value).trim_start()
}

/// How binding a requirement is, and whether it needs an instruction, as words in brackets behind its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flag {
    Must,
    Should,
    May,
    Instruction,
}

pub(super) fn flag(word: &str) -> Option<Flag> {
    const TABLE: [(Flag, &[&str]); 4] = [
        (Flag::Must, &["must", "shall", "muss", "doit"]),
        (Flag::Should, &["should", "soll", "sollte", "devrait"]),
        (Flag::May, &["may", "can", "kann", "darf", "peut"]),
        (Flag::Instruction, &["instruction", "needs an instruction", "anweisung", "anleitung"]),
    ];
    among(&TABLE, word)
}

/// The kind of document that a word of a front matter, a folder or a file name stands for.
pub(super) fn kind(word: &str) -> Option<Kind> {
    const TABLE: [(Kind, &[&str]); 4] = [
        (Kind::Policy, &["policy", "policies", "politique", "politiques", "leitlinie", "leitlinien"]),
        (
            Kind::Guideline,
            &[
                "guideline",
                "guidelines",
                "standard",
                "standards",
                "richtlinie",
                "richtlinien",
                "directive",
                "directives",
            ],
        ),
        (
            Kind::Instruction,
            &[
                "instruction",
                "instructions",
                "procedure",
                "procedures",
                "runbook",
                "runbooks",
                "playbook",
                "playbooks",
                "sop",
                "sops",
                "howto",
                "anweisung",
                "anweisungen",
                "anleitung",
                "anleitungen",
                "procédure",
                "procédures",
            ],
        ),
        (
            Kind::Course,
            &[
                "course",
                "courses",
                "training",
                "trainings",
                "kurs",
                "kurse",
                "schulung",
                "schulungen",
                "cours",
                "formation",
                "formations",
            ],
        ),
    ];
    among(&TABLE, word)
}
