//! Contributions that add up to a whole, largest first.

use super::rows::{Row, Rows};
use super::say::{Say, Unit, Word};
use super::scale::Scale;
use super::svg::{Pen, sane};
use super::tornado::bar;
use super::{Chart, Size, Table};

/// The whole and its parts.
#[derive(Clone, Debug, Default)]
pub struct Bars {
    pub title: String,
    pub desc: String,
    pub unit: Unit,
    pub parts: Vec<Contribution>,
    /// The most that are drawn apart; what is left becomes one bar. 0 means 12.
    pub most: usize,
}

/// One part; below zero it takes away from the whole.
#[derive(Clone, Debug, Default)]
pub struct Contribution {
    pub label: String,
    pub value: f64,
    pub href: Option<String>,
}

struct Bar<'a> {
    name: String,
    value: f64,
    class: &'static str,
    href: Option<&'a str>,
}

impl Bars {
    /// Draws it.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        let mut known: Vec<&Contribution> = self.parts.iter().filter(|p| sane(p.value).is_some()).collect();
        known.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        let total: f64 = known.iter().map(|p| p.value).sum();
        let whole: f64 = known.iter().map(|p| p.value.abs()).sum();
        // Shares of next to nothing would be shares of rounding errors.
        let shared = (total.abs() > whole * 1e-6).then_some(total);
        let table = self.table(say, total, shared);
        // Beside bars in both directions, a share of what is left of them only confuses; the table has it.
        let shared = shared.filter(|t| (t.abs() - whole).abs() <= whole * 1e-9);
        Chart::drawn((&self.title, &self.desc), say, table, |pen, size| {
            let bars = self.bars(say, &known);
            (!bars.is_empty()).then(|| self.draw(pen, size, say, &bars, total, shared))
        })
    }

    fn bars<'a>(&self, say: &dyn Say, sorted: &[&'a Contribution]) -> Vec<Bar<'a>> {
        let most = if self.most == 0 { 12 } else { self.most };
        // One left over is drawn as itself.
        let shown = if sorted.len() <= most + 1 { sorted.len() } else { most };
        let (shown, rest) = sorted.split_at(shown);
        let one = |p: &&'a Contribution| Bar {
            name: p.label.clone(),
            value: p.value,
            class: if p.value < 0.0 { "bar-minus" } else { "bar-plus" },
            href: p.href.as_deref(),
        };
        let mut bars: Vec<Bar> = shown.iter().map(one).collect();
        if !rest.is_empty() {
            let name = format!("{} ({})", say.word(Word::Others), say.more(rest.len()));
            bars.push(Bar { name, value: rest.iter().map(|p| p.value).sum(), class: "bar-rest", href: None });
        }
        bars
    }

    fn draw(&self, pen: &mut Pen, size: Size, say: &dyn Say, bars: &[Bar], total: f64, whole: Option<f64>) -> f64 {
        pen.readout_width = 0.0;
        let word = say.word(Word::Total);
        let mut rows: Vec<Row> = bars.iter().map(|b| self.row(say, &b.name, b.value, b.href, whole)).collect();
        rows.push(Row { strong: true, ..self.row(say, &word, total, None, whole) });
        let layout = Rows::new(size, 0.0, &rows);
        let low = bars.iter().map(|b| b.value).fold(0.0, f64::min);
        let high = bars.iter().map(|b| b.value).fold(0.0, f64::max);
        let scale = Scale::exact((low, high), (layout.left, layout.right));
        let zero = scale.place(0.0);
        for (i, b) in bars.iter().enumerate() {
            bar(pen, b.class, zero, scale.place(b.value), layout.y(i));
        }
        let last = layout.y(bars.len().saturating_sub(1)) + size.pick(14.0, 12.0);
        pen.line("zero", (zero, 2.0), (zero, last));
        pen.line("axis", (0.0, last), (size.width(), last));
        layout.words(pen, size, &rows);
        layout.bottom() - size.pick(0.0, 18.0)
    }

    fn row<'a>(&self, say: &dyn Say, name: &'a str, value: f64, href: Option<&'a str>, whole: Option<f64>) -> Row<'a> {
        let share = whole.map(|w| format!(" · {}", say.share(value / w))).unwrap_or_default();
        let figure = format!("{}{share}", self.unit.say(say, value));
        Row { name, says: format!("{name}: {figure}"), figure, href, strong: false }
    }

    fn table(&self, say: &dyn Say, total: f64, whole: Option<f64>) -> Table {
        let row = |name: &str, value: f64| {
            let share = whole.filter(|_| sane(value).is_some()).map(|w| say.share(value / w));
            vec![name.to_owned(), super::said(say, self.unit, Some(value)), share.unwrap_or_default()]
        };
        let mut rows: Vec<Vec<String>> = self.parts.iter().map(|p| row(&p.label, p.value)).collect();
        if !rows.is_empty() {
            rows.push(row(&say.word(Word::Total), total));
        }
        Table { headers: [Word::Name, Word::Value, Word::Share].map(|w| say.word(w)).to_vec(), rows, words: &[] }
    }
}
