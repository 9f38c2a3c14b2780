//! Rules of assurance: what was found is mended, and tests know what they look for.

use super::{Finding as Found, Rule, Severity, Shape, as_kind, day_of, days_before, lacks, listed, sources, today};
use crate::{
    analysis::backtest::{self, Ranges},
    area::Area,
    assurance::{
        Action, Audit, Evidence, Finding, Test,
        finding::repeats::Repeats,
        test::{
            TestRun,
            independence::{self, Tie, may_substitute},
        },
    },
    isms::Isms,
    record::{AnyRecord, Record},
    risk::{
        Estimate, Forecast,
        calibration::score::{HitRate, Verdict},
        estimate::pool,
    },
    values::RecordId,
};
use jiff::civil::Date;

/// The area's rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "ASR03",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Tester or auditor not independent",
        what: "A test whose tester owns or operates what is tested, or works in the team that does; an audit of what one of its auditors owns or of the team they work in. Fewer than 50 people may name what stands in for independence instead.",
        why: "Nobody finds the holes in their own work, and nobody else believes that there are none.",
        how: "Let someone else test, or in a small organisation name the substitute: an auditor from outside, a swap with peers, a dated review.",
        clauses: &["iso27001-2022:9.2.2"],
        reads: &[
            "test",
            "audit",
            "control",
            "requirement",
            "supplier_obligation",
            "plan",
            "person",
            "team",
            "role",
            "organisation",
            "scope",
            "supplier",
            "asset",
            "process",
        ],
        shape: Shape::PerRecord { kinds: &["test", "audit"], far: &["person", "team", "role"], f: dependent },
    },
    Rule {
        code: "ASR04",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Action overdue, or its effect never checked",
        what: "An action past its date, or done 90 days ago without anyone having looked whether it helped.",
        why: "What was found goes on, and the register says it is being dealt with.",
        how: "Finish it or set a new date with a reason; look whether it helped.",
        clauses: &["iso27001-2022:10.2"],
        reads: &["action"],
        shape: Shape::PerRecord { kinds: &["action"], far: &[], f: overdue_action },
    },
    Rule {
        code: "ASR05",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Repeat finding",
        what: "An open nonconformity against a record or requirement of a framework that an earlier one was against, closed not more than two years before.",
        why: "What was done the last time did not reach the cause.",
        how: "Begin with why the earlier action did not hold; look for similar cases; check the effect with a test that is run again.",
        clauses: &["iso27001-2022:10.2"],
        reads: &["finding"],
        shape: Shape::Whole(repeated),
    },
    Rule {
        code: "ASR06",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Evidence stale, from outside the period, or newer than its conclusion",
        what: "Evidence past the last day it may be relied on where nothing fresher proves the same; or that a run of a test relies on although it speaks of another period or came after the run.",
        why: "The conclusion stands on something that does not carry it.",
        how: "Collect it again, or attach what speaks of the period of the run.",
        clauses: &["iso27001-2022:9.1"],
        reads: &["evidence", "test"],
        shape: Shape::PerRecord { kinds: &["evidence"], far: &["evidence"], f: unfit_evidence },
    },
    Rule {
        code: "ASR07",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Certainty never compared with outcomes, or an estimator badly calibrated",
        what: "A forecast 30 days past its day without an outcome; a year of estimates without one forecast that came to its end; or an estimate that counts, by someone whose stated ranges held clearly less often than 90 % of the time.",
        why: "Whoever never looks whether their numbers came true cannot know what the numbers are worth.",
        how: "Say what happened; make forecasts; let the estimator train, or ask someone else as well.",
        clauses: &["iso27001-2022:9.1"],
        reads: backtest::READS,
        shape: Shape::Whole(uncompared),
    },
    Rule {
        code: "ASR10",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Finding without action, owner or date",
        what: "An open nonconformity that no action answers, or whose actions have no owner or no date.",
        why: "It will be found again.",
        how: "Add an action with an owner and a date, or say why none is taken.",
        clauses: &["iso27001-2022:10.2"],
        reads: &["finding", "action"],
        shape: Shape::PerRecord { kinds: &["finding"], far: &[], f: unanswered },
    },
    Rule {
        code: "ASR11",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Test without criterion",
        what: "A test that does not say when it is passed.",
        why: "Its verdict is whatever the tester feels.",
        how: "Name the requirement it judges by, or say when it is passed.",
        clauses: &["iso27001-2022:9.1"],
        reads: &["test"],
        shape: Shape::PerRecord { kinds: &["test"], far: &[], f: no_criterion },
    },
];

fn overdue_action(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let action = as_kind::<Action>(record)?;
    let (body, day) = (&action.body, today(isms));
    match &*action.head.state {
        "open" | "under-way" => {
            let due = body.due.filter(|due| *due < day)?;
            Some(format!("{} was due on {due}", record.key()))
        }
        _ => {
            let done = body.done_on.filter(|done| *done < days_before(day, 90) && body.effect_checked.is_none())?;
            Some(format!("{} was done on {done} and nobody looked whether it helped", record.key()))
        }
    }
}

fn unanswered(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let finding = as_kind::<Finding>(record)?;
    if !finding.body.grade.needs_action() || !finding.body.no_action_because.0.is_empty() {
        return None;
    }
    let links = isms.pointing_at(finding.head.id);
    let verified = links.filter_map(|l| isms.typed::<Action>(l.source)).any(|a| &*a.head.state == "verified");
    let actions = sources::<Action>(isms, finding.head.id);
    if actions.is_empty() {
        return (!verified).then(|| format!("no action answers {}", record.key()));
    }
    let missing = listed(&[
        lacks(actions.iter().any(|a| a.head.owner.is_none()), "owner"),
        lacks(actions.iter().any(|a| a.body.due.is_none()), "date"),
    ])?;
    Some(format!("an action for {} has no {missing}", record.key()))
}

fn no_criterion(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let body = &as_kind::<Test>(record)?.body;
    let none = body.criterion.is_none() && body.passed_when.0.is_empty();
    none.then(|| format!("{} does not say when it is passed", record.key()))
}

fn dependent(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    if let Some(audit) = as_kind::<Audit>(record) {
        let team = audit.body.team.iter().filter_map(|m| m.who);
        let pairs = team.flat_map(|w| audit.body.looks_at.iter().map(move |s| (w.id(), s.id())));
        let ties = pairs.filter_map(|(who, subject)| match isms.typed::<crate::context::Team>(subject) {
            Some(_) if independence::works_in(isms, who, subject) => {
                Some(independence::Dependence { tester: who, subject, tie: Tie::SameTeam(subject) })
            }
            _ => independence::between(isms, who, subject).filter(|d| d.tie == Tie::Owns),
        });
        return said(isms, record, ties.collect());
    }
    let test = as_kind::<Test>(record)?;
    if !test.body.instead_of_independence.trim().is_empty() && may_substitute(isms) {
        return None;
    }
    said(isms, record, independence::of_test(isms, &test.body))
}

fn said(isms: &Isms, record: &dyn AnyRecord, ties: Vec<independence::Dependence>) -> Option<String> {
    let key = |id: RecordId| isms.get(id).map(|r| r.key().to_string()).unwrap_or_default();
    let worded = |d: &independence::Dependence| match d.tie {
        Tie::Owns => format!("{} owns {}", key(d.tester), key(d.subject)),
        Tie::Operates => format!("{} operates {}", key(d.tester), key(d.subject)),
        Tie::SameTeam(team) if team == d.subject => format!("{} works in {}", key(d.tester), key(team)),
        Tie::SameTeam(team) => format!("{} works in {}, whose {} is", key(d.tester), key(team), key(d.subject)),
    };
    let ties = listed(&ties.iter().map(worded).collect::<Vec<_>>())?;
    Some(format!("{} is not independent: {ties}", record.key()))
}

fn repeated(isms: &Isms) -> Vec<Found> {
    let all = Repeats::of(isms);
    let open = isms.all::<Finding>().filter(|f| (*f as &dyn AnyRecord).is_open());
    open.filter_map(|finding| {
        let earlier: Vec<String> = all.before(finding).iter().map(|f| format!("FND-{}", f.head.number)).collect();
        let earlier = listed(&earlier)?;
        let message = format!("FND-{} is found again after {earlier}", finding.head.number);
        Some(Found { record: Some(finding.head.id), message })
    })
    .collect()
}

fn unfit_evidence(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let evidence = as_kind::<Evidence>(record)?;
    let day = today(isms);
    if evidence.body.is_stale(day) {
        let left: Vec<String> = proved(&evidence.body)
            .filter(|t| !fresher(isms, *t, day))
            .filter_map(|t| isms.get(t).filter(|r| r.is_open()).map(|r| r.key().to_string()))
            .collect();
        let until = evidence.body.fresh_until()?;
        if let Some(left) = listed(&left) {
            return Some(format!("{} could be relied on until {until} and still stands for {left}", record.key()));
        }
    }
    sources::<Test>(isms, evidence.head.id)
        .into_iter()
        .flat_map(|t| t.body.runs.iter().map(move |r| (t, r)))
        .filter(|(_, r)| relies_on(r, evidence.head.id))
        .find_map(|(t, r)| unfit(&evidence.body, r).map(|why| (t, r, why)))
        .map(|(t, r, why)| {
            let on = r.on.map(|d| d.to_string()).unwrap_or_default();
            format!("{} {why} the run of TST-{} on {on}", record.key(), t.head.number)
        })
}

/// What evidence proves, by itself or because someone accepted it for that too.
fn proved(evidence: &Evidence) -> impl Iterator<Item = RecordId> + '_ {
    let reused = evidence.reused.iter().filter_map(|r| r.proves);
    evidence.proves.iter().copied().chain(reused).map(|t| t.id())
}

/// Whether evidence that is not stale proves the same.
fn fresher(isms: &Isms, target: RecordId, day: Date) -> bool {
    sources::<Evidence>(isms, target).iter().any(|e| !e.body.is_stale(day) && proved(&e.body).any(|t| t == target))
}

fn relies_on(run: &TestRun, evidence: RecordId) -> bool {
    let items = run.items.iter().filter_map(|i| i.evidence);
    run.evidence.iter().copied().chain(items).any(|e| e.id() == evidence)
}

/// What is wrong with evidence for a run.
fn unfit(evidence: &Evidence, run: &TestRun) -> Option<&'static str> {
    let ends_before = evidence.until.zip(run.from).is_some_and(|(until, from)| until < from);
    let begins_after = evidence.from.zip(run.until).is_some_and(|(from, until)| from > until);
    if ends_before || begins_after {
        return Some("speaks of another period than");
    }
    let newest = evidence.collected.map(day_of).max(evidence.from);
    newest.zip(run.on).is_some_and(|(e, on)| e > on).then_some("is newer than")
}

/// What nobody compared with what happened, and estimates that count though their author's ranges do not hold.
fn uncompared(isms: &Isms) -> Vec<Found> {
    let day = today(isms);
    let forgotten = isms
        .all::<Forecast>()
        .filter(|f| &*f.head.state == "open" && f.body.resolves_on.is_some_and(|due| due < days_before(day, 30)));
    let mut found: Vec<Found> = forgotten
        .map(|f| Found {
            record: Some(f.head.id),
            message: format!("nobody said whether FCT-{} came true", f.head.number),
        })
        .collect();
    let resolved = isms.all::<Forecast>().any(|f| Forecast::outcome(&f.head.state).is_some());
    let old = |e: &Record<Estimate>| &*e.head.state == "given" && pool::made(e) < days_before(day, 365);
    if !resolved && isms.all::<Estimate>().any(old) {
        let message = "there are estimates older than a year, and no forecast was ever compared with its outcome";
        found.push(Found { record: None, message: message.into() });
    }
    found.extend(badly_calibrated(isms));
    found
}

/// The newest counting estimate of everyone whose ranges hold clearly too seldom: there it matters. Counts of events are left to
/// the back-test: they cost more than a rule may at every change, and hold by their nature more often than 90 %.
fn badly_calibrated(isms: &Isms) -> Vec<Found> {
    backtest::ranges(isms).into_iter().filter_map(|(person, rates)| too_narrow(isms, person, &rates)).collect()
}

fn too_narrow(isms: &Isms, person: RecordId, rates: &Ranges) -> Option<Found> {
    let rates = [("losses", rates.losses), ("training", rates.training)];
    let bad = rates.into_iter().filter(|(_, rate)| rate.against(0.9) == Verdict::TooNarrow);
    let said = listed(&bad.map(|(what, rate)| worded(what, rate)).collect::<Vec<_>>())?;
    let counting = |e: &&Record<Estimate>| {
        let risk = e.body.risk.map(|r| r.id()).filter(|r| isms.get(*r).is_some_and(|r| r.is_open()));
        risk.is_some_and(|r| pool::pool(isms, r).open.iter().any(|o| o.head.id == e.head.id))
    };
    let own =
        sources::<Estimate>(isms, person).into_iter().filter(|e| e.body.estimator.is_some_and(|p| p.id() == person));
    let newest = own.filter(counting).max_by_key(|e| (pool::made(e), e.head.number))?;
    let (key, number) = (isms.get(person)?.key(), newest.head.number);
    let message = format!("EST-{number} is by {key}, whose 90 % ranges are too narrow ({said})");
    Some(Found { record: Some(newest.head.id), message })
}

fn worded(what: &str, rate: HitRate) -> String {
    let (low, high) = (rate.low * 100.0, rate.high * 100.0);
    format!("{what}: {} of {} held, 90 % interval {low:.0} to {high:.0} %", rate.hits, rate.n)
}
