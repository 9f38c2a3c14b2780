//! Restoring an archive: the whole of it, verified, or nothing.

use std::io::Read;

use uuid::Uuid;

use crate::append::{write_act, write_answers, write_batches, write_changes, write_head};
use crate::archive::line::{File, Header, Line};
use crate::archive::scan::{Item, Scan};
use crate::archive::{ArchiveError, ArchiveReport};
use crate::db::{Session, values};
use crate::error::Result;
use crate::facts;
use crate::files::Draft;
use crate::model::{Batch, OrgRow, SealedAnswer, SealedChange};
use crate::open::Ledger;
use crate::read;

/// Changes gathered before they are written: bounds memory, amortises statements.
const GATHER: usize = 500;

/// Brings an archive's organisation into a ledger that does not have it, in one transaction. Hashes come out the same
/// on either engine. Files that were already written when an archive is refused stay in the folder under their
/// address, unknown to any organisation.
///
/// # Errors
/// [`ArchiveError`] for what does not verify, [`crate::Error::Taken`] when organisation or slug exist.
pub async fn restore(ledger: &Ledger, input: impl Read + Send) -> Result<ArchiveReport> {
    let mut scan = Scan::new(input);
    let mut target = Target::new(ledger).await?;
    while let Some(item) = scan.next()? {
        refuse_unsound(&scan.checker.problems)?;
        target.take(item).await?;
    }
    refuse_unsound(&scan.checker.problems)?;
    target.finish(scan.checker.head()).await?;
    Ok(scan.report())
}

fn refuse_unsound(problems: &crate::verify::Problems) -> Result<()> {
    match problems.count {
        0 => Ok(()),
        _ => Err(ArchiveError::Unsound(problems.clone()).into()),
    }
}

struct Target<'l> {
    ledger: &'l Ledger,
    session: Session,
    org: Uuid,
    seq: i64,
    changes: Vec<SealedChange>,
    batches: Vec<Batch>,
    answers: Vec<SealedAnswer>,
    draft: Option<(File, Draft)>,
}

impl<'l> Target<'l> {
    async fn new(ledger: &'l Ledger) -> Result<Target<'l>> {
        let session = ledger.write().await?;
        let (changes, batches, answers) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Target { ledger, session, org: Uuid::nil(), seq: 0, changes, batches, answers, draft: None })
    }

    async fn take(&mut self, item: Item) -> Result<()> {
        let line = match item {
            Item::Part(bytes) => return self.draft.as_mut().map_or(Ok(()), |(_, draft)| draft.write(&bytes)),
            Item::Line(line) => *line,
        };
        self.keep_file().await?;
        match line {
            Line::Archive(header) => self.begin(header).await,
            Line::File(file) => {
                self.draft = Some((file, self.ledger.folder()?.draft()?));
                Ok(())
            }
            Line::Act(act) => {
                self.flush().await?;
                self.seq = act.seq;
                write_act(&mut self.session, self.org, &act).await
            }
            Line::Change(change) => {
                self.changes.push(change);
                if self.changes.len() == GATHER { self.flush_changes().await } else { Ok(()) }
            }
            Line::Batch(batch) => {
                self.batches.push(batch);
                Ok(())
            }
            Line::Answer(answer) => {
                self.answers.push(answer);
                Ok(())
            }
            Line::Checkpoint(c) => {
                self.flush().await?;
                let sql = "INSERT INTO checkpoint (org, seq, root, note, at) VALUES ($1, $2, $3, $4, $5)";
                self.session.run(sql, values![self.org, c.seq, c.root, &c.note, c.at]).await.map(drop)
            }
            Line::Counter(counter) => {
                let sql = "INSERT INTO counter (org, prefix, last) VALUES ($1, $2, $3)";
                self.session.run(sql, values![self.org, &counter.prefix, counter.last]).await.map(drop)
            }
            Line::Part(_) | Line::End(_) => Ok(()),
        }
    }

    async fn begin(&mut self, header: Header) -> Result<()> {
        let Header { org: id, slug, name, created, .. } = header;
        self.org = id;
        read::insert_org(&mut self.session, &OrgRow { id, slug, name, created }).await
    }

    /// The scan has compared hash and size by the time the next line arrives.
    async fn keep_file(&mut self) -> Result<()> {
        let Some((file, draft)) = self.draft.take() else { return Ok(()) };
        draft.finish(&self.ledger.folder()?.path(&file.hash))?;
        let sql = "INSERT INTO file (org, hash, size, media, origin, at, stamp) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let stamp = file.stamp.map(|stamp| stamp.0);
        let values = values![self.org, file.hash, file.size, &file.media, &file.origin, file.at, stamp];
        self.session.run(sql, values).await.map(drop)
    }

    async fn flush_changes(&mut self) -> Result<()> {
        write_changes(&mut self.session, self.org, &self.changes).await?;
        self.changes.clear();
        Ok(())
    }

    async fn flush(&mut self) -> Result<()> {
        self.flush_changes().await?;
        write_batches(&mut self.session, self.org, self.seq, &self.batches).await?;
        write_answers(&mut self.session, self.org, self.seq, &self.answers).await?;
        self.batches.clear();
        self.answers.clear();
        Ok(())
    }

    async fn finish(mut self, head: crate::model::Head) -> Result<()> {
        self.flush().await?;
        write_head(&mut self.session, self.org, head).await?;
        if let Some(folder) = &self.ledger.inner.folder {
            let problems = facts::rebuild(&mut self.session, folder, self.org).await?;
            refuse_unsound(&problems)?;
        }
        self.session.commit().await
    }
}
