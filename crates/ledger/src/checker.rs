//! The chain checked act by act as it is read: from the database and from an archive alike.

use std::collections::HashMap;

use uuid::Uuid;

use crate::hash::{self, GENESIS};
use crate::merkle::{self, Hash, Tree};
use crate::model::{Act, Batch, Head, SealedAnswer, SealedChange};
use crate::verify::{Problem, Problems};

/// Feed it an act, then all it holds, then [`Checker::close`].
pub(crate) struct Checker {
    org: Uuid,
    head: Head,
    tree: Tree,
    versions: HashMap<Uuid, (i64, i64)>,
    open: Option<Open>,
    pub(crate) changes: u64,
    pub(crate) batches: u64,
    pub(crate) answers: u64,
    pub(crate) problems: Problems,
}

struct Open {
    act: Act,
    changes: Tree,
    batches: Tree,
    answers: Tree,
}

impl Checker {
    pub(crate) fn new(org: Uuid) -> Checker {
        Checker {
            org,
            head: Head { seq: 0, at: 0, hash: GENESIS },
            tree: Tree::default(),
            versions: HashMap::new(),
            open: None,
            changes: 0,
            batches: 0,
            answers: 0,
            problems: Problems::default(),
        }
    }

    /// The last act seen.
    pub(crate) fn head(&self) -> Head {
        self.head
    }

    /// Merkle root over the acts seen.
    pub(crate) fn root(&self) -> Hash {
        self.tree.root()
    }

    pub(crate) fn acts(&self) -> u64 {
        self.tree.size()
    }

    /// How many answers of the open act were fed.
    pub(crate) fn answers_of_act(&self) -> i64 {
        self.open.as_ref().map_or(0, |open| open.answers.size() as i64)
    }

    /// Version and act of the newest change of every record seen.
    pub(crate) fn newest(&self) -> &HashMap<Uuid, (i64, i64)> {
        &self.versions
    }

    pub(crate) fn act(&mut self, act: Act) {
        let seq = act.seq;
        self.expect(seq, "sequence", self.head.seq.saturating_add(1), seq);
        self.expect_hash(seq, "hash of the previous act", self.head.hash, act.previous);
        if act.at < self.head.at {
            let what = format!("recorded at {}, before its predecessor at {}", act.at, self.head.at);
            self.problems.add(Problem::act(seq, what));
        }
        self.expect_hash(seq, "hash of the act", hash::act(self.org, &act), act.hash);
        self.tree.push(merkle::leaf(&act.hash));
        self.head = Head { seq, at: act.at, hash: act.hash };
        let [changes, batches, answers] = [Tree::default(), Tree::default(), Tree::default()];
        self.open = Some(Open { act, changes, batches, answers });
    }

    pub(crate) fn change(&mut self, sealed: &SealedChange) {
        let change = &sealed.change;
        self.changes += 1;
        let newest = (change.version, change.seq);
        let (before, last) = self.versions.insert(change.record, newest).unwrap_or((0, 0));
        if last == change.seq {
            self.problems.add(Problem::record(change.seq, change.record, "changed twice in one act".into()));
        }
        let expected = before.saturating_add(1);
        if change.version != expected {
            let what = format!("version {}, expected {expected}", change.version);
            self.problems.add(Problem::record(change.seq, change.record, what));
        }
        if let Some(open) = &mut self.open {
            if sealed.index != open.changes.size() as i64 {
                let what = format!("leaf {}, expected {}", sealed.index, open.changes.size());
                self.problems.add(Problem::record(change.seq, change.record, what));
            }
            open.changes.push(hash::change(sealed));
        }
    }

    pub(crate) fn batch(&mut self, batch: &Batch) {
        self.batches += 1;
        if let Some(open) = &mut self.open {
            if batch.index != open.batches.size() as i64 {
                let what = format!("batch {}, expected {}", batch.index, open.batches.size());
                self.problems.add(Problem::act(open.act.seq, what));
            }
            open.batches.push(hash::batch(batch));
        }
    }

    pub(crate) fn answer(&mut self, index: i64, answer: &SealedAnswer) {
        self.answers += 1;
        if let Some(open) = &mut self.open {
            if index != open.answers.size() as i64 {
                let what = format!("sealed answer {index}, expected {}", open.answers.size());
                self.problems.add(Problem::act(open.act.seq, what));
            }
            open.answers.push(hash::answer(answer));
        }
    }

    /// Ends the open act: its counts and roots must be those of what was fed.
    pub(crate) fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let act = &open.act;
        self.expect(act.seq, "number of changes", open.changes.size() as i64, act.changes);
        self.expect_hash(act.seq, "Merkle root of the changes", open.changes.root(), act.changes_root);
        self.expect(act.seq, "number of batches", open.batches.size() as i64, act.batches);
        self.expect_hash(act.seq, "Merkle root of the batches", open.batches.root(), act.batches_root);
        self.expect(act.seq, "number of sealed answers", open.answers.size() as i64, act.answers);
        self.expect_hash(act.seq, "Merkle root of the sealed answers", open.answers.root(), act.answers_root);
    }

    fn expect(&mut self, seq: i64, what: &str, expected: i64, found: i64) {
        if expected != found {
            self.problems.add(Problem::act(seq, format!("{what} is {found}, expected {expected}")));
        }
    }

    fn expect_hash(&mut self, seq: i64, what: &str, expected: Hash, found: Hash) {
        if expected != found {
            let (found, expected) = (hex::encode(found), hex::encode(expected));
            self.problems.add(Problem::act(seq, format!("{what} is {found}, expected {expected}")));
        }
    }
}
