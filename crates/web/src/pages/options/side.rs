//! Options side by side.

use super::{
    Shown, effectless, keys,
    study::{Found, Weighed},
};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Tone},
    pages::insight::{loss::money, objective::signed, points},
};
use maud::{Markup, html};
use quant::simulate::Certainty;

/// The table with its boxes.
pub fn section(cx: &Cx, shown: &Shown<'_>) -> Markup {
    let w = &cx.w;
    let columns = [
        Column::new(w.t("options-pick"), Role::Text),
        Column::new(w.t("options-option"), Role::Lead),
        Column::new(w.t("cost-first-year"), Role::Number),
        Column::new(w.t("options-yearly"), Role::Number),
        Column::new(w.t("options-mean-loss"), Role::Number),
        Column::new(w.t("options-saves"), Role::Number),
        Column::new(w.t("options-net"), Role::Number),
        Column::new(w.t("home-certainty"), Role::Number),
        Column::new(w.t("options-pays"), Role::Number),
    ];
    let rows: Vec<Row> = shown.beside.options.iter().map(|o| row(cx, shown, o)).collect();
    let silent = effectless(cx, shown);
    let body = html! {
        form method="get" action={ "/objectives/OBJ-" (shown.objective.head.number) "/options" } {
            @for set in &shown.asked.sets { input type="hidden" name="set" value=(keys(&shown.answer.made, set, ",")); }
            @if let Some(b) = shown.asked.budget { input type="hidden" name="budget" value=(b); }
            @if let Some(a) = &cx.as_of { input type="hidden" name="as_of" value=(a); }
            (design::plain_table(w, &w.t("options-side"), &columns, &rows))
            @if shown.ground.open.len() > 1 { div.actions { button type="submit" { (w.t("options-together")) } } }
        }
        @if shown.sets.is_empty() { (design::empty(&w.t("ways-none"), Some(&design::LinkTo::new(w.t("ways-propose"), "/treatments/new")))) }
        @if !silent.is_empty() {
            p.quiet { (w.t("options-silent")) " " @for (i, t) in silent.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(*t)) } }
        }
        p.quiet { (w.tn("options-side-note", &[("worlds", w.number(super::study::WORLDS as f64, 0).into())])) @if shown.beside.options.iter().any(|o| o.estimated) { " " (w.t("options-estimated")) } }
    };
    design::section("side", &w.t("options-side"), Some(&w.t("options-side-sub")), body)
}

fn row(cx: &Cx, shown: &Shown<'_>, option: &Weighed) -> Row {
    let set = &option.choice.treatments;
    let priced = shown.ground.is_priced(set);
    let known = |x: f64| if priced { Cell::Text(money(cx, x)) } else { Cell::Unknown };
    let about = if option.estimated { "≈ " } else { "" };
    let nothing = set.is_empty();
    let only_one = set.iter().copied().find(|t| shown.ground.open.contains(t) && !shown.asked.sets.contains(set));
    Row {
        cells: vec![
            only_one.map_or(Cell::Empty, |t| Cell::Html(pick(cx, shown, t))),
            Cell::Html(name(cx, shown, set)),
            known(option.choice.cost),
            known(option.choice.yearly_cost),
            Cell::Text(format!("{about}{}", money(cx, option.choice.mean_loss))),
            if nothing {
                Cell::Empty
            } else {
                Cell::Text(format!("{about}{}", money(cx, shown.search.today.value - option.choice.mean_loss)))
            },
            if nothing {
                Cell::Empty
            } else if priced {
                Cell::Html(net(cx, option.choice.net_benefit))
            } else {
                Cell::Unknown
            },
            shown.found(set).map_or(Cell::Unknown, |f| Cell::Html(certain(cx, shown, f, nothing))),
            if nothing {
                Cell::Empty
            } else if priced {
                Cell::Html(pays(cx, option, shown.found(set)))
            } else {
                Cell::Unknown
            },
        ],
        ..Row::default()
    }
}

fn net(cx: &Cx, net: f64) -> Markup {
    html! { @if net < 0.0 { "−" (money(cx, -net)) } @else { (money(cx, net)) } }
}

/// The box that puts a treatment into a set.
fn pick(cx: &Cx, shown: &Shown<'_>, treatment: usize) -> Markup {
    let made = &shown.answer.made;
    let key = keys(made, &[treatment], "");
    html! { label.check { span.away { (cx.w.tn("options-tick", &[("name", key.as_str().into())])) } input type="checkbox" name="with" value=(key); } }
}

/// The treatments of an option by name.
fn name(cx: &Cx, shown: &Shown<'_>, set: &[usize]) -> Markup {
    let made = &shown.answer.made;
    let chosen = shown.asked.sets.iter().any(|s| s == set);
    html! {
        @if set.is_empty() { (cx.w.t("do-nothing")) }
        @for (i, t) in set.iter().enumerate() {
            @if i > 0 { br; "+ " }
            @if let Some(id) = made.treatments.get(*t) { (cx.link_to(*id)) }
            @if made.decided.contains(t) { " " (design::tag(Tone::Note, &cx.w.t("decided-already"))) }
        }
        @if chosen { " " (design::tag(Tone::Plain, &cx.w.t("options-chosen"))) }
    }
}

/// Whether what is required is reached, beyond the error of simulation.
pub fn verdict(cx: &Cx, shown: &Shown<'_>, certainty: &Certainty) -> Markup {
    let Some(required) = shown.required.filter(|_| shown.known) else { return html! {} };
    let margin = certainty.mean - required;
    let (tone, word) = match () {
        () if margin.abs() < 2.0 * certainty.error => (Tone::Warn, "options-close"),
        () if margin > 0.0 => (Tone::Good, "options-met"),
        () => (Tone::Bad, "options-short"),
    };
    design::tag(tone, &cx.w.t(word))
}

/// A gain with its error.
pub fn gain(cx: &Cx, value: f64, error: f64) -> String {
    format!("{} ± {}", signed(cx, value), points(cx, error))
}

/// A certainty; where that of the objective is unknown, marked as what it is: that of the risks that have numbers.
pub fn figure(cx: &Cx, shown: &Shown<'_>, mean: f64) -> Markup {
    let value = cx.w.percent(mean);
    html! {
        @if shown.known { (value) }
        @else { span.unknown { (cx.w.tn("options-so-far", &[("value", value.into())])) } }
    }
}

fn certain(cx: &Cx, shown: &Shown<'_>, found: &Found, nothing: bool) -> Markup {
    let c = &found.certainty;
    html! {
        (figure(cx, shown, c.mean)) " " (verdict(cx, shown, c))
        br;
        small.quiet { @if nothing { "± " (points(cx, c.error)) } @else { (gain(cx, found.gain.value, found.gain.error)) } }
    }
}

fn pays(cx: &Cx, option: &Weighed, found: Option<&Found>) -> Markup {
    let (p, error) = option.pays;
    html! {
        (cx.w.percent(p)) " " small.quiet { "± " (points(cx, error)) }
        @if let Some(f) = found { br; small.quiet { (cx.w.tn("options-pays-year", &[("value", cx.w.percent(f.pays.value).into()), ("error", points(cx, f.pays.error).into())])) } }
    }
}
