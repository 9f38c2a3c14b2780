//! Feeds: a channel's issues under a secret address, for readers and programs that ask from time to time.

use crate::{
    Command, Error, Request, Result, Service, Subject, Viewer,
    questions::{Door, Opened, link},
};
use isms::{communication::Channel, record::Record};

/// How long a feed's address lasts: it is renewed twice a year at least.
pub const DAYS: i64 = link::MOST_DAYS;

impl Opened {
    /// The channel that is read by this link.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the link opens something else.
    pub fn channel(&self) -> Result<&Record<Channel>> {
        self.isms.typed::<Channel>(self.record).ok_or_else(|| Error::NotFound("channel behind this link".into()))
    }
}

impl Service {
    /// A new address of a channel's feed; its secret is told once.
    ///
    /// # Errors
    /// What the service refuses.
    pub async fn feed_link(&self, viewer: &Viewer, channel: &str, recipient: &str) -> Result<String> {
        let isms = self.isms(viewer.org, crate::AsOf::Now).await?;
        let found = isms::outer::Names::find(isms.as_ref(), channel).and_then(|(id, _)| isms.typed::<Channel>(id));
        let record = found.ok_or_else(|| Error::NotFound(channel.to_owned()))?;
        let fresh = self.fresh_link(viewer.org, recipient, DAYS)?;
        let mut links = link::outer_links(&record.body.links, isms.as_ref());
        links.push(fresh.link);
        let patch = serde_json::json!({ "links": links });
        let edit = Command::Edit { subject: Subject::Id(record.head.id), version: Some(record.head.version), patch };
        let reason = format!("Feed for {}", recipient.trim());
        self.perform(viewer, Request::one("page", edit).because(reason)).await?;
        Ok(fresh.token)
    }

    /// The channel that a feed's address opens.
    ///
    /// # Errors
    /// What the ledger refuses.
    pub async fn feed_door(&self, token: &str) -> Result<Door> {
        self.channel_door(token).await
    }
}
