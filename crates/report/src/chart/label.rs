//! Placing labels beside what they name, so that none covers another and few cross a line.

use super::svg::Side;
use super::text::{SIZE, width};

/// Left, top, right, bottom.
pub(super) type Area = (f64, f64, f64, f64);

/// Where a label may stand: the start, middle or end of its baseline.
pub(super) type Spot = ((f64, f64), Side);

/// For a label that must stand somewhere, whatever it crosses.
pub(super) const ANYWHERE: f64 = 1e9;

/// What is taken already.
#[derive(Clone, Debug)]
pub(super) struct Labels {
    within: Area,
    areas: Vec<Area>,
    /// Points along lines, a few units apart, with the number of their line.
    lines: Vec<(usize, (f64, f64))>,
}

fn overlap(a: Area, b: Area) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

fn grown(a: Area, by: f64) -> Area {
    (a.0 - by, a.1 - by, a.2 + by, a.3 + by)
}

fn holds(a: Area, (x, y): (f64, f64)) -> bool {
    x > a.0 && x < a.2 && y > a.1 && y < a.3
}

/// The area of `text` at a spot.
fn area(text: &str, ((x, y), side): Spot) -> Area {
    let w = width(text, SIZE);
    let left = match side {
        Side::Start => x,
        Side::Middle => x - w / 2.0,
        Side::End => x - w,
    };
    (left, y - SIZE * 0.85, left + w, y + SIZE * 0.3)
}

impl Labels {
    pub fn new(within: Area) -> Self {
        Self { within, areas: Vec::new(), lines: Vec::new() }
    }

    /// No label may cover this.
    pub fn take(&mut self, area: Area) {
        self.areas.push(area);
    }

    /// Labels had better not cross this line; `line` numbers it.
    pub fn avoid(&mut self, line: usize, points: &[(f64, f64)]) {
        for pair in points.windows(2) {
            let [(x1, y1), (x2, y2)] = pair else { continue };
            let steps = ((x2 - x1).hypot(y2 - y1) / 5.0).ceil().clamp(1.0, 300.0) as usize;
            for i in 0..=steps {
                let t = i as f64 / steps as f64;
                self.lines.push((line, (x1 + (x2 - x1) * t, y1 + (y2 - y1) * t)));
            }
        }
    }

    /// The best of `spots` for `text`, which then is taken; the first ones are preferred. `own` is the line that the
    /// text names: it may pass close by, others not. `None` where every spot is taken, or crossed more than `most`.
    pub fn put(
        &mut self,
        text: &str,
        own: Option<usize>,
        most: f64,
        spots: impl IntoIterator<Item = Spot>,
    ) -> Option<Spot> {
        let scored = spots.into_iter().enumerate().filter_map(|(rank, spot)| {
            let here = area(text, spot);
            let free = self.inside(here) && !self.areas.iter().any(|a| overlap(*a, grown(here, 2.0)));
            let crossed = if free { self.crossings(here, own) } else { f64::MAX };
            (crossed <= most).then_some((crossed + rank as f64 * 0.05, spot, here))
        });
        let (_, spot, here) = scored.min_by(|a, b| a.0.total_cmp(&b.0))?;
        self.areas.push(here);
        Some(spot)
    }

    fn inside(&self, a: Area) -> bool {
        let w = self.within;
        a.0 >= w.0 && a.2 <= w.2 && a.1 >= w.1 && a.3 <= w.3
    }

    fn crossings(&self, a: Area, own: Option<usize>) -> f64 {
        let (near, far) = (grown(a, 1.0), grown(a, 5.0));
        let cost = |(line, p): &(usize, (f64, f64))| match (holds(near, *p), own == Some(*line) || !holds(far, *p)) {
            (true, _) => 3.0,
            (false, false) => 1.0,
            (false, true) => 0.0,
        };
        self.lines.iter().map(cost).sum()
    }
}

/// Spots along a line: beside every few of its points, where it stands apart from its ends first.
pub(super) fn along(points: &[(f64, f64)]) -> Vec<Spot> {
    let every = points.len().div_ceil(20).max(1);
    let mut picked: Vec<(f64, f64)> = points.iter().copied().step_by(every).collect();
    let middle = picked.len() / 3;
    let mut order: Vec<usize> = (0..picked.len()).collect();
    order.sort_by_key(|i| i.abs_diff(middle));
    picked = order.iter().filter_map(|i| picked.get(*i).copied()).collect();
    let sides = |(x, y): (f64, f64)| {
        [
            ((x + 7.0, y - 5.0), Side::Start),
            ((x - 7.0, y + 13.0), Side::End),
            ((x, y - 7.0), Side::Middle),
            ((x, y + 15.0), Side::Middle),
            ((x + 7.0, y + 13.0), Side::Start),
            ((x - 7.0, y - 5.0), Side::End),
            ((x + 3.0, y + 23.0), Side::Start),
        ]
    };
    picked.into_iter().flat_map(sides).collect()
}

/// Spots around a point whose mark is `r` large.
pub(super) fn around((x, y): (f64, f64), r: f64) -> Vec<Spot> {
    let near = |d: f64| {
        [
            ((x + d, y - d), Side::Start),
            ((x + d + 1.0, y + 4.0), Side::Start),
            ((x, y - d - 2.0), Side::Middle),
            ((x - d, y - d), Side::End),
            ((x + d, y + d + 9.0), Side::Start),
            ((x, y + d + 11.0), Side::Middle),
            ((x - d - 1.0, y + 4.0), Side::End),
            ((x - d, y + d + 9.0), Side::End),
        ]
    };
    near(r + 3.0).into_iter().chain(near(r + 11.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_labels_overlap_and_what_finds_no_place_is_left_out() {
        let mut labels = Labels::new((0.0, 0.0, 200.0, 60.0));
        let line = [(0.0, 10.0), (200.0, 50.0)];
        labels.avoid(0, &line);
        let placed =
            (0..20).filter_map(|_| labels.put("a label", Some(0), ANYWHERE, around((100.0, 30.0), 4.0))).count();
        assert!((2..6).contains(&placed), "{placed}");
        for (i, a) in labels.areas.iter().enumerate() {
            assert!(labels.areas[..i].iter().all(|b| !overlap(*a, *b)));
        }
    }
}
