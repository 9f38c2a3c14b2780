//! One number over time against a target: availability, minutes to answer, whatever its unit is.

use super::plot::{Axis, Plot};
use super::say::{Say, Unit, Word};
use super::scale::{Scale, extent};
use super::svg::{Pen, Point, Side};
use super::text::{SIZE, fit, width};
use super::trend::{calendar, days, short, span};
use super::{Chart, Size, Table};
use jiff::civil::Date;

/// A number from day to day.
#[derive(Clone, Debug, Default)]
pub struct Series {
    pub title: String,
    pub desc: String,
    /// Names what is measured, with its unit: "availability (share)".
    pub up: String,
    /// Day and value, in any order.
    pub points: Vec<(Date, f64)>,
    /// What must be reached.
    pub target: Option<f64>,
    /// Whether values below the target miss it; else those above.
    pub higher_is_better: bool,
    /// The word for a value that misses the target.
    pub missed: String,
}

/// Decimals that tell apart two numbers on an axis whose marks are this far apart.
fn decimals(step: f64) -> usize {
    (0..6).find(|d| (step * 10f64.powi(*d) - (step * 10f64.powi(*d)).round()).abs() < 1e-6).unwrap_or(6) as usize
}

impl Series {
    /// Draws it.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        let mut points: Vec<(Date, f64)> = self.points.iter().copied().filter(|p| sound(p.1)).collect();
        points.sort_by_key(|p| p.0);
        Chart::drawn((&self.title, &self.desc), say, self.table(say, &points), |pen, size| {
            (!points.is_empty()).then(|| self.draw(pen, size, say, &points))
        })
    }

    fn misses(&self, value: f64) -> bool {
        self.target.is_some_and(|t| if self.higher_is_better { value < t } else { value > t })
    }

    fn draw(&self, pen: &mut Pen, size: Size, say: &dyn Say, points: &[(Date, f64)]) -> f64 {
        let target = self.target.filter(|t| sound(*t));
        let ends = extent(points.iter().map(|p| p.1).chain(target)).unwrap_or((0.0, 1.0));
        let (first, last) = (points.first().map_or(Date::ZERO, |p| p.0), points.last().map_or(Date::ZERO, |p| p.0));
        let x_scale = |at| Scale::exact(span(first, last), at);
        let y_scale = |at| Scale::linear(ends, at, 4);
        let height = size.pick(210.0, 200.0);
        let marks = y_scale((1.0, 0.0)).marks(4);
        let step = marks.first().zip(marks.get(1)).map_or(1.0, |(a, b)| b - a);
        let digits = decimals(step);
        let plain = Plain { say, digits };
        let x = Axis { title: "", unit: Unit::Number, scale: &x_scale, marks: (0, 0) };
        let y = Axis { title: &self.up, unit: Unit::Number, scale: &y_scale, marks: (4, 4) };
        let plot = Plot::framed(pen, &plain, size, (0.0, height), &x, &y);
        let mark = if short(first, last) { say.date(last) } else { say.month(last) };
        let room = ((plot.right - plot.left) / (width(&mark, SIZE) + 14.0)).clamp(2.0, 8.0) as usize;
        let named = calendar(say, first, last, room);
        let named: Vec<(f64, String)> = named.into_iter().map(|(d, w)| (plot.x.place(days(d)), w)).collect();
        plot.under(pen, size, &named);
        if let Some(target) = target {
            self.limit(pen, say, &plot, target);
        }
        let placed: Vec<(f64, f64)> = points.iter().map(|p| plot.place(days(p.0), p.1)).collect();
        pen.path("curve today", &placed, false);
        for (point, at) in points.iter().zip(&placed) {
            let missed = self.misses(point.1);
            let verdict = if missed { format!(" · {}", self.missed) } else { String::new() };
            let says = format!("{}: {}{verdict}", say.date(point.0), number(say, point.1));
            pen.begin(&Point { class: "stop", says: &says, focus: false, href: None });
            // Not by colour alone: what misses the target is a square on its corner.
            if missed {
                pen.diamond("dot-at", *at, 6.0)
            } else {
                pen.circle("dot-at", *at, 4.0)
            }
            pen.end();
        }
        height
    }

    fn limit(&self, pen: &mut Pen, say: &dyn Say, plot: &Plot, target: f64) {
        let y = plot.y.place(target);
        pen.path("need-line", &[(plot.left, y), (plot.right, y)], false);
        let word = fit(&format!("{} {}", number(say, target), say.word(Word::Required)), plot.right - plot.left, SIZE);
        let above = y - plot.top > 18.0;
        pen.text("label tolerance", (plot.right, if above { y - 6.0 } else { y + 16.0 }), Side::End, &word);
    }

    fn table(&self, say: &dyn Say, points: &[(Date, f64)]) -> Table {
        let row = |p: &(Date, f64)| {
            let target = self.target.map(|t| number(say, t)).unwrap_or_default();
            vec![say.date(p.0), number(say, p.1), target]
        };
        let words = [Word::Date, Word::Value, Word::Required];
        Table { headers: words.map(|w| say.word(w)).to_vec(), rows: points.iter().map(row).collect(), words: &[] }
    }
}

/// Numbers that a scale can carry.
fn sound(x: f64) -> bool {
    x.is_finite() && x.abs() < 1e15
}

/// A number as it was stated, with at most six decimals.
fn number(say: &dyn Say, x: f64) -> String {
    say.number(x, decimals(x))
}

/// The caller's words with as many decimals as the marks need.
struct Plain<'a> {
    say: &'a dyn Say,
    digits: usize,
}

impl Say for Plain<'_> {
    fn amount(&self, major: f64) -> String {
        self.say.amount(major)
    }
    fn amount_bare(&self, major: f64) -> String {
        self.say.amount_bare(major)
    }
    fn share(&self, share: f64) -> String {
        self.say.share(share)
    }
    fn number(&self, x: f64, _: usize) -> String {
        self.say.number(x, self.digits)
    }
    fn date(&self, day: Date) -> String {
        self.say.date(day)
    }
    fn month(&self, day: Date) -> String {
        self.say.month(day)
    }
    fn word(&self, word: Word) -> String {
        self.say.word(word)
    }
    fn more(&self, n: usize) -> String {
        self.say.more(n)
    }
}
