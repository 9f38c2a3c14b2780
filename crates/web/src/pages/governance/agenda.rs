//! What is due becomes a meeting and its agenda.

use super::{body_of, day_of, due_for, present, say, typed};
use crate::{
    cx::Cx,
    design::{self, Tone},
    fault::{Fault, Result},
    show::path,
};
use axum::{Form, extract::Path, response::Redirect};
use isms::{
    analysis::agenda::{self as due, Due},
    field::Choice,
    governance::{
        Body, Meeting,
        meeting::{AgendaItem, MeetingForm},
    },
    kind,
    outer::{self, Names},
    record::Record,
    values::RecordId,
};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use service::{Command, Request, Subject};

/// Whether an item of a meeting deals with what is due.
fn deals_with(item: &AgendaItem, due: &Due) -> bool {
    let about: Vec<RecordId> = item.about.iter().map(|a| a.id()).collect();
    due::is_same(due, item.sort, item.input, &about)
}

/// What is due for a meeting and not on its agenda.
pub fn missing(due: Vec<Due>, meeting: &Meeting) -> Vec<Due> {
    due.into_iter().filter(|d| !meeting.agenda.iter().any(|i| deals_with(i, d))).collect()
}

fn item(cx: &Cx, due: &Due) -> Value {
    let topic: String = say::topic(cx, due).chars().take(200).collect();
    let about: Vec<String> = due.about.iter().filter_map(|id| cx.view.key(*id)).collect();
    json!({ "topic": topic, "sort": due.sort.word(), "input": due.input.map(|i| i.word()), "minutes": due.minutes, "about": about })
}

/// `POST /meetings/{key}/agenda`: what is due comes to what people put there themselves, each thing once.
pub async fn write(cx: Cx, Path(key): Path<String>) -> Result<Redirect> {
    present(&cx)?;
    let meeting = typed::<Meeting>(&cx, "meetings", &key)?;
    let body = body_of(&cx, &meeting.body).ok_or_else(|| Fault::bad(cx.w.t("meeting-no-body")))?;
    let due = due_for(&cx, body, meeting.body.form, day_of(&cx, &meeting.body)).await?;
    let new = missing(due, &meeting.body);
    let whole = outer::write(&meeting, cx.view.for_the_organisation().as_ref());
    let mut items = whole.get("agenda").and_then(Value::as_array).cloned().unwrap_or_default();
    items.extend(new.iter().map(|d| item(&cx, d)));
    let command = Command::Edit {
        subject: Subject::Id(meeting.head.id),
        version: Some(meeting.head.version),
        patch: json!({ "agenda": items }),
    };
    cx.app.service.perform(cx.viewer(), Request::one("page", command)).await?;
    let did = if new.is_empty() { "unchanged" } else { "agenda" };
    Ok(Redirect::to(&format!("{}?did={did}", path(&meeting))))
}

/// When the next meeting is to be.
#[derive(Deserialize)]
pub struct Plan {
    on: Date,
    #[serde(default)]
    form: String,
}

/// `POST /bodies/{key}/plan`: a planned meeting with its agenda.
pub async fn plan(cx: Cx, Path(key): Path<String>, Form(sent): Form<Plan>) -> Result<Redirect> {
    present(&cx)?;
    let body = typed::<Body>(&cx, "bodies", &key)?;
    let form = MeetingForm::from_word(&sent.form).unwrap_or_default();
    let begins = sent.on.at(9, 0, 0, 0).to_zoned(cx.tz.clone()).map_err(|e| Fault::bad(e.to_string()))?.timestamp();
    let items: Vec<Value> = due_for(&cx, &body, form, sent.on).await?.iter().map(|d| item(&cx, d)).collect();
    let fields = json!({
        "title": format!("{}, {}", body.head.title, sent.on),
        "body": format!("BOD-{}", body.head.number),
        "form": form.word(),
        "begins": begins.to_string(),
        "owner": body.head.owner.and_then(|o| cx.view.key(o.id())),
        "agenda": items,
    });
    let create = Command::Create { kind: kind::of::<Meeting>(), fields };
    let done = cx.app.service.perform(cx.viewer(), Request::one("page", create)).await?;
    let made = done.touched.iter().find(|t| t.created).ok_or_else(|| Fault::bad(cx.w.t("gov-past")))?;
    Ok(Redirect::to(&format!("/meetings/{}?did=created", made.key)))
}

/// What is due, as a list.
pub fn list(cx: &Cx, due: &[Due]) -> Markup {
    html! {
        @if due.is_empty() { (design::empty(&cx.w.t("agenda-nothing"), None)) }
        ol.plain {
            @for d in due {
                li {
                    (design::tag(Tone::Plain, &say::sort(cx, d.sort))) " "
                    @match d.about.first().and_then(|id| cx.view.get(*id)).filter(|_| d.input.is_none()) {
                        Some(record) => { a href=(cx.href(record.as_ref())) { (say::topic(cx, d)) } }
                        None => { strong { (say::topic(cx, d)) } }
                    }
                    p { (say::why(cx, &d.why)) @if let Some(p) = d.presenter { " " span.quiet { (cx.w.t("agenda-presents")) " " (cx.link_to(p)) } } }
                    @if let isms::analysis::agenda::Why::Renewal { .. } = d.why { (super::renew::button(cx, d.about.first().copied())) }
                }
            }
        }
    }
}

/// The form that plans a body's next meeting.
pub fn plan_form(cx: &Cx, body: &Record<Body>, on: Date) -> Markup {
    html! {
        form.stack method="post" action={ "/bodies/BOD-" (body.head.number) "/plan" } {
            label.field { span.label { (cx.w.t("meeting-on")) } input type="date" name="on" value=(on) required; }
            label.field {
                span.label { (cx.w.t("meeting-form")) }
                select name="form" {
                    @for o in MeetingForm::OPTIONS { option value=(o.value) { (cx.w.or(&format!("choice-{}", o.value), o.label)) } }
                }
            }
            div.actions { button.first type="submit" { (cx.w.t("meeting-plan")) } }
        }
    }
}
