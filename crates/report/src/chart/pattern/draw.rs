//! The picture: areas, lines, badges, what the numbers on the lines mean, what the signs mean.

use super::super::svg::{Pen, Side, at, escaped};
use super::super::text::{SIZE, fit, width, wrapped};
use super::layout::{BESIDE, Layout, Place, Rect, layout};
use super::route::{Way, ways};
use super::{Badge, Pattern};
use std::fmt::Write as _;

/// Half the size of a number on a line.
const MARK: f64 = 8.5;

/// Draws the pattern and answers with its height; nothing without areas.
pub(super) fn pattern(p: &Pattern, pen: &mut Pen, total: f64, narrow: bool) -> Option<f64> {
    let laid = layout(p, total, narrow);
    if laid.places.is_empty() {
        return None;
    }
    laid.places.iter().for_each(|place| zone(p, pen, place));
    let ways = ways(&laid, &p.lines);
    ways.iter().flatten().for_each(|way| wire(pen, way));
    marks(pen, &ways, &laid);
    laid.places.iter().for_each(|place| badges(p, pen, place));
    let below = key(p, pen, laid.height + 6.0, total, narrow);
    Some(legend(p, pen, below, total))
}

fn zone(p: &Pattern, pen: &mut Pen, place: &Place) {
    let Some(area) = p.areas.get(place.area) else { return };
    let class = match (area.actor, place.holds, place.depth % 2) {
        (true, ..) => "zone actor",
        (_, true, 0) => "zone around",
        (_, true, _) => "zone around even",
        _ => "zone",
    };
    rounded(pen, class, place.rect, if area.actor { 14.0 } else { 5.0 });
    let (mut x, mut y) = (place.rect.x + 11.0, place.rect.y + 11.0 + SIZE - 1.5);
    if area.actor {
        pen.circle("figure", (x + 7.0, y - 9.0), 3.6);
        let _ = write!(pen.out, r#"<path class="figure" d="M{} {}a7 7 0 0 1 14 0"/>"#, at(x), at(y + 3.0));
        x += super::layout::FIGURE;
    }
    for line in &place.name {
        pen.text("strong", (x, y), Side::Start, line);
        y += 17.0;
    }
}

fn rounded(pen: &mut Pen, class: &str, r: Rect, by: f64) {
    let (x, y, w, h, by) = (at(r.x), at(r.y), at(r.w), at(r.h), at(by));
    let _ = write!(pen.out, r#"<rect class="{class}" x="{x}" y="{y}" width="{w}" height="{h}" rx="{by}"/>"#);
}

/// A line with its head.
fn wire(pen: &mut Pen, way: &Way) {
    let [.., before, tip] = way.as_slice() else { return };
    let length = (tip.0 - before.0).hypot(tip.1 - before.1).max(0.1);
    let (dx, dy) = ((tip.0 - before.0) / length, (tip.1 - before.1) / length);
    let neck = (tip.0 - dx * 7.0, tip.1 - dy * 7.0);
    let mut points = way.clone();
    if let Some(last) = points.last_mut() {
        *last = neck;
    }
    pen.path("wire", &points, false);
    let side = |s: f64| (neck.0 - dy * 4.0 * s, neck.1 + dx * 4.0 * s);
    pen.path("tip-of", &[*tip, side(1.0), side(-1.0)], true);
}

/// Numbers on the lines, apart from each other where that is possible.
fn marks(pen: &mut Pen, ways: &[Option<Way>], laid: &Layout) {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for (index, way) in ways.iter().enumerate() {
        let Some((x, y)) = way.as_ref().and_then(|w| mark(w, &taken, laid)) else { continue };
        taken.push((x, y));
        pen.circle("wire-mark", (x, y), MARK);
        pen.text("wire-no", (x, y + 3.9), Side::Middle, &(index + 1).to_string());
    }
}

/// A straight piece of a way, from one end to the other.
type Stretch = ((f64, f64), (f64, f64));

fn mark(way: &Way, taken: &[(f64, f64)], laid: &Layout) -> Option<(f64, f64)> {
    let mut stretches: Vec<Stretch> = way.windows(2).filter_map(|p| Some((*p.first()?, *p.get(1)?))).collect();
    let length = |(a, b): &Stretch| (a.0 - b.0).abs() + (a.1 - b.1).abs();
    stretches.sort_by(|a, b| length(b).total_cmp(&length(a)));
    let along = |(a, b): Stretch, t: f64| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
    let tries = || stretches.iter().flat_map(|s| [0.5, 0.35, 0.65, 0.2, 0.8].map(|t| along(*s, t)));
    let clear = |p: &(f64, f64)| !taken.iter().any(|o| (o.0 - p.0).hypot(o.1 - p.1) < 2.0 * MARK + 2.0);
    let beside = |p: &(f64, f64)| {
        let near = |r: &Rect| p.0 > r.x - MARK && p.0 < r.right() + MARK && p.1 > r.y - MARK && p.1 < r.bottom() + MARK;
        !laid.places.iter().any(|place| near(&place.solid))
    };
    tries().find(|p| clear(p) && beside(p)).or_else(|| tries().find(clear)).or_else(|| tries().next())
}

fn badges(p: &Pattern, pen: &mut Pen, place: &Place) {
    let Some(area) = p.areas.get(place.area) else { return };
    for spot in &place.badges {
        let Some(badge) = area.badges.get(spot.badge) else { continue };
        one(pen, badge, &area.name, spot.rect);
    }
}

fn one(pen: &mut Pen, badge: &Badge, area: &str, r: Rect) {
    let said = [format!("{} {}", badge.label, badge.title), badge.says.clone(), area.to_owned()];
    let says = said.map(|s| s.trim().to_owned()).into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(": ");
    let says = escaped(&says);
    let tone = badge.sign.tone();
    let link = badge.href.as_deref().filter(|h| !pen.still && super::super::svg::harmless(h)).map(escaped);
    pen.live |= link.is_some();
    let _ = match &link {
        Some(href) => {
            write!(pen.out, r#"<a class="pt badge {tone}" href="{href}"><title>{says}</title>"#)
        }
        None => write!(pen.out, r#"<g class="pt badge {tone}"><title>{says}</title>"#),
    };
    rounded(pen, "plate", r, 4.0);
    badge.sign.draw(pen, (r.x + 12.0, r.y + r.h / 2.0));
    let label = fit(&badge.label, r.w - BESIDE + 2.0, SIZE - 1.0);
    pen.text("code", (r.x + 21.5, r.y + r.h / 2.0 + 4.2), Side::Start, &label);
    pen.out.push_str(if link.is_some() { "</a>" } else { "</g>" });
}

/// What flows on each line, by number, in columns; answers with where it ends.
fn key(p: &Pattern, pen: &mut Pen, top: f64, total: f64, narrow: bool) -> f64 {
    let name = |i: usize| p.areas.get(i).map(|a| a.name.as_str()).unwrap_or_default();
    let known: Vec<_> = p.lines.iter().enumerate().filter(|(_, l)| l.from.max(l.to) < p.areas.len()).collect();
    let columns = if narrow || known.len() < 2 { 1 } else { 2 };
    let each = (total - 24.0 * (columns - 1) as f64) / columns as f64;
    let rows = known.len().div_ceil(columns).max(1);
    let mut lowest = top;
    for column in 0..columns {
        let mut y = top;
        for (index, line) in known.iter().skip(column * rows).take(rows) {
            let x = (each + 24.0) * column as f64 + MARK + 1.0;
            let ends = format!("{} → {}", name(line.from), name(line.to));
            let said = if line.label.trim().is_empty() { ends } else { format!("{ends}: {}", line.label) };
            pen.circle("wire-mark", (x, y + 9.0), MARK);
            pen.text("wire-no", (x, y + 12.9), Side::Middle, &(index + 1).to_string());
            for text in wrapped(&said, each - 30.0, SIZE, 3) {
                pen.text("quiet", (x + 17.0, y + 13.5), Side::Start, &text);
                y += 17.0;
            }
            y += 6.0;
        }
        lowest = lowest.max(y);
    }
    lowest
}

/// What the signs mean.
fn legend(p: &Pattern, pen: &mut Pen, top: f64, total: f64) -> f64 {
    if p.legend.is_empty() {
        return top;
    }
    let (mut x, mut y) = (0.0, top + 8.0);
    pen.line("grid", (0.0, y), (total, y));
    y += 10.0;
    for (sign, word) in &p.legend {
        let word = fit(word, total - 22.0, SIZE);
        let w = 18.0 + width(&word, SIZE);
        if x > 0.0 && x + w > total {
            (x, y) = (0.0, y + 21.0);
        }
        sign.draw(pen, (x + 6.0, y + 9.0));
        pen.text("quiet", (x + 17.0, y + 13.5), Side::Start, &word);
        x += w + 16.0;
    }
    y + 22.0
}
