//! Two axes and what is between them: shared by the charts that have both.

use super::Size;
use super::label::Area;
use super::say::{Say, Unit};
use super::scale::Scale;
use super::svg::{Pen, Side};
use super::text::{SIZE, fit, width};

/// One axis: its title, unit and how the scale comes about from the places it runs between.
pub(super) struct Axis<'a> {
    pub title: &'a str,
    pub unit: Unit,
    pub scale: &'a dyn Fn((f64, f64)) -> Scale,
    /// About how many marks there may be, wide and narrow.
    pub marks: (usize, usize),
}

/// The area between two axes.
pub(super) struct Plot {
    pub x: Scale,
    pub y: Scale,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// Below the plot: marks and the title of the axis.
const BELOW: f64 = 40.0;

impl Plot {
    /// Draws the axes of a plot of `height` (with its titles) below `top`.
    pub fn drawn(pen: &mut Pen, say: &dyn Say, size: Size, top: f64, height: f64, x: &Axis, y: &Axis) -> Self {
        let plot = Self::framed(pen, say, size, (top, height + top), x, y);
        plot.foot(pen, say, size, x);
        plot
    }

    /// The same without marks and title across: for an axis of its own kind.
    pub fn framed(pen: &mut Pen, say: &dyn Say, size: Size, (top, end): (f64, f64), x: &Axis, y: &Axis) -> Self {
        let (head, bottom) = (top + 28.0, end - BELOW);
        let up = (y.scale)((bottom, head));
        let marks = up.marks(size.pick(y.marks.0, y.marks.1));
        let words: Vec<String> = marks.iter().map(|v| y.unit.mark(say, *v)).collect();
        let left = words.iter().map(|t| width(t, SIZE)).fold(24.0, f64::max).min(size.width() / 3.0) + 8.0;
        let right = size.width() - 14.0;
        for (v, word) in marks.iter().zip(&words) {
            let at = up.place(*v);
            pen.line("grid", (left, at), (right, at));
            pen.text("mark", (left - 8.0, at + 4.0), Side::End, word);
        }
        pen.text("up", (0.0, 12.0), Side::Start, &fit(y.title, size.width(), SIZE));
        pen.line("axis", (left, bottom), (right, bottom));
        Self { x: (x.scale)((left, right)), y: up, left, top: head, right, bottom }
    }

    fn foot(&self, pen: &mut Pen, say: &dyn Say, size: Size, x: &Axis) {
        let marks = self.x.marks(size.pick(x.marks.0, x.marks.1));
        let words: Vec<(f64, String)> = marks.iter().map(|v| (self.x.place(*v), x.unit.mark(say, *v))).collect();
        self.under(pen, size, &words);
        pen.text("across", (self.right, self.bottom + 34.0), Side::End, &fit(x.title, self.right, SIZE));
    }

    /// Marks under the axis, as many as there is room for.
    pub fn under(&self, pen: &mut Pen, size: Size, marks: &[(f64, String)]) {
        let mut free = 0.0;
        for (at, word) in marks {
            pen.line("axis", (*at, self.bottom), (*at, self.bottom + 4.0));
            let half = width(word, SIZE) / 2.0;
            let middle = at.min(size.width() - half).max(half);
            if middle - half >= free {
                pen.text("mark", (middle, self.bottom + 18.0), Side::Middle, word);
                free = middle + half + 8.0;
            }
        }
    }

    pub fn place(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x.place(x), self.y.place(y))
    }

    pub fn area(&self) -> Area {
        (self.left + 2.0, self.top - 12.0, self.right + 12.0, self.bottom - 3.0)
    }

    /// How high a line stands at a place across; `None` beyond its ends. The points ascend across.
    pub fn height_of(line: &[(f64, f64)], x: f64) -> Option<f64> {
        let after = line.partition_point(|p| p.0 < x);
        let (x2, y2) = *line.get(after)?;
        match after.checked_sub(1).and_then(|i| line.get(i)) {
            Some((x1, y1)) if x2 > *x1 => Some(y1 + (y2 - y1) * (x - x1) / (x2 - x1)),
            _ => (x2 - x <= 0.05).then_some(y2),
        }
    }
}

/// Shades what lies between a line and a limit wherever `beyond` says so of their heights on paper. Both ascend across.
pub(super) fn between(pen: &mut Pen, line: &[(f64, f64)], limit: &[(f64, f64)], beyond: impl Fn(f64, f64) -> bool) {
    let (Some(first), Some(last)) = (limit.first(), limit.last()) else { return };
    let steps = ((last.0 - first.0) / 2.0).ceil().clamp(1.0, 400.0) as usize;
    let pairs = (0..=steps).map(|i| {
        let x = first.0 + (last.0 - first.0) * i as f64 / steps as f64;
        let both = Plot::height_of(line, x).zip(Plot::height_of(limit, x));
        (x, both.filter(|(a, b)| beyond(*a, *b)))
    });
    let pairs: Vec<(f64, Option<(f64, f64)>)> = pairs.collect();
    for run in pairs.chunk_by(|a, b| a.1.is_some() == b.1.is_some()) {
        let there = run.iter().filter_map(|(x, both)| Some((*x, both.as_ref()?.0)));
        let back = run.iter().rev().filter_map(|(x, both)| Some((*x, both.as_ref()?.1)));
        let around: Vec<(f64, f64)> = there.chain(back).collect();
        pen.path("beyond", &around, true);
    }
}

/// Names of lines that found no place beside them, with a sample of each, below `top`. Answers with the height taken.
pub(super) fn key(pen: &mut Pen, size: Size, top: f64, entries: &[(String, &str)]) -> f64 {
    let (mut x, mut y) = (0.0, top + 14.0);
    for (class, name) in entries {
        let name = fit(name, size.width() - 34.0, SIZE);
        let wide = width(&name, SIZE) + 50.0;
        if x > 0.0 && x + wide > size.width() {
            (x, y) = (0.0, y + 18.0);
        }
        pen.line(class, (x, y - 4.0), (x + 26.0, y - 4.0));
        pen.text("mark", (x + 34.0, y), Side::Start, &name);
        x += wide;
    }
    if entries.is_empty() { 0.0 } else { y + 6.0 - top }
}
