//! Certainty over time, what is required of it, and the acts that moved it.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::label::{ANYWHERE, Labels};
use super::plot::{Axis, Plot, between};
use super::say::{Say, Unit, Word};
use super::scale::Scale;
use super::svg::{Pen, Point, Side, at, share};
use super::text::{SIZE, width, wrapped};
use super::{Chart, Size, Table, said};

/// The most acts that are drawn: the newest.
const MOST_ACTS: usize = 9;
/// The most moments one can point at.
const MOST_STOPS: usize = 60;

/// Certainty from moment to moment.
#[derive(Clone, Debug, Default)]
pub struct Trend {
    pub title: String,
    pub desc: String,
    /// Names what is drawn: "certainty".
    pub up: String,
    pub moments: Vec<Moment>,
    /// What is required from each day on.
    pub required: Vec<(Date, f64)>,
    pub acts: Vec<Act>,
}

/// Certainty on a day; shares from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moment {
    pub day: Date,
    /// `None`: nobody knew. The line has a gap there.
    pub value: Option<f64>,
    /// 5th to 95th percentile over estimate worlds.
    pub band: Option<(f64, f64)>,
}

/// An act that moved it.
#[derive(Clone, Debug, Default)]
pub struct Act {
    pub day: Date,
    pub label: String,
    pub href: Option<String>,
}

/// Days since 1970, which is what the axis counts.
pub(super) fn days(day: Date) -> f64 {
    f64::from((day - Date::constant(1970, 1, 1)).get_days())
}

/// From the first day to the last; a month on either side of a single one.
pub(super) fn span(first: Date, last: Date) -> (f64, f64) {
    match first == last {
        true => (days(first) - 30.0, days(last) + 30.0),
        false => (days(first), days(last)),
    }
}

/// A moment with a place on paper.
struct Placed {
    moment: Moment,
    x: f64,
    y: Option<f64>,
    band: Option<(f64, f64)>,
}

impl Trend {
    /// Draws it.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        let mut moments: Vec<Moment> = self.moments.clone();
        moments.sort_by_key(|m| m.day);
        let known = moments.iter().any(|m| share(m.value).is_some());
        Chart::drawn((&self.title, &self.desc), say, self.table(say, &moments), |pen, size| {
            known.then(|| self.draw(pen, size, say, &moments))
        })
    }

    fn draw(&self, pen: &mut Pen, size: Size, say: &dyn Say, moments: &[Moment]) -> f64 {
        let of_acts = self.acts.iter().map(|a| a.day);
        let all: Vec<Date> = moments.iter().map(|m| m.day).chain(of_acts).collect();
        let (first, last) =
            (all.iter().min().copied().unwrap_or_default(), all.iter().max().copied().unwrap_or_default());
        let x_scale = |ends| Scale::exact(span(first, last), ends);
        let y_scale = |ends| Scale::exact((0.0, 1.0), ends);
        let x = Axis { title: "", unit: Unit::Number, scale: &x_scale, marks: (0, 0) };
        let y = Axis { title: &self.up, unit: Unit::Share, scale: &y_scale, marks: (5, 5) };
        let top = if self.acts.is_empty() { 0.0 } else { 18.0 };
        let plot = Plot::framed(pen, say, size, (top, size.pick(270.0, 250.0) + top), &x, &y);
        let mark = if short(first, last) { say.date(last) } else { say.month(last) };
        let room = ((plot.right - plot.left) / (width(&mark, SIZE) + 14.0)).clamp(2.0, 8.0) as usize;
        let marks: Vec<(f64, String)> =
            calendar(say, first, last, room).into_iter().map(|(d, w)| (plot.x.place(days(d)), w)).collect();
        plot.under(pen, size, &marks);
        let placed: Vec<Placed> = moments.iter().map(|m| place(&plot, m)).collect();
        let acts = self.flags(pen, say, &plot);
        self.required(pen, say, &plot, &placed);
        lines(pen, &placed);
        stops(pen, say, &plot, &placed, self.required.as_slice());
        self.list(pen, say, size, plot.bottom + 28.0, &acts)
    }

    /// What is required, step by step, and where it was missed; named at its last step.
    fn required(&self, pen: &mut Pen, say: &dyn Say, plot: &Plot, placed: &[Placed]) {
        let mut steps: Vec<(f64, f64)> =
            self.required.iter().filter_map(|(d, s)| Some((days(*d), share(Some(*s))?))).collect();
        steps.sort_by(|a, b| a.0.total_cmp(&b.0));
        let Some((from, last)) = steps.last().copied() else { return };
        let mut line = Vec::new();
        for (i, (day, need)) in steps.iter().enumerate() {
            let until = steps.get(i + 1).map_or(plot.right, |n| plot.x.place(n.0));
            let y = plot.y.place(*need);
            line.extend([(plot.x.place(*day), y), (until, y)]);
        }
        let mut labels = Labels::new((plot.left, plot.top - 2.0, plot.right, plot.bottom));
        for stretch in placed.chunk_by(|a, b| a.y.is_some() == b.y.is_some()) {
            let values: Vec<(f64, f64)> = stretch.iter().filter_map(|p| Some((p.x, p.y?))).collect();
            between(pen, &values, &line, |value, need| value >= need);
            labels.avoid(0, &values);
        }
        pen.path("need-line", &line, false);
        let word = format!("{} {}", say.share(last), say.word(Word::Required));
        let (from, y) = (plot.x.place(from), plot.y.place(last));
        // Within the step it names, at its end if it is too short for that.
        let slack = (plot.right - from - width(&word, SIZE)).max(0.0);
        let places = (0..=10).map(|i| plot.right - slack * f64::from(i) / 10.0);
        let spots = places.flat_map(|x| [((x, y - 6.0), Side::End), ((x, y + 16.0), Side::End)]);
        if let Some((at, side)) = labels.put(&word, Some(1), ANYWHERE, spots) {
            pen.text("label tolerance", at, side, &word);
        }
    }

    /// The newest acts, oldest first, numbered where they stand in time; flags that would touch stand apart.
    fn flags(&self, pen: &mut Pen, say: &dyn Say, plot: &Plot) -> Vec<&Act> {
        let mut acts: Vec<&Act> = self.acts.iter().collect();
        acts.sort_by_key(|a| a.day);
        let acts = acts.split_off(acts.len().saturating_sub(MOST_ACTS));
        let mut places: Vec<f64> = acts.iter().map(|a| plot.x.place(days(a.day))).collect();
        for i in 1..places.len() {
            let before = places.get(i - 1).copied().unwrap_or_default();
            if let Some(p) = places.get_mut(i) {
                *p = p.max(before + 21.0);
            }
        }
        let mut free = plot.right + 4.0;
        for p in places.iter_mut().rev() {
            *p = p.min(free);
            free = *p - 21.0;
        }
        for (i, (act, x)) in acts.iter().zip(&places).enumerate() {
            let foot = plot.x.place(days(act.day));
            let flag = (*x, plot.top - 13.0);
            let says = format!("{}: {}", say.date(act.day), act.label);
            pen.line("flag-line", (foot, plot.top), (foot, plot.bottom));
            pen.line("flag-line", (foot, plot.top), flag);
            pen.begin(&Point { class: "act", says: &says, focus: act.href.is_none(), href: None });
            pen.circle("flag", flag, 9.0);
            pen.text("flag-number", (flag.0, flag.1 + 4.0), Side::Middle, &(i + 1).to_string());
            pen.end();
        }
        acts
    }

    /// What the numbers stand for. Answers with where the list ends.
    fn list(&self, pen: &mut Pen, say: &dyn Say, size: Size, top: f64, acts: &[&Act]) -> f64 {
        pen.readout_width = 0.0;
        let mut y = top;
        let when = acts.iter().map(|a| width(&say.date(a.day), SIZE)).fold(0.0, f64::max) + 10.0;
        for (i, act) in acts.iter().enumerate() {
            y += 21.0;
            pen.text("strong", (6.0, y), Side::Start, &(i + 1).to_string());
            pen.text("mark", (24.0, y), Side::Start, &say.date(act.day));
            pen.begin(&Point { class: "row", says: &act.label, href: act.href.as_deref(), focus: false });
            let lines = wrapped(&act.label, size.width() - 26.0 - when, SIZE, 2);
            for (i, line) in lines.iter().enumerate() {
                pen.text("name", (24.0 + when, y + 17.0 * i as f64), Side::Start, line);
            }
            y += 17.0 * lines.len().saturating_sub(1) as f64;
            pen.end();
        }
        let left = self.acts.len() - acts.len();
        if left > 0 {
            y += 21.0;
            pen.text("mark", (24.0, y), Side::Start, &say.more(left));
        }
        y + 8.0
    }

    fn table(&self, say: &dyn Say, moments: &[Moment]) -> Table {
        let words = [Word::Date, Word::Certainty, Word::Low, Word::High, Word::Required, Word::Act];
        let of = |x| said(say, Unit::Share, share(x));
        let row = |day: Date, m: Option<&Moment>, acts: &str| {
            let need = required_on(&self.required, day).map(|n| say.share(n)).unwrap_or_default();
            let [value, low, high] = match m {
                Some(m) => [of(m.value), of(m.band.map(|b| b.0)), of(m.band.map(|b| b.1))],
                None => Default::default(),
            };
            vec![say.date(day), value, low, high, need, acts.to_owned()]
        };
        let mut rows: Vec<(Date, Vec<String>)> = moments.iter().map(|m| (m.day, row(m.day, Some(m), ""))).collect();
        rows.extend(self.acts.iter().map(|a| (a.day, row(a.day, None, &a.label))));
        rows.sort_by_key(|r| r.0);
        Table {
            headers: words.map(|w| say.word(w)).to_vec(),
            rows: rows.into_iter().map(|r| r.1).collect(),
            words: &[5],
        }
    }
}

fn required_on(required: &[(Date, f64)], day: Date) -> Option<f64> {
    required.iter().filter(|r| r.0 <= day).max_by_key(|r| r.0).and_then(|r| share(Some(r.1)))
}

fn place(plot: &Plot, m: &Moment) -> Placed {
    let band = m.band.and_then(|(l, h)| share(Some(l.min(h))).zip(share(Some(l.max(h)))));
    let y = |s| plot.y.place(s);
    Placed { moment: *m, x: plot.x.place(days(m.day)), y: share(m.value).map(y), band: band.map(|(l, h)| (y(l), y(h))) }
}

/// The line in stretches without gaps, the band of each, and a dotted line across what is not known.
fn lines(pen: &mut Pen, placed: &[Placed]) {
    let mut last: Option<(f64, f64)> = None;
    for stretch in placed.chunk_by(|a, b| a.y.is_some() == b.y.is_some()) {
        let line: Vec<(f64, f64)> = stretch.iter().filter_map(|p| Some((p.x, p.y?))).collect();
        let (Some(first), Some(end)) = (line.first(), line.last()) else { continue };
        if let Some(last) = last {
            pen.line("gap-line", last, *first);
        }
        last = Some(*end);
        let high = stretch.iter().filter_map(|p| Some((p.x, p.band?.1)));
        let low = stretch.iter().rev().filter_map(|p| Some((p.x, p.band?.0)));
        let around: Vec<(f64, f64)> = high.chain(low).collect();
        pen.path("band", &around, true);
        pen.path("curve today", &line, false);
        if line.len() == 1 {
            pen.circle("dot-at", *first, 4.0);
        }
    }
    if let Some(last) = last {
        pen.circle("dot-at", last, 4.5);
    }
}

/// What can be pointed at: the certainty of each moment; the keyboard stops at the newest.
fn stops(pen: &mut Pen, say: &dyn Say, plot: &Plot, placed: &[Placed], required: &[(Date, f64)]) {
    if pen.still {
        return;
    }
    let shown: Vec<&Placed> = placed.iter().step_by(placed.len().div_ceil(MOST_STOPS).max(1)).collect();
    for (i, p) in shown.iter().enumerate() {
        let left = i.checked_sub(1).and_then(|j| shown.get(j)).map_or(plot.left, |l| (l.x + p.x) / 2.0);
        let right = shown.get(i + 1).map_or(plot.right + 6.0, |r| (r.x + p.x) / 2.0);
        let m = p.moment;
        let mut says = format!("{}: {}", say.date(m.day), said(say, Unit::Share, share(m.value)));
        if let Some((l, h)) = m.band.filter(|_| p.band.is_some()) {
            let _ = write!(says, " ({} – {})", say.share(l.min(h)), say.share(l.max(h)));
        }
        if let Some(n) = required_on(required, m.day) {
            let _ = write!(says, " · {} {}", say.word(Word::Required), say.share(n));
        }
        pen.begin(&Point { class: "stop", says: &says, focus: i + 1 == shown.len(), href: None });
        pen.rect("hit", (left, plot.top), (right - left, plot.bottom - plot.top));
        pen.line("hair", (p.x, plot.top), (p.x, plot.bottom));
        if let Some(y) = p.y {
            let _ = write!(pen.out, r#"<circle class="dot" cx="{}" cy="{}" r="3.5"/>"#, at(p.x), at(y));
        }
        pen.end();
    }
}

/// So short a time that days are named and not months.
pub(super) fn short(first: Date, last: Date) -> bool {
    days(last) - days(first) < 62.0
}

/// Firsts of months, or days where the time is short, so that at most `most` are named.
pub(super) fn calendar(say: &dyn Say, first: Date, last: Date, most: usize) -> Vec<(Date, String)> {
    let length = (days(last) - days(first)).max(1.0);
    if short(first, last) {
        let every = [1, 2, 7, 14, 28].into_iter().find(|d| length / f64::from(*d) < most as f64).unwrap_or(28);
        let steps = (0..=most as i32).filter_map(|i| first.checked_add(jiff::Span::new().days(i * every)).ok());
        return steps.filter(|d| *d <= last).map(|d| (d, say.date(d))).collect();
    }
    let months = length / 30.44;
    let steps = [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 60000, 600_000];
    let every = steps.into_iter().find(|m| months / f64::from(*m) <= most as f64).unwrap_or(600_000);
    let count = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month()) - 1;
    let start = count(first).div_euclid(every) * every;
    let firsts = (0..most as i32 + 3).filter_map(|i| {
        let n = start + i * every;
        let year = i16::try_from(n.div_euclid(12)).ok()?;
        Date::new(year, i8::try_from(n.rem_euclid(12) + 1).ok()?, 1).ok()
    });
    firsts.filter(|d| *d >= first && *d <= last).map(|d| (d, say.month(d))).collect()
}
