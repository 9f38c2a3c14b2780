//! Faults as pages: what went wrong, in a sentence, with the way back.

use crate::cx::words;
use crate::{design, words::Words};
use axum::{
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use maud::html;
use service::Error;

/// A fault of a page.
#[derive(Debug)]
pub struct Fault {
    /// The HTTP status.
    pub status: StatusCode,
    /// What went wrong and what to do.
    pub message: String,
}

/// Result of a page.
pub type Result<T> = std::result::Result<T, Fault>;

impl Fault {
    /// Something asked for is not there, or may not be seen.
    pub fn missing(what: impl std::fmt::Display) -> Fault {
        Fault { status: StatusCode::NOT_FOUND, message: format!("There is no {what} here, or you may not see it.") }
    }

    /// The request makes no sense.
    pub fn bad(message: impl Into<String>) -> Fault {
        Fault { status: StatusCode::BAD_REQUEST, message: message.into() }
    }

    /// Seen but not allowed.
    pub fn denied(message: impl Into<String>) -> Fault {
        Fault { status: StatusCode::FORBIDDEN, message: message.into() }
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Fault {
        Fault { status: StatusCode::UNAUTHORIZED, message: "Sign in first.".into() }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        let status = match &error {
            Error::NotFound(_) => StatusCode::NOT_FOUND,
            Error::Denied(_) => StatusCode::FORBIDDEN,
            Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Conflict { .. } => StatusCode::CONFLICT,
            Error::SignIn(_) => StatusCode::UNAUTHORIZED,
            Error::ReadOnly(_) => StatusCode::SERVICE_UNAVAILABLE,
            Error::Ledger(_) | Error::Stored(_) | Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status.is_server_error() {
            tracing::error!(%error, "request failed");
        }
        Fault { status, message: error.to_string() }
    }
}

impl From<ledger::Error> for Fault {
    fn from(error: ledger::Error) -> Fault {
        Fault::from(Error::from(error))
    }
}

impl IntoResponse for Fault {
    /// In English; [`in_words`] says it in the visitor's language where the request is known.
    fn into_response(self) -> Response {
        let mut response = page(&Words::for_lang("en"), self.status, &self.message);
        response.extensions_mut().insert(Said(self.message));
        response
    }
}

/// What a fault said, carried to where the visitor's language is known.
#[derive(Clone)]
struct Said(String);

fn page(w: &Words, status: StatusCode, message: &str) -> Response {
    let title = w.or(&format!("fault-{}", status.as_u16()), status.canonical_reason().unwrap_or("Fault"));
    let body = html! {
        (design::lede(&title, None))
        @for line in message.lines() { p { (line) } }
        p { a.button href="/" { (w.t("rail-home")) } }
    };
    (status, Html(design::bare(w, &title, body).into_string())).into_response()
}

/// Draws a fault's page again in the language that the visitor reads.
pub async fn in_words(request: Request, next: Next) -> Response {
    let w = words(request.headers());
    let response = next.run(request).await;
    match response.extensions().get::<Said>().cloned() {
        Some(Said(message)) if w.lang() != "en" => page(&w, response.status(), &message),
        _ => response,
    }
}
