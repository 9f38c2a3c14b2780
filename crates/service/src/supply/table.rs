//! Measurements in a table: a row each, with the columns obligation, date, value and source. All rows are taken as one act or none.

use super::{Given, Refusal, command};
use crate::{
    AsOf, Error, Request, Result, Service, Viewer,
    import::{CellFault, Column, Fate, Meaning, RowReport, Table},
};
use formats::table::{Cell, Limits, Row, Sheet, Wanted, guess_columns, parse_date, parse_number, read_with};
use isms::{
    check::Fault,
    control::{SupplierObligation, supplier_obligation::Measurement},
    field::Fields,
    head::Key,
    record::{AnyRecord, Record},
    view::View,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What is taken at once.
const LIMITS: Limits = Limits { rows: 50_000, columns: 100, cell: 1 << 16, bytes: 64 << 20, ratio: 1000 };

/// How a table is to be understood.
#[derive(Clone, Debug, Default)]
pub struct TableOptions {
    /// The sheet's name; the one with most rows without it.
    pub sheet: Option<String>,
    /// Columns that were named: header and one of `obligation`, `date`, `value`, `source`.
    pub map: Vec<(String, String)>,
    /// The file's name, for the act's reason.
    pub file: String,
}

/// The columns, and what others call them.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("obligation", &["supplier obligation", "key", "id", "sob", "pflicht", "verpflichtung", "engagement"]),
    ("date", &["on", "day", "measured on", "period end", "datum", "tag", "stichtag", "jour"]),
    ("value", &["result", "measured", "wert", "messwert", "ergebnis", "valeur", "résultat"]),
    ("source", &["from", "origin", "quelle", "herkunft", "provenance"]),
];

impl Service {
    /// Understands a table of measurements; [`Service::perform`] with its request carries it out.
    ///
    /// # Errors
    /// When it is no table, or a column is missing or named wrongly; what is wrong with rows is in the report.
    pub async fn import_measurements(&self, viewer: &Viewer, bytes: &[u8], options: &TableOptions) -> Result<Table> {
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        let view = View::new(isms.clone(), viewer.sight(&isms));
        table(&view, bytes, options)
    }
}

/// Where each of [`COLUMNS`] stands in the table.
type Places = [Option<usize>; 4];

fn table(view: &View, bytes: &[u8], options: &TableOptions) -> Result<Table> {
    let wrong = |message: String| Error::Invalid(vec![Fault::at("", format!("{}: {message}", options.file))]);
    let sheet = read_with(bytes, options.sheet.as_deref(), &LIMITS).map_err(|e| wrong(e.to_string()))?;
    let places = places(&sheet.headers, &options.map).map_err(wrong)?;
    let header = |at: usize| places.get(at).copied().flatten().and_then(|p| sheet.headers.get(p)).cloned();
    let mut rows = Vec::new();
    let mut given: BTreeMap<String, Vec<(usize, Given)>> = BTreeMap::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        match read(view, row, &places) {
            Ok((record, one)) => {
                let key = format!("SOB-{}", record.head.number);
                rows.push(report(row, &key, record.head.title.clone(), Fate::Update));
                given.entry(key).or_default().push((index, one));
            }
            Err((key, faults)) => {
                let fault =
                    |(at, message): (usize, String)| CellFault { column: header(at).unwrap_or_default(), message };
                rows.push(report(row, &key, String::new(), Fate::Faulty(faults.into_iter().map(fault).collect())));
            }
        }
    }
    let isms = view.for_the_organisation();
    let mut commands = Vec::new();
    for (key, list) in &given {
        let (origins, list): (Vec<usize>, Vec<Given>) = list.iter().cloned().unzip();
        let Some(record) = find(view, key) else { continue };
        match command(isms, record, &list) {
            Ok(made) => {
                mark_known(record, &list, &origins, &mut rows);
                commands.extend(made);
            }
            Err(refused) => refused.into_iter().for_each(|r| blame(r, &origins, &mut rows, &header)),
        }
    }
    let sound = !rows.iter().any(|r| matches!(r.fate, Fate::Faulty(_)));
    let reason = format!("{} measurements of {}", rows.len(), options.file);
    let commands = if sound { commands } else { Vec::new() };
    let request = Request { via: "import", reason, commands, ..Request::default() };
    let Sheet { name, notes, headers, .. } = sheet;
    Ok(Table { sheet: name, columns: columns(&headers, &places), notes, rows, ordinal: false, request })
}

fn report(row: &Row, key: &str, title: String, fate: Fate) -> RowReport {
    RowReport { row: row.number, key: key.to_owned(), title, fate }
}

/// The columns that were named, then those that are called so, then guesses.
fn places(headers: &[String], named: &[(String, String)]) -> Result<Places, String> {
    let mut places: Places = [None; 4];
    let mut free: Vec<usize> = (0..headers.len()).collect();
    for (header, meaning) in named {
        let at = headers.iter().position(|h| h.trim().eq_ignore_ascii_case(header.trim()));
        let at = at.ok_or_else(|| format!("there is no column {header:?}; the columns are {}", headers.join(", ")))?;
        free.retain(|f| *f != at);
        if matches!(meaning.as_str(), "" | "-") {
            continue;
        }
        let place = places.iter_mut().zip(COLUMNS).find(|(_, (name, _))| name == meaning).map(|(p, _)| p);
        let known = "expected obligation, date, value, source or -";
        *place.ok_or_else(|| format!("a column cannot be {meaning:?}; {known}"))? = Some(at);
    }
    let open: Vec<usize> = (0..4).filter(|i| places.get(*i).is_some_and(Option::is_none)).collect();
    let wanted: Vec<Wanted> = open.iter().filter_map(|i| COLUMNS.get(*i)).map(wanted).collect();
    let names: Vec<String> = free.iter().filter_map(|i| headers.get(*i).cloned()).collect();
    for guess in guess_columns(&names, &wanted) {
        let place = open.get(guess.wanted).and_then(|i| places.get_mut(*i));
        if let (Some(place), Some(at)) = (place, free.get(guess.column)) {
            *place = Some(*at);
        }
    }
    let missing = COLUMNS.iter().zip(places).take(3).find(|(_, p)| p.is_none());
    match missing {
        Some(((name, _), _)) => Err(format!("expected a column {name}; the columns are {}", headers.join(", "))),
        None => Ok(places),
    }
}

fn wanted((name, synonyms): &(&str, &[&str])) -> Wanted {
    Wanted { name: (*name).to_owned(), synonyms: synonyms.iter().map(|s| (*s).to_owned()).collect() }
}

/// The columns as they were understood, under the names of the fields.
fn columns(headers: &[String], places: &Places) -> Vec<Column> {
    let fields = Measurement::default();
    let of = |at: usize| match places.iter().position(|p| *p == Some(at)) {
        Some(0) => Meaning::Key,
        Some(n) => fields.fields().get(n - 1).map_or(Meaning::Ignored, Meaning::Field),
        None => Meaning::Ignored,
    };
    headers.iter().enumerate().map(|(at, header)| Column { header: header.clone(), meaning: of(at) }).collect()
}

fn find<'a>(view: &'a View, key: &str) -> Option<&'a Record<SupplierObligation>> {
    view.by_key(key)?.typed::<SupplierObligation>()
}

type Read<'a> = Result<(&'a Record<SupplierObligation>, Given), (String, Vec<(usize, String)>)>;

/// One row, or every column of it that does not read.
fn read<'a>(view: &'a View, row: &Row, places: &Places) -> Read<'a> {
    let cell = |at: usize| places.get(at).copied().flatten().and_then(|p| row.cells.get(p));
    let shown = |at: usize| cell(at).map(Cell::shown).unwrap_or_default().trim().to_owned();
    let (key, mut faults) = (shown(0).to_uppercase(), Vec::new());
    let mut expected = |at: usize, what: &str| faults.push((at, format!("expected {what}, found {:.80?}", shown(at))));
    let record = Key::parse(&key).and_then(|_| find(view, &key)).filter(|r| (*r as &dyn AnyRecord).is_open());
    if record.is_none() {
        expected(0, "the key of a supplier obligation in force, such as SOB-3");
    }
    let on: Option<Date> = parse_date(&shown(1)).and_then(|d| d.get(..10)?.parse().ok());
    if on.is_none() {
        expected(1, "a date such as 2026-03-31");
    }
    let value = cell(2).and_then(number);
    if value.is_none() {
        expected(2, "a number");
    }
    match (record, on, value) {
        (Some(record), Some(on), Some(value)) => Ok((record, Given { on, value, source: shown(3) })),
        _ => Err((key, faults)),
    }
}

/// A number, or a share in per cent.
fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(n) => Some(*n),
        Cell::Text(text) => match text.trim().strip_suffix('%') {
            Some(percent) => parse_number(percent.trim()).map(|p| p / 100.0),
            None => parse_number(text),
        },
        _ => None,
    }
    .filter(|n| n.is_finite())
}

/// Rows that say what the record says already, or what an earlier row said.
fn mark_known(record: &Record<SupplierObligation>, list: &[Given], origins: &[usize], rows: &mut [RowReport]) {
    let mut days: Vec<Option<Date>> = record.body.measurements.iter().map(|m| m.on).collect();
    for (given, index) in list.iter().zip(origins) {
        if let Some(row) = rows.get_mut(*index).filter(|_| days.contains(&Some(given.on))) {
            row.fate = Fate::Same;
        }
        days.push(Some(given.on));
    }
}

fn blame(refused: Refusal, origins: &[usize], rows: &mut [RowReport], header: &impl Fn(usize) -> Option<String>) {
    let at = if refused.member == "on" { 1 } else { 2 };
    let fault = CellFault { column: header(at).unwrap_or_default(), message: refused.message };
    let Some(row) = origins.get(refused.index).and_then(|i| rows.get_mut(*i)) else { return };
    match &mut row.fate {
        Fate::Faulty(faults) => faults.push(fault),
        fate => *fate = Fate::Faulty(vec![fault]),
    }
}
