//! Certificates: what others attest, and what we let operate.

use crate::{context::Party, control::Applicability, kind::Kind, lifecycle::*, target, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// What is certified or authorised.
    Certified: "scope", "asset", "process"
);

/// A certification by someone else, or our own authorisation for a system to operate: for what, until when, under which conditions.
#[record(prefix = "CRT", plural = "certificates")]
pub struct Certificate {
    /// What sort of certificate.
    #[field(width = "half", column)]
    pub form: CertificateForm,
    /// The standard and its year.
    #[field(width = "half", column)]
    pub standard: String,
    /// Who issued it.
    #[field(verb = "is issued by", inverse = "issues", on_retire = "keep", width = "half")]
    pub issuer: Option<Ref<Party>>,
    /// Its number.
    #[field(width = "half")]
    pub number: String,
    /// What it is for.
    #[field(verb = "certifies", inverse = "is certified by", on_retire = "keep", column)]
    pub certifies: Vec<Ref<Certified>>,
    /// The Statement of Applicability it cites.
    #[field(verb = "cites", inverse = "is cited by", on_retire = "block", width = "half")]
    pub cites: Option<Ref<Applicability>>,
    /// The edition of it.
    #[field(width = "half")]
    pub cited_edition: Option<i64>,
    /// First day.
    #[field(group = "Validity", width = "half", column)]
    pub valid_from: Option<Date>,
    /// Last day.
    #[field(group = "Validity", width = "half", column)]
    pub valid_until: Option<Date>,
    /// Surveillance between issue and end.
    #[field(group = "Validity")]
    pub surveillance: Vec<Surveillance>,
    /// Conditions under which it holds.
    #[field(group = "Validity")]
    pub conditions: Markdown,
}

/// One surveillance.
#[part]
pub struct Surveillance {
    /// When it is due.
    #[field(required, width = "third")]
    pub due: Option<Date>,
    /// When it took place.
    #[field(width = "third")]
    pub done: Option<Date>,
    /// What came of it.
    #[field(width = "third")]
    pub result: String,
}

/// What sort of certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum CertificateForm {
    /// By an accredited body.
    #[default]
    Certification,
    /// An attestation report on us.
    Attestation,
    /// Our own management lets a system operate.
    AuthorisationToOperate,
}

impl Kind for Certificate {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("applied-for", "Applied for"),
            live("valid", "Valid"),
            live("suspended", "Suspended"),
            closed("ended", "Ended"),
        ],
        steps: &[
            step("issue", "Mark as issued", &["applied-for", "suspended"], "valid"),
            step("suspend", "Suspend", &["valid"], "suspended").with_reason(),
            step("reopen", "Apply again", &["ended"], "applied-for").with_reason(),
            Step { name: "retire", label: "End", ..retire(&["applied-for", "valid", "suspended"], "ended") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        if let (Some(from), Some(until)) = (self.valid_from, self.valid_until) {
            check.require(from <= until, "/valid_until", "it cannot end before it begins");
        }
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        if step == "issue" && (record.body.valid_from.is_none() || record.body.valid_until.is_none()) {
            return Err("say from when until when it is valid".into());
        }
        Ok(())
    }
}
