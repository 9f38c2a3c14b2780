//! Calibration: of what was stated with a probability, how much came true.

use super::label::{ANYWHERE, Labels, around};
use super::plot::{Axis, Plot};
use super::say::{Say, Unit, Word};
use super::scale::Scale;
use super::svg::{Pen, Point, Side, sane, share};
use super::{Chart, Size, Table, said};

/// Statements by how probable they were said to be.
#[derive(Clone, Debug, Default)]
pub struct Calibration {
    pub title: String,
    pub desc: String,
    /// Names the stated probability.
    pub across: String,
    /// Names the observed share.
    pub up: String,
    pub bins: Vec<Bin>,
}

/// Statements of about the same probability; all shares from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bin {
    /// Their mean stated probability.
    pub stated: f64,
    /// The share of them that came true.
    pub observed: f64,
    /// The 90 % interval of that share, given how few they are.
    pub interval: Option<(f64, f64)>,
    /// How many they are.
    pub count: u64,
}

impl Bin {
    fn drawn(&self) -> Option<(f64, f64)> {
        share(Some(self.stated)).zip(share(Some(self.observed)))
    }

    fn ends(&self) -> Option<(f64, f64)> {
        let (low, high) = self.interval?;
        share(Some(low.min(high))).zip(share(Some(low.max(high))))
    }

    /// The stated probability lies outside what was observed.
    fn off(&self) -> bool {
        self.ends().is_some_and(|(low, high)| self.stated < low || self.stated > high)
    }
}

impl Calibration {
    /// Draws it.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        let known: Vec<&Bin> = self.bins.iter().filter(|b| b.drawn().is_some()).collect();
        Chart::drawn((&self.title, &self.desc), say, self.table(say), |pen, size| {
            (!known.is_empty()).then(|| self.draw(pen, size, say, &known))
        })
    }

    fn draw(&self, pen: &mut Pen, size: Size, say: &dyn Say, known: &[&Bin]) -> f64 {
        let whole = |ends| Scale::exact((0.0, 1.0), ends);
        let x = Axis { title: &self.across, unit: Unit::Share, scale: &whole, marks: (10, 5) };
        let y = Axis { title: &self.up, unit: Unit::Share, scale: &whole, marks: (5, 5) };
        let plot = Plot::drawn(pen, say, size, 0.0, size.pick(360.0, 340.0), &x, &y);
        let (from, to) = (plot.place(0.0, 0.0), plot.place(1.0, 1.0));
        pen.line("limit-line", from, to);
        let mut labels = Labels::new(plot.area());
        labels.avoid(0, &[from, to]);
        let most = known.iter().map(|b| b.count).max().unwrap_or(1).max(1);
        for b in known {
            self.bin(pen, say, &plot, &mut labels, b, most);
        }
        for b in known {
            let Some((stated, observed)) = b.drawn() else { continue };
            let at = plot.place(stated, observed);
            let count = say.number(b.count as f64, 0);
            if let Some((spot, side)) = labels.put(&count, None, ANYWHERE, around(at, radius(b, most))) {
                pen.text("label light", spot, side, &count);
            }
        }
        let spots = (2..19).rev().flat_map(|i| {
            let (x, y) = plot.place(f64::from(i) / 20.0, f64::from(i) / 20.0);
            [((x - 8.0, y - 6.0), Side::End), ((x + 8.0, y + 16.0), Side::Start)]
        });
        let word = say.word(Word::Perfect);
        if let Some((spot, side)) = labels.put(&word, Some(0), ANYWHERE, spots) {
            pen.text("label light", spot, side, &word);
        }
        plot.bottom + 42.0
    }

    fn bin(&self, pen: &mut Pen, say: &dyn Say, plot: &Plot, labels: &mut Labels, b: &Bin, most: u64) {
        let Some((stated, observed)) = b.drawn() else { return };
        let (at, r) = (plot.place(stated, observed), radius(b, most));
        labels.take((at.0 - r, at.1 - r, at.0 + r, at.1 + r));
        let class = if b.off() { "bin-group off" } else { "bin-group" };
        pen.begin(&Point { class, says: &self.sentence(say, b), focus: true, href: None });
        if let Some((low, high)) = b.ends() {
            let (low, high) = (plot.y.place(low), plot.y.place(high));
            labels.avoid(1, &[(at.0, low), (at.0, high)]);
            pen.line("bin-whisker", (at.0, low), (at.0, high));
            for y in [low, high] {
                pen.line("bin-whisker", (at.0 - 4.0, y), (at.0 + 4.0, y));
            }
        }
        pen.circle("bin", at, r);
        pen.end();
    }

    fn sentence(&self, say: &dyn Say, b: &Bin) -> String {
        let interval = b.ends().map(|(l, h)| format!(" ({} – {})", say.share(l), say.share(h))).unwrap_or_default();
        let (stated, observed) = (say.word(Word::Stated), say.word(Word::Observed));
        let count = format!("{} {}", say.word(Word::Count), say.number(b.count as f64, 0));
        format!("{stated} {}, {observed} {}{interval} · {count}", say.share(b.stated), say.share(b.observed))
    }

    fn table(&self, say: &dyn Say) -> Table {
        let words = [Word::Stated, Word::Observed, Word::Low, Word::High, Word::Count];
        let of = |x: Option<f64>| said(say, Unit::Share, x.and_then(sane));
        let row = |b: &Bin| {
            let count = say.number(b.count as f64, 0);
            let (low, high) = (b.interval.map(|i| i.0), b.interval.map(|i| i.1));
            vec![of(Some(b.stated)), of(Some(b.observed)), of(low), of(high), count]
        };
        Table { headers: words.map(|w| say.word(w)).to_vec(), rows: self.bins.iter().map(row).collect(), words: &[] }
    }
}

/// The area of a point grows with the count.
fn radius(b: &Bin, most: u64) -> f64 {
    3.5 + 5.0 * (b.count as f64 / most as f64).sqrt()
}
