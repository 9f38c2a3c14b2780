//! What the analyses say about a decision: its options, as predicted when it was prepared and as they would be now.

use super::{Insight, method_line, not_computed, points};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Tone},
    fault::Result,
    pages::{
        governance::{live, say},
        options::{variant, with_needed},
    },
};
use isms::{
    analysis::{
        certainty::Answer,
        mandate,
        model::{Modelled, threatening},
    },
    governance::{Decision, decision::DecisionOption},
    isms::Isms,
    record::Record,
    rules,
};
use maud::{Markup, html};
use quant::simulate::Outcome;
use std::sync::Arc;

/// Objectives that are shown beside one another.
const MOST: usize = 3;

/// Objectives of the model that the risks of a decision threaten, those with most of them first.
pub fn objectives_of(isms: &Isms, made: &Modelled, decision: &Record<Decision>) -> Vec<usize> {
    let concerned = |o: usize| {
        let risks = made.objectives.get(o).map(|id| threatening(isms, *id)).unwrap_or_default();
        risks.iter().filter(|r| decision.body.concerns.iter().any(|c| c.id() == r.head.id)).count()
    };
    let mut found: Vec<(usize, usize)> =
        (0..made.objectives.len()).map(|o| (concerned(o), o)).filter(|(n, _)| *n > 0).collect();
    found.sort_by_key(|(n, o)| (std::cmp::Reverse(*n), *o));
    found.into_iter().take(MOST).map(|(_, o)| o).collect()
}

/// What is shown above the fields.
pub async fn insight(cx: &Cx, record: &Record<Decision>) -> Result<Insight> {
    let pending = matches!(&*record.head.state, "prepared" | "tabled");
    let predicted = record.body.options.iter().any(|o| !o.treatments.is_empty() || o.predicted_certainty.is_some());
    if !predicted || &*record.head.state == "withdrawn" {
        return Ok(Insight { main: pending.then(|| paper(cx, record)), ..Insight::default() });
    }
    let answer = cx.app.service.certainty(cx.view.for_the_organisation()).await?;
    let sets: Vec<Option<Vec<usize>>> = record.body.options.iter().map(|o| set_of(&answer.made, o)).collect();
    let outcome = match &answer.fault {
        Some(_) => None,
        None => Some(simulated(cx, &answer, &sets).await?),
    };
    let body = html! {
        @match &outcome { Some(o) => (table(cx, record, &answer, o, &sets)), None => (not_computed(cx, answer.fault.as_deref().unwrap_or_default())) }
        p.quiet { (cx.w.t("decided-note")) }
        @if pending { (paper(cx, record)) }
        (method_line(cx, &answer.method))
    };
    let main = design::section("options", &cx.w.t("options-side"), Some(&cx.w.t("decided-sub")), body);
    Ok(Insight { main: Some(main), ..Insight::default() })
}

/// Whether the decision may be taken as it stands, by whom else where not, and what was seen when it was put or taken.
pub fn mandate(cx: &Cx, record: &Record<Decision>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let pending = matches!(&*record.head.state, "prepared" | "tabled");
    let chosen = record.body.choice().is_some();
    let refused = mandate::chartered(isms, record, false).err();
    let refused = refused.or_else(|| mandate::refusal(isms, record, rules::today(isms), true).filter(|_| chosen));
    html! {
        @if let Some(why) = refused.filter(|_| pending) { (design::notice(&design::Notice::text(Tone::Warn, &why))) }
        @if let Some(purse) = live::purse(cx, record) { p.quiet { (purse) } }
        @if !pending || record.body.picture.is_some() { (say::picture_section(cx, record.body.picture.as_ref())) }
    }
}

fn paper(cx: &Cx, record: &Record<Decision>) -> Markup {
    let href = cx.at(&format!("/decisions/DEC-{}/paper", record.head.number));
    html! { div.actions { (design::link_button(&cx.w.t("decided-paper"), &href, false)) } }
}

/// The treatments of an option with what they need; nothing where one is not in the model, or where an option of some cost names none.
fn set_of(made: &Modelled, option: &DecisionOption) -> Option<Vec<usize>> {
    let costs = option.cost.is_some_and(|c| c.minor > 0);
    if option.treatments.is_empty() && costs {
        return None;
    }
    let found: Option<Vec<usize>> = option.treatments.iter().map(|t| made.treatment(t.id())).collect();
    found.map(|set| with_needed(made, &set))
}

async fn simulated(cx: &Cx, answer: &Arc<Answer>, sets: &[Option<Vec<usize>>]) -> Result<Arc<Outcome>> {
    let variants = sets.iter().flatten().map(|s| variant(&answer.made, s)).collect();
    Ok(cx.app.service.what_if(answer, variants).await?)
}

fn table(
    cx: &Cx,
    record: &Record<Decision>,
    answer: &Answer,
    outcome: &Outcome,
    sets: &[Option<Vec<usize>>],
) -> Markup {
    let isms = cx.view.for_the_organisation();
    let objectives = objectives_of(isms, &answer.made, record);
    let mut at = 0;
    let mut rows = Vec::new();
    for (option, set) in record.body.options.iter().zip(sets) {
        at += usize::from(set.is_some());
        let found = set.as_ref().and_then(|_| outcome.variants.get(at));
        let mut cells = vec![
            Cell::Html(name(cx, record, option)),
            option.cost.map_or(Cell::Unknown, |c| Cell::Text(cx.w.money(c.minor, c.currency.code()))),
            option.predicted_certainty.map_or(Cell::Unknown, |s| Cell::Text(cx.w.percent(s.0))),
        ];
        for o in &objectives {
            let known = answer.made.objectives.get(*o).is_some_and(|id| answer.standing(isms, *id).certainty.is_some());
            let now = found.and_then(|v| v.objectives.get(*o)).filter(|_| known);
            cells.push(now.map_or(Cell::Unknown, |f| {
                Cell::Html(
                    html! { (cx.w.percent(f.certainty.mean)) " " small.quiet { "± " (points(cx, f.certainty.error)) } },
                )
            }));
        }
        rows.push(Row { cells, ..Row::default() });
    }
    let mut columns = vec![
        Column::new(cx.w.t("options-option"), Role::Lead),
        Column::new(cx.w.t("cost-first-year"), Role::Number),
        Column::new(cx.w.t("decided-predicted"), Role::Number),
    ];
    columns.extend(objectives.iter().map(|o| {
        let title = answer
            .made
            .objectives
            .get(*o)
            .and_then(|id| cx.view.get(*id))
            .map_or_else(|| cx.w.t("not-visible"), |r| r.head().title.clone());
        Column::new(cx.w.tn("decided-now-of", &[("name", title.into())]), Role::Number)
    }));
    design::plain_table(&cx.w, &cx.w.t("options-side"), &columns, &rows)
}

fn name(cx: &Cx, record: &Record<Decision>, option: &DecisionOption) -> Markup {
    html! {
        (option.name)
        @if !record.body.chosen.is_empty() && record.body.chosen == option.name { " " (design::tag(Tone::Good, &cx.w.t("chart-chosen"))) }
        @for t in &option.treatments { br; small { (cx.link_to(t.id())) } }
    }
}
