//! A supplier's obligation: how it stands and why, its series against the target, and a form to add a measurement.

use super::parts;
use crate::{
    cx::Cx,
    design::{self, ChartWords, Control, FieldView, Form, Group, Width},
    fault::{Fault, Result},
    pages::{Page, crumbs, insight::Insight, record_of},
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    analysis::supply::standing,
    authority::Action,
    check,
    control::SupplierObligation,
    policy::metric::Better,
    record::{AnyRecord, Record},
};
use maud::{Markup, html};
use report::chart::Series;
use serde::Deserialize;
use service::{Error, supply::Given};

/// What is shown above the fields.
pub fn insight(cx: &Cx, record: &Record<SupplierObligation>) -> Insight {
    let standing = standing::of(cx.view.for_the_organisation(), record);
    let body = html! {
        p { (parts::verdict(cx, standing.verdict)) " " (parts::why(cx, &standing)) }
        @if let Some(source) = standing.rests_on.map(|m| &m.source).filter(|s| !s.is_empty()) {
            p.quiet { (cx.w.tn("supply-source", &[("source", source.as_str().into())])) }
        }
        (design::facts(&[
            (cx.w.t("supply-target"), parts::target(cx, &record.body).map_or_else(|| design::unknown(&cx.w), |t| html! { (t) })),
            (cx.w.t("supply-next"), standing.due.map_or_else(|| design::unknown(&cx.w), |d| html! { (cx.w.date(d)) })),
            (cx.w.t("supply-evidence"), parts::shown(cx, standing.shown)),
        ]))
        (chart(cx, record))
        @if may_measure(cx, record) { (design::more(&cx.w.t("supply-add"), record.body.measurements.is_empty(), form(cx, record, &Sent::default(), &[]))) }
    };
    let main = design::section("standing", &cx.w.t("supply-standing"), None, body);
    Insight { main: Some(main), ..Insight::default() }
}

fn may_measure(cx: &Cx, record: &Record<SupplierObligation>) -> bool {
    !cx.is_past() && (record as &dyn AnyRecord).is_open() && cx.view.may_on(record, Action::Edit)
}

fn chart(cx: &Cx, record: &Record<SupplierObligation>) -> Markup {
    let body = &record.body;
    let (scale, unit) = if body.unit == "share" { (100.0, "%") } else { (1.0, body.unit.as_str()) };
    let today = cx.today();
    let known = body.measurements.iter().filter_map(|m| Some((m.on?, m.value? * scale)));
    let points: Vec<_> = known.filter(|(on, _)| *on <= today).collect();
    if points.is_empty() {
        return html! {};
    }
    let measure = if body.measure.is_empty() { cx.w.t("chart-value") } else { body.measure.clone() };
    let drawn = Series {
        title: cx.w.tn("supply-chart", &[("name", record.head.title.as_str().into())]),
        desc: cx.w.t("supply-chart-desc"),
        up: if unit.is_empty() { measure } else { format!("{measure} ({unit})") },
        points,
        target: body.target.map(|t| t * scale),
        higher_is_better: body.better == Better::Higher,
        missed: cx.w.t("supply-missed"),
    };
    let currency = cx.view.for_the_organisation().currency();
    let drawn = drawn.chart(&ChartWords { w: &cx.w, currency: currency.code() });
    design::chart(&cx.w, &cx.w.t("supply-measurements"), &drawn, None)
}

/// What the form sends.
#[derive(Deserialize, Default)]
pub struct Sent {
    #[serde(default)]
    on: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    reason: String,
}

fn form(cx: &Cx, record: &Record<SupplierObligation>, sent: &Sent, faults: &[check::Fault]) -> Markup {
    let field = |name: &str, label: &str, control: Control, value: &str| {
        let mut view = FieldView::new(name, cx.w.t(label), control).value(value).width(Width::Third);
        let at = format!("/{name}");
        view.errors = faults.iter().filter(|f| f.pointer == at).map(|f| f.message.clone()).collect();
        view
    };
    let unit = Some(record.body.unit.clone()).filter(|u| !u.is_empty());
    let on = if sent.on.is_empty() { cx.today().to_string() } else { sent.on.clone() };
    let fields = vec![
        field("on", "supply-form-on", Control::Date, &on).help(cx.w.t("supply-form-on-help")).required(),
        field("value", "supply-form-value", Control::Number { step: Some("any".into()), unit }, &sent.value)
            .help(cx.w.t("supply-form-value-help"))
            .required(),
        field("source", "supply-form-source", Control::Line, &sent.source).help(cx.w.t("supply-form-source-help")),
    ];
    let others = faults.iter().filter(|f| !["/on", "/value"].contains(&f.pointer.as_str()));
    design::form(
        &cx.w,
        &Form {
            action: format!("/supplier-obligations/SOB-{}/measure", record.head.number),
            groups: vec![Group { legend: cx.w.t("supply-add"), help: None, fields }],
            submit: cx.w.t("supply-add"),
            errors: others.map(|f| (String::new(), f.to_string())).collect(),
            ..Form::default()
        },
    )
}

fn read(sent: &Sent) -> std::result::Result<Given, Vec<check::Fault>> {
    let mut faults = Vec::new();
    let on = sent.on.trim().parse();
    if on.is_err() {
        faults.push(check::Fault::at("/on", "expected a date such as 2026-03-31"));
    }
    let value = sent.value.trim().replace(',', ".").parse::<f64>().ok().filter(|v| v.is_finite());
    if value.is_none() {
        faults.push(check::Fault::at("/value", "expected a number"));
    }
    match (on, value) {
        (Ok(on), Some(value)) => Ok(Given { on, value, source: sent.source.trim().to_owned() }),
        _ => Err(faults),
    }
}

/// `POST /supplier-obligations/{key}/measure`: one measurement as an act of its own.
pub async fn measure(cx: Cx, Path(key): Path<String>, axum::Form(sent): axum::Form<Sent>) -> Result<Response> {
    let record = record_of(&cx, "supplier-obligations", &key)?;
    let found =
        record.typed::<SupplierObligation>().ok_or_else(|| Fault::missing(format!("supplier obligation {key}")))?;
    let given = match read(&sent) {
        Ok(given) => given,
        Err(faults) => return Ok(again(&cx, found, &sent, &faults)),
    };
    let isms = cx.view.for_the_organisation();
    match cx.app.service.measure(cx.viewer(), isms, &key, given, &sent.reason).await {
        Ok(receipt) => {
            let did = if receipt.act.is_some() { "saved" } else { "unchanged" };
            Ok(Redirect::to(&format!("/supplier-obligations/{key}?did={did}")).into_response())
        }
        Err(Error::Invalid(faults)) => Ok(again(&cx, found, &sent, &faults)),
        Err(other) => Err(other.into()),
    }
}

/// The form again, with what is wrong.
fn again(cx: &Cx, record: &Record<SupplierObligation>, sent: &Sent, faults: &[check::Fault]) -> Response {
    let kind = (record as &dyn AnyRecord).kind();
    let lede = html! { a.record href=(cx.href(record)) { (record.head.title) } };
    let title = cx.w.t("supply-add");
    let body = html! { (design::lede(&title, Some(lede))) (form(cx, record, sent, faults)) };
    let crumbs = crumbs(cx, kind, Some(format!("SOB-{}", record.head.number)));
    Page::new(kind.area.name(), title, body).crumbs(crumbs).with_status(cx, StatusCode::UNPROCESSABLE_ENTITY)
}
