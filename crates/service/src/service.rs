//! What a running node has: the ledger, the values it holds, the clock, and who listens.

use crate::{
    AsOf, Clock, Error, Ids, Result, Viewer,
    clock::SystemClock,
    held::{Held, read},
};
use isms::{
    isms::{Isms, Moment},
    memo::Memo,
    record::AnyRecord,
    values::RecordId,
    view::View,
};
use jiff::Timestamp;
use ledger::{Act, Ledger, OrgRow};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;

/// Told to everyone who listens, after an act was sealed.
#[derive(Clone, Debug)]
pub struct Told {
    /// The organisation.
    pub org: Uuid,
    /// The act.
    pub seq: i64,
    /// The records it touched.
    pub touched: Arc<Vec<RecordId>>,
}

/// The one door to change, and the place to ask.
#[derive(Clone)]
pub struct Service(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub ledger: Ledger,
    pub clock: Arc<dyn Clock>,
    pub ids: Ids,
    pub memo: Memo,
    pub answers: crate::analysis::Answers,
    pub held: Mutex<HashMap<Uuid, Arc<Held>>>,
    pub loading: tokio::sync::Mutex<()>,
    pub told: tokio::sync::broadcast::Sender<Told>,
    pub post: std::sync::OnceLock<(crate::post::Post, Arc<dyn crate::post::Scribe>)>,
}

impl Service {
    /// A service over an open ledger, with the machine's clock.
    pub fn new(ledger: Ledger) -> Service {
        Service::with_clock(ledger, Arc::new(SystemClock))
    }

    /// A service with a clock of its own.
    pub fn with_clock(ledger: Ledger, clock: Arc<dyn Clock>) -> Service {
        let (told, _) = tokio::sync::broadcast::channel(256);
        Service(Arc::new(Inner {
            ledger,
            clock,
            ids: Ids,
            memo: Memo::new(256),
            answers: crate::analysis::Answers::new(),
            held: Mutex::default(),
            loading: tokio::sync::Mutex::default(),
            told,
            post: std::sync::OnceLock::new(),
        }))
    }

    /// The ledger beneath.
    pub fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// A key under which a form may be sent again without doing anything twice.
    pub fn request_key(&self) -> String {
        hex::encode(self.0.ids.random::<16>())
    }

    /// Costly answers that are remembered.
    pub fn memo(&self) -> &Memo {
        &self.0.memo
    }

    /// Hears of every act from now on.
    pub fn listen(&self) -> tokio::sync::broadcast::Receiver<Told> {
        self.0.told.subscribe()
    }

    /// Founds an organisation.
    pub async fn found(&self, slug: &str, name: &str) -> Result<Uuid> {
        let (id, created) = (self.0.ids.id(self.now()), self.now().as_microsecond());
        self.0.ledger.create_org(&OrgRow { id, slug: slug.into(), name: name.into(), created }).await?;
        Ok(id)
    }

    /// The organisation of a slug; the only one there is, where no slug is given.
    pub async fn org(&self, slug: Option<&str>) -> Result<OrgRow> {
        let mut orgs = self.0.ledger.orgs().await?;
        match slug {
            Some(slug) => {
                orgs.into_iter().find(|o| o.slug == slug).ok_or_else(|| Error::NotFound(format!("organisation {slug}")))
            }
            None if orgs.len() == 1 => Ok(orgs.remove(0)),
            None if orgs.is_empty() => {
                Err(Error::NotFound("organisation in this database yet; begin with surety demo or surety init".into()))
            }
            None => {
                let slugs: Vec<String> = orgs.into_iter().map(|o| o.slug).collect();
                Err(Error::Denied(format!(
                    "the database holds several organisations; name one with --org: {}",
                    slugs.join(", ")
                )))
            }
        }
    }

    /// What is held of an organisation, loaded when it is first asked for.
    pub(crate) async fn held(&self, org: Uuid) -> Result<Arc<Held>> {
        let find = || self.0.held.lock().unwrap_or_else(PoisonError::into_inner).get(&org).cloned();
        if let Some(held) = find() {
            return Ok(held);
        }
        let _loading = self.0.loading.lock().await;
        if let Some(held) = find() {
            return Ok(held);
        }
        let held = Arc::new(Held::load(&self.0.ledger, org, self.now()).await?);
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner).insert(org, held.clone());
        Ok(held)
    }

    /// An organisation's value at a moment, unfiltered: for the service and the command line of whoever holds the database.
    pub async fn isms(&self, org: Uuid, as_of: AsOf) -> Result<Arc<Isms>> {
        let held = self.held(org).await?;
        let current = held.caught_up(&self.0.ledger, self.now()).await?;
        match as_of {
            AsOf::Now => Ok(current),
            AsOf::Seq(seq) => {
                let act = self.0.ledger.act(org, seq).await?.ok_or_else(|| Error::NotFound(format!("act {seq}")))?;
                held.as_of(&self.0.ledger, seq, stamp(act.at)).await
            }
            AsOf::Time(time) => {
                let seq = self.0.ledger.seq_at(org, time.as_microsecond()).await?;
                match seq >= current.moment.seq {
                    // Since the last act a day may have come on which something came into force.
                    true if time < current.moment.now && !current.agrees_at(time) => {
                        Ok(Arc::new(Isms::clone(&current).at(Moment { seq: current.moment.seq, now: time })))
                    }
                    true => Ok(current),
                    false => held.as_of(&self.0.ledger, seq, time).await,
                }
            }
        }
    }

    /// An organisation's value as a viewer may see it.
    pub async fn view(&self, viewer: &Viewer, as_of: AsOf) -> Result<View> {
        let isms = self.isms(viewer.org, as_of).await?;
        Ok(View::new(isms.clone(), viewer.sight(&isms)))
    }

    /// The newest acts before a sequence number, newest first.
    pub async fn acts(&self, org: Uuid, before: Option<i64>, limit: i64) -> Result<Vec<Act>> {
        Ok(self.0.ledger.acts(org, before, limit).await?)
    }

    /// One act.
    pub async fn act(&self, org: Uuid, seq: i64) -> Result<Act> {
        self.0.ledger.act(org, seq).await?.ok_or_else(|| Error::NotFound(format!("act {seq}")))
    }

    /// Every version of a record with its act, oldest first.
    pub async fn history(&self, org: Uuid, record: RecordId) -> Result<Vec<(Act, Arc<dyn AnyRecord>)>> {
        let mut out = Vec::new();
        for change in self.0.ledger.history(org, record.0).await? {
            out.push((self.act(org, change.seq).await?, read(&change)?));
        }
        Ok(out)
    }

    /// The records that an act touched, as they stood after it and before it.
    #[allow(clippy::type_complexity, reason = "a pair of forms says it best")]
    pub async fn touched_by(
        &self,
        org: Uuid,
        seq: i64,
    ) -> Result<Vec<(Option<Arc<dyn AnyRecord>>, Arc<dyn AnyRecord>)>> {
        let before: HashMap<Uuid, _> = self.0.ledger.rewind(org, seq, seq - 1).await?.into_iter().collect();
        let mut out = Vec::new();
        for change in self.0.ledger.changes_of(org, seq).await? {
            let earlier = before.get(&change.record).and_then(|b| b.as_ref()).map(read).transpose()?;
            out.push((earlier, read(&change)?));
        }
        Ok(out)
    }
}

/// A stored time.
pub fn stamp(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}
