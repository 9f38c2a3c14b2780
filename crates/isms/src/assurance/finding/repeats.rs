//! Repeat findings: what was found and closed before, against the same record or requirement.

use super::Finding;
use crate::{isms::Isms, record::Record, values::RecordId};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How long after it was closed a finding counts as the same one again, in days: two years.
pub const WINDOW: i32 = 731;

/// Findings by what they are against, so that looking for repeats of all of them costs one pass.
pub struct Repeats<'a> {
    by_target: BTreeMap<RecordId, Vec<&'a Record<Finding>>>,
    by_clause: BTreeMap<String, Vec<&'a Record<Finding>>>,
}

impl<'a> Repeats<'a> {
    /// Of a value.
    pub fn of(isms: &'a Isms) -> Repeats<'a> {
        let (mut by_target, mut by_clause) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for finding in isms.all::<Finding>().filter(|f| &*f.head.state == "closed" && f.body.grade.needs_action()) {
            for target in &finding.body.against {
                by_target.entry(target.id()).or_default().push(finding);
            }
            for clause in &finding.body.clauses {
                by_clause.entry(clause.to_string()).or_default().push(finding);
            }
        }
        Repeats { by_target, by_clause }
    }

    /// Nonconformities that were found earlier against one of the same records or clauses, and closed not more than two years
    /// before this one was found; the newest first. When one was closed is the day (in UTC) of its last act, because nothing but
    /// closing and remarks happens to it then.
    pub fn before(&self, finding: &Record<Finding>) -> Vec<&'a Record<Finding>> {
        let Some(found) = finding.body.found_on.filter(|_| finding.body.grade.needs_action()) else {
            return Vec::new();
        };
        let targets = finding.body.against.iter().filter_map(|t| self.by_target.get(&t.id()));
        let clauses = finding.body.clauses.iter().filter_map(|c| self.by_clause.get(&c.to_string()));
        let mut seen = BTreeSet::from([finding.head.id]);
        let candidates = targets.chain(clauses).flatten().copied();
        let mut earlier: Vec<_> = candidates.filter(|o| is_before(o, found) && seen.insert(o.head.id)).collect();
        earlier.sort_by_key(|o| std::cmp::Reverse((o.body.found_on, o.head.number)));
        earlier
    }
}

fn is_before(other: &Record<Finding>, found: Date) -> bool {
    let closed = other.head.changed.to_zoned(jiff::tz::TimeZone::UTC).date();
    other.body.found_on.is_some_and(|on| on < found) && (found - closed).get_days() <= WINDOW
}
