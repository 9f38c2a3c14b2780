//! What may be opened, and what is refused untouched.

use std::time::Duration;

use ledger::{Error, Ledger, Options};
use sqlx::{Connection, SqliteConnection};

use crate::stage::{self, ORG, change, draft, each, sqlite};

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_schema_is_refused_but_can_be_read() {
    each(async |stage| {
        stage.append(ORG, vec![change(1, 1, "a")]).await;
        stage.raw("INSERT INTO surety_schema (version) VALUES (99)").await;
        let error = Ledger::open_with(stage.options.clone()).await.err().unwrap();
        assert!(matches!(error, Error::NewerSchema { found: 99, .. }), "{error}");
        let options = Options { read_only: true, ..stage.options.clone() };
        let ledger = Ledger::open_with(options).await.unwrap();
        assert_eq!(ledger.head(ORG).await.unwrap().seq, 1);
        let refused = match ledger.begin(ORG).await {
            Err(error) => error,
            Ok(mut append) => append.seal(draft(1), vec![], vec![], vec![]).await.unwrap_err(),
        };
        assert!(matches!(refused, Error::ReadOnly { .. }), "{refused}");
        ledger.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_database_is_refused_untouched() {
    each(async |stage| {
        stage.raw("DROP TABLE surety_schema").await;
        let error = Ledger::open_with(stage.options.clone()).await.err().unwrap();
        assert!(matches!(error, Error::ForeignFile { .. }), "{error}");
    })
    .await;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("note.txt");
    std::fs::write(&path, "not a database").unwrap();
    let error = Ledger::open(&format!("sqlite:{}", path.display())).await.err().unwrap();
    assert!(matches!(error, Error::ForeignFile { .. }), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), b"not a database");
    let path = dir.path().join("other.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut other = SqliteConnection::connect_with(&options.clone().pragma("application_id", "42")).await.unwrap();
    sqlx::raw_sql("CREATE TABLE t (x)").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = Ledger::open(&format!("sqlite:{}", path.display())).await.err().unwrap();
    assert!(error.to_string().contains("application id 0x2a"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_held_elsewhere_is_told_in_time() {
    let stage = sqlite().await;
    let path = stage.options.url.trim_start_matches("sqlite:");
    let mut other = SqliteConnection::connect(path).await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let options = Options { busy_timeout: Duration::from_millis(50), ..stage.options.clone() };
    let ledger = Ledger::open_with(options).await.unwrap();
    let error = ledger.begin(ORG).await.err().unwrap();
    assert!(matches!(error, Error::Locked { .. }) && error.is_transient(), "{error}");
    assert_eq!(ledger.head(ORG).await.unwrap().seq, 0, "readers are not disturbed");
    let mut tries = 0;
    let retried = ledger::retry(3, || {
        tries += 1;
        let ledger = ledger.clone();
        async move { ledger.begin(ORG).await.map(drop) }
    });
    assert!(retried.await.is_err());
    assert_eq!(tries, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_twice_at_once_and_again_finds_the_same() {
    each(async |stage| {
        stage.append(ORG, vec![change(1, 1, "a")]).await;
        let (a, b) = tokio::join!(Ledger::open_with(stage.options.clone()), Ledger::open_with(stage.options.clone()));
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_eq!(a.head(ORG).await.unwrap(), b.head(ORG).await.unwrap());
        a.close().await;
        b.close().await;
    })
    .await;
    let memory = Ledger::open("sqlite::memory:").await.unwrap();
    assert!(memory.orgs().await.unwrap().is_empty());
    assert!(matches!(Ledger::open("mysql://x").await.err().unwrap(), Error::Invalid(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_while_running_is_whole() {
    let stage = sqlite().await;
    stage.append(ORG, vec![change(1, 1, "a")]).await;
    let copy = stage.dir.path().join("copy.db");
    stage.ledger.backup(&copy).await.unwrap();
    stage.append(ORG, vec![change(1, 2, "b")]).await;
    let copy = Ledger::open(&format!("sqlite:{}", copy.display())).await.unwrap();
    let report = copy.verify(ORG).await.unwrap();
    assert!(report.is_sound() && report.acts == 1);
}

async fn open_by_four(options: &Options) {
    let open = || tokio::spawn(Ledger::open_with(options.clone()));
    for opened in [open(), open(), open(), open()] {
        let ledger = opened.await.unwrap().unwrap();
        assert!(ledger.orgs().await.unwrap().is_empty());
        ledger.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn four_nodes_may_create_the_database_at_once() {
    for _ in 0..5 {
        let (options, _dir) = stage::new_sqlite();
        open_by_four(&options).await;
    }
    if let Some((options, _dir)) = stage::new_postgres().await {
        open_by_four(&options).await;
        stage::drop_database(&options.url).await;
    }
}
