//! Rows that belong to acts, read in order and in pieces while the acts go by.

use std::collections::VecDeque;

use uuid::Uuid;

use crate::db::{Row, Session, values};
use crate::error::Result;
use crate::model::{ACT, Act, Batch, SealedAnswer, SealedChange};
use crate::read::CHANGE;
use crate::state::Checkpoint;

/// Something with a place in the chain.
pub(crate) trait Placed: Sized + Send {
    /// Selects from `(org, seq, idx) > ($1, $2, $3)`, `$4` rows, ordered; the last two columns are `seq` and `idx`.
    /// Where a row is alone in its act, `idx` does not matter and any number stands in for it.
    fn sql() -> String;
    /// Rows per piece.
    const PIECE: i64;
    fn read(row: &Row) -> Result<Self>;
    /// Number of the columns before `seq` and `idx`.
    const WIDTH: usize;
}

impl Placed for SealedChange {
    fn sql() -> String {
        let order = "WHERE org = $1 AND (seq, idx) > ($2, $3) ORDER BY seq, idx LIMIT $4";
        format!("SELECT idx, salt, {CHANGE}, seq, idx FROM change {order}")
    }
    const PIECE: i64 = 500;
    fn read(row: &Row) -> Result<Self> {
        SealedChange::read(row)
    }
    const WIDTH: usize = 9;
}

impl Placed for Batch {
    fn sql() -> String {
        "SELECT idx, fact, source, mode, file, given, opened, closed, same, seq, idx FROM batch \
         WHERE org = $1 AND (seq, idx) > ($2, $3) ORDER BY seq, idx LIMIT $4"
            .into()
    }
    const PIECE: i64 = 500;
    fn read(row: &Row) -> Result<Self> {
        Batch::read(row)
    }
    const WIDTH: usize = 9;
}

impl Placed for SealedAnswer {
    fn sql() -> String {
        "SELECT record, analysis, model, input, body, seq, idx FROM answer \
         WHERE org = $1 AND (seq, idx) > ($2, $3) ORDER BY seq, idx LIMIT $4"
            .into()
    }
    const PIECE: i64 = 50;
    fn read(row: &Row) -> Result<Self> {
        SealedAnswer::read(row)
    }
    const WIDTH: usize = 5;
}

impl Placed for Act {
    fn sql() -> String {
        format!("SELECT {ACT}, seq, at FROM act WHERE org = $1 AND seq > $2 AND $3 IS NOT NULL ORDER BY seq LIMIT $4")
    }
    const PIECE: i64 = 500;
    fn read(row: &Row) -> Result<Self> {
        Act::read(row)
    }
    const WIDTH: usize = 15;
}

impl Placed for Checkpoint {
    fn sql() -> String {
        "SELECT seq, root, note, at, seq, at FROM checkpoint \
         WHERE org = $1 AND seq > $2 AND $3 IS NOT NULL ORDER BY seq LIMIT $4"
            .into()
    }
    const PIECE: i64 = 500;
    fn read(row: &Row) -> Result<Self> {
        Checkpoint::read(row)
    }
    const WIDTH: usize = 4;
}

/// A cursor over all rows of a kind.
pub(crate) struct Pages<T> {
    org: Uuid,
    last: (i64, i64),
    piece: VecDeque<((i64, i64), T)>,
    done: bool,
}

impl<T: Placed> Pages<T> {
    pub(crate) fn new(org: Uuid) -> Pages<T> {
        Pages { org, last: (i64::MIN, -1), piece: VecDeque::new(), done: false }
    }

    /// The next row whose act is at most `seq`: its place and itself.
    pub(crate) async fn next_upto(&mut self, session: &mut Session, seq: i64) -> Result<Option<((i64, i64), T)>> {
        if self.piece.is_empty() && !self.done {
            self.fetch(session).await?;
        }
        match self.piece.front() {
            Some(((place, _), _)) if *place <= seq => Ok(self.piece.pop_front()),
            _ => Ok(None),
        }
    }

    async fn fetch(&mut self, session: &mut Session) -> Result<()> {
        let rows = session.all(T::sql(), values![self.org, self.last.0, self.last.1, T::PIECE]).await?;
        self.done = (rows.len() as i64) < T::PIECE;
        for row in &rows {
            self.last = (row.get(T::WIDTH)?, row.get(T::WIDTH + 1)?);
            let item = T::read(row).map_err(|error| error.in_place(format!("act {}", self.last.0)))?;
            self.piece.push_back((self.last, item));
        }
        Ok(())
    }
}
