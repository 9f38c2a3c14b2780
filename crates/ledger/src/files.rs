//! Files by their content: what a file is called is what it is.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{Row, Session, values};
use crate::error::{Error, Result};
use crate::hash;
use crate::merkle::Hash;
use crate::open::Ledger;

/// A file an organisation holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// SHA-256 of the content: its address.
    pub hash: Hash,
    /// Size in bytes.
    pub size: i64,
    /// Media type.
    pub media: String,
    /// Where it came from: a person, connector, machine, assistant.
    pub origin: String,
    /// When it first arrived.
    pub at: i64,
    /// Timestamp token (RFC 3161) over the hash, if one was obtained.
    pub stamp: Option<Vec<u8>>,
}

const FILE: &str = "hash, size, media, origin, at, stamp";

impl FileRow {
    pub(crate) fn read(row: &Row) -> Result<FileRow> {
        Ok(FileRow {
            hash: row.array(0)?,
            size: row.get(1)?,
            media: row.get(2)?,
            origin: row.get(3)?,
            at: row.get(4)?,
            stamp: row.get(5)?,
        })
    }
}

impl Ledger {
    /// Keeps a file: on disk and durable first, then known to the organisation. The same content twice is one file,
    /// and the first description of it stays.
    pub async fn put_file(&self, org: Uuid, bytes: Vec<u8>, media: &str, origin: &str, at: i64) -> Result<FileRow> {
        let (hash, size) = self.folder()?.put(bytes).await?;
        let mut session = self.write().await?;
        insert(&mut session, org, &hash, size, media, origin, at).await?;
        let row = one(&mut session, org, &hash).await?;
        session.commit().await?;
        row.ok_or_else(|| Error::Damaged("a file vanished while it was being kept".into()))
    }

    /// What is known about a file.
    pub async fn file(&self, org: Uuid, hash: &Hash) -> Result<Option<FileRow>> {
        one(&mut self.read().await?, org, hash).await
    }

    /// A file's content, checked against its address. Nothing when the organisation does not hold it.
    pub async fn get_file(&self, org: Uuid, hash: &Hash) -> Result<Option<Vec<u8>>> {
        match self.file(org, hash).await? {
            None => Ok(None),
            Some(_) => self.folder()?.get(*hash).await.map(Some),
        }
    }

    /// Files of an organisation by address, `limit` of them after `after`.
    pub async fn files(&self, org: Uuid, after: Option<Hash>, limit: i64) -> Result<Vec<FileRow>> {
        page(&mut self.read().await?, org, after, limit).await
    }

    /// Attaches a timestamp token to a file.
    pub async fn stamp_file(&self, org: Uuid, hash: &Hash, token: &[u8]) -> Result<()> {
        let mut session = self.write().await?;
        let sql = "UPDATE file SET stamp = $3 WHERE org = $1 AND hash = $2";
        if session.run(sql, values![org, *hash, token]).await? == 0 {
            return Err(Error::Missing { what: format!("file {}", hex::encode(hash)) });
        }
        session.commit().await
    }

    pub(crate) fn folder(&self) -> Result<&Folder> {
        let none = || Error::Invalid("this ledger was opened without a folder for files: give Options::files".into());
        self.inner.folder.as_ref().ok_or_else(none)
    }
}

pub(crate) async fn insert(
    session: &mut Session,
    org: Uuid,
    hash: &Hash,
    size: i64,
    media: &str,
    origin: &str,
    at: i64,
) -> Result<()> {
    let sql = "INSERT INTO file (org, hash, size, media, origin, at) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (org, hash) DO NOTHING";
    session.run(sql, values![org, *hash, size, media, origin, at]).await?;
    Ok(())
}

async fn one(session: &mut Session, org: Uuid, hash: &Hash) -> Result<Option<FileRow>> {
    let sql = format!("SELECT {FILE} FROM file WHERE org = $1 AND hash = $2");
    session.opt(sql, values![org, *hash]).await?.as_ref().map(FileRow::read).transpose()
}

pub(crate) async fn page(session: &mut Session, org: Uuid, after: Option<Hash>, limit: i64) -> Result<Vec<FileRow>> {
    let sql = format!("SELECT {FILE} FROM file WHERE org = $1 AND hash > $2 ORDER BY hash LIMIT $3");
    let after = after.map_or_else(Vec::new, |hash| hash.to_vec());
    session.all(sql, values![org, after, limit]).await?.iter().map(FileRow::read).collect()
}

/// A folder of contents, `ab/cdef...` by hexadecimal hash.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(crate) fn new(root: PathBuf) -> Folder {
        Folder { root }
    }

    pub(crate) fn path(&self, hash: &Hash) -> PathBuf {
        let name = hex::encode(hash);
        let (first, rest) = name.split_at(2);
        self.root.join(first).join(rest)
    }

    /// Writes and syncs; a content that is there already is left alone.
    pub(crate) async fn put(&self, bytes: Vec<u8>) -> Result<(Hash, i64)> {
        let folder = self.clone();
        blocking(move || {
            let hash = hash::content(&bytes);
            folder.store(&hash, &bytes)?;
            Ok((hash, bytes.len() as i64))
        })
        .await
    }

    /// Writes without syncing, under a name of its own: [`finish_all`] syncs it and gives it its address.
    pub(crate) async fn put_later(&self, bytes: Vec<u8>) -> Result<(Hash, i64, Pending)> {
        let folder = self.clone();
        blocking(move || {
            let hash = hash::content(&bytes);
            let mut draft = folder.draft()?;
            draft.write(&bytes)?;
            Ok((hash, bytes.len() as i64, Pending { draft, path: folder.path(&hash) }))
        })
        .await
    }

    fn store(&self, hash: &Hash, bytes: &[u8]) -> Result<()> {
        let path = self.path(hash);
        if path.metadata().is_ok_and(|meta| meta.len() == bytes.len() as u64) {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(&self.root).to_path_buf();
        std::fs::create_dir_all(&folder).map_err(|e| Error::io(&folder, e))?;
        let draft = Draft::create(&folder)?;
        draft.file.as_ref().map_or(Ok(()), |mut file| file.write_all(bytes)).map_err(|e| Error::io(&draft.path, e))?;
        draft.finish(&path)
    }

    pub(crate) async fn get(&self, hash: Hash) -> Result<Vec<u8>> {
        let path = self.path(&hash);
        blocking(move || {
            let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
            match hash::content(&bytes) == hash {
                true => Ok(bytes),
                false => Err(Error::Damaged(format!("the content of file {} has changed", hex::encode(hash)))),
            }
        })
        .await
    }

    /// Hash and size of what is stored under an address, without holding it in memory.
    pub(crate) async fn check(&self, hash: Hash) -> Result<(Hash, i64)> {
        let path = self.path(&hash);
        blocking(move || hash_file(&path).map_err(|e| Error::io(&path, e))).await
    }

    /// A file being written piece by piece, for restoring large ones.
    pub(crate) fn draft(&self) -> Result<Draft> {
        std::fs::create_dir_all(&self.root).map_err(|e| Error::io(&self.root, e))?;
        Draft::create(&self.root)
    }
}

fn hash_file(path: &Path) -> std::io::Result<(Hash, i64)> {
    let mut file = std::fs::File::open(path)?;
    let (mut hasher, mut size, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        size += read as i64;
    }
    Ok((hasher.finalize().into(), size))
}

/// A written file that waits for its sync and its address.
pub(crate) struct Pending {
    draft: Draft,
    path: PathBuf,
}

/// How many files are synced at once: file systems write what waits together in one go.
const SYNCS: usize = 16;

/// Syncs and places all files; when this returns, they survive power loss, as after [`Folder::put`].
pub(crate) async fn finish_all(pending: Vec<Pending>) -> Result<()> {
    if pending.is_empty() {
        return Ok(());
    }
    blocking(move || {
        let queue = std::sync::Mutex::new(pending);
        let next = || queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop();
        let work = || -> Result<()> {
            while let Some(Pending { draft, path }) = next() {
                draft.finish(&path)?;
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..SYNCS).map(|_| scope.spawn(work)).collect();
            workers
                .into_iter()
                .try_for_each(|w| w.join().unwrap_or_else(|_| Err(Error::Invalid("file work was stopped".into()))))
        })
    })
    .await
}

/// An unfinished file; removed unless finished.
pub(crate) struct Draft {
    path: PathBuf,
    file: Option<std::fs::File>,
}

impl Draft {
    fn create(folder: &Path) -> Result<Draft> {
        let mut random = [0; 12];
        getrandom::fill(&mut random).map_err(|e| Error::Invalid(format!("no random numbers: {e}")))?;
        let path = folder.join(format!(".draft-{}", hex::encode(random)));
        let file = std::fs::File::create_new(&path).map_err(|e| Error::io(&path, e))?;
        Ok(Draft { path, file: Some(file) })
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_all(bytes).map_err(|e| Error::io(&self.path, e))
    }

    /// Syncs content, renames, syncs the folder: after this it survives power loss.
    pub(crate) fn finish(mut self, path: &Path) -> Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let at = |e| Error::io(path, e);
        file.sync_all().map_err(at)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(at)?;
        std::fs::rename(&self.path, path).map_err(at)?;
        std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(at)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Runs file work off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let stopped = |e: tokio::task::JoinError| Error::Invalid(format!("file work was stopped: {e}"));
    tokio::task::spawn_blocking(work).await.map_err(stopped)?
}
