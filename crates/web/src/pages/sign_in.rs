//! Signing in: by one-time link, or by login and password.

use crate::{
    App,
    cx::{self, COOKIE},
    design::{self, Control, FieldView, Notice, Tone},
    fault::Fault,
    words::Words,
};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use service::{Error, Session};

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Next {
    next: Option<String>,
}

/// Only paths of our own are followed.
fn safe(next: Option<&str>) -> &str {
    next.filter(|n| n.starts_with('/') && !n.starts_with("//") && !n.contains('\\') && !n.chars().any(char::is_control))
        .unwrap_or("/")
}

fn page(w: &Words, next: &str, login: &str, wrong: Option<&str>) -> Markup {
    let login = FieldView::new("login", w.t("login").to_string(), Control::Line).value(login).required();
    let password = FieldView::new("password", w.t("password").to_string(), Control::Secret).required();
    let body = html! {
        (design::lede(&w.t("sign-in"), None))
        @if let Some(wrong) = wrong { (design::notice(&Notice::text(Tone::Bad, wrong))) }
        form.stack method="post" action="/sign-in" {
            input type="hidden" name="next" value=(next);
            (design::field(w, &login)) (design::field(w, &password))
            div.actions { (design::first_button(&w.t("sign-in"))) }
        }
        (design::quiet(html! { (w.t("sign-in-help")) }))
    };
    design::bare(w, &w.t("sign-in"), body)
}

/// `GET /sign-in`
pub async fn show(headers: HeaderMap, Query(next): Query<Next>) -> Html<String> {
    Html(page(&cx::words(&headers), safe(next.next.as_deref()), "", None).into_string())
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Given {
    login: String,
    password: String,
    next: Option<String>,
}

/// `POST /sign-in`
pub async fn sign_in(State(app): State<App>, headers: HeaderMap, Form(given): Form<Given>) -> Result<Response, Fault> {
    let w = cx::words(&headers);
    let next = safe(given.next.as_deref());
    let again = |status, wrong: &str| {
        Ok((status, Html(page(&w, next, &given.login, Some(wrong)).into_string())).into_response())
    };
    if !app.may_try(&given.login) {
        return again(StatusCode::TOO_MANY_REQUESTS, &w.t("sign-in-wait"));
    }
    match app.service.sign_in(&given.login, &given.password).await {
        Ok(session) => {
            app.forget_tries(&given.login);
            Ok(begin(&app, &session, next))
        }
        Err(Error::SignIn(_)) => again(StatusCode::UNAUTHORIZED, &w.t("sign-in-wrong")),
        Err(other) => Err(other.into()),
    }
}

/// `GET /enter/{token}`: one press, so that mail scanners that follow links do not use it up.
pub async fn landing(headers: HeaderMap, Path(token): Path<String>, Query(next): Query<Next>) -> Html<String> {
    let w = cx::words(&headers);
    let next = safe(next.next.as_deref());
    let body = html! {
        (design::lede(&w.t("enter-title"), Some(html! { (w.t("enter-about")) })))
        form method="post" action={ "/enter/" (token) } {
            input type="hidden" name="next" value=(next);
            (design::first_button(&w.t("enter")))
        }
    };
    Html(design::bare(&w, &w.t("enter-title"), body).into_string())
}

/// `POST /enter/{token}`
pub async fn enter(State(app): State<App>, Path(token): Path<String>, body: String) -> Result<Response, Fault> {
    let session = app.service.enter(&token).await?;
    let wished = super::register::form_pairs(&body).into_iter().find(|(name, _)| name == "next");
    Ok(begin(&app, &session, safe(wished.as_ref().map(|(_, to)| to.as_str()))))
}

/// The answer that sets the session's cookie.
fn begin(app: &App, session: &Session, next: &str) -> Response {
    let secure = if app.options.secure_cookies { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=1209600{secure}", session.token);
    ([(header::SET_COOKIE, cookie)], Redirect::to(next)).into_response()
}

/// `POST /sign-out`
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Fault> {
    if let Some(token) = cx::token(&headers) {
        app.service.sign_out(&token).await?;
    }
    let cookie = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/sign-in")).into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_paths_of_our_own_are_followed() {
        for hostile in ["https://e.org", "//e.org", "/\\e.org", "javascript:x", "/a\r\nSet-Cookie: x"] {
            assert_eq!(super::safe(Some(hostile)), "/", "{hostile}");
        }
        assert_eq!(super::safe(Some("/risks?q=a")), "/risks?q=a");
    }
}
