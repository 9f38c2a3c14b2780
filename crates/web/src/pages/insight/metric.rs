//! A metric: what sort of thing it says, how its newest reading stands against its thresholds, and its readings over time.

use super::Insight;
use crate::{
    cx::Cx,
    design::{self, ChartWords, Tone},
};
use isms::{
    policy::{
        Metric,
        metric::{Better, MetricSort},
    },
    record::Record,
};
use maud::{Markup, html};
use report::chart::Series;

/// What is shown above the fields.
pub fn insight(cx: &Cx, metric: &Record<Metric>) -> Insight {
    let body = html! {
        p { (sort_tag(cx, metric.body.sort)) " " (newest(cx, metric)) }
        @if metric.body.sort == MetricSort::Artefact { p.quiet { (cx.w.t("pol-only-artefacts-why")) } }
        (chart(cx, metric))
    };
    Insight { main: Some(design::section("standing", &cx.w.t("pol-metric"), None, body)), ..Insight::default() }
}

/// Outcomes first, artefacts (3) last.
pub fn order(sort: MetricSort) -> u8 {
    match sort {
        MetricSort::Outcome => 0,
        MetricSort::Leading => 1,
        MetricSort::Lagging => 2,
        MetricSort::Artefact => 3,
    }
}

/// The sort, in the look of something that merely counts where it does.
pub fn sort_tag(cx: &Cx, sort: MetricSort) -> Markup {
    let word = ["outcome", "leading", "lagging", "artefact"][usize::from(order(sort))];
    let tone = if sort == MetricSort::Artefact { Tone::Warn } else { Tone::Plain };
    design::tag(tone, &cx.w.t(&format!("pol-sort-{word}")))
}

/// The newest reading against the thresholds; unknown while there is none.
pub fn newest(cx: &Cx, metric: &Record<Metric>) -> Markup {
    let body = &metric.body;
    let today = cx.today();
    let known = body.readings.iter().filter_map(|r| r.on.zip(r.value)).filter(|(on, _)| *on <= today);
    let Some((on, value)) = known.max_by_key(|(on, _)| *on) else { return design::unknown(&cx.w) };
    let (tone, word) = if body.past(value, body.breach_at) {
        (Tone::Bad, "pol-breach")
    } else if body.past(value, body.warn_at) {
        (Tone::Warn, "pol-warn")
    } else if body.warn_at.is_none() && body.breach_at.is_none() {
        (Tone::Plain, "pol-no-threshold")
    } else {
        (Tone::Good, "pol-within")
    };
    let digits = if value.fract() == 0.0 { 0 } else { 2 };
    let said = format!("{} {}", cx.w.number(value, digits), body.unit);
    html! { (said.trim()) " (" (cx.w.date(on)) ") " (design::tag(tone, &cx.w.t(word))) }
}

/// The readings over time, with the threshold of a breach, or else of a warning, as the line to keep.
pub fn chart(cx: &Cx, metric: &Record<Metric>) -> Markup {
    let body = &metric.body;
    let today = cx.today();
    let points: Vec<_> =
        body.readings.iter().filter_map(|r| r.on.zip(r.value)).filter(|(on, _)| *on <= today).collect();
    if points.len() < 2 {
        return html! {};
    }
    let drawn = Series {
        title: metric.head.title.clone(),
        desc: cx.w.t("pol-metric-desc"),
        up: if body.unit.is_empty() { metric.head.title.clone() } else { body.unit.clone() },
        points,
        target: body.breach_at.or(body.warn_at),
        higher_is_better: body.better == Better::Higher,
        missed: cx.w.t("pol-breach"),
    };
    let currency = cx.view.for_the_organisation().currency();
    let drawn = drawn.chart(&ChartWords { w: &cx.w, currency: currency.code() });
    design::chart(&cx.w, &metric.head.title, &drawn, None)
}
