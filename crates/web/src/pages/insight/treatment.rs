//! What the analyses say about a treatment.

use super::Insight;
use crate::{cx::Cx, fault::Result};
use isms::{record::Record, risk::Treatment};

/// What is shown above the fields.
pub async fn insight(_cx: &Cx, _record: &Record<Treatment>) -> Result<Insight> {
    Ok(Insight::default())
}
