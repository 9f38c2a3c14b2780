//! Loss exceedance: how probable it is to lose more than an amount in a year, and how probable that may be.
//!
//! Amounts stand on a logarithmic axis. Probabilities do too where what is tolerated is too rare to be seen beside the
//! rest. Tolerance is stated at points; the line between them is there for the eye and for the mark where a curve
//! crosses it, whether a point is met is judged at the point.

use super::label::{ANYWHERE, Labels, along, around};
use super::plot::{Axis, Plot, between, key};
use super::say::{Say, Unit, Word};
use super::scale::{Scale, extent};
use super::svg::{Pen, Point, sane, share};
use super::{Chart, Size, Table, said};

/// What is compared.
#[derive(Clone, Debug, Default)]
pub struct Exceedance {
    pub title: String,
    pub desc: String,
    /// Names the axis of amounts and its currency: "loss in the year, EUR".
    pub across: String,
    /// Names the axis of probabilities: "chance of losing more".
    pub up: String,
    pub curves: Vec<Curve>,
    /// The most that is tolerated.
    pub tolerance: Vec<TolerancePoint>,
    /// Points worth naming.
    pub marks: Vec<Mark>,
}

/// The part a curve plays, which gives it its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// As if there were no controls.
    Without,
    /// As it is.
    #[default]
    Today,
    /// With what has been decided.
    Decided,
    /// With something that could be decided.
    Option,
}

/// The probability of losing more than each amount.
#[derive(Clone, Debug, Default)]
pub struct Curve {
    pub name: String,
    pub part: Part,
    /// Amount in major units, and probability from 0 to 1.
    pub points: Vec<(f64, f64)>,
    /// Amount, lowest and highest probability given what is not known; may be empty.
    pub band: Vec<(f64, f64, f64)>,
}

/// The highest probability accepted for losing more than an amount.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TolerancePoint {
    pub amount: f64,
    pub probability: f64,
}

/// A point with a name.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    pub amount: f64,
    pub probability: f64,
    pub label: String,
}

/// A curve as it can be drawn: amounts ascend.
struct Line<'a> {
    curve: &'a Curve,
    class: String,
    points: Vec<(f64, f64)>,
    band: Vec<(f64, f64, f64)>,
}

fn amount(x: f64) -> Option<f64> {
    sane(x).filter(|x| *x >= 1e-6)
}

fn clean(points: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let mut out: Vec<(f64, f64)> = points.filter_map(|(x, p)| Some((amount(x)?, share(Some(p))?))).collect();
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out.dedup_by(|a, b| a.0 == b.0);
    out
}

impl<'a> Line<'a> {
    fn new(curve: &'a Curve, nth_option: usize) -> Self {
        let class = match curve.part {
            Part::Without => "curve without".to_owned(),
            Part::Today => "curve today".to_owned(),
            Part::Decided => "curve decided".to_owned(),
            Part::Option => format!("curve option o{}", nth_option % 3),
        };
        let band = curve.band.iter().copied().filter(|b| amount(b.0).is_some() && (0.0..=1.0).contains(&b.1));
        let mut band: Vec<_> = band.filter(|b| (0.0..=1.0).contains(&b.2)).collect();
        band.sort_by(|a, b| a.0.total_cmp(&b.0));
        band.dedup_by(|a, b| a.0 == b.0);
        Self { curve, class, points: clean(curve.points.iter().copied()), band }
    }

    /// The probability at an amount, between the points by the logarithm of the amount.
    fn probability(&self, amount: f64) -> Option<f64> {
        between_points(&self.points, amount)
    }
}

/// The height of points at an amount, between two of them by the logarithm of the amount.
fn between_points(points: &[(f64, f64)], amount: f64) -> Option<f64> {
    let after = points.partition_point(|p| p.0 < amount);
    let (x2, p2) = *points.get(after)?;
    let Some((x1, p1)) = after.checked_sub(1).and_then(|i| points.get(i)) else {
        return (x2 <= amount * (1.0 + 1e-9)).then_some(p2);
    };
    Some(p1 + (p2 - p1) * (amount / x1).ln() / (x2 / x1).ln())
}

/// Everything that can be drawn, and the scales for it.
struct Scene<'a> {
    data: &'a Exceedance,
    lines: Vec<Line<'a>>,
    tolerance: Vec<(f64, f64)>,
    across: (f64, f64),
    up: Up,
}

#[derive(Clone, Copy)]
enum Up {
    Linear(f64),
    Log(f64, f64),
}

impl Exceedance {
    /// Draws it.
    pub fn chart(&self, say: &dyn Say) -> Chart {
        let scene = self.scene();
        let table = scene.as_ref().map_or_else(Table::default, |s| s.table(say));
        Chart::drawn((&self.title, &self.desc), say, table, |pen, size| {
            scene.as_ref().map(|s| Drawing::new(pen, say, size, s).all(s))
        })
    }

    fn scene(&self) -> Option<Scene<'_>> {
        let mut options = 0..;
        let number = |c: &Curve| if c.part == Part::Option { options.next() } else { None };
        let numbers: Vec<usize> = self.curves.iter().map(number).map(Option::unwrap_or_default).collect();
        let lines: Vec<Line> = self.curves.iter().zip(numbers).map(|(c, n)| Line::new(c, n)).collect();
        let lines: Vec<Line> = lines.into_iter().filter(|l| !l.points.is_empty()).collect();
        let tolerance = clean(self.tolerance.iter().map(|t| (t.amount, t.probability)));
        let marks = clean(self.marks.iter().map(|m| (m.amount, m.probability)));
        let named: Vec<(f64, f64)> = tolerance.iter().chain(&marks).copied().collect();
        if lines.is_empty() && named.is_empty() {
            return None;
        }
        let up = up(&lines, &named);
        let across = across(&lines, &named, up)?;
        Some(Scene { data: self, lines, tolerance, across, up })
    }
}

/// Linear up to the highest probability; by logarithm where something named is too rare to be told from zero.
fn up(lines: &[Line], named: &[(f64, f64)]) -> Up {
    let of_lines = lines.iter().flat_map(|l| l.points.iter().map(|p| p.1).chain(l.band.iter().map(|b| b.2)));
    let top = of_lines.chain(named.iter().map(|n| n.1)).fold(0.0, f64::max).max(1e-9);
    let rarest = named.iter().map(|n| n.1).filter(|p| *p > 0.0).fold(top, f64::min);
    if rarest * 40.0 < top { Up::Log((rarest / 4.0).max(top / 1e5), top) } else { Up::Linear(top) }
}

/// From where the curves begin to fall to where nothing is left of them; all that is named lies between.
fn across(lines: &[Line], named: &[(f64, f64)], up: Up) -> Option<(f64, f64)> {
    let (top, least) = match up {
        Up::Linear(top) => (top, top * 0.004),
        Up::Log(low, top) => (top, low),
    };
    let starts = lines.iter().filter_map(|l| {
        let first = l.points.first()?.1;
        l.points.iter().take_while(|p| p.1 >= first - top * 0.015).last().map(|p| p.0)
    });
    let ends = lines.iter().filter_map(|l| l.points.iter().find(|p| p.1 < least).or(l.points.last()).map(|p| p.0));
    let all = starts.chain(ends).chain(named.iter().flat_map(|n| [n.0 / 2.0, n.0 * 2.0]));
    let (low, high) = extent(all)?;
    let low = round_down(low).max(high / 1e8);
    Some((low, high.max(low * 10.0)))
}

/// To 1, 2 or 5 times a power of ten.
fn round_down(x: f64) -> f64 {
    let power = 10_f64.powf(x.log10().floor());
    [5.0, 2.0, 1.0].into_iter().find(|m| m * power <= x).unwrap_or(1.0) * power
}

impl Scene<'_> {
    /// Amounts to read the curves at: round ones, and those for which something is tolerated.
    fn stops(&self) -> Vec<f64> {
        let scale = Scale::log(self.across, (0.0, 1.0));
        let finest = [scale.steps(&[1.0, 2.0, 5.0]), scale.steps(&[1.0, 3.0]), scale.steps(&[1.0])];
        finest.into_iter().find(|s| s.len() <= 16).unwrap_or_default()
    }

    /// What is said at an amount: the probability of each curve, and what is tolerated there.
    fn sentence(&self, say: &dyn Say, amount: f64) -> String {
        let curves =
            self.lines.iter().filter_map(|l| Some(format!("{} {}", l.curve.name, say.share(l.probability(amount)?))));
        let said: Vec<String> = curves.collect();
        format!("> {}: {}", say.amount(amount), said.join(" · "))
    }

    fn table(&self, say: &dyn Say) -> Table {
        let mut amounts: Vec<f64> = self.stops().into_iter().chain(self.tolerance.iter().map(|t| t.0)).collect();
        amounts.sort_by(f64::total_cmp);
        amounts.dedup();
        let mut headers = vec![say.word(Word::Amount)];
        for l in &self.lines {
            headers.push(l.curve.name.clone());
            if !l.band.is_empty() {
                headers.push(format!("{}, {}–{}", l.curve.name, say.word(Word::Low), say.word(Word::High)));
            }
        }
        headers.push(say.word(Word::Tolerated));
        Table { headers, rows: amounts.iter().map(|a| self.row(say, *a)).collect(), words: &[] }
    }

    fn row(&self, say: &dyn Say, amount: f64) -> Vec<String> {
        let mut row = vec![say.amount(amount)];
        for l in &self.lines {
            row.push(said(say, Unit::Share, l.probability(amount)));
            if !l.band.is_empty() {
                let of = |pick: fn(&(f64, f64, f64)) -> f64| {
                    let side: Vec<(f64, f64)> = l.band.iter().map(|b| (b.0, pick(b))).collect();
                    said(say, Unit::Share, between_points(&side, amount))
                };
                row.push(format!("{} – {}", of(|b| b.1), of(|b| b.2)));
            }
        }
        let tolerated = self.tolerance.iter().find(|t| t.0 == amount).map(|t| say.share(t.1));
        row.push(tolerated.unwrap_or_default());
        row
    }
}

/// How much a curve's name may be crossed; beyond that it stands below the chart.
const CROSSED: f64 = 14.0;

/// A curve's line on paper.
type Trace = Vec<(f64, f64)>;

struct Drawing<'p> {
    pen: &'p mut Pen,
    say: &'p dyn Say,
    size: Size,
    plot: Plot,
    labels: Labels,
}

impl<'p> Drawing<'p> {
    fn new(pen: &'p mut Pen, say: &'p dyn Say, size: Size, scene: &Scene) -> Self {
        let x_scale = |ends| Scale::log(scene.across, ends);
        let y_scale = |ends| match scene.up {
            Up::Linear(top) => Scale::linear((0.0, top), ends, 5),
            Up::Log(low, high) => Scale::log((low, high), ends),
        };
        let x = Axis { title: &scene.data.across, unit: Unit::Money, scale: &x_scale, marks: (9, 6) };
        let y = Axis { title: &scene.data.up, unit: Unit::Share, scale: &y_scale, marks: (6, 6) };
        let plot = Plot::drawn(pen, say, size, 0.0, size.pick(330.0, 320.0), &x, &y);
        let labels = Labels::new(plot.area());
        Self { pen, say, size, plot, labels }
    }

    fn all(mut self, scene: &Scene) -> f64 {
        let traces: Vec<Trace> = scene.lines.iter().map(|l| self.trace(&l.points)).collect();
        let tolerance: Trace = scene.tolerance.iter().map(|t| self.plot.place(t.0, t.1)).collect();
        for l in &scene.lines {
            self.band(l);
        }
        let judged = scene.lines.iter().position(|l| l.curve.part == Part::Today);
        if let Some(today) = judged.and_then(|i| traces.get(i)) {
            self.excess(today, &tolerance);
        }
        self.pen.path("tolerance", &tolerance, false);
        for (l, trace) in scene.lines.iter().zip(&traces) {
            self.pen.path(&l.class, trace, false);
        }
        for (i, trace) in traces.iter().chain([&tolerance]).enumerate() {
            self.labels.avoid(i, trace);
        }
        for at in &tolerance {
            self.labels.take((at.0 - 6.0, at.1 - 6.0, at.0 + 6.0, at.1 + 6.0));
        }
        self.stops(scene, &traces);
        self.crossings(scene, &traces, &tolerance);
        self.tolerance(scene, judged, &tolerance);
        self.marks(scene);
        let rest = self.names(scene, &traces, &tolerance);
        let bottom = self.plot.bottom + 42.0;
        bottom + key(self.pen, self.size, bottom, &rest)
    }

    /// The part of a line within the axes; thinned to what can be told apart. What falls below a logarithmic axis
    /// ends on it.
    fn trace(&self, points: &[(f64, f64)]) -> Trace {
        let plot = &self.plot;
        let from = points.partition_point(|p| p.0 < plot.x.value(0.0)).saturating_sub(1);
        let floor = if plot.y.is_log() { plot.y.low() } else { 0.0 };
        let mut out: Trace = Vec::new();
        let mut before: Option<(f64, f64)> = None;
        for p in points.iter().skip(from).take_while(|p| plot.x.holds(p.0) || p.0 < plot.x.value(0.0)) {
            if p.1 < floor {
                out.extend(before.map(|b| fall(plot, b, *p, floor)));
                break;
            }
            let at = plot.place(p.0, p.1);
            if out.last().is_none_or(|l| (l.0 - at.0).hypot(l.1 - at.1) >= 2.5) || points.len() < 40 {
                out.push(at);
            }
            before = Some(*p);
        }
        out
    }

    fn band(&mut self, l: &Line) {
        let from = l.band.partition_point(|b| b.0 < self.plot.x.value(0.0)).saturating_sub(1);
        let until = l.band.partition_point(|b| b.0 <= self.plot.x.value(1.0)) + 1;
        let inside: Vec<_> = l.band.iter().take(until).skip(from).collect();
        let every = inside.len().div_ceil(90).max(1);
        let thinned: Vec<_> = inside.into_iter().step_by(every).collect();
        let high = thinned.iter().map(|b| self.plot.place(b.0, b.1.max(b.2)));
        let low = thinned.iter().rev().map(|b| self.plot.place(b.0, b.1.min(b.2)));
        let around: Trace = high.chain(low).collect();
        self.pen.path(&l.class.replace("curve", "band"), &around, true);
    }

    /// What lies beyond tolerance: the area between the curve and the line, or the distance to the only point.
    fn excess(&mut self, curve: &Trace, tolerance: &Trace) {
        if let [only] = tolerance.as_slice() {
            if let Some(y) = Plot::height_of(curve, only.0).filter(|y| *y < only.1) {
                self.pen.line("excess", *only, (only.0, y));
            }
            return;
        }
        between(self.pen, curve, tolerance, |curve, most| curve <= most);
    }

    /// Hairlines that say what each curve is at a round amount.
    fn stops(&mut self, scene: &Scene, traces: &[Trace]) {
        if self.pen.still {
            return;
        }
        let (stops, plot) = (scene.stops(), &self.plot);
        let places: Vec<f64> = stops.iter().map(|a| plot.x.place(*a)).collect();
        for (i, (amount, x)) in stops.iter().zip(&places).enumerate() {
            let left = i.checked_sub(1).and_then(|j| places.get(j)).map_or(plot.left, |l| (l + x) / 2.0);
            let right = places.get(i + 1).map_or(plot.right, |r| (r + x) / 2.0);
            let says = scene.sentence(self.say, *amount);
            let decade = (amount.log10() - amount.log10().round()).abs() < 1e-9;
            self.pen.begin(&Point { class: "stop", says: &says, focus: decade, href: None });
            self.pen.rect("hit", (left, plot.top), (right - left, plot.bottom - plot.top));
            self.pen.line("hair", (*x, plot.top), (*x, plot.bottom));
            for y in traces.iter().filter_map(|t| Plot::height_of(t, *x)) {
                self.pen.circle("dot", (*x, y), 3.0);
            }
            self.pen.end();
        }
    }

    fn crossings(&mut self, scene: &Scene, traces: &[Trace], tolerance: &Trace) {
        for (l, trace) in scene.lines.iter().zip(traces).filter(|(l, _)| l.curve.part != Part::Without) {
            // At a point of tolerance the point itself says it.
            let apart = |at: &(f64, f64)| tolerance.iter().all(|t| (t.0 - at.0).hypot(t.1 - at.1) > 11.0);
            for at in crossings(trace, tolerance).into_iter().filter(apart).take(2) {
                let amount = self.plot.x.value((at.0 - self.plot.left) / (self.plot.right - self.plot.left));
                let says = format!("{}: {}, {}", l.curve.name, self.say.word(Word::Crosses), self.say.amount(amount));
                self.pen.begin(&Point { class: "crossing", says: &says, focus: true, href: None });
                self.pen.circle("ring", at, 5.0);
                self.pen.end();
                self.labels.take((at.0 - 6.0, at.1 - 6.0, at.0 + 6.0, at.1 + 6.0));
            }
        }
    }

    fn tolerance(&mut self, scene: &Scene, judged: Option<usize>, tolerance: &Trace) {
        let today = judged.and_then(|i| scene.lines.get(i));
        for ((amount, most), at) in scene.tolerance.iter().zip(tolerance) {
            let now = today.and_then(|l| l.probability(*amount));
            let (class, word) = match now {
                Some(p) if p > *most => ("limit unmet", Word::Beyond),
                Some(_) => ("limit met", Word::Within),
                None => ("limit", Word::Unknown),
            };
            let most = format!("{} {}", self.say.word(Word::Tolerated), self.say.share(*most));
            let name = today.map(|l| l.curve.name.as_str()).unwrap_or_default();
            let now = now.map(|p| format!("{name} {}:", self.say.share(p))).unwrap_or_default();
            let says = format!("> {}: {most} · {now} {}", self.say.amount(*amount), self.say.word(word));
            self.pen.begin(&Point { class, says: &says, focus: true, href: None });
            self.pen.diamond("mark-at", *at, 5.5);
            self.pen.end();
        }
    }

    fn marks(&mut self, scene: &Scene) {
        for m in &scene.data.marks {
            let Some((x, p)) = amount(m.amount).zip(share(Some(m.probability))) else { continue };
            let at = self.plot.place(x, p);
            let says = format!("{}: {}, {}", m.label, self.say.amount(x), self.say.share(p));
            self.pen.begin(&Point { class: "named", says: &says, focus: true, href: None });
            self.pen.circle("dot-at", at, 3.5);
            if let Some((spot, side)) = self.labels.put(&m.label, None, ANYWHERE, around(at, 4.0)) {
                self.pen.text("label", spot, side, &m.label);
            }
            self.pen.end();
        }
    }

    /// Writes the names beside their lines; answers with those that found no place.
    fn names<'s>(&mut self, scene: &'s Scene, traces: &[Trace], tolerance: &Trace) -> Vec<(String, &'s str)> {
        let mut rest = Vec::new();
        if !tolerance.is_empty() {
            let word = self.say.word(Word::Tolerated);
            let spots = tolerance.iter().flat_map(|at| around(*at, 5.0));
            if let Some((spot, side)) = self.labels.put(&word, Some(traces.len()), ANYWHERE, spots) {
                self.pen.text("label tolerance", spot, side, &word);
            }
        }
        for (i, (l, trace)) in scene.lines.iter().zip(traces).enumerate() {
            let class = l.class.replace("curve", "label");
            let name = super::text::fit(&l.curve.name, self.size.width() * 0.6, super::text::SIZE);
            match self.labels.put(&name, Some(i), CROSSED, along(trace)) {
                Some((spot, side)) => self.pen.text(&class, spot, side, &name),
                None => rest.push((l.class.clone(), l.curve.name.as_str())),
            }
        }
        rest
    }
}

/// Where a line that falls from `a` above the `floor` to `b` below it meets the axis.
fn fall(plot: &Plot, a: (f64, f64), b: (f64, f64), floor: f64) -> (f64, f64) {
    let (high, low) = (a.1.ln(), b.1.max(floor / 1e3).ln());
    let part = ((high - floor.ln()) / (high - low)).clamp(0.0, 1.0);
    let (from, to) = (plot.x.place(a.0), plot.x.place(b.0));
    (from + (to - from) * part, plot.y.place(floor))
}

/// Where two lines cross.
fn crossings(a: &Trace, b: &Trace) -> Vec<(f64, f64)> {
    let pairs = a.windows(2).flat_map(|p| b.windows(2).map(move |q| (p, q)));
    pairs.filter_map(|(p, q)| crossing(*p.first()?, *p.last()?, *q.first()?, *q.last()?)).collect()
}

/// Where two stretches cross, ends of the first excluded on one side so that a corner counts once.
fn crossing(a: (f64, f64), b: (f64, f64), c: (f64, f64), d: (f64, f64)) -> Option<(f64, f64)> {
    let (r, s) = ((b.0 - a.0, b.1 - a.1), (d.0 - c.0, d.1 - c.1));
    let cross = r.0 * s.1 - r.1 * s.0;
    if cross.abs() < 1e-9 {
        return None;
    }
    let t = ((c.0 - a.0) * s.1 - (c.1 - a.1) * s.0) / cross;
    let u = ((c.0 - a.0) * r.1 - (c.1 - a.1) * r.0) / cross;
    ((0.0..1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some((a.0 + t * r.0, a.1 + t * r.1))
}
