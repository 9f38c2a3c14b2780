//! Which estimate matters, and what it is worth to know it better before choosing.

use super::{
    Asked, Shown, compared,
    study::{self, Ground, Matters},
    titles, unknown,
};
use crate::{
    cx::Cx,
    design::{self, Cell, ChartWords, Column, LinkTo, Role, Row},
    fault::{Fault, Result},
    pages::{
        Page, crumbs,
        insight::{loss::money, method_line},
        record_of,
        register::form_pairs,
    },
};
use axum::{extract::Path, response::Html};
use isms::{analysis::certainty::Answer, context::Objective, record::Record};
use maud::{Markup, html};
use quant::decide::{Information, Parameter, Quantity};
use report::chart::{Input, Tornado, Unit};

/// Numbers that are shown.
const MOST: usize = 10;

/// Where the sections are; they take a while the first time, so the page asks for them apart.
pub fn link(cx: &Cx, shown: &Shown<'_>) -> Markup {
    let href = shown.asked.address(cx, shown.objective, &shown.answer.made, "options/matters");
    html! {
        section id="matters" data-fragment=(href) {
            div.heading { h2 { (cx.w.t("options-matters")) } }
            p { a href=(href) { (cx.w.t("options-matters-open")) } }
        }
    }
}

/// `GET /objectives/{key}/options/matters`; with `fragment` only the section.
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = record_of(&cx, "objectives", &key)?;
    let objective = record.typed::<Objective>().ok_or_else(|| Fault::missing(format!("objective {key}")))?;
    let answer = cx.app.service.certainty(cx.view.for_the_organisation()).await?;
    let asked = Asked::read(&cx, &answer.made, &form_pairs(&cx.raw_query))?;
    let section = match answer.made.objective(objective.head.id) {
        Some(index) => {
            let ground = Ground::of(&cx.view, &answer.made, index);
            let sets = compared(&answer.made, &ground, &asked);
            let found = study::matters(&cx, &answer, &ground, &sets).await?;
            found.map(|m| section(&cx, objective, &answer, &m))
        }
        None => None,
    };
    let section = section.unwrap_or_else(|| unknown(&cx, objective, &answer));
    if cx.query.contains_key("fragment") {
        return Ok(Html(section.into_string()));
    }
    let title = cx.w.t("options-matters");
    let lede = html! { a.record href=(cx.href(objective)) { (objective.head.title) } };
    let body = html! { (design::lede(&title, Some(lede))) (section) };
    let mut crumbs = crumbs(&cx, record.kind(), None);
    crumbs.push(LinkTo::new(key, cx.href(objective)));
    crumbs.push(LinkTo::new(cx.w.t("options"), asked.href(&cx, objective, &answer.made)));
    crumbs.push(LinkTo::new(title.clone(), ""));
    Ok(Page::new(record.kind().area.name(), title, body).crumbs(crumbs).draw(&cx))
}

fn section(cx: &Cx, objective: &Record<Objective>, answer: &Answer, m: &Matters) -> Markup {
    let body = html! {
        (tornado(cx, objective, m))
        @if let Some(info) = &m.information { (worth(cx, answer, m, info)) }
        (method_line(cx, &answer.method))
    };
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

fn tornado(cx: &Cx, objective: &Record<Objective>, m: &Matters) -> Markup {
    let bars = m.tornado.iter().filter(|b| b.width() > 0.0).take(MOST);
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
        title: cx.w.tn("options-tornado", &[("name", objective.head.title.as_str().into())]),
        desc: cx.w.t("options-tornado-desc"),
        across: cx.w.tn("options-tornado-across", &[("currency", currency.code().into())]),
        unit: Unit::Money,
        base: m.today.value,
        inputs,
    };
    html! {
        (design::chart(&cx.w, &cx.w.t("options-matters"), &drawn.chart(&ChartWords { w: &cx.w, currency: currency.code() }), None))
        p.quiet { (cx.w.t("options-tornado-note")) }
    }
}

fn worth(cx: &Cx, answer: &Answer, m: &Matters, info: &Information) -> Markup {
    let w = &cx.w;
    let best = m.choices.get(info.best);
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
                    ("name", titles(cx, &answer.made, best).into()), ("share", w.percent(right).into()),
                    ("worth", money(cx, info.everything.value).into()), ("error", money(cx, info.everything.error).into()),
                ]))
            }
        }
        @if rows.is_empty() { p { (w.t("options-know-none")) } }
        @else { (design::plain_table(w, &w.t("options-know"), &columns, &rows)) }
        p.quiet { (w.tn("options-know-note", &[("worlds", w.number(info.worlds as f64, 0).into())])) }
    }
}
