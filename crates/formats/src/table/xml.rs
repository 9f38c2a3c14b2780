//! What the XML inside a workbook declares, checked before the spreadsheet reader believes it: the reader reserves memory for
//! declared counts, writes repeated cells out one by one, and waits forever for the end of an element that is cut off.

use super::text::check;
use super::{Limits, MOST_CELLS, TableError};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

fn broken(e: impl ToString) -> TableError {
    TableError::Workbook(e.to_string())
}

/// A whole number an element declares; nothing if it declares none.
fn declared(element: &BytesStart<'_>, attribute: &str) -> Result<Option<usize>, TableError> {
    let Some(found) = element.try_get_attribute(attribute).map_err(broken)? else { return Ok(None) };
    let number = found.value.trim().parse();
    number.map(Some).map_err(|_| broken(format!("`{attribute}` is `{:.40}` where a whole number belongs", found.value)))
}

/// Refuses shared strings of an XLSX that declare more texts than a table may have cells.
pub(super) fn shared_strings(source: impl BufRead) -> Result<(), TableError> {
    let mut reader = Reader::from_reader(source);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "sst" => {
                let count = declared(&e, "uniqueCount")?.unwrap_or(0);
                return check(count <= MOST_CELLS, "the declared number of shared strings".into(), MOST_CELLS);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The table at hand: how far its filled cells reach, repeats written out.
#[derive(Default)]
struct Extent {
    /// Rows from the first filled one to the last filled one.
    rows: usize,
    /// Columns up to the last filled one.
    width: usize,
    /// Blank rows since the last filled one; they count only if another filled one follows.
    blank: usize,
}

/// A row that is still open.
struct OpenRow {
    repeats: usize,
    columns: usize,
    filled: usize,
}

struct Survey<'l> {
    limits: &'l Limits,
    /// Cells of the tables already closed.
    cells: usize,
    table: Extent,
    row: Option<OpenRow>,
}

/// Refuses the content of an ODS that is cut off or whose filled cells, repeats written out, go beyond the limits. Blank rows and
/// cells behind the last filled one are free: every program pads its sheets with a million of them.
pub(super) fn ods_content(source: impl BufRead, limits: &Limits) -> Result<(), TableError> {
    let mut reader = Reader::from_reader(source);
    reader.config_mut().expand_empty_elements = true;
    let mut survey = Survey { limits, cells: 0, table: Extent::default(), row: None };
    let (mut buffer, mut depth) = (Vec::new(), 0usize);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(e) => {
                depth += 1;
                survey.start(&e)?;
            }
            Event::End(e) => {
                depth = depth.saturating_sub(1);
                survey.end(e.name().as_ref())?;
            }
            Event::Eof if depth > 0 => return Err(broken("`content.xml` is cut off")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

impl Survey<'_> {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), TableError> {
        match (element.name().as_ref(), &mut self.row) {
            ("table:table-row" | "table:table", Some(_)) => Err(broken("a table or row inside a row")),
            ("table:table-row", None) => {
                let repeats = declared(element, "table:number-rows-repeated")?.unwrap_or(1);
                self.row = Some(OpenRow { repeats, columns: 0, filled: 0 });
                Ok(())
            }
            ("table:table-cell" | "table:covered-table-cell", Some(row)) => {
                let repeats = declared(element, "table:number-columns-repeated")?.unwrap_or(1);
                row.columns = row.columns.saturating_add(repeats);
                if is_filled(element)? {
                    row.filled = row.columns;
                }
                let most = self.limits.columns;
                check(row.filled <= most, "the number of columns, repeated ones included,".into(), most)
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, name: &str) -> Result<(), TableError> {
        match name {
            "table:table-row" => self.row.take().map_or(Ok(()), |row| self.close(&row)),
            "table:table" => {
                let table = std::mem::take(&mut self.table);
                self.cells = self.cells.saturating_add(table.rows.saturating_mul(table.width));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn close(&mut self, row: &OpenRow) -> Result<(), TableError> {
        let table = &mut self.table;
        if row.filled == 0 {
            let inside = if table.rows > 0 { row.repeats } else { 0 };
            table.blank = table.blank.saturating_add(inside);
            return Ok(());
        }
        let blank = std::mem::take(&mut table.blank);
        table.rows = table.rows.saturating_add(blank).saturating_add(row.repeats);
        table.width = table.width.max(row.filled);
        let cells = self.cells.saturating_add(table.rows.saturating_mul(table.width));
        let most = self.limits.rows;
        check(table.rows <= most, "the number of rows, repeated ones included,".into(), most)?;
        check(cells <= MOST_CELLS, "the number of cells, repeated ones included,".into(), MOST_CELLS)
    }
}

/// Whether a cell may hold something: blank ones carry a style and a repeat at most.
fn is_filled(cell: &BytesStart<'_>) -> Result<bool, TableError> {
    for attribute in cell.attributes() {
        let attribute = attribute.map_err(broken)?;
        let key = attribute.key.as_ref();
        if key == "table:formula" || key.starts_with("office:") || key.starts_with("calcext:") {
            return Ok(true);
        }
    }
    Ok(false)
}
