//! Repeating a transaction that lost against another one.

use std::time::Duration;

use crate::error::Result;

/// Runs `work` until it succeeds, fails for a reason that repeating does not mend, or was tried `attempts` times.
/// Waits 5 ms, 10 ms, 20 ms ... with jitter between tries. `work` must be a whole, idempotent transaction.
///
/// # Errors
/// The last error of `work`.
pub async fn retry<T, F, W>(attempts: u32, mut work: F) -> Result<T>
where
    F: FnMut() -> W + Send,
    W: Future<Output = Result<T>> + Send,
{
    let mut attempt = 1;
    loop {
        match work().await {
            Err(error) if error.is_transient() && attempt < attempts => {
                tracing::debug!(%error, attempt, "repeating a transaction");
                tokio::time::sleep(pause(attempt)).await;
                attempt += 1;
            }
            outcome => return outcome,
        }
    }
}

/// Between half and the whole of the doubling pause, at most a second.
fn pause(attempt: u32) -> Duration {
    let mut random = [0; 1];
    let jitter = getrandom::fill(&mut random).map_or(0, |()| u64::from(random[0]));
    let whole = 5_000u64.saturating_mul(1 << attempt.min(10)).min(1_000_000);
    Duration::from_micros(whole / 2 + whole / 2 * jitter / 255)
}
