//! What depends on one supplier: the risks that strike through it, and the controls that it operates or provides.

use super::{objective::signed, points};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row},
    fault::Result,
};
use isms::{
    analysis::{
        certainty::Answer,
        model::{Modelled, threatening},
    },
    context::{Asset, Supplier},
    control::Control,
    isms::Isms,
    record::Record,
    values::RecordId,
};
use maud::{Markup, html};
use quant::{Variant, simulate::ObjectiveOutcome};
use std::sync::Arc;

/// Suppliers that are looked at.
const MOST: usize = 6;

/// What hangs on a supplier, as indexes of the model.
struct Hangs {
    supplier: RecordId,
    scenarios: Vec<usize>,
    controls: Vec<usize>,
}

/// Whether a record is the supplier, or an asset that it provides.
fn is_through(isms: &Isms, record: RecordId, supplier: RecordId) -> bool {
    let provided = || isms.typed::<Asset>(record).and_then(|a| a.body.provided_by).is_some_and(|s| s.id() == supplier);
    record == supplier || provided()
}

fn hangs(isms: &Isms, made: &Modelled, objective: RecordId, supplier: RecordId) -> Hangs {
    let struck = |r: &&Record<isms::risk::Risk>| r.body.strikes.iter().any(|s| is_through(isms, s.id(), supplier));
    let scenarios =
        threatening(isms, objective).iter().filter(|r| struck(r)).filter_map(|r| made.scenario(r.head.id)).collect();
    let operated = |id: &RecordId| {
        let operator = isms.typed::<Control>(*id).and_then(|c| c.body.operator);
        let assets = isms.all::<Asset>().filter(|a| a.body.provided_by.is_some_and(|s| s.id() == supplier));
        let mut provided = assets.flat_map(|a| &a.body.provides);
        operator.is_some_and(|o| o.id() == supplier) || provided.any(|c| c.id() == *id)
    };
    let controls = made.controls.iter().enumerate().filter(|(_, id)| operated(id)).map(|(i, _)| i).collect();
    Hangs { supplier, scenarios, controls }
}

/// The section; nothing where no supplier is involved.
pub async fn section(cx: &Cx, answer: &Arc<Answer>, objective: RecordId) -> Result<Markup> {
    let (isms, made) = (cx.view.for_the_organisation(), &answer.made);
    let Some(index) = made.objective(objective).filter(|_| answer.outcome.is_some()) else { return Ok(html! {}) };
    let mut found: Vec<Hangs> = cx.view.all::<Supplier>().map(|s| hangs(isms, made, objective, s.head.id)).collect();
    found.retain(|h| !h.scenarios.is_empty() || !h.controls.is_empty());
    found.sort_by_key(|h| std::cmp::Reverse(h.scenarios.len() + h.controls.len()));
    found.truncate(MOST);
    if found.is_empty() {
        return Ok(html! {});
    }
    let variants = found.iter().flat_map(|h| {
        [
            Variant { without_scenarios: h.scenarios.clone(), ..made.today() },
            Variant { without: h.controls.clone(), ..made.today() },
        ]
    });
    let outcome = cx.app.service.what_if(answer, variants.collect()).await?;
    let told = |n: usize| outcome.variants.get(n + 1).and_then(|v| v.objectives.get(index));
    let rows: Vec<Row> =
        found.iter().enumerate().filter_map(|(n, h)| row(cx, h, told(2 * n)?, told(2 * n + 1)?)).collect();
    let columns = [
        Column::new(cx.w.or("kind-supplier", "Supplier"), Role::Lead),
        Column::new(cx.w.t("through-risks"), Role::Number),
        Column::new(cx.w.t("gained-if-gone"), Role::Number),
        Column::new(cx.w.t("through-controls"), Role::Number),
        Column::new(cx.w.t("lost-if-gone"), Role::Number),
    ];
    let note = cx.w.t("through-note");
    let body = design::plain_table(&cx.w, &cx.w.t("through-suppliers"), &columns, &rows);
    Ok(design::section("suppliers", &cx.w.t("through-suppliers"), Some(&note), body))
}

fn row(cx: &Cx, hangs: &Hangs, safe: &ObjectiveOutcome, bare: &ObjectiveOutcome) -> Option<Row> {
    let record = cx.view.get(hangs.supplier)?;
    let change = |n: usize, o: &ObjectiveOutcome| match n {
        0 => Cell::Text("–".into()),
        _ => Cell::Html(html! { (signed(cx, o.gain.value)) " " small.quiet { "± " (points(cx, o.gain.error)) } }),
    };
    Some(Row {
        key: record.key().to_string(),
        href: cx.href(record.as_ref()),
        edit: None,
        note: None,
        cells: vec![
            Cell::Text(record.head().title.clone()),
            Cell::Text(cx.w.number(hangs.scenarios.len() as f64, 0)),
            change(hangs.scenarios.len(), safe),
            Cell::Text(cx.w.number(hangs.controls.len() as f64, 0)),
            change(hangs.controls.len(), bare),
        ],
    })
}
