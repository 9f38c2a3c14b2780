//! Worksheets: what was seen of a sample, and the verdict that follows.

use super::{ItemResult, RunUnderWay, SampledItem, TestRun, TestVerdict};
use crate::{analysis::sample, check::Check};
use std::collections::HashSet;

/// How many of a sample work, do not, could not be seen, and were not looked at yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// It works.
    pub works: i64,
    /// It does not.
    pub exceptions: i64,
    /// It could not be seen.
    pub not_seen: i64,
    /// Nobody looked yet.
    pub open: i64,
}

impl Count {
    /// Counts items.
    pub fn of<'a>(items: impl IntoIterator<Item = &'a SampledItem>) -> Count {
        let mut count = Count::default();
        for item in items {
            *match item.result {
                ItemResult::NotYet => &mut count.open,
                ItemResult::Works => &mut count.works,
                ItemResult::Exception => &mut count.exceptions,
                ItemResult::NotSeen => &mut count.not_seen,
            } += 1;
        }
        count
    }

    /// How many were really looked at.
    pub fn looked_at(&self) -> i64 {
        self.works + self.exceptions
    }

    /// The verdict that follows; none while items are open. What could not be seen may not have worked: if that could turn
    /// the verdict into a failure, nothing can be concluded.
    pub fn verdict(&self, tolerated: i64) -> Option<TestVerdict> {
        if self.open > 0 {
            return None;
        }
        Some(match self {
            c if c.exceptions > tolerated => TestVerdict::Failed,
            c if c.looked_at() == 0 || c.exceptions + c.not_seen > tolerated => TestVerdict::Inconclusive,
            c if c.exceptions + c.not_seen > 0 => TestVerdict::PassedWithExceptions,
            _ => TestVerdict::Passed,
        })
    }
}

/// What must hold of a concluded run.
pub(super) fn check_run(run: &TestRun, index: usize, check: &mut Check<'_>) {
    let at = |member: &str| format!("/runs/{index}/{member}");
    let within = |a: Option<i64>, b: Option<i64>| a.zip(b).is_none_or(|(a, b)| 0 <= a && a <= b);
    check.require(within(run.failed, run.looked_at), &at("failed"), "no more can fail than were looked at");
    check.require(within(run.looked_at, run.population), &at("looked_at"), "no more can be looked at than there were");
    check.require(period(run.from, run.until), &at("until"), "the period cannot end before it begins");
    check_hash(&run.population_hash, &at("population_hash"), check);
    if run.items.is_empty() {
        return;
    }
    check_items(&run.items, run.population, &at("items"), check);
    let count = Count::of(&run.items);
    check.require(count.open == 0, &at("items"), "every item of the sample needs a result before the run is concluded");
    check.require(run.looked_at == Some(count.looked_at()), &at("looked_at"), "expected as many as the items say");
    check.require(run.failed == Some(count.exceptions), &at("failed"), "expected as many as the items say");
    check.require(run.seed.is_some(), &at("seed"), "a sample needs the seed from which it was drawn");
    check.require(!run.population_hash.is_empty(), &at("population_hash"), "a sample needs the hash of its population");
    let follows = count.verdict(run.tolerated.unwrap_or(0)).is_none_or(|v| v == run.verdict);
    let said = follows || !run.verdict_because.trim().is_empty();
    check.require(said, &at("verdict_because"), "say why the verdict is another than follows from the items");
}

/// What must hold of a run that was begun.
pub(super) fn check_under_way(run: &RunUnderWay, check: &mut Check<'_>) {
    check.require(period(run.from, run.until), "/under_way/until", "the period cannot end before it begins");
    check.require(!run.items.is_empty(), "/under_way/items", "a run that was begun has a sample");
    check_hash(&run.population_hash, "/under_way/population_hash", check);
    check_items(&run.items, run.population, "/under_way/items", check);
}

fn period(from: Option<jiff::civil::Date>, until: Option<jiff::civil::Date>) -> bool {
    from.zip(until).is_none_or(|(from, until)| from <= until)
}

fn check_hash(hash: &str, at: &str, check: &mut Check<'_>) {
    let fine = hash.is_empty() || hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    check.require(fine, at, "expected 64 hexadecimal digits");
}

fn check_items(items: &[SampledItem], population: Option<i64>, at: &str, check: &mut Check<'_>) {
    let mut seen = HashSet::new();
    for (index, item) in items.iter().enumerate() {
        check.require(seen.insert(&item.item), &format!("{at}/{index}/item"), "this item is there twice");
    }
    let many = i64::try_from(items.len()).unwrap_or(i64::MAX);
    check.require(population.is_some_and(|n| many <= n), at, "a sample cannot be larger than its population");
    check.require(items.len() <= sample::LARGEST, at, "expected a sample of at most 300");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_follows_from_what_was_seen() {
        use TestVerdict::*;
        let verdict = |works, exceptions, not_seen, open, tolerated| {
            Count { works, exceptions, not_seen, open }.verdict(tolerated)
        };
        assert_eq!(verdict(9, 0, 0, 1, 0), None);
        assert_eq!(verdict(10, 0, 0, 0, 0), Some(Passed));
        assert_eq!(verdict(9, 1, 0, 0, 0), Some(Failed));
        assert_eq!(verdict(9, 1, 0, 0, 1), Some(PassedWithExceptions));
        assert_eq!(verdict(9, 0, 1, 0, 0), Some(Inconclusive));
        assert_eq!(verdict(8, 1, 1, 0, 1), Some(Inconclusive));
        assert_eq!(verdict(9, 0, 1, 0, 1), Some(PassedWithExceptions));
        assert_eq!(verdict(0, 0, 3, 0, 5), Some(Inconclusive));
    }
}
