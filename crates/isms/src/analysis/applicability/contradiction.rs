//! What speaks against what a statement says: exclusions that a risk, an obligation, a control or an asset denies, and inheritance from someone who left.

use super::{Applies, Facts, Line, Reason};
use crate::{
    context::{Asset, Person, Process, Supplier, asset::AssetClass},
    isms::Isms,
    kind::Kind,
    lifecycle::Phase,
    record::Record,
    values::RecordId,
};

/// A record that speaks against a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contradiction {
    /// Excluded, and a control that carries it out treats this open risk.
    Risk(RecordId),
    /// Excluded, and this obligation demands it.
    Obligation(RecordId),
    /// Excluded, and this control operates for it.
    Control(RecordId),
    /// Excluded, and this is in scope, which is what the line is about.
    Present(RecordId),
    /// Inherited from a provider who is gone.
    ProviderGone(RecordId),
    /// Inherited from a supplier who has shown no report, certificate or assessment.
    NotShown(RecordId),
}

impl Contradiction {
    /// Its sort in a word.
    pub fn word(self) -> &'static str {
        match self {
            Contradiction::Risk(_) => "risk",
            Contradiction::Obligation(_) => "obligation",
            Contradiction::Control(_) => "control",
            Contradiction::Present(_) => "present",
            Contradiction::ProviderGone(_) => "provider-gone",
            Contradiction::NotShown(_) => "not-shown",
        }
    }

    /// The record that speaks against the line.
    pub fn record(self) -> RecordId {
        match self {
            Contradiction::Risk(id)
            | Contradiction::Obligation(id)
            | Contradiction::Control(id)
            | Contradiction::Present(id)
            | Contradiction::ProviderGone(id)
            | Contradiction::NotShown(id) => id,
        }
    }
}

/// What there is that some lines of ISO/IEC 27001 Annex A are about, so that excluding them needs another look.
pub(super) struct Presence {
    sites: Vec<RecordId>,
    people: Vec<RecordId>,
    suppliers: Vec<RecordId>,
    cloud: Vec<RecordId>,
    software: Vec<RecordId>,
    hardware: Vec<RecordId>,
    personal: Vec<RecordId>,
    available: Vec<RecordId>,
}

/// Records of a sort that are named at most.
const NAMED: usize = 3;

impl Presence {
    /// What is in scope.
    pub(super) fn of(isms: &Isms, facts: &Facts<'_>) -> Presence {
        let assets = |wanted: &dyn Fn(&Asset) -> bool| some(isms.all::<Asset>().filter(|a| wanted(&a.body)), facts);
        let class = |class: AssetClass| assets(&|a| a.class == class);
        Presence {
            sites: class(AssetClass::Site),
            people: some(isms.all::<Person>(), facts),
            suppliers: some(isms.all::<Supplier>(), facts),
            cloud: assets(&|a| a.class == AssetClass::Service && a.provided_by.is_some()),
            software: class(AssetClass::Software),
            hardware: class(AssetClass::Hardware),
            personal: some(isms.all::<Process>().filter(|p| p.body.personal_data), facts),
            available: assets(&|a| a.availability >= Some(crate::context::asset::Need::High)),
        }
    }

    /// What a line of Annex A is about, by its number: a fact of the standard's own titles.
    fn about(&self, framework: &str, line: &str) -> &[RecordId] {
        if framework != "iso27001-2022" {
            return &[];
        }
        match line {
            "A.5.19" | "A.5.20" | "A.5.21" | "A.5.22" => &self.suppliers,
            "A.5.23" => &self.cloud,
            "A.5.34" => &self.personal,
            "A.7.1" | "A.7.2" | "A.7.3" | "A.7.4" | "A.7.5" => &self.sites,
            "A.7.8" | "A.7.13" | "A.7.14" => &self.hardware,
            "A.8.8" | "A.8.19" => &self.software,
            "A.8.13" | "A.8.14" => &self.available,
            line if line.starts_with("A.6.") => &self.people,
            _ => &[],
        }
    }
}

fn some<'a, T: Kind>(records: impl Iterator<Item = &'a Record<T>>, facts: &Facts<'_>) -> Vec<RecordId> {
    let live = |r: &&Record<T>| T::LIFECYCLE.phase(&r.head.state) == Phase::Live && facts.in_scope(*r);
    records.filter(live).take(NAMED).map(|r| r.head.id).collect()
}

pub(super) fn of(isms: &Isms, presence: &Presence, facts: &Facts<'_>, line: &Line<'_>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    if line.applies == Applies::No {
        found.extend(line.reasons.iter().filter_map(|r| match r {
            Reason::Risk(id) => Some(Contradiction::Risk(*id)),
            Reason::Obligation(id) | Reason::Contract(id) => Some(Contradiction::Obligation(*id)),
            Reason::Baseline | Reason::Stated => None,
        }));
        let operates = |id: RecordId| isms.get(id).is_some_and(|c| c.phase() == Phase::Live);
        found.extend(line.through.iter().filter(|t| operates(t.control)).map(|t| Contradiction::Control(t.control)));
        found.extend(presence.about(facts.framework, &line.point.id).iter().map(|id| Contradiction::Present(*id)));
    }
    found.extend(line.inherited.and_then(|i| i.provider).and_then(|p| provider(isms, p.id())));
    found.sort_unstable();
    found.dedup();
    found
}

/// What is wrong with a provider, if anything.
fn provider(isms: &Isms, id: RecordId) -> Option<Contradiction> {
    let record = isms.get(id)?;
    if !record.is_open() {
        return Some(Contradiction::ProviderGone(id));
    }
    let supplier = record.typed::<Supplier>().or_else(|| {
        let provided_by = record.typed::<Asset>()?.body.provided_by?;
        isms.typed::<Supplier>(provided_by.id())
    })?;
    let shown = !supplier.body.reports.is_empty() || supplier.body.assessed_on.is_some();
    (!shown).then_some(Contradiction::NotShown(id))
}
