//! Assets: what the organisation works with.

use super::Supplier;
use crate::{assurance::Check, control::Control, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, record};

/// Information, software, hardware, a service, a site, an identity or people that processes rest on.
#[record(prefix = "AST", plural = "assets")]
pub struct Asset {
    /// What it is and what it is used for.
    pub description: Markdown,
    /// What sort of asset it is.
    #[field(width = "half", column)]
    pub class: AssetClass,
    /// Its level in the organisation's classification scheme.
    #[field(width = "half")]
    pub classification: String,
    /// Where it is.
    #[field(width = "half", column)]
    pub location: String,
    /// How many there are, where it stands for several of a kind.
    #[field(width = "half")]
    pub quantity: Option<i64>,
    /// How much harm it does if someone learns it who should not.
    #[field(group = "Needs", width = "third", column)]
    pub confidentiality: Option<Need>,
    /// How much harm it does if it is wrong.
    #[field(group = "Needs", width = "third", column)]
    pub integrity: Option<Need>,
    /// How much harm it does if it is not there.
    #[field(group = "Needs", width = "third", column)]
    pub availability: Option<Need>,
    /// Assets it cannot work without; they inherit its needs.
    #[field(group = "Dependence", verb = "depends on", inverse = "is depended on by", on_retire = "block")]
    pub depends_on: Vec<Ref<Asset>>,
    /// Who provides it, where it is not ours.
    #[field(group = "Dependence", verb = "is provided by", inverse = "provides", on_retire = "block", width = "half")]
    pub provided_by: Option<Ref<Supplier>>,
    /// Controls that everyone who depends on this service inherits.
    #[field(
        group = "Dependence",
        shown_when = "class=service",
        verb = "provides",
        inverse = "is provided by",
        on_retire = "detach"
    )]
    pub provides: Vec<Ref<Control>>,
    /// What stays with those who inherit.
    #[field(group = "Dependence", shown_when = "class=service")]
    pub stays_with_consumer: Markdown,
    /// Whether it can be reached from the internet.
    #[field(group = "Upkeep", width = "third")]
    pub internet_facing: bool,
    /// Maker of the product, as advisories name it.
    #[field(group = "Upkeep", width = "third")]
    pub vendor: String,
    /// The product, as advisories name it.
    #[field(group = "Upkeep", width = "third")]
    pub product: String,
    /// The product's version.
    #[field(group = "Upkeep", width = "third")]
    pub product_version: String,
    /// After this day its maker no longer mends it.
    #[field(group = "Upkeep", width = "third")]
    pub end_of_support: Option<Date>,
    /// Checks that say whether it is configured as it should be.
    #[field(group = "Upkeep", verb = "is measured by", inverse = "is the baseline of", on_retire = "detach")]
    pub baseline: Vec<Ref<Check>>,
}

/// What sort of asset it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum AssetClass {
    /// Knowledge and data, in whatever form.
    #[default]
    Information,
    /// Programs.
    Software,
    /// Machines and devices.
    Hardware,
    /// Something provided to us or by us to others.
    Service,
    /// A place.
    Site,
    /// An account or certificate, or a store of them.
    Identity,
    /// People and what only they know.
    People,
}

/// How much harm the loss of a property does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Need {
    /// A nuisance.
    Low,
    /// An objective becomes harder to achieve.
    Moderate,
    /// An objective is missed.
    High,
    /// The organisation is in danger.
    VeryHigh,
}

impl Kind for Asset {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let me = check.record.head().id;
        check.require(self.depends_on.iter().all(|a| a.id() != me), "/depends_on", "an asset cannot depend on itself");
        check.require(self.quantity.is_none_or(|n| n >= 0), "/quantity", "expected 0 or more");
    }
}
