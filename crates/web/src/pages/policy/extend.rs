//! `POST /exceptions/{key}/extend`: asks for the same exception for longer, as a request of its own; the old one ends on its day.

use super::{document, pick};
use crate::{
    cx::Cx,
    fault::{Fault, Result},
    pages::form::Pairs,
    show::path,
};
use axum::{Form, extract::Path, response::Redirect};
use isms::{
    audience, kind, outer,
    policy::Exception,
    record::{AnyRecord, Record},
    values::RecordId,
};
use jiff::{ToSpan, civil::Date};
use serde_json::{Value, json};
use service::{Command, Error, Request, Subject};

/// How much longer is proposed where the exception does not say how long it held.
const DAYS: i32 = 90;

/// The day that is proposed: as long again as it held, at most half a year.
pub fn proposed(exception: &Record<Exception>, today: Date) -> Option<Date> {
    let from = exception.body.expires.unwrap_or(today).max(today);
    let since = isms::rules::day_of(exception.head.created);
    let held = exception.body.expires.and_then(|e| since.until(e).ok()).map_or(DAYS, |s| s.get_days());
    from.checked_add(held.clamp(7, 183).days()).ok()
}

/// `POST /exceptions/{key}/extend`
pub async fn ask(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Redirect> {
    let record = document(&cx, &key, &["exception"])?;
    let old = record.typed::<Exception>().ok_or_else(|| Fault::missing(&key))?;
    let reason = pick(&pairs, "reason").trim().to_owned();
    if reason.is_empty() {
        return Err(Fault::bad(cx.w.t("pol-extend-why")));
    }
    let until = pick(&pairs, "until").trim().parse::<Date>().ok().filter(|d| *d > cx.today());
    let until = until.ok_or_else(|| Fault::bad(cx.w.t("pol-extend-until")))?;
    let create = Command::Create { kind: kind::of::<Exception>(), fields: fields(&cx, old, until, &reason) };
    let request = Request {
        request: Some(pick(&pairs, "request")).filter(|r| !r.is_empty()),
        ..Request::one("page", create).because(reason.clone())
    };
    let receipt = cx.app.service.perform(cx.viewer(), request).await?;
    let made = receipt.touched.iter().find(|t| t.created);
    let made = made.ok_or_else(|| Error::Internal("an exception was made and is not there".into()))?;
    let did = if asked(&cx, old, made.id, &reason).await? { "asked" } else { "created" };
    Ok(Redirect::to(&format!("/exceptions/{}?did={did}", made.key)))
}

fn fields(cx: &Cx, old: &Record<Exception>, until: Date, reason: &str) -> Value {
    let mut out = serde_json::Map::new();
    outer::write_fields(&old.body, &cx.view, &mut out);
    let was = format!(
        "{}\n\n{}",
        old.body.reason.0,
        cx.w.tn("pol-extends", &[("key", (old as &dyn AnyRecord).key().to_string().into()), ("reason", reason.into())])
    );
    out.insert("reason".into(), json!(was));
    out.insert("expires".into(), json!(until.to_string()));
    out.insert("title".into(), json!(old.head.title));
    if let Some(owner) = old.head.owner.and_then(|o| outer::Names::key(&cx.view, o.id())) {
        out.insert("owner".into(), json!(owner));
    }
    Value::Object(out)
}

/// Asks whoever granted it before, but never the visitor; whether anybody was asked.
async fn asked(cx: &Cx, old: &Record<Exception>, made: RecordId, reason: &str) -> Result<bool> {
    let isms = cx.view.for_the_organisation();
    let granter = old.body.granted_by.map(|g| g.id());
    let people: Vec<RecordId> = granter.map(|g| granters(isms, g)).unwrap_or_default();
    let me = cx.viewer().person;
    let keys = people.iter().filter(|p| Some(**p) != me).filter_map(|p| outer::Names::key(isms.as_ref(), *p));
    let approvers: Vec<String> = keys.collect();
    if approvers.is_empty() {
        return Ok(false);
    }
    let quorum = Some(1);
    let ask =
        Command::Ask { subject: Subject::Id(made), step: "grant".into(), approvers, quorum, reason: reason.to_owned() };
    match cx.app.service.perform(cx.viewer(), Request::one("page", ask).because(reason)).await {
        Ok(_) => Ok(true),
        // The request stands; its page says why it cannot be granted by them.
        Err(Error::Invalid(_)) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

fn granters(isms: &isms::isms::Isms, granter: RecordId) -> Vec<RecordId> {
    match isms.typed::<isms::governance::Body>(granter) {
        Some(body) => {
            let charter = body.counts().unwrap_or(&body.body);
            charter.members.iter().filter_map(|m| m.who).flat_map(|w| audience::behind(isms, w.id())).collect()
        }
        None => audience::behind(isms, granter),
    }
}

/// Where the form of an exception's page is posted.
pub fn action(record: &dyn AnyRecord) -> String {
    format!("{}/extend", path(record))
}
