//! The wheel: where it is broken and what that costs, what travels, what the rules find, and what degrades if a capability stops.

mod cycle;
mod picture;
mod spectrum;
mod stops;
#[cfg(test)]
mod tests;

pub use cycle::show as cycle;
pub use spectrum::show as spectrum;
pub use stops::of as stops;

use super::{Page, rules};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, LinkTo, Role, Row, Tone},
    fault::Result,
};
use axum::response::Html;
use isms::{
    analysis::{
        numbers::Numbers,
        wheel::{self, Capability, Flow, Wheel},
    },
    area::Area,
    control::Control,
    isms::Isms,
    risk::Risk,
    rules::{Severity, Signal},
    values::RecordId,
};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Records that are named before "and more".
const NAMED: usize = 6;

/// The name of a capability.
pub(super) fn area_name(cx: &Cx, area: Area) -> String {
    cx.w.t(&format!("rail-{}", area.name()))
}

/// `GET /wheel`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let isms = cx.view.for_the_organisation().clone();
    let numbers = cx.app.service.numbers(&isms).await?;
    let signals = cx.app.service.all_signals(cx.viewer(), &cx.view).await?;
    let mut wheel = wheel::wheel(&isms, &numbers, &signals);
    for capability in &mut wheel.capabilities {
        capability.signals.retain(|s| s.record.is_none_or(|r| cx.view.get(r).is_some()));
    }
    let broken = wheel.broken();
    let stops = stops::section(&cx, &isms, &numbers, &signals).await?;
    let w = &cx.w;
    let body = html! {
        (design::lede(&w.t("wheel"), Some(html! { (in_short(&cx, &wheel, &broken)) " " (costs(&cx, &isms, &numbers, &broken)) })))
        (tabs(&cx, 0))
        (picture::chart(&cx, &wheel))
        @if !broken.is_empty() { (design::section("broken", &w.t("wheel-broken"), Some(&w.t("wheel-broken-note")), first_things(&cx, &broken))) }
        (design::section("flows", &w.t("wheel-flows"), Some(&w.t("wheel-flows-note")), flows(&cx, &wheel)))
        (design::section("capabilities", &w.t("wheel-signals"), None, html! { @for c in &wheel.capabilities { (capability(&cx, c)) } }))
        (design::section("stops", &w.t("wheel-stops"), Some(&w.t("wheel-stops-note")), stops))
    };
    Ok(Page::new("wheel", w.t("wheel"), body).draw(&cx))
}

/// The three pages side by side.
fn tabs(cx: &Cx, current: usize) -> Markup {
    let link = |name: &str| LinkTo::new(cx.w.t(name), cx.at(&format!("/{name}")));
    design::tabs(&cx.w.t("rail-wheel"), &["wheel", "spectrum", "cycle"].map(link), current)
}

fn in_short(cx: &Cx, wheel: &Wheel, broken: &[&Flow]) -> String {
    let asked = wheel.flows.iter().filter(|f| f.should > 0).count();
    match broken.first() {
        None if asked == 0 => cx.w.t("wheel-nothing"),
        None => cx.w.tn("wheel-whole", &[("n", asked.into())]),
        Some(worst) => cx.w.tn(
            "wheel-short",
            &[
                ("n", broken.len().into()),
                ("m", asked.into()),
                ("from", area_name(cx, worst.from).into()),
                ("to", area_name(cx, worst.to).into()),
                ("travelled", worst.travelled.into()),
                ("should", worst.should.into()),
                ("what", cx.w.t(&format!("flow-{}", worst.name)).into()),
            ],
        ),
    }
}

/// What the risks behind the broken flows cost: those missing, treated by a control that is missing, or threatening an objective that is.
fn costs(cx: &Cx, isms: &Isms, numbers: &Numbers, broken: &[&Flow]) -> String {
    let mut risks: BTreeSet<RecordId> = BTreeSet::new();
    for id in broken.iter().flat_map(|f| &f.missing) {
        if let Some(control) = isms.typed::<Control>(*id) {
            risks.extend(control.body.treats.iter().map(|r| r.id()));
        }
        risks.extend(isms.typed::<Risk>(*id).map(|r| r.head.id));
        risks.extend(isms.pointing_from(*id, isms::kind::of::<Risk>()).map(|l| l.source));
    }
    let known: Vec<f64> = risks.iter().filter_map(|r| numbers.risks.get(r)).map(|c| c.mean.0).collect();
    if known.is_empty() {
        return String::new();
    }
    let amount = cx.w.money_short(known.iter().sum(), isms.currency().code());
    let unknown = risks.len() - known.len();
    cx.w.tn("wheel-costs", &[("n", known.len().into()), ("amount", amount.into()), ("unknown", unknown.into())])
}

fn share(cx: &Cx, flow: &Flow) -> Cell {
    flow.share().map_or(Cell::Unknown, |s| Cell::Text(cx.w.percent(s)))
}

/// How a flow stands, in a word that is not only a colour.
fn standing(cx: &Cx, flow: &Flow) -> Markup {
    let (tone, word) = match flow.share() {
        None => (Tone::Unknown, "wheel-unknown"),
        Some(_) if flow.is_broken() => (Tone::Bad, "wheel-is-broken"),
        Some(s) if s < 1.0 => (Tone::Warn, "wheel-leaks"),
        Some(_) => (Tone::Good, "wheel-arrives"),
    };
    design::tag(tone, &cx.w.t(word))
}

/// Records as links: those the viewer may see, the rest counted.
pub(super) fn records(cx: &Cx, ids: &[RecordId]) -> Markup {
    let visible: Vec<_> = ids.iter().filter_map(|id| cx.view.get(*id)).collect();
    let rest = ids.len() - visible.len().min(NAMED);
    html! {
        @for (i, record) in visible.iter().take(NAMED).enumerate() { @if i > 0 { ", " } (design::record_link(&cx.link(record.as_ref()))) }
        @if rest > 0 { " " span.quiet { (cx.w.tn("and-more", &[("n", rest.into())])) } }
    }
}

/// The emptiest flows with what to do first: the record that has been missing for longest.
fn first_things(cx: &Cx, broken: &[&Flow]) -> Markup {
    html! {
        ul.plain {
            @for flow in broken.iter().take(5) {
                li {
                    a href={ "#flow-" (flow.name) } { (area_name(cx, flow.from)) " → " (area_name(cx, flow.to)) } ": "
                    (cx.w.tn("wheel-of", &[("n", flow.travelled.into()), ("m", flow.should.into())])) " " (cx.w.t(&format!("flow-{}", flow.name))) ". "
                    @if let Some(first) = flow.missing.iter().find_map(|id| cx.view.get(*id)) {
                        (cx.w.t("wheel-begin-with")) " " (design::record_link(&cx.link(first.as_ref())))
                        @if let Some(since) = flow.since { " " span.quiet { (cx.w.tn("wheel-since", &[("date", cx.w.date(since).into())])) } }
                    }
                }
            }
        }
    }
}

fn flows(cx: &Cx, wheel: &Wheel) -> Markup {
    let w = &cx.w;
    let row = |flow: &Flow| Row {
        cells: vec![
            Cell::Html(
                html! { span id={ "flow-" (flow.name) } { (area_name(cx, flow.from)) " → " (area_name(cx, flow.to)) } },
            ),
            Cell::Text(w.t(&format!("flow-{}", flow.name))),
            Cell::Text(w.tn("wheel-of", &[("n", flow.travelled.into()), ("m", flow.should.into())])),
            share(cx, flow),
            Cell::Html(standing(cx, flow)),
            if flow.missing.is_empty() { Cell::Empty } else { Cell::Html(records(cx, &flow.missing)) },
            flow.since.map_or(Cell::Empty, |on| Cell::Text(w.date(on))),
        ],
        ..Row::default()
    };
    let columns = [
        Column::new(w.t("wheel-flow"), Role::Lead),
        Column::new(w.t("wheel-what"), Role::Text),
        Column::new(w.t("wheel-arrived"), Role::Number),
        Column::new(w.t("wheel-share"), Role::Number),
        Column::new(w.t("wheel-stands"), Role::Text),
        Column::new(w.t("wheel-missing"), Role::Text),
        Column::new(w.t("rules-since"), Role::Quiet),
    ];
    design::plain_table(w, &w.t("wheel-flows"), &columns, &wheel.flows.iter().map(row).collect::<Vec<_>>())
}

/// The counts of a capability's signals by severity, in words.
pub(super) fn counts(cx: &Cx, capability: &Capability) -> String {
    let n = |s| capability.count(s);
    let (deny, warn, note) = (n(Severity::Deny), n(Severity::Warn), n(Severity::Note));
    cx.w.tn("wheel-counts", &[("deny", deny.into()), ("warn", warn.into()), ("note", note.into())])
}

fn capability(cx: &Cx, capability: &Capability) -> Markup {
    let name = area_name(cx, capability.area);
    let line = |s: &Signal| html! { li { (rules::tagged(cx, s)) " " @if let Some(r) = s.record.and_then(|r| cx.view.get(r)) { (design::record_link(&cx.link(r.as_ref()))) ": " } (s.message) } };
    let rest = capability.signals.len().saturating_sub(NAMED);
    let body = html! {
        @if capability.signals.is_empty() { (design::empty(&cx.w.t("rules-none"), None)) }
        @else { ul.plain { @for s in capability.signals.iter().take(NAMED) { (line(s)) } } }
        @if rest > 0 { p { a href=(cx.at("/rules")) { (cx.w.tn("and-more", &[("n", rest.into())])) } } }
        p { a href=(cx.at(&format!("/area/{}", capability.area.name()))) { (name) } }
    };
    html! { div id={ "capability-" (capability.area.name()) } { (design::more(&format!("{name}: {}", counts(cx, capability)), false, body)) } }
}
