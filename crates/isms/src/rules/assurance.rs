//! Rules of assurance: what was found is mended, and tests know what they look for.

use super::{Finding as Found, Rule, Severity, Shape, as_kind, days_before, lacks, listed, sources, today};
use crate::{
    analysis::backtest::{self, Ranges},
    area::Area,
    assurance::{Action, Finding, Test},
    isms::Isms,
    record::{AnyRecord, Record},
    risk::{
        Estimate, Forecast,
        calibration::score::{HitRate, Verdict},
        estimate::pool,
    },
    values::RecordId,
};

/// The area's rules.
pub(super) static RULES: &[Rule] = &[
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
