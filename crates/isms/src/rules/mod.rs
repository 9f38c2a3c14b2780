//! The linter of the management system: rules that find what would pass an audit and yet changes no decision.
//!
//! A rule is a pure function of the value. It says what it finds, why that is bad and how to mend it, under a code that never
//! changes. A rule of the shape [`Shape::PerRecord`] reads one record and those one relation away, nothing else, so that after
//! a change only the touched records and their neighbours need another look ([`rerun`]).

mod assurance;
mod bodies;
mod communication;
mod context;
mod control;
mod governance;
mod instruction;
mod numeric;
mod operations;
mod policy;
mod proof;
mod published;
mod recovery;
mod reuse;
mod risk;
mod telling;

pub(crate) use published::bare_statements;

use crate::{
    analysis::numbers::Numbers,
    area::Area,
    everywhere::Allowance,
    isms::Isms,
    kind,
    record::{AnyRecord, Record},
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashSet};
use surety_derive::Choice;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Choice)]
pub enum Severity {
    /// The management system does not work here.
    Deny,
    /// It works worse than it looks.
    Warn,
    /// Worth a look.
    Note,
}

/// What a rule found about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The record; none where it concerns the organisation.
    pub record: Option<RecordId>,
    /// What is wrong, naming the records.
    pub message: String,
}

/// How a rule looks.
pub enum Shape {
    /// At one record of these kinds and those one relation away.
    PerRecord {
        /// The kinds it looks at.
        kinds: &'static [&'static str],
        /// Kinds whose records matter to one farther away than one relation: a change to them asks about all again.
        far: &'static [&'static str],
        /// What is wrong with one record, if anything.
        f: fn(&Isms, &dyn AnyRecord) -> Option<String>,
    },
    /// At everything.
    Whole(fn(&Isms) -> Vec<Finding>),
    /// At everything, with the numbers that were computed for it: such rules answer once certainty is known, see [`numeric`].
    Numbers(fn(&Isms, &Numbers) -> Vec<Finding>),
}

/// A rule.
pub struct Rule {
    /// Its code: `CTL01`.
    pub code: &'static str,
    /// Where it belongs.
    pub area: Area,
    /// How bad it is.
    pub severity: Severity,
    /// What it finds, in a few words.
    pub title: &'static str,
    /// What it looks at.
    pub what: &'static str,
    /// Why it is bad.
    pub why: &'static str,
    /// How to mend it.
    pub how: &'static str,
    /// Requirements of standards and laws that it bears on.
    pub clauses: &'static [&'static str],
    /// The kinds it reads.
    pub reads: &'static [&'static str],
    /// How it looks.
    pub shape: Shape,
}

/// What a rule found, with the rule's code and severity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signal {
    /// The rule.
    pub code: &'static str,
    /// The record; none where it concerns the organisation.
    pub record: Option<RecordId>,
    /// What is wrong, naming the records.
    pub message: String,
    /// How bad it is.
    pub severity: Severity,
}

static RULES: [&[Rule]; 16] = [
    context::RULES,
    risk::RULES,
    numeric::RULES,
    governance::RULES,
    bodies::RULES,
    policy::RULES,
    published::RULES,
    instruction::RULES,
    communication::RULES,
    telling::RULES,
    control::RULES,
    reuse::RULES,
    assurance::RULES,
    proof::RULES,
    operations::RULES,
    recovery::RULES,
];

/// A rule that cannot speak yet, because what it would read is not recorded here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The code it will have.
    pub code: &'static str,
    /// What it will find.
    pub title: &'static str,
    /// What it waits for.
    pub for_what: &'static str,
}

/// The rules that wait, and for what. A code stands here or in [`all`], never in both.
pub const WAITING: &[Waiting] = &[Waiting {
    code: "OPS03",
    title: "Exploited exposure under an objective past its deadline",
    for_what: "exposures: one vulnerability on one asset, first and last seen, with its deadline, as scanners report them",
}];

/// All rules, by area and code.
pub fn all() -> &'static [&'static Rule] {
    static ALL: std::sync::LazyLock<Vec<&'static Rule>> =
        std::sync::LazyLock::new(|| RULES.iter().copied().flatten().collect());
    &ALL
}

/// Signals in order: by rule, then by record. Copies share what they have in common, so that a change costs what it changed.
pub type Signals = imbl::OrdSet<Signal>;

/// Everything that all rules find without numbers; what an allowance silences is left out.
pub fn run(isms: &Isms) -> Signals {
    let mut signals: Vec<Signal> = all().iter().flat_map(|rule| whole_of(isms, rule)).collect();
    allow(isms, &mut signals);
    signals.into_iter().collect()
}

/// What the rules that need numbers find, in the same order and under the same allowances.
pub fn numeric(isms: &Isms, numbers: &Numbers) -> Signals {
    let mut signals: Vec<Signal> = Vec::new();
    for rule in all() {
        if let Shape::Numbers(f) = rule.shape {
            signals.extend(f(isms, numbers).into_iter().map(|found| signal(rule, found.record, found.message)));
        }
    }
    allow(isms, &mut signals);
    signals.into_iter().collect()
}

/// The signals after a change, from those before it: the same as [`run`], for less work.
///
/// `touched` are the records that the change made, altered or retired, on the same day as `before` was found; when the day
/// turns, run all. `was` is the value before the change, needed for relations that the change cut.
pub fn rerun(isms: &Isms, was: &Isms, before: &Signals, touched: &[RecordId]) -> Signals {
    let near: HashSet<RecordId> =
        touched.iter().flat_map(|id| [vec![*id], isms.neighbours(*id), was.neighbours(*id)]).flatten().collect();
    let kinds: BTreeSet<&str> =
        touched.iter().filter_map(|id| Some(isms.get(*id).or(was.get(*id))?.kind().name)).collect();
    if kinds.contains("allowance") || kinds.contains("organisation") {
        return run(isms);
    }
    let (mut signals, mut found) = (before.clone(), Vec::new());
    for rule in all().iter().filter(|rule| rule.reads.iter().any(|k| kinds.contains(k))) {
        match rule.shape {
            Shape::Numbers(_) => {}
            Shape::Whole(_) => replace(&mut signals, &mut found, before, rule, whole_of(isms, rule)),
            Shape::PerRecord { far, .. } if far.iter().any(|k| kinds.contains(k)) => {
                replace(&mut signals, &mut found, before, rule, whole_of(isms, rule));
            }
            Shape::PerRecord { .. } => {
                for id in &near {
                    let here = from(rule.code, Some(*id));
                    let old: Vec<Signal> = before
                        .range(here..)
                        .take_while(|s| s.code == rule.code && s.record == Some(*id))
                        .cloned()
                        .collect();
                    old.iter().for_each(|s| {
                        signals.remove(s);
                    });
                    found.extend(isms.get(*id).and_then(|r| one(isms, rule, r.as_ref())));
                }
            }
        }
    }
    allow(isms, &mut found);
    signals.extend(found);
    signals
}

/// Puts all that a rule finds in the place of all that it found.
fn replace(signals: &mut Signals, found: &mut Vec<Signal>, before: &Signals, rule: &Rule, new: Vec<Signal>) {
    let new: BTreeSet<Signal> = new.into_iter().collect();
    let here = from(rule.code, None);
    for old in before.range(here..).take_while(|s| s.code == rule.code).filter(|s| !new.contains(s)) {
        signals.remove(old);
    }
    found.extend(new.into_iter().filter(|s| !before.contains(s)));
}

/// The signals about one record, found without looking at the others.
pub fn about(signals: &Signals, record: RecordId) -> Vec<Signal> {
    let of = |code| {
        signals.range(from(code, Some(record))..).take_while(move |s| s.code == code && s.record == Some(record))
    };
    all().iter().flat_map(|rule| of(rule.code)).cloned().collect()
}

/// The signals by severity, the worst first.
pub fn worst_first(signals: &Signals) -> impl Iterator<Item = &Signal> {
    let mut rules: Vec<&Rule> = all().to_vec();
    rules.sort_by_key(|rule| rule.severity);
    rules.into_iter().flat_map(|rule| signals.range(from(rule.code, None)..).take_while(|s| s.code == rule.code))
}

/// A signal before all those of a rule and record.
fn from(code: &'static str, record: Option<RecordId>) -> Signal {
    Signal { code, record, message: String::new(), severity: Severity::Deny }
}

fn whole_of(isms: &Isms, rule: &'static Rule) -> Vec<Signal> {
    match rule.shape {
        Shape::Numbers(_) => Vec::new(),
        Shape::Whole(f) => f(isms).into_iter().map(|found| signal(rule, found.record, found.message)).collect(),
        Shape::PerRecord { kinds, .. } => {
            let tables = kinds.iter().filter_map(|name| kind::by_name(name)).map(|k| isms.table(k));
            tables.flat_map(|t| t.iter()).filter_map(|r| one(isms, rule, r.as_ref())).collect()
        }
    }
}

fn one(isms: &Isms, rule: &'static Rule, record: &dyn AnyRecord) -> Option<Signal> {
    let Shape::PerRecord { kinds, f, .. } = rule.shape else { return None };
    if !kinds.contains(&record.kind().name) || !record.is_open() {
        return None;
    }
    f(isms, record).map(|message| signal(rule, Some(record.head().id), message))
}

fn signal(rule: &'static Rule, record: Option<RecordId>, message: String) -> Signal {
    Signal { code: rule.code, record, message, severity: rule.severity }
}

/// Leaves out what an open allowance that has not expired silences.
fn allow(isms: &Isms, signals: &mut Vec<Signal>) {
    let day = today(isms);
    let open = |a: &&Record<Allowance>| {
        (*a as &dyn AnyRecord).is_open() && a.body.expires.is_some_and(|expires| expires >= day)
    };
    let allowances: Vec<&Record<Allowance>> = isms.all::<Allowance>().filter(open).collect();
    let silences = |a: &&Record<Allowance>, s: &Signal| {
        a.body.rule == s.code && a.body.record.is_none_or(|r| Some(r.id()) == s.record)
    };
    signals.retain(|s| !allowances.iter().any(|a| silences(a, s)));
}

/// The day of the moment, in the organisation's time zone.
pub fn today(isms: &Isms) -> Date {
    isms.moment.now.to_zoned(zone(isms)).date()
}

/// When a day begins where the organisation is.
pub fn start_of(isms: &Isms, day: Date) -> jiff::Timestamp {
    day.to_zoned(zone(isms)).map_or(jiff::Timestamp::MAX, |z| z.timestamp())
}

fn zone(isms: &Isms) -> jiff::tz::TimeZone {
    let zone = isms.single::<crate::context::Organisation>().map(|o| o.body.time_zone.as_str()).unwrap_or_default();
    jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC)
}

/// The record as its kind's struct.
fn as_kind<T: kind::Kind>(record: &dyn AnyRecord) -> Option<&Record<T>> {
    record.as_any().downcast_ref()
}

/// Open records of a kind that point at a record, each once.
fn sources<T: kind::Kind>(isms: &Isms, target: RecordId) -> Vec<&Record<T>> {
    crate::analysis::assured::open_sources(isms, target).collect()
}

/// Records of a kind that point at a record, also those that are over, each once.
fn every<T: kind::Kind>(isms: &Isms, target: RecordId) -> Vec<&Record<T>> {
    let mut ids: Vec<RecordId> = isms.pointing_from(target, kind::of::<T>()).map(|l| l.source).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| isms.typed::<T>(id)).collect()
}

/// A record's key, where everyone may see the record; what only some may see is not named.
fn named(isms: &Isms, id: RecordId) -> String {
    let open = isms.get(id).filter(|r| r.head().compartment == crate::head::Compartment::General);
    open.map_or_else(|| "a record that not everyone may see".to_owned(), |r| r.key().to_string())
}

/// A key without asking who may see it.
fn key_of(isms: &Isms, id: RecordId) -> String {
    isms.get(id).map(|r| r.key().to_string()).unwrap_or_default()
}

/// An amount in the organisation's currency, in whole units.
fn money(isms: &Isms, amount: f64) -> String {
    format!("{} {amount:.0}", isms.currency().code())
}

/// A share as per cent with one decimal.
fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// `what` joined with commas, or nothing where there is nothing.
fn listed(what: &[impl AsRef<str>]) -> Option<String> {
    let words: Vec<&str> = what.iter().map(AsRef::as_ref).filter(|w| !w.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// `word` where something is missing, else nothing; for [`listed`].
fn lacks(missing: bool, word: &'static str) -> &'static str {
    if missing { word } else { "" }
}

/// So many days before a day.
fn days_before(day: Date, days: i32) -> Date {
    day.checked_sub(jiff::Span::new().days(days)).unwrap_or(Date::MIN)
}

/// So many days after a day; the last day of the calendar if that is past it.
pub(crate) fn days_after(day: Date, days: i32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
}

/// The day of a moment, in UTC.
pub fn day_of(time: jiff::Timestamp) -> Date {
    time.to_zoned(jiff::tz::TimeZone::UTC).date()
}
