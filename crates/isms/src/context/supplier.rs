//! Suppliers: whom we rely on outside.

use crate::{control::Control, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

/// Someone outside who provides what our processes rest on: how much, how replaceable, and what they have shown us.
#[record(prefix = "SUP", plural = "suppliers")]
pub struct Supplier {
    /// What they provide.
    #[field(required)]
    pub services: Markdown,
    /// How much rests on them.
    #[field(width = "half", column)]
    pub tier: SupplierTier,
    /// How hard they are to replace.
    #[field(width = "half", column)]
    pub substitutability: Option<Substitutability>,
    /// Where they are established, as a two-letter country code.
    #[field(width = "third", column)]
    pub country: String,
    /// Legal entity identifier (ISO 17442).
    #[field(label = "LEI", width = "third")]
    pub lei: String,
    /// Where their security desk can be reached.
    #[field(width = "third")]
    pub security_contact: String,
    /// Suppliers of theirs that our services rest on.
    #[field(verb = "relies on", inverse = "is relied on by", on_retire = "detach")]
    pub sub_suppliers: Vec<Ref<Supplier>>,
    /// When they were last assessed.
    #[field(group = "Assessment", width = "half", column)]
    pub assessed_on: Option<Date>,
    /// What the assessment found, and what we concluded.
    #[field(group = "Assessment")]
    pub assessment: Markdown,
    /// Reports and certificates we received.
    #[field(group = "Assessment", on_retire = "keep")]
    pub reports: Vec<ReceivedReport>,
}

/// A report on a supplier by someone else.
#[part]
pub struct ReceivedReport {
    /// What sort of report.
    #[field(required, width = "third")]
    pub form: ReportForm,
    /// First day it covers.
    #[field(width = "third")]
    pub from: Option<Date>,
    /// Last day it covers.
    #[field(width = "third")]
    pub until: Option<Date>,
    /// The opinion, and exceptions noted.
    pub opinion: String,
    /// When we read it.
    #[field(width = "third")]
    pub reviewed_on: Option<Date>,
    /// Controls that the report expects of us.
    #[field(verb = "expects", inverse = "is expected by", on_retire = "keep")]
    pub complementary: Vec<Ref<Control>>,
}

/// What sort of report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum ReportForm {
    /// SOC 2, design at a date.
    #[choice(label = "SOC 2 type 1", word = "soc2-type-1")]
    SocTypeOne,
    /// SOC 2, operation over a period.
    #[default]
    #[choice(label = "SOC 2 type 2", word = "soc2-type-2")]
    SocTypeTwo,
    /// ISO/IEC 27001 certificate.
    #[choice(label = "ISO/IEC 27001 certificate", word = "iso27001-certificate")]
    Certificate,
    /// Penetration test.
    PenetrationTest,
    /// Their answers to our questionnaire.
    Questionnaire,
    /// Anything else.
    Other,
}

/// How much rests on a supplier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum SupplierTier {
    /// An objective stops if they stop.
    Critical,
    /// An objective becomes harder.
    Important,
    /// We hardly notice.
    #[default]
    Ordinary,
}

/// How hard a supplier is to replace (DORA's terms).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Substitutability {
    /// Within weeks.
    Easy,
    /// Within a year, with effort.
    Difficult,
    /// Not at all.
    NotSubstitutable,
}

impl Kind for Supplier {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("candidate", "Candidate"),
            live("active", "Active"),
            live("leaving", "Being left"),
            closed("left", "Left"),
        ],
        steps: &[
            step("onboard", "Take on", &["candidate", "leaving"], "active"),
            step("leave", "Begin to leave", &["active"], "leaving").with_reason(),
            step("reinstate", "Consider again", &["left"], "candidate").with_reason(),
            Step { name: "retire", label: "Mark as left", ..retire(&["candidate", "active", "leaving"], "left") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let me = check.record.head().id;
        let own = self.sub_suppliers.iter().any(|s| s.id() == me);
        check.require(!own, "/sub_suppliers", "a supplier cannot be its own sub-supplier");
        let code =
            self.country.is_empty() || self.country.len() == 2 && self.country.bytes().all(|b| b.is_ascii_uppercase());
        check.require(code, "/country", "expected a two-letter country code such as DE");
    }
}
