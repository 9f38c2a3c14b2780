//! Migrations: one numbered set of texts for both engines, applied under a lock, never edited after a release.

use crate::db::{Session, values};
use crate::dialect::Engine;
use crate::error::{Error, Result};

/// Migration `n` (from 1) brings the schema from `n - 1` to `n`.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_ledger.sql")];

/// Marks our SQLite files in their header ("SRTY").
pub(crate) const APPLICATION_ID: i64 = 0x5352_5459;

/// Highest schema this program knows.
pub fn known() -> i64 {
    MIGRATIONS.len() as i64
}

/// The statements of every migration for an engine, in order.
pub(crate) fn statements(engine: Engine, after: i64) -> Vec<String> {
    let texts = MIGRATIONS.iter().skip(usize::try_from(after).unwrap_or(0));
    texts.flat_map(|text| split(&engine.ddl(text))).collect()
}

fn split(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n");
    code.split(";\n").map(|s| s.trim().trim_end_matches(';').to_owned()).filter(|s| !s.is_empty()).collect()
}

/// Schema number of the database: 0 for an empty one. Refuses what is not ours.
pub(crate) async fn found(session: &mut Session, engine: Engine) -> Result<i64> {
    check_application(session, engine).await?;
    if session.int(engine.count_ours(), vec![]).await? > 0 {
        return session.int("SELECT COALESCE(MAX(version), 0) FROM surety_schema", vec![]).await;
    }
    match session.int(engine.count_tables(), vec![]).await? {
        0 => Ok(0),
        n => Err(Error::ForeignFile { what: format!("{n} tables, and none is surety_schema") }),
    }
}

async fn check_application(session: &mut Session, engine: Engine) -> Result<()> {
    if engine == Engine::Postgres {
        return Ok(());
    }
    match session.int("PRAGMA application_id", vec![]).await? {
        0 | APPLICATION_ID => Ok(()),
        id => Err(Error::ForeignFile { what: format!("an SQLite file with application id {id:#x}") }),
    }
}

/// Refuses a database newer than this program.
pub(crate) fn refuse_newer(found: i64) -> Result<()> {
    if found > known() {
        return Err(Error::NewerSchema { found, known: known() });
    }
    Ok(())
}

/// Brings the database to the newest schema inside the given write transaction.
pub(crate) async fn migrate(mut session: Session, engine: Engine) -> Result<()> {
    let before = found(&mut session, engine).await?;
    refuse_newer(before)?;
    let table = "CREATE TABLE IF NOT EXISTS surety_schema (version {int} NOT NULL PRIMARY KEY){end}";
    session.run(engine.ddl(table), vec![]).await?;
    if let Some(lock) = engine.lock_schema() {
        session.run(lock, vec![]).await?;
    }
    let before = found(&mut session, engine).await?;
    for statement in statements(engine, before) {
        session.run(statement, vec![]).await?;
    }
    for version in before + 1..=known() {
        session.run("INSERT INTO surety_schema (version) VALUES ($1)", values![version]).await?;
    }
    if engine == Engine::Sqlite {
        session.run(format!("PRAGMA application_id = {APPLICATION_ID}"), vec![]).await?;
    }
    session.commit().await
}
