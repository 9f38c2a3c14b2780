//! From a comparison to a decision: what was compared becomes the options of a decision that waits for its body.

use super::{Asked, Shown, keys, shown, titles};
use crate::{
    cx::Cx,
    design,
    fault::{Fault, Result},
    pages::{form::Pairs, record_of},
};
use axum::{
    Form,
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    analysis::model::threatening,
    authority::Action,
    context::Objective,
    governance::{Body, Decision},
    kind,
    record::AnyRecord,
    values::Money,
};
use maud::{Markup, html};
use serde_json::{Value, json};
use service::{Command, Request};

/// The options that would be put to the board: the sets asked for, or else each treatment alone.
fn weighed(shown: &Shown<'_>) -> Vec<Vec<usize>> {
    if shown.asked.sets.is_empty() { shown.sets.clone() } else { shown.asked.sets.clone() }
}

/// The form, for those who may prepare decisions.
pub fn section(cx: &Cx, shown: &Shown<'_>) -> Markup {
    let options = weighed(shown);
    if cx.is_past() || options.is_empty() || !cx.view.sight.may(kind::of::<Decision>(), Action::Create) {
        return html! {};
    }
    let w = &cx.w;
    let made = &shown.answer.made;
    let title = w.tn("options-board-title", &[("name", shown.objective.head.title.as_str().into())]);
    let body = html! {
        form.stack method="post" action={ "/objectives/OBJ-" (shown.objective.head.number) "/options" } {
            (design::hidden_inputs(&[("request".into(), cx.app.service.request_key())]))
            @for set in &options { input type="hidden" name="set" value=(keys(made, set, ",")); }
            p { (w.t("options-board-about")) }
            ul { li { (w.t("do-nothing")) } @for set in &options { li { (titles(cx, made, set)) } } }
            label.field { span.label { (w.t("options-board-name")) } input type="text" name="title" required value=(title); }
            label.field { span.label { (w.t("options-board-kind")) }
                select name="about" {
                    @for word in ["treat", "fund"] { option value=(word) { (w.or(&format!("choice-{word}"), word)) } }
                }
            }
            label.field { span.label { (w.t("reason")) small { " " (w.t("optional")) } } input type="text" name="reason"; }
            div.actions { (design::first_button(&w.t("options-board-do"))) }
        }
    };
    html! { section id="board" { div.ask { h2 { (w.t("options-board")) } (body) } } }
}

/// `POST /objectives/{key}/options`: one act that creates a decision with what was compared.
pub async fn propose(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response> {
    let record = record_of(&cx, "objectives", &key)?;
    let objective = record.typed::<Objective>().ok_or_else(|| Fault::missing(format!("objective {key}")))?;
    let kind = kind::of::<Decision>();
    if !cx.view.sight.may(kind, Action::Create) {
        return Err(Fault::denied(cx.w.t("step-not-yours")));
    }
    let answer = cx.app.service.certainty(cx.view.for_the_organisation()).await?;
    let asked = Asked::read(&cx, &answer.made, &pairs)?;
    if asked.sets.is_empty() {
        return Err(Fault::bad("set: expected at least one set of treatments to decide on, such as set=TRT-1,TRT-4"));
    }
    let shown = shown(&cx, objective, &answer, asked).await?;
    let shown = shown.ok_or_else(|| Fault::missing(format!("comparison for {key}: nothing can be computed for it")))?;
    let of = |name: &str| pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let command = Command::Create { kind, fields: fields(&cx, &shown, &of("title"), &of("about")) };
    let reason = match of("reason") {
        r if r.is_empty() => cx.w.tn("options-board-reason", &[("key", key.as_str().into())]),
        r => r,
    };
    let request = Request {
        request: Some(of("request")).filter(|r| !r.is_empty()),
        ..Request::one("page", command).because(reason)
    };
    let receipt = cx.app.service.perform(cx.viewer(), request).await?;
    let made = receipt.touched.iter().find(|t| t.key.starts_with("DEC-")).map(|t| t.key.clone()).unwrap_or_default();
    Ok(Redirect::to(&format!("/decisions/{made}?did=created")).into_response())
}

/// The decision in its outer form.
fn fields(cx: &Cx, shown: &Shown<'_>, title: &str, about: &str) -> Value {
    let isms = cx.view.for_the_organisation();
    let id = shown.objective.head.id;
    let name = shown.objective.head.title.as_str();
    let default = cx.w.tn("options-board-title", &[("name", name.into())]);
    let nothing: Vec<usize> = Vec::new();
    let options: Vec<Value> =
        std::iter::once(&nothing).chain(&shown.asked.sets).map(|s| option(cx, shown, s)).collect();
    let visible = |r: &&isms::record::Record<isms::risk::Risk>| cx.view.get(r.head.id).is_some();
    let concerns: Vec<String> =
        threatening(isms, id).into_iter().filter(visible).map(|r| (r as &dyn AnyRecord).key().to_string()).collect();
    let overseers: Vec<_> =
        cx.view.all::<Body>().filter(|b| b.counts().is_some_and(|c| c.oversees.iter().any(|o| o.id() == id))).collect();
    let mut fields = json!({
        "title": if title.is_empty() { default.as_str() } else { title },
        "question": cx.w.tn("options-board-question", &[("name", name.into())]),
        "about": if about == "fund" { "fund" } else { "treat" },
        "options": options,
        "concerns": concerns,
    });
    if let [body] = overseers[..] {
        fields["decided_by"] = json!((body as &dyn AnyRecord).key().to_string());
    }
    fields
}

fn option(cx: &Cx, shown: &Shown<'_>, set: &[usize]) -> Value {
    let made = &shown.answer.made;
    let currency = cx.view.for_the_organisation().currency();
    let cost: f64 = set.iter().filter_map(|t| made.model.treatments.get(*t)).map(|t| t.cost).sum();
    let minor = (cost * 10f64.powi(currency.digits() as i32)).round() as i64;
    let treatments: Vec<&str> =
        set.iter().filter_map(|t| made.model.treatments.get(*t)).map(|t| t.id.as_str()).collect();
    let mut option = json!({ "name": titles(cx, made, set) });
    if !treatments.is_empty() {
        option["treatments"] = json!(treatments);
    }
    if shown.ground.is_priced(set) {
        option["cost"] = json!(Money { minor, currency }.to_string());
    }
    if let Some(found) = shown.found(set).filter(|_| shown.known) {
        option["predicted_certainty"] = json!((found.certainty.mean * 1e4).round() / 1e4);
    }
    option
}
