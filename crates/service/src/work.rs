//! Work in the background of a running node: jobs are claimed, done, tried again with growing patience, and given up to be
//! seen by people.
//!
//! Every minute what is due is queued under an identity made of what and when, so that however many nodes run, each thing is
//! queued once; and a job that is done stays known for [`KEPT`], so that it is not done twice.

use crate::{
    AsOf, Result, Service, Viewer,
    post::{Letter, Undelivered},
};
use isms::{
    analysis::message,
    cadence::Tier,
    communication::{Channel, Message},
    record::AnyRecord,
    rules,
    values::RecordId,
};
use jiff::{SignedDuration, civil::Date};
use ledger::Job;
use sha2::{Digest, Sha256};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    task::{JoinHandle, JoinSet},
    time::{MissedTickBehavior, interval, sleep, timeout},
};
use uuid::Uuid;

/// A letter that is written and to be handed to the mail server.
pub const MAIL: &str = "mail";
/// A message to one person's mailbox.
pub const LETTER: &str = "letter";
/// A message to a channel's program.
pub const CALL: &str = "call";
/// The issue of a channel that is due.
pub const ISSUE: &str = "issue";
/// What came into force yesterday, carried down on a channel.
pub const CARRY: &str = "carry";
/// Expired sessions and old jobs of an organisation are forgotten.
pub const TIDY: &str = "tidy";

/// How an act of the worker says where it came in.
pub const VIA: &str = "job";
/// A message sent within this time is looked at again, in case a node stopped between sending it and queueing its letters.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(24);

/// How often a job is begun before it is given up.
pub const TRIES: i64 = 8;
/// The wait before the second try; each later one is four times as long, up to [`LONGEST_WAIT`].
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(6);
/// How long a job may take; its lease outlasts it, so that nobody else begins it meanwhile.
const PATIENCE: Duration = Duration::from_secs(90);
const LEASE: SignedDuration = SignedDuration::from_secs(150);
/// How long it is remembered that a job was done.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 60);
/// How many jobs a node does at once: a slow receiver does not hold the others up.
const AT_ONCE: usize = 4;
const LOOK_EVERY: Duration = Duration::from_secs(2);
const TICK_EVERY: Duration = Duration::from_secs(60);

/// A node's background work.
#[derive(Clone)]
pub struct Work(Arc<Inner>);

struct Inner {
    service: Service,
    holder: String,
}

/// Work that runs.
pub struct Working {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Working {
    /// Begins nothing new and waits for what is under way.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

impl Work {
    /// The work of a node; see [`Service::posting`] for where it posts to.
    pub fn new(service: Service) -> Work {
        let holder = service.request_key();
        Work(Arc::new(Inner { service, holder }))
    }

    /// The service it works for.
    pub fn service(&self) -> &Service {
        &self.0.service
    }

    /// Works until it is stopped.
    pub fn start(self) -> Working {
        let (stop, stopped) = watch::channel(false);
        Working { stop, task: tokio::spawn(self.run(stopped)) }
    }

    async fn run(self, mut stopped: watch::Receiver<bool>) {
        let mut running = JoinSet::new();
        let mut minute = interval(TICK_EVERY);
        minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while !*stopped.borrow() {
            self.begin(&mut running).await;
            tokio::select! {
                _ = stopped.changed() => break,
                _ = minute.tick() => tell("what is due cannot be queued", self.tick().await),
                Some(_) = running.join_next(), if !running.is_empty() => {}
                () = sleep(LOOK_EVERY) => {}
            }
        }
        while running.join_next().await.is_some() {}
    }

    async fn begin(&self, running: &mut JoinSet<()>) {
        while running.len() < AT_ONCE {
            match self.claim().await {
                Ok(Some(job)) => {
                    let work = self.clone();
                    running.spawn(async move { tell("a job cannot be ended", work.done(job).await) });
                }
                Ok(None) => return,
                Err(error) => return tell("no job can be claimed", Err(error)),
            }
        }
    }

    /// Does every job that is due now, one after the other; how many there were. For tests and the command line.
    ///
    /// # Errors
    /// What the ledger refuses.
    pub async fn drain(&self) -> Result<usize> {
        let mut count = 0;
        while let Some(job) = self.claim().await? {
            self.done(job).await?;
            count += 1;
        }
        Ok(count)
    }

    async fn claim(&self) -> Result<Option<Job>> {
        let now = self.0.service.now();
        let lease = (now + LEASE).as_microsecond();
        Ok(self.0.service.ledger().claim_job(&self.0.holder, now.as_microsecond(), lease).await?)
    }

    /// Does a job and says so to the ledger.
    async fn done(&self, job: Job) -> Result<()> {
        let outcome = timeout(PATIENCE, self.perform(&job)).await;
        let outcome = outcome
            .unwrap_or_else(|_| Err(Undelivered::for_now(format!("not done within {} seconds", PATIENCE.as_secs()))));
        let ledger = self.0.service.ledger();
        match outcome {
            Ok(()) => ledger.finish_job(job.org, job.id, &self.0.holder).await?,
            Err(error) => {
                let again = (!error.lasting && job.attempts < TRIES).then(|| self.next_try(job.attempts));
                tracing::warn!(kind = job.kind, job = %job.id, attempts = job.attempts, %error, "a job failed");
                ledger.fail_job(job.org, job.id, &self.0.holder, &error.why, again).await?
            }
        };
        Ok(())
    }

    /// When a job is tried again after so many tries: spread by a quarter, so that what failed together does not return together.
    fn next_try(&self, attempts: i64) -> i64 {
        let [chance] = self.0.service.0.ids.random::<1>();
        (self.0.service.now() + wait(attempts, f64::from(chance) / 255.0)).as_microsecond()
    }

    async fn perform(&self, job: &Job) -> Result<(), Undelivered> {
        match job.kind.as_str() {
            MAIL => self.mail(&job.payload).await,
            LETTER | CALL => self.0.service.deliver(job.org, &job.payload).await,
            ISSUE => self.issue(job).await,
            CARRY => self.carry(job).await,
            TIDY => self.tidy(job.org).await.map_err(|e| Undelivered::for_now(e.to_string())),
            other => {
                Err(Undelivered::for_now(format!("this program does not know jobs of kind {other}; a newer one may")))
            }
        }
    }

    async fn mail(&self, payload: &[u8]) -> Result<(), Undelivered> {
        let letter: Letter = serde_json::from_slice(payload)
            .map_err(|e| Undelivered::for_good(format!("the letter does not read: {e}")))?;
        let none = || Undelivered::for_now("this node has no mail server: set SURETY_MAIL");
        self.0.service.post().mail.as_ref().ok_or_else(none)?.deliver(&letter).await
    }

    /// What a job about a channel names: its identity.
    fn channel(job: &Job) -> Result<RecordId, Undelivered> {
        let id = Uuid::from_slice(&job.payload).map_err(|_| Undelivered::for_good("the job does not read"))?;
        Ok(RecordId(id))
    }

    async fn issue(&self, job: &Job) -> Result<(), Undelivered> {
        let made = self.0.service.prepare_issue(&Viewer::system(job.org, None), Self::channel(job)?, VIA).await;
        made.map(drop).map_err(|e| Undelivered::for_now(e.to_string()))
    }

    async fn carry(&self, job: &Job) -> Result<(), Undelivered> {
        let since = self.0.service.now() - LOOK_BACK - LOOK_BACK;
        let made = self.0.service.carry_down(&Viewer::system(job.org, None), Self::channel(job)?, since).await;
        made.map(drop).map_err(|e| Undelivered::for_now(e.to_string()))
    }

    async fn tidy(&self, org: Uuid) -> Result<()> {
        let (ledger, now) = (self.0.service.ledger(), self.0.service.now());
        ledger.forget_expired(now.as_microsecond()).await?;
        ledger.forget_jobs(org, (now - KEPT).as_microsecond()).await?;
        Ok(())
    }

    /// Queues what is due in every organisation.
    ///
    /// # Errors
    /// What the ledger refuses.
    pub async fn tick(&self) -> Result<()> {
        let service = &self.0.service;
        for org in service.ledger().orgs().await? {
            let isms = service.isms(org.id, AsOf::Now).await?;
            let today = rules::today(&isms);
            service.queue_daily(org.id, TIDY, "", today, &[]).await?;
            for channel in isms.all::<Channel>().filter(|c| (*c as &dyn AnyRecord).is_open()) {
                let (id, name) = (channel.head.id.0, channel.head.id.0.to_string());
                // An issue tells of changes too: nobody hears of the same thing twice in a day.
                if message::due(&isms, channel).is_some_and(|due| due <= today) {
                    service.queue_daily(org.id, ISSUE, &name, today, id.as_bytes()).await?;
                } else if channel.body.level == Tier::Operational {
                    service.queue_daily(org.id, CARRY, &name, today, id.as_bytes()).await?;
                }
            }
            let recent = service.now() - LOOK_BACK;
            for message in isms.all::<Message>().filter(|m| m.body.sent.is_some_and(|at| at > recent)) {
                service.fan_out(org.id, message.head.id).await?;
            }
        }
        Ok(())
    }
}

impl Service {
    /// Queues a job that is due once a day; whoever queues it second changes nothing.
    ///
    /// # Errors
    /// What the ledger refuses.
    pub async fn queue_daily(&self, org: Uuid, kind: &str, what: &str, day: Date, payload: &[u8]) -> Result<bool> {
        let id = job_id(org, kind, &[what, &day.to_string()]);
        Ok(self.ledger().queue_job(org, id, kind, payload, self.now().as_microsecond()).await?)
    }

    /// Queues a letter; the same letter queued again is one.
    ///
    /// # Errors
    /// What the ledger refuses.
    pub async fn queue_letter(&self, org: Uuid, letter: &Letter) -> Result<bool> {
        let payload = serde_json::to_vec(letter).map_err(|e| crate::Error::Internal(e.to_string()))?;
        let id = job_id(org, MAIL, &[&letter.id.to_string()]);
        Ok(self.ledger().queue_job(org, id, MAIL, &payload, self.now().as_microsecond()).await?)
    }

    /// Tries a job again that was given up.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] where no such job was given up.
    pub async fn try_again(&self, org: Uuid, job: Uuid) -> Result<()> {
        match self.ledger().try_job_again(org, job, self.now().as_microsecond()).await? {
            true => Ok(()),
            false => Err(crate::Error::NotFound(format!("job {job} that was given up"))),
        }
    }
}

/// The identity of a job: a hash of the organisation, the kind and what it is about (a UUID of version 8).
pub fn job_id(org: Uuid, kind: &str, about: &[&str]) -> Uuid {
    let mut hash = Sha256::new_with_prefix(org.as_bytes());
    for part in std::iter::once(&kind).chain(about) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// How long to wait after so many tries; `chance` from 0 to 1.
fn wait(attempts: i64, chance: f64) -> SignedDuration {
    let factor = (2..=attempts.min(10)).fold(1, |factor, _| factor * 4);
    let plain = FIRST_WAIT.saturating_mul(factor).min(LONGEST_WAIT);
    let spread = plain.as_secs_f64() * (0.75 + chance / 2.0);
    SignedDuration::from_secs(spread.round() as i64)
}

fn tell(what: &str, outcome: Result<()>) {
    if let Err(error) = outcome {
        tracing::error!(%error, "{what}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_grows_and_ends_within_a_day() {
        let waits: Vec<i64> = (1..TRIES).map(|n| wait(n, 0.5).as_secs()).collect();
        assert_eq!(waits, [30, 120, 480, 1920, 7680, 21600, 21600]);
        assert_eq!((wait(1, 0.0).as_secs(), wait(1, 1.0).as_secs()), (23, 38));
        assert_eq!(wait(i64::MAX, 0.5), LONGEST_WAIT);
        assert!(waits.iter().sum::<i64>() < 24 * 3600);
    }

    #[test]
    fn a_job_is_named_by_what_it_is_about() {
        let org = Uuid::from_u128(1);
        assert_eq!(job_id(org, MAIL, &["a", "b"]), job_id(org, MAIL, &["a", "b"]));
        assert_ne!(job_id(org, MAIL, &["a", "b"]), job_id(org, MAIL, &["ab", ""]));
        assert_ne!(job_id(org, MAIL, &["a"]), job_id(Uuid::from_u128(2), MAIL, &["a"]));
        assert_eq!(job_id(org, MAIL, &["a"]).get_version_num(), 8);
    }
}
