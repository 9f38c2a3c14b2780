//! A register out of a spreadsheet or delimited text: one header row, rows with their numbers, notes on what was odd.

mod book;
mod columns;
mod text;
mod values;
mod xml;

pub use columns::{Guess, Wanted, guess_columns};
pub use values::{parse_date, parse_number};

/// What one cell holds. Text is never turned into numbers or dates here: [`parse_number`] and [`parse_date`] do that where a
/// column is known to hold them.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Bool(bool),
    /// ISO 8601, with a time only if the cell has one.
    Date(String),
    /// A spreadsheet error such as `#REF!`.
    Error(String),
}

impl Cell {
    /// What a person sees in the cell, roughly.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(s) | Cell::Date(s) | Cell::Error(s) => s.clone(),
            Cell::Number(n) => n.to_string(),
            Cell::Bool(b) => b.to_string(),
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty) || matches!(self, Cell::Text(s) if s.trim().is_empty())
    }
}

/// One row below the header.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// As the spreadsheet numbers it, from 1; in delimited text the record, counted from 1.
    pub number: usize,
    /// As many as there are headers.
    pub cells: Vec<Cell>,
}

/// A register.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub name: String,
    /// Number of the row that holds the headers.
    pub header_row: usize,
    /// Unique and never empty.
    pub headers: Vec<String>,
    pub rows: Vec<Row>,
    /// What was guessed, renamed or skipped.
    pub notes: Vec<String>,
}

/// How much a table may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub rows: usize,
    pub columns: usize,
    /// Bytes of one cell.
    pub cell: usize,
    /// Bytes of the file, and of each file inside a workbook once inflated.
    pub bytes: usize,
    /// How many times larger than its compressed form a file inside a workbook may be.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { rows: 200_000, columns: 500, cell: 1 << 20, bytes: 256 << 20, ratio: 1000 }
    }
}

/// Cells of a table, blank ones between filled ones included; each takes some 32 bytes however short its text in the file.
const MOST_CELLS: usize = 8 << 20;

/// Why bytes are no register.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TableError {
    #[error("expected CSV, XLSX or ODS, found {0}")]
    Kind(&'static str),
    #[error("the file is not a readable workbook: {0}; open and save it again as XLSX")]
    Workbook(String),
    #[error("{what} is larger than the limit of {limit}")]
    Limit { what: String, limit: usize },
    #[error("there is no sheet `{wanted}`; the sheets are: {found}")]
    NoSheet { wanted: String, found: String },
    #[error("row {row}: {message}")]
    Row { row: usize, message: String },
    #[error("the table is empty; expected a row of headers and rows below it")]
    Empty,
}

/// Reads the sheet of this name, or the one with most rows.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Sheet, TableError> {
    read_with(bytes, sheet, &Limits::default())
}

/// [`read`] with other limits.
pub fn read_with(bytes: &[u8], sheet: Option<&str>, limits: &Limits) -> Result<Sheet, TableError> {
    refuse_other_kinds(bytes, limits)?;
    if !bytes.starts_with(b"PK") {
        return shape(text::read(bytes, limits)?);
    }
    let mut raws = book::read(bytes, sheet, limits)?;
    raws.sort_by_key(|raw| std::cmp::Reverse(raw.rows.len()));
    shape(raws.into_iter().next().ok_or(TableError::Empty)?)
}

/// The names of a workbook's sheets, in order; nothing for delimited text, which has no sheets.
pub fn sheets(bytes: &[u8]) -> Result<Vec<String>, TableError> {
    let limits = Limits::default();
    refuse_other_kinds(bytes, &limits)?;
    if bytes.starts_with(b"PK") { book::names(bytes, &limits) } else { Ok(Vec::new()) }
}

fn refuse_other_kinds(bytes: &[u8], limits: &Limits) -> Result<(), TableError> {
    if bytes.len() > limits.bytes {
        return Err(TableError::Limit { what: "the file".into(), limit: limits.bytes });
    }
    let head = String::from_utf8_lossy(bytes.get(..64).unwrap_or(bytes)).trim_start().to_ascii_lowercase();
    let kinds: [(&[u8], &'static str); 4] = [
        (b"%PDF", "a PDF"),
        (&[0xD0, 0xCF, 0x11, 0xE0], "an old (XLS) or encrypted Office file; save it as XLSX without a password"),
        (&[0x1F, 0x8B], "a gzip archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
    ];
    if let Some((_, kind)) = kinds.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(TableError::Kind(kind));
    }
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Err(TableError::Kind("an HTML page (perhaps a sign-in page instead of the download)"));
    }
    if head.starts_with("<?xml") { Err(TableError::Kind("XML")) } else { Ok(()) }
}

/// A sheet before its header is known: rows with their numbers, blank ones left out.
pub(crate) struct Raw {
    name: String,
    rows: Vec<Row>,
    notes: Vec<String>,
}

/// How many rows from the top may hold titles.
const TITLE_ROWS: usize = 20;

/// Finds the header row, drops blank columns and makes headers unique.
fn shape(raw: Raw) -> Result<Sheet, TableError> {
    let Raw { name, mut rows, mut notes } = raw;
    rows.retain(|row| row.cells.iter().any(|c| !c.is_empty()));
    let width = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let header = header_index(&rows).ok_or(TableError::Empty)?;
    let mut below = rows.split_off(header);
    if !rows.is_empty() {
        notes.push(format!("{} rows above the headers were skipped", rows.len()));
    }
    let titles = below.remove(0);
    let used: Vec<usize> =
        (0..width).filter(|i| std::iter::once(&titles).chain(&below).any(|r| filled(r, *i))).collect();
    let headers = headers(&titles, &used, &mut notes);
    for row in &mut below {
        row.cells = used.iter().map(|i| row.cells.get_mut(*i).map(std::mem::take).unwrap_or_default()).collect();
    }
    Ok(Sheet { name, header_row: titles.number, headers, rows: below, notes })
}

fn filled(row: &Row, column: usize) -> bool {
    row.cells.get(column).is_some_and(|c| !c.is_empty())
}

/// The first row that is about as full as the fullest near the top and holds text only: titles fill one or two cells.
fn header_index(rows: &[Row]) -> Option<usize> {
    let texts = |row: &Row| row.cells.iter().filter(|c| matches!(c, Cell::Text(_)) && !c.is_empty()).count();
    let fullest = rows.iter().take(TITLE_ROWS).map(texts).max()?;
    rows.iter().take(TITLE_ROWS).position(|row| texts(row) * 10 >= fullest * 7)
}

fn headers(titles: &Row, used: &[usize], notes: &mut Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let mut headers = Vec::new();
    for column in used {
        let title = titles.cells.get(*column).map(Cell::shown).unwrap_or_default();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let base = if title.is_empty() { format!("Column {}", column + 1) } else { title.clone() };
        let mut unique = base.clone();
        let mut n = 2;
        while !seen.insert(unique.clone()) {
            unique = format!("{base} ({n})");
            n += 1;
        }
        if unique != title {
            notes.push(format!("column {} is called `{unique}` (its header is `{title}`)", column + 1));
        }
        headers.push(unique);
    }
    headers
}

#[cfg(test)]
mod tests;
