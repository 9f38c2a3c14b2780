//! Figures: certainty against what is required, bars, and single numbers with what they mean.
//!
//! Shares are from 0 to 1. Whatever is not a number between them is drawn as unknown, never as zero.

use maud::{Markup, PreEscaped, html};
use report::chart::{Certainty, CertaintyLine, certainty_line};

use super::tone::{Tone, unknown};
use crate::words::Words;

/// The line in a sentence: what the picture says to those who do not see it.
pub fn certainty_sentence(w: &Words, line: &CertaintyLine) -> String {
    let line = line.known();
    let percent = |x: f64| w.percent(x).into();
    let mut parts = vec![match line.value {
        None => w.t("certainty-unknown"),
        Some(v) => w.tn("certainty-value", &[("value", percent(v))]),
    }];
    if let (Some(low), Some(high)) = (line.low, line.high) {
        parts.push(w.tn("certainty-band", &[("low", percent(low)), ("high", percent(high))]));
    }
    if let Some(n) = line.need {
        parts.push(w.tn("certainty-need", &[("need", percent(n))]));
    }
    parts.join(", ")
}

fn tone(line: &CertaintyLine) -> Tone {
    match line.verdict() {
        Certainty::Met => Tone::Good,
        Certainty::Short => Tone::Bad,
        Certainty::Unknown => Tone::Unknown,
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
    PreEscaped(certainty_line(line, &certainty_sentence(w, line)))
}

/// The certainty as a large figure with its band and requirement in words beneath the line; `why` opens how it came.
pub fn certainty_figure(w: &Words, line: &CertaintyLine, why: Option<&str>) -> Markup {
    html! {
        div.certainty-figure {
            p class={ "figure " (tone(line).class()) } {
                @match line.known().value { Some(v) => { (w.percent(v)) } None => { (w.t("unknown")) } }
            }
            div {
                (certainty(w, line))
                p.quiet { (certainty_sentence(w, line)) "." @if let Some(href) = why { " " a href=(href) { (w.t("how-computed")) } } }
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
    fn a_line_is_a_sentence() {
        let w = Words::for_lang("en");
        let said = |line: CertaintyLine| certainty_sentence(&w, &line).replace('\u{a0}', " ");
        let short = CertaintyLine { value: Some(0.81), low: Some(0.74), high: Some(0.87), need: Some(0.9) };
        insta::assert_snapshot!(said(short), @"81 % certain, between 74 % and 87 %, 90 % required");
        let wrong = CertaintyLine { value: Some(f64::NAN), low: Some(0.1), ..CertaintyLine::default() };
        insta::assert_snapshot!(said(wrong), @"Certainty unknown");
    }
}
