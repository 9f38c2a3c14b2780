//! Opening: which engine, which options, whose database.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};

use crate::db::{Session, values};
use crate::dialect::Engine;
use crate::error::{Error, Result};
use crate::files::Folder;
use crate::schema;

/// How to open a ledger.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite:path/to/file.db` (created if absent), `sqlite::memory:` (tests only: gone with the last handle; its one
    /// connection makes readers wait for an open append), or `postgres://user:password@host:port/database`.
    pub url: String,
    /// Folder of the content-addressed files. SQLite's default is the database's path with `.files` appended;
    /// PostgreSQL has none, and several nodes must share one.
    pub files: Option<PathBuf>,
    /// Writes nothing, also no migration: the way to look into a database of a newer release.
    pub read_only: bool,
    /// How long to wait for a lock held by another process before [`Error::Locked`].
    pub busy_timeout: Duration,
    /// Connections for reading (SQLite) or altogether (PostgreSQL).
    pub connections: u32,
}

impl Options {
    /// Defaults for a database address.
    pub fn new(url: &str) -> Options {
        let busy_timeout = Duration::from_secs(10);
        Options { url: url.into(), files: None, read_only: false, busy_timeout, connections: 8 }
    }
}

/// The memory of a node; a cheap handle to share.
#[derive(Clone)]
pub struct Ledger {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) pools: Pools,
    pub(crate) folder: Option<Folder>,
    pub(crate) turn: std::sync::Mutex<Option<uuid::Uuid>>,
}

pub(crate) enum Pools {
    /// SQLite has one writer: writers queue here, in this process, instead of meeting at the file.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

impl Ledger {
    /// Opens with defaults; see [`Options`].
    ///
    /// # Errors
    /// [`Error::NewerSchema`], [`Error::ForeignFile`], [`Error::Locked`], or what the engine says.
    pub async fn open(url: &str) -> Result<Ledger> {
        Ledger::open_with(Options::new(url)).await
    }

    /// Opens and, unless read-only, brings the schema up to date.
    pub async fn open_with(options: Options) -> Result<Ledger> {
        let begun = Instant::now();
        loop {
            match Ledger::open_once(&options).await {
                // SQLite does not wait for others when it turns write-ahead logging on, as it does everywhere else.
                Err(Error::Locked { .. }) if begun.elapsed() < options.busy_timeout => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                outcome => return outcome,
            }
        }
    }

    async fn open_once(options: &Options) -> Result<Ledger> {
        let (pools, folder) = match options.url.split_once(':') {
            Some(("sqlite", path)) => open_sqlite(options, path).await?,
            Some(("postgres" | "postgresql", _)) => (open_postgres(options).await?, options.files.clone()),
            _ => return Err(Error::Invalid(unknown_url(&options.url))),
        };
        let folder = folder.map(Folder::new);
        let ledger = Ledger { inner: Arc::new(Inner { pools, folder, turn: std::sync::Mutex::default() }) };
        ledger.prepare(options.read_only).await?;
        Ok(ledger)
    }

    async fn prepare(&self, read_only: bool) -> Result<()> {
        let found = schema::found(&mut self.read().await?, self.engine()).await?;
        if read_only && found == 0 {
            return Err(Error::ForeignFile { what: "an empty database, opened read-only".into() });
        }
        if read_only || found == schema::known() {
            return Ok(());
        }
        schema::refuse_newer(found)?;
        // Two nodes may create the first table at once; the loser of that race starts again and finds it done.
        match schema::migrate(self.write().await?, self.engine()).await {
            Err(Error::Taken { .. }) => schema::migrate(self.write().await?, self.engine()).await,
            other => other,
        }
    }

    /// Which engine is underneath.
    pub fn engine(&self) -> Engine {
        match self.inner.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Closes all connections; open transactions roll back.
    pub async fn close(&self) {
        match &self.inner.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// Copies the whole SQLite database, accounts included, to a new file while work goes on. Copy the folder of files
    /// afterwards: it only grows, so it then has everything the copy names.
    ///
    /// # Errors
    /// [`Error::Invalid`] on PostgreSQL, which brings `pg_dump` and base backups of its own.
    pub async fn backup(&self, to: &Path) -> Result<()> {
        let Pools::Sqlite { write, .. } = &self.inner.pools else {
            return Err(Error::Invalid("back up PostgreSQL with its own tools, such as pg_dump".into()));
        };
        let to = to.to_str().ok_or_else(|| Error::Invalid(format!("{} is not UTF-8", to.display())))?;
        Session::Sqlite(write.acquire().await?).run("VACUUM INTO $1", values![to]).await.map(drop)
    }

    /// A connection for reading, every statement for itself.
    pub(crate) async fn read(&self) -> Result<Session> {
        Ok(match &self.inner.pools {
            Pools::Sqlite { read, .. } => Session::Sqlite(read.acquire().await?),
            Pools::Postgres(pool) => Session::Postgres(pool.acquire().await?),
        })
    }

    /// A read transaction: everything seen belongs to one moment.
    pub(crate) async fn snapshot(&self) -> Result<Session> {
        let begin = self.engine().begin_snapshot();
        Ok(match &self.inner.pools {
            Pools::Sqlite { read, .. } => Session::SqliteTx(read.begin_with(AssertSqlSafe(begin)).await?),
            Pools::Postgres(pool) => Session::PostgresTx(pool.begin_with(AssertSqlSafe(begin)).await?),
        })
    }

    /// A write transaction.
    pub(crate) async fn write(&self) -> Result<Session> {
        let begin = self.engine().begin_write();
        Ok(match &self.inner.pools {
            Pools::Sqlite { write, .. } => Session::SqliteTx(write.begin_with(AssertSqlSafe(begin)).await?),
            Pools::Postgres(pool) => Session::PostgresTx(pool.begin_with(AssertSqlSafe(begin)).await?),
        })
    }
}

fn unknown_url(url: &str) -> String {
    let scheme = url.split(':').next().unwrap_or_default();
    format!("expected a database address sqlite:PATH or postgres://..., found one that starts with {scheme:?}")
}

async fn open_sqlite(options: &Options, path: &str) -> Result<(Pools, Option<PathBuf>)> {
    let path = path.strip_prefix("//").unwrap_or(path);
    if path == ":memory:" {
        return open_memory(options).await;
    }
    refuse_other_format(path)?;
    let connect = sqlite_options(options).filename(path).create_if_missing(!options.read_only);
    // What a file is must be known before the journal mode is set, which would already write to it.
    let connect = match options.read_only {
        true => connect.read_only(true),
        false => connect.journal_mode(SqliteJournalMode::Wal),
    };
    check_before_writing(options, path).await?;
    let pool = |n| SqlitePoolOptions::new().max_connections(n).acquire_timeout(WAIT);
    let write = pool(1).connect_with(connect.clone().pragma("cache_size", "-65536")).await?;
    let read = pool(options.connections).connect_with(connect.pragma("query_only", "ON")).await?;
    let files = options.files.clone().unwrap_or_else(|| PathBuf::from(format!("{path}.files")));
    Ok((Pools::Sqlite { write, read }, Some(files)))
}

/// How long a caller waits for a free connection of this process before being told so.
const WAIT: Duration = Duration::from_secs(30);

/// A short read-only look, so that a foreign or newer database is refused untouched.
async fn check_before_writing(options: &Options, path: &str) -> Result<()> {
    let length = std::fs::metadata(path).map(|meta| meta.len()).unwrap_or(0);
    if length == 0 || options.read_only {
        return Ok(());
    }
    let pool = SqlitePoolOptions::new().max_connections(1);
    let pool = pool.connect_with(sqlite_options(options).filename(path).read_only(true)).await?;
    let found = schema::found(&mut Session::Sqlite(pool.acquire().await?), Engine::Sqlite).await;
    pool.close().await;
    schema::refuse_newer(found?)
}

/// SQLite reads a short foreign file as an empty database; its header tells otherwise.
fn refuse_other_format(path: &str) -> Result<()> {
    use std::io::Read;
    let mut header = Vec::new();
    match std::fs::File::open(path) {
        Ok(file) => file.take(16).read_to_end(&mut header).map_err(|e| Error::io(path.as_ref(), e))?,
        Err(_) => return Ok(()),
    };
    if header.is_empty() || header == b"SQLite format 3\0" {
        return Ok(());
    }
    Err(Error::ForeignFile { what: format!("{path} is not an SQLite file") })
}

async fn open_memory(options: &Options) -> Result<(Pools, Option<PathBuf>)> {
    let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
    let pool = pool.connect_with(sqlite_options(options).in_memory(true)).await?;
    Ok((Pools::Sqlite { write: pool.clone(), read: pool }, options.files.clone()))
}

fn sqlite_options(options: &Options) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(options.busy_timeout)
        .page_size(8192)
        .pragma("cache_size", "-8192")
        .pragma("journal_size_limit", "67108864")
        .row_buffer_size(1024)
}

async fn open_postgres(options: &Options) -> Result<Pools> {
    let timeout = options.busy_timeout.as_millis().to_string();
    let mut connect = PgConnectOptions::from_str(&options.url)?.options([("lock_timeout", timeout.as_str())]);
    if options.read_only {
        connect = connect.options([("default_transaction_read_only", "on")]);
    }
    let pool = PgPoolOptions::new().max_connections(options.connections).acquire_timeout(WAIT);
    Ok(Pools::Postgres(pool.connect_with(connect).await?))
}
