//! Scopes: what a certificate or a programme covers.

use crate::{kind::Kind, lifecycle::*, values::*};
use surety_derive::{part, record};

/// What the management system covers, as its certificate states it, beside a rule that says who and what is inside.
#[record(prefix = "SCP", plural = "scopes", versioned)]
pub struct Scope {
    /// The statement as printed on the certificate.
    #[field(required, column)]
    pub statement: Markdown,
    /// Where it ends: organisation, places, technology.
    pub boundaries: Markdown,
    /// What crosses the boundary, and who answers for it there.
    pub interfaces: Markdown,
    /// What is left out, each with its reason.
    #[field(group = "Exclusions")]
    pub exclusions: Vec<Exclusion>,
    /// A filter per kind that says who and what is inside, such as `tag:customer-data` for assets.
    #[field(group = "Membership")]
    pub membership: Vec<Membership>,
    /// The scope this one lies within.
    #[field(verb = "lies within", inverse = "contains", on_retire = "block", width = "half")]
    pub within: Option<Ref<Scope>>,
}

/// Something left out of a scope.
#[part]
pub struct Exclusion {
    /// What is left out.
    #[field(required, width = "half")]
    pub what: String,
    /// Why it may be.
    #[field(required, width = "half")]
    pub reason: String,
}

/// A rule over one kind of record.
#[part]
pub struct Membership {
    /// The kind, such as asset, person, supplier or process.
    #[field(required, width = "third")]
    pub kind: String,
    /// A filter in the registers' language.
    #[field(required)]
    pub filter: String,
}

impl Kind for Scope {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        for (index, rule) in self.membership.iter().enumerate() {
            let known = crate::kind::by_name(&rule.kind).is_some();
            check.require(known, &format!("/membership/{index}/kind"), "expected the name of a kind, such as asset");
        }
        check.require(
            self.within.is_none_or(|w| w.id() != check.record.head().id),
            "/within",
            "a scope cannot lie within itself",
        );
    }
}
