//! The one way in: open, look at what came in between, seal, commit.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::db::{ROWS, Session, Value, places, values};
use crate::error::{Error, Result};
use crate::facts::FactBatch;
use crate::hash;
use crate::merkle::{self, Hash};
use crate::model::{ACT, Act, ActDraft, Batch, ChangeDraft, Head, SealedAnswer, SealedChange, StoredChange};
use crate::open::Ledger;
use crate::read;

/// An open write transaction of one organisation that holds the lock on its head: nobody else can append until it is
/// committed or dropped. Dropping it rolls everything back. Keep it short; nothing may leave the process inside.
pub struct Append {
    ledger: Ledger,
    session: Session,
    org: Uuid,
    head: Head,
    broken: bool,
    /// Files of batches: made durable together, before the acts that name them.
    pending: Vec<crate::files::Pending>,
}

impl Ledger {
    /// Begins to append to an organisation's chain; waits for its turn.
    ///
    /// # Errors
    /// [`Error::Missing`] if the organisation does not exist, [`Error::Locked`] after the busy timeout.
    pub async fn begin(&self, org: Uuid) -> Result<Append> {
        let mut session = self.write().await?;
        // An update that changes nothing locks the row on both engines and answers what `SELECT ... FOR UPDATE` would.
        let sql = "UPDATE head SET seq = seq WHERE org = $1 RETURNING seq, at, hash";
        let row = session.opt(sql, values![org]).await?;
        let row = row.ok_or_else(|| Error::Missing { what: format!("organisation {org}") })?;
        let head = Head { seq: row.get(0)?, at: row.get(1)?, hash: row.array(2)? };
        Ok(Append { ledger: self.clone(), session, org, head, broken: false, pending: Vec::new() })
    }
}

impl Append {
    /// The newest act, which stays the newest until this append seals one.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Changes sealed after `seq`, in order: what the caller has not seen yet.
    pub async fn changes_since(&mut self, seq: i64) -> Result<Vec<StoredChange>> {
        read::changes_between(&mut self.session, self.org, seq, i64::MAX).await
    }

    /// The act that already answered this request, if any.
    pub async fn act_by_request(&mut self, key: &str) -> Result<Option<Act>> {
        let sql = format!("SELECT {ACT} FROM act WHERE org = $1 AND request = $2");
        self.session.opt(sql, values![self.org, key]).await?.as_ref().map(Act::read).transpose()
    }

    /// Reserves `n` numbers of a key series and returns the first. A rolled back append gives them back.
    pub async fn next_keys(&mut self, prefix: &str, n: u32) -> Result<i64> {
        let sql = "INSERT INTO counter (org, prefix, last) VALUES ($1, $2, $3) \
                   ON CONFLICT (org, prefix) DO UPDATE SET last = counter.last + excluded.last RETURNING last";
        let last = self.session.int(sql, values![self.org, prefix, i64::from(n)]).await?;
        Ok(last - i64::from(n) + 1)
    }

    /// Keeps a file that the next act names: durable and known to the organisation when the append is committed, and not at
    /// all when it is dropped (its content may stay in the folder, unknown to any organisation). The same content twice is
    /// one file, and the first description of it stays.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the ledger was opened without a folder for files.
    pub async fn keep_file(&mut self, bytes: Vec<u8>, media: &str, origin: &str, at: i64) -> Result<Hash> {
        let (hash, size, pending) = self.ledger.folder()?.put_later(bytes).await?;
        self.pending.push(pending);
        self.room().await?;
        crate::files::insert(&mut self.session, self.org, &hash, size, media, origin, at).await?;
        Ok(hash)
    }

    /// Places files that wait when too many are open.
    async fn room(&mut self) -> Result<()> {
        if self.pending.len() < OPEN_FILES {
            return Ok(());
        }
        crate::files::finish_all(std::mem::take(&mut self.pending)).await
    }

    /// Seals an act with everything it brings. Several acts may be sealed before the commit.
    ///
    /// # Errors
    /// [`Error::Version`] when a change does not follow the newest version, [`Error::Taken`] when the request key was
    /// used, [`Error::Invalid`] for what cannot be kept. After an error, or when the returned future was dropped before its
    /// end, the append can only be dropped.
    pub async fn seal(
        &mut self,
        draft: ActDraft,
        changes: Vec<ChangeDraft>,
        batches: Vec<FactBatch>,
        answers: Vec<SealedAnswer>,
    ) -> Result<Act> {
        self.broken = true;
        check(&draft, &changes, &answers)?;
        self.check_versions(&changes).await?;
        let seq = self.head.seq + 1;
        let at = draft.at.max(self.head.at);
        let done = self.take_facts(seq, at, batches).await?;
        let changes: Vec<SealedChange> = (0..).zip(changes).map(|(index, change)| sealed(seq, index, change)).collect();
        let act = seal_act(self.org, self.head, draft, &changes, &done, &answers);
        write_act(&mut self.session, self.org, &act).await?;
        write_changes(&mut self.session, self.org, &changes).await?;
        self.write_facts(seq, &done).await?;
        write_answers(&mut self.session, self.org, seq, &answers).await?;
        self.head = Head { seq, at, hash: act.hash };
        write_head(&mut self.session, self.org, self.head).await?;
        self.broken = false;
        Ok(act)
    }

    /// Makes the sealed acts durable. Only after this may anybody be told.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a seal did not succeed: half an act is never kept.
    pub async fn commit(self) -> Result<()> {
        if self.broken {
            return Err(Error::Invalid("an act was not sealed to its end: begin again".into()));
        }
        crate::files::finish_all(self.pending).await?;
        self.session.commit().await
    }

    /// Every change must be the successor of what is stored; the head's lock keeps it so.
    async fn check_versions(&mut self, changes: &[ChangeDraft]) -> Result<()> {
        for chunk in changes.chunks(ROWS) {
            let ids: Vec<Uuid> = chunk.iter().map(|change| change.record).collect();
            let found = versions(&mut self.session, self.org, &ids).await?;
            for change in chunk {
                let found = found.get(&change.record).copied().unwrap_or(0);
                if change.version != found.saturating_add(1) {
                    return Err(Error::Version { record: change.record, found, given: change.version });
                }
            }
        }
        Ok(())
    }

    async fn take_facts(&mut self, seq: i64, at: i64, batches: Vec<FactBatch>) -> Result<Vec<crate::facts::Prepared>> {
        crate::facts::refuse_twice(&batches)?;
        let mut done = Vec::with_capacity(batches.len());
        for (index, batch) in (0..).zip(batches) {
            let (file, size, pending) = self.ledger.folder()?.put_later(batch.raw.clone()).await?;
            self.pending.push(pending);
            self.room().await?;
            crate::files::insert(&mut self.session, self.org, &file, size, "application/jsonl", "batch", at).await?;
            done.push(crate::facts::prepare(&mut self.session, self.org, seq, index, file, &batch).await?);
        }
        Ok(done)
    }

    async fn write_facts(&mut self, seq: i64, done: &[crate::facts::Prepared]) -> Result<()> {
        let batches: Vec<Batch> = done.iter().map(|done| done.batch.clone()).collect();
        write_batches(&mut self.session, self.org, seq, &batches).await?;
        for one in done {
            crate::facts::apply(&mut self.session, self.org, seq, one).await?;
        }
        Ok(())
    }
}

/// Files that may wait for their sync, each of them open.
const OPEN_FILES: usize = 200;

/// Largest body of a change or an answer: 16 MiB. Larger things are files.
pub const MAX_BODY: usize = 16 << 20;

fn check(draft: &ActDraft, changes: &[ChangeDraft], answers: &[SealedAnswer]) -> Result<()> {
    let words = [&draft.via, &draft.reason].into_iter().chain(&draft.request);
    let words = words.chain(changes.iter().flat_map(|change| [&change.kind, &change.compartment]));
    let words = words.chain(answers.iter().flat_map(|answer| [&answer.analysis, &answer.model]));
    if let Some(word) = words.into_iter().find(|word| word.contains('\0')) {
        return Err(Error::Invalid(format!("text must not contain the NUL character: {word:?}")));
    }
    if let Some(answer) = answers.iter().find(|answer| answer.body.len() > MAX_BODY) {
        return Err(Error::Invalid(format!("the sealed answer of {} is larger than 16 MiB", answer.analysis)));
    }
    let mut seen = HashSet::with_capacity(changes.len());
    for change in changes {
        if !seen.insert(change.record) {
            return Err(Error::Invalid(format!("record {} is changed twice in one act", change.record)));
        }
        if change.body.len() > MAX_BODY {
            return Err(Error::Invalid(format!("the body of record {} is larger than 16 MiB", change.record)));
        }
    }
    Ok(())
}

async fn versions(session: &mut Session, org: Uuid, records: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    let sql = format!("SELECT record, version FROM record WHERE org = $1 AND record IN ({})", places(2, records.len()));
    let values = std::iter::once(org.into()).chain(records.iter().map(|id| (*id).into())).collect();
    session.all(sql, values).await?.iter().map(|row| Ok((row.uuid(0)?, row.get(1)?))).collect()
}

fn sealed(seq: i64, index: i64, draft: ChangeDraft) -> SealedChange {
    let ChangeDraft { record, version, kind, compartment, schema, body, salt } = draft;
    SealedChange { index, salt, change: StoredChange { record, seq, version, kind, compartment, schema, body } }
}

fn root_of<T>(items: &[T], leaf: impl Fn(&T) -> Hash) -> Hash {
    merkle::root(&items.iter().map(leaf).collect::<Vec<_>>())
}

fn seal_act(
    org: Uuid,
    head: Head,
    draft: ActDraft,
    changes: &[SealedChange],
    batches: &[crate::facts::Prepared],
    answers: &[SealedAnswer],
) -> Act {
    let ActDraft { at, actor, via, reason, request, migrate } = draft;
    let mut act = Act {
        seq: head.seq + 1,
        at: at.max(head.at),
        actor,
        via,
        reason,
        request,
        migrate,
        changes: changes.len() as i64,
        changes_root: root_of(changes, hash::change),
        batches: batches.len() as i64,
        batches_root: root_of(batches, |done| hash::batch(&done.batch)),
        answers: answers.len() as i64,
        answers_root: root_of(answers, hash::answer),
        previous: head.hash,
        hash: hash::GENESIS,
    };
    act.hash = hash::act(org, &act);
    act
}

pub(crate) async fn write_act(session: &mut Session, org: Uuid, act: &Act) -> Result<()> {
    let sql = format!("INSERT INTO act (org, {ACT}) VALUES ({})", places(1, 16));
    let values = values![
        org,
        act.seq,
        act.at,
        act.actor,
        &act.via,
        &act.reason,
        act.request.clone(),
        act.migrate,
        act.changes,
        act.changes_root,
        act.batches,
        act.batches_root,
        act.answers,
        act.answers_root,
        act.previous,
        act.hash,
    ];
    session.run(sql, values).await?;
    Ok(())
}

pub(crate) async fn write_head(session: &mut Session, org: Uuid, head: Head) -> Result<()> {
    let sql = "UPDATE head SET seq = $2, at = $3, hash = $4 WHERE org = $1";
    session.run(sql, values![org, head.seq, head.at, head.hash]).await?;
    Ok(())
}

/// Inserts the changes and moves the newest-record projection on.
pub(crate) async fn write_changes(session: &mut Session, org: Uuid, changes: &[SealedChange]) -> Result<()> {
    let head = "INSERT INTO change (org, idx, salt, record, seq, version, kind, compartment, schema, body)";
    let row = |_, sealed: &SealedChange| [values![org, sealed.index, sealed.salt], columns(&sealed.change)].concat();
    session.insert(head, "", changes, row).await?;
    let head = "INSERT INTO record (org, record, seq, version, kind, compartment, schema, body)";
    let tail = " ON CONFLICT (org, record) DO UPDATE SET seq = excluded.seq, version = excluded.version, \
                kind = excluded.kind, compartment = excluded.compartment, schema = excluded.schema, \
                body = excluded.body";
    session.insert(head, tail, changes, |_, sealed| [values![org], columns(&sealed.change)].concat()).await
}

fn columns(change: &StoredChange) -> Vec<Value> {
    values![
        change.record,
        change.seq,
        change.version,
        &change.kind,
        &change.compartment,
        change.schema,
        change.body.as_slice()
    ]
}

pub(crate) async fn write_batches(session: &mut Session, org: Uuid, seq: i64, batches: &[Batch]) -> Result<()> {
    let head = "INSERT INTO batch (org, seq, idx, fact, source, mode, file, given, opened, closed, same)";
    let row = |_, b: &Batch| {
        values![org, seq, b.index, &b.fact, &b.source, &b.mode, b.file, b.given, b.opened, b.closed, b.same]
    };
    session.insert(head, "", batches, row).await
}

pub(crate) async fn write_answers(session: &mut Session, org: Uuid, seq: i64, answers: &[SealedAnswer]) -> Result<()> {
    let head = "INSERT INTO answer (org, seq, idx, record, analysis, model, input, body)";
    let row = |index: usize, a: &SealedAnswer| {
        values![org, seq, index as i64, a.record, &a.analysis, &a.model, a.input, a.body.as_slice()]
    };
    session.insert(head, "", answers, row).await
}
