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
    /// Legal entity identifier (ISO 17442): 20 letters and figures, the last two of which check the rest.
    #[field(label = "LEI", width = "third")]
    pub lei: String,
    /// Where their security desk can be reached.
    #[field(width = "third")]
    pub security_contact: String,
    /// Suppliers of theirs that our services rest on.
    #[field(verb = "relies on", inverse = "is relied on by", on_retire = "detach")]
    pub sub_suppliers: Vec<Ref<Supplier>>,
    /// Why they are hard to replace.
    #[field(
        group = "Replacing them",
        shown_when = "substitutability=difficult|highly-complex|not-substitutable",
        width = "half"
    )]
    pub hard_because: Option<HardBecause>,
    /// How hard it would be to do it ourselves.
    #[field(group = "Replacing them", width = "half")]
    pub reintegration: Option<Reintegration>,
    /// What it would do to us if they stopped.
    #[field(group = "Replacing them", width = "half")]
    pub discontinuing: Option<Discontinuing>,
    /// Whether we looked for others who could do it, and found any.
    #[field(group = "Replacing them", width = "half")]
    pub alternatives_found: Option<AlternativesFound>,
    /// Suppliers who could do it instead.
    #[field(group = "Replacing them", verb = "could be replaced by", inverse = "could replace", on_retire = "detach")]
    pub alternatives: Vec<Ref<Supplier>>,
    /// The name in the commercial register, where it differs from the title.
    #[field(group = "Register of information", width = "half")]
    pub legal_name: String,
    /// Whether it is a company or a person in business.
    #[field(group = "Register of information", width = "half")]
    pub person: Option<LegalForm>,
    /// Another identification code: instead of the LEI where there is none, else beside it.
    #[field(group = "Register of information", width = "half")]
    pub other_code: String,
    /// What sort of code that is.
    #[field(group = "Register of information", width = "half")]
    pub other_code_type: Option<CodeType>,
    /// The company at the head of their group; none where they stand by themselves.
    #[field(
        group = "Register of information",
        verb = "belongs to",
        inverse = "owns",
        on_retire = "detach",
        width = "half"
    )]
    pub parent: Option<Ref<Supplier>>,
    /// Whether it belongs to the same group as we do.
    #[field(group = "Register of information", width = "half")]
    pub in_our_group: bool,
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
    /// Within years, at great cost.
    HighlyComplex,
    /// Not at all.
    NotSubstitutable,
}

/// Why a supplier is hard to replace (DORA register of information).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum HardBecause {
    /// Nobody else does it.
    NoAlternative,
    /// Moving data and work would be hard.
    HardToMigrate,
    /// Both.
    Both,
}

/// How hard it would be to do a supplier's work ourselves (DORA register of information).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Reintegration {
    /// Within weeks, with the people we have.
    #[choice(word = "reintegration-easy")]
    Easy,
    /// Within a year, with new people or tools.
    #[choice(word = "reintegration-difficult")]
    Difficult,
    /// Only in years, or not at all.
    #[choice(word = "reintegration-complex")]
    HighlyComplex,
}

/// What it does when a service or function stops (DORA register of information).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Discontinuing {
    /// A nuisance.
    #[choice(word = "impact-low")]
    Low,
    /// An objective becomes harder to achieve.
    #[choice(word = "impact-medium")]
    Medium,
    /// An objective is missed.
    #[choice(word = "impact-high")]
    High,
    /// Nobody has looked.
    NotAssessed,
}

/// Whether there are others who could do it (DORA register of information).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum AlternativesFound {
    /// Somebody could.
    #[choice(word = "alternatives-yes")]
    Yes,
    /// Nobody could.
    #[choice(word = "alternatives-no")]
    No,
    /// Nobody has looked.
    NotAssessed,
}

/// Companies and people in business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum LegalForm {
    /// A company.
    LegalPerson,
    /// A person in business.
    Individual,
}

/// Identification codes other than the LEI (DORA register of information).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum CodeType {
    /// European unique identifier of a company.
    #[choice(label = "EUID", word = "euid")]
    Euid,
    /// Number in a national company register.
    #[choice(label = "Company register number", word = "crn")]
    Crn,
    /// Number for value-added tax.
    #[choice(label = "VAT number", word = "vat")]
    Vat,
    /// Passport number of a person in business.
    #[choice(label = "Passport number", word = "pnr")]
    Pnr,
    /// National identity number of a person in business.
    #[choice(label = "National identity number", word = "nin")]
    Nin,
}

/// Whether a text is a legal entity identifier: 18 letters and figures and two figures that make the whole, its letters read as
/// 10 to 35, leave 1 when divided by 97 (ISO 17442 with ISO/IEC 7064, MOD 97-10).
pub fn is_lei(text: &str) -> bool {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(u32::from(b - b'0')),
        b'A'..=b'Z' => Some(u32::from(b - b'A') + 10),
        _ => None,
    };
    let step = |rest: u32, b: u8| {
        let d = digit(b)?;
        Some((rest * if d < 10 { 10 } else { 100 } + d) % 97)
    };
    let checked = text.bytes().rev().take(2).all(|b| b.is_ascii_digit());
    text.len() == 20 && checked && text.bytes().try_fold(0, step) == Some(1)
}

/// Country codes of ISO 3166-1, alpha-2, as officially assigned.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM \
    FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO \
    JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT \
    MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA \
    SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US \
    UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Whether a text is a country code of two letters that is in use.
pub fn is_country(text: &str) -> bool {
    text.len() == 2 && COUNTRIES.split_whitespace().any(|c| c == text)
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
        let country = self.country.is_empty() || is_country(&self.country);
        check.require(country, "/country", "expected a two-letter country code such as DE");
        let lei = self.lei.is_empty() || is_lei(&self.lei);
        check.require(lei, "/lei", "expected 20 letters and figures whose check digits are right (ISO 17442)");
        let typed = self.other_code.is_empty() || self.other_code_type.is_some();
        check.require(typed, "/other_code_type", "say what sort of code that is");
        check.require(self.parent.is_none_or(|p| p.id() != me), "/parent", "a supplier cannot be its own parent");
        let other = self.alternatives.iter().all(|a| a.id() != me);
        check.require(other, "/alternatives", "a supplier cannot replace itself");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The two check figures of 18 letters and figures.
    fn completed(body: &str) -> String {
        (2..99).map(|n| format!("{body}{n:02}")).find(|lei| is_lei(lei)).unwrap_or_default()
    }

    #[test]
    fn check_digits_catch_slips() {
        assert!(is_lei("5493001KJTIIGC8Y1R12"), "an identifier that is printed in many examples");
        for wrong in ["", "5493001KJTIIGC8Y1R13", "5493001KJTIIGC8Y1R1", "5493001kjtiigc8y1r12", "5493001KJTIIGC8Y1R1É"]
        {
            assert!(!is_lei(wrong), "{wrong}");
        }
    }

    proptest! {
        /// A letter for a letter or a figure for a figure; one for the other moves all that stands before it.
        #[test]
        fn any_one_sign_changed_is_noticed(body in "[A-Z0-9]{18}", at in 0usize..18, letter in "[A-Z]", figure in "[0-9]") {
            let lei = completed(&body);
            prop_assert!(is_lei(&lei));
            let other = if lei.as_bytes()[at].is_ascii_digit() { figure } else { letter };
            let changed = format!("{}{other}{}", &lei[..at], &lei[at + 1..]);
            prop_assert_eq!(is_lei(&changed), changed == lei);
        }

        #[test]
        fn no_text_panics(text in ".{0,24}") {
            let _ = (is_lei(&text), is_country(&text));
        }
    }
}
