//! Contracts with suppliers.

use super::{Process, Supplier};
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
    /// Law it is governed by.
    #[field(group = "Term", width = "third")]
    pub governing_law: String,
    /// How we leave: help, return and deletion of data, time.
    #[field(group = "Term")]
    pub exit: Markdown,
    /// Countries where our data is stored or processed.
    #[field(group = "Data")]
    pub data_locations: Vec<String>,
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
