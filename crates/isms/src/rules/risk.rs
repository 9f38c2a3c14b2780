//! Rules of risk: numbers instead of colours, owners who can act, acceptances that end.

use super::{Finding, Rule, Severity, Shape, as_kind, day_of, days_before, every, named, sources, today};
use crate::{
    area::Area,
    assurance::{Test, test::TestVerdict},
    context::{Objective, Role},
    control::Control,
    governance::{Decision, decision::DecisionKind},
    isms::Isms,
    operations::{Change, Incident},
    policy::Metric,
    record::{AnyRecord, Record},
    risk::{Appetite, Estimate, Risk, estimate::pool},
    values::{Range, RecordId},
};
use jiff::civil::Date;
use std::{collections::HashMap, hash::Hasher as _};

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
        title: "Acceptance expired, never decided, or above the mandate",
        what: "An accepted risk without a decision to accept it that still holds, or whose decision's picture shows a loss above what the decider may accept.",
        why: "Acceptance is a decision by someone with a mandate, for a time; without it the risk is merely borne.",
        how: "Decide again, or treat the risk.",
        clauses: &["iso27001-2022:6.1.3 f"],
        reads: &["risk", "decision", "appetite", "role"],
        shape: Shape::PerRecord { kinds: &["risk"], far: &["appetite", "role"], f: acceptance_over },
    },
    Rule {
        code: "RSK06",
        area: Area::Risk,
        severity: Severity::Warn,
        title: "Estimate older than what bears on it",
        what: "A risk whose newest estimate is older than an incident that was a case of it, a breach of an indicator that watches it, a failed test of a control that treats it, or a significant change to it or to what it strikes.",
        why: "The number describes a world in which that had not happened yet.",
        how: "Estimate again, knowing what happened.",
        clauses: &["iso27001-2022:8.2"],
        reads: &["risk", "estimate", "incident", "metric", "control", "test", "change"],
        shape: Shape::PerRecord { kinds: &["risk"], far: &["test", "change"], f: overtaken },
    },
    Rule {
        code: "RSK10",
        area: Area::Risk,
        severity: Severity::Note,
        title: "The same scenario held twice with different numbers",
        what: "Two open risks in the same words, or of the same threat to the same things with the same effect and objectives, whose estimates differ.",
        why: "It counts twice, and each decision picks the number that suits it.",
        how: "Keep one and close the other, or say what is different about them.",
        clauses: &["iso27001-2022:6.1.2 b"],
        reads: &["risk", "estimate"],
        shape: Shape::Whole(held_twice),
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

fn given(isms: &Isms, risk: RecordId) -> Vec<&Record<Estimate>> {
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
    let holding: Vec<_> = accepting.iter().filter(|d| d.body.until.is_none_or(|until| until >= day)).collect();
    if holding.is_empty() {
        let last = accepting.iter().filter_map(|d| d.body.until).max()?;
        return Some(format!("the acceptance of {} expired on {last}", record.key()));
    }
    holding.iter().all(|d| above_mandate(isms, &d.body, &record.key().to_string())).then(|| {
        let decision = holding.first().map(|d| d.head.number).unwrap_or_default();
        format!("{} was accepted in DEC-{decision} by someone who may not accept so much", record.key())
    })
}

/// Whether the picture shows a loss of a risk above what the decider may accept; false where either is not stated, or the ladder
/// reads another percentile than the one that pictures keep.
fn above_mandate(isms: &Isms, decision: &Decision, risk: &str) -> bool {
    let seen = decision.picture.as_ref().and_then(|p| p.risks.iter().find(|r| r.risk == risk)).and_then(|r| r.at_95);
    let Some((by, loss)) = decision.decided_by.map(|b| b.id()).zip(seen) else { return false };
    let mine = faces(isms, by);
    let ladders = isms.all::<Appetite>().filter_map(|a| a.counts()).flat_map(|a| &a.ladder);
    let rungs = ladders.filter(|m| m.at_percentile.is_none_or(|p| (p.0 - 0.95).abs() < 1e-9));
    let limits = rungs.filter(|m| m.holder.is_some_and(|h| mine.contains(&h.id()))).filter_map(|m| m.accept_up_to);
    let limit = limits.filter(|l| l.currency == loss.currency).map(|l| l.minor).max();
    limit.is_some_and(|limit| loss.minor > limit)
}

fn overtaken(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let risk = as_kind::<Risk>(record)?;
    let newest = given(isms, risk.head.id).into_iter().map(pool::made).max()?;
    let what = [incident(isms, risk), breach(isms, risk), failure(isms, risk), change(isms, risk)];
    let (on, what) = what.into_iter().flatten().max_by_key(|(on, _)| *on).filter(|(on, _)| *on > newest)?;
    Some(format!("{} was last estimated on {newest}; since then, on {on}, {what}", record.key()))
}

type Event = Option<(Date, String)>;

fn incident(isms: &Isms, risk: &Record<Risk>) -> Event {
    let cases = every::<Incident>(isms, risk.head.id).into_iter().filter(|i| &*i.head.state != "dismissed");
    let dated = cases.filter_map(|i| Some((i.body.detected.or(i.body.began).map(day_of)?, i)));
    dated.max_by_key(|(on, _)| *on).map(|(on, i)| (on, format!("{} was a case of it", named(isms, i.head.id))))
}

fn breach(isms: &Isms, risk: &Record<Risk>) -> Event {
    let watching = sources::<Metric>(isms, risk.head.id).into_iter();
    let last = watching.filter_map(|m| Some((m.body.last_breach()?, m.head.number))).max()?;
    Some((last.0, format!("MET-{} was in breach", last.1)))
}

fn failure(isms: &Isms, risk: &Record<Risk>) -> Event {
    let controls = sources::<Control>(isms, risk.head.id).into_iter();
    let treating = controls.filter(|c| c.body.treats.iter().any(|r| r.id() == risk.head.id));
    let failed = treating.flat_map(|c| {
        let runs = sources::<Test>(isms, c.head.id).into_iter().flat_map(|t| &t.body.runs);
        let bad = runs.filter(|r| r.verdict == TestVerdict::Failed).filter_map(|r| r.on);
        bad.map(|on| (on, c.head.number)).collect::<Vec<_>>()
    });
    failed
        .filter(|(on, _)| *on <= today(isms))
        .max()
        .map(|(on, n)| (on, format!("CTL-{n}, which treats it, failed a test")))
}

fn change(isms: &Isms, risk: &Record<Risk>) -> Event {
    let touched = risk.body.strikes.iter().map(|s| s.id()).chain([risk.head.id]);
    let changes = touched.flat_map(|id| every::<Change>(isms, id)).filter(|c| c.body.significant);
    let made = changes.filter(|c| matches!(&*c.head.state, "made" | "reviewed"));
    let last = made.filter_map(|c| Some((c.body.made_on?, c.head.number))).max()?;
    Some((last.0, format!("CHG-{} changed it significantly", last.1)))
}

fn held_twice(isms: &Isms) -> Vec<Finding> {
    let mut first: HashMap<String, (&Record<Risk>, String)> = HashMap::new();
    let mut found = Vec::new();
    for risk in isms.all::<Risk>().filter(|r| r.is_open()) {
        let figures = figures(isms, risk.head.id);
        if figures.is_empty() {
            continue;
        }
        let twin = marks(risk).into_iter().find_map(|mark| match first.get(&mark) {
            Some((other, theirs)) => (*theirs != figures).then_some(other.head.number),
            None => {
                first.insert(mark, (risk, figures.clone()));
                None
            }
        });
        found.extend(twin.map(|twin| Finding {
            record: Some(risk.head.id),
            message: format!("RSK-{} is the same scenario as RSK-{twin} with other numbers", risk.head.number),
        }));
    }
    found
}

/// By what two risks are the same scenario: their words, and what acts on what.
fn marks(risk: &Record<Risk>) -> Vec<String> {
    let body = &risk.body;
    let mut marks: Vec<String> = same_words(&body.scenario.0).into_iter().collect();
    if let Some(threat) = body.threat.filter(|_| !body.strikes.is_empty()) {
        let mut struck: Vec<RecordId> = body.strikes.iter().map(|s| s.id()).collect();
        let mut objectives: Vec<RecordId> = body.threatens.iter().filter_map(|t| t.objective).map(|o| o.id()).collect();
        struck.sort_unstable();
        objectives.sort_unstable();
        marks.push(format!("{:?} {struck:?} {objectives:?} {:?}", threat.id(), body.effects));
    }
    marks
}

/// A mark that two texts share if they have the same letters and figures in the same order; none for a text of a few letters. It is
/// a hash, because this looks at every risk whenever one changes.
fn same_words(text: &str) -> Option<String> {
    let mut hash = std::hash::DefaultHasher::new();
    let mut letters = 0;
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        hash.write_u32(u32::from(if c.is_ascii() { c.to_ascii_lowercase() } else { c }));
        letters += 1;
    }
    (letters >= 12).then(|| format!("{:x} {letters}", hash.finish()))
}

/// What the estimates that count say, as text that is equal where they are.
fn figures(isms: &Isms, risk: RecordId) -> String {
    let open = given(isms, risk);
    open.iter().map(|e| format!("{:?};", ranges(&e.body).collect::<Vec<_>>())).collect()
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
