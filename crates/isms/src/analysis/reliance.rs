//! What stands on a control, and what falls if it fails.

use super::{assured::open_sources, reach};
use crate::{
    context::Asset,
    control::{Control, Pattern, control::ControlEffect},
    instruction::Instruction,
    isms::Isms,
    kind::Kind,
    lifecycle::Phase,
    operations::Plan,
    policy::{Exception, Requirement},
    record::Record,
    risk::{Estimate, Risk},
    values::{Clause, RecordId},
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What stands on a control.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stands {
    /// Objectives, each with the risks through which; none where the control protects it directly.
    pub objectives: Vec<(RecordId, Vec<RecordId>)>,
    /// Requirements and obligations of ours that it carries out.
    pub demands: Vec<RecordId>,
    /// Requirements of frameworks: those it names, and those that its requirements meet.
    pub clauses: Vec<Clause>,
    /// Of these, the ones that nothing else which operates carries out: they fall with it.
    pub alone: Vec<Clause>,
    /// Plans that count on it.
    pub plans: Vec<RecordId>,
    /// Estimates that assume it.
    pub estimates: Vec<RecordId>,
    /// Exceptions it compensates for.
    pub exceptions: Vec<RecordId>,
    /// Instructions by which it is operated.
    pub instructions: Vec<RecordId>,
    /// Patterns that use it.
    pub patterns: Vec<RecordId>,
    /// Assets that inherit it.
    pub consumers: Vec<RecordId>,
}

/// What stands on a control today.
pub fn stands_on(isms: &Isms, control: &Record<Control>) -> Stands {
    let id = control.head.id;
    let clauses = clauses_of(isms, &control.body);
    let others: HashSet<Clause> = isms
        .all::<Control>()
        .filter(|c| c.head.id != id && Control::LIFECYCLE.phase(&c.head.state) == Phase::Live)
        .flat_map(|c| clauses_of(isms, &c.body))
        .collect();
    let mut consumers: Vec<RecordId> =
        reach::providers(isms, id).iter().flat_map(|s| reach::consumers(isms, s.head.id)).collect();
    consumers.sort_unstable();
    consumers.dedup();
    Stands {
        objectives: objectives(isms, &control.body),
        demands: control.body.implements.iter().map(|d| d.id()).collect(),
        alone: clauses.iter().filter(|c| !others.contains(*c)).cloned().collect(),
        clauses: clauses.into_iter().collect(),
        plans: ids::<Plan>(isms, id),
        estimates: ids::<Estimate>(isms, id),
        exceptions: open_sources::<Exception>(isms, id)
            .filter(|e| e.body.compensating.iter().any(|c| c.id() == id))
            .map(|e| e.head.id)
            .collect(),
        instructions: ids::<Instruction>(isms, id),
        patterns: ids::<Pattern>(isms, id),
        consumers,
    }
}

fn ids<T: Kind>(isms: &Isms, control: RecordId) -> Vec<RecordId> {
    open_sources::<T>(isms, control).map(|r| r.head.id).collect()
}

fn objectives(isms: &Isms, control: &Control) -> Vec<(RecordId, Vec<RecordId>)> {
    let mut found: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for objective in &control.protects {
        found.entry(objective.id()).or_default();
    }
    for risk in control.treats.iter().filter_map(|r| isms.typed::<Risk>(r.id())) {
        if Risk::LIFECYCLE.phase(&risk.head.state) == Phase::Closed {
            continue;
        }
        for threatened in risk.body.threatens.iter().filter_map(|t| t.objective) {
            found.entry(threatened.id()).or_default().push(risk.head.id);
        }
    }
    found.into_iter().filter(|(o, _)| isms.get(*o).is_some_and(|r| r.is_open())).collect()
}

/// Requirements of frameworks that a control carries out: named by it, or met by a requirement in force that it implements.
fn clauses_of(isms: &Isms, control: &Control) -> BTreeSet<Clause> {
    let met = control.implements.iter().filter_map(|d| isms.typed::<Requirement>(d.id())?.counts());
    control.clauses.iter().chain(met.flat_map(|r| &r.clauses)).cloned().collect()
}

/// Why two controls may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// Same risks, same requirements and the same effect.
    InWhatTheyDo,
    /// Nearly the same words.
    InWords,
}

/// Pairs of controls that operate and may be one, each pair once, the lower key first.
pub fn twins(isms: &Isms) -> Vec<(RecordId, RecordId, Alike)> {
    let operating: Vec<(&Record<Control>, Facts)> = isms
        .all::<Control>()
        .filter(|c| Control::LIFECYCLE.phase(&c.head.state) == Phase::Live)
        .map(|c| (c, Facts::of(&c.head.title, &c.body)))
        .collect();
    // Only those with a risk or a word in common are compared: pairs are met through what they share.
    let mut sharing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (_, facts)) in operating.iter().enumerate() {
        facts.marks.iter().for_each(|m| sharing.entry(m).or_default().push(at));
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for list in sharing.values().filter(|l| l.len() <= COMMON) {
        list.iter().enumerate().for_each(|(i, a)| pairs.extend(list.iter().skip(i + 1).map(|b| (*a, *b))));
    }
    let mut found: Vec<(RecordId, RecordId, Alike)> = Vec::new();
    for (a, b) in pairs {
        if let (Some((first, x)), Some((second, y))) = (operating.get(a), operating.get(b)) {
            found.extend(x.alike(y).map(|why| (first.head.id, second.head.id, why)));
        }
    }
    found
}

/// A mark that more controls than this share says nothing about any two of them.
const COMMON: usize = 40;
/// The share of words in common above which two texts are nearly the same.
const NEARLY: f64 = 0.6;

/// What two controls are compared by.
struct Facts {
    words: BTreeSet<String>,
    /// Words, and the risks together with the requirements, as one text each.
    marks: BTreeSet<String>,
    purpose: Option<String>,
}

impl Facts {
    fn of(title: &str, control: &Control) -> Facts {
        let text = format!("{title} {}", control.description.0).to_lowercase();
        let words: BTreeSet<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3).map(str::to_owned).collect();
        let sorted = |mut list: Vec<String>| {
            list.sort();
            list.join(" ")
        };
        let risks = sorted(control.treats.iter().map(|r| format!("{:?}", r.id())).collect());
        let clauses = sorted(control.clauses.iter().map(ToString::to_string).collect());
        let effects = sorted(control.effects.iter().map(effect).collect());
        let says_something = !control.treats.is_empty() && !control.clauses.is_empty() && !control.effects.is_empty();
        let purpose = says_something.then(|| format!("{risks}|{clauses}|{effects}"));
        let marks = words.iter().cloned().chain(purpose.clone()).collect();
        Facts { words, marks, purpose }
    }

    fn alike(&self, other: &Facts) -> Option<Alike> {
        if self.purpose.is_some() && self.purpose == other.purpose {
            return Some(Alike::InWhatTheyDo);
        }
        let (both, all) = (self.words.intersection(&other.words).count(), self.words.union(&other.words).count());
        (all >= 4 && both as f64 >= NEARLY * all as f64).then_some(Alike::InWords)
    }
}

fn effect(e: &ControlEffect) -> String {
    format!("{:?} {:?}", e.factor, e.multiplier)
}

/// A control that a consumer of a service operates although the service provides one for the same requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rebuilt {
    /// The consumer's own control.
    pub own: RecordId,
    /// The control that it could inherit.
    pub provided: RecordId,
    /// The service that provides it.
    pub service: RecordId,
}

/// Controls that were built although they could be inherited: owned by whoever owns a consumer of the service, for a requirement of a
/// framework that the provided control also carries out.
pub fn rebuilt(isms: &Isms) -> Vec<Rebuilt> {
    let live = |c: &&Record<Control>| Control::LIFECYCLE.phase(&c.head.state) == Phase::Live;
    let mut found = BTreeSet::new();
    for service in isms.all::<Asset>().filter(|a| !a.body.provides.is_empty()) {
        let owners: HashSet<RecordId> = reach::consumers(isms, service.head.id)
            .iter()
            .filter_map(|c| isms.get(*c)?.head().owner)
            .map(|o| o.id())
            .collect();
        if owners.is_empty() {
            continue;
        }
        for provided in service.body.provides.iter().filter_map(|c| isms.typed::<Control>(c.id())).filter(live) {
            let same = |c: &&Record<Control>| c.body.clauses.iter().any(|k| provided.body.clauses.contains(k));
            let theirs = |c: &&Record<Control>| c.head.owner.is_some_and(|o| owners.contains(&o.id()));
            let own = isms
                .all::<Control>()
                .filter(live)
                .filter(|c| c.head.id != provided.head.id)
                .filter(same)
                .filter(theirs);
            let free = own.filter(|c| reach::providers(isms, c.head.id).is_empty());
            found.extend(free.map(|c| Rebuilt {
                own: c.head.id,
                provided: provided.head.id,
                service: service.head.id,
            }));
        }
    }
    found.into_iter().collect()
}
