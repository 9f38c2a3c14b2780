//! Throw-away databases for tests of the layers above: a new SQLite file, and where `SURETY_TEST_POSTGRES` names a server, a new
//! PostgreSQL database on it.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::PathBuf;

use crate::error::Result;
use crate::open::{Ledger, Options};

/// A ledger that goes away with its value.
pub struct Scratch {
    /// The ledger.
    pub ledger: Ledger,
    /// How to open it again.
    pub options: Options,
    folder: PathBuf,
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn name() -> String {
    let mut random = [0; 8];
    let _ = getrandom::fill(&mut random);
    format!("surety_test_{}", hex::encode(random))
}

/// A new ledger on every engine there is here. PostgreSQL databases are left to the server's end.
///
/// # Errors
/// What keeps a ledger from being opened.
pub async fn engines() -> Result<Vec<Scratch>> {
    let mut all = vec![sqlite().await?];
    match std::env::var("SURETY_TEST_POSTGRES") {
        Ok(server) => all.push(postgres(&server).await?),
        Err(_) => println!("skipped: PostgreSQL (SURETY_TEST_POSTGRES not set)"),
    }
    Ok(all)
}

/// A new ledger in a SQLite file.
///
/// # Errors
/// What keeps it from being opened.
pub async fn sqlite() -> Result<Scratch> {
    let folder = std::env::temp_dir().join(name());
    std::fs::create_dir_all(&folder).map_err(|e| crate::Error::io(&folder, e))?;
    let options = Options::new(&format!("sqlite:{}", folder.join("test.db").display()));
    Ok(Scratch { ledger: Ledger::open_with(options.clone()).await?, options, folder })
}

async fn postgres(server: &str) -> Result<Scratch> {
    let name = name();
    let mut link = PgConnection::connect(server).await?;
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut link).await?;
    let folder = std::env::temp_dir().join(&name);
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    let options = Options { files: Some(folder.join("files")), ..Options::new(&format!("{base}/{name}")) };
    Ok(Scratch { ledger: Ledger::open_with(options.clone()).await?, options, folder })
}
