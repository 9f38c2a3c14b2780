//! Playing a history that is given as a whole: every act is prepared, checked and sealed like any other, at its own time, but all
//! are committed together. So playing two years costs one sync to disk, and a demonstration is there whole or not at all.

use crate::{
    Error, Request, Result, Service, Viewer,
    demo::Pictures,
    heard,
    perform::draft,
    prepare::prepare,
    signals::{self, Known},
};
use isms::{
    head::Key,
    isms::{Isms, Moment},
};
use jiff::Timestamp;
use ledger::{Act, Append};
use uuid::Uuid;

/// A history being played into an organisation that has none yet.
pub(crate) struct Replay {
    service: Service,
    append: Append,
    /// The value after the last act.
    pub isms: Isms,
    known: Known,
    pictures: Pictures,
}

impl Replay {
    /// Takes the lock of an organisation without acts.
    pub async fn begin(service: &Service, org: Uuid, pictures: Pictures) -> Result<Replay> {
        let append = service.ledger().begin(org).await?;
        if append.head().seq > 0 {
            return Err(Error::Denied("a history can only be played into an organisation that has none yet".into()));
        }
        let isms = Isms::empty(org, Moment { seq: 0, now: service.now() });
        Ok(Replay { service: service.clone(), append, isms, known: Known::default(), pictures })
    }

    /// Leaves numbers up to these to the story, which names them itself.
    pub async fn keep_free(&mut self, keys: &[Key]) -> Result<()> {
        for key in keys {
            self.append.next_keys(key.kind.prefix, key.number).await?;
        }
        Ok(())
    }

    /// Seals one act at its time; none where nothing changes.
    pub async fn act(&mut self, viewer: &Viewer, request: &Request, at: Timestamp) -> Result<Option<Act>> {
        let now = self.isms.clone().at(Moment { seq: self.isms.moment.seq, now: at });
        let seen = self.pictures.of(&now, request);
        let request = &Request { commands: request.commands.iter().cloned().chain(seen).collect(), ..request.clone() };
        let proposal = prepare(&self.isms, viewer, request, at, self.service.0.ids)?;
        if proposal.is_empty() {
            return Ok(None);
        }
        let proposal = self.service.number(&mut self.append, proposal).await?;
        let drafts = self.service.drafts(&proposal.changes);
        let touched = proposal.touched();
        let after = proposal.after.at(Moment { seq: self.append.head().seq + 1, now: at });
        let (known, mut batches) = signals::after(&self.known, &self.isms, &after, &touched, after.moment.seq)?;
        batches.extend(heard::batches(&proposal.facts)?);
        let act = self.append.seal(draft(viewer, request, at), drafts, batches, Vec::new()).await?;
        (self.isms, self.known) = (after.at(Moment { seq: act.seq, now: at }), known);
        Ok(Some(act))
    }

    /// Makes all of it durable, and says which pictures were used and which were missing.
    pub async fn finish(self) -> Result<Pictures> {
        self.append.commit().await?;
        Ok(self.pictures)
    }
}
