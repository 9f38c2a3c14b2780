//! Reports: documents that were issued out of the management system, as they were issued.

use crate::{everywhere::response::Link, field::Anything, kind::Kind, lifecycle::*, target, values::*};
use surety_derive::{Choice, part, record};

target!(
    /// Whom a report is meant for.
    Reader: "body", "team", "role", "person", "party"
);

/// A document issued out of the management system: what it shows, of which moment, on what its numbers rest, and the files themselves, each with the hash by which anyone can check that it is still the same.
#[record(prefix = "RPT", plural = "reports")]
pub struct Report {
    /// What kind of document it is.
    #[field(width = "third", column)]
    pub document: DocumentKind,
    /// The language it is written in.
    #[field(width = "third", column)]
    pub language: Language,
    /// Its level in the organisation's classification scheme.
    #[field(width = "third", column)]
    pub classification: String,
    /// The number of the act after which it shows the management system.
    #[field(required, group = "What it rests on", width = "third", column)]
    pub moment: Option<i64>,
    /// The version of the model its numbers come from.
    #[field(group = "What it rests on", width = "third")]
    pub model: String,
    /// The seed of the random numbers, for having the same numbers again.
    #[field(group = "What it rests on", width = "third")]
    pub seed: String,
    /// SHA-256 of everything its numbers were computed from, in hexadecimal.
    #[field(group = "What it rests on")]
    pub input_hash: String,
    /// The records it is about.
    #[field(group = "What it rests on", verb = "reports on", inverse = "is reported on in", on_retire = "keep")]
    pub about: Vec<Ref<Anything>>,
    /// The files.
    #[field(group = "Files")]
    pub files: Vec<ReportFile>,
    /// Whom it is meant for.
    #[field(group = "Audience", verb = "is meant for", inverse = "is to read", on_retire = "keep", column)]
    pub audience: Vec<Ref<Reader>>,
    /// The report it takes the place of.
    #[field(group = "Audience", verb = "replaces", inverse = "is replaced by", on_retire = "keep", width = "half")]
    pub replaces: Option<Ref<Report>>,
    /// Addresses by which people without an account may fetch the files.
    #[field(group = "Links")]
    pub links: Vec<Link>,
}

/// A file of a report: kept by its content, so that it cannot change.
#[part]
pub struct ReportFile {
    /// What it is called when it is fetched.
    #[field(required, width = "half")]
    pub name: String,
    /// Its media type.
    #[field(required, width = "half")]
    pub media: String,
    /// How large it is.
    #[field(unit = "bytes", width = "half")]
    pub size: i64,
    /// SHA-256 of its content, in hexadecimal.
    #[field(required)]
    pub hash: String,
}

/// What kind of document a report is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum DocumentKind {
    /// What could happen, how likely, how grave.
    #[default]
    RiskAssessment,
    /// What is done about it, by whom, until when.
    TreatmentPlan,
    /// What a body is asked to decide, with its options.
    DecisionPaper,
    /// Which controls apply, and why.
    StatementOfApplicability,
    /// What a meeting heard and decided.
    Minutes,
    /// How risk information changed what resources went where.
    AllocationAnswer,
    /// Certificates, policies and evidence for someone who looks at us from outside.
    DueDiligencePack,
    /// Anything else.
    Other,
}

/// The language of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Language {
    /// English.
    #[choice(label = "English")]
    #[default]
    En,
    /// German.
    #[choice(label = "German")]
    De,
    /// French.
    #[choice(label = "French")]
    Fr,
}

/// Whether a text is a SHA-256 in lower-case hexadecimal.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Whether a text may be the name of a file: it becomes part of an address and of a header, and lands in someone's folder.
pub fn is_file_name(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '(' | ')' | ',' | '+');
    !text.is_empty()
        && text.chars().count() <= 120
        && text.chars().all(plain)
        && !text.starts_with(['.', ' '])
        && !text.ends_with(['.', ' '])
}

impl Kind for Report {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[draft("prepared", "Prepared"), live("issued", "Issued"), closed("withdrawn", "Withdrawn")],
        steps: &[
            step("issue", "Issue", &["prepared"], "issued"),
            step("approve", "Issue with approval", &["prepared"], "issued").with_approval(),
            Step { name: "retire", label: "Withdraw", ..retire(&["prepared", "issued"], "withdrawn") },
        ],
    };

    const BY_HAND: bool = false;

    const SETTLED: Settled = Settled {
        states: &["issued", "withdrawn"],
        fields: &[
            "title",
            "document",
            "language",
            "classification",
            "moment",
            "model",
            "seed",
            "input_hash",
            "about",
            "files",
            "replaces",
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let hash = self.input_hash.is_empty() || is_hash(&self.input_hash);
        check.require(hash, "/input_hash", "expected 64 hexadecimal digits in lower case");
        check.require(self.moment.is_none_or(|act| act >= 0), "/moment", "expected the number of an act");
        check_files(&self.files, "/files", check);
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        match step {
            "issue" | "approve" if record.body.files.is_empty() => {
                Err("a report without a file cannot be issued".into())
            }
            _ => Ok(()),
        }
    }
}

/// Names, media types, hashes and sizes of files that a record names; `at` is the field that holds them.
pub fn check_files(files: &[ReportFile], at: &str, check: &mut crate::check::Check<'_>) {
    for (i, file) in files.iter().enumerate() {
        let at = |name: &str| format!("{at}/{i}/{name}");
        let name = "expected a plain file name of 120 letters at most, such as risk-assessment.pdf";
        check.require(is_file_name(&file.name), &at("name"), name);
        check.require(is_media(&file.media), &at("media"), "expected a media type such as application/pdf");
        check.require(is_hash(&file.hash), &at("hash"), "expected 64 hexadecimal digits in lower case");
        check.require(file.size >= 0, &at("size"), "expected 0 or more");
        let twice = files.iter().take(i).any(|f| f.name.to_lowercase() == file.name.to_lowercase());
        check.require(!twice, &at("name"), "two files cannot have the same name");
    }
}

/// `type/subtype` and nothing else: it becomes a header.
fn is_media(text: &str) -> bool {
    let word = |w: &str| {
        !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-+.".contains(&b))
    };
    text.len() <= 120 && text.split_once('/').is_some_and(|(kind, sub)| word(kind) && word(sub))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for good in ["risk-assessment.pdf", "Maßnahmenplan 2026 (v2).pdf"] {
            assert!(is_file_name(good), "{good}");
        }
        for bad in ["", ".htaccess", "a/b", "..", "a\\b", "a\"b", "a\r\nb", "a;b", "x ", &"x".repeat(121)] {
            assert!(!is_file_name(bad), "{bad:?}");
        }
        assert!(is_media("application/pdf") && !is_media("text/html; x") && !is_media("pdf") && !is_media("a/\r\n"));
    }
}
