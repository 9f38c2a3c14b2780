//! Ranges of several people on one scale, what they come to together, and what happened in the end.

use super::rows::{Row, Rows};
use super::say::{Say, Unit, Word};
use super::scale::{Scale, extent};
use super::svg::{Pen, Side, sane};
use super::text::{SIZE, width};
use super::{Chart, Size, Table, said};

/// Several ranges of the same quantity.
#[derive(Clone, Debug, Default)]
pub struct Interval {
    pub title: String,
    pub desc: String,
    /// Names the quantity and its unit.
    pub across: String,
    pub unit: Unit,
    pub ranges: Vec<Range>,
    /// What it turned out to be.
    pub actual: Option<f64>,
}

/// A range that holds the quantity with 90 % certainty in somebody's view.
#[derive(Clone, Debug, Default)]
pub struct Range {
    pub name: String,
    pub low: f64,
    pub high: f64,
    /// Their best estimate.
    pub mid: Option<f64>,
    /// What several estimates come to together.
    pub pool: bool,
}

impl Range {
    fn known(&self) -> Option<(f64, f64)> {
        let (low, high) = (sane(self.low)?, sane(self.high)?);
        Some((low.min(high), low.max(high)))
    }
}

impl Interval {
    /// Draws it: by logarithm where the ranges span more than a factor of 20 and none reaches zero.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        let known: Vec<(&Range, (f64, f64))> = self.ranges.iter().filter_map(|r| Some((r, r.known()?))).collect();
        Chart::drawn((&self.title, &self.desc), say, self.table(say), |pen, size| {
            (!known.is_empty()).then(|| self.draw(pen, size, say, &known)).flatten()
        })
    }

    fn draw(&self, pen: &mut Pen, size: Size, say: &dyn Say, known: &[(&Range, (f64, f64))]) -> Option<f64> {
        pen.readout_width = 0.0;
        let actual = self.actual.and_then(sane);
        let rows: Vec<Row> = known.iter().map(|(r, ends)| self.row(say, r, *ends)).collect();
        let layout = Rows::new(size, if actual.is_some() { 24.0 } else { 0.0 }, &rows);
        let (low, high) = extent(known.iter().flat_map(|(_, (l, h))| [*l, *h]).chain(actual))?;
        let ends = (layout.left + 4.0, layout.right - 4.0);
        let scale = match low > 1e-9 && high / low > 20.0 {
            true => Scale::log((low / 1.2, high * 1.2), ends),
            false => Scale::linear((low, high), ends, size.pick(6, 4)),
        };
        let foot = layout.axis(pen, say, size, &scale, self.unit, &self.across);
        for (i, (range, ends)) in known.iter().enumerate() {
            one(pen, &scale, range, *ends, layout.y(i));
        }
        if let Some(actual) = actual {
            let x = scale.place(actual);
            pen.line("actual", (x, 18.0), (x, layout.bottom() + 2.0));
            let word = format!("{} {}", say.word(Word::Actual), self.unit.say(say, actual));
            let half = width(&word, SIZE) * 0.54;
            pen.text("strong", (x.max(half).min(size.width() - half), 12.0), Side::Middle, &word);
        }
        layout.words(pen, size, &rows);
        Some(foot)
    }

    fn row<'a>(&self, say: &dyn Say, range: &'a Range, (low, high): (f64, f64)) -> Row<'a> {
        let figure = format!("{} – {}", self.unit.mark(say, low), self.unit.mark(say, high));
        Row { name: &range.name, says: format!("{}: {figure}", range.name), figure, href: None, strong: range.pool }
    }

    fn table(&self, say: &dyn Say) -> Table {
        let words = [Word::Name, Word::Low, Word::Mean, Word::High];
        let of = |x| said(say, self.unit, x);
        let row = |r: &Range| vec![r.name.clone(), of(Some(r.low)), of(r.mid), of(Some(r.high))];
        let mut rows: Vec<Vec<String>> = self.ranges.iter().map(row).collect();
        if let Some(a) = self.actual {
            rows.push(vec![say.word(Word::Actual), String::new(), of(Some(a)), String::new()]);
        }
        Table { headers: words.map(|w| say.word(w)).to_vec(), rows, words: &[] }
    }
}

fn one(pen: &mut Pen, scale: &Scale, range: &Range, (low, high): (f64, f64), y: f64) {
    let (from, to) = (scale.place(low), scale.place(high));
    pen.out.push_str(if range.pool { r#"<g class="pool">"# } else { "<g>" });
    pen.line("range-line", (from, y), (to, y));
    for x in [from, to] {
        pen.line("range-end", (x, y - 6.0), (x, y + 6.0));
    }
    if let Some(mid) = range.mid.and_then(sane).filter(|m| *m >= low && *m <= high) {
        pen.circle("range-mid", (scale.place(mid), y), 5.0);
    }
    pen.out.push_str("</g>");
}
