//! Contracts with suppliers.

use super::{Process, Supplier, supplier::is_country};
use crate::{kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

/// An agreement with a supplier: services, functions it supports, term, exit, data location, clauses on security.
#[record(prefix = "CTR", plural = "contracts")]
pub struct Contract {
    /// With whom.
    #[field(required, verb = "binds", inverse = "is bound by", on_retire = "block", width = "half", column)]
    pub supplier: Option<Ref<Supplier>>,
    /// What sort of arrangement it is (DORA register of information).
    #[field(width = "half")]
    pub arrangement: Arrangement,
    /// The framework contract it stands under.
    #[field(
        shown_when = "arrangement=subsequent",
        verb = "stands under",
        inverse = "stands above",
        on_retire = "block",
        width = "half"
    )]
    pub under: Option<Ref<Contract>>,
    /// The number on the paper.
    #[field(width = "half")]
    pub reference: String,
    /// What is provided.
    #[field(required)]
    pub services: Markdown,
    /// The functions that rest on it.
    #[field(verb = "supports", inverse = "is supported by", on_retire = "detach")]
    pub supports: Vec<Ref<Process>>,
    /// First day.
    #[field(group = "Term", width = "third", column)]
    pub starts: Option<Date>,
    /// Last day; without end where empty.
    #[field(group = "Term", width = "third", column)]
    pub ends: Option<Date>,
    /// Notice that we must give.
    #[field(group = "Term", unit = "days", width = "third")]
    pub notice: Option<i64>,
    /// What it costs a year.
    #[field(group = "Term", width = "third", column)]
    pub cost_yearly: Option<Money>,
    /// Notice that they must give us.
    #[field(label = "Their notice", group = "Term", unit = "days", width = "third")]
    pub notice_by_supplier: Option<i64>,
    /// Law it is governed by.
    #[field(group = "Term", width = "third")]
    pub governing_law: String,
    /// Country of that law, as a two-letter code.
    #[field(group = "Term", width = "third")]
    pub law_country: String,
    /// Why it ended, or why notice was given.
    #[field(group = "Term", width = "third")]
    pub ended_because: Option<EndReason>,
    /// How we leave: help, return and deletion of data, time.
    #[field(group = "Term")]
    pub exit: Markdown,
    /// Countries where our data is stored or processed.
    #[field(group = "Data")]
    pub data_locations: Vec<String>,
    /// Whether they keep data of ours, and how sensitive it is.
    #[field(group = "Data", width = "third")]
    pub data_kept: Option<DataKept>,
    /// Countries where our data rests, as two-letter codes; the countries above where empty.
    #[field(group = "Data", width = "third")]
    pub at_rest: Vec<String>,
    /// Countries where our data is worked on, as two-letter codes; the countries above where empty.
    #[field(group = "Data", width = "third")]
    pub processed_in: Vec<String>,
    /// What sort of ICT services it provides; "no ICT service" keeps it out of the register.
    #[field(label = "ICT services", group = "Register of information")]
    pub ict_services: Vec<IctService>,
    /// Country from which they provide it, as a two-letter code.
    #[field(group = "Register of information", width = "half")]
    pub service_country: String,
    /// How far the functions it supports rely on it.
    #[field(group = "Register of information", width = "half")]
    pub reliance: Option<Reliance>,
    /// Clauses that concern security.
    #[field(group = "Clauses")]
    pub clauses: Vec<ContractClause>,
}

/// A clause of a contract.
#[part]
pub struct ContractClause {
    /// Its number in the contract.
    #[field(required, width = "third")]
    pub number: String,
    /// What it is about.
    #[field(required, width = "third")]
    pub topic: ClauseTopic,
    /// What it says, in short.
    pub text: String,
}

/// What a clause is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum ClauseTopic {
    /// What must be done for security.
    #[default]
    Security,
    /// When they must tell us of incidents.
    IncidentNotice,
    /// Our right to look, and the regulator's.
    AuditRight,
    /// Whom they may pass work on to.
    Subcontracting,
    /// Service levels and their consequences.
    ServiceLevel,
    /// Personal data.
    DataProtection,
    /// Ending it.
    Termination,
}

/// Forms of arrangement (DORA register of information).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Arrangement {
    /// Stands by itself.
    #[default]
    Standalone,
    /// A framework for others.
    Overarching,
    /// Stands under a framework contract.
    Subsequent,
}

/// Types of ICT services (Implementing Regulation (EU) 2024/2956, annex III).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum IctService {
    /// Managing projects.
    #[choice(label = "S01 Project management", word = "s01")]
    ProjectManagement,
    /// Analysing, designing, programming, testing.
    #[choice(label = "S02 Development", word = "s02")]
    Development,
    /// Help desk and first level support.
    #[choice(label = "S03 Help desk", word = "s03")]
    HelpDesk,
    /// Security operations and their tools.
    #[choice(label = "S04 Security management", word = "s04")]
    SecurityManagement,
    /// Providing data of others.
    #[choice(label = "S05 Provision of data", word = "s05")]
    ProvisionOfData,
    /// Analysing data.
    #[choice(label = "S06 Data analysis", word = "s06")]
    DataAnalysis,
    /// Rooms, power, racks, outside of a cloud.
    #[choice(label = "S07 Facilities and hosting (no cloud)", word = "s07")]
    Hosting,
    /// Computing, outside of a cloud.
    #[choice(label = "S08 Computation (no cloud)", word = "s08")]
    Computation,
    /// Storing data, outside of a cloud.
    #[choice(label = "S09 Data storage (no cloud)", word = "s09")]
    DataStorage,
    /// Carrying telephone and data.
    #[choice(label = "S10 Telecom carrier", word = "s10")]
    Telecom,
    /// Equipment and operation of networks.
    #[choice(label = "S11 Network infrastructure", word = "s11")]
    Network,
    /// Machines and devices.
    #[choice(label = "S12 Hardware and devices", word = "s12")]
    Hardware,
    /// Software to be run by ourselves.
    #[choice(label = "S13 Software licences", word = "s13")]
    SoftwareLicences,
    /// Running and maintaining our systems.
    #[choice(label = "S14 Operation and maintenance", word = "s14")]
    Operation,
    /// Advice.
    #[choice(label = "S15 Consulting", word = "s15")]
    Consulting,
    /// Managing the risks of information technology.
    #[choice(label = "S16 ICT risk management", word = "s16")]
    RiskManagement,
    /// Infrastructure as a service.
    #[choice(label = "S17 Cloud: infrastructure", word = "s17")]
    CloudInfrastructure,
    /// Platform as a service.
    #[choice(label = "S18 Cloud: platform", word = "s18")]
    CloudPlatform,
    /// Software as a service.
    #[choice(label = "S19 Cloud: software", word = "s19")]
    CloudSoftware,
    /// None of these.
    #[choice(label = "No ICT service", word = "no-ict-service")]
    None,
}

/// How far a function relies on a service (DORA register of information).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Reliance {
    /// It runs without.
    NotSignificant,
    /// It runs almost as well without.
    LowReliance,
    /// It runs badly without.
    MaterialReliance,
    /// It stops without.
    FullReliance,
}

/// Whether data of ours is kept, and how sensitive it is (DORA register of information).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum DataKept {
    /// They keep none.
    #[choice(label = "None", word = "data-none")]
    None,
    /// Harmless if it leaks.
    #[choice(label = "Of low sensitivity", word = "data-low")]
    Low,
    /// Harmful if it leaks.
    #[choice(label = "Of medium sensitivity", word = "data-medium")]
    Medium,
    /// Very harmful if it leaks, or protected by law.
    #[choice(label = "Of high sensitivity", word = "data-high")]
    High,
}

/// Why an arrangement ended (DORA register of information).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum EndReason {
    /// It ran out and was not renewed.
    Expired,
    /// They broke the law or the contract.
    Breach,
    /// Something stood in the way of the service.
    Impediment,
    /// They were weak in handling sensitive data or systems.
    SecurityWeakness,
    /// An authority asked for it.
    AuthorityRequest,
    /// Another reason.
    #[choice(word = "other-reason")]
    Other,
}

impl Contract {
    /// Whether it is known to provide no ICT service, and so has no place in the register of information.
    pub fn is_no_ict(&self) -> bool {
        self.ict_services.contains(&IctService::None)
    }
}

impl Kind for Contract {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("negotiated", "Under negotiation"),
            live("signed", "Signed"),
            live("terminated", "Notice given"),
            closed("ended", "Ended"),
        ],
        steps: &[
            step("sign", "Mark as signed", &["negotiated", "terminated"], "signed"),
            step("terminate", "Give notice", &["signed"], "terminated").with_reason(),
            step("reopen", "Negotiate again", &["ended"], "negotiated").with_reason(),
            Step { name: "retire", label: "End", ..retire(&["negotiated", "signed", "terminated"], "ended") },
        ],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        if let (Some(from), Some(until)) = (self.starts, self.ends) {
            check.require(from <= until, "/ends", "a contract cannot end before it begins");
        }
        for (name, code) in [("law_country", &self.law_country), ("service_country", &self.service_country)] {
            let known = code.is_empty() || is_country(code);
            check.require(known, &format!("/{name}"), "expected a two-letter country code such as DE");
        }
        for (name, codes) in [("at_rest", &self.at_rest), ("processed_in", &self.processed_in)] {
            for (index, code) in codes.iter().enumerate() {
                check.require(
                    is_country(code),
                    &format!("/{name}/{index}"),
                    "expected a two-letter country code such as DE",
                );
            }
        }
        let alone = !self.is_no_ict() || self.ict_services.len() == 1;
        check.require(alone, "/ict_services", "\"no ICT service\" cannot stand beside others");
        let me = check.record.head().id;
        check.require(self.under.is_none_or(|c| c.id() != me), "/under", "a contract cannot stand under itself");
        for (index, clause) in self.clauses.iter().enumerate() {
            let twice = self.clauses[..index].iter().any(|c| c.number == clause.number);
            check.require(!twice, &format!("/clauses/{index}/number"), "this number is given twice");
        }
    }

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        if step == "sign" && record.body.starts.is_none() {
            return Err("say from when the contract holds before marking it as signed".into());
        }
        Ok(())
    }
}
