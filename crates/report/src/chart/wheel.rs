//! The wheel: capabilities in a ring, what flows between them as chords, and one in the middle that feeds them all.
//!
//! A chord is as wide as the share that arrived, dashed where less than half did and dotted where nothing should have; an arrow says
//! where it leads. On a phone the ring carries numbers and the names stand beneath it.

use super::say::Say;
use super::svg::{Pen, Point, Side, share};
use super::text::{SIZE, fit};
use super::{Chart, Size, Table};
use std::f64::consts::TAU;

/// A wheel.
#[derive(Clone, Debug, Default)]
pub struct Wheel {
    pub title: String,
    pub desc: String,
    /// The ring, clockwise from the top.
    pub segments: Vec<Segment>,
    /// What stands in the middle.
    pub hub: Option<Segment>,
    pub chords: Vec<Chord>,
    /// Of the table: what flows, from where, to where, and the figures of [`Chord::figures`].
    pub headers: Vec<String>,
}

/// A capability.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    pub name: String,
    /// What is found of it, in a few words.
    pub figures: String,
    /// Whether something there stands against it; it is drawn with a heavier rim.
    pub marked: bool,
    pub href: Option<String>,
}

/// What flows from one segment to another.
#[derive(Clone, Debug, Default)]
pub struct Chord {
    /// Index of the segment; that of the hub is the number of segments.
    pub from: usize,
    pub to: usize,
    pub name: String,
    /// The share that arrived, 0 to 1; unknown where nothing should have.
    pub share: Option<f64>,
    /// What is said of it when it is pointed at.
    pub says: String,
    /// Further cells of its row in the table.
    pub figures: Vec<String>,
    pub href: Option<String>,
}

/// Where a wheel lies.
#[derive(Clone, Copy)]
struct Ring {
    x: f64,
    y: f64,
    outer: f64,
    inner: f64,
    n: usize,
}

/// Points that stand for an arc or a chord.
const STEPS: usize = 24;
/// The part of a turn between two segments.
const GAP: f64 = 0.008;
/// The radius of the middle, in that of the ring.
const HUB: f64 = 0.31;

impl Ring {
    fn place(&self, turn: f64, r: f64) -> (f64, f64) {
        let angle = (turn - 0.25) * TAU;
        (self.x + r * angle.cos(), self.y + r * angle.sin())
    }

    /// From where to where a segment reaches, in turns; the first is centred at the top.
    fn span(&self, segment: usize) -> (f64, f64) {
        let n = self.n.max(1) as f64;
        let (from, to) = ((segment as f64 - 0.5) / n, (segment as f64 + 0.5) / n);
        (from + GAP, to - GAP)
    }

    /// The point that a chord from `a` to `b` is drawn towards: inwards, and past the middle where it would lead through it.
    fn around(&self, a: (f64, f64), b: (f64, f64), middle: (f64, f64)) -> (f64, f64) {
        let (dx, dy) = (middle.0 - self.x, middle.1 - self.y);
        let (length, far) = ((b.0 - a.0).hypot(b.1 - a.1).max(1.0), dx.hypot(dy));
        if far > self.inner * 0.5 {
            return (self.x + dx * 0.55, self.y + dy * 0.55);
        }
        let (px, py) = ((a.1 - b.1) / length, (b.0 - a.0) / length);
        let side = if px * dx + py * dy < 0.0 { -1.0 } else { 1.0 };
        let past = self.inner * 0.85;
        (self.x + px * side * past, self.y + py * side * past)
    }

    fn outline(&self, segment: usize) -> Vec<(f64, f64)> {
        let (from, to) = self.span(segment);
        let at = |i: usize| from + (to - from) * i as f64 / STEPS as f64;
        let out = (0..=STEPS).map(|i| self.place(at(i), self.outer));
        out.chain((0..=STEPS).rev().map(|i| self.place(at(i), self.inner))).collect()
    }
}

impl Wheel {
    /// Draws it.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        Chart::drawn((&self.title, &self.desc), say, self.table(), |pen, size| {
            (self.segments.len() > 1).then(|| self.draw(pen, size))
        })
    }

    fn draw(&self, pen: &mut Pen, size: Size) -> f64 {
        let n = self.segments.len();
        let ring = match size {
            Size::Wide => Ring { x: 340.0, y: 244.0, outer: 178.0, inner: 154.0, n },
            Size::Narrow => Ring { x: 180.0, y: 190.0, outer: 160.0, inner: 132.0, n },
        };
        for (index, chord) in self.chords.iter().enumerate() {
            self.chord(pen, &ring, index, chord);
        }
        if let Some(hub) = &self.hub {
            self.middle(pen, &ring, hub);
        }
        for (index, segment) in self.segments.iter().enumerate() {
            self.segment(pen, &ring, size, index, segment);
        }
        match size {
            Size::Wide => 478.0,
            Size::Narrow => self.legend(pen, 382.0),
        }
    }

    /// Where a chord leaves or reaches a segment: those of one segment stand apart, in the order of the chords.
    fn end(&self, ring: &Ring, chord: usize, segment: usize) -> (f64, f64) {
        if segment >= self.segments.len() {
            return (ring.x, ring.y);
        }
        let here = |c: &&(usize, &Chord)| c.1.from == segment || c.1.to == segment;
        let all: Vec<(usize, &Chord)> = self.chords.iter().enumerate().collect();
        let ends: Vec<usize> = all.iter().filter(here).map(|(i, _)| *i).collect();
        let at = ends.iter().position(|i| *i == chord).unwrap_or(0) as f64 + 1.0;
        let (from, to) = ring.span(segment);
        ring.place(from + (to - from) * at / (ends.len() as f64 + 1.0), ring.inner - 8.0)
    }

    fn chord(&self, pen: &mut Pen, ring: &Ring, index: usize, chord: &Chord) {
        let n = self.segments.len();
        if chord.from > n || chord.to > n || chord.from == chord.to {
            return;
        }
        let (a, b) = (self.end(ring, index, chord.from), self.end(ring, index, chord.to));
        let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        let through = match chord.from == n || chord.to == n {
            true => middle,
            false => ring.around(a, b, middle),
        };
        let at = |t: f64| {
            let mix = |p: f64, q: f64, r: f64| (1.0 - t) * (1.0 - t) * p + 2.0 * (1.0 - t) * t * q + t * t * r;
            (mix(a.0, through.0, b.0), mix(a.1, through.1, b.1))
        };
        let points: Vec<(f64, f64)> = (0..=STEPS).map(|i| at(i as f64 / STEPS as f64)).collect();
        let class = match share(chord.share) {
            None => "chord unknown",
            Some(s) if s < 0.25 => "chord broken w0",
            Some(s) if s < 0.5 => "chord broken w1",
            Some(s) if s < 0.75 => "chord w1",
            Some(s) if s < 1.0 => "chord w2",
            Some(_) => "chord w3",
        };
        pen.begin(&Point { class: "flow", says: &chord.says, href: chord.href.as_deref(), focus: false });
        pen.path(class, &points, false);
        tip(pen, at(0.94), b);
        pen.end();
    }

    fn middle(&self, pen: &mut Pen, ring: &Ring, hub: &Segment) {
        let says = format!("{}: {}", hub.name, hub.figures);
        pen.begin(&Point { class: "part", says: &says, href: hub.href.as_deref(), focus: false });
        let r = ring.inner * HUB;
        pen.circle(if hub.marked { "seg marked" } else { "seg" }, (ring.x, ring.y), r);
        let name = fit(&hub.name, r * 2.0 - 4.0, 12.0);
        pen.text("code", (ring.x, ring.y + 4.0), Side::Middle, &name);
        pen.end();
    }

    fn segment(&self, pen: &mut Pen, ring: &Ring, size: Size, index: usize, segment: &Segment) {
        let turn = index as f64 / ring.n.max(1) as f64;
        let mut begin = |says: &str| {
            pen.begin(&Point { class: "part", says, href: segment.href.as_deref(), focus: false });
            pen.path(if segment.marked { "seg marked" } else { "seg" }, &ring.outline(index), true);
        };
        // What a link is called begins with what it shows (WCAG 2.2, 2.5.3).
        if size == Size::Narrow {
            begin(&format!("{} {}: {}", index + 1, segment.name, segment.figures));
            let (x, y) = ring.place(turn, (ring.inner + ring.outer) / 2.0);
            pen.text("strong", (x, y + 4.5), Side::Middle, &(index + 1).to_string());
        } else {
            let (x, y) = ring.place(turn, ring.outer + 12.0);
            let (side, room) = match x - ring.x {
                dx if dx > 40.0 => (Side::Start, size.width() - x),
                dx if dx < -40.0 => (Side::End, x),
                _ => (Side::Middle, 300.0),
            };
            let (name, figures) = (fit(&segment.name, room, SIZE), fit(&segment.figures, room, SIZE));
            begin(&format!("{name} {figures}"));
            // Above the ring both lines stand higher, so that they keep off it.
            let lift = if y < ring.y - ring.outer * 0.8 { 14.0 } else { 0.0 };
            pen.text("strong", (x, y - lift), side, &format!("{name} "));
            pen.text("quiet", (x, y + 16.0 - lift), side, &figures);
        }
        pen.end();
    }

    /// The names of the numbers in the ring; answers with the height that all took.
    fn legend(&self, pen: &mut Pen, top: f64) -> f64 {
        for (index, segment) in self.segments.iter().enumerate() {
            let y = top + 22.0 * index as f64;
            pen.text("strong", (4.0, y), Side::Start, &(index + 1).to_string());
            pen.text("name", (24.0, y), Side::Start, &fit(&segment.name, 130.0, SIZE));
            pen.text("quiet", (160.0, y), Side::Start, &fit(&segment.figures, 196.0, SIZE));
        }
        top + 22.0 * self.segments.len() as f64
    }

    fn table(&self) -> Table {
        let name = |i: usize| {
            let segment = self.segments.get(i).or(self.hub.as_ref().filter(|_| i == self.segments.len()));
            segment.map(|s| s.name.clone()).unwrap_or_default()
        };
        let row = |c: &Chord| {
            let mut cells = vec![c.name.clone(), name(c.from), name(c.to)];
            cells.extend(c.figures.iter().cloned());
            cells.resize(self.headers.len(), String::new());
            cells
        };
        Table { headers: self.headers.clone(), rows: self.chords.iter().map(row).collect(), words: &[1, 2] }
    }
}

/// An arrow at the end of a chord that comes from `before`.
fn tip(pen: &mut Pen, before: (f64, f64), end: (f64, f64)) {
    let (dx, dy) = (end.0 - before.0, end.1 - before.1);
    let length = (dx * dx + dy * dy).sqrt();
    if length < 0.1 {
        return;
    }
    let (ux, uy) = (dx / length * 7.0, dy / length * 7.0);
    let back = (end.0 - ux, end.1 - uy);
    let side = 0.55;
    pen.path(
        "chord-tip",
        &[end, (back.0 - uy * side, back.1 + ux * side), (back.0 + uy * side, back.1 - ux * side)],
        true,
    );
}

#[cfg(test)]
mod tests {
    use super::super::say::English;
    use super::*;

    fn wheel() -> Wheel {
        let segment = |n: usize| Segment { name: format!("Part {n}"), figures: "2 deny".into(), ..Segment::default() };
        let chord = |from, to, share| Chord {
            from,
            to,
            share,
            name: "Flow".into(),
            figures: vec!["1 of 2".into()],
            ..Chord::default()
        };
        Wheel {
            title: "Wheel".into(),
            segments: (0..7).map(segment).collect(),
            hub: Some(segment(7)),
            chords: vec![chord(0, 1, Some(0.2)), chord(7, 3, None), chord(1, 0, Some(1.0)), chord(9, 0, Some(1.0))],
            headers: ["What", "From", "To", "Arrived"].map(String::from).to_vec(),
            ..Wheel::default()
        }
    }

    #[test]
    fn what_is_broken_is_dashed_what_is_unknown_dotted_and_all_stands_in_the_table() {
        let chart = wheel().chart(&English);
        let svg = chart.wide.svg();
        assert!(svg.contains("chord broken w0") && svg.contains("chord unknown") && svg.contains("chord w3"));
        assert_eq!(svg.matches("class=\"seg\"").count(), 8);
        assert_eq!(svg.matches("chord-tip").count(), 3, "a chord to nowhere is not drawn");
        assert_eq!(chart.table.rows[1], ["Flow", "Part 7", "Part 3", "1 of 2"]);
        assert!(chart.narrow.svg().contains(">7<"), "numbers on a phone");
    }

    #[test]
    fn an_empty_wheel_says_so() {
        assert!(Wheel::default().chart(&English).wide.svg().contains("nothing to show yet"));
    }
}
