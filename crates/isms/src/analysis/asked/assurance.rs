//! Assurance: tests, audits, evidence, metrics, access reviews.

use super::{Desk, Minutes, Why, Wish, page};
use crate::{
    assurance::{AccessReview, Audit, Evidence, Test},
    kind,
    policy::Metric,
    record::{AnyRecord, Record},
    rules,
    values::RecordId,
};
use jiff::civil::Date;

pub(super) fn collect(desk: &mut Desk<'_>) {
    tests(desk);
    audits(desk);
    evidence(desk);
    metrics(desk);
    access(desk);
}

/// Why a test, metric or the like is theirs: by themselves or through a team.
fn through(desk: &Desk<'_>, who: Option<RecordId>) -> Option<Why> {
    let who = who.filter(|w| desk.ours(Some(*w)))?;
    Some(if desk.teams.contains(&who) { Why::Team(who) } else { Why::Assigned })
}

fn tests(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for test in isms.all::<Test>().filter(|t| (*t as &dyn AnyRecord).is_open()) {
        let begun = test.body.under_way.as_ref().filter(|r| r.by.is_some_and(|p| p.id() == desk.me));
        let Some(why) = begun.map(|_| Why::Assigned).or_else(|| through(desk, test.body.tester.map(|t| t.id()))) else {
            continue;
        };
        let last = test.body.last_run().unwrap_or_else(|| rules::day_of(test.head.created));
        let due = match (begun, test.body.cadence) {
            (Some(_), _) => Some(desk.today),
            (None, Some(cadence)) => Some(cadence.due_after(last)),
            (None, None) => None,
        };
        if let Some(due) = due
            && let Some(asked) = desk.put_by(Wish::Test, test, due, why, page(test, "/run"))
        {
            asked.about = test.body.of.first().map(|o| o.id());
        }
    }
}

fn audits(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for audit in isms.all::<Audit>() {
        let mine = audit.body.team.iter().any(|m| desk.mine(m.who.map(|w| w.id()))) || desk.owns(&audit.head);
        let due = match &*audit.head.state {
            "planned" => audit.body.from,
            "under-way" => audit.body.until.or(audit.body.from),
            _ => None,
        };
        if let Some(due) = due.filter(|_| mine) {
            desk.put_by(Wish::Audit, audit, due, Why::Assigned, page(audit, ""));
        }
    }
}

fn evidence(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for evidence in isms.all::<Evidence>().filter(|e| (*e as &dyn AnyRecord).is_open()) {
        let Some(until) = evidence.body.fresh_until().filter(|u| desk.owns(&evidence.head) && desk.soon(*u)) else {
            continue;
        };
        let open = |id: &RecordId| isms.get(*id).is_some_and(|r| r.is_open());
        let stands = evidence.body.proves.iter().map(|p| p.id()).filter(open).find(|p| !fresher(desk, *p, until));
        if let Some(target) = stands
            && let Some(asked) = desk.put(Wish::Collect, evidence, Some(until), Why::Owner, page(evidence, ""))
        {
            asked.about = Some(target);
        }
    }
}

/// Whether newer evidence shows the same.
fn fresher(desk: &Desk<'_>, target: RecordId, until: Date) -> bool {
    let links = desk.isms.pointing_from(target, kind::of::<Evidence>());
    let mut others =
        links.filter_map(|l| desk.isms.typed::<Evidence>(l.source)).filter(|e| (*e as &dyn AnyRecord).is_open());
    others.any(|e| e.body.fresh_until().is_none_or(|f| f > until) && e.body.proves.iter().any(|p| p.id() == target))
}

fn metrics(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for metric in isms.all::<Metric>().filter(|m| (*m as &dyn AnyRecord).is_open()) {
        let by = metric.body.measured_by.map(|m| m.id()).or(metric.head.owner.map(|o| o.id()));
        let (Some(cadence), Some(why)) = (metric.body.cadence, through(desk, by)) else { continue };
        let last = metric.body.readings.iter().filter_map(|r| r.on).max();
        let due = cadence.due_after(last.unwrap_or_else(|| rules::day_of(metric.head.created)));
        if let Some(asked) = desk.put_by(Wish::Measure, metric, due, why, page(metric, "/edit")) {
            asked.about = metric.body.measures.first().map(|m| m.id());
        }
    }
}

fn access(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    let running = |r: &&Record<AccessReview>| &*r.head.state == "running";
    for review in isms.all::<AccessReview>().filter(running) {
        let left = review.body.lines.iter().filter(|l| l.ruling.is_none()).count();
        if left == 0 || !review.body.reviewers.iter().any(|p| p.id() == desk.me) {
            continue;
        }
        if let Some(asked) = desk.put(Wish::Rule, review, review.body.due, Why::Assigned, page(review, "/edit")) {
            asked.minutes = Minutes { value: (left as f64 * Wish::Rule.minutes()).max(1.0), estimated: true };
        }
    }
}
