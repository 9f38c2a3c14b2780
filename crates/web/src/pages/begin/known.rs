//! What is known so far: the certainty, or why it is unknown, in words.

use super::{
    progress::{Progress, Step},
    steps,
};
use crate::{
    cx::Cx,
    design::{self, Cell, CertaintyLine, Column, Role, Row},
    fault::Result,
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

/// The column beside the path.
pub async fn panel(cx: &Cx, progress: &Progress<'_>) -> Result<Markup> {
    let line = CertaintyLine {
        need: progress.objective.and_then(|o| o.body.required_certainty).map(|c| c.0),
        ..CertaintyLine::default()
    };
    let body = html! {
        @if let Some(objective) = progress.objective {
            p { (cx.w.tn("begin-certain-of", &[("objective", objective.head.title.as_str().into())])) }
            (design::certainty_figure(&cx.w, &line, None))
        }
        (missing(cx, progress))
    };
    Ok(design::section("known", &cx.w.t("begin-known"), None, body))
}

/// Why there is no figure yet.
fn missing(cx: &Cx, progress: &Progress<'_>) -> Markup {
    let why = reasons(cx, progress);
    html! {
        @if !why.is_empty() {
            p { (cx.w.t("begin-unknown-because")) }
            ul { @for (what, record) in &why { li { (what) @if let Some(id) = record { " " (cx.link_to(*id)) } } } }
        }
    }
}

/// Each reason with the record that it concerns.
fn reasons(cx: &Cx, progress: &Progress<'_>) -> Vec<(String, Option<RecordId>)> {
    let Some(objective) = progress.objective.filter(|_| progress.done(Step::Objective)) else {
        return vec![(cx.w.t("begin-gap-objective"), None)];
    };
    let isms = cx.view.for_the_organisation();
    let mut concerned: Vec<RecordId> = vec![objective.head.id];
    concerned.extend(model::threatening(isms, objective.head.id).iter().map(|r| r.head.id));
    concerned.extend(progress.treatments.iter().map(|t| t.head.id));
    let model = cx.app.service.model(isms);
    let mine = model.made.gaps.iter().filter(|g| concerned.contains(&g.record));
    mine.map(|g| (said(cx, isms, g), (g.record != objective.head.id).then_some(g.record))).collect()
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
    let row = |name: String, href: String, cost: Option<isms::values::Money>, nothing: bool| Row {
        key: name.clone(),
        href,
        edit: None,
        note: None,
        cells: vec![
            Cell::Text(name),
            match cost {
                Some(c) => Cell::Text(cx.w.money(c.minor, c.currency.code())),
                None if nothing => Cell::Text(cx.w.t("begin-costs-nothing")),
                None => Cell::Unknown,
            },
            Cell::Unknown,
        ],
    };
    let mut rows = vec![row(cx.w.t("begin-nothing"), String::new(), None, true)];
    let cost = |t: &&Record<Treatment>| steps::cost(cx, t);
    rows.extend(progress.treatments.iter().map(|t| row(t.head.title.clone(), cx.href(*t), cost(t), false)));
    let columns = [
        Column::new(cx.w.t("begin-option"), Role::Lead),
        Column::new(cx.w.t("begin-option-cost"), Role::Number),
        Column::new(cx.w.t("begin-option-certainty"), Role::Number),
    ];
    design::plain_table(&cx.w, &cx.w.t("begin-options"), &columns, &rows)
}
