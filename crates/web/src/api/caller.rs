//! Who calls: an account by its token or its session, and what it asks in the query and headers.

use super::problem::{self, Problem, Result};
use crate::{App, cx};
use axum::{
    extract::{FromRequestParts, Path, Query},
    http::{HeaderMap, HeaderName, header, request::Parts},
};
use isms::{
    authority::Role,
    context::Organisation,
    field::Choice,
    isms::{Isms, Moment},
    kind::{self, KindInfo},
    record::AnyRecord,
    view::View,
};
use jiff::tz::TimeZone;
use service::{AsOf, Viewer};
use std::sync::Arc;

/// Someone who calls the API.
pub struct Caller {
    /// The node.
    pub app: App,
    /// The account in its organisation.
    pub viewer: Viewer,
    /// The request's headers.
    pub headers: HeaderMap,
    /// The request's query, in order.
    pub query: Vec<(String, String)>,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller> {
        let viewer = viewer(app, &parts.headers).await?;
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map_err(|e| Problem::new(&problem::PARAMETER, format!("The query does not read: {e}")))?;
        Ok(Caller { app: app.clone(), viewer, headers: parts.headers.clone(), query: query.0 })
    }
}

async fn viewer(app: &App, headers: &HeaderMap) -> Result<Viewer> {
    let viewer = match headers.get(header::AUTHORIZATION) {
        Some(value) => app.service.token_viewer(bearer(value.as_bytes())?).await?,
        None => match cx::token(headers) {
            Some(token) => app.service.session(&token).await?.map(|s| s.viewer),
            None => None,
        },
    };
    viewer.ok_or_else(|| unauthenticated("Send Authorization: Bearer with a token that is valid, or sign in."))
}

fn bearer(value: &[u8]) -> Result<&str> {
    let text = std::str::from_utf8(value).ok().and_then(|v| v.split_once(' '));
    let token = text.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim());
    token.ok_or_else(|| unauthenticated("Expected Authorization: Bearer and a token."))
}

fn unauthenticated(detail: &str) -> Problem {
    Problem::new(&problem::UNAUTHENTICATED, detail).with(header::WWW_AUTHENTICATE, "Bearer realm=\"surety\"")
}

impl Caller {
    /// Refuses parameters that this endpoint does not know, and those given twice.
    pub fn only(&self, allowed: &[&str]) -> Result<()> {
        for (at, (name, _)) in self.query.iter().enumerate() {
            if !allowed.contains(&name.as_str()) {
                let known = if allowed.is_empty() { "none".to_owned() } else { allowed.join(", ") };
                return Err(Problem::parameter(name, format!("not a parameter of this endpoint; it has {known}")));
            }
            if self.query[..at].iter().any(|(earlier, _)| earlier == name) {
                return Err(Problem::parameter(name, "given twice"));
            }
        }
        Ok(())
    }

    /// A parameter that is stated and not empty.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).filter(|v| !v.is_empty())
    }

    /// A whole number within bounds.
    pub fn number(&self, name: &str, least: i64, most: i64) -> Result<Option<i64>> {
        let Some(text) = self.param(name) else { return Ok(None) };
        match text.parse::<i64>() {
            Ok(n) if (least..=most).contains(&n) => Ok(Some(n)),
            _ => {
                Err(Problem::parameter(name, format!("expected a whole number from {least} to {most}, found {text:?}")))
            }
        }
    }

    /// A header as text.
    pub fn header(&self, name: &HeaderName) -> Result<Option<&str>> {
        let Some(value) = self.headers.get(name) else { return Ok(None) };
        let text = std::str::from_utf8(value.as_bytes());
        text.map(|t| Some(t.trim())).map_err(|_| Problem::parameter(name.as_str(), "expected UTF-8"))
    }

    /// What the caller may see of the moment asked for in `as_of`.
    pub async fn view(&self) -> Result<View> {
        let Some(text) = self.param("as_of") else { return self.now().await };
        let current = self.app.service.isms(self.viewer.org, AsOf::Now).await?;
        let zone = current.single::<Organisation>().and_then(|o| TimeZone::get(&o.body.time_zone).ok());
        let moment = cx::moment(text, &zone.unwrap_or(TimeZone::UTC)).map_err(|_| wrong_moment(text))?;
        let view = self.app.service.view(&self.viewer, moment).await;
        view.map_err(|e| if matches!(e, service::Error::NotFound(_)) { wrong_moment(text) } else { e.into() })
    }

    /// What the caller may see now.
    pub async fn now(&self) -> Result<View> {
        Ok(self.app.service.view(&self.viewer, AsOf::Now).await?)
    }

    /// What the caller may see of exactly a moment: so that the pages of a list are of one value.
    pub async fn pinned(&self, moment: Moment) -> Result<View> {
        let isms = self.app.service.isms(self.viewer.org, AsOf::Seq(moment.seq)).await?;
        let sight = self.viewer.sight(&isms);
        Ok(View::new(Arc::new(Isms::clone(&isms).at(moment)), sight))
    }

    /// Their roles' words.
    pub fn roles(&self) -> Vec<&'static str> {
        self.viewer.roles.iter().map(Role::word).collect()
    }
}

fn wrong_moment(text: &str) -> Problem {
    let expected = "expected the number of an act, a date such as 2026-03-31, or a moment such as 2026-03-31T09:00:00Z";
    Problem::parameter("as_of", format!("{expected}; found {text:?}"))
}

/// The kind of a path's first part.
pub fn kind_of(plural: &str) -> Result<&'static KindInfo> {
    kind::by_plural(plural).ok_or_else(|| {
        Problem::new(&problem::NOT_FOUND, format!("There is no collection {plural:?}; /api/v1/kinds lists them."))
    })
}

/// Refuses kinds that none of the caller's roles may read, whatever the key.
pub fn readable(view: &View, kind: &KindInfo) -> Result<()> {
    if view.sight.reads(kind) {
        return Ok(());
    }
    Err(Problem::new(&problem::FORBIDDEN, format!("your roles do not let you read {}", kind.labels.to_lowercase())))
}

/// The record of a path, if it is of the path's kind and may be seen.
pub fn find<'a>(view: &'a View, kind: &KindInfo, key: &str) -> Result<&'a Arc<dyn AnyRecord>> {
    readable(view, kind)?;
    view.by_key(key).filter(|r| r.kind() == kind).ok_or_else(|| Problem::missing(key))
}

/// The parts of a path, with faults as problems.
pub struct At<T>(pub T);

impl<T: serde::de::DeserializeOwned + Send> FromRequestParts<App> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<At<T>> {
        let path = Path::<T>::from_request_parts(parts, app).await;
        path.map(|p| At(p.0)).map_err(|e| Problem::new(&problem::NOT_FOUND, e.body_text()))
    }
}
