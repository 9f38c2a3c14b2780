//! A meeting on one screen: the agenda, the item that is being dealt with, who is there, what is chosen and what is said.
//!
//! Everything is a form that is posted and a page that is shown again; `meeting.js` adds keys, keeps notes while they are written and shows
//! what others changed.

mod parts;

pub use parts::{purse, quorum};

use super::{body_of, present, typed};
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::{Fault, Result},
    pages::Page,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    governance::{Decision, Meeting},
    head::Key,
    outer::{self},
    record::Record,
};
use maud::html;
use serde_json::{Value, json};
use service::{Command, Error, Request, Subject};
use std::collections::HashMap;

/// What somebody wrote while somebody else wrote too.
pub struct Clash {
    theirs: String,
    yours: String,
}

/// `GET /meetings/{key}/live`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let meeting = typed::<Meeting>(&cx, "meetings", &key)?;
    page(&cx, &meeting, None, None).await
}

/// The place of the item that is shown, from 1.
fn place(cx: &Cx, meeting: &Record<Meeting>) -> usize {
    let asked = cx.query.get("item").and_then(|i| i.parse::<usize>().ok());
    let current = meeting.body.current_item.and_then(|i| usize::try_from(i).ok());
    asked.or(current).unwrap_or(1).clamp(1, meeting.body.agenda.len().max(1))
}

async fn page(cx: &Cx, meeting: &Record<Meeting>, notice: Option<Notice>, clash: Option<Clash>) -> Result<Response> {
    let at = place(cx, meeting);
    let key = format!("MTG-{}", meeting.head.number);
    let body_record = body_of(cx, &meeting.body);
    let quorum = body_record.and_then(|b| b.counts()).map(|c| meeting.body.quorum(cx.view.for_the_organisation(), c));
    let failed = notice.is_some();
    let open = matches!(&*meeting.head.state, "planned" | "held") && !cx.is_past();
    let item = parts::item(cx, meeting, at, open, clash.as_ref()).await?;
    let body = html! {
        div.live data-meeting=(key) data-item=(at) {
            (design::lede(&meeting.head.title, Some(html! { span data-live="quorum" { (cx.state_tag(meeting)) " " (parts::quorum(cx, quorum)) } })))
            div.meeting {
                nav.agenda aria-label=(cx.w.t("live-agenda")) data-live="agenda" { (parts::agenda(cx, meeting, at, open)) }
                div.item data-live="item" { (item) }
                div.aside data-live="aside" { (parts::attendance(cx, meeting, open)) (parts::closing(cx, meeting, open)) }
            }
            (parts::keys(cx))
        }
    };
    let mut page = Page::new("governance", meeting.head.title.clone(), body);
    page.notice = notice;
    let crumbs = crate::pages::crumbs(cx, isms::kind::of::<Meeting>(), Some(key));
    let status = match (&clash, failed) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, true) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    Ok(page.crumbs(crumbs).with_status(cx, status))
}

/// `POST /meetings/{key}/live`: one thing at a time, named by `do`.
pub async fn act(cx: Cx, Path(key): Path<String>, Form(sent): Form<HashMap<String, String>>) -> Result<Response> {
    present(&cx)?;
    let meeting = typed::<Meeting>(&cx, "meetings", &key)?;
    let given = |name: &str| sent.get(name).map(|v| v.trim()).unwrap_or_default();
    let at = given("item")
        .parse::<usize>()
        .unwrap_or_else(|_| place(&cx, &meeting))
        .clamp(1, meeting.body.agenda.len().max(1));
    let outcome = match given("do") {
        "current" => change(&cx, &meeting, json!({ "current_item": at })).await,
        "attend" => attend(&cx, &meeting, given("person"), given("presence")).await,
        "note" => return note(&cx, &meeting, at, &sent).await,
        "result" => item(&cx, &meeting, at, |i| i["result"] = json!(given("result"))).await,
        "table" => {
            let decision = decision(&cx, given("decision"))?;
            cx.app
                .service
                .table(cx.viewer(), Subject::Id(decision.head.id), Some(decision.head.version))
                .await
                .map(drop)
        }
        "decide" => decide(&cx, &meeting, at, &sent).await?,
        "hear" => hear(&cx, &meeting, given("disclosure")).await?,
        "hold" => {
            let step = Command::Step {
                subject: Subject::Id(meeting.head.id),
                version: None,
                step: "hold".into(),
                reason: String::new(),
            };
            cx.app.service.perform(cx.viewer(), Request::one("page", step)).await.map(drop)
        }
        other => {
            return Err(Fault::bad(format!(
                "do: expected current, attend, note, result, table, decide, hear or hold, found {other:?}"
            )));
        }
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/meetings/{key}/live?item={at}")).into_response()),
        Err(Error::Invalid(faults)) => {
            let said: Vec<String> = faults.into_iter().map(|f| f.message).collect();
            page(&cx, &meeting, Some(Notice::text(Tone::Bad, &said.join(" · "))), None).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn change(cx: &Cx, meeting: &Record<Meeting>, patch: Value) -> service::Result<()> {
    let command = Command::Edit { subject: Subject::Id(meeting.head.id), version: Some(meeting.head.version), patch };
    cx.app.service.perform(cx.viewer(), Request::one("page", command)).await.map(drop)
}

/// The members of a list of the meeting in the outer form, with every key, seen by the visitor or not.
fn list(cx: &Cx, meeting: &Record<Meeting>, name: &str) -> Vec<Value> {
    let whole = outer::write(meeting, cx.view.for_the_organisation().as_ref());
    whole.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
}

fn with_item(cx: &Cx, meeting: &Record<Meeting>, at: usize, set: impl Fn(&mut Value)) -> Value {
    let mut items = list(cx, meeting, "agenda");
    items.get_mut(at.saturating_sub(1)).into_iter().for_each(set);
    json!({ "agenda": items })
}

async fn item(cx: &Cx, meeting: &Record<Meeting>, at: usize, set: impl Fn(&mut Value)) -> service::Result<()> {
    change(cx, meeting, with_item(cx, meeting, at, set)).await
}

async fn attend(cx: &Cx, meeting: &Record<Meeting>, person: &str, presence: &str) -> service::Result<()> {
    let mut list = list(cx, meeting, "attendance");
    match list.iter_mut().find(|a| a.get("person").and_then(Value::as_str) == Some(person)) {
        Some(entry) => entry["presence"] = json!(presence),
        None => list.push(json!({ "person": person, "presence": presence })),
    }
    change(cx, meeting, json!({ "attendance": list })).await
}

/// What was said, as it stands now and as it stood when the writer began.
async fn note(cx: &Cx, meeting: &Record<Meeting>, at: usize, sent: &HashMap<String, String>) -> Result<Response> {
    let clean = |name: &str| sent.get(name).map(|t| t.replace("\r\n", "\n")).unwrap_or_default();
    let (yours, base) = (clean("discussion"), clean("base"));
    let theirs = match meeting.body.agenda.get(at.saturating_sub(1)) {
        Some(item) => item.discussion.0.clone(),
        None => meeting.body.minutes.0.clone(),
    };
    let differs = |a: &str, b: &str| a.trim() != b.trim();
    if differs(&theirs, &base) && differs(&theirs, &yours) {
        return page(cx, meeting, Some(Notice::text(Tone::Warn, &cx.w.t("live-clash"))), Some(Clash { theirs, yours }))
            .await;
    }
    let patch = match meeting.body.agenda.is_empty() {
        true => json!({ "minutes": yours }),
        false => with_item(cx, meeting, at, |i| i["discussion"] = json!(yours)),
    };
    match change(cx, meeting, patch).await {
        Ok(()) => Ok(Redirect::to(&format!("/meetings/MTG-{}/live?item={at}", meeting.head.number)).into_response()),
        Err(Error::Conflict { .. }) => {
            page(cx, meeting, Some(Notice::text(Tone::Warn, &cx.w.t("live-clash"))), Some(Clash { theirs, yours }))
                .await
        }
        Err(other) => Err(other.into()),
    }
}

fn decision(cx: &Cx, key: &str) -> Result<Record<Decision>> {
    typed::<Decision>(cx, "decisions", key)
}

/// What the body chose, with its picture, in one act with the item's result.
async fn decide(
    cx: &Cx,
    meeting: &Record<Meeting>,
    at: usize,
    sent: &HashMap<String, String>,
) -> Result<service::Result<()>> {
    let given = |name: &str| sent.get(name).map(|v| v.trim()).unwrap_or_default();
    let record = decision(cx, given("decision"))?;
    let option = given("option").parse::<usize>().ok().and_then(|i| record.body.options.get(i.checked_sub(1)?));
    let Some(option) = option else { return Err(Fault::bad(cx.w.t("live-choose"))) };
    if cx.viewer().person.is_none_or(|me| !meeting.body.here().contains(&me)) {
        return Ok(Err(Error::fault("/attendance", cx.w.t("live-not-here"))));
    }
    let mut chosen = json!({
        "chosen": option.name, "rationale": given("rationale"), "dissent": given("dissent"),
        "decided_on": cx.today().to_string(), "meeting": format!("MTG-{}", meeting.head.number),
    });
    if let (false, Some(members)) = (given("review").is_empty(), chosen.as_object_mut()) {
        members.insert("next_review".into(), json!(given("review")));
    }
    let to = given("to");
    let moves = option.cost.filter(|c| c.minor > 0 && !to.is_empty() && record.body.allocations.is_empty());
    if let (Some(cost), Some(members)) = (moves, chosen.as_object_mut()) {
        let from = record.body.decided_by.and_then(|b| cx.view.get(b.id())).map(|r| r.key().to_string());
        let moved =
            json!([{ "amount": cost.to_string(), "from": from, "to": to, "period": cx.today().year().to_string() }]);
        members.insert("allocations".into(), moved);
    }
    let result = cx.w.tn("live-result-chosen", &[("option", option.name.as_str().into())]);
    let also = Command::Edit {
        subject: Subject::Id(meeting.head.id),
        version: Some(meeting.head.version),
        patch: with_item(cx, meeting, at, |i| i["result"] = json!(result)),
    };
    let version = given("version").parse().ok();
    let done = cx.app.service.decide(cx.viewer(), Subject::Id(record.head.id), version, chosen, vec![also]).await;
    Ok(done.map(drop))
}

/// A disclosure was heard in this meeting.
async fn hear(cx: &Cx, meeting: &Record<Meeting>, key: &str) -> Result<service::Result<()>> {
    let found = Key::parse(key).and_then(|_| cx.view.by_key(key)).cloned().ok_or_else(|| Fault::missing(key))?;
    let edit = Command::Edit {
        subject: Subject::Id(found.head().id),
        version: None,
        patch: json!({ "meeting": format!("MTG-{}", meeting.head.number) }),
    };
    Ok(cx.app.service.perform(cx.viewer(), Request::one("page", edit)).await.map(drop))
}
