//! What the analyses say about a control: what it does, how far it can be relied on, what it removes, and what would change without it.

use super::{
    Insight,
    loss::money,
    method_line, not_computed,
    objective::{protects, signed},
    points, reliance,
};
use crate::{
    cx::Cx,
    design::{self, Cell, ChartWords, Column, Notice, Role, Row, Stat, Tone},
    fault::Result,
    pages::options::mean_loss,
};
use isms::{
    analysis::{
        certainty::{self, Answer},
        reliability::Posterior,
    },
    control::Control,
    field::{Choice, Ty},
    record::Record,
    values::RecordId,
};
use maud::{Markup, html};
use quant::{Place, Variant, decide::Mean, simulate::Outcome};
use report::chart::{Interval, Range, Unit};
use std::sync::Arc;

/// Other controls on the same risks that are told.
const OTHERS: usize = 5;

/// What is shown above the fields: how it stands first, then what it is worth in numbers.
pub async fn insight(cx: &Cx, record: &Record<Control>) -> Result<Insight> {
    let numbers = in_numbers(cx, record).await?;
    let main = html! { (reliance::sections(cx, record)) @if let Some(numbers) = numbers { (numbers) } };
    Ok(Insight { main: Some(main), ..Insight::default() })
}

async fn in_numbers(cx: &Cx, record: &Record<Control>) -> Result<Option<Markup>> {
    let answer = cx.app.service.certainty(cx.view.for_the_organisation()).await?;
    let Some(index) = answer.made.control(record.head.id) else { return Ok(None) };
    let Some(posterior) = answer.made.reliability.get(index) else { return Ok(None) };
    if let Some(fault) = &answer.fault {
        return Ok(Some(not_computed(cx, fault)));
    }
    let counts = answer.made.model.scenarios.iter().any(|s| s.controls.iter().any(|p| is(&answer, index, &p.control)));
    let first = html! {
        @if record.body.effects.iter().all(|e| e.multiplier.is_none()) { (no_effect(cx, record)) }
        (numbers(cx, record, &answer, index).await?)
        (method_line(cx, &answer.method))
    };
    Ok(Some(html! {
        (design::section("numbers", &cx.w.t("control-numbers"), None, first))
        (design::section("reliability", &cx.w.t("reliability"), None, reliability(cx, record, posterior)))
        @if counts {
            (design::section("what-if", &cx.w.t("control-what-if"), None, what_ifs(cx, &answer, index, posterior).await?))
            (design::section("overlap", &cx.w.t("control-overlap"), None, overlap(cx, &answer, index).await?))
        }
    }))
}

fn is(answer: &Answer, control: usize, name: &str) -> bool {
    answer.made.model.controls.get(control).is_some_and(|c| c.id == name)
}

/// That it states no effect, and so counts for nothing.
fn no_effect(cx: &Cx, record: &Record<Control>) -> Markup {
    let body = html! {
        p { (cx.w.t("control-no-effect")) @if !cx.is_past() { " " a href={ "/controls/CTL-" (record.head.number) "/edit" } { (cx.w.t("effect-state")) } } }
    };
    design::notice(&Notice { tone: Tone::Unknown, body })
}

/// The risks that it protects with a number.
fn risks(answer: &Answer, control: usize) -> Vec<RecordId> {
    let all = answer.made.model.scenarios.iter().zip(&answer.made.risks);
    all.filter(|(s, _)| s.controls.iter().any(|p| is(answer, control, &p.control))).map(|(_, r)| *r).collect()
}

/// The objectives that it protects, by index.
fn objectives(answer: &Answer, control: usize) -> Vec<usize> {
    (0..answer.made.objectives.len()).filter(|o| protects(&answer.made, control, *o)).collect()
}

fn gone(answer: &Answer, controls: &[usize]) -> Variant {
    Variant { without: controls.to_vec(), ..answer.made.today() }
}

async fn numbers(cx: &Cx, record: &Record<Control>, answer: &Arc<Answer>, index: usize) -> Result<Markup> {
    let w = &cx.w;
    let (today, without) =
        (mean_loss(cx, answer, answer.made.today()).await?, mean_loss(cx, answer, gone(answer, &[index])).await?);
    let risks = risks(answer, index);
    let removed = today.zip(without).filter(|_| !risks.is_empty());
    let how = |(a, b): (Mean, Mean)| w.t(if a.estimated || b.estimated { "effect-estimated" } else { "effect-closed" });
    let cost = record
        .body
        .cost_yearly
        .map(|c| w.tn("control-costs", &[("amount", w.money(c.minor, c.currency.code()).into())]));
    let removes = Stat {
        label: w.t("control-removes"),
        value: removed.map(|(a, b)| money(cx, b.value - a.value)),
        note: removed.map(|r| format!("{}. {}", how(r), cost.unwrap_or_default())),
        ..Stat::default()
    };
    let names: Vec<String> = objectives(answer, index)
        .iter()
        .filter_map(|o| cx.view.get(*answer.made.objectives.get(*o)?).map(|r| r.head().title.clone()))
        .collect();
    let shared = Stat {
        label: w.t("control-shared"),
        value: Some(w.tn("control-risks", &[("n", risks.len().into())])),
        note: (!names.is_empty()).then(|| names.join(", ")),
        ..Stat::default()
    };
    let coverage = match record.body.coverage {
        Some(share) => Some(w.percent(share.0)),
        None if record.body.covers.trim().is_empty() => Some(w.percent(1.0)),
        None => None,
    };
    let note = match (record.body.coverage, record.body.covers.trim().is_empty()) {
        (Some(_), _) => "control-covered",
        (None, true) => "control-covers-all",
        (None, false) => "control-not-measured",
    };
    let coverage = Stat { label: w.t("quantity-coverage"), value: coverage, note: Some(w.t(note)), ..Stat::default() };
    Ok(html! { (design::stats(w, &[removes, shared, coverage])) (effects(cx, record)) })
}

fn effects(cx: &Cx, record: &Record<Control>) -> Markup {
    let row = |e: &isms::control::control::ControlEffect| {
        let m = e.multiplier?;
        let range =
            cx.w.tn("control-leaves", &[("low", cx.w.percent(m.low).into()), ("high", cx.w.percent(m.high).into())]);
        let factor =
            cx.choice_label(Ty::Choice(<isms::control::control::FairFactor as Choice>::OPTIONS), e.factor.word());
        Some((factor, html! { (range) }))
    };
    let rows: Vec<(String, Markup)> = record.body.effects.iter().filter_map(row).collect();
    html! { @if !rows.is_empty() { (design::facts(&rows)) } }
}

/// How far it can be relied on, as an interval, and where that comes from.
fn reliability(cx: &Cx, record: &Record<Control>, p: &Posterior) -> Markup {
    let w = &cx.w;
    let passed = p.after_a_pass();
    let range = |name: &str, p: &Posterior, pool| {
        let (low, high) = p.band();
        Range { name: w.t(name), low, high, mid: Some(p.mean()), pool }
    };
    let drawn = Interval {
        title: w.tn("control-reliability-of", &[("name", record.head.title.as_str().into())]),
        desc: w.t("control-reliability-desc"),
        across: w.t("control-reliability-across"),
        unit: Unit::Share,
        ranges: vec![range("control-today", p, true), range("control-if-passed", &passed, false)],
        actual: None,
    };
    let (low, high) = p.band();
    let currency = cx.view.for_the_organisation().currency();
    html! {
        p {
            (w.tn("control-reliable", &[("low", w.percent(low).into()), ("high", w.percent(high).into()), ("mean", w.percent(p.mean()).into())])) " "
            @match p.last {
                Some(last) => { (w.tn("control-runs", &[("n", p.runs.into()), ("last", w.date(last).into())])) },
                None => { span.unknown { (w.t("control-untested")) } },
            }
            " " (w.t(if p.stated { "control-stated" } else { "control-not-stated" }))
        }
        (design::chart(w, &w.t("reliability"), &drawn.chart(&ChartWords { w, currency: currency.code() }), None))
    }
}

/// Each objective that it protects: without it, after a retest, and if it never failed.
async fn what_ifs(cx: &Cx, answer: &Arc<Answer>, index: usize, p: &Posterior) -> Result<Markup> {
    let law = |p: Posterior| p.dist().law(Place::Share).ok().map(|l| (index, l));
    let with = |p: Posterior| Variant { reliability: law(p).into_iter().collect(), ..answer.made.today() };
    let never = Variant { certain: vec![index], ..answer.made.today() };
    let variants = vec![gone(answer, &[index]), with(p.after_a_pass()), with(p.after_a_run()), never];
    let outcome = cx.app.service.what_if(answer, variants).await?;
    let heads = ["control-removed", "control-passed", "control-as-believed", "control-never-fails"];
    let rows: Vec<Row> =
        objectives(answer, index).into_iter().filter_map(|o| what_if_row(cx, answer, &outcome, o)).collect();
    let mut columns = vec![
        Column::new(cx.w.or("kind-objective", "Objective"), Role::Lead),
        Column::new(cx.w.t("control-today"), Role::Number),
    ];
    columns.extend(heads.map(|h| Column::new(cx.w.t(h), Role::Number)));
    Ok(html! {
        @if rows.is_empty() { p.quiet { (cx.w.t("control-no-objective")) } }
        @else { (design::plain_table(&cx.w, &cx.w.t("control-what-if"), &columns, &rows)) p.quiet { (cx.w.t("control-what-if-note")) } }
    })
}

fn what_if_row(cx: &Cx, answer: &Answer, outcome: &Outcome, o: usize) -> Option<Row> {
    let id = *answer.made.objectives.get(o)?;
    let known = answer.standing(cx.view.for_the_organisation(), id).certainty.is_some();
    let today = answer.objective(certainty::TODAY, id)?;
    let mut cells = vec![
        Cell::Html(cx.link_to(id)),
        if known { Cell::Text(cx.w.percent(today.certainty.mean)) } else { Cell::Unknown },
    ];
    cells.extend(outcome.variants.iter().skip(1).map(|v| match v.objectives.get(o) {
        Some(f) => Cell::Html(html! {
            @if known { (cx.w.percent(f.certainty.mean)) br; }
            small.quiet { (signed(cx, f.gain.value)) br; "± " (points(cx, f.gain.error)) }
        }),
        None => Cell::Unknown,
    }));
    Some(Row { cells, ..Row::default() })
}

/// Other controls on the same risks: what removing both costs, against the sum of removing each.
async fn overlap(cx: &Cx, answer: &Arc<Answer>, index: usize) -> Result<Markup> {
    let mine = risks(answer, index);
    let shared = |c: usize| risks(answer, c).iter().filter(|r| mine.contains(r)).count();
    let mut others: Vec<(usize, usize)> = (0..answer.made.controls.len())
        .filter(|c| *c != index)
        .map(|c| (shared(c), c))
        .filter(|(n, _)| *n > 0)
        .collect();
    others.sort_by_key(|(n, c)| (std::cmp::Reverse(*n), *c));
    others.truncate(OTHERS);
    if others.is_empty() {
        return Ok(html! { p.quiet { (cx.w.t("control-alone")) } });
    }
    let mut variants = vec![gone(answer, &[index])];
    for (_, c) in &others {
        variants.extend([gone(answer, &[*c]), gone(answer, &[index, *c])]);
    }
    let outcome = cx.app.service.what_if(answer, variants).await?;
    let loss = |v: usize| outcome.variants.get(v).map(|v| v.saved.mean);
    let Some(own) = loss(1) else { return Ok(html! {}) };
    let lost =
        |e: quant::simulate::Estimated| html! { (money(cx, -e.value)) " " small.quiet { "± " (money(cx, e.error)) } };
    let rows: Vec<Row> = others
        .iter()
        .enumerate()
        .filter_map(|(i, (n, c))| {
            let (other, both) = (loss(2 * i + 2)?, loss(2 * i + 3)?);
            let sum = own.value + other.value;
            Some(Row {
                cells: vec![
                    Cell::Html(cx.link_to(*answer.made.controls.get(*c)?)),
                    Cell::Text(cx.w.number(*n as f64, 0)),
                    Cell::Html(lost(other)),
                    Cell::Html(lost(both)),
                    Cell::Text(money(cx, -sum)),
                ],
                ..Row::default()
            })
        })
        .collect();
    let columns = [
        Column::new(cx.w.or("kind-control", "Control"), Role::Lead),
        Column::new(cx.w.t("control-shared-risks"), Role::Number),
        Column::new(cx.w.t("control-it-gone"), Role::Number),
        Column::new(cx.w.t("control-both-gone"), Role::Number),
        Column::new(cx.w.t("control-sum"), Role::Number),
    ];
    Ok(html! {
        p { (cx.w.tn("control-gone", &[("amount", money(cx, -own.value).into()), ("error", money(cx, own.error).into())])) }
        (design::plain_table(&cx.w, &cx.w.t("control-overlap"), &columns, &rows))
        p.quiet { (cx.w.t("control-overlap-note")) }
    })
}
