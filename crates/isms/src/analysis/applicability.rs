//! The Statement of Applicability: for every line of a framework whether it applies and why, what carries it out, and how well that is known.
//!
//! Nothing is typed in but deviations and inheritance. A line applies because a control that carries it out treats a risk, because an obligation
//! demands it, or because a level of the framework was chosen; where nothing says so it is undetermined, not applicable by silence
//! (ISO/IEC 27001, 6.1.3 b to d). Its status is the weakest of the controls that carry it out ([`super::assured`]).

mod changes;
mod contradiction;
mod excluded;
mod missing;
pub mod told;

use super::{
    algebra,
    assured::{Assurance, ControlSeen, Status},
    outline::{Outline, Point},
};
use crate::{
    context::{Obligation, Scope, obligation::ObligationBasis},
    control::{
        Applicability, Control, Mapping,
        applicability::{Deviation, Inherited, Ruling},
    },
    isms::Isms,
    kind::Kind,
    lifecycle::Phase,
    policy::Requirement,
    record::Record,
    values::{Clause, RecordId},
};
pub use changes::{Changed, changes};
pub use contradiction::Contradiction;
pub use excluded::contradicted;
use jiff::civil::Date;
pub use missing::{Missing, missing};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Whether a line applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applies {
    /// It applies.
    Yes,
    /// It was excluded, with a reason.
    No,
    /// Nothing says so, and nobody excluded it.
    Undetermined,
}

/// Why a line applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A control that carries it out treats this risk.
    Risk(RecordId),
    /// This obligation demands it.
    Obligation(RecordId),
    /// This obligation demands it by contract.
    Contract(RecordId),
    /// It belongs to the chosen level of the framework.
    Baseline,
    /// Someone stated it, with a reason.
    Stated,
}

/// A control that carries a line out, and by which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Through {
    /// The control.
    pub control: RecordId,
    /// The requirement of ours between them, where it does not name the line itself.
    pub requirement: Option<RecordId>,
    /// The mapping set between them, where someone accepted evidence for another framework's line.
    pub mapping: Option<RecordId>,
}

/// A line of the statement.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The requirement.
    pub point: &'a Point,
    /// Whether it applies.
    pub applies: Applies,
    /// Why, as far as it is derived or stated; each once.
    pub reasons: Vec<Reason>,
    /// The deviation that concerns it.
    pub deviation: Option<&'a Deviation>,
    /// The inheritance that concerns it.
    pub inherited: Option<&'a Inherited>,
    /// Our requirements that meet it.
    pub requirements: Vec<RecordId>,
    /// The controls that carry it out, the weakest first.
    pub through: Vec<Through>,
    /// What follows; meaningful where it applies.
    pub status: Status,
    /// Whether a machine tests one of its controls.
    pub automated: bool,
    /// Whether an auditor accepted evidence for one of its controls.
    pub accepted: bool,
    /// What speaks against what is said here.
    pub contradictions: Vec<Contradiction>,
}

/// How many lines of each sort: the one place where lines are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All lines.
    pub lines: usize,
    /// Lines that apply.
    pub applicable: usize,
    /// Lines that were excluded.
    pub excluded: usize,
    /// Lines of which nothing says whether they apply.
    pub undetermined: usize,
    /// Applicable lines by status, in the order of [`Status::ALL`].
    pub by_status: [usize; 8],
    /// Applicable lines that a machine tests.
    pub automated: usize,
    /// Applicable lines for which an auditor accepted evidence.
    pub accepted: usize,
    /// Lines with a contradiction.
    pub contradicted: usize,
}

impl Applies {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Applies::Yes => "yes",
            Applies::No => "no",
            Applies::Undetermined => "undetermined",
        }
    }
}

impl Reason {
    /// Its sort in a word.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Risk(_) => "risk",
            Reason::Obligation(_) => "obligation",
            Reason::Contract(_) => "contract",
            Reason::Baseline => "level",
            Reason::Stated => "stated",
        }
    }

    /// The record that it rests on.
    pub fn record(self) -> Option<RecordId> {
        match self {
            Reason::Risk(id) | Reason::Obligation(id) | Reason::Contract(id) => Some(id),
            Reason::Baseline | Reason::Stated => None,
        }
    }
}

impl Totals {
    /// Applicable lines with a status.
    pub fn of(&self, status: Status) -> usize {
        Status::ALL.iter().position(|s| *s == status).and_then(|i| self.by_status.get(i)).copied().unwrap_or_default()
    }
}

/// A Statement of Applicability at a moment.
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    /// The framework.
    pub outline: &'a Outline,
    /// Every line, in the framework's order.
    pub lines: Vec<Line<'a>>,
    /// Operating controls in scope that name no line of this framework: controls from elsewhere that ISO/IEC 27001, 6.1.3 b expects.
    pub outside: Vec<RecordId>,
    /// The count.
    pub totals: Totals,
}

/// What a statement is made for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ask<'a> {
    /// Deviations, inheritance and level; none derives everything.
    pub applicability: Option<&'a Applicability>,
    /// Only what belongs to this scope, a scope within it or one around it counts; everything where none.
    pub scope: Option<RecordId>,
}

impl Statement<'_> {
    /// A line by its requirement.
    pub fn line(&self, id: &str) -> Option<&Line<'_>> {
        self.lines.iter().find(|l| l.point.id == id)
    }
}

impl<'a> Ask<'a> {
    /// What a record states: what is in force, or its draft.
    pub fn by(record: &'a Record<Applicability>, draft: bool) -> Ask<'a> {
        let body = if draft { &record.body } else { record.counts().unwrap_or(&record.body) };
        Ask { applicability: Some(body), scope: record.head.scope.map(|s| s.id()) }
    }
}

/// The statement.
pub fn statement<'a>(assurance: &Assurance<'_>, outline: &'a Outline, ask: Ask<'a>) -> Statement<'a> {
    let isms = assurance.isms();
    let facts = Facts::collect(isms, assurance.today(), outline, ask);
    let presence = contradiction::Presence::of(isms, &facts);
    let lines: Vec<Line<'a>> =
        outline.lines().into_iter().map(|point| line(assurance, &facts, &presence, point)).collect();
    let totals = count(&lines);
    Statement { outline, lines, outside: outside(isms, &facts), totals }
}

/// What the records say about lines, collected in one walk over each kind.
struct Facts<'a> {
    deviations: HashMap<&'a str, &'a Deviation>,
    inherited: HashMap<&'a str, &'a Inherited>,
    framework: &'a str,
    baseline: &'a str,
    through: HashMap<String, BTreeSet<Through>>,
    requirements: HashMap<String, Vec<RecordId>>,
    demanded: HashMap<String, Vec<Reason>>,
    ancestry: HashMap<String, Vec<String>>,
    scope: Option<HashSet<RecordId>>,
}

impl<'a> Facts<'a> {
    fn collect(isms: &Isms, today: Date, outline: &'a Outline, ask: Ask<'a>) -> Facts<'a> {
        let (deviations, inherited) = ask.applicability.map_or((&[][..], &[][..]), |a| (&a.deviations, &a.inherited));
        let ours = |clause: &'a Option<Clause>| clause.as_ref().filter(|c| c.framework == outline.id);
        let ancestry = outline.ancestry();
        let mut facts = Facts {
            deviations: deviations.iter().filter_map(|d| Some((ours(&d.clause)?.requirement.as_str(), d))).collect(),
            inherited: inherited.iter().filter_map(|d| Some((ours(&d.clause)?.requirement.as_str(), d))).collect(),
            framework: &outline.id,
            baseline: ask.applicability.map_or("", |a| a.baseline.as_str()),
            through: HashMap::new(),
            requirements: HashMap::new(),
            demanded: HashMap::new(),
            ancestry: outline.requirements.iter().map(|p| (p.id.clone(), ancestry(&p.id))).collect(),
            scope: ask.scope.map(|s| related_scopes(isms, s)),
        };
        facts.requirements(isms, &outline.id);
        facts.controls(isms, &outline.id);
        facts.obligations(isms, today, &outline.id);
        facts
    }

    /// Our requirements in force that meet lines.
    fn requirements(&mut self, isms: &Isms, framework: &str) {
        for requirement in isms.all::<Requirement>().filter(|r| r.is_open()) {
            let Some(body) = requirement.counts() else { continue };
            for clause in body.clauses.iter().filter(|c| c.framework == framework) {
                self.requirements.entry(clause.requirement.clone()).or_default().push(requirement.head.id);
            }
        }
    }

    /// Controls by line: those that name it, those that implement a requirement of ours that meets it, and those that name a line of another
    /// framework whose evidence was accepted for it.
    fn controls(&mut self, isms: &Isms, framework: &str) {
        let mut by_requirement: HashMap<RecordId, Vec<&str>> = HashMap::new();
        for (line, requirements) in &self.requirements {
            requirements.iter().for_each(|r| by_requirement.entry(*r).or_default().push(line));
        }
        let accepted = accepted(isms, framework);
        let mut found: Vec<(String, Through)> = Vec::new();
        for control in isms.all::<Control>().filter(|c| c.is_open() && self.in_scope(*c)) {
            let id = control.head.id;
            let direct = Through { control: id, requirement: None, mapping: None };
            for clause in &control.body.clauses {
                if clause.framework == framework {
                    found.push((clause.requirement.clone(), direct));
                }
                for (line, mapping) in accepted.get(clause).into_iter().flatten() {
                    found.push((line.clone(), Through { mapping: Some(*mapping), ..direct }));
                }
            }
            for demand in &control.body.implements {
                for line in by_requirement.get(&demand.id()).into_iter().flatten() {
                    found.push(((*line).to_owned(), Through { requirement: Some(demand.id()), ..direct }));
                }
            }
        }
        for deviation in self.deviations.values() {
            let line = deviation.clause.as_ref().map(|c| c.requirement.clone()).unwrap_or_default();
            let open_control = |id| isms.typed::<Control>(id).is_some_and(|c| c.is_open());
            let named = deviation.controls.iter().map(|c| c.id()).filter(|id| open_control(*id));
            found.extend(named.map(|id| (line.clone(), Through { control: id, requirement: None, mapping: None })));
        }
        for (line, through) in found {
            let known = self.through.entry(line).or_default();
            // A control that names the line itself needs no other way to it.
            if !known.iter().any(|t| t.control == through.control && t.requirement.is_none() && t.mapping.is_none()) {
                known.insert(through);
            }
        }
    }

    /// What obligations that bind on the day demand: by line, and by what stands above it.
    fn obligations(&mut self, isms: &Isms, today: Date, framework: &str) {
        let scope = self.scope.clone();
        let binding = |o: &Record<Obligation>| {
            let live = Obligation::LIFECYCLE.phase(&o.head.state) == Phase::Live && within(scope.as_ref(), o);
            (live && o.body.binds_on(today)).then_some(())?;
            Some(match o.body.basis {
                ObligationBasis::Contract => Reason::Contract(o.head.id),
                _ => Reason::Obligation(o.head.id),
            })
        };
        for obligation in isms.all::<Obligation>() {
            let Some(reason) = binding(obligation) else { continue };
            for clause in obligation.body.clauses.iter().filter(|c| c.framework == framework) {
                self.demanded.entry(clause.requirement.clone()).or_default().push(reason);
            }
        }
        // A requirement of ours carries what it meets on to the lines that it also meets.
        for (line, requirements) in &self.requirements {
            for id in requirements {
                let body = isms.typed::<Requirement>(*id).and_then(|r| r.counts());
                let met = body.into_iter().flat_map(|b| &b.meets);
                let binding = met.filter_map(|o| isms.typed::<Obligation>(o.id())).filter_map(binding);
                self.demanded.entry(line.clone()).or_default().extend(binding);
            }
        }
    }

    fn in_scope<T: Kind>(&self, record: &Record<T>) -> bool {
        within(self.scope.as_ref(), record)
    }
}

/// Whether a record belongs to one of the scopes, or to none in particular.
fn within<T: Kind>(scopes: Option<&HashSet<RecordId>>, record: &Record<T>) -> bool {
    let (Some(scopes), Some(home)) = (scopes, record.head.scope) else { return true };
    scopes.contains(&home.id())
}

/// A scope, what lies within it, and what it lies within.
fn related_scopes(isms: &Isms, scope: RecordId) -> HashSet<RecordId> {
    let up = |id: RecordId| isms.typed::<Scope>(id).and_then(|s| s.counts().unwrap_or(&s.body).within).map(|w| w.id());
    let chain = |id: RecordId| {
        let mut all = vec![id];
        while let Some(next) = all.last().and_then(|id| up(*id)).filter(|n| !all.contains(n)) {
            all.push(next);
        }
        all
    };
    let mut related: HashSet<RecordId> = chain(scope).into_iter().collect();
    related.extend(isms.all::<Scope>().map(|s| s.head.id).filter(|id| chain(*id).contains(&scope)));
    related
}

/// Lines of the framework by the line of another whose evidence someone accepted for them.
fn accepted(isms: &Isms, framework: &str) -> HashMap<Clause, Vec<(String, RecordId)>> {
    let mut found: HashMap<Clause, Vec<(String, RecordId)>> = HashMap::new();
    for set in isms.all::<Mapping>().filter(|m| m.is_open() && m.body.to_framework == framework) {
        for line in set.body.lines.iter().filter(|l| l.accepted_by.is_some() && algebra::carries(l.relation)) {
            let (Some(source), Some(target)) = (&line.source, &line.target) else { continue };
            found.entry(source.clone()).or_default().push((target.requirement.clone(), set.head.id));
        }
    }
    found
}

fn line<'a>(
    assurance: &Assurance<'_>,
    facts: &Facts<'a>,
    presence: &contradiction::Presence,
    point: &'a Point,
) -> Line<'a> {
    line_of(assurance.isms(), &|id| assurance.control(id), facts, presence, point)
}

/// A line, by how it stands with controls; those that were not looked at count as planned.
fn line_of<'a, 's>(
    isms: &Isms,
    look: &dyn Fn(RecordId) -> Option<&'s ControlSeen>,
    facts: &Facts<'a>,
    presence: &contradiction::Presence,
    point: &'a Point,
) -> Line<'a> {
    let id = point.id.as_str();
    let mut through: Vec<Through> = facts.through.get(id).into_iter().flatten().copied().collect();
    let status_of = |t: &Through| look(t.control).map_or(Status::Planned, |c| c.status);
    through.sort_by_key(|t| (status_of(t), *t));
    let (deviation, inherited) = (facts.deviations.get(id).copied(), facts.inherited.get(id).copied());
    let reasons = reasons(isms, facts, point, &through, deviation);
    let applies = match deviation.map(|d| d.ruling) {
        Some(Ruling::Excluded) => Applies::No,
        _ if reasons.is_empty() => Applies::Undetermined,
        _ => Applies::Yes,
    };
    let seen = || through.iter().filter_map(|t| look(t.control));
    let mut line = Line {
        point,
        applies,
        reasons,
        deviation,
        inherited,
        requirements: facts.requirements.get(id).cloned().unwrap_or_default(),
        status: status(&through.iter().map(status_of).collect::<Vec<_>>(), inherited.is_some()),
        automated: seen().any(|c| c.automated),
        accepted: seen().any(|c| c.accepted),
        through,
        contradictions: Vec::new(),
    };
    line.contradictions = contradiction::of(isms, presence, facts, &line);
    line
}

/// The weakest of those that operate; what is only planned counts where nothing operates.
fn status(controls: &[Status], inherited: bool) -> Status {
    let working = controls.iter().filter(|s| **s != Status::Planned).min();
    match (working, controls.is_empty(), inherited) {
        (Some(weakest), ..) => *weakest,
        (None, _, true) => Status::Inherited,
        (None, false, _) => Status::Planned,
        (None, true, _) => Status::NoControl,
    }
}

fn reasons(
    isms: &Isms,
    facts: &Facts<'_>,
    point: &Point,
    through: &[Through],
    deviation: Option<&Deviation>,
) -> Vec<Reason> {
    let controls = through.iter().filter_map(|t| isms.typed::<Control>(t.control));
    let treated = controls.flat_map(|c| c.body.treats.iter().map(|r| r.id()));
    let is_open = |id: &RecordId| isms.get(*id).is_some_and(|r| r.is_open());
    let mut all: BTreeSet<Reason> = treated.filter(is_open).map(Reason::Risk).collect();
    let above = facts.ancestry.get(&point.id).into_iter().flatten();
    all.extend(above.filter_map(|id| facts.demanded.get(id)).flatten());
    let chosen = facts.baseline;
    if chosen == "all" || point.levels.iter().any(|l| l.eq_ignore_ascii_case(chosen)) {
        all.insert(Reason::Baseline);
    }
    if deviation.is_some_and(|d| d.ruling != Ruling::Excluded) {
        all.insert(Reason::Stated);
    }
    all.into_iter().collect()
}

/// Operating controls in scope that no line names.
fn outside(isms: &Isms, facts: &Facts<'_>) -> Vec<RecordId> {
    let inside: HashSet<RecordId> = facts.through.values().flatten().map(|t| t.control).collect();
    let operating = isms.all::<Control>().filter(|c| Control::LIFECYCLE.phase(&c.head.state) == Phase::Live);
    operating.filter(|c| facts.in_scope(*c) && !inside.contains(&c.head.id)).map(|c| c.head.id).collect()
}

fn count(lines: &[Line<'_>]) -> Totals {
    let mut totals = Totals { lines: lines.len(), ..Totals::default() };
    for line in lines {
        totals.contradicted += usize::from(!line.contradictions.is_empty());
        match line.applies {
            Applies::No => totals.excluded += 1,
            Applies::Undetermined => totals.undetermined += 1,
            Applies::Yes => {
                totals.applicable += 1;
                totals.automated += usize::from(line.automated);
                totals.accepted += usize::from(line.accepted);
                let at = Status::ALL.iter().position(|s| *s == line.status);
                if let Some(place) = at.and_then(|i| totals.by_status.get_mut(i)) {
                    *place += 1;
                }
            }
        }
    }
    totals
}
