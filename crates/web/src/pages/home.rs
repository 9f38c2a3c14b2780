//! Home: which objectives are we least certain of, what must be decided, what changed, where the wheel is broken.

use super::{Page, begin, timeline, week};
use crate::{
    cx::Cx,
    design::{self, Cell, CertaintyLine, Column, LinkTo, Role, Row},
    fault::Result,
};
use axum::response::Html;
use isms::{
    analysis::certainty::{self, Answer, Met},
    context::Objective,
    governance::Decision,
    isms::Isms,
    record::{AnyRecord, Record},
    risk::{Risk, estimate::pool},
};
use maud::{Markup, html};

/// `GET /`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let objectives: Vec<&Record<Objective>> =
        cx.view.all::<Objective>().filter(|o| &*o.head.state == "agreed" && o.body.parent.is_none()).collect();
    let answer = cx.app.service.certainty(cx.view.for_the_organisation()).await?;
    let main = html! { @if !begin::any_decided(&cx) && !cx.is_past() { (begin::invitation(&cx)) } (objectives_section(&cx, &objectives, &answer)) };
    let beside = html! { (to_decide(&cx)) (asked_of_me(&cx).await?) (wheel(&cx).await?) };
    let title = match objectives.len() {
        0 => cx.w.t("home-title-none"),
        n => cx.w.tn("home-title", &[("n", n.into())]),
    };
    let body = html! { (design::lede(&title, Some(html! { (in_short(&cx, &objectives, &answer)) }))) (design::two_then(main, beside, changed(&cx).await?)) };
    Ok(Page::new("home", cx.w.t("rail-home").to_string(), body).draw(&cx))
}

/// How far the assessment of an objective has come: risks that threaten it, and those with a complete estimate.
fn assessed(cx: &Cx, objective: &Record<Objective>) -> (usize, usize) {
    let isms = cx.view.for_the_organisation();
    let mut risks: Vec<_> = isms
        .pointing_at(objective.head.id)
        .filter(|l| isms.typed::<Risk>(l.source).is_some_and(|r| (r as &dyn AnyRecord).is_open()))
        .map(|l| l.source)
        .collect();
    risks.dedup();
    let estimated = risks.iter().filter(|r| pool::pool(isms, **r).open.iter().any(|e| e.body.is_complete()));
    (risks.len(), estimated.count())
}

/// How it stands, in one sentence.
fn in_short(cx: &Cx, objectives: &[&Record<Objective>], answer: &Answer) -> String {
    if objectives.is_empty() {
        return cx.w.t("home-short-none");
    }
    let isms = cx.view.for_the_organisation();
    let standings: Vec<_> = objectives.iter().map(|o| answer.standing(isms, o.head.id)).collect();
    let short = standings.iter().filter(|s| s.met() == Some(Met::No)).count();
    let unknown = standings.iter().filter(|s| s.certainty.is_none()).count();
    let mut words = vec![cx.w.tn("home-short", &[("n", short.into())])];
    if unknown > 0 {
        words.push(cx.w.tn("home-unknown", &[("n", unknown.into())]));
    }
    if let Some(joint) = answer.variant(certainty::TODAY).map(|v| v.joint).filter(|_| standings.len() > 1) {
        // One that nothing threatens holds in every year of the simulation; that is no knowledge.
        let counted = answer.made.model.objectives.iter().filter(|o| !o.losses.is_empty()).count();
        words.push(cx.w.tn("home-joint", &[("value", cx.w.percent(joint.mean).into()), ("n", counted.into())]));
    }
    words.join(" ")
}

/// Farthest below what is required first; then those that are unknown, then the others.
fn rank(answer: &Answer, isms: &Isms, objective: &Record<Objective>) -> i64 {
    let standing = answer.standing(isms, objective.head.id);
    match (standing.certainty, standing.required) {
        (Some(c), Some(required)) if c.mean < required => ((c.mean - required) * 1e6) as i64,
        (None, _) => 0,
        (Some(c), required) => 1 + ((c.mean - required.unwrap_or(0.0)) * 1e6) as i64,
    }
}

fn objectives_section(cx: &Cx, objectives: &[&Record<Objective>], answer: &Answer) -> Markup {
    if objectives.is_empty() {
        let first = LinkTo::new(cx.w.t("home-first-objective").to_string(), "/objectives/new");
        return design::section(
            "objectives",
            &cx.w.or("kinds-objectives", "Objectives"),
            None,
            design::empty(&cx.w.t("home-no-objective"), Some(&first)),
        );
    }
    let isms = cx.view.for_the_organisation();
    let mut objectives = objectives.to_vec();
    objectives.sort_by_key(|o| (rank(answer, isms, o), o.head.number));
    let rows: Vec<Row> = objectives
        .iter()
        .map(|o| {
            let standing = answer.standing(isms, o.head.id);
            let line = CertaintyLine {
                value: standing.certainty.map(|c| c.mean),
                low: standing.certainty.map(|c| c.band.0),
                high: standing.certainty.map(|c| c.band.1),
                need: standing.required,
            };
            let figure = html! {
                (design::certainty(&cx.w, &line))
                @match standing.certainty {
                    Some(c) => small.quiet { (cx.w.percent(c.mean)) @if let Some(n) = standing.required { " / " (cx.w.percent(n)) } },
                    None => small.unknown { (cx.w.t("unknown")) },
                }
            };
            let (risks, estimated) = assessed(cx, o);
            let owner =
                o.head.owner.and_then(|w| cx.view.get(w.id())).map(|r| r.head().title.clone()).unwrap_or_default();
            let tolerance = o.body.tolerance.map(|t| cx.w.money(t.minor, t.currency.code()).to_string());
            Row {
                key: format!("OBJ-{}", o.head.number),
                href: cx.href(*o),
                edit: None,
                note: None,
                cells: vec![
                    Cell::Text(o.head.title.clone()),
                    Cell::Text(owner),
                    tolerance.map_or(Cell::Unknown, Cell::Text),
                    Cell::Html(figure),
                    Cell::Text(cx.w.tn("estimated-of", &[("n", estimated.into()), ("m", risks.into())]).to_string()),
                ],
            }
        })
        .collect();
    let columns = [
        Column::new(cx.w.or("kind-objective", "Objective").to_string(), Role::Lead),
        Column::new(cx.w.or("field-owner", "Owner").to_string(), Role::Quiet),
        Column::new(cx.w.or("field-tolerance", "Tolerance").to_string(), Role::Number),
        Column::new(cx.w.t("home-certainty").to_string(), Role::Text),
        Column::new(cx.w.t("home-risks").to_string(), Role::Quiet),
    ];
    let note = cx.w.t("home-objectives-note").to_string();
    design::section(
        "objectives",
        &cx.w.or("kinds-objectives", "Objectives"),
        Some(&note),
        design::plain_table(&cx.w, &cx.w.or("kinds-objectives", "Objectives"), &columns, &rows),
    )
}

/// The latest acts, each with the first records it touched.
async fn changed(cx: &Cx) -> Result<Markup> {
    let acts = cx.app.service.acts(cx.viewer().org, Some(cx.view.moment().seq + 1), 8).await?;
    let mut shown = Vec::new();
    for act in &acts {
        let changes = cx.app.service.ledger().changes_of(cx.viewer().org, act.seq).await?;
        let seen: Vec<_> = changes.iter().filter_map(|c| cx.view.get(isms::values::RecordId(c.record))).collect();
        let rest = seen.len().saturating_sub(3);
        let what = html! {
            (cx.w.t(if seen.iter().all(|r| changes.iter().any(|c| c.record == r.head().id.0 && c.version == 1)) { "act-recorded" } else { "act-changed" })) " "
            @for (i, r) in seen.iter().take(3).enumerate() { @if i > 0 { ", " } a.record href=(cx.href(r.as_ref())) { (r.head().title) } }
            @if rest > 0 { " " (cx.w.tn("and-more", &[("n", rest.into())])) }
        };
        if !seen.is_empty() {
            shown.push(design::Act { what, ..timeline::bare(cx, act) });
        }
    }
    let body = if shown.is_empty() {
        design::empty(&cx.w.t("nothing-changed"), None)
    } else {
        design::timeline(&cx.w, &shown)
    };
    Ok(design::section("changed", &cx.w.t("home-changed"), None, body))
}

/// Decisions that were put to someone.
fn to_decide(cx: &Cx) -> Markup {
    let tabled: Vec<&Record<Decision>> = cx.view.all::<Decision>().filter(|d| &*d.head.state == "tabled").collect();
    let body = html! {
        @if tabled.is_empty() { (design::empty(&cx.w.t("home-nothing-to-decide"), None)) }
        @for decision in tabled.iter().take(5) {
            div.ask {
                h3 { a href=(cx.href(*decision)) { (decision.head.title) } }
                p.quiet {
                    @if let Some(by) = decision.body.decided_by { (cx.link_to(by.id())) ". " }
                    @for (i, option) in decision.body.options.iter().enumerate() {
                        @if i > 0 { " · " }
                        (option.name) @if let Some(cost) = option.cost { " (" (cx.w.money(cost.minor, cost.currency.code())) ")" }
                    }
                }
            }
        }
    };
    design::section("decide", &cx.w.t("home-decide"), None, body)
}

async fn asked_of_me(cx: &Cx) -> Result<Markup> {
    let asked = week::in_short(cx).await?;
    let body = html! {
        @if asked.is_empty() { (design::empty(&cx.w.t("week-empty"), None)) }
        @else {
            ul.plain {
                @for (what, title, href, due) in asked.iter().take(6) { li { a href=(href) { (title) } " " span.quiet { (what) @if let Some(due) = due { " · " (cx.w.date(*due)) } } } }
            }
            @if asked.len() > 6 { p { a href=(cx.at("/week")) { (cx.w.tn("and-more", &[("n", (asked.len() - 6).into())])) } } }
        }
    };
    Ok(design::section("asked", &cx.w.t("rail-week"), None, body))
}

/// More signals than this are not counted for a page that shows six of them.
const COUNTED: usize = 5_000;

/// The most serious things that the rules find.
async fn wheel(cx: &Cx) -> Result<Markup> {
    let signals = cx.app.service.signals(cx.viewer(), &cx.view).await?;
    let seen = |s: &&isms::rules::Signal| s.record.is_none_or(|r| cx.view.get(r).is_some());
    let worst: Vec<_> = isms::rules::worst_first(&signals).filter(seen).take(6).collect();
    let rest = (signals.len() <= COUNTED).then(|| signals.iter().filter(seen).count() - worst.len());
    let body = html! {
        @if worst.is_empty() { (design::empty(&cx.w.t("rules-none"), None)) }
        ul.plain {
            @for s in worst.iter().copied() {
                li { (super::rules::tagged(cx, s)) " " @if let Some(r) = s.record.and_then(|r| cx.view.get(r)) { a href=(cx.href(r.as_ref())) { (r.head().title) } ": " } (s.message) }
            }
        }
        @if rest != Some(0) {
            p { a href=(cx.at("/rules")) { @match rest { Some(n) => (cx.w.tn("and-more", &[("n", n.into())])), None => (cx.w.t("rules-all-found")) } } }
        }
        p { a href=(cx.at("/wheel")) { (cx.w.t("home-wheel-all")) } }
    };
    Ok(design::section("wheel", &cx.w.t("home-wheel"), None, body))
}
