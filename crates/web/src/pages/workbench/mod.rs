//! The estimate workbench: one person's view of one risk, entered as ranges, with the curve that comes of it drawn at once.
//!
//! The page is a form. With a script every change is posted to `preview`, which answers with the parts of the page that change; without
//! one the button "Show" posts the form and the whole page comes back.

mod answer;
mod sheet;
mod tree;

use super::{Page, crumbs, form::Pairs, record_of};
use crate::{
    cx::Cx,
    design::{self, LinkTo, Notice, Tone},
    fault::{Fault, Result},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    analysis::model,
    authority::Action,
    check::Fault as Found,
    control::Control,
    kind, outer,
    record::{AnyRecord, Record},
    risk::{Estimate, Risk},
    values::Ref,
};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use service::{Command, Error, Request, Subject};
use sheet::{Sheet, Wrong};
use std::{collections::BTreeSet, sync::Arc};

/// A part of the page that changes with what is typed: the identifier of an element and what it holds.
pub struct Part {
    /// Of an element.
    pub id: String,
    /// What it holds now.
    pub body: Markup,
}

impl Part {
    fn new(id: &str, body: Markup) -> Part {
        Part { id: id.to_owned(), body }
    }
}

/// What is on the workbench.
pub struct Question<'a> {
    /// The risk.
    pub risk: &'a Record<Risk>,
    /// The texts.
    pub sheet: Sheet,
    /// The estimate that they make.
    pub estimate: Estimate,
    /// What is wrong with them.
    pub wrong: Vec<Wrong>,
    /// Whether an insurance has a limit that this risk shares with others.
    pub shares_a_limit: bool,
}

impl<'a> Question<'a> {
    fn new(cx: &Cx, risk: &'a Record<Risk>, sheet: Sheet) -> Question<'a> {
        let (mut estimate, wrong) = sheet.read(&cx.w);
        let known = sheet.assumes.iter().filter_map(|key| cx.view.by_key(key));
        estimate.assumes = known.filter(|r| r.typed::<Control>().is_some()).map(|r| Ref::to(r.head().id)).collect();
        let isms = cx.view.for_the_organisation();
        let shares_a_limit = model::shares_a_limit(isms, &model::of_risk(isms, risk, &[&estimate]));
        Question { risk, sheet, estimate, wrong, shares_a_limit }
    }
}

/// The risk of a path, where the visitor may estimate it.
fn risk_of(cx: &Cx, key: &str) -> Result<Arc<dyn AnyRecord>> {
    if !cx.view.sight.may(kind::of::<Estimate>(), Action::Create) {
        return Err(Fault::denied(cx.w.t("step-not-yours")));
    }
    if cx.is_past() {
        return Err(Fault::bad(cx.w.t("bench-past")));
    }
    record_of(cx, "risks", key)
}

fn typed(record: &dyn AnyRecord) -> Result<&Record<Risk>> {
    record.typed::<Risk>().ok_or_else(|| Fault::missing("risk"))
}

/// The visitor's own estimates of a risk: the sealed one, and the newest that was given.
fn mine<'a>(cx: &'a Cx, risk: &Record<Risk>) -> (Option<&'a Record<Estimate>>, Option<&'a Record<Estimate>>) {
    let Some(me) = cx.viewer().person else { return (None, None) };
    let mut own: Vec<&Record<Estimate>> = Vec::new();
    for (_, record) in cx.view.pointing_at(risk.head.id) {
        let estimate = record.typed::<Estimate>().filter(|e| e.body.estimator.map(|p| p.id()) == Some(me));
        own.extend(estimate.filter(|e| e.body.risk.map(|r| r.id()) == Some(risk.head.id)));
    }
    own.sort_by_key(|e| (e.body.made, e.head.number));
    let last = |state: &str| own.iter().rev().find(|e| &*e.head.state == state).copied();
    (last("sealed"), last("given"))
}

/// `GET /risks/{key}/estimate`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = risk_of(&cx, &key)?;
    let risk = typed(record.as_ref())?;
    let (sealed, given) = mine(&cx, risk);
    let sheet = sealed.or(given).map(|e| Sheet::of_estimate(&e.body, assumed(&cx, &e.body))).unwrap_or_default();
    let asked = Question::new(&cx, risk, sheet);
    Ok(page(&cx, &asked, &[]).await?.draw(&cx))
}

fn assumed(cx: &Cx, estimate: &Estimate) -> BTreeSet<String> {
    estimate.assumes.iter().filter_map(|c| cx.view.get(c.id())).map(|r| r.key().to_string()).collect()
}

/// `POST /risks/{key}/estimate/preview`: the parts of the page that change, each named by the element that holds it.
pub async fn preview(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Html<String>> {
    let record = risk_of(&cx, &key)?;
    let asked = Question::new(&cx, typed(record.as_ref())?, Sheet::of_pairs(&pairs));
    let parts = answer::parts(&cx, &asked).await?;
    Ok(Html(html! { @for part in &parts { div data-put=(part.id) { (part.body) } } }.into_string()))
}

/// `POST /risks/{key}/estimate`: shows, saves sealed, or gives.
pub async fn save(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response> {
    let record = risk_of(&cx, &key)?;
    let asked = Question::new(&cx, typed(record.as_ref())?, Sheet::of_pairs(&pairs));
    let wish = pairs.iter().rev().find(|(k, _)| k == "do").map(|(_, v)| v.as_str()).unwrap_or_default();
    if wish == "show" {
        return Ok(page(&cx, &asked, &[]).await?.draw(&cx).into_response());
    }
    let give = wish == "give";
    let mut faults = Vec::new();
    if asked.wrong.is_empty() {
        match kept(&cx, &asked, &pairs, give).await {
            Ok(()) => {
                let did = if give { "given" } else { "sealed" };
                return Ok(Redirect::to(&format!("{}?did={did}", path(record.as_ref()))).into_response());
            }
            Err(Error::Invalid(found)) => faults = found,
            Err(Error::Conflict { .. }) => faults.push(Found::at("", cx.w.t("collided"))),
            Err(other) => return Err(other.into()),
        }
    }
    Ok(page(&cx, &asked, &faults).await?.with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Keeps the estimate as the visitor's sealed one, and gives it where that is wished.
async fn kept(cx: &Cx, asked: &Question<'_>, pairs: &Pairs, give: bool) -> std::result::Result<(), Error> {
    let (sealed, _) = mine(cx, asked.risk);
    let pick = |name: &str| pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone()).unwrap_or_default();
    let service = &cx.app.service;
    let subject = match sealed {
        Some(own) => {
            let version = pick("version").parse().ok();
            let subject = Subject::Id(own.head.id);
            let command = Command::Edit { subject: subject.clone(), version, patch: fields(cx, asked, true) };
            service.perform(cx.viewer(), Request::one("page", command)).await?;
            subject
        }
        None => {
            let command = Command::Create { kind: kind::of::<Estimate>(), fields: fields(cx, asked, false) };
            let key = Some(pick("request")).filter(|k| !k.is_empty());
            let receipt =
                service.perform(cx.viewer(), Request { request: key, ..Request::one("page", command) }).await?;
            let made = receipt.touched.iter().find(|t| t.created);
            Subject::Id(made.ok_or_else(|| Error::Internal("an estimate was made and is not there".into()))?.id)
        }
    };
    if give {
        let command = Command::Step { subject, version: None, step: "give".into(), reason: String::new() };
        service.perform(cx.viewer(), Request::one("page", command)).await?;
    }
    Ok(())
}

/// The fields of the record in the outer form; `all` names what is empty too, so that a change clears it.
fn fields(cx: &Cx, asked: &Question<'_>, all: bool) -> Value {
    let estimate = Estimate {
        risk: Some(Ref::to(asked.risk.head.id)),
        estimator: cx.viewer().person.map(Ref::to),
        made: Some(cx.today()),
        ..asked.estimate.clone()
    };
    let mut out = Map::new();
    outer::write_fields(&estimate, &cx.view, &mut out);
    if all {
        for field in kind::of::<Estimate>().fields {
            out.entry(field.name).or_insert(Value::Null);
        }
        return Value::Object(out);
    }
    let me = cx.viewer().person.and_then(|p| cx.view.get(p));
    let by = me.map(|p| p.head().title.clone()).unwrap_or_default();
    let named =
        [("risk", asked.risk.head.title.as_str().into()), ("by", by.into()), ("on", cx.w.date(cx.today()).into())];
    out.insert("title".into(), json!(cx.w.tn("bench-record", &named)));
    me.into_iter().for_each(|p| drop(out.insert("owner".into(), json!(p.key().to_string()))));
    Value::Object(out)
}

async fn page(cx: &Cx, asked: &Question<'_>, faults: &[Found]) -> Result<Page> {
    let w = &cx.w;
    let parts = answer::parts(cx, asked).await?;
    let said = |id: &str| parts.iter().find(|p| p.id == id).map(|p| p.body.clone()).unwrap_or_default();
    let home = path(asked.risk);
    let (sealed, given) = mine(cx, asked.risk);
    let mut errors: Vec<(String, String)> =
        asked.wrong.iter().map(|f| (format!("f-{}", f.field.replace('.', "-")), f.message.clone())).collect();
    let whole =
        |f: &Found| answer::named(cx, &f.pointer).map_or_else(|| f.message.clone(), |n| format!("{n}: {}", f.message));
    errors.extend(faults.iter().map(|f| (String::new(), whole(f))));
    let tree = tree::Tree { cx, sheet: &asked.sheet, parts: &parts, controls: protecting(cx, asked.risk) };
    let sentence = html! { (w.t("bench-lede")) " " a href=(home) { (asked.risk.head.title) } };
    let known = cx.viewer().person.is_some();
    let body = html! {
        (design::lede(&w.t("bench-title"), Some(sentence)))
        (design::error_summary(w, &errors))
        @if !known { (design::notice(&Notice::text(Tone::Warn, &w.t("bench-no-person")))) }
        (state(cx, sealed, given))
        form.bench method="post" action={ (home) "/estimate" } data-form data-leave=(w.t("form-leave")) data-bench={ (home) "/estimate/preview" } data-drag=(w.t("bench-drag")) {
            button.away type="submit" name="do" value="show" tabindex="-1" aria-hidden="true" {}
            input type="hidden" name="request" value=(cx.app.service.request_key());
            @if let Some(own) = sealed { input type="hidden" name="version" value=(own.head.version); }
            (tree.draw())
            div.answer-side {
                div id="note" { (said("note")) }
                div.answer id="answer" { (said("answer")) }
                p.away id="said" role="status" { }
            }
            div.actions.keep {
                @if known {
                    button.first type="submit" name="do" value="give" { (w.t("bench-give")) }
                    button type="submit" name="do" value="save" { (w.t("bench-save")) }
                }
                button type="submit" name="do" value="show" data-without-script { (w.t("bench-show")) }
                a.button href=(home) data-cancel { (w.t("cancel")) }
            }
        }
    };
    let mut way = crumbs(cx, kind::of::<Risk>(), None);
    way.push(LinkTo::new(format!("RSK-{}", asked.risk.head.number), cx.at(&home)));
    way.push(LinkTo::new(w.t("bench-title"), String::new()));
    Ok(Page::new("risk", w.t("bench-title"), body).crumbs(way))
}

/// What the visitor has said already.
fn state(cx: &Cx, sealed: Option<&Record<Estimate>>, given: Option<&Record<Estimate>>) -> Markup {
    let (key, own) = match (sealed, given) {
        (Some(own), _) => ("bench-is-sealed", own),
        (None, Some(own)) => ("bench-is-given", own),
        (None, None) => return html! { p.quiet { (cx.w.t("bench-is-new")) } },
    };
    let on = own.body.made.map(|d| cx.w.date(d)).unwrap_or_default();
    html! { p.quiet { (cx.w.tn(key, &[("on", on.into())])) " " a href=(path(own)) { "EST-" (own.head.number) } } }
}

/// The controls that protect a risk, as far as they may be seen.
fn protecting<'a>(cx: &'a Cx, risk: &Record<Risk>) -> Vec<&'a Record<Control>> {
    let mut found: Vec<&Record<Control>> =
        cx.view.pointing_at(risk.head.id).into_iter().filter_map(|(_, r)| r.typed::<Control>()).collect();
    found.sort_by_key(|c| c.head.number);
    found.dedup_by_key(|c| c.head.number);
    found.retain(|c| model::is_live(*c));
    found
}
