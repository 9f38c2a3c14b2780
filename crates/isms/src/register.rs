//! A page of a register: the matching records of a kind, sorted, counted.
//!
//! Conditions on columns are decided on words of eight bytes, chunk by chunk; only what those leave open looks at records.

use crate::{
    authority::Sight,
    field::{Fields, Ty, Val},
    filter::{Op, Query, Test},
    head,
    isms::{Isms, targets},
    kind::{KINDS, KindInfo},
    record::AnyRecord,
    table::{self, Chunk, FIXED},
    values::RecordId,
};
use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::Arc,
};

/// The rows asked for, and how many match in all.
#[derive(Debug, Default)]
pub struct Page {
    /// All that match.
    pub total: usize,
    /// Those of the page.
    pub rows: Vec<Arc<dyn AnyRecord>>,
}

/// Finds the page of a query: `limit` rows from `offset` on.
pub fn page(isms: &Isms, sight: &Sight, kind: &'static KindInfo, query: &Query, offset: usize, limit: usize) -> Page {
    let plan = Plan::of(isms, sight, kind, query);
    let (column, descending) = query.sort.unwrap_or((0, false));
    let mut hits: Vec<(u64, u32, u32)> = Vec::new();
    let ranks = plan.ranks(column);
    for (at, chunk) in isms.table(kind).chunks().iter().enumerate() {
        let keep = plan.scan(chunk);
        let words = chunk.columns().column(column);
        for (row, _) in keep.iter().enumerate().filter(|(_, keep)| **keep) {
            let word = words.get(row).copied().unwrap_or(0);
            let word = ranks.as_ref().map_or(word, |r| r.get(&word).copied().unwrap_or(0));
            hits.push((if descending { !word } else { word }, at as u32, row as u32));
        }
    }
    let total = hits.len();
    let rows = plan.top(hits, column, descending, offset, limit);
    Page { total, rows }
}

/// How many records match.
pub fn count(isms: &Isms, sight: &Sight, kind: &'static KindInfo, query: &Query) -> usize {
    let plan = Plan::of(isms, sight, kind, query);
    isms.table(kind).chunks().iter().map(|c| plan.scan(c).iter().filter(|k| **k).count()).sum()
}

/// A query made ready for one value: texts compiled, relations looked up.
struct Plan<'a> {
    isms: &'a Isms,
    kind: &'static KindInfo,
    compartments: u64,
    /// Numbers of records that only others may see, sorted.
    veiled: Vec<u32>,
    /// Numbers of records that are seen because they are the viewer's own, sorted.
    own: Vec<u32>,
    steps: Vec<(bool, Ready<'a>)>,
}

enum Ready<'a> {
    Title(memchr::memmem::Finder<'a>),
    Anywhere(memchr::memmem::Finder<'a>),
    Column {
        column: usize,
        op: Op,
        words: &'a [u64],
    },
    /// A relation to one record, compared by the random words of identifiers.
    One(usize, Vec<u64>),
    /// Numbers of records, sorted.
    Numbers(Vec<u32>),
    States(Vec<u64>),
    /// A text in one field: rows whose words hold it at all are looked at.
    Contains(&'a Test, Vec<memchr::memmem::Finder<'a>>),
    Row(&'a Test),
}

impl<'a> Plan<'a> {
    fn of(isms: &'a Isms, sight: &Sight, kind: &'static KindInfo, query: &'a Query) -> Plan<'a> {
        let steps = query.tests.iter().map(|(no, test)| (*no, Ready::of(isms, kind, test))).collect();
        let veiled = isms.veiled(kind).filter(|(_, person)| !sight.lifts(Some(*person))).map(|(number, _)| number);
        let (compartments, own) = (sight.compartments(kind), sight.own(isms, kind));
        Plan { isms, kind, compartments, veiled: veiled.collect(), own, steps }
    }

    fn scan(&self, chunk: &Chunk) -> Vec<bool> {
        let columns = chunk.columns();
        let mut keep = vec![true; chunk.records.len()];
        let at = FIXED.len() + 3;
        for (keep, word) in keep.iter_mut().zip(columns.column(at)) {
            *keep = self.compartments >> (word.saturating_sub(1) & 63) & 1 == 1;
        }
        mark(&self.own, columns.column(0), &mut keep);
        if !self.veiled.is_empty() {
            let mut veiled = vec![false; keep.len()];
            mark(&self.veiled, columns.column(0), &mut veiled);
            keep.iter_mut().zip(veiled).for_each(|(keep, veiled)| *keep &= !veiled);
        }
        for (negated, step) in &self.steps {
            step.narrow(chunk, *negated, &mut keep);
        }
        keep
    }

    /// For relations, the order of their targets' titles.
    fn ranks(&self, column: usize) -> Option<Ranks> {
        let field = self.field(column)?;
        if !matches!(field.ty, Ty::Ref(_)) {
            return None;
        }
        let mut found: HashMap<u64, RecordId, BuildHasherDefault<AsIs>> = HashMap::default();
        for chunk in self.isms.table(self.kind).chunks() {
            for (word, record) in chunk.columns().column(column).iter().zip(&chunk.records) {
                if *word != 0 && !found.contains_key(word) {
                    let (fields, index) = self.place(column, record.as_ref());
                    targets(&fields.get(index), &mut |id| {
                        found.insert(*word, id);
                    });
                }
            }
        }
        let mut titles: Vec<(String, u64)> = found
            .into_iter()
            .map(|(word, id)| (self.isms.get(id).map(|r| r.head().title.to_lowercase()).unwrap_or_default(), word))
            .collect();
        titles.sort_unstable();
        Some(titles.into_iter().enumerate().map(|(rank, (_, word))| (word, rank as u64 + 1)).collect())
    }

    fn field(&self, column: usize) -> Option<&'static crate::field::Field> {
        let at = column.checked_sub(FIXED.len())?;
        head::FIELDS.get(at).or_else(|| self.kind.fields.get(at.checked_sub(head::FIELDS.len())?))
    }

    fn place<'r>(&self, column: usize, record: &'r dyn AnyRecord) -> (&'r dyn Fields, usize) {
        let at = column.saturating_sub(FIXED.len());
        if at < head::FIELDS.len() { (record.head(), at) } else { (record.body(), at - head::FIELDS.len()) }
    }

    /// The rows of the page: selected by word, ties between long texts settled by the text, then by key.
    fn top(
        &self,
        mut hits: Vec<(u64, u32, u32)>,
        column: usize,
        descending: bool,
        offset: usize,
        limit: usize,
    ) -> Vec<Arc<dyn AnyRecord>> {
        let until = offset.saturating_add(limit).min(hits.len());
        if offset >= until {
            return Vec::new();
        }
        let text = self.field(column).filter(|f| matches!(f.ty, Ty::Line | Ty::Text));
        let chunks = self.isms.table(self.kind).chunks();
        let lower = |at: u32, row: u32| -> String {
            let record = &chunks[at as usize].records[row as usize];
            let (fields, index) = self.place(column, record.as_ref());
            if let Val::Str(s) = fields.get(index) { s.to_lowercase() } else { String::new() }
        };
        let order = |a: &(u64, u32, u32), b: &(u64, u32, u32)| {
            let by_word = a.0.cmp(&b.0);
            if by_word.is_eq() && text.is_some() {
                let by_text = lower(a.1, a.2).cmp(&lower(b.1, b.2));
                let by_text = if descending { by_text.reverse() } else { by_text };
                return by_text.then((a.1, a.2).cmp(&(b.1, b.2)));
            }
            by_word.then((a.1, a.2).cmp(&(b.1, b.2)))
        };
        if until < hits.len() {
            hits.select_nth_unstable_by(until, order);
        }
        let front = &mut hits[..until];
        front.sort_unstable_by(order);
        front[offset..].iter().map(|(_, at, row)| chunks[*at as usize].records[*row as usize].clone()).collect()
    }
}

impl<'a> Ready<'a> {
    fn of(isms: &Isms, kind: &'static KindInfo, test: &'a Test) -> Ready<'a> {
        match test {
            Test::Title(text) => Ready::Title(memchr::memmem::Finder::new(text)),
            Test::Anywhere(text) => Ready::Anywhere(memchr::memmem::Finder::new(text)),
            Test::Column { column, op, words } => Ready::Column { column: *column, op: *op, words },
            Test::Points { field, targets } if single(kind, field) => {
                let column = table::column_of(kind, field).unwrap_or(usize::MAX);
                Ready::One(column, targets.iter().map(|t| table::word(Ty::Ref(&[]), &Val::Ref(*t))).collect())
            }
            Test::Points { field, targets } => {
                let sources = targets.iter().flat_map(|t| isms.pointing_at(*t));
                let fits = sources.filter(|l| field.is_empty() || l.field().is_some_and(|f| f.name == *field));
                let sources =
                    fits.filter(|l| KINDS.get(usize::from(l.kind)).is_some_and(|k| *k == kind)).map(|l| l.source);
                let mut numbers: Vec<u32> = sources.filter_map(|id| isms.get(id)).map(|r| r.head().number).collect();
                numbers.sort_unstable();
                numbers.dedup();
                Ready::Numbers(numbers)
            }
            Test::Phase(phase) => {
                let states = kind.lifecycle.states.iter().enumerate().filter(|(_, s)| s.phase == *phase);
                Ready::States(states.map(|(i, _)| i as u64 + 1).collect())
            }
            Test::Has(name) => match table::column_of(kind, name) {
                Some(column) => Ready::Column { column, op: Op::Above, words: &[0] },
                None => Ready::Row(test),
            },
            Test::Overdue => {
                let today = isms.moment.now.to_zoned(jiff::tz::TimeZone::UTC).date();
                let word = table::word(Ty::Date, &Val::Date(today));
                Ready::States(vec![u64::MAX, word])
            }
            Test::Contains { texts, .. } => {
                Ready::Contains(test, texts.iter().map(memchr::memmem::Finder::new).collect())
            }
        }
    }

    fn narrow(&self, chunk: &Chunk, negated: bool, keep: &mut [bool]) {
        let mut hit = vec![false; keep.len()];
        match self {
            Ready::Title(finder) => chunk.columns().titles.find(finder, &mut hit),
            Ready::Anywhere(finder) => chunk.text().find(finder, &mut hit),
            Ready::Column { column, op, words } => {
                for (hit, word) in hit.iter_mut().zip(chunk.columns().column(*column)) {
                    *hit = words.iter().any(|w| op.holds(*word, *w));
                }
            }
            Ready::States(states) if states.first() == Some(&u64::MAX) => {
                let (due, today) = (chunk.columns().column(FIXED.len() + 4), states.get(1).copied().unwrap_or(0));
                hit.iter_mut().zip(due).for_each(|(hit, word)| *hit = *word != 0 && *word < today);
            }
            Ready::States(states) => {
                hit.iter_mut().zip(chunk.columns().column(1)).for_each(|(hit, word)| *hit = states.contains(word));
            }
            Ready::One(column, words) => {
                hit.iter_mut().zip(chunk.columns().column(*column)).for_each(|(hit, word)| *hit = words.contains(word));
            }
            Ready::Numbers(numbers) => mark(numbers, chunk.columns().column(0), &mut hit),
            Ready::Contains(test, finders) => {
                finders.iter().for_each(|finder| chunk.text().find(finder, &mut hit));
                let rows = hit.iter_mut().zip(&chunk.records).filter(|(hit, _)| **hit);
                rows.for_each(|(hit, record)| *hit = contains(record.as_ref(), test));
            }
            Ready::Row(test) => {
                let rows = hit.iter_mut().zip(&chunk.records).zip(keep.iter());
                rows.filter(|(_, keep)| **keep).for_each(|((hit, record), _)| *hit = contains(record.as_ref(), test));
            }
        }
        keep.iter_mut().zip(hit).for_each(|(keep, hit)| *keep &= hit != negated);
    }
}

/// Whether a field points at one record at most.
fn single(kind: &KindInfo, name: &str) -> bool {
    let field = head::FIELDS.iter().find(|f| f.name == name).or_else(|| kind.field(name));
    field.is_some_and(|f| matches!(f.ty, Ty::Ref(_)))
}

/// Marks the rows of a chunk whose numbers are among some sorted ones.
fn mark(numbers: &[u32], rows: &[u64], hit: &mut [bool]) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    let from = numbers.partition_point(|n| u64::from(*n) < *first);
    for number in numbers[from..].iter().take_while(|n| u64::from(**n) <= *last) {
        if let Ok(row) = rows.binary_search(&u64::from(*number)) {
            hit[row] = true;
        }
    }
}

/// The words of relations are random already; hashing them again would be half of a page's work.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.0 = self.0.rotate_left(8) ^ u64::from(*b));
    }
    fn write_u64(&mut self, word: u64) {
        self.0 = word;
    }
}

type Ranks = HashMap<u64, u64, BuildHasherDefault<AsIs>>;

impl Op {
    /// Whether a column's word stands in this relation to another; empty is neither above nor below.
    fn holds(self, word: u64, other: u64) -> bool {
        match self {
            Op::Is => word == other,
            Op::Below => word != 0 && word < other,
            Op::AtMost => word != 0 && word <= other,
            Op::Above => word != 0 && word > other,
            Op::AtLeast => word != 0 && word >= other,
        }
    }
}

fn contains(record: &dyn AnyRecord, test: &Test) -> bool {
    let Test::Contains { field, texts } = test else { return false };
    let found = record.body().named(field).or_else(|| (record.head() as &dyn Fields).named(field));
    found.is_some_and(|(_, value)| texts.iter().any(|t| val_contains(&value, t)))
}

fn val_contains(value: &Val<'_>, text: &str) -> bool {
    match value {
        Val::Str(s) => s.to_lowercase().contains(text),
        Val::Choice(word) => word.contains(text),
        Val::Clause(c) => c.to_string().to_lowercase().contains(text),
        Val::List(list) => list.iter().any(|v| val_contains(v, text)),
        Val::Part(part) => (0..part.fields().len()).any(|i| val_contains(&part.get(i), text)),
        _ => false,
    }
}

/// Records of any kind that a text finds: keys first, then titles, then anything they say.
pub fn search(isms: &Isms, sight: &Sight, text: &str, limit: usize) -> Vec<Arc<dyn AnyRecord>> {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() {
        return Vec::new();
    }
    let mut out: Vec<Arc<dyn AnyRecord>> = head::Key::parse(&lower)
        .and_then(|k| isms.by_key(k))
        .cloned()
        .into_iter()
        .filter(|r| sight.sees(isms, r.as_ref()))
        .collect();
    for whole in [false, true] {
        let tests = lower
            .split_whitespace()
            .map(|w| (false, if whole { Test::Anywhere(w.into()) } else { Test::Title(w.into()) }));
        let query = Query { tests: tests.collect(), sort: None };
        for kind in crate::KINDS.iter().filter(|k| sight.reads(k)) {
            if out.len() >= limit {
                return out;
            }
            for row in page(isms, sight, kind, &query, 0, limit).rows {
                if out.len() < limit && !out.iter().any(|r| r.head().id == row.head().id) {
                    out.push(row);
                }
            }
        }
    }
    out
}
