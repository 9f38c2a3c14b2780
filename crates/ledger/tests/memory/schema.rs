//! The schema of both engines as a reviewer can read it. `UPDATE=1` writes it anew.

use std::path::Path;

use sqlx::{Connection, PgConnection, Row, SqliteConnection};

use crate::stage::{postgres, sqlite};

fn compare(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == found, "{name} differs from the migrations: set UPDATE=1 and review the diff");
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_schema_is_committed() {
    let stage = sqlite().await;
    let mut link = SqliteConnection::connect(stage.options.url.trim_start_matches("sqlite:")).await.unwrap();
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name";
    let rows = sqlx::query(sql).fetch_all(&mut link).await.unwrap();
    let text: String = rows.iter().map(|row| row.get::<String, _>(0) + ";\n\n").collect();
    compare("schema.sqlite.sql", &text);
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_schema_is_committed() {
    let Some(stage) = postgres().await else { return };
    let mut link = PgConnection::connect(&stage.options.url).await.unwrap();
    let tables = "SELECT c.relname || E' (\n' || string_agg('  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || coalesce(' COLLATE \"' || nullif(l.collname, 'default') || '\"', '') || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
        E',\n' ORDER BY a.attnum) || coalesce((SELECT string_agg(E',\n  ' || pg_get_constraintdef(k.oid), '' ORDER BY k.contype DESC, k.conname)
        FROM pg_constraint k WHERE k.conrelid = c.oid), '') || E'\n)' FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 LEFT JOIN pg_collation l ON l.oid = a.attcollation
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace GROUP BY c.oid, c.relname ORDER BY c.relname COLLATE \"C\"";
    let indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
        AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY tablename COLLATE \"C\", indexname COLLATE \"C\"";
    let mut text = String::new();
    for row in sqlx::query(tables).fetch_all(&mut link).await.unwrap() {
        text += &format!("CREATE TABLE {};\n\n", row.get::<String, _>(0));
    }
    for row in sqlx::query(indexes).fetch_all(&mut link).await.unwrap() {
        text += &format!("{};\n", row.get::<String, _>(0).replace(" public.", " "));
    }
    compare("schema.postgres.sql", &text);
    link.close().await.unwrap();
    stage.remove().await;
}
