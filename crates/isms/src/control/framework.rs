//! Frameworks: catalogues of requirements by others that the organisation has adopted.

use crate::{context::Obligation, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{part, record};

/// A catalogue of requirements by someone else, in one version, that the organisation has adopted, and why.
#[record(prefix = "FRW", plural = "frameworks")]
pub struct Framework {
    /// The catalogue's identifier, as clauses name it: `iso27001-2022`.
    #[field(required, width = "third", column)]
    pub catalogue: String,
    /// Its version.
    #[field(width = "third", column)]
    pub catalogue_version: String,
    /// SHA-256 of the catalogue's content, in hexadecimal; so that it is known which text was meant.
    #[field(width = "third")]
    pub content_hash: String,
    /// Why it was adopted, and for what.
    #[field(required)]
    pub why: Markdown,
    /// Obligations that make us adopt it.
    #[field(verb = "is adopted for", inverse = "makes us adopt", on_retire = "detach", column)]
    pub adopted_for: Vec<Ref<Obligation>>,
    /// Since when.
    #[field(width = "half", column)]
    pub adopted_on: Option<Date>,
    /// Mapping sets that are relied on, by identifier.
    #[field(width = "half")]
    pub mappings: Vec<String>,
    /// Versions of it that we hold beside the one above, which is the one that clauses mean: earlier ones, and newer ones that nobody has moved to yet.
    #[field(group = "Versions")]
    pub versions: Vec<FrameworkVersion>,
}

/// A version of a framework that we hold.
#[part]
pub struct FrameworkVersion {
    /// Its version.
    #[field(required, width = "third")]
    pub version: String,
    /// SHA-256 of its content, in hexadecimal; empty for a built-in outline.
    #[field(width = "third")]
    pub content_hash: String,
    /// Since when we hold it.
    #[field(width = "third")]
    pub held_since: Option<Date>,
}

impl Kind for Framework {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[draft("considered", "Considered"), live("adopted", "Adopted"), closed("dropped", "Dropped")],
        steps: &[
            step("adopt", "Adopt", &["considered"], "adopted"),
            step("reopen", "Consider again", &["adopted", "dropped"], "considered").with_reason(),
            Step { name: "retire", label: "Drop", ..retire(&["considered", "adopted"], "dropped") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let plain = self.catalogue.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
        check.require(plain, "/catalogue", "expected letters, digits, points and hyphens, such as iso27001-2022");
        let sound = |hash: &str| hash.is_empty() || hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
        check.require(sound(&self.content_hash), "/content_hash", "expected 64 hexadecimal digits");
        for (index, held) in self.versions.iter().enumerate() {
            check.require(
                sound(&held.content_hash),
                &format!("/versions/{index}/content_hash"),
                "expected 64 hexadecimal digits",
            );
        }
    }
}
