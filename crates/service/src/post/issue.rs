//! Issues of channels: prepared from the value, sent once, handed on to each reader by a job.

use crate::{
    AsOf, Command, Error, Receipt, Request, Result, Service, Subject, Viewer,
    post::{
        Written,
        outbox::{self, Delivery},
    },
};
use isms::{
    analysis::{
        message::{self, Issue},
        reading,
    },
    communication::{
        Channel, Message,
        channel::Medium,
        message::{Direction, Direction::Across},
    },
    field::Choice,
    isms::Isms,
    kind,
    outer::Names,
    record::Record,
    values::RecordId,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// What is to be said on a channel.
#[derive(Clone, Debug)]
pub struct Said {
    /// The channel's key.
    pub channel: String,
    /// Which way it goes.
    pub direction: Direction,
    /// In words.
    pub written: Written,
    /// What is asked.
    pub question: String,
    /// The records it is about.
    pub about: Vec<RecordId>,
}

impl Service {
    /// What the next issue of a channel would say now.
    ///
    /// # Errors
    /// As [`Service::numbers`].
    pub async fn next_issue(&self, isms: &Arc<Isms>, channel: &Record<Channel>) -> Result<Issue> {
        let numbers = self.numbers(isms).await?;
        let before = match message::last_issue(isms, channel.head.id) {
            Some(last) => Some(self.numbers(&self.isms(isms.org, AsOf::Time(last)).await?).await?),
            None => None,
        };
        Ok(message::compose(isms, channel, &numbers, before.as_deref()))
    }

    /// Writes a message as a draft, or sends it at once.
    ///
    /// # Errors
    /// What the service refuses.
    pub async fn say(
        &self,
        viewer: &Viewer,
        isms: &Arc<Isms>,
        said: Said,
        via: &'static str,
        send: bool,
    ) -> Result<String> {
        let about: Vec<String> = said.about.iter().filter_map(|id| isms.key(*id)).collect();
        let mut fields = json!({
            "title": said.written.title.chars().take(300).collect::<String>(), "channel": said.channel,
            "direction": said.direction.word(), "text": said.written.text, "question": said.question, "about": about,
        });
        if let (Some(me), Some(members)) = (viewer.person.and_then(|p| isms.key(p)), fields.as_object_mut()) {
            members.insert("owner".into(), json!(me));
        }
        let create = Command::Create { kind: kind::of::<Message>(), fields };
        let receipt = self.perform(viewer, Request::one(via, create).because(said.written.title.clone())).await?;
        let key = receipt.touched.iter().find(|t| t.created).map(|t| t.key.clone()).unwrap_or_default();
        if send {
            self.send_message(viewer, &key, via).await?;
        }
        Ok(key)
    }

    /// Sends a draft: counts whom it reaches, settles it, and queues a job for each letter or call.
    ///
    /// # Errors
    /// [`Error::Invalid`] where it would reach nobody; what the service refuses.
    pub async fn send_message(&self, viewer: &Viewer, key: &str, via: &'static str) -> Result<Receipt> {
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        let record = message_of(&isms, key)?;
        let channel = channel_of(&isms, record)?;
        let readers = isms::audience::people(&isms, &channel.body.audience).map_err(|f| Error::Invalid(vec![f]))?;
        if readers.is_empty() && channel.body.medium != Medium::Webhook {
            return Err(Error::fault("/channel", "nobody belongs to the channel's audience; change its filter first"));
        }
        let patch = json!({ "sent": self.now().to_string(), "recipients": readers.len() });
        let subject = Subject::Id(record.head.id);
        let commands = vec![
            Command::Edit { subject: subject.clone(), version: Some(record.head.version), patch },
            Command::Step { subject, version: None, step: "send".into(), reason: String::new() },
        ];
        let request = Request { via, commands, ..Request::default() };
        let receipt = self.perform(viewer, request.because(format!("Sent: {}", record.head.title))).await?;
        self.fan_out(viewer.org, record.head.id).await?;
        Ok(receipt)
    }

    /// Queues what carries a sent message to its readers; what is queued or done already stays as it is.
    ///
    /// # Errors
    /// What the ledger refuses.
    pub async fn fan_out(&self, org: uuid::Uuid, message: RecordId) -> Result<usize> {
        let isms = self.isms(org, AsOf::Now).await?;
        let Some(record) = isms.typed::<Message>(message).filter(|m| &*m.head.state == "sent") else { return Ok(0) };
        let channel = channel_of(&isms, record)?;
        let all = outbox::recipients(&isms, channel, record);
        // They are queued in order: where the last one is known, all are.
        if let Some(last) = all.last()
            && self.ledger().job(org, last.job(org, message)).await?.is_some()
        {
            return Ok(0);
        }
        let mut new = 0;
        for to in all {
            let job = to.job(org, message);
            let payload = serde_json::to_vec(&Delivery { message, to: to.person() }).unwrap_or_default();
            let queued = self.ledger().queue_job(org, job, to.kind(), &payload, self.now().as_microsecond()).await?;
            new += usize::from(queued);
        }
        Ok(new)
    }

    /// Prepares the issues of every channel that is due, as drafts, or sends them where the channel says so. A channel with a draft
    /// that waits, or with nothing to tell, is left alone.
    ///
    /// # Errors
    /// What the service refuses.
    pub async fn prepare_issue(&self, viewer: &Viewer, channel: RecordId, via: &'static str) -> Result<Option<String>> {
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        let record = isms.typed::<Channel>(channel).ok_or_else(|| Error::NotFound("channel".into()))?;
        if message::draft(&isms, channel).is_some() {
            return Ok(None);
        }
        let issue = self.next_issue(&isms, record).await?;
        if issue.is_empty() {
            return Ok(None);
        }
        let scribe = self.scribe()?;
        let written = scribe.issue(&isms, record, &issue);
        let about = issue.about();
        let key = isms.key(channel).unwrap_or_default();
        let said = Said { channel: key, direction: Across, written, question: String::new(), about };
        let send = record.body.automatic && via == crate::work::VIA;
        self.say(viewer, &isms, said, via, send).await.map(Some)
    }

    /// Carries down what came into force since a moment: one message for each operational channel that it touches.
    ///
    /// # Errors
    /// What the service refuses.
    pub async fn carry_down(
        &self,
        viewer: &Viewer,
        channel: RecordId,
        since: jiff::Timestamp,
    ) -> Result<Option<String>> {
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        let record = isms.typed::<Channel>(channel).ok_or_else(|| Error::NotFound("channel".into()))?;
        let told = |id: RecordId| {
            let down = isms.all::<Message>().filter(|m| m.body.direction == Direction::Down);
            down.into_iter().any(|m| {
                m.head.created > since
                    && m.body.channel.is_some_and(|c| c.id() == channel)
                    && m.body.about.iter().any(|a| a.id() == id)
            })
        };
        let items: Vec<_> = message::changes(&isms, record, since).into_iter().filter(|i| !told(i.record)).collect();
        if items.is_empty() {
            return Ok(None);
        }
        let written = self.scribe()?.changes(&isms, record, &items);
        let about = items.iter().map(|i| i.record).collect();
        let key = isms.key(channel).unwrap_or_default();
        let said = Said { channel: key, direction: Direction::Down, written, question: String::new(), about };
        self.say(viewer, &isms, said, crate::work::VIA, record.body.automatic).await.map(Some)
    }

    /// Says what followed from a message.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a record that cannot follow from one; what the service refuses.
    pub async fn followed(&self, viewer: &Viewer, key: &str, by: &str) -> Result<Receipt> {
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        let record = message_of(&isms, key)?;
        let mut all: Vec<String> = record.body.led_to.iter().filter_map(|c| isms.key(c.id())).collect();
        if !all.iter().any(|k| k == by) {
            all.push(by.to_owned());
        }
        let patch: Value = json!({ "led_to": all });
        let edit = Command::Edit { subject: Subject::Id(record.head.id), version: Some(record.head.version), patch };
        self.perform(viewer, Request::one("page", edit).because(format!("{by} followed from {key}"))).await
    }
}

pub(crate) fn message_of<'a>(isms: &'a Isms, key: &str) -> Result<&'a Record<Message>> {
    let found = isms.find(key).and_then(|(id, _)| isms.typed::<Message>(id));
    found.ok_or_else(|| Error::NotFound(format!("message {key}")))
}

pub(crate) fn channel_of<'a>(isms: &'a Isms, message: &Record<Message>) -> Result<&'a Record<Channel>> {
    let found = message.body.channel.and_then(|c| isms.typed::<Channel>(c.id()));
    found.ok_or_else(|| Error::fault("/channel", "the message has no channel"))
}

/// Whom a message concerns, for pages that count.
pub fn audience_of(isms: &Isms, message: &Record<Message>) -> usize {
    reading::concerned(isms, message).len()
}
