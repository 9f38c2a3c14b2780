//! Rows with a name, something drawn to a common scale, and the figure in words; on a phone the words stand above.

use super::Size;
use super::say::{Say, Unit};
use super::scale::Scale;
use super::svg::{Pen, Point, Side};
use super::text::{SIZE, fit, width, wrapped};

/// One row of words.
#[derive(Clone, Debug, Default)]
pub(super) struct Row<'a> {
    pub name: &'a str,
    /// The figure as it is written.
    pub figure: String,
    /// Said when it is pointed at.
    pub says: String,
    pub href: Option<&'a str>,
    /// The sum, or the pool.
    pub strong: bool,
}

/// Where the rows are.
pub(super) struct Rows {
    pub left: f64,
    pub right: f64,
    top: f64,
    step: f64,
    /// From the top of a row to the middle of what is drawn in it.
    middle: f64,
    count: usize,
    names: f64,
}

impl Rows {
    /// The layout of `rows` below `top`.
    pub fn new(size: Size, top: f64, rows: &[Row]) -> Self {
        let widest = |of: &dyn Fn(&Row) -> f64| rows.iter().map(of).fold(0.0, f64::max);
        let figures = widest(&|r| width(&r.figure, SIZE) * if r.strong { 1.08 } else { 1.0 });
        let count = rows.len();
        if size == Size::Narrow {
            return Self { left: 4.0, right: size.width() - 4.0, top, step: 42.0, middle: 27.0, count, names: 0.0 };
        }
        let names = (widest(&|r| width(r.name, SIZE)) * 1.08).min(230.0);
        let two = rows.iter().any(|r| wrapped(r.name, names, SIZE, 2).len() > 1);
        let step = if two { 36.0 } else { 28.0 };
        let right = size.width() - figures.min(200.0) - 14.0;
        Self { left: names + 16.0, right, top, step, middle: step / 2.0, count, names }
    }

    /// The middle of what is drawn in a row.
    pub fn y(&self, row: usize) -> f64 {
        self.top + self.step * row as f64 + self.middle
    }

    pub fn bottom(&self) -> f64 {
        self.top + self.step * self.count as f64
    }

    /// Name and figure of each row.
    pub fn words(&self, pen: &mut Pen, size: Size, rows: &[Row]) {
        for (i, row) in rows.iter().enumerate() {
            pen.begin(&Point { class: "row", says: &row.says, href: row.href, focus: false });
            let class = if row.strong { "strong" } else { "name" };
            let y = self.y(i);
            let line = match size {
                Size::Wide => y + 4.0,
                Size::Narrow => y - 13.0,
            };
            self.name(pen, size, class, row, line);
            pen.text(if row.strong { "strong" } else { "mark" }, (size.width() - 2.0, line), Side::End, &row.figure);
            pen.end();
        }
    }

    fn name(&self, pen: &mut Pen, size: Size, class: &str, row: &Row, y: f64) {
        if size == Size::Narrow {
            let room = size.width() - width(&row.figure, SIZE) - 24.0;
            return pen.text(class, (4.0, y), Side::Start, &fit(row.name, room, SIZE));
        }
        let lines = wrapped(row.name, self.names, SIZE, 2);
        let first = y - 8.0 * (lines.len().saturating_sub(1)) as f64;
        for (i, line) in lines.iter().enumerate() {
            pen.text(class, (0.0, first + 16.0 * i as f64), Side::Start, line);
        }
    }

    /// Lines at round marks, their figures and the title of the axis below. Answers with where that ends.
    pub fn axis(&self, pen: &mut Pen, say: &dyn Say, size: Size, scale: &Scale, unit: Unit, title: &str) -> f64 {
        let (top, bottom) = (self.top, self.bottom() + 2.0);
        let mut free = f64::MIN;
        for mark in scale.marks(size.pick(7, 5)) {
            let x = scale.place(mark);
            pen.line("grid", (x, top), (x, bottom));
            let word = unit.mark(say, mark);
            let half = width(&word, SIZE) / 2.0;
            let middle = x.max(half).min(size.width() - half);
            if middle - half >= free {
                pen.text("mark", (middle, bottom + 15.0), Side::Middle, &word);
                free = middle + half + 8.0;
            }
        }
        pen.text("across", (self.right, bottom + 32.0), Side::End, &fit(title, self.right, SIZE));
        bottom + 38.0
    }
}
