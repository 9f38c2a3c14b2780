//! What the analyses say about a record, at the head of its page: one file for each kind that has something to say.

mod action;
mod applicability;
mod body;
mod control;
pub mod decision;
pub mod disclosure;
mod evidence;
mod exception;
mod feedback;
mod finding;
mod guideline;
mod instruction;
pub mod loss;
mod meeting;
mod metric;
pub mod objective;
mod policy;
pub mod reliance;
mod requirement;
pub mod risk;
mod suppliers;
mod test;
mod treatment;
pub mod trend;

use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::{Fault, Result},
    pages::supply,
    words::Words,
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use isms::{
    analysis::{certainty::Method, model::canonical},
    assurance::{Action, Evidence, Finding, Test},
    context::{Asset, Contract, Objective, Supplier},
    control::{Applicability, Control, Pattern, SupplierObligation},
    everywhere::{Questionnaire, Response as Answered},
    governance::{Body, Decision, Disclosure, Meeting},
    instruction::{Feedback, Instruction},
    policy::{Exception, Guideline, Metric, Policy, Requirement},
    record::AnyRecord,
    risk::{Risk, Treatment},
    values::RecordId,
};
use maud::{Markup, html};

/// What is shown above the fields of a record.
#[derive(Default)]
pub struct Insight {
    /// The sentence under the title, where it is another than kind and key.
    pub lede: Option<Markup>,
    /// In the wide column, above everything.
    pub main: Option<Markup>,
    /// In the narrow column, above everything.
    pub beside: Option<Markup>,
}

/// What is known about a record; nothing for most kinds.
pub async fn of(cx: &Cx, record: &dyn AnyRecord) -> Result<Insight> {
    let mut insight = own(cx, record).await?;
    if let Some(offers) = super::assurance::offers::beside(cx, record) {
        let before = insight.beside.take();
        insight.beside = Some(html! { @if let Some(before) = before { (before) } (offers) });
    }
    if let Some(said) = instruction::on(cx, record) {
        let before = insight.main.take();
        insight.main = Some(html! { @if let Some(before) = before { (before) } (said) });
    }
    super::communication::beside(cx, record, &mut insight).await?;
    Ok(insight)
}

/// What a kind's own file says.
async fn own(cx: &Cx, record: &dyn AnyRecord) -> Result<Insight> {
    if let Some(test) = record.typed::<Test>() {
        return Ok(test::insight(cx, test));
    }
    if let Some(instruction) = record.typed::<Instruction>() {
        return Ok(instruction::insight(cx, instruction));
    }
    if let Some(feedback) = record.typed::<Feedback>() {
        return Ok(feedback::insight(cx, feedback));
    }
    if let Some(evidence) = record.typed::<Evidence>() {
        return Ok(evidence::insight(cx, evidence));
    }
    if let Some(finding) = record.typed::<Finding>() {
        return Ok(finding::insight(cx, finding));
    }
    if let Some(action) = record.typed::<Action>() {
        return Ok(action::insight(cx, action));
    }
    if let Some(objective) = record.typed::<Objective>() {
        return objective::insight(cx, objective).await;
    }
    if let Some(risk) = record.typed::<Risk>() {
        return risk::insight(cx, risk).await;
    }
    if let Some(control) = record.typed::<Control>() {
        return control::insight(cx, control).await;
    }
    if let Some(asset) = record.typed::<Asset>() {
        return Ok(Insight { main: reliance::inherited(cx, asset), ..Insight::default() });
    }
    if let Some(statement) = record.typed::<Applicability>() {
        return applicability::insight(cx, statement).await;
    }
    if let Some(treatment) = record.typed::<Treatment>() {
        return treatment::insight(cx, treatment).await;
    }
    if let Some(decision) = record.typed::<Decision>() {
        let mut insight = decision::insight(cx, decision).await?;
        let mandate = decision::mandate(cx, decision);
        insight.main = Some(html! { (mandate) @if let Some(main) = &insight.main { (main) } });
        if let Some(told) = supply::of_decision(cx, decision) {
            insight.main = Some(html! { @if let Some(main) = &insight.main { (main) } (told) });
        }
        return Ok(insight);
    }
    if let Some(record) = record.typed::<Body>() {
        return body::insight(cx, record).await;
    }
    if let Some(record) = record.typed::<Meeting>() {
        return meeting::insight(cx, record).await;
    }
    if let Some(record) = record.typed::<Disclosure>() {
        return Ok(disclosure::insight(cx, record));
    }
    if let Some(supplier) = record.typed::<Supplier>() {
        return Ok(supply::of_supplier(cx, supplier));
    }
    if let Some(contract) = record.typed::<Contract>() {
        return Ok(supply::of_contract(cx, contract));
    }
    if let Some(obligation) = record.typed::<SupplierObligation>() {
        return Ok(supply::of_obligation(cx, obligation));
    }
    if let Some(questionnaire) = record.typed::<Questionnaire>() {
        return Ok(super::questions::insight::of_questionnaire(cx, questionnaire));
    }
    if let Some(response) = record.typed::<Answered>() {
        return Ok(super::questions::insight::of_response(cx, response));
    }
    if let Some(pattern) = record.typed::<Pattern>() {
        return super::patterns::insight(cx, pattern).await;
    }
    if let Some(found) = record.typed::<Policy>() {
        return Ok(policy::insight(cx, found));
    }
    if let Some(found) = record.typed::<Guideline>() {
        return Ok(guideline::insight(cx, found));
    }
    if let Some(found) = record.typed::<Requirement>() {
        return Ok(requirement::insight(cx, found));
    }
    if let Some(found) = record.typed::<Exception>() {
        return exception::insight(cx, found).await;
    }
    if let Some(found) = record.typed::<Metric>() {
        return Ok(metric::insight(cx, found));
    }
    super::communication::insight(cx, record).await
}

/// Key, title and address of a risk that an aggregate speaks of; a word for one that may not be seen.
pub fn risk_name(cx: &Cx, risk: RecordId) -> (String, String, String) {
    match cx.view.get(risk) {
        Some(record) => (record.key().to_string(), record.head().title.clone(), cx.href(record.as_ref())),
        None => (String::new(), cx.w.t("not-visible"), String::new()),
    }
}

/// A difference of shares in points of percent: "1.3 points".
pub fn points(cx: &Cx, share: f64) -> String {
    points_of(&cx.w, share)
}

/// The same in given words.
pub fn points_of(w: &Words, share: f64) -> String {
    let points = 100.0 * share;
    let digits = if points.abs() >= 9.95 {
        0
    } else if points.abs() >= 0.095 {
        1
    } else {
        2
    };
    w.tn("points", &[("n", w.number(points, digits).into())])
}

/// A gain in points, with its sign.
pub fn signed_points(w: &Words, gain: f64) -> String {
    format!("{}{}", if gain < 0.0 { "−" } else { "+" }, points_of(w, gain.abs()))
}

/// How the numbers came to be, and how to get them again.
pub fn method_line(cx: &Cx, method: &Method) -> Markup {
    let short: String = method.input_hash.chars().take(12).collect();
    html! {
        details.more.method {
            summary {
                (cx.w.tn("method-line", &[
                    ("engine", cx.w.t(&format!("engine-{}", method.engine)).into()), ("version", method.model_version.into()), ("hash", short.into()),
                ]))
            }
            p {
                (cx.w.tn("method-reproduce", &[
                    ("worlds", cx.w.number(method.worlds as f64, 0).into()), ("years", cx.w.number(method.years_per_world as f64, 0).into()), ("seed", method.seed.to_string().into()),
                ])) " "
                a href=(cx.at("/analysis/model.json")) download { (cx.w.t("method-model")) }
            }
            pre {
                "surety simulate model.json --seed " (method.seed) " --worlds " (method.worlds) " --years " (method.years_per_world)
                @if !method.with.is_empty() { " --with " (method.with.join(",")) }
            }
            p.quiet { (cx.w.t("method-hash")) " " code { (method.input_hash) } }
        }
    }
}

/// Why nothing could be computed.
pub fn not_computed(cx: &Cx, fault: &str) -> Markup {
    design::notice(&Notice::text(Tone::Bad, &format!("{}: {fault}", cx.w.t("not-computed"))))
}

/// `GET /analysis/model.json`: the model that the numbers were computed from, byte for byte what its hash is taken of.
pub async fn model(cx: Cx) -> Result<Response> {
    // The model holds every estimate that counts, so that whoever may not read risks may not read it.
    let reads = ["risk", "estimate", "control", "treatment", "objective"];
    let all = reads.iter().filter_map(|k| isms::kind::by_name(k)).all(|k| cx.view.sight.reads(k));
    if !all {
        return Err(Fault::missing(
            "model: it takes the right to read risks, estimates, controls, treatments and objectives",
        ));
    }
    let made = cx.app.service.model(cx.view.for_the_organisation());
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"model.json\""),
    ];
    Ok((headers, canonical(&made.made.model)).into_response())
}
