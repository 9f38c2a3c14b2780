//! Defining a test: one short form from what is to be tested, with what is known filled in.

use super::{super::form, field, form::Pairs, now_only, summary, ties};
use crate::{
    cx::Cx,
    design::{self, Form, Group, LinkTo},
    fault::{Fault, Result},
    pages::{Page, crumbs},
};
use axum::{
    Form as Sent,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    assurance::{
        Test,
        test::independence::{self, Dependence},
    },
    authority::Action,
    check::Fault as Wrong,
    control::Control,
    field::Target,
    kind,
    policy::Requirement,
    record::AnyRecord,
};
use maud::{Markup, html};
use serde_json::{Value, json};
use service::{Command, Error, Request};
use std::sync::Arc;

/// The fields of the short form, by group.
const ASKED: [(&str, &[&str]); 2] = [
    ("define-what", &["title", "criterion", "aspect", "passed_when"]),
    ("define-how", &["procedure", "population", "sample_size", "tolerated", "tester", "cadence", "owner"]),
];

fn subject(cx: &Cx, key: &str) -> Result<Arc<dyn AnyRecord>> {
    now_only(cx)?;
    if !cx.view.sight.may(kind::of::<Test>(), Action::Create) {
        return Err(Fault::denied(cx.w.t("step-not-yours")));
    }
    let record = cx.view.by_key(key).filter(|r| isms::assurance::test::Subject::KINDS.contains(&r.kind().name));
    record.cloned().ok_or_else(|| Fault::missing(format!("{key} that could be tested")))
}

/// What is known before anyone types: the requirement that it carries out is the criterion.
fn known(cx: &Cx, record: &dyn AnyRecord) -> Value {
    let isms = cx.view.for_the_organisation();
    let is_requirement = |id: &isms::values::RecordId| isms.typed::<Requirement>(*id).is_some();
    let criterion = match record.typed::<Control>() {
        Some(control) => control.body.implements.iter().map(|i| i.id()).find(is_requirement),
        None => Some(record.head().id).filter(is_requirement),
    };
    let title = cx.w.tn("define-title", &[("name", record.head().title.as_str().into())]);
    let mut values = json!({ "title": title, "aspect": "operation", "cadence": "yearly" });
    if let Some(criterion) = criterion.and_then(|id| cx.view.get(id)) {
        values["criterion"] = json!(criterion.key().to_string());
    }
    if record.kind().name == "control" {
        values["sample_size"] = json!(25);
    }
    if let Some(me) = cx.viewer().person.and_then(|p| cx.view.get(p)) {
        values["owner"] = json!(me.key().to_string());
    }
    values
}

fn draw(cx: &Cx, record: &dyn AnyRecord, values: &Value, faults: &[Wrong], found: &[Dependence]) -> Page {
    let (w, kind) = (&cx.w, kind::of::<Test>());
    let shown = |names: &[&str]| names.iter().filter_map(|n| field(cx, kind, n, values.get(*n), faults)).collect();
    let mut groups: Vec<Group> =
        ASKED.iter().map(|(legend, names)| Group { legend: w.t(legend), help: None, fields: shown(names) }).collect();
    if !found.is_empty() {
        let help = Some(w.t("define-anyway"));
        groups.push(Group { legend: w.t("define-independence"), help, fields: shown(&["instead_of_independence"]) });
    }
    let mut hidden =
        vec![("of".to_owned(), record.key().to_string()), ("request".to_owned(), cx.app.service.request_key())];
    if !found.is_empty() {
        hidden.push(("anyway".to_owned(), told(cx, found)));
    }
    let title = w.t("define-test");
    let form = Form {
        action: "/tests/define".into(),
        hidden,
        groups,
        submit: w.t(if found.is_empty() { "save" } else { "define-keep" }),
        cancel: Some(cx.href(record)),
        ask_reason: false,
        errors: summary(cx, kind, faults).into_iter().filter(|(id, _)| id == "f-").collect(),
    };
    let lede = html! { (w.t("define-lede")) " " a.record href=(cx.href(record)) { (record.head().title) } };
    let body: Markup = html! {
        (design::lede(&title, Some(lede)))
        (ties(cx, found, ""))
        (design::form(w, &form))
    };
    let mut way = crumbs(cx, kind, None);
    way.push(LinkTo::new(title.clone(), String::new()));
    Page::new("assurance", title, body).crumbs(way)
}

/// The ties that the visitor was told of, so that new ones are told again.
fn told(cx: &Cx, found: &[Dependence]) -> String {
    let key = |id| cx.view.get(id).map(|r| r.key().to_string()).unwrap_or_default();
    found.iter().map(|d| format!("{}>{}", key(d.tester), key(d.subject))).collect::<Vec<_>>().join(" ")
}

/// `GET /tests/define?of=CTL-3`
pub async fn show(cx: Cx) -> Result<Response> {
    let key = cx.query.get("of").cloned().unwrap_or_default();
    let record = subject(&cx, &key)?;
    Ok(draw(&cx, record.as_ref(), &known(&cx, record.as_ref()), &[], &[]).draw(&cx).into_response())
}

/// `POST /tests/define`
pub async fn save(cx: Cx, Sent(pairs): Sent<Pairs>) -> Result<Response> {
    let pick = |name: &str| form::first(&pairs, name).unwrap_or_default().to_owned();
    let record = subject(&cx, &pick("of"))?;
    let read = form::read(&cx, kind::of::<Test>(), &pairs);
    let asked = ASKED.iter().flat_map(|(_, names)| names.iter()).chain(["instead_of_independence"].iter());
    let mut values = json!({ "of": [record.key().to_string()] });
    for name in asked {
        if let Some(value) = read.get(*name).filter(|v| !v.is_null()) {
            values[*name] = value.clone();
        }
    }
    let tester = values.get("tester").and_then(Value::as_str).and_then(|k| cx.view.by_key(k));
    let isms = cx.view.for_the_organisation();
    let found = tester.and_then(|t| independence::between(isms, t.head().id, record.head().id));
    let found: Vec<Dependence> = found.into_iter().collect();
    if !found.is_empty() && pick("anyway") != told(&cx, &found) {
        return Ok(draw(&cx, record.as_ref(), &values, &[], &found).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let command = Command::Create { kind: kind::of::<Test>(), fields: values.clone() };
    let request = Request { request: Some(pick("request")).filter(|k| !k.is_empty()), ..Request::one("page", command) };
    match cx.app.service.perform(cx.viewer(), request).await {
        Ok(receipt) => {
            let made = receipt.touched.iter().find(|t| t.created).map(|t| t.key.clone()).unwrap_or_default();
            Ok(Redirect::to(&format!("/tests/{made}?did=created")).into_response())
        }
        Err(Error::Invalid(faults)) => {
            Ok(draw(&cx, record.as_ref(), &values, &faults, &found).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
