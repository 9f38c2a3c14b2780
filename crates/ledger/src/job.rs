//! Work to do later, claimed one organisation after the other, so that nobody's backlog starves the rest.

use uuid::Uuid;

use crate::db::{Row, values};
use crate::error::{Error, Result};
use crate::open::Ledger;

/// A piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The organisation.
    pub org: Uuid,
    /// Identity, from the caller: the same job queued twice is one.
    pub id: Uuid,
    /// What to do; a word of the layer above.
    pub kind: String,
    /// With what.
    pub payload: Vec<u8>,
    /// Not before, microseconds UTC.
    pub due: i64,
    /// How often it was begun.
    pub attempts: i64,
    /// Why it failed last.
    pub error: Option<String>,
    /// How far it is.
    pub state: JobState,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// It waits for its time, or somebody is at it.
    Open,
    /// It was given up: it stays to be seen, and may be tried again.
    Failed,
    /// It is done. The row stays for a while without its payload, so that nobody queues the same job a second time.
    Done,
}

impl JobState {
    fn read(word: &str) -> Result<JobState> {
        match word {
            "open" => Ok(JobState::Open),
            "failed" => Ok(JobState::Failed),
            "done" => Ok(JobState::Done),
            other => Err(Error::Damaged(format!("a job is in state {other:?}, expected open, failed or done"))),
        }
    }
}

const JOB: &str = "org, id, kind, payload, due, attempts, error, state";

fn job(row: &Row) -> Result<Job> {
    Ok(Job {
        org: row.uuid(0)?,
        id: row.uuid(1)?,
        kind: row.get(2)?,
        payload: row.get(3)?,
        due: row.get(4)?,
        attempts: row.get(5)?,
        error: row.get(6)?,
        state: JobState::read(row.get(7)?)?,
    })
}

impl Ledger {
    /// Queues a job; true if it was new.
    pub async fn queue_job(&self, org: Uuid, id: Uuid, kind: &str, payload: &[u8], due: i64) -> Result<bool> {
        let sql = "INSERT INTO job (org, id, kind, payload, due, attempts, state, lease) \
                   VALUES ($1, $2, $3, $4, $5, 0, 'open', 0) ON CONFLICT (org, id) DO NOTHING";
        Ok(self.change(sql, values![org, id, kind, payload, due]).await? > 0)
    }

    /// Claims a due job of the next organisation that has one, after the one served last by this node.
    pub async fn claim_job(&self, holder: &str, now: i64, lease: i64) -> Result<Option<Job>> {
        let mut orgs: Vec<Uuid> = self.orgs().await?.into_iter().map(|org| org.id).collect();
        orgs.sort_unstable();
        let last = self.inner.turn.lock().map_or(None, |turn| *turn);
        let start = orgs.partition_point(|org| last.is_some_and(|last| *org <= last));
        orgs.rotate_left(start);
        for org in orgs {
            if let Some(job) = self.claim_job_of(org, holder, now, lease).await? {
                if let Ok(mut turn) = self.inner.turn.lock() {
                    *turn = Some(org);
                }
                return Ok(Some(job));
            }
        }
        Ok(None)
    }

    /// Claims the job of one organisation that has been due longest, until `lease`. A job whose holder let its lease
    /// pass is claimed again.
    pub async fn claim_job_of(&self, org: Uuid, holder: &str, now: i64, lease: i64) -> Result<Option<Job>> {
        let due = "SELECT id FROM job WHERE org = $1 AND state = 'open' AND due <= $2 AND lease <= $2 ORDER BY due, id LIMIT 1";
        if self.read().await?.opt(due, values![org, now]).await?.is_none() {
            return Ok(None);
        }
        let sql = format!(
            "UPDATE job SET holder = $3, lease = $4, attempts = attempts + 1 WHERE org = $1 AND id = ({due}{}) \
             RETURNING {JOB}",
            self.engine().skip_locked()
        );
        let mut session = self.write().await?;
        let claimed = session.opt(sql, values![org, now, holder, lease]).await?.as_ref().map(job).transpose()?;
        session.commit().await?;
        Ok(claimed)
    }

    /// Ends a job that this holder has; true unless the lease was lost to somebody else.
    pub async fn finish_job(&self, org: Uuid, id: Uuid, holder: &str) -> Result<bool> {
        let sql = "UPDATE job SET state = 'done', payload = $4, holder = NULL, lease = 0, error = NULL \
                   WHERE org = $1 AND id = $2 AND holder = $3";
        Ok(self.change(sql, values![org, id, holder, Vec::new()]).await? > 0)
    }

    /// Gives a job back with the reason; it is due again at `due`, or never when that is absent (it stays to be seen).
    pub async fn fail_job(&self, org: Uuid, id: Uuid, holder: &str, error: &str, due: Option<i64>) -> Result<bool> {
        let sql = "UPDATE job SET holder = NULL, lease = 0, error = $4, due = COALESCE($5, due), \
                   state = CASE WHEN $5 IS NULL THEN 'failed' ELSE 'open' END \
                   WHERE org = $1 AND id = $2 AND holder = $3";
        let error = error.replace('\0', "");
        Ok(self.change(sql, values![org, id, holder, error, due]).await? > 0)
    }

    /// Jobs of an organisation that wait, run or failed, by due time.
    pub async fn jobs(&self, org: Uuid, limit: i64) -> Result<Vec<Job>> {
        let sql = format!("SELECT {JOB} FROM job WHERE org = $1 AND state <> 'done' ORDER BY due, id LIMIT $2");
        self.read().await?.all(sql, values![org, limit]).await?.iter().map(job).collect()
    }

    /// Jobs of an organisation that were given up, newest first.
    pub async fn failed_jobs(&self, org: Uuid, limit: i64) -> Result<Vec<Job>> {
        let sql = format!("SELECT {JOB} FROM job WHERE org = $1 AND state = 'failed' ORDER BY due DESC, id LIMIT $2");
        self.read().await?.all(sql, values![org, limit]).await?.iter().map(job).collect()
    }

    /// A job by its identity, also one that is done and not forgotten yet.
    pub async fn job(&self, org: Uuid, id: Uuid) -> Result<Option<Job>> {
        let sql = format!("SELECT {JOB} FROM job WHERE org = $1 AND id = $2");
        self.read().await?.opt(sql, values![org, id]).await?.as_ref().map(job).transpose()
    }

    /// Opens a job again that was given up; true if it was.
    pub async fn try_job_again(&self, org: Uuid, id: Uuid, now: i64) -> Result<bool> {
        let sql =
            "UPDATE job SET state = 'open', attempts = 0, due = $3 WHERE org = $1 AND id = $2 AND state = 'failed'";
        Ok(self.change(sql, values![org, id, now]).await? > 0)
    }

    /// Forgets jobs that are done and were due before a time.
    pub async fn forget_jobs(&self, org: Uuid, before: i64) -> Result<u64> {
        self.change("DELETE FROM job WHERE org = $1 AND state = 'done' AND due < $2", values![org, before]).await
    }
}
