//! A channel's issues as an Atom feed (RFC 4287) under a secret address.

use super::scribe::absolute;
use crate::{
    App,
    cx::words,
    markdown,
    pages::questions::{answer::admit, by_link},
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use isms::{
    communication::{Channel, Message},
    isms::Isms,
    record::Record,
};
use maud::{Markup, PreEscaped, html};

/// Issues in a feed.
const ENTRIES: usize = 30;

/// `GET /feed/{token}`
pub async fn show(State(app): State<App>, headers: HeaderMap, Path(token): Path<String>) -> Response {
    let w = words(&headers);
    let door = match app.service.feed_door(&token).await {
        Ok(door) => door,
        Err(error) => return by_link(crate::fault::Fault::from(error).into_response()),
    };
    let opened = match admit(&app, &w, &token, door) {
        Ok(opened) => opened,
        Err(response) => return by_link(*response),
    };
    let channel = match opened.channel() {
        Ok(channel) => channel,
        Err(error) => return by_link(crate::fault::Fault::from(error).into_response()),
    };
    let feed = atom(&opened.isms, channel, app.service.post().pages.as_deref()).into_string();
    by_link(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed).into_response())
}

fn atom(isms: &Isms, channel: &Record<Channel>, pages: Option<&str>) -> Markup {
    let sent = isms.all::<Message>().filter(|m| &*m.head.state == "sent");
    let mut issues: Vec<&Record<Message>> =
        sent.filter(|m| m.body.channel.is_some_and(|c| c.id() == channel.head.id)).collect();
    issues.sort_by_key(|m| std::cmp::Reverse((m.body.sent, m.head.number)));
    let updated = issues.first().and_then(|m| m.body.sent).unwrap_or(channel.head.changed);
    html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" {
            id { "urn:uuid:" (channel.head.id.0) }
            title { (visible(&channel.head.title)) }
            updated { (updated) }
            author { name { "Surety" } }
            @for issue in issues.iter().take(ENTRIES) { (entry(issue, pages)) }
        }
    }
}

fn entry(message: &Record<Message>, pages: Option<&str>) -> Markup {
    let mut text = message.body.text.0.clone();
    if !message.body.question.0.trim().is_empty() {
        text += &format!("\n\n**{}**", message.body.question.0.trim());
    }
    let content = markdown::render(&absolute(&text, pages)).into_string();
    let sent = message.body.sent.unwrap_or(message.head.changed);
    html! {
        entry {
            id { "urn:uuid:" (message.head.id.0) }
            title { (visible(&message.head.title)) }
            updated { (sent) }
            published { (sent) }
            @if let Some(pages) = pages {
                (PreEscaped(format!("<link rel=\"alternate\" href=\"{}/messages/MSG-{}\"/>", attribute(pages), message.head.number)))
            }
            content type="html" { (visible(&content)) }
        }
    }
}

/// XML 1.0 knows no control characters but these three.
fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t' | '\r')).collect()
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}
