//! Who needs to know what, at which level: channels and their issues, matters carried up, changes carried down, courses, and
//! whom to call.

pub mod carry;
pub mod channel;
pub mod contacts;
pub mod course;
pub mod feed;
pub mod message;
pub mod pdf;
pub mod post;
mod scribe;
pub mod templates;
#[cfg(test)]
mod tests;

pub use scribe::{Scribe, unlinked};

use super::insight::Insight;
use crate::{cx::Cx, fault::Result};
use isms::{
    communication::{Channel, Course, Message},
    operations::Incident,
    record::AnyRecord,
};
use maud::html;

/// What is shown above the fields of a record of this area.
pub async fn insight(cx: &Cx, record: &dyn AnyRecord) -> Result<Insight> {
    if let Some(channel) = record.typed::<Channel>() {
        return channel::insight(cx, channel).await;
    }
    if let Some(message) = record.typed::<Message>() {
        return message::insight(cx, message).await;
    }
    Ok(match record.typed::<Course>() {
        Some(course) => course::insight(cx, course),
        None => Insight::default(),
    })
}

/// What this area adds beside a record of any other.
pub async fn beside(cx: &Cx, record: &dyn AnyRecord, insight: &mut Insight) -> Result<()> {
    let carried = carry::offer(cx, record).await?;
    let texts = record.typed::<Incident>().and_then(|incident| templates::section(cx, incident));
    if carried.is_some() {
        let before = insight.beside.take();
        insight.beside =
            Some(html! { @if let Some(before) = before { (before) } @if let Some(carried) = carried { (carried) } });
    }
    if let Some(texts) = texts {
        let before = insight.main.take();
        insight.main = Some(html! { @if let Some(before) = before { (before) } (texts) });
    }
    Ok(())
}
