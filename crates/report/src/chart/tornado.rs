//! Tornado: how far the outcome moves when one input goes from the low to the high end of its range.

use super::rows::{Row, Rows};
use super::say::{Say, Unit, Word};
use super::scale::{Scale, extent};
use super::svg::{Pen, Side, sane};
use super::text::{SIZE, width};
use super::{Chart, Size, Table, said};

/// The most inputs that are drawn.
const MOST: usize = 12;

/// The inputs of one outcome.
#[derive(Clone, Debug, Default)]
pub struct Tornado {
    pub title: String,
    pub desc: String,
    /// Names the outcome and its unit: "expected loss in the year, EUR".
    pub across: String,
    pub unit: Unit,
    /// The outcome with every input at its best estimate.
    pub base: f64,
    pub inputs: Vec<Input>,
}

/// One input: the outcome at either end of its range, all else unchanged.
#[derive(Clone, Debug, Default)]
pub struct Input {
    pub label: String,
    pub at_low: f64,
    pub at_high: f64,
    /// The range of the input itself, as it is written: "2 to 9 a year".
    pub range: String,
    pub href: Option<String>,
}

impl Input {
    fn swing(&self) -> f64 {
        (self.at_high - self.at_low).abs()
    }
}

impl Tornado {
    /// Draws the widest inputs, widest first; the rest is counted.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        let mut known: Vec<&Input> =
            self.inputs.iter().filter(|i| sane(i.at_low).is_some() && sane(i.at_high).is_some()).collect();
        known.sort_by(|a, b| b.swing().total_cmp(&a.swing()));
        let (shown, rest) = known.split_at(known.len().min(MOST));
        Chart::drawn((&self.title, &self.desc), say, self.table(say), |pen, size| {
            let base = sane(self.base).filter(|_| !shown.is_empty())?;
            Some(self.draw(pen, size, say, base, shown, rest))
        })
    }

    fn draw(&self, pen: &mut Pen, size: Size, say: &dyn Say, base: f64, shown: &[&Input], rest: &[&Input]) -> f64 {
        pen.readout_width = 0.0;
        let rows: Vec<Row> = shown.iter().map(|i| self.row(say, i)).collect();
        let layout = Rows::new(size, 24.0, &rows);
        let ends = extent(shown.iter().flat_map(|i| [i.at_low, i.at_high]).chain([base])).unwrap_or((base, base));
        let scale = Scale::linear(ends, (layout.left, layout.right), size.pick(6, 4));
        let foot = layout.axis(pen, say, size, &scale, self.unit, &self.across);
        let zero = scale.place(base);
        for (i, input) in shown.iter().enumerate() {
            bar(pen, "bar-low", zero, scale.place(input.at_low), layout.y(i));
            bar(pen, "bar-high", zero, scale.place(input.at_high), layout.y(i));
        }
        pen.line("zero", (zero, 18.0), (zero, layout.bottom() + 2.0));
        let word = format!("{} {}", say.word(Word::Base), self.unit.say(say, base));
        let half = width(&word, SIZE) * 0.54;
        pen.text("strong", (zero.max(half).min(size.width() - half), 12.0), Side::Middle, &word);
        layout.words(pen, size, &rows);
        self.foot(pen, say, foot, rest)
    }

    /// What hollow and full mean, and what is left out.
    fn foot(&self, pen: &mut Pen, say: &dyn Say, top: f64, rest: &[&Input]) -> f64 {
        let (low, high) = (say.word(Word::AtLow), say.word(Word::AtHigh));
        let y = top + 14.0;
        pen.rect("bar-low", (1.0, y - 9.0), (16.0, 10.0));
        pen.text("mark", (24.0, y), Side::Start, &low);
        let next = 24.0 + width(&low, SIZE) + 18.0;
        pen.rect("bar-high", (next, y - 9.0), (16.0, 10.0));
        pen.text("mark", (next + 24.0, y), Side::Start, &high);
        let Some(widest) = rest.first() else { return y + 6.0 };
        let said = format!("{}: ≤ {}", say.more(rest.len()), self.unit.say(say, widest.swing()));
        pen.text("mark", (0.0, y + 20.0), Side::Start, &said);
        y + 26.0
    }

    fn row<'a>(&self, say: &dyn Say, input: &'a Input) -> Row<'a> {
        let of = |x| self.unit.mark(say, x);
        let figure = format!("{} – {}", of(input.at_low.min(input.at_high)), of(input.at_low.max(input.at_high)));
        let says = format!("{} ({}): {figure}", input.label, input.range).replace(" ()", "");
        Row { name: &input.label, figure, says, href: input.href.as_deref(), strong: false }
    }

    fn table(&self, say: &dyn Say) -> Table {
        let words = [Word::Name, Word::Value, Word::AtLow, Word::AtHigh, Word::Swing];
        let of = |x| said(say, self.unit, Some(x));
        let row = |i: &Input| {
            vec![i.label.clone(), i.range.clone(), of(i.at_low), of(i.at_high), of((i.at_high - i.at_low).abs())]
        };
        Table { headers: words.map(|w| say.word(w)).to_vec(), rows: self.inputs.iter().map(row).collect(), words: &[1] }
    }
}

/// A bar from `zero` to `end`, around the height `y`.
pub(super) fn bar(pen: &mut Pen, class: &str, zero: f64, end: f64, y: f64) {
    pen.rect(class, (zero.min(end), y - 7.0), ((end - zero).abs(), 14.0));
}

#[cfg(test)]
mod tests {
    use super::super::English;
    use super::*;

    #[test]
    fn a_small_one() {
        let input = |label: &str, at_low, at_high| Input { label: label.into(), at_low, at_high, ..Input::default() };
        let tornado = Tornado {
            title: "Which estimate matters".into(),
            desc: "Attempts matter most.".into(),
            across: "expected loss".into(),
            base: 310e3,
            inputs: vec![input("Outage", 250e3, 400e3), input("Attempts", 120e3, 690e3)],
            ..Tornado::default()
        };
        let chart = tornado.chart(&English);
        insta::assert_snapshot!(chart.narrow.svg().replace("><", ">\n<"), @r##"
        <svg class="chart narrow" viewBox="0 0 360 168" role="img">
        <title>Which estimate matters</title>
        <desc>Attempts matter most.</desc>
        <line class="grid" x1="4" y1="24" x2="4" y2="110"/>
        <text class="mark" x="4.2" y="125" text-anchor="middle">0</text>
        <line class="grid" x1="92" y1="24" x2="92" y2="110"/>
        <text class="mark" x="92" y="125" text-anchor="middle">200 k</text>
        <line class="grid" x1="180" y1="24" x2="180" y2="110"/>
        <text class="mark" x="180" y="125" text-anchor="middle">400 k</text>
        <line class="grid" x1="268" y1="24" x2="268" y2="110"/>
        <text class="mark" x="268" y="125" text-anchor="middle">600 k</text>
        <line class="grid" x1="356" y1="24" x2="356" y2="110"/>
        <text class="mark" x="341.1" y="125" text-anchor="middle">800 k</text>
        <text class="across" x="356" y="142" text-anchor="end">expected loss</text>
        <rect class="bar-low" x="56.8" y="44" width="83.6" height="14"/>
        <rect class="bar-high" x="140.4" y="44" width="167.2" height="14"/>
        <rect class="bar-low" x="114" y="86" width="26.4" height="14"/>
        <rect class="bar-high" x="140.4" y="86" width="39.6" height="14"/>
        <line class="zero" x1="140.4" y1="18" x2="140.4" y2="110"/>
        <text class="strong" x="140.4" y="12" text-anchor="middle">base EUR 310 k</text>
        <g class="pt row">
        <title>Attempts: 120 k – 690 k</title>
        <text class="name" x="4" y="38">Attempts</text>
        <text class="mark" x="358" y="38" text-anchor="end">120 k – 690 k</text>
        </g>
        <g class="pt row">
        <title>Outage: 250 k – 400 k</title>
        <text class="name" x="4" y="80">Outage</text>
        <text class="mark" x="358" y="80" text-anchor="end">250 k – 400 k</text>
        </g>
        <rect class="bar-low" x="1" y="153" width="16" height="10"/>
        <text class="mark" x="24" y="162">input low</text>
        <rect class="bar-high" x="106.6" y="153" width="16" height="10"/>
        <text class="mark" x="130.6" y="162">input high</text>
        </svg>
        "##);
    }
}
