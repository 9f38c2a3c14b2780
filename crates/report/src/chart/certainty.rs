//! Certainty as one line from 0 to 100 %: the band, the mean on it, and the mark it must reach.

use std::fmt::Write as _;

use super::say::{Say, Unit, Word};
use super::svg::{Pen, Side, at, escaped, share};
use super::text::{SIZE, width};
use super::{Chart, Table, said};

/// The chance of keeping within tolerance, what we do not know about it, and what it must be; shares from 0 to 1.
/// Whatever is not such a share is drawn as unknown, never as zero.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CertaintyLine {
    pub value: Option<f64>,
    /// The band the value lies in, given what is not known: 5th to 95th percentile over estimate worlds.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// The certainty required.
    pub need: Option<f64>,
}

/// What a certainty line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// At or above what is required, or nothing is required.
    Met,
    /// Below what is required.
    Short,
    Unknown,
}

impl Certainty {
    fn class(self) -> &'static str {
        match self {
            Certainty::Met => "good",
            Certainty::Short => "bad",
            Certainty::Unknown => "unknown",
        }
    }
}

impl CertaintyLine {
    /// The same with whatever is no share from 0 to 1 taken as unknown, and the band in order.
    pub fn known(&self) -> Self {
        let (low, high) = match (share(self.low), share(self.high)) {
            (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
            _ => (None, None),
        };
        Self { value: share(self.value), low, high, need: share(self.need) }
    }

    /// Whether the value reaches what is required.
    pub fn verdict(&self) -> Certainty {
        let known = self.known();
        match (known.value, known.need) {
            (None, _) => Certainty::Unknown,
            (Some(v), Some(n)) if v < n => Certainty::Short,
            _ => Certainty::Met,
        }
    }

    /// The line as a chart of its own, with its scale in words.
    pub fn chart(&self, title: &str, desc: &str, say: &dyn Say) -> Chart {
        let line = self.known();
        let of = |x| said(say, Unit::Share, x);
        let row = |word: Word, x| vec![say.word(word), of(x)];
        let rows = vec![
            row(Word::Low, line.low),
            row(Word::Mean, line.value),
            row(Word::High, line.high),
            row(Word::Required, line.need),
        ];
        let table = Table { headers: vec![say.word(Word::Name), say.word(Word::Certainty)], rows, words: &[] };
        Chart::drawn((title, desc), say, table, |pen, size| {
            let (left, right) = (8.0, size.width() - 8.0);
            let place = |s: f64| at(left + s * (right - left));
            let length = |s: f64| at(s * (right - left));
            pen.out.push_str(&format!(r#"<g class="certainty {}">"#, line.verdict().class()));
            parts(&mut pen.out, &line, 52.0, place, length);
            pen.out.push_str("</g>");
            line.words(pen, say, left, right);
            Some(90.0)
        })
    }

    /// The scale under the line; the value and what is required above it, apart from each other.
    fn words(&self, pen: &mut Pen, say: &dyn Say, left: f64, right: f64) {
        let place = |s: f64| left + s * (right - left);
        for s in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let word = say.share(s);
            let half = width(&word, SIZE) / 2.0;
            pen.text("mark", (place(s).max(half).min(right + 8.0 - half), 80.0), Side::Middle, &word);
        }
        if let Some(n) = self.need {
            let word = format!("{} {}", say.share(n), say.word(Word::Required));
            let (side, by) = if n > 0.5 { (Side::End, 1.0) } else { (Side::Start, -1.0) };
            pen.line("zero", (place(n), 18.0), (place(n), 44.0));
            pen.text("mark", (place(n) + by, 13.0), side, &word);
        }
        if let Some(v) = self.value {
            let word = say.share(v);
            let half = width(&word, SIZE) / 2.0;
            pen.text("label", (place(v).max(half).min(right + 8.0 - half), 38.0), Side::Middle, &word);
        }
    }
}

/// The line for a cell or a heading: it takes the width there is, and says `label` to those who do not see it.
pub fn certainty_line(line: &CertaintyLine, label: &str) -> String {
    let line = line.known();
    let mut out =
        format!(r#"<svg class="certainty {}" role="img" aria-label="{}">"#, line.verdict().class(), escaped(label));
    let percent = |s: f64| format!("{}%", (s.clamp(0.0, 1.0) * 1000.0).round() / 10.0);
    parts(&mut out, &line, 14.0, percent, percent);
    out.push_str("</svg>");
    out
}

/// Band, gap, mark and value around a line at height `y`; `place` says where a share stands, `length` how long
/// one is.
fn parts(
    out: &mut String,
    line: &CertaintyLine,
    y: f64,
    place: impl Fn(f64) -> String,
    length: impl Fn(f64) -> String,
) {
    let mut stroke = |class: &str, from: f64, to: f64, up: f64, down: f64| {
        let (x1, x2) = (place(from), place(to));
        let _ = write!(out, r#"<line class="{class}" x1="{x1}" x2="{x2}" y1="{up}" y2="{down}"/>"#);
    };
    stroke("base", 0.0, 1.0, y, y);
    for s in [0.0, 0.25, 0.5, 0.75, 1.0] {
        stroke("tick", s, s, y + 3.0, y + 6.0);
    }
    if let (Some(v), Some(n)) = (line.value, line.need.filter(|n| line.value.is_some_and(|v| v < *n))) {
        stroke("gap", v, n, y, y);
    }
    if let (Some(low), Some(high)) = (line.low, line.high) {
        let (x, wide) = (place(low), length(high - low));
        let _ = write!(out, r#"<rect class="span" x="{x}" y="{}" width="{wide}" height="10" rx="2"/>"#, y - 5.0);
    }
    if let Some(n) = line.need {
        let (x, up, down) = (place(n), y - 10.0, y + 10.0);
        let _ = write!(out, r#"<line class="need" x1="{x}" x2="{x}" y1="{up}" y2="{down}"/>"#);
    }
    if let Some(v) = line.value {
        let _ = write!(out, r#"<circle class="value" cx="{}" cy="{y}" r="5"/>"#, place(v));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_share_is_unknown() {
        for value in [None, Some(f64::NAN), Some(-0.1), Some(1.2)] {
            let line = CertaintyLine { value, need: Some(0.9), ..Default::default() };
            assert_eq!(line.verdict(), Certainty::Unknown);
            assert!(!certainty_line(&line, "").contains("circle"));
        }
    }

    #[test]
    fn a_line_in_full() {
        let short = CertaintyLine { value: Some(0.81), low: Some(0.74), high: Some(0.87), need: Some(0.9) };
        assert_eq!(short.verdict(), Certainty::Short);
        insta::assert_snapshot!(certainty_line(&short, "81 % certain").replace("><", ">\n<"), @r##"
        <svg class="certainty bad" role="img" aria-label="81 % certain">
        <line class="base" x1="0%" x2="100%" y1="14" y2="14"/>
        <line class="tick" x1="0%" x2="0%" y1="17" y2="20"/>
        <line class="tick" x1="25%" x2="25%" y1="17" y2="20"/>
        <line class="tick" x1="50%" x2="50%" y1="17" y2="20"/>
        <line class="tick" x1="75%" x2="75%" y1="17" y2="20"/>
        <line class="tick" x1="100%" x2="100%" y1="17" y2="20"/>
        <line class="gap" x1="81%" x2="90%" y1="14" y2="14"/>
        <rect class="span" x="74%" y="9" width="13%" height="10" rx="2"/>
        <line class="need" x1="90%" x2="90%" y1="4" y2="24"/>
        <circle class="value" cx="81%" cy="14" r="5"/>
        </svg>
        "##);
    }
}
