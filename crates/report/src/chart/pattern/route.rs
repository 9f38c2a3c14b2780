//! Ways for lines: the cheapest orthogonal path between two boxes on the lanes between all boxes, where length, turns and crossed edges cost;
//! lines that would lie on each other are moved apart.

use super::Line;
use super::layout::{Lane, Layout, Place, Rect};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// The corners of a line, from its first box to its second.
pub(super) type Way = Vec<(f64, f64)>;

/// What a turn, an edge of an area that is crossed, and running where another line runs cost, in units of length.
const TURN: f64 = 45.0;
const EDGE: f64 = 25.0;
const SHARED: f64 = 0.35;
/// The distance of lines that run side by side.
const APART: f64 = 9.0;
/// Tenths of a unit, so that places compare exactly.
const FINE: f64 = 10.0;

type Node = (usize, usize);
/// The cheapest end so far: its cost, the node and whether it was entered across, and the door it leads to.
type End = (i64, (Node, bool), (f64, f64));

/// A way for each line; none where it leads nowhere.
pub(super) fn ways(layout: &Layout, lines: &[Line]) -> Vec<Option<Way>> {
    let ends: Vec<Option<(&Place, &Place)>> = lines.iter().map(|l| ends(layout, l)).collect();
    let mut map = Map::of(layout, ends.iter().flatten().flat_map(|(a, b)| [*a, *b]));
    let found: Vec<Option<Raw>> = ends.iter().map(|ends| map.way((*ends)?)).collect();
    apart(found, &map)
}

fn ends<'l>(layout: &'l Layout, line: &Line) -> Option<(&'l Place, &'l Place)> {
    let place = |area: usize| layout.places.iter().find(|p| p.area == area);
    Some((place(line.from)?, place(line.to)?)).filter(|_| line.from != line.to)
}

/// A way as stretches: the place across its direction, and whether it is horizontal; with its two ends.
#[derive(Clone, Debug)]
struct Raw {
    start: (f64, f64),
    end: (f64, f64),
    points: Way,
}

/// The lanes as a lattice.
struct Map<'l> {
    xs: Vec<Lane>,
    ys: Vec<Lane>,
    solid: Vec<Rect>,
    frames: Vec<&'l Rect>,
    /// How many lines run on a piece: (node, horizontal).
    used: HashMap<(Node, bool), u32>,
}

impl<'l> Map<'l> {
    fn of(layout: &'l Layout, ends: impl Iterator<Item = &'l Place>) -> Self {
        let (mut xs, mut ys) = (layout.down.clone(), layout.across.clone());
        for place in ends {
            let ((x, y), r) = (place.rect.middle(), place.rect);
            xs.push(Lane { at: x, room: (r.w / 2.0 - 12.0).clamp(2.0, 60.0) });
            ys.push(Lane { at: y, room: (r.h / 2.0 - 10.0).clamp(2.0, 40.0) });
        }
        Map {
            xs: sorted(xs),
            ys: sorted(ys),
            solid: layout.places.iter().map(|p| p.solid).collect(),
            frames: layout.places.iter().filter(|p| p.holds).map(|p| &p.rect).collect(),
            used: HashMap::new(),
        }
    }

    fn point(&self, (i, j): Node) -> Option<(f64, f64)> {
        Some((self.xs.get(i)?.at, self.ys.get(j)?.at))
    }

    fn free(&self, a: (f64, f64), b: (f64, f64)) -> bool {
        let (x0, x1, y0, y1) = (a.0.min(b.0), a.0.max(b.0), a.1.min(b.1), a.1.max(b.1));
        !self.solid.iter().any(|r| x1 > r.x && x0 < r.right() && y1 > r.y && y0 < r.bottom())
    }

    fn crossed(&self, a: (f64, f64), b: (f64, f64)) -> f64 {
        let holds = |r: &Rect, (x, y): (f64, f64)| x > r.x && x < r.right() && y > r.y && y < r.bottom();
        self.frames.iter().filter(|r| holds(r, a) != holds(r, b)).count() as f64
    }

    /// Where one leaves a box, on each of its four sides: the place at its edge, the first crossing outside, and the direction.
    fn doors(&self, r: Rect) -> Vec<((f64, f64), Node, bool)> {
        let (mx, my) = r.middle();
        let find = |lanes: &[Lane], at: f64| lanes.iter().position(|l| same(l.at, at));
        let (Some(i), Some(j)) = (find(&self.xs, mx), find(&self.ys, my)) else { return Vec::new() };
        let before = |lanes: &[Lane], at: f64| lanes.iter().rposition(|l| l.at < at - 0.5);
        let after = |lanes: &[Lane], at: f64| lanes.iter().position(|l| l.at > at + 0.5);
        let doors = [
            after(&self.xs, r.right()).map(|x| ((r.right(), my), (x, j), true)),
            after(&self.ys, r.bottom()).map(|y| ((mx, r.bottom()), (i, y), false)),
            before(&self.xs, r.x).map(|x| ((r.x, my), (x, j), true)),
            before(&self.ys, r.y).map(|y| ((mx, r.y), (i, y), false)),
        ];
        let open = |d: &((f64, f64), Node, bool)| self.point(d.1).is_some_and(|p| self.free(d.0, p));
        doors.into_iter().flatten().filter(open).collect()
    }

    fn way(&mut self, (from, to): (&Place, &Place)) -> Option<Raw> {
        let (starts, goals) = (self.doors(from.rect), self.doors(to.rect));
        let mut best: HashMap<(Node, bool), i64> = HashMap::new();
        let mut came: HashMap<(Node, bool), (Node, bool)> = HashMap::new();
        let mut heap = BinaryHeap::new();
        let cost = |c: f64| (c * FINE).round() as i64;
        for (door, node, flat) in &starts {
            let start = cost(distance(*door, self.point(*node)?));
            heap.push(Reverse((start, *node, *flat)));
            best.entry((*node, *flat)).and_modify(|b| *b = start.min(*b)).or_insert(start);
        }
        let mut found: Option<End> = None;
        while let Some(Reverse((so_far, node, flat))) = heap.pop() {
            if found.is_some_and(|(f, ..)| f <= so_far) {
                break;
            }
            if best.get(&(node, flat)).is_some_and(|b| *b < so_far) {
                continue;
            }
            let here = self.point(node)?;
            for (door, _, across) in goals.iter().filter(|g| g.1 == node) {
                let turn = if *across == flat { 0.0 } else { TURN };
                let whole = so_far + cost(distance(*door, here) + turn);
                if found.is_none_or(|(f, ..)| whole < f) {
                    found = Some((whole, (node, flat), *door));
                }
            }
            for (next, across) in self.beside(node) {
                let there = self.point(next)?;
                if !self.free(here, there) {
                    continue;
                }
                let shared = f64::from(self.used.get(&(node.min(next), across)).copied().unwrap_or(0)) * SHARED;
                let turn = if across == flat { 0.0 } else { TURN };
                let step = distance(here, there) * (1.0 + shared) + turn + EDGE * self.crossed(here, there);
                let whole = so_far + cost(step);
                if best.get(&(next, across)).is_none_or(|b| whole < *b) {
                    best.insert((next, across), whole);
                    came.insert((next, across), (node, flat));
                    heap.push(Reverse((whole, next, across)));
                }
            }
        }
        let (_, last, end) = found?;
        let mut nodes = vec![last];
        while let Some(before) = nodes.last().and_then(|n| came.get(n)) {
            nodes.push(*before);
        }
        nodes.reverse();
        for pair in nodes.windows(2) {
            if let [(a, _), (b, across)] = pair {
                *self.used.entry((*a.min(b), *across)).or_default() += 1;
            }
        }
        let (first, flat) = *nodes.first()?;
        let start = starts.iter().find(|s| s.1 == first && s.2 == flat)?.0;
        let mut points: Way = vec![start];
        points.extend(nodes.iter().filter_map(|(n, _)| self.point(*n)));
        points.push(end);
        Some(Raw { start, end, points: corners(points) })
    }

    fn beside(&self, (i, j): Node) -> impl Iterator<Item = (Node, bool)> + use<> {
        let (nx, ny) = (self.xs.len(), self.ys.len());
        let left = i.checked_sub(1).map(|i| ((i, j), true));
        let up = j.checked_sub(1).map(|j| ((i, j), false));
        let right = (i + 1 < nx).then_some(((i + 1, j), true));
        let down = (j + 1 < ny).then_some(((i, j + 1), false));
        [left, right, up, down].into_iter().flatten()
    }

    fn room(&self, flat: bool, at: f64) -> f64 {
        let lanes = if flat { &self.ys } else { &self.xs };
        lanes.iter().find(|l| same(l.at, at)).map_or(0.0, |l| l.room)
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.05
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).abs() + (a.1 - b.1).abs()
}

/// Lanes from the left or the top; of two at one place the tighter one counts.
fn sorted(mut lanes: Vec<Lane>) -> Vec<Lane> {
    lanes.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Lane> = Vec::with_capacity(lanes.len());
    for lane in lanes {
        match out.last_mut().filter(|l| same(l.at, lane.at)) {
            Some(last) => last.room = last.room.min(lane.room),
            None => out.push(lane),
        }
    }
    out
}

/// Only the first, the last and the turns.
fn corners(points: Way) -> Way {
    let mut out: Way = Vec::with_capacity(points.len());
    for point in points {
        if out.last().is_some_and(|l| distance(*l, point) < 0.05) {
            continue;
        }
        if let [.., a, b] = out.as_slice() {
            let straight = same(a.0, b.0) && same(b.0, point.0) || same(a.1, b.1) && same(b.1, point.1);
            if straight {
                out.pop();
            }
        }
        out.push(point);
    }
    out
}

/// A stretch of a way that shares its lane with others.
struct Stretch {
    way: usize,
    place: usize,
    low: f64,
    high: f64,
}

/// Moves stretches on one lane apart, so that each line can be followed.
fn apart(found: Vec<Option<Raw>>, map: &Map<'_>) -> Vec<Option<Way>> {
    let mut lanes: std::collections::BTreeMap<(bool, i64), Vec<Stretch>> = Default::default();
    for (way, raw) in found.iter().enumerate() {
        for (place, pair) in raw.iter().flat_map(|r| r.points.windows(2)).enumerate() {
            let [a, b] = pair else { continue };
            let flat = same(a.1, b.1);
            let (at, low, high) =
                if flat { (a.1, a.0.min(b.0), a.0.max(b.0)) } else { (a.0, a.1.min(b.1), a.1.max(b.1)) };
            lanes.entry((flat, (at * FINE).round() as i64)).or_default().push(Stretch { way, place, low, high });
        }
    }
    let mut moved: HashMap<(usize, usize), f64> = HashMap::new();
    for ((flat, at), mut stretches) in lanes {
        stretches.sort_by(|a, b| a.low.total_cmp(&b.low).then(a.way.cmp(&b.way)));
        let room = map.room(flat, at as f64 / FINE);
        let mut cluster: Vec<Stretch> = Vec::new();
        for stretch in stretches {
            let reach = cluster.iter().map(|s| s.high).fold(f64::MIN, f64::max);
            if stretch.low > reach + 4.0 {
                spread(&std::mem::take(&mut cluster), room, &mut moved);
            }
            cluster.push(stretch);
        }
        spread(&cluster, room, &mut moved);
    }
    let shift = |(way, raw): (usize, Option<Raw>)| raw.map(|raw| shifted(way, raw, &moved));
    found.into_iter().enumerate().map(shift).collect()
}

/// Gives each stretch of a cluster its own track.
fn spread(cluster: &[Stretch], room: f64, moved: &mut HashMap<(usize, usize), f64>) {
    let mut tracks: Vec<Vec<&Stretch>> = Vec::new();
    let mut on: Vec<usize> = Vec::with_capacity(cluster.len());
    for stretch in cluster {
        let fits = |t: &Vec<&Stretch>| t.iter().all(|s| s.high + 4.0 < stretch.low || stretch.high + 4.0 < s.low);
        let track = tracks.iter().position(fits).unwrap_or(tracks.len());
        match tracks.get_mut(track) {
            Some(t) => t.push(stretch),
            None => tracks.push(vec![stretch]),
        }
        on.push(track);
    }
    let n = tracks.len();
    if n < 2 {
        return;
    }
    let step = APART.min(2.0 * room.max(0.0) / (n - 1) as f64);
    for (stretch, track) in cluster.iter().zip(on) {
        moved.insert((stretch.way, stretch.place), (track as f64 - (n - 1) as f64 / 2.0) * step);
    }
}

/// A way with its stretches moved: corners are where two stretches meet, the ends stay at their boxes.
fn shifted(way: usize, raw: Raw, moved: &HashMap<(usize, usize), f64>) -> Way {
    let mut points = raw.points.clone();
    for (place, pair) in raw.points.windows(2).enumerate() {
        let ([a, b], Some(by)) = (pair, moved.get(&(way, place))) else { continue };
        let flat = same(a.1, b.1);
        for at in [place, place + 1] {
            if let Some(p) = points.get_mut(at) {
                *(if flat { &mut p.1 } else { &mut p.0 }) += by;
            }
        }
    }
    debug_assert!(points.len() >= 2 && distance(raw.start, raw.end) >= 0.0);
    points
}
