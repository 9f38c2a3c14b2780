//! Questions about facts, bounded by a sequence: the same answer for ever.

use uuid::Uuid;

use crate::db::{Value, values};
use crate::error::{Error, Result};
use crate::facts::kinds::FactRow;
use crate::facts::{Fact, OPEN, replay};
use crate::open::Ledger;

/// Where a page of facts ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    source: String,
    fact: [u8; 16],
    from: i64,
}

/// A fact and how long it held.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval<F> {
    /// The fact.
    pub fact: F,
    /// Who says so.
    pub source: String,
    /// The act that opened it.
    pub from: i64,
    /// The act that closed it; nothing while it is open.
    pub to: Option<i64>,
    /// Pass this to [`FactQuery::after`] for what follows.
    pub cursor: Cursor,
}

/// Which facts to give. Start from [`FactQuery::at`] or [`FactQuery::touched`].
#[derive(Clone, Debug)]
pub struct FactQuery {
    span: Span,
    source: Option<String>,
    equals: Vec<(&'static str, Value)>,
    after: Option<Cursor>,
    limit: i64,
}

#[derive(Clone, Copy, Debug)]
enum Span {
    At(i64),
    Touched { after: i64, upto: i64 },
}

impl FactQuery {
    /// Facts that held after act `seq`.
    pub fn at(seq: i64) -> FactQuery {
        FactQuery { span: Span::At(seq), source: None, equals: Vec::new(), after: None, limit: i64::MAX }
    }

    /// Facts that began or ended after one act up to and including another.
    pub fn touched(after: i64, upto: i64) -> FactQuery {
        FactQuery { span: Span::Touched { after, upto }, ..FactQuery::at(0) }
    }

    /// Only from this source.
    pub fn source(mut self, source: &str) -> FactQuery {
        self.source = Some(source.to_owned());
        self
    }

    /// Only where a column has a value; the column must be one of the kind's.
    pub fn equals(mut self, column: &'static str, value: impl Into<Value>) -> FactQuery {
        self.equals.push((column, value.into()));
        self
    }

    /// Only what follows the cursor.
    pub fn after(mut self, cursor: Cursor) -> FactQuery {
        self.after = Some(cursor);
        self
    }

    /// At most so many.
    pub fn limit(mut self, limit: i64) -> FactQuery {
        self.limit = limit;
        self
    }

    /// The condition after `WHERE` and its values.
    fn condition<F: Fact>(&self, org: Uuid) -> Result<(String, Vec<Value>)> {
        let (mut text, mut values) = match self.span {
            Span::At(seq) => ("org = $1 AND from_seq <= $2 AND to_seq > $2".to_owned(), values![org, seq]),
            Span::Touched { after, upto } => {
                let text = "org = $1 AND ((from_seq > $2 AND from_seq <= $3) OR (to_seq > $2 AND to_seq <= $3))";
                (text.to_owned(), values![org, after, upto.min(OPEN - 1)])
            }
        };
        let mut and = |column: &str, value: Value| {
            values.push(value);
            text.push_str(&format!(" AND {column} = ${}", values.len()));
        };
        if let Some(source) = &self.source {
            and("source", source.into());
        }
        for (column, value) in &self.equals {
            if !F::TABLE.columns.contains(column) {
                return Err(Error::Invalid(format!("{} has no column {column}", F::TABLE.name)));
            }
            and(column, value.clone());
        }
        if let Some(after) = &self.after {
            let n = values.len();
            text.push_str(&format!(" AND (source, fact, from_seq) > (${}, ${}, ${})", n + 1, n + 2, n + 3));
            values.extend(values![&after.source, after.fact, after.from]);
        }
        Ok((text, values))
    }
}

impl Ledger {
    /// Facts of a kind, ordered by source and identity.
    pub async fn facts<F: Fact>(&self, org: Uuid, query: &FactQuery) -> Result<Vec<Interval<F>>> {
        let (condition, mut values) = query.condition::<F>(org)?;
        values.push(query.limit.into());
        let sql = format!(
            "SELECT source, fact, from_seq, to_seq, {} FROM {} WHERE {condition} ORDER BY source, fact, from_seq LIMIT ${}",
            F::TABLE.columns.join(", "),
            F::TABLE.name,
            values.len()
        );
        let rows = self.read().await?.all(sql, values).await?;
        rows.iter()
            .map(|row| {
                let cursor = Cursor { source: row.get(0)?, fact: row.array(1)?, from: row.get(2)? };
                let to = Some(row.get(3)?).filter(|to| *to != OPEN);
                let fact = F::from_row(&FactRow { row, first: 4 })?;
                Ok(Interval { fact, source: cursor.source.clone(), from: cursor.from, to, cursor })
            })
            .collect()
    }

    /// How many facts a query gives.
    pub async fn count_facts<F: Fact>(&self, org: Uuid, query: &FactQuery) -> Result<i64> {
        let (condition, values) = query.condition::<F>(org)?;
        let sql = format!("SELECT COUNT(*) FROM {} WHERE {condition}", F::TABLE.name);
        self.read().await?.int(sql, values).await
    }

    /// How many facts a query gives for each value of a column, in the order of the values: large populations are
    /// counted where their rows are.
    pub async fn group_facts<F: Fact>(
        &self,
        org: Uuid,
        query: &FactQuery,
        column: &'static str,
    ) -> Result<Vec<(Value, i64)>> {
        let (condition, values) = query.condition::<F>(org)?;
        if !F::TABLE.columns.contains(&column) {
            return Err(Error::Invalid(format!("{} has no column {column}", F::TABLE.name)));
        }
        let sql = format!(
            "SELECT {column}, COUNT(*) FROM {} WHERE {condition} GROUP BY {column} ORDER BY {column}",
            F::TABLE.name
        );
        let rows = self.read().await?.all(sql, values).await?;
        rows.iter().map(|row| Ok((row.value(0)?, row.get(1)?))).collect()
    }

    /// Sequence and recorded time of the newest batch of a kind and source up to `seq`: when its facts were last seen.
    pub async fn last_seen<F: Fact>(&self, org: Uuid, source: &str, seq: i64) -> Result<Option<(i64, i64)>> {
        let sql = "SELECT a.seq, a.at FROM batch b JOIN act a ON a.org = b.org AND a.seq = b.seq \
                   WHERE b.org = $1 AND b.fact = $2 AND b.source = $3 AND b.seq <= $4 ORDER BY b.seq DESC LIMIT 1";
        let row = self.read().await?.opt(sql, values![org, F::TABLE.name, source, seq]).await?;
        row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
    }

    /// Makes the fact tables of an organisation anew from the sealed batches.
    ///
    /// # Errors
    /// [`Error::Damaged`] when a batch cannot be read or does not give the counts its act sealed; nothing is changed.
    pub async fn rebuild_facts(&self, org: Uuid) -> Result<()> {
        let mut session = self.write().await?;
        session.run("UPDATE head SET seq = seq WHERE org = $1", values![org]).await?;
        let problems = replay::rebuild(&mut session, self.folder()?, org).await?;
        match problems.named.first() {
            Some(problem) => Err(Error::Damaged(problem.to_string())),
            None => session.commit().await,
        }
    }
}
