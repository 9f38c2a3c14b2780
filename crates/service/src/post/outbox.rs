//! From a sent message to the mailboxes and programs of its readers.

use super::{Call, Letter, Undelivered, issue};
use crate::{
    AsOf, Result, Service,
    work::{self, job_id},
};
use isms::{
    analysis::asked,
    communication::{Channel, Message, channel::Medium},
    context::Person,
    isms::Isms,
    outer::Names,
    record::Record,
    values::RecordId,
    view::View,
};
use ledger::JobState;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// What a job carries: which message, to whom. The letter is written when it goes out, so that it asks for nothing that was
/// done meanwhile.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Delivery {
    pub message: RecordId,
    pub to: Option<RecordId>,
}

/// To whom a message goes by a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// A person, by mail.
    Person(RecordId),
    /// The channel's program.
    Program,
}

impl To {
    /// The job's kind.
    pub fn kind(self) -> &'static str {
        match self {
            To::Person(_) => work::LETTER,
            To::Program => work::CALL,
        }
    }

    /// The person.
    pub fn person(self) -> Option<RecordId> {
        match self {
            To::Person(id) => Some(id),
            To::Program => None,
        }
    }

    /// The job's identity: the same for every node and every try.
    pub fn job(self, org: Uuid, message: RecordId) -> Uuid {
        let to = self.person().map_or_else(String::new, |p| p.0.to_string());
        job_id(org, self.kind(), &[&message.0.to_string(), &to])
    }
}

/// To whom a message goes: everyone of the audience with an address by mail, a program by call. Other media are read on the page.
pub fn recipients(isms: &Isms, channel: &Record<Channel>, _: &Record<Message>) -> Vec<To> {
    match channel.body.medium {
        Medium::Mail => {
            let all = isms::audience::people_or_none(isms, &channel.body.audience);
            all.iter().filter(|p| !p.body.email.trim().is_empty()).map(|p| To::Person(p.head.id)).collect()
        }
        Medium::Webhook => vec![To::Program],
        _ => Vec::new(),
    }
}

/// How far a message got.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Handed to the mail server or taken by the program.
    pub delivered: usize,
    /// Still on the way.
    pub waiting: usize,
    /// The reason of the first that waits after a failed try.
    pub waits_because: Option<String>,
    /// Given up.
    pub failed: usize,
    /// Never on the way, or longer ago than jobs are remembered.
    pub unknown: usize,
    /// People of the audience without an address.
    pub without_address: usize,
}

/// Looked up one by one, so bounded.
const MOST: usize = 2_000;

impl Service {
    /// How far a sent message got.
    ///
    /// # Errors
    /// What the ledger refuses.
    pub async fn reach(&self, isms: &Isms, message: &Record<Message>) -> Result<Reach> {
        let channel = issue::channel_of(isms, message)?;
        let to = recipients(isms, channel, message);
        let mut reach = Reach::default();
        if channel.body.medium == Medium::Mail {
            reach.without_address = issue::audience_of(isms, message).saturating_sub(to.len());
        }
        for one in to.iter().take(MOST) {
            match self.ledger().job(isms.org, one.job(isms.org, message.head.id)).await? {
                Some(job) if job.state == JobState::Done => reach.delivered += 1,
                Some(job) if job.state == JobState::Failed => reach.failed += 1,
                Some(job) => {
                    reach.waiting += 1;
                    reach.waits_because = reach.waits_because.or(job.error);
                }
                None => reach.unknown += 1,
            }
        }
        Ok(reach)
    }

    /// Hands one message to one person's mailbox, or to the channel's program.
    pub(crate) async fn deliver(&self, org: Uuid, payload: &[u8]) -> Result<(), Undelivered> {
        let delivery: Delivery = serde_json::from_slice(payload)
            .map_err(|e| Undelivered::for_good(format!("the job does not read: {e}")))?;
        let isms = self.isms(org, AsOf::Now).await.map_err(|e| Undelivered::for_now(e.to_string()))?;
        let message = isms.typed::<Message>(delivery.message).filter(|m| &*m.head.state == "sent");
        // Withdrawn meanwhile: nothing is to be told any more.
        let Some(message) = message else { return Ok(()) };
        match delivery.to {
            Some(person) => self.letter(&isms, message, person).await,
            None => self.call(&isms, message).await,
        }
    }

    async fn letter(&self, isms: &Arc<Isms>, message: &Record<Message>, person: RecordId) -> Result<(), Undelivered> {
        let Some(person) = isms.typed::<Person>(person).filter(|p| isms::audience::is_here(isms, p)) else {
            return Ok(());
        };
        let mail = self.post().mail.as_ref();
        let mail = mail.ok_or_else(|| Undelivered::for_now("this node has no mail server: set SURETY_MAIL"))?;
        let reader = self.reader(isms, person.head.id).await.map_err(|e| Undelivered::for_now(e.to_string()))?;
        let view = View::new(isms.clone(), reader.sight(isms));
        let (id, days) = (person.head.id, asked::AHEAD);
        // A letter does not wait for a model that cannot be computed; its page says that.
        let asked = self.asked(isms, &view.sight, id, days).await;
        let asked = asked.unwrap_or_else(|_| asked::asked(isms, &view.sight, id, days, None));
        let scribe = self.scribe().map_err(|e| Undelivered::for_now(e.to_string()))?;
        let written = scribe.letter(&view, message, person, &asked, self.post().pages.as_deref());
        let letter = Letter {
            id: To::Person(person.head.id).job(isms.org, message.head.id),
            to: person.body.email.clone(),
            name: person.head.title.clone(),
            subject: written.title,
            text: written.text,
            html: written.html,
            at: message.body.sent.unwrap_or(isms.moment.now).as_second(),
        };
        mail.deliver(&letter).await
    }

    async fn call(&self, isms: &Isms, message: &Record<Message>) -> Result<(), Undelivered> {
        let channel = issue::channel_of(isms, message).map_err(|e| Undelivered::for_good(e.to_string()))?;
        let hooks = self.post().webhooks.as_ref();
        let hooks = hooks.ok_or_else(|| Undelivered::for_now("webhooks are signed: set SURETY_WEBHOOK_SECRET"))?;
        let about: Vec<String> = message.body.about.iter().filter_map(|a| isms.key(a.id())).collect();
        let key = isms.key(message.head.id).unwrap_or_default();
        let address = self.post().pages.as_ref().map(|pages| format!("{pages}/messages/{key}"));
        let body = json!({ "type": "message.sent", "timestamp": message.body.sent.map(|t| t.to_string()), "data": {
            "key": key, "title": message.head.title, "text": message.body.text.0, "question": message.body.question.0,
            "channel": isms.key(channel.head.id), "about": about, "address": address,
        }});
        let call = Call {
            org: isms.org,
            channel: channel.head.id.0,
            url: channel.body.address.clone(),
            id: format!("msg_{}", message.head.id.0.simple()),
            at: self.now(),
            body: body.to_string().into_bytes(),
        };
        hooks.deliver(call).await
    }
}
