//! Links for people without an account: an address with a secret of 256 bits that opens one record, until it ends.

use super::outer_list;
use crate::{Command, Error, Request, Result, Service, Subject, Viewer, clock::token_hash};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use isms::{
    communication::{Channel, Report},
    everywhere::{Response, response::Link},
    isms::Isms,
    outer::Names,
    record::Record,
    values::RecordId,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// Bytes before the secret: which organisation it is of.
const ORG: usize = 16;

/// Bytes of the secret.
const SECRET: usize = 32;

/// How long a link may last at most.
pub const MOST_DAYS: i64 = 180;

/// What came of trying a link.
#[derive(Clone, Debug)]
pub enum Door {
    /// It opens.
    Open(Box<Opened>),
    /// It did once: it was revoked, its time is over, or what it opened was withdrawn.
    Ended,
    /// There is no such link.
    Unknown,
}

/// What a link opens.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The organisation.
    pub org: Uuid,
    /// Its value now; only what belongs to the record may be shown.
    pub isms: Arc<Isms>,
    /// The record.
    pub record: RecordId,
    /// Which of its links was used.
    pub link: usize,
    /// Whom the link was handed to.
    pub recipient: String,
}

impl Opened {
    /// The response that is answered by this link.
    pub fn response(&self) -> Result<&Record<Response>> {
        self.isms.typed::<Response>(self.record).ok_or_else(|| Error::NotFound("response behind this link".into()))
    }

    /// The report that is fetched by this link.
    pub fn report(&self) -> Result<&Record<Report>> {
        self.isms.typed::<Report>(self.record).ok_or_else(|| Error::NotFound("report behind this link".into()))
    }
}

/// A secret and the link that is kept of it.
pub(crate) struct Fresh {
    /// What the address carries; told once.
    pub token: String,
    /// In outer form.
    pub link: Value,
}

impl Service {
    /// A new link for someone.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a recipient or for a time that is too long.
    pub(crate) fn fresh_link(&self, org: Uuid, recipient: &str, days: i64) -> Result<Fresh> {
        let recipient = recipient.trim();
        if recipient.is_empty() || recipient.chars().count() > 200 {
            return Err(Error::fault("/recipient", "say whom the link is for, in 200 letters at most"));
        }
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(Error::fault("/days", format!("expected 1 to {MOST_DAYS} days")));
        }
        let mut bytes = org.as_bytes().to_vec();
        bytes.extend(self.0.ids.random::<SECRET>());
        let token = URL_SAFE_NO_PAD.encode(bytes);
        let ends = self.now() + jiff::SignedDuration::from_hours(24 * days);
        let link = json!({ "recipient": recipient, "hash": hex::encode(token_hash(&token)),
            "made": self.now().to_string(), "expires": ends.to_string() });
        Ok(Fresh { token, link })
    }

    /// The response that a link opens.
    pub async fn answer_door(&self, token: &str) -> Result<Door> {
        let Some((org, isms, hash)) = self.of_token(token).await? else { return Ok(Door::Unknown) };
        let found = isms
            .all::<Response>()
            .find_map(|r| Some((r.head.id, position(&r.body.links, &hash)?, &*r.head.state, &r.body.links)));
        let found = found.map(|(id, at, state, links)| (id, at, state != "withdrawn", links.clone()));
        Ok(door(org, isms, found, self.now()))
    }

    /// The report that a link opens.
    pub async fn report_door(&self, token: &str) -> Result<Door> {
        let Some((org, isms, hash)) = self.of_token(token).await? else { return Ok(Door::Unknown) };
        let found = isms
            .all::<Report>()
            .find_map(|r| Some((r.head.id, position(&r.body.links, &hash)?, &*r.head.state, &r.body.links)));
        let found = found.map(|(id, at, state, links)| (id, at, state == "issued", links.clone()));
        Ok(door(org, isms, found, self.now()))
    }

    /// The channel whose feed a link opens.
    pub(crate) async fn channel_door(&self, token: &str) -> Result<Door> {
        let Some((org, isms, hash)) = self.of_token(token).await? else { return Ok(Door::Unknown) };
        let open = |c: &Record<Channel>| (c as &dyn isms::record::AnyRecord).is_open();
        let found = isms
            .all::<Channel>()
            .find_map(|c| Some((c.head.id, position(&c.body.links, &hash)?, open(c), &c.body.links)));
        let found = found.map(|(id, at, stands, links)| (id, at, stands, links.clone()));
        Ok(door(org, isms, found, self.now()))
    }

    /// The organisation that a secret is of, where there is one, and the hash by which its link is known.
    async fn of_token(&self, token: &str) -> Result<Option<(Uuid, Arc<Isms>, String)>> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok().filter(|b| b.len() == ORG + SECRET);
        let Some(org) = bytes.and_then(|b| Uuid::from_slice(b.get(..ORG)?).ok()) else { return Ok(None) };
        if !self.ledger().orgs().await?.iter().any(|o| o.id == org) {
            return Ok(None);
        }
        Ok(Some((org, self.now_of(org).await?, hex::encode(token_hash(token)))))
    }

    /// Ends a link before its time; by its place among the record's links.
    ///
    /// # Errors
    /// What the service refuses; [`Error::NotFound`] where there is no such link.
    pub async fn revoke_link(&self, viewer: &Viewer, key: &str, at: usize) -> Result<()> {
        let isms = self.now_of(viewer.org).await?;
        let found = isms.find(key).and_then(|(id, _)| isms.get(id));
        let links = found.and_then(|r| links_of(r.as_ref()));
        let mut links = links.map(<[Link]>::to_vec).ok_or_else(|| Error::NotFound(key.to_owned()))?;
        let link = links.get_mut(at).ok_or_else(|| Error::NotFound(format!("link {at} of {key}")))?;
        link.revoked.get_or_insert(self.now());
        let reason = format!("Link revoked: {}", link.recipient);
        let patch = json!({ "links": outer_list(&links, isms.as_ref()) });
        let edit = Command::Edit { subject: Subject::from(key), version: None, patch };
        self.perform(viewer, Request::one("page", edit).because(reason)).await?;
        Ok(())
    }
}

fn links_of(record: &dyn isms::record::AnyRecord) -> Option<&[Link]> {
    let response = || record.typed::<Response>().map(|r| r.body.links.as_slice());
    let report = || record.typed::<Report>().map(|r| r.body.links.as_slice());
    response().or_else(report).or_else(|| record.typed::<Channel>().map(|c| c.body.links.as_slice()))
}

/// Links in the form in which commands speak of them.
pub(crate) fn outer_links(links: &[Link], isms: &Isms) -> Vec<Value> {
    links.iter().map(|l| super::outer_form(l, isms)).collect()
}

fn position(links: &[Link], hash: &str) -> Option<usize> {
    links.iter().position(|l| l.hash == hash)
}

fn door(org: Uuid, isms: Arc<Isms>, found: Option<(RecordId, usize, bool, Vec<Link>)>, now: Timestamp) -> Door {
    let Some((record, link, stands, links)) = found else { return Door::Unknown };
    match links.into_iter().nth(link).filter(|l| stands && l.is_open(now)) {
        Some(open) => Door::Open(Box::new(Opened { org, isms, record, link, recipient: open.recipient })),
        None => Door::Ended,
    }
}
