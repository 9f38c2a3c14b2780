//! Problem details (RFC 9457): what went wrong, what was expected, and where, for every fault.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use isms::check::Fault;
use serde_json::{Value, json};
use service::Error;

/// Result of an endpoint.
pub type Result<T = Response, E = Problem> = std::result::Result<T, E>;

/// One sort of problem: its name in `type`, its status and its title.
#[derive(Debug, PartialEq, Eq)]
pub struct Sort {
    /// The fragment of the reference page that explains it.
    pub name: &'static str,
    /// The status it comes with.
    pub status: StatusCode,
    /// The same for every occurrence.
    pub title: &'static str,
    /// What a client does about it.
    pub advice: &'static str,
}

macro_rules! sorts {
    ($($constant:ident $name:literal $status:ident $title:literal $advice:literal;)*) => {
        $(#[doc = $title] pub const $constant: Sort =
            Sort { name: $name, status: StatusCode::$status, title: $title, advice: $advice };)*
        /// Every sort of problem, for the reference.
        pub const SORTS: &[&Sort] = &[$(&$constant),*];
    };
}

sorts! {
    MALFORMED "malformed" BAD_REQUEST "The request does not read" "Correct the JSON or the header at the place named.";
    PARAMETER "parameter" BAD_REQUEST "A parameter is wrong" "Correct the parameters named in faults.";
    UNAUTHENTICATED "unauthenticated" UNAUTHORIZED "Nobody is signed in" "Send Authorization: Bearer with a token, or sign in.";
    FORBIDDEN "forbidden" FORBIDDEN "This is not allowed" "Ask someone whose role allows it; docs/authorisation-matrix.md lists who may do what.";
    NOT_FOUND "not-found" NOT_FOUND "There is nothing here" "Check the path; what may not be seen is not there either.";
    METHOD "method" METHOD_NOT_ALLOWED "This method is not possible here" "Use one of the methods in the Allow header.";
    REFUSED "refused" CONFLICT "The record does not allow this now" "Do what the detail names first, then repeat.";
    CHANGED "changed" PRECONDITION_FAILED "Someone changed the record" "Read it again, look at their change, and repeat yours with the new ETag.";
    TOO_LARGE "too-large" PAYLOAD_TOO_LARGE "The body is too large" "Send less at once.";
    MEDIA_TYPE "media-type" UNSUPPORTED_MEDIA_TYPE "The body is of another type" "Send application/json.";
    INVALID "invalid" UNPROCESSABLE_ENTITY "What was sent is not sound" "Correct every place named in faults.";
    UNCONDITIONAL "unconditional" PRECONDITION_REQUIRED "If-Match is missing" "Send the ETag of the version you looked at.";
    INTERNAL "internal" INTERNAL_SERVER_ERROR "Something went wrong here" "Nothing was written. The node's log says more.";
    UNAVAILABLE "unavailable" SERVICE_UNAVAILABLE "Not possible at the moment" "Repeat later.";
}

/// A problem to answer with.
#[derive(Debug)]
pub struct Problem {
    /// Its sort.
    pub sort: &'static Sort,
    /// What happened this time.
    pub detail: String,
    /// Each with a `pointer` into the body or the name of a `parameter`, and a `message`.
    pub faults: Vec<Value>,
    /// Headers to answer with.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    /// A problem with a sentence about it.
    pub fn new(sort: &'static Sort, detail: impl Into<String>) -> Problem {
        Problem { sort, detail: detail.into(), faults: Vec::new(), headers: Vec::new() }
    }

    /// What was sent is not sound; every fault names its place in the body.
    pub fn invalid(faults: Vec<Fault>) -> Problem {
        let detail = match faults.as_slice() {
            [one] => one.message.clone(),
            many => format!("{} places are wrong.", many.len()),
        };
        let faults = faults.into_iter().map(|f| json!({"pointer": f.pointer, "message": f.message})).collect();
        Problem { faults, ..Problem::new(&INVALID, detail) }
    }

    /// One fault in the body.
    pub fn at(pointer: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem::invalid(vec![Fault::at(pointer, message)])
    }

    /// A parameter of the query, or a header, is wrong.
    pub fn parameter(name: &str, message: impl Into<String>) -> Problem {
        let message = message.into();
        let faults = vec![json!({"parameter": name, "message": message})];
        Problem { faults, ..Problem::new(&PARAMETER, format!("{name}: {message}")) }
    }

    /// There is no such thing, or it may not be seen.
    pub fn missing(what: &str) -> Problem {
        Problem::new(&NOT_FOUND, format!("There is no {what} here, or you may not see it."))
    }

    /// The same with a header.
    pub fn with(mut self, name: HeaderName, value: &'static str) -> Problem {
        self.headers.push((name, HeaderValue::from_static(value)));
        self
    }
}

/// A step that a guard or the state refuses is a conflict with the record, not with the request's form.
fn invalid(faults: Vec<Fault>) -> Problem {
    let refused = !faults.is_empty() && faults.iter().all(|f| f.pointer == "/step");
    let place = |f: Fault| Fault { pointer: if f.pointer == "/step" { String::new() } else { f.pointer }, ..f };
    let problem = Problem::invalid(faults.into_iter().map(place).collect());
    if refused { Problem { sort: &REFUSED, ..problem } } else { problem }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        match error {
            Error::NotFound(what) => Problem::missing(&what),
            Error::Denied(why) => Problem::new(&FORBIDDEN, why),
            Error::Invalid(faults) => invalid(faults),
            Error::Conflict { .. } => Problem::new(&CHANGED, error.to_string()),
            Error::SignIn(why) => Problem::new(&UNAUTHENTICATED, why),
            Error::ReadOnly(_) => Problem::new(&UNAVAILABLE, error.to_string()),
            Error::Ledger(inner) => inner.into(),
            Error::Stored(_) | Error::Internal(_) => internal(&error),
        }
    }
}

impl From<ledger::Error> for Problem {
    fn from(error: ledger::Error) -> Problem {
        match error {
            ledger::Error::Version { .. } => Problem::new(&CHANGED, error.to_string()),
            ledger::Error::Conflict { .. } | ledger::Error::Locked { .. } | ledger::Error::DiskFull { .. } => {
                tracing::warn!(%error, "request put off");
                Problem::new(&UNAVAILABLE, "The database is busy or full.").with(header::RETRY_AFTER, "2")
            }
            other => internal(&other),
        }
    }
}

fn internal(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "request failed");
    Problem::new(&INTERNAL, "Nothing was written. The node's log says what happened.")
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.sort.status;
        let mut members = json!({
            "type": format!("/api/v1#{}", self.sort.name), "title": self.sort.title,
            "status": status.as_u16(), "detail": self.detail,
        });
        if let (false, Value::Object(members)) = (self.faults.is_empty(), &mut members) {
            members.insert("faults".into(), Value::Array(self.faults));
        }
        let mut response = Response::new(Body::from(members.to_string()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.extend(self.headers);
        response
    }
}
