//! The visitor's own page: who they are here, password, other organisations, language.

use super::Page;
use crate::{
    cx::Cx,
    design::{self, Control, FieldView},
    fault::{Fault, Result},
};
use axum::{
    Form,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::field::Choice;
use maud::html;
use serde::Deserialize;
use service::Error;
use uuid::Uuid;

async fn page(cx: &Cx, wrong: Option<String>) -> Result<Page> {
    let account = cx.viewer().account.unwrap_or_default();
    let mine = cx.app.service.ledger().memberships(account).await?;
    let orgs = cx.app.service.ledger().orgs().await?;
    let orgs: Vec<_> = orgs.into_iter().filter(|o| mine.iter().any(|m| m.org == o.id)).collect();
    let roles = cx
        .viewer()
        .roles
        .iter()
        .map(|r| cx.w.or(&format!("role-{}", r.word()), r.word()).to_string())
        .collect::<Vec<_>>()
        .join(", ");
    let person = cx.viewer().person.map(|p| cx.link_to(p)).unwrap_or_else(|| design::unknown(&cx.w));
    let rows = [
        (cx.w.t("login").to_string(), html! { (cx.session.login) }),
        (cx.w.t("person").to_string(), person),
        (cx.w.t("roles").to_string(), html! { (roles) }),
    ];
    let mut password = FieldView::new("password", cx.w.t("new-password").to_string(), Control::Secret)
        .help(cx.w.t("password-help").to_string())
        .required();
    password.errors.extend(wrong);
    let body = html! {
        (design::lede(&cx.w.t("you"), None))
        (design::facts(&rows))
        (design::section("password", &cx.w.t("password"), None, html! {
            form.stack method="post" action="/you" { (design::field(&cx.w, &password)) div.actions { (design::button(&cx.w.t("save"))) } }
        }))
        @if orgs.len() > 1 {
            (design::section("orgs", &cx.w.t("organisations"), None, html! {
                @for org in &orgs {
                    form method="post" action="/you/org" {
                        input type="hidden" name="org" value=(org.id);
                        button type="submit" disabled[org.id == cx.viewer().org] { (org.name) }
                    }
                }
            }))
        }
        (design::section("language", &cx.w.t("language"), None, html! {
            form.actions method="post" action="/you" {
                @for (code, name) in [("en", "English"), ("de", "Deutsch"), ("fr", "Français")] {
                    button type="submit" name="lang" value=(code) lang=(code) aria-pressed=[(cx.w.lang() == code).then_some("true")] { (name) }
                }
            }
        }))
    };
    Ok(Page::new("you", cx.w.t("you").to_string(), body))
}

/// `GET /you`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    Ok(page(&cx, None).await?.draw(&cx))
}

/// What the forms send.
#[derive(Deserialize)]
pub struct Wished {
    password: Option<String>,
    lang: Option<String>,
}

/// `POST /you`
pub async fn change(cx: Cx, Form(wished): Form<Wished>) -> Result<Response> {
    if let Some(lang) = wished.lang.filter(|l| ["en", "de", "fr"].contains(&l.as_str())) {
        let cookie = format!("lang={lang}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000");
        return Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/you")).into_response());
    }
    let Some(password) = wished.password else { return Err(Fault::bad("expected a password or a language")) };
    let account = cx.viewer().account.unwrap_or_default();
    match cx.app.service.set_password(account, &password, Some(&cx.session.token)).await {
        Ok(()) => Ok(Redirect::to("/you?did=password").into_response()),
        Err(Error::Invalid(faults)) => {
            let wrong = faults.into_iter().next().map(|f| f.message);
            Ok(page(&cx, wrong).await?.with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// Which organisation to look at.
#[derive(Deserialize)]
pub struct Chosen {
    org: Uuid,
}

/// `POST /you/org`
pub async fn change_org(cx: Cx, Form(chosen): Form<Chosen>) -> Result<Redirect> {
    cx.app.service.change_org(&cx.session, chosen.org).await?;
    Ok(Redirect::to("/"))
}
