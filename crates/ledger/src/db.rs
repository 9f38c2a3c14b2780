//! The thin layer under every statement: one SQL text, one way to bind and to read, two engines.
//!
//! Why the typed pools behind an enum and not `sqlx::Any`: `Any` copies every value once more, knows no
//! transaction modes and hides error codes we act on. Four argument types and one row type cost a page of code.

use std::borrow::Cow;

use futures_util::TryStreamExt;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Decode, Postgres, Row as _, Sqlite, Transaction, Type};
use uuid::Uuid;

use crate::dialect::Engine;
use crate::error::{Error, Result};

/// A value bound to a statement; each may be absent (NULL), typed all the same because PostgreSQL asks for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// 64-bit integer; booleans are 0 and 1.
    Int(Option<i64>),
    /// Double precision.
    Real(Option<f64>),
    /// UTF-8 text without NUL.
    Text(Option<String>),
    /// Bytes; UUIDs are their 16 bytes.
    Bytes(Option<Vec<u8>>),
}

macro_rules! from {
    ($($t:ty => $variant:ident |$x:ident| $e:expr;)*) => {$(
        impl From<$t> for Value { fn from($x: $t) -> Value { Value::$variant(Some($e)) } }
        impl From<Option<$t>> for Value { fn from(x: Option<$t>) -> Value { Value::$variant(x.map(|$x| $e)) } }
    )*};
}
from! {
    i64 => Int |x| x;
    i32 => Int |x| i64::from(x);
    bool => Int |x| i64::from(x);
    f64 => Real |x| x;
    String => Text |x| x;
    &str => Text |x| x.to_owned();
    &String => Text |x| x.clone();
    Uuid => Bytes |x| x.as_bytes().to_vec();
    Vec<u8> => Bytes |x| x;
    &[u8] => Bytes |x| x.to_vec();
    [u8; 16] => Bytes |x| x.to_vec();
    [u8; 32] => Bytes |x| x.to_vec();
}

/// The values of one statement, in order.
macro_rules! values {
    ($($x:expr),* $(,)?) => { vec![$($crate::db::Value::from($x)),*] };
}
pub(crate) use values;

/// One row of an answer; columns by position.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl From<SqliteRow> for Row {
    fn from(row: SqliteRow) -> Row {
        Row::Sqlite(row)
    }
}

impl From<PgRow> for Row {
    fn from(row: PgRow) -> Row {
        Row::Postgres(row)
    }
}

impl Row {
    /// The value of column `i`.
    pub(crate) fn get<'r, T>(&'r self, i: usize) -> Result<T>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>,
    {
        Ok(match self {
            Row::Sqlite(row) => row.try_get(i)?,
            Row::Postgres(row) => row.try_get(i)?,
        })
    }

    pub(crate) fn flag(&self, i: usize) -> Result<bool> {
        match self.get::<i64>(i)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(Error::Damaged(format!("column {i} is {other}, expected 0 or 1"))),
        }
    }

    /// A value whose type only the row knows.
    pub(crate) fn value(&self, i: usize) -> Result<Value> {
        let int = self.get::<Option<i64>>(i).map(Value::Int);
        let real = || self.get::<Option<f64>>(i).map(Value::Real);
        let text = || self.get::<Option<String>>(i).map(Value::Text);
        let bytes = || self.get::<Option<Vec<u8>>>(i).map(Value::Bytes);
        int.or_else(|_| real()).or_else(|_| text()).or_else(|_| bytes())
    }

    pub(crate) fn array<const N: usize>(&self, i: usize) -> Result<[u8; N]> {
        exactly(self.get::<&[u8]>(i)?, i)
    }

    pub(crate) fn uuid(&self, i: usize) -> Result<Uuid> {
        Ok(Uuid::from_bytes(self.array(i)?))
    }

    pub(crate) fn uuid_opt(&self, i: usize) -> Result<Option<Uuid>> {
        self.get::<Option<&[u8]>>(i)?.map(|bytes| Ok(Uuid::from_bytes(exactly(bytes, i)?))).transpose()
    }
}

fn exactly<const N: usize>(bytes: &[u8], column: usize) -> Result<[u8; N]> {
    let found = bytes.len();
    bytes.try_into().map_err(|_| Error::Damaged(format!("column {column} has {found} bytes, expected {N}")))
}

/// A connection or an open transaction of either engine. A dropped transaction rolls back.
pub(crate) enum Session {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
    SqliteTx(Transaction<'static, Sqlite>),
    PostgresTx(Transaction<'static, Postgres>),
}

macro_rules! bind {
    ($db:ty, $sql:expr, $values:expr) => {
        $values.into_iter().fold(sqlx::query::<$db>(AssertSqlSafe($sql)), |query, value| match value {
            Value::Int(x) => query.bind(x),
            Value::Real(x) => query.bind(x),
            Value::Text(x) => query.bind(x),
            Value::Bytes(x) => query.bind(x),
        })
    };
}

/// The same expression for all four kinds of session.
macro_rules! on {
    ($session:expr, $sql:expr, $values:expr, |$query:ident, $link:ident| $body:expr) => {
        match $session {
            Session::Sqlite(link) => {
                let ($query, $link) = (bind!(Sqlite, $sql, $values), &mut **link);
                $body
            }
            Session::Postgres(link) => {
                let ($query, $link) = (bind!(Postgres, $sql, $values), &mut **link);
                $body
            }
            Session::SqliteTx(link) => {
                let ($query, $link) = (bind!(Sqlite, $sql, $values), &mut **link);
                $body
            }
            Session::PostgresTx(link) => {
                let ($query, $link) = (bind!(Postgres, $sql, $values), &mut **link);
                $body
            }
        }
    };
}

impl Session {
    /// Runs a statement and tells how many rows it touched.
    pub(crate) async fn run(&mut self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<u64> {
        let sql = sql.into();
        Ok(on!(self, sql, values, |query, link| query.execute(link).await?.rows_affected()))
    }

    /// All rows of an answer that is known to be small.
    pub(crate) async fn all(&mut self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<Vec<Row>> {
        let sql = sql.into();
        Ok(on!(self, sql, values, |query, link| query.fetch_all(link).await?.into_iter().map(Row::from).collect()))
    }

    /// The first row, if there is one.
    pub(crate) async fn opt(&mut self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<Option<Row>> {
        let sql = sql.into();
        Ok(on!(self, sql, values, |query, link| query.fetch_optional(link).await?.map(Row::from)))
    }

    /// The only column of the only row, an integer.
    pub(crate) async fn int(&mut self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<i64> {
        let row = self.opt(sql, values).await?;
        row.map_or_else(|| Err(Error::Damaged("a count gave no row".into())), |row| row.get(0))
    }

    /// Calls `f` with every row as it arrives: memory stays flat.
    pub(crate) async fn each(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: Vec<Value>,
        mut f: impl FnMut(Row) -> Result<()> + Send,
    ) -> Result<()> {
        let sql = sql.into();
        on!(self, sql, values, |query, link| {
            let mut rows = query.fetch(link);
            while let Some(row) = rows.try_next().await? {
                f(Row::from(row))?;
            }
        });
        Ok(())
    }

    /// Runs `head VALUES (..), (..) tail` with one row per item, a hundred at a time. `row` also gets the item's place.
    pub(crate) async fn insert<T: Sync>(
        &mut self,
        head: &str,
        tail: &str,
        items: &[T],
        row: impl Fn(usize, &T) -> Vec<Value> + Send,
    ) -> Result<()> {
        for (piece, chunk) in items.chunks(ROWS).enumerate() {
            let values: Vec<Value> =
                chunk.iter().enumerate().flat_map(|(i, item)| row(piece * ROWS + i, item)).collect();
            let tuples = self.engine().tuples(chunk.len(), values.len() / chunk.len());
            let sql = format!("{head} VALUES {tuples}{tail}");
            self.run(sql, values).await?;
        }
        Ok(())
    }

    fn engine(&self) -> Engine {
        match self {
            Session::Sqlite(_) | Session::SqliteTx(_) => Engine::Sqlite,
            Session::Postgres(_) | Session::PostgresTx(_) => Engine::Postgres,
        }
    }

    /// Makes everything since the beginning of the transaction durable.
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Session::SqliteTx(tx) => tx.commit().await?,
            Session::PostgresTx(tx) => tx.commit().await?,
            Session::Sqlite(_) | Session::Postgres(_) => {}
        }
        Ok(())
    }
}

/// Rows of one multi-row statement: far below SQLite's limit of 32,766 parameters, enough to amortise a round trip.
pub(crate) const ROWS: usize = 100;

/// `$3, $4, $5` for three places from the third.
pub(crate) fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
