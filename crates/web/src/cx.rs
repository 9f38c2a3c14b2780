//! Who asks, and about which moment: what almost every page begins with.

use crate::{App, fault::Fault, words::Words};
use axum::{
    extract::{FromRequestParts, Query},
    http::{HeaderMap, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use isms::{context::Organisation, view::View};
use jiff::{civil::Date, tz::TimeZone};
use service::{AsOf, Session, Viewer};
use std::collections::HashMap;

/// The cookie that holds a session's secret.
pub const COOKIE: &str = "surety";

/// A signed-in visitor's request about a moment.
pub struct Cx {
    /// The node.
    pub app: App,
    /// The session.
    pub session: Session,
    /// What the visitor may see of the moment.
    pub view: View,
    /// The interface's words in the visitor's language.
    pub w: Words,
    /// The moment asked for, as it stood in the address.
    pub as_of: Option<String>,
    /// The organisation's name.
    pub org_name: String,
    /// The organisation's time zone.
    pub tz: TimeZone,
    /// The address's path.
    pub path: String,
    /// The address's query.
    pub query: HashMap<String, String>,
    /// The raw query.
    pub raw_query: String,
    /// When the last act of the moment was recorded.
    pub sealed_at: jiff::Timestamp,
}

impl Cx {
    /// The visitor as the service knows them.
    pub fn viewer(&self) -> &Viewer {
        &self.session.viewer
    }

    /// The date of the moment, where the organisation is.
    pub fn today(&self) -> Date {
        self.view.moment().now.to_zoned(self.tz.clone()).date()
    }

    /// An address with the page's moment carried along.
    pub fn at(&self, path: &str) -> String {
        match &self.as_of {
            Some(as_of) => format!("{path}{}as_of={}", if path.contains('?') { '&' } else { '?' }, encode(as_of)),
            None => path.to_owned(),
        }
    }

    /// Whether the page shows the past, and so offers no changes.
    pub fn is_past(&self) -> bool {
        self.as_of.is_some()
    }
}

impl FromRequestParts<App> for Cx {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let w = words(&parts.headers);
        let session = match token(&parts.headers) {
            Some(token) => app.service.session(&token).await.map_err(|e| Fault::from(e).into_response())?,
            None => None,
        };
        let Some(session) = session else { return Err(to_sign_in(parts)) };
        let Query(query) = Query::<HashMap<String, String>>::try_from_uri(&parts.uri).unwrap_or_default();
        let context = |e| Fault::from(e).into_response();
        let now = app.service.isms(session.viewer.org, AsOf::Now).await.map_err(context)?;
        let zone = now.single::<Organisation>().and_then(|o| TimeZone::get(&o.body.time_zone).ok());
        let tz = zone.unwrap_or(TimeZone::UTC);
        let as_of = query.get("as_of").filter(|a| !a.is_empty()).cloned();
        let moment = as_of.as_deref().map_or(Ok(AsOf::Now), |a| moment(a, &tz)).map_err(|f| f.into_response())?;
        let view = match moment {
            AsOf::Now => View::new(now.clone(), session.viewer.sight(&now)),
            past => app.service.view(&session.viewer, past).await.map_err(context)?,
        };
        let org_name = app.org_name(session.viewer.org).await.map_err(|e| context(e.into()))?;
        let sealed_at = app.sealed_at(session.viewer.org, view.moment()).await.map_err(|e| context(e.into()))?;
        let (path, raw_query) = (parts.uri.path().to_owned(), parts.uri.query().unwrap_or_default().to_owned());
        Ok(Cx { app: app.clone(), session, view, w, as_of, org_name, tz, path, query, raw_query, sealed_at })
    }
}

/// A sequence number, or a date whose end is meant, or a moment.
pub fn moment(text: &str, tz: &TimeZone) -> Result<AsOf, Fault> {
    if let Ok(seq) = text.parse::<i64>() {
        return Ok(AsOf::Seq(seq));
    }
    if let Ok(date) = text.parse::<Date>() {
        let end = date.tomorrow().and_then(|d| d.to_zoned(tz.clone())).map(|z| z.timestamp());
        return end.map(|t| AsOf::Time(t - jiff::Span::new().microseconds(1))).map_err(|_| wrong_moment(text));
    }
    text.parse().map(AsOf::Time).map_err(|_| wrong_moment(text))
}

fn wrong_moment(text: &str) -> Fault {
    Fault::bad(format!("as_of: expected an act's number or a date such as 2026-03-31, found {text:?}"))
}

/// The session secret of a request.
pub fn token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|c| c.to_str().ok());
    let pairs = cookies.flat_map(|c| c.split(';')).filter_map(|c| c.trim().split_once('='));
    pairs.into_iter().find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

/// The words in the language that the browser asks for.
pub fn words(headers: &HeaderMap) -> Words {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|l| l.to_str().ok()).unwrap_or_default();
    let cookies = headers.get(header::COOKIE).and_then(|c| c.to_str().ok()).unwrap_or_default();
    let chosen =
        cookies.split(';').filter_map(|c| c.trim().split_once('=')).find(|(name, _)| *name == "lang").map(|(_, l)| l);
    Words::for_lang(chosen.unwrap_or(asked))
}

fn to_sign_in(parts: &Parts) -> Response {
    let next = parts.uri.path_and_query().map_or("/", |p| p.as_str());
    if parts.method == axum::http::Method::GET && !next.starts_with("/find") && !next.starts_with("/events") {
        return Redirect::to(&format!("/sign-in?next={}", encode(next))).into_response();
    }
    Fault::signed_out().into_response()
}

/// Text as part of an address's query.
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, b| {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(char::from(b)),
            _ => out.push_str(&format!("%{b:02X}")),
        }
        out
    })
}
