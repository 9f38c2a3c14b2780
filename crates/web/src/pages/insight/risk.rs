//! What the analyses say about a risk: how much it may cost, who says so, what protects it and what is done about it.

use super::{Insight, loss};
use crate::{
    cx::Cx,
    design::{self, Column, LinkTo, Role, Row},
    fault::{Fault, Result},
    pages::record_of,
    show::path,
};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use isms::{
    analysis::{
        certainty, model,
        risk::{self, Told},
    },
    authority::Action,
    control::{Control, control::FairFactor},
    field::{Choice, Field, Fields},
    kind,
    lifecycle::Phase,
    record::{AnyRecord, Record},
    risk::{Estimate, Risk, Treatment},
    values::RecordId,
};
use maud::{Markup, html};
use report::chart::{Chart, Unit};

/// What is shown above the fields.
pub async fn insight(cx: &Cx, record: &Record<Risk>) -> Result<Insight> {
    if (record as &dyn AnyRecord).phase() == Phase::Closed {
        return Ok(Insight::default());
    }
    let told = cx.app.service.risk(cx.view.for_the_organisation(), record).await?;
    let numbers = told.numbers.as_ref().ok();
    let lede = numbers.map(|n| html! { (cx.state_tag(record)) " " (loss::sentence(cx, &n.today)) });
    let main = html! {
        (numbers_section(cx, record, &told))
        (pool(cx, record, &told))
        (controls(cx, &told))
        (treatments(cx, record, &told))
    };
    let beside = objectives(cx, record).await?;
    Ok(Insight { lede, main: Some(main), beside: Some(beside) })
}

/// The objectives that it threatens, and how much more certain each would be without it: from the joint simulation, like the objective's page.
async fn objectives(cx: &Cx, record: &Record<Risk>) -> Result<Markup> {
    let threatened: Vec<RecordId> = record.body.threatens.iter().filter_map(|t| t.objective.map(|o| o.id())).collect();
    if threatened.is_empty() {
        return Ok(html! {});
    }
    let answer = cx.app.service.certainty(cx.view.for_the_organisation()).await?;
    let scenario = answer.made.scenario(record.head.id);
    let drag = |id: RecordId| {
        let drags = &answer.objective(certainty::TODAY, id)?.drags;
        drags.iter().find(|d| Some(d.scenario) == scenario).map(|d| d.gain)
    };
    let said = |id: RecordId| match drag(id) {
        Some(gain) => cx.w.tn(
            "drags-by",
            &[("points", super::points(cx, gain.value).into()), ("error", super::points(cx, gain.error).into())],
        ),
        None => cx.w.t("drags-unknown"),
    };
    Ok(design::section(
        "drags",
        &cx.w.t("drags-title"),
        None,
        html! {
            dl.facts { @for id in threatened { div { dt { (cx.link_to(id)) } dd { (said(id)) } } } }
            p.quiet { (cx.w.t("drags-note")) }
        },
    ))
}

/// Where the visitor's own estimate is entered, if they may make one.
fn workbench(cx: &Cx, record: &Record<Risk>) -> Option<LinkTo> {
    let may = cx.view.sight.may(kind::of::<Estimate>(), Action::Create) && !cx.is_past();
    may.then(|| LinkTo::new(cx.w.t("risk-estimate"), format!("{}/estimate", path(record))))
}

fn numbers_section(cx: &Cx, record: &Record<Risk>, told: &Told) -> Markup {
    let w = &cx.w;
    let body = match &told.numbers {
        Err(why) => unknown(cx, record, why),
        Ok(numbers) => {
            let isms = cx.view.for_the_organisation();
            let tolerance = risk::tolerance(isms);
            let file = cx.at(&format!("{}/loss.svg", path(record)));
            html! {
                (design::chart(w, &w.t("loss-chart"), &loss::chart(cx, numbers, &tolerance, None), Some(&file)))
                p.quiet { (w.t(if tolerance.is_empty() { "loss-no-tolerance" } else { "loss-tolerance-note" })) }
                (loss::figures(cx, numbers))
                @if model::shares_a_limit(isms, &told.made) { p.quiet { (w.t("loss-shared-limit")) } }
                p.quiet.method { (loss::method(cx, numbers)) }
                @if sees_all(cx, record) { (reproduce(cx, record, told, &numbers.method)) }
            }
        }
    };
    design::section("loss", &w.t("loss-title"), None, body)
}

/// What is missing, and the one action that mends it.
fn unknown(cx: &Cx, record: &Record<Risk>, why: &risk::Unknown) -> Markup {
    let action = workbench(cx, record);
    let sentence = match why {
        risk::Unknown::Estimate if action.is_some() => cx.w.t("loss-unknown"),
        risk::Unknown::Estimate => cx.w.t("loss-unknown-ask"),
        other => cx.w.tn("bench-impossible", &[("why", other.to_string().into())]),
    };
    html! { p { (design::unknown(&cx.w)) } (design::empty(&sentence, action.as_ref())) }
}

/// Whether the visitor may see every estimate behind the numbers, and so the model itself.
fn sees_all(cx: &Cx, record: &Record<Risk>) -> bool {
    let pool = model::pool(cx.view.for_the_organisation(), record.head.id);
    pool.iter().all(|e| cx.view.get(e.head.id).is_some())
}

fn reproduce(cx: &Cx, record: &Record<Risk>, told: &Told, method: &risk::Method) -> Markup {
    let w = &cx.w;
    let name = |i: &usize| told.made.model.treatments.get(*i).map(|t| t.id.clone());
    let done: Vec<String> = told.made.done.iter().filter_map(name).collect();
    let with = if done.is_empty() { String::new() } else { format!(" --with {}", done.join(",")) };
    let years = method.years_per_world.map(|y| format!(" --years {y}")).unwrap_or_default();
    let points = method.grid.map(|g| format!(" --points {g}")).unwrap_or_default();
    let command = format!(
        "surety simulate RSK-{}-model.json --engine {} --seed {} --worlds {}{years}{points}{with}",
        record.head.number, method.engine, method.seed, method.worlds
    );
    let settings = serde_json::to_string_pretty(method).unwrap_or_default();
    design::more(
        &w.t("loss-reproduce"),
        false,
        html! {
            p { (w.t("loss-reproduce-how")) }
            (design::code_block(&w.t("loss-command"), &command))
            @if method.grid.is_some() { p.quiet { (w.t("loss-command-exact")) } }
            (design::code_block(&w.t("loss-settings"), &settings))
            p { a href=(cx.at(&format!("{}/model.json", path(record)))) download { (w.t("loss-model-file")) } }
        },
    )
}

/// Who says what, and what it comes to.
fn pool(cx: &Cx, record: &Record<Risk>, told: &Told) -> Markup {
    let w = &cx.w;
    let isms = cx.view.for_the_organisation();
    let pool = model::pool(isms, record.head.id);
    let action = workbench(cx, record);
    if pool.is_empty() {
        return html! {};
    }
    let rows: Vec<Row> =
        pool.iter().filter(|e| cx.view.get(e.head.id).is_some()).map(|e| estimate_row(cx, e)).collect();
    let hidden = pool.len() - rows.len();
    let columns = [
        Column::new(w.t("pool-estimate"), Role::Lead),
        Column::new(w.t("pool-made"), Role::Text),
        Column::new(w.t("pool-confidence"), Role::Text),
    ];
    let charts = spreads(cx, record, told);
    let body = html! {
        @for (name, chart) in &charts {
            h3 { (name) }
            (design::chart(w, name, chart, None))
        }
        @if !rows.is_empty() { (design::plain_table(w, &w.t("pool-title"), &columns, &rows)) }
        @if hidden > 0 { p.quiet { (w.tn("n-not-visible", &[("n", hidden.into())])) } }
        p.quiet { (w.t("pool-note")) }
        @if let Some(action) = action { p { (design::link_button(&action.label, &action.href, false)) } }
    };
    design::section("pool", &w.t("pool-title"), None, body)
}

/// Frequency and loss of one event, by estimator.
fn spreads(cx: &Cx, record: &Record<Risk>, told: &Told) -> Vec<(String, Chart)> {
    let w = &cx.w;
    let pool = model::pool(cx.view.for_the_organisation(), record.head.id);
    let seen: Vec<(String, risk::Belief)> = pool
        .iter()
        .zip(&told.beliefs)
        .filter(|(e, _)| cx.view.get(e.head.id).is_some())
        .filter_map(|(e, belief)| Some((estimator(cx, e), (*belief)?)))
        .collect();
    if seen.is_empty() {
        return Vec::new();
    }
    let currency = loss::currency(cx);
    let events: Vec<_> = seen.iter().map(|(name, b)| (name.clone(), b.events)).collect();
    let losses: Vec<_> = seen.iter().filter_map(|(name, b)| Some((name.clone(), b.loss?))).collect();
    let (often, cost) = (w.t("pool-often"), w.t("pool-cost"));
    let across = w.tn("pool-cost-across", &[("currency", currency.as_str().into())]);
    let mut charts = vec![(
        often.clone(),
        loss::intervals(cx, &often, &w.t("pool-often-across"), Unit::Number, &events, told.pool.map(|p| p.events)),
    )];
    if !losses.is_empty() {
        let together = told.pool.and_then(|p| p.loss);
        charts.push((cost.clone(), loss::intervals(cx, &cost, &across, Unit::Money, &losses, together)));
    }
    charts
}

fn estimator(cx: &Cx, estimate: &Record<Estimate>) -> String {
    let person = estimate.body.estimator.and_then(|p| cx.view.get(p.id())).map(|p| p.head().title.clone());
    person.unwrap_or_else(|| format!("EST-{}", estimate.head.number))
}

fn estimate_row(cx: &Cx, estimate: &Record<Estimate>) -> Row {
    let made = estimate.body.made.map(|d| cx.w.date(d)).unwrap_or_default();
    let confidence = estimate.body.confidence.map(|c| cx.w.or(&format!("choice-{}", c.word()), c.word()));
    let link = html! { a href=(cx.href(estimate)) { (estimator(cx, estimate)) } };
    Row {
        cells: vec![link.into(), made.into(), confidence.map_or(design::Cell::Unknown, Into::into)],
        ..Row::default()
    }
}

/// What a control or treatment takes off: money, or nothing worth the name.
fn removes(cx: &Cx, effects: &[risk::Effect], record: RecordId) -> design::Cell {
    match effects.iter().find(|e| e.record == record).map(|e| e.removes) {
        Some(x) if x.is_finite() && x.abs() >= 0.5 => loss::money(cx, x).into(),
        Some(x) if x.is_finite() => cx.w.t("nothing").into(),
        _ => design::Cell::Unknown,
    }
}

fn controls(cx: &Cx, told: &Told) -> Markup {
    let w = &cx.w;
    let isms = cx.view.for_the_organisation();
    let mut hidden = 0;
    let mut rows = Vec::new();
    for effect in &told.controls {
        let Some(control) = isms.typed::<Control>(effect.record).filter(|c| cx.view.get(c.head.id).is_some()) else {
            hidden += 1;
            continue;
        };
        let at = told.made.control(effect.record);
        let reliability = at.and_then(|i| told.made.reliability.get(i)).map(|p| {
            let (low, high) = p.band();
            let band = w.tn("loss-between", &[("low", w.percent(low).into()), ("high", w.percent(high).into())]);
            html! { (w.percent(p.mean())) br; small { (band) " · " (w.tn("protects-runs", &[("n", p.runs.into())])) } }
        });
        let coverage = match control.body.coverage {
            Some(share) => html! { (w.percent(share.0)) },
            None if control.body.covers.trim().is_empty() => html! { (w.t("protects-all")) },
            None => design::unknown(w),
        };
        let cells = vec![
            html! { a href=(cx.href(control)) { (control.head.title) } }.into(),
            moved(cx, control).into(),
            coverage.into(),
            reliability.map_or(design::Cell::Unknown, Into::into),
            removes(cx, &told.controls, effect.record),
        ];
        rows.push(Row { cells, ..Row::default() });
    }
    if rows.is_empty() && hidden == 0 {
        let bare = told.numbers.is_ok().then(|| {
            design::section("protects", &w.t("protects-title"), None, html! { p { (w.t("protects-nothing")) } })
        });
        return bare.unwrap_or_default();
    }
    let columns = [
        Column::new(w.t("protects-control"), Role::Lead),
        Column::new(w.t("protects-effect"), Role::Text),
        Column::new(w.t("protects-coverage"), Role::Number),
        Column::new(w.t("protects-reliability"), Role::Number),
        Column::new(w.t("protects-removes"), Role::Number),
    ];
    design::section(
        "protects",
        &w.t("protects-title"),
        None,
        html! {
            (design::plain_table(w, &w.t("protects-title"), &columns, &rows))
            @if hidden > 0 { p.quiet { (w.tn("n-not-visible", &[("n", hidden.into())])) } }
            p.quiet { (w.t("protects-note")) }
        },
    )
}

/// What a control moves and by how much: "susceptibility to 10 % to 40 %".
fn moved(cx: &Cx, control: &Record<Control>) -> Markup {
    let stated = control.body.effects.iter().filter_map(|e| Some((e.factor, e.multiplier?)));
    html! {
        @for (factor, by) in stated {
            @let label = FairFactor::OPTIONS.iter().find(|o| o.value == factor.word()).map_or(factor.word(), |o| o.label);
            @let name = cx.w.or(&format!("choice-{}", factor.word()), label);
            div { (cx.w.tn("protects-to", &[("factor", name.into()), ("low", cx.w.percent(by.low).into()), ("high", cx.w.percent(by.high).into())])) }
        }
    }
}

fn treatments(cx: &Cx, record: &Record<Risk>, told: &Told) -> Markup {
    let w = &cx.w;
    let pointing = cx.view.pointing_at(record.head.id);
    let mut found: Vec<&Record<Treatment>> = pointing.iter().filter_map(|(_, r)| r.typed::<Treatment>()).collect();
    found.sort_by_key(|t| t.head.number);
    found.dedup_by_key(|t| t.head.number);
    found.retain(|t| (*t as &dyn AnyRecord).phase() != Phase::Closed);
    if found.is_empty() {
        return html! {};
    }
    let row = |t: &&Record<Treatment>| {
        let done = told.made.treatment(t.head.id).is_some_and(|i| told.made.done.contains(&i));
        let effect =
            if done { design::Cell::Text(w.t("treats-counted")) } else { removes(cx, &told.treatments, t.head.id) };
        let cells = vec![
            html! { a href=(cx.href(*t)) { (t.head.title) } }.into(),
            cx.state_tag(*t).into(),
            cost(cx, t, "cost_once").into(),
            cost(cx, t, "cost_yearly").into(),
            effect,
        ];
        Row { cells, ..Row::default() }
    };
    let columns = [
        Column::new(w.t("treats-treatment"), Role::Lead),
        Column::new(w.t("column-state"), Role::Text),
        Column::new(w.t("treats-once"), Role::Number),
        Column::new(w.t("treats-yearly"), Role::Number),
        Column::new(w.t("treats-removes"), Role::Number),
    ];
    design::section(
        "treats",
        &w.t("treats-title"),
        None,
        html! {
            (design::plain_table(w, &w.t("treats-title"), &columns, &found.iter().map(row).collect::<Vec<_>>()))
            p.quiet { (w.t("treats-note")) }
        },
    )
}

fn cost(cx: &Cx, treatment: &Record<Treatment>, name: &str) -> Markup {
    let fields: &dyn Fields = &treatment.body;
    let all: &[Field] = fields.fields();
    let at = all.iter().position(|f| f.name == name);
    at.and_then(|i| Some(cx.value(all.get(i)?, &fields.get(i)))).unwrap_or_default()
}

fn risk_record(cx: &Cx, key: &str) -> Result<std::sync::Arc<dyn AnyRecord>> {
    record_of(cx, "risks", key)
}

/// `GET /risks/{key}/loss.svg`
pub async fn loss_file(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let record = risk_record(&cx, &key)?;
    let risk = record.typed::<Risk>().ok_or_else(|| Fault::missing("risk"))?;
    let told = cx.app.service.risk(cx.view.for_the_organisation(), risk).await?;
    let numbers = told.numbers.as_ref().map_err(|e| Fault::missing(format!("chart ({e})")))?;
    let tolerance = risk::tolerance(cx.view.for_the_organisation());
    let svg = loss::chart(&cx, numbers, &tolerance, None).standalone();
    Ok(file("image/svg+xml", &format!("{key}-loss.svg"), svg))
}

/// `GET /risks/{key}/model.json`: the model of this risk alone, for whoever may see every estimate in it.
pub async fn model_file(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let record = risk_record(&cx, &key)?;
    let risk = record.typed::<Risk>().ok_or_else(|| Fault::missing("risk"))?;
    if !sees_all(&cx, risk) {
        return Err(Fault::denied(cx.w.t("step-not-yours")));
    }
    let told = cx.app.service.risk(cx.view.for_the_organisation(), risk).await?;
    // Byte for byte what the input hash is taken of.
    let body = String::from_utf8(model::canonical(&told.made.model)).unwrap_or_default();
    Ok(file("application/json", &format!("{key}-model.json"), body))
}

fn file(kind: &'static str, name: &str, body: String) -> Response {
    // An SVG opened by itself is a document: its style element is its own and nothing else may run in it.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CONTENT_SECURITY_POLICY, policy.to_owned()),
    ];
    (headers, body).into_response()
}
