//! Calls of other programs, signed as the Standard Webhooks convention says (standardwebhooks.com): the receiver computes
//! HMAC-SHA256 over `id.timestamp.body` and compares.
//!
//! A node has one secret; every channel's own is derived from it, so that nothing secret is stored and one receiver cannot
//! forge what another believes.

use super::{Undelivered, Wrong};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use std::{sync::Arc, time::Duration};
use ureq::Agent;
use url::Url;
use uuid::Uuid;

/// How long a call may take from beginning to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// A receiver's answer is read so far; only its status counts.
const LONGEST_ANSWER: u64 = 4096;

/// A shorter secret could be guessed.
const SHORTEST_SECRET: usize = 32;

/// Calls other programs.
#[derive(Clone)]
pub struct Webhooks {
    agent: Agent,
    secret: Arc<[u8]>,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The organisation.
    pub org: Uuid,
    /// The channel, whose secret signs it.
    pub channel: Uuid,
    /// Where to.
    pub url: String,
    /// What names it: the same for every try, so that the receiver can drop repeats.
    pub id: String,
    /// When it is tried.
    pub at: Timestamp,
    /// JSON.
    pub body: Vec<u8>,
}

impl Webhooks {
    /// Calls signed under a secret of at least 32 letters.
    ///
    /// # Errors
    /// [`Wrong`] for a secret that is too short.
    pub fn new(secret: &str) -> Result<Webhooks, Wrong> {
        let secret = secret.trim();
        if secret.len() < SHORTEST_SECRET {
            return Err(Wrong(format!("SURETY_WEBHOOK_SECRET: expected at least {SHORTEST_SECRET} random letters")));
        }
        let config = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("surety/", env!("CARGO_PKG_VERSION")));
        Ok(Webhooks { agent: config.build().into(), secret: secret.as_bytes().into() })
    }

    /// The secret by which a channel's receiver checks that a call is ours, in the convention's form.
    pub fn secret_of(&self, org: Uuid, channel: Uuid) -> String {
        format!("whsec_{}", STANDARD.encode(self.key(org, channel)))
    }

    /// Makes a call; any answer of the 200s means that it arrived.
    ///
    /// # Errors
    /// [`Undelivered`]: for good where the address is none, moved or gone.
    pub async fn deliver(&self, call: Call) -> Result<(), Undelivered> {
        let url = address(&call.url).map_err(Undelivered::for_good)?;
        let key = self.key(call.org, call.channel);
        let agent = self.agent.clone();
        let called = tokio::task::spawn_blocking(move || post(&agent, &url, &key, &call)).await;
        called.unwrap_or_else(|e| Err(Undelivered::for_now(format!("the call ended early: {e}"))))
    }

    fn key(&self, org: Uuid, channel: Uuid) -> [u8; 32] {
        mac(&self.secret, &[b"surety webhook 1", org.as_bytes(), channel.as_bytes()])
    }
}

/// The address of a receiver.
///
/// # Errors
/// What was expected.
pub fn address(text: &str) -> Result<Url, String> {
    let expected = "expected an address such as https://example.org/hook, without user and password";
    let url = Url::parse(text.trim()).map_err(|_| expected.to_owned())?;
    let plain = matches!(url.scheme(), "http" | "https") && url.has_host();
    let open = url.username().is_empty() && url.password().is_none();
    if plain && open { Ok(url) } else { Err(expected.to_owned()) }
}

fn post(agent: &Agent, url: &Url, key: &[u8], call: &Call) -> Result<(), Undelivered> {
    let host = url.host_str().unwrap_or_default();
    let request = agent
        .post(url.as_str())
        .header("content-type", "application/json")
        .header("webhook-id", &call.id)
        .header("webhook-timestamp", call.at.as_second().to_string())
        .header("webhook-signature", signature(key, &call.id, call.at, &call.body));
    let answer = request.send(&call.body[..]);
    let mut answer = answer.map_err(|e| Undelivered::for_now(format!("{host} cannot be reached: {e}")))?;
    let _ = answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec();
    match answer.status().as_u16() {
        200..300 => Ok(()),
        300..400 => Err(Undelivered::for_good(format!(
            "{host} answers {}: it has moved; enter its new address, redirects are not followed",
            answer.status()
        ))),
        410 => Err(Undelivered::for_good(format!("{host} answers 410: it wants no more calls"))),
        _ => Err(Undelivered::for_now(format!("{host} answers {}", answer.status()))),
    }
}

/// `v1,` and the mark by which the receiver knows us.
fn signature(key: &[u8], id: &str, at: Timestamp, body: &[u8]) -> String {
    let at = at.as_second().to_string();
    format!("v1,{}", STANDARD.encode(mac(key, &[id.as_bytes(), b".", at.as_bytes(), b".", body])))
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|e| unreachable!("HMAC takes keys of any length: {e}"));
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

impl std::fmt::Debug for Webhooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Webhooks").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_called() {
        for good in ["https://example.org/hook?x=1", "http://127.0.0.1:9000/"] {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in ["", "example.org", "file:///etc/passwd", "ftp://e.org", "https://u:p@e.org", "javascript:alert(1)"]
        {
            assert!(address(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_channel_has_a_secret_of_its_own() {
        let hooks = Webhooks::new(&"k".repeat(32)).unwrap();
        let [a, b] = [1, 2].map(Uuid::from_u128);
        assert_ne!(hooks.secret_of(a, a), hooks.secret_of(a, b));
        assert_ne!(hooks.secret_of(a, b), hooks.secret_of(b, a));
        assert!(!format!("{hooks:?}").contains("kkk"));
        assert!(Webhooks::new("short").is_err());
    }
}
