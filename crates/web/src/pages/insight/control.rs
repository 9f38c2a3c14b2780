//! What the analyses say about a control.

use super::Insight;
use crate::{cx::Cx, fault::Result};
use isms::{control::Control, record::Record};

/// What is shown above the fields.
pub async fn insight(_cx: &Cx, _record: &Record<Control>) -> Result<Insight> {
    Ok(Insight::default())
}
