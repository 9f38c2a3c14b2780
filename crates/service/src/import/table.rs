//! A register in a spreadsheet, row by row: what each row would become, and one request for all of them.

use super::{
    cell::{Titles, value},
    columns::{Column, Meaning, columns},
    ordinal::{Ordinal, find, words},
};
use crate::{Command, Error, Ids, Request, Subject, Viewer, prepare::prepare};
use formats::table::{Cell, Limits, Row, Sheet, read_with};
use isms::{
    check::Fault,
    head::Key,
    isms::Isms,
    kind::{self, KindInfo},
    record::AnyRecord,
    risk::Estimate,
    values::Range,
};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Map, Value, json};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What is taken at once: more rows are better split, so that someone can look at them.
const LIMITS: Limits = Limits { rows: 50_000, columns: 500, cell: 1 << 20, bytes: 64 << 20, ratio: 1000 };

/// How a table is to be understood.
#[derive(Clone, Debug)]
pub struct Options {
    /// The kind its rows are.
    pub kind: &'static KindInfo,
    /// The sheet's name; the one with most rows without it.
    pub sheet: Option<String>,
    /// Columns that were named: header and field.
    pub map: Vec<(String, String)>,
    /// What the steps of ordinal scales mean.
    pub ordinal: Ordinal,
    /// The file's name, for grounds and the act's reason.
    pub file: String,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A new record.
    Create,
    /// An existing one changes.
    Update,
    /// An existing one says the same already.
    Same,
    /// Something is wrong.
    Faulty(Vec<CellFault>),
}

/// What is wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The column's header; empty for the whole row.
    pub column: String,
    /// What was found and what was expected.
    pub message: String,
}

/// One row.
#[derive(Clone, Debug)]
pub struct RowReport {
    /// Its number, as the spreadsheet shows it.
    pub row: usize,
    /// The record's key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What becomes of it.
    pub fate: Fate,
}

/// A table, understood.
#[derive(Clone, Debug)]
pub struct Table {
    /// The sheet's name.
    pub sheet: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// What was odd.
    pub notes: Vec<String>,
    /// Its rows.
    pub rows: Vec<RowReport>,
    /// Whether ordinal scales were turned into ranges.
    pub ordinal: bool,
    /// What would be carried out.
    pub request: Request,
}

impl Table {
    /// Whether every row is sound.
    pub fn is_sound(&self) -> bool {
        !self.rows.iter().any(|r| matches!(r.fate, Fate::Faulty(_)))
    }

    /// How many rows have a fate like this.
    pub fn count(&self, like: fn(&Fate) -> bool) -> usize {
        self.rows.iter().filter(|r| like(&r.fate)).count()
    }
}

/// Understands a table.
///
/// # Errors
/// When it is no table, or a named column or field does not exist; what is wrong with rows is in the report.
pub fn table(
    isms: &Isms,
    bytes: &[u8],
    viewer: &Viewer,
    options: &Options,
    now: Timestamp,
    ids: Ids,
) -> Result<Table, Error> {
    let file = |message: String| Fault::at("", format!("{}: {message}", options.file));
    let sheet =
        read_with(bytes, options.sheet.as_deref(), &LIMITS).map_err(|e| Error::Invalid(vec![file(e.to_string())]))?;
    let columns = columns(options.kind, &sheet.headers, &options.map)
        .map_err(|wrong| Error::Invalid(wrong.into_iter().map(file).collect()))?;
    let mut reader = Reader::new(isms, options, &columns, now);
    let mut rows: Vec<RowReport> = sheet.rows.iter().map(|row| reader.row(row)).collect();
    let Reader { commands, reaches, mut notes, ordinal, .. } = reader;
    let (commands, origins): (Vec<Command>, Vec<usize>) = commands.into_iter().chain(reaches).unzip();
    let reason = format!("{} rows of {}", rows.len(), options.file);
    let mut request = Request { via: "import", reason, commands, ..Request::default() };
    let sound = !rows.iter().any(|r| matches!(r.fate, Fate::Faulty(_)));
    if sound {
        judge(isms, viewer, &request, &origins, &columns, &mut rows, now, ids)?;
    }
    if rows.iter().all(|r| r.fate == Fate::Same) {
        request.commands.clear();
    }
    let Sheet { name, notes: odd, .. } = sheet;
    notes.splice(0..0, odd);
    Ok(Table { sheet: name, columns, notes, rows, ordinal, request })
}

/// Faults that only the whole shows, and rows that change nothing.
#[allow(clippy::too_many_arguments, reason = "the parts of one look, each borrowed from elsewhere")]
fn judge(
    isms: &Isms,
    viewer: &Viewer,
    request: &Request,
    origins: &[usize],
    columns: &[Column],
    rows: &mut [RowReport],
    now: Timestamp,
    ids: Ids,
) -> Result<(), Error> {
    match prepare(isms, viewer, request, now, ids) {
        Ok(proposal) => {
            let changed: HashSet<String> = proposal.changes.iter().map(|r| r.key().to_string()).collect();
            let estimated: HashSet<usize> =
                origins.iter().zip(&request.commands).filter(|(_, c)| is_estimate(c)).map(|(o, _)| *o).collect();
            for (index, row) in rows.iter_mut().enumerate() {
                if row.fate == Fate::Update && !changed.contains(&row.key) && !estimated.contains(&index) {
                    row.fate = Fate::Same;
                }
            }
            Ok(())
        }
        Err(Error::Invalid(faults)) => {
            faults.into_iter().for_each(|fault| blame(fault, origins, columns, rows));
            Ok(())
        }
        Err(other) => Err(other),
    }
}

fn is_estimate(command: &Command) -> bool {
    matches!(command, Command::Create { kind, .. } if *kind == kind::of::<Estimate>())
}

/// Gives a fault of the request to its row and column.
fn blame(fault: Fault, origins: &[usize], columns: &[Column], rows: &mut [RowReport]) {
    let mut steps = fault.pointer.split('/').skip(1);
    let first = steps.next().unwrap_or_default();
    let by_index =
        if origins.len() == 1 { origins.first() } else { first.parse::<usize>().ok().and_then(|i| origins.get(i)) };
    let (key, message) = fault.message.split_once(": ").unwrap_or_default();
    let (row, name, message) = match by_index.and_then(|i| rows.get_mut(*i)) {
        Some(row) => (
            Some(row),
            if origins.len() == 1 { first.to_owned() } else { steps.next().unwrap_or_default().to_owned() },
            fault.message.clone(),
        ),
        None => (rows.iter_mut().find(|r| r.key == key), first.to_owned(), message.to_owned()),
    };
    let column = columns.iter().find(|c| c.field() == Some(name.as_str())).map(|c| c.header.clone());
    let message = if column.is_none() && !name.is_empty() { format!("{name}: {message}") } else { message };
    let fault = CellFault { column: column.unwrap_or_default(), message };
    let row = match row {
        Some(row) => row,
        None => match rows.first_mut() {
            Some(first) => first,
            None => return,
        },
    };
    match &mut row.fate {
        Fate::Faulty(faults) => faults.push(fault),
        fate => *fate = Fate::Faulty(vec![fault]),
    }
}

struct Reader<'a> {
    isms: &'a Isms,
    options: &'a Options,
    columns: &'a [Column],
    titles: Titles<'a>,
    now: Timestamp,
    /// The numbers that new records get.
    next: u32,
    next_estimate: u32,
    seen: HashMap<String, usize>,
    /// Records by the identifiers that others gave them, kept as tags.
    by_tag: HashMap<String, Vec<Arc<dyn AnyRecord>>>,
    commands: Vec<(Command, usize)>,
    reaches: Vec<(Command, usize)>,
    notes: Vec<String>,
    ordinal: bool,
    rows: usize,
}

impl<'a> Reader<'a> {
    fn new(isms: &'a Isms, options: &'a Options, columns: &'a [Column], now: Timestamp) -> Reader<'a> {
        let after = |kind: &KindInfo| isms.table(kind).iter().last().map_or(1, |r| r.head().number.saturating_add(1));
        let mut by_tag: HashMap<String, Vec<Arc<dyn AnyRecord>>> = HashMap::new();
        for record in isms.table(options.kind).iter() {
            record.head().tags.iter().for_each(|t| by_tag.entry(t.clone()).or_default().push(record.clone()));
        }
        Reader {
            isms,
            options,
            columns,
            titles: Titles::new(isms),
            now,
            next: after(options.kind),
            next_estimate: after(kind::of::<Estimate>()),
            seen: HashMap::new(),
            by_tag,
            commands: Vec::new(),
            reaches: Vec::new(),
            notes: Vec::new(),
            ordinal: columns.iter().any(|c| matches!(c.meaning, Meaning::Likelihood | Meaning::Impact)),
            rows: 0,
        }
    }

    fn row(&mut self, row: &Row) -> RowReport {
        let index = self.rows;
        self.rows += 1;
        let (mut fields, mut faults, mut name) = (Map::new(), Vec::new(), String::new());
        let (mut frequency, mut loss) = (None, None);
        for (column, cell) in self.columns.iter().zip(&row.cells) {
            let wrong = |expected: String| CellFault {
                column: column.header.clone(),
                message: format!("expected {expected}, found {:.80}", shown(cell)),
            };
            match column.meaning {
                Meaning::Ignored => {}
                Meaning::Key => name = cell.shown().trim().to_owned(),
                Meaning::Field(field) => match value(field, cell, &self.titles) {
                    Ok(Some(value)) => {
                        fields.insert(field.name.into(), value);
                    }
                    Ok(None) => {}
                    Err(expected) => faults.push(wrong(expected)),
                },
                Meaning::Likelihood | Meaning::Impact if shown(cell).trim().is_empty() => {}
                Meaning::Likelihood => match find(&self.options.ordinal.likelihood, cell) {
                    Some(band) => frequency = Some((band.range, shown(cell))),
                    None => faults.push(wrong(format!("a step of {}", words(&self.options.ordinal.likelihood)))),
                },
                Meaning::Impact => match find(&self.options.ordinal.impact, cell) {
                    Some(band) => loss = Some((band.range, shown(cell))),
                    None => faults.push(wrong(format!("a step of {}", words(&self.options.ordinal.impact)))),
                },
            }
        }
        let title = fields.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        let (key, found) = self.place(row.number, &name, &mut fields, &mut faults);
        if !faults.is_empty() {
            return RowReport { row: row.number, key, title, fate: Fate::Faulty(faults) };
        }
        let fate = if found.is_some() { Fate::Update } else { Fate::Create };
        self.command(index, &key, fields, found.as_deref());
        if let (Some(frequency), Some(loss)) = (frequency, loss) {
            self.estimate(index, &key, &title, frequency, loss, found.as_deref());
        }
        RowReport { row: row.number, key, title, fate }
    }

    /// The record that a row is about: by our key, else by the identifier that others gave it, which is kept as a tag.
    fn place(
        &mut self,
        row: usize,
        name: &str,
        fields: &mut Map<String, Value>,
        faults: &mut Vec<CellFault>,
    ) -> (String, Option<Arc<dyn AnyRecord>>) {
        let header =
            self.columns.iter().find(|c| c.meaning == Meaning::Key).map(|c| c.header.clone()).unwrap_or_default();
        let own = Key::parse(name);
        let mut found = None;
        if let Some(key) = own {
            if key.kind != self.options.kind {
                let message = format!("expected the key of a {}, found {name}", self.options.kind.label.to_lowercase());
                faults.push(CellFault { column: header.clone(), message });
            }
            found = self.isms.by_key(key).cloned();
        } else if !name.is_empty() {
            let known = self.by_tag.get(name).map_or(&[][..], Vec::as_slice);
            if let [one] = known {
                found = Some(one.clone());
            } else if known.len() > 1 {
                faults.push(CellFault {
                    column: header.clone(),
                    message: format!("{} records bear the tag {name}; expected one", known.len()),
                });
            }
            let mut tags = fields.get("tags").and_then(Value::as_array).cloned().unwrap_or_default();
            tags.push(json!(name));
            fields.insert("tags".into(), tags.into());
        }
        let key = match (&found, own) {
            (Some(record), _) => record.key().to_string(),
            (None, Some(key)) => key.to_string(),
            (None, None) => self.number(),
        };
        let twice = if name.is_empty() { None } else { self.seen.insert(name.to_owned(), row) };
        if let Some(first) = twice {
            faults.push(CellFault {
                column: header,
                message: format!("{name} stands in row {first} too; expected each once"),
            });
        }
        (key, found)
    }

    fn number(&mut self) -> String {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        Key { kind: self.options.kind, number }.to_string()
    }

    fn command(&mut self, index: usize, key: &str, mut fields: Map<String, Value>, found: Option<&dyn AnyRecord>) {
        let state = fields.shift_remove("state");
        let command = match found {
            Some(record) => {
                keep_tags(record, &mut fields);
                Command::Edit {
                    subject: Subject::Id(record.head().id),
                    version: Some(record.head().version),
                    patch: Value::Object(fields),
                }
            }
            None => {
                fields.insert("key".into(), json!(key));
                fields.insert("drafted_by".into(), json!("import"));
                Command::Create { kind: self.options.kind, fields: Value::Object(fields) }
            }
        };
        self.commands.push((command, index));
        if let Some(Value::String(state)) = state {
            self.reaches.push((Command::Reach { subject: Subject::from(key), state }, index));
        }
    }

    /// The steps of two ordinal scales become an estimate that nobody will mistake for a measured one.
    fn estimate(
        &mut self,
        index: usize,
        risk: &str,
        title: &str,
        frequency: (Range, String),
        loss: (Range, String),
        found: Option<&dyn AnyRecord>,
    ) {
        if found.is_some_and(|r| self.estimated(r, frequency.0, loss.0)) {
            return;
        }
        let key = Key { kind: kind::of::<Estimate>(), number: self.next_estimate }.to_string();
        self.next_estimate = self.next_estimate.saturating_add(1);
        let title = if title.is_empty() { risk } else { title };
        let source = format!(
            "Taken from an ordinal scale in {}: likelihood \"{}\", impact \"{}\". The ranges stand for what such words may mean; \
             the form of the loss was not stated. Ask for a calibrated estimate before relying on it.",
            self.options.file, frequency.1, loss.1
        );
        let fields = json!({
            "key": key,
            "title": format!("{title}, from an ordinal scale").chars().take(300).collect::<String>(),
            "drafted_by": "import",
            "risk": risk,
            "made": self.now.to_zoned(TimeZone::UTC).date().to_string(),
            "confidence": "low",
            "frequency_as": "loss-events",
            "loss_event_frequency": frequency.0,
            "primary_loss": [{ "form": "productivity", "amount": loss.0 }],
            "source": source,
        });
        self.commands.push((Command::Create { kind: kind::of::<Estimate>(), fields }, index));
        self.reaches.push((Command::Reach { subject: Subject::Key(key), state: "given".into() }, index));
    }

    /// Whether an earlier import said the same about a risk.
    fn estimated(&self, risk: &dyn AnyRecord, frequency: Range, loss: Range) -> bool {
        let estimates = self.isms.pointing_at(risk.head().id).filter_map(|l| self.isms.typed::<Estimate>(l.source));
        let mut same = estimates.filter(|e| {
            e.head.drafted_by == isms::head::DraftedBy::Import && e.body.loss_event_frequency == Some(frequency)
        });
        same.any(|e| e.body.primary_loss.iter().any(|l| l.amount == Some(loss)))
    }
}

/// Tags of a row are added to those that a record has.
fn keep_tags(record: &dyn AnyRecord, fields: &mut Map<String, Value>) {
    let Some(Value::Array(given)) = fields.get_mut("tags") else { return };
    let mut tags: Vec<Value> = record.head().tags.iter().map(|t| json!(t)).collect();
    let new: Vec<Value> = given.drain(..).filter(|t| !tags.contains(t)).collect();
    tags.extend(new);
    *given = tags;
}

fn shown(cell: &Cell) -> String {
    cell.shown()
}
