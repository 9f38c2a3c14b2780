//! Writing SVG so that nothing a caller passes can break it: text is escaped, numbers are finite, links are harmless.

use std::fmt::Write as _;

/// The largest size of a number that is drawn; anything beyond is no figure of an organisation and shown in the table
/// only. It keeps differences, logarithms and squares finite.
const MOST: f64 = 1e15;

/// `x`, if it can be drawn.
pub(super) fn sane(x: f64) -> Option<f64> {
    (x.is_finite() && x.abs() <= MOST).then_some(x)
}

/// `x`, if it is a share from 0 to 1.
pub(super) fn share(x: Option<f64>) -> Option<f64> {
    x.filter(|x| (0.0..=1.0).contains(x))
}

/// A coordinate with one decimal; what is not finite is 0, which no caller passes.
pub(super) fn at(x: f64) -> String {
    let tenths = if x.is_finite() { (x.clamp(-1e5, 1e5) * 10.0).round() / 10.0 } else { 0.0 };
    format!("{}", if tenths == 0.0 { 0.0 } else { tenths })
}

/// Text as XML takes it: markup escaped, characters that XML 1.0 does not know left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A link that leads to a page and runs nothing.
pub(super) fn harmless(href: &str) -> bool {
    let starts = ["/", "#", "?", "https://", "http://"];
    starts.iter().any(|s| href.starts_with(s))
}

/// Where text stands relative to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    Middle,
    End,
}

/// What a point is, for those who hover, focus or follow it.
#[derive(Clone, Debug, Default)]
pub(super) struct Point<'a> {
    pub class: &'a str,
    /// What is said of it.
    pub says: &'a str,
    /// Where it leads.
    pub href: Option<&'a str>,
    /// Whether the keyboard stops here; links always do.
    pub focus: bool,
}

/// An SVG body being written.
#[derive(Clone, Debug, Default)]
pub(super) struct Pen {
    pub out: String,
    /// Whether anything in it takes the focus; then the picture is a group and no image.
    pub live: bool,
    /// Whether it is for paper: no focus, no links, nothing that shows only when pointed at.
    pub still: bool,
    /// The width there is at the top for what is said of a point while it is pointed at; 0 for nowhere.
    pub readout_width: f64,
    pub closing: Vec<&'static str>,
}

impl Pen {
    pub fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let (x1, y1, x2, y2) = (at(x1), at(y1), at(x2), at(y2));
        let _ = write!(self.out, r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#);
    }

    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let (x, y, w, h) = (at(x), at(y), at(width.max(0.0)), at(height.max(0.0)));
        let _ = write!(self.out, r#"<rect class="{class}" x="{x}" y="{y}" width="{w}" height="{h}"/>"#);
    }

    pub fn circle(&mut self, class: &str, (x, y): (f64, f64), r: f64) {
        let _ = write!(self.out, r#"<circle class="{class}" cx="{}" cy="{}" r="{}"/>"#, at(x), at(y), at(r));
    }

    /// A square on its corner, `r` from its middle to a corner.
    pub fn diamond(&mut self, class: &str, (x, y): (f64, f64), r: f64) {
        self.path(class, &[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], true);
    }

    pub fn path(&mut self, class: &str, points: &[(f64, f64)], closed: bool) {
        let mut d = String::with_capacity(points.len() * 12);
        for (i, (x, y)) in points.iter().enumerate() {
            let _ = write!(d, "{}{} {}", if i == 0 { "M" } else { "L" }, at(*x), at(*y));
        }
        if points.len() > 1 {
            let _ = write!(self.out, r#"<path class="{class}" d="{d}{}"/>"#, if closed { "Z" } else { "" });
        }
    }

    pub fn text(&mut self, class: &str, (x, y): (f64, f64), side: Side, text: &str) {
        let anchor = match side {
            Side::Start => "",
            Side::Middle => r#" text-anchor="middle""#,
            Side::End => r#" text-anchor="end""#,
        };
        let (x, y, text) = (at(x), at(y), escaped(text));
        let _ = write!(self.out, r#"<text class="{class}" x="{x}" y="{y}"{anchor}>{text}</text>"#);
    }

    /// Begins a point; everything until [`Pen::end`] belongs to it. What is said of it is shown at the readout while
    /// it is hovered or focused, and is its name for those who do not see.
    pub fn begin(&mut self, point: &Point) {
        let says = escaped(point.says);
        let link = point.href.filter(|h| harmless(h) && !self.still);
        let focus = point.focus && !self.still;
        self.live |= focus || link.is_some();
        let class = point.class;
        let _ = match link.map(escaped) {
            // Where nothing else is said of it, a link is called what it shows.
            Some(href) if self.readout_width == 0.0 => write!(self.out, r#"<a class="pt {class}" href="{href}">"#),
            Some(href) => write!(self.out, r#"<a class="pt {class}" href="{href}" aria-label="{says}">"#),
            None if focus => write!(self.out, r#"<g class="pt {class}" tabindex="0" role="img" aria-label="{says}">"#),
            None => write!(self.out, r#"<g class="pt {class}"><title>{says}</title>"#),
        };
        self.closing.push(if link.is_some() { "</a>" } else { "</g>" });
        if self.readout_width > 0.0 && !self.still {
            let said = super::text::fit(point.says, self.readout_width, super::text::SIZE);
            let _ = write!(self.out, r#"<text class="tip" aria-hidden="true" y="12">{}</text>"#, escaped(&said));
        }
    }

    pub fn end(&mut self) {
        self.out.push_str(self.closing.pop().unwrap_or_default());
    }
}
