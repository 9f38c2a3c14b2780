//! Conformance by clause: what a clause asks, which live records answer it, and what is missing. Never a check-box.
//!
//! A clause asks for several things; each is a look at the records ([`probes`]). What is missing is whatever a look does not find, every rule signal that
//! bears on the clause, and every control named for it whose status is not earned. So nothing here can be ticked: it only changes when records do.

mod dora;
pub mod instead;
mod iso27001;
mod nis2;
pub mod probes;

use super::{
    applicability::{Line, Statement},
    assured::Status,
};
use crate::{
    isms::Isms,
    record::AnyRecord,
    rules::{self, Signal, Signals},
    values::RecordId,
};
use instead::Instead;
use jiff::civil::Date;
use probes::Probe;

/// What a clause asks, in our words.
#[derive(Debug)]
pub struct Demand {
    /// The clause, by the framework's identifier.
    pub clause: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// What answers it.
    pub probes: &'static [&'static Probe],
    /// Whether a control must name it: for what no other record shows, such as cryptography.
    pub named: bool,
    /// Clauses of ISO/IEC 27001 that ask the same, so that the rules which bear on them bear on this one.
    pub like: &'static [&'static str],
}

/// Clauses of a framework that can be answered from records, in order; nothing for a framework that is not known here.
pub fn demands(framework: &str) -> &'static [Demand] {
    match framework {
        "iso27001-2022" => iso27001::DEMANDS,
        "nis2" => nis2::DEMANDS,
        "dora" => dora::DEMANDS,
        _ => &[],
    }
}

/// Frameworks that can be answered from records.
pub static FRAMEWORKS: [&str; 3] = ["iso27001-2022", "nis2", "dora"];

/// How far a clause is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// No record answers it.
    Unanswered,
    /// Some records answer it, and something is missing.
    InPart,
    /// Every look finds records, and nothing speaks against them.
    Answered,
}

impl Standing {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Unanswered => "unanswered",
            Standing::InPart => "in-part",
            Standing::Answered => "answered",
        }
    }
}

/// What one look found.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What was looked for.
    pub probe: &'static Probe,
    /// The records that answer it, in key order; those of what stands in for it where `instead` says so.
    pub records: Vec<RecordId>,
    /// What stands in for it, or would, where nothing was found and the organisation's size asks for less.
    pub instead: Option<&'static Instead>,
}

impl Seen {
    fn of(desk: &Desk<'_>, probe: &'static Probe) -> Seen {
        let records = ordered(desk.isms, (probe.look)(desk));
        match probe.instead.filter(|i| records.is_empty() && i.offers(desk)) {
            Some(instead) => Seen { probe, records: ordered(desk.isms, instead.found(desk)), instead: Some(instead) },
            None => Seen { probe, records, instead: None },
        }
    }
}

/// How it stands with a clause.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// The clause.
    pub demand: &'static Demand,
    /// What was looked for and found.
    pub seen: Vec<Seen>,
    /// Controls named for the clause that operate, with their status, the weakest first.
    pub controls: Vec<(RecordId, Status)>,
    /// What the rules say that bears on it.
    pub signals: Vec<&'a Signal>,
    /// What follows.
    pub standing: Standing,
}

impl Answer<'_> {
    /// Whether a control should name it and none that operates does.
    pub fn lacks_control(&self) -> bool {
        self.demand.named && self.controls.is_empty()
    }

    /// What was looked for and not found.
    pub fn missing(&self) -> impl Iterator<Item = &'static Probe> + '_ {
        self.seen.iter().filter(|s| s.records.is_empty()).map(|s| s.probe)
    }
}

/// Where looks are taken.
pub struct Desk<'i> {
    /// The value.
    pub isms: &'i Isms,
    /// The day of its moment, where the organisation is.
    pub today: Date,
}

/// Every clause of a framework that can be answered from records. `statement` is the same framework's, for the controls that name a clause.
pub fn answers<'a>(
    isms: &Isms,
    framework: &str,
    statement: Option<&Statement<'_>>,
    signals: &'a Signals,
) -> Vec<Answer<'a>> {
    let desk = Desk { isms, today: rules::today(isms) };
    demands(framework).iter().map(|demand| answer(&desk, framework, demand, statement, signals)).collect()
}

fn answer<'a>(
    desk: &Desk<'_>,
    framework: &str,
    demand: &'static Demand,
    statement: Option<&Statement<'_>>,
    signals: &'a Signals,
) -> Answer<'a> {
    let seen: Vec<Seen> = demand.probes.iter().map(|probe| Seen::of(desk, probe)).collect();
    let controls = controls(desk.isms, demand, statement);
    let bearing: Vec<&str> =
        rules::all().iter().filter(|r| bears(r.clauses, framework, demand)).map(|r| r.code).collect();
    let signals: Vec<&Signal> = signals.iter().filter(|s| bearing.contains(&s.code)).collect();
    let found = seen.iter().filter(|s| !s.records.is_empty()).count() + controls.len();
    let complete = seen.iter().all(|s| !s.records.is_empty()) && !(demand.named && controls.is_empty());
    let earned = controls.iter().all(|(_, status)| *status == Status::Passed);
    let standing = match (found, complete && earned && signals.is_empty()) {
        (0, _) => Standing::Unanswered,
        (_, true) => Standing::Answered,
        _ => Standing::InPart,
    };
    Answer { demand, seen, controls, signals, standing }
}

/// Whether a rule's clauses name the demand, something below it, or a clause that asks the same. A rule says `6.1.3 b` where it means one point.
fn bears(clauses: &[&str], framework: &str, demand: &Demand) -> bool {
    let names = |clause: &&str| {
        let Some((of, id)) = clause.split_once(':') else { return false };
        let id = id.split(' ').next().unwrap_or(id);
        let below =
            |asked: &str| id == asked || id.strip_prefix(asked).is_some_and(|rest| rest.starts_with(['.', '(']));
        (of == framework && below(demand.clause)) || (of == "iso27001-2022" && demand.like.iter().any(|l| below(l)))
    };
    clauses.iter().any(names)
}

fn controls(isms: &Isms, demand: &Demand, statement: Option<&Statement<'_>>) -> Vec<(RecordId, Status)> {
    let lines = statement.into_iter().flat_map(|s| &s.lines).filter(|l| l.point.id == demand.clause);
    let through = lines.flat_map(|l: &Line<'_>| l.through.iter());
    let assurance = |id| isms.typed::<crate::control::Control>(id).map(|c| super::assured::look(isms, c).status);
    let mut found: Vec<(RecordId, Status)> =
        through.filter_map(|t| Some((t.control, assurance(t.control).filter(|s| *s != Status::Planned)?))).collect();
    found.sort_by_key(|(id, status)| (*status, *id));
    found.dedup();
    found
}

fn ordered(isms: &Isms, mut found: Vec<RecordId>) -> Vec<RecordId> {
    let number =
        |id: &RecordId| isms.get(*id).map(|r: &std::sync::Arc<dyn AnyRecord>| (r.kind().prefix, r.head().number));
    found.sort_by_key(number);
    found.dedup();
    found
}
