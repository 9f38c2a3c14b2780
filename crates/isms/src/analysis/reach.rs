//! How far a control reaches: what it should cover by its rule, where it was seen to work, and who inherits it.

use super::assured::open_sources;
use crate::{
    assurance::{Test, test::TestVerdict},
    authority::{Role, Sight},
    cadence::Cadence,
    context::Asset,
    control::Control,
    field::Choice,
    filter::{self, Meaning},
    isms::Isms,
    kind::{self},
    record::Record,
    register, rules,
    values::RecordId,
};
use std::collections::{HashMap, HashSet, VecDeque};

/// What a control should cover and where it was seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Assets that its rule names; none where it has no rule.
    pub should: Vec<RecordId>,
    /// Of these, assets on which the newest conclusive run is not too old and found it working.
    pub works: Vec<RecordId>,
    /// Of these, assets on which the newest conclusive run found it not working.
    pub fails: Vec<RecordId>,
    /// Why the rule cannot be read, if so.
    pub fault: Option<String>,
}

impl Coverage {
    /// The share seen to work; none where nothing is named.
    pub fn measured(&self) -> Option<f64> {
        (!self.should.is_empty()).then(|| self.works.len() as f64 / self.should.len() as f64)
    }
}

/// In a rule nobody is "me"; keys mean what they mean to everyone.
impl Meaning for Isms {
    fn me(&self) -> Vec<RecordId> {
        Vec::new()
    }

    fn key(&self, key: &str) -> Option<RecordId> {
        use crate::outer::Names;
        self.find(key).map(|(id, _)| id)
    }
}

/// Assets that a rule names, whoever asks: for analyses that answer for the organisation.
///
/// # Errors
/// What is wrong with the rule, with the place in it.
pub fn named(isms: &Isms, rule: &str) -> Result<Vec<RecordId>, String> {
    let assets = kind::of::<Asset>();
    let query = filter::parse(assets, rule, isms).map_err(|fault| fault.message)?;
    let roles = Role::OPTIONS.iter().filter_map(|o| Role::from_word(o.value)).collect();
    let sight = Sight { roles, everything: true, ..Sight::default() };
    let open = |id: &RecordId| isms.get(*id).is_some_and(|r| r.is_open());
    let rows = register::page(isms, &sight, assets, &query, 0, usize::MAX).rows;
    Ok(rows.iter().map(|r| r.head().id).filter(open).collect())
}

/// Records of a kind that are not over and that a rule names, whoever asks; none where the rule cannot be read.
pub fn inside(isms: &Isms, kind: &'static kind::KindInfo, rule: &str) -> Vec<RecordId> {
    let Ok(query) = filter::parse(kind, rule, isms) else { return Vec::new() };
    let roles = Role::OPTIONS.iter().filter_map(|o| Role::from_word(o.value)).collect();
    let sight = Sight { roles, everything: true, ..Sight::default() };
    let rows = register::page(isms, &sight, kind, &query, 0, usize::MAX).rows;
    rows.iter().filter(|r| r.is_open()).map(|r| r.head().id).collect()
}

/// How far a control reaches today.
pub fn coverage(isms: &Isms, control: &Record<Control>) -> Coverage {
    let rule = control.body.covers.trim();
    if rule.is_empty() {
        return Coverage::default();
    }
    let should = match named(isms, rule) {
        Ok(should) => should,
        Err(fault) => return Coverage { fault: Some(fault), ..Coverage::default() },
    };
    let seen = seen_on(isms, control.head.id);
    let of = |works: bool| should.iter().copied().filter(|a| seen.get(a) == Some(&works)).collect();
    Coverage { works: of(true), fails: of(false), should, fault: None }
}

/// Whether a control worked on each asset on which it was tested: the newest conclusive run on it, while it is not too old.
fn seen_on(isms: &Isms, control: RecordId) -> HashMap<RecordId, bool> {
    let today = rules::today(isms);
    let mut newest = HashMap::new();
    for test in open_sources::<Test>(isms, control).filter(|t| t.body.of.iter().any(|s| s.id() == control)) {
        let cadence = test.body.cadence.unwrap_or(Cadence::Yearly);
        for run in test.body.runs.iter().filter(|r| r.verdict != TestVerdict::Inconclusive) {
            let Some(on) = run.on.filter(|on| *on <= today) else { continue };
            let works = run.verdict != TestVerdict::Failed;
            for asset in &run.on_assets {
                let known: &mut (jiff::civil::Date, bool, bool) =
                    newest.entry(asset.id()).or_insert((on, works, cadence.due_after(on) >= today));
                if on >= known.0 {
                    *known = (on, works, cadence.due_after(on) >= today);
                }
            }
        }
    }
    // A failure does not go away by growing old; a success does.
    newest.into_iter().filter(|(_, (_, works, fresh))| *fresh || !works).map(|(a, (_, works, _))| (a, works)).collect()
}

/// A control that an asset has because something it depends on provides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inherited {
    /// The control.
    pub control: RecordId,
    /// The service that provides it.
    pub from: RecordId,
}

/// What an asset inherits along its dependencies, each control from the nearest service that provides it.
pub fn inherited(isms: &Isms, asset: RecordId) -> Vec<Inherited> {
    let (mut found, mut known): (Vec<Inherited>, HashSet<RecordId>) = (Vec::new(), HashSet::from([asset]));
    let below = |id: RecordId| {
        isms.typed::<Asset>(id).into_iter().flat_map(|a| a.body.depends_on.iter().map(|d| d.id())).collect::<Vec<_>>()
    };
    let mut next: VecDeque<RecordId> = below(asset).into();
    while let Some(id) = next.pop_front() {
        if !known.insert(id) {
            continue;
        }
        let Some(service) = isms.typed::<Asset>(id).filter(|a| a.is_open()) else { continue };
        for control in service.body.provides.iter().map(|c| c.id()) {
            if !found.iter().any(|f| f.control == control) {
                found.push(Inherited { control, from: id });
            }
        }
        next.extend(below(id));
    }
    found
}

/// Services that provide a control.
pub fn providers(isms: &Isms, control: RecordId) -> Vec<&Record<Asset>> {
    open_sources::<Asset>(isms, control).filter(|a| a.body.provides.iter().any(|c| c.id() == control)).collect()
}

/// Assets that depend on a service, at any distance.
pub fn consumers(isms: &Isms, service: RecordId) -> Vec<RecordId> {
    let (mut found, mut next) = (Vec::new(), VecDeque::from([service]));
    while let Some(id) = next.pop_front() {
        for asset in open_sources::<Asset>(isms, id).filter(|a| a.body.depends_on.iter().any(|d| d.id() == id)) {
            if asset.head.id != service && !found.contains(&asset.head.id) {
                found.push(asset.head.id);
                next.push_back(asset.head.id);
            }
        }
    }
    found
}
