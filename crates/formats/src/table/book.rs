//! Workbooks: measured as archives before anything interprets them, then read cell by cell.

use super::text::check;
use super::{Cell, Limits, MOST_CELLS, Raw, Row, TableError, xml};
use calamine::{Data, Ods, Reader, Xlsx};
use std::io::{BufReader, Cursor, Read};

/// Files inside a workbook; real ones have dozens.
const MOST_ENTRIES: usize = 10_000;
/// Below this inflated size the ratio says nothing.
const RATIO_FROM: u64 = 1 << 20;

enum Book<'b> {
    Xlsx(Box<Xlsx<Cursor<&'b [u8]>>>),
    Ods(Box<Ods<Cursor<&'b [u8]>>>),
}

fn broken(e: impl ToString) -> TableError {
    TableError::Workbook(e.to_string())
}

fn open<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Book<'b>, TableError> {
    let names = inspect(bytes, limits)?;
    if names.iter().any(|n| n == "xl/workbook.xml") {
        return Xlsx::new(Cursor::new(bytes)).map(|b| Book::Xlsx(Box::new(b))).map_err(broken);
    }
    if names.iter().any(|n| n == "content.xml") {
        return Ods::new(Cursor::new(bytes)).map(|b| Book::Ods(Box::new(b))).map_err(broken);
    }
    Err(TableError::Kind("a zip archive that is no XLSX or ODS workbook"))
}

/// Inflates every file of the archive into nothing, because what a header declares may be a lie.
fn inspect(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, TableError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    check(archive.len() <= MOST_ENTRIES, "the number of files in the workbook".into(), MOST_ENTRIES)?;
    let limit = limits.bytes as u64;
    let (mut names, mut total) = (Vec::new(), 0u64);
    for i in 0..archive.len() {
        let file = archive.by_index(i).map_err(broken)?;
        if file.encrypted() {
            return Err(TableError::Kind("an encrypted workbook; save it without a password"));
        }
        let (name, packed, declared) = (file.name().map_err(broken)?.into_owned(), file.compressed_size(), file.size());
        check(declared <= limit, format!("`{name}` inside the workbook"), limits.bytes)?;
        let actual = std::io::copy(&mut file.take(limit + 1), &mut std::io::sink()).map_err(broken)?;
        total = total.saturating_add(actual);
        check(total <= limit, format!("the workbook once inflated (at `{name}`)"), limits.bytes)?;
        let bomb = actual > RATIO_FROM && actual / packed.max(1) > limits.ratio;
        check(!bomb, format!("the compression of `{name}`"), usize::try_from(limits.ratio).unwrap_or(usize::MAX))?;
        names.push(name);
    }
    survey(&mut archive, &names, limits)?;
    Ok(names)
}

/// Looks at the parts in which a small declaration makes the spreadsheet reader take much memory.
fn survey(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, names: &[String], limits: &Limits) -> Result<(), TableError> {
    for (i, name) in names.iter().enumerate() {
        let is_content = name == "content.xml";
        if !is_content && !name.to_ascii_lowercase().ends_with("sharedstrings.xml") {
            continue;
        }
        let file = archive.by_index(i).map_err(broken)?;
        let source = BufReader::new(file.take(limits.bytes as u64));
        match is_content {
            true => xml::ods_content(source, limits)?,
            false => xml::shared_strings(source)?,
        }
    }
    Ok(())
}

/// The names of all sheets.
pub(super) fn names(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, TableError> {
    survived(|| Ok(open(bytes, limits)?.names()))
}

/// The workbook reader multiplies the numbers of cell references unchecked: where those overflow it panics (in release too, by
/// the profile's overflow checks), and that is a fault of the file like any other.
fn survived<T>(read: impl FnOnce() -> Result<T, TableError>) -> Result<T, TableError> {
    let damaged = |_| Err(broken("a number in it is larger than any workbook has"));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or_else(damaged)
}

/// Reads one sheet, or all for the caller to choose from.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>, limits: &Limits) -> Result<Vec<Raw>, TableError> {
    survived(|| read_whole(bytes, sheet, limits))
}

fn read_whole(bytes: &[u8], sheet: Option<&str>, limits: &Limits) -> Result<Vec<Raw>, TableError> {
    let mut book = open(bytes, limits)?;
    let all = book.names();
    let chosen: Vec<String> = match sheet {
        None => all,
        Some(wanted) if all.iter().any(|n| n == wanted) => vec![wanted.to_owned()],
        Some(wanted) => return Err(TableError::NoSheet { wanted: wanted.into(), found: all.join(", ") }),
    };
    chosen.into_iter().map(|name| book.sheet(name, limits)).collect()
}

impl Book<'_> {
    fn names(&self) -> Vec<String> {
        match self {
            Book::Xlsx(book) => book.sheet_names(),
            Book::Ods(book) => book.sheet_names(),
        }
    }

    fn sheet(&mut self, name: String, limits: &Limits) -> Result<Raw, TableError> {
        let mut rows = Rows { limits, cells: 0, rows: Vec::new() };
        let mut notes = Vec::new();
        match self {
            Book::Xlsx(book) => {
                // Cell by cell: a range would allocate the whole rectangle up to one far-away cell.
                if let Ok(mut cells) = book.worksheet_cells_reader(&name) {
                    while let Some(cell) = cells.next_cell().map_err(broken)? {
                        rows.put(cell.get_position(), value(cell.get_value().clone().into()))?;
                    }
                } else {
                    notes.push(format!("sheet `{name}` holds no cells"));
                }
            }
            Book::Ods(book) => {
                let range = book.worksheet_range(&name).map_err(broken)?;
                let (top, left) = range.start().unwrap_or_default();
                for (row, column, data) in range.used_cells() {
                    let at = |start: u32, n: usize| start.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
                    rows.put((at(top, row), at(left, column)), value(data.clone()))?;
                }
            }
        }
        Ok(Raw { name, rows: rows.rows, notes })
    }
}

struct Rows<'l> {
    limits: &'l Limits,
    /// Cells of all rows but the last.
    cells: usize,
    rows: Vec<Row>,
}

impl Rows<'_> {
    /// Cells come row by row; one that goes back is a broken sheet.
    fn put(&mut self, (row, column): (u32, u32), cell: Cell) -> Result<(), TableError> {
        if cell.is_empty() {
            return Ok(());
        }
        let (number, column) = (row as usize + 1, column as usize);
        check(column < self.limits.columns, format!("the number of columns in row {number}"), self.limits.columns)?;
        check(cell.shown().len() <= self.limits.cell, format!("a cell in row {number}"), self.limits.cell)?;
        match self.rows.last() {
            Some(last) if last.number > number => {
                return Err(TableError::Row {
                    row: number,
                    message: "stands behind a later row; save the file again".into(),
                });
            }
            Some(last) if last.number == number => {}
            last => {
                self.cells += last.map_or(0, |row| row.cells.len());
                self.rows.push(Row { number, cells: Vec::new() });
            }
        }
        check(self.cells + column < MOST_CELLS, format!("the number of cells (at row {number})"), MOST_CELLS)?;
        check(self.rows.len() <= self.limits.rows, "the number of rows".into(), self.limits.rows)?;
        if let Some(last) = self.rows.last_mut() {
            last.cells.resize(last.cells.len().max(column + 1), Cell::Empty);
            last.cells.get_mut(column).into_iter().for_each(|slot| *slot = cell.clone());
        }
        Ok(())
    }
}

fn value(data: Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(n) => Cell::Number(n as f64),
        Data::Float(n) => Cell::Number(n),
        Data::String(s) | Data::DurationIso(s) => Cell::Text(s),
        Data::Bool(b) => Cell::Bool(b),
        Data::DateTime(d) if d.is_datetime() => Cell::Date(iso(d.to_ymd_hms_milli())),
        Data::DateTime(d) => Cell::Number(d.as_f64()),
        Data::DateTimeIso(s) => Cell::Date(s),
        Data::Error(e) => Cell::Error(e.to_string()),
    }
}

fn iso((y, mo, d, h, mi, s, _): (u16, u8, u8, u8, u8, u8, u16)) -> String {
    match (h, mi, s) {
        (0, 0, 0) => format!("{y:04}-{mo:02}-{d:02}"),
        _ => format!("{y:04}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}"),
    }
}
