//! What is known so far: the certainty, or why it is unknown, in words.

use super::{progress::Progress, steps};
use crate::{
    cx::Cx,
    design::{self, Cell, CertaintyLine, Column, Role, Row},
    fault::Result,
    pages::insight,
};
use isms::{
    analysis::model::{self, Gap, Lack},
    context::Objective,
    isms::Isms,
    record::Record,
    risk::{Estimate, Treatment, estimate::pool},
    values::RecordId,
};
use maud::{Markup, html};
use quant::simulate::Certainty;

/// The column beside the path.
pub async fn panel(cx: &Cx, progress: &Progress<'_>) -> Result<Markup> {
    let body = match progress.objective {
        Some(objective) => standing(cx, objective).await?,
        None => html! { p { (cx.w.t("begin-unknown-because")) " " (cx.w.t("begin-gap-objective")) } },
    };
    Ok(design::section("known", &cx.w.t("begin-known"), None, body))
}

/// How it stands with the objective, by the same simulation that home and the objective's page show.
async fn standing(cx: &Cx, objective: &Record<Objective>) -> Result<Markup> {
    let isms = cx.view.for_the_organisation();
    let answer = cx.app.service.certainty(isms).await?;
    let standing = answer.standing(isms, objective.head.id);
    let line = CertaintyLine {
        value: standing.certainty.map(|c| c.mean),
        low: standing.certainty.map(|c| c.band.0),
        high: standing.certainty.map(|c| c.band.1),
        need: standing.required,
    };
    Ok(html! {
        p { (cx.w.tn("begin-certain-of", &[("objective", objective.head.title.as_str().into())])) }
        (design::certainty_figure(&cx.w, &line, None))
        @if !standing.unknown.is_empty() {
            p { (cx.w.t("begin-unknown-because")) }
            ul {
                @for gap in &standing.unknown {
                    li { (said(cx, isms, gap)) @if gap.record != objective.head.id { " " (cx.link_to(gap.record)) } }
                }
            }
        }
        @if standing.certainty.is_some() { (insight::method_line(cx, &answer.method)) }
    })
}

/// The certainty of the objective with nothing done, then with each of the treatments alone, all in the same simulated years; none
/// where it is unknown or a treatment states no effect.
pub async fn predictions(cx: &Cx, progress: &Progress<'_>) -> Result<Vec<Option<Certainty>>> {
    let none = vec![None; progress.treatments.len() + 1];
    let isms = cx.view.for_the_organisation();
    let Some(objective) = progress.objective.map(|o| o.head.id) else { return Ok(none) };
    let answer = cx.app.service.certainty(isms).await?;
    let (Some(today), Some(index)) =
        (answer.standing(isms, objective).certainty.copied(), answer.made.objective(objective))
    else {
        return Ok(none);
    };
    let known = |id| answer.made.treatment(id).filter(|_| !answer.made.gaps.iter().any(|g| g.record == id));
    let found: Vec<Option<usize>> = progress.treatments.iter().map(|t| known(t.head.id)).collect();
    let with = |t: usize| {
        let mut variant = answer.made.today();
        if !variant.treatments.contains(&t) {
            variant.treatments.push(t);
        }
        variant
    };
    let outcome = cx.app.service.what_if(&answer, found.iter().flatten().map(|t| with(*t)).collect()).await?;
    // The first variant of the outcome is today.
    let mut rest = outcome.variants.iter().skip(1).map(|v| v.objectives.get(index).map(|o| o.certainty));
    let mut all = vec![Some(today)];
    all.extend(found.iter().map(|t| t.and_then(|_| rest.next().flatten())));
    Ok(all)
}

fn said(cx: &Cx, isms: &Isms, gap: &Gap) -> String {
    let waits = || pool::round(isms, gap.record).is_some_and(|r| r.is_open());
    cx.w.t(match gap.lacks {
        Lack::Estimate if waits() => "begin-gap-waits",
        Lack::Estimate => "begin-gap-estimate",
        Lack::Tolerance => "begin-gap-tolerance",
        Lack::Assessment => "begin-gap-assessment",
        Lack::Effect => "begin-gap-effect",
        Lack::Currency => "begin-gap-currency",
        Lack::TreatmentEffect => "begin-gap-treatment",
        Lack::Impossible => "begin-gap-impossible",
    })
}

/// "at most EUR 100,000 a year, 95 % certain"
pub fn tolerance(cx: &Cx, objective: &Record<Objective>) -> String {
    let (Some(most), Some(certain)) = (objective.body.tolerance, objective.body.required_certainty) else {
        return String::new();
    };
    let most = cx.w.money(most.minor, most.currency.code());
    cx.w.tn("begin-tolerates", &[("most", most.into()), ("certain", cx.w.percent(certain.0).into())])
}

/// The estimates of a risk that count.
pub fn estimates_of(cx: &Cx, risk: RecordId) -> Vec<&Record<Estimate>> {
    model::pool(cx.view.for_the_organisation(), risk)
}

/// The options side by side: what each costs in the first year, and the certainty that it would bring.
pub fn options(cx: &Cx, progress: &Progress<'_>) -> Markup {
    let predicted = |index: usize| match progress.predicted.get(index).copied().flatten() {
        Some(c) => Cell::Text(cx.w.percent(c.mean)),
        None => Cell::Unknown,
    };
    let row = |name: String, href: String, cost: Option<isms::values::Money>, index: usize| Row {
        key: name.clone(),
        href,
        edit: None,
        note: None,
        cells: vec![
            Cell::Text(name),
            match cost {
                Some(c) => Cell::Text(cx.w.money(c.minor, c.currency.code())),
                None if index == 0 => Cell::Text(cx.w.t("begin-costs-nothing")),
                None => Cell::Unknown,
            },
            predicted(index),
        ],
    };
    let mut rows = vec![row(cx.w.t("begin-nothing"), String::new(), None, 0)];
    let cost = |t: &&Record<Treatment>| steps::cost(cx, t);
    rows.extend(
        progress.treatments.iter().enumerate().map(|(i, t)| row(t.head.title.clone(), cx.href(*t), cost(t), i + 1)),
    );
    let columns = [
        Column::new(cx.w.t("begin-option"), Role::Lead),
        Column::new(cx.w.t("begin-option-cost"), Role::Number),
        Column::new(cx.w.t("begin-option-certainty"), Role::Number),
    ];
    design::plain_table(&cx.w, &cx.w.t("begin-options"), &columns, &rows)
}
