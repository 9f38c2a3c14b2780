//! A message's page: sent by a person, read by those who say so, acted on where something followed.
//!
//! Reading is what a signed-in person says with a button. Opening the page proves nothing, and a picture in a mail that
//! reports home would be spying; so neither counts.

use crate::{
    cx::Cx,
    design::{self, Control, FieldView, Notice, Tone},
    fault::Result,
    pages::{insight::Insight, record_of},
    show::path,
};
use axum::{Form, extract::Path, response::Redirect};
use isms::{
    analysis::message::read_by,
    authority::Action as May,
    communication::{Channel, Message},
    field::Choice,
    kind,
    record::Record,
};
use maud::{Markup, html};
use serde::Deserialize;
use service::{Command, Request, Subject, post::Reach};

/// Names that are shown before "and more".
const NAMED: usize = 20;

/// What is shown above the fields.
pub async fn insight(cx: &Cx, message: &Record<Message>) -> Result<Insight> {
    let state = &*message.head.state;
    let main = match state {
        "draft" => sending(cx, message),
        "sent" => html! {
            (reading(cx, message))
            p.actions { (design::link_button(&cx.w.t("message-pdf"), &cx.at(&format!("/messages/{}/message.pdf", key(message))), false)) }
            (design::section("reach", &cx.w.t("message-reach"), None, reached(cx, message).await?))
            (design::section("acted", &cx.w.t("message-acted"), Some(&cx.w.t("message-acted-note")), acted(cx, message)))
        },
        _ => return Ok(Insight::default()),
    };
    Ok(Insight { main: Some(main), ..Insight::default() })
}

fn key(message: &Record<Message>) -> String {
    format!("MSG-{}", message.head.number)
}

fn sending(cx: &Cx, message: &Record<Message>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let channel = message.body.channel.and_then(|c| isms.typed::<Channel>(c.id()));
    let Some(channel) = channel.filter(|_| !cx.is_past() && cx.view.sight.may(kind::of::<Message>(), May::Edit)) else {
        return html! {};
    };
    let readers = isms::audience::people_or_none(isms, &channel.body.audience).len();
    let word = channel.body.medium.word();
    let medium = cx.w.or(&format!("choice-{word}"), word);
    html! {
        div.ask {
            h2 { (cx.w.t("message-ready")) }
            p { (cx.w.tn("message-goes-to", &[("n", readers.into()), ("channel", channel.head.title.as_str().into()), ("medium", medium.into())])) }
            form method="post" action={ "/messages/" (key(message)) "/send" } { (design::first_button(&cx.w.t("message-send"))) }
        }
    }
}

/// What the visitor is asked: to say that they read it, once.
fn reading(cx: &Cx, message: &Record<Message>) -> Markup {
    let Some(me) = cx.viewer().person.filter(|_| !cx.is_past()) else { return html! {} };
    let isms = cx.view.for_the_organisation();
    if let Some(read) = isms.heard().read(message.head.id, me) {
        return html! { p.quiet { (cx.w.tn("message-you-read", &[("at", cx.time(read.at).into())])) } };
    }
    let (_, not_yet) = read_by(isms, message);
    html! {
        @if not_yet.contains(&me) {
            div.ask {
                h2 { (cx.w.t("message-for-you")) }
                form method="post" action={ "/messages/" (key(message)) "/read" } { (design::first_button(&cx.w.t("message-i-read"))) }
                p.quiet { (cx.w.t("message-read-note")) }
            }
        }
    }
}

/// "12 of 31" of those whom it concerns today, from what they said themselves; what was entered by hand says so.
pub fn read_share(cx: &Cx, message: &Record<Message>) -> String {
    if &*message.head.state != "sent" {
        return String::new();
    }
    let (read, not_yet) = read_by(cx.view.for_the_organisation(), message);
    match (read.len(), message.body.readers) {
        (0, Some(by_hand)) => {
            let of = message.body.recipients.map_or_else(|| "?".to_owned(), |n| cx.w.number(n as f64, 0));
            cx.w.tn("message-read-by-hand", &[("n", by_hand.into()), ("of", of.into())])
        }
        (n, _) => cx.w.tn("message-read-of", &[("n", n.into()), ("of", (n + not_yet.len()).into())]),
    }
}

async fn reached(cx: &Cx, message: &Record<Message>) -> Result<Markup> {
    let isms = cx.view.for_the_organisation();
    let (_, not_yet) = read_by(isms, message);
    let reach = match message.body.channel.and_then(|c| isms.typed::<Channel>(c.id())) {
        Some(_) => cx.app.service.reach(isms, message).await?,
        None => Reach::default(),
    };
    let sees_people = cx.view.sight.reads(kind::of::<isms::context::Person>());
    Ok(html! {
        p { (read_share(cx, message)) }
        (way(cx, &reach))
        @if sees_people && !not_yet.is_empty() {
            (design::more(&cx.w.tn("message-not-yet", &[("n", not_yet.len().into())]), false, html! {
                ul.plain { @for p in not_yet.iter().take(NAMED) { li { (cx.link_to(*p)) } } }
                @if not_yet.len() > NAMED { p.quiet { (cx.w.tn("and-more", &[("n", (not_yet.len() - NAMED).into())])) } }
            }))
        }
    })
}

fn way(cx: &Cx, reach: &Reach) -> Markup {
    let line = |word: &str, n: usize| (n > 0).then(|| cx.w.tn(word, &[("n", n.into())]));
    let lines = [
        line("reach-delivered", reach.delivered),
        line("reach-waiting", reach.waiting),
        line("reach-unknown", reach.unknown),
        line("reach-no-address", reach.without_address),
    ];
    html! {
        @for text in lines.into_iter().flatten() { p.quiet { (text) } }
        @if let Some(why) = &reach.waits_because { p.quiet { (cx.w.tn("reach-because", &[("why", why.as_str().into())])) } }
        @if reach.failed > 0 {
            (design::notice(&Notice { tone: Tone::Bad, body: html! {
                (cx.w.tn("reach-failed", &[("n", reach.failed.into())])) " " a href="/post" { (cx.w.t("post-office")) }
            } }))
        }
    }
}

fn acted(cx: &Cx, message: &Record<Message>) -> Markup {
    let may = !cx.is_past() && cx.view.sight.may(kind::of::<Message>(), May::Edit);
    let target = Control::Reference {
        kind: "decision,action,task,disclosure,change,treatment".into(),
        multiple: false,
        known: Vec::new(),
    };
    let what = FieldView::new("by", cx.w.t("message-followed"), target).required();
    html! {
        @if message.body.led_to.is_empty() { p { (cx.w.t("message-nothing-yet")) } }
        ul.plain { @for led in &message.body.led_to { li { (cx.link_to(led.id())) } } }
        @if may {
            (design::more(&cx.w.t("message-did"), false, html! {
                form.stack method="post" action={ "/messages/" (key(message)) "/followed" } data-form {
                    (design::fields(&cx.w, &[what]))
                    div.actions { button type="submit" { (cx.w.t("message-link")) } }
                }
            }))
        }
    }
}

/// `POST /messages/{key}/send`
pub async fn send(cx: Cx, Path(key): Path<String>) -> Result<Redirect> {
    let record = record_of(&cx, "messages", &key)?;
    cx.app.service.send_message(cx.viewer(), &key, "page").await?;
    Ok(Redirect::to(&format!("{}?did=stepped", path(record.as_ref()))))
}

/// `POST /messages/{key}/read`
pub async fn read(cx: Cx, Path(key): Path<String>) -> Result<Redirect> {
    let record = record_of(&cx, "messages", &key)?;
    let said = Command::Acknowledge { subject: Subject::Id(record.head().id), edition: None, people: Vec::new() };
    cx.app.service.perform(cx.viewer(), Request::one("page", said)).await?;
    Ok(Redirect::to(&format!("{}?did=saved", path(record.as_ref()))))
}

/// What followed.
#[derive(Deserialize)]
pub struct Followed {
    by: String,
}

/// `POST /messages/{key}/followed`
pub async fn followed(cx: Cx, Path(key): Path<String>, Form(given): Form<Followed>) -> Result<Redirect> {
    let record = record_of(&cx, "messages", &key)?;
    let by = given.by.split_whitespace().next().unwrap_or_default();
    cx.app.service.followed(cx.viewer(), &key, by).await?;
    Ok(Redirect::to(&format!("{}?did=saved", path(record.as_ref()))))
}
