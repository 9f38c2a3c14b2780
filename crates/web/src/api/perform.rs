//! Carrying out wishes as one act, once: with an idempotency key, a repeated request finds the act it became.

use super::{
    caller::Caller,
    problem::{Problem, Result},
    wish::VIA,
};
use axum::http::HeaderName;
use isms::view::View;
use service::{Command, Request};

/// A key under which repeating a request does nothing more.
pub const IDEMPOTENCY: HeaderName = HeaderName::from_static("idempotency-key");

/// What came of it.
pub struct Done {
    /// The act; none where nothing changed.
    pub act: Option<i64>,
    /// The records it touched, in the order of the wishes.
    pub touched: Vec<Touched>,
    /// The key of the request's path.
    pub subject: Option<String>,
    /// Whether it had been carried out before.
    pub repeated: bool,
}

/// A record that an act touched.
pub struct Touched {
    /// Its key.
    pub key: String,
    /// Its kind's name.
    pub kind: &'static str,
    /// Its version after the act.
    pub version: i64,
    /// Whether the act made it.
    pub created: bool,
}

/// The reason and the wishes.
pub type Wishes = (String, Vec<Command>);

/// Carries out what a function wishes of the present view. An act under the same idempotency key answers first, before the
/// request is looked at: its If-Match and its step would be refused now, because it worked the first time.
pub async fn perform(
    caller: &Caller,
    subject: Option<String>,
    wishes: impl FnOnce(&View) -> Result<Wishes>,
) -> Result<Done> {
    let request = key(caller)?;
    let view = caller.now().await?;
    if let Some(done) = earlier(caller, request.as_deref()).await? {
        return Ok(Done { subject, ..done });
    }
    let (reason, commands) = wishes(&view)?;
    let request = Request { via: VIA, reason, request, migrate: false, commands, files: Vec::new() };
    let receipt = caller.app.service.perform(&caller.viewer, request).await?;
    let touched = receipt.touched.into_iter().map(|t| {
        let kind = isms::head::Key::parse(&t.key).map_or("", |k| k.kind.name);
        Touched { kind, key: t.key, version: t.version, created: t.created }
    });
    Ok(Done { act: receipt.act.map(|a| a.seq), touched: touched.collect(), subject, repeated: receipt.repeated })
}

/// The caller's key, within their account: two accounts may use the same words.
fn key(caller: &Caller) -> Result<Option<String>> {
    let Some(key) = caller.header(&IDEMPOTENCY)? else { return Ok(None) };
    if key.is_empty() || key.len() > 200 || !key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Problem::parameter(
            IDEMPOTENCY.as_str(),
            "expected 1 to 200 visible ASCII characters, such as a UUID",
        ));
    }
    Ok(Some(format!("{}:{key}", caller.viewer.account.unwrap_or_default())))
}

async fn earlier(caller: &Caller, request: Option<&str>) -> Result<Option<Done>> {
    let Some(key) = request else { return Ok(None) };
    let org = caller.viewer.org;
    let act = caller.app.service.ledger().act_by_request(org, key).await?;
    let Some(act) = act else { return Ok(None) };
    let touched = caller.app.service.touched_by(org, act.seq).await?;
    let touched = touched.iter().map(|(before, after)| Touched {
        key: after.key().to_string(),
        kind: after.kind().name,
        version: after.head().version,
        created: before.is_none(),
    });
    Ok(Some(Done { act: Some(act.seq), touched: touched.collect(), subject: None, repeated: true }))
}
