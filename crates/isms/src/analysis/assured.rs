//! What is known about whether a control works: a status that is earned by tests, never typed in, with the path of records behind it.
//!
//! "No test defined" is not "never run" is not "failed". A test without a cadence is stale after a year. An open nonconformity against a control
//! weighs like a failed run until its actions are verified. Of several tests the weakest counts.

use crate::{
    assurance::{
        Action, Check, Evidence, Finding, Test,
        evidence::Acceptance,
        test::{TestRun, TestVerdict},
    },
    cadence::Cadence,
    control::Control,
    isms::Isms,
    kind::{self, Kind},
    memo::Analysis,
    record::Record,
    rules,
    values::RecordId,
};
use jiff::civil::Date;
use std::{collections::HashMap, sync::Arc};
use surety_derive::Choice;

/// How it stands with a control, or with a line of a framework through its controls; the weakest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Choice)]
pub enum Status {
    /// Nothing carries it out.
    #[default]
    #[choice(label = "No control")]
    NoControl,
    /// A test failed, or an open nonconformity stands against it.
    Failed,
    /// A control is foreseen and does not operate yet.
    Planned,
    /// No test is defined.
    #[choice(label = "No test defined")]
    NoTest,
    /// A test is defined and was never run to a conclusion.
    NeverRun,
    /// The last conclusive run is older than its due date.
    Stale,
    /// Someone else carries it out for us.
    Inherited,
    /// Tested when due, and it works.
    Passed,
}

impl Status {
    /// All of them, the weakest first.
    pub const ALL: [Status; 8] = [
        Status::NoControl,
        Status::Failed,
        Status::Planned,
        Status::NoTest,
        Status::NeverRun,
        Status::Stale,
        Status::Inherited,
        Status::Passed,
    ];

    /// Its word: `no-control`, `never-run`.
    pub fn word(self) -> &'static str {
        crate::field::Choice::word(&self)
    }
}

/// How it stands with one test.
#[derive(Clone, Debug, PartialEq)]
pub struct TestSeen {
    /// The test.
    pub test: RecordId,
    /// Never run, stale, failed or passed.
    pub status: Status,
    /// The newest run that came to a conclusion.
    pub last: Option<Date>,
    /// What that run concluded.
    pub verdict: Option<TestVerdict>,
    /// When the next run is due; nothing before the first.
    pub due: Option<Date>,
    /// Evidence that proves it or that its newest conclusive run shows, the newest first.
    pub evidence: Vec<RecordId>,
    /// Whether an auditor accepted some of it.
    pub accepted: bool,
    /// Whether a machine carries it out.
    pub automated: bool,
}

impl TestSeen {
    /// A test of which nothing is known but that it is defined.
    fn unrun(test: RecordId) -> TestSeen {
        TestSeen {
            test,
            status: Status::NeverRun,
            last: None,
            verdict: None,
            due: None,
            evidence: Vec::new(),
            accepted: false,
            automated: false,
        }
    }
}

/// How it stands with one control.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlSeen {
    /// The control.
    pub control: RecordId,
    /// What follows from all below.
    pub status: Status,
    /// Its tests that are not over, the weakest first.
    pub tests: Vec<TestSeen>,
    /// Open nonconformities against it.
    pub findings: Vec<RecordId>,
    /// Evidence attached to the control itself.
    pub evidence: Vec<RecordId>,
    /// Whether a check in force verifies it.
    pub automated: bool,
    /// Whether an auditor accepted evidence for it or for one of its tests.
    pub accepted: bool,
}

/// Tests, checks, findings and evidence by what they are about: collected in one walk, or around one record.
#[derive(Debug)]
struct Behind<'i> {
    isms: &'i Isms,
    tests: HashMap<RecordId, Vec<&'i Record<Test>>>,
    checks: HashMap<RecordId, Vec<RecordId>>,
    findings: HashMap<RecordId, Vec<RecordId>>,
    evidence: HashMap<RecordId, Vec<&'i Record<Evidence>>>,
}

impl<'i> Behind<'i> {
    fn nothing(isms: &'i Isms) -> Behind<'i> {
        Behind {
            isms,
            tests: HashMap::new(),
            checks: HashMap::new(),
            findings: HashMap::new(),
            evidence: HashMap::new(),
        }
    }

    fn everything(isms: &'i Isms) -> Behind<'i> {
        let mut behind = Behind::nothing(isms);
        isms.all::<Test>().filter(|r| r.is_open()).for_each(|t| behind.test(t));
        isms.all::<Check>().filter(|r| r.is_open()).for_each(|c| behind.check(c));
        isms.all::<Finding>().filter(|r| r.is_open()).for_each(|f| behind.finding(f));
        isms.all::<Evidence>().filter(|r| r.is_open()).for_each(|e| behind.proof(e));
        behind
    }

    fn one(isms: &'i Isms, control: RecordId) -> Behind<'i> {
        let mut behind = Behind::nothing(isms);
        open_sources::<Test>(isms, control).for_each(|t| behind.test(t));
        open_sources::<Check>(isms, control).for_each(|c| behind.check(c));
        open_sources::<Finding>(isms, control).for_each(|f| behind.finding(f));
        let about: Vec<RecordId> = behind.tests.values().flatten().map(|t| t.head.id).chain([control]).collect();
        about.into_iter().flat_map(|id| open_sources::<Evidence>(isms, id)).for_each(|e| behind.proof(e));
        behind
    }

    fn test(&mut self, test: &'i Record<Test>) {
        test.body.of.iter().for_each(|s| once(self.tests.entry(s.id()).or_default(), test, |t| t.head.id));
    }

    fn check(&mut self, check: &Record<Check>) {
        let verified = check.counts().into_iter().flat_map(|c| &c.verifies);
        verified.for_each(|v| once(self.checks.entry(v.id()).or_default(), check.head.id, |c| *c));
    }

    fn finding(&mut self, finding: &Record<Finding>) {
        if is_nonconformity(&finding.body) {
            let against = finding.body.against.iter();
            against.for_each(|a| once(self.findings.entry(a.id()).or_default(), finding.head.id, |f| *f));
        }
    }

    fn proof(&mut self, evidence: &'i Record<Evidence>) {
        let proved = evidence.body.proves.iter();
        proved.for_each(|p| once(self.evidence.entry(p.id()).or_default(), evidence, |e| e.head.id));
    }

    /// What proves a record or was named besides, the newest first, and whether an auditor accepted some of it.
    fn proving(&self, id: RecordId, besides: impl Iterator<Item = RecordId>) -> (Vec<RecordId>, bool) {
        let mut found = self.evidence.get(&id).cloned().unwrap_or_default();
        let named = besides.filter_map(|id| self.isms.typed::<Evidence>(id)).filter(|r| r.is_open());
        named.for_each(|e| once(&mut found, e, |e| e.head.id));
        let accepted = found.iter().any(|e| e.body.accepted == Acceptance::Yes);
        (newest_first(found), accepted)
    }

    fn look(&self, control: &Record<Control>, today: Date) -> ControlSeen {
        let id = control.head.id;
        let tests = self.tests.get(&id).into_iter().flatten().map(|t| self.look_at_test(t, today));
        // A check in force has no results yet: it is a test that was never run.
        let checks =
            self.checks.get(&id).into_iter().flatten().map(|c| TestSeen { automated: true, ..TestSeen::unrun(*c) });
        let mut tests: Vec<TestSeen> = tests.chain(checks).collect();
        tests.sort_by_key(|t| (t.status, t.test));
        let findings = self.findings.get(&id).cloned().unwrap_or_default();
        let (evidence, accepted) = self.proving(id, std::iter::empty());
        let status = match &*control.head.state {
            _ if !findings.is_empty() => Status::Failed,
            "operating" | "retiring" => tests.first().map_or(Status::NoTest, |t| t.status),
            _ => Status::Planned,
        };
        ControlSeen {
            control: id,
            status,
            automated: tests.iter().any(|t| t.automated),
            accepted: accepted || tests.iter().any(|t| t.accepted),
            tests,
            findings,
            evidence,
        }
    }

    fn look_at_test(&self, test: &Record<Test>, today: Date) -> TestSeen {
        let concluded = |r: &&TestRun| r.verdict != TestVerdict::Inconclusive && r.on.is_some_and(|on| on <= today);
        // Of two runs on one day the later line counts.
        let last = test.body.runs.iter().filter(concluded).max_by_key(|r| r.on);
        let on = last.and_then(|r| r.on);
        let due = on.map(|on| test.body.cadence.unwrap_or(Cadence::Yearly).due_after(on));
        let status = match (last.map(|r| r.verdict), due) {
            (None, _) | (Some(_), None) => Status::NeverRun,
            (Some(TestVerdict::Failed), _) => Status::Failed,
            (Some(_), Some(due)) if due < today => Status::Stale,
            _ => Status::Passed,
        };
        let shown = last
            .into_iter()
            .flat_map(|r| r.evidence.iter().chain(r.items.iter().filter_map(|i| i.evidence.as_ref())).map(|e| e.id()));
        let (evidence, accepted) = self.proving(test.head.id, shown);
        let verdict = last.map(|r| r.verdict);
        TestSeen { status, last: on, verdict, due, evidence, accepted, ..TestSeen::unrun(test.head.id) }
    }
}

/// Adds something unless the same is there; lists are short.
fn once<T>(list: &mut Vec<T>, new: T, id: impl Fn(&T) -> RecordId) {
    if !list.iter().any(|known| id(known) == id(&new)) {
        list.push(new);
    }
}

/// How it stands with every control that is not over: the part of [`Assurance`] that is worth remembering.
pub type Seen = HashMap<RecordId, ControlSeen>;

/// What [`Seen`] is remembered by.
pub const ANALYSIS: Analysis = Analysis {
    name: "assured",
    version: 1,
    reads: &["control", "test", "check", "finding", "evidence", "organisation"],
    by_day: true,
};

/// Looks at every control that is not over.
pub fn seen(isms: &Isms) -> Seen {
    let (today, behind) = (rules::today(isms), Behind::everything(isms));
    isms.all::<Control>().filter(|r| r.is_open()).map(|c| (c.head.id, behind.look(c, today))).collect()
}

/// Every control of a value, looked at once.
#[derive(Debug)]
pub struct Assurance<'i> {
    isms: &'i Isms,
    today: Date,
    seen: Arc<Seen>,
}

impl<'i> Assurance<'i> {
    /// Every control that is not over.
    pub fn of(isms: &'i Isms) -> Self {
        Assurance::with(isms, Arc::new(seen(isms)))
    }

    /// The same from what is remembered of this value.
    pub fn with(isms: &'i Isms, seen: Arc<Seen>) -> Self {
        Assurance { isms, today: rules::today(isms), seen }
    }

    /// The value it was made of.
    pub fn isms(&self) -> &'i Isms {
        self.isms
    }

    /// The day of the moment, where the organisation is.
    pub fn today(&self) -> Date {
        self.today
    }

    /// How it stands with a control that is not retired.
    pub fn control(&self, id: RecordId) -> Option<&ControlSeen> {
        self.seen.get(&id)
    }

    /// All controls that are not retired.
    pub fn controls(&self) -> impl Iterator<Item = &ControlSeen> {
        self.seen.values()
    }
}

/// How it stands with one control, by what is around it.
pub fn look(isms: &Isms, control: &Record<Control>) -> ControlSeen {
    Behind::one(isms, control.head.id).look(control, rules::today(isms))
}

/// How it stands with a test, by its newest run that came to a conclusion.
pub fn look_at_test(isms: &Isms, test: &Record<Test>) -> TestSeen {
    let mut behind = Behind::nothing(isms);
    open_sources::<Evidence>(isms, test.head.id).for_each(|e| behind.proof(e));
    behind.look_at_test(test, rules::today(isms))
}

/// Open records of a kind that point at a record, each once, in key order.
pub fn open_sources<T: Kind>(isms: &Isms, target: RecordId) -> impl Iterator<Item = &Record<T>> {
    let mut ids: Vec<RecordId> = isms.pointing_from(target, kind::of::<T>()).map(|l| l.source).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| isms.typed::<T>(id)).filter(|r| r.is_open())
}

/// Whether a finding must lead to corrective action, and none was declined.
fn is_nonconformity(finding: &Finding) -> bool {
    finding.grade.needs_action() && finding.no_action_because.0.is_empty()
}

fn newest_first(mut found: Vec<&Record<Evidence>>) -> Vec<RecordId> {
    found.sort_by_key(|e| std::cmp::Reverse((e.body.until, e.body.collected, e.head.number)));
    found.into_iter().map(|e| e.head.id).collect()
}

/// The actions that answer a finding, also those that are over.
pub fn actions_of(isms: &Isms, finding: RecordId) -> Vec<&Record<Action>> {
    let mut ids: Vec<RecordId> = isms.pointing_from(finding, kind::of::<Action>()).map(|l| l.source).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| isms.typed::<Action>(id)).collect()
}
