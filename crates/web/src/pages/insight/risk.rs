//! What the analyses say about a risk.

use super::Insight;
use crate::{cx::Cx, fault::Result};
use isms::{record::Record, risk::Risk};

/// What is shown above the fields.
pub async fn insight(_cx: &Cx, _record: &Record<Risk>) -> Result<Insight> {
    Ok(Insight::default())
}
