//! What stands around every route: security headers, same-origin writes, compression, limits.

use crate::{App, design::CONTENT_SECURITY_POLICY};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

const BODY: usize = 4 * 1024 * 1024;

/// Puts the guards around the routes.
pub fn around(routes: Router<App>, app: App) -> Router {
    routes
        .layer(middleware::from_fn(crate::fault::in_words))
        .layer(middleware::from_fn(same_origin))
        .layer(middleware::from_fn(headers))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(CompressionLayer::new().gzip(true).br(true).quality(tower_http::CompressionLevel::Precise(4)))
        .layer(CatchPanicLayer::new())
        .with_state(app)
}

async fn headers(request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/static/");
    let mut response = next.run(request).await;
    let all = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        all.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if !asset {
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}

/// Where people without an account come in by a secret in the address.
const LINKS: [&str; 2] = ["/answer/", "/pack/"];

/// A form on another site must not write here: cookies are `SameSite=Strict`, and the browser's own word about the origin is
/// checked too. Programs with a token send no cookie and no origin.
async fn same_origin(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // Links rest on the secret in their address and on no cookie; as they send no referrer, browsers without the word about
    // the site send `Origin: null` with their forms.
    let by_link = LINKS.iter().any(|l| request.uri().path().starts_with(l));
    if safe || by_link || ours(request.headers()) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "this request came from another site").into_response()
}

fn ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, o)| o == host),
        (None, _) => text("cookie").is_none(),
        _ => false,
    }
}
