//! The heart: how certain is this objective, what holds it back, and what would make it more certain for the money?

use super::{Insight, loss::money, method_line, not_computed, points, risk_name};
use crate::{
    cx::Cx,
    design::{self, Cell, CertaintyLine, ChartWords, Column, Role, Row, Tone},
    fault::{Fault, Result},
    pages::options,
};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use isms::{
    analysis::{
        certainty::{self, Answer, Met, Standing},
        model::{Gap, Lack, Modelled},
    },
    context::Objective,
    governance::Body,
    record::Record,
    values::RecordId,
    view::View,
};
use maud::{Markup, html};
use quant::{
    Variant,
    simulate::{CurvePoint, ObjectiveOutcome, Outcome},
};
use report::chart::{Chart, Curve, Exceedance, Mark, Part, TolerancePoint};
use std::sync::Arc;

/// Risks, treatments and controls that are shown before "and more".
const MOST: usize = 8;

/// What is shown above the fields.
pub async fn insight(cx: &Cx, objective: &Record<Objective>) -> Result<Insight> {
    let isms = cx.view.for_the_organisation();
    let id = objective.head.id;
    let answer = cx.app.service.certainty(isms).await?;
    let standing = answer.standing(isms, id);
    let tested = Tested::of(cx, &answer, id).await?;
    let suppliers = super::suppliers::section(cx, &answer, id).await?;
    let main = html! {
        (how_certain(cx, objective, &answer, &standing))
        @if standing.so_far.is_some() {
            (losses(cx, objective, &answer))
            (holds_back(cx, id, &answer))
            (over_time_link(cx, objective))
            @if let Some(tested) = &tested { (rests_on(cx, tested)) (suppliers) }
        }
    };
    let beside = html! { @if let Some(tested) = &tested { (ways(cx, objective, &answer, &standing, tested)) } };
    Ok(Insight { lede: Some(lede(cx, objective)), main: Some(main), beside: Some(beside) })
}

/// What must hold, who answers for it, who watches, in one sentence.
fn lede(cx: &Cx, objective: &Record<Objective>) -> Markup {
    let body = &objective.body;
    let overseers = cx
        .view
        .all::<Body>()
        .filter(|b| b.counts().is_some_and(|c| c.oversees.iter().any(|o| o.id() == objective.head.id)));
    let overseers: Vec<_> = overseers.collect();
    html! {
        @match (body.target.filter(|_| body.baseline.is_some()), body.tolerance) {
            (Some(target), _) => { (cx.w.tn("objective-result", &[("amount", money(cx, target).into())])) }
            (None, Some(t)) => { (cx.w.tn("objective-tolerates", &[("amount", cx.w.money_short(t.major(), t.currency.code()).into())])) }
            (None, None) => { (cx.w.t("objective-no-tolerance")) }
        }
        @if let Some(owner) = objective.head.owner { " " (cx.w.t("objective-owned-by")) " " (cx.link_to(owner.id())) }
        @if !overseers.is_empty() {
            ", " (cx.w.t("objective-overseen-by")) " "
            @for (i, b) in overseers.iter().enumerate() { @if i > 0 { ", " } a.record href=(cx.href(*b)) { (b.head.title) } }
        }
        ". " (cx.state_tag(objective)) " " span.key { "OBJ-" (objective.head.number) }
    }
}

/// The figure, its band and error, or why it is unknown and what would mend it.
fn how_certain(cx: &Cx, objective: &Record<Objective>, answer: &Answer, standing: &Standing<'_>) -> Markup {
    let line = line(standing);
    let body = html! {
        (design::certainty_figure(&cx.w, &line, None))
        @if let Some(c) = standing.certainty {
            p { (verdict(cx, standing)) " " (further(cx, objective, answer)) }
            p.quiet {
                (cx.w.tn("certainty-errors", &[
                    ("error", points(cx, c.error).into()), ("years", cx.w.number(c.years as f64, 0).into()), ("worlds", cx.w.number(c.worlds as f64, 0).into()),
                ]))
            }
        } @else {
            (why_unknown(cx, &standing.unknown))
            @if let Some(so_far) = standing.so_far {
                p.quiet { (cx.w.tn("certainty-so-far", &[("value", cx.w.percent(so_far.certainty.mean).into()), ("n", so_far.drags.len().into())])) }
            }
        }
        @if let Some(fault) = &answer.fault { (not_computed(cx, fault)) }
        (method_line(cx, &answer.method))
    };
    design::section("certainty", &cx.w.t("objective-certainty"), None, body)
}

fn line(standing: &Standing<'_>) -> CertaintyLine {
    let c = standing.certainty;
    CertaintyLine {
        value: c.map(|c| c.mean),
        low: c.map(|c| c.band.0),
        high: c.map(|c| c.band.1),
        need: standing.required,
    }
}

fn verdict(cx: &Cx, standing: &Standing<'_>) -> String {
    let (Some(certainty), Some(required)) = (standing.certainty, standing.required) else {
        return cx.w.t("certainty-none-required");
    };
    let values =
        [("points", points(cx, (certainty.mean - required).abs()).into()), ("need", cx.w.percent(required).into())];
    match standing.met() {
        Some(Met::Yes) => cx.w.tn("certainty-met", &values),
        Some(Met::No) => cx.w.tn("certainty-short", &values),
        _ => cx.w.tn("certainty-close", &values),
    }
}

/// Further points of the tolerance curve, each met or not.
fn further(cx: &Cx, objective: &Record<Objective>, answer: &Answer) -> Markup {
    let found = answer.objective(certainty::TODAY, objective.head.id).map(|o| &o.further[..]).unwrap_or_default();
    let home = cx.view.for_the_organisation().currency();
    let stated = objective
        .body
        .further_tolerance
        .iter()
        .filter_map(|p| p.amount.filter(|m| m.currency == home).zip(p.certainty));
    html! {
        @for ((amount, required), found) in stated.zip(found) {
            @let met = found.mean >= required.0;
            (cx.w.tn(if met { "further-met" } else { "further-short" }, &[
                ("amount", cx.w.money_short(amount.major(), amount.currency.code()).into()), ("value", cx.w.percent(found.mean).into()), ("need", cx.w.percent(required.0).into()),
            ])) " "
        }
    }
}

/// What is missing, each with the one action that mends it.
pub fn why_unknown(cx: &Cx, gaps: &[Gap]) -> Markup {
    html! {
        ul.plain.gaps {
            @for gap in gaps.iter().take(MOST) {
                li {
                    (design::tag(Tone::Unknown, &cx.w.t("unknown"))) " " (cx.link_to(gap.record)) ": " (cx.w.t(lack_word(gap.lacks)))
                    @if let Some(key) = cx.view.get(gap.record).map(|r| r.key()).filter(|_| !cx.is_past()) {
                        @if gap.lacks == Lack::Estimate { " " a href={ "/risks/" (key) "/estimate" } { (cx.w.t("gap-estimate-do")) } }
                        @else if matches!(gap.lacks, Lack::Tolerance) { " " a href={ "/objectives/" (key) "/edit" } { (cx.w.t("gap-tolerance-do")) } }
                        @else if gap.lacks == Lack::Assessment { " " a href="/risks/new" { (cx.w.t("gap-assessment-do")) } }
                    }
                }
            }
            @if gaps.len() > MOST { li { (cx.w.tn("and-more", &[("n", (gaps.len() - MOST).into())])) } }
        }
    }
}

/// The word for what is missing.
pub fn lack_word(lack: Lack) -> &'static str {
    match lack {
        Lack::Estimate => "gap-estimate",
        Lack::Tolerance => "gap-tolerance",
        Lack::Assessment => "gap-assessment",
        Lack::Effect => "gap-effect",
        Lack::Currency => "gap-currency",
        Lack::TreatmentEffect => "gap-treatment-effect",
        Lack::Impossible => "gap-impossible",
    }
}

/// The loss exceedance chart of an objective.
pub fn chart(cx: &Cx, objective: &Record<Objective>, answer: &Answer) -> Option<Chart> {
    let found = |variant| answer.objective(variant, objective.head.id);
    let today = found(certainty::TODAY)?;
    let curve = |name: &str, part, outcome: &ObjectiveOutcome| Curve {
        name: cx.w.t(name),
        part,
        points: firm(outcome).map(|p| (p.amount, p.probability.value)).collect(),
        band: if part == Part::Today {
            firm(outcome).map(|p| (p.amount, p.band.0, p.band.1)).collect()
        } else {
            Vec::new()
        },
    };
    let mut curves = vec![curve("curve-today", Part::Today, today)];
    curves.extend(found(certainty::BEFORE).map(|o| curve("curve-before", Part::Without, o)));
    let decided = found(certainty::AFTER).filter(|o| o.gain.value != 0.0 && !answer.made.decided.is_empty());
    curves.extend(decided.map(|o| curve("curve-after", Part::Decided, o)));
    let tolerance = tolerance(&cx.view, objective);
    let currency = cx.view.for_the_organisation().currency();
    let marks = tolerance.first().map(|t| Mark {
        amount: t.amount,
        probability: 1.0 - today.certainty.mean,
        label: cx.w.tn("mark-today", &[("value", cx.w.percent(1.0 - today.certainty.mean).into())]),
    });
    let desc = one_in_ten(cx, today);
    Some(
        Exceedance {
            title: cx.w.tn("chart-losses-of", &[("name", objective.head.title.as_str().into())]),
            desc,
            across: cx.w.tn("chart-loss-axis", &[("currency", currency.code().into())]),
            up: cx.w.t("chart-chance-axis"),
            curves,
            tolerance,
            marks: marks.filter(|_| objective.body.baseline.is_none()).into_iter().collect(),
        }
        .chart(&ChartWords { w: &cx.w, currency: currency.code() }),
    )
}

/// Points of a curve that rest on a hundred years or more.
fn firm(outcome: &ObjectiveOutcome) -> impl Iterator<Item = &CurvePoint> {
    outcome.losses.curve.iter().filter(|p| p.exceedances >= 100)
}

/// What an objective tolerates, as points of a loss exceedance chart.
pub fn tolerance(view: &View, objective: &Record<Objective>) -> Vec<TolerancePoint> {
    let body = &objective.body;
    let home = view.for_the_organisation().currency();
    let headline = body.tolerance.zip(body.required_certainty).filter(|_| body.baseline.is_none());
    let further = body.further_tolerance.iter().filter_map(|p| p.amount.zip(p.certainty));
    let all = headline.into_iter().chain(further).filter(|(amount, _)| amount.currency == home);
    let mut points: Vec<TolerancePoint> =
        all.map(|(amount, share)| TolerancePoint { amount: amount.major(), probability: 1.0 - share.0 }).collect();
    points.sort_by(|a, b| a.amount.total_cmp(&b.amount));
    points
}

fn one_in_ten(cx: &Cx, outcome: &ObjectiveOutcome) -> String {
    let p90 =
        outcome.losses.percentiles.iter().find(|(p, _)| (*p - 0.9).abs() < 1e-9).and_then(|(_, x)| x.as_ref().ok());
    p90.map(|x| cx.w.tn("one-in-ten", &[("amount", money(cx, x.value).into())])).unwrap_or_default()
}

fn losses(cx: &Cx, objective: &Record<Objective>, answer: &Answer) -> Markup {
    let Some(chart) = chart(cx, objective, answer) else { return html! {} };
    let Some(today) = answer.objective(certainty::TODAY, objective.head.id) else { return html! {} };
    let file = cx.at(&format!("/objectives/OBJ-{}/losses.svg", objective.head.number));
    let l = &today.losses;
    let body = html! {
        (design::chart(&cx.w, &cx.w.t("objective-losses"), &chart, Some(&file)))
        p { (one_in_ten(cx, today)) " " (cx.w.tn("mean-loss", &[("mean", money(cx, l.mean.value).into()), ("error", money(cx, l.mean.error).into()), ("none", cx.w.percent(l.p_none.value).into())])) }
    };
    let note = cx.w.t("objective-losses-note");
    design::section("losses", &cx.w.t("objective-losses"), Some(&note), body)
}

/// What would be gained if each risk were gone, most first.
fn holds_back(cx: &Cx, id: RecordId, answer: &Answer) -> Markup {
    let Some(today) = answer.objective(certainty::TODAY, id) else { return html! {} };
    let mut drags: Vec<_> = today.drags.iter().filter(|d| d.gain.value > 0.0).collect();
    drags.sort_by(|a, b| b.gain.value.total_cmp(&a.gain.value));
    let most = drags.first().map_or(1.0, |d| d.gain.value);
    let tail: f64 = today.contributions.iter().map(|c| c.to_shortfall95).sum();
    let share = |scenario: usize| {
        today
            .contributions
            .iter()
            .find(|c| c.scenario == scenario)
            .filter(|_| tail > 0.0)
            .map(|c| c.to_shortfall95 / tail)
    };
    let rows: Vec<Row> = drags
        .iter()
        .take(MOST)
        .filter_map(|d| {
            let risk = *answer.made.risks.get(d.scenario)?;
            let (key, title, href) = risk_name(cx, risk);
            Some(Row {
                key,
                href,
                edit: None,
                note: None,
                cells: vec![
                    Cell::Text(title),
                    Cell::Html(design::bar(Some(d.gain.value / most), Tone::Bad)),
                    Cell::Html(
                        html! { "+" (points(cx, d.gain.value)) " " small.quiet { "± " (points(cx, d.gain.error)) } },
                    ),
                    share(d.scenario).map_or(Cell::Unknown, |s| Cell::Text(cx.w.percent(s))),
                ],
            })
        })
        .collect();
    let columns = [
        Column::new(cx.w.or("kind-risk", "Risk"), Role::Lead),
        Column::new("", Role::Quiet),
        Column::new(cx.w.t("gained-if-gone"), Role::Number),
        Column::new(cx.w.t("share-of-worst"), Role::Number),
    ];
    let body = html! {
        @if rows.is_empty() { (design::empty(&cx.w.t("nothing-holds-back"), None)) }
        @else { (design::plain_table(&cx.w, &cx.w.t("holds-back"), &columns, &rows)) }
        @if drags.len() > MOST { p.quiet { (cx.w.tn("and-more", &[("n", (drags.len() - MOST).into())])) } }
    };
    let note = cx.w.t("holds-back-note");
    design::section("holds-back", &cx.w.t("holds-back"), Some(&note), body)
}

fn over_time_link(cx: &Cx, objective: &Record<Objective>) -> Markup {
    let href = cx.at(&format!("/objectives/OBJ-{}/trend", objective.head.number));
    html! { section id="trend" data-fragment=(href) { div.heading { h2 { (cx.w.t("objective-trend")) } } p { a href=(href) { (cx.w.t("objective-trend-open")) } } } }
}

/// Whether what lands on an objective comes from a scenario.
pub fn lands(made: &Modelled, objective: usize, scenario: &str) -> bool {
    made.model.objectives.get(objective).is_some_and(|o| o.losses.iter().any(|l| l.scenario == scenario))
}

/// Whether a treatment changes what lands on an objective.
pub fn touches(made: &Modelled, treatment: usize, objective: usize) -> bool {
    let lands = |s: &String| lands(made, objective, s);
    made.model.treatments.get(treatment).is_some_and(|t| {
        let moved = t.effects.iter().any(|e| lands(&e.scenario)) || t.avoids.iter().any(lands);
        moved || t.transfers.iter().any(|x| x.scenarios.iter().any(lands))
    })
}

/// Treatments that are not done and change what lands on an objective.
pub fn touching(made: &Modelled, objective: usize) -> Vec<usize> {
    let open = (0..made.treatments.len()).filter(|t| !made.done.contains(t));
    open.filter(|t| touches(made, *t, objective)).collect()
}

/// Whether a control changes what lands on an objective.
pub fn protects(made: &Modelled, control: usize, objective: usize) -> bool {
    let Some(control) = made.model.controls.get(control) else { return false };
    let here = made.model.scenarios.iter().filter(|s| lands(made, objective, &s.id));
    here.flat_map(|s| &s.controls).any(|p| p.control == control.id)
}

/// The objective with each treatment done, and with each control gone: variants in the same years as today.
struct Tested {
    outcome: Arc<Outcome>,
    objective: usize,
    treatments: Vec<usize>,
    controls: Vec<usize>,
}

impl Tested {
    async fn of(cx: &Cx, answer: &Arc<Answer>, id: RecordId) -> Result<Option<Tested>> {
        let made = &answer.made;
        let Some(objective) = made.objective(id).filter(|_| answer.outcome.is_some()) else { return Ok(None) };
        let treatments = touching(made, objective);
        let controls: Vec<usize> = (0..made.controls.len()).filter(|c| protects(made, *c, objective)).collect();
        let with = |t: usize| options::variant(made, &options::with_needed(made, &[t]));
        let without = |c: usize| Variant { without: vec![c], ..made.today() };
        let mut variants: Vec<Variant> = treatments.iter().map(|t| with(*t)).collect();
        variants.extend(controls.iter().map(|c| without(*c)));
        let outcome = cx.app.service.what_if(answer, variants).await?;
        Ok(Some(Tested { outcome, objective, treatments, controls }))
    }

    /// What the n-th variant after today makes of the objective.
    fn found(&self, n: usize) -> Option<&ObjectiveOutcome> {
        self.outcome.variants.get(n + 1)?.objectives.get(self.objective)
    }
}

/// What would make it more certain, by what each treatment gains alone.
fn ways(cx: &Cx, objective: &Record<Objective>, answer: &Answer, standing: &Standing<'_>, tested: &Tested) -> Markup {
    let today = standing.so_far.map_or(0.0, |o| o.certainty.mean);
    let mut found: Vec<_> =
        tested.treatments.iter().enumerate().filter_map(|(n, t)| Some((*t, tested.found(n)?))).collect();
    found.sort_by(|a, b| b.1.gain.value.total_cmp(&a.1.gain.value));
    let required = standing.required.unwrap_or(2.0);
    let compare = cx.at(&format!("/objectives/OBJ-{}/options", objective.head.number));
    html! {
        section id="ways" {
            div.ask {
                h3 { (cx.w.t("ways-to-more")) }
                table.plain {
                    thead { tr { th scope="col" { (cx.w.or("kind-treatment", "Treatment")) } th.num scope="col" { (cx.w.t("cost-first-year")) } th.num scope="col" { (cx.w.t("home-certainty")) } } }
                    tbody {
                        tr { th scope="row" { (cx.w.t("do-nothing")) } td.num { (money(cx, 0.0)) } td.num { (cx.w.percent(today)) } }
                        @for (t, o) in found.iter().take(MOST) {
                            tr {
                                th scope="row" { (cx.link_to(answer.made.treatments[*t])) @for n in options::with_needed(&answer.made, &[*t]).iter().filter(|n| *n != t) { " + " (cx.link_to(answer.made.treatments[*n])) } @if answer.made.decided.contains(t) { " " (design::tag(Tone::Note, &cx.w.t("decided-already"))) } }
                                td.num { (money(cx, options::with_needed(&answer.made, &[*t]).iter().filter_map(|n| answer.made.model.treatments.get(*n)).map(|n| n.cost).sum())) }
                                td.num class=[(o.certainty.mean >= required).then_some("met")] {
                                    (cx.w.percent(o.certainty.mean)) br; small.quiet { (signed(cx, o.gain.value)) " ± " (points(cx, o.gain.error)) }
                                }
                            }
                        }
                    }
                }
                @if found.is_empty() { p { (cx.w.t("ways-none")) " " a href="/treatments/new" { (cx.w.t("ways-propose")) } } }
                @else { p.actions { a.button.first href=(compare) { (cx.w.t("ways-compare")) } } }
            }
        }
    }
}

/// Certainty points with their sign.
pub fn signed(cx: &Cx, gain: f64) -> String {
    super::signed_points(&cx.w, gain)
}

/// What the certainty would fall to without each control.
fn rests_on(cx: &Cx, tested: &Tested) -> Markup {
    let from = tested.treatments.len();
    let mut found: Vec<_> =
        tested.controls.iter().enumerate().filter_map(|(n, c)| Some((*c, tested.found(from + n)?))).collect();
    found.sort_by(|a, b| a.1.gain.value.total_cmp(&b.1.gain.value));
    let rows: Vec<Row> =
        found.iter().filter(|(_, o)| o.gain.value < 0.0).take(MOST).filter_map(|(c, o)| rest_row(cx, *c, o)).collect();
    let columns = [
        Column::new(cx.w.or("kind-control", "Control"), Role::Lead),
        Column::new(cx.w.t("reliability"), Role::Number),
        Column::new(cx.w.t("would-fall-to"), Role::Number),
        Column::new(cx.w.t("difference"), Role::Number),
    ];
    let body = html! {
        @if rows.is_empty() { (design::empty(&cx.w.t("rests-on-none"), None)) }
        @else { (design::plain_table(&cx.w, &cx.w.t("rests-on"), &columns, &rows)) }
    };
    let note = cx.w.t("rests-on-note");
    design::section("rests-on", &cx.w.t("rests-on"), Some(&note), body)
}

fn rest_row(cx: &Cx, control: usize, outcome: &ObjectiveOutcome) -> Option<Row> {
    let model = cx.app.service.model(cx.view.for_the_organisation());
    let record = cx.view.get(*model.made.controls.get(control)?)?;
    let posterior = model.made.reliability.get(control)?;
    let (low, high) = posterior.band();
    Some(Row {
        key: record.key().to_string(),
        href: cx.href(record.as_ref()),
        edit: None,
        note: None,
        cells: vec![
            Cell::Text(record.head().title.clone()),
            Cell::Html(
                html! { (cx.w.percent(low)) " – " (cx.w.percent(high)) @if posterior.runs == 0 { br; small.unknown { (cx.w.t("never-tested")) } } },
            ),
            Cell::Text(cx.w.percent(outcome.certainty.mean)),
            Cell::Html(
                html! { (signed(cx, outcome.gain.value)) " " small.quiet { "± " (points(cx, outcome.gain.error)) } },
            ),
        ],
    })
}

/// `GET /objectives/{key}/losses.svg`
pub async fn svg(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let record = crate::pages::record_of(&cx, "objectives", &key)?;
    let answer = cx.app.service.certainty(cx.view.for_the_organisation()).await?;
    let chart = record.typed::<Objective>().and_then(|o| chart(&cx, o, &answer));
    let chart = chart.ok_or_else(|| Fault::missing(format!("chart of {key}: its certainty is unknown")))?;
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{key}-losses.svg\"")),
    ];
    Ok((headers, chart.standalone()).into_response())
}
