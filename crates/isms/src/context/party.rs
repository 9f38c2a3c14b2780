//! Interested parties: who wants something of us, and whom we call.

use super::Obligation;
use crate::{kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

/// Someone outside who wants something of our security, or whom we may need to reach: what they need, and how and when to call.
#[record(prefix = "PTY", plural = "parties", label = "Interested party", labels = "Interested parties")]
pub struct Party {
    /// What they are to us.
    #[field(width = "half", column)]
    pub relation: PartyRelation,
    /// What they need or expect of us.
    #[field(required)]
    pub needs: Markdown,
    /// What they told us about how well we meet it.
    pub feedback: Markdown,
    /// Obligations that they impose or could enforce.
    #[field(verb = "demands", inverse = "is demanded by", on_retire = "detach", column)]
    pub demands: Vec<Ref<Obligation>>,
    /// When they are to be called, and by whom.
    #[field(group = "Contact")]
    pub call_when: Markdown,
    /// Ways to reach them, the best first.
    #[field(group = "Contact")]
    pub contacts: Vec<Contact>,
    /// When someone last tried the contacts.
    #[field(group = "Contact", width = "half", column)]
    pub last_verified: Option<Date>,
}

/// A way to reach someone.
#[part]
pub struct Contact {
    /// Whom one reaches: a name or a desk.
    #[field(required, width = "third")]
    pub who: String,
    /// Telephone number, mail or portal.
    #[field(required, width = "third")]
    pub address: String,
    /// Hours, language, code words.
    #[field(width = "third")]
    pub note: String,
}

/// What a party is to us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum PartyRelation {
    /// Buys or uses what we provide.
    #[default]
    Customer,
    /// Owns us or lends to us.
    Owner,
    /// Works for us, or speaks for those who do.
    Staff,
    /// Works with us without being a supplier.
    Partner,
    /// Supervises us.
    Regulator,
    /// Handles incidents for a sector or a state.
    #[choice(label = "CSIRT", word = "csirt")]
    Csirt,
    /// Prosecutes crime.
    Police,
    /// Shares what it knows about threats or practice.
    SpecialInterestGroup,
    /// Is paid to come when something happens.
    Retainer,
    /// Bears part of our losses.
    Insurer,
    /// Lives or works around us.
    Public,
}

impl Kind for Party {
    const LIFECYCLE: Lifecycle = SIMPLE;
}
