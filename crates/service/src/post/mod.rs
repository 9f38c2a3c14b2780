//! What leaves the house: mail and webhooks. A node that is told of no server sends nothing and says so.
//!
//! Secrets come from the environment of the node, not from the ledger: whoever reads the database or an archive cannot send
//! in our name. Nothing here shows them, neither in `Debug` nor in an error.

pub mod feed;
pub mod issue;
pub mod mail;
pub mod outbox;
pub mod scribe;
pub mod webhook;

pub use issue::Said;
pub use mail::{Letter, Mail};
pub use outbox::Reach;
pub use scribe::{Scribe, Written};
pub use webhook::{Call, Webhooks};

use crate::Service;
use std::sync::Arc;

/// Where a node can post to.
#[derive(Clone, Debug, Default)]
pub struct Post {
    /// The mail server, where there is one.
    pub mail: Option<Mail>,
    /// Calls of other programs, where a signing secret is set.
    pub webhooks: Option<Webhooks>,
    /// Where people find the pages, such as `https://isms.example.org`, without a slash at its end.
    pub pages: Option<String>,
}

impl Service {
    /// Tells a node where it can post to, and whose words it uses; once, before it serves. Later calls change nothing.
    pub fn posting(&self, post: Post, scribe: Arc<dyn Scribe>) {
        let _ = self.0.post.set((post, scribe));
    }

    /// Where this node can post to; nowhere before it is told.
    pub fn post(&self) -> &Post {
        static NOWHERE: Post = Post { mail: None, webhooks: None, pages: None };
        self.0.post.get().map_or(&NOWHERE, |(post, _)| post)
    }

    pub(crate) fn scribe(&self) -> crate::Result<&Arc<dyn Scribe>> {
        let told = self.0.post.get().map(|(_, scribe)| scribe);
        told.ok_or_else(|| crate::Error::Internal("this node has no words to write with".into()))
    }
}

/// What a node is told about posting, as it comes from options and the environment.
#[derive(Clone, Default)]
pub struct Settings {
    /// `smtp://user:secret@host:587`.
    pub mail: Option<String>,
    /// Whom letters come from.
    pub mail_from: Option<String>,
    /// The secret from which every channel's signing secret is derived.
    pub webhook_secret: Option<String>,
    /// Where people find the pages.
    pub pages: Option<String>,
}

/// A setting that does not work, and what was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Wrong(pub String);

/// Why something did not arrive.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Undelivered {
    /// In words, without secrets.
    pub why: String,
    /// Whether trying again cannot help.
    pub lasting: bool,
}

impl Undelivered {
    /// Worth another try.
    pub fn for_now(why: impl Into<String>) -> Undelivered {
        Undelivered { why: why.into(), lasting: false }
    }

    /// Another try cannot help.
    pub fn for_good(why: impl Into<String>) -> Undelivered {
        Undelivered { why: why.into(), lasting: true }
    }
}

impl Post {
    /// Reads the settings.
    ///
    /// # Errors
    /// [`Wrong`] names the setting and what was expected of it.
    pub fn new(settings: &Settings) -> Result<Post, Wrong> {
        let mail = match (&settings.mail, &settings.mail_from) {
            (Some(url), Some(from)) => Some(Mail::new(url, from)?),
            (Some(_), None) => return Err(Wrong("say whom letters come from: --mail-from isms@example.org".into())),
            (None, _) => None,
        };
        let webhooks = settings.webhook_secret.as_deref().map(Webhooks::new).transpose()?;
        Ok(Post { mail, webhooks, pages: settings.pages.as_deref().map(base).transpose()? })
    }
}

fn base(address: &str) -> Result<String, Wrong> {
    let expected = || Wrong("the address of the pages: expected https://host, without a query".into());
    let url = url::Url::parse(address.trim()).map_err(|_| expected())?;
    let plain = matches!(url.scheme(), "https" | "http") && url.query().is_none() && url.fragment().is_none();
    let named = url.has_host() && url.username().is_empty() && url.password().is_none();
    if plain && named { Ok(url.as_str().trim_end_matches('/').to_owned()) } else { Err(expected()) }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("mail_from", &self.mail_from)
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_pages_is_plain() {
        assert_eq!(base("https://isms.example.org/").unwrap(), "https://isms.example.org");
        for wrong in ["isms.example.org", "javascript:alert(1)", "https://a:b@e.org", "https://e.org/?x", ""] {
            assert!(base(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_sender_is_needed_to_send() {
        let settings = Settings { mail: Some("smtp://localhost".into()), ..Settings::default() };
        assert!(Post::new(&settings).unwrap_err().to_string().contains("--mail-from"));
        assert!(Post::new(&Settings::default()).unwrap().mail.is_none());
    }
}
