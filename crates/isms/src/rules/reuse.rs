//! Rules about what controls are worth: kept although they fail, growing weaker, held twice, built although they could be inherited.

use super::{Finding as Found, Rule, Severity, Shape, as_kind, days_before, sources, today};
use crate::{
    analysis::reliance::{self, Alike},
    area::Area,
    assurance::{
        Action, Finding, Test,
        test::{TestRun, TestVerdict},
    },
    control::Control,
    isms::Isms,
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    values::RecordId,
};
use jiff::civil::Date;

/// The rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "CTL05",
        area: Area::Control,
        severity: Severity::Deny,
        title: "Control shown ineffective and kept",
        what: "An operating control that has failed its tests for 90 days, 180 in the smallest organisations, and no action answers it.",
        why: "It is paid for and counted on, and everyone could know that it does not work.",
        how: "Mend it by an action, or retire it and estimate the risk without it.",
        clauses: &["iso27001-2022:10.2"],
        reads: &["control", "test", "finding", "action"],
        shape: Shape::PerRecord { kinds: &["control"], far: &["action"], f: kept_though_failing },
    },
    Rule {
        code: "CTL07",
        area: Area::Control,
        severity: Severity::Note,
        title: "Capability exists, and a consumer built its own",
        what: "A control for a requirement that a service provides to everyone who depends on it, operated by the owner of one of them.",
        why: "It is built, tested and paid for twice.",
        how: "Inherit it, and keep only what stays with the consumer; or say why the service does not do.",
        clauses: &["iso27001-2022:6.1.3"],
        reads: &["control", "asset"],
        shape: Shape::Whole(built_again),
    },
    Rule {
        code: "CTL13",
        area: Area::Control,
        severity: Severity::Note,
        title: "Reliability is falling",
        what: "An operating control that worked in a smaller share of cases in each of its last three runs.",
        why: "It can still be mended before it fails.",
        how: "Find out what changed.",
        clauses: &["iso27001-2022:9.1"],
        reads: &["control", "test"],
        shape: Shape::PerRecord { kinds: &["control"], far: &[], f: falling },
    },
    Rule {
        code: "CTL16",
        area: Area::Control,
        severity: Severity::Note,
        title: "Control held twice",
        what: "Two operating controls for the same risks and requirements with the same effect, or in nearly the same words.",
        why: "Their effect counts twice in the numbers, and their cost does in the budget.",
        how: "Keep one, or say what each does that the other does not.",
        clauses: &["iso27001-2022:6.1.3"],
        reads: &["control"],
        shape: Shape::Whole(held_twice),
    },
];

fn operating(record: &dyn AnyRecord) -> Option<&Record<Control>> {
    as_kind::<Control>(record).filter(|c| &*c.head.state == "operating")
}

/// Runs of a control's tests that came to a conclusion, the oldest first.
fn runs<'i>(isms: &'i Isms, control: RecordId) -> Vec<(Date, &'i TestRun)> {
    let tests = sources::<Test>(isms, control);
    let day = today(isms);
    let of_it = tests.into_iter().filter(|t| t.body.of.iter().any(|s| s.id() == control));
    let concluded = |r: &&TestRun| r.verdict != TestVerdict::Inconclusive;
    let dated = |r: &'i TestRun| Some((r.on.filter(|on| *on <= day)?, r));
    let mut runs: Vec<_> = of_it.flat_map(|t| t.body.runs.iter().filter(concluded).filter_map(dated)).collect();
    runs.sort_by_key(|(on, _)| *on);
    runs
}

fn kept_though_failing(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let control = operating(record)?;
    let runs = runs(isms, control.head.id);
    let failing = runs.iter().rev().take_while(|(_, r)| r.verdict == TestVerdict::Failed);
    let since = failing
        .last()
        .map(|(on, _)| *on)
        .filter(|on| *on < days_before(today(isms), proportion::days(isms, Setting::IneffectiveFor)))?;
    let about = sources::<Finding>(isms, control.head.id).into_iter().map(|f| f.head.id);
    let about = about.chain(sources::<Test>(isms, control.head.id).into_iter().map(|t| t.head.id));
    let acted = about.flat_map(|id| sources::<Action>(isms, id)).next().is_some();
    (!acted).then(|| format!("{} has failed its tests since {since}, and nothing is done", record.key()))
}

fn falling(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let control = operating(record)?;
    let share = |r: &TestRun| {
        let n = r.looked_at.filter(|n| *n > 0)?;
        Some(1.0 - r.failed.unwrap_or(0).clamp(0, n) as f64 / n as f64)
    };
    let runs = runs(isms, control.head.id);
    let shares: Vec<f64> = runs.iter().filter_map(|(_, r)| share(r)).collect();
    let last_failed = runs.last().is_some_and(|(_, r)| r.verdict == TestVerdict::Failed);
    let [.., first, second, third] = shares.as_slice() else { return None };
    let percent = |share: &f64| (share * 100.0).round();
    (first > second && second > third && !last_failed).then(|| {
        let (a, b, c) = (percent(first), percent(second), percent(third));
        format!("{} worked in {a} %, then {b} %, then {c} % of cases", record.key())
    })
}

fn key(isms: &Isms, id: RecordId) -> String {
    isms.get(id).map(|r| r.key().to_string()).unwrap_or_default()
}

fn built_again(isms: &Isms) -> Vec<Found> {
    let message = |r: &reliance::Rebuilt| {
        format!("{} does what {} provides with {}", key(isms, r.own), key(isms, r.service), key(isms, r.provided))
    };
    reliance::rebuilt(isms).iter().map(|r| Found { record: Some(r.own), message: message(r) }).collect()
}

fn held_twice(isms: &Isms) -> Vec<Found> {
    let found = |(a, b, why): (RecordId, RecordId, Alike)| {
        let how = match why {
            Alike::InWhatTheyDo => "treats the same risks for the same requirements with the same effect as",
            Alike::InWords => "says nearly the same as",
        };
        Found { record: Some(b), message: format!("{} {how} {}", key(isms, b), key(isms, a)) }
    };
    reliance::twins(isms).into_iter().map(found).collect()
}
