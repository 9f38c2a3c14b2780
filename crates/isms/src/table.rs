//! All records of one kind: chunks in key order, shared between values, with columns made when first asked for.
//!
//! A change copies one chunk of pointers. The columns of a chunk (one sortable word per record and field, and the searchable
//! text) are derived data: they live in the chunk, are built lazily, and a changed chunk builds only its own again.

use crate::{
    field::{Fields, Ty, Val},
    head::{self, Head},
    kind::KindInfo,
    record::AnyRecord,
};
use std::sync::{Arc, OnceLock};

const FULL: usize = 256;

/// Columns that every kind has, before its head's and body's fields.
pub const FIXED: [&str; 6] = ["key", "state", "changed", "created", "version", "edition"];

/// Records of one kind, in the order of their keys.
#[derive(Clone, Default)]
pub struct Table {
    chunks: Vec<Arc<Chunk>>,
    len: usize,
}

/// Neighbouring records, and what is derived from them.
#[derive(Default)]
pub struct Chunk {
    /// The records.
    pub records: Vec<Arc<dyn AnyRecord>>,
    columns: OnceLock<Columns>,
    text: OnceLock<Blob>,
}

impl Clone for Chunk {
    fn clone(&self) -> Self {
        Chunk { records: self.records.clone(), columns: OnceLock::new(), text: OnceLock::new() }
    }
}

/// One sortable word per record and column; 0 is empty.
pub struct Columns {
    words: Vec<Box<[u64]>>,
    /// Keys and titles in lower case.
    pub titles: Blob,
}

/// Texts one behind the other, so that a search is one pass over memory.
#[derive(Default)]
pub struct Blob {
    text: String,
    ends: Vec<u32>,
}

impl Blob {
    fn push(&mut self, text: &str) {
        self.text.extend(text.chars().flat_map(char::to_lowercase));
        self.text.push('\n');
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Marks the rows in which a lower-case text occurs.
    pub fn find(&self, finder: &memchr::memmem::Finder<'_>, hit: &mut [bool]) {
        for at in finder.find_iter(self.text.as_bytes()) {
            let row = self.ends.partition_point(|end| (*end as usize) <= at);
            if let Some(hit) = hit.get_mut(row) {
                *hit = true;
            }
        }
    }
}

impl Table {
    /// A table of records already in key order.
    pub fn from_sorted(records: Vec<Arc<dyn AnyRecord>>) -> Table {
        let len = records.len();
        let mut chunks = Vec::with_capacity(len / FULL + 1);
        let mut rest = records.into_iter().peekable();
        while rest.peek().is_some() {
            chunks.push(Arc::new(Chunk { records: rest.by_ref().take(FULL).collect(), ..Chunk::default() }));
        }
        Table { chunks, len }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All records in key order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn AnyRecord>> {
        self.chunks.iter().flat_map(|c| c.records.iter())
    }

    /// The record with the highest number.
    pub fn last(&self) -> Option<&Arc<dyn AnyRecord>> {
        self.chunks.last()?.records.last()
    }

    /// Records of chunks that another table does not share: everything that may differ between the two.
    pub fn beside<'a>(&'a self, other: &'a Table) -> impl Iterator<Item = &'a Arc<dyn AnyRecord>> {
        let shared = |c: &&Arc<Chunk>| {
            other.chunks.binary_search_by_key(&first(c), first).is_ok_and(|at| Arc::ptr_eq(c, &other.chunks[at]))
        };
        self.chunks.iter().filter(move |c| !shared(c)).flat_map(|c| c.records.iter())
    }

    /// The chunks, for scans.
    pub fn chunks(&self) -> &[Arc<Chunk>] {
        &self.chunks
    }

    /// The record of a number.
    pub fn get(&self, number: u32) -> Option<&Arc<dyn AnyRecord>> {
        let chunk = self.chunks.get(self.chunk_of(number))?;
        let at = chunk.records.binary_search_by_key(&number, |r| r.head().number).ok()?;
        chunk.records.get(at)
    }

    fn chunk_of(&self, number: u32) -> usize {
        let after = self.chunks.partition_point(|c| c.records.first().is_some_and(|r| r.head().number <= number));
        after.saturating_sub(1)
    }

    /// Puts a record in its place; an earlier version of it goes.
    pub fn insert(&mut self, record: Arc<dyn AnyRecord>) {
        let number = record.head().number;
        let at = self.chunk_of(number);
        let Some(chunk) = self.chunks.get_mut(at) else {
            self.chunks.push(Arc::new(Chunk { records: vec![record], ..Chunk::default() }));
            self.len = 1;
            return;
        };
        let chunk = Arc::make_mut(chunk);
        (chunk.columns, chunk.text) = (OnceLock::new(), OnceLock::new());
        match chunk.records.binary_search_by_key(&number, |r| r.head().number) {
            Ok(place) => chunk.records[place] = record,
            Err(place) => {
                chunk.records.insert(place, record);
                self.len += 1;
                if chunk.records.len() > FULL {
                    let appended = place + 1 == chunk.records.len();
                    let tail = chunk.records.split_off(if appended { FULL } else { FULL / 2 });
                    self.chunks.insert(at + 1, Arc::new(Chunk { records: tail, ..Chunk::default() }));
                }
            }
        }
    }

    /// Takes a record out: only for rewinding to before it existed.
    pub fn remove(&mut self, number: u32) {
        let at = self.chunk_of(number);
        let Some(chunk) = self.chunks.get_mut(at) else { return };
        let chunk = Arc::make_mut(chunk);
        (chunk.columns, chunk.text) = (OnceLock::new(), OnceLock::new());
        if let Ok(place) = chunk.records.binary_search_by_key(&number, |r| r.head().number) {
            chunk.records.remove(place);
            self.len -= 1;
        }
        if chunk.records.is_empty() {
            self.chunks.remove(at);
        }
    }
}

fn first(chunk: &Arc<Chunk>) -> u32 {
    chunk.records.first().map_or(0, |r| r.head().number)
}

impl Chunk {
    /// The columns, made on first use.
    pub fn columns(&self) -> &Columns {
        self.columns.get_or_init(|| Columns::of(&self.records))
    }

    /// All words of all records in lower case, made on first use.
    pub fn text(&self) -> &Blob {
        self.text.get_or_init(|| {
            let mut blob = Blob::default();
            let mut line = String::new();
            for record in &self.records {
                line.clear();
                line.push_str(&record.key().to_string());
                words_of(record.head(), &mut line);
                words_of(record.body(), &mut line);
                for value in record.custom().values().filter_map(|v| v.as_str()) {
                    line.push(' ');
                    line.push_str(value);
                }
                blob.push(&line.replace('\n', " "));
            }
            blob
        })
    }
}

fn words_of(fields: &dyn Fields, line: &mut String) {
    for index in 0..fields.fields().len() {
        words_in(&fields.get(index), line);
    }
}

fn words_in(value: &Val<'_>, line: &mut String) {
    match value {
        Val::Str(s) | Val::Choice(s) => {
            line.push(' ');
            line.push_str(s);
        }
        Val::Clause(c) => {
            line.push(' ');
            line.push_str(&c.requirement);
        }
        Val::List(list) => list.iter().for_each(|v| words_in(v, line)),
        Val::Part(part) => words_of(*part, line),
        _ => {}
    }
}

impl Columns {
    fn of(records: &[Arc<dyn AnyRecord>]) -> Columns {
        let Some(first) = records.first() else { return Columns { words: Vec::new(), titles: Blob::default() } };
        let kind = first.kind();
        let width = FIXED.len() + head::FIELDS.len() + kind.fields.len();
        let mut words: Vec<Box<[u64]>> = (0..width).map(|_| vec![0; records.len()].into_boxed_slice()).collect();
        let mut titles = Blob::default();
        for (row, record) in records.iter().enumerate() {
            let head = record.head();
            titles.push(&format!("{} {}", record.key(), head.title).replace('\n', " "));
            let fixed = fixed_words(kind, head, record.in_force().map_or(0, |e| e.number));
            let heads = head::FIELDS.iter().enumerate().map(|(i, f)| word(f.ty, &head.get(i)));
            let body = record.body();
            let bodies = kind.fields.iter().enumerate().map(|(i, f)| word(f.ty, &body.get(i)));
            for (column, word) in fixed.into_iter().chain(heads).chain(bodies).enumerate() {
                words[column][row] = word;
            }
        }
        Columns { words, titles }
    }

    /// The words of one column.
    pub fn column(&self, column: usize) -> &[u64] {
        self.words.get(column).map_or(&[], |c| c)
    }
}

fn fixed_words(kind: &KindInfo, head: &Head, edition: u32) -> [u64; FIXED.len()] {
    let state = kind.lifecycle.states.iter().position(|s| s.name == &*head.state).map_or(0, |i| i as u64 + 1);
    [
        u64::from(head.number),
        state,
        signed(head.changed.as_microsecond()),
        signed(head.created.as_microsecond()),
        signed(head.version),
        u64::from(edition),
    ]
}

/// The column of a field name: fixed, head or body.
pub fn column_of(kind: &KindInfo, name: &str) -> Option<usize> {
    let after_head = FIXED.len() + head::FIELDS.len();
    FIXED
        .iter()
        .position(|f| *f == name)
        .or_else(|| head::FIELDS.iter().position(|f| f.name == name).map(|i| FIXED.len() + i))
        .or_else(|| kind.fields.iter().position(|f| f.name == name).map(|i| after_head + i))
}

/// A word that sorts like the value and, but for long texts and lists, tells it apart. 0 is empty.
pub fn word(ty: Ty, value: &Val<'_>) -> u64 {
    match value {
        Val::Empty => 0,
        Val::Str(s) => prefix(s),
        Val::Int(n) => signed(*n),
        Val::Num(n) => float(*n),
        Val::Flag(on) => 1 + u64::from(*on),
        Val::Date(d) => signed(date_days(*d)),
        Val::Time(t) => signed(t.as_microsecond()),
        Val::Money(m) => signed(m.minor),
        Val::Range(r) => float(r.high),
        Val::Choice(word) => match ty {
            Ty::Choice(options) => options.iter().position(|o| o.value == *word).map_or(0, |i| i as u64 + 1),
            _ => 0,
        },
        Val::Ref(id) => id.low().max(1),
        Val::Clause(c) => prefix(&c.requirement),
        Val::List(list) => list.len() as u64,
        Val::Part(_) => 1,
    }
}

fn date_days(date: jiff::civil::Date) -> i64 {
    i64::from(date.year()) * 400 + i64::from(date.day_of_year())
}

fn signed(n: i64) -> u64 {
    ((n as u64) ^ (1 << 63)).max(1)
}

fn float(n: f64) -> u64 {
    let bits = n.to_bits();
    (if n.is_sign_negative() { !bits } else { bits | (1 << 63) }).max(1)
}

/// The first eight bytes in lower case, so that most comparisons need no text at all.
fn prefix(text: &str) -> u64 {
    let mut bytes = [0u8; 8];
    let lower = text.chars().flat_map(char::to_lowercase);
    let mut at = 0;
    for letter in lower {
        let mut buffer = [0u8; 4];
        for byte in letter.encode_utf8(&mut buffer).bytes() {
            if at == 8 {
                return u64::from_be_bytes(bytes);
            }
            bytes[at] = byte;
            at += 1;
        }
    }
    u64::from_be_bytes(bytes).max(1)
}
