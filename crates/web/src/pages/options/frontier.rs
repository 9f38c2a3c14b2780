//! What more certainty costs: the sets that no cheaper one beats, what a budget buys, and what the next euro would.

use super::{
    Asked, Shown, keys,
    side::{figure, gain, verdict},
    titles,
};
use crate::{
    cx::Cx,
    design::{self, Cell, ChartWords, Column, Role, Row},
    pages::insight::{loss::money, objective::signed, points},
};
use maud::{Markup, html};
use quant::decide::{CertaintyPoint, Choice, Score, frontier_by_certainty};
use report::chart::{Frontier, Set, Unit};

/// Money that a gain is told per.
const PER: f64 = 10_000.0;
/// A gain below this many of its standard errors is none that can be told.
const TELLS: f64 = 1.96;

/// The chart, the budget, the steps.
pub fn section(cx: &Cx, shown: &Shown<'_>) -> Markup {
    let points = efficient(shown);
    let body = html! {
        (chart(cx, shown, &points))
        (budget(cx, shown, &points))
        (steps(cx, shown, &points))
        (searched(cx, shown))
    };
    design::section("frontier", &cx.w.t("options-frontier"), Some(&cx.w.t("options-frontier-sub")), body)
}

/// Sets by rising cost of which each is more certain than every cheaper one. Differences carry the errors of the gains over today,
/// as if those were independent, which overstates them: they share their years.
fn efficient(shown: &Shown<'_>) -> Vec<CertaintyPoint> {
    let priced = shown.scored.iter().filter(|(c, _)| shown.ground.is_priced(&c.treatments));
    let (choices, scores): (Vec<Choice>, Vec<Score>) = priced
        .map(|(c, f)| (c.clone(), Score { certainty: f.certainty.mean, error: f.gain.error, parts: Vec::new() }))
        .unzip();
    frontier_by_certainty(&choices, |_| scores)
}

fn is_on(points: &[CertaintyPoint], choice: &Choice) -> bool {
    points.iter().any(|p| p.choice.treatments == choice.treatments)
}

fn with(shown: &Shown<'_>, set: &[usize]) -> Asked {
    let mut asked = shown.asked.clone();
    if !set.is_empty() && !asked.sets.iter().any(|s| s == set) && asked.sets.len() < super::MOST_SETS {
        asked.sets.push(set.to_vec());
    }
    asked
}

fn chart(cx: &Cx, shown: &Shown<'_>, points: &[CertaintyPoint]) -> Markup {
    let made = &shown.answer.made;
    let currency = cx.view.for_the_organisation().currency();
    let priced = shown.scored.iter().filter(|(c, _)| shown.ground.is_priced(&c.treatments));
    let set = |(choice, found): &(Choice, super::Found)| {
        let chosen = shown.asked.sets.contains(&choice.treatments);
        let name =
            if choice.treatments.is_empty() { cx.w.t("do-nothing") } else { keys(made, &choice.treatments, " + ") };
        Set {
            name,
            cost: choice.cost,
            value: found.certainty.mean,
            band: chosen.then_some(found.certainty.band),
            efficient: is_on(points, choice),
            current: choice.treatments.is_empty(),
            chosen,
            href: (!choice.treatments.is_empty())
                .then(|| with(shown, &choice.treatments).href(cx, shown.objective, made)),
        }
    };
    let drawn = Frontier {
        title: cx.w.tn("options-chart", &[("name", shown.objective.head.title.as_str().into())]),
        desc: cx.w.t("options-chart-desc"),
        across: cx.w.tn("options-chart-across", &[("currency", currency.code().into())]),
        up: cx.w.t("home-certainty"),
        unit: Unit::Share,
        sets: priced.map(set).collect(),
        budget: shown.asked.budget,
        need: shown.required,
    };
    design::chart(
        &cx.w,
        &cx.w.t("options-frontier"),
        &drawn.chart(&ChartWords { w: &cx.w, currency: currency.code() }),
        None,
    )
}

/// The budget's field, the best for it, and what the next euro buys.
fn budget(cx: &Cx, shown: &Shown<'_>, points: &[CertaintyPoint]) -> Markup {
    let w = &cx.w;
    let made = &shown.answer.made;
    html! {
        form method="get" action={ "/objectives/OBJ-" (shown.objective.head.number) "/options#frontier" } {
            @for set in &shown.asked.sets { input type="hidden" name="set" value=(keys(made, set, ",")); }
            @if let Some(a) = &cx.as_of { input type="hidden" name="as_of" value=(a); }
            div.field {
                label.label for="budget" { (w.t("options-budget")) }
                div.united {
                    input id="budget" type="text" inputmode="decimal" name="budget" value=[shown.asked.budget.map(|b| b.to_string())];
                    span.unit { (cx.view.for_the_organisation().currency().code()) }
                    button type="submit" { (w.t("options-budget-do")) }
                }
            }
        }
        @if let Some(budget) = shown.asked.budget { (best(cx, shown, points, budget)) }
        (next(cx, shown, points))
    }
}

fn affordable(cost: f64, budget: f64) -> bool {
    cost <= budget * (1.0 + 1e-12)
}

fn best(cx: &Cx, shown: &Shown<'_>, points: &[CertaintyPoint], budget: f64) -> Markup {
    let made = &shown.answer.made;
    let certain = points.iter().rev().find(|p| affordable(p.choice.cost, budget));
    let link = |c: &Choice| html! { a href=(with(shown, &c.treatments).href(cx, shown.objective, made)) { (titles(cx, made, &c.treatments)) } };
    let row = |c: &Choice| {
        let found = shown.found(&c.treatments);
        html! {
            (link(c)) " " span.quiet {
                (money(cx, c.cost)) ", "
                @if let Some(f) = found { (figure(cx, shown, f.certainty.mean)) " (" (gain(cx, f.gain.value, f.gain.error)) "), " }
                (cx.w.tn("options-net-of", &[("net", money(cx, c.net_benefit).into())]))
            }
            @if let Some(f) = found { " " (verdict(cx, shown, &f.certainty)) }
        }
    };
    let mut facts = Vec::new();
    facts.extend(certain.map(|p| (cx.w.t("options-best-certainty"), row(&p.choice))));
    facts.extend(shown.beside.most_benefit.as_ref().map(|c| (cx.w.t("options-best-net"), row(c))));
    design::facts(&facts)
}

/// The step from the best for the budget (or from doing nothing) to the next efficient set that is more certain beyond error.
fn next(cx: &Cx, shown: &Shown<'_>, points: &[CertaintyPoint]) -> Markup {
    let budget = shown.asked.budget.unwrap_or(0.0);
    let Some(from) = points.iter().rposition(|p| affordable(p.choice.cost, budget)) else { return html! {} };
    let here = &points[from];
    let step =
        points.iter().skip(from + 1).map(|p| (p, p.score.gain_over(&here.score))).find(|(_, (g, e))| *g > TELLS * e);
    let Some((to, (gained, error))) = step else { return html! { p.quiet { (cx.w.t("options-next-none")) } } };
    let made = &shown.answer.made;
    let more: Vec<usize> =
        to.choice.treatments.iter().copied().filter(|t| !here.choice.treatments.contains(t)).collect();
    let less: Vec<usize> =
        here.choice.treatments.iter().copied().filter(|t| !to.choice.treatments.contains(t)).collect();
    let cost = to.choice.cost - here.choice.cost;
    html! {
        div.ask {
            h3 { (cx.w.t("options-next")) }
            p {
                (cx.w.tn("options-next-step", &[
                    ("cost", money(cx, cost).into()), ("adds", titles(cx, made, &more).into()), ("gain", gain(cx, gained, error).into()), ("value", said(cx, shown, to.score.certainty).into()),
                ]))
                @if !less.is_empty() { " " (cx.w.tn("options-next-drops", &[("drops", titles(cx, made, &less).into())])) }
                @if cost > 0.0 { " " (cx.w.tn("options-per", &[("points", points_per(cx, gained, cost).into()), ("amount", money(cx, PER).into())])) }
            }
        }
    }
}

/// A certainty within a sentence, marked where that of the objective is unknown.
fn said(cx: &Cx, shown: &Shown<'_>, certainty: f64) -> String {
    let value = cx.w.percent(certainty);
    if shown.known { value } else { cx.w.tn("options-so-far", &[("value", value.into())]) }
}

fn points_per(cx: &Cx, gained: f64, cost: f64) -> String {
    points(cx, gained * PER / cost)
}

/// The efficient sets one after the other.
fn steps(cx: &Cx, shown: &Shown<'_>, points: &[CertaintyPoint]) -> Markup {
    let made = &shown.answer.made;
    let row = |(i, p): (usize, &CertaintyPoint)| {
        let cost = p.choice.cost - i.checked_sub(1).and_then(|b| points.get(b)).map_or(0.0, |b| b.choice.cost);
        let told = i > 0 && p.distinguishable;
        Row {
            href: if p.choice.treatments.is_empty() {
                String::new()
            } else {
                with(shown, &p.choice.treatments).href(cx, shown.objective, made)
            },
            cells: vec![
                Cell::Text(titles(cx, made, &p.choice.treatments)),
                Cell::Text(money(cx, p.choice.cost)),
                Cell::Html(
                    html! { (figure(cx, shown, p.score.certainty)) @if let Some(f) = shown.found(&p.choice.treatments) { " " (verdict(cx, shown, &f.certainty)) } },
                ),
                match i {
                    0 => Cell::Empty,
                    _ => Cell::Html(
                        html! { (gain(cx, p.gain, p.gain_error)) @if !told { br; small.unknown { (cx.w.t("options-same")) } } },
                    ),
                },
                if told && cost > 0.0 { Cell::Text(signed(cx, p.gain * PER / cost)) } else { Cell::Empty },
            ],
            ..Row::default()
        }
    };
    let rows: Vec<Row> = points.iter().enumerate().map(row).collect();
    let columns = [
        Column::new(cx.w.t("options-option"), Role::Lead),
        Column::new(cx.w.t("cost-first-year"), Role::Number),
        Column::new(cx.w.t("home-certainty"), Role::Number),
        Column::new(cx.w.t("options-step"), Role::Number),
        Column::new(cx.w.tn("options-per-head", &[("amount", money(cx, PER).into())]), Role::Number),
    ];
    html! {
        h3 { (cx.w.t("options-steps")) }
        (design::plain_table(&cx.w, &cx.w.t("options-steps"), &columns, &rows))
    }
}

/// How many sets were searched and simulated, and what that leaves open.
fn searched(cx: &Cx, shown: &Shown<'_>) -> Markup {
    match &shown.search.portfolio {
        Err(why) => crate::pages::insight::not_computed(cx, why),
        Ok(p) => html! {
            p.quiet {
                (cx.w.tn(if p.complete { "options-searched" } else { "options-searched-some" }, &[
                    ("n", cx.w.number(p.visited as f64, 0).into()), ("m", cx.w.number(shown.scored.len() as f64, 0).into()),
                ]))
                @if shown.ground.unpriced.iter().any(|t| shown.ground.open.contains(t)) { " " (cx.w.t("options-unpriced")) }
            }
        },
    }
}
