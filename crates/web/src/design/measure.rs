//! Figures: certainty against what is required, bars, and single numbers with what they mean.
//!
//! Shares are from 0 to 1. Whatever is not a number between them is drawn as unknown, never as zero.

use maud::{Markup, html};

use super::tone::{Tone, unknown};
use crate::words::Words;

/// The chance of keeping within tolerance, what we do not know about it, and what it must be; shares from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
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

impl CertaintyLine {
    /// Whether the value reaches what is required.
    pub fn verdict(&self) -> Certainty {
        match (share(self.value), share(self.need)) {
            (None, _) => Certainty::Unknown,
            (Some(v), Some(n)) if v < n => Certainty::Short,
            _ => Certainty::Met,
        }
    }

    fn tone(&self) -> Tone {
        match self.verdict() {
            Certainty::Met => Tone::Good,
            Certainty::Short => Tone::Bad,
            Certainty::Unknown => Tone::Unknown,
        }
    }

    /// The line in a sentence: what the picture says to those who do not see it.
    pub fn sentence(&self, w: &Words) -> String {
        let percent = |x: f64| w.percent(x).into();
        let mut parts = vec![match share(self.value) {
            None => w.t("certainty-unknown"),
            Some(v) => w.tn("certainty-value", &[("value", percent(v))]),
        }];
        if let (Some(low), Some(high)) = (share(self.low), share(self.high)) {
            parts.push(w.tn("certainty-band", &[("low", percent(low)), ("high", percent(high))]));
        }
        if let Some(n) = share(self.need) {
            parts.push(w.tn("certainty-need", &[("need", percent(n))]));
        }
        parts.join(", ")
    }
}

fn share(x: Option<f64>) -> Option<f64> {
    x.filter(|x| (0.0..=1.0).contains(x))
}

/// A length as SVG wants it: "81%".
fn at(share: f64) -> String {
    let percent = (share.clamp(0.0, 1.0) * 1000.0).round() / 10.0;
    format!("{percent}%")
}

/// A line from 0 to 100 %: the band, the value on it, and the mark it must reach. A dashed stretch shows what is
/// missing; where nothing is known there is only a dashed line.
pub fn certainty(w: &Words, line: &CertaintyLine) -> Markup {
    let (value, need) = (share(line.value), share(line.need));
    html! {
        svg class={ "certainty " (line.tone().class()) } role="img" aria-label=(line.sentence(w)) {
            line.base x1="0%" x2="100%" y1="14" y2="14" {}
            @if let (Some(low), Some(high)) = (share(line.low), share(line.high)) {
                rect.band x=(at(low)) y="9" width=(at((high - low).max(0.0))) height="10" rx="3" {}
            }
            @if let (Some(v), Some(n)) = (value, need) {
                @if v < n { line.gap x1=(at(v)) x2=(at(n)) y1="14" y2="14" {} }
            }
            @if let Some(n) = need { line.need x1=(at(n)) x2=(at(n)) y1="4" y2="24" {} }
            @if let Some(v) = value { circle.value cx=(at(v)) cy="14" r="5" {} }
        }
    }
}

/// The certainty as a large figure with its band and requirement in words beneath the line; `why` opens how it came.
pub fn certainty_figure(w: &Words, line: &CertaintyLine, why: Option<&str>) -> Markup {
    html! {
        div.certainty-figure {
            p class={ "figure " (line.tone().class()) } {
                @match share(line.value) { Some(v) => { (w.percent(v)) } None => { (w.t("unknown")) } }
            }
            div {
                (certainty(w, line))
                p.quiet { (line.sentence(w)) "." @if let Some(href) = why { " " a href=(href) { (w.t("how-computed")) } } }
            }
        }
    }
}

/// A bar of `share` (0 to 1) of the width there is. It repeats a figure that stands beside it, so it is hidden from
/// screen readers; `None` is a dashed line.
pub fn bar(share_of_width: Option<f64>, tone: Tone) -> Markup {
    html! {
        svg class={ "bar " (tone.class()) } aria-hidden="true" {
            @match share(share_of_width) {
                Some(s) => rect.full x="0" y="0" width=(at(s)) height="100%" rx="1" {},
                None => line.none x1="0%" x2="100%" y1="50%" y2="50%" {},
            }
        }
    }
}

/// One number and what it means.
#[derive(Clone, Debug, Default)]
pub struct Stat {
    pub label: String,
    /// The number as it is written; `None` is unknown.
    pub value: Option<String>,
    pub unit: Option<String>,
    /// How it was measured, over what, how sure: one short line.
    pub note: Option<String>,
    /// Where the inputs, formula and seed are.
    pub why: Option<String>,
    pub tone: Tone,
}

/// Draws the number large, its meaning small.
pub fn stat(w: &Words, s: &Stat) -> Markup {
    html! {
        div.stat {
            dt { (s.label) }
            dd class=(if s.value.is_some() { s.tone.class() } else { "unknown" }) {
                @match &s.value {
                    Some(v) => { (v) @if let Some(u) = &s.unit { " " small { (u) } } },
                    None => (unknown(w)),
                }
            }
            @if let Some(n) = &s.note { dd.quiet { (n) @if let Some(h) = &s.why { " " a href=(h) { (w.t("why")) } } } }
        }
    }
}

/// Several numbers side by side.
pub fn stats(w: &Words, list: &[Stat]) -> Markup {
    html! { dl.stats { @for s in list { (stat(w, s)) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_share_is_unknown() {
        let w = Words::for_lang("en");
        for value in [None, Some(f64::NAN), Some(-0.1), Some(1.2)] {
            let line = CertaintyLine { value, need: Some(0.9), ..Default::default() };
            assert_eq!(line.verdict(), Certainty::Unknown);
            assert!(!certainty(&w, &line).into_string().contains("circle"));
        }
        let short = CertaintyLine { value: Some(0.81), low: Some(0.74), high: Some(0.87), need: Some(0.9) };
        assert_eq!(short.verdict(), Certainty::Short);
        insta::assert_snapshot!(short.sentence(&w).replace('\u{a0}', " "), @"81 % certain, between 74 % and 87 %, 90 % required");
    }
}
