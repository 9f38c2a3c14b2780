//! Evidence: what shows that something is so.

use super::Audit;
use crate::{context::Person, kind::Kind, lifecycle::*, target, values::*};
use jiff::{Timestamp, civil::Date};
use surety_derive::{Choice, part, record};

target!(
    /// What evidence can prove.
    Proved: "test", "control", "applicability", "obligation", "requirement", "supplier_obligation", "action", "course"
);

/// What shows that something is so: a file, a link or a collected document, with its hash, period and origin; used again wherever it fits.
#[record(prefix = "EVD", plural = "evidence", labels = "Evidence")]
pub struct Evidence {
    /// What it shows.
    #[field(required)]
    pub shows: Markdown,
    /// What it proves.
    #[field(verb = "proves", inverse = "is proved by", on_retire = "detach", column)]
    pub proves: Vec<Ref<Proved>>,
    /// What it is.
    #[field(group = "Source", width = "third", column)]
    pub form: EvidenceForm,
    /// Who or what produced it.
    #[field(group = "Source", width = "third", column)]
    pub origin: EvidenceOrigin,
    /// When it was collected.
    #[field(group = "Source", width = "third", column)]
    pub collected: Option<Timestamp>,
    /// Where it lies.
    #[field(group = "Source", shown_when = "form=link", width = "half")]
    pub link: Url,
    /// Name of the file or document.
    #[field(group = "Source", width = "half")]
    pub file_name: String,
    /// SHA-256 of its content, in hexadecimal.
    #[field(group = "Source")]
    pub content_hash: String,
    /// How large the file is that is kept here; none where it is kept elsewhere.
    #[field(group = "Source", unit = "bytes", width = "half")]
    pub size: Option<i64>,
    /// When an independent service attested that it existed.
    #[field(group = "Source", width = "half")]
    pub timestamped: Option<Timestamp>,
    /// First day that it speaks of.
    #[field(group = "Period", width = "third")]
    pub from: Option<Date>,
    /// Last day that it speaks of.
    #[field(group = "Period", width = "third", column)]
    pub until: Option<Date>,
    /// How long after that day it may still be relied on.
    #[field(group = "Period", unit = "days", width = "third")]
    pub fresh_for: Option<i64>,
    /// What else it was accepted for: by whom, when and why.
    #[field(group = "Reuse")]
    pub reused: Vec<Reuse>,
    /// Whether an auditor accepted it.
    #[field(group = "Auditor", width = "half")]
    pub accepted: Acceptance,
    /// In which audit.
    #[field(
        group = "Auditor",
        shown_when = "accepted=yes|no",
        verb = "was shown in",
        inverse = "saw",
        on_retire = "keep",
        width = "half"
    )]
    pub shown_in: Option<Ref<Audit>>,
}

/// That someone accepted it for something it was not collected for.
#[part]
pub struct Reuse {
    /// What it now proves too.
    #[field(verb = "is accepted for", inverse = "is also proved by", on_retire = "keep", width = "half")]
    pub proves: Option<Ref<Proved>>,
    /// The requirement of a framework for which it was accepted.
    #[field(width = "half")]
    pub clause: Option<Clause>,
    /// Who accepted it.
    #[field(required, verb = "was accepted by", inverse = "accepted", on_retire = "keep", width = "half")]
    pub by: Option<Ref<Person>>,
    /// When.
    #[field(required, width = "half")]
    pub on: Option<Date>,
    /// Why it fits.
    #[field(required)]
    pub because: String,
}

/// What evidence is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum EvidenceForm {
    /// A file that is kept here.
    #[default]
    File,
    /// Something kept elsewhere.
    Link,
    /// What a connector brought.
    Collected,
}

/// Who or what produced it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum EvidenceOrigin {
    /// Someone wrote or took it.
    #[default]
    Person,
    /// A connector fetched it.
    Connector,
    /// The machine concerned reported it.
    Machine,
    /// An assistant drew it up.
    Assistant,
}

/// Whether an auditor accepted it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Acceptance {
    /// No auditor was asked.
    #[default]
    NotAsked,
    /// Accepted.
    Yes,
    /// Not accepted.
    No,
}

impl Evidence {
    /// The last day on which it may be relied on: so many days after the last day that it speaks of, or after it was
    /// collected (in UTC) where it names no such day. None where nobody said how long it stays fresh.
    pub fn fresh_until(&self) -> Option<Date> {
        let collected = || self.collected.map(|t| t.to_zoned(jiff::tz::TimeZone::UTC).date());
        let from = self.until.or_else(collected)?;
        from.checked_add(jiff::Span::new().try_days(self.fresh_for?).ok()?).ok()
    }

    /// Whether it is past that day.
    pub fn is_stale(&self, today: Date) -> bool {
        self.fresh_until().is_some_and(|last| last < today)
    }
}

impl Kind for Evidence {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        if let (Some(from), Some(until)) = (self.from, self.until) {
            check.require(from <= until, "/until", "the period cannot end before it begins");
        }
        let days = self.fresh_for.is_none_or(|d| (0..=36_525).contains(&d));
        check.require(days, "/fresh_for", "expected 0 to 36,525 days");
        for (index, reuse) in self.reused.iter().enumerate() {
            let named = reuse.proves.is_some() || reuse.clause.is_some();
            check.require(
                named,
                &format!("/reused/{index}/proves"),
                "say for what it was accepted: a record or a clause",
            );
        }
        check.require(
            self.size.is_none() || !self.content_hash.is_empty(),
            "/size",
            "a file that is kept here has a hash",
        );
        let hash = self.content_hash.is_empty()
            || self.content_hash.len() == 64 && self.content_hash.bytes().all(|b| b.is_ascii_hexdigit());
        check.require(hash, "/content_hash", "expected 64 hexadecimal digits");
    }
}
