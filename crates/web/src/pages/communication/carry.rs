//! Carrying a matter up, with its history and the question, or a change down to those whom it touches.

use crate::{
    cx::Cx,
    design::{self, Control, FieldView, Opt},
    fault::{Fault, Result},
    pages::timeline,
};
use axum::{Form, extract::Path, response::Redirect};
use isms::{
    analysis::message::{above, level_of},
    authority::Action as May,
    cadence::Tier,
    communication::{
        Channel, Message,
        message::Direction::{self, Down, Up},
    },
    kind,
    record::{AnyRecord, Record},
};
use maud::{Markup, html};
use serde::Deserialize;
use service::post::{Said, Written};

/// Matters that can be carried up without a signal.
const UP: [&str; 5] = ["incident", "finding", "feedback", "advisory", "exception"];
/// Changes that are carried down once they are in force.
const DOWN: [&str; 4] = ["policy", "guideline", "requirement", "instruction"];
/// Acts of a matter's history that are told; the last ones.
const HISTORY: usize = 12;

/// The form beside a record, where there is something to carry and somewhere to carry it.
pub async fn offer(cx: &Cx, record: &dyn AnyRecord) -> Result<Option<Markup>> {
    if cx.is_past() || !record.is_open() || !cx.view.sight.may(kind::of::<Message>(), May::Create) {
        return Ok(None);
    }
    let kind = record.kind().name;
    if matches!(kind, "channel" | "message" | "course") {
        return Ok(None);
    }
    let way = if DOWN.contains(&kind) && (record.in_force().is_some() || !record.kind().versioned) {
        Some(Down)
    } else if UP.contains(&kind) || has_signal(cx, record).await? {
        Some(Up)
    } else {
        None
    };
    Ok(way.and_then(|way| form(cx, record, way)))
}

async fn has_signal(cx: &Cx, record: &dyn AnyRecord) -> Result<bool> {
    let all = cx.app.service.signals(cx.viewer(), &cx.view).await?;
    Ok(!isms::rules::about(&all, record.head().id).is_empty())
}

/// Channels that a matter can go to: the next level's first.
fn channels<'a>(cx: &'a Cx, record: &dyn AnyRecord, way: Direction) -> Vec<&'a Record<Channel>> {
    let isms = cx.view.for_the_organisation();
    let wanted = match way {
        Up => above(level_of(isms, record)).unwrap_or(Tier::Strategic),
        _ => Tier::Operational,
    };
    let open = cx.view.all::<Channel>().filter(|c| (*c as &dyn AnyRecord).is_open());
    let fits = |c: &Record<Channel>| match way {
        Up => c.body.level != Tier::Operational,
        _ => c.body.level != Tier::Strategic,
    };
    let mut all: Vec<_> = open.filter(|c| fits(c)).collect();
    all.sort_by_key(|c| (c.body.level != wanted, c.head.number));
    all
}

fn form(cx: &Cx, record: &dyn AnyRecord, way: Direction) -> Option<Markup> {
    let channels = channels(cx, record, way);
    let first = channels.first()?;
    let opts = channels.iter().map(|c| Opt::new(format!("CHN-{}", c.head.number), c.head.title.clone())).collect();
    let to = FieldView::new("channel", cx.w.t("carry-to"), Control::Choice { options: opts })
        .value(format!("CHN-{}", first.head.number));
    let (title, note, ask) = match way {
        Up => ("carry-up", "carry-up-note", "carry-question"),
        _ => ("carry-down", "carry-down-note", "carry-do"),
    };
    let question = FieldView::new("question", cx.w.t(ask), Control::Text { markdown: true, rows: 3 }).required();
    let word = isms::field::Choice::word(&way);
    Some(design::more(
        &cx.w.t(title),
        false,
        html! {
            p.quiet { (cx.w.t(note)) }
            form.stack method="post" action={ "/carry/" (record.key().to_string()) } data-form {
                input type="hidden" name="way" value=(word);
                (design::fields(&cx.w, &[to, question]))
                div.actions { button type="submit" { (cx.w.t("carry-send")) } }
            }
        },
    ))
}

/// Where to, and what is asked.
#[derive(Deserialize)]
pub struct Carried {
    channel: String,
    question: String,
    way: String,
}

/// `POST /carry/{key}`
pub async fn carry(cx: Cx, Path(key): Path<String>, Form(given): Form<Carried>) -> Result<Redirect> {
    let record = cx.view.by_key(&key).cloned().ok_or_else(|| Fault::missing(&key))?;
    let way = <Direction as isms::field::Choice>::from_word(&given.way).filter(|w| matches!(w, Up | Down));
    let way = way.ok_or_else(|| Fault::bad("way: expected up or down"))?;
    if given.question.trim().is_empty() {
        return Err(Fault::bad(cx.w.t("carry-needs-question")));
    }
    if way == Up && record.head().compartment != isms::head::Compartment::default() {
        return Err(Fault::denied(cx.w.t("carry-closed")));
    }
    let word = if way == Up { "carry-up-title" } else { "carry-down-of" };
    let title = cx.w.tn(word, &[("what", record.head().title.as_str().into())]);
    let text = history(&cx, record.as_ref(), way).await?;
    let said = Said {
        channel: given.channel.trim().to_owned(),
        direction: way,
        written: Written { title, text, html: None },
        question: given.question.trim().to_owned(),
        about: vec![record.head().id],
    };
    let message = cx.app.service.say(cx.viewer(), cx.view.for_the_organisation(), said, "page", true).await?;
    Ok(Redirect::to(&format!("/messages/{message}?did=created")))
}

/// What happened to the matter so far: its acts and the messages about it, as far as the carrier sees them.
async fn history(cx: &Cx, record: &dyn AnyRecord, way: Direction) -> Result<String> {
    let mut text =
        format!("[{} {}]({})", record.key(), record.head().title.replace(['[', ']'], " "), crate::show::path(record));
    if way == Down {
        return Ok(text);
    }
    let (acts, _) = timeline::of_record(cx, record).await?;
    text += &format!("\n\n## {}\n", cx.w.t("carry-history"));
    for act in acts.iter().take(HISTORY) {
        let why = act.reason.clone().unwrap_or_default();
        text += &format!("\n- {} · {} · {}", act.at, act.actor, one_line(&why));
    }
    let pointing = cx.view.pointing_at(record.head().id);
    let mut told: Vec<_> = pointing.into_iter().filter_map(|(_, r)| r.typed::<Message>()).collect();
    told.retain(|m| &*m.head.state == "sent");
    told.sort_by_key(|m| m.head.number);
    told.dedup_by_key(|m| m.head.number);
    if !told.is_empty() {
        text += &format!("\n\n## {}\n", cx.w.t("carry-earlier"));
        for message in told {
            let at = message.body.sent.map(|at| cx.time(at)).unwrap_or_default();
            text += &format!(
                "\n- {at} · [MSG-{} {}](/messages/MSG-{})",
                message.head.number,
                one_line(&message.head.title),
                message.head.number
            );
        }
    }
    Ok(text)
}

fn one_line(text: &str) -> String {
    text.replace(['[', ']', '#', '*', '<', '>'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
