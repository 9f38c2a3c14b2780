//! The picture of the wheel.

use super::{area_name, counts};
use crate::{
    cx::Cx,
    design::{self, ChartWords},
};
use isms::{
    analysis::wheel::{Capability, Flow, SEVEN, Wheel},
    area::Area,
    rules::Severity,
};
use maud::Markup;
use report::chart;

/// Index of a capability in the ring; that of the hub is the number of segments.
fn index(area: Area) -> usize {
    SEVEN.iter().position(|a| *a == area).unwrap_or(SEVEN.len())
}

pub(super) fn chart(cx: &Cx, wheel: &Wheel) -> Markup {
    let w = &cx.w;
    let segment = |c: &Capability| chart::Segment {
        name: area_name(cx, c.area),
        figures: counts(cx, c),
        marked: c.count(Severity::Deny) > 0,
        href: Some(format!("#capability-{}", c.area.name())),
    };
    let of = |area: Area| wheel.capabilities.iter().find(|c| c.area == area).map(segment);
    let chord = |f: &Flow| {
        let (from, to, what) = (area_name(cx, f.from), area_name(cx, f.to), w.t(&format!("flow-{}", f.name)));
        let arrived = w.tn("wheel-of", &[("n", f.travelled.into()), ("m", f.should.into())]);
        chart::Chord {
            from: index(f.from),
            to: index(f.to),
            name: what.clone(),
            share: f.share(),
            says: format!("{from} → {to}: {arrived} {what}"),
            figures: vec![arrived, f.share().map_or_else(|| w.t("unknown"), |s| w.percent(s))],
            href: Some(format!("#flow-{}", f.name)),
        }
    };
    let broken = wheel.broken().len();
    let drawn = chart::Wheel {
        title: w.t("wheel"),
        desc: w.tn("wheel-desc", &[("n", broken.into()), ("m", wheel.flows.len().into())]),
        segments: SEVEN.iter().filter_map(|a| of(*a)).collect(),
        hub: of(Area::Operations),
        chords: wheel.flows.iter().map(chord).collect(),
        headers: ["wheel-what", "wheel-from", "wheel-to", "wheel-arrived", "wheel-share"].map(|k| w.t(k)).to_vec(),
    };
    let code = cx.view.for_the_organisation().currency();
    let words = ChartWords { w, currency: code.code() };
    design::chart(w, &w.t("wheel"), &drawn.chart(&words), None)
}
