//! How certainty moved over time, and which acts moved it.

use crate::{AsOf, Result, Service, stamp};
use isms::{
    analysis::certainty::Answer,
    isms::{Isms, Moment},
    values::RecordId,
};
use jiff::{Timestamp, ToSpan, Zoned, tz::TimeZone};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// Worlds and years of a point of the past: an eighth of the usual, which not quite three times the error pays for.
const WORLDS: usize = 128;
const YEARS: usize = 256;
/// The most months that a trend reaches back.
const MONTHS: usize = 36;
/// A month that moved a certainty by less is not looked into.
const WORTH_A_LOOK: f64 = 0.01;
/// The most acts of a month that are looked into, newest first.
const ACTS_A_MONTH: usize = 12;

/// An objective at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Certainty, 0 to 1.
    pub mean: f64,
    /// One standard error of simulation.
    pub error: f64,
    /// 5th and 95th percentile over worlds.
    pub band: (f64, f64),
}

/// All objectives at a moment; without those whose certainty is unknown.
#[derive(Clone, Debug)]
pub struct Point {
    /// The last act that counted.
    pub seq: i64,
    /// The moment.
    pub at: Timestamp,
    /// What was known then.
    pub readings: BTreeMap<RecordId, Reading>,
}

/// An act that moved a certainty.
#[derive(Clone, Debug)]
pub struct Mover {
    /// The act.
    pub seq: i64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Why it was done, in its actor's words.
    pub reason: String,
    /// Certainty after it less certainty before it, on the same day; nothing where it made the certainty known, or unknown.
    pub change: Option<f64>,
}

/// The readings of an answer.
fn readings(answer: &Answer, isms: &Isms) -> BTreeMap<RecordId, Reading> {
    let known = answer.made.objectives.iter().filter_map(|id| {
        let certainty = answer.standing(isms, *id).certainty?;
        Some((*id, Reading { mean: certainty.mean, error: certainty.error, band: certainty.band }))
    });
    known.collect()
}

impl Service {
    async fn point(&self, isms: Arc<Isms>) -> Result<Point> {
        let answer = self.certainty_today(&isms, WORLDS, YEARS).await?;
        Ok(Point { seq: isms.moment.seq, at: isms.moment.now, readings: readings(&answer, &isms) })
    }

    /// Every objective at the end of each month up to `isms`, oldest first, and now.
    ///
    /// # Errors
    /// What the ledger or a computation refuses.
    pub async fn trend(&self, org: Uuid, isms: &Arc<Isms>) -> Result<Vec<Point>> {
        let first = self.ledger().act(org, 1).await?.map_or(isms.moment.now, |a| stamp(a.at));
        let mut points: Vec<Point> = Vec::new();
        for at in month_ends(first, isms.moment.now) {
            let past = self.isms(org, AsOf::Time(at)).await?;
            let past = Arc::new((*past).clone().at(Moment { seq: past.moment.seq, now: at }));
            points.push(self.point(past).await?);
        }
        points.push(self.point(isms.clone()).await?);
        Ok(points)
    }

    /// The acts that moved the certainty of an objective, in the months that moved it by a point or more.
    ///
    /// # Errors
    /// What the ledger or a computation refuses.
    pub async fn movers(&self, org: Uuid, objective: RecordId, trend: &[Point]) -> Result<Vec<Mover>> {
        let mut movers = Vec::new();
        for pair in trend.windows(2) {
            let [before, after] = pair else { continue };
            let moved = match (before.readings.get(&objective), after.readings.get(&objective)) {
                (Some(a), Some(b)) => (b.mean - a.mean).abs() >= WORTH_A_LOOK.max(3.0 * a.error.hypot(b.error)),
                (None, None) => false,
                _ => true,
            };
            if moved {
                movers.extend(self.movers_between(org, objective, before.seq, after.seq).await?);
            }
        }
        Ok(movers)
    }

    /// Whether an act changed a record of a kind that the model is made of.
    async fn touches_the_model(&self, org: Uuid, seq: i64) -> Result<bool> {
        let changes = self.ledger().changes_of(org, seq).await?;
        Ok(changes.iter().any(|c| crate::analysis::MODEL.reads.contains(&c.kind.as_str())))
    }

    async fn movers_between(&self, org: Uuid, objective: RecordId, from: i64, to: i64) -> Result<Vec<Mover>> {
        let mut movers = Vec::new();
        let mut looked = 0;
        for seq in ((from + 1)..=to).rev() {
            if !self.touches_the_model(org, seq).await? {
                continue;
            }
            let after = self.isms(org, AsOf::Seq(seq)).await?;
            let before = self.isms(org, AsOf::Seq(seq - 1)).await?;
            let before = Arc::new((*before).clone().at(after.moment));
            let (was, is) = (self.model(&before), self.model(&after));
            if was.hash == is.hash && was.made.done == is.made.done {
                continue;
            }
            looked += 1;
            if looked > ACTS_A_MONTH {
                break;
            }
            let (a, b) = (self.point(before).await?, self.point(after.clone()).await?);
            let (a, b) = (a.readings.get(&objective), b.readings.get(&objective));
            let change = a.zip(b).map(|(a, b)| b.mean - a.mean);
            if change.is_some_and(|c| c.abs() >= 0.5 * WORTH_A_LOOK) || a.is_some() != b.is_some() {
                let act = self.act(org, seq).await?;
                movers.push(Mover { seq, at: stamp(act.at), reason: act.reason, change });
            }
        }
        movers.reverse();
        Ok(movers)
    }
}

/// The last microsecond of each month (UTC) after `first` and before `now`.
fn month_ends(first: Timestamp, now: Timestamp) -> Vec<Timestamp> {
    let begin =
        |t: Timestamp| -> Option<Zoned> { t.to_zoned(TimeZone::UTC).first_of_month().ok()?.start_of_day().ok() };
    let mut ends = Vec::new();
    let mut month = begin(now);
    while let Some(start) = month {
        let end = start.timestamp() - 1.microsecond();
        if end <= first || ends.len() >= MONTHS {
            break;
        }
        ends.push(end);
        month = start.checked_sub(1.month()).ok();
    }
    ends.reverse();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_before_the_next_begins() {
        let at = |t: &str| t.parse::<Timestamp>().unwrap();
        let ends = month_ends(at("2026-01-15T00:00:00Z"), at("2026-03-10T12:00:00Z"));
        assert_eq!(
            ends.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2026-01-31T23:59:59.999999Z", "2026-02-28T23:59:59.999999Z"]
        );
        assert!(month_ends(at("2026-03-02T00:00:00Z"), at("2026-03-10T12:00:00Z")).is_empty());
    }
}
