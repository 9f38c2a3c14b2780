//! The whole of an organisation's memory checked against itself.

use std::collections::HashMap;
use std::fmt;

use uuid::Uuid;

use crate::checker::Checker;
use crate::db::{Session, values};
use crate::error::{Error, Result};
use crate::merkle::Hash;
use crate::model::{Act, Batch, Head, SealedAnswer, SealedChange, StoredChange};
use crate::open::Ledger;
use crate::pages::Pages;
use crate::read::{self, CHANGE};
use crate::{facts, files};

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The act concerned.
    pub act: Option<i64>,
    /// The record concerned.
    pub record: Option<Uuid>,
    /// What was found and what was expected.
    pub what: String,
}

impl Problem {
    pub(crate) fn act(seq: i64, what: String) -> Problem {
        Problem { act: Some(seq), record: None, what }
    }

    pub(crate) fn record(seq: i64, record: Uuid, what: String) -> Problem {
        Problem { act: Some(seq), record: Some(record), what }
    }

    pub(crate) fn whole(what: String) -> Problem {
        Problem { act: None, record: None, what }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(act) = self.act {
            write!(f, "act {act}: ")?;
        }
        if let Some(record) = self.record {
            write!(f, "record {record}: ")?;
        }
        f.write_str(&self.what)
    }
}

/// Problems found; beyond a thousand only their number is kept.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    /// The first thousand.
    pub named: Vec<Problem>,
    /// All of them.
    pub count: u64,
}

impl Problems {
    pub(crate) fn add(&mut self, problem: Problem) {
        self.count += 1;
        if self.named.len() < 1000 {
            self.named.push(problem);
        }
    }
}

/// What a verification saw. It speaks of the chain as of `head`, also when acts came in meanwhile.
#[derive(Clone, Debug)]
pub struct VerifyReport {
    /// Everything that is not as it must be; empty when all is well.
    pub problems: Problems,
    /// End of the chain.
    pub head: Head,
    /// Merkle root over the acts, as a checkpoint signs it.
    pub tree_root: Hash,
    /// Acts read.
    pub acts: u64,
    /// Changes read.
    pub changes: u64,
    /// Records in the newest-record projection.
    pub records: u64,
    /// Rows in the fact tables.
    pub facts: u64,
    /// Files whose content was read.
    pub files: u64,
}

impl VerifyReport {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.problems.count == 0
    }
}

impl Ledger {
    /// Recomputes every hash from the stored bytes: leaves, roots, the chain, its head; then compares the projections
    /// (newest records, facts) and the files with what the chain says. Reads one consistent snapshot.
    ///
    /// # Errors
    /// Only when it cannot look at all; what is wrong with the data is in the report.
    pub async fn verify(&self, org: Uuid) -> Result<VerifyReport> {
        let mut session = self.snapshot().await?;
        let mut checker = Checker::new(org);
        let mut seen = Seen::default();
        match self.look(&mut session, org, &mut checker, &mut seen).await {
            Err(Error::Damaged(what)) => checker.problems.add(Problem::whole(format!("cannot be read on: {what}"))),
            outcome => outcome?,
        }
        let Seen { head, records, facts, files } = seen;
        Ok(VerifyReport {
            head: head.unwrap_or(checker.head()),
            tree_root: checker.root(),
            acts: checker.acts(),
            changes: checker.changes,
            records,
            facts,
            files,
            problems: checker.problems,
        })
    }

    async fn look(&self, session: &mut Session, org: Uuid, checker: &mut Checker, seen: &mut Seen) -> Result<()> {
        let head = read::head(session, org).await.map_err(|error| error.in_place("head"))?;
        seen.head = Some(head);
        chain(session, org, checker).await?;
        check_head(checker, head);
        check_checkpoints(session, org, checker).await?;
        seen.records = check_records(session, org, checker).await?;
        if let Some(folder) = &self.inner.folder {
            seen.facts = facts::compare(session, folder, org, &mut checker.problems).await?;
            seen.files = check_files(session, folder, org, &mut checker.problems).await?;
        } else if !files::page(session, org, None, 1).await?.is_empty() {
            checker.problems.add(Problem::whole("facts and files were not checked: no folder was given".into()));
        }
        Ok(())
    }
}

/// What was seen beside the chain.
#[derive(Default)]
struct Seen {
    head: Option<Head>,
    records: u64,
    facts: u64,
    files: u64,
}

async fn chain(session: &mut Session, org: Uuid, checker: &mut Checker) -> Result<()> {
    let (mut acts, mut rest) = (Pages::<Act>::new(org), Rest::new(org));
    while let Some((_, act)) = acts.next_upto(session, i64::MAX).await? {
        let seq = act.seq;
        rest.before(session, seq, checker).await?;
        checker.act(act);
        rest.of(session, seq, checker).await?;
        checker.close();
    }
    rest.before(session, i64::MAX, checker).await
}

/// The rows that hang on acts.
struct Rest {
    changes: Pages<SealedChange>,
    batches: Pages<Batch>,
    answers: Pages<SealedAnswer>,
}

impl Rest {
    fn new(org: Uuid) -> Rest {
        Rest { changes: Pages::new(org), batches: Pages::new(org), answers: Pages::new(org) }
    }

    async fn of(&mut self, session: &mut Session, seq: i64, checker: &mut Checker) -> Result<()> {
        while let Some((_, change)) = self.changes.next_upto(session, seq).await? {
            checker.change(&change);
        }
        while let Some((_, batch)) = self.batches.next_upto(session, seq).await? {
            checker.batch(&batch);
        }
        while let Some(((_, index), answer)) = self.answers.next_upto(session, seq).await? {
            checker.answer(index, &answer);
        }
        Ok(())
    }

    /// Rows of acts that do not exist.
    async fn before(&mut self, session: &mut Session, seq: i64, checker: &mut Checker) -> Result<()> {
        let orphan = |seq, what: &str| Problem::act(seq, format!("{what} of an act that does not exist"));
        while let Some(((seq, _), change)) = self.changes.next_upto(session, seq - 1).await? {
            checker.problems.add(Problem { record: Some(change.change.record), ..orphan(seq, "a change") });
        }
        while let Some(((seq, _), _)) = self.batches.next_upto(session, seq - 1).await? {
            checker.problems.add(orphan(seq, "a batch"));
        }
        while let Some(((seq, _), _)) = self.answers.next_upto(session, seq - 1).await? {
            checker.problems.add(orphan(seq, "a sealed answer"));
        }
        Ok(())
    }
}

fn check_head(checker: &mut Checker, head: Head) {
    let last = checker.head();
    if head != last {
        let show = |head: Head| format!("act {} at {} with hash {}", head.seq, head.at, hex::encode(head.hash));
        let what = format!("the head names {}, expected {}", show(head), show(last));
        checker.problems.add(Problem::whole(what));
    }
}

/// A checkpoint pins the tree of the acts up to it: whoever rewrote history after it cannot meet its root.
async fn check_checkpoints(session: &mut Session, org: Uuid, checker: &mut Checker) -> Result<()> {
    let rows = session.all("SELECT seq, root FROM checkpoint WHERE org = $1 ORDER BY seq", values![org]).await?;
    let mut roots: HashMap<i64, Hash> = HashMap::new();
    if !rows.is_empty() {
        let mut tree = crate::merkle::Tree::default();
        let push = |row: crate::db::Row| {
            tree.push(crate::merkle::leaf(&row.array::<32>(1)?));
            roots.insert(row.get(0)?, tree.root());
            Ok(())
        };
        session.each("SELECT seq, hash FROM act WHERE org = $1 ORDER BY seq", values![org], push).await?;
    }
    for row in rows {
        let (seq, root): (i64, Hash) = (row.get(0)?, row.array(1)?);
        if roots.get(&seq) != Some(&root) {
            checker.problems.add(Problem::act(seq, format!("the checkpoint's root {} is not met", hex::encode(root))));
        }
    }
    Ok(())
}

/// The newest-record projection: the same rows as the newest changes, nothing else.
async fn check_records(session: &mut Session, org: Uuid, checker: &mut Checker) -> Result<u64> {
    let r = CHANGE.split(", ").map(|c| format!("r.{c}")).collect::<Vec<_>>().join(", ");
    let c = CHANGE.split(", ").map(|c| format!("c.{c}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT {r}, {c} FROM record r LEFT JOIN change c ON c.org = $1 AND c.record = r.record AND c.seq = r.seq \
         WHERE r.org = $1"
    );
    let mut count = 0;
    let mut missing = checker.newest().clone();
    let problems = &mut checker.problems;
    let check = |row: crate::db::Row| {
        count += 1;
        let newest = StoredChange::read(&row, 0).map_err(|error| error.in_place("newest record"))?;
        let expected = missing.remove(&newest.record);
        let source = row.uuid_opt(7)?.map(|_| StoredChange::read(&row, 7)).transpose()?;
        if source.as_ref() != Some(&newest) || expected != Some((newest.version, newest.seq)) {
            let found = format!("the newest-record row (version {}) is not the newest change", newest.version);
            let what = format!("{found}, expected version {}", expected.map_or(0, |(version, _)| version));
            problems.add(Problem::record(newest.seq, newest.record, what));
        }
        Ok(())
    };
    session.each(sql, values![org], check).await?;
    for (record, (version, seq)) in missing {
        let what = format!("no newest-record row, expected version {version}");
        problems.add(Problem::record(seq, record, what));
    }
    Ok(count)
}

async fn check_files(session: &mut Session, folder: &files::Folder, org: Uuid, problems: &mut Problems) -> Result<u64> {
    let (mut after, mut count) = (None, 0);
    loop {
        let rows = files::page(session, org, after, 200).await?;
        let Some(last) = rows.last() else { return Ok(count) };
        after = Some(last.hash);
        for row in rows {
            count += 1;
            let name = hex::encode(row.hash);
            match folder.check(row.hash).await {
                Ok((hash, size)) if hash == row.hash && size == row.size => {}
                Ok((hash, size)) => problems.add(Problem::whole(format!(
                    "file {name}: content has hash {} and {size} bytes, expected {} bytes",
                    hex::encode(hash),
                    row.size
                ))),
                Err(error) => problems.add(Problem::whole(format!("file {name}: {error}"))),
            }
        }
    }
}
