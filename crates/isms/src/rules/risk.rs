//! Rules of risk: numbers instead of colours, owners who can act, acceptances that end.

use super::{Finding, Rule, Severity, Shape, as_kind, day_of, days_before, sources, today};
use crate::{
    area::Area,
    context::{Objective, Role},
    governance::{Decision, decision::DecisionKind},
    isms::Isms,
    record::AnyRecord,
    risk::{Appetite, Estimate, Risk, estimate::pool},
    values::{Range, RecordId},
};

/// The area's rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "RSK01",
        area: Area::Risk,
        severity: Severity::Warn,
        title: "Risk threatens no objective",
        what: "A risk that names no objective.",
        why: "Nothing follows from it: whatever it costs, no objective becomes more or less certain.",
        how: "Say which objective it threatens and with which share, or close it.",
        clauses: &["iso27001-2022:6.1.2"],
        reads: &["risk"],
        shape: Shape::PerRecord { kinds: &["risk"], far: &[], f: threatens_nothing },
    },
    Rule {
        code: "RSK02",
        area: Area::Risk,
        severity: Severity::Warn,
        title: "Risk owner cannot allocate resources",
        what: "A risk whose owner holds no mandate and owns none of the objectives it threatens.",
        why: "Someone who can move neither money nor people can only watch.",
        how: "Give it to the owner of an objective it threatens, or to someone on the mandate ladder.",
        clauses: &["iso27001-2022:6.1.2 c"],
        reads: &["risk", "objective", "appetite", "role"],
        shape: Shape::PerRecord { kinds: &["risk"], far: &["appetite", "role"], f: powerless_owner },
    },
    Rule {
        code: "RSK03",
        area: Area::Risk,
        severity: Severity::Warn,
        title: "Risk not estimated in money, or with a point for a range",
        what: "An analysed risk without a complete estimate, or an estimate whose range is a point.",
        why: "A colour cannot be compared with a budget, and a point claims a certainty nobody has.",
        how: "Give an estimate with 90 % ranges for frequency and loss.",
        clauses: &["iso27001-2022:6.1.2 d"],
        reads: &["risk", "estimate"],
        shape: Shape::PerRecord { kinds: &["risk"], far: &[], f: not_in_money },
    },
    Rule {
        code: "RSK04",
        area: Area::Risk,
        severity: Severity::Deny,
        title: "Appetite states no amount and probability",
        what: "No appetite, or one without a loss curve.",
        why: "Low is not an appetite: nobody can tell whether a risk is beyond it.",
        how: "State amounts with the highest probability accepted for each.",
        clauses: &["iso27001-2022:6.1.2 a"],
        reads: &["appetite", "risk"],
        shape: Shape::Whole(appetite_without_numbers),
    },
    Rule {
        code: "RSK07",
        area: Area::Risk,
        severity: Severity::Warn,
        title: "Acceptance expired or never decided",
        what: "An accepted risk without a decision to accept it that still holds.",
        why: "Acceptance is a decision by someone with a mandate, for a time; without it the risk is merely borne.",
        how: "Decide again, or treat the risk.",
        clauses: &["iso27001-2022:6.1.3 f"],
        reads: &["risk", "decision"],
        shape: Shape::PerRecord { kinds: &["risk"], far: &[], f: acceptance_over },
    },
    Rule {
        code: "RSK11",
        area: Area::Risk,
        severity: Severity::Warn,
        title: "Estimate past its review, or risk never analysed",
        what: "An estimate whose review date has passed, or a risk identified 90 days ago and not analysed since.",
        why: "Decisions rest on numbers that nobody stands behind any more.",
        how: "Estimate again.",
        clauses: &["iso27001-2022:8.2"],
        reads: &["risk", "estimate"],
        shape: Shape::PerRecord { kinds: &["risk", "estimate"], far: &[], f: stale },
    },
];

fn threatens_nothing(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let risk = as_kind::<Risk>(record)?;
    risk.body.threatens.is_empty().then(|| format!("{} threatens no objective", record.key()))
}

/// Someone, the roles they hold, and who holds the role they are.
fn faces(isms: &Isms, id: RecordId) -> Vec<RecordId> {
    let held = sources::<Role>(isms, id).into_iter().filter(|r| r.body.holder.is_some_and(|h| h.id() == id));
    let holder = isms.typed::<Role>(id).and_then(|r| r.body.holder).map(|h| h.id());
    [id].into_iter().chain(held.map(|r| r.head.id)).chain(holder).collect()
}

fn powerless_owner(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let risk = as_kind::<Risk>(record)?;
    let ladders = isms.all::<Appetite>().filter_map(|a| a.counts()).flat_map(|a| &a.ladder);
    let mandates: Vec<RecordId> = ladders.filter_map(|m| m.holder).map(|h| h.id()).collect();
    let objectives = risk.body.threatens.iter().filter_map(|t| isms.typed::<Objective>(t.objective?.id()));
    let owners: Vec<RecordId> = objectives.filter_map(|o| o.head.owner).map(|o| o.id()).collect();
    let mine = risk.head.owner.map(|o| faces(isms, o.id())).unwrap_or_default();
    let may = mine.iter().any(|me| mandates.contains(me) || owners.contains(me));
    (!may).then(|| format!("the owner of {} holds no mandate and owns no objective it threatens", record.key()))
}

fn given(isms: &Isms, risk: RecordId) -> Vec<&crate::record::Record<Estimate>> {
    pool::pool(isms, risk).open
}

fn not_in_money(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let risk = as_kind::<Risk>(record).filter(|r| &*r.head.state != "identified")?;
    let estimates = given(isms, risk.head.id);
    if !estimates.iter().any(|e| e.body.is_complete()) {
        return Some(format!("{} has no estimate of frequency and loss in money", record.key()));
    }
    let point = estimates.iter().find(|e| ranges(&e.body).any(|r| r.low == r.high))?;
    Some(format!("{} rests on EST-{}, which states a point instead of a range", record.key(), point.head.number))
}

fn ranges(estimate: &Estimate) -> impl Iterator<Item = Range> + '_ {
    let losses = estimate.primary_loss.iter().chain(&estimate.secondary_loss).filter_map(|l| l.amount);
    let factors = [
        estimate.loss_event_frequency,
        estimate.threat_event_frequency,
        estimate.susceptibility,
        estimate.secondary_frequency,
    ];
    factors.into_iter().flatten().chain(losses)
}

fn appetite_without_numbers(isms: &Isms) -> Vec<Finding> {
    let open: Vec<_> = isms.all::<Appetite>().filter(|a| (*a as &dyn AnyRecord).is_open()).collect();
    if open.is_empty() && isms.all::<Risk>().next().is_some() {
        return vec![Finding { record: None, message: "there are risks and no appetite".into() }];
    }
    let vague = open.into_iter().filter(|a| a.counts().unwrap_or(&a.body).curve.is_empty());
    vague
        .map(|a| Finding {
            record: Some(a.head.id),
            message: format!("APP-{} states no amount and probability", a.head.number),
        })
        .collect()
}

fn acceptance_over(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let risk = as_kind::<Risk>(record).filter(|r| &*r.head.state == "accepted")?;
    let decisions = sources::<Decision>(isms, risk.head.id);
    let accepting: Vec<_> = decisions
        .into_iter()
        .filter(|d| d.body.about == DecisionKind::Accept && matches!(&*d.head.state, "decided" | "reviewed"))
        .collect();
    let day = today(isms);
    if accepting.is_empty() {
        return Some(format!("{} is accepted and nobody decided so", record.key()));
    }
    let holds = accepting.iter().any(|d| d.body.until.is_none_or(|until| until >= day));
    let last = accepting.iter().filter_map(|d| d.body.until).max()?;
    (!holds).then(|| format!("the acceptance of {} expired on {last}", record.key()))
}

fn stale(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let (head, day) = (record.head(), today(isms));
    match &*head.state {
        "given" if head.next_review.is_some_and(|due| due < day) => {
            Some(format!("{} is past its review date", record.key()))
        }
        "identified" if day_of(head.created) < days_before(day, 90) => {
            Some(format!("{} was identified on {} and never analysed", record.key(), day_of(head.created)))
        }
        _ => None,
    }
}
