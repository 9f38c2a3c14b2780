//! Rules of proof: something looks between audits, reviews are real, certificates say what is so, and nothing is collected twice.

use super::{Finding as Found, Rule, Severity, Shape, as_kind, days_before, every, key_of, listed, today};
use crate::{
    area::Area,
    assurance::{
        AccessReview, Audit, AuditProgramme, Certificate, Check, Evidence, Test,
        access_review::{GrantLine, GrantRuling},
        evidence::{Acceptance, EvidenceOrigin},
    },
    context::Scope,
    control::{Applicability, Control},
    isms::Isms,
    policy::Metric,
    record::{AnyRecord, Record},
    rules::day_of,
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "ASR02",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Nothing systematic between audits",
        what: "Controls operate and audits took place, and within half a year no test was run, no metric read and no check is in force.",
        why: "Between two audits nobody knows; the weeks before an audit are the only ones that are looked at.",
        how: "Plan tests over the year, measure, or let a machine check.",
        clauses: &["iso27001-2022:9.1", "iso27001-2022:9.2"],
        reads: &["audit", "control", "test", "check", "metric"],
        shape: Shape::Whole(only_audits),
    },
    Rule {
        code: "ASR08",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Access review overdue, rubber-stamped or not carried out",
        what: "An access review past its date; one of ten rights or more that were all kept on one day without a word; or one whose revocations are not carried out after 30 days.",
        why: "A review in which nobody looks protects nobody and looks like one that does.",
        how: "Ask for a reason with each right; follow revocations until they are done.",
        clauses: &["iso27001-2022:A.5.18"],
        reads: &["access_review"],
        shape: Shape::Whole(hollow_reviews),
    },
    Rule {
        code: "ASR09",
        area: Area::Assurance,
        severity: Severity::Deny,
        title: "Certificate, scope and Statement of Applicability disagree",
        what: "A certificate that is called valid past its last day, cites another edition of the Statement of Applicability than the one in force, cites the statement of another scope, or certifies a scope whose statement changed after it was issued.",
        why: "We show others a certificate for something that is no longer so.",
        how: "Tell the certification body; bring certificate, statement and scope into line.",
        clauses: &["iso27001-2022:4.3", "iso27001-2022:6.1.3 d"],
        reads: &["certificate", "scope", "applicability"],
        shape: Shape::PerRecord { kinds: &["certificate"], far: &[], f: disagrees },
    },
    Rule {
        code: "ASR12",
        area: Area::Assurance,
        severity: Severity::Warn,
        title: "Not audited this cycle",
        what: "A running audit programme of whose cycle three quarters are over, with a scope, site, process, supplier or framework it covers that none of its audits looks at.",
        why: "What is left for the end of the cycle is what nobody wanted to look at.",
        how: "Plan the audit that is missing, or say why it is left out.",
        clauses: &["iso27001-2022:9.2.2"],
        reads: &["audit_programme", "audit"],
        shape: Shape::PerRecord { kinds: &["audit_programme"], far: &[], f: left_out },
    },
    Rule {
        code: "ASR13",
        area: Area::Assurance,
        severity: Severity::Note,
        title: "Still collected by hand",
        what: "Evidence that a person collected after an auditor had accepted what a connector or machine collects for the same.",
        why: "People spend their days on what is done already, and better.",
        how: "Stop asking for it.",
        clauses: &["iso27001-2022:9.1"],
        reads: &["evidence"],
        shape: Shape::PerRecord { kinds: &["evidence"], far: &["evidence"], f: by_hand },
    },
];

fn only_audits(isms: &Isms) -> Vec<Found> {
    let audited = isms.all::<Audit>().any(|a| matches!(&*a.head.state, "reported" | "closed"));
    let operates = isms.all::<Control>().any(|c| &*c.head.state == "operating");
    let since = days_before(today(isms), 184);
    let recent = |on: Option<Date>| on.is_some_and(|on| on >= since && on <= today(isms));
    let looks = isms.all::<Check>().any(|c| c.is_open() && c.counts().is_some())
        || isms.all::<Test>().any(|t| t.body.runs.iter().any(|r| recent(r.on)))
        || isms.all::<Metric>().any(|m| m.body.readings.iter().any(|r| recent(r.on)));
    let message = format!("nothing was tested, measured or checked since {since}; only audits look");
    (audited && operates && !looks).then_some(Found { record: None, message }).into_iter().collect()
}

fn hollow_reviews(isms: &Isms) -> Vec<Found> {
    let kept = isms.all::<AccessReview>().filter(|r| &*r.head.state != "cancelled");
    kept.filter_map(|r| Some(Found { record: Some(r.head.id), message: hollow(isms, r)? })).collect()
}

fn hollow(isms: &Isms, review: &Record<AccessReview>) -> Option<String> {
    let (body, day) = (&review.body, today(isms));
    let key = format!("ARV-{}", review.head.number);
    let late = body.due.filter(|due| *due < day && matches!(&*review.head.state, "prepared" | "running"));
    if let Some(due) = late {
        return Some(format!("{key} was due on {due}"));
    }
    let month = days_before(day, 30);
    let undone = |l: &&GrantLine| {
        let asked = matches!(l.ruling, Some(GrantRuling::Revoke | GrantRuling::Change));
        asked && l.carried_out.is_none() && l.ruled_on.is_some_and(|on| on < month)
    };
    let undone = body.lines.iter().filter(undone).count();
    if undone > 0 {
        return Some(format!("{undone} rulings of {key} are not carried out after 30 days"));
    }
    let days: BTreeSet<Option<Date>> = body.lines.iter().map(|l| l.ruled_on).collect();
    let stamped = body.lines.iter().all(|l| l.ruling == Some(GrantRuling::Keep) && l.reason.trim().is_empty());
    let n = body.lines.len();
    (stamped && n >= 10 && days.len() == 1)
        .then(|| format!("all {n} rights of {key} were kept on one day without a word"))
}

fn disagrees(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let certificate = as_kind::<Certificate>(record).filter(|c| &*c.head.state == "valid")?;
    let (body, key) = (&certificate.body, record.key());
    if let Some(until) = body.valid_until.filter(|until| *until < today(isms)) {
        return Some(format!("{key} is called valid and ended on {until}"));
    }
    if let Some(statement) = body.cites.and_then(|s| isms.typed::<Applicability>(s.id())) {
        let soa = format!("SOA-{}", statement.head.number);
        let (cited, now) = (body.cited_edition, statement.in_force.as_ref().map(|e| i64::from(e.number)));
        if cited.is_some() && cited != now {
            let in_force = now.map_or("none".to_owned(), |n| format!("edition {n}"));
            return Some(format!("{key} cites edition {} of {soa}; {in_force} is in force", cited.unwrap_or_default()));
        }
        let scope = statement.head.scope.map(|s| s.id());
        if scope.is_some_and(|s| !body.certifies.is_empty() && !body.certifies.iter().any(|c| c.id() == s)) {
            return Some(format!("{key} cites {soa}, which is about another scope"));
        }
    }
    let scopes = body.certifies.iter().filter_map(|c| isms.typed::<Scope>(c.id()));
    let changed = scopes.into_iter().find_map(|s| {
        let since = day_of(s.in_force.as_ref().filter(|e| e.number > 1)?.since);
        (since > body.valid_from?).then_some((s, since))
    });
    changed.map(|(s, since)| format!("{key} certifies SCP-{}, whose statement changed on {since}", s.head.number))
}

/// What a programme covers and none of its audits looks at.
pub(crate) fn unaudited(isms: &Isms, programme: &Record<AuditProgramme>) -> Vec<RecordId> {
    let mut audits: Vec<&Record<Audit>> = every(isms, programme.head.id);
    audits.retain(|a| &*a.head.state != "cancelled");
    let looked: BTreeSet<RecordId> = audits
        .iter()
        .flat_map(|a| a.body.looks_at.iter().map(|l| l.id()).chain(a.body.criteria.iter().map(|c| c.id())))
        .collect();
    let body = &programme.body;
    let all = body.covers.iter().map(|c| c.id()).chain(body.criteria.iter().map(|c| c.id()));
    all.filter(|id| !looked.contains(id)).collect()
}

fn left_out(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let programme = as_kind::<AuditProgramme>(record).filter(|p| &*p.head.state == "running")?;
    let (from, until) = programme.body.from.zip(programme.body.until)?;
    let (whole, gone) = ((until - from).get_days(), (today(isms) - from).get_days());
    let late = i64::from(gone) * 4 >= i64::from(whole) * 3;
    let missing: Vec<String> = unaudited(isms, programme).into_iter().map(|id| key_of(isms, id)).collect();
    let keys = listed(&missing).filter(|_| late)?;
    Some(format!("no audit of {} looks at {keys}, and its cycle ends on {until}", record.key()))
}

fn by_hand(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let evidence = as_kind::<Evidence>(record).filter(|e| e.body.origin == EvidenceOrigin::Person)?;
    let on = evidence.body.collected?;
    let machine = |e: &&Record<Evidence>| {
        let collected = matches!(e.body.origin, EvidenceOrigin::Connector | EvidenceOrigin::Machine);
        collected && e.body.accepted == Acceptance::Yes && e.body.collected.is_some_and(|then| then < on)
    };
    let (target, other) = evidence.body.proves.iter().find_map(|t| {
        let proving = every::<Evidence>(isms, t.id()).into_iter();
        let same = proving.filter(|e| e.is_open() && e.body.proves.iter().any(|p| p.id() == t.id()));
        same.filter(machine).map(|e| (t.id(), e.head.number)).next()
    })?;
    let target = key_of(isms, target);
    Some(format!("{} was collected by hand for {target}, where an auditor accepted EVD-{other}", record.key()))
}
