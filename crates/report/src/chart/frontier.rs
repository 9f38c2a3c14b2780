//! The efficient frontier: what each set of treatments costs and what it brings.

use super::label::{ANYWHERE, Labels, around};
use super::plot::{Axis, Plot};
use super::say::{Say, Unit, Word};
use super::scale::{Scale, extent};
use super::svg::{Pen, Point, Side, sane};
use super::text::{SIZE, fit, width};
use super::{Chart, Size, Table, said};

/// The most sets of no distinction that are drawn; they are a backdrop, the table has them all.
const MOST_DOTS: usize = 400;
/// The most distinguished sets that are named beside their points.
const MOST_NAMES: usize = 14;

/// Sets of treatments to choose from.
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    pub title: String,
    pub desc: String,
    /// Names the axis of costs and its currency.
    pub across: String,
    /// Names what the sets bring: "certainty", "expected loss".
    pub up: String,
    /// What they bring is measured in.
    pub unit: Unit,
    pub sets: Vec<Set>,
    /// The most that may be spent.
    pub budget: Option<f64>,
    /// What is required of what they bring.
    pub need: Option<f64>,
}

/// One set of treatments.
#[derive(Clone, Debug, Default)]
pub struct Set {
    pub name: String,
    /// In major units.
    pub cost: f64,
    pub value: f64,
    /// The band of the value given what is not known.
    pub band: Option<(f64, f64)>,
    /// Nothing else brings as much for the same money.
    pub efficient: bool,
    /// What is done today.
    pub current: bool,
    /// What is proposed or decided.
    pub chosen: bool,
    pub href: Option<String>,
}

impl Set {
    fn distinguished(&self) -> bool {
        self.efficient || self.current || self.chosen
    }

    fn state(&self, say: &dyn Say) -> String {
        let words = [(self.current, Word::Current), (self.chosen, Word::Chosen), (self.efficient, Word::Efficient)];
        let words: Vec<String> = words.iter().filter(|w| w.0).map(|w| say.word(w.1)).collect();
        words.join(", ")
    }
}

impl Frontier {
    /// Draws it.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        let known: Vec<&Set> = self.sets.iter().filter(|s| sane(s.cost).is_some() && sane(s.value).is_some()).collect();
        Chart::drawn((&self.title, &self.desc), say, self.table(say), |pen, size| {
            (!known.is_empty()).then(|| self.draw(pen, size, say, &known))
        })
    }

    fn draw(&self, pen: &mut Pen, size: Size, say: &dyn Say, known: &[&Set]) -> f64 {
        let budget = self.budget.and_then(sane);
        let need = self.need.and_then(sane);
        let costs = extent(known.iter().map(|s| s.cost).chain(budget).chain([0.0])).unwrap_or_default();
        let bands = known.iter().filter(|s| s.distinguished()).filter_map(|s| s.band).flat_map(|b| [b.0, b.1]);
        let values = extent(known.iter().map(|s| s.value).chain(need).chain(bands)).unwrap_or_default();
        let x_scale = |ends| Scale::linear(costs, ends, size.pick(7, 4));
        let y_scale = |ends| Scale::linear(values, ends, 5);
        let x = Axis { title: &self.across, unit: Unit::Money, scale: &x_scale, marks: (8, 5) };
        let y = Axis { title: &self.up, unit: self.unit, scale: &y_scale, marks: (6, 6) };
        let plot = Plot::drawn(pen, say, size, 0.0, size.pick(340.0, 340.0), &x, &y);
        let mut labels = Labels::new(plot.area());
        take(&plot, &mut labels, known);
        self.limits(pen, say, &plot, &mut labels, budget, need);
        backdrop(pen, &plot, known);
        let mut best: Vec<&Set> = known.iter().copied().filter(|s| s.efficient).collect();
        best.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let line: Vec<(f64, f64)> = best.iter().map(|s| plot.place(s.cost, s.value)).collect();
        pen.path("front", &line, false);
        labels.avoid(0, &line);
        let bottom = plot.bottom + 42.0;
        match size {
            Size::Wide => self.named(pen, say, &plot, &mut labels, known),
            Size::Narrow => return self.numbered(pen, say, &plot, &mut labels, known, bottom),
        }
        bottom
    }

    /// What may be spent, and what is required.
    fn limits(
        &self,
        pen: &mut Pen,
        say: &dyn Say,
        plot: &Plot,
        labels: &mut Labels,
        budget: Option<f64>,
        need: Option<f64>,
    ) {
        if let Some(b) = budget {
            let x = plot.x.place(b);
            pen.rect("over", (x, plot.top), (plot.right - x, plot.bottom - plot.top));
            pen.line("limit-line", (x, plot.top), (x, plot.bottom));
            let word = format!("{} {}", say.word(Word::Budget), say.amount(b));
            let spots = [plot.bottom - 8.0, plot.top + 12.0]
                .into_iter()
                .flat_map(|y| [((x + 6.0, y), Side::Start), ((x - 6.0, y), Side::End)]);
            if let Some((at, side)) = labels.put(&word, None, ANYWHERE, spots) {
                pen.text("label light", at, side, &word);
            }
            labels.avoid(1, &[(x, plot.top), (x, plot.bottom)]);
        }
        if let Some(n) = need {
            let y = plot.y.place(n);
            pen.line("need-line", (plot.left, y), (plot.right, y));
            let word = format!("{} {}", say.word(Word::Required), self.unit.say(say, n));
            let places = (0..=8).map(|i| plot.left + 6.0 + (plot.right - plot.left) * f64::from(i) / 10.0);
            let spots = places.flat_map(|x| [((x, y - 5.0), Side::Start), ((x, y + 15.0), Side::Start)]);
            if let Some((at, side)) = labels.put(&word, None, ANYWHERE, spots) {
                pen.text("label tolerance", at, side, &word);
            }
            labels.avoid(2, &[(plot.left, y), (plot.right, y)]);
        }
    }

    /// One distinguished set.
    fn point(&self, pen: &mut Pen, say: &dyn Say, plot: &Plot, s: &Set) -> (f64, f64) {
        let at = plot.place(s.cost, s.value);
        let says = self.sentence(say, s);
        pen.begin(&Point { class: "best", says: &says, focus: true, href: s.href.as_deref() });
        mark(pen, plot, s, at);
        pen.end();
        at
    }

    /// The distinguished sets with their names, what is chosen and done first so that those find a place.
    fn named(&self, pen: &mut Pen, say: &dyn Say, plot: &Plot, labels: &mut Labels, known: &[&Set]) {
        let mut sets: Vec<&Set> = known.iter().copied().filter(|s| s.distinguished()).collect();
        sets.sort_by_key(|s| (!s.chosen, !s.current));
        for (i, s) in sets.iter().enumerate() {
            let at = self.point(pen, say, plot, s);
            let name = fit(&name(say, s), 300.0, SIZE);
            let spot = (i < MOST_NAMES).then(|| labels.put(&name, None, ANYWHERE, around(at, 6.0))).flatten();
            if let Some((spot, side)) = spot {
                let class = if s.chosen || s.current { "label" } else { "label light" };
                pen.text(class, spot, side, &name);
            }
        }
    }

    /// The same where there is no room for names: numbers, and what they stand for below. Answers with where that ends.
    fn numbered(
        &self,
        pen: &mut Pen,
        say: &dyn Say,
        plot: &Plot,
        labels: &mut Labels,
        known: &[&Set],
        top: f64,
    ) -> f64 {
        let mut sets: Vec<&Set> = known.iter().copied().filter(|s| s.distinguished()).collect();
        sets.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let (end, mut y) = (Size::Narrow.width() - 2.0, top);
        for (i, s) in sets.iter().enumerate() {
            let at = self.point(pen, say, plot, s);
            if i >= MOST_NAMES {
                continue;
            }
            let number = (i + 1).to_string();
            if let Some((spot, side)) = labels.put(&number, None, ANYWHERE, around(at, 5.0)) {
                pen.text("label", spot, side, &number);
            }
            y += 21.0;
            let figure = format!("{} · {}", Unit::Money.mark(say, s.cost), self.unit.mark(say, s.value));
            let room = end - width(&figure, SIZE) - 34.0;
            pen.text("strong", (4.0, y), Side::Start, &number);
            pen.text("name", (24.0, y), Side::Start, &fit(&name(say, s), room, SIZE));
            pen.text("mark", (end, y), Side::End, &figure);
        }
        y + 8.0
    }

    fn sentence(&self, say: &dyn Say, s: &Set) -> String {
        let band = s.band.map(|(l, h)| format!(" ({} – {})", self.unit.say(say, l), self.unit.say(say, h)));
        let value = format!("{}{}", self.unit.say(say, s.value), band.unwrap_or_default());
        format!("{}: {}, {value} · {}", s.name, say.amount(s.cost), s.state(say))
    }

    fn table(&self, say: &dyn Say) -> Table {
        let words = [Word::Name, Word::Cost, Word::Value, Word::State];
        let mut headers = words.map(|w| say.word(w)).to_vec();
        if let Some(h) = headers.get_mut(2).filter(|_| !self.up.is_empty()) {
            h.clone_from(&self.up);
        }
        let row = |s: &Set| {
            let (cost, value) = (said(say, Unit::Money, Some(s.cost)), said(say, self.unit, Some(s.value)));
            vec![s.name.clone(), cost, value, s.state(say)]
        };
        Table { headers, rows: self.sets.iter().map(row).collect(), words: &[3] }
    }
}

/// The sets of no distinction, thinned out where they are many.
fn plain<'a>(known: &[&'a Set]) -> impl Iterator<Item = &'a Set> {
    let plain: Vec<&Set> = known.iter().copied().filter(|s| !s.distinguished()).collect();
    let every = plain.len().div_ceil(MOST_DOTS).max(1);
    plain.into_iter().step_by(every)
}

fn backdrop(pen: &mut Pen, plot: &Plot, known: &[&Set]) {
    for s in plain(known) {
        pen.circle("set", plot.place(s.cost, s.value), 2.75);
    }
}

/// Keeps labels off the distinguished sets and their bands, and rather off the others.
fn take(plot: &Plot, labels: &mut Labels, known: &[&Set]) {
    for s in plain(known) {
        let at = plot.place(s.cost, s.value);
        labels.avoid(3, &[at, at]);
    }
    for s in known.iter().filter(|s| s.distinguished()) {
        let (x, y) = plot.place(s.cost, s.value);
        labels.take((x - 6.0, y - 6.0, x + 6.0, y + 6.0));
        if let Some((low, high)) = s.band.filter(|b| sane(b.0).is_some() && sane(b.1).is_some()) {
            labels.avoid(4, &[(x, plot.y.place(low)), (x, plot.y.place(high))]);
        }
    }
}

fn name(say: &dyn Say, s: &Set) -> String {
    match (s.chosen, s.current) {
        (true, _) => format!("{} ({})", s.name, say.word(Word::Chosen)),
        (_, true) if width(&s.name, SIZE) > 0.0 => format!("{} ({})", s.name, say.word(Word::Current)),
        _ => s.name.clone(),
    }
}

fn mark(pen: &mut Pen, plot: &Plot, s: &Set, at: (f64, f64)) {
    if let Some((low, high)) = s.band.filter(|b| sane(b.0).is_some() && sane(b.1).is_some()) {
        pen.line("whisker", (at.0, plot.y.place(low)), (at.0, plot.y.place(high)));
    }
    match (s.chosen, s.current) {
        (true, _) => pen.diamond("set-chosen", at, 8.0),
        (_, true) => pen.circle("set-current", at, 5.0),
        _ => pen.circle("set-best", at, 4.5),
    }
}
