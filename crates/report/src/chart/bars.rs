//! Contributions that add up to a whole, largest first.

use super::rows::{Row, Rows};
use super::say::{Say, Unit, Word};
use super::scale::Scale;
use super::svg::{Pen, sane};
use super::tornado::bar;
use super::{Chart, Size, Table, said};

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
    /// `None`: nobody knows.
    value: Option<f64>,
    class: &'static str,
    href: Option<&'a str>,
}

/// What the parts come to; `None` while one of them is unknown.
#[derive(Clone, Copy)]
struct Whole {
    total: Option<f64>,
    /// What shares are taken of, where there is something to share.
    shared: Option<f64>,
}

impl Bars {
    /// Draws it.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        let (mut known, unknown): (Vec<&Contribution>, Vec<_>) =
            self.parts.iter().partition(|p| sane(p.value).is_some());
        known.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        let sum: f64 = known.iter().map(|p| p.value).sum();
        let size: f64 = known.iter().map(|p| p.value.abs()).sum();
        let total = unknown.is_empty().then_some(sum);
        // Shares of next to nothing would be shares of rounding errors.
        let whole = Whole { total, shared: total.filter(|t| t.abs() > size * 1e-6) };
        // Beside bars in both directions, a share of what is left of them only confuses; the table has it.
        let one_way = Whole { shared: whole.shared.filter(|t| (t.abs() - size).abs() <= size * 1e-9), ..whole };
        Chart::drawn((&self.title, &self.desc), say, self.table(say, whole), |pen, size| {
            let bars = self.bars(say, &known, &unknown);
            (!known.is_empty()).then(|| self.draw(pen, size, say, &bars, one_way))
        })
    }

    fn bars<'a>(&self, say: &dyn Say, sorted: &[&'a Contribution], unknown: &[&'a Contribution]) -> Vec<Bar<'a>> {
        let most = if self.most == 0 { 12 } else { self.most };
        // One left over is drawn as itself.
        let shown = if sorted.len() <= most + 1 { sorted.len() } else { most };
        let (shown, rest) = sorted.split_at(shown);
        let one = |p: &&'a Contribution| Bar {
            name: p.label.clone(),
            value: sane(p.value),
            class: if p.value < 0.0 { "bar-minus" } else { "bar-plus" },
            href: p.href.as_deref(),
        };
        let mut bars: Vec<Bar> = shown.iter().map(one).collect();
        if !rest.is_empty() {
            let name = format!("{} ({})", say.word(Word::Others), say.more(rest.len()));
            let value = Some(rest.iter().map(|p| p.value).sum());
            bars.push(Bar { name, value, class: "bar-rest", href: None });
        }
        match unknown {
            [only] => bars.push(one(only)),
            [] => {}
            several => bars.push(Bar { name: say.more(several.len()), value: None, class: "bar-rest", href: None }),
        }
        bars
    }

    fn draw(&self, pen: &mut Pen, size: Size, say: &dyn Say, bars: &[Bar], whole: Whole) -> f64 {
        pen.readout_width = 0.0;
        let word = say.word(Word::Total);
        let mut rows: Vec<Row> = bars.iter().map(|b| self.row(say, &b.name, b.value, b.href, whole)).collect();
        rows.push(Row { strong: true, ..self.row(say, &word, whole.total, None, whole) });
        let layout = Rows::new(size, 0.0, &rows);
        let values = || bars.iter().filter_map(|b| b.value);
        let ends = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        let scale = Scale::exact(ends, (layout.left, layout.right));
        let zero = scale.place(0.0);
        for (i, b) in bars.iter().enumerate() {
            match b.value {
                Some(v) => bar(pen, b.class, zero, scale.place(v), layout.y(i)),
                None => pen.line("gap-line", (zero, layout.y(i)), (layout.right, layout.y(i))),
            }
        }
        let last = layout.y(bars.len().saturating_sub(1)) + size.pick(14.0, 12.0);
        pen.line("zero", (zero, 2.0), (zero, last));
        pen.line("axis", (0.0, last), (size.width(), last));
        layout.words(pen, size, &rows);
        layout.bottom() - size.pick(0.0, 18.0)
    }

    fn row<'a>(
        &self,
        say: &dyn Say,
        name: &'a str,
        value: Option<f64>,
        href: Option<&'a str>,
        whole: Whole,
    ) -> Row<'a> {
        let share = value.zip(whole.shared).map(|(v, w)| format!(" · {}", say.share(v / w)));
        let figure = format!("{}{}", said(say, self.unit, value), share.unwrap_or_default());
        Row { name, says: format!("{name}: {figure}"), figure, href, strong: false }
    }

    fn table(&self, say: &dyn Say, whole: Whole) -> Table {
        let row = |name: &str, value: Option<f64>| {
            let share = value.zip(whole.shared).map(|(v, w)| say.share(v / w));
            vec![name.to_owned(), said(say, self.unit, value), share.unwrap_or_default()]
        };
        let mut rows: Vec<Vec<String>> = self.parts.iter().map(|p| row(&p.label, sane(p.value))).collect();
        if !rows.is_empty() {
            rows.push(row(&say.word(Word::Total), whole.total));
        }
        Table { headers: [Word::Name, Word::Value, Word::Share].map(|w| say.word(w)).to_vec(), rows, words: &[] }
    }
}

#[cfg(test)]
mod tests {
    use super::super::English;
    use super::*;

    #[test]
    fn parts_add_up_and_an_unknown_part_leaves_the_whole_unknown() {
        let part = |value| Contribution { label: "part".into(), value, href: None };
        let of = |values: &[f64]| {
            let bars = Bars { parts: values.iter().copied().map(part).collect(), ..Bars::default() };
            bars.chart(&English).table.rows.into_iter().last().unwrap_or_default()
        };
        assert_eq!(of(&[3e3, 1e3]), ["total", "EUR 4 k", "100 %"]);
        assert_eq!(of(&[3e3, f64::NAN]), ["total", "unknown", ""]);
        assert_eq!(of(&[1.0, -1.0]), ["total", "EUR 0", ""]);
    }
}
