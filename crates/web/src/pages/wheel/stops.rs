//! What degrades if a capability stops.

use super::{area_name, records};
use crate::{
    cx::Cx,
    design::{self, LinkTo},
    fault::Result,
};
use isms::{
    analysis::{
        numbers::Numbers,
        wheel::{self, Because, Degraded, SEVEN},
    },
    area::Area,
    isms::Isms,
    rules::{self, Signals},
};
use maud::{Markup, html};
use service::Service;
use std::sync::Arc;

/// Above so many records only the capability that is asked for is taken out: each takes as long as opening the organisation.
const ALL_AT_ONCE: usize = 20_000;

/// What degrades without a capability, remembered for the value and day.
///
/// # Errors
/// Where the computation ended without an answer.
pub async fn of(
    service: &Service,
    isms: &Arc<Isms>,
    numbers: &Arc<Numbers>,
    signals: &Signals,
    area: Area,
) -> service::Result<Arc<Vec<Degraded>>> {
    let key = format!("stops {} {} {} {}", isms.org, isms.moment.seq, rules::today(isms), area.name());
    let (isms, numbers, signals) = (isms.clone(), numbers.clone(), signals.clone());
    let compute = move || {
        let wheel = wheel::wheel(&isms, &numbers, &signals);
        wheel::degrades(&isms, &numbers, &signals, &wheel, area)
    };
    service.remembered(key, compute).await
}

pub(super) async fn section(cx: &Cx, isms: &Arc<Isms>, numbers: &Arc<Numbers>, signals: &Signals) -> Result<Markup> {
    let asked = cx.query.get("stops").and_then(|name| SEVEN.into_iter().find(|a| a.name() == name));
    let all = isms.len() <= ALL_AT_ONCE;
    let mut parts = Vec::new();
    for area in SEVEN {
        let name = cx.w.tn("wheel-without", &[("capability", area_name(cx, area).into())]);
        if all || asked == Some(area) {
            let lost = of(&cx.app.service, isms, numbers, signals, area).await?;
            parts.push(html! { div id={ "without-" (area.name()) } { (design::more(&name, asked == Some(area), degraded(cx, &lost))) } });
        } else {
            let link = LinkTo::new(name, cx.at(&format!("/wheel?stops={}#without-{}", area.name(), area.name())));
            parts.push(html! { p { a href=(link.href) { (link.label) } } });
        }
    }
    Ok(html! { @for part in parts { (part) } })
}

fn degraded(cx: &Cx, lost: &[Degraded]) -> Markup {
    html! {
        @if lost.is_empty() { (design::empty(&cx.w.t("wheel-nothing-lost"), None)) }
        ul.plain {
            @for d in lost {
                li { strong { (area_name(cx, d.capability)) } ": " (because(cx, &d.because)) @if !d.records.is_empty() { ": " (records(cx, &d.records)) } }
            }
        }
    }
}

fn because(cx: &Cx, because: &Because) -> Markup {
    let w = &cx.w;
    let code = cx.view.for_the_organisation().currency();
    let money = |v: f64| w.money_short(v, code.code());
    match because {
        Because::Unknown(n) => html! { (w.tn("stops-unknown", &[("n", (*n).into())])) },
        Because::Loss(now, then) => {
            html! { (w.tn("stops-loss", &[("now", money(*now).into()), ("then", money(*then).into())])) }
        }
        Because::Unshown(n) => html! { (w.tn("stops-unshown", &[("n", (*n).into())])) },
        Because::Flow { name, before, after } => {
            let of = |(n, m): (usize, usize)| w.tn("wheel-of", &[("n", n.into()), ("m", m.into())]);
            let after = after.map_or_else(|| w.t("stops-nothing-left"), of);
            let what = w.t(&format!("flow-{name}"));
            html! { (w.tn("stops-flow", &[("what", what.into()), ("before", of(*before).into()), ("after", after.into())])) }
        }
        Because::Signals(code, n) => {
            let title = rules::all().iter().find(|r| r.code == *code).map_or("", |r| r.title);
            html! { (w.tn("stops-signals", &[("n", (*n).into())])) " " a href=(cx.at(&format!("/rules/{code}"))) { (code) } " " (title) }
        }
    }
}
