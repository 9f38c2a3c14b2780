//! Reading an archive that anybody may have made: bounded memory, every line checked before it is believed.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::bufread::GzDecoder;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::archive::ArchiveError;
use crate::archive::line::{End, File, Line, MAX_LINE, PART, VERSION};
use crate::checker::Checker;
use crate::hash::GENESIS;
use crate::merkle::Hash;
use crate::model::Head;
use crate::verify::{Problem, Problems};

/// What reading an archive showed.
#[derive(Clone, Debug)]
pub struct ArchiveReport {
    /// Everything that is not as it must be; empty when all is well.
    pub problems: Problems,
    /// The organisation; nil when not even the first line could be read.
    pub org: Uuid,
    /// End of the chain.
    pub head: Head,
    /// Merkle root over the acts: compare it with a checkpoint you trust. The archive cannot vouch for itself against
    /// somebody who wrote all of it anew.
    pub tree_root: Hash,
    /// Acts read.
    pub acts: u64,
    /// Changes read.
    pub changes: u64,
    /// Files read.
    pub files: u64,
}

impl ArchiveReport {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.problems.count == 0
    }
}

/// Verifies an archive with nothing but its bytes. Everything wrong with it is in the report.
pub fn verify(input: impl Read) -> ArchiveReport {
    let mut scan = Scan::new(input);
    loop {
        match scan.next() {
            Ok(Some(_)) => {}
            Ok(None) => return scan.report(),
            Err(error) => {
                scan.checker.problems.add(Problem::whole(error.to_string()));
                return scan.report();
            }
        }
    }
}

/// What a line adds, once it passed.
pub(super) enum Item {
    Line(Box<Line>),
    Part(Vec<u8>),
}

pub(super) struct Scan<R: Read> {
    input: BufReader<GzDecoder<BufReader<R>>>,
    digest: Sha256,
    line: u64,
    org: Option<Uuid>,
    file: Option<(File, Sha256, i64)>,
    /// Files seen, so that every batch has its rows.
    files: HashMap<Hash, i64>,
    last_file: Option<Hash>,
    /// What the open act may still bring.
    room: (i64, i64, i64),
    ended: bool,
    pub(super) checker: Checker,
}

type Scanned<T> = Result<T, ArchiveError>;

impl<R: Read> Scan<R> {
    pub(super) fn new(input: R) -> Scan<R> {
        Scan {
            input: BufReader::with_capacity(1 << 16, GzDecoder::new(BufReader::new(input))),
            digest: Sha256::new(),
            line: 0,
            org: None,
            file: None,
            files: HashMap::new(),
            last_file: None,
            room: (0, 0, 0),
            ended: false,
            checker: Checker::new(Uuid::nil()),
        }
    }

    /// The next line, checked as far as it can be by itself and what stood before it; nothing after the last.
    pub(super) fn next(&mut self) -> Scanned<Option<Item>> {
        if self.ended {
            return Ok(None);
        }
        let text = self.read_line()?;
        let line: Line = serde_json::from_slice(&text).map_err(|e| self.bad(e.to_string()))?;
        if self.org.is_none() && !matches!(line, Line::Archive(_)) {
            return Err(self.bad("expected the archive's first line".into()));
        }
        if !matches!(line, Line::Part(_)) {
            self.finish_file()?;
        }
        if let Line::End(end) = &line {
            self.finish(end)?;
        }
        self.digest.update(&text);
        self.accept(line).map(Some)
    }

    fn read_line(&mut self) -> Scanned<Vec<u8>> {
        self.line += 1;
        let (line, mut text) = (self.line, Vec::new());
        let read = self.input.by_ref().take(MAX_LINE).read_until(b'\n', &mut text);
        read.map_err(|source| ArchiveError::Io { line, source })?;
        match text.last() {
            Some(b'\n') => Ok(text),
            Some(_) if text.len() as u64 == MAX_LINE => Err(self.bad(format!("longer than {MAX_LINE} bytes"))),
            _ => Err(self.bad("the archive ends before its last line".into())),
        }
    }

    fn accept(&mut self, line: Line) -> Scanned<Item> {
        match &line {
            Line::Archive(header) => {
                if self.org.is_some() || header.version != VERSION {
                    return Err(self.bad(format!("expected one first line of version {VERSION}")));
                }
                self.org = Some(header.org);
                self.checker = Checker::new(header.org);
            }
            Line::File(file) => self.open_file(file)?,
            Line::Part(part) => return self.part(part).map(Item::Part),
            Line::Act(act) => {
                self.checker.close();
                self.room = (act.changes, act.batches, act.answers);
                self.checker.act(act.clone());
            }
            Line::Change(sealed) => {
                self.belongs(sealed.change.seq, self.room.0, "change")?;
                self.room.0 -= 1;
                self.checker.change(sealed);
            }
            Line::Batch(batch) => {
                self.belongs(self.checker.head().seq, self.room.1, "batch")?;
                self.room.1 -= 1;
                if !self.files.contains_key(&batch.file) {
                    return Err(
                        self.bad(format!("the rows of the batch, file {}, are absent", hex::encode(batch.file)))
                    );
                }
                self.checker.batch(batch);
            }
            Line::Answer(answer) => {
                self.belongs(self.checker.head().seq, self.room.2, "sealed answer")?;
                self.room.2 -= 1;
                self.checker.answer(self.checker.answers_of_act(), answer);
            }
            Line::Checkpoint(checkpoint) => {
                let (seq, root) = (self.checker.head().seq, self.checker.root());
                if checkpoint.seq != seq || checkpoint.root != root {
                    let what =
                        format!("the checkpoint names act {} and another root than the acts before it", checkpoint.seq);
                    self.checker.problems.add(Problem::act(seq, what));
                }
            }
            Line::Counter(_) | Line::End(_) => {}
        }
        Ok(Item::Line(Box::new(line)))
    }

    fn belongs(&self, seq: i64, room: i64, what: &str) -> Scanned<()> {
        let act = self.checker.head().seq;
        if seq != act || room <= 0 {
            return Err(self.bad(format!("a {what} of act {seq} that act {act} does not count")));
        }
        Ok(())
    }

    fn open_file(&mut self, file: &File) -> Scanned<()> {
        if self.checker.acts() > 0 || self.last_file.is_some_and(|last| last >= file.hash) {
            return Err(self.bad("expected files before acts, in the order of their hashes".into()));
        }
        self.last_file = Some(file.hash);
        self.file = Some((file.clone(), Sha256::new(), 0));
        Ok(())
    }

    fn part(&mut self, part: &str) -> Scanned<Vec<u8>> {
        let line = self.line;
        let bad = |what: String| ArchiveError::Line { line, what };
        let bytes = STANDARD.decode(part).map_err(|e| bad(format!("part of a file: {e}")))?;
        let Some((file, hasher, size)) = &mut self.file else {
            return Err(bad("a part without a file".into()));
        };
        *size += bytes.len() as i64;
        if bytes.is_empty() || bytes.len() > PART || *size > file.size {
            return Err(bad(format!("file {} has other than its {} bytes", hex::encode(file.hash), file.size)));
        }
        hasher.update(&bytes);
        Ok(bytes)
    }

    fn finish_file(&mut self) -> Scanned<()> {
        let Some((file, hasher, size)) = self.file.take() else { return Ok(()) };
        let hash: Hash = hasher.finalize().into();
        if size != file.size || hash != file.hash {
            let (name, found) = (hex::encode(file.hash), hex::encode(hash));
            return Err(self.bad(format!("file {name}: content has {size} bytes and hash {found}")));
        }
        self.files.insert(hash, size);
        Ok(())
    }

    /// The last line must say what was read, and nothing may follow it.
    fn finish(&mut self, end: &End) -> Scanned<()> {
        self.checker.close();
        let found = End {
            lines: self.line,
            files: self.files.len() as u64,
            acts: self.checker.acts(),
            changes: self.checker.changes,
            batches: self.checker.batches,
            answers: self.checker.answers,
            head: self.checker.head(),
            tree_root: self.checker.root(),
            sha256: self.digest.clone().finalize().into(),
        };
        if found != *end {
            let what = format!("line {}: the end says {end:?}, the archive holds {found:?}", self.line);
            self.checker.problems.add(Problem::whole(what));
        }
        self.ended = true;
        self.nothing_follows()
    }

    /// Reading on also makes the decoder compare the checksum of the stream.
    fn nothing_follows(&mut self) -> Scanned<()> {
        let line = self.line;
        let io = |source| ArchiveError::Io { line, source };
        let inside = self.input.fill_buf().map_err(io)?.is_empty();
        let after = self.input.get_mut().get_mut().fill_buf().map_err(io)?.is_empty();
        if inside && after { Ok(()) } else { Err(self.bad("something follows the last line".into())) }
    }

    fn bad(&self, what: String) -> ArchiveError {
        ArchiveError::Line { line: self.line, what }
    }

    pub(super) fn report(self) -> ArchiveReport {
        let nothing = Head { seq: 0, at: 0, hash: GENESIS };
        ArchiveReport {
            org: self.org.unwrap_or_default(),
            head: if self.org.is_some() { self.checker.head() } else { nothing },
            tree_root: self.checker.root(),
            acts: self.checker.acts(),
            changes: self.checker.changes,
            files: self.files.len() as u64,
            problems: self.checker.problems,
        }
    }
}
