//! Several records changed as one act.

use super::{Page, crumbs, form, kind_of};
use crate::{
    cx::Cx,
    design,
    fault::{Fault, Result},
};
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::{check::Fault as Wrong, field::Ty, head, kind::KindInfo};
use maud::html;
use serde_json::{Map, Value, json};
use service::{Command, Error, Request, Subject};

/// At most so many records at once from a page; larger changes go through files.
const MOST: usize = 500;

/// `POST /{plural}/bulk`: first the selection, then the fields to set or the reason to retire.
pub async fn run(cx: Cx, Path(plural): Path<String>, Sent(pairs): Sent<form::Pairs>) -> Result<Response> {
    let kind = kind_of(&cx, &plural)?;
    let keys: Vec<String> = pairs.iter().filter(|(k, _)| k == "key").map(|(_, v)| v.clone()).collect();
    let pick = |name: &str| pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone()).unwrap_or_default();
    if keys.is_empty() || keys.len() > MOST {
        return Err(Fault::bad(format!("select between 1 and {MOST} rows")));
    }
    let action = pick("action");
    if pick("go").is_empty() {
        return Ok(ask(&cx, kind, &keys, &action, &pick("back"), &json!({}), &[]).draw(&cx).into_response());
    }
    let set: Vec<String> = pairs.iter().filter(|(k, _)| k == "set").map(|(_, v)| v.clone()).collect();
    let values = form::read(&cx, kind, &pairs);
    let patch: Map<String, Value> = set.iter().filter_map(|f| Some((f.clone(), values.get(f)?.clone()))).collect();
    let commands: Vec<Command> = keys
        .iter()
        .map(|key| match action.as_str() {
            "retire" => Command::Step {
                subject: Subject::Key(key.clone()),
                version: None,
                step: "retire".into(),
                reason: pick("reason"),
            },
            _ => {
                Command::Edit { subject: Subject::Key(key.clone()), version: None, patch: Value::Object(patch.clone()) }
            }
        })
        .collect();
    let request = Request { via: "page", reason: pick("reason"), commands, ..Request::default() };
    match cx.app.service.perform(cx.viewer(), request).await {
        Ok(_) => {
            let back = pick("back");
            let own = back.starts_with(&format!("/{plural}?"));
            Ok(Redirect::to(&if own { format!("{back}&did=bulk") } else { format!("/{plural}?did=bulk") })
                .into_response())
        }
        Err(Error::Invalid(faults)) => Ok(ask(&cx, kind, &keys, &action, &pick("back"), &values, &faults)
            .with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY)),
        Err(other) => Err(other.into()),
    }
}

fn ask(
    cx: &Cx,
    kind: &'static KindInfo,
    keys: &[String],
    action: &str,
    back: &str,
    values: &Value,
    faults: &[Wrong],
) -> Page {
    let n = [("n", keys.len().into()), ("kinds", cx.kind_label(kind, true).into())];
    let title = cx.w.tn(if action == "retire" { "bulk-retire-n" } else { "bulk-edit-n" }, &n).to_string();
    let errors: Vec<(String, String)> = faults.iter().map(|f| (String::new(), describe(keys, f))).collect();
    let fields = head::FIELDS
        .iter()
        .filter(|f| !matches!(f.name, "title" | "drafted_by" | "compartment"))
        .chain(kind.fields.iter().filter(|f| simple(f.ty)));
    let body = html! {
        (design::lede(&title, Some(html! { @for (i, key) in keys.iter().take(20).enumerate() { @if i > 0 { ", " } (key) } @if keys.len() > 20 { " …" } })))
        (design::error_summary(&cx.w, &errors))
        form.record method="post" action={ "/" (kind.plural) "/bulk" } {
            (design::enter_submits())
            @for key in keys { input type="hidden" name="key" value=(key); }
            input type="hidden" name="action" value=(action);
            input type="hidden" name="back" value=(back);
            input type="hidden" name="go" value="1";
            @if action != "retire" {
                p.quiet { (cx.w.t("bulk-help")) }
                @for field in fields {
                    div.fields.bulk-field {
                        label.check { input type="checkbox" name="set" value=(field.name); " " (cx.w.tn("bulk-set", &[("field", cx.field_label(kind, field).into())])) }
                        (design::field(&cx.w, &form::view(cx, kind, field, field.name, values.get(field.name), &[])))
                    }
                }
            }
            label.field { span.label { (cx.w.t("form-reason")) } input type="text" name="reason" required[action == "retire"]; }
            div.actions.keep { (design::first_button(&title)) a.button href={ "/" (kind.plural) } { (cx.w.t("cancel")) } }
        }
    };
    Page::new(kind.area.name(), title.clone(), body).crumbs(crumbs(cx, kind, Some(title)))
}

/// A fault of one of many commands names its record by the command's place.
fn describe(keys: &[String], fault: &Wrong) -> String {
    let mut parts = fault.pointer.trim_start_matches('/').splitn(2, '/');
    match parts.next().and_then(|i| i.parse::<usize>().ok()).and_then(|i| keys.get(i)) {
        Some(key) => format!("{key}: {} {}", parts.next().unwrap_or_default(), fault.message),
        None => fault.to_string(),
    }
}

fn simple(ty: Ty) -> bool {
    match ty {
        Ty::Part(_) | Ty::Text => false,
        Ty::List(inner) => !matches!(inner, Ty::Part(_)),
        _ => true,
    }
}
