//! A fresh ledger on each engine, and short ways to fill it.

use ledger::{Act, ActDraft, ChangeDraft, FactBatch, Ledger, Options, OrgRow, SealedAnswer};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use tempfile::TempDir;
use uuid::Uuid;

pub struct Stage {
    pub ledger: Ledger,
    pub options: Options,
    pub dir: TempDir,
}

pub const ORG: Uuid = Uuid::from_u128(1);
pub const OTHER: Uuid = Uuid::from_u128(2);

/// Runs a test on a new SQLite file and, where a server is named, on a new PostgreSQL database.
pub async fn each(test: impl AsyncFn(&Stage)) {
    test(&sqlite().await).await;
    let Some(stage) = postgres().await else { return };
    test(&stage).await;
    stage.remove().await;
}

pub async fn sqlite() -> Stage {
    let (options, dir) = new_sqlite();
    stage(options, dir).await
}

/// Where a new SQLite file may be created.
pub fn new_sqlite() -> (Options, TempDir) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    (Options::new(&format!("sqlite:{}", dir.path().join("test.db").display())), dir)
}

/// A database of its own on the server that `SURETY_TEST_POSTGRES` names.
pub async fn postgres() -> Option<Stage> {
    let (options, dir) = new_postgres().await?;
    Some(stage(options, dir).await)
}

/// An empty database.
pub async fn new_postgres() -> Option<(Options, TempDir)> {
    let Ok(server) = std::env::var("SURETY_TEST_POSTGRES") else {
        println!("skipped: PostgreSQL (SURETY_TEST_POSTGRES not set)");
        return None;
    };
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut random = [0; 8];
    getrandom::fill(&mut random).expect("random numbers");
    let name = format!("surety_test_{}", hex::encode(random));
    run_postgres(&server, &format!("CREATE DATABASE {name}")).await;
    let url = format!("{}/{name}", server.rsplit_once('/').expect("a URL with a database").0);
    Some((Options { files: Some(dir.path().join("files")), ..Options::new(&url) }, dir))
}

pub async fn drop_database(url: &str) {
    let server = std::env::var("SURETY_TEST_POSTGRES").expect("set, since the database was created");
    let name = url.rsplit_once('/').expect("a database name").1;
    run_postgres(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

async fn run_postgres(url: &str, sql: &str) {
    let mut link = PgConnection::connect(url).await.expect("the test server answers");
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut link).await.expect("the statement runs");
}

async fn stage(options: Options, dir: TempDir) -> Stage {
    let ledger = Ledger::open_with(options.clone()).await.expect("opens");
    for (id, slug) in [(ORG, "one"), (OTHER, "two")] {
        let org = OrgRow { id, slug: slug.into(), name: slug.to_uppercase(), created: 5 };
        ledger.create_org(&org).await.expect("a new organisation");
    }
    Stage { ledger, options, dir }
}

impl Stage {
    /// Runs SQL behind the ledger's back, as an attacker with access to the database would.
    pub async fn raw(&self, sql: &str) {
        self.try_raw(sql).await.expect("the statement runs");
    }

    pub async fn try_raw(&self, sql: &str) -> sqlx::Result<()> {
        match self.options.url.strip_prefix("sqlite:") {
            Some(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).foreign_keys(false);
                let mut link = SqliteConnection::connect_with(&options).await?;
                sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut link).await?;
                link.close().await
            }
            None => {
                let mut link = PgConnection::connect(&self.options.url).await?;
                let sql = format!("SET session_replication_role = replica; {sql}");
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut link).await?;
                link.close().await
            }
        }
    }

    /// All rows of a table, every value as an SQL literal.
    pub async fn literals(&self, table: &str, columns: &[&str]) -> Vec<Vec<String>> {
        let (quote, cast) =
            if self.options.url.starts_with("sqlite") { ("quote", "") } else { ("quote_nullable", "::text") };
        let list: Vec<String> = columns.iter().map(|column| format!("{quote}({column}{cast})")).collect();
        let sql =
            AssertSqlSafe(format!("SELECT {} FROM {table} WHERE org = {} ORDER BY 1, 2", list.join(", "), self.org()));
        macro_rules! read {
            ($link:expr) => {{
                let rows = sqlx::query(sql).fetch_all(&mut $link).await.expect("rows");
                rows.iter().map(|row| (0..columns.len()).map(|i| row.get(i)).collect()).collect()
            }};
        }
        match self.options.url.strip_prefix("sqlite:") {
            Some(path) => read!(SqliteConnection::connect(path).await.expect("opens")),
            None => read!(PgConnection::connect(&self.options.url).await.expect("opens")),
        }
    }

    fn org(&self) -> String {
        let hex = hex::encode(ORG.as_bytes());
        if self.options.url.starts_with("sqlite") { format!("x'{hex}'") } else { format!("'\\x{hex}'::bytea") }
    }

    /// Where the content of a file lies.
    pub fn file(&self, hash: &[u8; 32]) -> std::path::PathBuf {
        let name = hex::encode(hash);
        let folder = self.options.files.clone().unwrap_or_else(|| self.dir.path().join("test.db.files"));
        folder.join(&name[..2]).join(&name[2..])
    }

    /// Drops the database.
    pub async fn remove(self) {
        self.ledger.close().await;
        if self.options.url.starts_with("postgres") {
            drop_database(&self.options.url).await;
        }
    }

    /// Back to a ledger without organisations.
    pub async fn forget_orgs(&self) {
        self.raw("DELETE FROM head; DELETE FROM org").await;
    }

    pub async fn append(&self, org: Uuid, changes: Vec<ChangeDraft>) -> Act {
        self.append_all(org, changes, vec![], vec![]).await
    }

    pub async fn append_all(
        &self,
        org: Uuid,
        changes: Vec<ChangeDraft>,
        facts: Vec<FactBatch>,
        answers: Vec<SealedAnswer>,
    ) -> Act {
        let mut append = self.ledger.begin(org).await.expect("begins");
        let at = 1000 + append.head().seq * 10;
        let act = append.seal(draft(at), changes, facts, answers).await.expect("seals");
        append.commit().await.expect("commits");
        act
    }

    /// Asserts that the organisation verifies.
    pub async fn sound(&self, org: Uuid) {
        let report = self.ledger.verify(org).await.expect("verifies");
        assert!(report.is_sound(), "{:#?}", report.problems.named);
    }

    pub async fn load(&self, org: Uuid) -> Vec<ledger::StoredChange> {
        let mut all = Vec::new();
        self.ledger.load(org, |piece| all.extend(piece)).await.expect("loads");
        all.sort_by_key(|change| change.record);
        all
    }

    pub async fn load_as_of(&self, org: Uuid, seq: i64) -> Vec<ledger::StoredChange> {
        let mut all = Vec::new();
        self.ledger.load_as_of(org, seq, |piece| all.extend(piece)).await.expect("loads");
        all.sort_by_key(|change| change.record);
        all
    }
}

pub fn draft(at: i64) -> ActDraft {
    ActDraft {
        at,
        via: "page".into(),
        reason: "because".into(),
        actor: Some(Uuid::from_u128(77)),
        ..Default::default()
    }
}

pub fn change(record: u128, version: i64, body: &str) -> ChangeDraft {
    ChangeDraft {
        record: Uuid::from_u128(record),
        version,
        kind: "risk".into(),
        compartment: "general".into(),
        schema: 1,
        body: body.as_bytes().to_vec(),
        salt: Uuid::from_u128(record.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(version as u128)).into_bytes(),
    }
}

pub fn answer(body: &str) -> SealedAnswer {
    SealedAnswer {
        record: Some(Uuid::from_u128(1)),
        analysis: "certainty".into(),
        model: "7".into(),
        input: [9; 32],
        body: body.as_bytes().to_vec(),
    }
}
