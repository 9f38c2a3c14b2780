//! What every request shares.

use service::Service;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

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
}

impl App {
    /// The state of a new node.
    pub fn new(service: Service, options: Options) -> App {
        App { service, options, tries: Arc::default() }
    }

    /// Whether another sign-in may be tried for a login: five at once, then one a minute.
    pub fn may_try(&self, login: &str) -> bool {
        let now = self.service.now().as_second();
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() > 10_000 {
            tries.retain(|_, (_, last)| now - *last < 3_600);
        }
        let (count, last) = tries.entry(login.to_lowercase()).or_insert((0, now));
        *count = count.saturating_sub(u32::try_from((now - *last) / 60).unwrap_or(u32::MAX));
        (*count, *last) = (*count + 1, now);
        *count <= 5
    }

    /// A sign-in that worked clears its count.
    pub fn forget_tries(&self, login: &str) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(&login.to_lowercase());
    }
}
