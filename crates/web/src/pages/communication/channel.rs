//! A channel's page: what its next issue would say, and the issues it had.

use super::{message, scribe};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Control, FieldView, Notice, Role, Row, Tone},
    fault::Result,
    markdown,
    pages::{insight::Insight, questions::ask, record_of},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::HeaderMap,
    response::{Html, Redirect},
};
use isms::{
    analysis::message as issues,
    authority::Action as May,
    communication::{Channel, Message, channel::Medium},
    kind,
    record::{AnyRecord, Record},
};
use maud::{Markup, html};
use serde::Deserialize;

/// Issues that are listed.
const LISTED: usize = 12;

/// What is shown above the fields.
pub async fn insight(cx: &Cx, channel: &Record<Channel>) -> Result<Insight> {
    let main = html! {
        (state_of_post(cx, channel))
        (design::section("next", &cx.w.t("channel-next"), Some(&cx.w.t("channel-next-note")), next(cx, channel).await?))
        (design::section("issues", &cx.w.t("channel-issues"), None, had(cx, channel)))
    };
    Ok(Insight { main: Some(main), beside: Some(feed(cx, channel)), ..Insight::default() })
}

/// Says so where this node could not send what the channel promises.
fn state_of_post(cx: &Cx, channel: &Record<Channel>) -> Markup {
    let post = cx.app.service.post();
    let missing = match channel.body.medium {
        Medium::Mail if post.mail.is_none() => "channel-no-mail",
        Medium::Webhook if post.webhooks.is_none() => "channel-no-webhook",
        _ => return html! {},
    };
    design::notice(&Notice::text(Tone::Note, &cx.w.t(missing)))
}

async fn next(cx: &Cx, channel: &Record<Channel>) -> Result<Markup> {
    let isms = cx.view.for_the_organisation();
    let may = may(cx, May::Create) && (channel as &dyn AnyRecord).is_open();
    let due = issues::due(isms, channel).map(|d| cx.w.tn("channel-due", &[("day", cx.w.date(d).into())]));
    if let Some(draft) = issues::draft(isms, channel.head.id) {
        return Ok(html! { p { (cx.w.t("channel-draft")) " " (cx.link_to(draft.head.id)) } });
    }
    let issue = cx.app.service.next_issue(isms, channel).await?;
    if issue.is_empty() {
        return Ok(html! { p { (cx.w.t("channel-nothing")) } });
    }
    // What the visitor may not see is not shown to them, though the issue would tell its readers.
    let mut shown = issue.clone();
    shown.sections.iter_mut().for_each(|s| s.items.retain(|i| cx.view.get(i.record).is_some()));
    shown.sections.retain(|s| !s.items.is_empty());
    let written = scribe::issue_in(&cx.w, isms, channel, &shown);
    let readers = isms::audience::people_or_none(isms, &channel.body.audience).len();
    let key = format!("CHN-{}", channel.head.number);
    Ok(html! {
        p.quiet { @if let Some(due) = due { (due) " " } (cx.w.tn("channel-readers", &[("n", readers.into())])) }
        @if may {
            form method="post" action={ "/channels/" (key) "/prepare" } { (design::first_button(&cx.w.t("channel-prepare"))) }
        }
        (design::more(&cx.w.t("channel-preview"), true, design::prose(markdown::render(&written.text))))
    })
}

fn may(cx: &Cx, action: May) -> bool {
    !cx.is_past() && cx.view.sight.may(kind::of::<Message>(), action)
}

fn had(cx: &Cx, channel: &Record<Channel>) -> Markup {
    let pointing = cx.view.pointing_at(channel.head.id);
    let mut all: Vec<&Record<Message>> = pointing.into_iter().filter_map(|(_, r)| r.typed::<Message>()).collect();
    all.sort_by_key(|m| std::cmp::Reverse((m.body.sent, m.head.number)));
    all.dedup_by_key(|m| m.head.number);
    if all.is_empty() {
        return design::empty(&cx.w.t("channel-none"), None);
    }
    let rows: Vec<Row> = all
        .iter()
        .take(LISTED)
        .map(|m| Row {
            key: format!("MSG-{}", m.head.number),
            href: cx.href(*m),
            cells: vec![
                Cell::Text(m.head.title.clone()),
                m.body.sent.map_or(Cell::Html(cx.state_tag(*m)), |at| Cell::Text(cx.time(at))),
                Cell::Text(message::read_share(cx, m)),
                Cell::Text(cx.w.number(m.body.led_to.len() as f64, 0)),
            ],
            ..Row::default()
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("channel-issue"), Role::Lead),
        Column::new(cx.w.t("channel-sent"), Role::Text),
        Column::new(cx.w.t("channel-read"), Role::Text),
        Column::new(cx.w.t("channel-acted"), Role::Number),
    ];
    design::plain_table(&cx.w, &cx.w.t("channel-issues"), &columns, &rows)
}

fn feed(cx: &Cx, channel: &Record<Channel>) -> Markup {
    let may = !cx.is_past() && cx.view.sight.may(kind::of::<Channel>(), May::Edit);
    let key = format!("CHN-{}", channel.head.number);
    let who = FieldView::new("recipient", cx.w.t("link-recipient"), Control::Line).required();
    let body = html! {
        p.quiet { (cx.w.t("feed-about")) }
        @if may {
            form.stack method="post" action={ "/channels/" (key) "/feed" } {
                (design::fields(&cx.w, &[who]))
                div.actions { button type="submit" { (cx.w.t("feed-make")) } }
            }
        }
        (ask::links(cx, &channel.body.links, &format!("/channels/{key}/revoke"), may))
    };
    design::section("feed", &cx.w.t("feed"), None, body)
}

/// `POST /channels/{key}/prepare`: the next issue as a draft that a person goes over.
pub async fn prepare(cx: Cx, Path(key): Path<String>) -> Result<Redirect> {
    let record = record_of(&cx, "channels", &key)?;
    let made = cx.app.service.prepare_issue(cx.viewer(), record.head().id, "page").await?;
    Ok(Redirect::to(&match made {
        Some(message) => format!("/messages/{message}?did=created"),
        None => format!("{}?did=unchanged", path(record.as_ref())),
    }))
}

/// For whom.
#[derive(Deserialize)]
pub struct Recipient {
    recipient: String,
}

/// `POST /channels/{key}/feed`
pub async fn hand_out(
    cx: Cx,
    headers: HeaderMap,
    Path(key): Path<String>,
    Form(given): Form<Recipient>,
) -> Result<Html<String>> {
    let record = record_of(&cx, "channels", &key)?;
    let token = cx.app.service.feed_link(cx.viewer(), &key, &given.recipient).await?;
    Ok(ask::made_page(&cx, &headers, &format!("/feed/{token}"), &path(record.as_ref())))
}

/// `POST /channels/{key}/revoke`
pub async fn revoke(cx: Cx, Path(key): Path<String>, Form(which): Form<ask::Which>) -> Result<Redirect> {
    let record = record_of(&cx, "channels", &key)?;
    cx.app.service.revoke_link(cx.viewer(), &key, which.link).await?;
    Ok(Redirect::to(&format!("{}?did=revoked", path(record.as_ref()))))
}
