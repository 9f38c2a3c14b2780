//! What every request shares.

use isms::isms::Moment;
use jiff::Timestamp;
use service::Service;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;

/// How the faces are served.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether cookies are only sent over TLS: true behind a proxy that ends it, false on loopback.
    pub secure_cookies: bool,
}

/// The shared state.
#[derive(Clone)]
pub struct App {
    /// The one door to change, and the place to ask.
    pub service: Service,
    /// How the faces are served.
    pub options: Options,
    tries: Arc<Mutex<HashMap<String, (u32, i64)>>>,
    names: Arc<Mutex<HashMap<Uuid, (String, i64)>>>,
    sealed: Arc<Mutex<HashMap<Uuid, (i64, Timestamp)>>>,
}

impl App {
    /// The state of a new node.
    pub fn new(service: Service, options: Options) -> App {
        App { service, options, tries: Arc::default(), names: Arc::default(), sealed: Arc::default() }
    }

    /// Whether another sign-in may be tried for a login: five at once, then one a minute.
    pub fn may_try(&self, login: &str) -> bool {
        self.may(&login.to_lowercase(), 5, 60)
    }

    /// Whether something may be done once more under a name: `burst` times at once, then once in so many seconds. Names with
    /// a blank are no logins.
    pub fn may(&self, name: &str, burst: u32, seconds: i64) -> bool {
        let now = self.service.now().as_second();
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() > 10_000 {
            tries.retain(|_, (_, last)| now - *last < 3_600);
        }
        let (count, last) = tries.entry(name.to_owned()).or_insert((0, now));
        *count = count.saturating_sub(u32::try_from((now - *last) / seconds.max(1)).unwrap_or(u32::MAX));
        (*count, *last) = (count.saturating_add(1), now);
        *count <= burst
    }

    /// An organisation's name, looked up once a minute.
    pub async fn org_name(&self, org: Uuid) -> ledger::Result<String> {
        let now = self.service.now().as_second();
        let held = self.names.lock().unwrap_or_else(PoisonError::into_inner).get(&org).cloned();
        if let Some((name, _)) = held.filter(|(_, at)| (now - at).abs() < 60) {
            return Ok(name);
        }
        let orgs = self.service.ledger().orgs().await?;
        let name = orgs.into_iter().find(|o| o.id == org).map(|o| o.name).unwrap_or_default();
        self.names.lock().unwrap_or_else(PoisonError::into_inner).insert(org, (name.clone(), now));
        Ok(name)
    }

    /// When a moment's last act was recorded; that of the newest one asked about is remembered.
    pub async fn sealed_at(&self, org: Uuid, moment: Moment) -> ledger::Result<Timestamp> {
        let held = self.sealed.lock().unwrap_or_else(PoisonError::into_inner).get(&org).copied();
        if let Some((_, at)) = held.filter(|(seq, _)| *seq == moment.seq) {
            return Ok(at);
        }
        let act = self.service.ledger().act(org, moment.seq).await?;
        let at = act.map_or(moment.now, |a| service::stamp(a.at));
        self.sealed.lock().unwrap_or_else(PoisonError::into_inner).insert(org, (moment.seq, at));
        Ok(at)
    }

    /// A sign-in that worked clears its count.
    pub fn forget_tries(&self, login: &str) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(&login.to_lowercase());
    }
}
