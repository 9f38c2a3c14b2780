//! Policies and guidelines as people write and read them: whole documents as text, their editions, and what stands guard when they are
//! approved and excepted.

pub mod document;
mod guards;
#[cfg(test)]
mod tests;

pub(crate) use guards::{is_guarded, names};

use crate::{AsOf, Result, Service, Viewer};
use document::{Form, text};
use isms::{
    analysis::reading::{self, Issued},
    coming,
    isms::Isms,
    policy::Guideline,
    record::AnyRecord,
    rules,
    values::RecordId,
};
use jiff::Timestamp;
use ledger::Act;
use std::sync::Arc;

/// An edition of a record: what was in force from a moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionAt {
    /// 1 for the first.
    pub number: u32,
    /// Since when.
    pub since: Timestamp,
    /// The act that put it in force.
    pub seq: i64,
    /// Who did, where the act names someone.
    pub by: Option<RecordId>,
    /// Why, in their words.
    pub reason: String,
    /// When it was published; before it came into force, where it was published for a later day.
    pub published: Timestamp,
}

type Stood = (Act, Arc<dyn AnyRecord>);

impl Service {
    /// Every form of a record with its act, and after what was published for a later day the form that this day gave it, unless an act
    /// came first.
    async fn stood(&self, isms: &Isms, org: uuid::Uuid, record: RecordId) -> Result<Vec<Stood>> {
        let (mut out, mut forms) = (Vec::new(), self.history(org, record).await?.into_iter().peekable());
        while let Some((act, form)) = forms.next() {
            let until = forms.peek().map_or(isms.moment.now, |(next, _)| crate::stamp(next.at));
            let begun = coming::day(form.as_ref()).is_some_and(|day| rules::start_of(isms, day) <= until);
            let ripe = coming::ripe(isms, form.as_ref()).filter(|_| begun);
            out.push((act.clone(), form));
            out.extend(ripe.map(|ripe| (act, ripe)));
        }
        Ok(out)
    }

    /// The editions of a record, the oldest first.
    ///
    /// # Errors
    /// As [`Service::history`].
    pub async fn editions(&self, viewer: &Viewer, record: RecordId) -> Result<Vec<EditionAt>> {
        let mut out: Vec<EditionAt> = Vec::new();
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        for (act, form) in self.stood(&isms, viewer.org, record).await? {
            let Some(edition) = form.in_force() else { continue };
            if out.last().is_none_or(|last| last.number < edition.number) {
                out.push(EditionAt {
                    number: edition.number,
                    since: edition.since,
                    seq: act.seq,
                    by: act.actor.map(RecordId),
                    reason: act.reason,
                    published: edition.published,
                });
            }
        }
        Ok(out)
    }

    /// The text of an edition; none where the viewer may not see it.
    ///
    /// # Errors
    /// As [`Service::view`].
    pub async fn text_of(&self, viewer: &Viewer, record: RecordId, edition: &EditionAt) -> Result<Option<String>> {
        let later = edition.since > edition.published;
        let at = if later { AsOf::Time(edition.since) } else { AsOf::Seq(edition.seq) };
        Ok(text(&self.view(viewer, at).await?, record, Form::InForce))
    }

    /// The text of a document's draft as it was at a moment.
    ///
    /// # Errors
    /// As [`Service::view`].
    pub async fn draft_at(&self, viewer: &Viewer, record: RecordId, at: Timestamp) -> Result<Option<String>> {
        let view = self.view(viewer, AsOf::Time(at)).await?;
        Ok(text(&view, record, Form::Plain))
    }

    /// What the editions of a document ask of a reader. Of a guideline whose own words stay the same, an edition asks for a minute.
    ///
    /// # Errors
    /// As [`Service::history`].
    pub async fn issued(&self, isms: &Isms, viewer: &Viewer, record: &dyn AnyRecord) -> Result<Vec<Issued>> {
        let whole = reading::minutes_in(isms, record).value;
        let mut out: Vec<Issued> = Vec::new();
        let mut last = serde_json::Value::Null;
        for (_, form) in self.stood(isms, viewer.org, record.head().id).await? {
            let Some(edition) = form.in_force().filter(|e| out.last().is_none_or(|l| l.number < e.number)) else {
                continue;
            };
            let text = form.in_force_json().unwrap_or_default();
            let change = reading::minutes_of_texts(&last, &text).min(whole);
            out.push(Issued { number: edition.number, since: edition.since, whole, change });
            last = text;
        }
        Ok(out)
    }

    /// Who wrote what is not in force yet of a record, and of the requirements of a guideline: the people whose acts changed its words
    /// since the edition in force.
    ///
    /// # Errors
    /// As [`Service::history`].
    pub async fn authors(&self, isms: &Isms, org: uuid::Uuid, record: &dyn AnyRecord) -> Result<Vec<RecordId>> {
        let mut about = vec![record.head().id];
        if record.typed::<Guideline>().is_some() {
            about.extend(isms::analysis::impact::drafts_of(isms, record.head().id));
        }
        let mut authors = Vec::new();
        for id in about {
            for author in self.authors_of(isms, org, id).await? {
                if !authors.contains(&author) {
                    authors.push(author);
                }
            }
        }
        Ok(authors)
    }

    async fn authors_of(&self, isms: &Isms, org: uuid::Uuid, record: RecordId) -> Result<Vec<RecordId>> {
        let (mut authors, mut words, mut edition) = (Vec::new(), None, 0);
        for (act, form) in self.stood(isms, org, record).await? {
            let mut body = form.body_json();
            // Whoever publishes names the day; that is no writing.
            body.as_object_mut().and_then(|members| members.remove(coming::FIELD));
            let now = Some((form.head().title.clone(), body));
            if now != words {
                authors.extend(act.actor.map(RecordId));
                words = now;
            }
            let number = form.in_force().map_or(0, |e| e.number);
            if number > edition {
                (authors, edition) = (Vec::new(), number);
            }
        }
        authors.dedup();
        Ok(authors)
    }
}
