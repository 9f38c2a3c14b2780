//! Asking a counterpart, and the links by which they answer: made here, shown once, revoked here.

use super::{
    super::{Page, crumbs, record_of},
    parts::{address, shown_once},
};
use crate::{
    cx::Cx,
    design::{self, Control, FieldView, Width},
    fault::Result,
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::HeaderMap,
    response::{Html, Redirect},
};
use isms::everywhere::response::Link;
use maud::{Markup, html};
use serde::Deserialize;
use service::questions::ask::Ask;

/// Days a link lasts unless someone says otherwise.
const DAYS: i64 = 30;

/// Whom to ask, and whom the link is for.
#[derive(Deserialize)]
pub struct Asking {
    #[serde(default)]
    counterpart: String,
    #[serde(default)]
    due: String,
    recipient: String,
    #[serde(default)]
    days: String,
}

fn days(text: &str) -> i64 {
    if text.trim().is_empty() { DAYS } else { text.trim().parse().unwrap_or(0) }
}

/// `POST /questionnaires/{key}/ask`
pub async fn ask(
    cx: Cx,
    headers: HeaderMap,
    Path(key): Path<String>,
    Form(given): Form<Asking>,
) -> Result<Html<String>> {
    record_of(&cx, "questionnaires", &key)?;
    let counterpart = given.counterpart.split_whitespace().next().unwrap_or_default().to_owned();
    let ask = Ask { counterpart, due: given.due.parse().ok(), recipient: given.recipient, days: days(&given.days) };
    let (receipt, token) = cx.app.service.ask(cx.viewer(), &cx.view, &key, ask).await?;
    let made = receipt.touched.iter().find(|t| t.created).map(|t| t.key.clone()).unwrap_or_default();
    Ok(made_page(&cx, &headers, &format!("/answer/{token}"), &format!("/responses/{made}")))
}

/// `POST /responses/{key}/link`
pub async fn link(
    cx: Cx,
    headers: HeaderMap,
    Path(key): Path<String>,
    Form(given): Form<Asking>,
) -> Result<Html<String>> {
    let record = record_of(&cx, "responses", &key)?;
    let days = days(&given.days);
    let token = cx.app.service.another_link(cx.viewer(), &cx.view, &key, &given.recipient, days).await?;
    Ok(made_page(&cx, &headers, &format!("/answer/{token}"), &path(record.as_ref())))
}

/// The page that shows a secret address, this once.
pub fn made_page(cx: &Cx, headers: &HeaderMap, to: &str, back: &str) -> Html<String> {
    let body = html! {
        (design::lede(&cx.w.t("link-made"), Some(html! { (cx.w.t("link-made-about")) })))
        (shown_once(&cx.w, &address(&cx.app, headers, to)))
        div.actions { a.button.first href=(back) { (cx.w.t("link-on")) } }
    };
    Page::new("everywhere", cx.w.t("link-made"), body).draw(cx)
}

/// Which link.
#[derive(Deserialize)]
pub struct Which {
    /// Its place among the record's links.
    pub link: usize,
}

/// `POST /responses/{key}/revoke`
pub async fn revoke(cx: Cx, Path(key): Path<String>, Form(which): Form<Which>) -> Result<Redirect> {
    let record = record_of(&cx, "responses", &key)?;
    cx.app.service.revoke_link(cx.viewer(), &key, which.link).await?;
    Ok(Redirect::to(&format!("{}?did=revoked", path(record.as_ref()))))
}

/// The fields that make a link.
pub fn link_fields(cx: &Cx) -> [FieldView; 2] {
    [
        FieldView::new("recipient", cx.w.t("link-recipient"), Control::Line)
            .help(cx.w.t("link-recipient-help"))
            .required()
            .width(Width::Half),
        FieldView::new("days", cx.w.t("link-days"), Control::Number { step: None, unit: None })
            .value(DAYS.to_string())
            .needed()
            .width(Width::Half),
    ]
}

/// The form on a questionnaire's page.
pub fn form(cx: &Cx, key: &str, counterparts: &[String], due: Option<jiff::civil::Date>) -> Markup {
    let target = Control::Reference { kind: "supplier,party,team".into(), multiple: false, known: Vec::new() };
    let mut whom = FieldView::new("counterpart", cx.w.t("ask-whom"), target).required().width(Width::Half);
    whom.values = counterparts.iter().take(1).cloned().collect();
    let mut by = FieldView::new("due", cx.w.t("response-due"), Control::Date).needed().width(Width::Half);
    by.values = due.map(|d| d.to_string()).into_iter().collect();
    html! {
        form.stack method="post" action={ "/questionnaires/" (key) "/ask" } data-form {
            (design::enter_submits())
            (design::fields(&cx.w, &[whom, by]))
            (design::fields(&cx.w, &link_fields(cx)))
            div.actions { button type="submit" { (cx.w.t("ask-send")) } }
        }
    }
}

/// Links that were made, with the button that ends one.
pub fn links(cx: &Cx, links: &[Link], revoke: &str, may: bool) -> Markup {
    let now = cx.app.service.now();
    html! {
        ul.plain {
            @for (at, link) in links.iter().enumerate() {
                li {
                    (link.recipient) " "
                    @if link.is_open(now) { (design::tag(design::Tone::Good, &cx.w.t("link-open"))) } @else { (design::tag(design::Tone::Plain, &cx.w.t("link-over"))) }
                    p.quiet {
                        @if let Some(made) = link.made { (cx.w.tn("link-made-on", &[("at", cx.time(made).into())])) " " }
                        @if let Some(end) = link.revoked.or(link.expires) { (cx.w.tn(if link.revoked.is_some() { "link-revoked-on" } else { "link-ends" }, &[("at", cx.time(end).into())])) " " }
                        @if let Some(n) = link.fetched { (cx.w.tn("link-fetched", &[("n", n.into())])) }
                    }
                    @if may && link.is_open(now) {
                        form method="post" action=(revoke) {
                            input type="hidden" name="link" value=(at);
                            button.small type="submit" { (cx.w.t("link-revoke")) span.away { " " (link.recipient) } }
                        }
                    }
                }
            }
        }
    }
}

/// The way to a page below a record.
pub fn below(cx: &Cx, record: &dyn isms::record::AnyRecord) -> Vec<design::LinkTo> {
    let mut all = crumbs(cx, record.kind(), None);
    all.push(design::LinkTo::new(record.key().to_string(), cx.href(record)));
    all
}
