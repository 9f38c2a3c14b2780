//! Which estimate matters, and what it is worth to know it better before choosing.

use super::Shown;
use crate::{
    cx::Cx,
    design::{self, Cell, ChartWords, Column, Role, Row},
    pages::insight::objective::money,
};
use maud::{Markup, html};
use quant::decide::{Information, Parameter, Quantity};
use report::chart::{Input, Tornado, Unit};

/// Numbers that are shown.
const MOST: usize = 10;

/// Both.
pub fn section(cx: &Cx, shown: &Shown<'_>) -> Markup {
    let body =
        html! { (tornado(cx, shown)) @if let Some(info) = &shown.beside.information { (worth(cx, shown, info)) } };
    design::section("matters", &cx.w.t("options-matters"), Some(&cx.w.t("options-matters-sub")), body)
}

/// What a number is and whose.
pub fn label(cx: &Cx, p: &Parameter) -> String {
    let title = |key: &str| cx.view.by_key(key).map_or_else(|| cx.w.t("not-visible"), |r| r.head().title.clone());
    let english = p.quantity.to_string();
    let slug = english.replace(',', "").replace(' ', "-");
    let quantity = cx.w.or(&format!("quantity-{slug}"), &english);
    match &p.with {
        Some(with) => format!("{}: {quantity} ({})", title(&p.whose), title(with)),
        None => format!("{}: {quantity}", title(&p.whose)),
    }
}

/// The range of a number as it is written.
pub fn range(cx: &Cx, p: &Parameter) -> String {
    use Quantity::*;
    let digits = |x: f64| {
        if x.abs() >= 9.95 {
            0
        } else if x.abs() >= 0.95 {
            1
        } else {
            2
        }
    };
    let said = |x: f64| match p.quantity {
        PrimaryLoss(_) | SecondaryLoss(_) | Baseline => money(cx, x),
        LossEventFrequency | ThreatEventFrequency | ContactFrequency => {
            cx.w.tn("options-a-year", &[("n", cx.w.number(x, digits(x)).into())])
        }
        Belief => cx.w.number(x + 1.0, 0),
        _ => cx.w.percent(x),
    };
    format!("{} – {}", said(p.p05), said(p.p95))
}

fn href(cx: &Cx, p: &Parameter) -> Option<String> {
    cx.view.by_key(&p.whose).map(|r| cx.href(r.as_ref()))
}

fn tornado(cx: &Cx, shown: &Shown<'_>) -> Markup {
    let model = &shown.answer.made.model;
    let Some(objective) = model.objectives.get(shown.ground.objective) else { return html! {} };
    let lands = |id: &str| objective.losses.iter().any(|l| l.scenario == id);
    let scenarios = || model.scenarios.iter().filter(|s| lands(&s.id));
    let here = |p: &Parameter| lands(&p.whose) || scenarios().any(|s| s.controls.iter().any(|c| c.control == p.whose));
    let bars = shown.search.tornado.iter().filter(|b| here(&b.parameter) && b.width() > 0.0).take(MOST);
    let inputs: Vec<Input> = bars
        .map(|b| Input {
            label: label(cx, &b.parameter),
            at_low: b.low.mean_loss,
            at_high: b.high.mean_loss,
            range: range(cx, &b.parameter),
            href: href(cx, &b.parameter),
        })
        .collect();
    if inputs.is_empty() {
        return design::empty(&cx.w.t("options-tornado-none"), None);
    }
    let currency = cx.view.for_the_organisation().currency();
    let drawn = Tornado {
        title: cx.w.tn("options-tornado", &[("name", shown.objective.head.title.as_str().into())]),
        desc: cx.w.t("options-tornado-desc"),
        across: cx.w.tn("options-tornado-across", &[("currency", currency.code().into())]),
        unit: Unit::Money,
        base: shown.search.today.value,
        inputs,
    };
    html! {
        (design::chart(&cx.w, &cx.w.t("options-matters"), &drawn.chart(&ChartWords { w: &cx.w, currency: currency.code() }), None))
        p.quiet { (cx.w.t("options-tornado-note")) }
    }
}

fn worth(cx: &Cx, shown: &Shown<'_>, info: &Information) -> Markup {
    let w = &cx.w;
    let best = shown.beside.options.iter().filter(|o| shown.ground.is_priced(&o.choice.treatments)).nth(info.best);
    let right = info.best_in.get(info.best).copied().unwrap_or(0.0);
    let told = info.parameters.iter().filter(|(_, v)| v.value > v.error);
    let rows: Vec<Row> = told
        .take(MOST)
        .map(|(p, v)| Row {
            href: href(cx, p).unwrap_or_default(),
            cells: vec![
                Cell::Text(label(cx, p)),
                Cell::Text(range(cx, p)),
                Cell::Html(html! { (money(cx, v.value)) " " small.quiet { "± " (money(cx, v.error)) } }),
            ],
            ..Row::default()
        })
        .collect();
    let columns = [
        Column::new(w.t("options-estimate"), Role::Lead),
        Column::new(w.t("options-range"), Role::Text),
        Column::new(w.t("options-worth"), Role::Number),
    ];
    html! {
        h3 { (w.t("options-know")) }
        @if let Some(best) = best {
            p {
                (w.tn("options-know-best", &[
                    ("name", super::titles(cx, &shown.answer.made, &best.choice.treatments).into()), ("share", w.percent(right).into()),
                    ("worth", money(cx, info.everything.value).into()), ("error", money(cx, info.everything.error).into()),
                ]))
            }
        }
        @if rows.is_empty() { p { (w.t("options-know-none")) } }
        @else { (design::plain_table(w, &w.t("options-know"), &columns, &rows)) }
        p.quiet { (w.tn("options-know-note", &[("worlds", w.number(info.worlds as f64, 0).into())])) }
    }
}
