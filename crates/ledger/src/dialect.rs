//! Everything in which the two engines differ: type names, how a write transaction starts, how a job is claimed.

use crate::db::places;

/// A database engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite 3, bundled.
    Sqlite,
    /// PostgreSQL 15 or newer, or something that speaks like it.
    Postgres,
}

const FACT_HEAD: &str = "org {blob} NOT NULL,
  source {text} NOT NULL,
  fact {blob} NOT NULL,
  from_seq {int} NOT NULL,
  to_seq {int} NOT NULL,
  digest {blob} NOT NULL";
const FACT_KEYS: &str = "PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act (org, seq)";

impl Engine {
    /// Replaces the type tokens of a migration.
    pub(crate) fn ddl(self, text: &str) -> String {
        let text = text.replace("{fact_head}", FACT_HEAD).replace("{fact_keys}", FACT_KEYS);
        let tokens = match self {
            Engine::Sqlite => [
                ("{blob}", "BLOB"),
                ("{int}", "INTEGER"),
                ("{real}", "REAL"),
                ("{text}", "TEXT"),
                ("{end}", " STRICT, WITHOUT ROWID"),
            ],
            Engine::Postgres => [
                ("{blob}", "BYTEA"),
                ("{int}", "BIGINT"),
                ("{real}", "DOUBLE PRECISION"),
                // Byte order, as SQLite has it: the same question gives the same order on both.
                ("{text}", "TEXT COLLATE \"C\""),
                ("{end}", ""),
            ],
        };
        tokens.iter().fold(text, |text, (token, value)| text.replace(token, value))
    }

    /// SQLite takes the one write lock at once (a later upgrade could not wait); PostgreSQL locks the head row.
    pub(crate) fn begin_write(self) -> &'static str {
        match self {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        }
    }

    /// Everything read in the transaction belongs to one moment.
    pub(crate) fn begin_snapshot(self) -> &'static str {
        match self {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// Ends the inner select of a claim, so that two claimants do not wait for each other.
    pub(crate) fn skip_locked(self) -> &'static str {
        match self {
            Engine::Sqlite => "",
            Engine::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// `($1, $2), ($3, $4)` for two rows of two columns. SQLite gets `?` instead: it finds a parameter's name by walking
    /// over all names, which made a third of the time of a large insert.
    pub(crate) fn tuples(self, rows: usize, columns: usize) -> String {
        let tuple = |row: usize| match self {
            Engine::Sqlite => format!("({})", vec!["?"; columns].join(", ")),
            Engine::Postgres => format!("({})", places(row * columns + 1, columns)),
        };
        (0..rows).map(tuple).collect::<Vec<_>>().join(", ")
    }

    /// Serialises migrations of several nodes; SQLite's write transaction already does.
    pub(crate) fn lock_schema(self) -> Option<&'static str> {
        (self == Engine::Postgres).then_some("LOCK TABLE surety_schema IN EXCLUSIVE MODE")
    }

    /// How many tables the database has, whoever made them.
    pub(crate) fn count_tables(self) -> &'static str {
        match self {
            Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'",
            Engine::Postgres => "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()",
        }
    }

    /// Whether our schema table is there (a count).
    pub(crate) fn count_ours(self) -> &'static str {
        match self {
            Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'surety_schema'",
            Engine::Postgres => {
                "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'surety_schema'"
            }
        }
    }
}
