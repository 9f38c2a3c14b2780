//! From policy to practice: which instructions lag behind their requirements, which requirements nobody says how to meet, and how long it
//! takes from a changed requirement to a changed practice.
//!
//! A requirement's *substance* is its text, criterion and strength: another title or number makes nothing stale. What a challenge held an
//! instruction against is kept with it as fingerprints ([`substance`]); where a challenge names none, its day is compared with the day on
//! which the requirement's edition came into force.

use super::assured::open_sources;
use crate::{
    coming,
    context::{Person, Team},
    governance::{Challenge, challenge::ChallengeVerdict},
    instruction::{Feedback, Instruction, feedback::Workable},
    isms::Isms,
    policy::Requirement,
    record::Record,
    rules::{day_of, today},
    values::RecordId,
};
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// An instruction that was neither challenged nor renewed since requirements that it carries out changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The day of the first such change.
    pub since: Date,
    /// The requirements that changed, in the order of the instruction.
    pub requirements: Vec<RecordId>,
    /// Days from that day to the moment's.
    pub days: i64,
}

/// How one instruction followed the edition in force of a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The requirement.
    pub requirement: RecordId,
    /// The instruction.
    pub instruction: RecordId,
    /// The team that works by it.
    pub team: Option<RecordId>,
    /// When the requirement's edition came into force.
    pub since: Date,
    /// When the instruction was challenged or renewed after that; none while it is open.
    pub on: Option<Date>,
    /// Days from one to the other, or so far.
    pub days: i64,
}

/// How long it takes, over several.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// How many have arrived in practice.
    pub arrived: usize,
    /// How many are still on the way.
    pub open: usize,
    /// Days within which a quarter, half and three quarters arrive; none where too few have arrived to tell.
    pub quartiles: [Option<f64>; 3],
}

impl Spread {
    /// Quartiles by the product-limit estimator, which counts those still on the way for as long as they have been: leaving them out
    /// would make slow look fast (E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations", 1958).
    pub fn of<'f>(all: impl IntoIterator<Item = &'f Followed>) -> Spread {
        let mut times: Vec<(i64, bool)> = all.into_iter().map(|f| (f.days, f.on.is_some())).collect();
        // Of those on one day, arrivals come before those that were last seen on it.
        times.sort_by_key(|(days, arrived)| (*days, !*arrived));
        let mut out = Spread { arrived: times.iter().filter(|t| t.1).count(), ..Spread::default() };
        out.open = times.len() - out.arrived;
        let mut waiting = 1.0;
        for (index, (days, arrived)) in times.iter().enumerate() {
            if *arrived {
                let at_risk = (times.len() - index) as f64;
                waiting *= 1.0 - 1.0 / at_risk;
            }
            for (quartile, left) in out.quartiles.iter_mut().zip([0.75, 0.5, 0.25]) {
                if quartile.is_none() && *arrived && waiting <= left + 1e-9 {
                    *quartile = Some(*days as f64);
                }
            }
        }
        out
    }

    /// The median in days.
    pub fn median(&self) -> Option<f64> {
        self.quartiles[1]
    }
}

/// What is known of all requirements together.
#[derive(Clone, Debug, Default)]
pub struct Practice {
    /// Every pair of requirement and instruction, the longest open first.
    pub followed: Vec<Followed>,
    /// Over all of them.
    pub all: Spread,
    /// By team; those without a team last.
    pub teams: Vec<(Option<RecordId>, Spread)>,
}

/// Requirements in force that need work in the first line, and how many of them have it written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Need an instruction.
    pub needed: Vec<RecordId>,
    /// Have none in force.
    pub missing: Vec<RecordId>,
    /// Have one in force that stood a challenge and is not stale.
    pub current: Vec<RecordId>,
}

/// A fingerprint of what someone must meet: text, criterion and strength.
pub fn substance(requirement: &Requirement) -> String {
    fingerprint_of(&(plain(&requirement.text.0), plain(&requirement.criterion.0), requirement.strength))
}

/// A fingerprint of an instruction's words; where it was brought from does not count.
pub fn fingerprint(instruction: &Instruction) -> String {
    let bare = Instruction {
        source: String::new(),
        source_revision: String::new(),
        source_hash: String::new(),
        source_kept: String::new(),
        ..instruction.clone()
    };
    fingerprint_of(&bare)
}

/// Blanks are no substance.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sixteen bytes of SHA-256 in hexadecimal digits.
fn fingerprint_of(value: &impl Serialize) -> String {
    // A struct of plain fields always serialises.
    let bytes = serde_json::to_vec(value).unwrap_or_default();
    Sha256::digest(&bytes).iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// Whether a person belongs to a team or leads it.
pub fn belongs(isms: &Isms, person: RecordId, team: RecordId) -> bool {
    let member = isms.typed::<Person>(person).is_some_and(|p| p.body.teams.iter().any(|t| t.id() == team));
    member || isms.typed::<Team>(team).and_then(|t| t.body.lead).is_some_and(|l| l.id() == person)
}

/// Challenges of an instruction that were given, the newest first.
pub fn challenges(isms: &Isms, instruction: RecordId) -> Vec<&Record<Challenge>> {
    let of = |c: &&Record<Challenge>| c.body.of.is_some_and(|of| of.id() == instruction) && &*c.head.state == "given";
    let mut all: Vec<_> = open_sources::<Challenge>(isms, instruction).filter(of).collect();
    all.sort_by_key(|c| std::cmp::Reverse((c.body.made, c.head.number)));
    all
}

/// Those of them that looked at the edition in force, the newest first: by its number, by its words, or by their day.
pub fn of_edition<'i>(isms: &'i Isms, instruction: &Record<Instruction>) -> Vec<&'i Record<Challenge>> {
    let (Some(edition), Some(body)) = (&instruction.in_force, instruction.counts()) else { return Vec::new() };
    let print = fingerprint(body);
    let looked_at = |c: &&Record<Challenge>| match (c.body.of_edition, c.body.fingerprint.is_empty()) {
        (Some(number), _) => number == i64::from(edition.number),
        (None, false) => c.body.fingerprint == print,
        (None, true) => c.body.of_version.is_none() && c.body.made.is_some_and(|d| d >= day_of(edition.since)),
    };
    challenges(isms, instruction.head.id).into_iter().filter(looked_at).collect()
}

/// Whether a challenge lets an instruction stand.
pub fn stands(challenge: &Record<Challenge>) -> bool {
    challenge.body.verdict.is_some_and(|v| v != ChallengeVerdict::Refused)
}

/// The last word of the second line on the edition in force, where it let it stand.
pub fn validated<'i>(isms: &'i Isms, instruction: &Record<Instruction>) -> Option<&'i Record<Challenge>> {
    of_edition(isms, instruction).into_iter().next().filter(|c| stands(c))
}

/// Instructions in force that carry out a requirement.
pub fn dependents(isms: &Isms, requirement: RecordId) -> impl Iterator<Item = &Record<Instruction>> {
    open_sources::<Instruction>(isms, requirement)
        .filter(move |i| i.counts().is_some_and(|b| b.carries_out.iter().any(|r| r.id() == requirement)))
}

/// Whether an instruction has caught up with a requirement, and when; `None` where nothing had to change.
fn followed(isms: &Isms, instruction: &Record<Instruction>, requirement: &Record<Requirement>) -> Option<Followed> {
    let (edition, body) = (requirement.in_force.as_ref()?, requirement.counts()?);
    let (renewed, _) = (instruction.in_force.as_ref()?, instruction.counts()?);
    let published = edition.published.unwrap_or(edition.since);
    let (since, print) = (day_of(published), substance(body));
    let mut caught: Vec<Date> = (renewed.since >= published).then(|| day_of(renewed.since)).into_iter().collect();
    for challenge in challenges(isms, instruction.head.id).into_iter().filter(|c| stands(c)) {
        let Some(made) = challenge.body.made else { continue };
        let held = challenge.body.against.iter().find(|a| a.requirement.is_some_and(|r| r.id() == requirement.head.id));
        match held {
            // It was held against these very words before they were put in force again.
            Some(held) if held.fingerprint == print && made < since => return None,
            Some(held) if !held.fingerprint.is_empty() && held.fingerprint != print => {}
            _ if made >= since => caught.push(made),
            _ => {}
        }
    }
    Some(arrived(isms, instruction, requirement, since, caught.into_iter().min()))
}

fn arrived(
    isms: &Isms,
    instruction: &Record<Instruction>,
    requirement: &Record<Requirement>,
    since: Date,
    on: Option<Date>,
) -> Followed {
    let until = on.unwrap_or_else(|| today(isms)).max(since);
    let days = i64::from(since.until(until).map_or(0, |span| span.get_days()));
    let team = instruction.counts().and_then(|b| b.written_by).map(|t| t.id());
    Followed { requirement: requirement.head.id, instruction: instruction.head.id, team, since, on, days }
}

/// The same for a requirement that was in force and is retired: what carries it out was renewed or stood a challenge after that.
fn left(isms: &Isms, instruction: &Record<Instruction>, requirement: &Record<Requirement>) -> Option<Followed> {
    requirement.in_force.as_ref()?;
    let (renewed, retired) = (instruction.in_force.as_ref()?, requirement.head.changed);
    let since = day_of(retired);
    let after = |c: &&Record<Challenge>| {
        stands(c) && c.head.created >= retired && c.body.made.is_some_and(|made| made >= since)
    };
    let challenged = challenges(isms, instruction.head.id).into_iter().filter(after).filter_map(|c| c.body.made);
    let renewed = (renewed.since >= retired).then(|| day_of(renewed.since));
    Some(arrived(isms, instruction, requirement, since, challenged.chain(renewed).min()))
}

/// Whether an instruction in force lags behind its requirements: exactly those whose substance changed, or that were taken out, after it
/// was last challenged or renewed. What is published for a later day counts from its publication, so that teams can prepare.
pub fn stale(isms: &Isms, instruction: &Record<Instruction>) -> Option<Stale> {
    if isms.coming().next().is_none() {
        return stale_now(isms, instruction);
    }
    stale_now(&coming::counted(isms), instruction)
}

fn stale_now(isms: &Isms, instruction: &Record<Instruction>) -> Option<Stale> {
    let body = instruction.counts()?;
    let requirements = body.carries_out.iter().filter_map(|r| isms.typed::<Requirement>(r.id()));
    let open: Vec<Followed> = requirements
        .filter_map(|r| match &*r.head.state {
            "retired" => left(isms, instruction, r),
            _ => followed(isms, instruction, r),
        })
        .filter(|f| f.on.is_none())
        .collect();
    let since = open.iter().map(|f| f.since).min()?;
    let days = open.iter().map(|f| f.days).max().unwrap_or(0);
    Some(Stale { since, requirements: open.into_iter().map(|f| f.requirement).collect(), days })
}

/// How its instructions followed the edition in force of a requirement. Empty where nothing is in force or nothing carries it out.
///
/// Only the edition in force of an instruction is known here: one that was renewed twice counts from the second time, unless it was
/// challenged before; so the days are at most too many, never too few.
pub fn practice_time(isms: &Isms, requirement: &Record<Requirement>) -> Vec<Followed> {
    dependents(isms, requirement.head.id).filter_map(|i| followed(isms, i, requirement)).collect()
}

/// The same for all requirements.
pub fn practice(isms: &Isms) -> Practice {
    let open = isms.all::<Requirement>().filter(|r| &*r.head.state != "retired");
    let mut followed: Vec<Followed> = open.flat_map(|r| practice_time(isms, r)).collect();
    followed.sort_by_key(|f| (f.on.is_some(), std::cmp::Reverse(f.days), f.requirement, f.instruction));
    let mut teams: BTreeMap<(bool, Option<RecordId>), Vec<&Followed>> = BTreeMap::new();
    followed.iter().for_each(|f| teams.entry((f.team.is_none(), f.team)).or_default().push(f));
    let teams = teams.into_iter().map(|((_, team), of)| (team, Spread::of(of))).collect();
    Practice { all: Spread::of(&followed), teams, followed }
}

/// Which requirements have it written down how they are met.
pub fn coverage(isms: &Isms) -> Coverage {
    let mut out = Coverage::default();
    let open = isms.all::<Requirement>().filter(|r| &*r.head.state != "retired");
    for requirement in open.filter(|r| r.counts().is_some_and(|b| b.needs_instruction)) {
        let id = requirement.head.id;
        out.needed.push(id);
        let mut by = dependents(isms, id).peekable();
        if by.peek().is_none() {
            out.missing.push(id);
        } else if by.any(|i| stale(isms, i).is_none() && validated(isms, i).is_some()) {
            out.current.push(id);
        }
    }
    out
}

/// What people say about a record, the newest first.
pub fn feedback(isms: &Isms, about: RecordId) -> Vec<&Record<Feedback>> {
    let mut all: Vec<_> = isms
        .pointing_from(about, crate::kind::of::<Feedback>())
        .filter_map(|l| isms.typed::<Feedback>(l.source))
        .filter(|f| f.body.about.is_some_and(|a| a.id() == about) && &*f.head.state != "withdrawn")
        .collect();
    all.sort_by_key(|f| std::cmp::Reverse((f.body.said_on, f.head.number)));
    all.dedup_by_key(|f| f.head.id);
    all
}

/// Days for which what cannot be done as written has been waiting for an answer.
pub fn unanswered(isms: &Isms, feedback: &Record<Feedback>) -> Option<i64> {
    let open = &*feedback.head.state == "said" && feedback.body.answer.0.trim().is_empty();
    let said = feedback.body.said_on.unwrap_or_else(|| day_of(feedback.head.created));
    let waiting = open && feedback.body.says != Workable::Works;
    waiting.then(|| said.until(today(isms)).map_or(0, |span| i64::from(span.get_days())).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn took(days: i64, arrived: bool) -> Followed {
        let (id, day) = (RecordId::default(), Date::constant(2026, 1, 1));
        Followed { requirement: id, instruction: id, team: None, since: day, on: arrived.then_some(day), days }
    }

    #[test]
    fn what_is_still_on_the_way_makes_the_median_longer() {
        let arrived = [took(10, true), took(20, true), took(30, true), took(40, true)];
        let spread = Spread::of(&arrived);
        assert_eq!((spread.arrived, spread.open, spread.quartiles), (4, 0, [Some(10.0), Some(20.0), Some(30.0)]));
        let with_open = [took(10, true), took(20, true), took(100, false), took(100, false)];
        assert_eq!(Spread::of(&with_open).quartiles, [Some(10.0), Some(20.0), None]);
        let mostly_open = [took(10, true), took(90, false), took(90, false), took(90, false)];
        assert_eq!(Spread::of(&mostly_open).median(), None, "more than half are on the way: nobody knows");
        assert_eq!(Spread::of(&[]), Spread::default());
    }

    #[test]
    fn substance_is_text_criterion_and_strength() {
        let one = Requirement { text: "Copies are  kept".into(), number: "1".into(), ..Requirement::default() };
        let renumbered = Requirement { text: "Copies are\nkept".into(), number: "2".into(), ..Requirement::default() };
        assert_eq!(substance(&one), substance(&renumbered));
        let judged = Requirement { criterion: "Every day".into(), ..one.clone() };
        let weaker = Requirement { strength: crate::policy::requirement::Strength::Should, ..one.clone() };
        assert!(substance(&judged) != substance(&one) && substance(&weaker) != substance(&one));
    }

    #[test]
    fn a_fingerprint_does_not_know_where_words_came_from() {
        let here = Instruction { purpose: "Restore".into(), ..Instruction::default() };
        let brought = Instruction { source: "grid/how#restore.md".into(), source_kept: "x".into(), ..here.clone() };
        assert_eq!(fingerprint(&here), fingerprint(&brought));
    }
}
