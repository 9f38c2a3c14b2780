//! What the analyses say about a objective.

use super::Insight;
use crate::{cx::Cx, fault::Result};
use isms::{context::Objective, record::Record};

/// What is shown above the fields.
pub async fn insight(_cx: &Cx, _record: &Record<Objective>) -> Result<Insight> {
    Ok(Insight::default())
}
