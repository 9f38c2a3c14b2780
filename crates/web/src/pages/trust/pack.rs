//! The due-diligence pack: fetched as it would be now by those signed in, and by link as it was issued by those outside.

use super::super::questions::{answer::admit, ask, by_link};
use crate::{
    App,
    cx::{Cx, words},
    design,
    fault::{Fault, Result},
    pages::report::attachment,
};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderName, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use isms::communication::Report;
use maud::html;
use serde::Deserialize;
use service::questions::{Opened, pack::MEDIA};
use sha2::{Digest, Sha256};

/// `GET /due-diligence.zip`
pub async fn download(cx: Cx) -> Result<Response> {
    let bytes = cx.app.service.pack(&cx.view, &cx.org_name).await?;
    Ok(zip(&format!("due-diligence-{}.zip", cx.today()), bytes))
}

fn zip(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, MEDIA.to_owned()),
        (header::CONTENT_DISPOSITION, attachment(name)),
        (HeaderName::from_static("content-digest"), format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(&bytes)))),
    ];
    (headers, bytes).into_response()
}

/// For whom, and for how long.
#[derive(Deserialize)]
pub struct Recipient {
    recipient: String,
    #[serde(default)]
    days: String,
}

/// `POST /due-diligence/link`
pub async fn hand_out(cx: Cx, headers: HeaderMap, Form(given): Form<Recipient>) -> Result<Html<String>> {
    let days = given.days.trim().parse().unwrap_or(0);
    let out = cx.app.service.hand_out(cx.viewer(), &cx.view, &cx.org_name, &given.recipient, days).await?;
    Ok(ask::made_page(&cx, &headers, &format!("/pack/{}", out.token), "/trust"))
}

/// Which report.
#[derive(Deserialize)]
pub struct Of {
    key: String,
}

/// `POST /due-diligence/revoke?key=RPT-3`
pub async fn revoke(cx: Cx, Query(of): Query<Of>, Form(which): Form<ask::Which>) -> Result<Redirect> {
    let report = cx.view.by_key(&of.key).and_then(|r| r.typed::<Report>());
    report.ok_or_else(|| Fault::missing(&of.key))?;
    cx.app.service.revoke_link(cx.viewer(), &of.key, which.link).await?;
    Ok(Redirect::to("/trust?did=revoked"))
}

/// `GET /pack/{token}`: one press, so that mail scanners that follow links do not count as readers.
pub async fn landing(State(app): State<App>, headers: HeaderMap, Path(token): Path<String>) -> Response {
    let w = words(&headers);
    let opened = match open(&app, &headers, &token).await {
        Ok(opened) => opened,
        Err(response) => return by_link(*response),
    };
    let org = app.org_name(opened.org).await.unwrap_or_default();
    let title = w.tn("pack-of", &[("org", org.into())]);
    let body = html! {
        (design::lede(&title, Some(html! { (w.tn("pack-for", &[("who", opened.recipient.clone().into())])) })))
        form method="post" action={ "/pack/" (token) } { (design::first_button(&w.t("pack-download"))) }
        (design::quiet(html! { (w.t("pack-counted")) }))
    };
    by_link(Html(design::bare(&w, &title, body).into_string()).into_response())
}

/// `POST /pack/{token}`
pub async fn fetch(State(app): State<App>, headers: HeaderMap, Path(token): Path<String>) -> Response {
    let opened = match open(&app, &headers, &token).await {
        Ok(opened) => opened,
        Err(response) => return by_link(*response),
    };
    by_link(match app.service.fetch_pack(&opened).await {
        Ok((name, bytes)) => zip(&name, bytes),
        Err(error) => Fault::from(error).into_response(),
    })
}

async fn open(app: &App, headers: &HeaderMap, token: &str) -> std::result::Result<Box<Opened>, Box<Response>> {
    let door = app.service.report_door(token).await.map_err(|e| Box::new(Fault::from(e).into_response()))?;
    admit(app, &words(headers), token, door)
}
