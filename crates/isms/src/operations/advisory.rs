//! Advisories: warnings from outside.

use crate::{context::Asset, context::Party, kind::Kind, lifecycle::*, target, values::*};
use jiff::{Timestamp, civil::Date};
use surety_derive::{Choice, record};

target!(
    /// What followed from an advisory.
    FollowUp: "change", "action", "task", "risk", "incident"
);

/// A warning from outside: what it says, what of ours it concerns, and whether we acted on it or why not.
#[record(prefix = "ADV", plural = "advisories")]
pub struct Advisory {
    /// What it says, in short.
    #[field(required)]
    pub summary: Markdown,
    /// Where it came from.
    #[field(width = "third", column)]
    pub source: AdvisorySource,
    /// Its identifier there, such as CVE-2026-1234.
    #[field(width = "third", column)]
    pub reference: String,
    /// When it reached us.
    #[field(required, width = "third", column)]
    pub received: Option<Timestamp>,
    /// Who sent it.
    #[field(verb = "was sent by", inverse = "sent", on_retire = "keep", width = "half")]
    pub sent_by: Option<Ref<Party>>,
    /// Where it can be read.
    #[field(width = "half")]
    pub link: Url,
    /// CVSS base score, from 0 to 10.
    #[field(label = "CVSS", group = "Triage", width = "third", column)]
    pub cvss: Option<f64>,
    /// Whether it is known to be used by attackers.
    #[field(group = "Triage", width = "third", column)]
    pub exploited: bool,
    /// By when it should be dealt with.
    #[field(group = "Triage", width = "third")]
    pub due: Option<Date>,
    /// Assets that it concerns.
    #[field(group = "Triage", verb = "concerns", inverse = "is concerned by", on_retire = "keep")]
    pub concerns: Vec<Ref<Asset>>,
    /// Whether we act on it.
    #[field(group = "Triage", width = "half")]
    pub verdict: Option<AdvisoryVerdict>,
    /// Why.
    #[field(group = "Triage")]
    pub reason: Markdown,
    /// What followed.
    #[field(group = "Triage", verb = "led to", inverse = "follows from", on_retire = "keep")]
    pub led_to: Vec<Ref<FollowUp>>,
}

/// Where an advisory came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum AdvisorySource {
    /// The maker of a product.
    #[default]
    Vendor,
    /// A CSIRT or authority.
    Authority,
    /// A catalogue of exploited vulnerabilities.
    #[choice(label = "Known exploited vulnerabilities", word = "kev")]
    KnownExploited,
    /// A group that shares what it knows.
    SharingGroup,
    /// A researcher or customer.
    Report,
}

/// Whether we act on an advisory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum AdvisoryVerdict {
    /// We act.
    Act,
    /// We act with the next regular change.
    Schedule,
    /// We watch.
    Watch,
    /// It does not concern us.
    NotAffected,
}

impl Kind for Advisory {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            live("received", "Received"),
            live("triaged", "Triaged"),
            closed("settled", "Settled"),
            closed("dismissed", "Dismissed"),
        ],
        steps: &[
            step("triage", "Mark as triaged", &["received"], "triaged"),
            step("settle", "Settle", &["triaged"], "settled"),
            step("reopen", "Reopen", &["triaged", "settled", "dismissed"], "received").with_reason(),
            Step { name: "retire", label: "Dismiss", ..retire(&["received", "triaged"], "dismissed") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let score = self.cvss.is_none_or(|s| (0.0..=10.0).contains(&s));
        check.require(score, "/cvss", "expected a score from 0 to 10");
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        match step {
            "triage" if record.body.verdict.is_none() => Err("say whether we act on it".into()),
            "triage" if record.body.reason.0.is_empty() => Err("say why".into()),
            _ => Ok(()),
        }
    }
}
