//! The write: prepare against the value, lock the head, take in what came between, check again, seal, commit, move on, tell.

use crate::{
    Error, Request, Result, Service, Viewer, heard,
    held::{self, Held},
    policy,
    prepare::{Proposal, prepare},
    service::Told,
    signals,
};
use isms::{field::Choice, isms::Moment, record::AnyRecord, values::RecordId};
use jiff::Timestamp;
use ledger::{Act, ActDraft, Append, ChangeDraft};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError},
};

/// What came of a request.
#[derive(Clone, Debug, Default)]
pub struct Receipt {
    /// The act; none where nothing changed.
    pub act: Option<Act>,
    /// The records it touched.
    pub touched: Vec<Touched>,
    /// Whether the same request had been carried out before.
    pub repeated: bool,
}

/// A record that an act touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Its identity.
    pub id: RecordId,
    /// Its key.
    pub key: String,
    /// Its version now.
    pub version: i64,
    /// Whether it is new.
    pub created: bool,
}

impl Service {
    /// Carries out a request as one act, or nothing of it.
    pub async fn perform(&self, viewer: &Viewer, request: Request) -> Result<Receipt> {
        if let Some(key) = &request.request
            && let Some(act) = self.0.ledger.act_by_request(viewer.org, key).await?
        {
            return self.repeated(viewer, act).await;
        }
        let held = self.held(viewer.org).await?;
        let current = held.caught_up(&self.0.ledger, self.now()).await?;
        self.guarded(viewer, &current, &request).await?;
        let request = self.with_picture(viewer, &current, request).await;
        let first = self.prepare(&held, viewer, &request)?;
        if first.is_empty() {
            return Ok(Receipt::default());
        }
        let _moving = held.moving.lock().await;
        let (mut proposal, mut guarded, mut tries) = (Some(first), current.moment.seq, 0);
        loop {
            tries += 1;
            match self.attempt(&held, viewer, &request, proposal.take(), guarded).await {
                // Somebody was quicker: what the guards saw is past, so they look again before anything is written.
                Ok(None) => {
                    let current = held.current();
                    self.guarded(viewer, &current, &request).await?;
                    guarded = current.moment.seq;
                }
                Ok(Some(receipt)) => return Ok(receipt),
                Err(Error::Ledger(e)) if e.is_transient() && tries < 5 => {
                    tokio::time::sleep(std::time::Duration::from_millis(10 << tries)).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// What a request would change, without doing it: for plans and what-ifs.
    pub async fn propose(&self, viewer: &Viewer, request: &Request) -> Result<Proposal> {
        let held = self.held(viewer.org).await?;
        held.caught_up(&self.0.ledger, self.now()).await?;
        self.prepare(&held, viewer, request)
    }

    fn prepare(&self, held: &Held, viewer: &Viewer, request: &Request) -> Result<Proposal> {
        prepare(&held.current(), viewer, request, self.now(), self.0.ids)
    }

    /// Writes a request; nothing, and `None`, where it stands under guards and the value has moved since they looked at it.
    pub(crate) async fn attempt(
        &self,
        held: &Held,
        viewer: &Viewer,
        request: &Request,
        proposal: Option<Proposal>,
        guarded: i64,
    ) -> Result<Option<Receipt>> {
        let mut append = self.0.ledger.begin(viewer.org).await?;
        if let Some(key) = &request.request
            && let Some(act) = append.act_by_request(key).await?
        {
            drop(append);
            return self.repeated(viewer, act).await.map(Some);
        }
        let current = held.current();
        if append.head().seq > current.moment.seq {
            let between = append.changes_since(current.moment.seq).await?;
            let facts = heard::between(&self.0.ledger, viewer.org, current.moment.seq, append.head().seq).await?;
            held.advance(Arc::new(held::after(&current, &between, &facts, append.head().seq, self.now())?));
        }
        if held.current().moment.seq != guarded && policy::is_guarded(viewer, request) {
            return Ok(None);
        }
        let proposal = match proposal {
            Some(p) if p.base == held.current().moment.seq => p,
            _ => self.prepare(held, viewer, request)?,
        };
        let proposal = self.number(&mut append, proposal).await?;
        let touched = proposal.touched();
        let was = held.current();
        let known = signals::of(&held.signals.lock().unwrap_or_else(PoisonError::into_inner).clone(), &was);
        let (known, mut batches) = signals::after(&known, &was, &proposal.after, &touched, append.head().seq + 1)?;
        batches.extend(heard::batches(&proposal.facts)?);
        for file in &request.files {
            append.keep_file(file.bytes.clone(), &file.media, file.origin, self.now().as_microsecond()).await?;
        }
        let act = append
            .seal(draft(viewer, request, self.now()), self.drafts(&proposal.changes), batches, Vec::new())
            .await?;
        append.commit().await?;
        *held.signals.lock().unwrap_or_else(PoisonError::into_inner) = known;
        Ok(Some(self.applied(held, viewer, proposal, act)))
    }

    /// Gives new records their keys from the counters, and keeps the counters ahead of keys that were asked for.
    pub(crate) async fn number(&self, append: &mut Append, mut proposal: Proposal) -> Result<Proposal> {
        let before: Vec<_> = proposal.changes.iter().filter(|r| r.head().version == 1).cloned().collect();
        let mut renamed = Vec::new();
        for kind in isms::KINDS {
            let new: Vec<_> = before.iter().filter(|r| r.kind() == *kind).collect();
            let asked =
                new.iter().filter(|r| !proposal.unnumbered.contains(&r.head().id)).map(|r| r.head().number).max();
            if let Some(highest) = asked {
                let first = append.next_keys(kind.prefix, 1).await?;
                let short = i64::from(highest) - first;
                if short > 0 {
                    append.next_keys(kind.prefix, u32::try_from(short).unwrap_or(u32::MAX)).await?;
                }
            }
            let open: Vec<_> = new.into_iter().filter(|r| proposal.unnumbered.contains(&r.head().id)).collect();
            if open.is_empty() {
                continue;
            }
            let mut next = append.next_keys(kind.prefix, open.len() as u32).await?;
            for record in open {
                let number = u32::try_from(next).map_err(|_| Error::fault("", "no keys are left for this kind"))?;
                next += 1;
                if record.head().number != number {
                    let mut head = record.head().clone();
                    head.number = number;
                    renamed.push(record.with_head(head));
                }
            }
        }
        if renamed.is_empty() {
            return Ok(proposal);
        }
        let by_id: HashMap<RecordId, &Arc<dyn AnyRecord>> = renamed.iter().map(|r| (r.head().id, r)).collect();
        for place in &mut proposal.changes {
            if let Some(record) = by_id.get(&place.head().id) {
                *place = Arc::clone(record);
            }
        }
        proposal.after.renumber(&renamed);
        Ok(proposal)
    }

    pub(crate) fn drafts(&self, changes: &[Arc<dyn AnyRecord>]) -> Vec<ChangeDraft> {
        let draft = |r: &Arc<dyn AnyRecord>| ChangeDraft {
            record: r.head().id.0,
            version: r.head().version,
            kind: r.kind().name.into(),
            compartment: r.head().compartment.word().into(),
            schema: r.kind().schema,
            body: r.encode(),
            salt: self.0.ids.random(),
        };
        changes.iter().map(draft).collect()
    }

    fn applied(&self, held: &Held, viewer: &Viewer, proposal: Proposal, act: Act) -> Receipt {
        let reached = proposal.touched();
        let after = proposal.after.at(Moment { seq: act.seq, now: self.now() });
        held.advance(Arc::new(after));
        let touched: Vec<Touched> = proposal.changes.iter().map(|r| touched(r.as_ref())).collect();
        let ids = Arc::new(reached);
        let _ = self.0.told.send(Told { org: viewer.org, seq: act.seq, touched: ids });
        tracing::info!(org = %viewer.org, act = act.seq, changes = touched.len(), via = %act.via, "sealed");
        Receipt { act: Some(act), touched, repeated: false }
    }

    async fn repeated(&self, viewer: &Viewer, act: Act) -> Result<Receipt> {
        let changes = self.0.ledger.changes_of(viewer.org, act.seq).await?;
        let touched = changes.iter().map(|c| held::read(c).map(|r| touched(r.as_ref()))).collect::<Result<_>>()?;
        Ok(Receipt { act: Some(act), touched, repeated: true })
    }
}

fn touched(record: &dyn AnyRecord) -> Touched {
    let head = record.head();
    Touched { id: head.id, key: record.key().to_string(), version: head.version, created: head.version == 1 }
}

pub(crate) fn draft(viewer: &Viewer, request: &Request, at: Timestamp) -> ActDraft {
    ActDraft {
        at: at.as_microsecond(),
        actor: viewer.person.map(|p| p.0).or(viewer.account),
        via: request.via.into(),
        reason: request.reason.clone(),
        request: request.request.clone(),
        migrate: request.migrate,
    }
}
