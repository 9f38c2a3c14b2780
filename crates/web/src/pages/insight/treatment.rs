//! What the analyses say about a treatment: what it would change, what it saves for what it costs, and what was promised of it.

use super::{
    Insight,
    loss::money,
    method_line, not_computed,
    objective::{signed, touches},
    points,
};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Notice, Role, Row, Stat, Tone},
    fault::Result,
    pages::options::{Weighed, alone, is_priced, mean_loss, variant, with_needed},
};
use isms::{
    analysis::{
        certainty::{self, Answer},
        model::Lack,
    },
    governance::{Decision, decision::DecisionOption},
    kind,
    record::Record,
    risk::{Treatment, treatment::TreatmentOption},
    values::RecordId,
};
use maud::{Markup, html};
use quant::{Variant, simulate::Outcome};
use std::sync::Arc;

/// What is shown above the fields.
pub async fn insight(cx: &Cx, record: &Record<Treatment>) -> Result<Insight> {
    let answer = cx.app.service.certainty(cx.view.for_the_organisation()).await?;
    let Some(index) = answer.made.treatment(record.head.id) else { return Ok(Insight::default()) };
    if let Some(fault) = &answer.fault {
        return Ok(Insight { main: Some(not_computed(cx, fault)), ..Insight::default() });
    }
    let main = if answer.made.done.contains(&index) {
        done(cx, record, &answer, index).await?
    } else {
        open(cx, record, &answer, index).await?
    };
    Ok(Insight { main: Some(main), ..Insight::default() })
}

/// Before it is done: what it would change.
async fn open(cx: &Cx, record: &Record<Treatment>, answer: &Arc<Answer>, index: usize) -> Result<Markup> {
    let made = &answer.made;
    if !says_something(answer, index) {
        return Ok(silent(cx, record));
    }
    let set = with_needed(made, &[index]);
    let outcome = cx.app.service.what_if(answer, vec![variant(made, &set)]).await?;
    let weighed = alone(cx, answer, &set).await?;
    let isms = cx.view.for_the_organisation();
    let priced = set.iter().filter_map(|t| made.treatments.get(*t)).all(|id| is_priced(isms, made, *id));
    let needs: Vec<RecordId> =
        set.iter().filter(|t| **t != index).filter_map(|t| made.treatments.get(*t).copied()).collect();
    let body = html! {
        @if !needs.is_empty() { p { (cx.w.t("effect-needs")) " " @for (i, id) in needs.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(*id)) } } }
        @if let Some(w) = &weighed { (figures(cx, w, priced)) }
        (objectives(cx, answer, &outcome, &set, 1.0))
        (method_line(cx, &answer.method))
    };
    Ok(design::section("effect", &cx.w.t("effect"), Some(&cx.w.t("effect-sub")), body))
}

fn says_something(answer: &Answer, index: usize) -> bool {
    answer
        .made
        .model
        .treatments
        .get(index)
        .is_some_and(|t| !(t.effects.is_empty() && t.avoids.is_empty() && t.transfers.is_empty()))
}

/// That nothing can be said, and what would mend it.
fn silent(cx: &Cx, record: &Record<Treatment>) -> Markup {
    let word = if record.body.option == TreatmentOption::Accept { "effect-accept" } else { "effect-none" };
    let tone = if record.body.option == TreatmentOption::Accept { Tone::Note } else { Tone::Unknown };
    let body = html! {
        p {
            (cx.w.t(word))
            @if !cx.is_past() && tone == Tone::Unknown { " " a href={ "/treatments/TRT-" (record.head.number) "/edit" } { (cx.w.t("effect-state")) } }
        }
    };
    design::notice(&Notice { tone, body })
}

fn figures(cx: &Cx, w: &Weighed, priced: bool) -> Markup {
    let c = &w.choice;
    let yearly = c.yearly_cost;
    let how = cx.w.t(if w.estimated { "effect-estimated" } else { "effect-closed" });
    let saves = Stat {
        label: cx.w.t("options-saves"),
        value: Some(money(cx, c.net_benefit + yearly)),
        note: Some(how),
        ..Stat::default()
    };
    let known = |x: String| priced.then_some(x);
    let note = cx.w.tn("effect-first-year", &[("cost", money(cx, c.cost).into())]);
    let costs =
        Stat { label: cx.w.t("options-yearly"), value: known(money(cx, yearly)), note: known(note), ..Stat::default() };
    let (p, error) = w.pays;
    let pays = cx.w.tn("effect-pays-error", &[("error", points(cx, error).into())]);
    let pays =
        Stat { label: cx.w.t("options-pays"), value: known(cx.w.percent(p)), note: known(pays), ..Stat::default() };
    design::stats(&cx.w, &[saves, costs, pays])
}

/// What the first variant beside today makes of each objective that the set touches. `sign` is -1 where the variant takes the treatment away.
fn objectives(cx: &Cx, answer: &Answer, outcome: &Outcome, set: &[usize], sign: f64) -> Markup {
    let isms = cx.view.for_the_organisation();
    let made = &answer.made;
    let touched = (0..made.objectives.len()).filter(|o| set.iter().any(|t| touches(made, *t, *o)));
    let row = |o: usize| {
        let id = *made.objectives.get(o)?;
        let now = answer.objective(certainty::TODAY, id)?;
        let other = outcome.variants.get(1)?.objectives.get(o)?;
        let known = answer.standing(isms, id).certainty.is_some();
        let said = |x: f64| if known { Cell::Text(cx.w.percent(x)) } else { Cell::Unknown };
        let (before, after) = if sign > 0.0 { (now, other) } else { (other, now) };
        let gain =
            html! { (signed(cx, sign * other.gain.value)) " " small.quiet { "± " (points(cx, other.gain.error)) } };
        Some(Row {
            cells: vec![
                Cell::Html(cx.link_to(id)),
                said(before.certainty.mean),
                said(after.certainty.mean),
                Cell::Html(gain),
            ],
            ..Row::default()
        })
    };
    let rows: Vec<Row> = touched.filter_map(row).collect();
    let columns = [
        Column::new(cx.w.or("kind-objective", "Objective"), Role::Lead),
        Column::new(cx.w.t("effect-without"), Role::Number),
        Column::new(cx.w.t("effect-with"), Role::Number),
        Column::new(cx.w.t("difference"), Role::Number),
    ];
    html! {
        @if rows.is_empty() { p.quiet { (cx.w.t("effect-no-objective")) } }
        @else { (design::plain_table(&cx.w, &cx.w.t("effect"), &columns, &rows)) }
    }
}

/// Once it is done: what it brings now, and what was promised.
async fn done(cx: &Cx, record: &Record<Treatment>, answer: &Arc<Answer>, index: usize) -> Result<Markup> {
    let made = &answer.made;
    let mut without: Variant = made.today();
    without.treatments.retain(|t| *t != index);
    let says = says_something(answer, index);
    let outcome = cx.app.service.what_if(answer, vec![without.clone()]).await?;
    let (with, without) = (mean_loss(cx, answer, made.today()).await?, mean_loss(cx, answer, without).await?);
    let saved =
        with.zip(without).map(|(with, without)| (without.value - with.value, without.estimated || with.estimated));
    let controls: Vec<RecordId> = record.body.improves.iter().filter_map(|i| i.control).map(|c| c.id()).collect();
    let body = html! {
        @if speaks_through_control(record, answer, index) {
            p { (cx.w.t("effect-speaks")) " " @for (i, c) in controls.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(*c)) } }
        }
        @if says {
            @if let Some((saved, estimated)) = saved {
                p { (cx.w.tn("effect-saves-now", &[("amount", money(cx, saved).into())])) " " span.quiet { (cx.w.t(if estimated { "effect-estimated" } else { "effect-closed" })) } }
            }
            (objectives(cx, answer, &outcome, &[index], -1.0))
        } @else if !speaks_through_control(record, answer, index) { (silent(cx, record)) }
        (promised(cx, record, answer))
        (method_line(cx, &answer.method))
    };
    Ok(design::section("effect", &cx.w.t("effect-now"), Some(&cx.w.t("effect-now-sub")), body))
}

/// Whether an effect that the record states is not counted because the control through which it comes states its own.
fn speaks_through_control(record: &Record<Treatment>, answer: &Answer, index: usize) -> bool {
    let made = &answer.made;
    let lacks = made.gaps.iter().any(|g| g.record == record.head.id && g.lacks == Lack::TreatmentEffect);
    let scenarios = record.body.treats.iter().filter(|r| made.scenario(r.id()).is_some()).count();
    let factors = |i: &isms::risk::treatment::Improvement| {
        usize::from(i.frequency_factor.is_some()) + usize::from(i.magnitude_factor.is_some())
    };
    let stated: usize = record.body.improves.iter().map(factors).sum::<usize>() * scenarios;
    let counted = made.model.treatments.get(index).map_or(0, |t| t.effects.len());
    !lacks && record.body.option == TreatmentOption::Mitigate && counted < stated
}

/// Decisions that weighed it, with what they predicted of the option it was in, against the certainty now.
fn promised(cx: &Cx, record: &Record<Treatment>, answer: &Answer) -> Markup {
    let isms = cx.view.for_the_organisation();
    let made = &answer.made;
    let mut ids: Vec<RecordId> = isms.pointing_from(record.head.id, kind::of::<Decision>()).map(|l| l.source).collect();
    ids.dedup();
    let seen = ids.into_iter().filter_map(|id| cx.view.get(id)?.typed::<Decision>());
    let chose = |d: &DecisionOption| d.treatments.iter().any(|t| t.id() == record.head.id);
    let rows: Vec<Row> = seen
        .flat_map(|d| d.body.options.iter().filter(|o| chose(o)).map(move |o| (d, o)))
        .filter(|(d, o)| d.body.chosen.is_empty() || d.body.chosen == o.name)
        .map(|(d, o)| {
            let now = super::decision::objectives_of(isms, made, d).into_iter().filter_map(|i| {
                let id = *made.objectives.get(i)?;
                let certainty = answer.standing(isms, id).certainty?.mean;
                Some(html! { (cx.link_to(id)) ": " (cx.w.percent(certainty)) br; })
            });
            let now: Vec<Markup> = now.collect();
            Row {
                cells: vec![
                    Cell::Html(cx.link_to(d.head.id)),
                    Cell::Text(o.name.clone()),
                    o.predicted_certainty.map_or(Cell::Unknown, |s| Cell::Text(cx.w.percent(s.0))),
                    if now.is_empty() { Cell::Unknown } else { Cell::Html(html! { @for n in &now { (n) } }) },
                ],
                ..Row::default()
            }
        })
        .collect();
    let columns = [
        Column::new(cx.w.or("kind-decision", "Decision"), Role::Lead),
        Column::new(cx.w.t("options-option"), Role::Text),
        Column::new(cx.w.t("decided-predicted"), Role::Number),
        Column::new(cx.w.t("decided-now"), Role::Text),
    ];
    html! { @if !rows.is_empty() { h3 { (cx.w.t("effect-promised")) } (design::plain_table(&cx.w, &cx.w.t("effect-promised"), &columns, &rows)) } }
}
