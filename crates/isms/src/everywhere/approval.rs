//! Approvals: one primitive for everything that must be agreed to before it counts.

use crate::{context::Person, field::Anything, kind::Kind, lifecycle::*, values::*};
use jiff::Timestamp;
use surety_derive::{Choice, part, record};

/// A request that named people agree to one step of one version of one record. Any change to the record voids it.
#[record(prefix = "APR", plural = "approvals")]
pub struct Approval {
    /// What is to be approved.
    #[field(required, verb = "asks for approval of", inverse = "waits for", on_retire = "keep", column)]
    pub of: Option<Ref<Anything>>,
    /// The record's version that was asked about.
    #[field(required, width = "third", column)]
    pub of_version: Option<i64>,
    /// The step that follows when it is granted.
    #[field(required, width = "third", column)]
    pub step: String,
    /// Who was asked, frozen when it was asked.
    #[field(required, verb = "asks", inverse = "is asked by", on_retire = "keep")]
    pub approvers: Vec<Ref<Person>>,
    /// How many of them must agree; all where empty.
    #[field(width = "third")]
    pub quorum: Option<i64>,
    /// Who asked.
    #[field(verb = "was asked for by", inverse = "asked for", on_retire = "keep", width = "half")]
    pub asked_by: Option<Ref<Person>>,
    /// Why the step is wanted.
    pub reason: String,
    /// What they said.
    pub votes: Vec<Vote>,
}

/// One vote.
#[part]
pub struct Vote {
    /// Who voted.
    #[field(required, verb = "was voted on by", inverse = "voted on", on_retire = "keep", width = "half")]
    pub by: Option<Ref<Person>>,
    /// For whom, where a deputy voted.
    #[field(verb = "was voted on for", inverse = "was represented on", on_retire = "keep", width = "half")]
    pub on_behalf_of: Option<Ref<Person>>,
    /// The verdict.
    #[field(required, width = "third")]
    pub verdict: Verdict,
    /// When.
    #[field(required, width = "third")]
    pub at: Option<Timestamp>,
    /// Why.
    pub reason: String,
}

/// Verdicts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Verdict {
    /// Agrees.
    #[default]
    Approve,
    /// Does not.
    Reject,
}

/// Where a count of votes stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Enough agreed.
    Granted,
    /// Too few can still agree.
    Refused,
    /// Open.
    Open,
}

impl Approval {
    /// Counts the votes: granted when the quorum agrees, refused when it can no longer be reached.
    pub fn outcome(&self) -> Outcome {
        let asked = self.approvers.len();
        let needed = self.quorum.and_then(|q| usize::try_from(q).ok()).unwrap_or(asked).clamp(1, asked.max(1));
        let count = |verdict| self.votes.iter().filter(|v| v.verdict == verdict).count();
        if count(Verdict::Approve) >= needed {
            Outcome::Granted
        } else if asked.saturating_sub(count(Verdict::Reject)) < needed {
            Outcome::Refused
        } else {
            Outcome::Open
        }
    }
}

impl Kind for Approval {
    const BY_HAND: bool = false;

    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            live("asked", "Asked"),
            closed("granted", "Granted"),
            closed("refused", "Refused"),
            closed("void", "Void"),
        ],
        steps: &[
            step("grant", "Grant", &["asked"], "granted"),
            step("refuse", "Refuse", &["asked"], "refused"),
            Step { name: "retire", label: "Withdraw", ..retire(&["asked"], "void") },
        ],
    };

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        match (step, record.body.outcome()) {
            ("grant", Outcome::Granted) | ("refuse", Outcome::Refused) | ("retire", _) => Ok(()),
            _ => Err("votes decide this; vote instead".into()),
        }
    }
}
