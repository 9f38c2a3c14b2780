//! A rule is silenced on purpose: for one record or all, with a reason, until a day that is a year away at most.

use super::{crumbs, one, rule};
use crate::{
    cx::Cx,
    design::{self, Control, FieldView, Form as Sheet, Group, Opt, Width},
    fault::{Fault, Result},
    pages::Page,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::{authority::Action, everywhere::Allowance, kind, rules::Rule};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use service::{Command, Error, Request, signals::Standing};

/// What was entered.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Entered {
    #[serde(default)]
    record: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    expires: String,
}

fn may(cx: &Cx) -> bool {
    !cx.is_past() && cx.view.sight.may(kind::of::<Allowance>(), Action::Create)
}

/// The way from a line to the form, with its record chosen.
pub fn link(cx: &Cx, key: Option<String>) -> Markup {
    let Some(key) = key.filter(|_| may(cx)) else { return html! {} };
    html! { a href={ "?allow=" (key) "#allow" } { (cx.w.t("rules-allow-this")) span.away { " (" (key) ")" } } }
}

/// The form; nothing for those who may not, and where nothing is found.
pub fn form(cx: &Cx, rule: &'static Rule, signals: &[Standing], entered: &Entered) -> Markup {
    if !may(cx) || signals.is_empty() {
        return html! {};
    }
    let chosen = if entered.record.is_empty() {
        cx.query.get("allow").cloned().unwrap_or_default()
    } else {
        entered.record.clone()
    };
    let mut options: Vec<Opt> = signals
        .iter()
        .filter_map(|s| cx.view.get(s.signal.record?))
        .map(|r| Opt::new(r.key().to_string(), format!("{} {}", r.key(), r.head().title)))
        .collect();
    options.dedup_by(|a, b| a.value == b.value);
    options.truncate(500);
    options.push(Opt::new("all", cx.w.t("rules-everywhere")));
    // A list even where there are few: that everything is silenced must be chosen, never left over.
    while options.len() < 5 {
        options.insert(0, Opt::new("", cx.w.t("choose")));
    }
    options.dedup_by(|a, b| a.value.is_empty() && b.value.is_empty());
    let fields = vec![
        FieldView::new("record", cx.w.t("rules-where"), Control::Choice { options })
            .value(chosen)
            .required()
            .width(Width::Half),
        FieldView::new("expires", cx.w.t("rules-until"), Control::Date)
            .value(entered.expires.clone())
            .help(cx.w.t("rules-until-help"))
            .required()
            .width(Width::Half),
        FieldView::new("reason", cx.w.t("reason"), Control::Text { markdown: false, rows: 2 })
            .value(entered.reason.clone())
            .required(),
    ];
    let sheet = Sheet {
        action: format!("/rules/{}/allow", rule.code),
        groups: vec![Group { fields, ..Group::default() }],
        submit: cx.w.t("rules-allow-do"),
        ..Sheet::default()
    };
    design::section("allow", &cx.w.t("rules-allow"), Some(&cx.w.t("rules-allow-note")), design::form(&cx.w, &sheet))
}

/// `POST /rules/{code}/allow`
pub async fn allow(cx: Cx, Path(code): Path<String>, Form(sent): Form<Entered>) -> Result<Response> {
    let rule = rule(&code).ok_or_else(|| Fault::missing(format!("rule {code}")))?;
    if !may(&cx) {
        return Err(Fault::denied(cx.w.t("step-not-yours")));
    }
    if sent.record.is_empty() {
        return again(&cx, rule, sent, vec![("record".into(), cx.w.t("rules-which"))]).await;
    }
    let record = cx.view.by_key(&sent.record);
    let title = format!("{}: {}", rule.code, record.map_or_else(|| rule.title.to_owned(), |r| r.head().title.clone()));
    let mut fields = json!({ "title": title, "rule": rule.code, "reason": sent.reason, "expires": sent.expires });
    if let Some(me) = cx.viewer().person.and_then(|p| cx.view.get(p)) {
        fields["owner"] = json!(me.key().to_string());
    }
    if sent.record != "all" {
        fields["record"] = json!(sent.record);
    }
    let request =
        Request::one("page", Command::Create { kind: kind::of::<Allowance>(), fields }).because(sent.reason.clone());
    match cx.app.service.perform(cx.viewer(), request).await {
        Ok(_) => Ok(Redirect::to(&format!("/rules/{}?did=created", rule.code)).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults
                .iter()
                .map(|f| (format!("f-{}", f.pointer.trim_start_matches('/')), f.message.clone()))
                .collect();
            again(&cx, rule, sent, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn again(cx: &Cx, rule: &'static Rule, sent: Entered, errors: Vec<(String, String)>) -> Result<Response> {
    let (title, body) = one::matter(cx, rule, &sent, &errors).await?;
    Ok(Page::new("rules", title, body).crumbs(crumbs(cx, rule.code)).with_status(cx, StatusCode::UNPROCESSABLE_ENTITY))
}
