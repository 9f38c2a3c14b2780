//! Blind rounds on a risk's page, and how someone's numbers held on a person's.

use super::calibration::figures;
use crate::{
    cx::Cx,
    design::{self, LinkTo, Stat, Tone},
};
use isms::{
    analysis::backtest::{self, Backtest, Record90},
    authority::Action,
    context::Person,
    kind,
    record::{AnyRecord, Record},
    risk::{
        Estimate, Forecast, Risk,
        calibration::score::{ENOUGH, HitRate},
        estimate::pool::{self, Pool, Round},
    },
};
use maud::{Markup, html};
use std::sync::Arc;

/// The back-test of the page's moment.
pub fn backtest(cx: &Cx) -> Arc<Backtest> {
    cx.app.service.memo().answer(cx.view.for_the_organisation(), &backtest::ANALYSIS, backtest::backtest)
}

/// "8 of 10 (90 % interval 54 % to 96 %)", or that it is too early to tell.
pub fn rate(cx: &Cx, rate: &HitRate) -> String {
    let (n, hits) = (rate.n.into(), rate.hits.into());
    match rate.n {
        0 => cx.w.t("rate-none"),
        n_cases if n_cases < ENOUGH => cx.w.tn("rate-few", &[("n", n), ("hits", hits)]),
        _ => {
            let (low, high) = (cx.w.percent(rate.low).into(), cx.w.percent(rate.high).into());
            cx.w.tn("rate", &[("n", n), ("hits", hits), ("low", low), ("high", high)])
        }
    }
}

/// That only the visitor sees this record, where it is so.
pub fn private(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    if cx.view.for_the_organisation().private_to(record.head().id).is_none() {
        return html! {};
    }
    design::notice(&design::Notice::text(Tone::Note, &cx.w.t("only-you")))
}

/// The round of a risk: who is still missing, what the visitor can do, and which estimates count.
pub fn of_risk(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let Some(risk) = record.typed::<Risk>().filter(|_| cx.view.sight.reads(kind::of::<Estimate>())) else {
        return html! {};
    };
    let isms = cx.view.for_the_organisation();
    let Some(round) = pool::round(isms, risk.head.id) else { return html! {} };
    let pool = pool::pool(isms, risk.head.id);
    let since = cx.w.date(round.since);
    let body = html! {
        @if round.is_open() {
            p {
                (cx.w.tn("round-open", &[("since", since.into()), ("n", (round.asked.len() - round.waiting.len()).into()), ("m", round.asked.len().into())]))
                " " (cx.w.t("round-waits")) " "
                @for (i, person) in round.waiting.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(*person)) }
            }
            (mine(cx, risk, &round))
        } @else {
            p { (cx.w.tn("round-complete", &[("since", since.into()), ("m", round.asked.len().into())])) }
        }
        (counting(cx, &pool))
    };
    design::section("round", &cx.w.t("round"), None, body)
}

/// What the visitor has done in the round, and what they can do.
fn mine(cx: &Cx, risk: &Record<Risk>, round: &Round) -> Markup {
    let me = cx.viewer().person;
    let own = |state: &str| {
        let isms = cx.view.for_the_organisation();
        pool::all(isms, risk.head.id).find(|e| {
            e.body.estimator.map(|p| p.id()) == me
                && me.is_some()
                && &*e.head.state == state
                && (state == "sealed" || round.holds(e))
        })
    };
    let may = !cx.is_past() && cx.view.sight.may(kind::of::<Estimate>(), Action::Create);
    let asked = me.is_some_and(|me| round.waiting.contains(&me));
    let link = |e: &Record<Estimate>, key: &str| html! { p { (cx.w.t(key)) " " (design::record_link(&cx.link(e))) } };
    match (own("given"), own("sealed")) {
        (Some(given), _) => link(given, "round-given"),
        (None, Some(sealed)) => link(sealed, "round-sealed"),
        (None, None) if asked && may => {
            let new = format!("/risks/RSK-{}/estimate", risk.head.number);
            html! { div.actions { (design::link_button(&cx.w.t("round-estimate"), &new, true)) } }
        }
        _ => html! {},
    }
}

fn counting(cx: &Cx, pool: &Pool<'_>) -> Markup {
    let links: Vec<_> = pool.open.iter().filter(|e| cx.view.get(e.head.id).is_some()).collect();
    html! {
        p { (cx.w.tn("round-counting", &[("n", pool.open.len().into())])) }
        ul.plain { @for e in links { li { (design::record_link(&cx.link(*e))) } } }
    }
}

/// How someone's numbers held, on their page; nothing for those who may not read risks.
pub fn of_person(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let readable = cx.view.sight.reads(kind::of::<Forecast>()) && cx.view.sight.reads(kind::of::<Estimate>());
    if record.typed::<Person>().is_none() || !readable {
        return html! {};
    }
    let test = backtest(cx);
    let Some(of) = test.of(record.head().id) else { return html! {} };
    let way = if cx.viewer().person == Some(record.head().id) {
        LinkTo::new(cx.w.t("calibration"), cx.at("/calibration"))
    } else {
        LinkTo::new(cx.w.t("backtest"), cx.at("/backtesting"))
    };
    let body = html! {
        (design::stats(&cx.w, &stats(cx, of)))
        @if let Some(score) = &of.exercises {
            h3 { (cx.w.tn("calibration-exercises", &[("n", score.exercises.into())])) }
            (figures(cx, score))
        }
        div.actions { (design::link_button(&way.label, &way.href, false)) }
    };
    design::section("held", &cx.w.t("backtest-of-person"), None, body)
}

/// Losses, counts and forecasts as figures.
pub fn stats(cx: &Cx, of: &Record90) -> Vec<Stat> {
    let w = &cx.w;
    let held = |label: &str, r: &HitRate| Stat {
        label: w.t(label),
        value: r.share().filter(|_| r.n >= ENOUGH).map(|s| w.percent(s)),
        note: Some(rate(cx, r)),
        ..Stat::default()
    };
    let forecasts = &of.forecasts;
    let brier = Stat {
        label: w.t("backtest-brier"),
        value: forecasts.brier.filter(|_| forecasts.resolved >= ENOUGH).map(|b| w.number(b.value, 3)),
        note: Some(mean(cx, forecasts.resolved, forecasts.brier)),
        ..Stat::default()
    };
    vec![held("backtest-losses-held", &of.losses), held("backtest-counts-held", &of.counts), brier]
}

/// "0.182 over 12 (90 % interval 0.09 to 0.27)", or that it is too early to tell.
pub fn mean(cx: &Cx, n: usize, mean: Option<backtest::forecasts::Mean>) -> String {
    let number = |x: f64| cx.w.number(x, 3);
    match mean.and_then(|m| Some((m.value, m.interval?))) {
        Some((value, (low, high))) => cx.w.tn(
            "mean",
            &[
                ("value", number(value).into()),
                ("n", n.into()),
                ("low", number(low).into()),
                ("high", number(high).into()),
            ],
        ),
        None if n == 0 => cx.w.t("rate-none"),
        None => cx.w.tn("mean-few", &[("n", n.into())]),
    }
}
