//! A deviation or inheritance stated from the line itself: a draft edit of the record, whose own lifecycle puts it in force.

use super::{Shown, differs, key_of, line, segment};
use crate::{
    cx::Cx,
    design,
    fault::{Fault, Result},
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    analysis::applicability::Line,
    authority::Action,
    control::{Applicability, applicability::Ruling},
    outer,
    record::{AnyRecord, Record},
    values::Clause,
};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use service::{Command, Error, Request, Subject};

/// What the form says a line is to be.
const RULINGS: [&str; 5] = ["derived", "excluded", "included", "tailored", "inherited"];

fn may<'a>(shown: &Shown<'a>) -> Option<&'a Record<Applicability>> {
    let record = shown.asked.record?;
    let edits = shown.cx.view.may_on(record, Action::Edit) && (record as &dyn AnyRecord).is_open();
    (edits && !shown.cx.is_past()).then_some(record)
}

/// The form, for those who may edit the record; it begins with what the draft says.
pub fn section(shown: &Shown<'_>, of: &Line<'_>) -> Markup {
    let w = &shown.cx.w;
    let Some(record) = may(shown) else { return html! {} };
    let body = &record.body;
    let here = |c: &Option<Clause>| {
        c.as_ref().is_some_and(|c| c.framework == shown.statement.outline.id && c.requirement == of.point.id)
    };
    let deviation = body.deviations.iter().find(|d| here(&d.clause));
    let inherited = body.inherited.iter().find(|i| here(&i.clause));
    let now = match (deviation.map(|d| d.ruling), inherited) {
        (Some(Ruling::Excluded), _) => "excluded",
        (Some(Ruling::Tailored), _) => "tailored",
        (Some(Ruling::Included), _) => "included",
        (None, Some(_)) => "inherited",
        (None, None) => "derived",
    };
    let key = |id| shown.cx.view.get(id).map(|r| r.key().to_string()).unwrap_or_default();
    let controls: Vec<String> = deviation.into_iter().flat_map(|d| &d.controls).map(|c| key(c.id())).collect();
    let provider = inherited.and_then(|i| i.provider).map(|p| key(p.id())).unwrap_or_default();
    let reason = deviation.map(|d| d.reason.0.as_str()).unwrap_or_default();
    let stays = inherited.map(|i| i.stays_with_us.0.as_str()).unwrap_or_default();
    let action = format!("/applicabilities/{}/statement/{}", key_of(record), segment(&of.point.id));
    let form = html! {
        p.quiet { (w.t("soa-deviate-note")) }
        form.stack method="post" action=(action) {
            input type="hidden" name="version" value=(record.head.version);
            label.field { span.label { (w.t("soa-ruling")) } select name="ruling" { @for r in RULINGS { option value=(r) selected[r == now] { (w.t(&format!("soa-make-{r}"))) } } } }
            label.field { span.label { (w.t("reason")) small { " " (w.t("soa-reason-when")) } } textarea name="reason" rows="2" maxlength="4000" { (reason) } }
            label.field { span.label { (w.t("soa-controls")) small { " " (w.t("soa-controls-when")) } } input type="text" name="controls" value=(controls.join(" ")) maxlength="400"; }
            label.field { span.label { (w.t("soa-provider")) small { " " (w.t("soa-provider-when")) } } input type="text" name="provider" value=(provider) maxlength="40"; }
            label.field { span.label { (w.t("soa-stays")) small { " " (w.t("optional")) } } input type="text" name="stays" value=(stays) maxlength="4000"; }
            div.actions { button type="submit" { (w.t("save")) } }
        }
    };
    design::section("deviate", &w.t("soa-deviate"), None, form)
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Wish {
    version: i64,
    ruling: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    controls: String,
    #[serde(default)]
    provider: String,
    #[serde(default)]
    stays: String,
}

/// `POST /applicabilities/{key}/statement/{requirement}`
pub async fn deviate(
    cx: Cx,
    Path((key, requirement)): Path<(String, String)>,
    Form(wish): Form<Wish>,
) -> Result<Response> {
    let library = cx.app.service.library(cx.view.for_the_organisation()).await?;
    let shown = Shown::of_record(&cx, &library, &key)?;
    let line = shown.line(&requirement)?;
    let Some(record) = may(&shown) else { return Err(Fault::denied(cx.w.t("step-not-yours"))) };
    if !RULINGS.contains(&wish.ruling.as_str()) {
        return Err(Fault::bad(format!("ruling: expected one of {}, found {:?}", RULINGS.join(", "), wish.ruling)));
    }
    let clause = format!("{}:{}", shown.statement.outline.id, line.point.id);
    let patch = patch(&cx, record, &clause, &wish);
    let command = Command::Edit { subject: Subject::Id(record.head.id), version: Some(wish.version), patch };
    let why = format!("{clause}: {}", wish.ruling);
    match cx.app.service.perform(cx.viewer(), Request::one("page", command).because(why)).await {
        Ok(_) => Ok(Redirect::to(&back(&cx, record, &requirement).await?).into_response()),
        Err(Error::Invalid(faults)) => {
            let said = faults.iter().map(ToString::to_string).collect();
            line::page(&shown, &requirement, Some((StatusCode::UNPROCESSABLE_ENTITY, said)))
        }
        Err(Error::Conflict { .. }) => {
            line::page(&shown, &requirement, Some((StatusCode::CONFLICT, vec![cx.w.t("soa-moved-on")])))
        }
        Err(other) => Err(other.into()),
    }
}

/// The line as the draft has it now.
async fn back(cx: &Cx, record: &Record<Applicability>, requirement: &str) -> Result<String> {
    let now = cx.app.service.isms(cx.view.org(), service::AsOf::Now).await?;
    let draft = now.typed::<Applicability>(record.head.id).is_some_and(differs);
    let draft = if draft { "draft=1&" } else { "" };
    Ok(format!("/applicabilities/{}/statement/{}?{draft}did=saved", key_of(record), segment(requirement)))
}

/// The two lists with this line as it is wished and all others as they were.
fn patch(cx: &Cx, record: &Record<Applicability>, clause: &str, wish: &Wish) -> Value {
    let written = outer::write(record, &cx.view);
    let others = |field: &str| -> Vec<Value> {
        let all = written.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
        all.into_iter().filter(|l| l.get("clause").and_then(Value::as_str) != Some(clause)).collect()
    };
    let (mut deviations, mut inherited) = (others("deviations"), others("inherited"));
    let controls: Vec<&str> = wish.controls.split([' ', ',']).filter(|k| !k.is_empty()).collect();
    match wish.ruling.as_str() {
        "derived" => {}
        "inherited" => inherited
            .push(json!({ "clause": clause, "provider": wish.provider.trim(), "stays_with_us": wish.stays.trim() })),
        ruling => {
            deviations.push(
                json!({ "clause": clause, "ruling": ruling, "reason": wish.reason.trim(), "controls": controls }),
            );
            // Who included or tailored a line may still have someone else carry it out.
            if ruling != "excluded" && !wish.provider.trim().is_empty() {
                inherited.push(
                    json!({ "clause": clause, "provider": wish.provider.trim(), "stays_with_us": wish.stays.trim() }),
                );
            }
        }
    }
    json!({ "deviations": deviations, "inherited": inherited })
}
