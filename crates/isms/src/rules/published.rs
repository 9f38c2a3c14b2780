//! Rules of what is published: reviewed, approved high enough, read, meant, and measured by what it changes.

use super::{
    Finding, Rule, Severity, Shape, as_kind, bodies::voters, day_of, days_before, every, key_of, listed, sources, today,
};
use crate::{
    analysis::{foresight, reading},
    area::Area,
    audience,
    context::Objective,
    control::Control,
    everywhere::{
        Approval,
        approval::{Outcome, Verdict},
    },
    field::{Fields, Ty, Val},
    governance::Body,
    head::Key,
    heard,
    isms::Isms,
    policy::{Guideline, Metric, Policy, Requirement, metric::MetricSort},
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    risk::Risk,
    values::RecordId,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "POL03",
        area: Area::Policy,
        severity: Severity::Warn,
        title: "Review overdue, or approved below its level",
        what: "A policy or guideline whose review date has passed, or whose newest approval was granted by nobody of the body or role at whose level it must be approved.",
        why: "People are held to words that nobody with the authority to bind them stands behind.",
        how: "Review it; have it approved at its level.",
        clauses: &["iso27001-2022:5.2", "iso27001-2022:7.5.2", "iso27001-2022:A.5.1"],
        reads: &["policy", "guideline", "approval", "body", "role", "person"],
        shape: Shape::PerRecord { kinds: &["policy", "guideline"], far: &["body", "role", "person"], f: below_level },
    },
    Rule {
        code: "POL04",
        area: Area::Policy,
        severity: Severity::Warn,
        title: "Audience has not acknowledged it",
        what: "A policy or guideline whose edition in force somebody it concerns has not acknowledged after 30 days, 60 in the smallest organisations.",
        why: "They cannot keep what they have not read, and we cannot hold them to it.",
        how: "Remind those who are missing, or make the audience smaller.",
        clauses: &["iso27001-2022:7.3", "iso27001-2022:A.5.1"],
        reads: &["policy", "guideline", "person", "team", "role"],
        shape: Shape::PerRecord { kinds: &["policy", "guideline"], far: &["person", "team", "role"], f: unread },
    },
    Rule {
        code: "POL05",
        area: Area::Policy,
        severity: Severity::Note,
        title: "Metric counts artefacts and nothing measures the outcome",
        what: "A metric that counts what was produced, where an objective behind what it measures has no metric of its outcome, or where no objective stands behind it.",
        why: "Policies written and people trained go up while the objective goes down.",
        how: "Measure what the objective would show, or drop the metric.",
        clauses: &["iso27001-2022:6.2", "iso27001-2022:9.1"],
        reads: &["metric", "objective", "risk", "control"],
        shape: Shape::Whole(artefacts),
    },
    Rule {
        code: "POL06",
        area: Area::Policy,
        severity: Severity::Note,
        title: "Metric that has predicted nothing",
        what: "A metric of eight readings, twelve in the smallest organisations, whose rank correlation with the incidents and findings of the period after each reading could be zero: its 90 % interval reaches it. Where nothing happened in that time it is unknown, and nothing is said.",
        why: "It costs attention and tells nobody what comes next.",
        how: "Look at another sign, or drop it.",
        clauses: &["iso27001-2022:9.1"],
        reads: &["metric", "incident", "finding", "risk", "control", "objective"],
        shape: Shape::PerRecord { kinds: &["metric"], far: &["incident", "finding", "risk", "control"], f: theatre },
    },
    Rule {
        code: "POL08",
        area: Area::Policy,
        severity: Severity::Warn,
        title: "Policy fatigue",
        what: "People who were asked within a year to read more than 60 minutes of policies and guidelines, 30 in the smallest organisations.",
        why: "Whoever must read too much reads nothing, and signs.",
        how: "Make the audiences smaller and the texts shorter.",
        clauses: &["iso27001-2022:7.3"],
        reads: &["policy", "guideline", "person", "team", "role"],
        shape: Shape::Whole(fatigue),
    },
    Rule {
        code: "POL10",
        area: Area::Policy,
        severity: Severity::Warn,
        title: "Statement with nothing beneath it",
        what: "A statement of a policy in force that no requirement in force serves, so that no control, test or check stands beneath it either.",
        why: "It is decoration: nobody would notice if it were not kept.",
        how: "Write the requirement that carries it, or strike it.",
        clauses: &["iso27001-2022:5.2", "iso27001-2022:A.5.1"],
        reads: &["policy", "requirement"],
        shape: Shape::PerRecord { kinds: &["policy"], far: &[], f: decoration },
    },
    Rule {
        code: "POL11",
        area: Area::Policy,
        severity: Severity::Note,
        title: "Text that could be anyone's",
        what: "A policy, guideline or instruction in force that relates to no record of ours and names none, or in which a template's gap is left: words in square, angle or curly brackets.",
        why: "It was bought or copied; it says nothing about this organisation.",
        how: "Name the objectives, systems and people it is about, or retire it.",
        clauses: &["iso27001-2022:5.2", "iso27001-2022:7.5.1"],
        reads: &["policy", "guideline", "instruction", "requirement"],
        shape: Shape::PerRecord { kinds: &["policy", "guideline", "instruction"], far: &[], f: anyones },
    },
];

fn below_level(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    if let Some(due) = record.head().next_review.filter(|due| *due < today(isms)) {
        return Some(format!("{} should have been reviewed by {due}", record.key()));
    }
    let policy = as_kind::<Policy>(record).and_then(|p| p.counts()).and_then(|p| p.approved_by);
    let guideline = || as_kind::<Guideline>(record).and_then(|g| g.counts()).and_then(|g| g.approved_by);
    let level = policy.or_else(guideline)?.id();
    let edition = record.in_force()?;
    let asked = every::<Approval>(isms, record.head().id).into_iter();
    let granted = asked.filter(|a| a.body.outcome() == Outcome::Granted && a.body.of_version <= Some(edition.version));
    let newest = granted
        .filter(|a| a.body.of.is_some_and(|of| of.id() == record.head().id))
        .max_by_key(|a| a.body.of_version)?;
    let agreed = newest.body.votes.iter().filter(|v| v.verdict == Verdict::Approve);
    let by: Vec<RecordId> = agreed.filter_map(|v| v.on_behalf_of.or(v.by)).map(|p| p.id()).collect();
    let of_level = match isms.typed::<Body>(level) {
        Some(body) => voters(isms, body.counts().unwrap_or(&body.body)),
        None => audience::behind(isms, level),
    };
    let below = !by.is_empty() && !by.iter().any(|p| of_level.contains(p));
    below.then(|| {
        format!("{} was approved by nobody of {}, at whose level it belongs", record.key(), key_of(isms, level))
    })
}

fn unread(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let edition = record.in_force()?;
    let days = proportion::days(isms, Setting::AcknowledgeWithin);
    if day_of(edition.published) >= days_before(today(isms), days) {
        return None;
    }
    let concerned = reading::concerned(isms, record);
    let missing = heard::unread(isms, record, &concerned).len();
    let (key, number, all) = (record.key(), edition.number, concerned.len());
    (missing > 0)
        .then(|| format!("{missing} of {all} people have not acknowledged edition {number} of {key} after {days} days"))
}

/// The objectives behind something that is measured.
fn behind(isms: &Isms, id: RecordId) -> Vec<RecordId> {
    let of_risk =
        |r: &Record<Risk>| r.body.threatens.iter().filter_map(|t| t.objective).map(|o| o.id()).collect::<Vec<_>>();
    if isms.typed::<Objective>(id).is_some() {
        return vec![id];
    }
    if let Some(risk) = isms.typed::<Risk>(id) {
        return of_risk(risk);
    }
    let Some(control) = isms.typed::<Control>(id) else { return Vec::new() };
    let risks = control.body.treats.iter().filter_map(|r| isms.typed::<Risk>(r.id()));
    control.body.protects.iter().map(|o| o.id()).chain(risks.flat_map(of_risk)).collect()
}

fn artefacts(isms: &Isms) -> Vec<Finding> {
    let open = || isms.all::<Metric>().filter(|m| m.is_open());
    let objectives =
        |m: &Record<Metric>| m.body.measures.iter().flat_map(|m| behind(isms, m.id())).collect::<BTreeSet<_>>();
    let outcomes: BTreeSet<RecordId> =
        open().filter(|m| m.body.sort == MetricSort::Outcome).flat_map(objectives).collect();
    open()
        .filter(|m| m.body.sort == MetricSort::Artefact)
        .filter_map(|m| {
            let stand = objectives(m);
            let bare: Vec<String> = stand.difference(&outcomes).map(|o| key_of(isms, *o)).collect();
            let key = format!("MET-{}", m.head.number);
            let message = match (listed(&bare), stand.is_empty()) {
                (Some(keys), _) => {
                    format!("{key} counts what was produced, and nothing measures the outcome of {keys}")
                }
                (None, true) => format!("{key} counts what was produced, and no objective stands behind it"),
                (None, false) => return None,
            };
            Some(Finding { record: Some(m.head.id), message })
        })
        .collect()
}

fn theatre(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let metric = as_kind::<Metric>(record)?;
    let seen = foresight::of(isms, metric, proportion::count(isms, Setting::MetricPeriods))?;
    let (key, n, rho, low, high) = (record.key(), seen.n, seen.correlation, seen.low, seen.high);
    (low <= 0.0 && high >= 0.0).then(|| {
        format!(
            "{key} has predicted nothing in {n} periods: rank correlation {rho:.2}, 90 % interval {low:.2} to {high:.2}"
        )
    })
}

fn fatigue(isms: &Isms) -> Vec<Finding> {
    let since = days_before(today(isms), 366);
    let budget = proportion::value(isms, Setting::ReadingBudget);
    let mut minutes: BTreeMap<RecordId, f64> = BTreeMap::new();
    let kinds = ["policy", "guideline"].into_iter().filter_map(crate::kind::by_name);
    for record in kinds.flat_map(|k| isms.table(k).iter()).filter(|r| r.is_open()) {
        if record.in_force().is_none_or(|e| day_of(e.since) < since) {
            continue;
        }
        let takes = reading::minutes(record.as_ref()).value;
        let concerned = reading::concerned(isms, record.as_ref());
        concerned.iter().for_each(|p| *minutes.entry(p.head.id).or_default() += takes);
    }
    let over = minutes.iter().filter(|(_, m)| **m > budget);
    let Some((most, worst)) = over.clone().max_by(|a, b| a.1.total_cmp(b.1)) else { return Vec::new() };
    let (n, key) = (over.count(), key_of(isms, *most));
    let message = format!(
        "{n} people were asked to read more than {budget:.0} minutes of policy in a year; {key} {worst:.0} minutes"
    );
    vec![Finding { record: None, message }]
}

/// Statements of a policy in force that no requirement in force serves.
pub(crate) fn bare_statements<'i>(isms: &Isms, policy: &'i Record<Policy>) -> Vec<&'i str> {
    let Some(body) = policy.counts() else { return Vec::new() };
    let served: HashSet<String> = sources::<Requirement>(isms, policy.head.id)
        .into_iter()
        .filter_map(|r| r.counts())
        .filter(|r| r.serves.is_some_and(|p| p.id() == policy.head.id))
        .flat_map(|r| r.statements.iter().cloned())
        .collect();
    body.statements.iter().map(|s| s.number.as_str()).filter(|n| !served.contains(*n)).collect()
}

fn decoration(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let numbers = listed(&bare_statements(isms, as_kind::<Policy>(record)?))?;
    Some(format!("{}: nothing stands beneath statement {numbers}", record.key()))
}

fn anyones(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    record.in_force()?;
    let body = record.effective()?;
    let (mut related, mut texts) = (false, Vec::new());
    walk(body, &mut related, &mut texts);
    let text = texts.join(" ");
    if let Some(gap) = gap(&text) {
        return Some(format!("{} has a template's gap: {gap}", record.key()));
    }
    let contains = as_kind::<Guideline>(record).is_some() && !sources::<Requirement>(isms, record.head().id).is_empty();
    let cites = || text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').any(|w| Key::parse(w).is_some());
    (!related && !contains && !cites()).then(|| format!("{} relates to no record of ours and names none", record.key()))
}

/// Whether a body relates to a record beside whoever wrote or approves it, and all its texts.
fn walk(fields: &dyn Fields, related: &mut bool, texts: &mut Vec<String>) {
    for (index, field) in fields.fields().iter().enumerate() {
        if !matches!(field.name, "approved_by" | "written_by") && !matches!(field.ty, Ty::Choice(_)) {
            take(&fields.get(index), related, texts);
        }
    }
}

fn take(value: &Val<'_>, related: &mut bool, texts: &mut Vec<String>) {
    match value {
        Val::Ref(_) => *related = true,
        Val::Str(text) => texts.push((*text).to_owned()),
        Val::List(list) => list.iter().for_each(|v| take(v, related, texts)),
        Val::Part(part) => walk(*part, related, texts),
        _ => {}
    }
}

/// A gap of a template that nobody filled: a few words in brackets that are no link, list mark or address.
fn gap(text: &str) -> Option<&str> {
    [('[', ']'), ('<', '>'), ('{', '}')].into_iter().find_map(|(open, close)| {
        text.match_indices(open).find_map(|(at, _)| {
            let inside = text.get(at + 1..)?.split(close).next()?;
            let end = at + 1 + inside.len();
            let after = text.get(end + 1..).and_then(|t| t.chars().next());
            let words = inside.chars().filter(|c| c.is_alphabetic()).count();
            let plain = inside.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '\'' | '.' | '/'));
            let is_gap = plain && words >= 4 && inside.len() <= 60 && !matches!(after, Some('(' | '[' | ':'));
            is_gap.then(|| text.get(at..=end)).flatten()
        })
    })
}
