//! Governance at work: agendas that write themselves, meetings on one screen, disclosures asked for and challenged, renewals.

pub mod agenda;
pub mod disclose;
pub mod live;
pub mod outcome;
pub mod renew;
pub mod say;
#[cfg(test)]
mod tests;

use super::record_of;
use crate::{
    cx::Cx,
    fault::{Fault, Result},
};
use isms::{
    analysis::agenda::{self as due, Due},
    governance::{Body, Meeting, meeting::MeetingForm},
    kind::Kind,
    record::Record,
    values::RecordId,
};
use jiff::civil::Date;

/// The record of a path as its kind's struct.
fn typed<T: Kind + Clone>(cx: &Cx, plural: &str, key: &str) -> Result<Record<T>> {
    let record = record_of(cx, plural, key)?;
    record.typed::<T>().cloned().ok_or_else(|| Fault::missing(key))
}

/// Only the present is changed.
fn present(cx: &Cx) -> Result<()> {
    if cx.is_past() { Err(Fault::denied(cx.w.t("gov-past"))) } else { Ok(()) }
}

/// What is due for a body on a day, as far as the visitor may see what it is about.
pub async fn due_for(cx: &Cx, body: &Record<Body>, form: MeetingForm, on: Date) -> Result<Vec<Due>> {
    let isms = cx.view.for_the_organisation();
    let numbers = cx.app.service.numbers(isms).await?;
    let mut found = due::agenda(isms, &numbers, body, form, on);
    let seen = |id: &RecordId| cx.view.get(*id).is_some();
    found.retain(|d| d.about.first().is_none_or(seen) || d.input.is_some());
    found.iter_mut().for_each(|d| d.about.retain(seen));
    Ok(found)
}

/// The day a meeting takes place, where the organisation is.
pub fn day_of(cx: &Cx, meeting: &Meeting) -> Date {
    meeting.begins.map_or_else(|| cx.today(), |t| t.to_zoned(cx.tz.clone()).date())
}

/// The body of a meeting, if it may be seen.
pub fn body_of<'a>(cx: &'a Cx, meeting: &Meeting) -> Option<&'a Record<Body>> {
    cx.view.get(meeting.body?.id())?.typed::<Body>()
}
