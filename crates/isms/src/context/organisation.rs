//! The organisation itself.

#[path = "organisation/trust.rs"]
pub mod trust;

use super::{
    Supplier,
    supplier::{is_country, is_lei},
};
use crate::{
    assurance::{Certificate, Evidence},
    check::Check,
    control::Framework,
    kind::Kind,
    lifecycle::*,
    policy::Policy,
    proportion::Setting,
    values::*,
};
use surety_derive::{Choice, part, record};

/// The organisation that is managed: what it is, what binds it, and how it has chosen to judge risk.
#[record(prefix = "ORG", plural = "organisations", single)]
pub struct Organisation {
    /// What it does, in the words of its annual report.
    #[field(column)]
    pub purpose: Markdown,
    /// The sector, in NIS2's terms.
    #[field(group = "Regulation", width = "half", column)]
    pub sector: String,
    /// Its class under NIS2.
    #[field(label = "NIS2 class", group = "Regulation", width = "half")]
    pub nis2_class: Option<Nis2Class>,
    /// Whether it is a financial entity under DORA.
    #[field(label = "DORA entity", group = "Regulation", width = "half")]
    pub dora_entity: bool,
    /// Our legal entity identifier (ISO 17442): 20 letters and figures, the last two of which check the rest.
    #[field(label = "LEI", group = "Register of information", width = "third")]
    pub lei: String,
    /// Where it is established, as a two-letter country code.
    #[field(group = "Register of information", width = "third")]
    pub country: String,
    /// What sort of entity it is, in DORA's terms.
    #[field(group = "Register of information", width = "third")]
    pub entity_type: Option<EntityType>,
    /// The authority that the register goes to.
    #[field(group = "Register of information", width = "third")]
    pub competent_authority: String,
    /// Its place in its group.
    #[field(group = "Register of information", width = "third")]
    pub group_place: Option<GroupPlace>,
    /// LEI of the company that owns it directly; none where it stands by itself.
    #[field(label = "LEI of the parent", group = "Register of information", width = "third")]
    pub parent_lei: String,
    /// Total assets in the last annual accounts.
    #[field(group = "Register of information", width = "third")]
    pub total_assets: Option<Money>,
    /// Registration with authorities: numbers and dates.
    #[field(group = "Regulation")]
    pub registration: Markdown,
    /// Scales thresholds, quorums and cadences.
    #[field(group = "Size", width = "half", column)]
    pub profile: Profile,
    /// Who stands in where few people cannot separate duties.
    #[field(group = "Size", width = "half")]
    pub substitute: Option<Substitute>,
    /// Settings that differ from the profile's, each with a reason.
    #[field(group = "Size")]
    pub settings: Vec<Tuning>,
    /// How many people work here.
    #[field(group = "Size", width = "half")]
    pub headcount: Option<i64>,
    /// ISO 4217 code of the currency that money is stated in.
    #[field(group = "Place", width = "third")]
    pub currency: String,
    /// IANA name, such as Europe/Berlin.
    #[field(group = "Place", width = "third")]
    pub time_zone: String,
    /// Languages the organisation works in, such as en and de.
    #[field(group = "Place", width = "third")]
    pub languages: Vec<String>,
    /// Days on which nobody works, beside weekends.
    #[field(group = "Place")]
    pub holidays: Vec<jiff::civil::Date>,
    /// Criteria for accepting risk, when assessments are made, who estimates.
    #[field(group = "Method")]
    pub risk_method: Markdown,
    /// Levels of severity for incidents and findings.
    #[field(group = "Method")]
    pub severities: Vec<Level>,
    /// Levels of classification for information.
    #[field(group = "Method")]
    pub classifications: Vec<Level>,
    /// Whether anyone may read the trust page without signing in.
    #[field(group = "Trust page", label = "Trust page is public", width = "half")]
    pub trust_page: bool,
    /// Where weaknesses and incidents are reported to us: a mail address or a desk.
    #[field(group = "Trust page", width = "half")]
    pub security_contact: String,
    /// How we treat those who report a weakness, and where that is written down.
    #[field(group = "Trust page")]
    pub vulnerability_disclosure: Markdown,
    /// How an outsider asks for more than the page shows.
    #[field(group = "Trust page")]
    pub request_more: Markdown,
    /// Certificates that the page shows while they are valid.
    #[field(
        group = "Trust page",
        verb = "shows the public",
        inverse = "is shown to the public by",
        on_retire = "detach"
    )]
    pub shown_certificates: Vec<Ref<Certificate>>,
    /// Frameworks that the page shows while they are adopted.
    #[field(
        group = "Trust page",
        verb = "shows the public",
        inverse = "is shown to the public by",
        on_retire = "detach"
    )]
    pub shown_frameworks: Vec<Ref<Framework>>,
    /// Policies whose titles the page shows while they are in force.
    #[field(
        group = "Trust page",
        verb = "shows the public",
        inverse = "is shown to the public by",
        on_retire = "detach"
    )]
    pub shown_policies: Vec<Ref<Policy>>,
    /// Suppliers that process personal data for us on behalf of customers, as the page names them.
    #[field(group = "Trust page", on_retire = "detach")]
    pub sub_processors: Vec<SubProcessor>,
    /// Evidence that goes into the due-diligence pack, beside the certificates and policies shown.
    #[field(group = "Trust page", verb = "hands out", inverse = "is handed out by", on_retire = "detach")]
    pub pack_evidence: Vec<Ref<Evidence>>,
}

/// A setting that differs from what the organisation's size suggests.
#[part]
pub struct Tuning {
    /// Which.
    #[field(required, width = "half")]
    pub setting: Option<Setting>,
    /// What it is here, in the setting's unit.
    #[field(required, width = "third")]
    pub value: Option<f64>,
    /// Why.
    #[field(required)]
    pub reason: String,
}

/// A supplier that the trust page names.
#[part]
pub struct SubProcessor {
    /// The supplier.
    #[field(
        required,
        verb = "names to the public",
        inverse = "is named to the public by",
        on_retire = "detach",
        width = "half"
    )]
    pub supplier: Option<Ref<Supplier>>,
    /// What they process it for.
    #[field(width = "half")]
    pub purpose: String,
}

/// Entities of DORA article 2 (register of information).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum EntityType {
    /// Bank.
    CreditInstitution,
    /// Payment institution.
    PaymentInstitution,
    /// Account information service provider.
    AccountInformationProvider,
    /// Electronic money institution.
    ElectronicMoneyInstitution,
    /// Investment firm.
    InvestmentFirm,
    /// Crypto-asset service provider.
    CryptoAssetProvider,
    /// Issuer of asset-referenced tokens.
    TokenIssuer,
    /// Central securities depository.
    SecuritiesDepository,
    /// Central counterparty.
    CentralCounterparty,
    /// Trading venue.
    TradingVenue,
    /// Trade repository.
    TradeRepository,
    /// Manager of alternative investment funds.
    FundManager,
    /// Management company.
    ManagementCompany,
    /// Data reporting service provider.
    DataReportingProvider,
    /// Insurance or reinsurance undertaking.
    InsuranceUndertaking,
    /// Insurance or reinsurance intermediary.
    InsuranceIntermediary,
    /// Institution for occupational retirement provision.
    RetirementInstitution,
    /// Credit rating agency.
    RatingAgency,
    /// Administrator of critical benchmarks.
    BenchmarkAdministrator,
    /// Crowdfunding service provider.
    CrowdfundingProvider,
    /// Securitisation repository.
    SecuritisationRepository,
    /// Another financial entity.
    OtherFinancialEntity,
    /// Provides ICT services within a financial group.
    GroupIctProvider,
    /// No financial entity, in a financial group or not.
    NonFinancialEntity,
}

/// Places in a group (DORA register of information).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum GroupPlace {
    /// At its head.
    UltimateParent,
    /// Owns others and is owned.
    Parent,
    /// Is owned.
    Subsidiary,
    /// In no group.
    NoGroup,
    /// Keeps the register for others.
    Outsourcing,
}

/// One level of a scheme.
#[part]
pub struct Level {
    /// The level's name.
    #[field(required, width = "third")]
    pub name: String,
    /// When it applies.
    pub meaning: String,
}

/// Classes of NIS2 article 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Nis2Class {
    /// Article 3(1).
    Essential,
    /// Article 3(2).
    Important,
    /// Outside.
    NotInScope,
}

/// Sizes as in Commission Recommendation 2003/361/EC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Profile {
    /// Fewer than 10 people.
    Micro,
    /// Fewer than 50.
    #[default]
    Small,
    /// Fewer than 250.
    Medium,
    /// More.
    Large,
}

/// What replaces separation of duties where there are too few people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Substitute {
    /// An auditor from outside.
    OutsideAuditor,
    /// A peer organisation looks at ours and we at theirs.
    PeerSwap,
    /// The owner reviews and dates it.
    OwnerReview,
}

impl Kind for Organisation {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut Check<'_>) {
        let currency = self.currency.is_empty() || self.currency.parse::<Currency>().is_ok();
        check.require(currency, "/currency", "expected a currency of three capital letters such as EUR");
        for (name, lei) in [("lei", &self.lei), ("parent_lei", &self.parent_lei)] {
            let sound = lei.is_empty() || is_lei(lei);
            let expected = "expected 20 letters and figures whose check digits are right (ISO 17442)";
            check.require(sound, &format!("/{name}"), expected);
        }
        let country = self.country.is_empty() || is_country(&self.country);
        check.require(country, "/country", "expected a two-letter country code such as DE");
        for (index, tuning) in self.settings.iter().enumerate() {
            let twice = self.settings[..index].iter().any(|t| t.setting == tuning.setting);
            check.require(!twice, &format!("/settings/{index}/setting"), "this setting is given twice");
            let range = tuning.setting.map_or(0.0..=f64::MAX, Setting::range);
            let expected = format!("expected a number from {} to {}", range.start(), range.end());
            let fits = tuning.value.is_none_or(|v| range.contains(&v));
            check.require(fits, &format!("/settings/{index}/value"), &expected);
        }
        let zone = self.time_zone.is_empty() || jiff::tz::TimeZone::get(&self.time_zone).is_ok();
        check.require(zone, "/time_zone", "expected an IANA time zone such as Europe/Berlin");
    }
}
