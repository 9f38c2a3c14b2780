//! The only places where time and chance come in.

use jiff::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands where it is set, for tests and for playing the demonstration's past.
pub struct SetClock(AtomicI64);

impl SetClock {
    /// A clock that stands at a moment.
    pub fn at(moment: Timestamp) -> SetClock {
        SetClock(AtomicI64::new(moment.as_microsecond()))
    }

    /// Moves it.
    pub fn set(&self, moment: Timestamp) {
        self.0.store(moment.as_microsecond(), Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Where identifiers, salts and tokens come from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ids;

impl Ids {
    /// Random bytes from the operating system.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing secure can be done without it.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
        bytes
    }

    /// A new identifier, ordered by time.
    pub fn id(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.random()).into_uuid()
    }

    /// A secret to hand out once, and the hash that is kept of it.
    pub fn token(&self) -> (String, [u8; 32]) {
        let token = hex::encode(self.random::<32>());
        let kept = token_hash(&token);
        (token, kept)
    }
}

/// What is kept of a token.
pub fn token_hash(token: &str) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(token.as_bytes()).into()
}
