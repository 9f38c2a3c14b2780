//! Writing an archive from one consistent snapshot, with flat memory.

use std::io::{Read, Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::archive::ArchiveError;
use crate::archive::line::{Counter, End, File, Header, Line, PART, Stamp, VERSION};
use crate::db::{Session, values};
use crate::error::{Error, Result};
use crate::files::{self, FileRow};
use crate::merkle::{self, Tree};
use crate::model::{Act, Batch, Head, SealedAnswer, SealedChange};
use crate::open::Ledger;
use crate::pages::Pages;
use crate::read;
use crate::state::Checkpoint;

/// Writes the complete history of an organisation and returns the head it ends with. Appends may go on meanwhile.
/// `out` is written to from the async task: give it a file or a buffer.
///
/// # Errors
/// [`ArchiveError::Io`] when `out` fails; what the database or the folder of files says.
pub async fn write(ledger: &Ledger, org: Uuid, out: impl Write + Send) -> Result<Head> {
    let mut session = ledger.snapshot().await?;
    let head = read::head(&mut session, org).await?;
    let mut lines = Lines::new(out);
    header(&mut session, org, &mut lines).await?;
    let files = write_files(ledger, &mut session, org, &mut lines).await?;
    let mut end = write_acts(&mut session, org, &mut lines).await?;
    let counters = "SELECT prefix, last FROM counter WHERE org = $1 ORDER BY prefix";
    for row in session.all(counters, values![org]).await? {
        lines.write(&Line::Counter(Counter { prefix: row.get(0)?, last: row.get(1)? }))?;
    }
    end = End { files, head, ..end };
    lines.finish(end)?;
    Ok(head)
}

struct Lines<W: Write> {
    out: GzEncoder<W>,
    digest: Sha256,
    count: u64,
}

impl<W: Write> Lines<W> {
    fn new(out: W) -> Lines<W> {
        Lines { out: GzEncoder::new(out, Compression::default()), digest: Sha256::new(), count: 0 }
    }

    fn write(&mut self, line: &Line) -> Result<()> {
        self.count += 1;
        let mut text = serde_json::to_vec(line).map_err(|e| Error::Invalid(format!("archive line: {e}")))?;
        text.push(b'\n');
        self.digest.update(&text);
        let count = self.count;
        Ok(self.out.write_all(&text).map_err(|source| ArchiveError::Io { line: count, source })?)
    }

    fn finish(mut self, end: End) -> Result<()> {
        let sha256 = self.digest.clone().finalize().into();
        self.write(&Line::End(End { lines: self.count + 1, sha256, ..end }))?;
        let line = self.count;
        let flushed = self.out.finish().and_then(|mut out| out.flush());
        Ok(flushed.map_err(|source| ArchiveError::Io { line, source })?)
    }
}

async fn header(session: &mut Session, org: Uuid, lines: &mut Lines<impl Write>) -> Result<()> {
    let row = session.opt("SELECT slug, name, created FROM org WHERE id = $1", values![org]).await?;
    let row = row.ok_or_else(|| Error::Missing { what: format!("organisation {org}") })?;
    let header = Header { version: VERSION, org, slug: row.get(0)?, name: row.get(1)?, created: row.get(2)? };
    lines.write(&Line::Archive(header))
}

async fn write_files(ledger: &Ledger, session: &mut Session, org: Uuid, lines: &mut Lines<impl Write>) -> Result<u64> {
    let (mut after, mut count) = (None, 0);
    loop {
        let page = files::page(session, org, after, 200).await?;
        let Some(last) = page.last() else { return Ok(count) };
        after = Some(last.hash);
        for row in page {
            count += 1;
            write_file(ledger.folder()?, row, lines)?;
        }
    }
}

fn write_file(folder: &files::Folder, row: FileRow, lines: &mut Lines<impl Write>) -> Result<()> {
    let FileRow { hash, size, media, origin, at, stamp } = row;
    lines.write(&Line::File(File { hash, size, media, origin, at, stamp: stamp.map(Stamp) }))?;
    let path = folder.path(&hash);
    let mut file = std::fs::File::open(&path).map_err(|e| Error::io(&path, e))?;
    loop {
        let mut part = Vec::with_capacity(PART);
        Read::by_ref(&mut file).take(PART as u64).read_to_end(&mut part).map_err(|e| Error::io(&path, e))?;
        if part.is_empty() {
            return Ok(());
        }
        lines.write(&Line::Part(STANDARD.encode(&part)))?;
    }
}

async fn write_acts(session: &mut Session, org: Uuid, lines: &mut Lines<impl Write>) -> Result<End> {
    let head = Head { seq: 0, at: 0, hash: crate::hash::GENESIS };
    let mut end = End {
        lines: 0,
        files: 0,
        acts: 0,
        changes: 0,
        batches: 0,
        answers: 0,
        head,
        tree_root: [0; 32],
        sha256: [0; 32],
    };
    let (mut acts, mut changes) = (Pages::<Act>::new(org), Pages::<SealedChange>::new(org));
    let (mut batches, mut answers) = (Pages::<Batch>::new(org), Pages::<SealedAnswer>::new(org));
    let mut checkpoints = Pages::<Checkpoint>::new(org);
    let mut tree = Tree::default();
    while let Some(((seq, _), act)) = acts.next_upto(session, i64::MAX).await? {
        tree.push(merkle::leaf(&act.hash));
        lines.write(&Line::Act(act))?;
        end.changes += copy(session, &mut changes, seq, lines, Line::Change).await?;
        end.batches += copy(session, &mut batches, seq, lines, Line::Batch).await?;
        end.answers += copy(session, &mut answers, seq, lines, Line::Answer).await?;
        copy(session, &mut checkpoints, seq, lines, Line::Checkpoint).await?;
    }
    Ok(End { acts: tree.size(), tree_root: tree.root(), ..end })
}

async fn copy<T: crate::pages::Placed>(
    session: &mut Session,
    pages: &mut Pages<T>,
    seq: i64,
    lines: &mut Lines<impl Write>,
    line: fn(T) -> Line,
) -> Result<u64> {
    let mut count = 0;
    while let Some((_, item)) = pages.next_upto(session, seq).await? {
        count += 1;
        lines.write(&line(item))?;
    }
    Ok(count)
}
